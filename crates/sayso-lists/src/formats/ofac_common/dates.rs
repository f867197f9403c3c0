//! Dates of OFAC's XML: a text, or four days that say between which a date lies.

use jiff::civil::Date;
use sayso_record::date::{self, DateValue, PartialDate};
use sayso_record::finding::FindingKind;
use sayso_record::{Entity, Locator, Property, Reading};

/// A date as a record gives it: the text, and what the format's own fields make of it.
#[derive(Debug, Clone, Default)]
pub(in crate::formats) struct When {
    /// The date from the format's structured fields, where it has them.
    pub(in crate::formats) known: Option<DateValue>,
    /// The text of the file.
    pub(in crate::formats) text: String,
}

impl When {
    /// A date in words.
    pub(in crate::formats) fn text(text: &str) -> Self {
        Self { known: None, text: text.trim().to_owned() }
    }

    /// The date, where it can be read. The text is asked first: it tells a year from its 365 days.
    pub(in crate::formats) fn value(&self) -> Option<DateValue> {
        date::parse_loose(&self.text).or(self.known)
    }

    /// States the date; one that cannot be read is kept as its text and is a finding.
    pub(in crate::formats) fn state(&self, entity: &mut Entity, property: Property, reading: &mut Reading, place: &Locator) {
        match self.value() {
            Some(value) if self.text.is_empty() => entity.add(property, &value.to_string()),
            Some(value) => entity.add_cleaned(property, &value.to_string(), &self.text),
            None if self.text.is_empty() => {}
            None => {
                entity.add(property, &self.text);
                let reason = format!("no date in {property}; kept as it stands");
                reading.finding(FindingKind::FieldUnread, place, &self.text, reason);
            }
        }
    }
}

/// The four days between which a date or a range lies; `None` is an open end.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::formats) struct Span {
    /// The first end lies between these two.
    pub(in crate::formats) start: Option<(Date, Date)>,
    /// The last end lies between these two.
    pub(in crate::formats) end: Option<(Date, Date)>,
    /// Whether OFAC calls it approximate.
    pub(in crate::formats) circa: bool,
    /// Whether OFAC calls it a range; it does not always say.
    pub(in crate::formats) is_range: bool,
}

impl Span {
    /// The date: a day, month or year where the days are exactly those of one, else a range. `None` where both ends are open or
    /// they are the wrong way round.
    pub(in crate::formats) fn value(self) -> Option<DateValue> {
        let value = match (self.start, self.end) {
            (Some(start), Some(end)) if start.0 == start.1 && end.0 == end.1 && !self.is_range => match whole(start.0, end.1) {
                Some(one) => DateValue::exact(one),
                None => DateValue::range(Some(start.0.into()), Some(end.1.into()))?,
            },
            (Some(start), Some(end)) if start == end => between(start)?,
            (start, end) => DateValue::range(start.map(first_end), end.map(last_end))?,
        };
        Some(if self.circa { value.circa() } else { value })
    }
}

/// A date known to lie between two days.
fn between(days: (Date, Date)) -> Option<DateValue> {
    match whole(days.0, days.1) {
        Some(one) => Some(DateValue::exact(one)),
        None => DateValue::range(Some(days.0.into()), Some(days.1.into())),
    }
}

fn first_end(days: (Date, Date)) -> PartialDate {
    whole(days.0, days.1).unwrap_or(days.0.into())
}

fn last_end(days: (Date, Date)) -> PartialDate {
    whole(days.0, days.1).unwrap_or(days.1.into())
}

/// The day, month or year that has exactly these as its first and last day.
fn whole(first: Date, last: Date) -> Option<PartialDate> {
    if first == last {
        return Some(first.into());
    }
    let month = PartialDate::month(first.year(), first.month() as u8);
    let year = PartialDate::year(first.year());
    [month, year].into_iter().flatten().find(|date| date.earliest() == first && date.latest() == last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[track_caller]
    fn check(days: [&str; 4], circa: bool, expected: &str) {
        let end = |a: &str, b: &str| (!a.is_empty()).then(|| (day(a), day(b)));
        let span = Span { start: end(days[0], days[1]), end: end(days[2], days[3]), circa, is_range: false };
        assert_eq!(span.value().map(|v| v.to_string()).unwrap_or_default(), expected);
    }

    #[test]
    fn four_days_become_the_date_they_stand_for() {
        check(["1961-07-23"; 4], false, "1961-07-23");
        check(["1972-01-01", "1972-01-01", "1972-12-31", "1972-12-31"], false, "1972");
        check(["1972-01-01", "1972-12-31", "1972-01-01", "1972-12-31"], false, "1972");
        check(["1957-01-01", "1957-01-01", "1957-12-31", "1957-12-31"], true, "1957~");
        check(["1985-03-01", "1985-03-01", "1985-03-31", "1985-03-31"], false, "1985-03");
        check(["1951-01-01", "1951-12-31", "1953-01-01", "1953-12-31"], false, "1951/1953");
        check(["1955-03-01", "1955-03-31", "1956-03-01", "1956-03-31"], false, "1955-03/1956-03");
        check(["1965-03-21", "1965-03-21", "1966-03-20", "1966-03-20"], false, "1965-03-21/1966-03-20");
        check(["2001-05-01", "2001-05-01", "", ""], false, "2001-05-01/..");
        check(["", "", "2001-05-01", "2001-05-31"], false, "../2001-05");
        check(["2002-01-01", "2002-01-01", "2001-05-01", "2001-05-01"], false, "");
        check(["", "", "", ""], false, "");
    }
}
