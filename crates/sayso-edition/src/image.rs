//! The bytes of an edition, read in place.
//!
//! Opening looks at the header and the table of sections only, so it costs nothing that grows with the image, unless the body's
//! hash is asked for. Everything read later is checked again: an image that was altered after opening gives empty or wrong
//! answers, never a panic and never memory that is not its own.

use std::fs::File;
use std::path::Path;

use memmap2::Mmap;
use zerocopy::{FromBytes, Immutable, KnownLayout};

use crate::error::{Doing, EditionError};
use crate::layout::{ALIGNMENT, Header, LAYOUT_VERSION, MAGIC, Place, RECORD_BYTES, SECTIONS, Section, TextRef};

const BUILD_ANEW: &str = "run `sayso build` to make it anew from the record";

enum Bytes {
    Mapped(Mmap),
    Owned(Vec<u8>),
}

/// An image whose header and sections are in order.
pub(crate) struct Image {
    bytes: Bytes,
    places: [(usize, usize); SECTIONS],
    hash: [u8; 32],
}

impl Image {
    /// Maps a file.
    pub(crate) fn map(path: &Path) -> Result<Self, EditionError> {
        let file = File::open(path).doing("opening", path)?;
        let length = file.metadata().doing("opening", path)?.len();
        if length == 0 {
            return Err(EditionError::refused(format!("an empty file is no edition; {BUILD_ANEW}")).of(path));
        }
        Self::new(Bytes::Mapped(map(&file).doing("mapping", path)?)).map_err(|refused| refused.of(path))
    }

    /// Takes an image that is in memory.
    pub(crate) fn from_bytes(bytes: Vec<u8>) -> Result<Self, EditionError> {
        Self::new(Bytes::Owned(bytes))
    }

    fn new(bytes: Bytes) -> Result<Self, EditionError> {
        let header = check_header(as_slice(&bytes))?;
        let places = check_sections(as_slice(&bytes))?;
        Ok(Self { hash: header.hash, places, bytes })
    }

    /// Compares the body with the hash in the header.
    pub(crate) fn verify(&self) -> Result<(), EditionError> {
        let body = &as_slice(&self.bytes)[size_of::<Header>()..];
        if *blake3::hash(body).as_bytes() == self.hash {
            return Ok(());
        }
        Err(EditionError::refused(format!(
            "the edition was altered since it was built (its content does not fit its hash); {BUILD_ANEW}"
        )))
    }

    /// The hash that the header gives for the body.
    pub(crate) fn hash(&self) -> [u8; 32] {
        self.hash
    }

    /// The records of a section. The caller names the section's own type; another one gives wrong records or none.
    pub(crate) fn records<T: FromBytes + Immutable + KnownLayout>(&self, section: Section) -> &[T] {
        let (start, end) = self.places[section as usize];
        let bytes = as_slice(&self.bytes).get(start..end).unwrap_or_default();
        <[T]>::ref_from_bytes(bytes).unwrap_or_default()
    }

    /// A text; empty where the reference points outside or at bytes that are no UTF-8.
    pub(crate) fn text(&self, reference: TextRef) -> &str {
        let (start, end) = self.places[Section::Texts as usize];
        let first = start.saturating_add(reference.start.get() as usize);
        let last = first.saturating_add(reference.length.get() as usize);
        if last > end {
            return "";
        }
        as_slice(&self.bytes).get(first..last).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

#[expect(unsafe_code, reason = "mapping a file is the one thing that the compiler cannot vouch for")]
fn map(file: &File) -> std::io::Result<Mmap> {
    // SAFETY: the map is read only and outlives `file`. Editions are never written in place: a new one is written under another
    // name and renamed over the old, whose pages stay as they were for whoever has them mapped. Should someone alter the file
    // all the same, nothing read from it is trusted: offsets are checked at each use and texts are checked to be UTF-8.
    unsafe { Mmap::map(file) }
}

fn as_slice(bytes: &Bytes) -> &[u8] {
    match bytes {
        Bytes::Mapped(map) => map,
        Bytes::Owned(bytes) => bytes,
    }
}

fn check_header(bytes: &[u8]) -> Result<Header, EditionError> {
    let refused = |problem: String| Err(EditionError::refused(problem));
    if !bytes.starts_with(&MAGIC) {
        let cut = MAGIC.starts_with(bytes);
        let what = if cut { "the file ends within its first bytes" } else { "this is no edition of sayso" };
        return refused(format!("{what}; {BUILD_ANEW}"));
    }
    let Ok((header, _)) = Header::read_from_prefix(bytes) else {
        return refused(format!("the edition is cut off within its header ({} bytes); {BUILD_ANEW}", bytes.len()));
    };
    match header.layout.get() {
        LAYOUT_VERSION => {}
        newer if newer > LAYOUT_VERSION => {
            return refused(format!(
                "the edition has layout {newer}, this sayso reads layout {LAYOUT_VERSION}; use the newer sayso that built it, or {BUILD_ANEW}"
            ));
        }
        older => {
            return refused(format!("the edition has layout {older}, this sayso reads layout {LAYOUT_VERSION}; {BUILD_ANEW}"));
        }
    }
    let (length, actual) = (header.length.get(), bytes.len() as u64);
    if length != actual {
        let what = if actual < length { "is cut off" } else { "has something behind its end" };
        return refused(format!("the edition {what}: it should have {length} bytes and has {actual}; {BUILD_ANEW}"));
    }
    if header.sections.get() as usize != SECTIONS {
        return refused(format!("the edition names {} sections instead of {SECTIONS}; {BUILD_ANEW}", header.sections.get()));
    }
    Ok(header)
}

fn check_sections(bytes: &[u8]) -> Result<[(usize, usize); SECTIONS], EditionError> {
    let table = bytes.get(size_of::<Header>()..).and_then(|body| <[Place]>::ref_from_prefix_with_elems(body, SECTIONS).ok());
    let Some((table, _)) = table else {
        return Err(EditionError::refused(format!("the edition is cut off within its table of sections; {BUILD_ANEW}")));
    };
    let mut places = [(0, 0); SECTIONS];
    for (section, place) in table.iter().enumerate() {
        let fits = usize::try_from(place.start.get()).ok().and_then(|start| {
            let size = usize::try_from(place.bytes.get()).ok()?;
            let end = start.checked_add(size)?;
            let whole = start % ALIGNMENT == 0 && size % RECORD_BYTES[section] == 0 && end <= bytes.len();
            whole.then_some((start, end))
        });
        let Some(fits) = fits else {
            return Err(EditionError::refused(format!("section {section} of the edition lies outside the file; {BUILD_ANEW}")));
        };
        places[section] = fits;
    }
    Ok(places)
}
