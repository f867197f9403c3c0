//! Switzerland's list: a fixture with every field, the real fragment, and bytes that are no list.

use super::super::uk_xml::tests::{is_said, said, shared_data, survive_damage};
use super::*;

const FIXTURE: &str = include_str!("../../../tests/fixtures/ch_seco.xml");

fn read_text(text: &str) -> Reading {
    read(&[SourceFile::new("seco.xml", text)]).unwrap()
}

#[track_caller]
fn check(id: &str, property: Property, expected: &[&str]) {
    assert_eq!(said(&read_text(FIXTURE), id, property), expected, "{id} {property}");
}

#[test]
fn the_fixture_is_read_without_findings() {
    assert!(detect(&SourceFile::new("seco.xml", FIXTURE)));
    let reading = read_text(FIXTURE);
    assert_eq!(reading.findings, []);
    assert_eq!(reading.records, 3);
    assert_eq!(reading.stated_date.map(|d| d.to_string()).as_deref(), Some("2024-05-01"));
}

#[test]
fn a_person_has_names_and_particulars() {
    check("seco-100", prop::NAME, &["Adam EXAMPLE"]);
    check("seco-100", prop::ALIAS, &["آدم مثال", "Second Identity"]);
    check("seco-100", prop::WEAK_ALIAS, &["Abu Example"]);
    check("seco-100", prop::PREVIOUS_NAME, &["Adam Before"]);
    check("seco-100", prop::FIRST_NAME, &["Adam", "آدم"]);
    check("seco-100", prop::LAST_NAME, &["EXAMPLE", "مثال"]);
    check("seco-100", prop::TITLE, &["Dr."]);
    check("seco-100", prop::GENDER, &["male"]);
    check("seco-100", prop::NATIONALITY, &["iq"]);
    check("seco-100", prop::BIRTH_DATE, &["1961-04-05", "1962"]);
    check("seco-100", prop::BIRTH_PLACE, &["Basra, Basra Governorate, Iraq"]);
    check("seco-100", prop::BIRTH_COUNTRY, &["iq"]);
    check("seco-100", prop::ADDRESS, &["1 Example Street, 10001, Basra, Basra Governorate, Iraq"]);
    check("seco-100", prop::PASSPORT_NUMBER, &["P123456"]);
    check("seco-100-passport-P123456", prop::END_DATE, &["2020-02-01"]);
    check("seco-100-passport-P123456", prop::COUNTRY, &["iq"]);
    check("seco-100", prop::NOTES, &["Invented."]);
    let reading = read_text(FIXTURE);
    let arabic = reading.statements.iter().find(|s| &*s.value == "آدم مثال").unwrap();
    assert_eq!(arabic.lang.as_deref(), Some("ar-Arab"));
}

#[test]
fn there_is_one_listing_for_each_programme() {
    let id = "seco-100-sanction-SR-999.1-Ruritania";
    check(id, prop::PROGRAM, &["Ordinance on measures against Ruritania"]);
    check(id, prop::PROVISIONS, &["Financial measures, annex 2", "Travel ban, annex 1"]);
    check(id, prop::LISTING_DATE, &["2014-04-02"]);
    check(id, prop::START_DATE, &["2014-04-02"]);
    check(id, prop::UNSC_ID, &["XXi.001"]);
    check(id, prop::REASON, &["Made up for a test."]);
    check("seco-100-sanction-SR-999.2-Other", prop::PROGRAM, &["Ordinance on other measures"]);
    assert_eq!(sayso_record::authority::find(AGENCY).map(|a| a.code), Some("CH"));
}

#[test]
fn a_target_that_came_back_has_two_listings_and_one_that_went_is_no_longer_sanctioned() {
    check("seco-200-sanction-SR-999.1-Ruritania", prop::START_DATE, &["2010-01-02"]);
    check("seco-200-sanction-SR-999.1-Ruritania", prop::END_DATE, &["2012-01-02"]);
    check("seco-200-sanction-SR-999.1-Ruritania-2014-01-02-1", prop::START_DATE, &["2014-01-02"]);
    check("seco-200-sanction-SR-999.1-Ruritania-2014-01-02-1", prop::END_DATE, &[]);
    check("seco-200", prop::TOPICS, &["sanction"]);
    check("seco-300-sanction-SR-999.2-Other", prop::END_DATE, &["2019-01-02"]);
    check("seco-300", prop::TOPICS, &[]);
}

#[test]
fn relations_and_ships_are_read() {
    check("seco-100-relation-200-owner-of", prop::OBJECT, &["seco-200"]);
    check("seco-100-relation-200-owner-of", prop::SUMMARY, &["since 2001"]);
    check("seco-100-relation-300-brother-of", prop::RELATIVE, &["seco-300"]);
    check("seco-300", prop::IMO_NUMBER, &["9123456"]);
    check("seco-300", prop::NOTES, &["colour: red"]);
    check("seco-200", prop::ALIAS, &["Компания Пример"]);
}

#[test]
fn what_is_not_known_is_a_finding_and_the_next_target_is_read() {
    let text = "<swiss-sanctions-list date='2024-01-01'><target><entity/></target><target ssid='1'><sanctions-set-id>9</sanctions-set-id>\
        <entity><identity><name><name-part><value>Kept</value></name-part></name><shoe-size>9</shoe-size></identity></entity></target>\
        </swiss-sanctions-list>";
    let reading = read_text(text);
    assert_eq!(reading.records, 2);
    let kinds: Vec<_> = reading.findings.iter().map(|f| f.kind).collect();
    assert_eq!(kinds, [FindingKind::RecordLost, FindingKind::Unknown, FindingKind::FieldUnread]);
    assert!(is_said(&reading, "Kept"));
}

#[test]
fn another_document_is_refused() {
    assert!(read(&[SourceFile::new("x.xml", "<other/>")]).unwrap_err().to_string().contains("<swiss-sanctions-list>"));
}

#[test]
fn damaged_files_never_panic() {
    survive_damage("seco.xml", FIXTURE.as_bytes(), read);
}

#[test]
fn the_real_fragment_is_read_whole() {
    let Some(path) = shared_data("ch/2024-01-17_seco.xml") else { return };
    let file = SourceFile::new("seco.xml", std::fs::read(path).unwrap());
    assert!(detect(&file));
    let reading = read(&[file]).unwrap();
    let findings: Vec<_> = reading.findings.iter().map(|f| f.raw.as_str()).collect();
    assert_eq!(findings, ["amendment"], "the fragment holds changes only, and says so");
    assert_eq!(reading.records, 3);
    for (id, name) in [("seco-64398", "Test B"), ("seco-64403", "Test C"), ("seco-64393", "Test A")] {
        assert_eq!(said(&reading, id, prop::NAME), [name]);
    }
    assert_eq!(said(&reading, "seco-64393-sanction-PPDM", prop::PROVISIONS).len(), 2);
}
