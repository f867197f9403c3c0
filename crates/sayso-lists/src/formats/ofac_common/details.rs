//! What a party is said to have or be under one of OFAC's labels: a passport, a date of birth, a wallet, the terms of its sanction.

use std::collections::HashMap;
use std::sync::LazyLock;

use sayso_record::country;
use sayso_record::finding::FindingKind;
use sayso_record::vocabulary::{prop, schema};
use sayso_record::{Locator, Property, Reading};

use super::Party;
use super::dates::When;
use super::party::no_country;

/// Where a labelled value goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Passport,
    Document,
    Text,
    Date,
    Country,
    Gender,
    Address,
    Wallet,
    Provision,
    Listed,
    Effective,
    Note,
}

struct Table {
    exact: HashMap<&'static str, (Place, Property)>,
    prefixes: Vec<(&'static str, (Place, Property))>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { exact: HashMap::new(), prefixes: Vec::new() };
    for line in include_str!("../../../data/ofac/details.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let (Some(label), Some(place), Some(property)) = (cells.next(), cells.next(), cells.next()) else { continue };
        let (Some(place), Some(property)) = (place_of(place), Property::find(property)) else { continue };
        match label.strip_suffix('*') {
            Some(prefix) => table.prefixes.push((prefix, (place, property))),
            None => drop(table.exact.insert(label, (place, property))),
        }
    }
    table
});

fn place_of(word: &str) -> Option<Place> {
    Some(match word {
        "passport" => Place::Passport,
        "document" => Place::Document,
        "text" => Place::Text,
        "date" => Place::Date,
        "country" => Place::Country,
        "gender" => Place::Gender,
        "address" => Place::Address,
        "wallet" => Place::Wallet,
        "provision" => Place::Provision,
        "listed" => Place::Listed,
        "effective" => Place::Effective,
        "note" => Place::Note,
        _ => return None,
    })
}

/// Where the label's values go, and what a prefix label has behind its prefix (`XBT`).
fn find(label: &str) -> Option<(Place, Property, String)> {
    let folded = label.to_lowercase().replace('’', "'");
    if let Some((place, property)) = TABLE.exact.get(folded.as_str()) {
        return Some((*place, *property, String::new()));
    }
    TABLE.prefixes.iter().find_map(|(prefix, (place, property))| {
        let start = label.len().checked_sub(folded.strip_prefix(prefix)?.len())?;
        Some((*place, *property, label.get(start..)?.trim().to_owned()))
    })
}

/// One labelled value, with what the record says about it.
#[derive(Debug, Clone, Default)]
pub(in crate::formats) struct Detail {
    /// OFAC's label, such as `Passport` or `Secondary sanctions risk:`.
    pub(in crate::formats) label: String,
    /// The value or number.
    pub(in crate::formats) value: String,
    /// The value as a date, for labels that take one.
    pub(in crate::formats) date: When,
    /// Country that issued it.
    pub(in crate::formats) country: String,
    /// Who issued it, where it is no state.
    pub(in crate::formats) authority: String,
    /// Date of issue.
    pub(in crate::formats) issued: When,
    /// Day on which it expires.
    pub(in crate::formats) expires: When,
    /// Whatever else the record says of it, in words.
    pub(in crate::formats) remarks: Vec<String>,
    /// Whether OFAC says that it is false; it is then a note, never a fact.
    pub(in crate::formats) is_false: bool,
}

impl Detail {
    /// A value under a label.
    pub(in crate::formats) fn new(label: &str, value: &str) -> Self {
        Self { label: label.to_owned(), value: value.to_owned(), date: When::text(value), ..Self::default() }
    }

    /// The label without the colon or hyphen behind it.
    fn bare_label(&self) -> &str {
        self.label.trim().trim_end_matches([':', '-', ' '])
    }

    /// The value as text: a date's own notation where the record gives no words.
    fn words(&self) -> String {
        match self.date.value() {
            Some(date) if self.value.trim().is_empty() => date.to_string(),
            _ => self.value.trim().to_owned(),
        }
    }

    /// Label and value in words, for notes and provisions.
    pub(super) fn sentence(&self) -> String {
        format!("{}: {}", self.bare_label(), self.words())
    }

    /// The number without the country in brackets behind it, and the country.
    fn number_and_country(&self) -> (&str, &str) {
        let number = self.value.trim();
        if self.country.trim().is_empty()
            && let Some((before, inside)) = number.strip_suffix(')').and_then(|n| n.rsplit_once(" ("))
            && country::code(inside).is_some()
        {
            return (before.trim(), inside);
        }
        (number, self.country.trim())
    }
}

impl Party {
    /// States a labelled value in its place; a label that the table does not have is kept and becomes a finding.
    pub(in crate::formats) fn detail(&mut self, detail: &Detail, reading: &mut Reading, locator: &Locator) {
        if detail.is_false {
            self.note(&format!("{} (said to be false)", detail.sentence()));
            return;
        }
        let Some((place, property, rest)) = find(detail.bare_label()) else {
            self.note(&detail.sentence());
            let reason = format!("no place is known for the label \"{}\"; kept as a note", detail.bare_label());
            reading.finding(FindingKind::Unknown, locator, &detail.value, reason);
            return;
        };
        match place {
            Place::Passport | Place::Document => self.document(place, property, detail, reading, locator),
            Place::Text if property == prop::POSITION => self.title(&detail.value),
            Place::Text => self.text(property, detail),
            Place::Date if self.has(property) => detail.date.state(&mut self.entity, property, reading, locator),
            Place::Country => self.country_of(property, detail, reading, locator),
            Place::Gender if self.has(prop::GENDER) => reading.add_gender(&mut self.entity, &detail.value, locator),
            Place::Address => self.entity.add(prop::ADDRESS, &detail.value),
            Place::Wallet => self.wallet(&rest, &detail.value),
            Place::Provision => self.provision(&detail.label, &detail.sentence()),
            Place::Listed | Place::Effective => self.dated_term(property, detail, reading, locator),
            Place::Date | Place::Gender | Place::Note => self.note(&detail.sentence()),
        }
    }

    fn has(&self, property: Property) -> bool {
        self.entity.schema().has(property)
    }

    fn document(&mut self, place: Place, property: Property, detail: &Detail, reading: &mut Reading, locator: &Locator) {
        let (number, country) = detail.number_and_country();
        if self.imo_number(number) {
            return;
        }
        let property = self.property_for_number(property, number);
        match property {
            Some(property) => self.entity.add_cleaned(property, number, &detail.value),
            None => self.note(&detail.sentence()),
        }
        let kind = if place == Place::Passport { schema::PASSPORT } else { schema::IDENTIFICATION };
        let holder = self.entity.id().clone();
        let document = self.belonging(kind, &format!("{}-{number}", detail.bare_label()));
        document.link(prop::HOLDER, &holder);
        document.add_cleaned(prop::NUMBER, number, &detail.value);
        document.add(prop::TYPE, detail.bare_label());
        document.add(prop::AUTHORITY, &detail.authority);
        if !no_country(country) {
            reading.add_country(document, prop::COUNTRY, country, locator);
        }
        detail.issued.state(document, prop::START_DATE, reading, locator);
        detail.expires.state(document, prop::END_DATE, reading, locator);
        for remark in &detail.remarks {
            document.add(prop::DESCRIPTION, remark);
        }
    }

    /// The property for a document's number that the party's schema has.
    fn property_for_number(&self, property: Property, number: &str) -> Option<Property> {
        let is_lei = number.len() == 20 && number.bytes().all(|b| b.is_ascii_alphanumeric());
        let property = if property == prop::LEI_CODE && !is_lei { prop::REGISTRATION_NUMBER } else { property };
        [property, prop::ID_NUMBER, prop::REGISTRATION_NUMBER].into_iter().find(|p| self.has(*p))
    }

    /// States a number that is one of the International Maritime Organization, as FollowTheMoney writes it.
    fn imo_number(&mut self, raw: &str) -> bool {
        let digits = raw.strip_prefix("IMO").map(str::trim).filter(|d| d.len() == 7 && d.bytes().all(|b| b.is_ascii_digit()));
        match digits {
            Some(digits) if self.has(prop::IMO_NUMBER) => {
                self.entity.add_cleaned(prop::IMO_NUMBER, &format!("IMO{digits}"), raw);
                true
            }
            _ => false,
        }
    }

    fn text(&mut self, property: Property, detail: &Detail) {
        let number = detail.value.trim();
        if property == prop::IMO_NUMBER && self.imo_number(number) {
            return;
        }
        if self.entity.schema() == schema::ORGANIZATION && !self.has(property) && schema::COMPANY.has(property) {
            self.entity.set_schema(schema::COMPANY); // who has shares, a ticker or a Russian bank code is a company
        }
        if self.has(property) {
            self.entity.add(property, number);
        } else {
            self.note(&detail.sentence());
        }
        for remark in &detail.remarks {
            self.note(&format!("{}: {remark}", detail.sentence()));
        }
    }

    fn country_of(&mut self, property: Property, detail: &Detail, reading: &mut Reading, locator: &Locator) {
        if no_country(&detail.value) {
            self.note(&detail.sentence());
            return;
        }
        let property = if self.has(property) { property } else { prop::COUNTRY };
        reading.add_country(&mut self.entity, property, &detail.value, locator);
    }

    fn wallet(&mut self, currency: &str, address: &str) {
        let holder = self.entity.id().clone();
        let wallet = self.belonging(schema::CRYPTO_WALLET, &format!("wallet-{}", address.trim()));
        wallet.link(prop::HOLDER, &holder);
        wallet.add(prop::PUBLIC_KEY, address);
        wallet.add(prop::CURRENCY_SYMBOL, currency);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_understood() {
        let rows = include_str!("../../../data/ofac/details.tsv").lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(TABLE.exact.len() + TABLE.prefixes.len(), rows);
    }

    #[test]
    fn labels_are_found_whatever_their_case_and_apostrophes() {
        assert!(matches!(find("VESSEL TYPE"), Some((Place::Text, p, _)) if p == prop::TYPE));
        assert!(
            matches!(find("Aircraft Manufacturer’s Serial Number (MSN)"), Some((Place::Text, p, _)) if p == prop::SERIAL_NUMBER)
        );
        assert_eq!(find("Digital Currency Address - XBT").map(|f| f.2), Some("XBT".to_owned()));
        assert!(find("Shoe Size").is_none());
    }
}
