//! What the record says of a claim about a listing: the table of product.md as one pure function.
//!
//! Given the listings of one party by one authority, the form of the claim and a day, [`judge`] answers with one of six words, the
//! interval that decides it, the intervals for which the claim holds, and the sources it stands on. Dates known to the year or the
//! month decide only what they decide on every reading; else the answer is "cannot tell". It reads no clock: today is an argument.

use jiff::civil::Date;
use sayso_record::{Certainty, Listing, PartialDate, Source};
use serde::Serialize;

/// The six answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Word {
    /// The record bears the claim out.
    Supported,
    /// A listing ended before the day and none is in force.
    Lifted,
    /// The first listing begins after the day.
    #[serde(rename = "not yet")]
    NotYet,
    /// The record says otherwise.
    Contradicted,
    /// No list of that authority is loaded, or none that covers the day.
    #[serde(rename = "no record")]
    NoRecord,
    /// Party, authority, day or wording leave it open.
    #[serde(rename = "cannot tell")]
    CannotTell,
}

impl Word {
    /// The word as product.md writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::Lifted => "lifted",
            Self::NotYet => "not yet",
            Self::Contradicted => "contradicted",
            Self::NoRecord => "no record",
            Self::CannotTell => "cannot tell",
        }
    }
}

/// What is claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// "X is listed by A", on a day.
    Listed,
    /// "X was delisted by A", "X is no longer listed by A", by a day.
    Delisted,
    /// "X is not listed by A", on a day.
    NotListed,
    /// "A listed X in 2012": one began in that time.
    ListedIn(PartialDate),
    /// "X has been listed by A since 2002": one began in that time and is in force on the day.
    ListedSince(PartialDate),
    /// "A delisted X in 2012": one ended in that time and none is in force after it.
    DelistedIn(PartialDate),
}

/// What the record can say of an authority, apart from the party's listings.
pub trait Coverage {
    /// Whether the lists of the authority hold all that it listed on that day.
    fn covers(&self, day: Date) -> bool;
}

impl<F: Fn(Date) -> bool> Coverage for F {
    fn covers(&self, day: Date) -> bool {
        self(day)
    }
}

/// A stretch of time; an open end is `None`, the last day is outside.
pub type Span = (Option<PartialDate>, Option<PartialDate>);

/// An answer with what it stands on.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The answer.
    pub word: Word,
    /// First day of the interval that decides it.
    pub from: Option<PartialDate>,
    /// The day that interval ended.
    pub until: Option<PartialDate>,
    /// The listings in that interval.
    pub evidence: Vec<Source>,
}

impl Answer {
    fn bare(word: Word) -> Self {
        Self { word, from: None, until: None, evidence: Vec::new() }
    }

    fn by(word: Word, period: Option<&Period<'_>>) -> Self {
        let Some(period) = period else { return Self::bare(word) };
        let mut evidence: Vec<Source> = period.listings.iter().map(|l| l.source.clone()).collect();
        evidence.dedup();
        Self { word, from: period.span.0, until: period.span.1, evidence }
    }
}

/// Listings of one authority that touch or overlap, as one: leaving one programme is no delisting while another holds.
#[derive(Debug, Clone)]
struct Period<'a> {
    span: Span,
    listings: Vec<&'a Listing>,
}

impl Period<'_> {
    fn any(&self, certain: impl Fn(&Listing) -> Certainty) -> Certainty {
        any(self.listings.iter().map(|listing| certain(listing)))
    }

    fn holds(&self, day: Date) -> Certainty {
        self.any(|l| l.interval.holds(day))
    }

    fn begun(&self, day: Date) -> Certainty {
        self.any(|l| l.interval.begun(day))
    }

    /// Whether all of it is over by `day`.
    fn ended(&self, day: Date) -> Certainty {
        all(self.listings.iter().map(|l| l.interval.ended(day)))
    }
}

fn any(answers: impl Iterator<Item = Certainty>) -> Certainty {
    answers.fold(Certainty::No, |known, next| match (known, next) {
        (Certainty::Yes, _) | (_, Certainty::Yes) => Certainty::Yes,
        (Certainty::Unknown, _) | (_, Certainty::Unknown) => Certainty::Unknown,
        _ => Certainty::No,
    })
}

fn all(answers: impl Iterator<Item = Certainty>) -> Certainty {
    answers.fold(Certainty::Yes, |known, next| match (known, next) {
        (Certainty::No, _) | (_, Certainty::No) => Certainty::No,
        (Certainty::Unknown, _) | (_, Certainty::Unknown) => Certainty::Unknown,
        _ => Certainty::Yes,
    })
}

fn and(one: Certainty, other: Certainty) -> Certainty {
    all([one, other].into_iter())
}

fn not(answer: Certainty) -> Certainty {
    match answer {
        Certainty::Yes => Certainty::No,
        Certainty::No => Certainty::Yes,
        Certainty::Unknown => Certainty::Unknown,
    }
}

/// Judges a claim. `listings` are those of the claimed party by the claimed authority, past ones too; `day` is the day the claim
/// speaks of (needed by all forms but [`Form::ListedIn`] and [`Form::DelistedIn`]).
pub fn judge(form: Form, listings: &[&Listing], day: Option<Date>, coverage: &impl Coverage) -> Answer {
    let periods = periods(listings);
    match (form, day) {
        (Form::ListedIn(time), _) => listed_in(&periods, time, coverage),
        (Form::DelistedIn(time), _) => delisted_in(&periods, time, coverage),
        (Form::ListedSince(time), Some(day)) => listed_since(&periods, time, day, coverage),
        (Form::Listed, Some(day)) => listed(&periods, day, coverage),
        (Form::Delisted, Some(day)) => delisted(&periods, day, coverage),
        (Form::NotListed, Some(day)) => not_listed(&periods, day, coverage),
        (_, None) => Answer::bare(Word::CannotTell),
    }
}

fn absent(covered: bool, covered_word: Word) -> Answer {
    Answer::bare(if covered { covered_word } else { Word::NoRecord })
}

/// First column: "X is listed by A".
fn listed(periods: &[Period<'_>], day: Date, coverage: &impl Coverage) -> Answer {
    if periods.is_empty() {
        return absent(coverage.covers(day), Word::Contradicted);
    }
    if let Some(now) = periods.iter().find(|p| p.holds(day) == Certainty::Yes) {
        return Answer::by(Word::Supported, Some(now));
    }
    if any(periods.iter().map(|p| p.holds(day))) != Certainty::No {
        return Answer::by(Word::CannotTell, periods.iter().find(|p| p.holds(day) == Certainty::Unknown));
    }
    match periods.iter().rev().find(|p| p.ended(day) == Certainty::Yes) {
        Some(past) => Answer::by(Word::Lifted, Some(past)),
        None => Answer::by(Word::NotYet, periods.first()),
    }
}

/// Second column: "X was delisted by A", "X is no longer listed by A".
fn delisted(periods: &[Period<'_>], day: Date, coverage: &impl Coverage) -> Answer {
    if let Some(now) = periods.iter().find(|p| p.holds(day) == Certainty::Yes) {
        return Answer::by(Word::Contradicted, Some(now));
    }
    if let Some(open) = periods.iter().find(|p| p.holds(day) == Certainty::Unknown) {
        return Answer::by(Word::CannotTell, Some(open));
    }
    match periods.iter().rev().find(|p| p.ended(day) == Certainty::Yes) {
        Some(past) => Answer::by(Word::Supported, Some(past)),
        None => absent(coverage.covers(day), Word::Contradicted),
    }
}

/// "X is not listed by A": borne out only where the list is complete; a former listing leaves it open, for "has not been listed" and
/// "is not listed" are written alike.
fn not_listed(periods: &[Period<'_>], day: Date, coverage: &impl Coverage) -> Answer {
    let as_listed = listed(periods, day, coverage);
    let word = match as_listed.word {
        Word::Supported => Word::Contradicted,
        Word::Contradicted => Word::Supported,
        Word::NotYet if coverage.covers(day) => Word::Supported,
        Word::NoRecord => Word::NoRecord,
        _ => Word::CannotTell,
    };
    Answer { word, ..as_listed }
}

fn eve(day: Date) -> Date {
    day.yesterday().unwrap_or(day)
}

/// Third column: "A listed X in 2012": any single listing that began then bears it out, whatever was in force already.
fn listed_in(periods: &[Period<'_>], time: PartialDate, coverage: &impl Coverage) -> Answer {
    let (first, last) = (time.earliest(), time.latest());
    if periods.is_empty() {
        return absent(coverage.covers(first) && coverage.covers(last), Word::Contradicted);
    }
    let began = |l: &Listing| and(not(l.interval.begun(eve(first))), l.interval.begun(last));
    if let Some(then) = periods.iter().find(|p| p.any(began) == Certainty::Yes) {
        return Answer::by(Word::Supported, Some(then));
    }
    if let Some(open) = periods.iter().find(|p| p.any(began) == Certainty::Unknown) {
        return Answer::by(Word::CannotTell, Some(open));
    }
    if periods.iter().all(|p| p.begun(last) == Certainty::No) {
        return Answer::by(Word::NotYet, periods.first());
    }
    let before = periods.iter().rev().find(|p| p.begun(last) == Certainty::Yes);
    Answer::by(Word::Contradicted, before)
}

/// "X has been listed by A since 2002".
fn listed_since(periods: &[Period<'_>], time: PartialDate, day: Date, coverage: &impl Coverage) -> Answer {
    let begun = listed_in(periods, time, coverage);
    if begun.word == Word::Supported { listed(periods, day, coverage) } else { begun }
}

/// "A delisted X in 2012".
fn delisted_in(periods: &[Period<'_>], time: PartialDate, coverage: &impl Coverage) -> Answer {
    let (first, last) = (time.earliest(), time.latest());
    let ended = |p: &Period<'_>| and(not(p.ended(eve(first))), p.ended(last));
    let by_then = delisted(periods, last, coverage);
    if by_then.word != Word::Supported {
        return by_then;
    }
    match any(periods.iter().map(ended)) {
        Certainty::Yes => Answer::by(Word::Supported, periods.iter().rev().find(|p| ended(p) == Certainty::Yes)),
        Certainty::Unknown => Answer { word: Word::CannotTell, ..by_then },
        Certainty::No => Answer { word: Word::Contradicted, ..by_then },
    }
}

fn first_day(listing: &Listing) -> Option<PartialDate> {
    listing.interval.first_day()
}

/// From when on it is sure to be in force: as stated, else as first seen.
fn sure_from(listing: &Listing) -> Option<PartialDate> {
    first_day(listing).or_else(|| listing.interval.observed.first_seen.map(PartialDate::from))
}

fn periods<'a>(listings: &[&'a Listing]) -> Vec<Period<'a>> {
    let mut sorted: Vec<&Listing> = listings.to_vec();
    sorted.sort_by_key(|l| (sure_from(l).map(PartialDate::earliest), l.interval.end_day().map(PartialDate::latest)));
    let mut merged: Vec<Period<'a>> = Vec::new();
    for listing in sorted {
        let span = (first_day(listing), listing.interval.end_day());
        match merged.last_mut().filter(|last| touches(last.span.1, sure_from(listing))) {
            Some(last) => {
                last.listings.push(listing);
                last.span.1 = later_end(last.span.1, span.1);
            }
            None => merged.push(Period { span, listings: vec![listing] }),
        }
    }
    merged
}

/// Whether a listing that begins on `from` begins, on every reading, no later than one that ends on `until` ends.
fn touches(until: Option<PartialDate>, from: Option<PartialDate>) -> bool {
    match (until, from) {
        (None, _) => true,
        (Some(until), Some(from)) => from.latest() <= until.earliest(),
        (Some(_), None) => false,
    }
}

fn later_end(one: Option<PartialDate>, other: Option<PartialDate>) -> Option<PartialDate> {
    let (one, other) = (one?, other?);
    Some(if other.latest() > one.latest() { other } else { one })
}

/// The intervals of days on which the claim is borne out by these listings, ascending. Needs no day.
pub fn holds(form: Form, listings: &[&Listing]) -> Vec<Span> {
    let periods = periods(listings);
    let in_force = |p: &Period<'_>| (p.span.0.or_else(|| p.listings.iter().find_map(|l| sure_from(l))), p.span.1);
    match form {
        Form::Listed | Form::ListedIn(_) | Form::ListedSince(_) => periods.iter().map(in_force).collect(),
        Form::Delisted | Form::DelistedIn(_) => gaps(&periods).into_iter().filter(|(from, _)| from.is_some()).collect(),
        Form::NotListed => Vec::new(),
    }
}

/// The times after each period until the next.
fn gaps(periods: &[Period<'_>]) -> Vec<Span> {
    let next = |index: usize| periods.get(index + 1).and_then(|p| p.span.0);
    periods.iter().enumerate().map(|(index, p)| (p.span.1, next(index))).collect()
}

/// The days on which several claims hold at once: "listed by both A and B" holds where both do.
pub fn jointly(claims: &[Vec<Span>]) -> Vec<Span> {
    let Some((first, rest)) = claims.split_first() else { return Vec::new() };
    rest.iter()
        .fold(first.clone(), |known, next| known.iter().flat_map(|a| next.iter().filter_map(|b| overlap(*a, *b))).collect())
}

fn overlap(a: Span, b: Span) -> Option<Span> {
    let from = match (a.0, b.0) {
        (Some(x), Some(y)) => Some(if y.earliest() > x.earliest() { y } else { x }),
        (x, y) => x.or(y),
    };
    let until = match (a.1, b.1) {
        (Some(x), Some(y)) => Some(if y.latest() < x.latest() { y } else { x }),
        (x, y) => x.or(y),
    };
    match (from, until) {
        (Some(from), Some(until)) if from.earliest() >= until.latest() => None,
        _ => Some((from, until)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sayso_record::{Interval, Observed};

    use super::*;

    fn listing(span: &str) -> Listing {
        let (from, until) = span.split_once("..").unwrap();
        Listing {
            authority: "US".into(),
            authority_name: "United States".into(),
            programme: "FTO".into(),
            list: "us_fto".into(),
            interval: Interval::stated(from.parse().ok(), until.parse().ok()),
            known: (jiff::civil::date(2020, 1, 1), None),
            source: Source { document: span.into(), ..Source::default() },
        }
    }

    fn answer(form: Form, spans: &str, day: &str, covered: bool) -> Answer {
        let listings: Vec<Listing> = spans.split_whitespace().map(listing).collect();
        let listings: Vec<&Listing> = listings.iter().collect();
        judge(form, &listings, day.parse::<PartialDate>().ok().map(PartialDate::earliest), &|_: Date| covered)
    }

    #[track_caller]
    fn check(form: Form, spans: &str, day: &str, covered: bool, expected: &str) {
        assert_eq!(answer(form, spans, day, covered).word.as_str(), expected, "{form:?} {spans} on {day}, covered: {covered}");
    }

    fn time(text: &str) -> PartialDate {
        text.parse().unwrap()
    }

    const FTO: &str = "1997-10-08..2012-09-28";

    #[test]
    fn is_listed() {
        for covered in [true, false] {
            check(Form::Listed, FTO, "2008-12-21", covered, "supported");
            check(Form::Listed, FTO, "1997-10-08", covered, "supported");
            check(Form::Listed, FTO, "2012-09-27", covered, "supported");
            check(Form::Listed, FTO, "2012-09-28", covered, "lifted");
            check(Form::Listed, FTO, "1997-10-07", covered, "not yet");
            check(Form::Listed, "1997-10-08..", "2026-11-24", covered, "supported");
            check(Form::Listed, "1990-01-01..1991-01-01 1997-10-08..", "1995-01-01", covered, "lifted");
        }
        check(Form::Listed, "", "2008-12-21", true, "contradicted");
        check(Form::Listed, "", "2008-12-21", false, "no record");
        check(Form::Listed, FTO, "", true, "cannot tell");
    }

    #[test]
    fn is_no_longer_listed() {
        for covered in [true, false] {
            check(Form::Delisted, FTO, "2012-09-28", covered, "supported");
            check(Form::Delisted, FTO, "2012-09-27", covered, "contradicted");
            check(Form::Delisted, "1990-01-01..1991-01-01 1997-10-08..", "2000-01-01", covered, "contradicted");
        }
        check(Form::Delisted, FTO, "1997-10-07", true, "contradicted");
        check(Form::Delisted, FTO, "1997-10-07", false, "no record");
        check(Form::Delisted, "", "2012-09-28", true, "contradicted");
        check(Form::Delisted, "", "2012-09-28", false, "no record");
    }

    #[test]
    fn was_listed_in_a_year() {
        for covered in [true, false] {
            check(Form::ListedIn(time("1997")), FTO, "", covered, "supported");
            check(Form::ListedIn(time("1997-10")), FTO, "", covered, "supported");
            check(Form::ListedIn(time("1997-10-08")), FTO, "", covered, "supported");
            check(Form::ListedIn(time("1996")), FTO, "", covered, "not yet");
            check(Form::ListedIn(time("1998")), FTO, "", covered, "contradicted");
            check(Form::ListedIn(time("2001")), "1997-10-08..2012-09-28 2001..2012-09-28", "", covered, "supported");
            check(Form::ListedIn(time("2001-11")), "2001..2012-09-28", "", covered, "cannot tell");
        }
        check(Form::ListedIn(time("2012")), "", "", true, "contradicted");
        check(Form::ListedIn(time("2012")), "", "", false, "no record");
    }

    #[test]
    fn was_delisted_in_a_year() {
        check(Form::DelistedIn(time("2012")), FTO, "", true, "supported");
        check(Form::DelistedIn(time("2011")), FTO, "", true, "contradicted");
        check(Form::DelistedIn(time("2013")), FTO, "", true, "contradicted");
        check(Form::DelistedIn(time("2012")), "", "", false, "no record");
        check(Form::DelistedIn(time("2012-09")), "1997..2012", "", true, "cannot tell");
    }

    #[test]
    fn has_been_listed_since() {
        check(Form::ListedSince(time("1997")), FTO, "2008-12-21", true, "supported");
        check(Form::ListedSince(time("1997")), FTO, "2013-12-21", true, "lifted");
        check(Form::ListedSince(time("2002")), FTO, "2008-12-21", true, "contradicted");
    }

    #[test]
    fn is_not_listed() {
        check(Form::NotListed, FTO, "2008-12-21", true, "contradicted");
        check(Form::NotListed, FTO, "2013-12-21", true, "cannot tell");
        check(Form::NotListed, FTO, "1990-12-21", true, "supported");
        check(Form::NotListed, FTO, "1990-12-21", false, "cannot tell");
        check(Form::NotListed, "", "2008-12-21", true, "supported");
        check(Form::NotListed, "", "2008-12-21", false, "no record");
    }

    #[test]
    fn dates_known_to_the_year_decide_what_they_decide() {
        let uk = "2001..2008-06-24";
        check(Form::Listed, uk, "2001-06-01", true, "cannot tell");
        check(Form::Listed, uk, "2000-12-31", true, "not yet");
        check(Form::Listed, uk, "2002-01-01", true, "supported");
        check(Form::Delisted, "2001..2008", "2008-06-24", true, "cannot tell");
        check(Form::Listed, "1997-10-08..2012-09-28 2001..2012-09-28", "2001-06-01", true, "supported");
    }

    #[test]
    fn a_list_seen_without_dates_tells_what_its_versions_show() {
        let day = |y, m, d| Some(jiff::civil::date(y, m, d));
        let observed = Observed {
            absent_before: None,
            first_seen: day(2019, 1, 4),
            last_seen: day(2020, 1, 1),
            absent_after: day(2021, 7, 7),
        };
        let seen = Listing { interval: Interval { observed, ..Interval::default() }, ..listing("..") };
        let at = |y, m, d| judge(Form::Listed, &[&seen], day(y, m, d), &|_: Date| true).word;
        assert_eq!(at(2018, 1, 1), Word::CannotTell);
        assert_eq!(at(2019, 6, 1), Word::Supported);
        assert_eq!(at(2020, 6, 1), Word::CannotTell);
        assert_eq!(at(2021, 7, 7), Word::Lifted);
    }

    #[test]
    fn programmes_of_one_authority_are_one_listing_while_any_holds() {
        let both = answer(Form::Listed, "1997-10-08..2012-09-28 2001..2014-01-01", "2013-01-01", true);
        assert_eq!((both.word, both.from, both.until), (Word::Supported, Some(time("1997-10-08")), Some(time("2014-01-01"))));
        assert_eq!(both.evidence.len(), 2);
    }

    #[test]
    fn an_undated_claim_gets_the_days_on_which_it_holds() {
        let (us, eu) = (listing(FTO), listing("2002-05-02..2009-01-26"));
        let spans = [holds(Form::Listed, &[&us]), holds(Form::Listed, &[&eu])];
        assert_eq!(jointly(&spans), [(Some(time("2002-05-02")), Some(time("2009-01-26")))]);
        assert_eq!(holds(Form::Delisted, &[&eu]), [(Some(time("2009-01-26")), None)]);
        assert_eq!(jointly(&[holds(Form::Listed, &[&eu]), holds(Form::Delisted, &[&eu])]), []);
    }

    proptest! {
        #[test]
        fn supported_and_lifted_exclude_each_other_and_follow_the_days(from in 1990_i16..2020, length in 1_i16..10, day in 1985_i16..2035) {
            let span = format!("{from}-03-01..{}-03-01", from + length);
            let word = answer(Form::Listed, &span, &format!("{day}-03-01"), false).word;
            let expected = if day < from { Word::NotYet } else if day < from + length { Word::Supported } else { Word::Lifted };
            prop_assert_eq!(word, expected);
        }
    }
}
