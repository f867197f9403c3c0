use std::collections::BTreeSet;
use std::path::PathBuf;

use sayso_record::{DateValue, Property, Reading, authority, prop, schema};

use super::{BuiltinList, lists};
use crate::formats;

fn read(list: &BuiltinList) -> Reading {
    let format = formats::detect(&list.file).expect("a built-in file is known by its header");
    assert_eq!(format.id, "designations_csv");
    (format.read)(std::slice::from_ref(&list.file)).expect("a built-in file can be read")
}

fn reading_of(id: &str) -> Reading {
    read(lists().iter().find(|list| list.id == id).unwrap())
}

fn rows(list: &BuiltinList) -> Vec<std::collections::HashMap<String, String>> {
    csv::Reader::from_reader(list.file.bytes.as_slice()).deserialize().map(Result::unwrap).collect()
}

fn value<'a>(reading: &'a Reading, entity: &str, property: Property) -> Option<&'a str> {
    reading.statements.iter().find(|s| s.entity.as_str() == entity && s.property == property).map(|s| &*s.value)
}

/// A file of ../shared/data, where that folder is.
fn shared_data(path: &str) -> Option<PathBuf> {
    let climb = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");
    let found = [climb, "/work/shared/data"].iter().map(|root| PathBuf::from(root).join(path)).find(|file| file.is_file());
    if found.is_none() {
        use std::io::Write;
        let _ = writeln!(std::io::stderr(), "skipped: ../shared/data/{path} is not there");
    }
    found
}

#[track_caller]
fn check(list: &str, sanction: &str, from: Option<&str>, until: Option<&str>) {
    let reading = reading_of(list);
    assert!(value(&reading, sanction, prop::ENTITY).is_some(), "{sanction} is in {list}");
    assert_eq!(
        (value(&reading, sanction, prop::START_DATE), value(&reading, sanction, prop::END_DATE)),
        (from, until),
        "{sanction}"
    );
}

#[test]
fn every_row_is_read_without_findings_and_stands_on_a_source() {
    for list in lists() {
        let reading = read(&list);
        assert_eq!(reading.findings, [], "{}", list.id);
        let rows = rows(&list);
        assert_eq!(reading.records, rows.len() as u64);
        assert!(rows.iter().all(|row| !row["source"].trim().is_empty() && !row["party"].is_empty()));
        assert!(!list.info().id.as_str().is_empty());
    }
}

#[test]
fn every_date_is_in_the_records_notation_and_every_authority_is_known() {
    for list in lists() {
        for row in rows(&list) {
            for column in ["listed", "delisted"] {
                let date = row[column].as_str();
                assert!(date.is_empty() || date.parse::<DateValue>().is_ok(), "{} {column}: {date}", row["party"]);
                assert_eq!(row[&format!("{column}_basis")].is_empty(), date.is_empty(), "{} {column}: its basis", row["party"]);
            }
            assert!(authority::find(&row["authority"]).is_some(), "{}", row["authority"]);
        }
    }
}

#[test]
fn a_revocation_known_from_two_editions_is_never_an_exact_day() {
    for list in lists() {
        for row in rows(&list).iter().filter(|row| row["delisted"].contains('/')) {
            assert_eq!(row["delisted_basis"], "inferred", "{}", row["party"]);
        }
    }
}

#[test]
fn the_mek_is_on_each_list_in_its_time() {
    check("us_fto", "mek-sanction-US-FTO-1", Some("1997-10-08"), Some("2012-09-28"));
    check("sayso_designations", "mek-sanction-US-EO-13224-SDGT-1", Some("2001"), Some("2012-09-28"));
    check("sayso_designations", "mek-sanction-EU-Common-Position-2001-931-CFSP-1", Some("2002-05-02"), Some("2009-01-26"));
    check("sayso_designations", "mek-sanction-UK-Terrorism-Act-2000-1", Some("2001"), Some("2008-06-24"));
    check("sayso_designations", "mek-sanction-CA-Criminal-Code-1", Some("2005-05-24"), Some("2012-12-20"));
    check(
        "sayso_designations",
        "mek-sanction-AU-Charter-of-the-United-Nations-Act-1945-1",
        Some("2001-12"),
        Some("2012-12-05/2025-05"),
    );
    for id in ["us_fto", "sayso_designations"] {
        let reading = reading_of(id);
        assert_eq!(value(&reading, "mek", prop::NAME), Some("Mujahedin-e Khalq Organization"));
        assert_eq!(value(&reading, "mek", prop::TOPICS), None, "no listing of it is open");
    }
}

#[test]
fn the_council_of_resistance_was_listed_by_the_united_states_alone() {
    check("sayso_designations", "ncri-sanction-US-FTO-1", Some("1999-10-08"), Some("2012-09-28"));
    let reading = reading_of("sayso_designations");
    let authorities: BTreeSet<&str> = reading
        .statements
        .iter()
        .filter(|s| s.schema == schema::SANCTION && s.property == prop::AUTHORITY && s.entity.as_str().starts_with("ncri-"))
        .map(|s| &*s.value)
        .collect();
    assert_eq!(authorities, BTreeSet::from(["United States"]));
}

#[test]
fn a_group_designated_twice_has_two_listings() {
    check("us_fto", "ansarallah-sanction-US-FTO-1", Some("2021-01"), Some("2021-02-16"));
    check("us_fto", "ansarallah-sanction-US-FTO-2", Some("2025-03-04/2025"), None);
}

#[test]
fn a_lifted_designation_never_looks_as_in_force() {
    check("us_fto", "farc-sanction-US-FTO-1", Some("1997-10-08"), Some("2021-12-01"));
    check("us_fto", "17-november-sanction-US-FTO-1", Some("1997-10-08"), Some("2015-01-17/2019-01-04"));
    check("us_fto", "gicm-sanction-US-FTO-1", Some("2005-10-11"), Some("2005-10-11/2015-01-17"));
}

#[test]
fn us_fto_has_every_row_of_the_material_that_has_a_source() {
    let Some(path) = shared_data("designations/us_fto.csv") else { return };
    let mut material = csv::Reader::from_path(path).unwrap();
    let rows: Vec<std::collections::HashMap<String, String>> = material.deserialize().map(Result::unwrap).collect();
    let may_go_in = rows.iter().filter(|row| row["verified"] != "memory" && !row["note"].contains("names from memory")).count();
    assert_eq!(reading_of("us_fto").records, may_go_in as u64);
}

/// The ground of [`BuiltinList::complete`].
#[test]
fn us_fto_has_every_group_that_ofac_tagged() {
    let Some(path) = shared_data("designations/sdn_fto_tag_history.csv") else { return };
    let reading = reading_of("us_fto");
    let numbers: BTreeSet<&str> =
        reading.statements.iter().filter(|s| s.property == prop::AUTHORITY_ID).map(|s| &*s.value).collect();
    let mut tagged = csv::Reader::from_path(path).unwrap();
    let entries: Vec<std::collections::HashMap<String, String>> = tagged.deserialize().map(Result::unwrap).collect();
    // Branches of the Revolutionary Guard Corps that OFAC carries and tags apart; the designation is that of the Corps.
    let branches = ["12727", "26719", "26720", "10465", "12055"];
    for entry in entries.iter().filter(|entry| !branches.contains(&entry["ofac_ent_num"].as_str())) {
        let number = format!("OFAC SDN {}", entry["ofac_ent_num"]);
        assert!(numbers.contains(number.as_str()), "{number} {}", entry["name"]);
    }
}
