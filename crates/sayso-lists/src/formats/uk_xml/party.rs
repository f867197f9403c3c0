//! A party of the UK lists while its rows come in: names, particulars, identity documents, addresses and the listing.
//!
//! Every format gives [`Row`]s: a row of a table holds many fields, a group of XML elements (`Address`, `Name`) a few. What a row
//! repeats is stated once. Ids of documents and addresses come from their content, so that they stay when others go.

use sayso_record::{Entity, EntityId, FindingKind, Locator, Property, Reading, Schema, prop, schema};

use super::documents::{Document, documents};
use super::field::{Field, Row, value};
use super::text::{add_countries, add_dates, content_key, language_tag, values};

/// A party and what belongs to it.
#[derive(Debug)]
pub(crate) struct Party {
    agency: &'static str,
    locator: Locator,
    entity: Entity,
    sanctions: Vec<Entity>,
    others: Vec<Entity>,
}

impl Party {
    /// A party of which nothing is said yet. `kind` is the list's word for what it is (one that is not known gives a
    /// `LegalEntity` and a finding), `agency` the one that lists.
    pub(crate) fn new(id: &str, kind: &str, agency: &'static str, reading: &mut Reading, locator: Locator) -> Self {
        let schema = match kind.trim().to_lowercase().as_str() {
            "individual" => schema::PERSON,
            "entity" => schema::ORGANIZATION,
            "ship" => schema::VESSEL,
            _ => {
                reading.finding(FindingKind::Unknown, &locator, kind, "neither Individual, Entity nor Ship");
                schema::LEGAL_ENTITY
            }
        };
        let mut entity = Entity::new(schema, EntityId::new(id));
        entity.add(prop::TOPICS, "sanction");
        Self { agency, locator, entity, sanctions: Vec::new(), others: Vec::new() }
    }

    fn schema(&self) -> Schema {
        self.entity.schema()
    }

    /// Takes in what a row says. `locator` is where the row stands, for findings.
    pub(crate) fn take(&mut self, reading: &mut Reading, row: &Row<'_>, locator: &Locator) {
        self.name(row);
        self.non_latin_name(row);
        self.address(reading, row, locator);
        self.passports(row);
        self.identifiers(row);
        for (field, text) in row {
            self.particular(reading, *field, text, locator);
        }
    }

    /// Takes in what a row says of the listing; `row` must name the regime.
    pub(crate) fn listing(&mut self, reading: &mut Reading, row: &Row<'_>, locator: &Locator) {
        let regime = value(row, Field::Regime);
        let id = self.entity.id().part(&format!("sanction-{}", if regime.is_empty() { "uk" } else { regime }));
        let at = self.sanctions.iter().position(|s| *s.id() == id).unwrap_or_else(|| {
            let mut sanction = Entity::new(schema::SANCTION, id);
            sanction.link(prop::ENTITY, self.entity.id());
            sanction.add(prop::AUTHORITY, self.agency);
            sanction.add(prop::PROGRAM, regime);
            self.sanctions.push(sanction);
            self.sanctions.len() - 1
        });
        let sanction = &mut self.sanctions[at];
        for (field, text) in row {
            match field {
                Field::DateDesignated => add_dates(reading, sanction, prop::START_DATE, text, locator),
                Field::ListedOn => add_dates(reading, sanction, prop::LISTING_DATE, text, locator),
                Field::UniqueId => sanction.add(prop::AUTHORITY_ID, text),
                Field::OfsiGroup => sanction.add(prop::RECORD_ID, text),
                Field::UnReference => values(text).into_iter().for_each(|text| sanction.add(prop::UNSC_ID, text)),
                Field::Reasons => sanction.add(prop::REASON, text),
                Field::SanctionsImposed => measures(text).for_each(|text| sanction.add(prop::PROVISIONS, text)),
                Field::DesignationSource => {
                    for source in values(text) {
                        sanction.add(prop::DESCRIPTION, &format!("Designation source: {source}"));
                    }
                }
                _ => {}
            }
        }
    }

    /// States something of the party itself.
    pub(crate) fn state(&mut self, property: Property, text: &str) {
        self.entity.add(property, text);
    }

    /// States a name that was found in a text, with the text beside it.
    pub(crate) fn state_found(&mut self, property: Property, name: &str, raw: &str) {
        self.entity.add_cleaned(property, name, raw);
    }

    /// States something of every listing of the party.
    pub(crate) fn state_of_listings(&mut self, property: Property, text: &str) {
        for sanction in &mut self.sanctions {
            sanction.add(property, text);
        }
    }

    /// Puts the party and what belongs to it into the reading.
    pub(crate) fn finish(self, reading: &mut Reading) {
        let named = [prop::NAME, prop::ALIAS, prop::WEAK_ALIAS, prop::PREVIOUS_NAME];
        if named.iter().all(|property| self.entity.values(*property).next().is_none()) {
            let id = self.entity.id().as_str();
            reading.finding(
                FindingKind::FieldUnread,
                &self.locator,
                id,
                "the file gives this party no name; no name will find it",
            );
        }
        reading.push(self.entity, &self.locator);
        for entity in self.sanctions.into_iter().chain(self.others) {
            reading.push(entity, &self.locator);
        }
    }

    fn name(&mut self, row: &Row<'_>) {
        let whole = value(row, Field::FullName);
        let part = |number| value(row, Field::NamePart(number));
        let parts: Vec<&str> = (1..=6).map(part).filter(|text| !text.is_empty()).collect();
        let property = name_property(value(row, Field::NameType), value(row, Field::AliasStrength));
        self.entity.add(property, whole);
        self.entity.add(property, &parts.join(" "));
        if self.schema() == schema::PERSON && parts.len() > 1 {
            self.entity.add(prop::FIRST_NAME, part(1));
            self.entity.add(prop::SECOND_NAME, part(2));
            (3..=5).for_each(|number| self.entity.add(prop::MIDDLE_NAME, part(number)));
            self.entity.add(prop::LAST_NAME, part(6));
        }
    }

    fn non_latin_name(&mut self, row: &Row<'_>) {
        let language = language_tag(value(row, Field::NonLatinLanguage), value(row, Field::NonLatinScript));
        self.entity
            .add_with(prop::ALIAS, value(row, Field::NonLatinName), |statement| statement.lang = language.map(Into::into));
    }

    fn address(&mut self, reading: &mut Reading, row: &Row<'_>, locator: &Locator) {
        let line = |number| value(row, Field::AddressLine(number));
        let (postal_code, country) = (value(row, Field::PostalCode), value(row, Field::AddressCountry));
        let lines: Vec<&str> = (1..=6).map(line).filter(|text| !text.is_empty()).collect();
        if lines.is_empty() && postal_code.is_empty() && country.is_empty() {
            return;
        }
        let one_line =
            lines.iter().copied().chain([postal_code, country]).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ");
        if !is_continent(country) {
            add_countries(reading, &mut self.entity, prop::COUNTRY, country, locator);
        }
        self.entity.add(prop::ADDRESS, &one_line);
        if lines.is_empty() && postal_code.is_empty() {
            return;
        }
        let id = self.entity.id().part(&format!("address-{}", content_key(&one_line)));
        if self.others.iter().any(|other| *other.id() == id) {
            return;
        }
        let mut address = Entity::new(schema::ADDRESS, id);
        address.add(prop::FULL, &one_line);
        address.add(prop::CITY, line(6));
        let street: Vec<&str> = (1..=5).map(line).filter(|text| !text.is_empty()).collect();
        address.add(prop::STREET, &street.join(", "));
        address.add(prop::POSTAL_CODE, postal_code);
        let unread = reading.findings.len();
        if !is_continent(country) {
            add_countries(reading, &mut address, prop::COUNTRY, country, locator);
        }
        reading.findings.truncate(unread); // said once, of the party
        self.entity.link(prop::ADDRESS_ENTITY, address.id());
        self.others.push(address);
    }

    fn passports(&mut self, row: &Row<'_>) {
        for document in numbered(value(row, Field::PassportNumber), value(row, Field::PassportDetails)) {
            self.document(&document, schema::PASSPORT, prop::PASSPORT_NUMBER, "Passport");
        }
    }

    fn identifiers(&mut self, row: &Row<'_>) {
        for document in numbered(value(row, Field::IdNumber), value(row, Field::IdDetails)) {
            let fiscal = ["fiscal", "tax"].iter().any(|word| document.raw.to_lowercase().contains(word));
            let social = document.raw.to_lowercase().contains("social security");
            let property = match (self.schema() == schema::PERSON, fiscal, social) {
                (true, _, true) => prop::SOCIAL_SECURITY_NUMBER,
                (_, true, _) => prop::TAX_NUMBER,
                _ => prop::ID_NUMBER,
            };
            self.document(&document, schema::IDENTIFICATION, property, "National identification");
        }
    }

    fn document(&mut self, document: &Document<'_>, kind: Schema, property: Property, word: &str) {
        if document.number.is_empty() {
            return self.entity.add(prop::NOTES, &format!("{word}: {}", document.raw));
        }
        self.entity.add_cleaned(property, &document.number, document.raw);
        let id = self.entity.id().part(&format!("{}-{}", kind.as_str().to_lowercase(), document.number));
        let at = self.others.iter().position(|other| *other.id() == id).unwrap_or_else(|| {
            self.others.push(Entity::new(kind, id));
            self.others.len() - 1
        });
        let entity = &mut self.others[at];
        entity.link(prop::HOLDER, self.entity.id());
        entity.add_cleaned(prop::NUMBER, &document.number, document.raw);
        entity.add(prop::TYPE, word);
        entity.add(prop::COUNTRY, document.country.unwrap_or_default());
        for (property, date) in [(prop::START_DATE, document.issued), (prop::END_DATE, document.expires)] {
            entity.add(property, &date.map(|date| date.to_string()).unwrap_or_default());
        }
        entity.add(prop::SUMMARY, document.raw);
    }

    fn particular(&mut self, reading: &mut Reading, field: Field, text: &str, locator: &Locator) {
        let party = &mut self.entity;
        let (person, vessel) = (party.schema() == schema::PERSON, party.schema() == schema::VESSEL);
        match field {
            Field::LastUpdated => add_dates(reading, party, prop::MODIFIED_AT, text, locator),
            Field::BirthDate if person => add_dates(reading, party, prop::BIRTH_DATE, text, locator),
            Field::CountryOfBirth if person => add_countries(reading, party, prop::BIRTH_COUNTRY, text, locator),
            Field::Nationality if person => {
                match which_congo(party).filter(|_| text.trim().eq_ignore_ascii_case("Congolese")) {
                    Some(code) => party.add_cleaned(prop::NATIONALITY, code, text),
                    None => add_countries(reading, party, prop::NATIONALITY, text, locator),
                }
            }
            Field::CurrentFlag if vessel => add_countries(reading, party, prop::FLAG, text, locator),
            Field::PreviousFlag if vessel => add_countries(reading, party, prop::PAST_FLAGS, text, locator),
            Field::YearBuilt if vessel => add_dates(reading, party, prop::BUILD_DATE, text, locator),
            Field::OtherInformation => party.add(prop::NOTES, text),
            Field::Gender if person => reading.add_gender(party, text, locator),
            _ => values(text).into_iter().for_each(|text| self.text_particular(field, text)),
        }
    }

    fn text_particular(&mut self, field: Field, text: &str) {
        let vessel = self.schema() == schema::VESSEL;
        let party = &mut self.entity;
        match field {
            Field::Title if party.schema() == schema::PERSON => party.add(prop::TITLE, text),
            Field::Position if party.schema() == schema::PERSON => party.add(prop::POSITION, text),
            Field::TownOfBirth => party.add(prop::BIRTH_PLACE, text),
            Field::Phone if !vessel => party.add(prop::PHONE, text),
            Field::Email if !vessel => party.add(prop::EMAIL, text),
            Field::Website if !vessel => party.add(prop::WEBSITE, text),
            Field::TypeOfEntity if !vessel => party.add(prop::LEGAL_FORM, text),
            Field::Registration => party.add(prop::REGISTRATION_NUMBER, text),
            Field::ImoNumber => {
                let digits: String = text.chars().filter(char::is_ascii_digit).collect();
                let number = if digits.len() == 7 { digits } else { text.to_owned() };
                party.add_cleaned(prop::IMO_NUMBER, &number, text);
            }
            Field::ShipType if vessel => party.add(prop::TYPE, text),
            Field::Tonnage if vessel => party.add(prop::TONNAGE, text),
            _ => self.remark(field, text),
        }
    }

    /// What the vocabulary has no property for, and parties named beside the listed one: an owner is not listed by being
    /// named here, so it must not become an entity that names are screened against.
    fn remark(&mut self, field: Field, text: &str) {
        let label = match field {
            Field::Subsidiary => "Subsidiary",
            Field::ParentCompany => "Parent company",
            Field::CurrentOwner => "Current owner or operator",
            Field::PreviousOwner => "Previous owner or operator",
            Field::CurrentFlag => "Flag",
            Field::PreviousFlag => "Previous flag",
            Field::ShipType => "Type of ship",
            Field::Tonnage => "Tonnage",
            Field::ShipLength => "Length",
            Field::YearBuilt => "Year built",
            Field::HullNumber => "Hull identification number",
            Field::Title => "Title",
            Field::Position => "Position",
            Field::BirthDate => "Date of birth",
            Field::CountryOfBirth => "Country of birth",
            Field::Nationality => "Nationality",
            Field::Gender => "Gender",
            Field::Phone => "Phone",
            Field::Email => "Email",
            Field::Website => "Website",
            Field::TypeOfEntity => "Type of entity",
            _ => return, // names, addresses, documents and the listing have their own place
        };
        self.entity.add(prop::NOTES, &format!("{label}: {text}"));
    }
}

/// The documents of a number and its description. A number alone, a description alone and both together all occur, and either
/// may speak of several documents.
fn numbered<'a>(number: &'a str, details: &'a str) -> Vec<Document<'a>> {
    let mut described = documents(details);
    if number.is_empty() {
        return described;
    }
    let plain = number.bytes().all(|b| !b.is_ascii_lowercase() && !matches!(b, b'(' | b',' | b';'));
    if !plain || number.split_whitespace().count() > 3 {
        let mut found = documents(number);
        if let [only] = &mut found[..]
            && only.number.is_empty()
        {
            number.clone_into(&mut only.number);
        }
        found.append(&mut described);
        return found;
    }
    let own = described.iter().position(|d| d.raw.contains(number)).or((described.len() == 1).then_some(0));
    let mut document = own.map_or_else(|| Document { raw: number, ..Document::default() }, |at| described.swap_remove(at));
    number.clone_into(&mut document.number);
    described.push(document);
    described
}

/// The measures imposed. Separated by `|` in the XML and the CSV, by a comma in the export of the search page.
fn measures(text: &str) -> impl Iterator<Item = &str> {
    let separator = if text.contains('|') { "|" } else { ", " };
    text.split(separator)
        .map(|measure| measure.trim().trim_start_matches(',').trim())
        .filter(|measure| !matches!(*measure, "" | "-"))
}

fn name_property(name_type: &str, strength: &str) -> Property {
    let (name_type, strength) = (name_type.trim().to_lowercase(), strength.trim().to_lowercase());
    if strength.contains("low") || strength.contains("weak") {
        return prop::WEAK_ALIAS;
    }
    match name_type.as_str() {
        "" | "primary name" | "prime alias" => prop::NAME,
        "fka" | "f.k.a" | "formerly known as" | "former name" | "previous name" => prop::PREVIOUS_NAME,
        _ => prop::ALIAS,
    }
}

/// The two Congos share an adjective; where the party was born or lives tells which is meant.
fn which_congo(party: &Entity) -> Option<&'static str> {
    let said = |code: &str| [prop::BIRTH_COUNTRY, prop::COUNTRY].iter().any(|p| party.values(*p).any(|value| value == code));
    match (said("cd"), said("cg")) {
        (true, false) => Some("cd"),
        (false, true) => Some("cg"),
        _ => None,
    }
}

fn is_continent(text: &str) -> bool {
    matches!(text.to_lowercase().as_str(), "africa" | "asia" | "europe" | "middle east" | "unknown")
}
