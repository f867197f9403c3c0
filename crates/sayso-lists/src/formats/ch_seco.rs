//! Switzerland's consolidated list as XML, as the State Secretariat for Economic Affairs (SECO) publishes it.
//!
//! Targets point to sets of measures and to places by id; both are gathered first, because they may stand behind the targets.
//! `modification` gives listings their beginning and end: a target that was taken off and came back has two listings. A file of
//! the list type `amendment` or `delta` holds changes only; that is said in a finding, because a party that is not in it is not
//! delisted.

use std::collections::HashMap;

use sayso_record::{
    DateValue, Entity, EntityId, FindingKind, Locator, PartialDate, Property, Reading, Schema, date, prop, schema,
};

use super::Format;
use super::uk_xml::text::content_key;
use crate::xml::{Node, read_records};
use crate::{ListError, SourceFile};
use listing::Programme;

mod listing;
mod names;

pub(super) const FORMAT: Format = Format { id: "ch_seco_xml", title: "Switzerland SECO consolidated list XML", detect, read };

const AGENCY: &str = "State Secretariat for Economic Affairs";

/// Elements that may stand in a target. Any other with text becomes a finding.
const ELEMENTS: [&str; 38] = [
    "target",
    "sanctions-set-id",
    "foreign-identifier",
    "individual",
    "entity",
    "object",
    "identity",
    "name",
    "name-part",
    "value",
    "spelling-variant",
    "nationality",
    "country",
    "day-month-year",
    "place-of-birth",
    "address",
    "address-details",
    "c-o",
    "p-o-box",
    "zip-code",
    "remark",
    "remarks",
    "identification-document",
    "number",
    "issuer",
    "date-of-issue",
    "expiry-date",
    "justification",
    "relation",
    "other-information",
    "modification",
    "generic-attribute",
    "location",
    "area",
    "location-variant",
    "area-variant",
    "position",
    "legal-form",
];

fn detect(file: &SourceFile) -> bool {
    file.head(4096).contains("<swiss-sanctions-list")
}

fn read(files: &[SourceFile]) -> Result<Reading, ListError> {
    let mut reading = Reading::default();
    for file in files {
        let mut list = List::default();
        read_records(file, &["target", "place", "sanctions-program"], |node| list.take(node))?;
        if list.root.name != "swiss-sanctions-list" {
            let problem = format!("Switzerland's list starts with <swiss-sanctions-list>, this file with <{}>", list.root.name);
            return Err(ListError::new(&file.name, Locator::byte(0), format!("{problem}; choose another format")));
        }
        list.state(&mut reading);
    }
    Ok(reading)
}

/// What a file holds, before targets can be stated.
#[derive(Debug, Default)]
struct List {
    root: Node,
    programmes: HashMap<String, Programme>,
    places: HashMap<String, Node>,
    targets: Vec<Node>,
}

impl List {
    fn take(&mut self, node: Node) {
        match node.name.as_str() {
            "target" => self.targets.push(node),
            "place" => {
                self.places.insert(node.attribute("ssid").to_owned(), node);
            }
            "sanctions-program" => listing::programmes(&node, &mut self.programmes),
            _ => self.root = node,
        }
    }

    fn state(&self, reading: &mut Reading) {
        let stated = date::parse_loose(self.root.attribute("date")).and_then(DateValue::from).filter(|date| date.is_exact());
        reading.stated_date = reading.stated_date.or(stated.map(PartialDate::earliest));
        let kind = self.root.attribute("list-type");
        if matches!(kind, "amendment" | "delta") {
            let reason =
                "this file holds changes only: a party that is not in it is not delisted; fetch the full list for a version";
            reading.finding(FindingKind::Unknown, &Locator::file(), kind, reason);
        }
        for target in &self.targets {
            reading.records += 1;
            if target.attribute("ssid").is_empty() {
                reading.finding(
                    FindingKind::RecordLost,
                    &target.locator(),
                    "",
                    "a target without ssid cannot be told from others",
                );
            } else {
                self.target(reading, target);
            }
        }
    }

    fn target(&self, reading: &mut Reading, target: &Node) {
        note_unknown(reading, target);
        let locator = target.locator();
        let mut party = Entity::new(schema_of(reading, target), EntityId::new(&format!("seco-{}", target.attribute("ssid"))));
        let (periods, amendments) = listing::periods(reading, target);
        if periods.iter().any(|period| period.ended.is_none()) {
            party.add(prop::TOPICS, "sanction");
        }
        for day in &amendments {
            reading.add_date(&mut party, prop::MODIFIED_AT, day, &locator);
        }
        for set in target.all("sanctions-set-id") {
            party.add(prop::PROGRAM, self.programmes.get(&set.text).map_or("", |programme| programme.name()));
        }
        for person in below(target, "individual") {
            reading.add_gender(&mut party, person.attribute("sex"), &locator);
        }
        let mut others = Vec::new();
        for identity in below(target, "identity") {
            self.identity(reading, &mut party, &mut others, identity);
        }
        particulars(&mut party, target);
        let id = party.id().clone();
        reading.push(party, &locator);
        for other in others {
            reading.push(other, &locator);
        }
        relations(reading, target, &id);
        listing::listings(reading, target, &id, &self.programmes, &periods);
    }

    fn identity(&self, reading: &mut Reading, party: &mut Entity, others: &mut Vec<Entity>, identity: &Node) {
        let main = identity.attribute("main") != "false";
        below(identity, "name").for_each(|name| names::state(reading, party, name, main));
        let person = party.schema() == schema::PERSON;
        for country in identity.all("nationality").filter_map(|nationality| nationality.child("country")) {
            add_country(reading, party, if person { prop::NATIONALITY } else { prop::COUNTRY }, country);
        }
        for born in identity.all("day-month-year") {
            add_day(reading, party, birth_property(party.schema()), born);
        }
        for place in identity.all("place-of-birth") {
            let place = self.place_of(place);
            party.add(if person { prop::BIRTH_PLACE } else { prop::NOTES }, &place_line(place));
            for country in place.all("country").filter(|_| person) {
                add_country(reading, party, prop::BIRTH_COUNTRY, country);
            }
        }
        identity.all("address").for_each(|address| others.extend(self.address(reading, party, address)));
        identity.all("identification-document").for_each(|document| others.extend(identification(reading, party, document)));
    }

    /// The place that an element refers to, or the element itself where it says the place.
    fn place_of<'a>(&'a self, node: &'a Node) -> &'a Node {
        let id = ["place-id", "place-ref"].iter().map(|name| node.attribute(name)).find(|id| !id.is_empty());
        id.and_then(|id| self.places.get(id)).unwrap_or(node)
    }

    fn address(&self, reading: &mut Reading, party: &mut Entity, node: &Node) -> Option<Entity> {
        let place = self.place_of(node);
        let own = ["c-o", "address-details", "p-o-box", "zip-code"].map(|name| node.text_of(name));
        let place_text = place_line(place);
        let line: Vec<&str> = own.into_iter().chain([place_text.as_str()]).filter(|text| !text.is_empty()).collect();
        let line = line.join(", ");
        if line.is_empty() {
            return None;
        }
        party.add(prop::ADDRESS, &line);
        let mut address = Entity::new(schema::ADDRESS, party.id().part(&format!("address-{}", content_key(&line))));
        party.link(prop::ADDRESS_ENTITY, address.id());
        address.add(prop::FULL, &line);
        address.add(prop::STREET, node.text_of("address-details"));
        address.add(prop::POST_OFFICE_BOX, node.text_of("p-o-box"));
        address.add(prop::POSTAL_CODE, node.text_of("zip-code"));
        address.add(prop::CITY, place.text_of("location"));
        address.add(prop::REGION, place.text_of("area"));
        for element in ["remark", "remarks", "c-o"] {
            address.add(prop::REMARKS, node.text_of(element));
        }
        for country in place.all("country") {
            add_country(reading, &mut address, prop::COUNTRY, country);
            add_country(reading, party, prop::COUNTRY, country);
        }
        Some(address)
    }
}

/// All elements of a name below a node, in file order.
fn below<'a>(node: &'a Node, name: &'a str) -> Box<dyn Iterator<Item = &'a Node> + 'a> {
    Box::new(node.children.iter().flat_map(move |child| {
        let own = (child.name == name).then_some(child);
        own.into_iter().chain(below(child, name))
    }))
}

fn note_unknown(reading: &mut Reading, node: &Node) {
    for child in &node.children {
        if !ELEMENTS.contains(&child.name.as_str()) {
            let reason = format!("no element known by the name {}", child.name);
            reading.finding(FindingKind::Unknown, &child.locator(), &child.text, reason);
        }
        note_unknown(reading, child);
    }
}

fn schema_of(reading: &mut Reading, target: &Node) -> Schema {
    for child in &target.children {
        match (child.name.as_str(), child.attribute("object-type")) {
            ("individual", _) => return schema::PERSON,
            ("entity", _) => return schema::ORGANIZATION,
            ("object", "vessel" | "ship") => return schema::VESSEL,
            ("object", "aircraft" | "airplane") => return schema::AIRPLANE,
            ("object", _) => return schema::ASSET,
            _ => {}
        }
    }
    reading.finding(FindingKind::Unknown, &target.locator(), target.attribute("ssid"), "neither individual, entity nor object");
    schema::LEGAL_ENTITY
}

fn birth_property(schema: Schema) -> Property {
    if schema == schema::PERSON {
        prop::BIRTH_DATE
    } else if schema.is_a(schema::LEGAL_ENTITY) {
        prop::INCORPORATION_DATE
    } else {
        prop::BUILD_DATE
    }
}

fn place_line(place: &Node) -> String {
    let country = place.child("country").map_or("", |country| country.text.as_str());
    let parts = [place.text_of("location"), place.text_of("area"), country];
    parts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
}

fn add_country(reading: &mut Reading, entity: &mut Entity, property: Property, node: &Node) {
    let iso =
        [node.attribute("iso-code"), node.attribute("code")].into_iter().find(|code| !code.is_empty()).unwrap_or_default();
    let code = sayso_record::country::code(iso);
    match code {
        Some(code) => entity.add_cleaned(property, code, if node.text.is_empty() { iso } else { &node.text }),
        None => reading.add_country(entity, property, if node.text.is_empty() { iso } else { &node.text }, &node.locator()),
    }
}

/// A day whose parts stand in attributes. Days of other calendars are noted, not converted.
fn add_day(reading: &mut Reading, entity: &mut Entity, property: Property, node: &Node) {
    let number = |name: &str| node.attribute(name).trim().parse::<u16>().unwrap_or(0);
    let (day, month, year) = (number("day"), number("month"), number("year"));
    if day == 0 && month == 0 && year == 0 {
        return reading.add_date(entity, property, &node.text, &node.locator());
    }
    let calendar = node.attribute("calendar");
    if !calendar.is_empty() && !calendar.eq_ignore_ascii_case("gregorian") {
        return entity.add(prop::NOTES, &format!("{property}: {day:02}/{month:02}/{year:04} ({calendar} calendar)"));
    }
    if year == 0 {
        return entity.add(prop::NOTES, &format!("{property}: day {day}, month {month}, year not known"));
    }
    reading.add_date(entity, property, &format!("{day:02}/{month:02}/{year:04}"), &node.locator());
}

fn identification(reading: &mut Reading, party: &mut Entity, node: &Node) -> Option<Entity> {
    let (number, kind) = (node.text_of("number"), node.attribute("document-type"));
    if number.is_empty() {
        return None;
    }
    let passport = kind.contains("passport");
    let person = party.schema() == schema::PERSON;
    let property = match (passport && person, person || party.schema().has(prop::ID_NUMBER)) {
        (true, _) => prop::PASSPORT_NUMBER,
        (false, true) => prop::ID_NUMBER,
        (false, false) => prop::REGISTRATION_NUMBER,
    };
    party.add(property, number);
    let schema = if passport { schema::PASSPORT } else { schema::IDENTIFICATION };
    let mut document = Entity::new(schema, party.id().part(&format!("{}-{number}", schema.as_str().to_lowercase())));
    document.link(prop::HOLDER, party.id());
    document.add(prop::NUMBER, number);
    document.add(prop::TYPE, kind);
    node.all("issuer").for_each(|issuer| add_country(reading, &mut document, prop::COUNTRY, issuer));
    node.all("date-of-issue").for_each(|day| add_day(reading, &mut document, prop::START_DATE, day));
    node.all("expiry-date").for_each(|day| add_day(reading, &mut document, prop::END_DATE, day));
    document.add(prop::SUMMARY, node.text_of("remark"));
    Some(document)
}

fn particulars(party: &mut Entity, target: &Node) {
    for information in below(target, "other-information") {
        party.add(prop::NOTES, &information.text);
    }
    for attribute in below(target, "generic-attribute") {
        let (name, text) =
            (attribute.attribute("name"), if attribute.text.is_empty() { attribute.text_of("value") } else { &attribute.text });
        let property = match name.to_lowercase().as_str() {
            "imo" | "imo number" | "imo-number" if party.schema().has(prop::IMO_NUMBER) => prop::IMO_NUMBER,
            "mmsi" if party.schema().has(prop::MMSI) => prop::MMSI,
            "call sign" | "call-sign" if party.schema().has(prop::CALL_SIGN) => prop::CALL_SIGN,
            _ => {
                party.add(prop::NOTES, &format!("{name}: {text}"));
                continue;
            }
        };
        party.add(property, text);
    }
    for (element, property) in [("position", prop::POSITION), ("legal-form", prop::LEGAL_FORM)] {
        for node in below(target, element) {
            party.add(if party.schema().has(property) { property } else { prop::NOTES }, &node.text);
        }
    }
}

fn relations(reading: &mut Reading, target: &Node, party: &EntityId) {
    for node in below(target, "relation") {
        let other = node.attribute("target-id");
        if other.is_empty() {
            reading.finding(
                FindingKind::FieldUnread,
                &node.locator(),
                node.attribute("relation-type"),
                "a relation without target-id",
            );
            continue;
        }
        let kind = node.attribute("relation-type");
        let words = kind.to_lowercase();
        let family = ["family", "spouse", "parent-of", "child", "sibling", "brother", "sister", "son", "daughter", "relative"];
        let (schema, from, to, label) = if family.iter().any(|word| words.contains(word)) {
            (schema::FAMILY, prop::PERSON, prop::RELATIVE, prop::RELATIONSHIP)
        } else {
            (schema::UNKNOWN_LINK, prop::SUBJECT, prop::OBJECT, prop::ROLE)
        };
        let mut link = Entity::new(schema, party.part(&format!("relation-{other}-{kind}")));
        link.link(from, party);
        link.link(to, &EntityId::new(&format!("seco-{other}")));
        link.add(label, kind);
        link.add(prop::SUMMARY, node.text_of("remark"));
        link.add(prop::SUMMARY, node.text_of("remarks"));
        reading.push(link, &node.locator());
    }
}

#[cfg(test)]
mod tests;
