//! The rows of OFAC's CSV files: charset, nulls, and which file of the set it is.
//!
//! OFAC writes each row on a line of its own, so rows are cut at line ends first and into cells afterwards: a stray quotation mark
//! then costs one row and not the rest of the file, as it would in a general CSV reader. A row whose last cell is still open at
//! the line's end goes on in the next line, unless that one starts like a row.

use std::borrow::Cow;

use sayso_record::finding::FindingKind;
use sayso_record::{Locator, Reading};

use crate::ListError;

/// Which file of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// One row is one party.
    Primary,
    /// Further names.
    Aliases,
    /// Addresses.
    Addresses,
    /// What the remarks of the primary file had no room for.
    Comments,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Primary, Self::Aliases, Self::Addresses, Self::Comments];

    /// The number of cells of a row.
    fn width(self) -> usize {
        match self {
            Self::Primary => 12,
            Self::Aliases => 5,
            Self::Addresses => 6,
            Self::Comments => 2,
        }
    }

    /// For messages.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Primary => "primary files (sdn.csv, cons_prim.csv)",
            Self::Aliases => "files of aliases (alt.csv, cons_alt.csv)",
            Self::Addresses => "files of addresses (add.csv, cons_add.csv)",
            Self::Comments => "files of comments (sdn_comments.csv, cons_comments.csv)",
        }
    }

    /// Whether a row can be one of such a file.
    fn takes(self, cells: &[Cow<'_, str>]) -> bool {
        cells.len() == self.width() && is_number(&cells[0])
    }

    /// Whether a row is surely one of such a file and of no other.
    fn fits(self, cells: &[Cow<'_, str>]) -> bool {
        self.takes(cells)
            && match self {
                Self::Primary => matches!(&*cells[2].to_lowercase(), "" | "entity" | "individual" | "vessel" | "aircraft"),
                Self::Aliases => is_number(&cells[1]) && matches!(&*cells[2].to_lowercase(), "aka" | "fka" | "nka"),
                Self::Addresses => is_number(&cells[1]),
                Self::Comments => !is_number(&cells[1]),
            }
    }
}

/// The rows at the start of a file by which it is known.
const HEAD_ROWS: usize = 20;

/// A row with its place.
#[derive(Debug)]
pub(super) struct Row<'t> {
    /// Counts from 1.
    pub(super) number: u64,
    /// The cells; empty where the file has OFAC's null.
    pub(super) cells: Vec<Cow<'t, str>>,
}

/// One file of a set.
#[derive(Debug)]
pub(super) struct Table<'t> {
    /// Name of the file.
    pub(super) file: &'t str,
    /// Which file of the set.
    pub(super) kind: Kind,
    /// Its rows, without those that could not be read.
    pub(super) rows: Vec<Row<'t>>,
}

impl<'t> Table<'t> {
    /// The rows of a file. Rows of another shape are findings; a file that starts or ends with one is refused.
    pub(super) fn of(file: &'t str, text: &'t str, reading: &mut Reading) -> Result<Self, ListError> {
        let refuse = |place, problem: &str| Err(ListError::new(file, place, problem));
        let mut lines = Lines::new(text);
        let first: Vec<_> = lines.by_ref().take(HEAD_ROWS).collect();
        if first.is_empty() {
            return refuse(Locator::file(), "the file is empty; fetch it again");
        }
        let Some(kind) = Kind::ALL.into_iter().find(|kind| first.iter().any(|row| kind.fits(&row.cells))) else {
            return refuse(
                Locator::row(1),
                "the first rows are none of OFAC's sdn, alt, add or comments file, nor of a cons file",
            );
        };
        let mut table = Self { file, kind, rows: Vec::new() };
        let mut last_is_whole = true;
        for line in first.into_iter().chain(lines) {
            last_is_whole = line.cells.len() == kind.width() && !line.is_open;
            if kind.takes(&line.cells) && !line.is_open {
                table.rows.push(Row { number: line.number, cells: line.cells });
                continue;
            }
            let reason = format!("a row of {} cells where {} are expected, the first a number", line.cells.len(), kind.width());
            reading.finding(FindingKind::RecordLost, &Locator::row_of(file, line.number), line.raw, reason);
            reading.records += u64::from(kind == Kind::Primary);
        }
        if last_is_whole {
            Ok(table)
        } else {
            refuse(Locator::file(), "the last row is not whole: the file is truncated; fetch it again")
        }
    }
}

/// Which file of the set a file is, by its first rows; all that are whole must agree.
pub(super) fn kind_of_head(head: &str) -> Option<Kind> {
    let whole = head.rfind('\n').map_or(head, |end| &head[..end]);
    let rows: Vec<_> = Lines::new(whole).take(HEAD_ROWS).collect();
    let kind = Kind::ALL.into_iter().find(|kind| rows.first().is_some_and(|row| kind.fits(&row.cells)))?;
    // Two cells are little to go by: the text of comments is quoted and is a sentence of remarks.
    let is_like_remarks = |row: &Line<'_>| row.raw.contains(",\"") && row.raw.contains([';', '.']);
    let all = rows.iter().all(|row| kind.fits(&row.cells) && (kind != Kind::Comments || is_like_remarks(row)));
    all.then_some(kind)
}

/// The text of a file in UTF-8 or else Windows-1252, without byte order mark and end-of-file byte.
pub(super) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let end = bytes.iter().rposition(|b| *b != 0x1A).map_or(0, |last| last + 1);
    match std::str::from_utf8(&bytes[..end]) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes[..end]).0,
    }
}

fn is_number(cell: &str) -> bool {
    !cell.is_empty() && cell.bytes().all(|b| b.is_ascii_digit())
}

/// A line that is a row, or several where a cell goes over the line's end.
struct Line<'t> {
    number: u64,
    raw: &'t str,
    cells: Vec<Cow<'t, str>>,
    is_open: bool,
}

/// The rows of a text; empty lines are none.
struct Lines<'t> {
    rest: &'t str,
    number: u64,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Self {
        Self { rest: text, number: 0 }
    }
}

/// The longest row that is put together from several lines.
const MAX_ROW_BYTES: usize = 64 << 10;

impl<'t> Iterator for Lines<'t> {
    type Item = Line<'t>;

    fn next(&mut self) -> Option<Line<'t>> {
        self.rest = self.rest.trim_start_matches(['\r', '\n', '\u{1a}']);
        if self.rest.is_empty() {
            return None;
        }
        self.number += 1;
        let mut end = line_end(self.rest, 0);
        loop {
            let raw = &self.rest[..end];
            let (cells, is_open) = cells(raw);
            let next = self.rest[end..].trim_start_matches(['\r', '\n']);
            let goes_on = is_open && end < MAX_ROW_BYTES && !next.is_empty() && !starts_like_a_row(next);
            if !goes_on {
                self.rest = &self.rest[end..];
                return Some(Line { number: self.number, raw, cells, is_open });
            }
            end = line_end(self.rest, self.rest.len() - next.len());
        }
    }
}

fn line_end(text: &str, from: usize) -> usize {
    text[from..].find(['\r', '\n']).map_or(text.len(), |at| from + at)
}

fn starts_like_a_row(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0 && text.as_bytes().get(digits) == Some(&b',')
}

/// The cells of a row, and whether its last one is a quotation without end.
fn cells(row: &str) -> (Vec<Cow<'_, str>>, bool) {
    let mut cells = Vec::with_capacity(12);
    let mut rest = row;
    loop {
        let (cell, after, is_open) = cell(rest);
        cells.push(cell);
        match after {
            Some(after) => rest = after,
            None => return (cells, is_open),
        }
    }
}

/// The first cell, and what follows the comma behind it.
fn cell(text: &str) -> (Cow<'_, str>, Option<&str>, bool) {
    let Some(quoted) = text.strip_prefix('"') else {
        let (cell, after) = text.split_once(',').map_or((text, None), |(cell, after)| (cell, Some(after)));
        return (Cow::Borrowed(not_null(cell.trim())), after, false);
    };
    let mut from = 0;
    while let Some(mark) = quoted[from..].find('"').map(|at| from + at) {
        let after = &quoted[mark + 1..];
        if let Some(after) = after.strip_prefix(',') {
            return (unquoted(&quoted[..mark]), Some(after), false);
        }
        if after.trim().is_empty() {
            return (unquoted(&quoted[..mark]), None, false);
        }
        from = mark + if after.starts_with('"') { 2 } else { 1 }; // a doubled mark, or one inside a name that nobody doubled
    }
    (unquoted(quoted), None, true)
}

fn unquoted(cell: &str) -> Cow<'_, str> {
    if cell.contains("\"\"") { Cow::Owned(cell.replace("\"\"", "\"")) } else { Cow::Borrowed(not_null(cell)) }
}

/// OFAC writes `-0- ` where a field has no value; a file that lost its last byte ends in `-0`.
fn not_null(cell: &str) -> &str {
    if matches!(cell.trim(), "-0-" | "-0") { "" } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(row: &str, expected: &[&str]) {
        assert_eq!(cells(row).0, expected, "{row}");
    }

    #[test]
    fn rows_are_cut_into_cells() {
        check("36,\"A, B\",-0- ,\"\"", &["36", "A, B", "", ""]);
        check("1,\"the \"\"X\"\" ship\",2 ", &["1", "the \"X\" ship", "2"]);
        check("1,\"a \"stray\" mark\",-0-", &["1", "a \"stray\" mark", ""]);
        check("", &[""]);
        assert!(cells("1,\"open").1);
    }

    #[test]
    fn a_row_goes_over_line_ends_only_inside_quotation_marks() {
        let rows: Vec<_> =
            Lines::new("1,\"a\r\nb\"\r\n\r\n2,\"open\r\n3,c\n\u{1a}").map(|l| (l.number, l.raw, l.is_open)).collect();
        assert_eq!(rows, [(1, "1,\"a\r\nb\"", false), (2, "2,\"open", true), (3, "3,c", false)]);
    }

    #[test]
    fn files_are_told_apart_by_their_rows() {
        for (head, kind) in [
            ("1,\"X\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n", Some(Kind::Primary)),
            ("1,\"X\",\"vessel\",\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n2,\"half", Some(Kind::Primary)),
            ("1,2,\"aka\",\"Y\",-0- ", Some(Kind::Aliases)),
            ("1,2,-0- ,\"Havana\",\"Cuba\",-0- ", Some(Kind::Addresses)),
            ("1,\"rest of a remark; Linked To: X.\"", Some(Kind::Comments)),
            ("1,\"plain\"", None),
            ("1,2,3,4,5,6,7,8", None),
            ("ent_num,SDN_Name\n", None),
            ("", None),
        ] {
            assert_eq!(kind_of_head(head), kind, "{head}");
        }
    }

    #[test]
    fn both_charsets_are_read() {
        assert_eq!(decode("1,É\r\n\u{1a}".as_bytes()), "1,É\r\n");
        assert_eq!(decode(b"1,\xc9\r\n\x1a"), "1,É\r\n");
        assert_eq!(decode(b"\x1a"), "");
    }
}
