//! The parties of a set of CSV files.

use std::borrow::Cow;
use std::collections::HashMap;

use sayso_record::finding::FindingKind;
use sayso_record::vocabulary::{prop, schema};
use sayso_record::{Locator, Reading, Schema};

use super::links::PartiesByName;
use super::names::party_name;
use super::remarks::{Clause, clauses};
use super::table::{Kind, Row, Table};
use crate::formats::ofac_common::{Address, Detail, NameKind, Party, Relation, party_id, schema_of};

/// The rows of a set, with those that belong to a party found by its number.
#[derive(Debug)]
pub(super) struct Set<'t> {
    tables: &'t [Table<'t>],
    belonging: HashMap<(&'t str, u8), Vec<&'t Row<'t>>>,
}

/// A row of the primary file with what belongs to it.
struct Record<'t> {
    number: &'t str,
    schema: Schema,
    place: Locator,
    row: &'t Row<'t>,
    clauses: Vec<Clause>,
}

impl<'t> Set<'t> {
    /// The set that these files are.
    pub(super) fn of(tables: &'t [Table<'t>]) -> Self {
        let mut belonging: HashMap<_, Vec<_>> = HashMap::new();
        for table in tables.iter().filter(|table| table.kind != Kind::Primary) {
            for row in &table.rows {
                belonging.entry((&*row.cells[0], table.kind as u8)).or_default().push(row);
            }
        }
        Self { tables, belonging }
    }

    /// The rows of that kind that belong to a party, in the order of their file.
    fn rows(&self, kind: Kind, number: &'t str) -> impl Iterator<Item = &'t Row<'t>> + use<'_, 't> {
        self.belonging.get(&(number, kind as u8)).into_iter().flatten().copied()
    }

    fn table(&self, kind: Kind) -> Option<&'t Table<'t>> {
        self.tables.iter().find(|table| table.kind == kind)
    }

    /// States all parties, in the order of the primary file.
    pub(super) fn read(&self, reading: &mut Reading) {
        let Some(primary) = self.table(Kind::Primary) else { return };
        reading.records += primary.rows.len() as u64;
        let records: Vec<_> = primary.rows.iter().filter_map(|row| self.record(primary.file, row, reading)).collect();
        let mut by_name = PartiesByName::default();
        for record in &records {
            by_name.main_name(&record.row.cells[1], record.number);
            for alias in self.rows(Kind::Aliases, record.number) {
                by_name.alias(&alias.cells[3], record.number);
            }
            for clause in &record.clauses {
                if let Clause::Name(_, name) = clause {
                    by_name.alias(name, record.number);
                }
            }
        }
        for record in &records {
            self.state(record, &by_name, reading);
        }
        self.find_orphans(reading);
    }

    fn record(&self, file: &str, row: &'t Row<'t>, reading: &mut Reading) -> Option<Record<'t>> {
        let place = Locator::row_of(file, row.number);
        let number: &'t str = &row.cells[0];
        if row.cells[1].trim().is_empty() {
            reading.finding(FindingKind::RecordLost, &place, number, "a party without a name");
            return None;
        }
        let kind = if row.cells[2].is_empty() { "entity" } else { &*row.cells[2] };
        let mut remarks = Cow::Borrowed(&*row.cells[11]);
        for more in self.rows(Kind::Comments, number) {
            remarks.to_mut().push_str(&more.cells[1]);
        }
        let schema = schema_of(kind).unwrap_or_else(|| {
            reading.finding(FindingKind::Unknown, &place, kind, "an SDN_Type that is not known; read as a legal entity");
            schema::LEGAL_ENTITY
        });
        Some(Record { number, schema, place, row, clauses: clauses(&remarks) })
    }

    fn state(&self, record: &Record<'t>, by_name: &PartiesByName<'_>, reading: &mut Reading) {
        let mut party = Party::new(record.schema, record.number, record.place.clone());
        let cell = |index: usize| record.row.cells[index].trim();
        party.name(NameKind::Main, &party_name(record.schema, cell(1)));
        for alias in self.rows(Kind::Aliases, record.number) {
            add_alias(&mut party, alias, reading);
        }
        cell(3).split("] [").map(|code| code.trim_matches(['[', ']'])).for_each(|code| party.programme(code));
        for title in cell(4).split("; ") {
            party.title(title);
        }
        for (index, label) in VESSEL_LABELS {
            if !cell(index).is_empty() {
                let detail = Detail::new(label, cell(index));
                link_by_name(&mut party, &detail, by_name);
                party.detail(&detail, reading, &record.place);
            }
        }
        for row in self.rows(Kind::Addresses, record.number) {
            address(&mut party, row, reading);
        }
        let relations = state_clauses(&mut party, record, by_name, reading);
        party.finish(reading);
        for relation in relations {
            relation.state(reading, &record.place);
        }
    }

    /// Rows of the other files whose party is not in the primary file.
    fn find_orphans(&self, reading: &mut Reading) {
        let Some(primary) = self.table(Kind::Primary) else { return };
        let numbers: std::collections::HashSet<_> = primary.rows.iter().map(|row| &*row.cells[0]).collect();
        for table in self.tables {
            for row in table.rows.iter().filter(|row| !numbers.contains(&*row.cells[0])) {
                let place = Locator::row_of(table.file, row.number);
                let reason = format!("{} has no party of that number; are the files of one day?", primary.file);
                reading.finding(FindingKind::RecordLost, &place, &row.cells.join(","), reason);
            }
        }
    }
}

impl Record<'_> {
    /// Whether a clause only says again what the title field says.
    fn says_as_title(&self, clause: &str) -> bool {
        let bare = |text: &str| text.trim().trim_end_matches('.').to_owned();
        self.schema == schema::PERSON && self.row.cells[4].split("; ").any(|title| bare(title) == bare(clause))
    }
}

/// Links an aircraft to its operator and a vessel to its owner where that is a party of the set.
fn link_by_name(party: &mut Party, detail: &Detail, by_name: &PartiesByName<'_>) {
    let property = match detail.label.as_str() {
        "Aircraft Operator" => prop::OPERATOR,
        "Vessel Owner" => prop::OWNER,
        _ => return,
    };
    if let Some(number) = by_name.find(&detail.value).filter(|_| party.entity.schema().has(property)) {
        party.entity.link(property, &party_id(number));
    }
}

/// Cells of the primary file that only vessels and aircraft have, and their labels in `data/ofac/details.tsv`.
const VESSEL_LABELS: [(usize, &str); 6] = [
    (5, "Vessel Call Sign"),
    (6, "Vessel Type"),
    (7, "Vessel Tonnage"),
    (8, "Vessel Gross Registered Tonnage"),
    (9, "Vessel Flag"),
    (10, "Vessel Owner"),
];

fn add_alias(party: &mut Party, row: &Row<'_>, reading: &mut Reading) {
    let kind = NameKind::of_alias(&row.cells[2], false).unwrap_or_else(|| {
        let place = party.place.clone();
        reading.finding(FindingKind::Unknown, &place, &row.cells[2], "a kind of alias that is not known; read as an alias");
        NameKind::Strong
    });
    party.name(kind, &party_name(party.entity.schema(), &row.cells[3]));
    if !row.cells[4].is_empty() {
        party.note(&format!("{}: {}", row.cells[3], row.cells[4]));
    }
}

fn address(party: &mut Party, row: &Row<'_>, reading: &mut Reading) {
    let cell = |index: usize| row.cells[index].trim().to_owned();
    let mut address = Address { number: cell(1), city: cell(3), country: cell(4), ..Address::default() };
    address.lines.extend(Some(cell(2)).filter(|line| !line.is_empty()));
    if let Some(region) = address.country.strip_prefix("Region: ") {
        region.clone_into(&mut address.region);
        address.country.clear();
    }
    party.address(&address, reading);
    if !row.cells[5].is_empty() {
        party.note(&format!("{}: {}", address.number, row.cells[5]));
    }
}

fn state_clauses(party: &mut Party, record: &Record<'_>, by_name: &PartiesByName<'_>, reading: &mut Reading) -> Vec<Relation> {
    let mut relations = Vec::new();
    for clause in &record.clauses {
        match clause {
            Clause::Name(kind, name) => party.name(*kind, &party_name(record.schema, name)),
            Clause::Detail(detail) => {
                link_by_name(party, detail, by_name);
                party.detail(detail, reading, &record.place);
            }
            Clause::Note(text) if record.says_as_title(text) => {}
            Clause::Note(text) => party.note(text),
            Clause::Linked(name) => match by_name.find(name) {
                Some(to) => relations.push(Relation {
                    from: record.number.to_owned(),
                    to: to.to_owned(),
                    kind: "Linked To".to_owned(),
                    remarks: vec![format!("Linked To: {name}")],
                    ..Relation::default()
                }),
                None => party.note(&format!("Linked To: {name}")),
            },
        }
    }
    relations
}
