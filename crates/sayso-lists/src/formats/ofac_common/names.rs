//! Names of OFAC's parties: "LAST, First" in natural order, with the script it is written in.

use std::collections::HashMap;
use std::sync::LazyLock;

use sayso_record::vocabulary::prop;
use sayso_record::{PartialDate, Property, Statement};

/// What a name is to its party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::formats) enum NameKind {
    /// The name it is listed under.
    Main,
    /// Also known as, now known as.
    Strong,
    /// A weak ("low quality") alias, former or not.
    Weak,
    /// Formerly known as.
    Former,
}

impl NameKind {
    /// From OFAC's word for the kind of alias (`a.k.a.`, `F.K.A.`, `n.k.a.`, `Name`) and its quality; `None` for any other word.
    pub(in crate::formats) fn of_alias(word: &str, weak: bool) -> Option<Self> {
        let letters: String = word.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
        match letters.as_str() {
            "aka" | "nka" | "fka" | "name" | "" if weak => Some(Self::Weak),
            "aka" | "nka" | "name" | "" => Some(Self::Strong),
            "fka" => Some(Self::Former),
            _ => None,
        }
    }

    /// Where such a name is stated.
    pub(in crate::formats) fn property(self) -> Property {
        match self {
            Self::Main => prop::NAME,
            Self::Strong => prop::ALIAS,
            Self::Weak => prop::WEAK_ALIAS,
            Self::Former => prop::PREVIOUS_NAME,
        }
    }
}

/// What may stand behind the comma of a name without being a first name.
const NAME_SUFFIXES: [&str; 8] = ["Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV", "PhD"];

/// One name of a party.
#[derive(Debug, Clone, Default)]
pub(in crate::formats) struct PartyName {
    /// First and further names; empty for parties that are no persons.
    pub(in crate::formats) given: String,
    /// Last name, or the whole name.
    pub(in crate::formats) family: String,
    /// The name as another field of the record spells it, kept beside the value where it differs.
    pub(in crate::formats) spelled: String,
    /// Language tag of the script; empty for Latin.
    pub(in crate::formats) lang: &'static str,
    /// Parts by property, as the list spells them.
    pub(in crate::formats) parts: Vec<(Property, String)>,
    /// From when it was borne.
    pub(in crate::formats) since: Option<PartialDate>,
    /// Until when.
    pub(in crate::formats) until: Option<PartialDate>,
    /// Whether OFAC says that it is an acronym.
    pub(in crate::formats) acronym: bool,
}

impl PartyName {
    /// A name from the two fields of SDN.XML.
    pub(in crate::formats) fn of_fields(given: &str, family: &str) -> Self {
        let mut name = Self { given: given.to_owned(), family: family.to_owned(), ..Self::default() };
        if !given.is_empty() && !family.is_empty() {
            name.parts = vec![(prop::FIRST_NAME, given.to_owned()), (prop::LAST_NAME, family.to_owned())];
        }
        name
    }

    /// The name of a person with the first name apart, where the list has "LAST, First" in one field.
    pub(in crate::formats) fn with_given_apart(mut self) -> Self {
        if self.given.is_empty()
            && let Some((family, given)) = self.family.split_once(", ")
            && !given.contains(',')
            && !NAME_SUFFIXES.contains(&given)
        {
            let raw = if self.spelled.is_empty() { self.family.clone() } else { self.spelled };
            self =
                Self { spelled: raw, lang: self.lang, since: self.since, until: self.until, ..Self::of_fields(given, family) };
        }
        self
    }

    /// Where a part of a name goes, from OFAC's word for its type; `None` for a word that is none of them.
    pub(in crate::formats) fn part_property(word: &str) -> Option<Property> {
        Some(match word.trim().to_lowercase().as_str() {
            "first name" => prop::FIRST_NAME,
            "middle name" => prop::MIDDLE_NAME,
            "last name" | "maiden name" => prop::LAST_NAME,
            "patronymic" => prop::FATHER_NAME,
            "matronymic" => prop::MOTHER_NAME,
            "nickname" => prop::WEAK_ALIAS,
            "entity name" | "vessel name" | "aircraft name" | "whole name" => prop::NAME,
            _ => return None,
        })
    }

    /// "First LAST", without marks of writing direction.
    pub(in crate::formats) fn natural(&self) -> String {
        plain(&format!("{} {}", self.given, self.family)).trim().to_owned()
    }

    /// "LAST, First", as OFAC's lists print it.
    pub(in crate::formats) fn printed(&self) -> String {
        if self.given.is_empty() { self.family.clone() } else { format!("{}, {}", self.family, self.given) }
    }

    /// Language and original text of the statement of this name.
    pub(in crate::formats) fn describe(&self, statement: &mut Statement) {
        if !self.lang.is_empty() {
            statement.lang = Some(self.lang.into());
        }
        (statement.valid_from, statement.valid_until) = (self.since, self.until);
        let raw = if self.spelled.is_empty() { self.printed() } else { self.spelled.clone() };
        let raw = raw.split_whitespace().collect::<Vec<_>>().join(" ");
        if raw != *statement.value {
            statement.original = Some(raw.into());
        }
    }
}

/// The text without the invisible marks of writing direction that OFAC puts round Arabic.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')).collect()
}

static SCRIPTS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/ofac/scripts.tsv").lines();
    lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')).collect()
});

/// The language tag for a script in OFAC's words, empty for Latin; `None` for a script that the table does not have.
pub(in crate::formats) fn language_of_script(script: &str) -> Option<&'static str> {
    SCRIPTS.get(script.trim().to_lowercase().as_str()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_stated_in_natural_order() {
        let name = PartyName::of_fields("Ismail Abdul Salah", "HANIYA");
        assert_eq!(
            (name.natural().as_str(), name.printed().as_str()),
            ("Ismail Abdul Salah HANIYA", "HANIYA, Ismail Abdul Salah")
        );
        let name = PartyName::of_fields("", "\u{202b}لواء فاطميون\u{202c}");
        assert_eq!(name.natural(), "لواء فاطميون");
    }

    #[test]
    fn a_name_in_one_field_is_taken_apart() {
        let name = PartyName::of_fields("", "AL-ZAHAR, Mahmoud").with_given_apart();
        assert_eq!((name.natural().as_str(), name.spelled.as_str()), ("Mahmoud AL-ZAHAR", "AL-ZAHAR, Mahmoud"));
        for kept in ["SMITH, Jr.", "ABU MAZEN", "A, B, C"] {
            assert_eq!(PartyName::of_fields("", kept).with_given_apart().natural(), kept);
        }
    }

    #[test]
    fn the_kind_of_alias_and_its_quality_choose_the_property() {
        for (word, weak, expected) in [
            ("a.k.a.", false, Some(NameKind::Strong)),
            ("A.K.A.", true, Some(NameKind::Weak)),
            ("f.k.a.", false, Some(NameKind::Former)),
            ("F.K.A.", true, Some(NameKind::Weak)),
            ("n.k.a.", false, Some(NameKind::Strong)),
            ("d.b.a.", false, None),
        ] {
            assert_eq!(NameKind::of_alias(word, weak), expected, "{word}");
        }
    }
}
