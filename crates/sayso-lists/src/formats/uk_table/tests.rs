//! The UK Sanctions List as a table: fixtures as CSV and ODS, the real file, and bytes that are no list.

use sayso_record::Property;

use super::super::uk_xml::tests::{is_said, said, shared_data, survive_damage};
use super::*;

const FIXTURE: &str = include_str!("../../../tests/fixtures/uk_sl.csv");

fn read_fixture() -> Reading {
    read(&[SourceFile::new("uk.csv", FIXTURE)]).unwrap()
}

#[track_caller]
fn check(id: &str, property: Property, expected: &[&str]) {
    assert_eq!(said(&read_fixture(), id, property), expected, "{id} {property}");
}

#[test]
fn rows_of_one_party_become_one_party() {
    assert!(detect(&SourceFile::new("uk.csv", FIXTURE)));
    let reading = read_fixture();
    assert_eq!(reading.findings, []);
    assert_eq!(reading.records, 3);
    assert_eq!(reading.stated_date.map(|d| d.to_string()).as_deref(), Some("2025-10-21"));
    check("uk-XYZ0001", prop::NAME, &["Anna Maria EXAMPLE"]);
    check("uk-XYZ0001", prop::ALIAS, &["آنا", "Ana EXEMPLAR"]);
    check("uk-XYZ0001", prop::WEAK_ALIAS, &["The Example"]);
    check("uk-XYZ0001", prop::ADDRESS, &["1 Example Street, Baghdad, 10001, Iraq", "Basra, Iraq"]);
    check("uk-XYZ0001", prop::BIRTH_DATE, &["1972", "1973-04-05"]);
    check("uk-XYZ0001", prop::NATIONALITY, &["iq", "sy"]);
    check("uk-XYZ0001", prop::PASSPORT_NUMBER, &["P04581926"]);
}

#[test]
fn listings_and_ships_are_read() {
    let id = "uk-XYZ0001-sanction-The-Ruritania-Sanctions-EU-Exit-Regulations-2020";
    check(id, prop::START_DATE, &["2012-06-29"]);
    check(id, prop::PROVISIONS, &["Asset freeze", "Travel Ban"]);
    check(id, prop::UNSC_ID, &["XXi.010"]);
    check("uk-XYZ0003", prop::IMO_NUMBER, &["9123456"]);
    check("uk-XYZ0003", prop::FLAG, &["kp"]);
    check("uk-XYZ0003", prop::BUILD_DATE, &["1995"]);
    check("uk-XYZ0002", prop::REGISTRATION_NUMBER, &["0123456"]);
}

#[test]
fn the_same_table_as_a_spreadsheet_says_the_same() {
    let mut rows = String::new();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(FIXTURE.as_bytes());
    for record in reader.records() {
        rows.push_str("<table:table-row>");
        for cell in &record.unwrap() {
            rows.extend(["<table:table-cell><text:p>", &quick_xml::escape::escape(cell), "</text:p></table:table-cell>"]);
        }
        rows.push_str("</table:table-row>");
    }
    let file = SourceFile::new("uk.ods", ods::tests::sheet(&rows));
    assert!(detect(&file));
    let reading = read(std::slice::from_ref(&file)).unwrap();
    assert_eq!(reading.statements, read_fixture().statements);
    survive_damage("uk.ods", &file.bytes, read);
}

#[test]
fn a_row_without_id_and_a_strange_column_are_findings() {
    let text = "Unique ID,Name 6,Designation Type,Colour\nA1,ONE,Entity,red\n,TWO,Entity,blue\nA3,THREE,Entity\n";
    let reading = read(&[SourceFile::new("uk.csv", text)]).unwrap();
    let findings: Vec<_> = reading.findings.iter().map(|f| (f.kind, f.locator.as_str())).collect();
    assert_eq!(findings, [(FindingKind::Unknown, "row 1"), (FindingKind::RecordLost, "row 3")]);
    assert_eq!(reading.records, 2);
}

#[test]
fn another_table_is_refused() {
    let error = read(&[SourceFile::new("x.csv", "a,b\n1,2\n")]).unwrap_err().to_string();
    assert!(error.contains("Unique ID"), "{error}");
    assert!(!detect(&SourceFile::new("x.csv", "Name 6,Group ID\n")));
}

#[test]
fn damaged_files_never_panic() {
    survive_damage("uk.csv", FIXTURE.as_bytes(), read);
}

#[test]
fn the_real_spreadsheet_is_read_whole() {
    let Some(path) = shared_data("uk/2025-08-11_JachymSRB_FCDO_SL.ods") else { return };
    let file = SourceFile::new("FCDO_SL.ods", std::fs::read(path).unwrap());
    assert!(detect(&file));
    let reading = read(std::slice::from_ref(&file)).unwrap();
    let findings: Vec<_> = reading.findings.iter().map(|f| f.raw.as_str()).collect();
    assert_eq!(findings, ["uk-BEL0174", "uk-RUS1467"], "two rows of the file have an empty name, and no other trouble");
    assert_eq!(reading.records, 5302);
    let names: std::collections::HashSet<&str> =
        reading.statements.iter().filter(|s| s.property == prop::NAME).map(|s| &*s.value).collect();
    ods::read_rows(&file, |row, cells| {
        assert!(row == 1 || cells[2].is_empty() || names.contains(&*cells[2]), "row {row}: {}", cells[2]);
    })
    .unwrap();
    assert!(is_said(&reading, "HAQQANI NETWORK (HQN)"));
    assert_eq!(said(&reading, "uk-AFG0001-sanction-Afghanistan", prop::START_DATE), ["2012-06-29"]);
}
