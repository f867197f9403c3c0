//! Names of the Swiss list: parts in their order, each with spellings in other languages and scripts.

use sayso_record::{Entity, FindingKind, Property, Reading, prop, schema};

use super::super::uk_xml::text::language_tag;
use crate::xml::Node;

/// States a name with its parts and its spellings. A name of an identity that is not the main one is an alias.
pub(super) fn state(reading: &mut Reading, bearer: &mut Entity, name: &Node, main_identity: bool) {
    let property = property_of(reading, name, main_identity);
    let mut parts: Vec<&Node> = name.all("name-part").collect();
    parts.sort_by_key(|part| part.attribute("order").parse::<u32>().unwrap_or(u32::MAX));
    for part in &parts {
        if part_property(part.attribute("name-part-type")).is_none() {
            let kind = part.attribute("name-part-type");
            reading.finding(
                FindingKind::Unknown,
                &part.locator(),
                kind,
                "no kind of name part known by that word; read as part of the name",
            );
        }
        state_part(bearer, part);
    }
    parts.retain(|part| part.attribute("name-part-type") != "title");
    let whole: Vec<&str> = parts.iter().map(|part| part.text_of("value")).collect();
    let language = language_tag(name.attribute("lang"), "");
    bearer.add_with(property, &joined(&whole), |statement| statement.lang = language.map(Into::into));
    let spelling = if property == prop::NAME { prop::ALIAS } else { property };
    for (language, text) in spellings(&parts) {
        bearer.add_with(spelling, &text, |statement| statement.lang = language.map(Into::into));
    }
}

fn property_of(reading: &mut Reading, name: &Node, main_identity: bool) -> Property {
    let kind = match name.attribute("name-type") {
        "primary-name" if main_identity => prop::NAME,
        "primary-name" | "alias" | "" => prop::ALIAS,
        "formerly-known-as" | "former-name" => prop::PREVIOUS_NAME,
        other => {
            reading.finding(
                FindingKind::Unknown,
                &name.locator(),
                other,
                "no kind of name known by that word; read as an alias",
            );
            prop::ALIAS
        }
    };
    if name.attribute("quality") == "low" && kind == prop::ALIAS { prop::WEAK_ALIAS } else { kind }
}

/// The property of a part; `Some(None)` for parts that are said in the whole name only.
#[allow(clippy::option_option)] // "unknown" and "known, but not said by itself" are different answers
fn part_property(kind: &str) -> Option<Option<Property>> {
    Some(match kind {
        "given-name" => Some(prop::FIRST_NAME),
        "further-given-name" => Some(prop::SECOND_NAME),
        "family-name" | "maiden-name" | "tribal-name" => Some(prop::LAST_NAME),
        "father-name" => Some(prop::FATHER_NAME),
        "grand-father-name" => Some(prop::MIDDLE_NAME),
        "title" => Some(prop::TITLE),
        "suffix" => Some(prop::NAME_SUFFIX),
        "whole-name" | "other" | "" => None,
        _ => return None,
    })
}

fn state_part(party: &mut Entity, part: &Node) {
    let Some(property) = part_property(part.attribute("name-part-type")).flatten() else { return };
    if party.schema() != schema::PERSON {
        return;
    }
    party.add(property, part.text_of("value"));
    for variant in part.all("spelling-variant") {
        let language = tag(variant);
        party.add_with(property, &variant.text, |statement| statement.lang = language.map(Into::into));
    }
}

fn tag(variant: &Node) -> Option<String> {
    let language = language_tag(variant.attribute("lang"), "")?;
    let script = variant.attribute("script");
    Some(if script.len() == 4 { format!("{language}-{script}") } else { language })
}

/// The whole name in every spelling: the first spelling of each part in one language and script together, then the second, …; a
/// part that has no other spelling stays as it is.
fn spellings(parts: &[&Node]) -> Vec<(Option<String>, String)> {
    let key = |variant: &Node| (variant.attribute("lang").to_owned(), variant.attribute("script").to_owned());
    let mut keys: Vec<(String, String)> = Vec::new();
    for variant in parts.iter().flat_map(|part| part.all("spelling-variant")) {
        if !keys.contains(&key(variant)) {
            keys.push(key(variant));
        }
    }
    let mut found = Vec::new();
    for wanted in keys {
        let variants: Vec<Vec<&Node>> =
            parts.iter().map(|part| part.all("spelling-variant").filter(|variant| key(variant) == wanted).collect()).collect();
        let language = variants.iter().flatten().next().and_then(|variant| tag(variant));
        let count = variants.iter().map(Vec::len).max().unwrap_or(0);
        for number in 0..count {
            let text = |(part, variants): (&&Node, &Vec<&Node>)| {
                variants
                    .get(number)
                    .or(variants.first())
                    .map_or(part.text_of("value"), |variant| variant.text.as_str())
                    .to_owned()
            };
            let texts: Vec<String> = parts.iter().zip(&variants).map(text).collect();
            found.push((language.clone(), joined(&texts)));
        }
    }
    found
}

fn joined(texts: &[impl AsRef<str>]) -> String {
    texts.iter().map(AsRef::as_ref).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}
