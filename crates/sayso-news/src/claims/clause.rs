//! The grammar that claims need, without a parser: verb groups, who stands before and behind them, where a clause ends.
//!
//! When the words between do not clearly show who is meant, nobody is.

use std::ops::Range;

use crate::article::Article;
use crate::mentions::{Mention, Named, is_modifier, is_organization_noun};
use crate::token::Case;

/// The small words around a verb.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each says that a small word stands in the group; any may go together")]
pub(super) struct VerbGroup {
    /// First word of the group.
    pub(super) first: usize,
    pub(super) be: bool,
    /// "be" itself, without "to" or a modal: "that it be removed".
    pub(super) bare_be: bool,
    pub(super) have: bool,
    pub(super) to: bool,
    pub(super) should: bool,
    pub(super) modal: bool,
    pub(super) not: bool,
    pub(super) no_longer: bool,
    /// "almost", "nearly": it did not quite happen.
    pub(super) almost: bool,
    /// "reportedly" and its like.
    pub(super) hearsay: Option<usize>,
}

const BE: [&str; 10] = ["is", "are", "was", "were", "been", "being", "be", "isn't", "wasn't", "weren't"];
const HAVE: [&str; 7] = ["has", "have", "had", "having", "hasn't", "haven't", "hadn't"];
const MODAL: [&str; 11] = ["would", "could", "might", "may", "can", "will", "shall", "wouldn't", "couldn't", "won't", "cannot"];
const SHOULD: [&str; 4] = ["should", "must", "ought", "shouldn't"];
const NOT: [&str; 16] = [
    "not",
    "never",
    "isn't",
    "wasn't",
    "weren't",
    "aren't",
    "hasn't",
    "haven't",
    "hadn't",
    "wouldn't",
    "couldn't",
    "won't",
    "cannot",
    "didn't",
    "doesn't",
    "shouldn't",
];
const ADVERBS: [&str; 23] = [
    "also", "since", "long", "already", "now", "still", "never", "once", "again", "just", "then", "first", "later", "yet",
    "both", "even", "not", "no", "longer", "twice", "almost", "only", "aren't",
];
const DO: [&str; 5] = ["did", "does", "do", "didn't", "doesn't"];

/// The verb group that ends in the verb at `verb`.
pub(super) fn verb_group(article: &Article<'_>, verb: usize, floor: usize) -> VerbGroup {
    let mut group = VerbGroup { first: verb, ..VerbGroup::default() };
    while group.first > floor && article.gap(group.first - 1).trim().is_empty() && verb - group.first < 8 {
        let at = group.first - 1;
        let straight = article.word(at).replace('’', "'");
        let any = |words: &[&str]| words.iter().any(|word| straight.eq_ignore_ascii_case(word));
        let adverb = article.words[at].case == Case::Lower && straight.ends_with("ly");
        if !(any(&BE)
            || any(&HAVE)
            || any(&MODAL)
            || any(&SHOULD)
            || any(&ADVERBS)
            || any(&DO)
            || any(&["to"])
            || any(&NOT)
            || adverb)
        {
            break;
        }
        group.be |= any(&BE);
        group.bare_be |= any(&["be"]);
        group.have |= any(&HAVE);
        group.to |= any(&["to"]);
        group.modal |= any(&MODAL);
        group.should |= any(&SHOULD);
        group.not |= any(&NOT);
        group.almost |= any(&["almost", "nearly", "hardly", "barely", "practically", "virtually", "effectively"]);
        group.no_longer |= any(&["longer"]) && article.is(at.wrapping_sub(1), &["no", "any"]);
        if any(&["reportedly", "allegedly", "supposedly", "apparently"]) {
            group.hearsay = Some(at);
        }
        group.first = at;
        if any(&["to"]) {
            break;
        }
    }
    group.bare_be &= !group.to && !group.modal && !group.should;
    group
}

/// Who is meant by a place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Referent {
    pub(super) words: Range<usize>,
    /// Indices of the parties; empty where a description or pronoun could not be resolved.
    pub(super) parties: Vec<usize>,
}

/// Mentions with quick access by place.
pub(super) struct Places<'a, 't> {
    pub(super) article: &'a Article<'t>,
    pub(super) named: &'a Named,
    by_start: Vec<u32>,
    by_end: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl<'a, 't> Places<'a, 't> {
    pub(super) fn new(article: &'a Article<'t>, named: &'a Named) -> Self {
        let mut by_start = vec![NONE; article.words.len() + 1];
        let mut by_end = by_start.clone();
        for (index, mention) in named.mentions.iter().enumerate() {
            by_start[mention.words.start] = index as u32;
            by_end[mention.words.end] = index as u32;
        }
        Self { article, named, by_start, by_end }
    }

    pub(super) fn starting(&self, at: usize) -> Option<&'a Mention> {
        self.by_start.get(at).filter(|i| **i != NONE).map(|i| &self.named.mentions[*i as usize])
    }

    pub(super) fn ending(&self, at: usize) -> Option<&'a Mention> {
        self.by_end.get(at).filter(|i| **i != NONE).map(|i| &self.named.mentions[*i as usize])
    }

    /// The mentions in a range of words.
    fn within(&self, words: Range<usize>) -> &'a [Mention] {
        let first = self.named.mentions.partition_point(|m| m.words.start < words.start);
        let end = self.named.mentions.partition_point(|m| m.words.end <= words.end);
        &self.named.mentions[first..end.max(first)]
    }

    /// The party that stands as the subject before a verb group: directly, with an insertion between, before "which", or with a place
    /// behind it ("The MKO in Iraq has been …"). `loose`: a comma may stand between ("the MKO, blacklisted by …").
    pub(super) fn before(&self, group: usize, floor: usize, loose: bool) -> Option<Referent> {
        let mut end = group;
        let mut relative = loose;
        // Behind the insertion that was stepped over stands the comma that opens it: what ends there is the subject.
        let mut stepped = false;
        for _ in 0..4 {
            if end <= floor {
                return None;
            }
            let gap = self.article.gap(end - 1);
            let insertion = gap.contains([',', ')', '–', '—']);
            if (!insertion || relative || stepped || gap.contains(')'))
                && let Some(found) = self.ending_at(end, floor, relative)
            {
                return Some(found);
            }
            if self.article.is(end - 1, &["which", "that", "who"]) {
                // "leaders of the MEK, who": people are meant, not what they lead.
                relative = !self.article.is(end - 1, &["who"]);
                end -= 1;
                if let Some(found) = self.ending_at(end, floor, relative) {
                    return Some(found);
                }
            } else if insertion {
                // Two insertions in a row: what is between them is somebody we do not know, and it is the subject.
                if stepped && !gap.contains(')') {
                    return None;
                }
                end = self.insertion_start(end, floor)?;
                stepped = true;
            } else {
                return self.before_place(end, floor, relative);
            }
        }
        None
    }

    /// The start of the insertion that ends before `end`: "(MKO)", ", an exiled group,".
    fn insertion_start(&self, end: usize, floor: usize) -> Option<usize> {
        let first = (floor.max(end.saturating_sub(15))..end)
            .rev()
            .find(|at| *at > floor && self.article.gap(*at - 1).contains([',', '(', '–', '—']))?;
        Some(first)
    }

    fn ending_at(&self, end: usize, floor: usize, relative: bool) -> Option<Referent> {
        let last = end.checked_sub(1).filter(|last| *last >= floor)?;
        if let Some(mention) = self.ending(end) {
            // "Mujahedin Khalq Organization (MKO) was": both are the party.
            let head = self.bracketed_head(mention, floor).unwrap_or(mention);
            if self.article.words[mention.words.end - 1].possessive || (!relative && self.is_in_phrase(head.words.start, floor))
            {
                return None;
            }
            let mut found = Referent { words: head.words.start..mention.words.end, parties: vec![mention.party] };
            self.coordinated_before(&mut found, floor);
            return Some(found);
        }
        self.described(last, floor).filter(|d| relative || !self.is_in_phrase(d.words.start, floor))
    }

    fn bracketed_head(&self, mention: &Mention, floor: usize) -> Option<&'a Mention> {
        let start = mention.words.start;
        let opened = start > floor && self.article.gap(start - 1).contains('(');
        opened.then(|| self.ending(start)).flatten().filter(|head| head.party == mention.party)
    }

    /// "The MKO in Iraq has been …": a place between.
    fn before_place(&self, end: usize, floor: usize, relative: bool) -> Option<Referent> {
        let mentions = self.within(floor..end);
        let last = mentions.last()?;
        let between = last.words.end..end;
        let place = between.len() <= 5
            && self.article.is(between.start, &["in", "from", "based", "of"])
            && self.article.gap(between.start - 1) == " ";
        place.then(|| self.ending_at(last.words.end, floor, relative)).flatten()
    }

    /// Whether what begins at `start` depends on a preposition, so that something before it is meant ("members of the MKO").
    fn is_in_phrase(&self, start: usize, floor: usize) -> bool {
        const PREPOSITIONS: [&str; 20] = [
            "of",
            "for",
            "with",
            "by",
            "against",
            "from",
            "in",
            "to",
            "on",
            "than",
            "like",
            "including",
            "unlike",
            "at",
            "about",
            "over",
            "between",
            "among",
            "to",
            "toward",
        ];
        let mut at = start;
        while at > floor && start - at < 5 {
            at -= 1;
            if self.article.is(at, &PREPOSITIONS) {
                return true;
            }
            let noun_like = self.article.words[at].case != Case::Lower
                || self
                    .article
                    .is(at, &["the", "a", "an", "its", "their", "this", "group", "organization", "terrorist", "opposition"]);
            if !noun_like || !self.article.gap(at).trim().is_empty() {
                return false;
            }
        }
        false
    }

    fn coordinated_before(&self, found: &mut Referent, floor: usize) {
        for _ in 0..20 {
            let mut at = found.words.start;
            if at > floor && self.article.is(at - 1, &["the"]) {
                at -= 1;
            }
            let comma = at > floor && self.article.gap(at - 1).trim() == ",";
            if at > floor && self.article.is(at - 1, &["and"]) {
                at -= 1;
            } else if !comma {
                return;
            }
            let Some(other) = self.ending(at).filter(|m| m.words.start >= floor) else { return };
            found.words.start = other.words.start;
            if !found.parties.contains(&other.party) {
                found.parties.insert(0, other.party);
            }
        }
    }

    /// The party that stands as the object behind a verb: up to a few words that describe it between.
    pub(super) fn after(&self, verb: usize, ceiling: usize) -> Option<Referent> {
        let mut at = verb + 1;
        while at < ceiling && at <= verb + 8 {
            if at > verb + 1 && !self.article.gap(at - 1).trim_matches([' ', '-', '"', '“', '”', '‘', '’', '\'']).is_empty()
            {
                return None;
            }
            if let Some(mention) = self.starting(at) {
                return self.object(mention, ceiling);
            }
            if self.article.is(at, &["it", "them", "him", "her"]) {
                return (at == verb + 1).then(|| self.described(at, 0)).flatten();
            }
            // "the terrorist group MKO": the description goes with the name.
            let names_it = self.article.gap(at).trim().is_empty() && self.starting(at + 1).is_some();
            if let Some(described) = self.described(at, verb + 1).filter(|_| !names_it) {
                return Some(described);
            }
            if is_stop(self.article, at) {
                return None;
            }
            at += 1;
        }
        None
    }

    fn object(&self, mention: &'a Mention, ceiling: usize) -> Option<Referent> {
        if is_modifier(self.article, mention) {
            return None;
        }
        let mut found = Referent { words: mention.words.clone(), parties: vec![mention.party] };
        for _ in 0..40 {
            let mut at = found.words.end;
            let gap = self.article.gap(at - 1);
            let comma = gap.trim() == ",";
            let bracket = gap.trim() == "(";
            if at < ceiling && self.article.is(at, &["and"]) {
                at += 1;
            } else if !comma && !bracket {
                break;
            }
            if at < ceiling && self.article.is(at, &["and"]) {
                at += 1;
            }
            if at < ceiling && self.article.is(at, &["the"]) {
                at += 1;
            }
            let Some(other) = self.starting(at).filter(|m| m.words.end <= ceiling && !is_modifier(self.article, m)) else {
                break;
            };
            // "…, and the MKO said": the next clause's subject is no object.
            found.words.end = other.words.end;
            if !found.parties.contains(&other.party) {
                found.parties.push(other.party);
            }
        }
        Some(found)
    }

    /// "the group", "the terrorist organization", "it", "they": whom they stand for. An unresolved one is a referent with no party.
    pub(super) fn described(&self, at: usize, floor: usize) -> Option<Referent> {
        if self.article.is(at, &["it", "they", "them"]) {
            return Some(Referent { words: at..at + 1, parties: self.subject_before(at).into_iter().collect() });
        }
        if self.article.is(at, &["he", "she", "him", "her"]) {
            let person = |party: usize| self.named.parties[party].kind == "person";
            return Some(Referent { words: at..at + 1, parties: self.only_before(at, &person).into_iter().collect() });
        }
        if !is_organization_noun(self.article, at) || self.article.words[at].case != Case::Lower {
            return None;
        }
        let determiner = (floor.max(at.saturating_sub(4))..at).rev().find(|d| self.article.is(*d, &["the", "this", "that"]))?;
        let adjectives = determiner + 1..at;
        if adjectives.clone().any(|a| is_stop(self.article, a) || !self.article.gap(a).trim().is_empty()) {
            return None;
        }
        let organization = |party: usize| self.named.parties[party].kind == "organization";
        Some(Referent { words: determiner..at + 1, parties: self.only_before(at, &organization).into_iter().collect() })
    }

    /// The one fitting party named in the sentence before the place or in the sentence before it; further back only where nothing
    /// nearer fits. Two that fit are one too many.
    fn only_before(&self, at: usize, fits: &dyn Fn(usize) -> bool) -> Option<usize> {
        let sentence = self.article.sentence_of(at);
        let near = self.article.sentences[sentence.saturating_sub(1)].words.start;
        let distinct = |words: Range<usize>| {
            let mut parties: Vec<usize> = self.within(words).iter().map(|m| m.party).filter(|p| fits(*p)).collect();
            parties.sort_unstable();
            parties.dedup();
            parties
        };
        let nearest = distinct(near..at);
        if !nearest.is_empty() {
            return (nearest.len() == 1).then(|| nearest[0]);
        }
        let further = (sentence.saturating_sub(6)..sentence.saturating_sub(1)).rev();
        let found = further.map(|s| distinct(self.article.sentences[s].words.clone())).find(|parties| !parties.is_empty())?;
        (found.len() == 1).then(|| found[0])
    }

    /// The party that a pronoun as a subject takes up: what the sentence before begins with, or the only one in reach.
    fn subject_before(&self, at: usize) -> Option<usize> {
        let organization = |party: usize| self.named.parties[party].kind != "person";
        self.only_before(at, &organization)
    }
}

/// Words that end a noun phrase or a clause.
pub(super) fn is_stop(article: &Article<'_>, at: usize) -> bool {
    const STOPS: [&str; 38] = [
        "of", "for", "with", "by", "against", "from", "in", "to", "on", "than", "and", "or", "but", "that", "which", "who",
        "after", "before", "when", "while", "because", "since", "as", "at", "is", "are", "was", "were", "has", "have", "had",
        "if", "said", "says", "will", "would", "could", "over",
    ];
    article.is(at, &STOPS)
}

/// Where the clause behind `from` ends: a mark, or a word that begins another clause.
pub(super) fn clause_end(article: &Article<'_>, from: usize, sentence_end: usize) -> usize {
    const BREAKS: [&str; 22] = [
        "which",
        "who",
        "whose",
        "that",
        "after",
        "before",
        "when",
        "while",
        "because",
        "although",
        "though",
        "but",
        "where",
        "whereas",
        "despite",
        "following",
        "if",
        "unless",
        "until",
        "during",
        "amid",
        "saying",
    ];
    let mut at = from;
    while at < sentence_end {
        // ", was founded in 1965": the main clause goes on behind an insertion.
        let resumes = at > from
            && article.gap(at - 1).contains(',')
            && (article.is(at, &BE) || article.is(at, &HAVE) || article.is(at, &MODAL));
        if at > from && (resumes || article.is(at, &BREAKS)) {
            return at;
        }
        if article.gap(at).contains([';', ':', '—', '–', '?', '!']) {
            return at + 1;
        }
        at += 1;
    }
    sentence_end
}
