//! UK Sanctions List XML, as the Foreign, Commonwealth & Development Office publishes it.
//!
//! Elements are found by their names wherever they stand in a designation, because the containers around them changed over the
//! years while the fields did not. A field with text that no table knows becomes a finding, so nothing is passed over unseen.
//! The other UK formats share what is read of a field ([`field`], [`party`]).

use sayso_record::{FindingKind, Reading, date, prop};

use super::Format;
use crate::xml::{Node, read_records};
use crate::{ListError, SourceFile};
use field::{Field, Row};
use party::Party;

pub(super) mod documents;
pub(super) mod field;
pub(super) mod party;
pub(super) mod text;

pub(super) const FORMAT: Format = Format { id: "uk_sl_xml", title: "UK Sanctions List XML", detect, read };

/// The agency that keeps the UK Sanctions List.
pub(super) const AGENCY: &str = "Foreign, Commonwealth & Development Office";

fn detect(file: &SourceFile) -> bool {
    let head = file.head(4096);
    head.trim_start_matches('\u{feff}').trim_start().starts_with('<') && head.contains("<Designations")
}

fn read(files: &[SourceFile]) -> Result<Reading, ListError> {
    let mut reading = Reading::default();
    for file in files {
        let mut root = String::new();
        read_records(file, &["Designation", "DateGenerated"], |node| match node.name.as_str() {
            "Designation" => designation(&mut reading, &node),
            "DateGenerated" => date_generated(&mut reading, &node),
            _ => root = node.name,
        })?;
        if root != "Designations" {
            let problem =
                format!("the UK Sanctions List starts with <Designations>, this file with <{root}>; choose another format");
            return Err(ListError::new(&file.name, sayso_record::Locator::byte(0), problem));
        }
    }
    Ok(reading)
}

fn date_generated(reading: &mut Reading, node: &Node) {
    let stated = date::parse_loose(&node.text).and_then(sayso_record::DateValue::from).filter(|date| date.is_exact());
    match stated {
        Some(date) => reading.stated_date = Some(date.earliest()),
        None => reading.finding(FindingKind::FieldUnread, &node.locator(), &node.text, "no date in DateGenerated"),
    }
}

fn designation(reading: &mut Reading, node: &Node) {
    reading.records += 1;
    let (locator, id) = (node.locator(), node.text_of("UniqueID"));
    if id.is_empty() {
        let name = node.path(&["Names", "Name", "Name6"]).first().map_or("", |name| &name.text);
        return reading.finding(
            FindingKind::RecordLost,
            &locator,
            name,
            "a designation without UniqueID cannot be told from others",
        );
    }
    let mut party = Party::new(&format!("uk-{id}"), node.text_of("IndividualEntityShip"), AGENCY, reading, locator.clone());
    let (own, unknown) = fields(node);
    party.listing(reading, &own, &locator);
    note_unknown(reading, &unknown);
    groups(node, &mut |group| {
        let (row, unknown) = fields(group);
        note_unknown(reading, &unknown);
        party.take(reading, &row, &group.locator());
    });
    party.take(reading, &own, &locator);
    party.state(prop::PROGRAM, node.text_of("RegimeName"));
    party.finish(reading);
}

/// The fields that an element holds itself, and those of its elements that no table knows.
fn fields(node: &Node) -> (Row<'_>, Vec<&Node>) {
    let (mut row, mut unknown) = (Row::new(), Vec::new());
    for leaf in node.children.iter().filter(|child| child.children.is_empty() && !child.text.is_empty()) {
        match Field::find(&leaf.name) {
            Some(field) => row.push((field, leaf.text.as_str())),
            None => unknown.push(leaf),
        }
    }
    (row, unknown)
}

/// Calls `each` with every element below `node` that holds fields itself. `SanctionsImposedIndicators` repeats
/// `SanctionsImposed` as true and false and is left out.
fn groups<'a>(node: &'a Node, each: &mut impl FnMut(&'a Node)) {
    for child in node.children.iter().filter(|c| !c.children.is_empty() && c.name != "SanctionsImposedIndicators") {
        each(child);
        groups(child, each);
    }
}

fn note_unknown(reading: &mut Reading, unknown: &[&Node]) {
    for node in unknown {
        reading.finding(FindingKind::Unknown, &node.locator(), &node.text, format!("no field known by the name {}", node.name));
    }
}

#[cfg(test)]
pub(super) mod tests;
