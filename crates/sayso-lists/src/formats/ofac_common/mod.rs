//! What OFAC's three XML formats have in common: the same parties, under the same ids, with the same choice of properties, so that
//! a list gives one record whichever of its formats it came in.
//!
//! A reader walks its own elements and tells a [`Party`] what it finds; [`Party::finish`] states it. Tables (labels, relations,
//! scripts, the elements each format has) are files in `data/ofac/`.

mod dates;
mod details;
mod names;
mod party;
mod relations;
mod sanctions;
mod schema_check;

pub(in crate::formats) use dates::{Span, When};
pub(in crate::formats) use details::Detail;
pub(in crate::formats) use names::{NameKind, PartyName, language_of_script};
pub(in crate::formats) use party::{Address, Party};
pub(in crate::formats) use relations::{LinkedTo, Relation};
pub(in crate::formats) use sanctions::{Fact, Listed, Scope};
pub(in crate::formats) use schema_check::KnownElements;

use sayso_record::vocabulary::schema;
use sayso_record::{EntityId, Schema};

use crate::SourceFile;

/// Id of the party that OFAC keeps under that number.
pub(in crate::formats) fn party_id(number: &str) -> EntityId {
    EntityId::new(&format!("ofac-{number}"))
}

/// The schema of a party from OFAC's word for its kind; `None` for a word that is none of its four.
pub(in crate::formats) fn schema_of(kind: &str) -> Option<Schema> {
    match kind.trim().to_lowercase().as_str() {
        "individual" => Some(schema::PERSON),
        "entity" => Some(schema::ORGANIZATION),
        "vessel" => Some(schema::VESSEL),
        "aircraft" => Some(schema::AIRPLANE),
        _ => None,
    }
}

/// Whether the root element of the file has that local name; `false` where the head is no XML.
pub(in crate::formats) fn root_is(file: &SourceFile, name: &str) -> bool {
    root_name(&file.head(8192)).is_some_and(|root| root == name)
}

/// Local name of the first element after declarations and comments.
fn root_name(head: &str) -> Option<&str> {
    let mut rest = head.trim_start_matches('\u{feff}').trim_start();
    loop {
        if let Some(after) = rest.strip_prefix("<!--") {
            rest = after.split_once("-->")?.1.trim_start();
        } else if rest.starts_with("<?") || rest.starts_with("<!") {
            rest = rest.split_once('>')?.1.trim_start();
        } else {
            let tag = rest.strip_prefix('<')?;
            let end = tag.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?;
            return Some(tag[..end].rsplit(':').next().unwrap_or(&tag[..end]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_element_is_found_behind_declarations_and_comments() {
        for (head, expected) in [
            ("\u{feff}<?xml version='1.0'?>\n<!-- <x> -->\n<a:sdnList xmlns:a='u'>", Some("sdnList")),
            ("<Sanctions>", Some("Sanctions")),
            ("<!DOCTYPE x><sdnList\n", Some("sdnList")),
            ("uid,name", None),
            ("", None),
            ("<", None),
        ] {
            assert_eq!(root_name(head), expected, "{head}");
        }
    }
}
