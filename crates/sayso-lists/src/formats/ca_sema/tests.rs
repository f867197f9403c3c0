//! Canada's list: a fixture with every field, the real file, and bytes that are no list.

use sayso_record::Property;

use super::super::uk_xml::tests::{is_said, said, shared_data, survive_damage};
use super::*;

const FIXTURE: &str = include_str!("../../../tests/fixtures/ca_sema.xml");

fn read_text(text: &str) -> Reading {
    read(&[SourceFile::new("ca.xml", text)]).unwrap()
}

#[track_caller]
fn check(id: &str, property: Property, expected: &[&str]) {
    assert_eq!(said(&read_text(FIXTURE), id, property), expected, "{id} {property}");
}

#[test]
fn a_person_is_read_with_spellings_aliases_and_listing() {
    assert!(detect(&SourceFile::new("ca.xml", FIXTURE)));
    let reading = read_text(FIXTURE);
    assert_eq!((reading.records, reading.findings.len()), (7, 0));
    let id = "ca-by-ivan-petrovich-example-ekzampl";
    check(id, prop::NAME, &["Ivan Petrovich EXAMPLE"]);
    check(id, prop::ALIAS, &["Ivan Petrovich EKZAMPL", "Ivan PRIMER", "Іван Прыклад", "Иван Пример"]);
    check(id, prop::FIRST_NAME, &["Ivan Petrovich"]);
    check(id, prop::LAST_NAME, &["EXAMPLE", "EKZAMPL"]);
    check(id, prop::TITLE, &["Major General", "major-général"]);
    check(id, prop::BIRTH_DATE, &["1963", "1964"]);
    let sanction = format!("{id}-sanction-by");
    check(&sanction, prop::ENTITY, &[id]);
    check(&sanction, prop::PROGRAM, &["Special Economic Measures (Belarus) Regulations"]);
    check(&sanction, prop::LISTING_DATE, &["2020-09-28"]);
    check(&sanction, prop::RECORD_ID, &["Schedule 1, Part 1, item 44"]);
    check(&sanction, prop::COUNTRY, &["by"]);
    assert_eq!(sayso_record::authority::find(said(&reading, &sanction, prop::AUTHORITY)[0]).map(|a| a.code), Some("CA"));
    let russian = reading.statements.iter().find(|s| &*s.value == "Иван Пример").unwrap();
    assert_eq!(russian.lang.as_deref(), Some("ru"));
}

#[test]
fn namesakes_are_kept_apart_by_their_dates_of_birth() {
    check("ca-ru-anna-double", prop::BIRTH_DATE, &["1980-01-02"]);
    check("ca-ru-anna-double-1955-03-04", prop::BIRTH_DATE, &["1955-03-04"]);
    check("ca-ru-anna-double", prop::WEAK_ALIAS, &["Anya"]);
    check("ca-ru-anna-double-sanction-ru", prop::LISTING_DATE, &["2022-02-24"]);
    check("ca-ru-anna-double-2024-02-24", prop::NAME, &["Anna Double"]);
}

#[test]
fn one_person_in_two_schedules_has_two_listings() {
    let text = FIXTURE.replace("1955-03-04", "").replace("1980-01-02", "");
    let listed = |id: &str| said(&read_text(&text), id, prop::LISTING_DATE).concat();
    assert_eq!(listed("ca-ru-anna-double-sanction-ru"), "2022-02-24");
    assert_eq!(listed("ca-ru-anna-double-sanction-ru-2023-02-24-1"), "2023-02-24");
}

#[test]
fn ids_stay_when_items_are_numbered_anew() {
    let ids = |text: &str| read_text(text).locators.into_iter().map(|(id, _)| id).collect::<Vec<_>>();
    assert_eq!(ids(FIXTURE), ids(&FIXTURE.replace("<Item>", "<Item>1")));
}

#[test]
fn entities_ships_and_the_corruption_law_are_read() {
    let fund = "ca-ir-example-fund-ef-fonds-d-exemple-ef";
    check(fund, prop::NAME, &["Example Fund (EF)"]);
    check(fund, prop::ALIAS, &["Fonds d'exemple (EF)"]);
    check("ca-ru-example-star", prop::IMO_NUMBER, &["9123456"]);
    check("ca-ru-example-star", prop::TYPE, &["Oil Tanker"]);
    check("ca-ru-example-star", prop::BUILD_DATE, &["2004"]);
    let reading = read_text(FIXTURE);
    let programme =
        reading.statements.iter().find(|s| s.entity.as_str().ends_with("carl-corrupt") && s.property == prop::PROGRAM);
    assert_eq!(programme.map(|s| &*s.value), Some("Justice for Victims of Corrupt Foreign Officials Regulations"));
}

#[test]
fn an_entry_without_name_is_a_finding_and_the_next_is_read() {
    let text = "<data-set><record><Country>Iran</Country><Item>1</Item></record>\
        <record><Country>Iran</Country><EntityOrShip>Kept</EntityOrShip><DateOfListing>soon</DateOfListing></record></data-set>";
    let reading = read_text(text);
    assert_eq!(reading.records, 2);
    let kinds: Vec<_> = reading.findings.iter().map(|f| f.kind).collect();
    assert_eq!(kinds, [FindingKind::RecordLost, FindingKind::FieldUnread]);
    assert!(is_said(&reading, "Kept"));
}

#[test]
fn another_document_is_refused() {
    let error = read(&[SourceFile::new("x.xml", "<other><record/></other>")]).unwrap_err().to_string();
    assert!(error.contains("<data-set>"), "{error}");
}

#[test]
fn damaged_files_never_panic() {
    survive_damage("ca.xml", FIXTURE.as_bytes(), read);
}

#[test]
fn the_real_list_is_read_whole() {
    let Some(path) = shared_data("ca/2025-05-25_sema-lmes.xml") else { return };
    let bytes = std::fs::read(path).unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    let file = SourceFile::new("sema-lmes.xml", bytes);
    assert!(detect(&file));
    let reading = read(&[file]).unwrap();
    let findings: Vec<_> = reading.findings.iter().map(|f| f.raw.as_str()).collect();
    assert_eq!(findings, ["Sep-99"], "a date of birth that a spreadsheet spoilt; the century would be a guess");
    assert_eq!(reading.records as usize, text.matches("<record>").count());
    let said: std::collections::HashSet<&str> =
        reading.statements.iter().flat_map(|s| [Some(&*s.value), s.original.as_deref()]).flatten().collect();
    for tag in ["LastName", "GivenName", "EntityOrShip", "Aliases"] {
        for raw in text.split(&format!("<{tag}>")).skip(1).map(|rest| rest.split('<').next().unwrap()) {
            let raw = quick_xml::escape::unescape(raw).unwrap();
            let name = raw.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(name.is_empty() || said.contains(name.as_str()), "{tag} {name}");
        }
    }
    let parties = reading.statements.iter().filter(|s| s.property == prop::TOPICS).count();
    assert_eq!(parties, 4758, "one person stands in two schedules");
}
