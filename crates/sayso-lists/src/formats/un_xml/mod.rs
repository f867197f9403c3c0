//! The United Nations Security Council's consolidated list (`consolidated.xml`), in its layouts from 2014 on.
//!
//! Each INDIVIDUAL and ENTITY gives one party (`un-<DATAID>`), one listing for its regime (`un-<DATAID>-sanction-<UN_LIST_TYPE>`),
//! and an entity for each document and address. Names in one field ("a; b", "a (original script: b)") are taken apart, the field
//! as it stands being kept beside each. Which act stands behind a regime comes from `data/un_committees.tsv`, not from the list.
//!
//! The caller may rely on: no text of a name, document or comment is lost; a record without DATAID is a finding. It does not
//! decide which of several stated birth dates is true.

mod country_text;
mod details;
mod documents;
mod names;
#[cfg(test)]
mod tests;

use jiff::civil::Date;
use sayso_record::{Entity, EntityId, FindingKind, Locator, PartialDate, Reading, prop, schema};

use super::{Format, document_text, read_each};
use crate::xml::{self, Node};
use crate::{ListError, SourceFile};

pub(super) const FORMAT: Format = Format { id: "un_xml", title: "UN Security Council consolidated list XML", detect, read };

/// The body that lists, as it signs.
const AUTHORITY: &str = "United Nations Security Council";

fn detect(file: &SourceFile) -> bool {
    file.head(2048).contains("<CONSOLIDATED_LIST")
}

fn read(files: &[SourceFile]) -> Result<Reading, ListError> {
    read_each(files, read_file)
}

fn read_file(file: &SourceFile, reading: &mut Reading) -> Result<(), ListError> {
    let mut root = String::new();
    xml::read_records(file, &["INDIVIDUAL", "ENTITY"], |node| match node.name.as_str() {
        "INDIVIDUAL" | "ENTITY" => read_record(&node, reading),
        _ => {
            reading.stated_date = day_of(node.attribute("dateGenerated"));
            root = node.name;
        }
    })?;
    if root == "CONSOLIDATED_LIST" {
        return Ok(());
    }
    Err(ListError::new(
        &file.name,
        Locator::file(),
        format!("the root element is <{root}>; the UN's list has <CONSOLIDATED_LIST>: give the list's own XML file"),
    ))
}

fn day_of(stamp: &str) -> Option<Date> {
    let date: PartialDate = stamp.get(..10)?.parse().ok()?;
    date.is_exact().then(|| date.earliest())
}

/// One record on its way into the reading.
struct Record<'a> {
    node: &'a Node,
    person: bool,
    locator: Locator,
    party: Entity,
    reading: &'a mut Reading,
}

fn read_record(node: &Node, reading: &mut Reading) {
    reading.records += 1;
    let locator = node.locator();
    let key = node.text_of("DATAID").trim();
    if key.is_empty() {
        let name = node.text_of("FIRST_NAME");
        return reading.finding(
            FindingKind::RecordLost,
            &locator,
            name,
            "the record has no DATAID, by which it would be known",
        );
    }
    let person = node.name == "INDIVIDUAL";
    let schema = if person { schema::PERSON } else { schema::ORGANIZATION };
    let party = Entity::new(schema, EntityId::new(&format!("un-{key}")));
    let mut record = Record { node, person, locator, party, reading };
    record.note_unknown_elements();
    record.names();
    record.details();
    record.documents();
    record.comments();
    record.sanction();
    if record.party.values(prop::NAME).next().is_none() {
        record.reading.finding(FindingKind::FieldUnread, &record.locator, key, "the record has no name");
    }
    record.reading.push(record.party, &record.locator);
}

/// Elements of a record, without the `INDIVIDUAL_`/`ENTITY_` prefix. SORT_KEY, VERSIONNUM and LIST_TYPE ("UN List") say nothing
/// of the party.
const ELEMENTS: [&str; 28] = [
    "DATAID",
    "VERSIONNUM",
    "FIRST_NAME",
    "SECOND_NAME",
    "THIRD_NAME",
    "FOURTH_NAME",
    "UN_LIST_TYPE",
    "REFERENCE_NUMBER",
    "LISTED_ON",
    "DELISTED_ON",
    "SUBMITTED_BY",
    "SUBMITTED_ON",
    "NAME_ORIGINAL_SCRIPT",
    "GENDER",
    "COMMENTS1",
    "TITLE",
    "DESIGNATION",
    "NATIONALITY",
    "NATIONALITY2",
    "LIST_TYPE",
    "LAST_DAY_UPDATED",
    "ALIAS",
    "ADDRESS",
    "DATE_OF_BIRTH",
    "PLACE_OF_BIRTH",
    "DOCUMENT",
    "SORT_KEY",
    "SORT_KEY_LAST_MOD",
];

impl<'a> Record<'a> {
    /// The children of that name with the record's own prefix: `ALIAS` is INDIVIDUAL_ALIAS or ENTITY_ALIAS.
    fn parts(&self, name: &str) -> Vec<&'a Node> {
        let node = self.node;
        let bare = |child: &'a Node| child.name.strip_prefix(&node.name)?.strip_prefix('_');
        node.children.iter().filter(|child| bare(child) == Some(name)).collect()
    }

    /// The texts of `<name><VALUE>…</VALUE></name>`, or of the element itself where it has no VALUE.
    fn values(&self, name: &str) -> Vec<&'a str> {
        let node = self.node;
        let texts = node.children.iter().filter(|c| c.name == name).flat_map(|element| {
            let values = element.children.iter().filter(|v| v.name == "VALUE").map(|v| v.text.as_str());
            std::iter::once(element.text.as_str()).chain(values)
        });
        texts.filter(|text| !text.is_empty()).collect()
    }

    fn note_unknown_elements(&mut self) {
        for child in &self.node.children {
            let bare = child.name.strip_prefix(&self.node.name).and_then(|n| n.strip_prefix('_')).unwrap_or(&child.name);
            if !ELEMENTS.contains(&bare) {
                let reason = format!("the element <{}> is not known; its text is not taken", child.name);
                self.reading.finding(FindingKind::Unknown, &child.locator(), &child.text, reason);
            }
        }
    }

    fn sanction(&mut self) {
        let node = self.node;
        let programme = node.text_of("UN_LIST_TYPE");
        let mut sanction = Entity::new(schema::SANCTION, self.party.id().part(&format!("sanction-{programme}")));
        sanction.link(prop::ENTITY, self.party.id());
        sanction.add(prop::AUTHORITY, AUTHORITY);
        sanction.add(prop::PROGRAM, programme);
        if let Some((resolution, page)) = committee(programme) {
            sanction.add(prop::PROVISIONS, resolution);
            sanction.add(prop::PROGRAM_URL, page);
        }
        sanction.add(prop::UNSC_ID, node.text_of("REFERENCE_NUMBER"));
        sanction.add(prop::AUTHORITY_ID, node.text_of("REFERENCE_NUMBER"));
        for (element, property) in [("LISTED_ON", prop::LISTING_DATE), ("DELISTED_ON", prop::END_DATE)] {
            self.reading.add_date(&mut sanction, property, without_zone(node.text_of(element)), &self.locator);
        }
        for (element, words) in [("SUBMITTED_BY", "Submitted by"), ("SUBMITTED_ON", "Submitted on")] {
            if !node.text_of(element).is_empty() {
                sanction.add(prop::SUMMARY, &format!("{words} {}", node.text_of(element)));
            }
        }
        self.reading.push(sanction, &self.locator);
        self.party.add(prop::TOPICS, "sanction");
    }
}

/// The resolution and the page of a regime.
fn committee(list_type: &str) -> Option<(&'static str, &'static str)> {
    include_str!("../../../data/un_committees.tsv").lines().find_map(|line| {
        let mut cells = line.split('\t');
        (cells.next() == Some(list_type)).then(|| (cells.next().unwrap_or(""), cells.next().unwrap_or("")))
    })
}

/// `2015-07-01-04:00` and `2015-07-01Z` without the time zone of the clerk's desk.
fn without_zone(text: &str) -> &str {
    let text = text.trim();
    match text.get(..10) {
        Some(day) if matches!(text.as_bytes().get(10), Some(b'-' | b'+' | b'Z')) => day,
        _ => text,
    }
}
