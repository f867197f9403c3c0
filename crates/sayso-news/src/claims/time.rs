//! The time a claim speaks of, where its clause names one.

use std::ops::Range;

use sayso_record::PartialDate;

use crate::article::Article;
use crate::calendar::date_at;

/// A time in a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Time {
    /// "in 1997", "on October 8, 1997".
    In(PartialDate),
    /// "since 2002".
    Since(PartialDate),
    /// "from 1997 to 2012", "until 2012", "before 2002": a stretch that a verdict on a day does not judge.
    Stretch,
}

/// The time named in the clause `clause`, which stands in a sentence that begins at `sentence_start`; with its words.
pub(super) fn find(article: &Article<'_>, clause: &Range<usize>, sentence_start: usize) -> Option<(Time, Range<usize>)> {
    let opening = sentence_start..clause.start.min(sentence_start + 5);
    let leading = in_range(article, &opening)
        .filter(|(_, words)| words.start == sentence_start && article.gap(words.end - 1).trim() == ",");
    let in_clause = in_range(article, clause);
    in_clause.or(leading)
}

fn in_range(article: &Article<'_>, words: &Range<usize>) -> Option<(Time, Range<usize>)> {
    let mut found: Option<(Time, Range<usize>)> = None;
    let mut at = words.start;
    while at < words.end {
        let Some(date) = date_at(article.text, &article.words, at).filter(|date| at + date.words <= words.end) else {
            at += 1;
            continue;
        };
        let span = at..at + date.words;
        at = span.end;
        let Some(time) = behind_preposition(article, &span, date.value) else { continue };
        if found.is_some() {
            return Some((Time::Stretch, span));
        }
        let first = span.start.saturating_sub(1).max(words.start);
        found = Some((time, first..span.end));
    }
    found
}

fn behind_preposition(article: &Article<'_>, span: &Range<usize>, value: PartialDate) -> Option<Time> {
    let before = span.start.checked_sub(1)?;
    let before = if article.is(before, &["the", "early", "late", "mid", "year"]) { before.checked_sub(1)? } else { before };
    if article.is(before, &["in", "on", "of", "dated"]) {
        return Some(Time::In(value));
    }
    if article.is(before, &["since"]) {
        return Some(Time::Since(value));
    }
    article
        .is(before, &["from", "until", "till", "before", "after", "by", "between", "to", "and", "through", "during"])
        .then_some(Time::Stretch)
}
