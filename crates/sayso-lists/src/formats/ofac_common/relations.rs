//! Links between OFAC's parties.

use std::collections::HashMap;
use std::sync::LazyLock;

use sayso_record::finding::FindingKind;
use sayso_record::vocabulary::{prop, schema};
use sayso_record::{Entity, Locator, Property, Reading, Schema};

use super::dates::When;
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
    numbers: HashMap<String, Option<String>>,
    wanted: Vec<(String, String, Locator)>,
}

impl LinkedTo {
    /// Notes under which name a party is listed ("LAST, First"). A name that two parties bear leads to neither.
    pub(in crate::formats) fn party(&mut self, printed_name: &str, number: &str) {
        let slot = self.numbers.entry(printed_name.trim().to_owned()).or_insert_with(|| Some(number.to_owned()));
        if slot.as_deref() != Some(number) {
            *slot = None;
        }
    }

    /// Notes the links that a party's remarks state.
    pub(in crate::formats) fn remarks(&mut self, number: &str, remarks: &str, place: &Locator) {
        for name in linked_names(remarks) {
            self.wanted.push((number.to_owned(), name.to_owned(), place.clone()));
        }
    }

    /// States the links whose names are those of one party of the file.
    pub(in crate::formats) fn state(self, reading: &mut Reading) {
        for (from, name, place) in self.wanted {
            if let Some(Some(to)) = self.numbers.get(name.as_str()) {
                let (to, remarks) = (to.clone(), vec![format!("Linked To: {name}")]);
                let relation = Relation { from, to, kind: "Linked To".to_owned(), remarks, ..Relation::default() };
                relation.state(reading, &place);
            }
        }
    }
}

/// The names behind each "Linked To:", up to the bracket that closes it, a semicolon, or the end.
fn linked_names(remarks: &str) -> impl Iterator<Item = &str> {
    remarks.split("Linked To:").skip(1).map(|rest| {
        let mut depth = 0_i32;
        let end = rest.find(|c| {
            match c {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            depth < 0 || (c == ';' && depth == 0)
        });
        let name = rest[..end.unwrap_or(rest.len())].trim();
        if end.is_none() { name.strip_suffix('.').unwrap_or(name) } else { name }
    })
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
    fn names_behind_linked_to_are_found() {
        let remarks = "See a page; (Linked To: GUARD CORPS (IRGC)-QODS FORCE); (Linked To: DOE, Jane); Linked To: ACME CO.";
        let names: Vec<_> = linked_names(remarks).collect();
        assert_eq!(names, ["GUARD CORPS (IRGC)-QODS FORCE", "DOE, Jane", "ACME CO"]);
    }
}
