//! Which entities are one party, and which statements speak of it.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use sayso_record::{KnownStatement, PropertyType, RecordView};

use super::{Joins, Progress, Stage};

/// The statements that one list makes of one entity.
pub(crate) type Group<'v> = &'v [KnownStatement];

/// A party to be: statements by the entity that they are about.
pub(crate) struct PartyParts<'v> {
    /// Its id.
    pub(crate) id: &'v str,
    /// Its own entities, by list.
    pub(crate) own: Vec<Group<'v>>,
    /// What points at it (sanctions, documents, links) and what it points at (addresses), none of them a party.
    pub(crate) related: Vec<Group<'v>>,
}

/// The parties by id.
pub(crate) struct Parties<'v> {
    pub(crate) parties: Vec<PartyParts<'v>>,
    /// From an entity's id to its party.
    pub(crate) by_entity: FxHashMap<&'v str, u32>,
}

impl<'v> Parties<'v> {
    pub(crate) fn of(view: &'v RecordView, joins: &'v Joins, progress: Progress<'_>) -> Self {
        progress(Stage::Parties, 0, view.statements.len());
        let groups =
            view.statements.chunk_by(|one, other| one.list == other.list && one.statement.entity == other.statement.entity);
        let (own, others): (Vec<Group>, Vec<Group>) = groups.partition(|group| is_party(group));
        let mut by_id: BTreeMap<&str, Vec<Group>> = BTreeMap::new();
        for group in own {
            let entity = &group[0].statement.entity;
            by_id.entry(joins.get(entity).unwrap_or(entity).as_str()).or_default().push(group);
        }
        let parties = by_id.into_iter().map(|(id, own)| PartyParts { id, own, related: Vec::new() }).collect();
        let mut parties = Self { parties, by_entity: FxHashMap::default() };
        parties.index_entities();
        parties.relate(&others);
        progress(Stage::Parties, view.statements.len(), view.statements.len());
        parties
    }

    fn index_entities(&mut self) {
        for (party, ix) in self.parties.iter().zip(0_u32..) {
            for group in &party.own {
                self.by_entity.insert(group[0].statement.entity.as_str(), ix);
            }
        }
    }

    fn relate(&mut self, others: &[Group<'v>]) {
        let mut by_entity: FxHashMap<(usize, &str), usize> = FxHashMap::default();
        for (ix, group) in others.iter().enumerate() {
            by_entity.insert((group[0].list, group[0].statement.entity.as_str()), ix);
        }
        let mut related: Vec<Vec<usize>> = vec![Vec::new(); self.parties.len()];
        for (ix, group) in others.iter().enumerate() {
            let parties = pointers(group).filter_map(|value| self.by_entity.get(value));
            parties.for_each(|party| related[*party as usize].push(ix));
        }
        for (party, related) in self.parties.iter_mut().zip(&mut related) {
            let pointed_at = party.own.iter().flat_map(|group| {
                let list = group[0].list;
                pointers(group).map(move |value| (list, value))
            });
            related.extend(pointed_at.filter_map(|place| by_entity.get(&place)));
            related.sort_unstable();
            related.dedup();
            party.related = related.iter().map(|ix| others[*ix]).collect();
        }
    }
}

fn is_party(group: Group) -> bool {
    group.iter().any(|known| known.statement.schema.is_party())
}

/// Ids of the entities that a group names.
fn pointers(group: Group<'_>) -> impl Iterator<Item = &str> {
    let entities = group.iter().filter(|known| known.statement.property.value_type() == PropertyType::Entity);
    entities.map(|known| &*known.statement.value)
}
