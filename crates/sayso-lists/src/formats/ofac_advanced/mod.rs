//! OFAC's SDN_ADVANCED.XML and CONS_ADVANCED.XML (`Sanctions`, after the UN's model of 2014).
//!
//! The file is a set of tables that refer to one another by number: reference values, locations, identity documents, parties,
//! relationships, entries in lists. They are read in this order, which is the schema's; a reference to what did not come before is a
//! finding. One `DistinctParty` is one record, one `Profile` in it one party; a profile that no `SanctionsEntry` names is known but
//! not listed. A file of changes against an earlier one is refused: it is no list.

mod dates;
mod documents;
mod entries;
mod locations;
mod names;
mod parties;
mod references;

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use sayso_record::finding::FindingKind;
use sayso_record::{Locator, Reading};

use self::dates::date_point;
use self::documents::Document;
use self::locations::Place;
use self::references::References;
use super::ofac_common::{KnownElements, Party, root_is};
use super::{Format, read_each};
use crate::xml::{Node, read_records};
use crate::{ListError, SourceFile};

pub(super) const FORMAT: Format = Format { id: "us_ofac_advanced", title: "OFAC SDN_ADVANCED.XML (`Sanctions`)", detect, read };

static ELEMENTS: LazyLock<KnownElements> =
    LazyLock::new(|| KnownElements::from_table(include_str!("../../../data/ofac/advanced_elements.tsv")));

/// The elements that are read one at a time.
const RECORDS: [&str; 8] = [
    "DateOfIssue",
    "ReferenceValueSets",
    "Location",
    "IDRegDocument",
    "DistinctParty",
    "ProfileRelationship",
    "SanctionsEntry",
    "SanctionsEntryLink",
];

fn detect(file: &SourceFile) -> bool {
    root_is(file, "Sanctions") && file.head(8192).contains("DateOfIssue")
}

fn read(files: &[SourceFile]) -> Result<Reading, ListError> {
    read_each(files, read_file)
}

fn read_file(file: &SourceFile, reading: &mut Reading) -> Result<(), ListError> {
    let mut tables = Tables::default();
    let mut root = None;
    read_records(file, &RECORDS, |node| {
        if !RECORDS.contains(&node.name.as_str()) {
            root = Some(node);
            return;
        }
        ELEMENTS.check(&node, reading);
        tables.take(&node, reading);
    })?;
    let refuse = |problem: &str| Err(ListError::new(&file.name, Locator::file(), problem));
    let Some(root) = root.filter(|node| node.name == "Sanctions") else {
        return refuse("the root element is not <Sanctions>: this is no ADVANCED XML of OFAC");
    };
    if !root.attribute("DeltaBaseVersion").is_empty() {
        return refuse(
            "this file holds changes against an earlier version (DeltaBaseVersion), not a list; fetch the whole list",
        );
    }
    tables.finish(reading);
    Ok(())
}

/// What has been read of a file so far.
#[derive(Debug, Default)]
struct Tables {
    references: References,
    places: HashMap<String, Place>,
    /// Documents by the identity that they belong to, until their party takes them.
    documents: BTreeMap<String, Vec<Document>>,
    parties: Vec<Party>,
    /// For each profile its party (an index) and its party's number.
    profiles: HashMap<String, (usize, String)>,
    /// For each entry in a list the profile it is of.
    entries: HashMap<String, String>,
}

impl Tables {
    fn take(&mut self, node: &Node, reading: &mut Reading) {
        match node.name.as_str() {
            "DateOfIssue" => {
                let date = date_point(node).filter(|days| days.0 == days.1).map(|days| days.0);
                if date.is_none() {
                    reading.finding(FindingKind::FieldUnread, &node.locator(), "", "DateOfIssue is not a date");
                }
                reading.stated_date = reading.stated_date.max(date);
            }
            "ReferenceValueSets" => self.references.take(node),
            "Location" => self.location(node, reading),
            "IDRegDocument" => self.document(node, reading),
            "DistinctParty" => self.distinct_party(node, reading),
            "ProfileRelationship" => self.relationship(node, reading),
            "SanctionsEntry" => self.entry(node, reading),
            _ => self.entry_link(node, reading),
        }
    }

    /// The number of OFAC's for the party of a profile; the profile's own where the file has no such profile.
    fn party_number(&self, profile: &str) -> String {
        self.profiles.get(profile).map_or_else(|| profile.to_owned(), |(_, number)| number.clone())
    }

    fn finish(self, reading: &mut Reading) {
        for document in self.documents.into_values().flatten() {
            let reason = "a document of an identity that no party of the file has";
            reading.finding(FindingKind::FieldUnread, &document.place, &document.detail.value, reason);
        }
        for party in self.parties {
            party.finish(reading);
        }
    }
}
