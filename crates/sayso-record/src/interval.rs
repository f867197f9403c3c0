//! Intervals of valid time: from when until when something was in force, as far as it is known.
//!
//! The first day of an interval is inside it, the day it ends is not: a listing revoked on 2012-09-28 is in force on 09-27 and
//! no longer on 09-28.

use jiff::civil::Date;

use crate::date::{DateValue, PartialDate};

/// Whether a day lies in an interval whose ends may be known inexactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// On every reading of the dates.
    Yes,
    /// On no reading of the dates.
    No,
    /// On some readings: the answer is "cannot tell".
    Unknown,
}

/// What list versions show of an interval by carrying the entry or not; days of publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Observed {
    /// The last version before it that does not carry it.
    pub absent_before: Option<Date>,
    /// The first version that carries it.
    pub first_seen: Option<Date>,
    /// The last version that carries it.
    pub last_seen: Option<Date>,
    /// The first version after it that no longer carries it.
    pub absent_after: Option<Date>,
}

/// From when until when. An end that the source states rules; where it states none, what the versions show is all we know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Interval {
    /// First day in force, as stated.
    pub from: Option<PartialDate>,
    /// Day from which it is no longer in force, as stated.
    pub until: Option<PartialDate>,
    /// Days between which it began, where the source states that instead of a date (`../2014-07-17`); then `from` is `None`.
    pub from_range: Option<DateValue>,
    /// Days between which it ended, where the source states that instead of a date; then `until` is `None`.
    pub until_range: Option<DateValue>,
    /// What the list versions show.
    pub observed: Observed,
}

impl Interval {
    /// An interval with its ends as stated.
    pub fn stated(from: Option<PartialDate>, until: Option<PartialDate>) -> Self {
        Self { from, until, ..Self::default() }
    }

    /// An interval with its ends as stated, each a date or days between which it lies.
    pub fn stated_within(from: Option<DateValue>, until: Option<DateValue>) -> Self {
        let date = |value: Option<DateValue>| value.and_then(DateValue::date);
        let range = |value: Option<DateValue>| value.filter(|value| value.date().is_none());
        Self {
            from: date(from),
            until: date(until),
            from_range: range(from),
            until_range: range(until),
            observed: Observed::default(),
        }
    }

    /// The best that can be said of its first day: as stated, or the last day by which it had begun where the days before it are
    /// ruled out, else the version that first carried it where an earlier one did not.
    pub fn first_day(&self) -> Option<PartialDate> {
        let begun_by = || self.from_range.filter(|range| range.from().is_some()).and_then(DateValue::until);
        self.from.or_else(begun_by).or_else(|| self.observed.absent_before.and(self.observed.first_seen).map(PartialDate::from))
    }

    /// The best that can be said of the day it ended: as stated, or the last day by which it had ended, else the first version that
    /// no longer carries it.
    pub fn end_day(&self) -> Option<PartialDate> {
        self.until
            .or_else(|| self.until_range.and_then(DateValue::until))
            .or_else(|| self.observed.absent_after.map(PartialDate::from))
    }

    /// Whether it has begun by the end of `day`.
    pub fn begun(&self, day: Date) -> Certainty {
        let seen = self.observed.first_seen.is_some_and(|seen| seen <= day);
        let stated = self.from.map(DateValue::exact).or(self.from_range);
        match (stated.map(|from| passed(from, day)), self.observed.absent_before) {
            (Some(Certainty::Yes), _) => Certainty::Yes,
            (Some(Certainty::No), _) => Certainty::No,
            _ if seen => Certainty::Yes,
            (None, Some(absent)) if absent >= day => Certainty::No,
            _ => Certainty::Unknown,
        }
    }

    /// Whether it has ended by `day`.
    pub fn ended(&self, day: Date) -> Certainty {
        let stated = self.until.map(DateValue::exact).or(self.until_range);
        match (stated, self.observed.absent_after) {
            (Some(until), _) => passed(until, day),
            (None, Some(absent)) if absent <= day => Certainty::Yes,
            (None, Some(_)) if self.observed.last_seen.is_some_and(|seen| seen < day) => Certainty::Unknown,
            (None, _) => Certainty::No,
        }
    }

    /// Whether `day` lies inside.
    pub fn holds(&self, day: Date) -> Certainty {
        match (self.begun(day), self.ended(day)) {
            (Certainty::No, _) | (_, Certainty::Yes) => Certainty::No,
            (Certainty::Yes, Certainty::No) => Certainty::Yes,
            _ => Certainty::Unknown,
        }
    }
}

/// Whether a date, known as well as it is, has come by the end of `day`.
fn passed(date: DateValue, day: Date) -> Certainty {
    if date.latest().is_some_and(|latest| latest <= day) {
        Certainty::Yes
    } else if date.earliest().is_some_and(|earliest| earliest > day) {
        Certainty::No
    } else {
        Certainty::Unknown
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn interval(from: &str, until: &str) -> Interval {
        Interval::stated(from.parse().ok(), until.parse().ok())
    }

    #[test]
    fn the_day_of_the_revocation_is_outside() {
        let mek = interval("1997-10-08", "2012-09-28");
        assert_eq!(mek.holds(date(1997, 10, 7)), Certainty::No);
        assert_eq!(mek.holds(date(1997, 10, 8)), Certainty::Yes);
        assert_eq!(mek.holds(date(2012, 9, 27)), Certainty::Yes);
        assert_eq!(mek.holds(date(2012, 9, 28)), Certainty::No);
    }

    #[test]
    fn a_day_in_a_year_known_as_such_cannot_be_told() {
        let uk = interval("2001", "2008-06-24");
        assert_eq!(uk.holds(date(2000, 12, 31)), Certainty::No);
        assert_eq!(uk.holds(date(2001, 6, 1)), Certainty::Unknown);
        assert_eq!(uk.holds(date(2001, 12, 31)), Certainty::Yes);
    }

    #[test]
    fn a_day_between_the_stated_bounds_of_an_end_cannot_be_told() {
        let range = |text: &str| text.parse::<DateValue>().ok();
        let known_by = Interval::stated_within(range("../2014-07-17"), range("2016/2017"));
        assert_eq!(known_by.holds(date(1990, 1, 1)), Certainty::Unknown);
        assert_eq!(known_by.holds(date(2014, 7, 17)), Certainty::Yes);
        assert_eq!(known_by.holds(date(2016, 1, 1)), Certainty::Unknown);
        assert_eq!(known_by.holds(date(2017, 12, 31)), Certainty::No);
        assert_eq!((known_by.first_day(), known_by.end_day()), (None, PartialDate::year(2017)));
        let exact = Interval::stated_within(range("2001-05"), None);
        assert_eq!((exact.from, exact.from_range), (PartialDate::month(2001, 5), None));
        let circa = Interval::stated_within(range("2001~"), None);
        assert_eq!(circa.holds(date(2002, 6, 1)), Certainty::Unknown, "an approximate year may be the next one");
    }

    #[test]
    fn versions_tell_as_much_as_they_show() {
        let observed = Observed {
            absent_before: None,
            first_seen: Some(date(2019, 1, 4)),
            last_seen: Some(date(2020, 1, 1)),
            absent_after: Some(date(2021, 7, 7)),
        };
        let seen = Interval { observed, ..Interval::default() };
        assert_eq!(seen.holds(date(2018, 1, 1)), Certainty::Unknown, "before the first version");
        assert_eq!(seen.holds(date(2019, 1, 4)), Certainty::Yes);
        assert_eq!(seen.holds(date(2020, 6, 1)), Certainty::Unknown, "between the last version with it and the first without");
        assert_eq!(seen.holds(date(2021, 7, 7)), Certainty::No);
        let added = Interval { observed: Observed { absent_before: Some(date(2018, 1, 1)), ..observed }, ..seen };
        assert_eq!(added.holds(date(2017, 1, 1)), Certainty::No);
        assert_eq!(added.holds(date(2018, 6, 1)), Certainty::Unknown);
    }
}
