//! The home folder as a whole: its lists, its record, its edition.

use std::fs;
use std::path::{Path, PathBuf};

use sayso_edition::{Edition, Joins, Stage};
use sayso_lists::sources::Sources;
use sayso_lists::{builtin, formats};
use sayso_record::store::{Difference, Store, VersionMeta};
use sayso_record::{ListId, ListInfo, Reading, RecordView, VersionId};

use crate::error::HomeError;
use crate::import::{self, AddOptions, AddReport, Progress};
use crate::update::{self, UpdateReport};

/// A list with its versions, for showing.
pub type HomeLists = Vec<(ListInfo, Vec<(VersionId, VersionMeta)>)>;

/// A home folder, or none: then the built-in record alone is there, and nothing can be added.
#[derive(Debug, Clone)]
pub struct Home {
    folder: Option<PathBuf>,
    sources: Sources,
}

impl Home {
    /// A home in a folder, which need not be there yet. Its `sources.toml`, where there is one, is laid over the table of lists.
    pub fn at(folder: &Path) -> Result<Self, HomeError> {
        let table = folder.join("sources.toml");
        let builtin = Sources::builtin();
        let sources = if table.exists() { builtin.overlaid_with(Sources::load(&table)?) } else { builtin };
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

    /// The formats that a list is published in. OFAC publishes one list in several; others have the one of the table.
    fn formats_of(&self, list: &ListId) -> Vec<String> {
        let family = |format: &str| -> Vec<String> {
            let families: [&[&str]; 3] = [
                &["us_ofac_csv", "us_ofac_xml", "us_ofac_enhanced", "us_ofac_advanced"],
                &["eu_fsf_xml", "eu_fsf_csv", "eu_whole_xml"],
                &["uk_sl_xml", "uk_sl_table"],
            ];
            let formats = families.into_iter().find(|f| f.contains(&format)).map_or_else(|| vec![format], <[_]>::to_vec);
            formats.into_iter().map(str::to_owned).collect()
        };
        self.sources.get(list).and_then(|source| source.format.as_deref()).map(family).unwrap_or_default()
    }

    /// The folder, for what needs one.
    pub fn folder(&self) -> Result<&Path, HomeError> {
        self.folder
            .as_deref()
            .ok_or_else(|| HomeError::Use("this needs a home folder; give one with --home DIR or SAYSO_HOME".into()))
    }

    /// Adds list files to the record, each path as one version.
    pub fn add(
        &self,
        paths: &[PathBuf],
        mut options: AddOptions,
        progress: &mut Progress<'_>,
    ) -> Result<Vec<AddReport>, HomeError> {
        if options.expected_formats.is_empty() {
            options.expected_formats = self.formats_of(&options.list);
        }
        let mut store = Store::open_for_import(self.folder()?)?;
        import::add(&mut store, paths, &options, progress)
    }

    /// The record's lists with their versions.
    pub fn lists(&self) -> Result<HomeLists, HomeError> {
        let mut store = Store::open(self.folder()?)?;
        store.lists()?.into_iter().map(|list| Ok((self.sources.info(&list), store.versions(&list)?))).collect()
    }

    /// Fetches lists from their official addresses and adds what is new; with no ids, all lists that have an address.
    pub fn update(
        &self,
        lists: &[ListId],
        progress: &mut dyn FnMut(&ListId, usize, usize),
    ) -> Result<Vec<UpdateReport>, HomeError> {
        update::update(self, lists, progress)
    }

    /// What changed from one version of a list to another.
    pub fn diff(&self, list: &ListId, from: VersionId, to: VersionId) -> Result<Difference, HomeError> {
        Ok(Store::open(self.folder()?)?.diff(list, from, to)?)
    }

    /// The whole record: what was added, and the built-in lists behind it.
    pub fn view(&self) -> Result<RecordView, HomeError> {
        let mut view = match &self.folder {
            Some(folder) => Store::open(folder)?
                .view(&|list| (self.sources.info(list), self.sources.get(list).is_some_and(|source| source.complete)))?,
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
        Edition::build_to(path, &self.view()?, &Joins::new(), stage)?;
        let folder = path.parent().unwrap_or(Path::new("."));
        for entry in fs::read_dir(folder)
            .map_err(|source| HomeError::Io { doing: "reading", path: folder.to_owned(), source })?
            .flatten()
        {
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
    for (info, version, reading) in builtin_lists()? {
        view.push_reading(info, version, reading);
    }
    Ok(view)
}

/// The built-in lists, read.
pub fn builtin_lists() -> Result<Vec<(ListInfo, VersionId, Reading)>, HomeError> {
    let format = formats::find("designations_csv")
        .ok_or_else(|| HomeError::Use("this sayso was built without its own format".into()))?;
    builtin::lists().into_iter().map(|list| Ok((list.info(), list.version_id(), (format.read)(&[list.file])?))).collect()
}
