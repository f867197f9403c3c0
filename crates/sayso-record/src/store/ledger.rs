//! The whole history of one list in memory: every statement once, and what each version adds and removes.

use std::path::Path;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::error::StoreError;
use super::revision::{Delta, Revision, VersionMeta};
use crate::reading::{Locator, Reading};
use crate::statement::{EntityId, Statement};
use crate::version::VersionId;
use crate::view::Known;

/// Gives the place of each entity in a version's files.
pub(crate) type Places<'a> = dyn FnMut(&VersionMeta) -> Result<Vec<(EntityId, Locator)>, StoreError> + 'a;

/// Position of a statement in [`Ledger::statements`].
type StatementIx = u32;

/// The statements that a version carries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Carried(FxHashSet<StatementIx>);

impl Carried {
    fn without<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = StatementIx> + 'a {
        self.0.iter().copied().filter(|ix| !other.0.contains(ix))
    }
}

/// A version in the ledger.
#[derive(Debug)]
struct Entry {
    meta: VersionMeta,
    adds: Vec<(StatementIx, Locator)>,
    removes: Vec<StatementIx>,
}

/// A list's history. Versions are in the order of their publication.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    statements: Vec<Arc<Statement>>,
    index: FxHashMap<Arc<Statement>, StatementIx>,
    entries: Vec<(VersionId, Entry)>,
    /// Number of revisions read or written; the next one gets the next number.
    pub(crate) revisions: u64,
    /// What the version asked for last carries: importing one version after the other needs no replay.
    replayed: Option<(VersionId, Carried)>,
}

impl Ledger {
    pub(crate) fn versions(&self) -> impl Iterator<Item = (VersionId, &VersionMeta)> {
        self.entries.iter().map(|(version, entry)| (*version, &entry.meta))
    }

    pub(crate) fn meta(&self, version: VersionId) -> Option<&VersionMeta> {
        self.position(version).ok().map(|at| &self.entries[at].1.meta)
    }

    fn position(&self, version: VersionId) -> Result<usize, usize> {
        self.entries.binary_search_by_key(&version, |(v, _)| *v)
    }

    /// The version before a day's version and the one after it.
    pub(crate) fn neighbours(&self, version: VersionId) -> (Option<VersionId>, Option<VersionId>) {
        let (Ok(at) | Err(at)) = self.position(version);
        let after = self.entries.get(at).filter(|(v, _)| *v != version).or_else(|| self.entries.get(at + 1));
        (at.checked_sub(1).map(|before| self.entries[before].0), after.map(|(v, _)| *v))
    }

    /// Takes in a revision that was read from disk. Revisions come in the order in which they were written.
    pub(crate) fn take(&mut self, revision: Revision, path: &Path) -> Result<(), StoreError> {
        let damaged = |problem: String| StoreError::damaged(path, format!("{problem}; restore it from a backup"));
        let version = revision.imported.id().map_err(damaged)?;
        let Err(at) = self.position(version) else { return Err(damaged(format!("version {version} is imported twice"))) };
        let entry = Entry { meta: revision.imported, adds: Vec::new(), removes: Vec::new() };
        self.entries.insert(at, (version, entry));
        for delta in revision.deltas {
            let of: VersionId =
                delta.version.parse().map_err(|_| damaged(format!("no version is called {}", delta.version)))?;
            let before = self.neighbours(of).0.map(|v| v.to_string());
            if before != delta.previous || self.position(of).is_err() {
                return Err(damaged(format!(
                    "the rows of {of} are counted against {:?}, where {before:?} is the version before",
                    delta.previous
                )));
            }
            self.set_delta(of, delta);
        }
        self.revisions += 1;
        Ok(())
    }

    fn set_delta(&mut self, version: VersionId, delta: Delta) {
        let adds = delta.adds.into_iter().map(|(s, locator)| (self.intern(s), locator)).collect();
        let removes = delta.removes.into_iter().map(|s| self.intern(s)).collect();
        if let Ok(at) = self.position(version) {
            let entry = &mut self.entries[at].1;
            (entry.adds, entry.removes) = (adds, removes);
        }
    }

    fn intern(&mut self, statement: Arc<Statement>) -> StatementIx {
        if let Some(ix) = self.index.get(&statement) {
            return *ix;
        }
        let ix = self.statements.len() as StatementIx;
        self.statements.push(statement.clone());
        self.index.insert(statement, ix);
        ix
    }

    /// What a version carries; nothing for `None`.
    fn carried(&mut self, version: Option<VersionId>) -> Carried {
        let Some(version) = version else { return Carried::default() };
        if let Some((replayed, carried)) = &self.replayed
            && *replayed == version
        {
            return carried.clone();
        }
        let mut carried = Carried::default();
        for (_, entry) in self.entries.iter().take_while(|(v, _)| *v <= version) {
            apply(&mut carried, entry);
        }
        carried
    }

    /// The revision that importing a reading as `meta.version` makes. `reread` gives the locators of the version after it, which
    /// are asked for only where that version takes up again what this one lacks and the one before had.
    pub(crate) fn plan(
        &mut self,
        version: VersionId,
        meta: VersionMeta,
        reading: Reading,
        reread: &mut Places<'_>,
    ) -> Result<(Revision, Carried), StoreError> {
        let (before, after) = self.neighbours(version);
        let previous = self.carried(before);
        let places: FxHashMap<EntityId, Locator> = first_places(reading.locators);
        let mut now = Carried::default();
        now.0.reserve(reading.statements.len());
        for statement in reading.statements {
            let ix = match self.index.get(&statement) {
                Some(ix) => *ix,
                None => self.intern(Arc::new(statement)),
            };
            now.0.insert(ix);
        }
        let adds = self.located(now.without(&previous).collect(), &places);
        let removes = self.sorted(previous.without(&now).collect());
        let mut deltas = vec![Delta { version: version.to_string(), previous: before.map(|v| v.to_string()), adds, removes }];
        if let Some(after) = after {
            deltas.push(self.rebase(after, version, &previous, &now, reread)?);
        }
        Ok((Revision { imported: meta, deltas }, now))
    }

    fn rebase(
        &mut self,
        after: VersionId,
        version: VersionId,
        previous: &Carried,
        now: &Carried,
        reread: &mut Places<'_>,
    ) -> Result<Delta, StoreError> {
        let at = self.position(after).map_err(|_| StoreError::NotThere(format!("no version {after}")))?;
        let entry = &self.entries[at].1;
        let mut then = previous.clone();
        apply(&mut then, entry);
        let known: FxHashMap<StatementIx, &Locator> = entry.adds.iter().map(|(ix, locator)| (*ix, locator)).collect();
        let new: Vec<StatementIx> = then.without(now).collect();
        let mut places: FxHashMap<EntityId, Locator> = FxHashMap::default();
        if new.iter().any(|ix| !known.contains_key(ix)) {
            places = first_places(reread(&entry.meta)?);
        }
        for ix in &new {
            if let Some(locator) = known.get(ix) {
                places.insert(self.statements[*ix as usize].entity.clone(), (*locator).clone());
            }
        }
        Ok(Delta {
            version: after.to_string(),
            previous: Some(version.to_string()),
            adds: self.located(new, &places),
            removes: self.sorted(now.without(&then).collect()),
        })
    }

    fn located(&self, ids: Vec<StatementIx>, places: &FxHashMap<EntityId, Locator>) -> Vec<(Arc<Statement>, Locator)> {
        let place = |s: &Statement| places.get(&s.entity).cloned().unwrap_or_else(Locator::file);
        self.sorted(ids).into_iter().map(|s| (s.clone(), place(&s))).collect()
    }

    fn sorted(&self, ids: Vec<StatementIx>) -> Vec<Arc<Statement>> {
        let mut statements: Vec<Arc<Statement>> = ids.into_iter().map(|ix| self.statements[ix as usize].clone()).collect();
        statements.sort_unstable();
        statements
    }

    /// Remembers what a version carries, so that importing the next needs no replay.
    pub(crate) fn remember(&mut self, version: VersionId, carried: Carried) {
        self.replayed = Some((version, carried));
    }

    /// The statements that a version carries, sorted.
    pub(crate) fn statements_of(&mut self, version: VersionId) -> Vec<Arc<Statement>> {
        let carried = self.carried(Some(version));
        self.sorted(carried.0.into_iter().collect())
    }

    /// Every statement with its runs of versions, sorted by statement.
    pub(crate) fn history(&self) -> Vec<(Arc<Statement>, Vec<Known>)> {
        let mut runs: Vec<Vec<Known>> = vec![Vec::new(); self.statements.len()];
        let mut open: FxHashSet<StatementIx> = FxHashSet::default();
        let mut before = None;
        for (version, entry) in &self.entries {
            for ix in &entry.removes {
                if open.remove(ix)
                    && let Some(run) = runs[*ix as usize].last_mut()
                {
                    run.absent_after = Some(*version);
                    run.last = before.unwrap_or(*version);
                }
            }
            for (ix, locator) in &entry.adds {
                open.insert(*ix);
                let locator = locator.clone();
                runs[*ix as usize].push(Known {
                    absent_before: before,
                    first: *version,
                    last: *version,
                    absent_after: None,
                    locator,
                });
            }
            before = Some(*version);
        }
        if let Some(newest) = before {
            for ix in open {
                if let Some(run) = runs[ix as usize].last_mut() {
                    run.last = newest;
                }
            }
        }
        let mut history: Vec<_> = self.statements.iter().cloned().zip(runs).filter(|(_, runs)| !runs.is_empty()).collect();
        history.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        history
    }
}

fn apply(carried: &mut Carried, entry: &Entry) {
    for ix in &entry.removes {
        carried.0.remove(ix);
    }
    carried.0.extend(entry.adds.iter().map(|(ix, _)| *ix));
}

/// The first place of each entity: some formats spread an entity over several rows.
fn first_places(locators: Vec<(EntityId, Locator)>) -> FxHashMap<EntityId, Locator> {
    let mut places = FxHashMap::default();
    for (entity, locator) in locators {
        places.entry(entity).or_insert(locator);
    }
    places
}
