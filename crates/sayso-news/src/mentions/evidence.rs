//! What it takes before a name found in a text counts as its party.
//!
//! Names of two words and more count when they are written as names and are no part of another name. One word alone is little:
//! lists hold aliases such as SAID and PEOPLE. It counts when the text declares it, when the party is named in full elsewhere in the
//! text, or when it is distinctive: written with a capital throughout, not a common word, and the name of one organisation only.

use std::ops::Range;

use super::scanner::{Hit, PartyKind, Scanner};
use crate::article::Article;
use crate::authority::is_authority;
use crate::lexicon::{COMMON, ORGANIZATION, ROLES, TITLES};
use crate::token::Case;

/// What a hit is worth by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Worth {
    /// It counts.
    Counts(&'static str),
    /// It counts if the party is named otherwise in the text, or the text declares it.
    WithSupport,
    /// It counts if what it is a part of is a name of the party as well.
    AsPartOf,
    /// It counts for nothing.
    Nothing,
}

/// Distinctive single words have at least this many letters: shorter ones are words and names of many.
const WORD_LETTERS: usize = 5;
/// Capital letters that make an acronym distinctive by itself; three-letter ones stand for too many things.
const ACRONYM_LETTERS: usize = 4;
/// Words that show that a text speaks of lists and those on them; beginnings, folded.
const LIST_WORDS: [&str; 9] =
    ["blacklist", "terror", "sanction", "designat", "proscri", "delist", "outlaw", "banned", "militant"];

/// Whether the text speaks of lists at all.
pub(crate) fn speaks_of_lists(article: &Article<'_>) -> bool {
    (0..article.words.len()).any(|at| {
        let word = article.word(at);
        let lower = |prefix: &str| word.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
        LIST_WORDS.iter().any(|prefix| lower(prefix)) || article.is(at, &["list", "lists", "listed"])
    })
}

/// Judges a hit.
pub(crate) fn worth(article: &Article<'_>, scanner: &Scanner, hit: &Hit<'_>, about_lists: bool) -> Worth {
    if !written_as_name(article, &hit.words) || is_authority(article.surface(&hit.words)) {
        return Worth::Nothing;
    }
    let kinds = || hit.entries.iter().map(|entry| scanner.kinds[entry.party as usize]);
    if hit.words.len() == 1 {
        return one_word(article, hit, kinds().all(|kind| kind == PartyKind::Organization), about_lists);
    }
    if kinds().all(|kind| kind == PartyKind::Craft) && !behind_ship_word(article, hit.words.start) {
        return Worth::Nothing;
    }
    if hit.entries.iter().all(|entry| entry.is_weak) || all_common(article, &hit.words) {
        return Worth::WithSupport;
    }
    let person = kinds().any(|kind| kind == PartyKind::Person);
    if part_of_other_name(article, &hit.words, person) { Worth::AsPartOf } else { Worth::Counts("named as listed") }
}

/// Capitals at both ends (an article such as "al" before may be small), in small print and headlines alike.
fn written_as_name(article: &Article<'_>, words: &Range<usize>) -> bool {
    let is_particle = |at: usize| article.is(at, &["al", "el", "the", "an", "ansar"]);
    let first = if words.len() > 1 && is_particle(words.start) { words.start + 1 } else { words.start };
    let name_like =
        |at: usize| article.words[at].is_capitalised() || (words.len() > 1 && article.words[at].case == Case::Number);
    name_like(first) && name_like(words.end - 1)
}

pub(crate) fn all_common(article: &Article<'_>, words: &Range<usize>) -> bool {
    words.clone().all(|at| {
        COMMON.has(&article.words[at]) || ORGANIZATION.has(&article.words[at]) || article.words[at].case == Case::Number
    })
}

fn behind_ship_word(article: &Article<'_>, at: usize) -> bool {
    const SHIP_WORDS: [&str; 12] =
        ["vessel", "tanker", "ship", "mv", "mt", "freighter", "cargo", "carrier", "aircraft", "plane", "jet", "named"];
    (at.saturating_sub(3)..at).any(|before| article.is(before, &SHIP_WORDS))
}

fn one_word(article: &Article<'_>, hit: &Hit<'_>, organizations: bool, about_lists: bool) -> Worth {
    let at = hit.words.start;
    let word = &article.words[at];
    let letters = article.word(at).chars().filter(|c| c.is_alphanumeric()).count();
    if COMMON.has(word) || TITLES.has(word) || letters < 2 || article.authority_at(at).is_some() {
        return Worth::Nothing;
    }
    let weak = hit.entries.iter().any(|entry| entry.is_weak);
    let one_party = hit.entries.len() == 1;
    let run = article.capital_run(&hit.words);
    let other_name =
        !article.sentences[article.sentence_of(at)].title_case && stripped_run(article, &hit.words, run) != hit.words;
    if !organizations || weak || other_name || article.writes_small(word.hash) {
        return Worth::WithSupport;
    }
    if word.case == Case::Upper && letters < 7 {
        let distinctive = letters >= ACRONYM_LETTERS || (one_party && letters == 3 && about_lists);
        return if distinctive { Worth::Counts("its acronym, of one listed organisation only") } else { Worth::WithSupport };
    }
    // A capital that opens a sentence is little, unless the text speaks of lists.
    if letters >= WORD_LETTERS && (about_lists || !article.opens_sentence(at)) {
        Worth::Counts("a distinctive name")
    } else {
        Worth::WithSupport
    }
}

/// Whether the name is part of a longer one: "Islamic Jihad" in "Greater Islamic Jihad Movement", a person's name with more names.
fn part_of_other_name(article: &Article<'_>, words: &Range<usize>, person: bool) -> bool {
    if article.sentences[article.sentence_of(words.start)].title_case {
        return false;
    }
    let run = stripped_run(article, words, article.capital_run(words));
    run != *words && (person || words.len() == 2)
}

/// A run of capitals without what is no part of the name in its middle: titles, authorities, roles, common words that open a
/// sentence, "of" and a country behind it.
pub(crate) fn stripped_run(article: &Article<'_>, name: &Range<usize>, run: Range<usize>) -> Range<usize> {
    let (mut first, mut end) = (run.start, run.end);
    let outside = |at: usize| {
        let word = &article.words[at];
        TITLES.has(word) || ROLES.has(word) || article.authority_at(at).is_some() || article.is(at, &["the", "of", "and", "al"])
    };
    let last_outside =
        (first..name.start).rev().find(|at| outside(*at) || (article.opens_sentence(*at) && COMMON.has(&article.words[*at])));
    if let Some(at) = last_outside {
        first = at + 1;
    }
    if let Some(at) = (name.end..end).find(|at| outside(*at)) {
        let of_country = article.is(at, &["of"]) && article.authority_at(at + 1).is_none();
        if !of_country {
            end = at;
        }
    }
    first.min(name.start)..end.max(name.end)
}
