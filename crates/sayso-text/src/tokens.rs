//! Tokens: the words of a text with their places.

use unicode_normalization::char::is_combining_mark;

use crate::fold::push_folded;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The word, folded: ASCII letters and digits in lower case, never empty.
    pub text: String,
    /// First byte of the word in the text.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
}

/// The words of a text in order. A word is a run of letters, digits and marks; an apostrophe between letters belongs to it
/// (`Qa'ida`), a hyphen or a dot does not (`Al-Qaida` is two words).
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut open: Option<Token> = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let inside = c.is_alphanumeric() || is_combining_mark(c);
        let joins = is_apostrophe(c) && open.is_some() && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if inside || joins {
            let token = open.get_or_insert_with(|| Token { text: String::new(), start: at, end: at });
            push_folded(c, &mut token.text);
            token.end = at + c.len_utf8();
        } else if let Some(token) = open.take() {
            push_word(token, &mut tokens);
        }
    }
    if let Some(token) = open {
        push_word(token, &mut tokens);
    }
    tokens
}

fn push_word(token: Token, tokens: &mut Vec<Token>) {
    if !token.text.is_empty() {
        tokens.push(token);
    }
}

/// Apostrophes and the signs that romanisations use for hamza and ayn.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʾ' | 'ʿ' | '`' | '´' | 'ʹ' | 'ʺ' | 'ˈ' | '′')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_know_their_place() {
        let text = "Das «Qa'ida»-Netz, Müller";
        let found: Vec<(String, &str)> = tokens(text).into_iter().map(|t| (t.text, &text[t.start..t.end])).collect();
        let expected = [("das", "Das"), ("qaida", "Qa'ida"), ("netz", "Netz"), ("muller", "Müller")];
        assert_eq!(found, expected.map(|(a, b)| (a.to_owned(), b)));
    }

    proptest! {
        #[test]
        fn every_token_is_a_slice_of_the_text_in_order(text in "\\PC{0,40}") {
            let mut end = 0;
            for token in tokens(&text) {
                prop_assert!(token.start >= end && text.get(token.start..token.end).is_some() && !token.text.is_empty());
                prop_assert!(token.text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()));
                end = token.end;
            }
        }
    }
}
