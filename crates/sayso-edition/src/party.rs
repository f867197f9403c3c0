//! A party of an edition: its names, the facts used in scoring, its listings and statements.

use jiff::civil::Date;
use sayso_record::{KnownStatement, Listing, ListingRevision, Schema, Source, schema};
use sayso_text::{Script, main_script};

use crate::dossier;
use crate::edition::Edition;
use crate::error::EditionError;
use crate::layout::{FactRecord, ListingRecord, NameRecord, PartyRecord, RunRecord, Section};

/// A party's place in its edition; means nothing in another edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartyIx(u32);

impl PartyIx {
    pub(crate) fn new(ix: u32) -> Self {
        Self(ix)
    }

    /// The index as a number, from 0 to below [`Edition::party_count`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What kind of name a list says a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum NameKind {
    /// The name.
    Name = 0,
    /// Another name.
    Alias = 1,
    /// A name that the list itself calls of little worth for finding the party.
    WeakAlias = 2,
    /// A name that it had before.
    PreviousName = 3,
    /// A short form.
    Abbreviation = 4,
}

impl NameKind {
    /// The property of FollowTheMoney that states such names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Alias => "alias",
            Self::WeakAlias => "weakAlias",
            Self::PreviousName => "previousName",
            Self::Abbreviation => "abbreviation",
        }
    }

    pub(crate) const ALL: [Self; 5] = [Self::Name, Self::Alias, Self::WeakAlias, Self::PreviousName, Self::Abbreviation];
}

/// A name of a party.
#[derive(Debug, Clone, Copy)]
pub struct Name<'e> {
    /// As the list writes it.
    pub text: &'e str,
    /// Folded ([`sayso_text::fold`]).
    pub folded: &'e str,
    /// What kind of name.
    pub kind: NameKind,
    /// Its language, where a list gives one.
    pub lang: Option<&'e str>,
    runs: &'e [RunRecord],
}

impl<'e> Name<'e> {
    pub(crate) fn of(edition: &'e Edition, record: &'e NameRecord) -> Self {
        Self {
            text: edition.text(record.text),
            folded: edition.text(record.folded),
            kind: NameKind::ALL.get(usize::from(record.kind)).copied().unwrap_or(NameKind::WeakAlias),
            lang: Some(edition.text(record.lang)).filter(|lang| !lang.is_empty()),
            runs: record.runs.of(edition.image.records(Section::Runs)),
        }
    }

    /// The script that it is written in.
    pub fn script(&self) -> Script {
        main_script(self.text)
    }

    /// Day of the first list version that carried it.
    pub fn known_from(&self) -> Option<Date> {
        self.runs.iter().filter_map(|run| run.from.date()).min()
    }

    /// Day of the version from which on no list carries it; `None` while one does.
    pub fn known_until(&self) -> Option<Date> {
        known_until(self.runs)
    }

    /// Whether some list carried it on a day of record time; always so without a day.
    pub fn is_known(&self, known: Option<Date>) -> bool {
        is_known(self.runs, known)
    }
}

/// What kind of fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum FactKind {
    /// Date of birth, in the notation of [`sayso_record::DateValue`], or as the list writes it.
    BirthDate = 0,
    /// A country in some relation to the party (see the property), as a code where one is known.
    Country = 1,
    /// `male`, `female` or `other`.
    Gender = 2,
    /// A number of a document or register, as the list writes it.
    Identifier = 3,
}

impl FactKind {
    pub(crate) const ALL: [Self; 4] = [Self::BirthDate, Self::Country, Self::Gender, Self::Identifier];
}

/// A fact used in scoring.
#[derive(Debug, Clone, Copy)]
pub struct Fact<'e> {
    /// What kind.
    pub kind: FactKind,
    /// The property of FollowTheMoney that states it (`nationality`, `passportNumber`).
    pub property: &'e str,
    /// Its value.
    pub value: &'e str,
    runs: &'e [RunRecord],
}

impl Fact<'_> {
    /// Whether some list carried it on a day of record time; always so without a day.
    pub fn is_known(&self, known: Option<Date>) -> bool {
        is_known(self.runs, known)
    }
}

fn known_until(runs: &[RunRecord]) -> Option<Date> {
    let ends: Option<Vec<Date>> = runs.iter().map(|run| run.until.date()).collect();
    ends?.into_iter().max()
}

fn is_known(runs: &[RunRecord], known: Option<Date>) -> bool {
    known.is_none_or(|day| {
        let on =
            |run: &RunRecord| run.from.date().is_some_and(|from| from <= day) && run.until.date().is_none_or(|gone| gone > day);
        runs.iter().any(on)
    })
}

/// A party of an edition.
#[derive(Debug, Clone, Copy)]
pub struct Party<'e> {
    pub(crate) edition: &'e Edition,
    pub(crate) record: &'e PartyRecord,
    pub(crate) ix: PartyIx,
}

impl<'e> Party<'e> {
    /// Its place in the edition.
    pub fn ix(&self) -> PartyIx {
        self.ix
    }

    /// Its id: that of its entities, or the one they were joined under.
    pub fn id(&self) -> &'e str {
        self.edition.text(self.record.id)
    }

    /// The name to show for it.
    pub fn caption(&self) -> &'e str {
        self.edition.text(self.record.caption)
    }

    /// What it is: the narrowest schema that its lists now state.
    pub fn schema(&self) -> Schema {
        Schema::find(self.edition.text(self.record.schema)).unwrap_or(schema::LEGAL_ENTITY)
    }

    /// Its names, main names first.
    pub fn names(&self) -> impl Iterator<Item = Name<'e>> + use<'e> {
        let edition = self.edition;
        let records: &'e [NameRecord] = self.record.names.of(edition.image.records(Section::Names));
        records.iter().map(move |record| Name::of(edition, record))
    }

    /// The facts used in scoring.
    pub fn facts(&self) -> impl Iterator<Item = Fact<'e>> + use<'e> {
        let edition = self.edition;
        let records: &'e [FactRecord] = self.record.facts.of(edition.image.records(Section::Facts));
        records.iter().filter_map(move |record| {
            Some(Fact {
                kind: *FactKind::ALL.get(usize::from(record.kind))?,
                property: edition.text(record.property),
                value: edition.text(record.value),
                runs: record.runs.of(edition.image.records(Section::Runs)),
            })
        })
    }

    fn values(&self, kind: FactKind) -> impl Iterator<Item = &'e str> + use<'e> {
        let mut seen: Vec<&'e str> = Vec::new();
        self.facts().filter(move |fact| fact.kind == kind).map(|fact| fact.value).filter(move |value| {
            let new = !seen.contains(value);
            seen.push(value);
            new
        })
    }

    /// Dates of birth that any list ever gave.
    pub fn birth_dates(&self) -> impl Iterator<Item = &'e str> + use<'e> {
        self.values(FactKind::BirthDate)
    }

    /// Countries that any list ever gave, in whatever relation.
    pub fn countries(&self) -> impl Iterator<Item = &'e str> + use<'e> {
        self.values(FactKind::Country)
    }

    /// Genders that any list ever gave.
    pub fn genders(&self) -> impl Iterator<Item = &'e str> + use<'e> {
        self.values(FactKind::Gender)
    }

    /// Numbers of its documents and register entries that any list ever gave.
    pub fn identifiers(&self) -> impl Iterator<Item = &'e str> + use<'e> {
        self.values(FactKind::Identifier)
    }

    /// Its listings, past ones too, in the last words of each list; by authority, list and beginning.
    pub fn listings(&self) -> Vec<Listing> {
        self.listings_as_known(None)
    }

    /// Its listings as the record had them on a day of record time; as it has them now without a day.
    pub fn listings_as_known(&self, known: Option<Date>) -> Vec<Listing> {
        self.listing_revisions().iter().filter_map(|revision| revision.as_known(known)).collect()
    }

    /// Its listings in all the words that the lists had for them.
    pub fn listing_revisions(&self) -> Vec<ListingRevision> {
        let records: &[ListingRecord] = self.record.listings.of(self.edition.image.records(Section::Listings));
        records.iter().filter_map(|record| self.listing(record)).collect()
    }

    fn listing(&self, record: &ListingRecord) -> Option<ListingRevision> {
        let text = |reference| self.edition.text(reference).to_owned();
        let listing = Listing {
            authority: text(record.authority),
            authority_name: text(record.authority_name),
            programme: text(record.programme),
            list: text(record.list),
            interval: record.interval(),
            known: (record.known_from.date()?, record.known_until.date()),
            source: Source {
                document: text(record.document),
                url: text(record.url),
                locator: text(record.locator),
                version: text(record.version),
            },
        };
        let (stated_since, stated_until) = (record.stated_since.date()?, record.stated_until.date());
        Some(ListingRevision { listing, stated_since, stated_until })
    }

    /// Everything that the record says of it: statements of its own entities, of what points at them (sanctions, passports,
    /// family, ownership) and of the addresses they name. [`KnownStatement::list`] counts in [`Edition::lists`].
    pub fn statements(&self) -> Result<Vec<KnownStatement>, EditionError> {
        dossier::read(&self.edition.image, self.record)
    }
}
