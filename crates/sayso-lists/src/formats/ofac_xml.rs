//! OFAC SDN.XML and CONSOLIDATED.XML (`sdnList`), under the namespace of today or of the years before 2024.
//!
//! One `sdnEntry` is one party. The format has no dates of listing; links between parties stand in the remarks, by name, and are
//! stated where exactly one party of the file bears that name. All else in `remarks` is kept as notes.

use std::sync::LazyLock;

use jiff::civil::Date;
use sayso_record::finding::FindingKind;
use sayso_record::vocabulary::schema;
use sayso_record::{Locator, Reading};

use super::ofac_common::{Address, Detail, KnownElements, LinkedTo, NameKind, Party, PartyName, When, root_is, schema_of};
use super::{Format, read_each};
use crate::xml::{Node, read_records};
use crate::{ListError, SourceFile};

pub(super) const FORMAT: Format = Format { id: "us_ofac_xml", title: "OFAC SDN.XML and CONSOLIDATED.XML", detect, read };

static ELEMENTS: LazyLock<KnownElements> =
    LazyLock::new(|| KnownElements::from_table(include_str!("../../data/ofac/xml_elements.tsv")));

fn detect(file: &SourceFile) -> bool {
    root_is(file, "sdnList")
}

fn read(files: &[SourceFile]) -> Result<Reading, ListError> {
    read_each(files, read_file)
}

fn read_file(file: &SourceFile, reading: &mut Reading) -> Result<(), ListError> {
    let mut links = LinkedTo::default();
    let mut parties = Vec::new();
    let mut root = None;
    read_records(file, &["publshInformation", "sdnEntry"], |node| match node.name.as_str() {
        "publshInformation" => publication(&node, reading),
        "sdnEntry" => entry(&node, reading, &mut links, &mut parties),
        _ => root = Some(node),
    })?;
    if root.as_ref().is_none_or(|node| node.name != "sdnList") {
        let problem = "the root element is not <sdnList>: this is no SDN.XML or CONSOLIDATED.XML of OFAC";
        return Err(ListError::new(&file.name, Locator::file(), problem));
    }
    links.state(&mut parties, reading);
    for party in parties {
        party.finish(reading);
    }
    Ok(())
}

fn publication(node: &Node, reading: &mut Reading) {
    ELEMENTS.check(node, reading);
    let raw = node.text_of("Publish_Date");
    match american_date(raw) {
        Some(date) => reading.stated_date = reading.stated_date.max(Some(date)),
        None => reading.finding(FindingKind::FieldUnread, &node.locator(), raw, "Publish_Date is not MM/DD/YYYY"),
    }
    let raw = node.text_of("Record_Count");
    match raw.parse::<u64>() {
        Ok(count) => reading.stated_records = Some(reading.stated_records.unwrap_or(0).saturating_add(count)),
        Err(_) => reading.finding(FindingKind::FieldUnread, &node.locator(), raw, "Record_Count is not a number"),
    }
}

/// `03/28/2025`: month first, as OFAC writes it here and only here.
fn american_date(text: &str) -> Option<Date> {
    let mut parts = text.trim().split('/');
    let (month, day, year) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    if parts.next().is_some() { None } else { Date::new(year, month, day).ok() }
}

fn entry(node: &Node, reading: &mut Reading, links: &mut LinkedTo, parties: &mut Vec<Party>) {
    reading.records += 1;
    ELEMENTS.check(node, reading);
    let place = node.locator();
    let number = node.text_of("uid");
    if number.is_empty() || (node.text_of("lastName").is_empty() && node.text_of("firstName").is_empty()) {
        reading.finding(FindingKind::RecordLost, &place, number, "an sdnEntry without uid or without a name");
        return;
    }
    let kind = schema_of(node.text_of("sdnType")).unwrap_or_else(|| {
        reading.finding(
            FindingKind::Unknown,
            &place,
            node.text_of("sdnType"),
            "an sdnType that is not known; read as a legal entity",
        );
        schema::LEGAL_ENTITY
    });
    let mut party = Party::new(kind, number, place);
    let name = PartyName::of_fields(node.text_of("firstName"), node.text_of("lastName"));
    links.party(NameKind::Main, &name.printed(), number);
    links.remarks(parties.len(), number, node.text_of("remarks"), &mut party);
    party.name(NameKind::Main, &name);
    party.title(node.text_of("title"));
    for programme in node.path(&["programList", "program"]) {
        party.programme(&programme.text);
    }
    aliases(node, &mut party, links, reading);
    addresses(node, &mut party, reading);
    details(node, &mut party, reading);
    vessel(node, &mut party, reading);
    parties.push(party);
}

fn aliases(node: &Node, party: &mut Party, links: &mut LinkedTo, reading: &mut Reading) {
    for aka in node.path(&["akaList", "aka"]) {
        let (word, category) = (aka.text_of("type"), aka.text_of("category"));
        if !matches!(category, "strong" | "weak" | "") {
            reading.finding(
                FindingKind::Unknown,
                &aka.locator(),
                category,
                "a category of alias that is neither strong nor weak",
            );
        }
        let kind = NameKind::of_alias(word, category == "weak").unwrap_or_else(|| {
            reading.finding(FindingKind::Unknown, &aka.locator(), word, "a type of alias that is not known; read as a.k.a.");
            NameKind::Strong
        });
        let name = PartyName::of_fields(aka.text_of("firstName"), aka.text_of("lastName"));
        links.party(kind, &name.printed(), node.text_of("uid"));
        party.name(kind, &name);
    }
}

fn addresses(node: &Node, party: &mut Party, reading: &mut Reading) {
    for element in node.path(&["addressList", "address"]) {
        let text = |name: &str| element.text_of(name).to_owned();
        let address = Address {
            number: text("uid"),
            lines: ["address1", "address2", "address3"].map(text).into_iter().filter(|line| !line.is_empty()).collect(),
            city: text("city"),
            state: text("stateOrProvince"),
            region: text("region"),
            postal_code: text("postalCode"),
            country: text("country"),
        };
        party.address(&address, reading);
    }
}

fn details(node: &Node, party: &mut Party, reading: &mut Reading) {
    for id in node.path(&["idList", "id"]) {
        let mut detail = Detail::new(id.text_of("idType"), id.text_of("idNumber"));
        id.text_of("idCountry").clone_into(&mut detail.country);
        detail.issued = When::text(id.text_of("issueDate"));
        detail.expires = When::text(id.text_of("expirationDate"));
        party.detail(&detail, reading, &id.locator());
    }
    const LISTS: [([&str; 2], &str, &str); 4] = [
        (["dateOfBirthList", "dateOfBirthItem"], "dateOfBirth", "DOB"),
        (["placeOfBirthList", "placeOfBirthItem"], "placeOfBirth", "POB"),
        (["nationalityList", "nationality"], "country", "Nationality"),
        (["citizenshipList", "citizenship"], "country", "Citizenship"),
    ];
    for (path, field, label) in LISTS {
        for item in node.path(&path) {
            party.detail(&Detail::new(label, item.text_of(field)), reading, &item.locator());
        }
    }
}

fn vessel(node: &Node, party: &mut Party, reading: &mut Reading) {
    const FIELDS: [(&str, &str); 6] = [
        ("callSign", "Vessel Call Sign"),
        ("vesselType", "Vessel Type"),
        ("vesselFlag", "Vessel Flag"),
        ("vesselOwner", "Vessel Owner"),
        ("tonnage", "Vessel Tonnage"),
        ("grossRegisteredTonnage", "Vessel Gross Registered Tonnage"),
    ];
    for info in node.all("vesselInfo") {
        for (field, label) in FIELDS {
            let value = info.text_of(field);
            if !value.is_empty() {
                party.detail(&Detail::new(label, value), reading, &info.locator());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn publication_dates_are_american() {
        assert_eq!(american_date("03/04/2025"), Some(Date::constant(2025, 3, 4)));
        for text in ["", "28/03/2025", "03/28", "03/28/2025/1", "2025-03-28"] {
            assert_eq!(american_date(text), None, "{text}");
        }
    }
}
