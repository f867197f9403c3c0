//! OFAC's ENHANCED XML (`sanctionsData`), whole or as a selection made on OFAC's page.
//!
//! One `entity` is one party. It gives dates of listing, original-script names, dates in parts, and links between parties by number.
//! Codes are resolved by the reference values at the head of the file where an element has no text of its own. A selection is read as
//! the list it is: whoever imports it as OFAC's whole list says something that the file does not.

use std::collections::HashMap;
use std::sync::LazyLock;

use sayso_record::finding::FindingKind;
use sayso_record::vocabulary::{prop, schema};
use sayso_record::{Locator, Property, Reading};

use super::ofac_common::{
    Address, Detail, Fact, KnownElements, Listed, NameKind, Party, PartyName, Relation, Span, When, language_of_script,
    root_is, schema_of,
};
use super::{Format, read_each};
use crate::xml::{Node, read_records};
use crate::{ListError, SourceFile};

pub(super) const FORMAT: Format = Format { id: "us_ofac_enhanced", title: "OFAC ENHANCED XML (`sanctionsData`)", detect, read };

static ELEMENTS: LazyLock<KnownElements> =
    LazyLock::new(|| KnownElements::from_table(include_str!("../../data/ofac/enhanced_elements.tsv")));

fn detect(file: &SourceFile) -> bool {
    root_is(file, "sanctionsData")
}

fn read(files: &[SourceFile]) -> Result<Reading, ListError> {
    read_each(files, read_file)
}

fn read_file(file: &SourceFile, reading: &mut Reading) -> Result<(), ListError> {
    let mut references = HashMap::new();
    let mut root = None;
    read_records(file, &["publicationInfo", "referenceValue", "featureType", "entity"], |node| {
        match node.name.as_str() {
            "publicationInfo" => publication(&node, reading),
            "referenceValue" => {
                references.insert(node.attribute("refId").to_owned(), node.text_of("value").to_owned());
            }
            "featureType" => {}
            "entity" => entity(&node, &references, reading),
            _ => return root = Some(node),
        }
        ELEMENTS.check(&node, reading);
    })?;
    if root.as_ref().is_none_or(|node| node.name != "sanctionsData") {
        let problem = "the root element is not <sanctionsData>: this is no ENHANCED XML of OFAC";
        return Err(ListError::new(&file.name, Locator::file(), problem));
    }
    Ok(())
}

fn publication(node: &Node, reading: &mut Reading) {
    let raw = node.text_of("dataAsOf");
    match raw.get(..10).and_then(|day| day.parse().ok()) {
        Some(date) => reading.stated_date = reading.stated_date.max(Some(date)),
        None => reading.finding(FindingKind::FieldUnread, &node.locator(), raw, "dataAsOf is not a date"),
    }
}

fn entity(node: &Node, references: &HashMap<String, String>, reading: &mut Reading) {
    reading.records += 1;
    let place = node.locator();
    let number = node.attribute("id");
    if number.is_empty() || node.path(&["names", "name", "translations", "translation"]).is_empty() {
        reading.finding(FindingKind::RecordLost, &place, number, "an entity without id or without a name");
        return;
    }
    let info = node.child("generalInfo");
    let word = info.map_or("", |info| info.text_of("entityType"));
    let kind = schema_of(word).unwrap_or_else(|| {
        reading.finding(FindingKind::Unknown, &place, word, "an entityType that is not known; read as a legal entity");
        schema::LEGAL_ENTITY
    });
    let mut party = Party::new(kind, number, place);
    names(node, &mut party, reading);
    if let Some(info) = info {
        party.title(info.text_of("title"));
        party.note(info.text_of("remarks"));
    }
    listings(node, &mut party);
    addresses(node, &mut party, reading);
    for feature in node.path(&["features", "feature"]) {
        party.detail(&feature_detail(feature, references), reading, &feature.locator());
    }
    documents(node, &mut party, reading);
    relationships(node, number, reading);
    party.finish(reading);
}

fn names(node: &Node, party: &mut Party, reading: &mut Reading) {
    for name in node.path(&["names", "name"]) {
        let weak = name.text_of("isLowQuality") == "true";
        let kind = if name.text_of("isPrimary") == "true" {
            NameKind::Main
        } else {
            let word = name.text_of("aliasType");
            NameKind::of_alias(word, weak).unwrap_or_else(|| {
                reading.finding(
                    FindingKind::Unknown,
                    &name.locator(),
                    word,
                    "a type of alias that is not known; read as a.k.a.",
                );
                NameKind::Strong
            })
        };
        party.note(name.text_of("comments"));
        for translation in name.path(&["translations", "translation"]) {
            let script = translation.text_of("script");
            let lang = language_of_script(script).unwrap_or_else(|| {
                reading.finding(FindingKind::Unknown, &translation.locator(), script, "a script that is not known");
                ""
            });
            party.name(kind, &PartyName { lang, ..translated_name(translation, reading) });
        }
    }
}

fn translated_name(node: &Node, reading: &mut Reading) -> PartyName {
    let mut name = PartyName::of_fields(node.text_of("formattedFirstName"), node.text_of("formattedLastName"));
    let full = node.text_of("formattedFullName");
    if name.given.is_empty() && name.family.is_empty() {
        full.clone_into(&mut name.family);
    }
    if full != name.printed() {
        full.clone_into(&mut name.spelled);
    }
    let parts = node.path(&["nameParts", "namePart"]);
    if let [only] = &parts[..] {
        if name.spelled.is_empty() {
            only.text_of("value").clone_into(&mut name.spelled);
        }
    } else if !parts.is_empty() {
        name.parts = parts.iter().map(|part| (part_property(part, reading), part.text_of("value").to_owned())).collect();
    }
    name
}

fn part_property(part: &Node, reading: &mut Reading) -> Property {
    let word = part.text_of("type");
    PartyName::part_property(word).unwrap_or_else(|| {
        reading.finding(
            FindingKind::Unknown,
            &part.locator(),
            word,
            "a type of name part that is not known; read as a last name",
        );
        prop::LAST_NAME
    })
}

fn listings(node: &Node, party: &mut Party) {
    for programme in node.path(&["sanctionsPrograms", "sanctionsProgram"]) {
        party.programme(&programme.text);
    }
    let facts_of = |path: &[&str], property: Property| -> Vec<Fact> {
        node.path(path).into_iter().map(|element| Fact::text(property, &element.text)).collect()
    };
    let mut shared = facts_of(&["legalAuthorities", "legalAuthority"], prop::REASON);
    shared.extend(facts_of(&["sanctionsTypes", "sanctionsType"], prop::PROVISIONS));
    let lists = node.path(&["sanctionsLists", "sanctionsList"]);
    for list in &lists {
        let mut facts = vec![Fact::text(prop::LISTING_DATE, list.attribute("datePublished"))];
        facts.extend(shared.iter().cloned());
        party.listed.push(Listed {
            list: list.text.clone(),
            record: list.attribute("id").to_owned(),
            programmes: party.programmes.clone(),
            alone: lists.len() == 1,
            facts,
        });
    }
}

fn addresses(node: &Node, party: &mut Party, reading: &mut Reading) {
    for element in node.path(&["addresses", "address"]) {
        let country = element.text_of("country");
        party.note(element.text_of("comments"));
        let translations = element.path(&["translations", "translation"]);
        if translations.is_empty() {
            party.address(&Address { country: country.to_owned(), ..Address::default() }, reading);
        }
        for (index, translation) in translations.into_iter().enumerate() {
            let number = match index {
                0 => element.attribute("id").to_owned(),
                _ => format!("{}-{}", element.attribute("id"), translation.attribute("id")),
            };
            let mut address = Address { number, country: country.to_owned(), ..Address::default() };
            for part in translation.path(&["addressParts", "addressPart"]) {
                if !address.add_part(part.text_of("type"), part.text_of("value")) {
                    let reason = "a type of address part that is not known; read as a line";
                    reading.finding(FindingKind::Unknown, &part.locator(), part.text_of("type"), reason);
                }
            }
            party.address(&address, reading);
        }
    }
}

fn feature_detail(feature: &Node, references: &HashMap<String, String>) -> Detail {
    let mut value = feature.text_of("value");
    if value.is_empty() {
        value = references.get(feature.text_of("valueRefId")).map_or("", String::as_str);
    }
    let mut detail = Detail::new(feature.text_of("type"), value);
    detail.date.known = feature.child("valueDate").and_then(|date| span(date).value());
    detail.is_false = feature.text_of("reliability") == "False";
    detail.remarks.extend(feature.child("comments").map(|comment| comment.text.clone()));
    detail
}

fn span(node: &Node) -> Span {
    let day = |name: &str| node.text_of(name).get(..10).and_then(|day| day.parse().ok());
    let both = |first: &str, last: &str| match (day(first), day(last)) {
        (Some(first), Some(last)) => Some((first, last)),
        (one, other) => one.or(other).map(|only| (only, only)),
    };
    Span {
        start: both("fromDateBegin", "fromDateEnd"),
        end: both("toDateBegin", "toDateEnd"),
        circa: node.text_of("isApproximate") == "true",
        is_range: node.text_of("isDateRange") == "true",
    }
}

fn documents(node: &Node, party: &mut Party, reading: &mut Reading) {
    for document in node.path(&["identityDocuments", "identityDocument"]) {
        let mut detail = Detail::new(document.text_of("type"), document.text_of("documentNumber"));
        let date = |name: &str| {
            let known = document.child(name).and_then(|date| span(date).value());
            When { known, text: String::new() }
        };
        document.text_of("issuingCountry").clone_into(&mut detail.country);
        document.text_of("issuingAuthority").clone_into(&mut detail.authority);
        (detail.issued, detail.expires) = (date("issueDate"), date("expirationDate"));
        for (child, words) in [("name", "In the name of "), ("issuingLocation", "Issued in "), ("comments", "")] {
            detail.remarks.extend(document.child(child).map(|node| format!("{words}{}", node.text)));
        }
        if document.text_of("isValid") == "false" {
            detail.remarks.push("Not valid".to_owned());
        }
        detail.remarks.extend(document.path(&["idFeatures", "idFeature"]).into_iter().map(|feature| feature.text.clone()));
        party.detail(&detail, reading, &document.locator());
    }
}

fn relationships(node: &Node, number: &str, reading: &mut Reading) {
    for element in node.path(&["relationships", "relationship"]) {
        let to = element.child("relatedEntity").map_or("", |related| related.attribute("entityId"));
        if to.is_empty() {
            let reason = "a relationship without the number of the other party";
            reading.finding(FindingKind::FieldUnread, &element.locator(), element.text_of("relatedEntity"), reason);
            continue;
        }
        let mut relation = Relation {
            from: number.to_owned(),
            to: to.to_owned(),
            kind: element.text_of("type").to_owned(),
            record: element.attribute("id").to_owned(),
            ..Relation::default()
        };
        relation.remarks.extend(element.child("quality").map(|quality| format!("Quality: {}", quality.text)));
        relation.remarks.extend(element.child("comments").map(|comment| comment.text.clone()));
        relation.state(reading, &element.locator());
    }
}
