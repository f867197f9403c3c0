//! Authorities as news names them: "the United States", "Washington", "the Iraqi government", "U.S. State Department".

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use sayso_record::country;

use crate::lexicon::GOVERNMENT;
use crate::token::{Token, join, tokens};

/// In what way a spelling stands for an authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// By itself.
    Name,
    /// A seat of government: where it acts.
    Metonym,
    /// Only before words of government or a list.
    Adjective,
    /// A list or act that only this authority has.
    List,
}

/// An authority named in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) code: String,
    pub(crate) kind: Kind,
    /// First word, and the one behind the last.
    pub(crate) first: usize,
    pub(crate) end: usize,
    /// Whether words of government follow the name ("the Iraqi government").
    pub(crate) is_government: bool,
}

impl Named {
    /// Whether it may act by itself: list, remove, ban.
    pub(crate) fn acts(&self) -> bool {
        match self.kind {
            Kind::Name | Kind::Metonym => true,
            Kind::Adjective => self.is_government,
            Kind::List => false,
        }
    }
}

struct Lexicon {
    spellings: FxHashMap<u64, (&'static str, Kind)>,
    prefixes: FxHashSet<u64>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon { spellings: FxHashMap::default(), prefixes: FxHashSet::default() };
    for line in include_str!("../data/authorities.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let (Some(kind), Some(code)) = (cells.next(), cells.next()) else { continue };
        let kind = match kind {
            "name" => Kind::Name,
            "metonym" => Kind::Metonym,
            "adjective" => Kind::Adjective,
            _ => Kind::List,
        };
        for spelling in cells {
            let mut sequence = 0;
            for word in tokens(spelling) {
                sequence = join(sequence, word.hash);
                lexicon.prefixes.insert(sequence);
            }
            lexicon.spellings.entry(sequence).or_insert((code, kind));
        }
    }
    lexicon
});

/// The authorities named in a text, in order, none inside another.
pub(crate) fn find(text: &str, words: &[Token]) -> Vec<Named> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match named_at(text, words, at) {
            Some(named) => {
                at = named.end;
                found.push(named);
            }
            None => at += 1,
        }
    }
    found
}

fn named_at(text: &str, words: &[Token], at: usize) -> Option<Named> {
    if !words[at].is_capitalised() && !matches!(words[at].case, crate::token::Case::Number) {
        return None;
    }
    let (code, kind, mut end) = spelled_at(words, at).or_else(|| country_at(text, words, at))?;
    let mut is_government = false;
    while kind != Kind::List
        && end < words.len()
        && GOVERNMENT.has(&words[end])
        && adjoining(text, &words[end - 1], &words[end])
    {
        is_government = true;
        end += 1;
    }
    Some(Named { code, kind, first: at, end, is_government })
}

/// Whether only white space or a possessive stands between two words.
fn adjoining(text: &str, one: &Token, other: &Token) -> bool {
    let between = &text[one.end..other.start];
    between.len() <= 8 && between.trim_start_matches(['\'', '’', 's']).trim().is_empty()
}

fn spelled_at(words: &[Token], at: usize) -> Option<(String, Kind, usize)> {
    let mut sequence = 0;
    let mut longest = None;
    for (offset, word) in words[at..].iter().enumerate() {
        sequence = join(sequence, word.hash);
        if !LEXICON.prefixes.contains(&sequence) {
            break;
        }
        if let Some((code, kind)) = LEXICON.spellings.get(&sequence) {
            longest = Some(((*code).to_owned(), *kind, at + offset + 1));
        }
    }
    // "us" and "it" in small letters are no states; capitals are checked for the first word by the caller.
    longest.filter(|(_, _, end)| {
        *end > at + 1 || words[at].end - words[at].start > 2 || words[at].case == crate::token::Case::Upper
    })
}

/// Countries that the lexicon does not hold, by sayso-record's table of one to four words. Codes of two or three letters are not
/// words of prose.
fn country_at(text: &str, words: &[Token], at: usize) -> Option<(String, Kind, usize)> {
    let longest = words.len().min(at + 4);
    (at + 1..=longest).rev().find_map(|end| {
        let last = &words[end - 1];
        let written = &text[words[at].start..last.end];
        if !last.is_capitalised() || written.len() < 4 || written.len() > 60 {
            return None;
        }
        let code = country::code(written)?;
        let code = if code == "gb" { "UK".to_owned() } else { code.to_uppercase() };
        Some((code, Kind::Name, end))
    })
}

/// Whether a whole phrase is the name of an authority or country.
pub(crate) fn is_authority(phrase: &str) -> bool {
    let words = tokens(phrase);
    let skip = usize::from(words.first().is_some_and(|w| phrase[w.range()].eq_ignore_ascii_case("the")));
    skip < words.len() && named_at(phrase, &words, skip).is_some_and(|named| named.end == words.len())
}

/// What people call the authority of a code.
pub(crate) fn name_of(code: &str) -> String {
    let known = sayso_record::authority::find(code).map(|authority| authority.name.to_owned());
    known.or_else(|| country::name(&code.to_lowercase()).map(str::to_owned)).unwrap_or_else(|| code.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let words = tokens(text);
        let found: Vec<String> = find(text, &words)
            .iter()
            .map(|n| {
                format!("{} {}{}", n.code, &text[words[n.first].start..words[n.end - 1].end], if n.acts() { "" } else { " -" })
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn authorities_are_found_under_the_names_news_gives_them() {
        check("by both the United States and the European Union", &["US United States", "EU European Union"]);
        check("Washington and the Iraqi government told us", &["US Washington", "IQ Iraqi government"]);
        check("the U.S. State Department list, the EU's blacklist", &["US U.S. State Department", "EU EU"]);
        check("Iraqi nationals in Angola", &["IQ Iraqi -", "AO Angola"]);
        check("a Foreign Terrorist Organization", &["US Foreign Terrorist Organization -"]);
        check("it told us", &[]);
    }
}
