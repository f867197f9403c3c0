//! The parties of the Consolidated Screening List.

use std::collections::HashMap;

use sayso_record::finding::FindingKind;
use sayso_record::vocabulary::{prop, schema};
use sayso_record::{Entity, EntityId, Locator, Reading, Schema};

use super::Row;
use super::fields::{country_of, ids, names, values};
use super::sources::Source;
use crate::formats::ofac_common::{Detail, Fact, Listed, NameKind, Party, schema_of};
use crate::formats::ofac_csv::{Clause, PartiesByName, clauses, party_name};

/// The parties so far, in the order in which they first stand in the file.
#[derive(Debug, Default)]
pub(super) struct Parties {
    parties: Vec<Collected>,
    by_id: HashMap<EntityId, usize>,
}

/// A party while its rows are read.
#[derive(Debug)]
struct Collected {
    party: Party,
    /// Names as the file has them, the main one first.
    names: Vec<String>,
    /// Sanctions that are not OFAC's.
    sanctions: Vec<Entity>,
    topics: Vec<&'static str>,
    linked: Vec<String>,
}

impl Parties {
    /// Takes a row in.
    pub(super) fn take(&mut self, row: &Row<'_>, reading: &mut Reading) {
        let source = Source::of(row.cell("source"), reading, &row.place);
        let schema = schema_of_row(row, reading);
        let id = party_id(row, &source);
        let index = *self.by_id.entry(id.clone()).or_insert_with(|| {
            let mut party = Party::new(schema, "", row.place.clone());
            party.entity = Entity::new(schema, id);
            party.only_if_entered = true;
            let (names, sanctions, topics, linked) = Default::default();
            self.parties.push(Collected { party, names, sanctions, topics, linked });
            self.parties.len() - 1
        });
        self.parties[index].take(row, &source, reading);
    }

    /// States all parties and the links between them.
    pub(super) fn state(self, reading: &mut Reading) {
        let ids: Vec<_> = self.parties.iter().map(|of| of.party.entity.id().clone()).collect();
        let mut links = Vec::new();
        let mut by_name = PartiesByName::default();
        for (of, id) in self.parties.iter().zip(&ids) {
            for (index, name) in of.names.iter().enumerate() {
                if index == 0 { by_name.main_name(name, id.as_str()) } else { by_name.alias(name, id.as_str()) }
            }
        }
        for (of, id) in self.parties.iter().zip(&ids) {
            for name in &of.linked {
                links.push((id.clone(), by_name.find(name).map(str::to_owned), name.clone(), of.party.place.clone()));
            }
        }
        let mut links = links.into_iter().peekable();
        for (of, id) in self.parties.into_iter().zip(ids) {
            let own: Vec<_> = std::iter::from_fn(|| links.next_if(|link| link.0 == id)).collect();
            of.state(&own, reading);
        }
    }
}

type Link = (EntityId, Option<String>, String, Locator);

fn schema_of_row(row: &Row<'_>, reading: &mut Reading) -> Schema {
    match row.cell("type") {
        "" => schema::LEGAL_ENTITY,
        kind => schema_of(kind).unwrap_or_else(|| {
            reading.finding(FindingKind::Unknown, &row.place, kind, "a type that is not known; read as a legal entity");
            schema::LEGAL_ENTITY
        }),
    }
}

/// The number that OFAC gives, else list and name: all else in a row changes with the next notice.
fn party_id(row: &Row<'_>, source: &Source<'_>) -> EntityId {
    match row.cell("entity_number") {
        "" => EntityId::new(&format!("csl-{}-{}", source.short, row.cell("name").to_lowercase())),
        number => EntityId::new(&format!("csl-{number}")),
    }
}

impl Collected {
    fn take(&mut self, row: &Row<'_>, source: &Source<'_>, reading: &mut Reading) {
        self.take_names(row);
        self.party.title(row.cell("title"));
        self.take_addresses(row, reading);
        for (column, label) in LABELS {
            for value in values(row.cell(column)) {
                self.party.detail(&Detail::new(label, value), reading, &row.place);
            }
        }
        for clause in ids(row.cell("ids")) {
            self.take_clause(clause, row, reading);
        }
        if source.is_treasury {
            for clause in clauses(row.cell("remarks")) {
                self.take_clause(clause, row, reading);
            }
            self.list_by_treasury(row, source);
        } else {
            self.list(row, source, reading);
        }
        if !source.topic.is_empty() && !self.topics.contains(&source.topic) {
            self.topics.push(source.topic);
        }
    }

    fn take_names(&mut self, row: &Row<'_>) {
        let schema = self.party.entity.schema();
        let main = if self.names.is_empty() { NameKind::Main } else { NameKind::Strong };
        let is_new = self.names.first().is_none_or(|name| name != row.cell("name"));
        if is_new {
            self.party.name(main, &party_name(schema, row.cell("name")));
            self.names.push(row.cell("name").to_owned());
        }
        for (name, raw) in names(row.cell("alt_names")) {
            let mut parsed = party_name(schema, name);
            raw.clone_into(&mut parsed.spelled);
            self.party.name(NameKind::Strong, &parsed);
            self.names.push(name.to_owned());
        }
    }

    fn take_addresses(&mut self, row: &Row<'_>, reading: &mut Reading) {
        for address in values(row.cell("addresses")) {
            let country = country_of(address);
            if let Some((code, _)) = country {
                reading.add_country(&mut self.party.entity, prop::COUNTRY, code, &row.place);
            }
            if country.is_none_or(|(_, is_all)| !is_all) {
                self.party.entity.add(prop::ADDRESS, address);
            }
        }
    }

    fn take_clause(&mut self, clause: Clause, row: &Row<'_>, reading: &mut Reading) {
        match clause {
            Clause::Name(kind, name) => {
                self.party.name(kind, &party_name(self.party.entity.schema(), &name));
                self.names.push(name);
            }
            Clause::Linked(name) => self.linked.push(name),
            Clause::Detail(detail) => self.party.detail(&detail, reading, &row.place),
            Clause::Note(text) => self.party.note(&text),
        }
    }

    /// One sanction for each of OFAC's programmes; a row without one is a sanction of its list.
    fn list_by_treasury(&mut self, row: &Row<'_>, source: &Source<'_>) {
        let programmes: Vec<_> = values(row.cell("programs")).collect();
        for programme in if programmes.is_empty() { vec![source.title] } else { programmes } {
            self.party.programme(programme);
            let facts = [(prop::SOURCE_URL, "source_list_url"), (prop::PROGRAM_URL, "source_information_url")];
            let facts = facts.into_iter().map(|(property, column)| Fact::text(property, row.cell(column))).collect();
            let programmes = vec![programme.to_owned()];
            let list = source.title.to_owned();
            self.party.listed.push(Listed { list, programmes, alone: true, facts, ..Listed::default() });
        }
    }

    /// The sanction of a list that is not OFAC's: its programme is the law that the row names, else the list.
    fn list(&mut self, row: &Row<'_>, source: &Source<'_>, reading: &mut Reading) {
        let programmes: Vec<_> = values(row.cell("programs")).collect();
        for programme in if programmes.is_empty() { vec![source.title] } else { programmes } {
            let mut sanction = Entity::new(schema::SANCTION, self.free_id(source, programme));
            sanction.link(prop::ENTITY, self.party.entity.id());
            sanction.add(prop::AUTHORITY, source.agency);
            let notice = row.cell("federal_register_notice");
            sanction.add_with(prop::PROGRAM, programme, |s| s.document = (!notice.is_empty()).then(|| notice.into()));
            sanction.add(prop::AUTHORITY_ID, notice);
            sanction.add(prop::SUMMARY, source.title);
            reading.add_date(&mut sanction, prop::START_DATE, row.cell("start_date"), &row.place);
            reading.add_date(&mut sanction, prop::END_DATE, row.cell("end_date"), &row.place);
            for (column, words) in TERMS {
                let text = row.cell(column);
                if !text.is_empty() {
                    sanction.add(prop::PROVISIONS, &format!("{words}: {text}"));
                }
            }
            sanction.add(prop::DESCRIPTION, row.cell("remarks"));
            sanction.add(prop::SOURCE_URL, row.cell("source_list_url"));
            sanction.add(prop::PROGRAM_URL, row.cell("source_information_url"));
            self.sanctions.push(sanction);
        }
    }

    /// An id for a sanction; where a party stands several times in one list, the later ones are numbered.
    fn free_id(&self, source: &Source<'_>, programme: &str) -> EntityId {
        let name = if programme == source.title { source.short } else { programme };
        let id = self.party.entity.id().part(&format!("sanction-{name}"));
        let mut ids = std::iter::once(id.clone()).chain((2..).map(|n: usize| id.part(&n.to_string())));
        ids.find(|id| self.sanctions.iter().all(|s| s.id() != id)).unwrap_or(id)
    }

    fn state(mut self, links: &[Link], reading: &mut Reading) {
        for topic in &self.topics {
            self.party.entity.add(prop::TOPICS, topic);
        }
        for (_, found, name, _) in links {
            if found.is_none() {
                self.party.note(&format!("Linked To: {name}"));
            }
        }
        let place = self.party.place.clone();
        self.party.finish(reading);
        for sanction in self.sanctions {
            reading.push(sanction, &place);
        }
        for (from, to, name, place) in links {
            if let Some(to) = to {
                let mut link = Entity::new(schema::UNKNOWN_LINK, from.part(&format!("link-{to}-linked to")));
                link.link(prop::SUBJECT, from);
                link.add(prop::OBJECT, to);
                link.add(prop::ROLE, "Linked To");
                link.add(prop::DESCRIPTION, &format!("Linked To: {name}"));
                reading.push(link, place);
            }
        }
    }
}

/// Columns whose values have a label in `data/ofac/details.tsv`.
const LABELS: [(&str, &str); 10] = [
    ("call_sign", "Vessel Call Sign"),
    ("vessel_type", "Vessel Type"),
    ("gross_tonnage", "Vessel Tonnage"),
    ("gross_registered_tonnage", "Vessel Gross Registered Tonnage"),
    ("vessel_flag", "Vessel Flag"),
    ("vessel_owner", "Vessel Owner"),
    ("citizenships", "Citizenship Country"),
    ("nationalities", "Nationality"),
    ("dates_of_birth", "DOB"),
    ("places_of_birth", "POB"),
];

/// Columns that say what a listing means for exporters.
const TERMS: [(&str, &str); 3] = [
    ("standard_order", "Standard order"),
    ("license_requirement", "License requirement"),
    ("license_policy", "License policy"),
];
