//! The cells of an OpenDocument spreadsheet, read with bounds.
//!
//! An `.ods` is a zip with the table in `content.xml`. Both can lie: a small zip can unpack to terabytes, and one element can
//! stand for a million rows of sixteen thousand columns. So the archive is unpacked here up to a limit whatever sizes it
//! declares, and repeated cells are spelled out only as far as a list has columns. General spreadsheet readers do neither.

use std::io::Read;

use flate2::read::DeflateDecoder;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use sayso_record::Locator;

use crate::{ListError, SourceFile};

/// Most that `content.xml` may hold. The list of August 2025 has 7 MB; the full list with all its fields would have under 100.
const MAX_CONTENT_BYTES: u64 = 256 << 20;
/// Most columns that are read; the list has 50. Cells behind them, which the format uses to fill up the sheet, are left out.
const MAX_COLUMNS: usize = 256;
/// Most bytes of `content.xml` that are unpacked only to see what kind of table it is.
const PEEK_BYTES: u64 = 256 << 10;

const END_OF_DIRECTORY: &[u8] = b"PK\x05\x06";
const DIRECTORY_ENTRY: &[u8] = b"PK\x01\x02";
const LOCAL_ENTRY: &[u8] = b"PK\x03\x04";

/// Whether these are the bytes of a zip archive.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(LOCAL_ENTRY)
}

/// The beginning of the table's XML, to tell what it is; empty where it is no spreadsheet.
pub(super) fn peek(file: &SourceFile) -> String {
    let mut text = Vec::new();
    if let Ok((method, data)) = content_entry(&file.bytes) {
        let _ = unpack(method, data, PEEK_BYTES, &mut text); // what was unpacked before an error is enough to look at
    }
    String::from_utf8_lossy(&text).into_owned()
}

/// Calls `each` with the number of every row that is not empty, counted from 1 over all sheets, and its cells.
pub(super) fn read_rows(file: &SourceFile, each: impl FnMut(u64, &[String])) -> Result<(), ListError> {
    read_rows_within(MAX_CONTENT_BYTES, file, each)
}

fn read_rows_within(limit: u64, file: &SourceFile, each: impl FnMut(u64, &[String])) -> Result<(), ListError> {
    let fail = |problem: String| ListError::new(&file.name, Locator::file(), problem);
    let (method, data) = content_entry(&file.bytes).map_err(fail)?;
    let mut content = Vec::new();
    unpack(method, data, limit + 1, &mut content).map_err(fail)?;
    if content.len() as u64 > limit {
        return Err(fail(format!("content.xml in it is larger than {limit} bytes; no list is")));
    }
    rows_of_content(&content, each)
        .map_err(|(byte, problem)| ListError::new(&file.name, Locator::from(format!("content.xml byte {byte}")), problem))
}

fn number(bytes: &[u8], at: usize, length: usize) -> Result<usize, String> {
    let field =
        at.checked_add(length).and_then(|end| bytes.get(at..end)).ok_or("the zip archive ends too early: fetch it again")?;
    Ok(field.iter().rev().fold(0, |value, byte| value << 8 | usize::from(*byte)))
}

/// Method and packed bytes of `content.xml`.
fn content_entry(bytes: &[u8]) -> Result<(usize, &[u8]), String> {
    let tail = bytes.len().saturating_sub(66_000); // the end record has at most 64 KB of comment behind it
    let end = bytes[tail..].windows(4).rposition(|window| window == END_OF_DIRECTORY).map(|at| tail + at);
    let end = end.ok_or("no directory at the end of the zip archive: it is truncated or no spreadsheet; fetch it again")?;
    let (entries, mut at) = (number(bytes, end + 10, 2)?, number(bytes, end + 16, 4)?);
    for _ in 0..entries {
        if bytes.get(at..at.saturating_add(4)) != Some(DIRECTORY_ENTRY) {
            return Err("the directory of the zip archive is damaged: fetch it again".to_owned());
        }
        let lengths = [number(bytes, at + 28, 2)?, number(bytes, at + 30, 2)?, number(bytes, at + 32, 2)?];
        if bytes.get(at + 46..at + 46 + lengths[0]) == Some(b"content.xml") {
            return entry_data(bytes, at);
        }
        at += 46 + lengths.iter().sum::<usize>();
    }
    Err("the zip archive has no content.xml: it is no OpenDocument spreadsheet".to_owned())
}

fn entry_data(bytes: &[u8], directory: usize) -> Result<(usize, &[u8]), String> {
    let (method, packed, local) =
        (number(bytes, directory + 10, 2)?, number(bytes, directory + 20, 4)?, number(bytes, directory + 42, 4)?);
    let start = local + 30 + number(bytes, local + 26, 2)? + number(bytes, local + 28, 2)?;
    let data =
        bytes.get(start..start.saturating_add(packed)).ok_or("content.xml in the zip archive is cut off: fetch it again")?;
    Ok((method, data))
}

fn unpack(method: usize, data: &[u8], limit: u64, into: &mut Vec<u8>) -> Result<(), String> {
    let done = match method {
        0 => data.take(limit).read_to_end(into),
        8 => DeflateDecoder::new(data).take(limit).read_to_end(into),
        _ => {
            return Err(format!(
                "content.xml is packed with method {method} of the zip format; only stored and deflated are read"
            ));
        }
    };
    done.map(|_| ()).map_err(|e| format!("content.xml cannot be unpacked: {e}; fetch the file again"))
}

type Trouble = (u64, String);

fn rows_of_content(content: &[u8], mut each: impl FnMut(u64, &[String])) -> Result<(), Trouble> {
    let mut reader = Reader::from_reader(content);
    reader.config_mut().expand_empty_elements = true;
    let (mut buffer, mut sheet) = (Vec::new(), Sheet::default());
    loop {
        let byte = reader.buffer_position();
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).map_err(|e| (byte, format!("not well-formed XML: {e}")))?;
        match event {
            Event::Start(start) => sheet.start(&start),
            Event::End(end) => {
                if let Some(row) = sheet.end(end.local_name().as_ref()) {
                    each(row, &sheet.cells);
                }
            }
            Event::Text(text) => sheet.text(&text),
            Event::CData(text) => sheet.text(&text),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(character)) => sheet.text(character.encode_utf8(&mut [0; 4])),
                Ok(None) => sheet.text(quick_xml::escape::resolve_xml_entity(&reference).unwrap_or_default()),
                Err(e) => return Err((byte, format!("bad character reference: {e}"))),
            },
            Event::Eof if sheet.open > 0 => {
                return Err((byte, "the table ends in the middle of a row: fetch the file again".into()));
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The row being read.
#[derive(Debug, Default)]
struct Sheet {
    open: usize,
    row: u64,
    row_repeats: u64,
    cells: Vec<String>,
    cell: Option<(String, usize)>,
    in_note: bool,
}

impl Sheet {
    fn start(&mut self, start: &BytesStart<'_>) {
        self.open += 1;
        match start.local_name().as_ref() {
            "table-row" => {
                self.cells.clear();
                self.row = self.row.saturating_add(1);
                self.row_repeats = repeats(start, "number-rows-repeated");
            }
            "table-cell" | "covered-table-cell" => {
                self.cell = Some((String::new(), repeats(start, "number-columns-repeated") as usize));
            }
            "annotation" => self.in_note = true,
            "p" | "line-break" | "s" | "tab" => self.text(" "),
            _ => {}
        }
    }

    /// The number of the row, where its end was just read and it is not empty.
    fn end(&mut self, name: &str) -> Option<u64> {
        self.open = self.open.saturating_sub(1);
        match name {
            "annotation" => self.in_note = false,
            "table-cell" | "covered-table-cell" => {
                let (text, count) = self.cell.take()?;
                let count = count.min(MAX_COLUMNS.saturating_sub(self.cells.len()));
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                self.cells.extend(std::iter::repeat_n(text, count));
            }
            "table-row" => {
                let row = self.row;
                self.row = self.row.saturating_add(self.row_repeats.saturating_sub(1));
                return self.cells.iter().any(|cell| !cell.is_empty()).then_some(row);
            }
            _ => {}
        }
        None
    }

    fn text(&mut self, text: &str) {
        if let (Some((cell, _)), false) = (&mut self.cell, self.in_note) {
            cell.push_str(text);
        }
    }
}

fn repeats(start: &BytesStart<'_>, name: &str) -> u64 {
    let attribute = start.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name);
    attribute.and_then(|attribute| attribute.value.parse().ok()).unwrap_or(1)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A zip archive with one deflated entry.
    pub(crate) fn zip(name: &str, content: &[u8]) -> Vec<u8> {
        use std::io::Write;
        let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(content).unwrap();
        let packed = encoder.finish().unwrap();
        let [name_length, packed_length] = [name.len() as u16, 0].map(u16::to_le_bytes);
        let sizes = [0_u32, packed.len() as u32, content.len() as u32].map(u32::to_le_bytes).concat();
        let common = [&[20, 0, 0, 0, 8, 0, 0, 0, 0, 0][..], &sizes, &name_length, &packed_length].concat();
        let local = [LOCAL_ENTRY, &common, name.as_bytes(), &packed].concat();
        let directory = [DIRECTORY_ENTRY, &[20, 0], &common, &[0; 14], name.as_bytes()].concat();
        let offsets = [directory.len() as u32, local.len() as u32].map(u32::to_le_bytes).concat();
        let end = [END_OF_DIRECTORY, &[0, 0, 0, 0, 1, 0, 1, 0], &offsets, &[0, 0]].concat();
        [local, directory, end].concat()
    }

    pub(crate) fn sheet(rows: &str) -> Vec<u8> {
        let open = "<office:document-content xmlns:office='o' xmlns:table='t' xmlns:text='x'><table:table>";
        zip("content.xml", format!("{open}{rows}</table:table></office:document-content>").as_bytes())
    }

    fn read(bytes: Vec<u8>) -> Result<Vec<(u64, Vec<String>)>, ListError> {
        let mut rows = Vec::new();
        read_rows(&SourceFile::new("t.ods", bytes), |row, cells| rows.push((row, cells.to_vec())))?;
        Ok(rows)
    }

    #[test]
    fn cells_come_with_the_number_of_their_row() {
        let rows = "<table:table-row table:number-rows-repeated='2'><table:table-cell/></table:table-row><table:table-row>\
            <table:table-cell table:number-columns-repeated='2'><text:p>a &amp; <text:span>b</text:span> c</text:p></table:table-cell>\
            <table:table-cell><office:annotation><text:p>note</text:p></office:annotation><text:p>d</text:p><text:p>e</text:p>\
            </table:table-cell></table:table-row>";
        assert_eq!(read(sheet(rows)).unwrap(), [(3, vec!["a & b c".to_owned(), "a & b c".to_owned(), "d e".to_owned()])]);
    }

    #[test]
    fn a_bomb_does_not_go_off() {
        let repeated = "<table:table-row table:number-rows-repeated='1048576'><table:table-cell table:number-columns-repeated='999999999'>\
            <text:p>x</text:p></table:table-cell></table:table-row>";
        let rows = read(sheet(repeated)).unwrap();
        assert_eq!((rows.len(), rows[0].1.len()), (1, MAX_COLUMNS));
        let bomb = SourceFile::new("t.ods", zip("content.xml", &vec![b' '; 100_001]));
        let error = read_rows_within(100_000, &bomb, |_, _| {}).unwrap_err();
        assert!(bomb.bytes.len() < 10_000 && error.to_string().contains("larger than 100000 bytes"), "{error}");
    }

    #[test]
    fn what_is_no_spreadsheet_is_refused() {
        for (bytes, problem) in [
            (b"PK\x03\x04".to_vec(), "truncated"),
            (zip("other.xml", b""), "no content.xml"),
            (sheet("<table:table-row>"), "well-formed"),
            (zip("content.xml", b"<a>"), "middle"),
        ] {
            let error = read(bytes).unwrap_err().to_string();
            assert!(error.contains(problem) && error.starts_with("t.ods"), "{error}");
        }
    }
}
