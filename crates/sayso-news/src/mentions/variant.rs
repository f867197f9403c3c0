//! Whether two spellings may be of one name: word by word, a few letters apart.
//!
//! A second opinion on what a register's lookup answers: it refuses matches in which a word that tells parties apart ("Indian" in
//! "Indian Mujahideen") has no counterpart.

use crate::article::name_words;
use crate::lexicon::ORGANIZATION;

/// Whether `phrase` may be a spelling of `name`: each word of the phrase has a counterpart in the name, and, unless a person is meant
/// (whose names come in part), each telling word of the name has one in the phrase.
pub(crate) fn is_variant(phrase: &str, name: &str, person: bool) -> bool {
    let (phrase, name) = (name_words(phrase), name_words(name));
    let covered = |words: &[String], by: &[String]| {
        words.iter().filter(|w| w.chars().count() > 2 && !is_filler(w)).all(|w| by.iter().any(|other| alike(w, other)))
    };
    let telling: Vec<String> = name.iter().filter(|word| !ORGANIZATION.has_text(word)).cloned().collect();
    covered(&phrase, &name) && if person { phrase.len() >= 2 } else { covered(&telling, &phrase) && !telling.is_empty() }
}

fn is_filler(word: &str) -> bool {
    matches!(word, "the" | "and" | "for" | "ltd" | "inc" | "llc")
}

/// Whether two words differ by one letter in five, at least one where they are longer than four letters.
fn alike(one: &str, other: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let longest = a.len().max(b.len());
    if longest > 40 {
        return one == other;
    }
    let allowed = if longest <= 4 { 0 } else { (longest / 5).max(1) };
    one == other || (a.len().abs_diff(b.len()) <= allowed && distance(&a, &b) <= allowed)
}

/// Letters to insert, delete or replace.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_told_from_other_names() {
        assert!(is_variant("Mujahadin Khalq Organisation", "Mujahedin-e Khalq Organization", false));
        assert!(is_variant("Mojahedin Khalq", "Mujahedin-e Khalq Organization", false));
        assert!(!is_variant("Indian Mujahideen", "Mujahedin-e Khalq Organization", false));
        assert!(!is_variant("Al-Mujahidin Brigades", "Mujahedin-e Khalq Organization", false));
        assert!(!is_variant("Mako Holding", "MKO", false));
        assert!(is_variant("Saddam Hussein", "Saddam Hussein Al-Tikriti", true));
        assert!(!is_variant("Qusay Hussein", "Saddam Hussein Al-Tikriti", true));
        assert!(!is_variant("Hussein", "Saddam Hussein Al-Tikriti", true));
    }
}
