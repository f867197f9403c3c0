//! What `Other Information` of the consolidated list says in words: references, dates and further names.
//!
//! The field is always kept whole as a note. What is taken from it besides keeps the words it was taken from, so a reader can
//! judge it. Only what stands at the start of a sentence counts, because "brother of X, also known as Y" names someone else.

use super::super::uk_xml::field::Field;
use super::super::uk_xml::text::enumerated;

/// A further name with the words that bring it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct FoundName<'a> {
    /// The name.
    pub(super) name: &'a str,
    /// The words of the file.
    pub(super) raw: &'a str,
    /// Whether it is a former one.
    pub(super) former: bool,
}

/// Phrases before further names, in lower case, and whether the names are former ones. Longer ones before their beginnings;
/// "also referred to a" and "also referred as" are misprints that the list has.
const NAME_PHRASES: [(&str, bool); 8] = [
    ("also referred to as", false),
    ("also referred to a ", false),
    ("also referred to", false),
    ("also referred as", false),
    ("also known as", false),
    ("also called", false),
    ("formerly known as", true),
    ("previously known as", true),
];

/// The names that sentences such as `Also referred to as Farag and Fredj.` give.
pub(super) fn further_names(text: &str, person: bool) -> Vec<FoundName<'_>> {
    let lower = text.to_ascii_lowercase(); // keeps byte positions
    let mut names = Vec::new();
    let mut from = 0;
    while let Some((at, phrase, former)) = next_phrase(&lower, from) {
        let start = at + phrase.len();
        from = start;
        if !starts_sentence(text, at) {
            continue;
        }
        let end = start + sentence_end(&text[start..]);
        let raw = text[at..end].trim();
        names.extend(split_names(&text[start..end], person).into_iter().map(|name| FoundName { name, raw, former }));
    }
    names
}

fn next_phrase(lower: &str, from: usize) -> Option<(usize, &'static str, bool)> {
    let found = NAME_PHRASES.iter().filter_map(|(phrase, former)| Some((from + lower[from..].find(phrase)?, *phrase, *former)));
    found.min_by_key(|(at, phrase, _)| (*at, std::cmp::Reverse(phrase.len())))
}

fn starts_sentence(text: &str, at: usize) -> bool {
    text[..at].trim_end().chars().next_back().is_none_or(|c| matches!(c, '.' | ';' | ':' | ')' | '(' | '"' | '\n'))
}

/// Where a sentence ends: at a full stop with a blank behind it that closes no initial and no title, or at the end.
fn sentence_end(text: &str) -> usize {
    let stops = text.match_indices('.').map(|(at, _)| at);
    let ends = |at: &usize| {
        let word = text[..*at].rsplit([' ', '(']).next().unwrap_or_default();
        let abbreviated =
            word.chars().count() <= 1 || matches!(word, "Dr" | "Mr" | "Mrs" | "Haji" | "a.k" | "f.k" | "St" | "No");
        text[at + 1..].chars().next().is_none_or(char::is_whitespace) && !abbreviated
    };
    stops.into_iter().find(ends).unwrap_or(text.len())
}

fn split_names(text: &str, person: bool) -> Vec<&str> {
    let text = text.trim().trim_start_matches([':', ' ', '-']);
    let text = text.strip_prefix("(low level a.k.a)").unwrap_or(text);
    let pieces: Vec<&str> = match enumerated(text) {
        Some(items) => items,
        // "and" may belong to the name of an organisation.
        None if person => text.split([',', ';']).flat_map(|piece| piece.split(" and ")).collect(),
        None => text.split([',', ';']).collect(),
    };
    pieces
        .into_iter()
        .map(|piece| unquoted(piece.trim_matches([' ', '.']).trim_start_matches("and ")))
        .filter(|name| is_name(name))
        .collect()
}

/// Without quotation marks around it; a single mark before it is part of the name (`'Umar`).
fn unquoted(piece: &str) -> &str {
    let quotes = |c: char| matches!(c, '\'' | '"' | '‘' | '’' | '“' | '”' | '\u{fffd}');
    let piece = piece.trim();
    let (first, last) = (piece.chars().next(), piece.chars().next_back());
    match (first, last) {
        (Some(first), Some(last)) if piece.chars().count() > 2 && quotes(first) && quotes(last) => piece.trim_matches(quotes),
        _ => piece.trim_matches(['"', '“', '”']),
    }
}

fn is_name(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() >= 2 && text.len() <= 120
}

/// References of the United Nations: `UN Ref QI.B.62.02`, `UN Ref: QE.A.112.04`, `UN Reference No: TI.R.1.2`, `UN Ref.SSi.006`.
pub(super) fn un_references(text: &str) -> Vec<String> {
    let lower = text.to_ascii_lowercase();
    let mut found = Vec::new();
    for (at, phrase) in lower.match_indices("un ref") {
        let rest = &text[at + phrase.len()..];
        let rest = ["erence", "ERENCE"].iter().fold(rest, |rest, tail| rest.strip_prefix(tail).unwrap_or(rest));
        let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ':' | ')' | ';'));
        let rest = ["Number", "No", "no", "number"].iter().fold(rest, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
        let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ':'));
        let reference = rest.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ';')).next().unwrap_or_default();
        let reference = reference.trim_end_matches(['.', ',', ':']);
        let shaped = reference.contains(['.', ',']) && reference.bytes().any(|b| b.is_ascii_digit());
        if shaped && reference.len() <= 24 {
            found.push(reference.to_owned());
        }
    }
    found
}

/// The day the United Nations listed the party, as `Date of UN designation: 14.04.2015` gives it.
pub(super) fn un_designation(text: &str) -> Option<&str> {
    let at = text.to_ascii_lowercase().find("date of un designation")?;
    let rest = text[at + "date of un designation".len()..].trim_start_matches([':', ' ']);
    Some(rest.split([' ', ';', ',', ')']).next()?.trim_end_matches('.')).filter(|date| !date.is_empty())
}

/// The labelled parts of the newer lists, `(UK Sanctions List Ref):XYZ0001. (Phone number):(1) 1234 …`, where there are any.
pub(super) fn labelled(text: &str) -> Vec<(Field, &str)> {
    let mut marks = Vec::new();
    for (close, _) in text.match_indices("):") {
        let Some(open) = text[..close].rfind('(') else { continue };
        if let Some(field) = Field::find(&text[open + 1..close]) {
            marks.push((open, close + 2, field));
        }
    }
    let ends = marks.iter().skip(1).map(|mark| mark.0).chain([text.len()]).collect::<Vec<_>>();
    marks
        .iter()
        .zip(ends)
        .map(|((_, start, field), end)| (*field, text[*start..end.max(*start)].trim().trim_end_matches(['.', ';']).trim()))
        .collect()
}

/// The name of father or mother: `Father's name is Mohamed Sharif`, `Mothers name: Fatma Ali Majour`.
pub(super) fn parent<'a>(text: &'a str, which: &str) -> Option<&'a str> {
    let lower = text.to_ascii_lowercase();
    let at = [format!("{which}'s name"), format!("{which}s name")]
        .iter()
        .find_map(|phrase| Some(lower.find(phrase)? + phrase.len()))?;
    let rest = text[at..].trim_start_matches([' ', ':']);
    let rest = rest.strip_prefix("is ").unwrap_or(rest).trim_start_matches(':').trim_start();
    Some(rest[..sentence_end(rest)].trim()).filter(|name| is_name(name) && name.len() <= 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(further_names(text, true).iter().map(|found| found.name).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn further_names_are_found_at_the_start_of_sentences() {
        check("UN Ref QI.Z.1.02. Also referred to as Farag and Fredj. Member of a group.", &["Farag", "Fredj"]);
        check(
            "Also referred to a Abu Akram, Abu Karim and El-Sababt. Father's name is M.",
            &["Abu Akram", "Abu Karim", "El-Sababt"],
        );
        check("Also referred as Dr Ibrahim.  Currently in Iraq.", &["Dr Ibrahim"]);
        check("Also known as (low level a.k.a) (1) Omar ONE (2) Umar TWO.", &["Omar ONE", "Umar TWO"]);
        check("Also referred to as 'UMAR AL-QATARI and 'UMAR AL-TAYYAR.", &["'UMAR AL-QATARI", "'UMAR AL-TAYYAR"]);
        check("Also referred to as 'Omsen'. UN REF: QI.1.", &["Omsen"]);
        check("Also referred to as:Wainakh, Sever and Husan. Date", &["Wainakh", "Sever", "Husan"]);
        check("Brother of Yves, also known as Someone Else.", &[]);
        check("Also known as", &[]);
    }

    #[test]
    fn references_and_dates_are_found() {
        for (text, expected) in [
            ("UN Ref QI.B.62.02. Also", "QI.B.62.02"),
            ("UN Ref:QI.K.1.15 x", "QI.K.1.15"),
            ("UN listing. UN Ref.SSi.006. Appointed", "SSi.006"),
            ("UN Reference No: TI.R.96.01.", "TI.R.96.01"),
            ("(UN Ref):TAe.010.(UK", "TAe.010"),
        ] {
            assert_eq!(un_references(text), [expected], "{text}");
        }
        assert!(un_references("UN reform is needed.").is_empty());
        assert_eq!(un_designation("Date of UN designation: 14.04.2015."), Some("14.04.2015"));
        assert_eq!(parent("Father's name is Mohamed Sharif. Also", "father"), Some("Mohamed Sharif"));
        assert_eq!(parent("Mothers name: Fatma Ali. D", "mother"), Some("Fatma Ali"));
    }

    #[test]
    fn labelled_parts_are_found() {
        let text = "(UK Sanctions List Ref):XYZ0001. (UN Ref):XXi.010. (Phone number):+1 (2) 3. (Gender):Male";
        let expected = [
            (Field::UniqueId, "XYZ0001"),
            (Field::UnReference, "XXi.010"),
            (Field::Phone, "+1 (2) 3"),
            (Field::Gender, "Male"),
        ];
        assert_eq!(labelled(text), expected);
        assert_eq!(labelled("Sentenced (see above): five years"), []);
    }

    proptest::proptest! {
        /// Free text of any script and shape is read without panic, and found names stand in it.
        #[test]
        fn any_text_can_be_read(text in "(UN Ref|Also known as|also referred to as|\\(|\\)|:|\\.|1|a| and |,|É|ß|م|\\PC){0,40}") {
            for found in further_names(&text, true) {
                proptest::prop_assert!(text.contains(found.name) && found.raw.contains(found.name));
            }
            let _ = (un_references(&text), un_designation(&text), labelled(&text), parent(&text, "father"));
            let _ = super::super::super::uk_xml::documents::documents(&text);
            let _ = super::super::super::uk_xml::text::country_in(&text);
        }
    }
}
