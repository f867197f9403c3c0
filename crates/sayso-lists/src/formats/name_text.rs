//! Taking a name field of the UN's or EU's list apart: lists ("a; b"), other scripts in brackets, initials in brackets, remarks.
//!
//! Only what the field marks as such is cut; a bracket that is part of a name ("AL-HARAMAIN FOUNDATION (PAKISTAN)") stays.

use sayso_record::{Property, prop};

/// What a piece of a name field is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name of the kind that the field is for.
    Name,
    /// The initials of the name before it.
    Initials,
    /// The name before its initials; the name with them stands too.
    WithoutInitials,
    /// A name that the field itself calls a former one.
    Former,
}

/// One name out of a name field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) kind: Kind,
    pub(super) lang: Option<&'static str>,
}

impl Piece {
    fn new(text: &str, kind: Kind) -> Self {
        Self { text: text.trim().to_owned(), kind, lang: None }
    }

    /// The property it belongs to in a field meant for `field`.
    pub(super) fn property(&self, field: Property) -> Property {
        match self.kind {
            Kind::Initials => prop::ABBREVIATION,
            Kind::WithoutInitials if field == prop::NAME => prop::ALIAS,
            Kind::Name | Kind::WithoutInitials => field,
            Kind::Former => prop::PREVIOUS_NAME,
        }
    }
}

/// Trims and makes one space of each run of white space.
pub(super) fn one_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a remark says that the name is one of former times.
pub(super) fn says_former(remark: &str) -> bool {
    let remark = remark.to_lowercase();
    remark.starts_with("previously listed as") || remark.starts_with("formerly")
}

/// How a list writes its names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manner {
    /// Whether the name is a person's: "LAST, First" is put in its natural order.
    pub(super) person: bool,
    /// Whether a bracket in another script holds the name in that script. Not so in translations: Greek lists write
    /// "AL-AMRIKI, Abu-Ahmad (ο Αμερικανός)", "the American".
    pub(super) scripts_in_brackets: bool,
}

/// The names in a field; `raw` has single spaces.
pub(super) fn pieces(raw: &str, manner: Manner) -> Vec<Piece> {
    let raw = raw.split_once(", born ").map_or(raw, |(name, _)| name);
    let mut pieces = Vec::new();
    for name in split_outside_brackets(raw).into_iter().flat_map(enumerated) {
        let name = name.trim().trim_end_matches([',', ';']).trim();
        for name in single_words(name) {
            unbracket(name, manner, &mut pieces);
        }
    }
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// What a name field says besides names.
pub(super) fn remarks(raw: &str) -> Vec<&str> {
    let born = raw.split_once(", born ").map(|(name, _)| &raw[name.len() + 2..]);
    let bracketed = trailing_brackets(raw).map(|(_, inside)| inside).filter(|inside| is_remark(inside));
    born.into_iter().chain(bracketed).collect()
}

/// The names that the NOTE beside an alias holds: "original script: б", "In Arabic: ب", "(a; b)", "a; b".
pub(super) fn names_in_note(note: &str) -> Vec<Piece> {
    let note = one_space(note);
    if let Some((text, lang)) = after_script_mark(&note) {
        let name = text.split([';', ',']).next().unwrap_or_default();
        return vec![Piece { lang, ..Piece::new(name, Kind::Name) }];
    }
    let bracketed = note.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(inside, _)| inside);
    let list = bracketed.unwrap_or(&note);
    if !list.contains(';') || list.contains(':') || list.bytes().any(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    list.split(';').filter(|name| !name.trim().is_empty()).map(|name| Piece::new(name, Kind::Name)).collect()
}

/// The text after "original script:" or "in Arabic:".
fn after_script_mark(text: &str) -> Option<(&str, Option<&'static str>)> {
    [("original script:", None), ("in arabic:", Some("ar"))].into_iter().find_map(|(mark, lang)| {
        let start = find_ignoring_case(text, mark)? + mark.len();
        Some((text.get(start..)?, lang))
    })
}

/// Where `needle` (lower-case ASCII) begins in `text`, upper and lower case being one.
pub(super) fn find_ignoring_case(text: &str, needle: &str) -> Option<usize> {
    text.as_bytes().windows(needle.len()).position(|w| w.eq_ignore_ascii_case(needle.as_bytes()))
}

fn split_outside_brackets(text: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0_i32, 0, Vec::new());
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ';' if depth <= 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

/// "a) X b) Y" taken apart at its letters.
fn enumerated(text: &str) -> Vec<&str> {
    let bytes = text.as_bytes();
    let mut cuts = vec![(0, 0)];
    for at in 0..bytes.len().saturating_sub(2) {
        let begins = at == 0 || bytes[at - 1] == b' ';
        if begins && bytes[at].is_ascii_lowercase() && bytes[at + 1] == b')' && bytes[at + 2] == b' ' {
            cuts.push((at, at + 3));
        }
    }
    let ends = cuts.iter().skip(1).map(|cut| cut.0).chain([text.len()]);
    cuts.iter().zip(ends).map(|((_, from), until)| text[*from..until].trim()).filter(|t| !t.is_empty()).collect()
}

/// "Abdurezak, Abdelrazaq, Abdulrazak": three words or more, each a name by itself.
fn single_words(text: &str) -> Vec<&str> {
    let words: Vec<&str> = text.split(',').map(str::trim).collect();
    if words.len() >= 3 && words.iter().all(|w| !w.is_empty() && !w.contains([' ', '.', '('])) { words } else { vec![text] }
}

/// A name with the brackets behind it: "x (y)".
fn trailing_brackets(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_suffix(')')?;
    let mut depth = 1;
    for (at, c) in inner.char_indices().rev() {
        match c {
            ')' => depth += 1,
            '(' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((text[..at].trim(), inner[at + 1..].trim())).filter(|(name, _)| !name.is_empty());
        }
    }
    None
}

fn unbracket(text: &str, manner: Manner, pieces: &mut Vec<Piece>) {
    let Some((name, inside)) = trailing_brackets(text) else { return pieces.push(plain(text, manner.person)) };
    if let Some((other, lang)) = after_script_mark(inside) {
        unbracket(name, manner, pieces);
        pieces.push(Piece { lang, ..Piece::new(other, Kind::Name) });
    } else if is_remark(inside) {
        let kind = if says_former(inside) { Kind::Former } else { Kind::Name };
        pieces.push(Piece { kind, ..plain(name, manner.person) });
    } else if inside.contains(';') || (manner.scripts_in_brackets && is_latin(name) != is_latin(inside)) {
        unbracket(name, manner, pieces);
        for other in inside.split(';') {
            let other = other.trim().trim_end_matches("- sub-unit name").trim().trim_end_matches("(original script)");
            unbracket(other.trim(), manner, pieces);
        }
    } else if is_initials_of(inside, name) {
        pieces.push(Piece::new(text, Kind::Name));
        pieces.push(Piece::new(name, Kind::WithoutInitials));
        pieces.push(Piece::new(inside, Kind::Initials));
    } else {
        pieces.push(Piece::new(text, Kind::Name));
    }
}

/// A name without brackets; a person's "LAST, First" in its natural order.
fn plain(text: &str, person: bool) -> Piece {
    if person
        && let Some((last, first)) = unquoted(text).split_once(", ")
        && !first.contains(',')
        && !is_suffix(first)
        && (!last.contains(' ') || first.contains(' '))
    {
        return Piece::new(&format!("{first} {last}"), Kind::Name);
    }
    Piece::new(text, Kind::Name)
}

/// The text without the quotes around the whole of it.
fn unquoted(text: &str) -> &str {
    let inner = text.strip_prefix('"').and_then(|t| t.strip_suffix('"'));
    inner.filter(|inner| !inner.contains('"')).unwrap_or(text)
}

fn is_suffix(text: &str) -> bool {
    matches!(text.trim_end_matches('.').to_lowercase().as_str(), "jr" | "sr" | "ii" | "iii" | "iv")
}

/// Remarks that stand in brackets behind a name. Sources: the lists of 2017, 2020, 2025 and 2026.
fn is_remark(inside: &str) -> bool {
    const REMARKS: [&str; 8] = [
        "combat name",
        "birth name",
        "previously listed as",
        "formerly",
        "sub-unit name",
        "false identity",
        "third",
        "original script)",
    ];
    REMARKS.iter().any(|remark| find_ignoring_case(inside, remark) == Some(0))
}

pub(super) fn is_latin(text: &str) -> bool {
    text.chars().find(|c| c.is_alphabetic()).is_none_or(|c| u32::from(c) < 0x250 || (0x1e00..0x1f00).contains(&u32::from(c)))
}

/// Whether `short` ("AQAP") is made of the letters of `long` in their order, beginning with a word's first.
fn is_initials_of(short: &str, long: &str) -> bool {
    let letters: Vec<char> = short.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    let capital = short.chars().filter(|c| c.is_uppercase()).count() * 2 >= letters.len();
    if letters.len() < 2 || letters.len() > 8 || short.contains(' ') || !capital {
        return false;
    }
    let starts = long.split([' ', '-', '’', '\'']).any(|word| word.to_lowercase().starts_with(letters[0]));
    let long = long.to_lowercase();
    let mut rest = long.chars();
    starts && letters.iter().all(|letter| rest.any(|c| c == *letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, expected: &[&str]) {
        let texts: Vec<String> =
            pieces(raw, Manner { person: true, scripts_in_brackets: true }).into_iter().map(|p| p.text).collect();
        assert_eq!(texts, expected, "{raw}");
    }

    #[test]
    fn a_field_gives_each_name_in_it() {
        check("Abdul Rehman; Abd Ur-Rehman", &["Abdul Rehman", "Abd Ur-Rehman"]);
        check("Mohammad Sabet b) M. Javad Sabet; M. Jawad Sabet", &["Mohammad Sabet", "M. Javad Sabet", "M. Jawad Sabet"]);
        check("Abdurezak, Abdelrazaq, Abdulrazak", &["Abdurezak", "Abdelrazaq", "Abdulrazak"]);
        check("عبدالله (Abdullah Sindhi; Abdallah)", &["عبدالله", "Abdullah Sindhi", "Abdallah"]);
        check("Abu Muhammad (original script: Абу Мухаммад)", &["Abu Muhammad", "Абу Мухаммад"]);
        check("Akhter Mohmad (اختر محمد ),", &["Akhter Mohmad", "اختر محمد"]);
        check("El Para (combat name)", &["El Para"]);
        check("Safia Farkash, born 1 Jan. 1953 (Oman)", &["Safia Farkash"]);
        check("(Sheikh) Musa Hilal", &["(Sheikh) Musa Hilal"]);
        check("ROADS (NORTHERN AREA", &["ROADS (NORTHERN AREA"]);
        check(
            "HTS Group (HTS) (هيئة (original script); Hayat; Tahrir)",
            &["HTS Group (HTS)", "HTS Group", "HTS", "هيئة", "Hayat", "Tahrir"],
        );
    }

    #[test]
    fn a_surname_before_a_comma_goes_behind() {
        check("Majeed, Abdul", &["Abdul Majeed"]);
        check("AW MOHAMMED, Ahmed Abdi", &["Ahmed Abdi AW MOHAMMED"]);
        check("\"MUKHTAR, Shaykh\"", &["Shaykh MUKHTAR"]);
        check("Al-Maghribi, Rashid \"le Marocain\"", &["Rashid \"le Marocain\" Al-Maghribi"]);
        check("Hilarion Santos, III (third)", &["Hilarion Santos, III"]);
        check("Ermias Ghermay, Guro", &["Ermias Ghermay, Guro"]);
    }

    #[test]
    fn a_translated_byname_in_brackets_is_no_name() {
        let manner = Manner { person: false, scripts_in_brackets: false };
        assert_eq!(pieces("Al-Haramain (Κομόρες)", manner).len(), 1);
    }

    #[test]
    fn initials_are_told_from_places() {
        assert!(is_initials_of("AQAP", "AL-QAIDA IN THE ARABIAN PENINSULA"));
        assert!(is_initials_of("HQN", "HAQQANI NETWORK"));
        assert!(!is_initials_of("KENYA", "AL-HARAMAYN FOUNDATION"));
        assert!(!is_initials_of("NGO", "TOUS POUR LA PAIX"));
    }

    #[test]
    fn notes_beside_aliases_hold_names_too() {
        let texts = |note: &str| names_in_note(note).into_iter().map(|p| (p.text, p.lang)).collect::<Vec<_>>();
        assert_eq!(texts("original script: Абу Банат"), [("Абу Банат".to_owned(), None)]);
        assert_eq!(texts("Previously listed as. In Arabic: رياض"), [("رياض".to_owned(), Some("ar"))]);
        assert_eq!(texts("(Abu Du’a; Abu Duaa’) this nom de guerre").len(), 2);
        assert!(texts("DOB: 1970; POB: Baghdad").is_empty() && texts("The Moroccan").is_empty());
    }
}
