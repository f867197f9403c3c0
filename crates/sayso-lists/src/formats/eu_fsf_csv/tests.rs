use sayso_record::prop;

use super::super::eu::testing;
use super::*;

const NEW: &[u8] = include_bytes!("../../../fixtures/eu_fsf_1_1.csv");
const OLD: &[u8] = include_bytes!("../../../fixtures/eu_fsf_1_0.csv");

#[test]
fn the_file_states_the_same_as_the_other_formats() {
    testing::check_common(FORMAT, NEW, true);
}

#[test]
fn rows_of_an_entry_are_gathered() {
    let reading = testing::read(FORMAT, NEW);
    let check = |entity, property, expected: &[&str]| testing::check(&reading, entity, property, expected);
    assert_eq!(reading.records, 2);
    check("eu-13", prop::ALIAS, &["Abou Ali"]);
    check("eu-13", prop::BIRTH_DATE, &["1937-04-28", "1935~/1936~"]);
    check("eu-13", prop::BIRTH_PLACE, &["al-Awja, near Tikrit, Iraq"]);
    check("eu-13-document-77", prop::SUMMARY, &["known to be expired"]);
    check("eu-13-sanction-IRQ", prop::AUTHORITY, &["European Commission"]);
    check("eu-3745-address-1014", prop::CITY, &["Butembo; North Kivu"]);
    check("eu-3745", prop::PHONE, &["+253 99 983 784"]);
    check("eu-3745-sanction-COD", prop::START_DATE, &["2007-03-29"]);
    check("eu-3745-sanction-COD", prop::LISTING_DATE, &["2011-11-01"]);
    assert_eq!(reading.findings.len(), 1);
    assert_eq!((reading.findings[0].kind, reading.findings[0].locator.as_str()), (FindingKind::RecordLost, "row 10"));
}

#[test]
fn the_columns_of_version_1_0_are_known() {
    let reading = testing::read(FORMAT, OLD);
    let check = |entity, property, expected: &[&str]| testing::check(&reading, entity, property, expected);
    check("eu-13", prop::NAME, &["Saddam Hussein Al-Tikriti"]);
    check("eu-13", prop::PASSPORT_NUMBER, &["A 123456"]);
    check("eu-13", prop::PHONE, &["123"]);
    check("eu-13-address-5", prop::STREET, &["Main Street 7"]);
    check("eu-13-sanction-IRQ", prop::LISTING_DATE, &["2003-07-08"]);
    check("eu-13-sanction-IRQ", prop::AUTHORITY_ID, &["EU.27.28"]);
    assert!(reading.findings.is_empty(), "{:?}", reading.findings);
}

#[test]
fn other_files_are_refused_and_damaged_ones_never_panic() {
    for text in ["", "a;b\n1;2\n"] {
        let error = (FORMAT.read)(&[SourceFile::new("x.csv", text)]).unwrap_err();
        assert!(error.to_string().starts_with("x.csv, "), "{error}");
    }
    testing::damage(FORMAT, NEW);
    testing::damage(FORMAT, OLD);
}
