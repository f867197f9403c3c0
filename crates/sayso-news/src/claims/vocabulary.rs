//! The words of listing claims, from `data/listing_verbs.tsv` and `data/governors.tsv`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::token::{Token, fold, hash_folded};

/// What a word of listing says, and with what company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Class {
    List,
    Weak,
    Label,
    Delist,
    Put,
    Take,
    Lift,
    Impose,
    NounList,
    NounDelist,
}

impl Class {
    /// Whether it says that a listing ends.
    pub(super) fn ends(self) -> bool {
        matches!(self, Self::Delist | Self::Take | Self::Lift | Self::NounDelist)
    }
}

/// The form of a verb. One spelling may be several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "one spelling may be several forms")]
pub(super) struct Forms {
    pub(super) base: bool,
    pub(super) third: bool,
    pub(super) past: bool,
    pub(super) participle: bool,
    pub(super) gerund: bool,
    pub(super) noun: bool,
}

static WORDS: LazyLock<FxHashMap<u64, (Class, Forms)>> = LazyLock::new(|| {
    let mut table: FxHashMap<u64, (Class, Forms)> = FxHashMap::default();
    for line in include_str!("../../data/listing_verbs.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let Some(class) = cells.next().and_then(class_of) else { continue };
        for (index, word) in cells.enumerate().filter(|(_, word)| *word != "-") {
            let (_, forms) = table.entry(hash_folded(&fold(word))).or_insert((class, Forms::default()));
            match index {
                _ if matches!(class, Class::NounList | Class::NounDelist) => forms.noun = true,
                0 => forms.base = true,
                1 => forms.third = true,
                2 => forms.past = true,
                3 => forms.participle = true,
                _ => forms.gerund = true,
            }
        }
    }
    table
});

fn class_of(name: &str) -> Option<Class> {
    Some(match name {
        "list" => Class::List,
        "weak" => Class::Weak,
        "label" => Class::Label,
        "delist" => Class::Delist,
        "put" => Class::Put,
        "take" => Class::Take,
        "lift" => Class::Lift,
        "impose" => Class::Impose,
        "noun-list" => Class::NounList,
        "noun-delist" => Class::NounDelist,
        _ => return None,
    })
}

/// The word of listing that a word is.
pub(super) fn listing_word(word: &Token) -> Option<(Class, Forms)> {
    WORDS.get(&word.hash).copied()
}

/// How a governing word takes a claim out of the assertion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Governor {
    Demand,
    Deny,
    Open,
    Decide,
}

static GOVERNORS: LazyLock<FxHashMap<u64, Governor>> = LazyLock::new(|| {
    let mut table = FxHashMap::default();
    for line in include_str!("../../data/governors.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let governor = match cells.next() {
            Some("demand") => Governor::Demand,
            Some("deny") => Governor::Deny,
            Some("decide") => Governor::Decide,
            _ => Governor::Open,
        };
        for word in cells {
            table.entry(hash_folded(&fold(word))).or_insert(governor);
        }
    }
    table
});

/// The governing word that a word is.
pub(super) fn governor(word: &Token) -> Option<Governor> {
    GOVERNORS.get(&word.hash).copied()
}
