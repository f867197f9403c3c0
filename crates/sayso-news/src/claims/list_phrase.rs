//! Phrases that name a list: "the EU's blacklist", "Washington's terror list", "the State Department's list of foreign terrorist
//! organizations", "blacklists worldwide".

use std::ops::Range;

use crate::article::Article;

/// A list named in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ListPhrase {
    pub(super) words: Range<usize>,
    /// Whether the words themselves say that it is a list of this kind; else only its authority does.
    pub(super) is_blacklist: bool,
    /// "the list": one that was spoken of before.
    pub(super) is_bare: bool,
}

const MODIFIERS: [&str; 44] = [
    "bloc",
    "country",
    "government",
    "department",
    "state",
    "ministry",
    "union",
    "national",
    "terror",
    "terrorist",
    "terrorists",
    "terrorism",
    "sanctions",
    "sanction",
    "black",
    "official",
    "designated",
    "foreign",
    "proscribed",
    "banned",
    "international",
    "global",
    "watch",
    "consolidated",
    "their",
    "its",
    "the",
    "a",
    "an",
    "own",
    "organization",
    "organizations",
    "organisation",
    "organisations",
    "groups",
    "group",
    "entities",
    "specially",
    "nationals",
    "so-called",
    "so",
    "called",
    "outlawed",
    "list",
];
const TELLING: [&str; 13] = [
    "terror",
    "terrorist",
    "terrorists",
    "terrorism",
    "sanctions",
    "sanction",
    "black",
    "designated",
    "proscribed",
    "banned",
    "outlawed",
    "watch",
    "sanctioned",
];
const MEMBERS: [&str; 14] = [
    "organizations",
    "organisations",
    "organization",
    "organisation",
    "groups",
    "terrorists",
    "entities",
    "individuals",
    "persons",
    "nationals",
    "names",
    "companies",
    "people",
    "terror",
];
/// A phrase is no longer than this before and behind its noun.
const SIDE_WORDS: usize = 9;

/// The lists named in a sentence, in order.
pub(super) fn find(article: &Article<'_>, sentence: &Range<usize>) -> Vec<ListPhrase> {
    let mut found: Vec<ListPhrase> = Vec::new();
    for at in sentence.clone() {
        let is_noun = article.is(at, &["list", "lists", "blacklist", "blacklists", "watchlist", "watchlists", "black-list"]);
        // "under EU sanctions" is a list by another name.
        let under = article.is(at, &["sanctions"])
            && article
                .authority_at(at.wrapping_sub(1))
                .is_some_and(|named| article.is(named.first.wrapping_sub(1), &["under"]));
        let is_noun = is_noun || under;
        if !is_noun || found.last().is_some_and(|last| last.words.end > at) {
            continue;
        }
        let floor = found.last().map_or(sentence.start, |last| last.words.end);
        found.extend(phrase_around(article, at, floor.max(at.saturating_sub(SIDE_WORDS)), sentence.end));
    }
    found
}

fn phrase_around(article: &Article<'_>, noun: usize, floor: usize, ceiling: usize) -> Option<ListPhrase> {
    let mut first = noun;
    let mut is_blacklist = article.is(noun, &["blacklist", "blacklists", "watchlist", "watchlists"]);
    while first > floor && is_close(article, first - 1) {
        if let Some(named) = article.authority_at(first - 1) {
            is_blacklist |= named.kind == crate::authority::Kind::List;
            first = named.first.max(floor);
        } else if article.is(first - 1, &MODIFIERS) {
            is_blacklist |= article.is(first - 1, &TELLING);
            first -= 1;
        } else {
            break;
        }
        if first <= floor {
            break;
        }
    }
    first = coordinated(article, first, floor);
    let (end, members_tell) = members(article, noun, ceiling);
    is_blacklist |= members_tell;
    let has_authority = (first..end).any(|at| article.authority_at(at).is_some());
    let possessive = noun > 0 && article.words[noun - 1].possessive;
    let has_object = noun + 1 < ceiling
        && article.gap(noun).trim().is_empty()
        && article.is(noun + 1, &["the", "a", "an", "it", "them"])
        && !possessive;
    let after_authority = first == noun && noun > 0 && !possessive && article.authority_at(noun - 1).is_some();
    let is_verb = !article.is(noun, &["watchlist", "watchlists"]) && (has_object || after_authority);
    let is_bare = !is_blacklist
        && !has_authority
        && first + 1 == noun
        && end == noun + 1
        && article.is(first, &["the", "that", "its", "their"]);
    ((is_blacklist || has_authority || is_bare) && !is_verb).then_some(ListPhrase { words: first..end, is_blacklist, is_bare })
}

/// "the US, EU and Canadian lists": the authorities before the last one.
fn coordinated(article: &Article<'_>, first: usize, floor: usize) -> usize {
    let mut first = first;
    while article.authority_at(first).is_some() && first > floor {
        let and = article.is(first - 1, &["and", "or"]);
        let end = if and { first - 1 } else { first };
        let linked = and || article.gap(first - 1).trim() == ",";
        match article
            .authority_at(end.wrapping_sub(1))
            .filter(|named| linked && end > floor && named.first >= floor && named.end == end)
        {
            Some(named) => first = named.first,
            None => break,
        }
    }
    if first > floor && article.is(first - 1, &["the", "both"]) { first - 1 } else { first }
}

fn is_close(article: &Article<'_>, at: usize) -> bool {
    !article.gap(at).contains([',', ';', ':', '(', ')', '.', '?', '!'])
}

/// "list of (designated) foreign terrorist organizations", "list of the EU": the end of the phrase and whether it tells the kind.
fn members(article: &Article<'_>, noun: usize, ceiling: usize) -> (usize, bool) {
    if !article.is(noun + 1, &["of", "for"]) || !is_close(article, noun) {
        return (noun + 1, false);
    }
    let (mut end, mut tells) = (noun + 1, false);
    let mut at = noun + 2;
    while at < ceiling.min(noun + 2 + SIDE_WORDS) && (at == noun + 2 || is_close(article, at - 1)) {
        if let Some(named) = article.authority_at(at) {
            tells |= named.kind == crate::authority::Kind::List;
            at = named.end;
            end = at;
        } else if article.is(at, &MEMBERS) || article.is(at, &TELLING) {
            tells |= article.is(at, &TELLING);
            at += 1;
            end = at;
        } else if article.is(at, &MODIFIERS) || article.is(at, &["and", "or"]) {
            at += 1;
        } else {
            break;
        }
    }
    (end, tells)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let article = Article::new(text);
        let found = find(&article, &(0..article.words.len()));
        assert_eq!(found.iter().map(|p| article.surface(&p.words)).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn lists_are_found_under_the_names_news_gives_them() {
        check("removed from the EU's blacklist in 2009", &["the EU's blacklist"]);
        check("put it on Washington's terror list", &["Washington's terror list"]);
        check(
            "on the U.S. State Department list of foreign terrorist organizations since",
            &["the U.S. State Department list of foreign terrorist organizations"],
        );
        check("the removal of the group from blacklists worldwide", &["blacklists"]);
        check("its list of designated terrorist groups", &["its list of designated terrorist groups"]);
        check("a list of guests was long", &[]);
        check("off the list in 2009", &["the list"]);
        check("is on the US, EU and Canadian terrorist lists", &["the US, EU and Canadian terrorist lists"]);
        check("from the bloc's terror list", &["the bloc's terror list"]);
        check("has been under EU sanctions since", &["EU sanctions"]);
        check("the European Union list", &["the European Union list"]);
    }
}
