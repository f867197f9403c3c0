//! Intake: a file from disk or the network becomes [`SourceFile`]s for the readers, or is refused before it can do harm.
//!
//! Called before any reader sees a byte. The caller may rely on this: what comes back is not empty, is unpacked (gzip, or a zip
//! with one list in it), is inside the [`Limits`], has no NUL byte, is valid UTF-8 where it is XML or JSON that says so, and is no
//! HTML page. A regular file is checked in constant memory first and only then loaded, so a hostile file costs time, not memory.
//! An OFAC CSV set comes whole: `sdn.csv` brings `alt.csv`, `add.csv` and `sdn_comments.csv` that lie beside it.
//!
//! It does not tell formats apart, and does not decode CSV in Windows-1252: that is the readers' work.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::path::Path;

use sayso_record::Locator;

use crate::{ListError, SourceFile};

mod archive;
mod cells;
mod check;
mod companions;
mod unpack;

use check::Check;
use unpack::Unpacked;

/// Bytes that are looked at to tell what a file is.
const HEAD_BYTES: usize = 4096;
/// Bytes that are read at once.
const CHUNK_BYTES: usize = 64 << 10;

/// What a file may cost. The corpus facts are of the official files in `../shared/data`, 2016 to 2026.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one list version once unpacked, all its files together. The largest in the corpus has 6 MB; OFAC's ADVANCED XML
    /// has about 120 MB.
    pub total_bytes: u64,
    /// Bytes of one line of CSV or JSON lines. The longest in the corpus has 8,439 (US CSL).
    pub line_bytes: u64,
    /// Bytes of XML without `<` or `>`: one text or one tag. The longest in the corpus has 1,727 (UN).
    pub gap_bytes: u64,
    /// Unpacked bytes for one packed byte, looked at past 16 MB. The highest in the corpus is 46 (UK ODS).
    pub expansion: u64,
    /// Bytes of a zip archive or ODS spreadsheet as it lies on disk; the UK list has 0.2 MB.
    pub archive_bytes: u64,
    /// Bytes that a spreadsheet's cells need once its repeated cells and rows are written out; the UK list needs under 16 MB.
    pub cells_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            total_bytes: 2 << 30,
            line_bytes: 16 << 20,
            gap_bytes: 16 << 20,
            expansion: 100,
            archive_bytes: 256 << 20,
            cells_bytes: 1 << 30,
        }
    }
}

/// Loads the file or files of one list version from a file, a pipe, or a directory that holds an OFAC CSV set.
pub fn load(path: &Path, limits: &Limits) -> Result<Vec<SourceFile>, ListError> {
    let mut files = Vec::new();
    let mut left = limits.total_bytes;
    for path in companions::of(path)? {
        let loaded = load_one(&path, limits, left)?;
        left = left.saturating_sub(loaded.iter().map(|file| file.bytes.len() as u64).sum());
        files.extend(loaded);
    }
    Ok(files)
}

/// The same checks for a file that is in memory already, such as a download. `name` is its file name, with or without `.gz`.
pub fn from_bytes(name: &str, bytes: Vec<u8>, limits: &Limits) -> Result<Vec<SourceFile>, ListError> {
    if archive::is_zip(&bytes) {
        return archive::open(name, bytes, limits);
    }
    let mut content = Vec::new();
    pour(name, &bytes[..], limits, limits.total_bytes, &mut |chunk| content.extend_from_slice(chunk))?;
    Ok(vec![SourceFile::new(unpack::plain_name(name), content)])
}

fn load_one(path: &Path, limits: &Limits, left: u64) -> Result<Vec<SourceFile>, ListError> {
    let name = &display_name(path);
    let unreadable = |error: io::Error| unreadable(&path.display().to_string(), &error);
    let mut file = File::open(path).map_err(unreadable)?;
    let facts = file.metadata().map_err(unreadable)?;
    let mut content = Vec::new();
    if facts.is_file() {
        let mut magic = Vec::new();
        Read::by_ref(&mut file).take(4).read_to_end(&mut magic).map_err(unreadable)?;
        file.rewind().map_err(unreadable)?;
        if archive::is_zip(&magic) {
            refuse_over(name, facts.len(), limits.archive_bytes)?;
            file.take(limits.archive_bytes).read_to_end(&mut content).map_err(unreadable)?;
            return archive::open(name, content, limits);
        }
        refuse_over(name, facts.len(), left)?;
        let mut size = 0;
        pour(name, BufReader::new(&file), limits, left, &mut |chunk| size += chunk.len())?;
        content.reserve_exact(size);
        file.rewind().map_err(unreadable)?;
    }
    // Checked again while it is loaded: the file may have changed in between, and a pipe can be read only once.
    pour(name, BufReader::new(file), limits, left, &mut |chunk| content.extend_from_slice(chunk))?;
    Ok(vec![SourceFile::new(unpack::plain_name(name), content)])
}

/// Unpacks and checks what `raw` gives and hands it on in chunks that are already checked.
fn pour(name: &str, raw: impl Read, limits: &Limits, left: u64, sink: &mut dyn FnMut(&[u8])) -> Result<(), ListError> {
    let mut input = Unpacked::new(name, raw, limits)?;
    let mut head = vec![0; HEAD_BYTES];
    let length = input.fill(&mut head)?;
    head.truncate(length);
    let mut check = Check::new(name, &head, limits)?;
    let mut chunk = head;
    while !chunk.is_empty() {
        refuse_over(name, check.position() + chunk.len() as u64, left)?;
        check.push(&chunk)?;
        sink(&chunk);
        chunk.resize(CHUNK_BYTES, 0);
        let length = input.fill(&mut chunk)?;
        chunk.truncate(length);
    }
    check.finish()
}

fn refuse_over(name: &str, size: u64, most: u64) -> Result<(), ListError> {
    if size <= most {
        return Ok(());
    }
    let problem = format!("more than {}; no official list is that large, so it is not taken", in_words(most));
    Err(ListError::new(name, Locator::byte(most), problem))
}

fn unreadable(name: &str, error: &io::Error) -> ListError {
    ListError::new(name, Locator::file(), format!("cannot be read: {error}"))
}

fn display_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// A number of bytes for people.
fn in_words(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{} KB", bytes >> 10),
        _ => format!("{} MB", bytes >> 20),
    }
}

#[cfg(test)]
mod tests;
