//! UK Sanctions List as CSV or ODS: one row for each name and address of a party, held together by the Unique ID.
//!
//! Columns are found by their titles, in any order; the export of the search page, which has eight of them, is read as well as
//! the full list. A column that no table knows becomes one finding.

use std::collections::HashMap;

use sayso_record::{FindingKind, Locator, Reading, date, prop};

use super::Format;
use super::uk_xml::AGENCY;
use super::uk_xml::field::{Field, Row, value};
use super::uk_xml::party::Party;
use super::uk_xml::text::decode;
use crate::{ListError, SourceFile};

mod ods;

pub(super) const FORMAT: Format = Format { id: "uk_sl_table", title: "UK Sanctions List as CSV or ODS", detect, read };

fn detect(file: &SourceFile) -> bool {
    let head =
        if ods::is_zip(&file.bytes) { ods::peek(file) } else { decode(&file.bytes[..file.bytes.len().min(4096)]).into_owned() };
    head.contains("Unique ID") && head.contains("OFSI Group ID")
}

fn read(files: &[SourceFile]) -> Result<Reading, ListError> {
    let mut reading = Reading::default();
    for file in files {
        let mut table = Table::default();
        if ods::is_zip(&file.bytes) {
            ods::read_rows(file, |row, cells| table.row(&mut reading, row, cells))?;
        } else {
            read_csv(file, |row, cells| table.row(&mut reading, row, cells))?;
        }
        table.finish(&mut reading).map_err(|problem| ListError::new(&file.name, Locator::row(1), problem))?;
    }
    Ok(reading)
}

/// Calls `each` with the number and the cells of every record of a CSV file.
pub(super) fn read_csv(file: &SourceFile, mut each: impl FnMut(u64, &[String])) -> Result<(), ListError> {
    let text = decode(&file.bytes);
    let mut rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let (mut record, mut row) = (csv::StringRecord::new(), 0);
    let mut cells: Vec<String> = Vec::new();
    loop {
        row += 1;
        match rows.read_record(&mut record) {
            Ok(false) => return Ok(()),
            Ok(true) => {
                cells.clear();
                cells.extend(record.iter().map(|cell| cell.trim().to_owned()));
                each(row, &cells);
            }
            Err(e) => return Err(ListError::new(&file.name, Locator::row(row), format!("not readable as CSV: {e}"))),
        }
    }
}

/// The parties of a table while its rows come in.
#[derive(Debug, Default)]
struct Table {
    columns: Vec<Option<Field>>,
    parties: Vec<Party>,
    by_id: HashMap<String, usize>,
}

impl Table {
    fn row(&mut self, reading: &mut Reading, number: u64, cells: &[String]) {
        let locator = Locator::row(number);
        if self.columns.is_empty() {
            self.look_for_header(reading, &locator, cells);
            return;
        }
        let row: Row<'_> =
            self.columns.iter().zip(cells).filter_map(|(column, cell)| Some(((*column)?, cell.as_str()))).collect();
        let row: Row<'_> = row.into_iter().filter(|(_, text)| !text.is_empty()).collect();
        if row.is_empty() {
            return;
        }
        let id = value(&row, Field::UniqueId);
        if id.is_empty() {
            return reading.finding(
                FindingKind::RecordLost,
                &locator,
                &cells.join(","),
                "a row without Unique ID belongs to no party",
            );
        }
        let at = self.by_id.get(id).copied().unwrap_or_else(|| {
            let kind = value(&row, Field::Kind);
            self.parties.push(Party::new(&format!("uk-{id}"), kind, AGENCY, reading, locator.clone()));
            self.by_id.insert(id.to_owned(), self.parties.len() - 1);
            self.parties.len() - 1
        });
        let party = &mut self.parties[at];
        party.listing(reading, &row, &locator);
        party.take(reading, &row, &locator);
        party.state(prop::PROGRAM, value(&row, Field::Regime));
    }

    fn look_for_header(&mut self, reading: &mut Reading, locator: &Locator, cells: &[String]) {
        if !cells.iter().any(|cell| Field::find(cell) == Some(Field::UniqueId)) {
            let dates = cells.iter().flat_map(|cell| [cell.as_str(), cell.rsplit(':').next().unwrap_or_default()]);
            let stated =
                dates.filter_map(date::parse_loose).filter_map(sayso_record::DateValue::from).find(|date| date.is_exact());
            reading.stated_date = reading.stated_date.or(stated.map(sayso_record::PartialDate::earliest));
            return;
        }
        self.columns = cells.iter().map(|cell| Field::find(cell)).collect();
        for cell in cells.iter().filter(|cell| !cell.is_empty() && Field::find(cell).is_none()) {
            reading.finding(
                FindingKind::Unknown,
                locator,
                cell,
                "no column known by that title; what stands in it is left out",
            );
        }
    }

    fn finish(self, reading: &mut Reading) -> Result<(), String> {
        if self.columns.is_empty() {
            return Err(
                "no row with the column \"Unique ID\": this is not the UK Sanctions List as a table; choose another format"
                    .into(),
            );
        }
        reading.records += self.parties.len() as u64;
        for party in self.parties {
            party.finish(reading);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
