//! A party while a reader collects what its record says.

use sayso_record::vocabulary::{prop, schema};
use sayso_record::{Entity, Locator, Reading, Schema};

use super::names::{NameKind, PartyName};
use super::party_id;
use super::sanctions::{Listed, Term};

/// A party, what belongs to it (documents, wallets, addresses), and its listings.
#[derive(Debug)]
pub(in crate::formats) struct Party {
    /// The party itself.
    pub(in crate::formats) entity: Entity,
    /// Where its record stands.
    pub(in crate::formats) place: Locator,
    /// Codes of the programmes it is listed under.
    pub(in crate::formats) programmes: Vec<String>,
    /// Lists that carry it, with dates.
    pub(in crate::formats) listed: Vec<Listed>,
    /// Whether the party counts as listed only where an entry in a list says so.
    pub(in crate::formats) only_if_entered: bool,
    pub(super) terms: Vec<Term>,
    belongings: Vec<Entity>,
}

/// An address in parts.
#[derive(Debug, Clone, Default)]
pub(in crate::formats) struct Address {
    /// OFAC's number of the address; the same in all formats.
    pub(in crate::formats) number: String,
    /// Street lines, in order.
    pub(in crate::formats) lines: Vec<String>,
    /// City.
    pub(in crate::formats) city: String,
    /// State or province.
    pub(in crate::formats) state: String,
    /// Region.
    pub(in crate::formats) region: String,
    /// Postal code.
    pub(in crate::formats) postal_code: String,
    /// Country in OFAC's spelling.
    pub(in crate::formats) country: String,
}

impl Address {
    /// Takes a part under OFAC's word for its type; `false` where the word is not known (the part is then a line).
    pub(in crate::formats) fn add_part(&mut self, word: &str, value: &str) -> bool {
        let known = match word.trim().to_lowercase().as_str() {
            "city" => &mut self.city,
            "state/province" | "state or province" => &mut self.state,
            "region" => &mut self.region,
            "postal code" => &mut self.postal_code,
            "address" | "address1" | "address2" | "address3" | "unknown" => {
                self.lines.push(value.to_owned());
                return true;
            }
            _ => {
                self.lines.push(value.to_owned());
                return false;
            }
        };
        if !known.is_empty() {
            known.push_str(", ");
        }
        known.push_str(value);
        true
    }

    /// The address with `Region: Crimea` as a region, where OFAC has it in place of a country.
    fn with_region_apart(&self) -> Self {
        let mut address = self.clone();
        if let Some(region) = self.country.trim().strip_prefix("Region: ") {
            address.country.clear();
            if !address.region.contains(region) {
                address.add_part("region", region);
            }
        }
        address
    }

    /// The address in one line, the country last.
    pub(in crate::formats) fn line(&self) -> String {
        let country = Some(self.country.trim()).filter(|country| !no_country(country));
        self.parts().chain(country).collect::<Vec<_>>().join(", ")
    }

    /// All parts but the country, in the order in which they are written.
    fn parts(&self) -> impl Iterator<Item = &str> {
        let rest = [&self.city, &self.state, &self.region, &self.postal_code];
        self.lines.iter().chain(rest).map(|part| part.trim()).filter(|part| !part.is_empty())
    }
}

/// Whether OFAC's word says that it knows no country.
pub(super) fn no_country(word: &str) -> bool {
    ["", "undetermined", "none identified", "unknown"].contains(&word.trim().to_lowercase().as_str())
}

impl Party {
    /// The party with that number of OFAC's.
    pub(in crate::formats) fn new(schema: Schema, number: &str, place: Locator) -> Self {
        Self {
            entity: Entity::new(schema, party_id(number)),
            place,
            programmes: Vec::new(),
            listed: Vec::new(),
            only_if_entered: false,
            terms: Vec::new(),
            belongings: Vec::new(),
        }
    }

    /// States a name and, for a person, its parts.
    pub(in crate::formats) fn name(&mut self, kind: NameKind, name: &PartyName) {
        let name = &match self.entity.schema() {
            schema::PERSON => name.clone().with_given_apart(),
            _ => name.clone(),
        };
        let natural = name.natural();
        self.entity.add_with(kind.property(), &natural, |statement| name.describe(statement));
        if name.acronym {
            self.entity.add(prop::ABBREVIATION, &natural);
        }
        for (property, part) in &name.parts {
            if self.entity.schema().has(*property) {
                self.entity.add_with(*property, part, |s| s.lang = (!name.lang.is_empty()).then(|| name.lang.into()));
            }
        }
    }

    /// States something that has no property of its own.
    pub(in crate::formats) fn note(&mut self, text: &str) {
        self.entity.add(prop::NOTES, text);
    }

    /// States titles, with semicolons between them: what a person is, a note on anything else.
    pub(in crate::formats) fn title(&mut self, titles: &str) {
        let is_person = self.entity.schema() == schema::PERSON;
        for title in titles.split("; ").map(str::trim).filter(|title| !title.is_empty()) {
            if is_person {
                self.entity.add_cleaned(prop::POSITION, title, titles);
            } else {
                self.note(&format!("Title: {title}"));
            }
        }
    }

    /// Lists the party under a programme.
    pub(in crate::formats) fn programme(&mut self, code: &str) {
        let code = code.trim();
        if !code.is_empty() && !self.programmes.iter().any(|p| p == code) {
            self.programmes.push(code.to_owned());
        }
    }

    /// States an address: one line on the party, its parts beside it. An address of which only the country is known is a country.
    pub(in crate::formats) fn address(&mut self, address: &Address, reading: &mut Reading) {
        let address = &address.with_region_apart();
        let place = self.place.clone();
        let has_country = !no_country(&address.country);
        if has_country {
            reading.add_country(&mut self.entity, prop::COUNTRY, &address.country, &place);
        }
        if address.parts().next().is_none() {
            return;
        }
        let full = address.line();
        self.entity.add(prop::ADDRESS, &full);
        let part = self.belonging(schema::ADDRESS, &format!("address-{}", address.number));
        part.add(prop::FULL, &full);
        part.add(prop::STREET, address.lines.first().map_or("", String::as_str));
        part.add(prop::STREET2, &address.lines.iter().skip(1).cloned().collect::<Vec<_>>().join(", "));
        part.add(prop::CITY, &address.city);
        part.add(prop::STATE, &address.state);
        part.add(prop::REGION, &address.region);
        part.add(prop::POSTAL_CODE, &address.postal_code);
        if let Some(country) = sayso_record::country::code(&address.country).filter(|_| has_country) {
            part.add_cleaned(prop::COUNTRY, country, &address.country);
        }
        let id = part.id().clone();
        self.entity.link(prop::ADDRESS_ENTITY, &id);
    }

    /// The entity of that name that belongs to this party, made where there is none yet.
    pub(super) fn belonging(&mut self, schema: Schema, name: &str) -> &mut Entity {
        let id = self.entity.id().part(name);
        let index = self.belongings.iter().position(|b| *b.id() == id && b.schema() == schema).unwrap_or_else(|| {
            self.belongings.push(Entity::new(schema, id));
            self.belongings.len() - 1
        });
        &mut self.belongings[index]
    }

    /// States the party, its sanctions and all that belongs to it.
    pub(in crate::formats) fn finish(mut self, reading: &mut Reading) {
        let sanctions = self.sanctions(reading);
        if !sanctions.is_empty() {
            self.entity.add(prop::TOPICS, "sanction");
            for wallet in self.belongings.iter_mut().filter(|b| b.schema() == schema::CRYPTO_WALLET) {
                wallet.add(prop::TOPICS, "sanction");
            }
        }
        reading.push(self.entity, &self.place);
        for entity in sanctions.into_iter().chain(self.belongings) {
            reading.push(entity, &self.place);
        }
    }
}
