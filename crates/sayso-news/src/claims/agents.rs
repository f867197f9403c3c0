//! Who is said to list: behind "by", with the list, as the subject.

use std::ops::Range;

use super::list_phrase::ListPhrase;
use crate::article::Article;
use crate::authority::{Kind, Named};

/// The authorities of a claim.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Agents {
    /// Codes, in the order in which the text names them.
    pub(super) codes: Vec<String>,
    /// The words that name them.
    pub(super) words: Option<Range<usize>>,
    /// Somebody is named as the one who lists who is no authority known here ("by several countries").
    pub(super) unknown: bool,
}

impl Agents {
    pub(super) fn add(&mut self, named: &Named) {
        if !self.codes.contains(&named.code) {
            self.codes.push(named.code.clone());
        }
        self.widen(named.first..named.end);
    }

    pub(super) fn widen(&mut self, words: Range<usize>) {
        self.words = Some(match self.words.take() {
            Some(known) => known.start.min(words.start)..known.end.max(words.end),
            None => words,
        });
    }
}

/// Behind a verb or list: "by both A and B", "in Germany", "under the UK's Terrorism Act".
pub(super) fn behind(article: &Article<'_>, words: Range<usize>, place: bool, agents: &mut Agents) {
    for at in words.clone() {
        if article.is(at, &["by"]) {
            let before = agents.codes.len();
            coordinated(article, at + 1, words.end, agents, &|named| named.acts() || named.kind == Kind::List);
            let verb_like = article.word(at + 1).ends_with("ing");
            agents.unknown |= agents.codes.len() == before
                && !verb_like
                && !article.words.get(at + 1).is_some_and(|w| w.case == crate::token::Case::Number);
            agents.widen(at..at + 1);
            return;
        }
        if place && article.is(at, &["in", "throughout", "under"]) {
            let under = article.is(at, &["under"]);
            let before = agents.codes.len();
            coordinated(article, at + 1, words.end, agents, &|named| named.kind == Kind::Name || under);
            if agents.codes.len() > before {
                return;
            }
        }
    }
}

/// "both the US and the EU", "the US, Canada and the UK". Returns where it ends.
fn coordinated(article: &Article<'_>, from: usize, end: usize, agents: &mut Agents, accepts: &dyn Fn(&Named) -> bool) {
    let mut at = from;
    let mut first = true;
    while at < end {
        while at < end && article.is(at, &["both", "the", "either", "and", "as", "well", "also", "by"]) {
            at += 1;
        }
        let Some(named) = article.authority_at(at).filter(|named| named.first == at && named.end <= end && accepts(named))
        else {
            return;
        };
        agents.add(named);
        at = named.end;
        let gap = article.gap(at - 1);
        let goes_on = article.is(at, &["and", "as"]) || gap.trim() == ",";
        if !goes_on || (!first && at >= end) {
            return;
        }
        first = false;
    }
}

/// The authorities whose list a phrase names.
pub(super) fn of_list(article: &Article<'_>, phrase: &ListPhrase, agents: &mut Agents) {
    let within: Vec<&Named> = article
        .authorities
        .iter()
        .skip(article.authorities.partition_point(|n| n.first < phrase.words.start))
        .take_while(|n| n.end <= phrase.words.end)
        .collect();
    let own = within.iter().any(|n| n.kind != Kind::List);
    // A list's own name stands for its authority only where no authority is named: "Canada's list of foreign terrorist organizations".
    for named in within.iter().filter(|n| !own || n.kind != Kind::List) {
        agents.add(named);
    }
}

/// Words on which a name depends, so that it is no subject.
const DEPENDING: [&str; 16] = [
    "of", "in", "from", "to", "with", "against", "on", "for", "by", "unlike", "except", "like", "than", "without", "besides",
    "not",
];

/// The authority that acts as the subject of the verb group that begins at `group`: directly before it, else the nearest in the
/// sentence with few words between and no party among them.
pub(super) fn subject<'a>(article: &'a Article<'_>, group: usize, floor: usize) -> Option<&'a Named> {
    // "The US, unlike the EU, has …": what stands in an insertion is not the subject.
    let mut before = group;
    if group > floor && article.gap(group - 1).contains([',', ')']) {
        before = (floor + 1..group).rev().find(|at| article.gap(*at - 1).contains([',', '(']))?;
    }
    let index = article.authorities.partition_point(|named| named.end <= before);
    let named = article.authorities[..index].last().filter(|named| named.first >= floor && named.acts())?;
    let between = named.end..before;
    let broken = between.clone().any(|at| article.is(at, &["by", "that", "which", "who", "where"]))
        || (named.end - 1..before.saturating_sub(1)).any(|at| article.gap(at).contains([';', ':', '.', '(']));
    let depends = |at: usize| article.is(at, &DEPENDING);
    let dependent = named.first > floor
        && (depends(named.first - 1)
            || (named.first > floor + 1 && article.is(named.first - 1, &["the"]) && depends(named.first - 2)));
    (between.len() <= 6 && !broken && !dependent).then_some(named)
}

/// All subjects that stand together: "The US and the EU have blacklisted …".
pub(super) fn subjects(article: &Article<'_>, group: usize, floor: usize, agents: &mut Agents) -> bool {
    if let Some(named) = subject(article, group, floor) {
        agents.add(named);
        let mut first = named.first;
        for _ in 0..8 {
            let start = if first > floor && article.is(first - 1, &["the"]) { first - 1 } else { first };
            let linked = start > floor && (article.is(start - 1, &["and"]) || article.gap(start - 1).trim() == ",");
            let end = if start > floor && article.is(start - 1, &["and"]) { start - 1 } else { start };
            let Some(other) =
                article.authority_at(end.wrapping_sub(1)).filter(|n| linked && n.end == end && n.first >= floor && n.acts())
            else {
                break;
            };
            if !agents.codes.contains(&other.code) {
                agents.codes.insert(0, other.code.clone());
            }
            agents.widen(other.first..other.end);
            first = other.first;
        }
        return true;
    }
    pronoun(article, group, floor, agents)
}

/// "They have banned …", "the bloc removed …": the government that acts last before it.
fn pronoun(article: &Article<'_>, group: usize, floor: usize, agents: &mut Agents) -> bool {
    let stands = group > floor
        && article.gap(group - 1).trim().is_empty()
        && article.is(
            group - 1,
            &["they", "it", "bloc", "government", "administration", "ministry", "department", "council", "country", "union"],
        );
    if !stands {
        return false;
    }
    let sentence = article.sentence_of(group - 1);
    let floor = article.sentences[sentence.saturating_sub(1)].words.start;
    let index = article.authorities.partition_point(|named| named.end < group);
    let reach: Vec<&Named> =
        article.authorities[..index].iter().rev().take_while(|n| n.first >= floor).filter(|n| n.acts()).collect();
    let mut codes: Vec<&str> = reach.iter().map(|n| n.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    // What the sentence before begins with is its subject; else only one may be in reach.
    let opening = reach.iter().find(|n| n.first <= floor + 2);
    match (opening, codes.len()) {
        (Some(named), _) => agents.codes.push(named.code.clone()),
        (None, 1) => agents.codes.push(codes[0].to_owned()),
        _ => agents.unknown = true,
    }
    agents.widen(group - 1..group);
    true
}
