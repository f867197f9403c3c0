//! Countries as the UN list writes them: with remarks ("Bahrain (citizenship revoked in Jan. 2015)"), in pairs
//! ("Sudan/South Sudan"), or as an adjective ("Possibly Ethiopian").

use sayso_record::{Entity, Locator, Property, Reading, country};

use crate::formats::name_text::one_space;

/// Adds each country of a field by its code, the field as it stands beside it.
pub(super) fn add(reading: &mut Reading, entity: &mut Entity, property: Property, raw: &str, locator: &Locator) {
    let raw = one_space(raw);
    let parts = if country::code(&raw).is_some() { vec![raw.as_str()] } else { raw.split('/').collect() };
    for part in parts.into_iter().map(str::trim).filter(|p| !p.eq_ignore_ascii_case("unknown")) {
        match code(part) {
            Some(code) => entity.add_cleaned(property, code, &raw),
            None => reading.add_country(entity, property, part, locator),
        }
    }
}

/// The code of the one country that a text names, remarks around it aside.
fn code(text: &str) -> Option<&'static str> {
    const BEFORE: [&str; 5] = ["or ", "possibly ", "former ", "formerly ", "believed to be "];
    const BEHIND: [&str; 7] = [" (", ". ", ", ", " citizenship", " by birth", " passport", " national"];
    if let Some(code) = country::code(text) {
        return Some(code);
    }
    let lower = text.to_lowercase();
    let mut rest = lower.as_str();
    for before in BEFORE {
        rest = rest.strip_prefix(before).unwrap_or(rest);
    }
    rest = rest.rsplit_once(": ").map_or(rest, |(_, behind)| behind);
    let end = BEHIND.iter().filter_map(|mark| rest.find(mark)).min().unwrap_or(rest.len());
    country::code(rest).or_else(|| country::code(&rest[..end]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_do_not_hide_the_country() {
        for (text, expected) in [
            ("Bahrain (citizenship revoked in Jan. 2015)", "bh"),
            ("Kuwaiti citizenship withdrawn in 2002", "kw"),
            ("United States. Also believed to hold Syrian nationality", "us"),
            ("Possibly Ethiopian", "et"),
            ("former Soviet Union", "su"),
            ("Branch Office 11: Iran", "ir"),
            ("Tunisian passport", "tn"),
            ("Sudanese by birth", "sd"),
        ] {
            assert_eq!(code(text), Some(expected), "{text}");
        }
        assert_eq!(code("Atlantis (sunk)"), None);
    }
}
