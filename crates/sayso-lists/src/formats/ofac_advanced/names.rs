//! Names: aliases of an identity, each in one or more scripts, each of parts whose types stand apart.

use std::collections::HashMap;

use sayso_record::finding::FindingKind;
use sayso_record::vocabulary::{prop, schema};
use sayso_record::{Property, Reading};

use super::Tables;
use super::dates::since_until;
use crate::formats::ofac_common::{NameKind, Party, PartyName, language_of_script};
use crate::xml::Node;

impl Tables {
    /// States the names of an identity.
    pub(super) fn names(&self, identity: &Node, party: &mut Party, reading: &mut Reading) {
        let types = self.part_types(identity, reading);
        let second = identity.attribute("Primary") == "false" || identity.attribute("False") == "true";
        if identity.attribute("False") == "true" {
            party.note("Has used a false identity");
        }
        for alias in identity.all("Alias") {
            let word = self.references.text("AliasType", alias, "AliasTypeID", reading);
            let weak = alias.attribute("LowQuality") == "true";
            let kind = if alias.attribute("Primary") == "true" && !second {
                NameKind::Main
            } else {
                NameKind::of_alias(word, weak).unwrap_or_else(|| {
                    reading.finding(
                        FindingKind::Unknown,
                        &alias.locator(),
                        word,
                        "a type of alias that is not known; read as a.k.a.",
                    );
                    NameKind::Strong
                })
            };
            for comment in alias.all("Comment") {
                party.note(&comment.text);
            }
            for documented in alias.all("DocumentedName") {
                let mut name = self.documented_name(documented, &types, reading);
                if let Some(period) = alias.child("DatePeriod") {
                    let (since, until) = since_until(period, &self.references, reading);
                    name.since = since.value().and_then(sayso_record::DateValue::from);
                    name.until = until.value().and_then(sayso_record::DateValue::until);
                }
                party.name(kind, &name);
                self.about_name(documented, &name, party, reading);
            }
        }
    }

    /// What else is said of a name: comments, and countries whose documents bear it.
    fn about_name(&self, documented: &Node, name: &PartyName, party: &mut Party, reading: &mut Reading) {
        self.references.text("DocNameStatus", documented, "DocNameStatusID", reading);
        for comment in documented.all("Comment") {
            party.note(&comment.text);
        }
        for country in documented.all("DocumentedNameCountry") {
            let text = self.references.text("Country", country, "CountryID", reading);
            party.note(&format!("Name in {text}: {}. {}", name.natural(), country.text_of("Comment")));
        }
    }

    /// The type of each group of name parts.
    fn part_types(&self, identity: &Node, reading: &mut Reading) -> HashMap<String, Property> {
        let mut types = HashMap::new();
        for group in identity.path(&["NamePartGroups", "MasterNamePartGroup", "NamePartGroup"]) {
            let word = self.references.text("NamePartType", group, "NamePartTypeID", reading);
            let property = PartyName::part_property(word).unwrap_or_else(|| {
                let reason = "a type of name part that is not known; read as a last name";
                reading.finding(FindingKind::Unknown, &group.locator(), word, reason);
                prop::LAST_NAME
            });
            types.insert(group.attribute("ID").to_owned(), property);
        }
        types
    }

    fn documented_name(&self, node: &Node, types: &HashMap<String, Property>, reading: &mut Reading) -> PartyName {
        let mut name = PartyName::default();
        let mut acronyms = Vec::new();
        for part in node.all("DocumentedNamePart") {
            let Some(value) = part.child("NamePartValue") else { continue };
            let script = self.references.text("Script", value, "ScriptID", reading);
            self.references.text("ScriptStatus", value, "ScriptStatusID", reading);
            if !script.is_empty() {
                name.lang = language_of_script(script).unwrap_or_else(|| {
                    reading.finding(FindingKind::Unknown, &value.locator(), script, "a script that is not known");
                    ""
                });
            }
            acronyms.push(value.attribute("Acronym") == "true");
            let group = value.attribute("NamePartGroupID");
            let property = types.get(group).copied().unwrap_or_else(|| {
                reading.finding(
                    FindingKind::Unknown,
                    &value.locator(),
                    group,
                    "a group of name parts that the identity does not have",
                );
                prop::NAME
            });
            let text = format!("{}{}{}", part.attribute("LeadingChars"), value.text, part.attribute("TrailingChars"));
            name.parts.push((property, text));
        }
        name.acronym = !acronyms.is_empty() && acronyms.iter().all(|acronym| *acronym);
        in_natural_order(&mut name);
        name
    }
}

/// Fills first and last names from the parts, in the order in which a name is said: first, middle, father's; last, mother's.
fn in_natural_order(name: &mut PartyName) {
    const GIVEN: [Property; 3] = [prop::FIRST_NAME, prop::MIDDLE_NAME, prop::FATHER_NAME];
    const FAMILY: [Property; 4] = [prop::LAST_NAME, prop::MOTHER_NAME, prop::WEAK_ALIAS, prop::NAME];
    let joined = |order: &[Property]| {
        let of =
            |wanted: &Property| name.parts.iter().filter(|(p, _)| p == wanted).map(|(_, text)| text.trim()).collect::<Vec<_>>();
        order.iter().flat_map(of).collect::<Vec<_>>().join(" ")
    };
    let (given, family) = (joined(&GIVEN), joined(&FAMILY));
    name.spelled = format!("{given} {family}");
    (name.given, name.family) = (given, family);
    if name.parts.len() == 1 {
        name.parts.clear(); // the part is the name
    }
    name.parts.retain(|(property, _)| schema::PERSON.has(*property) && *property != prop::NAME);
}
