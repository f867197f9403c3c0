//! An opened edition: what it was built from, which parties it knows.

use std::path::Path;

use jiff::civil::Date;
use sayso_record::{ListHistory, ListInfo};

use crate::error::EditionError;
use crate::image::Image;
use crate::layout::{Day, DoorRecord, ListRecord, NameRecord, PartyRecord, Section, TextRef};
use crate::party::{Name, Party, PartyIx};

/// An edition. Cheap to share between threads; it never changes.
pub struct Edition {
    pub(crate) image: Image,
}

/// How carefully to open an edition.
#[derive(Debug, Clone, Copy, Default)]
pub struct OpenOptions {
    trusted: bool,
}

impl OpenOptions {
    /// Compares the content with the hash; costs a pass over the file.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the content as it is; costs nothing that grows with the file. An altered file may then give wrong or empty answers,
    /// never a panic. For files that this machine wrote and verified itself.
    #[must_use]
    pub fn trusted(mut self) -> Self {
        self.trusted = true;
        self
    }
}

impl std::fmt::Debug for Edition {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Edition({}, {} parties)", self.hash(), self.party_count())
    }
}

impl Edition {
    /// Opens a file and verifies it.
    pub fn open(path: &Path) -> Result<Self, EditionError> {
        Self::open_with(path, OpenOptions::new())
    }

    /// Opens a file.
    pub fn open_with(path: &Path, options: OpenOptions) -> Result<Self, EditionError> {
        Self::checked(Image::map(path)?, options).map_err(|refused| refused.of(path))
    }

    /// Takes an image in memory and verifies it.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, EditionError> {
        Self::from_bytes_with(bytes, OpenOptions::new())
    }

    /// Takes an image in memory.
    pub fn from_bytes_with(bytes: Vec<u8>, options: OpenOptions) -> Result<Self, EditionError> {
        Self::checked(Image::from_bytes(bytes)?, options)
    }

    fn checked(image: Image, options: OpenOptions) -> Result<Self, EditionError> {
        let edition = Self { image };
        if !options.trusted {
            edition.verify()?;
        }
        Ok(edition)
    }

    /// Compares the whole content with the hash in its header.
    pub fn verify(&self) -> Result<(), EditionError> {
        self.image.verify()
    }

    /// The name of the content: `blake3:` and 64 hexadecimal digits.
    pub fn hash(&self) -> String {
        format!("blake3:{}", blake3::Hash::from_bytes(self.image.hash()).to_hex())
    }

    /// The lists and versions that it was built from; [`sayso_record::KnownStatement::list`] counts in their order.
    pub fn lists(&self) -> Vec<ListHistory> {
        self.list_records().iter().filter_map(|record| self.list(record)).collect()
    }

    fn list_records(&self) -> &[ListRecord] {
        self.image.records(Section::Lists)
    }

    fn list(&self, record: &ListRecord) -> Option<ListHistory> {
        let info = ListInfo {
            id: self.text(record.id).parse().ok()?,
            title: self.text(record.title).to_owned(),
            authority: self.text(record.authority).to_owned(),
            url: self.text(record.url).to_owned(),
            complete: complete(record),
            programme: self.programme(record).map(str::to_owned),
        };
        let versions = record.versions.of(self.image.records::<TextRef>(Section::Versions));
        let versions = versions.iter().filter_map(|version| self.text(*version).parse().ok()).collect();
        Some(ListHistory { info, versions })
    }

    /// Whether some list is complete on a day for all that the authority lists: only then does a party's absence say anything. A
    /// list that is complete for one programme says nothing of the authority's others.
    pub fn coverage(&self, authority: &str, day: Date) -> bool {
        self.list_records().iter().any(|list| {
            self.text(list.authority) == authority
                && self.programme(list).is_none()
                && complete(list).is_some_and(|(from, until)| from <= day && day <= until)
        })
    }

    fn programme(&self, list: &ListRecord) -> Option<&str> {
        Some(self.text(list.programme)).filter(|programme| !programme.is_empty())
    }

    /// Whether anything of the authority is known: a list it publishes, or a listing of it in any list.
    pub fn has_authority(&self, authority: &str) -> bool {
        let known = self.image.records::<TextRef>(Section::Authorities);
        known.binary_search_by(|code| self.text(*code).cmp(authority)).is_ok()
    }

    /// How many parties it knows. Their indices run from 0 to below this number.
    pub fn party_count(&self) -> usize {
        self.party_records().len()
    }

    /// How many names they have.
    pub fn name_count(&self) -> usize {
        self.image.records::<NameRecord>(Section::Names).len()
    }

    /// A party by its index.
    pub fn party(&self, party: PartyIx) -> Option<Party<'_>> {
        let record = self.party_records().get(party.index())?;
        Some(Party { edition: self, record, ix: party })
    }

    /// All parties, by id.
    pub fn parties(&self) -> impl Iterator<Item = Party<'_>> {
        (0..self.party_count() as u32).filter_map(|ix| self.party(PartyIx::new(ix)))
    }

    /// The party of that id, or that the entity of that id belongs to.
    pub fn by_id(&self, id: &str) -> Option<PartyIx> {
        let doors = self.image.records::<DoorRecord>(Section::Ids);
        let found = doors.binary_search_by(|door| self.text(door.text).cmp(id)).ok()?;
        doors.get(found).map(|door| PartyIx::new(door.party.get())).filter(|ix| ix.index() < self.party_count())
    }

    /// All names with the party that each belongs to, by party.
    pub fn names(&self) -> impl Iterator<Item = (PartyIx, Name<'_>)> {
        let names = self.image.records::<NameRecord>(Section::Names);
        names.iter().map(|record| (PartyIx::new(record.party.get()), Name::of(self, record)))
    }

    pub(crate) fn party_records(&self) -> &[PartyRecord] {
        self.image.records(Section::Parties)
    }

    pub(crate) fn text(&self, reference: TextRef) -> &str {
        self.image.text(reference)
    }
}

fn complete(list: &ListRecord) -> Option<(Date, Date)> {
    Day::date(list.complete_from).zip(Day::date(list.complete_until))
}
