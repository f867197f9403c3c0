//! Passports, identity cards and other numbers of a party.

use sayso_record::{Entity, FindingKind, Property, Schema, country, prop, schema};

use super::{Paper, Writer, add_by};
use crate::formats::document_text;
use crate::formats::name_text::{find_ignoring_case, one_space};

impl Writer<'_> {
    pub(super) fn papers(&mut self, papers: &[Paper]) {
        for (index, paper) in papers.iter().enumerate() {
            self.paper(index, paper);
        }
    }

    fn paper(&mut self, index: usize, paper: &Paper) {
        let raw = one_space(&paper.number);
        if raw.is_empty() || raw.eq_ignore_ascii_case("unknown") {
            let texts = [paper.description.as_str(), &raw, &paper.remark].join(" ");
            return self.add_by(prop::NOTES, &format!("Document: {}", texts.trim()), &paper.act);
        }
        let number = document_text::number(&raw);
        let Some((schema, property)) = self.kind_of(paper) else { return self.other_paper(paper, &number, &raw) };
        self.add_by_with(property, &number, &raw, &paper.act);
        self.add_by(property, &paper.latin_number, &paper.act);
        let key = if paper.key.is_empty() { (index + 1).to_string() } else { paper.key.clone() };
        let mut entity = Entity::new(schema, self.entity.id().part(&format!("document-{key}")));
        entity.link(prop::HOLDER, self.entity.id());
        add_by(&mut entity, prop::NUMBER, &number, &raw, &paper.act);
        if schema == schema::PASSPORT {
            add_by(&mut entity, prop::PASSPORT_NUMBER, &number, &raw, &paper.act);
        }
        self.particulars(&mut entity, paper);
        self.reading.push(entity, self.locator);
    }

    fn particulars(&mut self, entity: &mut Entity, paper: &Paper) {
        entity.add(prop::TYPE, if paper.description.is_empty() { &paper.code } else { &paper.description });
        match country::code(&paper.country) {
            Some(code) => entity.add_cleaned(prop::COUNTRY, code, &paper.country),
            None => self.reading.add_country(entity, prop::COUNTRY, &paper.country, self.locator),
        }
        entity.add(prop::AUTHORITY, &paper.issued_by);
        let begins = if paper.valid_from.is_empty() { &paper.issued } else { &paper.valid_from };
        self.reading.add_date(entity, prop::START_DATE, begins, self.locator);
        self.reading.add_date(entity, prop::END_DATE, &paper.valid_to, self.locator);
        if paper.valid_to.is_empty()
            && let Some(expiry) = document_text::expiry(&paper.remark)
        {
            entity.add_cleaned(prop::END_DATE, &expiry.to_string(), &paper.remark);
        }
        for text in paper.states.iter().chain([&paper.region, &paper.remark]) {
            entity.add(prop::SUMMARY, text);
        }
        if !paper.name_on_document.is_empty() {
            entity.add(prop::SUMMARY, &format!("Name on document: {}", paper.name_on_document));
            self.add_by(prop::WEAK_ALIAS, &paper.name_on_document, &paper.act);
        }
    }

    /// A number of a kind that is not known: it is kept as an identity number, and the kind is noted.
    fn other_paper(&mut self, paper: &Paper, number: &str, raw: &str) {
        let property = if self.person { prop::ID_NUMBER } else { prop::REGISTRATION_NUMBER };
        self.add_by_with(property, number, raw, &paper.act);
        self.reading.finding(
            FindingKind::Unknown,
            self.locator,
            &paper.code,
            "a kind of document that is not known; its number is kept",
        );
    }

    /// Schema and property for a document's kind. Sources: the codes of the EU's financial sanctions file.
    fn kind_of(&self, paper: &Paper) -> Option<(Schema, Property)> {
        let number = if self.person { prop::ID_NUMBER } else { prop::REGISTRATION_NUMBER };
        let says = |words: &str| {
            find_ignoring_case(&paper.description, words).is_some() || find_ignoring_case(&paper.number, words).is_some()
        };
        let property = match paper.code.trim().to_lowercase().as_str() {
            "passport" | "diplomaticpassport" | "servicepassport" if self.person => {
                return Some((schema::PASSPORT, prop::PASSPORT_NUMBER));
            }
            "ssn" => prop::SOCIAL_SECURITY_NUMBER,
            _ if self.person && (says("social security") || says("ssn ")) => prop::SOCIAL_SECURITY_NUMBER,
            "fiscalcode" | "taxid" | "tin" | "taxnumber" => prop::TAX_NUMBER,
            "regnumber" | "registrationnumber" | "tradelic" | "businessregistration" => prop::REGISTRATION_NUMBER,
            "swiftbic" | "bic" | "swift" => prop::SWIFT_BIC,
            "imo" | "imonumber" => prop::IMO_NUMBER,
            "electionid" | "drivinglicence" | "travelcardid" | "residentperm" | "id" | "stateissuedid" | "militaryid"
            | "birthcert" | "idcard" | "other" | "passport" | "diplomaticpassport" | "servicepassport" | "" => number,
            _ => return None,
        };
        Some((schema::IDENTIFICATION, if self.entity.schema().has(property) { property } else { number }))
    }
}
