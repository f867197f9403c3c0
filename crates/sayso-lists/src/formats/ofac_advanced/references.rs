//! The reference values at the head of the file: what each number stands for.

use std::collections::HashMap;

use sayso_record::finding::FindingKind;
use sayso_record::{Locator, Reading};

use crate::xml::Node;

/// Reference values by set and number.
#[derive(Debug, Default)]
pub(super) struct References {
    values: HashMap<(String, String), Value>,
}

#[derive(Debug, Default)]
struct Value {
    text: String,
    attributes: Vec<(String, String)>,
}

impl References {
    /// Takes the sets in.
    pub(super) fn take(&mut self, sets: &Node) {
        for value in sets.children.iter().flat_map(|set| &set.children) {
            let key = (value.name.clone(), value.attribute("ID").to_owned());
            self.values.insert(key, Value { text: value.text.clone(), attributes: value.attributes.clone() });
        }
    }

    /// What the number in an attribute of `node` stands for in the set of `kind`; empty where the attribute is absent. A number that
    /// the set does not have is a finding.
    pub(super) fn text(&self, kind: &str, node: &Node, attribute: &str, reading: &mut Reading) -> &str {
        self.text_of(kind, node.attribute(attribute), &node.locator(), reading)
    }

    /// What a number stands for in the set of `kind`.
    pub(super) fn text_of(&self, kind: &str, number: &str, place: &Locator, reading: &mut Reading) -> &str {
        if number.is_empty() {
            return "";
        }
        let Some(value) = self.get(kind, number) else {
            let reason = format!("the file's reference values have no {kind} with this number");
            reading.finding(FindingKind::Unknown, place, number, reason);
            return "";
        };
        &value.text
    }

    /// An attribute of a reference value, such as the programme of a legal basis; empty where there is none.
    pub(super) fn attribute(&self, kind: &str, number: &str, attribute: &str) -> &str {
        let attributes = self.get(kind, number).map(|value| &value.attributes);
        attributes.and_then(|all| all.iter().find(|(name, _)| name == attribute)).map_or("", |(_, value)| value)
    }

    /// The programme that a legal basis belongs to, where the file says so.
    pub(super) fn programme_of_basis(&self, basis: &str) -> &str {
        let programme = self.attribute("LegalBasis", basis, "SanctionsProgramID");
        self.get("SanctionsProgram", programme).map_or("", |value| &value.text)
    }

    fn get(&self, kind: &str, number: &str) -> Option<&Value> {
        self.values.get(&(kind.to_owned(), number.to_owned()))
    }
}
