//! Fetching the files of a list from its official address, once they have changed.
//!
//! Called by `sayso lists update`. The caller may rely on this: either nothing has changed, or every file of the list came whole, of
//! the expected type and size, and passed [`crate::intake`]. It writes nothing and remembers nothing by itself: what was seen is in
//! [`Download::seen`], and goes into the [`FetchState`] by [`FetchState::accept`] once the files are in the record, so that a
//! version that was fetched but refused is fetched again.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ureq::Agent;

use crate::intake::{self, Limits};
use crate::{ListSource, SourceFile};

mod request;

use request::Answer;

/// How patient a fetch is, and how much it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Tries of one file, for a server that is busy or breaks off.
    pub attempts: u32,
    /// Wait before the second try; each one after it waits twice as long. A server's `Retry-After` goes before, up to a minute.
    pub backoff: Duration,
    /// Redirects that are followed.
    pub redirects: u32,
    /// Time to get a connection.
    pub connect_timeout: Duration,
    /// Time until a server begins to answer.
    pub answer_timeout: Duration,
    /// Time for one try of one file as a whole, so that a server that drips cannot hold the caller.
    pub total_timeout: Duration,
    /// Whether the proxy that the environment names is used.
    pub proxy: bool,
    /// What the files may cost.
    pub limits: Limits,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            attempts: 3,
            backoff: Duration::from_secs(1),
            redirects: 5,
            connect_timeout: Duration::from_secs(20),
            answer_timeout: Duration::from_mins(1),
            total_timeout: Duration::from_mins(10),
            proxy: true,
            limits: Limits::default(),
        }
    }
}

/// What is known of the files fetched last, by address; kept beside the store.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FetchState {
    #[serde(default)]
    files: BTreeMap<String, Seen>,
}

impl FetchState {
    /// Remembers a download whose files are in the record now.
    pub fn accept(&mut self, download: &Download) {
        self.files.extend(download.seen.clone());
    }
}

/// By what a server knows a version of a file again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Its `ETag`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// Its `Last-Modified`, in the server's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
}

impl Seen {
    fn day(&self) -> Option<Date> {
        let time = jiff::fmt::rfc2822::parse(self.last_modified.as_deref()?).ok()?;
        Some(time.with_time_zone(jiff::tz::TimeZone::UTC).date())
    }
}

/// What came of a fetch.
#[derive(Debug, PartialEq, Eq)]
pub enum Fetched {
    /// No file has changed since the state was last told.
    NotModified,
    /// Files of a version that may be new.
    New(Download),
}

/// The files of a list, fetched and checked.
#[derive(Debug, PartialEq, Eq)]
pub struct Download {
    /// The files, in the order of the source.
    pub files: Vec<SourceFile>,
    /// The day of the newest `Last-Modified` (UTC), for a list that does not carry its own date.
    pub version_date: Option<Date>,
    /// What the server said of each address.
    pub seen: BTreeMap<String, Seen>,
}

/// Who has to act on a failed fetch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FetchErrorKind {
    /// Nobody or the operator: the network or the server. Try later.
    Unreachable,
    /// What came is not the list, or is not taken as it is.
    Refused,
}

/// A fetch that gave no list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{url}: {problem}")]
pub struct FetchError {
    /// The address that was tried.
    pub url: String,
    /// What went wrong and what to do.
    pub problem: String,
    /// Whose fault it is.
    pub kind: FetchErrorKind,
}

impl FetchError {
    fn new(kind: FetchErrorKind, url: &str, problem: impl Into<String>) -> Self {
        Self { url: url.to_owned(), problem: problem.into(), kind }
    }
}

/// Fetches the files of a list if any of them has changed. A set of files comes whole: one changed file brings the others too.
pub fn update(source: &ListSource, state: &FetchState, options: &Options) -> Result<Fetched, FetchError> {
    if source.files.is_empty() {
        let problem = "this list has no address to fetch from; import a file of it, or give it one in your table of sources";
        return Err(FetchError::new(FetchErrorKind::Refused, source.id.as_str(), problem));
    }
    let known: Vec<Option<&Seen>> = source.files.iter().map(|file| state.files.get(&file.url)).collect();
    let conditional = known.iter().all(Option::is_some);
    let mut answers = Vec::new();
    for (file, seen) in source.files.iter().zip(known) {
        answers.push(request::get(file, seen.filter(|_| conditional), options)?);
    }
    if answers.iter().all(|answer| *answer == Answer::NotModified) {
        return Ok(Fetched::NotModified);
    }
    let mut download = Download { files: Vec::new(), version_date: None, seen: BTreeMap::new() };
    for (file, answer) in source.files.iter().zip(answers) {
        let answer = if answer == Answer::NotModified { request::get(file, None, options)? } else { answer };
        let Answer::Content { bytes, seen } = answer else {
            let problem = "the server says \"not modified\" though it was not asked whether; try again later";
            return Err(FetchError::new(FetchErrorKind::Unreachable, &file.url, problem));
        };
        let refuse = |problem: String| FetchError::new(FetchErrorKind::Refused, &file.url, problem);
        let files = intake::from_bytes(&file.name, bytes, &options.limits).map_err(|error| refuse(error.to_string()))?;
        let size: u64 = files.iter().map(|file| file.bytes.len() as u64).sum();
        if size < file.min_bytes {
            let problem =
                format!("{size} bytes came where {} are the least that is plausible; try again later", file.min_bytes);
            return Err(refuse(problem));
        }
        download.files.extend(files);
        download.version_date = download.version_date.max(seen.day());
        download.seen.insert(file.url.clone(), seen);
    }
    Ok(Fetched::New(download))
}

fn agent(url: &str, options: &Options) -> Agent {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .https_only(url.starts_with("https://")) // no redirect may lead out of TLS
        .max_redirects(options.redirects)
        .timeout_connect(Some(options.connect_timeout))
        .timeout_recv_response(Some(options.answer_timeout))
        .timeout_global(Some(options.total_timeout))
        .user_agent(concat!("sayso/", env!("CARGO_PKG_VERSION")));
    let config = if options.proxy { config } else { config.proxy(None) };
    config.build().new_agent()
}

#[cfg(test)]
mod tests;
