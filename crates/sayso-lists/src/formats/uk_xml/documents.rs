//! Passports and identity cards out of the sentences in which the UK lists describe them.
//!
//! `G827238 (Tunisian). Issued on 1 June 1996. Expired on 31 May 2001` gives number, country and dates. What is not understood
//! stays unsaid; the caller keeps the whole text beside the number.

use sayso_record::{DateValue, country, date};

use super::text::{country_in, enumerated};

/// What a description says of one document. Empty where it says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Document<'a> {
    /// The text that describes it.
    pub(crate) raw: &'a str,
    /// Its number.
    pub(crate) number: String,
    /// Code of the country that issued it.
    pub(crate) country: Option<&'static str>,
    /// When it was issued.
    pub(crate) issued: Option<DateValue>,
    /// When it expires.
    pub(crate) expires: Option<DateValue>,
}

/// The documents that a field describes, numbered `(1) … (2) …` or one sentence each.
pub(crate) fn documents(text: &str) -> Vec<Document<'_>> {
    let items = enumerated(text).unwrap_or_else(|| sentences(text));
    items.into_iter().filter(|item| !item.trim().is_empty()).map(|item| describe(item.trim())).collect()
}

/// Splits where a new sentence introduces a document of its own: `… . Yemeni passport number 123 …`.
fn sentences(text: &str) -> Vec<&str> {
    let mut starts = vec![0];
    for (at, _) in text.match_indices(". ") {
        let sentence = text[at + 2..].split(". ").next().unwrap_or_default();
        let lower = sentence.to_lowercase();
        if lower.contains("passport n") && number_of(sentence).is_some() {
            starts.push(at + 2);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).map(|(start, end)| text[*start..end].trim()).collect()
}

/// What one description says.
fn describe(raw: &str) -> Document<'_> {
    // Byte positions in `lower` are used on `raw`; to_ascii_lowercase keeps them.
    let lower = raw.to_ascii_lowercase();
    Document {
        raw,
        number: number_of(raw).unwrap_or_default(),
        country: bracketed_country(raw).or_else(|| leading_country(raw, &lower)),
        issued: date_after(raw, &lower, &["issued on", "issued:", "issued", "issue date"]),
        expires: date_after(
            raw,
            &lower,
            &["expires on", "expired on", "expiry date", "expired:", "expires", "expired", "valid until"],
        ),
    }
}

/// The first run of letters and digits with enough digits to be a number, with the letters that stand before it: `A 0141062`.
fn number_of(text: &str) -> Option<String> {
    let head_end =
        ["ssued", "xpire", "xpiry", "alid until"].iter().filter_map(|mark| text.find(mark)).min().unwrap_or(text.len());
    let mut prefix: Option<&str> = None;
    for word in text[..head_end].split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | ':' | ';')) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let word = ["no.", "No.", "ID.", "n."].iter().fold(word, |word, label| word.strip_prefix(label).unwrap_or(word));
        let digits = word.chars().filter(char::is_ascii_digit).count();
        if digits >= 4 || (digits >= 3 && digits == word.len()) {
            return Some(prefix.map_or_else(|| word.to_owned(), |prefix| format!("{prefix} {word}")));
        }
        let is_series = (1..=3).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase());
        prefix = is_series.then_some(word).filter(|word| !matches!(*word, "NI" | "ID" | "NO" | "CAR" | "USA" | "UK" | "UAE"));
    }
    None
}

/// `(Tunisian)`, `(Russian foreign travel passport number)`, `(USA driving licence)`.
fn bracketed_country(text: &str) -> Option<&'static str> {
    text.split('(')
        .skip(1)
        .filter_map(|rest| rest.split_once(')'))
        .find_map(|(inner, _)| country_in(inner).or_else(|| first_words(inner)))
}

/// `Saudi Arabian passport no. …`, `Qatari identity card no. …`.
fn leading_country(raw: &str, lower: &str) -> Option<&'static str> {
    let end =
        ["passport", "national", "identity", " id ", " ni ", "diplomatic", "federal", "fiscal", "travel", "alien", "number"]
            .iter()
            .filter_map(|mark| lower.find(mark).filter(|at| *at > 0))
            .min()?;
    let head = raw[..end].rsplit([':', '.', ';']).next()?;
    country::code(head.trim()).or_else(|| first_words(head))
}

/// The country that the first three, two or one words stand for.
fn first_words(text: &str) -> Option<&'static str> {
    let words: Vec<&str> = text.split_whitespace().take(3).collect();
    (1..=words.len()).rev().find_map(|count| country::code(&words[..count].join(" ")))
}

fn date_after(raw: &str, lower: &str, marks: &[&str]) -> Option<DateValue> {
    marks.iter().find_map(|mark| {
        let at = lower.find(mark)? + mark.len();
        let words: Vec<&str> = raw[at..]
            .split_whitespace()
            .take(4)
            .map(|word| word.trim_matches([',', ';', ':', '(', ')']))
            .filter(|w| *w != "on")
            .collect();
        (1..=words.len().min(3)).rev().find_map(|count| date::parse_loose(&words[..count].join(" ")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str, &str, &str)]) {
        let read = documents(text);
        let date = |date: Option<DateValue>| date.map(|d| d.to_string()).unwrap_or_default();
        let read: Vec<_> =
            read.iter().map(|d| (d.number.clone(), d.country.unwrap_or_default(), date(d.issued), date(d.expires))).collect();
        let expected: Vec<_> = expected.iter().map(|e| (e.0.to_owned(), e.1, e.2.to_owned(), e.3.to_owned())).collect();
        assert_eq!(read, expected, "{text}");
    }

    #[test]
    fn documents_are_read_as_the_lists_describe_them() {
        check(
            "X827238 (Tunisian). Issued on 1 June 1996. Expired on 31 May 2001",
            &[("X827238", "tn", "1996-06-01", "2001-05-31")],
        );
        check("Qatari passport no.00868774. expired:27.4.2014", &[("00868774", "qa", "", "2014-04-27")]);
        check("(1) C2002515 (Iran) (2) 477845448 (USA)", &[("C2002515", "ir", "", ""), ("477845448", "us", "", "")]);
        check("German travel document (Reiseausweis) A 0141062 (revoked)", &[("A 0141062", "de", "", "")]);
        check("284173, expires 21 Aug 2005 (Iraq)", &[("284173", "iq", "", "2005-08-21")]);
        check("Saudi Arabian passport no.E126785. issued: 27.5.2002", &[("E126785", "sa", "2002-05-27", "")]);
        check("(Egypt). Issued 1993.", &[("", "eg", "1993", "")]);
        check("Passport No.: 622641887 (Russian foreign travel passport number)", &[("622641887", "ru", "", "")]);
        check(
            "Yemeni passport number 17979 issued under name A. Yemeni passport number 02117777 issued on 8.11.2005",
            &[("17979", "ye", "", ""), ("02117777", "ye", "2005-11-08", "")],
        );
        check("", &[]);
    }
}
