//! Capitalised phrases that no list holds word by word: other spellings of listed names, and parties that are on no list.
//!
//! A phrase is asked of the register. What the register does not know is a party of its own where the text shows what it is: a
//! person behind a title, an organisation by its form. Other capitalised words are not claimed to be anybody.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::evidence::all_common;
use super::scanner::PartyKind;
use super::variant::is_variant;
use crate::article::Article;
use crate::lexicon::{COMMON, ORGANIZATION, ROLES, TITLES};
use crate::register::{Found, Hint, Register};

/// A phrase that may name a party.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub(crate) words: Range<usize>,
    pub(crate) hint: Hint,
    /// The listed party it names; `None`: nobody on a list.
    pub(crate) found: Option<Found>,
    /// Whether some listed party is near enough that its absence from a list must not be concluded.
    pub(crate) near: bool,
}

/// Distinct phrases asked of the register for one text. News articles have under 100; more come from lists of names.
const LOOKUPS: usize = 600;
const PHRASE_WORDS: usize = 10;
/// A candidate below the register's threshold but over this may be the party under a spelling we cannot judge.
const NEAR_SCORE: f64 = 0.6;

/// Finds the candidates outside `taken` words.
pub(crate) fn find(article: &Article<'_>, register: &dyn Register, taken: &dyn Fn(usize) -> bool) -> Vec<Candidate> {
    let mut asked: FxHashMap<String, Option<Found>> = FxHashMap::default();
    let mut found = Vec::new();
    for sentence in article.sentences.iter().filter(|s| !s.title_case) {
        let mut at = sentence.words.start;
        while at < sentence.words.end {
            if !article.words[at].is_capitalised() || taken(at) {
                at += 1;
                continue;
            }
            let run = article.capital_run(&(at..at + 1));
            let end = (at..run.end).find(|word| taken(*word)).unwrap_or(run.end);
            for (words, hint) in phrases(article, at..end) {
                found.extend(judge(article, register, &mut asked, words, hint));
            }
            at = end.max(at + 1);
        }
    }
    found
}

/// The phrases of a run: without common words that open the sentence and nationalities; behind the last title stands a person.
fn phrases(article: &Article<'_>, run: Range<usize>) -> Vec<(Range<usize>, Hint)> {
    let mut first = run.start;
    while first < run.end && is_lead(article, first) {
        first = article.authority_at(first).map_or(first + 1, |named| named.end.min(run.end).max(first + 1));
    }
    let words = first..run.end;
    if let Some(title) = words.clone().rev().find(|at| TITLES.has(&article.words[*at])) {
        return trimmed(article, title + 1..run.end).map(|words| (words, Hint::Person)).into_iter().collect();
    }
    let title_before = first > 0 && article.joins(first - 1) && TITLES.has(&article.words[first - 1]);
    let Some(words) = trimmed(article, words) else { return Vec::new() };
    let organization = words.clone().any(|at| ORGANIZATION.has(&article.words[at]));
    let hint = match (title_before || named_as_speaker(article, &words), organization) {
        (_, true) => Hint::Organization,
        (true, false) => Hint::Person,
        (false, false) => Hint::Unknown,
    };
    vec![(words, hint)]
}

fn is_lead(article: &Article<'_>, at: usize) -> bool {
    let opener = article.opens_sentence(at) && COMMON.has(&article.words[at]) && !ORGANIZATION.has(&article.words[at]);
    opener || article.is(at, &["the", "of", "a", "an"]) || article.authority_at(at).is_some_and(|named| named.first == at)
}

/// Without small words and roles at its ends; `None` where nothing of two words is left.
fn trimmed(article: &Article<'_>, words: Range<usize>) -> Option<Range<usize>> {
    let (mut first, mut end) = (words.start, words.end);
    while first < end && !article.words[first].is_capitalised() && !article.is(first, &["al", "el", "bin"]) {
        first += 1;
    }
    while end > first && (!article.words[end - 1].is_capitalised() || ROLES.has(&article.words[end - 1])) {
        end -= 1;
    }
    (end - first >= 2 && end - first <= PHRASE_WORDS).then_some(first..end)
}

/// "Mowaffaq al-Rubaie said", "Mowaffaq al-Rubaie, Iraq's security adviser".
fn named_as_speaker(article: &Article<'_>, words: &Range<usize>) -> bool {
    let behind = words.end;
    let gap = article.gap(words.end - 1);
    if words.len() > 4 {
        return false;
    }
    if gap == " " {
        return article.is(behind, &["said", "says", "told", "added", "tweeted", "testified"]);
    }
    gap == ", "
        && (behind..behind + 5)
            .any(|at| at < article.words.len() && TITLES.has(&article.words[at]) && article.gap(at - 1) == " ")
}

fn judge(
    article: &Article<'_>,
    register: &dyn Register,
    asked: &mut FxHashMap<String, Option<Found>>,
    words: Range<usize>,
    hint: Hint,
) -> Option<Candidate> {
    let surface = article.surface(&words);
    if crate::authority::is_authority(surface)
        || all_common(article, &words)
        || (asked.len() >= LOOKUPS && !asked.contains_key(surface))
    {
        return None;
    }
    let answer = asked.entry(surface.to_owned()).or_insert_with(|| register.lookup(surface, hint));
    let near = answer.as_ref().is_some_and(|found| found.score >= NEAR_SCORE);
    if let Some(found) = answer.as_ref().filter(|found| fits(surface, found, hint)) {
        return Some(Candidate { words, hint, found: Some(found.clone()), near });
    }
    let shows_itself = match hint {
        Hint::Person => words.len() <= 5,
        Hint::Organization => names_an_organization(article, &words),
        Hint::Unknown => false,
    };
    shows_itself.then_some(Candidate { words, hint, found: None, near })
}

fn fits(surface: &str, found: &Found, hint: Hint) -> bool {
    let kind = PartyKind::of(&found.schema);
    let kind_fits = match hint {
        Hint::Person => kind == PartyKind::Person,
        Hint::Organization => kind == PartyKind::Organization,
        Hint::Unknown => matches!(kind, PartyKind::Person | PartyKind::Organization),
    };
    found.is_match && kind_fits && is_variant(surface, &found.name, kind == PartyKind::Person)
}

/// A word of organisations at the end or before "of", and one word that tells which.
fn names_an_organization(article: &Article<'_>, words: &Range<usize>) -> bool {
    let is_form = |at: usize| ORGANIZATION.has(&article.words[at]);
    let formed =
        is_form(words.end - 1) || (words.start..words.end - 1).any(|at| is_form(at) && article.is(at + 1, &["of", "for"]));
    let telling = |at: usize| {
        !is_form(at)
            && !COMMON.has(&article.words[at])
            && article.words[at].is_capitalised()
            && article.authority_at(at).is_none()
    };
    formed && words.clone().any(telling)
}
