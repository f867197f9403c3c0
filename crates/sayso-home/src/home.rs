//! The home folder as a whole: its lists, its record, its edition.

use std::fs;
use std::path::{Path, PathBuf};

use sayso_edition::{Edition, Stage};
use sayso_lists::builtin;
use sayso_lists::sources::Sources;
use sayso_record::store::{Difference, Store, VersionMeta};
use sayso_record::{ListId, ListInfo, RecordView, VersionId};

use crate::error::HomeError;
use crate::import::{self, AddOptions, AddReport, Progress};

/// A list with its versions, for showing.
pub type HomeLists = Vec<(ListInfo, Vec<(VersionId, VersionMeta)>)>;

/// A home folder, or none: then the built-in record alone is there, and nothing can be added.
#[derive(Debug, Clone)]
pub struct Home {
    folder: Option<PathBuf>,
    sources: Sources,
}

impl Home {
    /// A home in a folder, which need not be there yet. Its `sources.toml`, where there is one, says what the lists are.
    pub fn at(folder: &Path) -> Result<Self, HomeError> {
        let table = folder.join("sources.toml");
        let sources = if table.exists() { Sources::load(&table)? } else { Sources::builtin() };
        Ok(Self { folder: Some(folder.to_owned()), sources })
    }

    /// No home: only the built-in record.
    pub fn builtin() -> Self {
        Self { folder: None, sources: Sources::builtin() }
    }

    /// The table of lists.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The folder, for what needs one.
    pub fn folder(&self) -> Result<&Path, HomeError> {
        self.folder.as_deref().ok_or_else(|| HomeError::Use("this needs a home folder; give one with --home DIR or SAYSO_HOME".into()))
    }

    /// Adds list files to the record, each path as one version.
    pub fn add(&self, paths: &[PathBuf], mut options: AddOptions, progress: &mut Progress<'_>) -> Result<Vec<AddReport>, HomeError> {
        if options.expected_formats.is_empty() {
            options.expected_formats = self.sources.formats_of(&options.list);
        }
        let mut store = Store::open_for_import(self.folder()?)?;
        import::add(&mut store, paths, &options, progress)
    }

    /// The record's lists with their versions.
    pub fn lists(&self) -> Result<HomeLists, HomeError> {
        let mut store = Store::open(self.folder()?)?;
        store.lists()?.into_iter().map(|list| Ok((self.sources.info(&list), store.versions(&list)?))).collect()
    }

    /// What changed from one version of a list to another.
    pub fn diff(&self, list: &ListId, from: VersionId, to: VersionId) -> Result<Difference, HomeError> {
        Ok(Store::open(self.folder()?)?.diff(list, from, to)?)
    }

    /// The whole record: what was added, and the built-in lists behind it.
    pub fn view(&self) -> Result<RecordView, HomeError> {
        let mut view = match &self.folder {
            Some(folder) => Store::open(folder)?.view(&|list| (self.sources.info(list), self.sources.is_complete(list)))?,
            None => RecordView::default(),
        };
        view.append(builtin_view()?);
        Ok(view)
    }

    /// The edition of what the record holds now; compiled where it is not there yet. `stage` is told how far that is.
    pub fn edition(&self, stage: &mut dyn FnMut(Stage, usize, usize)) -> Result<Edition, HomeError> {
        let Some(folder) = self.folder.as_deref().filter(|folder| folder.join("record").exists()) else {
            return Ok(Edition::from_bytes(Edition::build(&self.view()?, stage)?)?);
        };
        let path = self.edition_path(folder)?;
        if path.exists()
            && let Ok(edition) = Edition::open(&path)
        {
            return Ok(edition);
        }
        self.build_at(&path, stage)?;
        Ok(Edition::open(&path)?)
    }

    /// Compiles the edition anew, also where it is there. Returns its path.
    pub fn build(&self, stage: &mut dyn FnMut(Stage, usize, usize)) -> Result<PathBuf, HomeError> {
        let path = self.edition_path(self.folder()?)?;
        self.build_at(&path, stage)?;
        Ok(path)
    }

    fn build_at(&self, path: &Path, stage: &mut dyn FnMut(Stage, usize, usize)) -> Result<(), HomeError> {
        Edition::build_to(&self.view()?, path, stage)?;
        let folder = path.parent().unwrap_or(Path::new("."));
        for entry in fs::read_dir(folder).map_err(|source| HomeError::Io { doing: "reading", path: folder.to_owned(), source })?.flatten() {
            // Editions of what the record held before: derived, and a process that has one open keeps it.
            if entry.path() != path && entry.path().extension().is_some_and(|e| e == "sayso") {
                let _ = fs::remove_file(entry.path());
            }
        }
        Ok(())
    }

    /// The edition's name tells what it was compiled from, so that a changed record is noticed without reading it.
    fn edition_path(&self, folder: &Path) -> Result<PathBuf, HomeError> {
        let mut hasher = blake3::Hasher::new();
        hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
        for (name, _) in Store::open(folder)?.revision_files()? {
            hasher.update(name.as_bytes()).update(b"\n");
        }
        for list in builtin::lists() {
            hasher.update(&list.file.bytes);
        }
        hasher.update(format!("{:?}", self.sources).as_bytes());
        let editions = folder.join("editions");
        fs::create_dir_all(&editions).map_err(|source| HomeError::Io { doing: "creating", path: editions.clone(), source })?;
        Ok(editions.join(format!("{}.sayso", &hasher.finalize().to_hex()[..16])))
    }
}

fn builtin_view() -> Result<RecordView, HomeError> {
    let mut view = RecordView::default();
    for list in builtin::lists() {
        let (info, version, reading) = list.read()?;
        view.push_reading(info, version, reading);
    }
    Ok(view)
}
