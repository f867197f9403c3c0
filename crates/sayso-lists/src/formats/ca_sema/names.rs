//! Names as Canada's list writes them: spellings in brackets, both official languages in one field, aliases run together.

use super::super::uk_xml::text::language_tag;

/// A name of the file with the language the file names for it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Alias<'a> {
    /// The name.
    pub(super) name: &'a str,
    /// Its language, where the list says "Russian: …".
    pub(super) language: Option<String>,
}

/// The spellings of a part of a person's name: `DIKIY (DIKY)` is DIKIY and DIKY.
pub(super) fn spellings(part: &str) -> Vec<&str> {
    let part = part.trim();
    match part.split_once('(').and_then(|(before, rest)| Some((before.trim(), rest.split_once(')')?))) {
        Some((before, (inner, after))) if !before.is_empty() && after.trim().is_empty() => vec![before, inner.trim()],
        _ => vec![part],
    }
}

/// The names in the field of an entity or ship, the main one first: `Fund (IDRO)/Fonds (IDRO)` is in both languages,
/// `Plant (also known as PO Plant and Plant JSC)` has its aliases with it.
pub(super) fn names_of_entity(field: &str) -> Vec<&str> {
    let lower = field.to_ascii_lowercase(); // keeps byte positions
    for phrase in ["(also known as ", "(a.k.a. ", "(aka ", "(formerly known as "] {
        if let Some(at) = lower.find(phrase) {
            let inner = &field[at + phrase.len()..];
            let inner = inner.rfind(')').map_or(inner, |end| &inner[..end]);
            // "A, B and C" are three; without a comma "and" belongs to the name.
            let (most, last) = inner.rsplit_once([',', ';']).unwrap_or(("", inner));
            let last = if most.is_empty() { vec![last] } else { last.split(" and ").collect() };
            let aliases = most.split([',', ';']).chain(last).map(|alias| alias.trim().trim_start_matches("and "));
            return std::iter::once(field[..at].trim()).chain(aliases).filter(|name| !name.is_empty()).collect();
        }
    }
    // A slash inside a name ("24/7 Group", "A/S") is no border between languages.
    let whole = |half: &&str| half.split_whitespace().count() > 1 && half.len() > 8;
    let halves: Vec<&str> = field.split('/').map(str::trim).collect();
    if halves.len() == 2 && halves.iter().all(whole) { halves } else { vec![field.trim()] }
}

/// The names in the field `Aliases`. People's are separated by semicolons, slashes, commas and "and"; names of entities may hold
/// all but the first, so there only a label ("Russian:") or another script ends one at a comma.
pub(super) fn aliases(field: &str, person: bool) -> Vec<Alias<'_>> {
    let mut found = Vec::new();
    for piece in field.split(';').flat_map(|piece| piece.split(" / ")).flat_map(at_labels) {
        let (language, names) = match piece.split_once(':') {
            Some((label, names)) if is_language(label) => (language_tag(label, ""), names),
            _ => (None, piece),
        };
        for name in at_commas(names, person).into_iter().flat_map(|part| at_words(part, person)) {
            let name = ["or ", "and "].iter().fold(name.trim(), |name, word| name.strip_prefix(word).unwrap_or(name)).trim();
            if name.chars().any(char::is_alphabetic) {
                found.push(Alias { name, language: language.clone() });
            }
        }
    }
    found
}

fn is_language(label: &str) -> bool {
    language_tag(label, "").is_some()
}

/// Cuts before every "Russian:", whatever stands before it.
fn at_labels(piece: &str) -> Vec<&str> {
    let labels = piece.match_indices(':').filter_map(|(colon, _)| {
        let label = piece[..colon].trim_end();
        let start =
            label.rfind(|c: char| !c.is_alphabetic()).map_or(0, |at| at + label[at..].chars().next().map_or(1, char::len_utf8));
        is_language(&label[start..]).then_some(start)
    });
    let starts: Vec<usize> = std::iter::once(0).chain(labels).collect();
    let ends = starts.iter().skip(1).copied().chain([piece.len()]);
    starts.iter().zip(ends).map(|(start, end)| piece[*start..end].trim().trim_end_matches(',')).collect()
}

fn at_commas(piece: &str, person: bool) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in piece.match_indices(',') {
        let (before, after) = (&piece[start..at], &piece[at + 1..]);
        if person || is_latin(before) != is_latin(after) {
            parts.push(before);
            start = at + 1;
        }
    }
    parts.push(&piece[start..]);
    parts
}

/// Two whole names of a person with "and", "or" or a slash between them; "Vasilievich or Vasilyevich Maximavich" is one with
/// spellings in it and stays together.
fn at_words(part: &str, person: bool) -> Vec<&str> {
    for separator in [" and ", " or ", "/"] {
        let names: Vec<&str> = part.split(separator).map(str::trim).collect();
        if person && names.len() > 1 && names.iter().all(|name| name.split_whitespace().count() > 1) {
            return names;
        }
    }
    vec![part]
}

fn is_latin(text: &str) -> bool {
    text.chars().find(|c| c.is_alphabetic()).is_some_and(|c| c < '\u{250}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(field: &str, person: bool, expected: &[&str]) {
        assert_eq!(aliases(field, person).iter().map(|alias| alias.name).collect::<Vec<_>>(), expected, "{field}");
    }

    #[test]
    fn aliases_are_split_where_names_end() {
        check(
            "Raman BIZIUK,  Belarusian: Раман БIЗЮК, Russian: Роман БИЗЮК",
            true,
            &["Raman BIZIUK", "Раман БIЗЮК", "Роман БИЗЮК"],
        );
        check("Александра УСАЧЕВА / Олександра УСАЧОВА", true, &["Александра УСАЧЕВА", "Олександра УСАЧОВА"]);
        check("A Dagalo and B Dagalo Arabic:عبد", true, &["A Dagalo", "B Dagalo", "عبد"]);
        check("Hanna Liavusik or Anna Leusik", true, &["Hanna Liavusik", "Anna Leusik"]);
        check("Nikolay or Nikolai Maximavich", true, &["Nikolay or Nikolai Maximavich"]);
        check("Alexander, or Alexandr Kalinin", true, &["Alexander", "Alexandr Kalinin"]);
        check("Всероссийский Институт, ОАО", false, &["Всероссийский Институт, ОАО"]);
        check("DMT Elektroniks, ДМТ Электроникс", false, &["DMT Elektroniks", "ДМТ Электроникс"]);
        check("195 RZ RAV AO; АО \"195 завод\"", false, &["195 RZ RAV AO", "АО \"195 завод\""]);
        check(" ; ", true, &[]);
        assert_eq!(aliases("Russian: Иван", true)[0].language.as_deref(), Some("ru"));
    }

    #[test]
    fn names_of_entities_are_taken_apart() {
        assert_eq!(
            names_of_entity("Plant (also known as PO Plant, Works and Plant JSC)"),
            ["Plant", "PO Plant", "Works", "Plant JSC"]
        );
        assert_eq!(
            names_of_entity("Development Fund (DF)/Fonds de développement (DF)"),
            ["Development Fund (DF)", "Fonds de développement (DF)"]
        );
        assert_eq!(names_of_entity("X JSC (also known as Center of This and That)"), ["X JSC", "Center of This and That"]);
        assert_eq!(names_of_entity("Example A/S"), ["Example A/S"]);
        assert_eq!(spellings("DIKIY (DIKY)"), ["DIKIY", "DIKY"]);
        assert_eq!(spellings("Ali"), ["Ali"]);
    }

    proptest::proptest! {
        /// Whatever stands in a field, every name taken from it stands in it.
        #[test]
        fn names_stand_in_their_field(text in "(Russian:|Arabic| / |/|;|,| or | and |\\(also known as |\\)|А|é|b|\\PC){0,30}") {
            for person in [true, false] {
                proptest::prop_assert!(aliases(&text, person).iter().all(|alias| text.contains(alias.name)));
            }
            proptest::prop_assert!(names_of_entity(&text).iter().chain(&spellings(&text)).all(|name| text.contains(name)));
        }
    }
}
