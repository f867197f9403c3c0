//! Links between OFAC's parties.

use std::collections::HashMap;
use std::sync::LazyLock;

use sayso_record::finding::FindingKind;
use sayso_record::vocabulary::{prop, schema};
use sayso_record::{Entity, Locator, Property, Reading, Schema};

use super::Party;
use super::dates::When;
use super::names::NameKind;
use super::party_id;

static KINDS: LazyLock<HashMap<&'static str, (Schema, Property, Property)>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/ofac/relations.tsv").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let words = cells.next()?;
            Some((words, (Schema::find(cells.next()?)?, Property::find(cells.next()?)?, Property::find(cells.next()?)?)))
        })
        .collect()
});

/// That one party has to do with another.
#[derive(Debug, Clone, Default)]
pub(in crate::formats) struct Relation {
    /// OFAC's number of the party that it is said of.
    pub(in crate::formats) from: String,
    /// OFAC's number of the other.
    pub(in crate::formats) to: String,
    /// In OFAC's words: `Owned or Controlled By`.
    pub(in crate::formats) kind: String,
    /// OFAC's number of the relation, where the format has one.
    pub(in crate::formats) record: String,
    /// How sure it is, whether it is over, and other words of the record.
    pub(in crate::formats) remarks: Vec<String>,
    /// Whether the relation is over.
    pub(in crate::formats) former: bool,
    /// From when.
    pub(in crate::formats) since: When,
    /// Until when.
    pub(in crate::formats) until: When,
}

impl Relation {
    /// States the relation; one whose kind the table does not have is an `UnknownLink` with OFAC's words, and a finding.
    pub(in crate::formats) fn state(&self, reading: &mut Reading, place: &Locator) {
        let words = self.kind.trim().to_lowercase();
        let (kind, from, to) = KINDS.get(words.as_str()).copied().unwrap_or_else(|| {
            reading.finding(FindingKind::Unknown, place, &self.kind, "a kind of relation that is not known; kept in its words");
            (schema::UNKNOWN_LINK, prop::SUBJECT, prop::OBJECT)
        });
        let mut link = Entity::new(kind, party_id(&self.from).part(&format!("link-{}-{words}", self.to)));
        link.link(from, &party_id(&self.from));
        link.link(to, &party_id(&self.to));
        link.add(if kind == schema::FAMILY { prop::RELATIONSHIP } else { prop::ROLE }, &self.kind);
        link.add(prop::RECORD_ID, &self.record);
        if self.former {
            link.add(prop::STATUS, "former");
        }
        for remark in &self.remarks {
            link.add(prop::DESCRIPTION, remark);
        }
        self.since.state(&mut link, prop::START_DATE, reading, place);
        self.until.state(&mut link, prop::END_DATE, reading, place);
        reading.push(link, place);
    }
}

/// Links that remarks state by name: "(Linked To: HAMAS)". They are found once all parties of the file are known.
#[derive(Debug, Default)]
pub(in crate::formats) struct LinkedTo {
    main_names: Numbers,
    aliases: Numbers,
    wanted: Vec<Wanted>,
}

/// The number of the party that bears each name; `None` where two do.
type Numbers = HashMap<String, Option<String>>;

/// A link to the party of a name, said of the party at that place of the reader's list.
#[derive(Debug)]
struct Wanted {
    of: usize,
    from: String,
    name: String,
    place: Locator,
}

impl LinkedTo {
    /// Notes a name of a party as OFAC prints it ("LAST, First"). A main name goes before an alias; a name that two parties bear
    /// leads to neither.
    pub(in crate::formats) fn party(&mut self, kind: NameKind, printed_name: &str, number: &str) {
        let names = if kind == NameKind::Main { &mut self.main_names } else { &mut self.aliases };
        let slot = names.entry(printed_name.trim().to_owned()).or_insert_with(|| Some(number.to_owned()));
        if slot.as_deref() != Some(number) {
            *slot = None;
        }
    }

    /// Takes a party's remarks apart: links are remembered, the other clauses stated as notes. `index` is the party's place in the
    /// list that [`LinkedTo::state`] is given.
    pub(in crate::formats) fn remarks(&mut self, index: usize, number: &str, remarks: &str, party: &mut Party) {
        for clause in clauses(remarks) {
            let bare = clause.strip_prefix('(').and_then(|inside| inside.strip_suffix(')')).unwrap_or(clause);
            let Some(name) = bare.strip_prefix("Linked To:") else {
                party.note(clause);
                continue;
            };
            let (from, name, place) = (number.to_owned(), name.trim().to_owned(), party.place.clone());
            self.wanted.push(Wanted { of: index, from, name, place });
        }
    }

    /// States the links whose names lead to a party; the others are notes on the party that they are said of.
    pub(in crate::formats) fn state(mut self, parties: &mut [Party], reading: &mut Reading) {
        for wanted in std::mem::take(&mut self.wanted) {
            let words = format!("Linked To: {}", wanted.name);
            if let Some(to) = self.number(&wanted.name) {
                let (from, kind) = (wanted.from, "Linked To".to_owned());
                Relation { from, to, kind, remarks: vec![words], ..Relation::default() }.state(reading, &wanted.place);
            } else if let Some(party) = parties.get_mut(wanted.of) {
                party.note(&words);
            }
        }
    }

    fn number(&self, name: &str) -> Option<String> {
        self.main_names.get(name).or_else(|| self.aliases.get(name)).cloned().flatten()
    }
}

/// The clauses between the semicolons that stand outside brackets; the whole where brackets are not closed.
fn clauses(remarks: &str) -> Vec<&str> {
    let mut depth = 0_i32;
    let clauses: Vec<&str> = remarks
        .split(|c| {
            match c {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            c == ';' && depth == 0
        })
        .map(str::trim)
        .filter(|clause| !clause.is_empty())
        .collect();
    if depth == 0 { clauses } else { vec![remarks.trim()] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_understood() {
        let rows = include_str!("../../../data/ofac/relations.tsv").lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(KINDS.len(), rows);
    }

    #[test]
    fn remarks_are_cut_at_semicolons_outside_brackets() {
        let remarks = "See a page; (Linked To: GUARD CORPS (IRGC)-QODS FORCE); a (b; c) ;";
        assert_eq!(clauses(remarks), ["See a page", "(Linked To: GUARD CORPS (IRGC)-QODS FORCE)", "a (b; c)"]);
        assert_eq!(clauses("a; (b; c"), ["a; (b; c"]);
        assert_eq!(clauses(""), Vec::<&str>::new());
    }
}
