//! Identity and registration documents.

use sayso_record::finding::FindingKind;
use sayso_record::{Locator, Reading};

use super::Tables;
use super::dates::period;
use crate::formats::ofac_common::Detail;
use crate::xml::Node;

/// A document with its place in the file.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) detail: Detail,
    pub(super) place: Locator,
}

impl Tables {
    pub(super) fn document(&mut self, node: &Node, reading: &mut Reading) {
        let label = self.references.text("IDRegDocType", node, "IDRegDocTypeID", reading);
        let mut detail = Detail::new(label, node.text_of("IDRegistrationNo"));
        let by = node.child("IssuedBy").map_or("", |by| by.attribute("CountryID"));
        let by = if by.is_empty() { node.attribute("IssuedBy-CountryID") } else { by };
        self.references.text_of("Country", by, &node.locator(), reading).clone_into(&mut detail.country);
        node.text_of("IssuingAuthority").clone_into(&mut detail.authority);
        for element in node.all("DocumentDate") {
            self.document_date(element, &mut detail, reading);
        }
        if let Some(place) = self.places.get(node.attribute("IssuedIn-LocationID")) {
            detail.remarks.push(format!("Issued in {}", place.line()));
        }
        let validity = self.references.text("Validity", node, "ValidityID", reading);
        if !validity.is_empty() && !validity.eq_ignore_ascii_case("valid") {
            detail.remarks.push(format!("Validity: {validity}"));
        }
        detail.remarks.extend(node.all("Comment").map(|comment| comment.text.clone()));
        let document = Document { detail, place: node.locator() };
        self.documents.entry(node.attribute("IdentityID").to_owned()).or_default().push(document);
    }

    fn document_date(&self, node: &Node, detail: &mut Detail, reading: &mut Reading) {
        let word = self.references.text("IDRegDocDateType", node, "IDRegDocDateTypeID", reading);
        let Some(date) = node.child("DatePeriod").map(|date| period(date, &self.references, reading)) else { return };
        let folded = word.to_lowercase();
        if folded.contains("issue") {
            detail.issued = date;
        } else if folded.contains("expir") {
            detail.expires = date;
        } else {
            let words = date.value().map_or(date.text, |date| date.to_string());
            detail.remarks.push(format!("{word}: {words}"));
            reading.finding(
                FindingKind::Unknown,
                &node.locator(),
                word,
                "a kind of date of a document that is not known; kept in words",
            );
        }
    }
}
