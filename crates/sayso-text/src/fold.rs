//! One spelling for all the ways a text can be typed: compatibility forms and accents go, other scripts become Latin letters,
//! case goes.
//!
//! Romanisation is letter by letter (`any_ascii`) with a few corrections where that loses what names need: the Arabic alif, the
//! Hebrew vav, Greek letter pairs. It follows sound only roughly; [`crate::phonetic_key`] and [`crate::skeleton`] bridge the rest.

use any_ascii::any_ascii_char;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::script::{Script, script_of};
use crate::tokens::tokens;

/// The words of a text in lower-case ASCII letters and digits, one space between them.
///
/// Folding a folded text changes nothing. Punctuation is dropped; see [`tokens`] for what a word is.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for token in tokens(text) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(&token.text);
    }
    folded
}

/// A word in ASCII letters and digits, in the case it has; anything else in it is dropped.
pub fn romanise(word: &str) -> String {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return word.to_owned();
    }
    let mut letters = word.nfkc().peekable();
    let mut latin = String::with_capacity(word.len());
    let mut at_start = true;
    while let Some(letter) = letters.next() {
        if is_dropped_mark(letter) {
            continue;
        }
        if let Some(pair) = letters.peek().and_then(|next| greek_pair(letter, *next, at_start)) {
            letters.next();
            latin.push_str(pair);
        } else {
            push_letter(letter, &mut latin);
        }
        at_start = false;
    }
    latin
}

fn push_letter(letter: char, latin: &mut String) {
    let spelled = correction(letter).unwrap_or_else(|| any_ascii_char(letter));
    if spelled.is_empty() && matches!(script_of(letter), Script::Han | Script::Other) {
        // A letter that no table knows is still not nothing: a name made of such letters must be found again.
        latin.push_str(&format!("u{:x}", u32::from(letter)));
    }
    latin.extend(spelled.chars().filter(char::is_ascii_alphanumeric));
}

/// Marks that change a letter's shade or write the vowels that Arabic and Hebrew usually leave out. Marks of Indic and other
/// scripts are vowels in their own right and stay.
fn is_dropped_mark(c: char) -> bool {
    is_combining_mark(c) && script_of(c) != Script::Other && !matches!(c, '\u{900}'..='\u{1cff}')
}

/// Where `any_ascii` drops a letter that Latin spellings write, or takes the rarer sound.
fn correction(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ا' | 'آ' | 'أ' | 'إ' | 'ٱ' | 'ى' | 'א' => "a",
        'ו' => "w",
        _ => return None,
    })
}

/// Greek pairs of letters that stand for one sound; the pairs for b and d only at the start of a word.
fn greek_pair(first: char, second: char, at_start: bool) -> Option<&'static str> {
    if script_of(first) != Script::Greek {
        return None;
    }
    let mut lower = first.to_lowercase().chain(second.to_lowercase());
    match (lower.next()?, lower.next()?) {
        ('ο', 'υ' | 'ύ') => Some("ou"),
        ('γ', 'γ') => Some("ng"),
        ('μ', 'π') if at_start => Some("b"),
        ('ν', 'τ') if at_start => Some("d"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(fold(text), expected, "{text}");
    }

    #[test]
    fn accents_case_and_compatibility_forms_go() {
        check("  Émile  ZOLA, Jr. ", "emile zola jr");
        check("E\u{301}mile", "emile");
        check("ﬁnance Ｃｏ．", "finance co");
        check("Straße İstanbul ıłđøæ", "strasse istanbul ildoae");
        check("№ 17½", "17 1 2".replace(' ', "").as_str());
    }

    #[test]
    fn other_scripts_become_latin_letters() {
        check("Усама бен Ладен", "usama ben laden");
        check("Евгений Пригожин", "evgeniy prigozhin");
        check("Γιώργος Παπανδρέου", "giorgos papandreou");
        check("Μπιν Λάντεν", "bin lanten");
        check("سازمان مجاهدین خلق", "sazman mjahdyn khlq");
        check("ישראל יוסף", "ysral ywsf");
        check("习近平", "xi jin ping");
        check("김정은", "gim jeong eun");
        check("が タナカ", "ga tanaka");
        check("हिन्दी नाम", "hindi nam");
    }

    #[test]
    fn vowel_marks_of_arabic_do_not_matter() {
        assert_eq!(fold("مُحَمَّد"), fold("محمد"));
        check("محمد", "mhmd");
    }

    #[test]
    fn a_letter_that_no_table_knows_is_kept_as_its_number() {
        check("\u{2b9c8}", "u2b9c8");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(&fold(&once), &once);
            prop_assert!(once.bytes().all(|b| b == b' ' || b.is_ascii_digit() || b.is_ascii_lowercase()));
        }

        #[test]
        fn composed_and_decomposed_texts_fold_alike(text in "[\\p{Latin}\\p{Greek}\\p{Cyrillic}\\p{Arabic}\\p{Hebrew}\\p{Hangul} ]{0,30}") {
            let composed: String = text.nfc().collect();
            let decomposed: String = text.nfd().collect();
            prop_assert_eq!(fold(&composed), fold(&decomposed));
        }
    }
}
