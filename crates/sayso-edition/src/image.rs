//! The image: opened, checked, read in place.

use std::fs::File;
use std::path::Path;

use jiff::civil::Date;
use memmap2::Mmap;
use sayso_record::ListHistory;
use serde::{Deserialize, Serialize};

use crate::error::EditionError;
use crate::layout::{HASH_AT, HEADER_BYTES, LAYOUT, MAGIC, NONE, PARTY_WORDS, SECTIONS, SECTIONS_AT, Section};
use crate::party::{Party, PartyIx};

/// A list as the edition knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListAnswer {
    /// Its id.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// Code of its authority; empty for a list that collects several.
    pub authority: String,
    /// Where it is published.
    pub url: String,
    /// Days for which it holds all parties of its authority, both included.
    pub complete: Option<(String, String)>,
    /// The one programme that `complete` speaks of; `None`: all that the authority lists anywhere.
    #[serde(default)]
    pub programme: Option<String>,
    /// Its versions.
    pub versions: Vec<String>,
}

impl ListAnswer {
    pub(crate) fn of(list: &ListHistory) -> Self {
        Self {
            id: list.info.id.to_string(),
            title: list.info.title.clone(),
            authority: list.info.authority.clone(),
            url: list.info.url.clone(),
            complete: list.info.complete.map(|(from, until)| (from.to_string(), until.to_string())),
            programme: list.info.programme.clone(),
            versions: list.versions.iter().map(ToString::to_string).collect(),
        }
    }
}

#[derive(Debug)]
enum Bytes {
    Mapped(Mmap),
    Owned(Vec<u8>),
}

/// A compiled record. Cheap to open; can be shared by threads.
#[derive(Debug)]
pub struct Edition {
    bytes: Bytes,
    sections: [(usize, usize); SECTIONS],
    lists: Vec<ListAnswer>,
}

impl Edition {
    /// Opens an edition and checks that its bytes are those that were written.
    pub fn open(path: &Path) -> Result<Self, EditionError> {
        let edition = Self::open_unverified(path)?;
        edition.verify(&path.display().to_string())?;
        Ok(edition)
    }

    /// Opens an edition without reading all of it: the header and the bounds of its sections are checked, the hash is not. Costs
    /// nothing that grows with its size. Altered bytes then give wrong answers or none, never a panic.
    pub fn open_unverified(path: &Path) -> Result<Self, EditionError> {
        let doing = |doing: &'static str| move |source| EditionError::Io { doing, path: path.to_owned(), source };
        let file = File::open(path).map_err(doing("opening"))?;
        #[expect(unsafe_code, reason = "the one place where a file is read in place")]
        // SAFETY: the map is only read. An edition is written under another name, renamed when whole and never written again by
        // sayso; should another program truncate it while it is open, the system ends the process, as for any mapped file.
        let map = unsafe { Mmap::map(&file) }.map_err(doing("mapping"))?;
        Self::from(Bytes::Mapped(map), &path.display().to_string())
    }

    /// An edition from its bytes; checked like [`Edition::open`].
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, EditionError> {
        let edition = Self::from_bytes_unverified(bytes)?;
        edition.verify("the edition")?;
        Ok(edition)
    }

    /// An edition from its bytes; checked like [`Edition::open_unverified`].
    pub fn from_bytes_unverified(bytes: Vec<u8>) -> Result<Self, EditionError> {
        Self::from(Bytes::Owned(bytes), "the edition")
    }

    fn from(bytes: Bytes, what: &str) -> Result<Self, EditionError> {
        let mut edition = Self { bytes, sections: [(0, 0); SECTIONS], lists: Vec::new() };
        let refuse = |problem: String| EditionError::Image { what: what.to_owned(), problem };
        let all = edition.all();
        if all.len() < HEADER_BYTES || &all[..8] != MAGIC {
            return Err(refuse("it is not an edition of sayso, or only the beginning of one".into()));
        }
        let word = |at: usize| u32::from_le_bytes([all[at], all[at + 1], all[at + 2], all[at + 3]]);
        if word(8) != LAYOUT {
            let age = if word(8) > LAYOUT { "a newer" } else { "an older" };
            return Err(refuse(format!("it was written by {age} sayso (layout {}, this one reads {LAYOUT})", word(8))));
        }
        let length = u64::from(word(16)) | u64::from(word(20)) << 32;
        if word(12) as usize != SECTIONS || length != all.len() as u64 {
            return Err(refuse(format!(
                "it should have {length} bytes and has {}: it is truncated or something was added",
                all.len()
            )));
        }
        let mut sections = [(0, 0); SECTIONS];
        for (index, section) in sections.iter_mut().enumerate() {
            let (offset, size) = (word(SECTIONS_AT + index * 8) as usize, word(SECTIONS_AT + index * 8 + 4) as usize);
            if offset < HEADER_BYTES || offset.checked_add(size).is_none_or(|end| end > all.len()) {
                return Err(refuse(format!("section {index} lies outside of it: it was altered")));
            }
            *section = (offset, size);
        }
        edition.sections = sections;
        edition.lists = serde_json::from_slice(edition.section(Section::Lists))
            .map_err(|e| refuse(format!("its table of lists cannot be read: {e}")))?;
        Ok(edition)
    }

    fn verify(&self, what: &str) -> Result<(), EditionError> {
        let all = self.all();
        let mut hasher = blake3::Hasher::new();
        hasher.update(&all[SECTIONS_AT..]);
        if hasher.finalize().as_bytes()[..] != all[HASH_AT..SECTIONS_AT] {
            return Err(EditionError::Image {
                what: what.to_owned(),
                problem: "its content is not what was written: it was altered".into(),
            });
        }
        Ok(())
    }

    fn all(&self) -> &[u8] {
        match &self.bytes {
            Bytes::Mapped(map) => map,
            Bytes::Owned(bytes) => bytes,
        }
    }

    /// What names this edition: `blake3:` and its hash.
    pub fn hash(&self) -> String {
        let hex: String = self.all()[HASH_AT..SECTIONS_AT].iter().map(|b| format!("{b:02x}")).collect();
        format!("blake3:{hex}")
    }

    /// Its size in bytes.
    pub fn size_bytes(&self) -> usize {
        self.all().len()
    }

    /// The lists it was built from, by their place in the view.
    pub fn lists(&self) -> &[ListAnswer] {
        &self.lists
    }

    /// How many parties it holds.
    pub fn party_count(&self) -> usize {
        self.rows(Section::Parties, PARTY_WORDS)
    }

    /// All parties, by id.
    pub fn parties(&self) -> impl Iterator<Item = PartyIx> + use<> {
        (0..self.party_count() as u32).map(PartyIx)
    }

    /// A party; `None` where there is none of that number.
    pub fn party(&self, ix: PartyIx) -> Option<Party<'_>> {
        ((ix.0 as usize) < self.party_count()).then(|| Party::new(self, ix))
    }

    /// The party of an id.
    pub fn by_id(&self, id: &str) -> Option<PartyIx> {
        let at = self.search(Section::Parties, PARTY_WORDS, id)?;
        (self.row_text(Section::Parties, PARTY_WORDS, at) == id).then_some(PartyIx(at as u32))
    }

    /// Whether any list of an authority is loaded, or any listing of it known.
    pub fn knows_authority(&self, code: &str) -> bool {
        self.lists.iter().any(|l| l.authority == code) || self.lists_authority(code)
    }

    fn lists_authority(&self, code: &str) -> bool {
        let rows = self.rows(Section::Listings, crate::layout::LISTING_WORDS);
        (0..rows).any(|row| self.row_text(Section::Listings, crate::layout::LISTING_WORDS, row) == code)
    }

    /// Whether a list that holds all parties of an authority covers a day. A list of one of its programmes does not.
    pub fn covers(&self, authority: &str, day: Date) -> bool {
        let day = day.to_string();
        let within =
            |complete: &Option<(String, String)>| complete.as_ref().is_some_and(|(from, until)| *from <= day && day <= *until);
        self.lists.iter().any(|list| list.authority == authority && list.programme.is_none() && within(&list.complete))
    }

    pub(crate) fn section(&self, section: Section) -> &[u8] {
        let (offset, size) = self.sections[section as usize];
        self.all().get(offset..offset + size).unwrap_or_default()
    }

    /// How many rows of so many words a section has.
    pub(crate) fn rows(&self, section: Section, words: usize) -> usize {
        self.sections[section as usize].1 / (4 * words)
    }

    /// A word of a section; [`NONE`] outside of it.
    pub(crate) fn word(&self, section: Section, at: usize) -> u32 {
        let bytes = at.checked_mul(4).and_then(|at| self.section(section).get(at..at + 4));
        bytes.map_or(NONE, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
    }

    /// A text by its number; empty where there is none.
    pub(crate) fn text(&self, id: u32) -> &str {
        self.text_or_none(id).unwrap_or_default()
    }

    /// A text by its number.
    pub(crate) fn text_or_none(&self, id: u32) -> Option<&str> {
        if id == NONE {
            return None;
        }
        let (from, to) = (self.word(Section::TextOffsets, id as usize), self.word(Section::TextOffsets, id as usize + 1));
        self.section(Section::Texts).get(from as usize..to as usize).and_then(|bytes| std::str::from_utf8(bytes).ok())
    }

    /// The text that the first word of a row names.
    pub(crate) fn row_text(&self, section: Section, words: usize, row: usize) -> &str {
        self.text(self.word(section, row.saturating_mul(words)))
    }

    /// The first row of a section sorted by text that is not before `text`.
    pub(crate) fn lower_bound(&self, section: Section, words: usize, text: &str) -> usize {
        let (mut low, mut high) = (0, self.rows(section, words));
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.row_text(section, words, middle) < text { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// The row of a text in a section sorted by text.
    pub(crate) fn search(&self, section: Section, words: usize, text: &str) -> Option<usize> {
        let at = self.lower_bound(section, words, text);
        (at < self.rows(section, words) && self.row_text(section, words, at) == text).then_some(at)
    }
}
