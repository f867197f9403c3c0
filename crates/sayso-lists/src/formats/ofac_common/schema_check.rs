//! Which elements and attributes a format has, so that a new one is a finding and not silence.

use std::collections::HashMap;

use sayso_record::Reading;
use sayso_record::finding::FindingKind;

use crate::xml::Node;

/// The elements of a format: for each name the names that may stand in it and its attributes.
///
/// Read from a table (`name`, children, attributes; the latter two with spaces between). An element may have different children
/// in different places; the table then has all of them.
#[derive(Debug)]
pub(in crate::formats) struct KnownElements {
    elements: HashMap<&'static str, (Vec<&'static str>, Vec<&'static str>)>,
}

impl KnownElements {
    /// The table as text.
    pub(in crate::formats) fn from_table(table: &'static str) -> Self {
        let mut elements = HashMap::new();
        for line in table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let mut cells = line.split('\t');
            let name = cells.next().unwrap_or_default();
            let mut words = || cells.next().unwrap_or_default().split_whitespace().collect::<Vec<_>>();
            let entry = (words(), words());
            elements.insert(name, entry);
        }
        Self { elements }
    }

    /// Makes a finding of each element and attribute in `node` that the format does not have.
    pub(in crate::formats) fn check(&self, node: &Node, reading: &mut Reading) {
        let nothing = (Vec::new(), Vec::new());
        let (children, attributes) = self.elements.get(node.name.as_str()).unwrap_or(&nothing);
        for (name, value) in &node.attributes {
            let of_schema = matches!(name.as_str(), "nil" | "schemaLocation" | "type" | "xmlns");
            if !attributes.contains(&name.as_str()) && !of_schema {
                let reason = format!("<{}> has an attribute {name} that the reader does not know", node.name);
                reading.finding(FindingKind::Unknown, &node.locator(), value, reason);
            }
        }
        for child in &node.children {
            if children.contains(&child.name.as_str()) {
                self.check(child, reading);
            } else {
                let reason = format!("<{}> has an element <{}> that the reader does not know", node.name, child.name);
                reading.finding(FindingKind::Unknown, &child.locator(), &child.text, reason);
            }
        }
    }
}
