//! Birth, citizenship and addresses of a party.

use sayso_record::{DateValue, Entity, FindingKind, Property, country, date, prop, schema};

use super::{Act, Address, Birth, Party, Writer, add_by};

impl Writer<'_> {
    pub(super) fn details(&mut self, party: &Party) {
        for birth in &party.births {
            self.birth_date(birth);
            self.birth_place(birth);
        }
        for citizenship in &party.citizenships {
            let property = if self.person { prop::NATIONALITY } else { prop::COUNTRY };
            self.country(property, &citizenship.country, &citizenship.act);
            self.note("Citizenship", &[&citizenship.region, &citizenship.remark], &citizenship.act);
        }
        for (index, address) in party.addresses.iter().enumerate() {
            self.address(index, address);
        }
    }

    fn note(&mut self, about: &str, texts: &[&str], act: &Act) {
        for text in texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()) {
            self.add_by(prop::NOTES, &format!("{about}: {text}"), act);
        }
    }

    /// The code of a country with its raw text; one that no table knows is kept and becomes a finding.
    fn country(&mut self, property: Property, raw: &str, act: &Act) {
        let known = country::code(raw).or_else(|| country::code(raw.split([',', '(']).next().unwrap_or_default()));
        match known {
            Some(code) => self.add_by_with(property, code, raw, act),
            None => self.reading.add_country(&mut self.entity, property, raw, self.locator),
        }
    }

    fn birth_date(&mut self, birth: &Birth) {
        let property = if self.person { prop::BIRTH_DATE } else { prop::INCORPORATION_DATE };
        let raw = raw_date(birth);
        if !matches!(birth.calendar.to_uppercase().as_str(), "" | "GREGORIAN") {
            return self.note(
                &format!("Date of birth ({} calendar)", birth.calendar.to_lowercase()),
                &[&raw, &birth.remark],
                &birth.act,
            );
        }
        match read_date(birth) {
            Some(value) => {
                let value = if birth.circa { value.circa() } else { value };
                self.add_by_with(property, &value.to_string(), &raw, &birth.act);
            }
            None => self.reading.add_date(&mut self.entity, property, &raw, self.locator),
        }
        self.note("Birth", &[&birth.remark], &birth.act);
    }

    fn birth_place(&mut self, birth: &Birth) {
        let name = country::code(&birth.country).and_then(country::name).unwrap_or(&birth.country);
        let place = joined(birth.places.iter().map(String::as_str));
        if self.person {
            self.add_by(prop::BIRTH_PLACE, &joined([place.as_str(), name].into_iter()), &birth.act);
            self.country(prop::BIRTH_COUNTRY, &birth.country, &birth.act);
        } else {
            self.country(prop::COUNTRY, &birth.country, &birth.act);
            self.note("Place of registration", &[&place], &birth.act);
        }
    }

    fn address(&mut self, index: usize, address: &Address) {
        let name = country::code(&address.country).and_then(country::name).unwrap_or(&address.country);
        let zip_city = joined_by(" ", [address.zip.as_str(), &address.city].into_iter());
        let line = joined(
            [&address.street, &address.post_box, &zip_city, &address.region, &address.place]
                .into_iter()
                .map(String::as_str)
                .chain([name]),
        );
        self.contacts(address);
        if line.is_empty() {
            return self.note("Address", &[&address.remark], &address.act);
        }
        let key = if address.key.is_empty() { (index + 1).to_string() } else { address.key.clone() };
        let mut entity = Entity::new(schema::ADDRESS, self.entity.id().part(&format!("address-{key}")));
        let place = joined([address.region.as_str(), &address.place].into_iter());
        let parts = [
            (prop::FULL, &line),
            (prop::STREET, &address.street),
            (prop::POST_OFFICE_BOX, &address.post_box),
            (prop::POSTAL_CODE, &address.zip),
            (prop::CITY, &address.city),
            (prop::REGION, &place),
            (prop::REMARKS, &address.remark),
        ];
        for (property, text) in parts {
            add_by(&mut entity, property, text, "", &address.act);
        }
        self.country(prop::COUNTRY, &address.country, &address.act);
        if let Some(code) = country::code(&address.country) {
            add_by(&mut entity, prop::COUNTRY, code, &address.country, &address.act);
        }
        self.add_by(prop::ADDRESS, &line, &address.act);
        self.entity.link(prop::ADDRESS_ENTITY, entity.id());
        self.reading.push(entity, self.locator);
    }

    fn contacts(&mut self, address: &Address) {
        for (key, value) in &address.contacts {
            match key.trim().to_uppercase().as_str() {
                "PHONE" | "TEL" | "MOBILE" => {
                    for number in value.split([',', ';']) {
                        self.add_by(prop::PHONE, number, &address.act);
                    }
                }
                "EMAIL" | "E-MAIL" => self.add_by(prop::EMAIL, value, &address.act),
                "WEB" | "WEBSITE" | "URL" => self.add_by(prop::WEBSITE, value, &address.act),
                "FAX" => self.note("Fax", &[value], &address.act),
                _ => {
                    self.note(key, &[value], &address.act);
                    self.reading.finding(
                        FindingKind::Unknown,
                        self.locator,
                        key,
                        "a kind of contact that is not known; kept in the notes",
                    );
                }
            }
        }
    }
}

fn raw_date(birth: &Birth) -> String {
    let parts = [birth.day.trim(), birth.month.trim(), birth.year.trim()];
    let range = [birth.year_from.trim(), birth.year_to.trim()];
    if !birth.date.trim().is_empty() {
        birth.date.trim().to_owned()
    } else if !parts[2].is_empty() {
        joined_by("/", parts.into_iter().filter(|p| *p != "0"))
    } else {
        joined_by(" to ", range.into_iter())
    }
}

/// The date: whole, or of its parts, or a range of years.
fn read_date(birth: &Birth) -> Option<DateValue> {
    let raw = raw_date(birth);
    if birth.date.trim().is_empty() && birth.year.trim().is_empty() {
        // One year twice is that year: a range of it shows as the year alone.
        return DateValue::range(birth.year_from.trim().parse().ok(), birth.year_to.trim().parse().ok());
    }
    date::parse_loose(&raw)
}

fn joined<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    joined_by(", ", parts)
}

fn joined_by<'a>(separator: &str, parts: impl Iterator<Item = &'a str>) -> String {
    parts.map(|part| part.trim().trim_end_matches(',')).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(separator)
}
