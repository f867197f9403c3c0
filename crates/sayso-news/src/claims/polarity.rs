//! Whether a claim is asserted at all: demanded, denied, thought of, decided.

use super::clause::VerbGroup;
use super::vocabulary::{Governor, governor};
use crate::article::Article;

/// What the wording makes of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Said to be so.
    Asserted,
    /// Said not to be so.
    Negated,
    /// Somebody wants it.
    Demanded,
    /// Somebody says it is not so.
    Denied,
    /// It may come, or is thought of.
    Hypothetical,
    /// Said, but in words that leave it open whether it is done; why.
    Unsure(&'static str),
}

/// How far before a claim its governing word may stand.
const REACH_WORDS: usize = 14;

/// How the form of a claim's verb stands in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A finite verb ("has been blacklisted", "removed").
    Finite,
    /// "to remove", "be removed", "removing".
    Infinite,
    /// "the designation of".
    NounList,
    /// "the removal of".
    NounDelist,
}

/// The standing of the claim whose verb group or noun begins at `group.first`.
pub(super) fn standing(
    article: &Article<'_>,
    group: &VerbGroup,
    form: Form,
    sentence: &std::ops::Range<usize>,
    verb: usize,
) -> Standing {
    if article.text
        [article.words[verb].end..article.sentences[article.sentence_of(verb)].bytes.end.max(article.words[verb].end)]
        .trim_end_matches(['”', '"', '\'', ')'])
        .ends_with('?')
    {
        return Standing::Hypothetical;
    }
    if group.should {
        return Standing::Demanded;
    }
    let governing = nearest_governor(article, group.first, sentence.start);
    if group.modal {
        return Standing::Hypothetical;
    }
    match (form, governing) {
        (Form::Finite, Some((Governor::Deny, at))) if denies_clause(article, at, group.first) => Standing::Denied,
        (Form::Finite, _) if conditional(article, group.first, sentence.start) => Standing::Hypothetical,
        (Form::Finite, Some((Governor::Demand, at)))
            if group.bare_be || (subjunctive(article, at, group.first) && !group.be && !group.have) =>
        {
            Standing::Demanded
        }
        (Form::Finite, _) if group.bare_be || inverted(article, group.first, sentence.start) => Standing::Hypothetical,
        (Form::Finite, _) if group.almost || negative_subject(article, group.first, sentence.start) => {
            Standing::Unsure("the wording is not certain")
        }
        (Form::Finite, _) if group.not => Standing::Negated,
        (Form::Finite, _) => Standing::Asserted,
        (_, Some((Governor::Demand, _))) => Standing::Demanded,
        (_, Some((Governor::Deny, _))) => Standing::Denied,
        (_, Some((Governor::Open, _))) => Standing::Hypothetical,
        (_, Some((Governor::Decide, _))) => Standing::Unsure("it is said to be decided, not to be done"),
        (_, None) if opens_ahead(article, verb, sentence.end) => Standing::Hypothetical,
        (Form::NounList, None) => Standing::Asserted,
        (Form::Infinite, None) if !is_after(article, group.first, sentence.start) => Standing::Hypothetical,
        (_, None) if is_after(article, group.first, sentence.start) => Standing::Asserted,
        (_, None) => Standing::Unsure("a removal is spoken of, not said to have happened"),
    }
}

fn nearest_governor(article: &Article<'_>, first: usize, floor: usize) -> Option<(Governor, usize)> {
    let mut at = first;
    while at > floor && first - at < REACH_WORDS {
        at -= 1;
        if article.gap(at).contains([';', ':']) {
            return None;
        }
        if let Some(found) = governor(&article.words[at]) {
            return Some((found, at));
        }
    }
    None
}

/// "denied that X was listed", "denies X is listed", "it is false that": the denial governs the clause, and no other begins between.
fn denies_clause(article: &Article<'_>, deny: usize, first: usize) -> bool {
    let between = deny + 1..first;
    let broken = between.clone().any(|at| article.is(at, &["but", "and", "which", "who", "while", "although"]))
        || (deny..first).any(|at| article.gap(at).contains(','));
    !broken
}

/// "demanded that the EU remove X".
fn subjunctive(article: &Article<'_>, demand: usize, first: usize) -> bool {
    (demand + 1..first).any(|at| article.is(at, &["that", "to"]))
}

/// "if X is listed", "whether X was removed", "unless".
fn conditional(article: &Article<'_>, first: usize, floor: usize) -> bool {
    let mut at = first;
    while at > floor && first - at < REACH_WORDS {
        at -= 1;
        if article.gap(at).contains([',', ';']) {
            return false;
        }
        if article.is(at, &["if", "whether", "unless", "until", "supposing", "should"]) {
            return true;
        }
    }
    false
}

/// "Had the EU listed X, …": a condition without "if".
fn inverted(article: &Article<'_>, first: usize, floor: usize) -> bool {
    first > floor + 1 && article.is(floor, &["had", "were", "should"])
}

/// "Neither the EU nor the US has …", "no court has …", "few countries have …".
fn negative_subject(article: &Article<'_>, first: usize, floor: usize) -> bool {
    (floor.max(first.saturating_sub(10))..first).any(|at| {
        article.is(at, &["neither", "nor", "few", "none", "nobody", "nowhere", "except", "without", "cannot"])
            || (article.is(at, &["no"]) && !article.is(at + 1, &["longer"]))
    })
}

/// "the removal of X … would", "… is unlikely", "… remains possible".
fn opens_ahead(article: &Article<'_>, verb: usize, ceiling: usize) -> bool {
    (verb + 1..ceiling.min(verb + REACH_WORDS)).any(|at| {
        article.is(
            at,
            &[
                "would", "could", "might", "may", "will", "should", "must", "unlikely", "likely", "possible", "if", "sought",
                "demanded", "proposed", "planned", "under",
            ],
        )
    })
}

/// "after removing X", "since the removal of X", "following the delisting".
fn is_after(article: &Article<'_>, first: usize, floor: usize) -> bool {
    (floor.max(first.saturating_sub(3))..first).any(|at| article.is(at, &["after", "since", "following", "despite"]))
}
