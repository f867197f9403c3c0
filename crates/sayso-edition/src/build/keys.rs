//! Keys to the words of the dictionary: by sound, by consonants, by what typing errors leave.

use rayon::prelude::*;
use sayso_text::{phonetic_key, skeleton};

use super::writer::{Texts, Writer, span};
use crate::layout::{DeletionRecord, KeyRecord, Number};
use crate::typo;

impl Writer {
    /// Writes the keys of the words, given in the order of their section.
    pub(crate) fn keys(&mut self, words: &[&str]) {
        let by_sound = words.par_iter().map(|word| Some(phonetic_key(word))).collect();
        (self.phonetic_keys, self.phonetic_words) = inverted(by_sound, &mut self.texts);
        let by_consonants = words.par_iter().map(|word| skeleton(word)).collect();
        (self.skeleton_keys, self.skeleton_words) = inverted(by_consonants, &mut self.texts);
        let deletions: Vec<Vec<u32>> = words.par_iter().map(|word| typo::deletions(word)).collect();
        let mut pairs: Vec<(u32, u32)> = deletions
            .into_iter()
            .zip(0_u32..)
            .flat_map(|(hashes, word)| hashes.into_iter().map(move |hash| (hash, word)))
            .collect();
        pairs.par_sort_unstable();
        self.deletions =
            pairs.into_iter().map(|(hash, word)| DeletionRecord { hash: hash.into(), word: word.into() }).collect();
    }
}

/// From the key of each word to the words of each key.
fn inverted(keys: Vec<Option<String>>, texts: &mut Texts) -> (Vec<KeyRecord>, Vec<Number>) {
    let mut pairs: Vec<(String, u32)> = keys.into_iter().zip(0_u32..).filter_map(|(key, word)| Some((key?, word))).collect();
    pairs.par_sort_unstable();
    let (mut records, mut words) = (Vec::new(), Vec::new());
    for of_key in pairs.chunk_by(|one, other| one.0 == other.0) {
        let start = words.len();
        words.extend(of_key.iter().map(|(_, word)| Number { value: (*word).into() }));
        records.push(KeyRecord { key: texts.place(&of_key[0].0), words: span(start, &words) });
    }
    (records, words)
}
