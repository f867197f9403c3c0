//! Short forms that the text itself declares: "Mujahedin Khalq Organization (MKO)", "MKO (Mujahedin Khalq Organization)",
//! "the Mujahedin Khalq Organization, also known as the MKO".

use std::ops::Range;

use crate::article::{Article, name_words};
use crate::token::Case;

/// A short form and the words of the name it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Definition {
    pub(crate) short: usize,
    pub(crate) long: Range<usize>,
    /// Whether the letters of the short form are found in the name in order, so that the text need not be believed blindly.
    pub(crate) letters_fit: bool,
}

/// Inside one pair of brackets no more short forms are declared than this ("(MEK, also known as MKO or PMOI)").
const INSIDE_WORDS: usize = 12;

/// All definitions of a text. `named` gives the name that ends with, or begins at, a word, where one is known already.
pub(crate) fn find(
    article: &Article<'_>,
    ends: &dyn Fn(usize) -> Option<Range<usize>>,
    begins: &dyn Fn(usize) -> Option<Range<usize>>,
) -> Vec<Definition> {
    let mut found = Vec::new();
    for at in 0..article.words.len() {
        let gap = article.gap(at);
        if gap.contains('(') && gap.len() <= 4 {
            in_brackets(article, at, ends, begins, &mut found);
        }
        if let Some(long) = ends(at) {
            found.extend(known_as(article, at).map(|short| definition(article, short, long.clone())));
        }
    }
    found
}

fn in_brackets(
    article: &Article<'_>,
    before: usize,
    ends: &dyn Fn(usize) -> Option<Range<usize>>,
    begins: &dyn Fn(usize) -> Option<Range<usize>>,
    found: &mut Vec<Definition>,
) {
    let inside = inside_brackets(article, before);
    if inside.is_empty() {
        return;
    }
    if is_short_form(article, before) {
        let known = begins(inside.start).filter(|long| long.end <= inside.end);
        let long = known.or_else(|| letters_fit(article, before, &inside).then(|| inside.clone()));
        found.extend(long.filter(|long| long.len() >= 2).map(|long| definition(article, before, long)));
        return;
    }
    let Some(long) = ends(before).or_else(|| spelled_out(article, before, inside.start)) else { return };
    found.extend(inside.filter(|at| is_short_form(article, *at)).map(|short| definition(article, short, long.clone())));
}

fn definition(article: &Article<'_>, short: usize, long: Range<usize>) -> Definition {
    let letters_fit = letters_fit(article, short, &long);
    Definition { short, long, letters_fit }
}

fn inside_brackets(article: &Article<'_>, before: usize) -> Range<usize> {
    let first = before + 1;
    let last = (first..article.words.len().min(first + INSIDE_WORDS))
        .find(|at| article.gap(*at).trim_start_matches(['"', '”', '\'', '’']).starts_with(')'));
    last.map_or(first..first, |last| first..last + 1)
}

/// Two capitals or more and no more than ten letters.
pub(crate) fn is_short_form(article: &Article<'_>, at: usize) -> bool {
    let word = article.word(at);
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    article.words.get(at).is_some_and(|w| matches!(w.case, Case::Upper | Case::Capital))
        && capitals >= 2
        && word.chars().count() <= 10
}

/// Words before the bracket whose initials spell the short form (Schwartz and Hearst).
fn spelled_out(article: &Article<'_>, last: usize, short: usize) -> Option<Range<usize>> {
    if !is_short_form(article, short) {
        return None;
    }
    let letters = article.word(short).chars().count();
    let floor =
        article.sentences[article.sentence_of(last)].words.start.max((last + 1).saturating_sub((letters + 5).min(letters * 2)));
    let initial = article.word(short).chars().next()?.to_lowercase().next()?;
    let candidates = (floor..last).rev().map(|first| first..last + 1);
    candidates.filter(|long| article.words[long.start].is_capitalised()).find(|long| {
        name_words(article.surface(long)).first().is_some_and(|w| w.starts_with(initial)) && letters_fit(article, short, long)
    })
}

/// Whether the letters of the short form stand in the name in order, the first at the start of a word.
fn letters_fit(article: &Article<'_>, short: usize, long: &Range<usize>) -> bool {
    let name = name_words(article.surface(long)).join(" ");
    let wanted: Vec<char> = name_words(article.word(short)).concat().chars().collect();
    let mut letters = name.chars();
    let mut before = ' ';
    wanted.iter().enumerate().all(|(index, letter)| {
        letters.by_ref().any(|c| {
            let fits = c == *letter && (index > 0 || before == ' ');
            before = c;
            fits
        })
    })
}

/// "…, also known as the MKO", "…, or MKO,": the short form behind a name.
fn known_as(article: &Article<'_>, last: usize) -> Option<usize> {
    const BETWEEN: [&str; 14] = [
        "or",
        "also",
        "known",
        "as",
        "the",
        "by",
        "its",
        "acronym",
        "initials",
        "aka",
        "called",
        "abbreviated",
        "under",
        "often",
    ];
    const TELLING: [&str; 6] = ["or", "known", "acronym", "aka", "called", "abbreviated"];
    let gap = article.gap(last).trim();
    if !matches!(gap, "" | "," | "-" | "–" | "—") {
        return None;
    }
    let mut telling = false;
    for at in last + 1..article.words.len().min(last + 8) {
        if article.is(at, &BETWEEN) {
            telling |= article.is(at, &TELLING);
            continue;
        }
        return (telling && is_short_form(article, at)).then_some(at);
    }
    None
}
