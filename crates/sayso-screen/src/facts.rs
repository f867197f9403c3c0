//! Facts beside the name: what speaks for and what against, with a weight each.

use sayso_record::DateValue;

use crate::answer::Reason;

/// Another birth year, more than one apart. Weights as in logic-v2, the best open matcher (see docs/benchmarks.md).
const OTHER_BIRTH_YEAR: f64 = -0.25;
/// The same year, another day.
const OTHER_BIRTH_DAY: f64 = -0.1;
/// The same birth date.
const SAME_BIRTH_DATE: f64 = 0.1;
/// No country in common.
const OTHER_COUNTRY: f64 = -0.1;
/// A country in common.
const SAME_COUNTRY: f64 = 0.03;
/// Another gender.
const OTHER_GENDER: f64 = -0.2;

fn reason(feature: &str, weight: f64, query: String, candidate: String) -> Reason {
    Reason { feature: feature.to_owned(), weight, score: 1.0, query, candidate, detail: Vec::new() }
}

fn list<T: ToString>(values: &[T]) -> String {
    values.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// What birth dates say: the same to the precision both have, another year, or another day of the year. Lists err by a year.
pub(crate) fn birth_dates(query: &[DateValue], candidate: &[DateValue]) -> Option<Reason> {
    if query.is_empty() || candidate.is_empty() {
        return None;
    }
    let pairs = || query.iter().flat_map(|q| candidate.iter().map(move |c| (*q, *c)));
    let (q, c) = (list(query), list(candidate));
    if pairs().any(|(q, c)| overlap(q, c)) {
        return Some(reason("birthDate", SAME_BIRTH_DATE, q, c));
    }
    if pairs().any(|(q, c)| swapped(q, c)) {
        return Some(reason("birthDate", 0.0, q, c));
    }
    let near = pairs().filter_map(|(q, c)| years_apart(q, c)).min();
    match near {
        Some(0) => Some(reason("birthDate", OTHER_BIRTH_DAY, q, c)),
        Some(1) => Some(reason("birthDate", 0.0, q, c)),
        Some(_) => Some(reason("birthDate", OTHER_BIRTH_YEAR, q, c)),
        None => None,
    }
}

fn ends(value: DateValue) -> Option<(jiff::civil::Date, jiff::civil::Date)> {
    let slack = jiff::Span::new().years(if value.is_circa() { 2 } else { 0 });
    let from = value.from().or(value.until())?.earliest().checked_sub(slack).ok()?;
    let until = value.until().or(value.from())?.latest().checked_add(slack).ok()?;
    Some((from, until))
}

fn overlap(a: DateValue, b: DateValue) -> bool {
    matches!((ends(a), ends(b)), (Some((a1, a2)), Some((b1, b2))) if a1 <= b2 && b1 <= a2)
}

/// Day and month the wrong way round, a common slip in lists.
fn swapped(a: DateValue, b: DateValue) -> bool {
    let parts = |d: DateValue| d.from().filter(|_| d.from() == d.until()).map(sayso_record::PartialDate::parts);
    matches!((parts(a), parts(b)), (Some((y1, Some(m1), Some(d1))), Some((y2, Some(m2), Some(d2)))) if y1 == y2 && m1 == d2 && d1 == m2)
}

fn years_apart(a: DateValue, b: DateValue) -> Option<i16> {
    let ((a1, a2), (b1, b2)) = (ends(a)?, ends(b)?);
    Some(if a1 > b2 { a1.year() - b2.year() } else { b1.year() - a2.year() }.max(0))
}

/// What countries say.
pub(crate) fn countries(query: &[&str], candidate: &[String]) -> Option<Reason> {
    if query.is_empty() || candidate.is_empty() {
        return None;
    }
    let common = query.iter().any(|q| candidate.iter().any(|c| same_country(q, c)));
    Some(reason("country", if common { SAME_COUNTRY } else { OTHER_COUNTRY }, list(query), list(candidate)))
}

/// Equal, or one is a state that the other came out of.
fn same_country(a: &str, b: &str) -> bool {
    const SUCCESSORS: [(&str, &[&str]); 4] = [
        ("su", &["ru", "ua", "by", "kz", "uz", "ge", "am", "az", "lt", "lv", "ee", "md", "kg", "tj", "tm"]),
        ("yu", &["rs", "hr", "ba", "si", "mk", "me", "xk", "csxx"]),
        ("csxx", &["rs", "me", "xk"]),
        ("dd", &["de"]),
    ];
    a == b || SUCCESSORS.iter().any(|(old, new)| (a == *old && new.contains(&b)) || (b == *old && new.contains(&a)))
}

/// What genders say: only a contradiction counts.
pub(crate) fn genders(query: &[String], candidate: &[String]) -> Option<Reason> {
    let contradict = !query.is_empty() && !candidate.is_empty() && !query.iter().any(|q| candidate.contains(q));
    contradict.then(|| reason("gender", OTHER_GENDER, list(query), list(candidate)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(query: &str, candidate: &str, expected: Option<f64>) {
        let dates = |text: &str| text.split_whitespace().map(|d| d.parse().unwrap()).collect::<Vec<DateValue>>();
        assert_eq!(birth_dates(&dates(query), &dates(candidate)).map(|r| r.weight), expected, "{query} / {candidate}");
    }

    #[test]
    fn birth_dates_agree_to_the_precision_that_both_have() {
        check("1937-04-28", "1937-04-28", Some(SAME_BIRTH_DATE));
        check("1937", "1937-04-28", Some(SAME_BIRTH_DATE));
        check("1937-04-28", "1935~", Some(SAME_BIRTH_DATE));
        check("1961", "1960/1962", Some(SAME_BIRTH_DATE));
        check("1937-04-05", "1937-05-04", Some(0.0));
        check("1937-04-28", "1937-07-01", Some(OTHER_BIRTH_DAY));
        check("1937", "1938", Some(0.0));
        check("1937", "1957", Some(OTHER_BIRTH_YEAR));
        check("1937", "1957 1937-01", Some(SAME_BIRTH_DATE));
        check("", "1957", None);
    }

    #[test]
    fn countries_know_what_became_of_former_states() {
        assert!(countries(&["su"], &["ru".into()]).unwrap().weight > 0.0);
        assert!(countries(&["iq"], &["ir".into()]).unwrap().weight < 0.0);
        assert!(countries(&[], &["ir".into()]).is_none());
    }
}
