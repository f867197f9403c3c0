//! The UK Sanctions List XML: a fixture with every field, the real excerpt, and bytes that are no list.

use std::path::PathBuf;

use sayso_record::{Reading, prop};

use super::*;

const FIXTURE: &str = include_str!("../../../tests/fixtures/uk_sl.xml");

pub(crate) fn shared_data(path: &str) -> Option<PathBuf> {
    let climbs = [
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data"),
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../../../shared/data"),
    ];
    let found = climbs.iter().map(|folder| PathBuf::from(folder).join(path)).find(|path| path.exists());
    if found.is_none() {
        #[allow(clippy::print_stderr)] // a skipped test says so
        {
            eprintln!("skipped: ../shared/data/{path} is not there");
        }
    }
    found
}

/// The values of a property of an entity, in order of the file.
pub(crate) fn said<'a>(reading: &'a Reading, id: &str, property: sayso_record::Property) -> Vec<&'a str> {
    reading.statements.iter().filter(|s| s.entity.as_str() == id && s.property == property).map(|s| &*s.value).collect()
}

/// Every name string must be the value or the original of some name statement.
pub(crate) fn is_said(reading: &Reading, name: &str) -> bool {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    reading.statements.iter().any(|s| *s.value == *name || s.original.as_deref() == Some(&name))
}

/// Reads damaged copies of a file: cut at every step, and with bytes changed. None may panic.
pub(crate) fn survive_damage(name: &str, bytes: &[u8], read: fn(&[SourceFile]) -> Result<Reading, ListError>) {
    let step = (bytes.len() / 40).max(1);
    for at in (0..bytes.len()).step_by(step) {
        let _ = read(&[SourceFile::new(name, &bytes[..at])]);
        for byte in [b'<', b'"', b',', 0xff, 0, b'('] {
            let mut damaged = bytes.to_vec();
            damaged[at] = byte;
            let _ = read(&[SourceFile::new(name, damaged)]);
        }
    }
}

fn read_fixture() -> Reading {
    read(&[SourceFile::new("uk.xml", FIXTURE)]).unwrap()
}

#[track_caller]
fn check(id: &str, property: sayso_record::Property, expected: &[&str]) {
    let reading = read_fixture();
    assert_eq!(said(&reading, id, property), expected, "{id} {property}");
}

#[test]
fn the_fixture_is_read_without_findings() {
    let file = SourceFile::new("uk.xml", FIXTURE);
    assert!(detect(&file));
    let reading = read_fixture();
    assert_eq!(reading.findings, []);
    assert_eq!(reading.records, 3);
    assert_eq!(reading.stated_date.map(|d| d.to_string()).as_deref(), Some("2026-09-07"));
}

#[test]
fn a_person_has_names_particulars_and_documents() {
    check("uk-XYZ0001", prop::NAME, &["Anna Maria EXAMPLE"]);
    check("uk-XYZ0001", prop::ALIAS, &["Ana EXEMPLAR", "آنا"]);
    check("uk-XYZ0001", prop::WEAK_ALIAS, &["The Example"]);
    check("uk-XYZ0001", prop::FIRST_NAME, &["Anna", "Ana"]);
    check("uk-XYZ0001", prop::SECOND_NAME, &["Maria"]);
    check("uk-XYZ0001", prop::LAST_NAME, &["EXAMPLE", "EXEMPLAR"]);
    check("uk-XYZ0001", prop::TITLE, &["Dr"]);
    check("uk-XYZ0001", prop::BIRTH_DATE, &["1972", "1973-04-05"]);
    check("uk-XYZ0001", prop::BIRTH_PLACE, &["Basra"]);
    check("uk-XYZ0001", prop::BIRTH_COUNTRY, &["iq"]);
    check("uk-XYZ0001", prop::NATIONALITY, &["iq", "sy"]);
    check("uk-XYZ0001", prop::GENDER, &["female"]);
    check("uk-XYZ0001", prop::POSITION, &["Minister of Examples"]);
    check("uk-XYZ0001", prop::PASSPORT_NUMBER, &["P04581926"]);
    check("uk-XYZ0001-passport-P04581926", prop::COUNTRY, &["iq"]);
    check("uk-XYZ0001-passport-P04581926", prop::START_DATE, &["2014-08-07"]);
    check("uk-XYZ0001-passport-P04581926", prop::END_DATE, &["2024-08-07"]);
    check("uk-XYZ0001", prop::ID_NUMBER, &["1234567890"]);
    check("uk-XYZ0001", prop::PHONE, &["+964 1 234567"]);
    check("uk-XYZ0001", prop::EMAIL, &["anna@example.org"]);
    check("uk-XYZ0001", prop::WEBSITE, &["https://example.org"]);
    check("uk-XYZ0001", prop::ADDRESS, &["1 Example Street, Baghdad, 10001, Iraq"]);
    check("uk-XYZ0001", prop::MODIFIED_AT, &["2026-08-04"]);
}

#[test]
fn the_original_script_has_its_language() {
    let reading = read_fixture();
    let name = reading.statements.iter().find(|s| &*s.value == "آنا").unwrap();
    assert_eq!(name.lang.as_deref(), Some("ar-Arab"));
}

#[test]
fn the_listing_is_an_entity_of_its_own() {
    let id = "uk-XYZ0001-sanction-The-Ruritania-Sanctions-EU-Exit-Regulations-2020";
    check(id, prop::ENTITY, &["uk-XYZ0001"]);
    check(id, prop::AUTHORITY, &[AGENCY]);
    check(id, prop::PROGRAM, &["The Ruritania (Sanctions) (EU Exit) Regulations 2020"]);
    check(id, prop::START_DATE, &["2012-06-29"]);
    check(id, prop::AUTHORITY_ID, &["XYZ0001"]);
    check(id, prop::RECORD_ID, &["12703"]);
    check(id, prop::UNSC_ID, &["XXi.010"]);
    check(id, prop::PROVISIONS, &["Asset freeze", "Travel Ban"]);
    check(id, prop::REASON, &["Made up for a test."]);
    assert_eq!(sayso_record::authority::find(AGENCY).map(|a| a.code), Some("UK"));
}

#[test]
fn entities_and_ships_have_their_own_particulars() {
    check("uk-XYZ0002", prop::NAME, &["EXAMPLE TRADING LTD"]);
    check("uk-XYZ0002", prop::LEGAL_FORM, &["Company"]);
    check("uk-XYZ0002", prop::REGISTRATION_NUMBER, &["0123456"]);
    check("uk-XYZ0002", prop::NOTES, &["Subsidiary: Example Sub Ltd", "Parent company: Example Holding"]);
    check("uk-XYZ0003", prop::NAME, &["EXAMPLE STAR"]);
    check("uk-XYZ0003", prop::IMO_NUMBER, &["9123456"]);
    check("uk-XYZ0003", prop::FLAG, &["kp"]);
    check("uk-XYZ0003", prop::PAST_FLAGS, &["pa"]);
    check("uk-XYZ0003", prop::TYPE, &["Oil tanker"]);
    check("uk-XYZ0003", prop::TONNAGE, &["4000"]);
    check("uk-XYZ0003", prop::BUILD_DATE, &["1995"]);
    let notes = ["Current owner or operator: Example Shipping Co", "Length: 105", "Hull identification number: HIN-1"];
    check("uk-XYZ0003", prop::NOTES, &notes);
}

#[test]
fn a_designation_without_id_is_a_finding_and_the_next_is_read() {
    let text = "<Designations><Designation><Names><Name><Name6>LOST</Name6></Name></Names></Designation>\
        <Designation><UniqueID>A1</UniqueID><IndividualEntityShip>Plane</IndividualEntityShip><Colour>red</Colour></Designation></Designations>";
    let reading = read(&[SourceFile::new("uk.xml", text)]).unwrap();
    assert_eq!(reading.records, 2);
    let kinds: Vec<_> = reading.findings.iter().map(|f| f.kind).collect();
    assert_eq!(kinds, [FindingKind::RecordLost, FindingKind::Unknown, FindingKind::Unknown, FindingKind::FieldUnread]);
}

#[test]
fn another_document_is_refused() {
    let error = read(&[SourceFile::new("x.xml", "<Other><Designation/></Other>")]).unwrap_err();
    assert!(error.to_string().contains("<Designations>"), "{error}");
    assert!(!detect(&SourceFile::new("x.xml", "<Other/>")));
}

#[test]
fn damaged_files_never_panic() {
    survive_damage("uk.xml", FIXTURE.as_bytes(), read);
}

#[test]
fn the_real_excerpt_is_read_whole() {
    let Some(path) = shared_data("uk/2026-09-07_uksl_excerpt.xml") else { return };
    let bytes = std::fs::read(path).unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    let file = SourceFile::new("excerpt.xml", bytes);
    assert!(detect(&file));
    let reading = read(&[file]).unwrap();
    assert_eq!(reading.findings, []);
    assert_eq!(reading.records as usize, text.matches("<Designation>").count());
    for tag in ["Name6", "Name1", "NameNonLatinScript", "Title"] {
        for name in text.split(&format!("<{tag}>")).skip(1).map(|rest| rest.split('<').next().unwrap()) {
            assert!(is_said(&reading, name), "{name}");
        }
    }
    assert_eq!(said(&reading, "uk-AFG0006", prop::BIRTH_DATE), ["1945", "1955", "1958"]);
}
