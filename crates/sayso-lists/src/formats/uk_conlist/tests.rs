//! The consolidated list: fixtures in the old and the new layout, the real file of 2016, and bytes that are no list.

use sayso_record::Property;

use super::super::uk_xml::tests::{is_said, said, shared_data, survive_damage};
use super::*;

const OLD: &str = include_str!("../../../tests/fixtures/uk_conlist_old.csv");
const NEW: &str = include_str!("../../../tests/fixtures/uk_conlist_new.csv");

fn read_text(text: &str) -> Reading {
    read(&[SourceFile::new("conlist.csv", text)]).unwrap()
}

#[track_caller]
fn check(text: &str, id: &str, property: Property, expected: &[&str]) {
    assert_eq!(said(&read_text(text), id, property), expected, "{id} {property}");
}

#[test]
fn both_layouts_are_read_without_findings() {
    for (text, records, date) in [(OLD, 3, "2016-02-12"), (NEW, 3, "2025-11-20")] {
        assert!(detect(&SourceFile::new("conlist.csv", text)));
        let reading = read_text(text);
        assert_eq!(reading.findings, []);
        assert_eq!(reading.records, records);
        assert_eq!(reading.stated_date.map(|d| d.to_string()).as_deref(), Some(date));
    }
}

#[test]
fn the_old_layout_gives_the_person_and_the_listing() {
    check(OLD, "ofsi-7001", prop::NAME, &["Anton EXAMPLE"]);
    check(OLD, "ofsi-7001", prop::ALIAS, &["Toni EXEMPLAR"]);
    check(OLD, "ofsi-7001", prop::WEAK_ALIAS, &["Abu Example", "El Ejemplo"]);
    check(OLD, "ofsi-7001", prop::BIRTH_DATE, &["1969-02-05", "1970"]);
    check(OLD, "ofsi-7001", prop::BIRTH_PLACE, &["Tripoli", "Tunis"]);
    check(OLD, "ofsi-7001", prop::BIRTH_COUNTRY, &["ly", "tn"]);
    check(OLD, "ofsi-7001", prop::NATIONALITY, &["tn"]);
    check(OLD, "ofsi-7001", prop::PASSPORT_NUMBER, &["X123456"]);
    check(OLD, "ofsi-7001", prop::ID_NUMBER, &["04012345"]);
    check(OLD, "ofsi-7001", prop::FATHER_NAME, &["Bertram"]);
    check(OLD, "ofsi-7001-passport-X123456", prop::END_DATE, &["2001-05-31"]);
    check(OLD, "ofsi-7001-sanction-Al-Qaida", prop::LISTING_DATE, &["2002-04-24"]);
    check(OLD, "ofsi-7001-sanction-Al-Qaida", prop::UNSC_ID, &["QI.X.62.02"]);
    check(OLD, "ofsi-7001-sanction-Al-Qaida", prop::AUTHORITY, &["HM Treasury"]);
    check(OLD, "ofsi-7001-sanction-Al-Qaida", prop::DESCRIPTION, &["Date of UN designation: 2002-04-14"]);
    check(OLD, "ofsi-7002", prop::NAME, &["EXAMPLE FOUNDATION"]);
    check(OLD, "ofsi-7002", prop::COUNTRY, &["pk"]);
}

#[test]
fn the_new_layout_gives_scripts_numbers_and_labelled_parts() {
    check(NEW, "ofsi-15001", prop::NAME, &["Anna EXAMPLE"]);
    check(NEW, "ofsi-15001", prop::ALIAS, &["Анна", "Ana EXEMPLAR"]);
    check(NEW, "ofsi-15001", prop::PASSPORT_NUMBER, &["75 1234567"]);
    check(NEW, "ofsi-15001-passport-75-1234567", prop::COUNTRY, &["ru"]);
    check(NEW, "ofsi-15001", prop::GENDER, &["female"]);
    check(NEW, "ofsi-15001", prop::PHONE, &["+7 495 1234567"]);
    let sanction = "ofsi-15001-sanction-Russia";
    check(NEW, sanction, prop::START_DATE, &["2022-03-24"]);
    check(NEW, sanction, prop::LISTING_DATE, &["2022-03-24"]);
    check(NEW, sanction, prop::AUTHORITY_ID, &["RUS9999"]);
    check(NEW, sanction, prop::REASON, &["Made up for a test"]);
    check(NEW, "ofsi-15002", prop::IMO_NUMBER, &["9123456"]);
    check(NEW, "ofsi-15002", prop::FLAG, &["pa"]);
}

#[test]
fn rows_without_group_are_findings_and_the_next_is_read() {
    let text = "Name 6,Group Type,Regime,Group ID\nLOST,Entity,X,\nKEPT,Entity,X,5\n";
    let reading = read_text(text);
    assert_eq!((reading.records, reading.findings.len()), (2, 1));
    assert_eq!((reading.findings[0].kind, reading.findings[0].locator.as_str()), (FindingKind::RecordLost, "row 2"));
    assert!(is_said(&reading, "KEPT"));
}

#[test]
fn another_table_is_refused() {
    let error = read(&[SourceFile::new("x.csv", "a,b\n1,2\n")]).unwrap_err().to_string();
    assert!(error.contains("Group ID"), "{error}");
    assert!(!detect(&SourceFile::new("uk.csv", include_str!("../../../tests/fixtures/uk_sl.csv"))));
}

#[test]
fn damaged_files_never_panic() {
    survive_damage("old.csv", OLD.as_bytes(), read);
    survive_damage("new.csv", NEW.as_bytes(), read);
}

#[test]
fn the_real_list_of_2016_is_read_whole() {
    let Some(path) = shared_data("uk/2016-02-17_opendatalabcz_BOE_sanctionsconlist.csv") else { return };
    let bytes = std::fs::read(path).unwrap();
    let text = decode(&bytes).into_owned();
    let file = SourceFile::new("sanctionsconlist.csv", bytes);
    assert!(detect(&file));
    let reading = read(&[file]).unwrap();
    assert_eq!(reading.findings, []);
    let mut groups = std::collections::HashSet::new();
    let mut rows = 0;
    for record in csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes()).records().skip(2) {
        let record = record.unwrap();
        rows += 1;
        groups.insert(record[28].to_owned());
        let name =
            record.iter().skip(1).take(5).chain([&record[0]]).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        assert!(is_said(&reading, &name), "{name}");
    }
    assert_eq!(reading.records, rows);
    let parties = reading.locators.iter().filter(|(id, _)| groups.contains(id.as_str().trim_start_matches("ofsi-"))).count();
    assert_eq!(parties, groups.len());
    for name in ["Abu Obeida", "Abou Djarrah", "Godane", "Shaykh Mukhtar"] {
        assert!(is_said(&reading, name), "{name}");
    }
}
