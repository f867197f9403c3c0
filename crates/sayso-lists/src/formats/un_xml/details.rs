//! What a record says of its party besides names and documents: birth, nationality, position, addresses, comments.

use sayso_record::{DateValue, Entity, PartialDate, Property, date, prop, schema};

use super::{Record, country_text, without_zone};
use crate::formats::name_text::{find_ignoring_case, one_space};
use crate::xml::Node;

impl Record<'_> {
    pub(super) fn details(&mut self) {
        self.reading.add_gender(&mut self.party, self.node.text_of("GENDER"), &self.locator);
        for updated in self.values("LAST_DAY_UPDATED") {
            self.reading.add_date(&mut self.party, prop::MODIFIED_AT, without_zone(updated), &self.locator);
        }
        for position in self.values("DESIGNATION") {
            self.party.add(if self.person { prop::POSITION } else { prop::NOTES }, position);
        }
        for nationality in self.values("NATIONALITY").into_iter().chain(self.values("NATIONALITY2")) {
            country_text::add(self.reading, &mut self.party, prop::NATIONALITY, nationality, &self.locator);
        }
        for birth in self.parts("DATE_OF_BIRTH") {
            self.birth_date(birth);
        }
        for place in self.parts("PLACE_OF_BIRTH") {
            self.birth_place(place);
        }
        for (index, address) in self.parts("ADDRESS").into_iter().enumerate() {
            self.address(index + 1, address);
        }
    }

    /// The birth that goes with an alias: a date, city and country of their own.
    pub(super) fn alias_birth(&mut self, alias: &Node) {
        self.reading.add_date(&mut self.party, prop::BIRTH_DATE, without_zone(alias.text_of("DATE_OF_BIRTH")), &self.locator);
        self.place_of_birth(&[alias.text_of("CITY_OF_BIRTH")], alias.text_of("COUNTRY_OF_BIRTH"));
    }

    fn birth_date(&mut self, birth: &Node) {
        let note = birth.text_of("NOTE").trim();
        let circa = birth.text_of("TYPE_OF_DATE").eq_ignore_ascii_case("APPROXIMATELY")
            || note.to_lowercase().starts_with("approximately");
        let raw = raw_birth(birth);
        let understood = if raw.is_empty() { date::parse_loose(note) } else { read_birth(birth, note) };
        match understood {
            Some(value) => {
                let value = if circa { value.circa() } else { value };
                let raw = if raw.is_empty() { note } else { &raw };
                self.party.add_cleaned(prop::BIRTH_DATE, &value.to_string(), raw);
            }
            None => self.reading.add_date(&mut self.party, prop::BIRTH_DATE, &raw, &self.locator),
        }
        if !note.is_empty() && (understood.is_none() || !circa) {
            self.party.add(prop::NOTES, &format!("Date of birth: {note}"));
        }
    }

    fn birth_place(&mut self, place: &Node) {
        self.place_of_birth(&["STREET", "CITY", "STATE_PROVINCE"].map(|part| place.text_of(part)), place.text_of("COUNTRY"));
        if !place.text_of("NOTE").is_empty() {
            self.party.add(prop::NOTES, &format!("Place of birth: {}", place.text_of("NOTE")));
        }
    }

    fn place_of_birth(&mut self, parts: &[&str], country: &str) {
        self.party.add(prop::BIRTH_PLACE, &joined(parts.iter().copied().chain([country])));
        country_text::add(self.reading, &mut self.party, prop::BIRTH_COUNTRY, country, &self.locator);
    }

    fn address(&mut self, number: usize, address: &Node) {
        const PARTS: [(&str, Property); 4] =
            [("STREET", prop::STREET), ("CITY", prop::CITY), ("STATE_PROVINCE", prop::STATE), ("ZIP_CODE", prop::POSTAL_CODE)];
        let country = address.text_of("COUNTRY");
        let line = joined(PARTS.iter().map(|(part, _)| address.text_of(part)).chain([country]));
        if line.is_empty() {
            if !address.text_of("NOTE").is_empty() {
                self.party.add(prop::NOTES, &format!("Address: {}", address.text_of("NOTE")));
            }
            return;
        }
        let mut entity = Entity::new(schema::ADDRESS, self.party.id().part(&format!("address-{number}")));
        entity.add(prop::FULL, &line);
        for (part, property) in PARTS {
            entity.add(property, address.text_of(part));
        }
        entity.add(prop::REMARKS, address.text_of("NOTE"));
        country_text::add(self.reading, &mut entity, prop::COUNTRY, country, &self.locator);
        self.party.add(prop::ADDRESS, &line);
        for code in entity.values(prop::COUNTRY) {
            self.party.add(prop::COUNTRY, code);
        }
        self.party.link(prop::ADDRESS_ENTITY, entity.id());
        self.reading.push(entity, &self.locator);
    }

    /// The comments, with the links, the IMO number, the SWIFT code and the tax numbers that stand in them.
    pub(super) fn comments(&mut self) {
        let comments = one_space(self.node.text_of("COMMENTS1"));
        self.party.add(prop::NOTES, &comments);
        for link in links(&comments) {
            self.party.add(prop::SOURCE_URL, link);
        }
        if self.person {
            return;
        }
        let imo = numbers_after(&comments, &["imo number:", "imo number", "imo:", "imo no."]);
        for number in imo.filter(|n| n.len() == 7 && n.bytes().all(|b| b.is_ascii_digit())) {
            self.party.add(prop::IMO_NUMBER, number);
        }
        for code in numbers_after(&comments, &["swift:", "swift/bic:", "swift code:"]).filter(|c| matches!(c.len(), 8 | 11)) {
            self.party.add(prop::SWIFT_BIC, code);
        }
        for number in numbers_after(&comments, &["tax number:"]) {
            self.party.add(prop::TAX_NUMBER, number);
        }
        let names: Vec<String> = self.party.values(prop::NAME).map(str::to_lowercase).collect();
        if is_ship(&comments.to_lowercase()) && !names.iter().any(|n| has_company_word(n)) {
            self.party.set_schema(schema::VESSEL);
        }
    }
}

/// The date as the fields give it: `1964-07-17`, `1964`, `1955 to 1958`.
fn raw_birth(birth: &Node) -> String {
    let (from, to) = (birth.text_of("FROM_YEAR").trim(), birth.text_of("TO_YEAR").trim());
    let single = [birth.text_of("DATE").trim(), birth.text_of("YEAR").trim()].into_iter().find(|t| !t.is_empty());
    match (single, from, to) {
        (Some(date), _, _) => date.to_owned(),
        (None, "", "") => String::new(),
        (None, from, "") => format!("since {from}"),
        (None, "", to) => format!("until {to}"),
        (None, from, to) => format!("{from} to {to}"),
    }
}

/// Reads the date of the fields; a year with a month in its note ("Sep.") is known to the month.
fn read_birth(birth: &Node, note: &str) -> Option<DateValue> {
    let from: Option<PartialDate> = birth.text_of("FROM_YEAR").trim().parse().ok();
    let to: Option<PartialDate> = birth.text_of("TO_YEAR").trim().parse().ok();
    let single = without_zone(birth.text_of("DATE"));
    if single.is_empty() && birth.text_of("YEAR").is_empty() {
        return DateValue::range(from, to);
    }
    let single = if single.is_empty() { birth.text_of("YEAR").trim() } else { single };
    let with_month = date::parse_loose(&format!("{note} {single}")).filter(|_| !note.is_empty() && single.len() == 4);
    with_month.or_else(|| date::parse_loose(single))
}

fn joined<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let mut line = String::new();
    let mut before = "";
    for part in parts.map(str::trim).filter(|p| !p.is_empty()) {
        if part == before {
            continue;
        }
        if !line.is_empty() {
            line.push_str(", ");
        }
        line.push_str(part);
        before = part;
    }
    line
}

/// Every web address in a text, without the full stop behind it.
fn links(text: &str) -> Vec<&str> {
    let mut links = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("http") {
        let link = rest[start..].split_whitespace().next().unwrap_or_default();
        if link.starts_with("http://") || link.starts_with("https://") {
            links.push(link.trim_end_matches(['.', ',', ';', ')']));
        }
        rest = &rest[start + link.len().max(4)..];
    }
    links
}

/// The words that stand right after one of the marks (lower-case ASCII).
fn numbers_after<'a>(text: &'a str, marks: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (at, mark) = marks
            .iter()
            .filter_map(|m| Some((find_ignoring_case(rest, m)?, *m)))
            .min_by_key(|(at, m)| (*at, usize::MAX - m.len()))?;
        rest = rest.get(at + mark.len()..)?;
        Some(rest.split_whitespace().next().unwrap_or_default().trim_end_matches(['.', ',', ';', ')']))
    })
    .filter(|word| !word.is_empty())
}

/// Whether the comments speak of the entry itself as a ship, not of a company that has ships.
fn is_ship(comments: &str) -> bool {
    comments.contains("imo") && (comments.contains("vessel") || comments.contains("ship type")) && !has_company_word(comments)
}

fn has_company_word(text: &str) -> bool {
    ["owner", "manager", "compan", "operator", " co.", " ltd", "limited", "shipping", "its vessel", "corp", "bank"]
        .iter()
        .any(|w| text.contains(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_numbers_are_found_in_comments() {
        let text = "IMO Number: 5342883. web link:https://www.interpol.int/x and http://a.b/c. SWIFT: ILSIKPPY";
        assert_eq!(links(text), ["https://www.interpol.int/x", "http://a.b/c"]);
        assert_eq!(numbers_after(text, &["imo number:", "imo number"]).collect::<Vec<_>>(), ["5342883"]);
        assert_eq!(numbers_after(text, &["swift:"]).collect::<Vec<_>>(), ["ILSIKPPY"]);
        assert!(links("http https:/x").is_empty());
    }

    #[test]
    fn a_ship_is_told_from_its_owner() {
        assert!(is_ship("dprk-flagged vessel. imo number: 8132835"));
        assert!(!is_ship("registered owner of the vessel. imo number: 8132835"));
    }
}
