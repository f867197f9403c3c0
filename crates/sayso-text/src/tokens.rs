//! The words of a text, folded, each with its place.
//!
//! A word is a run of letters and digits. Apostrophes between letters belong to it (`Qa'ida`), a closing `'s` is a word of its own
//! (`Khalq's` gives `khalq` and `s`), dots between single letters hold an acronym together (`P.K.K.` gives `pkk`). Chinese
//! characters and Korean syllables are a word each. Characters that show nothing (soft hyphen, zero-width and direction marks) are
//! passed over.

use unicode_normalization::char::is_combining_mark;

use crate::fold::romanise;
use crate::script::{Script, main_script, script_of};

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token<'a> {
    /// The word folded: lower-case ASCII letters and digits, never empty.
    pub text: String,
    /// Byte at which it starts in the input.
    pub start: usize,
    /// Byte after its last one in the input.
    pub end: usize,
    /// The word as the input has it: `&input[start..end]`.
    pub original: &'a str,
    /// The script of its letters.
    pub script: Script,
}

/// The words of a text in their order.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((start, end)) = next_word(text, at) {
        split_syllables(text, start, end, &mut found);
        at = end;
    }
    found
}

/// The next word at or after a byte: its first byte and the byte after its last.
fn next_word(text: &str, from: usize) -> Option<(usize, usize)> {
    let start = from + text[from..].find(char::is_alphanumeric)?;
    let mut end = start;
    let mut rest = text[start..].chars();
    while let Some(c) = rest.next() {
        let next = text.len() - rest.as_str().len();
        if is_word(c) {
            end = next;
        } else if is_invisible(c) {
            // Shows nothing, so the word goes on; it ends here only if no letter follows.
        } else if !(is_apostrophe(c) && goes_on(rest.as_str()) || c == '.' && is_acronym(&text[start..end], rest.as_str())) {
            break;
        }
    }
    Some((start, end))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʹ' | '′' | '＇')
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Whether the word goes on behind an apostrophe: with a letter, and not with a closing `s`.
fn goes_on(rest: &str) -> bool {
    let mut letters = rest.chars();
    match letters.next() {
        Some('s' | 'S') => letters.next().is_some_and(is_word),
        Some(c) => c.is_alphanumeric(),
        None => false,
    }
}

/// Whether a dot stands between two single letters.
fn is_acronym(word: &str, rest: &str) -> bool {
    let last = word.rsplit('.').next().unwrap_or_default();
    let mut before = last.chars();
    let mut after = rest.chars();
    before.next().is_some_and(char::is_alphabetic)
        && before.next().is_none()
        && after.next().is_some_and(char::is_alphabetic)
        && !after.next().is_some_and(|c| is_word(c) || is_apostrophe(c))
}

/// Chinese and Korean syllables become words of their own.
fn split_syllables<'a>(text: &'a str, start: usize, end: usize, found: &mut Vec<Token<'a>>) {
    let mut run = start;
    let mut before = None;
    for (offset, c) in text[start..end].char_indices() {
        if before.is_some_and(|before| is_cut(before, c)) {
            push(text, run, start + offset, found);
            run = start + offset;
        }
        before = Some(c);
    }
    push(text, run, end, found);
}

/// Whether a new syllable starts between two letters. Korean syllables may come letter by letter: first, middle, last.
fn is_cut(before: char, c: char) -> bool {
    let is_first = |c| matches!(c, '\u{1100}'..='\u{115f}' | '\u{a960}'..='\u{a97c}');
    let is_later = |c| matches!(c, '\u{1160}'..='\u{11ff}' | '\u{d7b0}'..='\u{d7ff}');
    let is_syllable = |c| script_of(c).is_syllabic();
    if is_later(c) || is_combining_mark(c) || is_invisible(c) {
        return false;
    }
    is_syllable(c) && !(is_first(c) && is_first(before)) || is_syllable(before) && !is_first(c)
}

fn push<'a>(text: &'a str, start: usize, end: usize, found: &mut Vec<Token<'a>>) {
    let original = &text[start..end];
    let mut folded = romanise(original);
    folded.make_ascii_lowercase();
    if !folded.is_empty() {
        found.push(Token { text: folded, start, end, original, script: main_script(original) });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = tokens(text).into_iter().map(|token| token.text).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_are_found_as_names_are_written() {
        check("Mujahedin-e Khalq (MKO)", &["mujahedin", "e", "khalq", "mko"]);
        check("Al-Qa'ida, Al Qa‘ida", &["al", "qaida", "al", "qaida"]);
        check("Khalq's men; the Khalqs' men", &["khalq", "s", "men", "the", "khalqs", "men"]);
        check("P.K.K. and J.R. Smith of St.Petersburg", &["pkk", "and", "jr", "smith", "of", "st", "petersburg"]);
        check("e.g. U.S.A's 1.5", &["eg", "us", "a", "s", "1", "5"]);
        check("17N", &["17n"]);
        check("می\u{200c}خواهم soft\u{ad}ly", &["mykhwahm", "softly"]);
        check("习近平 Xi", &["xi", "jin", "ping", "xi"]);
        check("' — …", &[]);
    }

    #[test]
    fn a_token_knows_its_place() {
        let text = "a) “Qaʿida”s";
        let found = tokens(text);
        let word = &found[1];
        assert_eq!((word.original, &text[word.start..word.end], word.script), ("Qaʿida", "Qaʿida", Script::Latin));
    }

    proptest! {
        #[test]
        fn tokens_stand_where_they_say_in_order(text in "\\PC{0,40}") {
            let mut last = 0;
            for token in tokens(&text) {
                prop_assert!(last <= token.start && token.start < token.end);
                prop_assert_eq!(&text[token.start..token.end], token.original);
                prop_assert!(!token.text.is_empty());
                last = token.end;
            }
        }

        #[test]
        fn words_of_plain_names_are_not_lost(text in "[a-zA-Z0-9 ,-]{0,40}") {
            let letters: String = text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
            prop_assert_eq!(tokens(&text).into_iter().map(|t| t.text).collect::<String>(), letters);
        }
    }
}
