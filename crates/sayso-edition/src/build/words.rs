//! The dictionary of the words of all names, with the names that each stands in.

use rayon::prelude::*;
use sayso_text::tokens;

use super::writer::{Writer, number, span};
use super::{Progress, Stage};
use crate::layout::{Number, WordRecord};
use crate::weight;

/// Names between two reports of progress.
const REPORT_EVERY: usize = 10_000;

/// A word of a name: the word, the name, whether it comes from a script without vowels.
type Standing = (String, u32, bool);

impl Writer {
    /// Writes the words of the names (given in the order of their section) and the keys to the words.
    pub(crate) fn words(&mut self, names: &[&str], progress: Progress<'_>) {
        let mut standings = Vec::new();
        for (chunk, part) in names.chunks(REPORT_EVERY).enumerate() {
            progress(Stage::Words, chunk * REPORT_EVERY, names.len());
            let words: Vec<Vec<(String, bool)>> = part.par_iter().map(|name| words_of(name)).collect();
            for (words, name) in words.into_iter().zip(chunk * REPORT_EVERY..) {
                let folded: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
                self.names[name].folded = self.texts.place(&folded.join(" "));
                standings.extend(words.into_iter().map(|(word, unvowelled)| (word, name as u32, unvowelled)));
            }
        }
        standings.par_sort_unstable();
        let words = self.dictionary(&standings, names.len());
        self.keys(&words);
        progress(Stage::Words, names.len(), names.len());
    }

    /// Writes the words in their order; gives their texts.
    fn dictionary<'s>(&mut self, standings: &'s [Standing], names: usize) -> Vec<&'s str> {
        let mut words = Vec::new();
        for of_word in standings.chunk_by(|one, other| one.0 == other.0) {
            let start = self.postings.len();
            self.postings
                .extend(of_word.chunk_by(|one, other| one.1 == other.1).map(|in_name| Number { value: in_name[0].1.into() }));
            let postings = span(start, &self.postings);
            let weight = weight::of_word(self.postings.len() - start, names);
            for (_, name, _) in of_word {
                let of_name = &mut self.names[*name as usize].weight;
                *of_name = (of_name.get() + weight).into();
            }
            let unvowelled = of_word.iter().any(|(_, _, unvowelled)| *unvowelled);
            let record = WordRecord {
                text: self.texts.place(&of_word[0].0),
                names: postings,
                weight: weight.into(),
                unvowelled: number(usize::from(unvowelled)),
            };
            self.words.push(record);
            words.push(of_word[0].0.as_str());
        }
        words
    }
}

fn words_of(name: &str) -> Vec<(String, bool)> {
    tokens(name).into_iter().map(|token| (token.text, token.script.is_unvowelled())).collect()
}
