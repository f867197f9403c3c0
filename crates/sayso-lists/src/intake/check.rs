//! What a list file must be whatever its format: text, of lines or tags that end, in the charset it says it is in.

use memchr::{memchr, memchr_iter, memchr2, memrchr, memrchr2};
use sayso_record::Locator;

use super::{Limits, in_words};
use crate::ListError;

/// First bytes of files that are no list, and what to call them.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF", "a PDF; sayso reads the authority's XML or CSV"),
    (b"PK\x03\x04", "a zip archive inside another file; unpack it first"),
    (b"\x1f\x8b", "packed with gzip twice; unpack it once"),
    (b"BZh", "packed with bzip2; unpack it first"),
    (b"\xfd7zXZ", "packed with xz; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "packed with zstd; unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive; unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook; save it as CSV"),
    (b"PAR1", "a Parquet file; lists come as XML, CSV or JSON lines"),
    (b"\xff\xfe", "looks like UTF-16; save it as UTF-8"),
    (b"\xfe\xff", "looks like UTF-16; save it as UTF-8"),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// XML: tags.
    Markup,
    /// CSV, JSON lines: lines.
    Rows,
}

/// A check that sees a file pass in chunks and keeps nothing of it.
pub(super) struct Check<'a> {
    name: &'a str,
    limits: &'a Limits,
    shape: Shape,
    utf8: Option<Utf8>,
    position: u64,
    lines: u64,
    run_start: u64,
}

impl<'a> Check<'a> {
    /// Judges the head of a file: the whole of it where it is shorter.
    pub(super) fn new(name: &'a str, head: &[u8], limits: &'a Limits) -> Result<Self, ListError> {
        let refuse = |problem: &str| Err(ListError::new(name, Locator::byte(0), problem));
        if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
            return refuse(what);
        }
        if memchr(0, head).is_some_and(|_| every_second_is_nul(head)) {
            return refuse("looks like UTF-16 without its mark; save it as UTF-8");
        }
        let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
        if text.is_empty() && head.len() < super::HEAD_BYTES {
            return refuse("the file is empty; fetch it again");
        }
        if is_html(text) {
            return refuse("an HTML page: probably an error page instead of the list; look at it in a browser");
        }
        let shape = if text.starts_with(b"<") { Shape::Markup } else { Shape::Rows };
        let utf8 = match shape {
            Shape::Markup => must_be_utf8(name, text)?,
            Shape::Rows => text.starts_with(b"{") || text.starts_with(b"["),
        };
        let utf8 = utf8.then(Utf8::default);
        Ok(Self { name, limits, shape, utf8, position: 0, lines: 1, run_start: 0 })
    }

    /// Bytes seen so far.
    pub(super) fn position(&self) -> u64 {
        self.position
    }

    /// Sees the next bytes.
    pub(super) fn push(&mut self, chunk: &[u8]) -> Result<(), ListError> {
        if let Some(at) = memchr(0, chunk) {
            let problem = "a NUL byte: this is a binary or a damaged file, not a list; fetch it again";
            return Err(self.error(self.position + at as u64, problem.to_owned()));
        }
        if let Some(utf8) = &mut self.utf8
            && let Err(back) = utf8.push(chunk)
        {
            let at = self.position.saturating_add_signed(back);
            let problem = "not valid UTF-8, though the file is XML or JSON that says it is; it is damaged or mislabelled";
            return Err(self.error(at, problem.to_owned()));
        }
        match self.shape {
            Shape::Markup => self.see_tags(chunk)?,
            Shape::Rows => self.see_lines(chunk)?,
        }
        self.position += chunk.len() as u64;
        Ok(())
    }

    /// Judges the end.
    pub(super) fn finish(self) -> Result<(), ListError> {
        match &self.utf8 {
            Some(utf8) if !utf8.carry.is_empty() => {
                Err(self
                    .error(self.position, "the file ends in the middle of a character: it is truncated; fetch it again".into()))
            }
            _ => Ok(()),
        }
    }

    fn see_lines(&mut self, chunk: &[u8]) -> Result<(), ListError> {
        let end = self.position + chunk.len() as u64;
        let mut seen = 0;
        // A run can only be too long where it reaches over more than one chunk or the chunk is larger than the limit.
        while end - self.run_start > self.limits.line_bytes {
            let Some(length) = memchr(b'\n', &chunk[seen..]) else { break };
            let line_end = self.position + (seen + length) as u64;
            if line_end - self.run_start > self.limits.line_bytes {
                break;
            }
            seen += length + 1;
            self.lines += 1;
            self.run_start = line_end + 1;
        }
        if end - self.run_start > self.limits.line_bytes {
            let most = in_words(self.limits.line_bytes);
            return Err(self.error(self.run_start, format!("a line longer than {most}, or quotes that do not end; not a list")));
        }
        self.lines += memchr_iter(b'\n', &chunk[seen..]).count() as u64;
        if let Some(last) = memrchr(b'\n', &chunk[seen..]) {
            self.run_start = self.position + (seen + last) as u64 + 1;
        }
        Ok(())
    }

    fn see_tags(&mut self, chunk: &[u8]) -> Result<(), ListError> {
        let end = self.position + chunk.len() as u64;
        let mut seen = 0;
        while end - self.run_start > self.limits.gap_bytes {
            let Some(length) = memchr2(b'<', b'>', &chunk[seen..]) else { break };
            let tag = self.position + (seen + length) as u64;
            if tag - self.run_start > self.limits.gap_bytes {
                break;
            }
            seen += length + 1;
            self.run_start = tag + 1;
        }
        if end - self.run_start > self.limits.gap_bytes {
            let most = in_words(self.limits.gap_bytes);
            return Err(self.error(self.run_start, format!("more than {most} without a tag that begins or ends; not a list")));
        }
        self.lines += memchr_iter(b'\n', chunk).count() as u64;
        if let Some(last) = memrchr2(b'<', b'>', &chunk[seen..]) {
            self.run_start = self.position + (seen + last) as u64 + 1;
        }
        Ok(())
    }

    fn error(&self, byte: u64, problem: String) -> ListError {
        let place = match self.shape {
            Shape::Markup => Locator::byte(byte),
            Shape::Rows => Locator::from(format!("line {}, byte {byte}", self.lines)),
        };
        ListError::new(self.name, place, problem)
    }
}

/// Whether UTF-16 without a mark is likely: Latin text in it has a NUL in every second byte.
fn every_second_is_nul(head: &[u8]) -> bool {
    let nuls = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let half = head.len() / 2;
    half >= 2 && (nuls(0) * 10 >= half * 8 && nuls(1) == 0 || nuls(1) * 10 >= half * 8 && nuls(0) == 0)
}

/// Whether the root of the document is `html`, or its type says so.
fn is_html(text: &[u8]) -> bool {
    let text = String::from_utf8_lossy(text).to_ascii_lowercase();
    let mut rest = text.as_str();
    loop {
        rest = rest.trim_start();
        if rest.starts_with("<!doctype html")
            || rest.starts_with("<html")
            || rest.starts_with("<head")
            || rest.starts_with("<body")
        {
            return true;
        }
        let end = match rest {
            _ if rest.starts_with("<?") => "?>",
            _ if rest.starts_with("<!--") => "-->",
            _ => return false,
        };
        let Some((_, after)) = rest.split_once(end) else { return false };
        rest = after;
    }
}

/// Whether XML must be valid UTF-8; not where it declares another charset, which its reader then decodes.
fn must_be_utf8(name: &str, text: &[u8]) -> Result<bool, ListError> {
    let prolog = &text[..text.windows(2).position(|two| two == b"?>").unwrap_or(0)];
    let prolog = String::from_utf8_lossy(prolog);
    let Some((_, value)) = prolog.split_once("encoding") else { return Ok(true) };
    let label = value.trim_start_matches([' ', '=', '\'', '"', '\t', '\n', '\r']);
    let label = label.split(['\'', '"']).next().unwrap_or_default();
    match encoding_rs::Encoding::for_label(label.as_bytes()) {
        Some(encoding) if encoding == encoding_rs::UTF_8 => Ok(true),
        Some(encoding) if encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE => Err(ListError::new(
            name,
            Locator::byte(0),
            "the XML declares UTF-16 but is written in single bytes; change the declaration or fetch it again",
        )),
        Some(_) => Ok(false),
        None => {
            let label: String = label.chars().take(40).collect();
            Err(ListError::new(name, Locator::byte(0), format!("the XML declares the charset \"{label}\", which nobody knows")))
        }
    }
}

/// Valid UTF-8 over the borders of chunks.
#[derive(Default)]
struct Utf8 {
    /// A character whose end is still to come.
    carry: Vec<u8>,
}

impl Utf8 {
    /// Sees the next bytes; where they are not UTF-8, says at which of them (before the first of them: negative).
    fn push(&mut self, chunk: &[u8]) -> Result<(), i64> {
        let mut rest = chunk;
        let carried = self.carry.len() as i64;
        while let (false, Some((first, after))) = (self.carry.is_empty(), rest.split_first()) {
            self.carry.push(*first);
            rest = after;
            match std::str::from_utf8(&self.carry) {
                Ok(_) => self.carry.clear(),
                Err(error) if error.error_len().is_some() => return Err(-carried),
                Err(_) => {}
            }
        }
        let Err(error) = std::str::from_utf8(rest) else { return Ok(()) };
        if error.error_len().is_some() {
            return Err((chunk.len() - rest.len() + error.valid_up_to()) as i64);
        }
        self.carry.extend_from_slice(&rest[error.valid_up_to()..]);
        Ok(())
    }
}
