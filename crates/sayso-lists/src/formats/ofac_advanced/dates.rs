//! Dates and periods of the ADVANCED format.

use jiff::civil::Date;
use sayso_record::Reading;

use super::references::References;
use crate::formats::ofac_common::{Span, When};
use crate::xml::Node;

/// The first and the last day that a year, month and day with unknown parts (0 or absent) may mean.
pub(super) fn date_point(node: &Node) -> Option<(Date, Date)> {
    let number = |name: &str| node.text_of(name).parse::<i16>().ok();
    let year = number("Year")?;
    let part = |name: &str| number(name).filter(|n| *n > 0).map(i8::try_from).transpose().ok();
    match (part("Month")?, part("Day")?) {
        (None, _) => Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)),
        (Some(month), None) => {
            let first = Date::new(year, month, 1).ok()?;
            Some((first, first.last_of_month()))
        }
        (Some(month), Some(day)) => Date::new(year, month, day).ok().map(|date| (date, date)),
    }
}

/// One date (`Date`, with its calendar).
pub(super) fn date(node: &Node, references: &References, reading: &mut Reading) -> When {
    let days = date_point(node);
    when(node, references, reading, Span { start: days, end: days, ..Span::default() })
}

/// A period: a date, known or not to the day, or a range.
pub(super) fn period(node: &Node, references: &References, reading: &mut Reading) -> When {
    let span = period_span(node);
    when(node, references, reading, span)
}

/// Both ends of a period as dates of their own: since when, until when.
pub(super) fn since_until(node: &Node, references: &References, reading: &mut Reading) -> (When, When) {
    let span = period_span(node);
    let mut end = |days| when(node, references, reading, Span { start: days, end: days, circa: span.circa, is_range: false });
    let since = if span.start.is_some() { end(span.start) } else { When::default() };
    let until = if span.end.is_some() { end(span.end) } else { When::default() };
    (since, until)
}

fn period_span(node: &Node) -> Span {
    let (start, end) = (node.child("Start"), node.child("End"));
    let circa = [start, end].into_iter().flatten().any(|boundary| boundary.attribute("Approximate") == "true");
    Span { start: start.and_then(boundary), end: end.and_then(boundary), circa, is_range: false }
}

/// The days between which one end of a period lies.
fn boundary(node: &Node) -> Option<(Date, Date)> {
    let days = |name: &str| node.child(name).and_then(date_point);
    match (days("From"), days("To")) {
        (Some(from), Some(to)) => Some((from.0, to.1)),
        (one, other) => one.or(other),
    }
}

/// The date of a span; what is no date in the calendar that we know keeps its numbers as text, and the one who states it finds that.
fn when(node: &Node, references: &References, reading: &mut Reading, span: Span) -> When {
    let calendar = references.text("CalendarType", node, "CalendarTypeID", reading);
    let known = span.value().filter(|_| calendar.is_empty() || calendar == "Gregorian");
    let text = if known.is_some() { String::new() } else { format!("{} {calendar}", numbers(node)).trim().to_owned() };
    When { known, text }
}

/// The numbers of a date or period as they stand, `1961-4-5`.
fn numbers(node: &Node) -> String {
    let own = ["Year", "Month", "Day"].into_iter().map(|name| node.text_of(name)).filter(|n| !n.is_empty()).collect::<Vec<_>>();
    if !own.is_empty() {
        return own.join("-");
    }
    node.children.iter().map(numbers).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("/")
}
