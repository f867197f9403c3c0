//! Locations: addresses and countries that parties refer to.

use sayso_record::Reading;
use sayso_record::country;
use sayso_record::finding::FindingKind;

use super::Tables;
use crate::formats::ofac_common::Address;
use crate::xml::Node;

/// A location.
#[derive(Debug, Default)]
pub(super) struct Place {
    /// Its parts, with its first country.
    pub(super) address: Address,
    /// Further countries.
    pub(super) more_countries: Vec<String>,
    /// What else is said of it.
    pub(super) comments: Vec<String>,
}

impl Place {
    /// The location in one line; the country alone where it has no other part.
    pub(super) fn line(&self) -> String {
        self.address.line()
    }
}

impl Tables {
    pub(super) fn location(&mut self, node: &Node, reading: &mut Reading) {
        let mut place = Place::default();
        node.attribute("ID").clone_into(&mut place.address.number);
        place.comments.extend(node.all("Comment").map(|comment| comment.text.clone()));
        let mut countries = Vec::new();
        for country in node.all("LocationCountry") {
            countries.push(self.references.text("Country", country, "CountryID", reading).to_owned());
        }
        for part in node.all("LocationPart") {
            let word = self.references.text("LocPartType", part, "LocPartTypeID", reading).to_owned();
            self.location_part(part, &word, &mut place, reading);
        }
        for area in node.all("LocationAreaCode") {
            let text = self.references.text("AreaCode", area, "AreaCodeID", reading);
            let described = self.references.attribute("AreaCode", area.attribute("AreaCodeID"), "Description");
            let name = if described.is_empty() { text } else { described };
            match country::code(name) {
                Some(code) if countries.iter().any(|known| country::code(known) == Some(code)) => {}
                Some(_) => countries.push(name.to_owned()),
                None => drop(place.address.add_part("region", name)),
            }
        }
        let mut countries = countries.into_iter();
        place.address.country = countries.next().unwrap_or_default();
        place.more_countries = countries.collect();
        self.places.insert(node.attribute("ID").to_owned(), place);
    }

    fn location_part(&self, part: &Node, word: &str, place: &mut Place, reading: &mut Reading) {
        let mut values: Vec<&Node> = part.all("LocationPartValue").collect();
        values.sort_by_key(|value| value.attribute("Primary") == "false"); // the primary value first
        for value in values {
            for (kind, attribute) in
                [("LocPartValueType", "LocPartValueTypeID"), ("LocPartValueStatus", "LocPartValueStatusID")]
            {
                self.references.text(kind, value, attribute, reading);
            }
            place.comments.extend(value.all("Comment").map(|comment| comment.text.clone()));
            if !place.address.add_part(word, value.text_of("Value")) {
                reading.finding(
                    FindingKind::Unknown,
                    &part.locator(),
                    word,
                    "a part of a location that is not known; read as a line",
                );
            }
        }
    }
}
