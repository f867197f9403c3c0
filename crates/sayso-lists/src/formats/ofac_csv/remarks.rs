//! OFAC's remarks: clauses between semicolons, each a label with a value behind it, a name, a link, or free words.
//!
//! The labels are those of `data/ofac/details.tsv`, which the XML formats have in fields of their own, and the spellings of
//! `data/ofac/remark_labels.tsv`. A clause is read as a labelled value only where the value is one for that label (a passport has
//! a digit, a date is a date); any other clause is a note, in its words. Nothing is left out.

use std::collections::HashMap;
use std::sync::LazyLock;

use sayso_record::date;

use crate::formats::ofac_common::{Detail, NameKind, When};

/// What one clause says.
#[derive(Debug, Clone)]
pub(in crate::formats) enum Clause {
    /// Another name.
    Name(NameKind, String),
    /// A link to the party of that name.
    Linked(String),
    /// A labelled value.
    Detail(Box<Detail>),
    /// Words that are none of these.
    Note(String),
}

/// A label as it stands in remarks, in lower case.
struct Label {
    text: &'static str,
    /// The label to hand on; empty where it is the one that stands there.
    means: &'static str,
    kind: LabelKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LabelKind {
    /// A number with country and dates behind it.
    Document,
    Date,
    /// `Listing Date (CMIC)`: more words belong to the label, up to a bracket, a colon or a hyphen.
    Open,
    /// `Digital Currency Address - XBT`: the next word belongs to the label.
    Wallet,
    Other,
}

/// The labels by their first word, longest first.
static LABELS: LazyLock<HashMap<&'static str, Vec<Label>>> = LazyLock::new(|| {
    let mut kinds = HashMap::new();
    let mut labels: HashMap<&str, Vec<Label>> = HashMap::new();
    let mut add = |text: &'static str, means, kind| {
        labels.entry(first_word(text)).or_default().push(Label { text, means, kind });
    };
    for (label, rest) in rows(include_str!("../../../data/ofac/details.tsv")) {
        let (text, kind) = match (label.strip_suffix('*'), rest.split('\t').next()) {
            (Some(prefix), Some("wallet")) => (prefix, LabelKind::Wallet),
            (Some(prefix), _) => (prefix, LabelKind::Open),
            (None, Some("passport" | "document")) => (label, LabelKind::Document),
            (None, Some("date")) => (label, LabelKind::Date),
            _ => (label, LabelKind::Other),
        };
        kinds.insert(text, kind);
        add(text, "", kind);
    }
    for (text, means) in rows(include_str!("../../../data/ofac/remark_labels.tsv")) {
        let kind = kinds.get(means.to_lowercase().as_str()).copied().unwrap_or(LabelKind::Other);
        add(text, means, kind);
    }
    for of_word in labels.values_mut() {
        of_word.sort_by_key(|label| std::cmp::Reverse(label.text.len()));
    }
    labels
});

fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

fn first_word(text: &str) -> &str {
    text.split([' ', ':']).next().unwrap_or_default()
}

/// The clauses of a party's remarks.
pub(in crate::formats) fn clauses(remarks: &str) -> Vec<Clause> {
    split_clauses(remarks).into_iter().flat_map(|text| in_brackets(text).map_or_else(|| vec![clause(text)], clauses)).collect()
}

/// What is inside "(Linked To: A; Linked To: B)".
fn in_brackets(text: &str) -> Option<&str> {
    let inside = text.strip_suffix('.').unwrap_or(text).strip_prefix('(')?.strip_suffix(')')?;
    inside.starts_with("Linked To:").then_some(inside)
}

/// Cuts remarks at semicolons, but for those in brackets and in quoted aliases. Where a bracket or quotation has no end, the
/// semicolons alone decide.
pub(in crate::formats) fn split_clauses(remarks: &str) -> Vec<&str> {
    let clauses = split_outside(remarks).unwrap_or_else(|| remarks.split(';').collect());
    clauses.into_iter().map(str::trim).filter(|clause| !clause.is_empty() && *clause != ".").collect()
}

fn split_outside(remarks: &str) -> Option<Vec<&str>> {
    let bytes = remarks.as_bytes();
    let (mut clauses, mut from, mut depth, mut is_quoted) = (Vec::new(), 0, 0_usize, false);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'\'' if is_quoted => is_quoted = !matches!(bytes.get(at + 1), None | Some(b';' | b'.' | b',' | b')')),
            b'\'' => is_quoted = remarks[..at].ends_with("k.a. "),
            b'(' if !is_quoted => depth += 1,
            b')' if !is_quoted => depth = depth.checked_sub(1)?,
            b';' if !is_quoted && depth == 0 => {
                clauses.push(&remarks[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    clauses.push(&remarks[from..]);
    (depth == 0 && !is_quoted).then_some(clauses)
}

/// Reads one clause.
pub(in crate::formats) fn clause(text: &str) -> Clause {
    let text = text.trim();
    let bare = strip_word(text, "alt. ").unwrap_or(text);
    if let Some(name) = strip_word(bare, "Linked To:") {
        return Clause::Linked(name.trim().to_owned());
    }
    alias(bare).or_else(|| labelled(bare)).unwrap_or_else(|| Clause::Note(text.to_owned()))
}

/// The text behind a prefix, whatever its case.
fn strip_word<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let start = text.get(..prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then(|| &text[prefix.len()..])
}

/// `a.k.a. 'BNC'`: names in quotation marks are OFAC's weak aliases.
fn alias(text: &str) -> Option<Clause> {
    let word = ["a.k.a.", "f.k.a.", "n.k.a."].into_iter().find(|word| strip_word(text, word).is_some())?;
    let name = without_stop(text[word.len()..].trim());
    let quoted = unquoted(name);
    let name = quoted.map_or(name, |name| unquoted(name).unwrap_or(name)).trim(); // ''FOOPIE'' is quoted twice
    let kind = NameKind::of_alias(word, quoted.is_some())?;
    (!name.is_empty()).then(|| Clause::Name(kind, name.to_owned()))
}

fn unquoted(text: &str) -> Option<&str> {
    text.strip_prefix('\'')?.strip_suffix('\'')
}

/// Without the full stop that ends the remarks.
fn without_stop(text: &str) -> &str {
    text.strip_suffix('.').unwrap_or(text).trim_end()
}

fn labelled(text: &str) -> Option<Clause> {
    let folded = text.to_ascii_lowercase(); // keeps the length, so that places in it are places in the text
    let mut labels = LABELS.get(first_word(&folded))?.iter().filter(|label| folded.starts_with(label.text));
    labels.find_map(|label| value_of(label, text)).map(|detail| Clause::Detail(Box::new(detail)))
}

fn value_of(label: &Label, text: &str) -> Option<Detail> {
    let rest = &text[label.text.len()..];
    let (words, value) = match label.kind {
        LabelKind::Open => open_label(label.text.len(), text)?,
        LabelKind::Wallet => (label.text.len() + rest.find(' ')?, &rest[rest.find(' ')?..]),
        _ if rest.is_empty() || rest.starts_with([' ', ':', ',']) => (label.text.len(), rest),
        _ => return None,
    };
    let value = without_stop(value.trim_start_matches([':', ',', '-', ' ']).trim());
    let name = if label.means.is_empty() { &text[..words] } else { label.means };
    match label.kind {
        LabelKind::Document => document(name, value),
        LabelKind::Date if date::parse_loose(value).is_none() => None,
        _ if value.is_empty() || value.starts_with("possibly ") => None,
        _ => Some(Detail::new(name, value)),
    }
}

/// Where a label with words of its own ends, and what follows it.
fn open_label(length: usize, text: &str) -> Option<(usize, &str)> {
    let rest = text.get(length..)?;
    let end = if text[..length].contains(" (") || text[..length].ends_with("Date ") {
        rest.find(')').map(|at| at + 1)
    } else {
        rest.find(':').into_iter().chain(rest.find(" - ")).min()
    };
    let end = length + end.or_else(|| rest.find(' '))?;
    Some((end, &text[end..]))
}

/// `1084010 (Egypt) issued 1999 expires 2004`.
fn document(label: &str, value: &str) -> Option<Detail> {
    let mut detail = Detail::new(label, "");
    let mut number = value;
    while let Some((before, word, after)) = last_dated_word(number) {
        let when = When::text(without_stop(after));
        if when.value().is_none() {
            break;
        }
        match word {
            "issued" => detail.issued = when,
            _ => detail.expires = when,
        }
        number = before;
    }
    number = number.trim_end_matches([',', ' ']);
    if let Some((before, words)) = number.split_once(" issued ") {
        detail.remarks.push(format!("issued {words}")); // "under the name …"
        number = before;
    }
    while let Some((before, inside)) = in_brackets_behind(number) {
        match sayso_record::country::code(inside) {
            Some(_) if detail.country.is_empty() => inside.clone_into(&mut detail.country),
            _ => detail.remarks.push(inside.to_owned()), // a region: "343997 (Jalisco) (Mexico)"
        }
        number = before;
    }
    number = number.strip_prefix('(').and_then(|n| n.strip_suffix(')')).unwrap_or(number); // "No. (5777731)"
    if !number.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    number.clone_into(&mut detail.value);
    Some(detail)
}

/// The last "issued" or "expires" of a text, with what stands before and behind it.
fn last_dated_word(text: &str) -> Option<(&str, &'static str, &str)> {
    let places = ["issued", "expires"].map(|word| (text.rfind(&format!(" {word} ")), word));
    let (at, word) = places.into_iter().filter_map(|(at, word)| Some((at?, word))).max()?;
    Some((text[..at].trim(), word, text[at + word.len() + 2..].trim()))
}

/// `123 (Egypt)`: the number and the words in brackets behind it, where they have no digit.
fn in_brackets_behind(text: &str) -> Option<(&str, &str)> {
    let (before, inside) = text.strip_suffix(')')?.rsplit_once(" (")?;
    (!inside.contains(|c: char| c.is_ascii_digit())).then_some((before.trim(), inside))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A clause in one line.
    fn told(clause: &Clause) -> String {
        match clause {
            Clause::Name(kind, name) => format!("{kind:?} {name}"),
            Clause::Linked(name) => format!("-> {name}"),
            Clause::Note(text) => format!("note {text}"),
            Clause::Detail(d) => {
                let dates = [&d.issued, &d.expires].map(|when| when.value().map(|date| date.to_string()).unwrap_or_default());
                format!("{} = {} {} {} {}", d.label, d.value, d.country, dates.join(" "), d.remarks.join("|")).trim().to_owned()
            }
        }
    }

    #[track_caller]
    fn check(remarks: &str, expected: &[&str]) {
        let told: Vec<_> = clauses(remarks).iter().map(told).collect();
        assert_eq!(told, expected, "{remarks}");
    }

    #[test]
    fn clauses_are_cut_outside_brackets_and_quoted_names() {
        check(
            "POB Dar'a; a.k.a. 'ONE; TWO'; (three; four); five.",
            &["POB = Dar'a", "Weak ONE; TWO", "note (three; four)", "note five."],
        );
        check("POB A (B; POB C;", &["POB = A (B", "POB = C"]);
        check("(Linked To: A (B); Linked To: 'C, D).", &["-> A (B)", "-> 'C, D"]);
        check("", &[]);
    }

    #[test]
    fn names_in_quotation_marks_are_weak() {
        check(
            "a.k.a. 'BNC'; a.k.a. ''TWICE''; a.k.a. ''ABD; f.k.a. OLD NAME.",
            &["Weak BNC", "Weak TWICE", "Strong ''ABD", "Former OLD NAME"],
        );
    }

    #[test]
    fn labels_have_their_values() {
        check(
            "alt. DOB circa 1951; citizen Burma; Gender Male.",
            &["DOB = circa 1951", "Citizenship Country = Burma", "Gender = Male"],
        );
        check(
            "Telephone: 0097282851500; R.F.C. # PMA-910805 (Mexico).",
            &["Phone Number = 0097282851500", "R.F.C. = PMA-910805 Mexico"],
        );
        check("Alternate Title, Brigadier General", &["Title = Brigadier General"]);
        check("Digital Currency Address - XBT 1Kuf2R", &["Digital Currency Address - XBT = 1Kuf2R"]);
        check("Listing Date (EO 14024 Directive 1a): 22 Feb 2022", &["Listing Date (EO 14024 Directive 1a) = 22 Feb 2022"]);
        check("Effective Date (CMIC) 02 Aug 2021", &["Effective Date (CMIC) = 02 Aug 2021"]);
        check(
            "Executive Order 13846 information: FOREIGN EXCHANGE.  Sec. 5(a)(ii)",
            &["Executive Order 13846 information = FOREIGN EXCHANGE.  Sec. 5(a)(ii)"],
        );
    }

    #[test]
    fn documents_have_country_dates_and_region() {
        check(
            "Trade License No. C 62836 (Malta); Passport 12 (Iran) issued 1999 expires 01 Feb 2004.",
            &["Trade License No. = C 62836 Malta", "Passport = 12 Iran 1999 2004-02-01"],
        );
        check("Registration ID HRB 7 (Stuttgart) (Germany)", &["Registration ID = HRB 7 Germany   Stuttgart"]);
        check("Passport 9 (12) issued in Beirut", &["Passport = 9 (12)    issued in Beirut"]);
    }

    #[test]
    fn what_is_no_value_for_its_label_is_a_note() {
        for text in [
            "passport place of issue: Aden",
            "DOB unknown",
            "nationality possibly Chad",
            "Gender",
            "License",
            "Executive",
            "a.k.a. ''",
        ] {
            check(text, &[&format!("note {text}")]);
        }
    }
}
