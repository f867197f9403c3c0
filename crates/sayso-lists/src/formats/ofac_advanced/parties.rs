//! Parties: profiles with their identities and features.

use sayso_record::finding::FindingKind;
use sayso_record::vocabulary::{prop, schema};
use sayso_record::{Reading, Schema};

use super::Tables;
use super::dates::period;
use crate::formats::ofac_common::{Address, Detail, Party, schema_of};
use crate::xml::Node;

impl Tables {
    pub(super) fn distinct_party(&mut self, node: &Node, reading: &mut Reading) {
        reading.records += 1;
        let fixed = node.attribute("FixedRef");
        let profiles: Vec<&Node> = node.all("Profile").collect();
        if profiles.is_empty() {
            reading.finding(FindingKind::RecordLost, &node.locator(), fixed, "a DistinctParty without a Profile");
        }
        for (index, profile) in profiles.into_iter().enumerate() {
            let own = profile.attribute("ID");
            let number = if index == 0 && !fixed.is_empty() { fixed } else { own };
            if number.is_empty() || profile.path(&["Identity", "Alias", "DocumentedName"]).is_empty() {
                reading.finding(
                    FindingKind::RecordLost,
                    &profile.locator(),
                    number,
                    "a profile without a number or without a name",
                );
                continue;
            }
            let mut party = self.profile(profile, number, reading);
            for comment in node.all("Comment") {
                party.note(&comment.text);
            }
            self.profiles.insert(own.to_owned(), (self.parties.len(), number.to_owned()));
            self.parties.push(party);
        }
    }

    fn profile(&mut self, profile: &Node, number: &str, reading: &mut Reading) -> Party {
        let kind = self.schema(profile, reading);
        let mut party = Party::new(kind, number, profile.locator());
        party.only_if_entered = true;
        for comment in profile.all("Comment") {
            party.note(&comment.text);
        }
        for identity in profile.all("Identity") {
            for comment in identity.all("Comment") {
                party.note(&comment.text);
            }
            self.names(identity, &mut party, reading);
            for document in self.documents.remove(identity.attribute("ID")).unwrap_or_default() {
                party.detail(&document.detail, reading, &document.place);
            }
        }
        for feature in profile.all("Feature") {
            self.feature(feature, &mut party, reading);
        }
        for reference in profile.all("ExternalReference") {
            self.external_reference(reference, &mut party, reading);
        }
        party
    }

    /// OFAC says what kind a party is by a subtype (`Vessel`); where that is `Unknown`, by the type above it (`Individual`).
    fn schema(&self, profile: &Node, reading: &mut Reading) -> Schema {
        let number = profile.attribute("PartySubTypeID");
        let word = self.references.text("PartySubType", profile, "PartySubTypeID", reading);
        let above = self.references.attribute("PartySubType", number, "PartyTypeID");
        let above = self.references.text_of("PartyType", above, &profile.locator(), reading);
        schema_of(word).or_else(|| schema_of(above)).unwrap_or_else(|| {
            let reason = format!("a kind of party ({above}) that is not known; read as a legal entity");
            reading.finding(FindingKind::Unknown, &profile.locator(), word, reason);
            schema::LEGAL_ENTITY
        })
    }

    fn feature(&self, feature: &Node, party: &mut Party, reading: &mut Reading) {
        let label = self.references.text("FeatureType", feature, "FeatureTypeID", reading);
        for link in feature.all("IdentityReference") {
            self.references.text("IdentityFeatureLinkType", link, "IdentityFeatureLinkTypeID", reading);
        }
        for version in feature.all("FeatureVersion") {
            self.feature_version(label, version, party, reading);
        }
    }

    fn feature_version(&self, label: &str, version: &Node, party: &mut Party, reading: &mut Reading) {
        let is_false = self.references.text("Reliability", version, "ReliabilityID", reading) == "False";
        let mut details = Vec::new();
        for detail in version.all("VersionDetail") {
            let words = self.references.text("DetailReference", detail, "DetailReferenceID", reading);
            self.references.text("DetailType", detail, "DetailTypeID", reading);
            details.push(Detail::new(label, if detail.text.is_empty() { words } else { &detail.text }));
        }
        details.retain(|detail| !detail.value.is_empty());
        let mut places = 0;
        for location in version.all("VersionLocation") {
            places += 1;
            details.extend(self.location_of(label, location, is_false, party, reading));
        }
        for date in version.all("DatePeriod") {
            let date = period(date, &self.references, reading);
            if details.is_empty() && places == 0 {
                details.push(Detail { date, ..Detail::new(label, "") });
            } else if let Some(date) = date.value() {
                party.note(&format!("{label}, date: {date}"));
            }
        }
        for comment in version.all("Comment").map(|comment| comment.text.as_str()).filter(|text| !text.is_empty()) {
            if details.is_empty() && places == 0 {
                details.push(Detail::new(label, comment));
            } else {
                party.note(&format!("{label}: {comment}"));
            }
        }
        for mut detail in details {
            detail.is_false = is_false;
            party.detail(&detail, reading, &version.locator());
        }
    }

    /// A location as the value of a feature: an address is stated at once, a country or place of birth is a detail.
    fn location_of(
        &self,
        label: &str,
        node: &Node,
        is_false: bool,
        party: &mut Party,
        reading: &mut Reading,
    ) -> Option<Detail> {
        let number = node.attribute("LocationID");
        let Some(place) = self.places.get(number) else {
            reading.finding(FindingKind::FieldUnread, &node.locator(), number, "a location that the file does not have");
            return None;
        };
        for comment in &place.comments {
            party.note(comment);
        }
        if is_false || !matches!(label.to_lowercase().as_str(), "location" | "address") {
            return Some(Detail::new(label, &place.line()));
        }
        party.address(&place.address, reading);
        for country in &place.more_countries {
            party.address(&Address { country: country.clone(), ..Address::default() }, reading);
        }
        None
    }

    fn external_reference(&self, node: &Node, party: &mut Party, reading: &mut Reading) {
        let word = self.references.text("ExRefType", node, "ExRefTypeID", reading);
        let value = node.text_of("ExRefValue");
        if !value.is_empty() {
            party.note(&format!("{word}: {value}"));
        }
        for comment in node.all("Comment") {
            party.note(&comment.text);
        }
        party.entity.add(prop::SOURCE_URL, node.text_of("DirectURL"));
        for link in node.all("SubLink") {
            self.references.text("TargetType", link, "TargetTypeID", reading);
            party.note(link.text_of("Description"));
            party.entity.add(prop::SOURCE_URL, link.text_of("DirectURL"));
        }
    }
}
