//! UK consolidated list of HM Treasury (later its Office of Financial Sanctions Implementation) as CSV.
//!
//! One row for each combination of name, address and the like, held together by the Group ID. Reads the list of 2016 with its
//! `NI Number` and the later one with columns for names in other scripts, numbers and their details. `Other Information` is
//! kept whole and read besides ([`mined`]). The file closed in January 2026; its last versions stay readable.

use std::collections::HashMap;

use sayso_record::{FindingKind, Locator, Reading, date, prop};

use super::Format;
use super::uk_table::read_csv;
use super::uk_xml::field::{Field, Row, value};
use super::uk_xml::party::Party;
use super::uk_xml::text::decode;
use crate::{ListError, SourceFile};

mod mined;

pub(super) const FORMAT: Format =
    Format { id: "uk_conlist_csv", title: "UK HM Treasury / OFSI consolidated list CSV", detect, read };

/// The agency that keeps the list.
const AGENCY: &str = "HM Treasury";

fn detect(file: &SourceFile) -> bool {
    let head = decode(&file.bytes[..file.bytes.len().min(4096)]).into_owned();
    head.lines().take(5).any(|line| ["Group ID", "Name 6", "Group Type", "Regime"].iter().all(|title| line.contains(title)))
}

fn read(files: &[SourceFile]) -> Result<Reading, ListError> {
    let mut reading = Reading::default();
    for file in files {
        let mut list = ConList::default();
        read_csv(file, |row, cells| list.row(&mut reading, row, cells))?;
        if list.columns.is_empty() {
            let problem = "no row with the columns \"Name 6\" and \"Group ID\": this is not the UK consolidated list; choose another format";
            return Err(ListError::new(&file.name, Locator::row(1), problem));
        }
        list.parties.into_iter().for_each(|party| party.finish(&mut reading));
    }
    Ok(reading)
}

/// The parties of the list while its rows come in.
#[derive(Debug, Default)]
struct ConList {
    columns: Vec<Option<Field>>,
    parties: Vec<Party>,
    by_group: HashMap<String, usize>,
}

impl ConList {
    fn row(&mut self, reading: &mut Reading, number: u64, cells: &[String]) {
        let locator = Locator::row(number);
        if self.columns.is_empty() {
            return self.look_for_header(reading, &locator, cells);
        }
        let row: Row<'_> =
            self.columns.iter().zip(cells).filter_map(|(column, cell)| Some(((*column)?, cell.as_str()))).collect();
        let mut row: Row<'_> = row.into_iter().filter(|(_, text)| !text.is_empty()).collect();
        if row.is_empty() {
            return;
        }
        reading.records += 1;
        let group = value(&row, Field::OfsiGroup).to_owned();
        if group.is_empty() {
            return reading.finding(
                FindingKind::RecordLost,
                &locator,
                &cells.join(","),
                "a row without Group ID belongs to no party",
            );
        }
        let at = self.party_of(reading, &group, value(&row, Field::Kind), &locator);
        let party = &mut self.parties[at];
        let information = value(&row, Field::OtherInformation);
        row.extend(mined::labelled(information).into_iter().filter(|(field, _)| *field != Field::OtherInformation));
        party.listing(reading, &row, &locator);
        party.take(reading, &row, &locator);
        party.state(prop::PROGRAM, value(&row, Field::Regime));
        read_information(party, information, value(&row, Field::Kind));
    }

    fn party_of(&mut self, reading: &mut Reading, group: &str, kind: &str, locator: &Locator) -> usize {
        if let Some(at) = self.by_group.get(group) {
            return *at;
        }
        self.parties.push(Party::new(&format!("ofsi-{group}"), kind, AGENCY, reading, locator.clone()));
        self.by_group.insert(group.to_owned(), self.parties.len() - 1);
        self.parties.len() - 1
    }

    fn look_for_header(&mut self, reading: &mut Reading, locator: &Locator, cells: &[String]) {
        let columns: Vec<_> = cells.iter().map(|cell| Field::find(cell)).collect();
        if !columns.contains(&Some(Field::OfsiGroup)) || !columns.contains(&Some(Field::NamePart(6))) {
            let stated = cells
                .iter()
                .filter_map(|cell| date::parse_loose(cell))
                .filter_map(sayso_record::DateValue::from)
                .find(|date| date.is_exact());
            reading.stated_date = reading.stated_date.or(stated.map(sayso_record::PartialDate::earliest));
            return;
        }
        for cell in cells.iter().filter(|cell| !cell.is_empty() && Field::find(cell).is_none()) {
            reading.finding(
                FindingKind::Unknown,
                locator,
                cell,
                "no column known by that title; what stands in it is left out",
            );
        }
        self.columns = columns;
    }
}

fn read_information(party: &mut Party, text: &str, kind: &str) {
    let person = kind.eq_ignore_ascii_case("individual");
    for found in mined::further_names(text, person) {
        // The Treasury puts the names of little use for screening here ("low level a.k.a") and all others into rows.
        let property = if found.former { prop::PREVIOUS_NAME } else { prop::WEAK_ALIAS };
        party.state_found(property, found.name, found.raw);
    }
    for reference in mined::un_references(text) {
        party.state_of_listings(prop::UNSC_ID, &reference);
    }
    if let Some(date) = mined::un_designation(text).and_then(date::parse_loose) {
        party.state_of_listings(prop::DESCRIPTION, &format!("Date of UN designation: {date}"));
    }
    if person {
        party.state(prop::FATHER_NAME, mined::parent(text, "father").unwrap_or_default());
        party.state(prop::MOTHER_NAME, mined::parent(text, "mother").unwrap_or_default());
    }
}

#[cfg(test)]
mod tests;
