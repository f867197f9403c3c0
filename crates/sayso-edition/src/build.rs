//! Compiling: from the view of the record to the bytes of an edition. Only ordered maps and sorted vectors decide what is written
//! where, so the same view gives the same bytes.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::path::Path;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use sayso_record::derive::{self, PartyStatements};
use sayso_record::{KnownStatement, Listing, PropertyType, RecordView, prop};

use crate::dossier::{Dossier, dossier_statement};
use crate::error::EditionError;
use crate::image::{Edition, ListAnswer};
use crate::layout::{
    Fact, HASH_AT, HEADER_BYTES, LAYOUT, MAGIC, NONE, PARTIES_A_BLOCK, SECTIONS, SECTIONS_AT, Section, date_word, day_number,
    letters,
};
use crate::party::NameKind;

/// How far building is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Finding parties and their listings.
    Parties,
    /// Compressing dossiers.
    Dossiers,
    /// Laying out the index of names.
    Index,
}

impl Stage {
    /// In words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Parties => "finding parties",
            Self::Dossiers => "compressing dossiers",
            Self::Index => "indexing names",
        }
    }
}

impl Edition {
    /// Compiles the record. `progress` is told the stage, what is done and what there is to do.
    pub fn build(view: &RecordView, progress: &mut dyn FnMut(Stage, usize, usize)) -> Result<Vec<u8>, EditionError> {
        let parties = derive::parties(view);
        let mut builder = Builder::default();
        for (at, party) in parties.iter().enumerate() {
            builder.party(view, party)?;
            if at % 1024 == 0 {
                progress(Stage::Parties, at, parties.len());
            }
        }
        progress(Stage::Dossiers, 0, parties.len());
        builder.dossiers(view, &parties)?;
        progress(Stage::Index, 0, 1);
        let bytes = builder.finish(view)?;
        progress(Stage::Index, 1, 1);
        Ok(bytes)
    }

    /// Compiles the record into a file, which is there whole or not at all.
    pub fn build_to(view: &RecordView, path: &Path, progress: &mut dyn FnMut(Stage, usize, usize)) -> Result<(), EditionError> {
        let bytes = Self::build(view, progress)?;
        let unfinished = path.with_extension("unfinished");
        let doing = |doing: &'static str| move |source| EditionError::Io { doing, path: path.to_owned(), source };
        let mut file = File::create(&unfinished).map_err(doing("creating"))?;
        file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(doing("writing"))?;
        std::fs::rename(&unfinished, path).map_err(doing("renaming to"))
    }
}

/// Words of a section.
type Words = Vec<u32>;

#[derive(Default)]
struct Builder {
    texts: Vec<u8>,
    text_offsets: Words,
    text_ids: FxHashMap<String, u32>,
    parties: Words,
    names: Words,
    facts: Words,
    listings: Words,
    /// token -> parties, ascending.
    tokens: BTreeMap<String, Vec<u32>>,
    joined: Vec<(String, u32)>,
    identifiers: Vec<(String, u32)>,
    dossiers: Vec<u8>,
    dossier_offsets: Words,
}

impl Builder {
    fn text(&mut self, text: &str) -> u32 {
        if let Some(id) = self.text_ids.get(text) {
            return *id;
        }
        if self.text_offsets.is_empty() {
            self.text_offsets.push(0);
        }
        let id = self.text_offsets.len() as u32 - 1;
        self.texts.extend_from_slice(text.as_bytes());
        self.text_offsets.push(self.texts.len() as u32);
        self.text_ids.insert(text.to_owned(), id);
        id
    }

    fn party(&mut self, view: &RecordView, party: &PartyStatements<'_>) -> Result<(), EditionError> {
        let ix = (self.parties.len() / crate::layout::PARTY_WORDS) as u32;
        let (names_at, facts_at, listings_at) = (self.names.len(), self.facts.len(), self.listings.len());
        self.party_names(ix, &party.own);
        self.party_facts(ix, party);
        for listing in derive::listings(view, party) {
            self.listing(&listing);
        }
        let schema = party.own.first().map_or("Thing", |s| s.statement.schema.as_str());
        let caption = caption(&party.own).unwrap_or(party.id.as_str());
        let words = [self.text(party.id.as_str()), self.text(caption), self.text(schema)];
        self.parties.extend(words);
        let spans = [
            (names_at, self.names.len(), crate::layout::NAME_WORDS),
            (facts_at, self.facts.len(), crate::layout::FACT_WORDS),
            (listings_at, self.listings.len(), crate::layout::LISTING_WORDS),
        ];
        for (from, to, words) in spans {
            self.parties.extend([(from / words) as u32, ((to - from) / words) as u32]);
        }
        if u32::try_from(self.texts.len()).is_err() {
            return Err(EditionError::Record("its texts take more than 4 GB".into()));
        }
        Ok(())
    }

    /// The names of a party: one entry for each text and kind, known from the first version of any list that has it.
    fn party_names(&mut self, party: u32, own: &[&KnownStatement]) {
        let mut names: BTreeMap<(NameKind, &str), (u32, u32, Option<&str>)> = BTreeMap::new();
        for s in own {
            let Some(kind) = NameKind::of(s.statement.property) else { continue };
            let from = s.known.first().map_or(0, |k| day_number(k.first.day()));
            let until = s.known.last().and_then(|k| k.absent_after).map_or(NONE, |v| day_number(v.day()));
            let entry = names.entry((kind, &s.statement.value)).or_insert((from, until, s.statement.lang.as_deref()));
            entry.0 = entry.0.min(from);
            entry.1 = entry.1.max(until);
        }
        for ((kind, text), (from, until, lang)) in names {
            let lang = lang.map_or(NONE, |lang| self.text(lang));
            let row = [self.text(text), kind as u32, lang, from, until];
            self.names.extend(row);
            self.index_name(party, text);
        }
    }

    fn index_name(&mut self, party: u32, name: &str) {
        let tokens = sayso_text::tokens(name);
        if tokens.len() > 1 || tokens.first().is_some_and(|t| t.text.len() > 3) {
            self.joined.push((tokens.iter().map(|t| t.text.as_str()).collect(), party));
        }
        for token in tokens {
            let postings = self.tokens.entry(token.text).or_default();
            if postings.last() != Some(&party) {
                postings.push(party);
            }
        }
    }

    fn party_facts(&mut self, party: u32, statements: &PartyStatements<'_>) {
        let mut facts: Vec<(Fact, String)> = Vec::new();
        for s in &statements.own {
            let value = s.statement.value.to_string();
            match s.statement.property {
                prop::BIRTH_DATE | prop::INCORPORATION_DATE | prop::BUILD_DATE => facts.push((Fact::BirthDate, value)),
                prop::GENDER => facts.push((Fact::Gender, value)),
                prop::PUBLIC_KEY => facts.push((Fact::Identifier, crate::normal_identifier(&value))),
                property if property.value_type() == PropertyType::Country => facts.push((Fact::Country, value)),
                property if property.value_type() == PropertyType::Identifier => {
                    facts.push((Fact::Identifier, crate::normal_identifier(&value)))
                }
                _ => {}
            }
        }
        for s in statements
            .linked
            .iter()
            .filter(|s| s.statement.property == prop::NUMBER || s.statement.property == prop::PUBLIC_KEY)
        {
            facts.push((Fact::Identifier, crate::normal_identifier(&s.statement.value)));
        }
        facts.sort_by(|a, b| (a.0 as u32, &a.1).cmp(&(b.0 as u32, &b.1)));
        facts.dedup();
        for (kind, value) in facts.into_iter().filter(|(_, value)| !value.is_empty()) {
            // Shorter than this an identifier is a row number or a digit of one, and says nothing.
            if kind == Fact::Identifier && value.len() >= 5 {
                self.identifiers.push((value.clone(), party));
            }
            let text = self.text(&value);
            self.facts.extend([kind as u32, text]);
        }
    }

    fn listing(&mut self, listing: &Listing) {
        let day = |day: Option<jiff::civil::Date>| day.map_or(NONE, day_number);
        let observed = listing.interval.observed;
        let row = [
            self.text(&listing.authority),
            self.text(&listing.authority_name),
            self.text(&listing.programme),
            self.text(&listing.list),
            date_word(listing.interval.from),
            date_word(listing.interval.until),
            day(observed.absent_before),
            day(observed.first_seen),
            day(observed.last_seen),
            day(observed.absent_after),
            day_number(listing.known.0),
            day(listing.known.1),
            self.text(&listing.source.document),
            self.text(&listing.source.url),
            self.text(&listing.source.locator),
            self.text(&listing.source.version),
        ];
        self.listings.extend(row);
    }

    fn dossiers(&mut self, view: &RecordView, parties: &[PartyStatements<'_>]) -> Result<(), EditionError> {
        let blocks: Result<Vec<Vec<u8>>, EditionError> =
            parties.par_chunks(PARTIES_A_BLOCK).map(|block| dossier_block(view, block)).collect();
        for block in blocks? {
            self.dossier_offsets.push(self.dossiers.len() as u32);
            self.dossiers.extend(block);
        }
        self.dossier_offsets.push(
            u32::try_from(self.dossiers.len()).map_err(|_| EditionError::Record("its dossiers take more than 4 GB".into()))?,
        );
        Ok(())
    }

    fn finish(mut self, view: &RecordView) -> Result<Vec<u8>, EditionError> {
        let (mut tokens, mut postings) = (Words::new(), Words::new());
        let mut by_sound: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (index, (token, parties)) in std::mem::take(&mut self.tokens).into_iter().enumerate() {
            let sound = sayso_text::phonetic_key(&token);
            if !sound.is_empty() {
                by_sound.entry(sound).or_default().push(index as u32);
            }
            let row = [self.text(&token), postings.len() as u32, parties.len() as u32, letters(&token)];
            tokens.extend(row);
            postings.extend(parties);
        }
        let (mut sounds, mut sound_tokens) = (Words::new(), Words::new());
        for (sound, indexes) in by_sound {
            let row = [self.text(&sound), sound_tokens.len() as u32, indexes.len() as u32];
            sounds.extend(row);
            sound_tokens.extend(indexes);
        }
        let joined = std::mem::take(&mut self.joined);
        let joined = self.keys(joined);
        let identifiers = std::mem::take(&mut self.identifiers);
        let identifiers = self.keys(identifiers);
        let lists = serde_json::to_vec(&view.lists.iter().map(ListAnswer::of).collect::<Vec<_>>())
            .map_err(|e| EditionError::Record(e.to_string()))?;
        if self.text_offsets.is_empty() {
            self.text_offsets.push(0);
        }
        let sections: [(Section, Vec<u8>); SECTIONS] = [
            (Section::TextOffsets, bytes_of(&self.text_offsets)),
            (Section::Texts, self.texts),
            (Section::Parties, bytes_of(&self.parties)),
            (Section::Names, bytes_of(&self.names)),
            (Section::Facts, bytes_of(&self.facts)),
            (Section::Listings, bytes_of(&self.listings)),
            (Section::Tokens, bytes_of(&tokens)),
            (Section::Postings, bytes_of(&postings)),
            (Section::Sounds, bytes_of(&sounds)),
            (Section::SoundTokens, bytes_of(&sound_tokens)),
            (Section::Joined, bytes_of(&joined)),
            (Section::Identifiers, bytes_of(&identifiers)),
            (Section::DossierOffsets, bytes_of(&self.dossier_offsets)),
            (Section::Dossiers, self.dossiers),
            (Section::Lists, lists),
        ];
        assemble(&sections)
    }

    fn keys(&mut self, mut keys: Vec<(String, u32)>) -> Words {
        keys.sort_unstable();
        keys.dedup();
        keys.into_iter().flat_map(|(key, party)| [self.text(&key), party]).collect()
    }
}

/// What to call a party: its first main name in Latin script, else its first name at all.
fn caption<'a>(own: &[&'a KnownStatement]) -> Option<&'a str> {
    let newest = |s: &&&KnownStatement| s.known.last().is_some_and(|k| k.absent_after.is_none());
    let of = |kind: NameKind| own.iter().filter(move |s| NameKind::of(s.statement.property) == Some(kind));
    let latin = |text: &str| text.chars().any(|c| c.is_ascii_alphabetic());
    let names: Vec<&&KnownStatement> =
        of(NameKind::Name).filter(newest).chain(of(NameKind::Name)).chain(of(NameKind::Alias)).collect();
    names.iter().find(|s| latin(&s.statement.value)).or(names.first()).map(|s| &*s.statement.value)
}

fn dossier_block(view: &RecordView, parties: &[PartyStatements<'_>]) -> Result<Vec<u8>, EditionError> {
    let list = |s: &KnownStatement| view.lists.get(s.list).map_or("", |l| l.info.id.as_str()).to_owned();
    let dossiers: Vec<Dossier> = parties
        .iter()
        .map(|party| Dossier {
            statements: party.own.iter().chain(&party.linked).map(|s| dossier_statement(&list(s), s)).collect(),
        })
        .collect();
    let json = serde_json::to_vec(&dossiers).map_err(|e| EditionError::Record(e.to_string()))?;
    zstd::bulk::compress(&json, 3).map_err(|e| EditionError::Record(e.to_string()))
}

fn bytes_of(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|w| w.to_le_bytes()).collect()
}

fn assemble(sections: &[(Section, Vec<u8>)]) -> Result<Vec<u8>, EditionError> {
    let mut bytes = vec![0; HEADER_BYTES];
    let mut table = Words::new();
    for (section, content) in sections {
        debug_assert_eq!(table.len(), *section as usize * 2, "sections are written in the order of the enum");
        bytes.resize(bytes.len().next_multiple_of(8), 0);
        let offset = u32::try_from(bytes.len()).map_err(|_| EditionError::Record("the edition takes more than 4 GB".into()))?;
        table.extend([offset, content.len() as u32]);
        bytes.extend_from_slice(content);
    }
    let length = bytes.len() as u64;
    bytes[..8].copy_from_slice(MAGIC);
    bytes[8..12].copy_from_slice(&LAYOUT.to_le_bytes());
    bytes[12..16].copy_from_slice(&(SECTIONS as u32).to_le_bytes());
    bytes[16..24].copy_from_slice(&length.to_le_bytes());
    bytes[SECTIONS_AT..SECTIONS_AT + table.len() * 4].copy_from_slice(&bytes_of(&table));
    let mut hasher = blake3::Hasher::new();
    hasher.update(&bytes[SECTIONS_AT..]);
    bytes[HASH_AT..SECTIONS_AT].copy_from_slice(hasher.finalize().as_bytes());
    Ok(bytes)
}
