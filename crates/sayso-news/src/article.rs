//! A text made ready to be read: its words, its sentences, the authorities it names, which words it writes small.

use std::ops::Range;

use rustc_hash::FxHashSet;
use sayso_text::sentences::sentences;

use crate::authority::{self, Named};
use crate::token::{Case, Token, fold, tokens};

/// A sentence.
#[derive(Debug, Clone)]
pub(crate) struct Sentence {
    pub(crate) bytes: Range<usize>,
    pub(crate) words: Range<usize>,
    /// Written as headlines are, with capitals throughout: capitals say nothing in it.
    pub(crate) title_case: bool,
}

/// A text with what is known of its parts.
pub(crate) struct Article<'a> {
    pub(crate) text: &'a str,
    pub(crate) words: Vec<Token>,
    pub(crate) sentences: Vec<Sentence>,
    pub(crate) authorities: Vec<Named>,
    /// For each word the index of its sentence.
    sentence_of: Vec<u32>,
    small: FxHashSet<u64>,
}

impl<'a> Article<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let words = tokens(text);
        let sentences = split(text, &words);
        let mut sentence_of = vec![0; words.len()];
        for (index, sentence) in sentences.iter().enumerate() {
            sentence_of[sentence.words.clone()].fill(index as u32);
        }
        let small = words.iter().filter(|w| w.case == Case::Lower).map(|w| w.hash).collect();
        let authorities = authority::find(text, &words);
        Self { text, words, sentences, authorities, sentence_of, small }
    }

    pub(crate) fn word(&self, at: usize) -> &'a str {
        self.words.get(at).map_or("", |w| &self.text[w.range()])
    }

    /// Whether the word at `at` is one of these, in small letters.
    pub(crate) fn is(&self, at: usize, any: &[&str]) -> bool {
        let word = self.word(at);
        any.iter().any(|known| word.eq_ignore_ascii_case(known))
    }

    /// What stands between a word and the next.
    pub(crate) fn gap(&self, at: usize) -> &'a str {
        match (self.words.get(at), self.words.get(at + 1)) {
            (Some(one), Some(next)) => &self.text[one.end..next.start],
            (Some(last), None) => &self.text[last.end..],
            _ => "",
        }
    }

    pub(crate) fn sentence_of(&self, word: usize) -> usize {
        self.sentence_of.get(word).map_or(0, |index| *index as usize)
    }

    pub(crate) fn bytes(&self, words: &Range<usize>) -> Range<usize> {
        self.words[words.start].start..self.words[words.end - 1].end
    }

    pub(crate) fn surface(&self, words: &Range<usize>) -> &'a str {
        &self.text[self.bytes(words)]
    }

    /// Whether the text writes this word without a capital somewhere.
    pub(crate) fn writes_small(&self, hash: u64) -> bool {
        self.small.contains(&hash)
    }

    /// Whether a word opens its sentence, so that its capital says nothing.
    pub(crate) fn opens_sentence(&self, at: usize) -> bool {
        self.sentences.get(self.sentence_of(at)).is_some_and(|s| s.words.start == at)
    }

    /// The authority whose name holds the word.
    pub(crate) fn authority_at(&self, word: usize) -> Option<&Named> {
        let index = self.authorities.partition_point(|named| named.end <= word);
        self.authorities.get(index).filter(|named| named.first <= word)
    }

    /// Whether nothing but a space or hyphen stands between a word and the next, so that both may be of one name.
    pub(crate) fn joins(&self, at: usize) -> bool {
        at + 1 < self.words.len()
            && !self.words[at].possessive
            && matches!(self.gap(at), " " | "-" | "‑" | "\n" | ". " | "")
            && (self.gap(at) != ". " || self.words[at].end - self.words[at].start <= 3)
    }

    /// The words with capitals around `words` that may be of one name with them, in one sentence.
    pub(crate) fn capital_run(&self, words: &Range<usize>) -> Range<usize> {
        let sentence = &self.sentences[self.sentence_of(words.start)].words;
        let (mut first, mut end) = (words.start, words.end);
        let floor = sentence.start.max(words.start.saturating_sub(RUN_WORDS));
        let ceiling = sentence.end.min(words.end + RUN_WORDS);
        while first > floor && self.joins(first - 1) {
            if self.words[first - 1].is_capitalised() {
                first -= 1;
            } else if first >= floor + 2
                && self.is_connector(first - 1)
                && self.joins(first - 2)
                && self.words[first - 2].is_capitalised()
            {
                first -= 2;
            } else {
                break;
            }
        }
        while end < ceiling && self.joins(end - 1) {
            if self.words[end].is_capitalised() {
                end += 1;
            } else if let Some(next) = self.past_connectors(end, ceiling) {
                end = next;
            } else {
                break;
            }
        }
        first..end
    }

    fn past_connectors(&self, from: usize, ceiling: usize) -> Option<usize> {
        let mut at = from;
        while at < ceiling && at < from + 2 && self.is_connector(at) && self.joins(at) {
            at += 1;
        }
        (at > from && at < ceiling && self.words[at].is_capitalised()).then_some(at + 1)
    }

    fn is_connector(&self, at: usize) -> bool {
        const CONNECTORS: [&str; 23] = [
            "of", "the", "al", "el", "bin", "ibn", "bint", "de", "del", "e", "i", "ul", "ur", "der", "von", "van", "da", "di",
            "la", "ye", "abu", "as", "ad",
        ];
        self.words[at].case == Case::Lower
            && CONNECTORS.contains(&self.word(at))
            && !(self.word(at) == "as" && self.gap(at) != "-")
    }
}

/// No name is longer than this many words on either side of a part of it.
const RUN_WORDS: usize = 10;

fn split(text: &str, words: &[Token]) -> Vec<Sentence> {
    let mut next = 0;
    let mut found = Vec::new();
    for bytes in sentences(text) {
        let first = next;
        while next < words.len() && words[next].start < bytes.end {
            next += 1;
        }
        let long = words[first..next].iter().filter(|w| w.end - w.start > 3 && w.case != Case::Number);
        let (all, capital) = long.fold((0, 0), |(all, capital), w| (all + 1, capital + usize::from(w.is_capitalised())));
        let ends = text[bytes.clone()].ends_with(['.', '!', '?', '”', '"', '…']);
        let title_case = all >= 3 && capital * 5 >= all * 4 && !ends;
        found.push(Sentence { bytes, words: first..next, title_case });
    }
    found
}

/// The folded words of a name, hashed.
pub(crate) fn name_hashes(name: &str) -> Vec<u64> {
    tokens(name).iter().map(|word| word.hash).collect()
}

/// The folded words of a name.
pub(crate) fn name_words(name: &str) -> Vec<String> {
    tokens(name).iter().map(|word| fold(&name[word.range()])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_of_capitals_is_one_name() {
        let article = Article::new("The adviser Mowaffaq al-Rubaie of the Central Bank of Iraq, Baghdad, left.");
        let at = |word: &str| (0..article.words.len()).find(|i| article.word(*i) == word).unwrap();
        let run = |word: &str| article.surface(&article.capital_run(&(at(word)..at(word) + 1)));
        assert_eq!(run("Mowaffaq"), "Mowaffaq al-Rubaie of the Central Bank of Iraq");
        assert_eq!(run("Baghdad"), "Baghdad");
    }
}
