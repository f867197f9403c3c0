//! Candidates: the parties that share words, sounds or near-spellings with a query, those that share the rarest first.
//!
//! A party's rank is how much of the query it shares: each word of the query counts by its rarity, once, by the best of its
//! variants that the party has. Ranking is not scoring: it only decides who is compared.

use rustc_hash::FxHashMap;
use sayso_record::Schema;

use crate::image::Edition;
use crate::layout::{KEY_WORDS, SOUND_WORDS, Section, TOKEN_WORDS, letters};
use crate::party::PartyIx;

/// What is looked for.
#[derive(Debug, Clone, Copy)]
pub struct Query<'a> {
    /// Names, any of which may be the party's.
    pub names: &'a [&'a str],
    /// Kind of party; `None`: any.
    pub schema: Option<Schema>,
    /// Identifiers in the form of [`crate::normal_identifier`].
    pub identifiers: &'a [&'a str],
}

/// A party that may be meant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// Which.
    pub party: PartyIx,
    /// How much of the query it shares; only good for ranking.
    pub shared: f32,
}

/// A word of the sound of the query's counts this much of the word itself.
const SOUND: f32 = 0.9;
/// A word one or two edits away.
const TYPO: f32 = 0.75;
/// A word that begins with the query's initial, or the other way round.
const INITIAL: f32 = 0.3;
/// A whole name that is the same without spaces.
const JOINED: f32 = 20.0;
/// The same identifier: always compared.
const IDENTIFIER: f32 = 1_000.0;

impl Edition {
    /// At most `limit` parties, those that share most first, then by place.
    pub fn candidates(&self, query: &Query<'_>, limit: usize) -> Vec<Candidate> {
        let mut shared: FxHashMap<u32, f32> = FxHashMap::default();
        for name in query.names {
            let mut of_name: FxHashMap<u32, f32> = FxHashMap::default();
            let tokens: Vec<String> = sayso_text::tokens(name).into_iter().map(|t| t.text).collect();
            for token in &tokens {
                let mut of_token: FxHashMap<u32, f32> = FxHashMap::default();
                for (row, quality) in self.variants(token) {
                    self.share(row, quality, &mut of_token);
                }
                for (party, amount) in of_token {
                    *of_name.entry(party).or_default() += amount;
                }
            }
            self.share_key(Section::Joined, &tokens.concat(), JOINED, &mut of_name);
            for (party, amount) in of_name {
                let best = shared.entry(party).or_default();
                *best = best.max(amount);
            }
        }
        for identifier in query.identifiers {
            self.share_key(Section::Identifiers, identifier, IDENTIFIER, &mut shared);
        }
        let fits =
            |party: PartyIx| query.schema.is_none_or(|asked| self.party(party).is_some_and(|p| p.schema().can_match(asked)));
        let mut candidates: Vec<Candidate> = shared
            .into_iter()
            .map(|(party, shared)| Candidate { party: PartyIx(party), shared })
            .filter(|c| fits(c.party))
            .collect();
        candidates.sort_by(|a, b| b.shared.total_cmp(&a.shared).then(a.party.cmp(&b.party)));
        candidates.truncate(limit);
        candidates
    }

    /// Rows of the token dictionary that a word of the query may stand for, with how well.
    fn variants(&self, token: &str) -> Vec<(usize, f32)> {
        let mut rows: Vec<(usize, f32)> =
            self.search(Section::Tokens, TOKEN_WORDS, token).map(|row| (row, 1.0)).into_iter().collect();
        let length = token.chars().count();
        if length == 1 {
            let from = self.lower_bound(Section::Tokens, TOKEN_WORDS, token);
            let beginning = (from..self.rows(Section::Tokens, TOKEN_WORDS))
                .take_while(|row| self.row_text(Section::Tokens, TOKEN_WORDS, *row).starts_with(token));
            rows.extend(beginning.map(|row| (row, INITIAL)));
            return rows;
        }
        if let Some(initial) = self.search(Section::Tokens, TOKEN_WORDS, &token[..1]) {
            rows.push((initial, INITIAL));
        }
        let sound = sayso_text::phonetic_key(token);
        if let Some(row) = self.search(Section::Sounds, SOUND_WORDS, &sound).filter(|_| !sound.is_empty()) {
            let (from, count) =
                (self.word(Section::Sounds, row * SOUND_WORDS + 1), self.word(Section::Sounds, row * SOUND_WORDS + 2));
            let (from, count) = (from as usize, (count as usize).min(self.rows(Section::SoundTokens, 1)));
            rows.extend((from..from + count).map(|at| (self.word(Section::SoundTokens, at) as usize, SOUND)));
        }
        if length > 3 {
            self.typos(token, &mut rows);
        }
        rows
    }

    /// Words within one edit of a short word, two of a longer one. The whole dictionary is looked at, but letter sets and lengths
    /// rule out nearly all of it for the price of two comparisons.
    fn typos(&self, token: &str, rows: &mut Vec<(usize, f32)>) {
        let most = if token.len() > 6 { 2 } else { 1 };
        let set = letters(token);
        let table = self.section(Section::Tokens);
        for (row, words) in table.chunks_exact(4 * TOKEN_WORDS).enumerate() {
            let theirs = u32::from_le_bytes([words[12], words[13], words[14], words[15]]);
            if (set ^ theirs).count_ones() > 2 * most {
                continue;
            }
            let text = self.text(u32::from_le_bytes([words[0], words[1], words[2], words[3]]));
            if text.len().abs_diff(token.len()) <= most as usize
                && text != token
                && within(token.as_bytes(), text.as_bytes(), most as usize)
            {
                rows.push((row, TYPO));
            }
        }
    }

    /// Counts a token's rarity for each party that has it, at most once and by the best variant.
    fn share(&self, row: usize, quality: f32, shared: &mut FxHashMap<u32, f32>) {
        let (from, count) =
            (self.word(Section::Tokens, row * TOKEN_WORDS + 1), self.word(Section::Tokens, row * TOKEN_WORDS + 2));
        if row >= self.rows(Section::Tokens, TOKEN_WORDS) {
            return;
        }
        let all = self.rows(Section::Postings, 1);
        let (from, count) = ((from as usize).min(all), (count as usize).min(all));
        let rarity = (1.0 + self.party_count() as f32 / (1.0 + count as f32)).ln();
        for at in from..(from + count).min(all) {
            let best = shared.entry(self.word(Section::Postings, at)).or_default();
            *best = best.max(quality * rarity);
        }
    }

    fn share_key(&self, section: Section, key: &str, amount: f32, shared: &mut FxHashMap<u32, f32>) {
        if key.is_empty() {
            return;
        }
        for row in self.lower_bound(section, KEY_WORDS, key)..self.rows(section, KEY_WORDS) {
            if self.row_text(section, KEY_WORDS, row) != key {
                break;
            }
            *shared.entry(self.word(section, row * KEY_WORDS + 1)).or_default() += amount;
        }
    }
}

/// Whether two words are at most `most` edits apart (swaps of neighbours count one).
fn within(a: &[u8], b: &[u8], most: usize) -> bool {
    let width = b.len() + 1;
    let mut rows = [vec![0; width], (0..width).collect::<Vec<usize>>(), vec![0; width]];
    for i in 1..=a.len() {
        let [before, above, row] = &mut rows;
        row[0] = i;
        let mut least = i;
        for j in 1..width {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (above[j] + 1).min(row[j - 1] + 1).min(above[j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
            least = least.min(row[j]);
        }
        if least > most {
            return false;
        }
        rows.rotate_left(1);
    }
    rows[1][b.len()] <= most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted_with_swaps_as_one() {
        assert!(within(b"khalq", b"khalk", 1) && within(b"khalq", b"kahlq", 1) && within(b"khalq", b"khal", 1));
        assert!(!within(b"khalq", b"kaliq", 1) && within(b"khalq", b"kaliq", 2));
    }
}
