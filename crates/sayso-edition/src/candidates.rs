//! Candidates: the parties that a name or number may mean, best first, a bounded number of them.
//!
//! Each word of the query is looked up as it is, by its sound, by its consonants (across scripts), with typing errors, joined with
//! its neighbour and split in two. A name is as good as the rarity of the words that it shares with the query, against that of the
//! words of both. This finds; whether a candidate is meant is for the scorer to say.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;
use sayso_record::Schema;
use sayso_text::{Script, phonetic_key, skeleton, tokens};

use crate::edition::Edition;
use crate::layout::{DeletionRecord, DoorRecord, KeyRecord, NameRecord, Number, Section, Span, WordRecord};
use crate::party::PartyIx;
use crate::typo;
use crate::weight;

/// What is looked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Query<'a> {
    /// Names of one party, in any script and order of words.
    pub names: &'a [&'a str],
    /// What it is; parties that cannot be that are left out ([`Schema::can_match`]).
    pub schema: Option<Schema>,
    /// Numbers of its documents and register entries, in any punctuation.
    pub identifiers: &'a [&'a str],
}

/// A party that may be meant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// The party.
    pub party: PartyIx,
    /// How much its best name and the query's share, from 0 to 1; 1 is the same words. A reason to look, no score.
    pub overlap: f32,
    /// Whether an identifier is the same.
    pub identifier: bool,
}

/// Words of one name that are looked up; what is behind them is not a name.
const MOST_WORDS: usize = 48;

/// Words of the dictionary that one word of a query may stand for, the likeliest.
const MOST_HITS: usize = 256;

/// Names that one name of a query may touch before its commoner words no longer bring in new ones. The SDN list of 2021 has 20,884.
const MOST_NAMES: usize = 30_000;

/// How sure a way of finding a word is, in 256ths.
const AS_IT_IS: u32 = 256;
const JOINED: u32 = 240;
const ONE_ERROR: u32 = 208;
const BY_SOUND: u32 = 200;
const BY_CONSONANTS: u32 = 180;
const TWO_ERRORS: u32 = 144;

/// Shortest identifier that is looked up; shorter ones are shared by chance.
const SHORTEST_IDENTIFIER: usize = 4;

/// An identifier without punctuation, spaces and case; empty where too little is left to tell anybody apart.
pub fn normalised_identifier(text: &str) -> String {
    let mut normal: String = tokens(text).into_iter().map(|token| token.text).collect();
    if normal.len() < SHORTEST_IDENTIFIER {
        normal.clear();
    }
    normal
}

impl Edition {
    /// The parties that the query may mean, best first, at most `limit`.
    pub fn candidates(&self, query: &Query<'_>, limit: usize) -> Vec<Candidate> {
        let mut found: FxHashMap<u32, Candidate> = FxHashMap::default();
        for identifier in query.identifiers {
            self.by_identifier(&normalised_identifier(identifier), &mut found);
        }
        for name in query.names {
            Search::of(self, name).collect(&mut found);
        }
        let mut candidates: Vec<Candidate> = found.into_values().collect();
        let before = |one: &Candidate, other: &Candidate| {
            let by_overlap = other.overlap.total_cmp(&one.overlap);
            other.identifier.cmp(&one.identifier).then(by_overlap).then(one.party.cmp(&other.party))
        };
        let mut fitting = Fitting { asked: query.schema, known: Vec::new() };
        candidates.retain(|candidate| fitting.fits(self, candidate.party));
        if candidates.len() > limit {
            candidates.select_nth_unstable_by(limit, before);
            candidates.truncate(limit);
        }
        candidates.sort_unstable_by(before);
        candidates
    }

    fn by_identifier(&self, identifier: &str, found: &mut FxHashMap<u32, Candidate>) {
        let doors = self.image.records::<DoorRecord>(Section::Identifiers);
        let first = doors.partition_point(|door| self.text(door.text) < identifier);
        for door in doors[first..].iter().take_while(|door| !identifier.is_empty() && self.text(door.text) == identifier) {
            let candidate = Candidate { party: PartyIx::new(door.party.get()), overlap: 0.0, identifier: true };
            found.insert(door.party.get(), candidate);
        }
    }
}

/// Which schemata fit the one asked for, each looked up once: an edition has few, and names each by the same place of text.
struct Fitting {
    asked: Option<Schema>,
    known: Vec<(u32, bool)>,
}

impl Fitting {
    fn fits(&mut self, edition: &Edition, party: PartyIx) -> bool {
        let Some(party) = edition.party(party) else { return false };
        let Some(asked) = self.asked else { return true };
        let place = party.record.schema.start.get();
        if let Some((_, fits)) = self.known.iter().find(|(known, _)| *known == place) {
            return *fits;
        }
        let fits = party.schema().can_match(asked);
        self.known.push((place, fits));
        fits
    }
}

/// A word of the dictionary that a word of the query may stand for.
#[derive(Clone, Copy)]
struct Hit {
    word: u32,
    sureness: u32,
}

/// A word of the query, or a joint or a part of words, with what it may stand for.
struct Slot {
    weight: u32,
    hits: Vec<Hit>,
}

/// What a name has of the query so far.
#[derive(Clone, Copy, Default)]
struct Tally {
    shared: u32,
    /// The last slot that counted, plus one: a slot counts once, at its best.
    last_slot: u32,
}

/// The search for one name.
struct Search<'e> {
    edition: &'e Edition,
    words: &'e [WordRecord],
    /// Weight of all words of the query.
    weight: u32,
    slots: Vec<Slot>,
}

impl<'e> Search<'e> {
    fn of(edition: &'e Edition, name: &str) -> Self {
        let mut search = Self { edition, words: edition.image.records(Section::Words), weight: 0, slots: Vec::new() };
        let tokens = tokens(name);
        let texts: Vec<(&str, Script)> =
            tokens.iter().take(MOST_WORDS).map(|token| (token.text.as_str(), token.script)).collect();
        for (text, script) in &texts {
            search.add_word(text, *script);
        }
        for pair in texts.windows(2) {
            search.add_joint(pair[0], pair[1]);
        }
        // The words that tell most apart come first, while there is room for many names.
        search.slots.sort_by_key(|slot| Reverse(slot.weight));
        search
    }

    fn add_word(&mut self, text: &str, script: Script) {
        let exact = self.exact(text);
        let mut hits = Vec::new();
        hits.extend(exact.map(|word| Hit { word, sureness: AS_IT_IS }));
        self.add_by_sound(text, BY_SOUND, &mut hits);
        self.add_by_consonants(text, script, &mut hits);
        self.add_mistyped(text, &mut hits);
        let hits = best_hits(hits);
        let weight = self.weight_of(exact, &hits);
        self.weight += weight;
        self.slots.push(Slot { weight, hits });
        if exact.is_none() {
            self.add_parts(text, weight / 2);
        }
    }

    /// As rare as the word itself; as what it may stand for where the dictionary lacks it.
    fn weight_of(&self, exact: Option<u32>, hits: &[Hit]) -> u32 {
        let weight = |word: u32| self.words.get(word as usize).map(|record| record.weight.get());
        let stands_for = || hits.iter().filter_map(|hit| weight(hit.word)).max();
        // An image that was altered may hold any weight; sums must stay numbers.
        exact
            .and_then(weight)
            .or_else(stands_for)
            .unwrap_or_else(|| weight::of_unknown_word(self.edition.name_count()))
            .min(1 << 16)
    }

    fn exact(&self, text: &str) -> Option<u32> {
        self.words.binary_search_by(|word| self.edition.text(word.text).cmp(text)).ok().map(|word| word as u32)
    }

    fn under_key(&self, key: &str, keys: Section, words: Section) -> impl Iterator<Item = u32> + use<'e> {
        let edition = self.edition;
        let keys: &'e [KeyRecord] = edition.image.records(keys);
        let found = keys.binary_search_by(|record| edition.text(record.key).cmp(key)).ok();
        let span = found.and_then(|key| keys.get(key)).map_or(Span::default(), |key| key.words);
        span.of(edition.image.records::<Number>(words)).iter().map(|word| word.value.get())
    }

    /// A single letter sounds like too much.
    fn add_by_sound(&self, text: &str, sureness: u32, hits: &mut Vec<Hit>) {
        if text.len() > 1 {
            let words = self.under_key(&phonetic_key(text), Section::PhoneticKeys, Section::PhoneticWords);
            hits.extend(words.map(|word| Hit { word, sureness }));
        }
    }

    /// Consonants alone are enough only where one of the two scripts has no more to give.
    fn add_by_consonants(&self, text: &str, script: Script, hits: &mut Vec<Hit>) {
        let Some(key) = skeleton(text) else { return };
        let fits = |word: &u32| {
            script.is_unvowelled() || self.words.get(*word as usize).is_some_and(|record| record.unvowelled.get() != 0)
        };
        let words = self.under_key(&key, Section::SkeletonKeys, Section::SkeletonWords).filter(fits);
        hits.extend(words.map(|word| Hit { word, sureness: BY_CONSONANTS }));
    }

    fn add_mistyped(&self, text: &str, hits: &mut Vec<Hit>) {
        let deletions: &[DeletionRecord] = self.edition.image.records(Section::Deletions);
        let mut near: Vec<u32> = Vec::new();
        for hash in typo::deletions(text) {
            let first = deletions.partition_point(|deletion| deletion.hash.get() < hash);
            near.extend(deletions[first..].iter().take_while(|d| d.hash.get() == hash).map(|d| d.word.get()));
        }
        near.sort_unstable();
        near.dedup();
        for word in near {
            let Some(record) = self.words.get(word as usize) else { continue };
            let other = self.edition.text(record.text);
            match typo::distance(text, other, typo::allowed(text.len().min(other.len()))) {
                Some(1) => hits.push(Hit { word, sureness: ONE_ERROR }),
                Some(2) => hits.push(Hit { word, sureness: TWO_ERRORS }),
                _ => {}
            }
        }
    }

    /// Two words of the query that a list may write as one (`Abd Allah`).
    fn add_joint(&mut self, (one, script): (&str, Script), (other, _): (&str, Script)) {
        let joined = format!("{one}{other}");
        let mut hits = Vec::new();
        hits.extend(self.exact(&joined).map(|word| Hit { word, sureness: JOINED }));
        self.add_by_sound(&joined, BY_CONSONANTS, &mut hits);
        if script.is_unvowelled() {
            self.add_by_consonants(&joined, script, &mut hits);
        }
        let hits = best_hits(hits);
        if !hits.is_empty() {
            let weight = self.weight_of(None, &hits);
            self.slots.push(Slot { weight, hits });
        }
    }

    /// A word of the query that a list may write as two (`Binladen`); one of the two must be there as it is.
    fn add_parts(&mut self, text: &str, weight: u32) {
        for cut in 2..text.len().saturating_sub(1) {
            let (Some(one), Some(other)) = (text.get(..cut), text.get(cut..)) else { continue };
            let (one_exact, other_exact) = (self.exact(one), self.exact(other));
            if one_exact.is_none() && other_exact.is_none() {
                continue;
            }
            for (part, exact) in [(one, one_exact), (other, other_exact)] {
                let mut hits: Vec<Hit> = exact.map(|word| Hit { word, sureness: JOINED }).into_iter().collect();
                if exact.is_none() {
                    self.add_by_sound(part, BY_CONSONANTS, &mut hits);
                }
                self.slots.push(Slot { weight, hits: best_hits(hits) });
            }
        }
    }

    /// Brings the names that share words with the query to their parties.
    fn collect(&self, found: &mut FxHashMap<u32, Candidate>) {
        let names: &[NameRecord] = self.edition.image.records(Section::Names);
        for (name, tally) in self.tallies() {
            let Some(record) = names.get(name as usize) else { continue };
            let overlap = self.overlap(tally.shared, record.weight.get().min(1 << 24));
            let party = record.party.get();
            let nothing = Candidate { party: PartyIx::new(party), overlap: 0.0, identifier: false };
            let candidate = found.entry(party).or_insert(nothing);
            candidate.overlap = candidate.overlap.max(overlap);
        }
    }

    /// Twice what is shared, of what both have (Dice).
    fn overlap(&self, shared: u32, weight: u32) -> f32 {
        let shared = shared.min(self.weight).min(weight);
        let both = self.weight + weight;
        if both == 0 { 0.0 } else { (2 * shared) as f32 / both as f32 }
    }

    /// Counts what each name shares with the query. Names with the rarest word that the dictionary has are always counted, so a
    /// name with all words of the query is never missed.
    fn tallies(&self) -> FxHashMap<u32, Tally> {
        let postings: &[Number] = self.edition.image.records(Section::Postings);
        let mut tallies: FxHashMap<u32, Tally> = FxHashMap::default();
        let mut room = MOST_NAMES;
        let mut rarest_is_counted = false;
        for (slot, number) in self.slots.iter().zip(1_u32..) {
            for hit in &slot.hits {
                let Some(word) = self.words.get(hit.word as usize) else { continue };
                let names = word.names.of(postings);
                let shared = (slot.weight * hit.sureness) >> 8;
                let is_rarest = hit.sureness == AS_IT_IS && !rarest_is_counted;
                rarest_is_counted |= is_rarest;
                if names.len() <= room || is_rarest {
                    room = room.saturating_sub(names.len());
                    for name in names {
                        tallies.entry(name.value.get()).or_default().count(number, shared);
                    }
                } else {
                    count_where_there(&mut tallies, names, number, shared);
                }
            }
        }
        tallies
    }
}

impl Tally {
    fn count(&mut self, slot: u32, shared: u32) {
        if self.last_slot != slot {
            self.shared = self.shared.saturating_add(shared);
            self.last_slot = slot;
        }
    }
}

/// Counts a common word for the names that rarer words found.
fn count_where_there(tallies: &mut FxHashMap<u32, Tally>, names: &[Number], slot: u32, shared: u32) {
    for (name, tally) in tallies {
        if names.binary_search_by_key(name, |number| number.value.get()).is_ok() {
            tally.count(slot, shared);
        }
    }
}

/// Each word once, at its surest; the surest first.
fn best_hits(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_unstable_by_key(|hit| (hit.word, Reverse(hit.sureness)));
    hits.dedup_by_key(|hit| hit.word);
    hits.sort_by_key(|hit| (Reverse(hit.sureness), hit.word));
    hits.truncate(MOST_HITS);
    hits
}
