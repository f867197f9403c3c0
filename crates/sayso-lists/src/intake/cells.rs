//! What an ODS spreadsheet grows to when its repeated cells and rows are written out, before anybody does so.
//!
//! ODS says `number-rows-repeated="1000000"` in a few bytes; a reader that writes that out needs memory for a million rows.

use std::io::{BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use sayso_record::Locator;

use super::check::Check;
use super::{Limits, in_words};
use crate::ListError;

/// Memory for a cell apart from its text.
const CELL_BYTES: u64 = 32;

/// Counts what the cells of `content.xml` need and refuses a spreadsheet that needs too much.
pub(super) fn check(name: &str, content: impl Read, limits: &Limits) -> Result<(), ListError> {
    let mut reader = Reader::from_reader(BufReader::new(Guarded { inner: content, check: None, name, limits }));
    let mut buffer = Vec::new();
    let mut sheet = Sheet::default();
    loop {
        buffer.clear();
        let byte = reader.buffer_position();
        let refuse = |problem: String| Err(ListError::new(name, Locator::from(format!("content.xml byte {byte}")), problem));
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag)) => sheet.open(&tag),
            Ok(Event::Empty(tag)) => {
                sheet.open(&tag);
                sheet.close(tag.local_name().as_ref());
            }
            Ok(Event::Text(text)) => sheet.text(text.len()),
            Ok(Event::End(tag)) => sheet.close(tag.local_name().as_ref()),
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(error) => return refuse(format!("the spreadsheet is not well-formed: {error}; fetch it again")),
        }
        if sheet.bytes > limits.cells_bytes {
            let most = in_words(limits.cells_bytes);
            return refuse(format!("the spreadsheet's repeated cells grow to more than {most}: not a list"));
        }
    }
}

/// The cells counted so far, as a reader would write them out.
#[derive(Default)]
struct Sheet {
    bytes: u64,
    row_repeats: u64,
    row_bytes: u64,
    cell_repeats: u64,
    cell_text: u64,
    /// Cells that stand empty so far in the row, and rows so far in the sheet: they count once something follows.
    empty_cells: u64,
    empty_rows: u64,
    widest_bytes: u64,
}

impl Sheet {
    fn open(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "table" => *self = Self { bytes: self.bytes, ..Self::default() },
            "table-row" => {
                self.row_repeats = repeats(tag, "number-rows-repeated");
                (self.row_bytes, self.empty_cells) = (0, 0);
            }
            "table-cell" | "covered-table-cell" => {
                self.cell_repeats = repeats(tag, "number-columns-repeated");
                self.cell_text = value_bytes(tag);
            }
            // Spaces in a row are written as their number.
            "s" => self.cell_text = self.cell_text.saturating_add(repeats(tag, "c")),
            _ => {}
        }
    }

    fn text(&mut self, bytes: usize) {
        self.cell_text = self.cell_text.saturating_add(bytes as u64);
    }

    fn close(&mut self, name: &str) {
        match name {
            "table-cell" | "covered-table-cell" if self.cell_text == 0 => {
                self.empty_cells = self.empty_cells.saturating_add(self.cell_repeats);
            }
            "table-cell" | "covered-table-cell" => {
                let one = self.cell_text.saturating_add(CELL_BYTES);
                let filled = one.saturating_mul(self.cell_repeats);
                self.row_bytes =
                    self.row_bytes.saturating_add(filled).saturating_add(self.empty_cells.saturating_mul(CELL_BYTES));
                (self.empty_cells, self.cell_text) = (0, 0);
            }
            "table-row" if self.row_bytes == 0 => self.empty_rows = self.empty_rows.saturating_add(self.row_repeats),
            "table-row" => {
                self.widest_bytes = self.widest_bytes.max(self.row_bytes);
                let filled = self.row_bytes.saturating_mul(self.row_repeats);
                let gap = self.empty_rows.saturating_mul(self.widest_bytes);
                self.bytes = self.bytes.saturating_add(filled).saturating_add(gap);
                self.empty_rows = 0;
            }
            _ => {}
        }
    }
}

fn repeats(tag: &BytesStart<'_>, name: &str) -> u64 {
    let attribute = tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name);
    attribute.map_or(1, |attribute| attribute.value.parse().unwrap_or(u64::MAX)).max(1)
}

/// A cell's value may stand in an attribute (numbers, dates, formulas).
fn value_bytes(tag: &BytesStart<'_>) -> u64 {
    let is_value = |name: &str| name.ends_with("value") || name == "formula";
    let values = tag.attributes().flatten().filter(|attribute| is_value(attribute.key.local_name().as_ref()));
    values.map(|attribute| attribute.value.len() as u64).sum()
}

/// The content with the checks of any XML on it, so that one endless tag cannot fill the buffer.
struct Guarded<'a, R> {
    inner: R,
    check: Option<Check<'a>>,
    name: &'a str,
    limits: &'a Limits,
}

impl<R: Read> Read for Guarded<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        if read > 0 {
            let check = match &mut self.check {
                Some(check) => check,
                empty => empty.insert(Check::new(self.name, &buffer[..read], self.limits).map_err(std::io::Error::other)?),
            };
            check.push(&buffer[..read]).map_err(std::io::Error::other)?;
        }
        Ok(read)
    }
}
