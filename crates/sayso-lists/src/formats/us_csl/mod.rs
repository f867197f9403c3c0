//! The Consolidated Screening List of trade.gov as CSV: one row for each party on each of thirteen US lists.
//!
//! Columns are found by name. Which list a row is of stands in `source`; it gives the agency of the sanction, its programme where
//! the row names none, and the topic (who is on an export list is not said to be sanctioned). Rows of OFAC's lists say what OFAC's
//! own files say, in other notations, and are read by the same code. Rows with one OFAC number, and rows of one list with one
//! name, are one party: the file has no other key that stays the same from version to version.

mod fields;
mod parties;
mod sources;

use std::collections::HashMap;

use sayso_record::finding::FindingKind;
use sayso_record::{Locator, Reading};

use super::Format;
use super::ofac_csv::decode;
use crate::{ListError, SourceFile};
use parties::Parties;

pub(super) const FORMAT: Format =
    Format { id: "us_csl_csv", title: "US Consolidated Screening List CSV of trade.gov", detect, read };

/// Columns that the file must have; the others may be missing.
const NEEDED: [&str; 5] = ["source", "name", "addresses", "alt_names", "source_list_url"];

fn detect(file: &SourceFile) -> bool {
    let head = file.head(4096);
    let header = head.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
    let columns: Vec<_> = header.split(',').map(|column| column.trim_matches('"')).collect();
    NEEDED.iter().chain(&["federal_register_notice", "entity_number"]).all(|needed| columns.contains(needed))
}

/// A row, with its cells by the names of their columns.
struct Row<'t> {
    columns: &'t HashMap<String, usize>,
    cells: &'t csv::StringRecord,
    place: Locator,
}

impl Row<'_> {
    /// The cell of a column, trimmed; empty where there is none.
    fn cell(&self, column: &str) -> &str {
        self.columns.get(column).and_then(|index| self.cells.get(*index)).unwrap_or_default().trim()
    }
}

fn read(files: &[SourceFile]) -> Result<Reading, ListError> {
    let mut reading = Reading::default();
    let mut parties = Parties::default();
    for file in files {
        read_file(file, &mut parties, &mut reading)?;
    }
    parties.state(&mut reading);
    Ok(reading)
}

fn read_file(file: &SourceFile, parties: &mut Parties, reading: &mut Reading) -> Result<(), ListError> {
    let text = decode(&file.bytes);
    let mut rows = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let refuse = |place, problem: String| ListError::new(&file.name, place, problem);
    let header = rows.headers().map_err(|e| refuse(Locator::row(1), format!("no header can be read: {e}")))?.clone();
    let columns: HashMap<_, _> = header.iter().enumerate().map(|(at, name)| (name.trim().to_owned(), at)).collect();
    if let Some(missing) = NEEDED.iter().find(|needed| !columns.contains_key(**needed)) {
        let problem = format!("no column \"{missing}\" in the header: this is no consolidated.csv of trade.gov");
        return Err(refuse(Locator::row(1), problem));
    }
    let mut last_is_whole = true;
    for (row, cells) in (2..).zip(rows.records()) {
        let place = Locator::row(row);
        let cells = cells.map_err(|e| refuse(place.clone(), format!("the row cannot be read: {e}")))?;
        reading.records += 1;
        last_is_whole = cells.len() == header.len();
        let row = Row { columns: &columns, cells: &cells, place };
        if !last_is_whole || row.cell("name").is_empty() || row.cell("source").is_empty() {
            let reason =
                format!("a row of {} cells where {} are expected, or without name or source", cells.len(), header.len());
            reading.finding(FindingKind::RecordLost, &row.place, &cells.iter().collect::<Vec<_>>().join(","), reason);
            continue;
        }
        parties.take(&row, reading);
    }
    if last_is_whole {
        return Ok(());
    }
    Err(refuse(Locator::file(), "the last row is not whole: the file is truncated; fetch it again".to_owned()))
}
