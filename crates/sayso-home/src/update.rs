//! Lists from their official addresses into the record.

use std::fs;
use std::path::Path;

use sayso_lists::ListSource;
use sayso_lists::fetch::{self, FetchErrorKind, FetchState, Fetched};
use sayso_record::store::Store;
use sayso_record::{ListId, VersionId};

use crate::error::HomeError;
use crate::home::Home;
use crate::import::{self, AddOptions, AddReport};

/// What became of one list.
#[derive(Debug)]
pub struct UpdateReport {
    /// The list.
    pub list: ListId,
    /// What happened, or why nothing did. One list that fails does not keep the others from being fetched.
    pub outcome: Result<Updated, HomeError>,
}

/// What fetching a list brought.
#[derive(Debug)]
pub enum Updated {
    /// The server has nothing newer than what was fetched last.
    NotModified,
    /// A version was fetched; whether it is new to the record is in its report.
    Added(Box<AddReport>),
}

pub(crate) fn update(
    home: &Home,
    lists: &[ListId],
    progress: &mut dyn FnMut(&ListId, usize, usize),
) -> Result<Vec<UpdateReport>, HomeError> {
    let folder = home.folder()?;
    let sources = chosen(home, lists)?;
    let mut store = Store::open_for_import(folder)?;
    let path = folder.join("fetched.json");
    let mut state = read_state(&path)?;
    let mut reports = Vec::new();
    for (at, source) in sources.iter().enumerate() {
        progress(&source.id, at, sources.len());
        let outcome = update_one(&mut store, source, &mut state);
        if matches!(outcome, Ok(Updated::Added(_))) {
            write_state(&path, &state)?;
        }
        reports.push(UpdateReport { list: source.id.clone(), outcome });
    }
    Ok(reports)
}

fn chosen<'a>(home: &'a Home, lists: &[ListId]) -> Result<Vec<&'a ListSource>, HomeError> {
    if lists.is_empty() {
        return Ok(home.sources().all().iter().filter(|source| !source.files.is_empty()).collect());
    }
    let find = |id: &ListId| {
        let known = || home.sources().all().iter().map(|s| s.id.as_str()).collect::<Vec<_>>().join(", ");
        home.sources().get(id).ok_or_else(|| HomeError::Use(format!("no list is called {id}; there are {}", known())))
    };
    lists.iter().map(find).collect()
}

fn update_one(store: &mut Store, source: &ListSource, state: &mut FetchState) -> Result<Updated, HomeError> {
    let fetched = fetch::update(source, state, &fetch::Options::default()).map_err(|e| match e.kind {
        FetchErrorKind::Unreachable => HomeError::Unreachable(e.to_string()),
        FetchErrorKind::Refused => HomeError::Fetched(e.to_string()),
    })?;
    let Fetched::New(mut download) = fetched else { return Ok(Updated::NotModified) };
    let files = std::mem::take(&mut download.files);
    let options = AddOptions {
        list: source.id.clone(),
        version: None,
        format: source.format.clone(),
        accept_shrink: false,
        expected_formats: Vec::new(),
    };
    let report =
        import::add_files(store, Path::new(source.id.as_str()), files, &options, download.version_date.map(VersionId::of))?;
    // Only what is in the record counts as fetched: a refused file is asked for again.
    state.accept(&download);
    Ok(Updated::Added(Box::new(report)))
}

fn read_state(path: &Path) -> Result<FetchState, HomeError> {
    if !path.exists() {
        return Ok(FetchState::default());
    }
    let text = fs::read_to_string(path).map_err(|source| HomeError::Io { doing: "reading", path: path.to_owned(), source })?;
    // What was fetched before is only a saving: a file that cannot be read costs one more download.
    Ok(serde_json::from_str(&text).unwrap_or_default())
}

fn write_state(path: &Path, state: &FetchState) -> Result<(), HomeError> {
    let text = serde_json::to_string_pretty(state).map_err(|e| HomeError::Use(e.to_string()))?;
    let unfinished = path.with_extension("unfinished");
    let io = |source| HomeError::Io { doing: "writing", path: path.to_owned(), source };
    fs::write(&unfinished, text).map_err(io)?;
    fs::rename(&unfinished, path).map_err(io)
}
