//! Files into the record: loaded, told apart and read ahead on all cores, written one after the other.

use std::path::{Path, PathBuf};
use std::sync::mpsc::sync_channel;

use sayso_lists::{Format, SourceFile, formats, intake};
use sayso_record::store::{Import, Imported, Store, StoreError, VersionMeta};
use sayso_record::{EntityId, Finding, ListId, Locator, Reading, VersionId};

use crate::error::HomeError;
use crate::version_date;

/// How files are to be added.
#[derive(Debug, Clone)]
pub struct AddOptions {
    /// Into which list.
    pub list: ListId,
    /// As which version; `None`: what the file says of itself, else what its name says.
    pub version: Option<VersionId>,
    /// Read with which format; `None`: what the file looks like.
    pub format: Option<String>,
    /// Take a version even where it has far fewer records than the one before.
    pub accept_shrink: bool,
    /// Formats that the list is published in; empty: any.
    pub expected_formats: Vec<String>,
}

/// What adding one version did.
#[derive(Debug, Clone)]
pub struct AddReport {
    /// The path that was added.
    pub path: PathBuf,
    /// What happened to the record.
    pub imported: Imported,
    /// What is known of the version.
    pub meta: VersionMeta,
    /// All findings of this reading; none where the version was there already.
    pub findings: Vec<Finding>,
}

/// Told after each version: its report, its position from 1, and how many there are.
pub type Progress<'a> = dyn FnMut(&AddReport, usize, usize) + 'a;

/// Threads that read ahead. Each holds up to three versions in memory (about 100 MB for OFAC's list), so more would cost more than they give.
const MOST_READERS: usize = 4;

/// A version that was loaded and read, on its way to the store.
struct Loaded {
    path: PathBuf,
    files: Vec<SourceFile>,
    format: &'static Format,
    /// `None`: these files are in the record already.
    reading: Option<Reading>,
    version: Option<VersionId>,
}

/// Adds each path as one version, in the given order; stops at the first that is refused. What was added before it stays.
pub(crate) fn add(
    store: &mut Store,
    paths: &[PathBuf],
    options: &AddOptions,
    progress: &mut Progress<'_>,
) -> Result<Vec<AddReport>, HomeError> {
    let known: Vec<Vec<String>> =
        store.versions(&options.list)?.iter().map(|(_, meta)| hashes(meta.files.iter().map(|f| f.blake3.clone()))).collect();
    let mut reports = Vec::with_capacity(paths.len());
    std::thread::scope(|scope| {
        // Readers take turns, each one version ahead: versions come in their order and every core reads.
        let readers = std::thread::available_parallelism()
            .map_or(2, std::num::NonZero::get)
            .clamp(1, MOST_READERS)
            .min(paths.len().max(1));
        let known = &known;
        let receivers: Vec<_> = (0..readers)
            .map(|reader| {
                let (sender, receiver) = sync_channel::<Result<Loaded, HomeError>>(1);
                scope.spawn(move || {
                    for path in paths.iter().skip(reader).step_by(readers) {
                        let loaded = load(path, options, known);
                        let failed = loaded.is_err();
                        if sender.send(loaded).is_err() || failed {
                            return;
                        }
                    }
                });
                receiver
            })
            .collect();
        for at in 0..paths.len() {
            let Ok(loaded) = receivers[at % readers].recv() else { break };
            let report = store_version(store, loaded?, options)?;
            progress(&report, at + 1, paths.len());
            reports.push(report);
        }
        Ok(reports)
    })
}

fn hashes(of: impl Iterator<Item = String>) -> Vec<String> {
    let mut all: Vec<String> = of.collect();
    all.sort();
    all
}

fn load(path: &Path, options: &AddOptions, known: &[Vec<String>]) -> Result<Loaded, HomeError> {
    let files = intake::load(path, &intake::Limits::default())?;
    read(path, files, options, known)
}

/// Adds the files of one version that are in memory already.
/// A list that does not carry its own date has the one given.
pub(crate) fn add_files(
    store: &mut Store,
    name: &Path,
    files: Vec<SourceFile>,
    options: &AddOptions,
    dated: Option<VersionId>,
) -> Result<AddReport, HomeError> {
    let mut loaded = read(name, files, options, &[])?;
    loaded.version = loaded.version.or(dated);
    store_version(store, loaded, options)
}

fn read(path: &Path, files: Vec<SourceFile>, options: &AddOptions, known: &[Vec<String>]) -> Result<Loaded, HomeError> {
    let format = format_of(path, &files, options)?;
    let version = options.version;
    if known.contains(&hashes(files.iter().map(|f| blake3::hash(&f.bytes).to_hex().to_string()))) {
        return Ok(Loaded { path: path.to_owned(), files, format, reading: None, version });
    }
    let reading = (format.read)(&files)?;
    let version = version.or(reading.stated_date.map(VersionId::of)).or_else(|| version_date::from_path(path));
    Ok(Loaded { path: path.to_owned(), files, format, reading: Some(reading), version })
}

fn format_of(path: &Path, files: &[SourceFile], options: &AddOptions) -> Result<&'static Format, HomeError> {
    let format = match &options.format {
        Some(id) => formats::find(id).ok_or_else(|| {
            let known: Vec<&str> = formats::FORMATS.iter().map(|f| f.id).collect();
            HomeError::Use(format!("there is no format \"{id}\"; sayso reads {}", known.join(", ")))
        })?,
        None => files.iter().find_map(formats::detect).ok_or_else(|| {
            HomeError::Use(format!(
                "{} does not look like any list format that sayso reads; say which with --format",
                path.display()
            ))
        })?,
    };
    if options.format.is_none()
        && !options.expected_formats.is_empty()
        && !options.expected_formats.iter().any(|id| id == format.id)
    {
        return Err(HomeError::Use(format!(
            "{} looks like {} ({}), but {} is published as {}; give the list that it is, or --format {} if you are sure",
            path.display(),
            format.title,
            format.id,
            options.list,
            options.expected_formats.join(" or "),
            format.id
        )));
    }
    Ok(format)
}

fn store_version(store: &mut Store, loaded: Loaded, options: &AddOptions) -> Result<AddReport, HomeError> {
    let Loaded { path, files, format, reading, version } = loaded;
    let contents: Vec<(&str, &[u8])> = files.iter().map(|f| (f.name.as_str(), f.bytes.as_slice())).collect();
    let Some(mut reading) = reading else {
        let version = store
            .find_files(&options.list, &contents)?
            .ok_or_else(|| HomeError::Use("a version vanished while it was added".into()))?;
        return report(store, path, Imported::AlreadyThere { version }, Vec::new(), options);
    };
    let version = version.ok_or_else(|| {
        HomeError::Use(format!(
            "neither {} nor its name says which day it was published; say it with --version YYYY-MM-DD",
            path.display()
        ))
    })?;
    let findings = reading.findings.clone();
    reading.findings.shrink_to_fit();
    let import = Import {
        list: &options.list,
        version,
        format: format.id,
        files: contents,
        reading,
        accept_shrink: options.accept_shrink,
    };
    let imported = store.import(import, &mut reread)?;
    report(store, path, imported, findings, options)
}

fn report(
    store: &mut Store,
    path: PathBuf,
    imported: Imported,
    findings: Vec<Finding>,
    options: &AddOptions,
) -> Result<AddReport, HomeError> {
    let (Imported::Added { version, .. } | Imported::AlreadyThere { version }) = imported;
    let meta = store.version(&options.list, version)?;
    Ok(AddReport { path, imported, meta, findings })
}

/// The places of a version's entities, from its original files.
fn reread(meta: &VersionMeta, contents: Vec<Vec<u8>>) -> Result<Vec<(EntityId, Locator)>, StoreError> {
    let format = formats::find(&meta.format)
        .ok_or_else(|| StoreError::NotThere(format!("this sayso no longer reads {}", meta.format)))?;
    let files: Vec<SourceFile> =
        meta.files.iter().zip(contents).map(|(file, bytes)| SourceFile::new(&*file.name, bytes)).collect();
    let reading = (format.read)(&files)
        .map_err(|e| StoreError::Refused(format!("the original of version {} cannot be read again: {e}", meta.version)))?;
    Ok(reading.locators)
}
