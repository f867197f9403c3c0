//! How the British lists write several values, countries and dates into one field.
//!
//! Nothing here drops text: what is split off a field is always kept as the raw text beside the value.

use std::collections::HashMap;
use std::sync::LazyLock;

use sayso_record::{Entity, Property, Reading, country, date};
use sayso_record::{FindingKind, Locator, prop};

/// The values of a field that may number them: `(1) Tripoli (2) Tunis`, `(1)-(2) Tunisia (3) Libya`, `(a) x (b) y`; else split
/// at `|` and line ends. Places kept free (`(2) -`) are left out.
pub(crate) fn values(text: &str) -> Vec<&str> {
    let parts = enumerated(text).unwrap_or_else(|| text.split(['|', '\n']).collect());
    parts
        .into_iter()
        .map(|part| part.trim().trim_end_matches(';').trim())
        .filter(|part| !matches!(*part, "" | "-" | "–"))
        .collect()
}

/// The items of an enumeration that starts with `(1)` or `(a)`; `None` where the text has none.
pub(crate) fn enumerated(text: &str) -> Option<Vec<&str>> {
    let marks = marks(text);
    let first = marks.first()?;
    // An enumeration of one, "(1) Samarra", counts only where it opens the field; elsewhere "(1)" may belong to the text.
    if first.2 != 1 || (marks.len() == 1 && !text[..first.0].trim().is_empty()) {
        return None;
    }
    let mut items = vec![&text[..first.0]];
    for (index, mark) in marks.iter().enumerate() {
        let end = marks.get(index + 1).map_or(text.len(), |next| next.0);
        let item = text[mark.1..end].trim();
        // "(1)-(2) Tunisia" and "(1) to (6) Algeria" give one value for several numbers.
        if !matches!(item, "" | "-" | "to" | "and" | ",") {
            items.push(item.trim_end_matches([',', ';']));
        }
    }
    Some(items)
}

/// The marks `(1)`, `(2)` … or `(a)`, `(b)` … in ascending order: start, end, ordinal.
fn marks(text: &str) -> Vec<(usize, usize, u32)> {
    let mut found: Vec<(usize, usize, u32)> = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find('(').map(|at| from + at) {
        from = open + 1;
        let Some(close) = text[from..].char_indices().take(4).find(|(_, c)| *c == ')').map(|(at, _)| from + at) else {
            continue;
        };
        let ordinal = match text[from..close].trim() {
            letter if letter.len() == 1 && letter.as_bytes()[0].is_ascii_lowercase() => {
                u32::from(letter.as_bytes()[0] - b'a') + 1
            }
            number => number.parse().unwrap_or(0),
        };
        // Numbers may come out of order ("(1) (2) (4) Libya (3) Morocco") but none comes twice.
        if (1..=60).contains(&ordinal) && found.iter().all(|mark| mark.2 != ordinal) {
            found.push((open, close + 1, ordinal));
        }
    }
    found
}

/// The code of the country in a field that says more than its name: `Iraq (previous)`, `In Syria as at June 2013`.
pub(crate) fn country_in(text: &str) -> Option<&'static str> {
    let text = text.trim().trim_end_matches(['.', ',', ';']).trim();
    let bare = ["In ", "in ", "Possibly ", "possibly "].iter().fold(text, |text, word| text.strip_prefix(word).unwrap_or(text));
    let before = |mark: &str| bare.split_once(mark).map(|(head, _)| head);
    let after = |mark: &str| bare.rsplit_once(mark).map(|(_, tail)| tail);
    [Some(bare), before("("), before(" as at"), before(" citizenship"), before(" national"), before(" passport"), after(",")]
        .into_iter()
        .flatten()
        .find_map(country::code)
}

/// States the countries of a field. What is no country at all ("Africa") is kept as it stands and becomes a finding; a denial
/// ("Not registered as a citizen of …") is a note, never a nationality.
pub(crate) fn add_countries(reading: &mut Reading, entity: &mut Entity, property: Property, raw: &str, locator: &Locator) {
    for value in values(raw) {
        if value.to_lowercase().starts_with("not ") || value.to_lowercase().starts_with("no longer") {
            entity.add(prop::NOTES, &format!("{property}: {value}"));
        } else if let Some(codes) = countries_in(value) {
            for code in codes {
                entity.add_cleaned(property, code, value);
            }
        } else {
            reading.add_country(entity, property, value, locator);
        }
    }
}

/// The codes of the countries that a value names: as one name, as several, or as one with something said around it.
fn countries_in(text: &str) -> Option<Vec<&'static str>> {
    let one = |code: Option<&'static str>| code.map(|code| vec![code]);
    one(country::code(text)).or_else(|| each_country(text)).or_else(|| one(country_in(text)))
}

/// The codes of "Iran and Iraq", "Iran/Iraq", "Iran, Iraq", where every part is a country.
fn each_country(text: &str) -> Option<Vec<&'static str>> {
    ["/", ",", ";", " and ", " or "].iter().find_map(|separator| {
        let parts: Vec<&str> = text.split(separator).map(str::trim).filter(|part| !matches!(*part, "" | "citizen")).collect();
        (parts.len() > 1).then(|| parts.iter().map(|part| country_in(part)).collect::<Option<Vec<_>>>()).flatten()
    })
}

/// States the dates of a field. `dd/mm/1945` is how the XML writes a year alone, `00/00/1945` how the tables do.
pub(crate) fn add_dates(reading: &mut Reading, entity: &mut Entity, property: Property, raw: &str, locator: &Locator) {
    for value in values(raw) {
        if let Some(date) = date::parse_loose(&known_parts(value)) {
            entity.add_cleaned(property, &date.to_string(), value);
        } else {
            let mut whole = true;
            for part in value
                .split([';', ','])
                .flat_map(|part| part.split(" or "))
                .map(known_parts)
                .filter(|part| !part.trim().is_empty())
            {
                match date::parse_loose(&part) {
                    Some(date) => entity.add_cleaned(property, &date.to_string(), value),
                    None => whole = false,
                }
            }
            if !whole {
                entity.add(property, value);
                reading.finding(FindingKind::FieldUnread, locator, value, format!("no date in {property}; kept as it stands"));
            }
        }
    }
}

/// The date in the words that the other readers share: `dd/mm/1945` as `00/00/1945`, `born in the early 1970s` as `1970s`.
fn known_parts(text: &str) -> String {
    let lower = text.trim().to_lowercase();
    if let Some(rest) = lower.strip_prefix("dd/") {
        return format!("00/{}", rest.replacen("mm/", "00/", 1));
    }
    let words = ["born ", "in ", "the "].iter().fold(lower.as_str(), |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    let part_of = ["early ", "mid ", "mid-", "late "].iter().find_map(|word| words.strip_prefix(word));
    part_of.map_or_else(|| words.to_owned(), |decade| format!("circa {decade}"))
}

static LANGUAGES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let rows = include_str!("../../../data/languages.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|line| line.split_once('\t'))
        .flat_map(|(code, names)| names.split('\t').map(move |name| (name.to_lowercase(), code)))
        .collect()
});

/// The tag of a language and a script given by their names or ISO 639 codes, such as `ps-Arab`; `None` without a language.
pub(crate) fn language_tag(language: &str, script: &str) -> Option<String> {
    let code = LANGUAGES.get(&language.trim().to_lowercase())?;
    Some(match LANGUAGES.get(&format!("script:{}", script.trim().to_lowercase())) {
        Some(script) => format!("{code}-{script}"),
        None => (*code).to_owned(),
    })
}

/// Text of a list file: UTF-8 where it is (with or without its mark), else Windows-1252, which the older files are in.
pub(crate) fn decode(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding.decode(bytes).0,
        None => std::str::from_utf8(bytes).map_or_else(|_| encoding_rs::WINDOWS_1252.decode(bytes).0, Into::into),
    }
}

/// A short stable number for text, to make ids of things that have none (FNV-1a).
pub(crate) fn content_key(text: &str) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(values(text), expected, "{text}");
    }

    #[test]
    fn enumerations_are_split_and_empty_places_left_out() {
        check("(1) Tripoli (2) Tunis", &["Tripoli", "Tunis"]);
        check("(1) Manzil Tmim (2)-(6) -", &["Manzil Tmim"]);
        check("(1)-(2) Tunisia (3) Libya", &["Tunisia", "Libya"]);
        check("(1) to (6) Algeria (7) Morocco", &["Algeria", "Morocco"]);
        check("(1) (2) (4) Libya (3) Morocco", &["Libya", "Morocco"]);
        check("(1) Samarra", &["Samarra"]);
        check("(a) 1, (b) 2", &["1", "2"]);
        check("Mugusa (Butare)", &["Mugusa (Butare)"]);
        check("Area 51 (1)", &["Area 51 (1)"]);
        check("one|two", &["one", "two"]);
        check("", &[]);
    }

    #[test]
    fn countries_are_found_in_what_is_said_around_them() {
        for (text, code) in [
            ("Iraq (previous)", Some("iq")),
            ("In Syria as at June 2013", Some("sy")),
            ("Iranian citizenship", Some("ir")),
            ("North-Ossetian Autonomous SSR, RSFSR", Some("ru")),
            ("Africa", None),
        ] {
            assert_eq!(country_in(text), code, "{text}");
        }
        assert_eq!(countries_in("Iranian national and US national/citizen"), Some(vec!["ir", "us"]));
        assert_eq!(each_country("Kandahar/Ghazni"), None);
        assert_eq!(countries_in("Bosnia and Herzegovina"), Some(vec!["ba"]));
    }

    #[test]
    fn languages_and_scripts_give_a_tag() {
        assert_eq!(language_tag("Pashto", "Arabic").as_deref(), Some("ps-Arab"));
        assert_eq!(language_tag("rus", "").as_deref(), Some("ru"));
        assert_eq!(language_tag("Klingon", "Arabic"), None);
    }
}
