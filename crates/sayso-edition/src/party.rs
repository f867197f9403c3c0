//! A party as the edition holds it: names, facts, listings, dossier.

use jiff::civil::Date;
use sayso_record::{DateValue, Interval, Listing, Observed, Property, Schema, Source, prop, schema};

use crate::dossier::Dossier;
use crate::error::EditionError;
use crate::image::Edition;
use crate::layout::{
    FACT_WORDS, Fact, LISTING_WORDS, NAME_WORDS, NONE, PARTIES_A_BLOCK, PARTY_WORDS, Section, number_day, word_date,
};

/// A party's place in an edition. Of no meaning in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartyIx(pub(crate) u32);

/// What kind of name a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameKind {
    /// The main name.
    Name = 0,
    /// Another full name.
    Alias = 1,
    /// A name it no longer has.
    PreviousName = 2,
    /// An acronym, a nickname: means the party only in context.
    WeakAlias = 3,
}

impl NameKind {
    /// The kind that a property's values are; `None` for properties that hold no whole names.
    pub fn of(property: Property) -> Option<Self> {
        match property {
            prop::NAME => Some(Self::Name),
            prop::ALIAS => Some(Self::Alias),
            prop::PREVIOUS_NAME => Some(Self::PreviousName),
            prop::WEAK_ALIAS | prop::ABBREVIATION => Some(Self::WeakAlias),
            _ => None,
        }
    }

    fn from_word(word: u32) -> Self {
        match word {
            0 => Self::Name,
            1 => Self::Alias,
            2 => Self::PreviousName,
            _ => Self::WeakAlias,
        }
    }
}

/// A name of a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name<'a> {
    /// As the list gives it.
    pub text: &'a str,
    /// What kind of name it is.
    pub kind: NameKind,
    /// Language or script, where the list says.
    pub lang: Option<&'a str>,
    /// Day of the first list version that has it.
    pub known_from: Option<Date>,
    /// Day of the first list version that no longer has it.
    pub known_until: Option<Date>,
}

impl Name<'_> {
    /// Whether it means the party only in context.
    pub fn is_weak(&self) -> bool {
        self.kind == NameKind::WeakAlias
    }

    /// Whether list versions of `day` or earlier had it; always so without a day.
    pub fn is_known(&self, day: Option<Date>) -> bool {
        day.is_none_or(|day| self.known_from.is_some_and(|from| from <= day))
    }
}

/// A party in an edition.
#[derive(Debug, Clone, Copy)]
pub struct Party<'a> {
    edition: &'a Edition,
    ix: PartyIx,
}

impl<'a> Party<'a> {
    pub(crate) fn new(edition: &'a Edition, ix: PartyIx) -> Self {
        Self { edition, ix }
    }

    fn word(&self, at: usize) -> u32 {
        self.edition.word(Section::Parties, self.ix.0 as usize * PARTY_WORDS + at)
    }

    /// First row and count of a kind of rows, cut to the rows that there are.
    fn span(&self, at: usize, section: Section, words: usize) -> std::ops::Range<usize> {
        let rows = self.edition.rows(section, words);
        let from = (self.word(at) as usize).min(rows);
        from..from.saturating_add(self.word(at + 1) as usize).min(rows)
    }

    /// Its place.
    pub fn ix(&self) -> PartyIx {
        self.ix
    }

    /// Its id.
    pub fn id(&self) -> &'a str {
        self.edition.text(self.word(0))
    }

    /// What to call it.
    pub fn caption(&self) -> &'a str {
        self.edition.text(self.word(1))
    }

    /// What kind of party it is.
    pub fn schema(&self) -> Schema {
        Schema::find(self.edition.text(self.word(2))).unwrap_or(schema::THING)
    }

    /// Its names, main names first.
    pub fn names(&self) -> impl Iterator<Item = Name<'a>> + use<'a> {
        let edition = self.edition;
        self.span(3, Section::Names, NAME_WORDS).map(move |row| {
            let word = |at: usize| edition.word(Section::Names, row * NAME_WORDS + at);
            Name {
                text: edition.text(word(0)),
                kind: NameKind::from_word(word(1)),
                lang: edition.text_or_none(word(2)),
                known_from: number_day(word(3)),
                known_until: number_day(word(4)),
            }
        })
    }

    fn facts(&self, kind: Fact) -> impl Iterator<Item = &'a str> + use<'a> {
        let edition = self.edition;
        self.span(5, Section::Facts, FACT_WORDS)
            .map(move |row| row * FACT_WORDS)
            .filter(move |at| edition.word(Section::Facts, *at) == kind as u32)
            .map(move |at| edition.text(edition.word(Section::Facts, at + 1)))
    }

    /// Birth dates; of companies the founding, of vessels the building.
    pub fn birth_dates(&self) -> Vec<DateValue> {
        self.facts(Fact::BirthDate).filter_map(|text| text.parse().ok()).collect()
    }

    /// Countries of any kind: nationality, residence, registration, flag.
    pub fn countries(&self) -> Vec<String> {
        self.facts(Fact::Country).map(str::to_owned).collect()
    }

    /// Genders.
    pub fn genders(&self) -> Vec<String> {
        self.facts(Fact::Gender).map(str::to_owned).collect()
    }

    /// Identifiers of any kind, in the form of [`crate::normal_identifier`].
    pub fn identifiers(&self) -> Vec<String> {
        self.facts(Fact::Identifier).map(str::to_owned).collect()
    }

    /// Who lists it, or did.
    pub fn listings(&self) -> Vec<Listing> {
        self.span(7, Section::Listings, LISTING_WORDS).filter_map(|row| self.listing(row)).collect()
    }

    fn listing(&self, row: usize) -> Option<Listing> {
        let word = |at: usize| self.edition.word(Section::Listings, row * LISTING_WORDS + at);
        let text = |at: usize| self.edition.text(word(at)).to_owned();
        let observed = Observed {
            absent_before: number_day(word(6)),
            first_seen: number_day(word(7)),
            last_seen: number_day(word(8)),
            absent_after: number_day(word(9)),
        };
        Some(Listing {
            authority: text(0),
            authority_name: text(1),
            programme: text(2),
            list: text(3),
            interval: Interval { from: word_date(word(4)), until: word_date(word(5)), observed },
            known: (number_day(word(10))?, number_day(word(11))),
            source: Source { document: text(12), url: text(13), locator: text(14), version: text(15) },
        })
    }

    /// All that any list says of it, with the versions that carry it.
    pub fn dossier(&self) -> Result<Dossier, EditionError> {
        let (block, within) = (self.ix.0 as usize / PARTIES_A_BLOCK, self.ix.0 as usize % PARTIES_A_BLOCK);
        let refuse = |problem: &str| EditionError::Image {
            what: "the edition".into(),
            problem: format!("the dossier of {} {problem}", self.id()),
        };
        let (from, to) =
            (self.edition.word(Section::DossierOffsets, block), self.edition.word(Section::DossierOffsets, block + 1));
        if from == NONE || to == NONE {
            return Err(refuse("is not there"));
        }
        let packed = self
            .edition
            .section(Section::Dossiers)
            .get(from as usize..to as usize)
            .ok_or_else(|| refuse("lies outside of it"))?;
        let json = decompress(packed).ok_or_else(|| refuse("cannot be decompressed"))?;
        let mut dossiers: Vec<Dossier> = serde_json::from_slice(&json).map_err(|_| refuse("cannot be read"))?;
        if within >= dossiers.len() { Err(refuse("is not in its block")) } else { Ok(dossiers.swap_remove(within)) }
    }
}

/// Most bytes that a block of dossiers may take; what says it takes more was altered.
const MOST_BLOCK_BYTES: usize = 1 << 30;

fn decompress(packed: &[u8]) -> Option<Vec<u8>> {
    let size = zstd::zstd_safe::get_frame_content_size(packed).ok()??;
    let size = usize::try_from(size).ok().filter(|size| *size <= MOST_BLOCK_BYTES)?;
    zstd::bulk::decompress(packed, size).ok()
}
