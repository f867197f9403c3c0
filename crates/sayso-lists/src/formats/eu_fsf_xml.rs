//! The EU's consolidated financial sanctions list, XML 1.1 (`<export globalFileId=…>` of `sanctionEntity`).
//!
//! Reads the elements into the parties of [`super::eu`], which states them. An element or attribute that is not known never stops
//! a record; unknown elements are noted.

use sayso_record::{FindingKind, Locator, Reading};

use super::eu::{self, Act, Address, Birth, Citizenship, Name, Paper, Party};
use super::{Format, read_each};
use crate::xml::{self, Node};
use crate::{ListError, SourceFile};

pub(super) const FORMAT: Format = Format { id: "eu_fsf_xml", title: "EU financial sanctions file, XML 1.1", detect, read };

fn detect(file: &SourceFile) -> bool {
    let head = file.head(4096);
    head.contains("fpi/fsd/export") || (head.contains("<export") && head.contains("globalFileId"))
}

fn read(files: &[SourceFile]) -> Result<Reading, ListError> {
    read_each(files, read_file)
}

fn read_file(file: &SourceFile, reading: &mut Reading) -> Result<(), ListError> {
    let mut root = String::new();
    xml::read_records(file, &["sanctionEntity"], |node| {
        if node.name == "sanctionEntity" {
            party(&node, reading).state(reading, &node.locator());
        } else {
            reading.stated_date = eu::stated_day(node.attribute("generationDate"));
            root = node.name;
        }
    })?;
    if root == "export" {
        return Ok(());
    }
    let problem =
        format!("the root element is <{root}>; the EU's financial sanctions file has <export>: give the list's own XML file");
    Err(ListError::new(&file.name, Locator::file(), problem))
}

fn party(node: &Node, reading: &mut Reading) -> Party {
    let mut party = Party {
        key: text(node, "logicalId"),
        reference: text(node, "euReferenceNumber"),
        united_nations_id: text(node, "unitedNationId"),
        designated: text(node, "designationDate"),
        designation_details: text(node, "designationDetails"),
        ..Party::default()
    };
    for child in &node.children {
        match child.name.as_str() {
            "remark" => party.remarks.push(child.text.clone()),
            "regulation" => party.acts.push(act(child)),
            "subjectType" => party.kind = kind(child),
            "nameAlias" => party.names.push(name(child)),
            "citizenship" => party.citizenships.push(citizenship(child)),
            "birthdate" => party.births.push(birth(child)),
            "address" => party.addresses.push(address(child)),
            "identification" => party.papers.push(paper(child)),
            _ => {
                let reason = format!("the element <{}> is not known; its text is not taken", child.name);
                reading.finding(FindingKind::Unknown, &child.locator(), &child.text, reason);
            }
        }
    }
    party
}

fn text(node: &Node, attribute: &str) -> String {
    node.attribute(attribute).to_owned()
}

fn remark(node: &Node) -> String {
    node.all("remark").map(|remark| remark.text.as_str()).collect::<Vec<_>>().join("; ")
}

/// `code="person"`, or the classification letter alone.
fn kind(node: &Node) -> String {
    text(node, if node.attribute("code").is_empty() { "classificationCode" } else { "code" })
}

/// A `regulation` of the entry or the `regulationSummary` of a part of it.
fn act(node: &Node) -> Act {
    let url = if node.attribute("publicationUrl").is_empty() {
        node.text_of("publicationUrl").to_owned()
    } else {
        text(node, "publicationUrl")
    };
    Act {
        title: text(node, "numberTitle"),
        url,
        published: text(node, "publicationDate"),
        in_force: text(node, "entryIntoForceDate"),
        programme: text(node, "programme"),
        organisation: text(node, "organisationType"),
    }
}

fn act_of(node: &Node) -> Act {
    node.child("regulationSummary").map(act).unwrap_or_default()
}

fn name(node: &Node) -> Name {
    Name {
        key: text(node, "logicalId"),
        whole: text(node, "wholeName"),
        first: text(node, "firstName"),
        middle: text(node, "middleName"),
        last: text(node, "lastName"),
        title: text(node, "title"),
        function: text(node, "function"),
        gender: text(node, "gender"),
        language: text(node, "nameLanguage"),
        weak: node.attribute("strong").eq_ignore_ascii_case("false"),
        remark: remark(node),
        act: act_of(node),
    }
}

fn country(node: &Node) -> String {
    eu::country_of(node.attribute("countryIso2Code"), node.attribute("countryDescription"))
}

fn citizenship(node: &Node) -> Citizenship {
    Citizenship { country: country(node), region: text(node, "region"), remark: remark(node), act: act_of(node) }
}

fn birth(node: &Node) -> Birth {
    Birth {
        date: text(node, "birthdate"),
        day: text(node, "dayOfMonth"),
        month: text(node, "monthOfYear"),
        year: text(node, "year"),
        year_from: text(node, "yearRangeFrom"),
        year_to: text(node, "yearRangeTo"),
        circa: eu::is_set(node.attribute("circa")),
        calendar: text(node, "calendarType"),
        places: ["place", "zipCode", "city", "region"].iter().map(|part| text(node, part)).collect(),
        country: country(node),
        remark: remark(node),
        act: act_of(node),
    }
}

fn address(node: &Node) -> Address {
    Address {
        key: text(node, "logicalId"),
        street: text(node, "street"),
        post_box: text(node, "poBox"),
        zip: text(node, "zipCode"),
        city: text(node, "city"),
        region: text(node, "region"),
        place: text(node, "place"),
        country: country(node),
        remark: remark(node),
        contacts: node.all("contactInfo").map(|contact| (text(contact, "key"), text(contact, "value"))).collect(),
        act: act_of(node),
    }
}

fn paper(node: &Node) -> Paper {
    let states = eu::PAPER_STATES.iter().filter(|(attribute, _)| eu::is_set(node.attribute(attribute)));
    Paper {
        key: text(node, "logicalId"),
        code: text(node, "identificationTypeCode"),
        description: text(node, "identificationTypeDescription"),
        number: text(node, "number"),
        latin_number: text(node, "latinNumber"),
        country: country(node),
        region: text(node, "region"),
        issued_by: text(node, "issuedBy"),
        issued: text(node, "issuedDate"),
        valid_from: text(node, "validFrom"),
        valid_to: text(node, "validTo"),
        name_on_document: text(node, "nameOnDocument"),
        states: states.map(|(_, words)| (*words).to_owned()).collect(),
        remark: remark(node),
        act: act_of(node),
    }
}

#[cfg(test)]
mod tests {
    use sayso_record::prop;

    use super::super::eu::testing;
    use super::*;

    const FIXTURE: &str = include_str!("../../fixtures/eu_fsf.xml");

    #[test]
    fn the_file_states_the_same_as_the_other_formats() {
        testing::check_common(FORMAT, FIXTURE.as_bytes(), true);
    }

    #[test]
    fn what_only_this_format_says_is_read() {
        let reading = testing::read(FORMAT, FIXTURE.as_bytes());
        let check = |entity, property, expected: &[&str]| testing::check(&reading, entity, property, expected);
        check("eu-13", prop::GENDER, &["male"]);
        check("eu-13", prop::ALIAS, &["Abou Ali", "أبو علي"]);
        check("eu-13", prop::WEAK_ALIAS, &["Abu Low", "Faint"]);
        check("eu-13", prop::PREVIOUS_NAME, &["Old Saddam"]);
        check("eu-13", prop::BIRTH_DATE, &["1937-04-28", "1935~/1936~", "1938-05"]);
        check("eu-13-sanction-IRQ", prop::AUTHORITY, &["European Commission"]);
        check("eu-13-document-77", prop::END_DATE, &["2010-01-01"]);
        check("eu-13-document-77", prop::SUMMARY, &["known to be expired"]);
        check("eu-3745", prop::PHONE, &["+253 (0) 99 983 784"]);
        check("eu-3745-sanction-COD", prop::START_DATE, &["2007-03-29"]);
        check("eu-3745-sanction-COD", prop::AUTHORITY, &["Council of the European Union"]);
        let kinds: Vec<FindingKind> = reading.findings.iter().map(|f| f.kind).collect();
        assert_eq!(kinds, [FindingKind::Unknown, FindingKind::RecordLost], "{:?}", reading.findings);
    }

    #[test]
    fn other_files_are_refused_and_damaged_ones_never_panic() {
        assert!((FORMAT.read)(&[SourceFile::new("x.xml", "<WHOLE/>")]).unwrap_err().to_string().contains("<WHOLE>"));
        testing::damage(FORMAT, FIXTURE.as_bytes());
    }

    #[test]
    fn the_excerpt_of_the_real_file_is_read_whole() {
        let Some(bytes) = testing::shared_data("eu/2026-08-05_fsf_1.1_excerpt.xml") else { return };
        let reading = testing::read(FORMAT, &bytes);
        assert_eq!((reading.records, reading.findings.len(), reading.stated_date), (3, 0, Some(jiff::civil::date(2026, 8, 5))));
        let check = |entity, property, expected: &[&str]| testing::check(&reading, entity, property, expected);
        check("eu-13", prop::NAME, &["Saddam Hussein Al-Tikriti"]);
        check("eu-13-sanction-IRQ", prop::START_DATE, &["2003-07-07"]);
        check("eu-13-sanction-IRQ", prop::LISTING_DATE, &["2003-07-08"]);
        check("eu-514", prop::NAME, &["Abdul Manan Agha"]);
        check("eu-514-sanction-TAQA", prop::START_DATE, &["2001-10-17"]);
        testing::no_name_is_lost(&String::from_utf8(bytes).unwrap(), "wholeName=\"", "\"", &reading);
    }
}
