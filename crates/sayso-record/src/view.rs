//! The whole record at once: every list with its versions, every statement with the versions that carry it.
//!
//! This is what the store gives back and what the edition is compiled from. Everything in it is sorted, so that the same
//! versions give the same view in whatever order they were imported.

use jiff::civil::Date;

use rustc_hash::FxHashMap;

use crate::reading::{Locator, Reading};
use crate::statement::{EntityId, Statement};
use crate::version::{ListId, VersionId};

/// What is known of a list apart from its versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListInfo {
    /// Its id.
    pub id: ListId,
    /// Its name for people.
    pub title: String,
    /// Code of the authority that publishes it ([`crate::authority`]); empty for a list that collects several authorities.
    pub authority: String,
    /// Where it is published.
    pub url: String,
    /// Days for which it holds every party that its authority listed under it; both ends included. `None`: it never claims to be
    /// complete, so nothing follows from a party's absence. Lists that are complete as published cover from their first version
    /// held here to their last.
    pub complete: Option<(Date, Date)>,
    /// The one programme that `complete` speaks of (`FTO`); `None`: all that the authority lists anywhere.
    pub programme: Option<String>,
}

/// A list with its versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListHistory {
    /// What the list is.
    pub info: ListInfo,
    /// Its versions held here, ascending, never empty.
    pub versions: Vec<VersionId>,
}

/// An unbroken run of versions that carry a statement.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Known {
    /// The version before it (does not carry the statement), where there is one.
    pub absent_before: Option<VersionId>,
    /// The first version that carries it.
    pub first: VersionId,
    /// The last version that carries it.
    pub last: VersionId,
    /// The version after it (no longer carries it); `None`: the newest version still does.
    pub absent_after: Option<VersionId>,
    /// Where its entity stands in the first version.
    pub locator: Locator,
}

impl Known {
    /// Whether the record held the statement on a day, going by the days on which versions were published.
    pub fn on(&self, day: Date) -> bool {
        self.first.day() <= day && self.absent_after.is_none_or(|gone| gone.day() > day)
    }
}

/// A statement with the runs of versions that carry it, ascending; a gap between two runs is a time in which it was gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownStatement {
    /// Which list says it: an index into [`RecordView::lists`].
    pub list: usize,
    /// What it says.
    pub statement: Statement,
    /// When the list said it; never empty.
    pub known: Vec<Known>,
}

/// The whole record.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RecordView {
    /// The lists, by id.
    pub lists: Vec<ListHistory>,
    /// The statements, by list, entity, schema, property, value and the rest. Statements of one entity of one list stand together.
    pub statements: Vec<KnownStatement>,
}

impl RecordView {
    /// Adds a list of which only one version is known, straight from its reading (the built-in record comes this way).
    pub fn push_reading(&mut self, info: ListInfo, version: VersionId, reading: Reading) {
        let list = self.lists.len();
        self.lists.push(ListHistory { info, versions: vec![version] });
        let mut places: FxHashMap<EntityId, Locator> = FxHashMap::default();
        for (entity, place) in reading.locators {
            places.entry(entity).or_insert(place);
        }
        let mut statements = reading.statements;
        statements.sort_unstable();
        statements.dedup();
        self.statements.extend(statements.into_iter().map(|statement| {
            let locator = places.get(&statement.entity).cloned().unwrap_or_else(Locator::file);
            let known = Known { absent_before: None, first: version, last: version, absent_after: None, locator };
            KnownStatement { list, statement, known: vec![known] }
        }));
    }

    /// Adds the lists of another view behind the ones that are here.
    pub fn append(&mut self, other: Self) {
        let shift = self.lists.len();
        self.lists.extend(other.lists);
        self.statements.extend(other.statements.into_iter().map(|s| KnownStatement { list: s.list + shift, ..s }));
    }
}
