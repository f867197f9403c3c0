//! Words of a text with their place, folded so that a name in a text and the same name on a list are the same words.
//!
//! Folding drops case, accents and apostrophes (`Qa'ida` and `QAIDA` are one word); `U.S.` is the word `us`; a hyphen parts words;
//! a possessive `'s` is no part of its word. Words are compared by a 64-bit hash of their folded form.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    /// No capital at its start.
    Lower,
    /// A capital at its start.
    Capital,
    /// Two capitals or more and no small letter.
    Upper,
    /// A script without case.
    None,
    /// Begins with a digit.
    Number,
}

/// A word of a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub(crate) start: usize, // bytes
    pub(crate) end: usize,
    pub(crate) hash: u64,
    pub(crate) case: Case,
    /// Whether `'s` or a closing apostrophe follows.
    pub(crate) possessive: bool,
}

impl Token {
    pub(crate) fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether it may begin or end a name: written with a capital, or in a script that has none.
    pub(crate) fn is_capitalised(&self) -> bool {
        matches!(self.case, Case::Capital | Case::Upper | Case::None)
    }
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325; // FNV-1a, 64 bit
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// Adds a word to the hash of the words before it.
pub(crate) fn join(sequence: u64, word: u64) -> u64 {
    (sequence.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The hash of a folded word.
pub(crate) fn hash_folded(folded: &str) -> u64 {
    folded.bytes().fold(SEED, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}

/// The folded form of a word.
pub(crate) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_lowercase() as char).collect();
    }
    word.nfkd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect()
}

fn hash_word(word: &str) -> u64 {
    if word.is_ascii() {
        let letters = word.bytes().filter(u8::is_ascii_alphanumeric);
        return letters.fold(SEED, |hash, byte| (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(PRIME));
    }
    hash_folded(&fold(word))
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ' | '`' | '´')
}

/// The words of a text in order.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::with_capacity(text.len() / 6);
    let mut at = 0;
    while let Some(offset) = text[at..].find(char::is_alphanumeric) {
        let start = at + offset;
        let (end, possessive, next) = word_end(text, start);
        found.push(Token { start, end, hash: hash_word(&text[start..end]), case: case_of(&text[start..end]), possessive });
        at = next;
    }
    found
}

/// End of the word that begins at `start`, whether it is a possessive, and where to go on.
fn word_end(text: &str, start: usize) -> (usize, bool, usize) {
    if let Some(end) = dotted_end(text, start) {
        let rest = &text[end..];
        let mark = rest.chars().next().filter(|c| is_apostrophe(*c)).map_or(0, char::len_utf8);
        let possessive = mark > 0 && rest[mark..].starts_with(['s', 'S']);
        return (end, possessive, if possessive { end + mark + 1 } else { end });
    }
    let mut end = start;
    let chars = text[start..].char_indices().peekable();
    for (offset, c) in chars {
        let here = start + offset;
        if c.is_alphanumeric() || is_mark(c) {
            end = here + c.len_utf8();
        } else if is_apostrophe(c) {
            let after = &text[here + c.len_utf8()..];
            let mut following = after.chars();
            let first = following.next();
            let second = following.next();
            if matches!(first, Some('s' | 'S')) && !second.is_some_and(char::is_alphanumeric) {
                return (end, true, here + c.len_utf8() + 1);
            }
            if !first.is_some_and(char::is_alphabetic) {
                let plural = text[start..end].ends_with(['s', 'S']) && c != '‘' && c != '`';
                return (end, plural, here + c.len_utf8());
            }
        } else {
            break;
        }
    }
    (end, false, end)
}

/// Combining marks belong to the letter before them.
fn is_mark(c: char) -> bool {
    matches!(c as u32, 0x300..=0x36f | 0x610..=0x61a | 0x64b..=0x65f | 0x670 | 0x591..=0x5c7 | 0x200c | 0x200d)
}

/// `U.S.`, `E.U.`, `U.S.A`: the end, last stop included where it is one of at least two.
fn dotted_end(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_uppercase);
    let mut at = start;
    let mut letters = 0;
    while letters < 8 && letter(at) && bytes.get(at + 1) == Some(&b'.') {
        at += 2;
        letters += 1;
    }
    if letters >= 1 && letter(at) && !bytes.get(at + 1).is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80) {
        return Some(at + 1);
    }
    (letters >= 2).then_some(at)
}

fn case_of(word: &str) -> Case {
    let mut chars = word.chars().filter(|c| !is_apostrophe(*c));
    let Some(first) = chars.next() else { return Case::Lower };
    if first.is_numeric() {
        return Case::Number;
    }
    if first.is_lowercase() {
        return Case::Lower;
    }
    if !first.is_uppercase() {
        return Case::None;
    }
    let (mut capitals, mut small) = (1, 0);
    for c in chars {
        capitals += usize::from(c.is_uppercase());
        small += usize::from(c.is_lowercase());
    }
    if capitals >= 2 && small == 0 { Case::Upper } else { Case::Capital }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = tokens(text).iter().map(|t| fold(&text[t.range()])).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_are_folded() {
        check("Al-Qa'ida and HAMAS’s men", &["al", "qaida", "and", "hamas", "men"]);
        check("the U.S. State Dept., U.N.", &["the", "us", "state", "dept", "un"]);
        check("a”non-forcible”manner", &["a", "non", "forcible", "manner"]);
        check("Mojāhedīn-e Ḵalq", &["mojahedin", "e", "khalq"].map(|w| if w == "khalq" { "kalq" } else { w }));
        check("US' list; the groups' leader", &["us", "list", "the", "groups", "leader"]);
        check("", &[]);
    }

    #[test]
    fn a_possessive_is_told_from_its_word() {
        let found = tokens("the EU's list, the U.S.'s, Qa'ida");
        assert_eq!(found.iter().map(|t| t.possessive).collect::<Vec<_>>(), [false, true, false, false, true, false]);
    }

    proptest! {
        #[test]
        fn words_lie_in_the_text_in_order(text in "\\PC{0,80}|[A-Z.'’s -]{0,60}") {
            let mut last = 0;
            for token in tokens(&text) {
                prop_assert!(last <= token.start && token.start < token.end);
                prop_assert_eq!(hash_word(&text[token.range()]), hash_folded(&fold(&text[token.range()])));
                last = token.end;
            }
        }
    }
}
