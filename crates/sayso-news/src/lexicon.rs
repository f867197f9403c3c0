//! The word lists in `data/`, ready to be asked by folded word.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::token::{Token, fold, hash_folded};

/// A set of words, asked by their hash.
pub(crate) struct Words(FxHashSet<u64>);

impl Words {
    fn read(lines: &str) -> Self {
        let words = lines.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        Self(words.map(|word| hash_folded(&fold(word))).collect())
    }

    pub(crate) fn has(&self, word: &Token) -> bool {
        self.0.contains(&word.hash)
    }

    pub(crate) fn has_text(&self, word: &str) -> bool {
        self.0.contains(&hash_folded(&fold(word)))
    }
}

macro_rules! word_list {
    ($(#[$doc:meta])* $name:ident, $file:literal) => {
        $(#[$doc])*
        pub(crate) static $name: LazyLock<Words> = LazyLock::new(|| Words::read(include_str!(concat!("../data/", $file))));
    };
}

word_list!(/// Too common to name a party alone.
    COMMON, "common_words.txt");
word_list!(/// Make a phrase the name of an organisation.
    ORGANIZATION, "organization_words.txt");
word_list!(/// Stand before a person's name.
    TITLES, "titles.txt");
word_list!(/// Behind a party's name, make somebody else the one meant.
    ROLES, "role_words.txt");
word_list!(/// Behind a country's name, make its government the one who acts.
    GOVERNMENT, "government_words.txt");
word_list!(/// Verbs that report what somebody says or thinks.
    REPORTING, "reporting_verbs.txt");
