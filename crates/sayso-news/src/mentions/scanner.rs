//! All names of the register, found in one pass over the words of a text.
//!
//! Names are sequences of folded words; the table holds a hash for each name and for each beginning of one, so a text is read in
//! time linear in its length whatever the number of names. What a hit is worth is decided elsewhere ([`super::evidence`]).

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::article::Article;
use crate::register::Register;
use crate::token::{join, tokens};

/// A party's name in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Index into [`Scanner::ids`].
    pub(crate) party: u32,
    pub(crate) is_weak: bool,
}

/// The table of names. Made once for a register, used for any number of texts.
#[derive(Debug, Default)]
pub(crate) struct Scanner {
    names: FxHashMap<u64, Vec<Entry>>,
    beginnings: FxHashSet<u64>,
    pub(crate) ids: Vec<String>,
    pub(crate) kinds: Vec<PartyKind>,
}

/// What kind of party, as far as reading needs to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum PartyKind {
    Person,
    Organization,
    Craft,
    Other,
}

impl PartyKind {
    pub(crate) fn of(schema: &str) -> Self {
        match schema {
            "Person" => Self::Person,
            "Organization" | "Company" | "LegalEntity" | "PublicBody" => Self::Organization,
            "Vessel" | "Airplane" | "Vehicle" => Self::Craft,
            _ => Self::Other,
        }
    }

    pub(crate) fn word(self, schema: &str) -> &'static str {
        match (self, schema) {
            (Self::Person, _) => "person",
            (Self::Organization, _) => "organization",
            (_, "Vessel") => "vessel",
            (_, "Airplane") => "aircraft",
            _ => "other",
        }
    }
}

/// A name found in a text.
#[derive(Debug, Clone)]
pub(crate) struct Hit<'s> {
    pub(crate) words: Range<usize>,
    pub(crate) entries: &'s [Entry],
}

/// Longer names are descriptions, not names a text repeats word by word.
const NAME_WORDS: usize = 16;

impl Scanner {
    /// Reads all names of a register.
    pub(crate) fn new(register: &dyn Register) -> Self {
        let mut scanner = Self::default();
        let mut index: FxHashMap<String, u32> = FxHashMap::default();
        register.for_each_name(&mut |name| {
            let party = *index.entry(name.party.to_owned()).or_insert_with(|| {
                scanner.ids.push(name.party.to_owned());
                scanner.kinds.push(PartyKind::of(name.schema));
                scanner.ids.len() as u32 - 1
            });
            let words = tokens(name.text);
            if words.is_empty() || words.len() > NAME_WORDS {
                return;
            }
            let mut sequence = 0;
            for word in &words {
                sequence = join(sequence, word.hash);
                scanner.beginnings.insert(sequence);
            }
            let entries = scanner.names.entry(sequence).or_default();
            match entries.iter_mut().find(|entry| entry.party == party) {
                Some(entry) => entry.is_weak &= name.is_weak,
                None => entries.push(Entry { party, is_weak: name.is_weak }),
            }
        });
        scanner
    }

    /// The longest names at each place of the text, left to right, none inside another, none across sentences.
    pub(crate) fn scan<'s>(&'s self, article: &Article<'_>) -> Vec<Hit<'s>> {
        let mut hits = Vec::new();
        for sentence in &article.sentences {
            let mut at = sentence.words.start;
            while at < sentence.words.end {
                match self.longest_at(article, at, sentence.words.end) {
                    Some(hit) => {
                        at = hit.words.end;
                        hits.push(hit);
                    }
                    None => at += 1,
                }
            }
        }
        hits
    }

    fn longest_at(&self, article: &Article<'_>, at: usize, end: usize) -> Option<Hit<'_>> {
        let mut sequence = 0;
        let mut longest = None;
        for next in at..end.min(at + NAME_WORDS) {
            if next > at && !joins_in_name(article, next - 1) {
                break;
            }
            sequence = join(sequence, article.words[next].hash);
            if !self.beginnings.contains(&sequence) {
                break;
            }
            if let Some(entries) = self.names.get(&sequence) {
                longest = Some(Hit { words: at..next + 1, entries });
            }
        }
        longest
    }
}

/// Between the words of a name stand spaces, hyphens, commas of "Co., Ltd.", slashes; not the end of a clause.
fn joins_in_name(article: &Article<'_>, at: usize) -> bool {
    let gap = article.gap(at);
    gap.len() <= 4 && !gap.contains(['(', ')', ';', ':', '"', '“', '”', '!', '?'])
}
