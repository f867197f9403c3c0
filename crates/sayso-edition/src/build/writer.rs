//! The image as it grows: a vector for each section, and the texts that all of them name.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use sayso_record::{KnownStatement, RecordView, VersionId};
use zerocopy::IntoBytes;
use zerocopy::little_endian::{U32, U64};

use crate::error::EditionError;
use crate::layout::{
    ALIGNMENT, BlockRecord, Byte, Day, DeletionRecord, DoorRecord, FactRecord, Header, KeyRecord, LAYOUT_VERSION, ListRecord,
    ListingRecord, MAGIC, NameRecord, Number, PartyRecord, Place, RunRecord, SECTIONS, Section, Span, TextRef, WordRecord,
};

/// Each text once, in the order in which they were first named.
#[derive(Default)]
pub(crate) struct Texts {
    bytes: Vec<u8>,
    places: FxHashMap<Box<str>, TextRef>,
}

impl Texts {
    /// Where a text lies. A place beyond what the layout can name is wrong here and refused by [`Writer::finish`].
    pub(crate) fn place(&mut self, text: &str) -> TextRef {
        if let Some(place) = self.places.get(text) {
            return *place;
        }
        let place = TextRef { start: number(self.bytes.len()), length: number(text.len()) };
        self.bytes.extend_from_slice(text.as_bytes());
        self.places.insert(text.into(), place);
        place
    }
}

/// A count or place as the layout writes it; [`Writer::finish`] refuses sections in which it would not fit.
pub(crate) fn number(value: usize) -> U32 {
    U32::new(value as u32)
}

/// The records from `start` to the end of a section.
pub(crate) fn span<T>(start: usize, section: &[T]) -> Span {
    Span { start: number(start), length: number(section.len() - start) }
}

/// An image to be.
#[derive(Default)]
pub(crate) struct Writer {
    pub(crate) texts: Texts,
    pub(crate) lists: Vec<ListRecord>,
    pub(crate) versions: Vec<TextRef>,
    /// Codes; written when all are known.
    pub(crate) authorities: BTreeSet<String>,
    pub(crate) parties: Vec<PartyRecord>,
    pub(crate) names: Vec<NameRecord>,
    pub(crate) facts: Vec<FactRecord>,
    pub(crate) runs: Vec<RunRecord>,
    pub(crate) listings: Vec<ListingRecord>,
    pub(crate) words: Vec<WordRecord>,
    pub(crate) postings: Vec<Number>,
    pub(crate) phonetic_keys: Vec<KeyRecord>,
    pub(crate) phonetic_words: Vec<Number>,
    pub(crate) skeleton_keys: Vec<KeyRecord>,
    pub(crate) skeleton_words: Vec<Number>,
    pub(crate) deletions: Vec<DeletionRecord>,
    pub(crate) identifiers: Vec<DoorRecord>,
    pub(crate) ids: Vec<DoorRecord>,
    pub(crate) blocks: Vec<BlockRecord>,
    pub(crate) block_bytes: Vec<u8>,
}

impl Writer {
    /// Writes what the edition is built from.
    pub(crate) fn lists(&mut self, view: &RecordView) {
        for list in &view.lists {
            let start = self.versions.len();
            let versions = list.versions.iter().map(|version| self.texts.place(&version.to_string()));
            self.versions.extend(versions);
            let (complete_from, complete_until) = list.info.complete.unzip();
            self.lists.push(ListRecord {
                id: self.texts.place(list.info.id.as_str()),
                title: self.texts.place(&list.info.title),
                authority: self.texts.place(&list.info.authority),
                url: self.texts.place(&list.info.url),
                complete_from: Day::of(complete_from),
                complete_until: Day::of(complete_until),
                programme: self.texts.place(list.info.programme.as_deref().unwrap_or_default()),
                versions: span(start, &self.versions),
            });
            self.authorities.extend(Some(list.info.authority.clone()).filter(|code| !code.is_empty()));
        }
    }

    /// Writes the days between which statements were known, each run once.
    pub(crate) fn runs(&mut self, statements: &[&KnownStatement]) -> Span {
        let mut days: Vec<_> = statements
            .iter()
            .flat_map(|known| &known.known)
            .map(|run| (run.first.day(), run.absent_after.map(VersionId::day)))
            .collect();
        days.sort_unstable();
        days.dedup();
        let start = self.runs.len();
        self.runs.extend(days.into_iter().map(|(from, until)| RunRecord { from: Day::of(Some(from)), until: Day::of(until) }));
        span(start, &self.runs)
    }

    /// Puts the sections together.
    pub(crate) fn finish(mut self) -> Result<Vec<u8>, EditionError> {
        let authorities: Vec<TextRef> =
            std::mem::take(&mut self.authorities).iter().map(|code| self.texts.place(code)).collect();
        let sections: [(Section, &[u8]); SECTIONS] = [
            (Section::Lists, self.lists.as_bytes()),
            (Section::Versions, self.versions.as_bytes()),
            (Section::Authorities, authorities.as_bytes()),
            (Section::Parties, self.parties.as_bytes()),
            (Section::Names, self.names.as_bytes()),
            (Section::Facts, self.facts.as_bytes()),
            (Section::Runs, self.runs.as_bytes()),
            (Section::Listings, self.listings.as_bytes()),
            (Section::Words, self.words.as_bytes()),
            (Section::Postings, self.postings.as_bytes()),
            (Section::PhoneticKeys, self.phonetic_keys.as_bytes()),
            (Section::PhoneticWords, self.phonetic_words.as_bytes()),
            (Section::SkeletonKeys, self.skeleton_keys.as_bytes()),
            (Section::SkeletonWords, self.skeleton_words.as_bytes()),
            (Section::Deletions, self.deletions.as_bytes()),
            (Section::Identifiers, self.identifiers.as_bytes()),
            (Section::Ids, self.ids.as_bytes()),
            (Section::Blocks, self.blocks.as_bytes()),
            (Section::BlockBytes, &self.block_bytes),
            (Section::Texts, &self.texts.bytes),
        ];
        assemble(&sections)
    }
}

fn assemble(sections: &[(Section, &[u8]); SECTIONS]) -> Result<Vec<u8>, EditionError> {
    let mut places = [Place::default(); SECTIONS];
    let mut at = size_of::<Header>() + size_of::<[Place; SECTIONS]>();
    for (section, bytes) in sections {
        // Counts of records are no larger than counts of bytes, and all of them are written in 32 bits.
        if u32::try_from(bytes.len()).is_err() {
            return Err(EditionError::TooLarge(what_it_holds(*section)));
        }
        at = at.next_multiple_of(ALIGNMENT);
        places[*section as usize] = Place { start: U64::new(at as u64), bytes: U64::new(bytes.len() as u64) };
        at += bytes.len();
    }
    let mut image = Vec::with_capacity(at);
    image.resize(size_of::<Header>(), 0);
    image.extend_from_slice(places.as_bytes());
    for (_, bytes) in sections {
        image.resize(image.len().next_multiple_of(ALIGNMENT), 0);
        image.extend_from_slice(bytes);
    }
    let header = Header {
        magic: MAGIC,
        layout: U32::new(LAYOUT_VERSION),
        sections: number(SECTIONS),
        length: U64::new(image.len() as u64),
        hash: *blake3::hash(&image[size_of::<Header>()..]).as_bytes(),
    };
    image[..size_of::<Header>()].copy_from_slice(header.as_bytes());
    Ok(image)
}

fn what_it_holds(section: Section) -> &'static str {
    match section {
        Section::Texts => "text",
        Section::BlockBytes | Section::Blocks => "statements",
        Section::Names | Section::Words | Section::Postings | Section::Deletions => "names",
        _ => "parties and listings",
    }
}

/// The layout names bytes of blocks as records of one byte each.
const _: () = assert!(size_of::<Byte>() == 1);
