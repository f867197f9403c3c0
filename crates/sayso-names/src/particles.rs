//! Words of names that say little: particles, articles, honorifics, legal forms. Tables are in `data/`.

use std::sync::LazyLock;

use crate::prepared::TokenKind;

static KINDS: LazyLock<Vec<(&'static str, TokenKind)>> = LazyLock::new(|| {
    let mut kinds: Vec<(&'static str, TokenKind)> = Vec::new();
    for line in include_str!("../data/little_words.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let kind = match cells.next() {
            Some("particle") => TokenKind::Particle,
            Some("honorific") => TokenKind::Honorific,
            Some("legal-form") => TokenKind::LegalForm,
            _ => continue,
        };
        kinds.extend(cells.flat_map(|cell| cell.split(' ')).filter(|word| !word.is_empty()).map(|word| (word, kind)));
    }
    kinds.sort_unstable_by_key(|(word, _)| *word);
    kinds
});

/// What kind of word a folded token is.
pub(crate) fn kind_of(token: &str) -> TokenKind {
    if token.chars().all(|c| c.is_ascii_digit()) {
        return TokenKind::Number;
    }
    match KINDS.binary_search_by_key(&token, |(word, _)| word) {
        Ok(at) => KINDS[at].1,
        Err(_) if token.chars().count() == 1 => TokenKind::Initial,
        Err(_) => TokenKind::Word,
    }
}
