//! Passports and other papers: each an entity of its own, its number on the party too.

use sayso_record::{Entity, Property, prop, schema};

use super::{Record, country_text, document_text, without_zone};
use crate::formats::name_text::{find_ignoring_case, one_space};
use crate::xml::Node;

impl Record<'_> {
    pub(super) fn documents(&mut self) {
        for (index, document) in self.parts("DOCUMENT").into_iter().enumerate() {
            self.document(index + 1, document);
        }
    }

    fn document(&mut self, index: usize, document: &Node) {
        let text = |name: &str| one_space(document.text_of(name));
        let (kind, kind2, note) = (text("TYPE_OF_DOCUMENT"), text("TYPE_OF_DOCUMENT2"), text("NOTE"));
        let raw = [text("NUMBER"), text("TYPE_OF_DOCUMENT2"), text("NOTE")]
            .into_iter()
            .find(|t| document_text::holds_number(t, *t == text("NUMBER")));
        let words = format!("{kind} {kind2} {} {note}", text("NUMBER")).to_lowercase();
        let Some(raw) = raw else {
            return self.without_number(document, &words);
        };
        let number = document_text::number(&raw);
        let (schema, property) = kind_of(&words, &kind, self.person);
        let mut paper = Entity::new(schema, self.party.id().part(&format!("document-{index}")));
        paper.link(prop::HOLDER, self.party.id());
        paper.add_cleaned(prop::NUMBER, &number, &raw);
        if schema == schema::PASSPORT {
            paper.add_cleaned(prop::PASSPORT_NUMBER, &number, &raw);
        }
        paper.add(prop::TYPE, if kind2.is_empty() { &kind } else { &kind2 });
        self.issue(&mut paper, document);
        if let Some(expiry) = document_text::expiry(&raw).or_else(|| document_text::expiry(&note)) {
            paper.add(prop::END_DATE, &expiry.to_string());
        }
        paper.add(prop::SUMMARY, &note);
        self.party.add_cleaned(property, &number, &raw);
        self.reading.push(paper, &self.locator);
    }

    fn issue(&mut self, paper: &mut Entity, document: &Node) {
        self.reading.add_date(paper, prop::START_DATE, without_zone(document.text_of("DATE_OF_ISSUE")), &self.locator);
        let issuer =
            ["ISSUING_COUNTRY", "COUNTRY_OF_ISSUE"].map(|name| document.text_of(name)).into_iter().find(|c| !c.is_empty());
        country_text::add(self.reading, paper, prop::COUNTRY, issuer.unwrap_or_default(), &self.locator);
        let place = [document.text_of("CITY_OF_ISSUE"), document.text_of("COUNTRY_OF_ISSUE")];
        if !place[0].is_empty() || (!place[1].is_empty() && Some(place[1]) != issuer) {
            let place = place.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ");
            paper.add(prop::SUMMARY, &format!("Issued in {place}"));
        }
    }

    /// A paper whose number is not given still says something; it goes into the notes.
    fn without_number(&mut self, document: &Node, words: &str) {
        let texts: Vec<&str> = document.children.iter().map(|c| c.text.as_str()).filter(|t| !t.is_empty()).collect();
        if !words.trim().is_empty() && texts.len() > 1 {
            self.party.add(prop::NOTES, &format!("Document: {}", texts.join(", ")));
        }
    }
}

/// The schema of a paper and the property of the party that its number goes to.
fn kind_of(words: &str, kind: &str, person: bool) -> (sayso_record::Schema, Property) {
    let says = |word: &str| find_ignoring_case(words, word).is_some();
    let passport = ["passport", "passeport", "pasaporte", "паспорт"].iter().any(|w| kind.to_lowercase().contains(w));
    if !person {
        (schema::IDENTIFICATION, prop::REGISTRATION_NUMBER)
    } else if passport {
        (schema::PASSPORT, prop::PASSPORT_NUMBER)
    } else if says("social security") || says("ssn ") {
        (schema::IDENTIFICATION, prop::SOCIAL_SECURITY_NUMBER)
    } else if says("fiscal code") || says("tax number") {
        (schema::IDENTIFICATION, prop::TAX_NUMBER)
    } else {
        (schema::IDENTIFICATION, prop::ID_NUMBER)
    }
}
