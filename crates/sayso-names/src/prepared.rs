//! A name made ready for comparing: its folded tokens with what kind of word each is. Done once for each name.

use crate::particles;

/// What kind of word a token is; decides how much it weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A word that says who is meant.
    Word,
    /// One letter that may stand for a word.
    Initial,
    /// A number.
    Number,
    /// `al`, `de`, `bin`, `of`.
    Particle,
    /// `Dr`, `Haji`.
    Honorific,
    /// `Ltd`, `GmbH`.
    LegalForm,
}

/// A token of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameToken {
    /// The folded text.
    pub text: String,
    /// The sound of it: tokens with the same key are spellings of one another in some romanisation.
    pub sound: String,
    /// What kind of word it is.
    pub kind: TokenKind,
}

/// A name ready for comparing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PreparedName {
    /// Its tokens, in order.
    pub tokens: Vec<NameToken>,
}

impl PreparedName {
    /// Prepares a name in any script.
    pub fn new(name: &str) -> Self {
        let tokens = sayso_text::tokens(name)
            .into_iter()
            .map(|token| NameToken {
                sound: sayso_text::phonetic_key(&token.text),
                kind: particles::kind_of(&token.text),
                text: token.text,
            })
            .collect();
        Self { tokens }
    }

    /// The folded tokens without anything between them.
    pub fn joined(&self) -> String {
        self.tokens.iter().map(|token| token.text.as_str()).collect()
    }
}
