//! One file over HTTP: asked for with what is known of it, tried again where that helps, taken only where it is whole.

use std::io::{self, Read};
use std::time::Duration;

use ureq::http::{Response, header};
use ureq::{Body, Error};

use super::FetchErrorKind::{Refused, Unreachable};
use super::{FetchError, Options, Seen, agent};
use crate::sources::RemoteFile;

/// Longest wait that a server may ask for.
const MOST_PATIENCE: Duration = Duration::from_mins(1);

/// A server's answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Answer {
    NotModified,
    Content { bytes: Vec<u8>, seen: Seen },
}

/// A failed try: why, and whether another one may help, after what wait at least.
struct Failure {
    error: FetchError,
    again: Option<Duration>,
}

impl Failure {
    fn last(error: FetchError) -> Self {
        Self { error, again: None }
    }
}

/// Asks for a file, in as many tries as the options allow.
pub(super) fn get(file: &RemoteFile, seen: Option<&Seen>, options: &Options) -> Result<Answer, FetchError> {
    let mut wait = options.backoff;
    let mut tries = 1;
    loop {
        // Only the last failure is told: the tries before it failed alike.
        match get_once(file, seen, options) {
            Ok(answer) => return Ok(answer),
            Err(Failure { again: Some(asked), .. }) if tries < options.attempts => {
                std::thread::sleep(wait.max(asked));
                wait = wait.saturating_mul(2);
                tries += 1;
            }
            Err(Failure { mut error, .. }) => {
                if tries > 1 {
                    error.problem = format!("{} (tried {tries} times)", error.problem);
                }
                return Err(error);
            }
        }
    }
}

fn get_once(file: &RemoteFile, seen: Option<&Seen>, options: &Options) -> Result<Answer, Failure> {
    let mut request = agent(&file.url, options).get(&file.url);
    if let Some(etag) = seen.and_then(|seen| seen.etag.as_ref()) {
        request = request.header(header::IF_NONE_MATCH, etag);
    }
    if let Some(time) = seen.and_then(|seen| seen.last_modified.as_ref()) {
        request = request.header(header::IF_MODIFIED_SINCE, time);
    }
    let response = request.call().map_err(|error| failure(file, error, options))?;
    match response.status().as_u16() {
        200 => {}
        304 => return Ok(Answer::NotModified),
        status => return Err(wrong_status(file, status, &response)),
    }
    check_type(file, &response)?;
    let seen = Seen { etag: text_of(&response, header::ETAG), last_modified: text_of(&response, header::LAST_MODIFIED) };
    Ok(Answer::Content { bytes: body(file, response, options)?, seen })
}

fn wrong_status(file: &RemoteFile, status: u16, response: &Response<Body>) -> Failure {
    if status == 429 || status >= 500 {
        let problem = format!("the server is busy or broken (HTTP {status}); try again later");
        let asked = text_of(response, header::RETRY_AFTER)
            .and_then(|text| text.parse().ok())
            .map_or(Duration::ZERO, Duration::from_secs);
        return Failure { error: FetchError::new(Unreachable, &file.url, problem), again: Some(asked.min(MOST_PATIENCE)) };
    }
    let problem = format!(
        "HTTP {status} instead of the list; its address may have changed: look at its homepage and edit your table of sources"
    );
    Failure::last(FetchError::new(Refused, &file.url, problem))
}

/// An error page often comes as "200 OK"; its type gives it away.
fn check_type(file: &RemoteFile, response: &Response<Body>) -> Result<(), Failure> {
    let Some(header) = text_of(response, header::CONTENT_TYPE) else { return Ok(()) };
    let media = header.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let any = file.content_types.is_empty() && media != "text/html";
    if any || media.is_empty() || media == "application/octet-stream" || file.content_types.contains(&media) {
        return Ok(());
    }
    let expected = if file.content_types.is_empty() { "a list".to_owned() } else { file.content_types.join(" or ") };
    let problem = format!("{media} came instead of {expected}: probably an error page; look at the address in a browser");
    Err(Failure::last(FetchError::new(Refused, &file.url, problem)))
}

fn body(file: &RemoteFile, response: Response<Body>, options: &Options) -> Result<Vec<u8>, Failure> {
    let body = response.into_body();
    let most = options.limits.total_bytes;
    let too_large = || Failure::last(FetchError::new(Refused, &file.url, format!("the file is larger than {} MB", most >> 20)));
    let announced = body.content_length();
    if announced.is_some_and(|length| length > most) {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    if let Err(error) = body.into_reader().take(most.saturating_add(1)).read_to_end(&mut bytes) {
        return Err(broken_off(file, error, bytes.len(), options));
    }
    let came = bytes.len() as u64;
    if came > most {
        return Err(too_large());
    }
    if announced.is_some_and(|length| length != came) {
        return Err(half(file, bytes.len()));
    }
    Ok(bytes)
}

fn broken_off(file: &RemoteFile, error: io::Error, came: usize, options: &Options) -> Failure {
    match Error::from(error) {
        Error::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => half(file, came),
        Error::Decompress(..) => half(file, came),
        other => failure(file, other, options),
    }
}

fn half(file: &RemoteFile, came: usize) -> Failure {
    let problem =
        format!("the connection ended after {came} bytes, before the file did; half a list is not taken, try again later");
    Failure { error: FetchError::new(Unreachable, &file.url, problem), again: Some(Duration::ZERO) }
}

fn failure(file: &RemoteFile, error: Error, options: &Options) -> Failure {
    let once = |kind, problem: String| Failure::last(FetchError::new(kind, &file.url, problem));
    let again =
        |problem: String| Failure { error: FetchError::new(Unreachable, &file.url, problem), again: Some(Duration::ZERO) };
    match error {
        Error::Timeout(_) => again("the server took too long; try again later".into()),
        Error::Io(error) => again(format!("the connection failed: {error}")),
        Error::HostNotFound => again("no such host; is there a network?".into()),
        Error::ConnectionFailed => again("no connection; is there a network?".into()),
        Error::TooManyRedirects => {
            once(Refused, format!("redirected more than {} times; its address is wrong", options.redirects))
        }
        Error::RequireHttpsOnly(_) => once(Refused, "redirected from https to http, which is not followed".into()),
        Error::BadUri(_) | Error::Http(_) => once(Refused, format!("not an address that can be fetched: {error}")),
        other => once(Unreachable, format!("cannot be fetched: {other}")),
    }
}

fn text_of(response: &Response<Body>, name: header::HeaderName) -> Option<String> {
    response.headers().get(name)?.to_str().ok().map(str::to_owned)
}
