//! Canada's consolidated autonomous sanctions list as XML: the Special Economic Measures Act (SEMA) and the Justice for Victims
//! of Corrupt Foreign Officials Act, as Global Affairs Canada publishes it.
//!
//! The file gives its entries no id. Schedule and item would make one, but items are numbered anew when an entry is repealed, so
//! after a delisting every later party would seem to be another. A party's id is therefore made of the regulations and its name
//! (case, punctuation and blanks do not count); where two of one name stand under the same regulations with different dates of
//! birth, the one listed later has its date of birth in its id as well, so that the id of the first does not change when the
//! second comes. The price: a corrected spelling makes a new id, which shows as one party gone and another come on one day.

use std::collections::HashMap;

use sayso_record::{Entity, EntityId, FindingKind, Locator, Reading, country, prop, schema};

use super::Format;
use super::uk_xml::text::{add_dates, content_key};
use crate::xml::{Node, read_records};
use crate::{ListError, SourceFile};

mod names;

pub(super) const FORMAT: Format = Format { id: "ca_sema_xml", title: "Canada SEMA/JVCFOA consolidated list XML", detect, read };

const AGENCY: &str = "Global Affairs Canada";

/// What the reader knows of an entry. What else stands in one becomes a finding.
const FIELDS: [&str; 14] = [
    "Country",
    "LastName",
    "GivenName",
    "EntityOrShip",
    "Entity",
    "Aliases",
    "DateOfBirthOrShipBuildDate",
    "DateOfBirth",
    "ShipIMONumber",
    "TitleOrShip",
    "Title",
    "Schedule",
    "Item",
    "DateOfListing",
];

fn detect(file: &SourceFile) -> bool {
    let head = file.head(4096);
    head.contains("<data-set") && head.contains("<record>") && head.contains("<Country>") && head.contains("<Item>")
}

fn read(files: &[SourceFile]) -> Result<Reading, ListError> {
    let mut reading = Reading::default();
    for file in files {
        let (mut root, mut entries) = (String::new(), Vec::new());
        read_records(file, &["record"], |node| match node.name.as_str() {
            "record" => entries.extend(Entry::new(&mut reading, node)),
            _ => root = node.name,
        })?;
        if root != "data-set" {
            let problem = format!("Canada's list starts with <data-set>, this file with <{root}>; choose another format");
            return Err(ListError::new(&file.name, Locator::byte(0), problem));
        }
        parties(&mut reading, entries);
    }
    Ok(reading)
}

/// One record of the file.
#[derive(Debug)]
struct Entry {
    node: Node,
    key: String,
}

impl Entry {
    fn new(reading: &mut Reading, node: Node) -> Option<Self> {
        reading.records += 1;
        for field in node.children.iter().filter(|field| !FIELDS.contains(&field.name.as_str()) && !field.text.is_empty()) {
            reading.finding(
                FindingKind::Unknown,
                &field.locator(),
                &field.text,
                format!("no field known by the name {}", field.name),
            );
        }
        let mut entry = Self { node, key: String::new() };
        let name = folded(&format!("{} {} {}", entry.text("GivenName"), entry.text("LastName"), entry.entity_name()));
        if name.is_empty() {
            let locator = entry.node.locator();
            reading.finding(
                FindingKind::RecordLost,
                &locator,
                entry.text("Country"),
                "an entry without LastName, GivenName or EntityOrShip",
            );
            return None;
        }
        entry.key = format!("ca-{}-{}", entry.regime_key(), shortened(&name));
        Some(entry)
    }

    fn text(&self, field: &str) -> &str {
        self.node.text_of(field)
    }

    fn either(&self, first: &str, second: &str) -> &str {
        if self.text(first).is_empty() { self.text(second) } else { self.text(first) }
    }

    fn entity_name(&self) -> &str {
        self.either("EntityOrShip", "Entity")
    }

    fn is_person(&self) -> bool {
        self.entity_name().is_empty()
    }

    fn is_ship(&self) -> bool {
        !self.is_person() && !self.text("ShipIMONumber").is_empty()
    }

    fn birth_date(&self) -> &str {
        self.either("DateOfBirthOrShipBuildDate", "DateOfBirth")
    }

    /// The English half of `Country`, which names a country or, for other regulations, their occasion.
    fn regime(&self) -> &str {
        self.text("Country").split(" / ").next().unwrap_or_default().trim()
    }

    /// The country's code, the abbreviation that the list itself gives ("JVCFOR"), or the words of the field.
    fn regime_key(&self) -> String {
        let regime = self.regime();
        let bracketed = regime.rsplit_once('(').map(|(_, rest)| rest.trim_end_matches(')'));
        let abbreviation = bracketed.filter(|text| !text.is_empty() && text.bytes().all(|b| b.is_ascii_uppercase()));
        let named = || shortened(&folded(abbreviation.unwrap_or(regime)));
        country::code(regime).map_or_else(named, str::to_owned)
    }

    fn regulations(&self) -> &str {
        let table = include_str!("../../data/ca_regulations.tsv");
        let row = table.lines().filter_map(|line| line.split_once('\t')).find(|(regime, _)| *regime == self.regime());
        row.map_or(self.regime(), |(_, title)| title)
    }
}

/// Letters and digits in lower case, one `-` between words.
fn folded(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

/// An id's worth of a long name: its beginning, and a number that stands for the whole.
fn shortened(name: &str) -> String {
    match name.char_indices().nth(60) {
        Some((end, _)) => format!("{}-{}", name[..end].trim_end_matches('-'), content_key(name)),
        None => name.to_owned(),
    }
}

/// Puts entries of one name together and states them. Entries with contradicting dates of birth are different parties.
fn parties(reading: &mut Reading, entries: Vec<Entry>) {
    let mut by_key: HashMap<String, Vec<Entry>> = HashMap::new();
    let mut order = Vec::new();
    for entry in entries {
        let group = by_key.entry(entry.key.clone()).or_default();
        if group.is_empty() {
            order.push(entry.key.clone());
        }
        group.push(entry);
    }
    for key in order {
        for (id, entries) in apart(&key, by_key.remove(&key).unwrap_or_default()) {
            state(reading, &id, &entries);
        }
    }
}

/// Tells namesakes apart by their dates of birth; one without a date is a party of its own where it could be either of two.
fn apart(key: &str, mut group: Vec<Entry>) -> Vec<(String, Vec<Entry>)> {
    group.sort_by(|a, b| (a.text("DateOfListing"), a.birth_date()).cmp(&(b.text("DateOfListing"), b.birth_date())));
    let mut births: Vec<&str> = group.iter().map(Entry::birth_date).filter(|date| !date.is_empty()).collect();
    births.sort_unstable();
    births.dedup();
    let several = births.len() > 1;
    let mut parties: Vec<(String, Vec<Entry>)> = Vec::new();
    for entry in group {
        let same = |other: &Entry| other.birth_date() == entry.birth_date() || !several;
        if let Some(at) = parties.iter().position(|(_, entries)| entries.iter().all(same)) {
            parties[at].1.push(entry);
        } else {
            let mark = if entry.birth_date().is_empty() { entry.text("DateOfListing") } else { entry.birth_date() };
            let id = if parties.is_empty() { key.to_owned() } else { format!("{key}-{mark}") };
            parties.push((id, vec![entry]));
        }
    }
    parties
}

fn state(reading: &mut Reading, id: &str, entries: &[Entry]) {
    let Some(first) = entries.first() else { return };
    let kind = if first.is_person() {
        schema::PERSON
    } else if first.is_ship() {
        schema::VESSEL
    } else {
        schema::ORGANIZATION
    };
    let mut party = Entity::new(kind, EntityId::new(id));
    party.add(prop::TOPICS, "sanction");
    let mut sanctions: Vec<Entity> = Vec::new();
    for entry in entries {
        let locator = entry.node.locator();
        if entry.is_person() {
            person(&mut party, entry);
        } else {
            entity(&mut party, entry);
        }
        let born = if first.is_person() { prop::BIRTH_DATE } else { prop::BUILD_DATE };
        if kind == schema::ORGANIZATION {
            add_dates(reading, &mut party, prop::INCORPORATION_DATE, entry.birth_date(), &locator);
        } else {
            add_dates(reading, &mut party, born, entry.birth_date(), &locator);
        }
        party.add(prop::PROGRAM, entry.regulations());
        let listing = listing(reading, party.id(), sanctions.len(), entry);
        sanctions.push(listing);
    }
    reading.push(party, &first.node.locator());
    for (sanction, entry) in sanctions.into_iter().zip(entries) {
        reading.push(sanction, &entry.node.locator());
    }
}

fn person(party: &mut Entity, entry: &Entry) {
    let (given, last) = (names::spellings(entry.text("GivenName")), names::spellings(entry.text("LastName")));
    let raw = format!("{} {}", entry.text("GivenName"), entry.text("LastName"));
    for (number, (given, last)) in given.iter().flat_map(|given| last.iter().map(move |last| (given, last))).enumerate() {
        let property = if number == 0 { prop::NAME } else { prop::ALIAS };
        party.add_cleaned(property, &format!("{given} {last}"), &raw);
    }
    for part in given {
        party.add_cleaned(prop::FIRST_NAME, part, entry.text("GivenName"));
    }
    for part in last {
        party.add_cleaned(prop::LAST_NAME, part, entry.text("LastName"));
    }
    entry.either("TitleOrShip", "Title").split('/').for_each(|title| party.add(prop::TITLE, title));
    aliases(party, entry.text("Aliases"), true);
}

fn entity(party: &mut Entity, entry: &Entry) {
    for (number, name) in names::names_of_entity(entry.entity_name()).into_iter().enumerate() {
        let property = if number == 0 { prop::NAME } else { prop::ALIAS };
        party.add_cleaned(property, name, entry.entity_name());
    }
    aliases(party, entry.text("Aliases"), false);
    if entry.is_ship() {
        party.add(prop::IMO_NUMBER, entry.text("ShipIMONumber"));
        party.add(prop::TYPE, entry.text("TitleOrShip"));
    } else {
        party.add(prop::NOTES, entry.text("TitleOrShip"));
    }
}

fn aliases(party: &mut Entity, field: &str, person: bool) {
    let raw = field.split_whitespace().collect::<Vec<_>>().join(" ");
    for alias in names::aliases(field, person) {
        // Given names alone ("Sergey") stand here as spellings; as a person's alias one would fit half a nation.
        let alone = person && alias.name.split_whitespace().count() < 2;
        party.add_with(if alone { prop::WEAK_ALIAS } else { prop::ALIAS }, alias.name, |statement| {
            statement.lang = alias.language.map(Into::into);
            if raw != *statement.value {
                statement.original = Some(raw.as_str().into());
            }
        });
    }
}

fn listing(reading: &mut Reading, party: &EntityId, earlier: usize, entry: &Entry) -> Entity {
    let listed = entry.text("DateOfListing");
    let again = if earlier == 0 { String::new() } else { format!("-{listed}-{earlier}") };
    let mut sanction = Entity::new(schema::SANCTION, party.part(&format!("sanction-{}{again}", entry.regime_key())));
    sanction.link(prop::ENTITY, party);
    sanction.add(prop::AUTHORITY, AGENCY);
    sanction.add(prop::PROGRAM, entry.regulations());
    add_dates(reading, &mut sanction, prop::LISTING_DATE, listed, &entry.node.locator());
    sanction.add_cleaned(prop::COUNTRY, country::code(entry.regime()).unwrap_or_default(), entry.text("Country"));
    // Where it stood when this version came out; items are numbered anew over time.
    let place = [("Schedule", entry.text("Schedule")), ("item", entry.text("Item"))];
    let place: Vec<String> =
        place.iter().filter(|(_, text)| !text.is_empty()).map(|(word, text)| format!("{word} {text}")).collect();
    sanction.add(prop::RECORD_ID, &place.join(", "));
    sanction
}

#[cfg(test)]
mod tests;
