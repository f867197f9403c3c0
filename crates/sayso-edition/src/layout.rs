//! How an edition lies in its file: a header, a table of sections, the sections.
//!
//! All numbers are little-endian and read byte-wise, so an image may lie at any address. Places are offsets into a section and
//! count from 0; a reader must treat every one of them as possibly wrong. Changing anything here means a new [`LAYOUT_VERSION`].

use sayso_record::{DateValue, Interval, Observed, PartialDate};
use zerocopy::little_endian::{U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use jiff::civil::Date;

/// First bytes of every edition.
pub(crate) const MAGIC: [u8; 8] = *b"sayso\x1aed";

/// The layout that this code writes and reads.
pub(crate) const LAYOUT_VERSION: u32 = 1;

/// Sections start at multiples of this.
pub(crate) const ALIGNMENT: usize = 16;

macro_rules! records {
    ($($(#[$meta:meta])* struct $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* })*) => {
        $($(#[$meta])*
        #[derive(Debug, Clone, Copy, Default, FromBytes, IntoBytes, KnownLayout, Immutable, Unaligned)]
        #[repr(C)]
        pub(crate) struct $name { $($(#[$field_meta])* pub(crate) $field: $type,)* })*
    };
}

records! {
    /// The first bytes of the file. What follows is the body.
    struct Header {
        magic: [u8; 8],
        layout: U32,
        sections: U32,
        /// Of the whole file, in bytes.
        length: U64,
        /// blake3 of the body.
        hash: [u8; 32],
    }

    /// Where a section lies in the file.
    struct Place {
        start: U64,
        bytes: U64,
    }

    /// Records of another section: from which one, how many.
    struct Span {
        start: U32,
        length: U32,
    }

    /// A text: bytes of the section of texts.
    struct TextRef {
        start: U32,
        length: U32,
    }

    /// A list that the edition was built from.
    struct ListRecord {
        id: TextRef,
        title: TextRef,
        authority: TextRef,
        url: TextRef,
        complete_from: Day,
        complete_until: Day,
        /// The one programme that it is complete for; empty: all that its authority lists.
        programme: TextRef,
        versions: Span,
    }

    /// A party.
    struct PartyRecord {
        id: TextRef,
        caption: TextRef,
        schema: TextRef,
        names: Span,
        facts: Span,
        listings: Span,
        /// Its statements: in which block, from which byte of the block's text, how many bytes.
        block: U32,
        block_start: U32,
        block_length: U32,
    }

    /// A name of a party.
    struct NameRecord {
        party: U32,
        text: TextRef,
        folded: TextRef,
        lang: TextRef,
        runs: Span,
        /// Sum of the weights of its words.
        weight: U32,
        kind: u8,
        spare: [u8; 3],
    }

    /// A fact used in scoring.
    struct FactRecord {
        property: TextRef,
        value: TextRef,
        runs: Span,
        kind: u8,
        spare: [u8; 3],
    }

    /// Days between which some list carried something.
    struct RunRecord {
        from: Day,
        until: Day,
    }

    /// A date, or days between which it lies. All zero: none.
    struct EndRecord {
        from: Day,
        until: Day,
        circa: U32,
    }

    /// A listing in the words of one time.
    struct ListingRecord {
        authority: TextRef,
        authority_name: TextRef,
        programme: TextRef,
        list: TextRef,
        begin: EndRecord,
        end: EndRecord,
        absent_before: Day,
        first_seen: Day,
        last_seen: Day,
        absent_after: Day,
        known_from: Day,
        known_until: Day,
        stated_since: Day,
        stated_until: Day,
        document: TextRef,
        url: TextRef,
        locator: TextRef,
        version: TextRef,
    }

    /// A word of names, folded.
    struct WordRecord {
        text: TextRef,
        /// The names that it stands in, into the section of postings.
        names: Span,
        /// How much it tells apart: the rarer the more ([`crate::weight`]).
        weight: U32,
        /// Whether it comes from a script without vowels.
        unvowelled: U32,
    }

    /// A key under which words meet.
    struct KeyRecord {
        key: TextRef,
        words: Span,
    }

    /// A word with letters left out, as a hash, and the word.
    struct DeletionRecord {
        hash: U32,
        word: U32,
    }

    /// A text that leads to a party: an entity's id, a normalised identifier.
    struct DoorRecord {
        text: TextRef,
        party: U32,
    }

    /// A block of statements, compressed.
    struct BlockRecord {
        start: U32,
        bytes: U32,
        /// Bytes when decompressed.
        raw_bytes: U32,
    }

    /// A day, month or year: `year << 9 | month << 5 | day`, 0 where the part is not known; all zero: none.
    struct Day {
        packed: U32,
    }

    /// A number.
    struct Number {
        value: U32,
    }

    /// A byte.
    struct Byte {
        value: u8,
    }
}

macro_rules! sections {
    ($($(#[$meta:meta])* $name:ident: $record:ty,)*) => {
        /// The sections in the order in which they lie in the file.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Section { $($(#[$meta])* $name,)* }

        /// Bytes of a record of each section.
        pub(crate) const RECORD_BYTES: &[usize] = &[$(size_of::<$record>(),)*];
    };
}

sections! {
    Lists: ListRecord,
    /// Texts of their versions.
    Versions: TextRef,
    /// Codes of authorities of which something is known, ascending.
    Authorities: TextRef,
    Parties: PartyRecord,
    /// By party.
    Names: NameRecord,
    /// By party, kind, property and value.
    Facts: FactRecord,
    Runs: RunRecord,
    /// By party.
    Listings: ListingRecord,
    /// By text.
    Words: WordRecord,
    /// Names of each word.
    Postings: Number,
    /// By key.
    PhoneticKeys: KeyRecord,
    PhoneticWords: Number,
    /// By key.
    SkeletonKeys: KeyRecord,
    SkeletonWords: Number,
    /// By hash.
    Deletions: DeletionRecord,
    /// By text.
    Identifiers: DoorRecord,
    /// By text.
    Ids: DoorRecord,
    Blocks: BlockRecord,
    BlockBytes: Byte,
    Texts: Byte,
}

/// How many sections there are.
pub(crate) const SECTIONS: usize = RECORD_BYTES.len();

impl Day {
    pub(crate) fn of_partial(date: Option<PartialDate>) -> Self {
        let packed = date.map_or(0, |date| {
            let (year, month, day) = date.parts();
            (u32::from(year.unsigned_abs()) << 9) | (u32::from(month.unwrap_or(0)) << 5) | u32::from(day.unwrap_or(0))
        });
        Self { packed: U32::new(packed) }
    }

    pub(crate) fn of(date: Option<Date>) -> Self {
        Self::of_partial(date.map(PartialDate::from))
    }

    pub(crate) fn partial(self) -> Option<PartialDate> {
        let packed = self.packed.get();
        let (year, month, day) = (i16::try_from(packed >> 9).ok()?, (packed >> 5) as u8 & 15, packed as u8 & 31);
        match (month, day) {
            (0, _) => PartialDate::year(year),
            (month, 0) => PartialDate::month(year, month),
            (month, day) => PartialDate::day(year, month, day),
        }
    }

    pub(crate) fn date(self) -> Option<Date> {
        self.partial().filter(|date| date.is_exact()).map(PartialDate::earliest)
    }
}

impl EndRecord {
    fn of(date: Option<PartialDate>, range: Option<DateValue>) -> Self {
        let Some(value) = date.map(DateValue::exact).or(range) else { return Self::default() };
        Self {
            from: Day::of_partial(value.from()),
            until: Day::of_partial(value.until()),
            circa: U32::new(u32::from(value.is_circa())),
        }
    }

    fn value(self) -> Option<DateValue> {
        let value = DateValue::range(self.from.partial(), self.until.partial())?;
        Some(if self.circa.get() == 0 { value } else { value.circa() })
    }
}

impl ListingRecord {
    pub(crate) fn set_interval(&mut self, interval: &Interval) {
        self.begin = EndRecord::of(interval.from, interval.from_range);
        self.end = EndRecord::of(interval.until, interval.until_range);
        self.absent_before = Day::of(interval.observed.absent_before);
        self.first_seen = Day::of(interval.observed.first_seen);
        self.last_seen = Day::of(interval.observed.last_seen);
        self.absent_after = Day::of(interval.observed.absent_after);
    }

    pub(crate) fn interval(&self) -> Interval {
        let mut interval = Interval::stated_within(self.begin.value(), self.end.value());
        interval.observed = Observed {
            absent_before: self.absent_before.date(),
            first_seen: self.first_seen.date(),
            last_seen: self.last_seen.date(),
            absent_after: self.absent_after.date(),
        };
        interval
    }
}

impl Span {
    /// The records that it names; none where it points outside.
    pub(crate) fn of<T>(self, records: &[T]) -> &[T] {
        let start = self.start.get() as usize;
        start.checked_add(self.length.get() as usize).and_then(|end| records.get(start..end)).unwrap_or_default()
    }
}
