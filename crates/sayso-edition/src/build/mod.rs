//! Compiling a view of the record into an image.
//!
//! Everything is put into an order of its own (by id, by text) before it is written, and work is shared between threads only
//! where each part stands by itself, so the same view always gives the same bytes.

mod facts;
mod keys;
mod listings;
mod names;
mod parties;
mod statements;
mod words;
mod writer;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use sayso_record::{EntityId, RecordView};

use crate::edition::Edition;
use crate::error::{Doing, EditionError};
use parties::Parties;
use writer::Writer;

/// Which entities are the same party: from an entity's id to the id of its party. Entities that are not named are a party of
/// their own id.
pub type Joins = BTreeMap<EntityId, EntityId>;

/// What the builder is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Telling which entities are one party.
    Parties,
    /// Taking names, facts and listings of each party.
    Facts,
    /// Making the words of names and their keys findable.
    Words,
    /// Packing statements for dossiers.
    Statements,
    /// Putting the image together.
    Image,
}

impl Stage {
    /// What to show while it lasts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Parties => "parties",
            Self::Facts => "names and listings",
            Self::Words => "words",
            Self::Statements => "statements",
            Self::Image => "image",
        }
    }
}

/// Is told how far a stage is: how much is done, of how much.
pub(crate) type Progress<'p> = &'p mut dyn FnMut(Stage, usize, usize);

impl Edition {
    /// Compiles a view into an image.
    pub fn build(view: &RecordView, progress: &mut dyn FnMut(Stage, usize, usize)) -> Result<Vec<u8>, EditionError> {
        Self::build_joined(view, &Joins::new(), progress)
    }

    /// Compiles a view into an image, with entities joined to parties.
    pub fn build_joined(
        view: &RecordView,
        joins: &Joins,
        progress: &mut dyn FnMut(Stage, usize, usize),
    ) -> Result<Vec<u8>, EditionError> {
        let mut writer = Writer::default();
        let parties = Parties::of(view, joins, progress);
        writer.lists(view);
        let names = writer.parties(view, &parties, progress);
        writer.words(&names, progress);
        writer.statements(&parties, progress)?;
        progress(Stage::Image, 0, 1);
        let image = writer.finish()?;
        progress(Stage::Image, 1, 1);
        Ok(image)
    }

    /// Compiles a view into a file, which is there afterwards whole or not at all.
    pub fn build_to(
        path: &Path,
        view: &RecordView,
        joins: &Joins,
        progress: &mut dyn FnMut(Stage, usize, usize),
    ) -> Result<(), EditionError> {
        write_whole(path, &Self::build_joined(view, joins, progress)?)
    }
}

/// Writes beside, syncs, renames, syncs the folder.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), EditionError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).doing("creating", folder)?;
    let unfinished = path.with_extension(format!("{}.unfinished", std::process::id()));
    let mut file = File::create(&unfinished).doing("creating", &unfinished)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).doing("writing", &unfinished)?;
    fs::rename(&unfinished, path).doing("renaming to", path)?;
    File::open(folder).and_then(|folder| folder.sync_all()).doing("syncing", folder)
}
