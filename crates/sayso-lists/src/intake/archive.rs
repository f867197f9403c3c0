//! Zip archives: a list in one is taken out, an ODS spreadsheet is passed on as it is, and both are measured first.
//!
//! Only what lists need: the central directory, entries stored or deflated. Everything else about zip (encryption, zip64, other
//! methods) is refused by name. Each entry is unpacked once in constant memory, so a size that lies is found here.

use std::io::Read;

use flate2::Crc;
use flate2::read::DeflateDecoder;
use sayso_record::Locator;

use super::{CHUNK_BYTES, Limits, cells, companions, in_words, unpack};
use crate::{ListError, SourceFile};

const END_OF_DIRECTORY: &[u8] = b"PK\x05\x06";
const END_BYTES: usize = 22;
const MOST_COMMENT_BYTES: usize = 65_535;
const MOST_ENTRIES: usize = 1000;

/// Whether a file begins as a zip archive does.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The list or lists in an archive, or the spreadsheet that it is.
pub(super) fn open(name: &str, bytes: Vec<u8>, limits: &Limits) -> Result<Vec<SourceFile>, ListError> {
    super::refuse_over(name, bytes.len() as u64, limits.archive_bytes)?;
    let archive = Archive { name, bytes: &bytes, limits };
    let entries = archive.entries()?;
    let has = |wanted: &str| entries.iter().any(|entry| entry.name == wanted);
    if has("xl/workbook.xml") {
        return Err(archive.error(0, "an Excel workbook; save it as CSV or as ODS".into()));
    }
    if let Some(content) = entries.iter().find(|entry| entry.name == "content.xml") {
        for entry in &entries {
            archive.unpack(entry, &mut |_| {})?;
        }
        cells::check(name, archive.reader(content)?, limits)?;
        return Ok(vec![SourceFile::new(name, bytes)]);
    }
    let mut files = Vec::new();
    for entry in archive.lists(&entries)? {
        let mut content = Vec::new();
        archive.unpack(entry, &mut |chunk| content.extend_from_slice(chunk))?;
        super::pour(entry.base_name(), &content[..], limits, limits.total_bytes, &mut |_| {})?;
        files.push(SourceFile::new(entry.base_name(), content));
    }
    Ok(files)
}

struct Archive<'a> {
    name: &'a str,
    bytes: &'a [u8],
    limits: &'a Limits,
}

struct Entry {
    name: String,
    flags: u16,
    method: u16,
    crc: u32,
    packed: u32,
    unpacked: u32,
    header: u32,
}

impl Entry {
    fn base_name(&self) -> &str {
        self.name.rsplit(['/', '\\']).next().unwrap_or(&self.name)
    }

    fn is_list(&self) -> bool {
        let name = self.base_name().to_ascii_lowercase();
        let known = [".xml", ".csv", ".json", ".ndjson", ".txt"].iter().any(|end| name.ends_with(end));
        known && !self.name.starts_with("__MACOSX/")
    }
}

impl Archive<'_> {
    fn error(&self, byte: usize, problem: String) -> ListError {
        ListError::new(self.name, Locator::byte(byte as u64), problem)
    }

    fn truncated(&self) -> ListError {
        let problem = "the zip archive has no whole directory at its end: it is truncated or damaged; fetch it again";
        self.error(self.bytes.len(), problem.into())
    }

    fn u16(&self, at: usize) -> Result<u16, ListError> {
        let bytes = at.checked_add(2).and_then(|end| self.bytes.get(at..end)).ok_or_else(|| self.truncated())?;
        Ok(u16::from_le_bytes([bytes[0], bytes[1]]))
    }

    fn u32(&self, at: usize) -> Result<u32, ListError> {
        Ok(u32::from(self.u16(at)?) | u32::from(self.u16(at + 2)?) << 16)
    }

    fn slice(&self, at: usize, length: usize) -> Result<&[u8], ListError> {
        at.checked_add(length).and_then(|end| self.bytes.get(at..end)).ok_or_else(|| self.truncated())
    }

    /// What the central directory holds, its sums inside the limits.
    fn entries(&self) -> Result<Vec<Entry>, ListError> {
        let first = self.bytes.len().saturating_sub(END_BYTES + MOST_COMMENT_BYTES);
        let end =
            self.bytes[first..].windows(4).rposition(|four| four == END_OF_DIRECTORY).ok_or_else(|| self.truncated())? + first;
        let (count, mut at) = (usize::from(self.u16(end + 10)?), self.u32(end + 16)? as usize);
        if count > MOST_ENTRIES {
            return Err(
                self.error(end, format!("a zip archive with {count} entries (or zip64); unpack it and name the list in it"))
            );
        }
        let mut entries = Vec::with_capacity(count);
        for _ in 0..count {
            if self.slice(at, 4)? != b"PK\x01\x02" {
                return Err(self.error(at, "the zip archive's directory is damaged; fetch it again".into()));
            }
            let (name, extra, comment) = (self.u16(at + 28)?, self.u16(at + 30)?, self.u16(at + 32)?);
            entries.push(Entry {
                name: String::from_utf8_lossy(self.slice(at + 46, name.into())?).into_owned(),
                flags: self.u16(at + 8)?,
                method: self.u16(at + 10)?,
                crc: self.u32(at + 16)?,
                packed: self.u32(at + 20)?,
                unpacked: self.u32(at + 24)?,
                header: self.u32(at + 42)?,
            });
            at += 46 + usize::from(name) + usize::from(extra) + usize::from(comment);
        }
        self.refuse_bombs(&entries)?;
        Ok(entries)
    }

    fn refuse_bombs(&self, entries: &[Entry]) -> Result<(), ListError> {
        let declared: u64 = entries.iter().map(|entry| u64::from(entry.unpacked)).sum();
        let grown = unpack::FREE_BYTES.max((self.bytes.len() as u64).saturating_mul(self.limits.expansion));
        let most = self.limits.total_bytes.min(grown);
        if declared > most {
            let (declared, most) = (in_words(declared), in_words(most));
            return Err(
                self.error(0, format!("the archive unpacks to {declared}, more than {most}: a decompression bomb, not a list"))
            );
        }
        Ok(())
    }

    /// The entries to take: the only list, or OFAC's set.
    fn lists<'e>(&self, entries: &'e [Entry]) -> Result<Vec<&'e Entry>, ListError> {
        let lists: Vec<&Entry> = entries.iter().filter(|entry| entry.is_list()).collect();
        for set in companions::SETS {
            if lists.iter().any(|entry| companions::is(entry.base_name(), set[0])) {
                let in_set = |entry: &&&Entry| set.iter().any(|member| companions::is(entry.base_name(), member));
                return Ok(lists.iter().filter(in_set).copied().collect());
            }
        }
        if lists.len() == 1 {
            return Ok(lists);
        }
        let names: Vec<&str> = entries.iter().take(8).map(|entry| entry.name.as_str()).collect();
        let problem = format!("a zip archive with {} lists in it ({}); unpack it and name one", lists.len(), names.join(", "));
        Err(self.error(0, problem))
    }

    fn reader<'a>(&'a self, entry: &Entry) -> Result<Box<dyn Read + 'a>, ListError> {
        let header = entry.header as usize;
        let refuse =
            |what: String| Err(self.error(header, format!("{} in the zip archive is {what}; unpack it yourself", entry.name)));
        if entry.flags & 1 != 0 {
            return refuse("encrypted".into());
        }
        if self.slice(header, 4)? != b"PK\x03\x04" {
            return refuse("not where the archive's directory says".into());
        }
        let start = header + 30 + usize::from(self.u16(header + 26)?) + usize::from(self.u16(header + 28)?);
        let packed = self.slice(start, entry.packed as usize)?;
        match entry.method {
            0 => Ok(Box::new(packed)),
            8 => Ok(Box::new(DeflateDecoder::new(packed))),
            method => refuse(format!("packed by method {method}, which is not read")),
        }
    }

    /// Unpacks an entry, holding it to the size and checksum that the directory gives.
    fn unpack(&self, entry: &Entry, sink: &mut dyn FnMut(&[u8])) -> Result<(), ListError> {
        let damaged =
            |what: &str| self.error(entry.header as usize, format!("{} in the zip archive {what}; fetch it again", entry.name));
        let mut reader = self.reader(entry)?.take(u64::from(entry.unpacked) + 1);
        let mut chunk = vec![0; CHUNK_BYTES];
        let (mut size, mut crc) = (0, Crc::new());
        loop {
            let read = reader.read(&mut chunk).map_err(|error| damaged(&format!("is damaged ({error})")))?;
            if read == 0 {
                break;
            }
            size += read as u64;
            crc.update(&chunk[..read]);
            sink(&chunk[..read]);
        }
        if size != u64::from(entry.unpacked) {
            return Err(damaged("is not as large as the archive says"));
        }
        if crc.sum() != entry.crc {
            return Err(damaged("has another checksum than the archive says"));
        }
        Ok(())
    }
}
