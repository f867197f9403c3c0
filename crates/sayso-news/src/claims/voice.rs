//! Whose words a claim is in: the article's own, or those of a source that it quotes or reports.

use std::ops::Range;

use crate::article::Article;
use crate::lexicon::REPORTING;
use crate::token::Case;

/// Where a text quotes, in bytes, quotation marks excluded. Marks of one direction are read as opening and closing in turn.
pub(super) fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let mut line_break = false;
    for (at, c) in text.char_indices() {
        match c {
            '\n' if line_break => open = None,
            '"' | '“' | '”' | '„' | '«' | '»' => match open.take() {
                Some(start) if c != '“' && c != '«' && c != '„' => found.push(start..at),
                _ => open = Some(at + c.len_utf8()),
            },
            _ => {}
        }
        line_break = c == '\n' || (line_break && c.is_whitespace());
    }
    found
}

/// Quotations shorter than this set off a word ("the “blacklisted” group"); they report nobody's sentence.
const QUOTED_WORDS: usize = 4;
/// A source is named in no more words than this.
const SOURCE_WORDS: usize = 14;

/// The source of a claim at `at`; `None` is the article's own voice.
pub(super) fn source(
    article: &Article<'_>,
    quotations: &[Range<usize>],
    claim: &Range<usize>,
    trigger: usize,
) -> Option<String> {
    let sentence = &article.sentences[article.sentence_of(trigger)].words;
    let byte = article.words[trigger].start;
    let index = quotations.partition_point(|q| q.end <= byte);
    let quoted = quotations.get(index).filter(|q| q.start <= byte && words_in(article, q) >= QUOTED_WORDS);
    if let Some(quote) = quoted {
        return Some(speaker(article, quote, sentence).unwrap_or_else(|| "a quotation".to_owned()));
    }
    // "using claims that … to demand the removal": what is done in order to demand is outside of what is claimed.
    let purpose = article.is(claim.start, &["to"]);
    let reported = || before(article, sentence, claim).filter(|_| !purpose);
    according_to(article, sentence, claim).or_else(reported).or_else(|| behind(article, sentence, claim.end.max(trigger + 1)))
}

fn words_in(article: &Article<'_>, bytes: &Range<usize>) -> usize {
    let first = article.words.partition_point(|w| w.end <= bytes.start);
    let end = article.words.partition_point(|w| w.start < bytes.end);
    end.saturating_sub(first)
}

/// Who speaks a quotation: the source beside a verb of saying outside it, in its sentence or the next.
fn speaker(article: &Article<'_>, quote: &Range<usize>, sentence: &Range<usize>) -> Option<String> {
    let outside = |at: usize| article.words[at].end <= quote.start || article.words[at].start >= quote.end;
    let last = article.words.partition_point(|w| w.start < quote.end);
    let reach = sentence.start..article.words.len().min(last + 12).max(sentence.end);
    let mut verbs = reach.filter(|at| outside(*at) && is_reporting(article, *at));
    verbs.find_map(|verb| {
        let own = article.sentences[article.sentence_of(verb)].words.clone();
        let floor = if verb >= last { own.start.max(last) } else { own.start };
        subject_of(article, verb, floor).or_else(|| object_source(article, verb, own.end))
    })
}

fn is_reporting(article: &Article<'_>, at: usize) -> bool {
    REPORTING.has(&article.words[at]) && article.words[at].case == Case::Lower
}

fn according_to(article: &Article<'_>, sentence: &Range<usize>, claim: &Range<usize>) -> Option<String> {
    let at = sentence.clone().find(|at| article.is(*at, &["according"]) && article.is(at + 1, &["to"]))?;
    if claim.contains(&at) && at + 2 < claim.end && at > claim.start && !article.gap(at - 1).contains(',') && at < claim.start {
        return None;
    }
    noun_phrase(article, at + 2, sentence.end)
}

/// The words from `from` up to a comma, a verb or a stop.
fn noun_phrase(article: &Article<'_>, from: usize, ceiling: usize) -> Option<String> {
    let mut end = from;
    while end < ceiling && end < from + SOURCE_WORDS {
        end += 1;
        let gap = article.gap(end - 1);
        let stop = gap.contains([',', ';', '(', '"', '”', '“', ':', '—', '–']) && !gap.contains('\'');
        if stop
            || (end < ceiling && article.is(end, &["has", "have", "had", "was", "were", "is", "are", "that", "which", "who"]))
        {
            break;
        }
    }
    (end > from && end <= article.words.len()).then(|| article.surface(&(from..end)).to_owned())
}

/// "X said that …", "reports surfaced that …", "X claims …": a reporting word before the claim with nothing between that ends its reach.
fn before(article: &Article<'_>, sentence: &Range<usize>, claim: &Range<usize>) -> Option<String> {
    let verb =
        (sentence.start..claim.start).rev().find(|at| is_reporting(article, *at) && reaches(article, *at, claim.start))?;
    subject_of(article, verb, sentence.start).or_else(|| Some(article.word(verb).to_owned()))
}

/// Whether what is reported at `verb` still goes on at the claim: no relative clause, semicolon or contrast between. Without "that"
/// the claim must follow closely.
fn reaches(article: &Article<'_>, verb: usize, claim: usize) -> bool {
    let between = verb + 1..claim;
    let broken = between.clone().any(|at| article.is(at, &["which", "who", "whose", "while", "although", "but", "whereas"]))
        || (verb..claim).any(|at| article.gap(at).contains([';', '—', '–']));
    let that = between.clone().any(|at| article.is(at, &["that"]));
    let colon_or_close = between.len() <= 12;
    let participle = verb > 0 && article.is(verb - 1, &["be", "been", "being"]);
    !broken && !participle && (that || colon_or_close)
}

/// "…, the ministry said", "…, said the minister".
fn behind(article: &Article<'_>, sentence: &Range<usize>, from: usize) -> Option<String> {
    // "has denied the claims": a noun reports nothing that stands before it.
    let is_verb = |at: usize| {
        is_reporting(article, at)
            && !article.is(at.wrapping_sub(1), &["the", "a", "its", "their", "such", "of", "these", "those"])
    };
    let verb = (from..sentence.end).find(|at| is_verb(*at))?;
    let set_off = (from.saturating_sub(1)..verb).rev().find(|at| article.gap(*at).contains([',', '”', '"']))?;
    let ends_there = verb + 1 >= sentence.end || !article.is(verb + 1, &["that"]);
    if verb - set_off > SOURCE_WORDS || !ends_there {
        return None;
    }
    if set_off + 1 == verb {
        return object_source(article, verb, sentence.end);
    }
    subject_of(article, verb, set_off + 1)
}

/// "said the minister".
fn object_source(article: &Article<'_>, verb: usize, ceiling: usize) -> Option<String> {
    article.gap(verb).trim().is_empty().then(|| noun_phrase(article, verb + 1, ceiling)).flatten()
}

/// The subject of a verb of saying: the words before it back to a comma, a conjunction or the sentence's start.
pub(super) fn subject_of(article: &Article<'_>, verb: usize, floor: usize) -> Option<String> {
    const AUXILIARIES: [&str; 18] = [
        "has", "have", "had", "was", "were", "is", "are", "also", "later", "been", "will", "would", "did", "not", "who",
        "which", "then", "long",
    ];
    let mut end = verb;
    while end > floor
        && (article.is(end - 1, &AUXILIARIES)
            || (article.words[end - 1].case == Case::Lower && article.word(end - 1).ends_with("ly")))
    {
        end -= 1;
    }
    let mut first = end;
    while first > floor && end - first < SOURCE_WORDS {
        let gap = article.gap(first - 1);
        if first < end && gap.contains([',', ';', ':', '"', '“', '”', '(', ')', '—', '–']) {
            break;
        }
        if article.is(first - 1, &["that", "but", "while", "as", "when", "because"]) {
            break;
        }
        first -= 1;
    }
    (first < end).then(|| article.surface(&(first..end)).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_of_one_direction_are_read_in_turn() {
        let text = "leave in a”non-forcible”manner.\n\n“Staying is no option,”the statement said.";
        let found: Vec<&str> = quotations(text).into_iter().map(|q| &text[q]).collect();
        assert_eq!(found, ["non-forcible", "Staying is no option,"]);
    }

    #[test]
    fn an_open_quotation_ends_with_its_paragraph() {
        let text = "“never closed\n\nnext “one” x";
        assert_eq!(quotations(text).into_iter().map(|q| &text[q]).collect::<Vec<_>>(), ["one"]);
    }
}
