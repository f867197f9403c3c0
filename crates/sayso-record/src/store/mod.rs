//! The append-only store: what was imported, in which version, with the original files.
//!
//! ```text
//! HOME/record/lock                                    one writer at a time
//! HOME/record/originals/HASH.zst                      files as published (see originals.rs)
//! HOME/record/revisions/LIST/000001_2019-01-04_HASH.parquet    what each import added and removed (see revision.rs)
//! ```
//! An import is a new revision and nothing else: it is there whole after the rename, or not at all. Importing the same files again
//! does nothing. Versions may come in any order and give the same view of the record.

mod durable;
mod error;
mod ledger;
mod originals;
mod revision;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashSet;

pub use error::StoreError;
pub use revision::{OriginalFile, VersionMeta};

use self::error::Doing;
use self::ledger::Ledger;
use self::originals::Originals;
use crate::finding::FindingKind;
use crate::reading::{Locator, Reading};
use crate::statement::{EntityId, Statement};
use crate::version::{ListId, VersionId};
use crate::view::{KnownStatement, ListHistory, ListInfo, RecordView};

/// Findings kept with a version for showing; all are counted.
const FINDINGS_SHOWN: usize = 100;
/// An import with fewer than this share of the records of the version before it is refused: an outage must not look like a
/// delisting. No real list in our data ever lost a tenth from one version to the next.
const LEAST_SHARE_OF_PREVIOUS: f64 = 0.5;
/// A file of which more than this share of the records cannot be read is not the list it is said to be.
const MOST_SHARE_LOST: f64 = 0.1;

/// One list version to import.
#[derive(Debug)]
pub struct Import<'a> {
    /// Into which list.
    pub list: &'a ListId,
    /// As which version.
    pub version: VersionId,
    /// Id of the format it was read with.
    pub format: &'a str,
    /// The files as published: name and content.
    pub files: Vec<(&'a str, &'a [u8])>,
    /// What they say.
    pub reading: Reading,
    /// Take it even where it has far fewer records than the version before.
    pub accept_shrink: bool,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Imported {
    /// A new version is in the record.
    Added {
        /// The version; a second file of a day gets the next free number of that day.
        version: VersionId,
        /// Statements that it adds to the version before it.
        adds: usize,
        /// Statements of the version before that it no longer carries.
        removes: usize,
    },
    /// The same files are in the record as this version; nothing was done.
    AlreadyThere {
        /// That version.
        version: VersionId,
    },
}

/// Gives the locators of a version again, from its original files; asked for in rare cases of imports out of order.
pub type Reread<'a> = dyn FnMut(&VersionMeta, Vec<Vec<u8>>) -> Result<Vec<(EntityId, Locator)>, StoreError> + 'a;

/// What changed between two versions of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Difference {
    /// Statements only in the later one, sorted.
    pub added: Vec<Arc<Statement>>,
    /// Statements only in the earlier one, sorted.
    pub removed: Vec<Arc<Statement>>,
}

/// The record on disk.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    originals: Originals,
    ledgers: BTreeMap<ListId, Ledger>,
    lock: Option<File>,
}

impl Store {
    /// Opens the record under a home folder for reading. A folder without one gives an empty record.
    pub fn open(home: &Path) -> Result<Self, StoreError> {
        let folder = home.join("record");
        let originals = Originals::open(folder.join("originals"))?;
        Ok(Self { folder, originals, ledgers: BTreeMap::new(), lock: None })
    }

    /// Opens the record for importing: waits until no other process does, and sweeps up what a crashed one left.
    pub fn open_for_import(home: &Path) -> Result<Self, StoreError> {
        let folder = home.join("record");
        fs::create_dir_all(&folder).doing("creating", &folder)?;
        let path = folder.join("lock");
        let lock = File::create(&path).doing("creating", &path)?;
        lock.lock().doing("locking", &path)?;
        durable::sweep(&folder)?;
        Ok(Self { lock: Some(lock), ..Self::open(home)? })
    }

    /// The lists that have a version, by id.
    pub fn lists(&self) -> Result<Vec<ListId>, StoreError> {
        let folder = self.folder.join("revisions");
        if !folder.exists() {
            return Ok(Vec::new());
        }
        let mut lists = Vec::new();
        for entry in fs::read_dir(&folder).doing("reading", &folder)? {
            let name = entry.doing("reading", &folder)?.file_name();
            if let Some(list) = name.to_str().and_then(|name| name.parse().ok()) {
                lists.push(list);
            }
        }
        lists.sort();
        Ok(lists)
    }

    /// The versions of a list, ascending, with what is known of each.
    pub fn versions(&mut self, list: &ListId) -> Result<Vec<(VersionId, VersionMeta)>, StoreError> {
        Ok(self.ledger(list)?.versions().map(|(version, meta)| (version, meta.clone())).collect())
    }

    /// What is known of one version.
    pub fn version(&mut self, list: &ListId, version: VersionId) -> Result<VersionMeta, StoreError> {
        let meta = self.ledger(list)?.meta(version).cloned();
        meta.ok_or_else(|| {
            StoreError::NotThere(format!("{list} has no version {version}; `sayso lists status` shows which there are"))
        })
    }

    /// Names of all revision files with their sizes, sorted: what an edition was built from can be told by them.
    pub fn revision_files(&self) -> Result<Vec<(String, u64)>, StoreError> {
        let mut files = Vec::new();
        for list in self.lists()? {
            for path in self.revision_paths(&list)? {
                let size = fs::metadata(&path).doing("reading", &path)?.len();
                files.push((format!("{list}/{}", path.file_name().unwrap_or_default().to_string_lossy()), size));
            }
        }
        Ok(files)
    }

    fn revision_paths(&self, list: &ListId) -> Result<Vec<PathBuf>, StoreError> {
        let folder = self.folder.join("revisions").join(list.as_str());
        if !folder.exists() {
            return Ok(Vec::new());
        }
        let mut paths = Vec::new();
        for entry in fs::read_dir(&folder).doing("reading", &folder)? {
            let path = entry.doing("reading", &folder)?.path();
            if path.extension().is_some_and(|e| e == "parquet") {
                paths.push(path);
            }
        }
        paths.sort();
        Ok(paths)
    }

    fn ledger(&mut self, list: &ListId) -> Result<&mut Ledger, StoreError> {
        if !self.ledgers.contains_key(list) {
            let mut ledger = Ledger::default();
            for path in self.revision_paths(list)? {
                let bytes = fs::read(&path).doing("reading", &path)?;
                // The Parquet library panics on some damaged files, so none but our own bytes may reach it.
                if !path.to_string_lossy().ends_with(&format!("_{}.parquet", short_hash(&bytes))) {
                    return Err(StoreError::damaged(&path, "the content is not what its name says; restore it from a backup"));
                }
                let revision = revision::read(bytes).map_err(|problem| StoreError::damaged(&path, problem))?;
                ledger.take(revision, &path)?;
            }
            self.ledgers.insert(list.clone(), ledger);
        }
        Ok(self.ledgers.get_mut(list).expect("inserted above where it was missing"))
    }

    /// The version that holds exactly these files, if one does. Asked before reading a file: a version that is there already
    /// needs no reading.
    pub fn find_files(&mut self, list: &ListId, files: &[(&str, &[u8])]) -> Result<Option<VersionId>, StoreError> {
        let mut hashes: Vec<String> = files.iter().map(|(_, bytes)| blake3::hash(bytes).to_hex().to_string()).collect();
        hashes.sort();
        let ledger = self.ledger(list)?;
        Ok(ledger.versions().find(|(_, meta)| hashes_of(meta) == hashes).map(|(version, _)| version))
    }

    /// Imports a version. Needs [`Store::open_for_import`].
    pub fn import(&mut self, import: Import<'_>, reread: &mut Reread<'_>) -> Result<Imported, StoreError> {
        if self.lock.is_none() {
            return Err(StoreError::Refused("the record was opened for reading only".into()));
        }
        if let Some(version) = self.find_files(import.list, &import.files)? {
            return Ok(Imported::AlreadyThere { version });
        }
        let ledger = self.ledger(import.list)?;
        let mut version = import.version;
        while ledger.meta(version).is_some() {
            version = version.next_of_day();
        }
        let (before, after) = ledger.neighbours(version);
        let sizes = [before, after].map(|v| v.and_then(|v| ledger.meta(v)).cloned());
        let meta = describe(&import, version, sizes[0].as_ref())?;
        let like = sizes[0].as_ref().or(sizes[1].as_ref());
        for (name, bytes) in &import.files {
            let like = like.and_then(|meta| {
                meta.files.iter().find(|f| f.name == *name).or(meta.files.first().filter(|_| meta.files.len() == 1))
            });
            self.originals.keep(bytes, like.map(|f| f.blake3.as_str()))?;
        }
        self.write_revision(import.list, version, meta, import.reading, reread)
    }

    fn write_revision(
        &mut self,
        list: &ListId,
        version: VersionId,
        meta: VersionMeta,
        reading: Reading,
        reread: &mut Reread<'_>,
    ) -> Result<Imported, StoreError> {
        let folder = self.folder.join("revisions").join(list.as_str());
        self.ledger(list)?;
        let ledger = self.ledgers.get_mut(list).expect("loaded on the line above");
        let originals = &self.originals;
        let (revision, carried) = ledger.plan(version, meta, reading, &mut |meta| {
            let files = meta.files.iter().map(|file| originals.read(&file.blake3)).collect::<Result<_, _>>()?;
            reread(meta, files)
        })?;
        let bytes = revision::write(&revision).map_err(|problem| StoreError::damaged(&folder, problem))?;
        let path = folder.join(format!("{:06}_{version}_{}.parquet", ledger.revisions + 1, short_hash(&bytes)));
        durable::write(&path, &bytes)?;
        let imported =
            Imported::Added { version, adds: revision.deltas[0].adds.len(), removes: revision.deltas[0].removes.len() };
        ledger.take(revision, &path)?;
        ledger.remember(version, carried);
        Ok(imported)
    }

    /// One of the original files of a version, byte for byte as it was published.
    pub fn original(&self, blake3: &str) -> Result<Vec<u8>, StoreError> {
        self.originals.read(blake3)
    }

    /// What changed from one version of a list to another.
    pub fn diff(&mut self, list: &ListId, from: VersionId, to: VersionId) -> Result<Difference, StoreError> {
        let ledger = self.ledger(list)?;
        for version in [from, to] {
            if ledger.meta(version).is_none() {
                return Err(StoreError::NotThere(format!(
                    "{list} has no version {version}; `sayso lists status` shows which there are"
                )));
            }
        }
        let (before, after) = (ledger.statements_of(from), ledger.statements_of(to));
        let only =
            |a: &[Arc<Statement>], b: &[Arc<Statement>]| a.iter().filter(|s| b.binary_search(s).is_err()).cloned().collect();
        Ok(Difference { added: only(&after, &before), removed: only(&before, &after) })
    }

    /// The whole record. `info` says of each list what it is; where it says that the list is complete as published, the days
    /// from the first to the last version held here are put in.
    pub fn view(&mut self, info: &dyn Fn(&ListId) -> (ListInfo, bool)) -> Result<RecordView, StoreError> {
        let mut view = RecordView::default();
        for list in self.lists()? {
            let ledger = self.ledger(&list)?;
            let versions: Vec<VersionId> = ledger.versions().map(|(version, _)| version).collect();
            let (Some(first), Some(last)) = (versions.first(), versions.last()) else { continue };
            let (mut info, complete) = info(&list);
            if complete {
                info.complete = Some((first.day(), last.day()));
            }
            let index = view.lists.len();
            let history = ledger.history();
            view.statements.reserve(history.len());
            for (statement, known) in history {
                view.statements.push(KnownStatement { list: index, statement: Arc::unwrap_or_clone(statement), known });
            }
            view.lists.push(ListHistory { info, versions });
        }
        Ok(view)
    }
}

/// The first 16 hex digits of a revision's blake3, which stand in its file name.
fn short_hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..16].to_owned()
}

fn hashes_of(meta: &VersionMeta) -> Vec<String> {
    let mut hashes: Vec<String> = meta.files.iter().map(|file| file.blake3.clone()).collect();
    hashes.sort();
    hashes
}

/// Checks that a reading can be the version that it is said to be, and describes it.
fn describe(import: &Import<'_>, version: VersionId, before: Option<&VersionMeta>) -> Result<VersionMeta, StoreError> {
    let Import { list, reading, .. } = import;
    let refuse =
        |problem: String| Err(StoreError::Refused(format!("{list} {version} is refused: {problem}. The record is as it was.")));
    if reading.records == 0 {
        return refuse("the file holds no record that could be read".into());
    }
    if let Some(stated) = reading.stated_records
        && stated != reading.records
    {
        return refuse(format!(
            "the file says it holds {stated} records, and {} are in it: it is not whole; fetch it again",
            reading.records
        ));
    }
    let lost = reading.findings.iter().filter(|f| f.kind == FindingKind::RecordLost).count();
    if lost as f64 > MOST_SHARE_LOST * reading.records as f64 {
        return refuse(format!("{lost} of {} records cannot be read; the first: {}", reading.records, first_lost(reading)));
    }
    if let Some(before) = before
        && !import.accept_shrink
        && (reading.records as f64) < LEAST_SHARE_OF_PREVIOUS * before.records as f64
    {
        return refuse(format!(
            "it holds {} records where version {} holds {}; if that many really left the list, add it with --accept-shrink",
            reading.records, before.version, before.records
        ));
    }
    let files = import.files.iter().map(|(name, bytes)| OriginalFile {
        name: (*name).to_owned(),
        blake3: blake3::hash(bytes).to_hex().to_string(),
        bytes: bytes.len() as u64,
    });
    let parties: FxHashSet<&EntityId> = reading.statements.iter().filter(|s| s.schema.is_party()).map(|s| &s.entity).collect();
    Ok(VersionMeta {
        version: version.to_string(),
        format: import.format.to_owned(),
        files: files.collect(),
        records: reading.records,
        parties: parties.len() as u64,
        statements: reading.statements.len() as u64,
        findings: reading.findings.len() as u64,
        findings_shown: reading.findings.iter().take(FINDINGS_SHOWN).cloned().collect(),
    })
}

fn first_lost(reading: &Reading) -> String {
    let lost = reading.findings.iter().find(|f| f.kind == FindingKind::RecordLost);
    lost.map(|f| format!("{}: {}", f.locator, f.reason)).unwrap_or_default()
}
