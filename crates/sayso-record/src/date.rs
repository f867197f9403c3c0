//! Dates as lists know them: a year, a month, a day, "circa 1961", "1960 to 1962".
//!
//! Written in the notation of EDTF level 1 (ISO 8601-2): `2001`, `2001-11`, `2001-11-05`, `1961~` for circa, `1960/1962` for
//! a range, `../1990` and `1985/..` for open ends. What is not known stays unknown: a year is never turned into its first day.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::Date;

/// A calendar date known to the year, the month or the day. Years run from 1 to 9999.
///
/// Ordering is by first possible day, then by precision (a year before its January).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    year: i16,
    month: u8, // 0: not known
    day: u8,   // 0: not known
}

impl PartialDate {
    /// A date known to the year; `None` outside 1..=9999.
    pub fn year(year: i16) -> Option<Self> {
        (1..=9999).contains(&year).then_some(Self { year, month: 0, day: 0 })
    }

    /// A date known to the month; `None` where no such month exists.
    pub fn month(year: i16, month: u8) -> Option<Self> {
        ((1..=9999).contains(&year) && (1..=12).contains(&month)).then_some(Self { year, month, day: 0 })
    }

    /// A date known to the day; `None` where the calendar has no such day.
    pub fn day(year: i16, month: u8, day: u8) -> Option<Self> {
        if !(1..=9999).contains(&year) {
            return None;
        }
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        Some(Self { year, month, day })
    }

    /// The year, the month where known, the day where known.
    pub fn parts(self) -> (i16, Option<u8>, Option<u8>) {
        (self.year, (self.month > 0).then_some(self.month), (self.day > 0).then_some(self.day))
    }

    /// The first day that this date may mean.
    pub fn earliest(self) -> Date {
        Date::new(self.year, self.month.max(1) as i8, self.day.max(1) as i8).expect("constructors check the calendar")
    }

    /// The last day that this date may mean.
    pub fn latest(self) -> Date {
        match (self.month, self.day) {
            (0, _) => Date::new(self.year, 12, 31).expect("every year has a 31 December"),
            (month, 0) => Date::new(self.year, month as i8, 1).expect("constructors check the month").last_of_month(),
            _ => self.earliest(),
        }
    }

    /// Whether the day is known.
    pub fn is_exact(self) -> bool {
        self.day > 0
    }
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> Self {
        Self { year: date.year(), month: date.month() as u8, day: date.day() as u8 }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.month, self.day) {
            (0, _) => write!(out, "{:04}", self.year),
            (month, 0) => write!(out, "{:04}-{month:02}", self.year),
            (month, day) => write!(out, "{:04}-{month:02}-{day:02}", self.year),
        }
    }
}

/// A text that is no date in the notation asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")]
pub struct NotADate(pub String);

impl FromStr for PartialDate {
    type Err = NotADate;

    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, nothing else.
    fn from_str(text: &str) -> Result<Self, NotADate> {
        strict_iso(text).ok_or_else(|| NotADate(text.chars().take(40).collect()))
    }
}

fn strict_iso(text: &str) -> Option<PartialDate> {
    let digits = |part: &str, length: usize| {
        (part.len() == length && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<i16>().ok()).flatten()
    };
    let mut parts = text.split('-');
    let year = digits(parts.next()?, 4)?;
    let Some(month) = parts.next() else { return PartialDate::year(year) };
    let month = digits(month, 2)? as u8;
    let Some(day) = parts.next() else { return PartialDate::month(year, month) };
    let day = digits(day, 2)? as u8;
    if parts.next().is_some() { None } else { PartialDate::day(year, month, day) }
}

/// A date as a list states it: one partial date, or a range, exact or circa.
///
/// `from == until` means one date. `None` is an open end. Both ends open never occurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DateValue {
    from: Option<PartialDate>,
    until: Option<PartialDate>,
    circa: bool,
}

impl DateValue {
    /// One date.
    pub fn exact(date: PartialDate) -> Self {
        Self { from: Some(date), until: Some(date), circa: false }
    }

    /// A range with at least one end; `None` where both are open or they are the wrong way round.
    pub fn range(from: Option<PartialDate>, until: Option<PartialDate>) -> Option<Self> {
        match (from, until) {
            (None, None) => None,
            (Some(a), Some(b)) if a.earliest() > b.latest() => None,
            _ => Some(Self { from, until, circa: false }),
        }
    }

    /// The same, said to be approximate.
    #[must_use]
    pub fn circa(mut self) -> Self {
        self.circa = true;
        self
    }

    /// First end, where it is not open.
    pub fn from(self) -> Option<PartialDate> {
        self.from
    }

    /// Last end, where it is not open.
    pub fn until(self) -> Option<PartialDate> {
        self.until
    }

    /// The one date that this is; `None` for a range or an approximate date.
    pub fn date(self) -> Option<PartialDate> {
        self.from.filter(|_| self.from == self.until && !self.circa)
    }

    /// The first day that this may mean; `None` where that end is open. An approximate date may be a year off.
    pub fn earliest(self) -> Option<Date> {
        let day = self.from?.earliest();
        Some(if self.circa { day.checked_sub(1.year()).unwrap_or(Date::MIN) } else { day })
    }

    /// The last day that this may mean; `None` where that end is open. An approximate date may be a year off.
    pub fn latest(self) -> Option<Date> {
        let day = self.until?.latest();
        Some(if self.circa { day.checked_add(1.year()).unwrap_or(Date::MAX) } else { day })
    }

    /// Whether the list says that the date is approximate.
    pub fn is_circa(self) -> bool {
        self.circa
    }
}

impl fmt::Display for DateValue {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.circa { "~" } else { "" };
        match (self.from, self.until) {
            (Some(a), Some(b)) if a == b => write!(out, "{a}{mark}"),
            (Some(a), Some(b)) => write!(out, "{a}{mark}/{b}{mark}"),
            (Some(a), None) => write!(out, "{a}{mark}/.."),
            (None, Some(b)) => write!(out, "../{b}{mark}"),
            (None, None) => Ok(()),
        }
    }
}

impl FromStr for DateValue {
    type Err = NotADate;

    /// Reads the notation that [`fmt::Display`] writes.
    fn from_str(text: &str) -> Result<Self, NotADate> {
        let refuse = || NotADate(text.chars().take(40).collect());
        let circa = text.contains('~');
        let end = |part: &str| match part.trim_end_matches('~') {
            ".." => Ok(None),
            part => strict_iso(part).map(Some).ok_or_else(refuse),
        };
        let value = match text.split_once('/') {
            Some((from, until)) => Self::range(end(from)?, end(until)?).ok_or_else(refuse)?,
            None => Self::exact(end(text)?.ok_or_else(refuse)?),
        };
        Ok(if circa { value.circa() } else { value })
    }
}

/// Reads a date in the many ways lists write it; `None` where it is not understood (the caller then keeps the raw text).
///
/// Understood: ISO (`1961-04-05`, also with a time behind it), `05/04/1961` and `05.04.1961` (day first, as UK, EU and UN write
/// it), `00/00/1961` and `00/04/1961` (unknown parts), `5 Apr 1961`, `Apr 1961`, `April 5, 1961`, `1961`, `circa 1961` and its
/// spellings, `1960 to 1962`, `between 1960 and 1962`, `1960-1962`, `1960s`, `before 1970`, `after 1970`, `since 1970`.
pub fn parse_loose(text: &str) -> Option<DateValue> {
    let text = text.trim().trim_end_matches(['.', ';', ',']).trim();
    if text.is_empty() || text.len() > 80 {
        return None;
    }
    let lower = text.to_lowercase();
    if let Some(rest) = strip_any(&lower, &CIRCA) {
        return parse_loose(rest).map(DateValue::circa);
    }
    if let Some(rest) = lower.strip_suffix("(approximative)").or_else(|| lower.strip_suffix("(approximately)")) {
        return parse_loose(rest).map(DateValue::circa);
    }
    if let Some(rest) = strip_any(&lower, &["between ", "from "]) {
        return split_range(rest);
    }
    if let Some(rest) = strip_any(&lower, &["before ", "prior to ", "until "]) {
        return DateValue::range(None, Some(one_date(rest.trim())?));
    }
    if let Some(rest) = strip_any(&lower, &["after ", "since "]) {
        return DateValue::range(Some(one_date(rest.trim())?), None);
    }
    if let Some(decade) = lower.strip_suffix("0s").and_then(|d| d.parse::<i16>().ok()).filter(|d| (100..=999).contains(d)) {
        return DateValue::range(PartialDate::year(decade * 10), PartialDate::year(decade * 10 + 9));
    }
    one_date(&lower).map(DateValue::exact).or_else(|| split_range(&lower))
}

/// "Approximate" as OFAC, UN, EU, UK and SECO write it.
const CIRCA: [&str; 8] = ["circa ", "approximately ", "approx. ", "approx ", "about ", "around ", "ca. ", "c. "];

fn strip_any<'a>(text: &'a str, prefixes: &[&str]) -> Option<&'a str> {
    prefixes.iter().find_map(|prefix| text.strip_prefix(prefix)).map(str::trim)
}

fn split_range(text: &str) -> Option<DateValue> {
    for separator in [" to ", " and ", " - ", " – ", "–", "/", "-"] {
        if let Some((from, until)) = text.split_once(separator) {
            let from = from.trim().trim_start_matches("between ").trim_start_matches("from ");
            let (from, from_circa) = circa_end(from);
            let (until, until_circa) = circa_end(until.trim());
            if let (Some(until), Some(from)) = (one_date(until), one_date(from)) {
                let range = DateValue::range(Some(from), Some(until))?;
                return Some(if from_circa || until_circa { range.circa() } else { range });
            }
        }
    }
    None
}

fn circa_end(text: &str) -> (&str, bool) {
    strip_any(text, &CIRCA).map_or((text, false), |rest| (rest, true))
}

fn one_date(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    strict_iso(text)
        .or_else(|| text.get(..10).filter(|_| matches!(text.as_bytes().get(10), Some(b't' | b' '))).and_then(strict_iso))
        .or_else(|| numeric(text))
        .or_else(|| with_month_name(text))
}

/// `05/04/1961` or `5.4.1961`, day first; a `00` part is not known. Where the middle cannot be a month but the first can
/// (`04/25/1961`), the American order is meant.
fn numeric(text: &str) -> Option<PartialDate> {
    let separator = ['/', '.', '-'].into_iter().find(|s| text.contains(*s))?;
    let mut numbers = [0_i16; 3];
    let mut count = 0;
    for part in text.split(separator) {
        if count == 3 || part.is_empty() || part.len() > 4 || !part.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        numbers[count] = part.parse().ok()?;
        count += 1;
    }
    let (day, month, year) = match (count, numbers) {
        (2, [month, year, _]) => (0, month, year),
        (3, [year, month, day]) if year > 31 => (day, month, year),
        (3, [day, month, year]) if month > 12 && day <= 12 => (month, day, year),
        (3, [day, month, year]) => (day, month, year),
        _ => return None,
    };
    from_numbers(year, month, day)
}

fn from_numbers(year: i16, month: i16, day: i16) -> Option<PartialDate> {
    if year < 1000 {
        return None;
    }
    match (u8::try_from(month).ok()?, u8::try_from(day).ok()?) {
        (0, _) => PartialDate::year(year),
        (month, 0) => PartialDate::month(year, month),
        (month, day) => PartialDate::day(year, month, day),
    }
}

fn with_month_name(text: &str) -> Option<PartialDate> {
    let (mut day, mut month, mut year) = (0, None, None);
    for word in text.split([' ', ',', '.', '-', '/']).filter(|w| !w.is_empty()) {
        if word.bytes().all(|b| b.is_ascii_digit()) {
            match word.len() {
                1 | 2 if day == 0 => day = word.parse::<i16>().ok()?,
                4 if year.is_none() => year = word.parse::<i16>().ok(),
                _ => return None,
            }
        } else if month.is_none() {
            month = Some(month_number(word)?);
        } else {
            return None;
        }
    }
    from_numbers(year?, month?, day)
}

fn month_number(word: &str) -> Option<i16> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let index = MONTHS
        .iter()
        .position(|m| *m == word || (word.len() >= 3 && m[..3] == *word) || (word == "sept" && *m == "september"))?;
    Some(index as i16 + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(parse_loose(text).map(|d| d.to_string()).unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn dates_are_read_as_the_lists_write_them() {
        check("1961-04-05", "1961-04-05");
        check("1961-04-05T00:00:00Z", "1961-04-05");
        check("05/04/1961", "1961-04-05");
        check("04/25/1961", "1961-04-25");
        check("00/00/1961", "1961");
        check("00/04/1961", "1961-04");
        check("5.4.1961", "1961-04-05");
        check("04 Jul 1967", "1967-07-04");
        check("Sep 1963", "1963-09");
        check("Sept. 1963", "1963-09");
        check("April 5, 1961", "1961-04-05");
        check("1961", "1961");
        check("circa 1961", "1961~");
        check("Approximately 1961", "1961~");
        check("circa 1950-1953", "1950~/1953~");
        check("1960 to 1962", "1960/1962");
        check("Between 1955 and 1958", "1955/1958");
        check("Between circa 1980 and 1981", "1980~/1981~");
        check("01 Jan 1960 to 31 Dec 1962", "1960-01-01/1962-12-31");
        check("1960s", "1960/1969");
        check("before 1970", "../1970");
        check("since 1970", "1970/..");
    }

    #[test]
    fn what_is_no_date_is_not_guessed_at() {
        for text in ["", "unknown", "31 Feb 1961", "1961-13-01", "99/99/9999", "12", "5 Foo 1961", "1962 to 1960", "-", "/"] {
            check(text, "");
        }
    }

    #[test]
    fn a_year_means_any_of_its_days() {
        let year: PartialDate = "2001".parse().unwrap();
        assert_eq!(year.earliest().to_string(), "2001-01-01");
        assert_eq!(year.latest().to_string(), "2001-12-31");
        let month: PartialDate = "2004-02".parse().unwrap();
        assert_eq!(month.latest().to_string(), "2004-02-29");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(year in 1_i16..=9999, month in 0_u8..=12, day in 0_u8..=31, circa: bool, span in 0_i16..50) {
            let from = match (month, day) {
                (0, _) => PartialDate::year(year),
                (m, 0) => PartialDate::month(year, m),
                (m, d) => PartialDate::day(year, m, d),
            };
            if let Some(from) = from {
                for value in [Some(DateValue::exact(from)), DateValue::range(Some(from), PartialDate::year(year + span)), DateValue::range(None, Some(from))].into_iter().flatten() {
                    let value = if circa { value.circa() } else { value };
                    prop_assert_eq!(value.to_string().parse::<DateValue>().unwrap(), value);
                }
            }
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in ".{0,60}") {
            let _ = parse_loose(&text);
            let _ = text.parse::<DateValue>();
        }
    }
}
