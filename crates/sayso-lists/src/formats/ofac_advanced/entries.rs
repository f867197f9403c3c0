//! What comes after the parties: their relationships and their entries in lists.

use sayso_record::finding::FindingKind;
use sayso_record::vocabulary::prop;
use sayso_record::{Property, Reading};

use super::Tables;
use super::dates::{date, since_until};
use crate::formats::ofac_common::{Fact, Listed, Relation, Scope, When};
use crate::xml::Node;

impl Tables {
    pub(super) fn relationship(&mut self, node: &Node, reading: &mut Reading) {
        let (from, to) = (node.attribute("From-ProfileID"), node.attribute("To-ProfileID"));
        if from.is_empty() || to.is_empty() {
            reading.finding(
                FindingKind::FieldUnread,
                &node.locator(),
                node.attribute("ID"),
                "a relationship without both profiles",
            );
            return;
        }
        let mut relation = Relation {
            from: self.party_number(from),
            to: self.party_number(to),
            kind: self.references.text("RelationType", node, "RelationTypeID", reading).to_owned(),
            record: node.attribute("ID").to_owned(),
            former: node.attribute("Former") == "true",
            ..Relation::default()
        };
        let quality = self.references.text("RelationQuality", node, "RelationQualityID", reading);
        if !quality.is_empty() {
            relation.remarks.push(format!("Quality: {quality}"));
        }
        relation.remarks.extend(node.all("Comment").map(|comment| comment.text.clone()));
        if let Some(period) = node.child("DatePeriod") {
            (relation.since, relation.until) = since_until(period, &self.references, reading);
        }
        relation.state(reading, &node.locator());
    }

    pub(super) fn entry(&mut self, node: &Node, reading: &mut Reading) {
        let profile = node.attribute("ProfileID");
        self.entries.insert(node.attribute("ID").to_owned(), profile.to_owned());
        let Some(index) = self.profiles.get(profile).map(|(index, _)| *index) else {
            reading.finding(
                FindingKind::FieldUnread,
                &node.locator(),
                profile,
                "an entry in a list of a profile that the file does not have",
            );
            return;
        };
        let mut listed = Listed {
            list: self.references.text("List", node, "ListID", reading).to_owned(),
            record: node.attribute("ID").to_owned(),
            alone: true,
            ..Listed::default()
        };
        listed.facts.push(Fact::text(prop::AUTHORITY_ID, node.attribute("EntryProfileRef")));
        if node.attribute("EntryDeltaFlag") == "DeletedEntry" {
            listed.facts.push(Fact::text(prop::STATUS, "DeletedEntry"));
        }
        listed.facts.extend(node.all("Comment").map(|comment| Fact::text(prop::DESCRIPTION, &comment.text)));
        listed.facts.extend(node.all("LimitationsToListing").map(|limits| Fact::text(prop::PROVISIONS, &limits.text)));
        for measure in node.all("SanctionsMeasure") {
            self.measure(measure, &mut listed, reading);
        }
        for event in node.all("EntryEvent") {
            self.event(event, &mut listed, reading);
        }
        for info in node.all("SupportingInfo") {
            let word = self.references.text("SupInfoType", info, "SupInfoTypeID", reading);
            let sentence = [word, info.text_of("Text")].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(": ");
            listed.facts.push(Fact::text(prop::REASON, &sentence));
            listed.facts.push(Fact::text(prop::SOURCE_URL, info.text_of("DirectURL")));
        }
        for programme in &listed.programmes {
            self.parties[index].programme(programme);
        }
        self.parties[index].listed.push(listed);
    }

    /// A measure: a programme, or what is done to those listed (`Block`).
    fn measure(&self, node: &Node, listed: &mut Listed, reading: &mut Reading) {
        let kind = self.references.text("SanctionsType", node, "SanctionsTypeID", reading);
        let comment = node.text_of("Comment");
        let mut scope = Scope::Entry;
        if kind == "Program" && !comment.is_empty() {
            scope = Scope::Programme(comment.to_owned());
            if !listed.programmes.iter().any(|known| known == comment) {
                listed.programmes.push(comment.to_owned());
            }
        } else {
            let words = [kind, comment].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(": ");
            listed.facts.push(Fact::text(prop::PROVISIONS, &words));
        }
        let Some(period) = node.child("DatePeriod").filter(|period| !period.children.is_empty()) else { return };
        let (since, until) = since_until(period, &self.references, reading);
        for (property, value) in [(prop::START_DATE, since), (prop::END_DATE, until)] {
            listed.facts.push(Fact { property, value, scope: scope.clone() });
        }
    }

    /// An event: the entry was made, changed or ended, on a legal basis.
    fn event(&self, node: &Node, listed: &mut Listed, reading: &mut Reading) {
        let basis = node.attribute("LegalBasisID");
        let kind = self.references.text("EntryEventType", node, "EntryEventTypeID", reading).to_lowercase();
        let words = self.references.text("LegalBasis", node, "LegalBasisID", reading);
        let words = if words.is_empty() { self.references.attribute("LegalBasis", basis, "LegalBasisShortRef") } else { words };
        let own = self.references.programme_of_basis(basis);
        let scopes = if listed.programmes.iter().any(|programme| programme == own) {
            vec![Scope::Programme(own.to_owned()), Scope::List]
        } else {
            vec![Scope::Entry]
        };
        let mut facts = vec![(prop::REASON, When::text(words))];
        facts.extend(node.all("Comment").map(|comment| (prop::DESCRIPTION, When::text(&comment.text))));
        if let Some(element) = node.child("Date") {
            facts.push((event_property(&kind), date(element, &self.references, reading)));
        }
        for scope in scopes {
            let facts = facts.iter().cloned();
            listed.facts.extend(facts.map(|(property, value)| Fact { property, value, scope: scope.clone() }));
        }
    }

    pub(super) fn entry_link(&mut self, node: &Node, reading: &mut Reading) {
        let number = |attribute: &str| self.entries.get(node.attribute(attribute)).map(|profile| self.party_number(profile));
        let (Some(from), Some(to)) = (number("EntryA-SanctionsEntryID"), number("EntryB-SanctionsEntryID")) else {
            let reason = "a link between entries that the file does not have";
            reading.finding(FindingKind::FieldUnread, &node.locator(), node.attribute("ID"), reason);
            return;
        };
        let mut relation = Relation { from, to, record: node.attribute("ID").to_owned(), ..Relation::default() };
        self.references.text("EntryLinkType", node, "EntryLinkTypeID", reading).clone_into(&mut relation.kind);
        relation.remarks.extend(node.all("Comment").map(|comment| comment.text.clone()));
        if let Some(element) = node.child("Date") {
            relation.since = date(element, &self.references, reading);
        }
        relation.state(reading, &node.locator());
    }
}

/// What the date of an event is to the entry, from OFAC's word for the kind of event, in lower case.
fn event_property(kind: &str) -> Property {
    let says = |words: &[&str]| words.iter().any(|word| kind.contains(word));
    if says(&["delist", "remov", "delet", "terminat"]) {
        prop::END_DATE
    } else if says(&["amend", "modif", "chang", "updat"]) {
        prop::MODIFIED_AT
    } else {
        prop::LISTING_DATE
    }
}
