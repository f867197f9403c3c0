//! Cells that hold several values.

use sayso_record::country;

use crate::formats::ofac_csv::{Clause, clause};

/// The values of a cell.
pub(super) fn values(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).filter(|value| !value.is_empty())
}

/// The other names of a cell, each with its raw text: in "A; B; and C" the "and" is no part of the name.
pub(super) fn names(cell: &str) -> impl Iterator<Item = (&str, &str)> {
    values(cell).map(|raw| (raw.strip_prefix("and ").unwrap_or(raw).trim(), raw))
}

/// The country code that an address ends in, and whether it is all there is.
pub(super) fn country_of(address: &str) -> Option<(&str, bool)> {
    let code = address.rsplit(',').next()?.trim();
    (is_code(code)).then_some((code, code == address))
}

fn is_code(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase()) && country::code(text).is_some()
}

/// What `ids` says: `IR, 3046, Registration Number; Male, Gender`, read as OFAC's remarks have it (`Registration Number 3046
/// (IR)`). A semicolon inside a value does not end it: only what has a label behind the last comma is whole.
pub(super) fn ids(cell: &str) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let mut open = String::new();
    for piece in cell.split(';') {
        if !open.is_empty() {
            open.push(';');
        }
        open.push_str(piece);
        if let Some(read) = one_id(open.trim()) {
            clauses.push(read);
            open.clear();
        }
    }
    clauses.extend(values(&open).map(|text| Clause::Note(text.to_owned())));
    clauses
}

fn one_id(text: &str) -> Option<Clause> {
    let (value, label) = text.rsplit_once(", ")?;
    let (country, value) = value.split_once(", ").filter(|(code, _)| is_code(code)).map_or(("", value), |(c, v)| (c, v));
    match clause(&format!("{label} {value}")) {
        Clause::Detail(mut detail) => {
            if detail.country.is_empty() {
                country.clone_into(&mut detail.country);
            }
            Some(Clause::Detail(detail))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_with_their_labels_and_countries() {
        let cell = "IR, C 3046, Registration Number; Male, Gender; a; b, Secondary sanctions risk:; \
                    24 Feb 2022, Listing Date (EO 14024 Directive 2):; what is this";
        let told: Vec<_> = ids(cell)
            .into_iter()
            .map(|clause| match clause {
                Clause::Detail(d) => format!("{} = {} {}", d.label, d.value, d.country).trim().to_owned(),
                other => format!("{other:?}"),
            })
            .collect();
        let expected = [
            "Registration Number = C 3046 IR",
            "Gender = Male",
            "Secondary sanctions risk = a; b",
            "Listing Date (EO 14024 Directive 2) = 24 Feb 2022",
            "Note(\"what is this\")",
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn names_and_countries_are_found_in_their_cells() {
        assert_eq!(names("A Ltd.; and B; C and D").map(|(name, _)| name).collect::<Vec<_>>(), ["A Ltd.", "B", "C and D"]);
        assert_eq!(country_of("1 Street, Tehran, IR"), Some(("IR", false)));
        assert_eq!(country_of("SY"), Some(("SY", true)));
        assert_eq!(country_of("BASTROP, TX, 78602"), None);
    }
}
