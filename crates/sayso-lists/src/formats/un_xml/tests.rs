use std::collections::{BTreeSet, HashSet};
use std::path::PathBuf;
use std::time::Instant;

use sayso_record::{FindingKind, Property, Reading};

use super::*;
use crate::formats::name_text;

const FIXTURE: &str = include_str!("../../../fixtures/un_consolidated.xml");

fn reading(text: &str) -> Reading {
    read(&[SourceFile::new("consolidated.xml", text)]).unwrap()
}

#[track_caller]
fn check(reading: &Reading, entity: &str, property: Property, expected: &[&str]) {
    let of_entity = reading.statements.iter().filter(|s| s.entity.as_str() == entity && s.property == property);
    assert_eq!(of_entity.map(|s| &*s.value).collect::<Vec<_>>(), expected, "{entity} {property}");
}

#[test]
fn every_field_of_an_individual_is_read() {
    let r = reading(FIXTURE);
    let id = "un-100001";
    assert_eq!((r.records, r.stated_date), (4, Some(jiff::civil::date(2024, 3, 2))));
    check(&r, id, prop::NAME, &["TARIQ IBN SALIM AL-NOOR"]);
    check(&r, id, prop::LAST_NAME, &["AL-NOOR"]);
    check(&r, id, prop::ALIAS, &["طارق النور", "Tarik Nur", "Tarek Noor"]);
    check(&r, id, prop::WEAK_ALIAS, &["Abu Salim", "Абу Салим"]);
    check(&r, id, prop::PREVIOUS_NAME, &["Old Tariq"]);
    check(&r, id, prop::TITLE, &["Dr."]);
    check(&r, id, prop::GENDER, &["male"]);
    check(&r, id, prop::NATIONALITY, &["bh", "ye"]);
    check(&r, id, prop::BIRTH_DATE, &["1971", "1960-01-02", "1961~", "1955~/1958~", "1973-11", "1974-09"]);
    check(&r, id, prop::BIRTH_PLACE, &["Samarra, Iraq", "Manama, North, Bahrain"]);
    check(&r, id, prop::ADDRESS, &["1 Fig Street, Sanaa, Amanat, 123, Yemen"]);
    check(&r, id, prop::PASSPORT_NUMBER, &["B 0515260"]);
    check(&r, id, prop::ID_NUMBER, &["57388"]);
    check(&r, id, prop::SOURCE_URL, &["https://example.org/notice/1"]);
    check(&r, id, prop::MODIFIED_AT, &["2016-10-13"]);
    check(&r, "un-100001-document-1", prop::END_DATE, &["2014-11-07"]);
    check(&r, "un-100001-document-1", prop::COUNTRY, &["bh"]);
    check(&r, "un-100001-address-1", prop::REMARKS, &["as of 2014"]);
    let alias = r.statements.iter().find(|s| &*s.value == "Tarek Noor").unwrap();
    assert_eq!(alias.original.as_deref(), Some("Tarik Nur; Tarek Noor"));
}

#[test]
fn a_listing_stands_by_itself() {
    let r = reading(FIXTURE);
    let id = "un-100001-sanction-Al-Qaida";
    check(&r, id, prop::ENTITY, &["un-100001"]);
    check(&r, id, prop::AUTHORITY, &[AUTHORITY]);
    check(&r, id, prop::UNSC_ID, &["QDi.900"]);
    check(&r, id, prop::LISTING_DATE, &["2015-07-01"]);
    check(&r, id, prop::END_DATE, &["2023-02-03"]);
    check(&r, id, prop::PROGRAM_URL, &["https://main.un.org/securitycouncil/en/sanctions/1267"]);
    check(&r, id, prop::SUMMARY, &["Submitted by Ruritania"]);
}

#[test]
fn a_company_with_ships_is_no_ship() {
    let r = reading(FIXTURE);
    check(&r, "un-110001", prop::NAME, &["RED STAR SHIPPING CO (RSSC)", "BLUE STAR LINE"]);
    check(&r, "un-110001", prop::ABBREVIATION, &["RSSC"]);
    check(&r, "un-110001", prop::IMO_NUMBER, &["5571399"]);
    check(&r, "un-110001", prop::SWIFT_BIC, &["RSSCKPPY"]);
    check(&r, "un-110001", prop::PREVIOUS_NAME, &["Old Star"]);
    let schema_of = |id: &str| r.statements.iter().find(|s| s.entity.as_str() == id).unwrap().schema;
    assert_eq!((schema_of("un-110001"), schema_of("un-110002")), (schema::ORGANIZATION, schema::VESSEL));
}

#[test]
fn what_cannot_be_read_is_a_finding_and_the_rest_is_read() {
    let kinds: Vec<FindingKind> = reading(FIXTURE).findings.iter().map(|f| f.kind).collect();
    assert_eq!(kinds, [FindingKind::RecordLost, FindingKind::Unknown]);
    let other = read(&[SourceFile::new("x.xml", "<export/>")]).unwrap_err();
    assert!(other.to_string().contains("<export>"), "{other}");
    assert!(read(&[SourceFile::new("x.xml", &FIXTURE[..FIXTURE.len() / 2])]).is_err());
}

#[test]
fn damaged_files_never_panic() {
    for seed in 0..400_usize {
        let mut bytes = FIXTURE.as_bytes().to_vec();
        for step in 0..=seed % 7 {
            let at = (seed * 7919 + step * 104_729) % bytes.len();
            bytes[at] = b"<>/ (;)9a\xd8"[(seed + step) % 10];
        }
        bytes.truncate(bytes.len() - (seed % 3) * (seed % 50));
        let _ = read(&[SourceFile::new("x.xml", bytes)]);
    }
}

fn shared_data(path: &str) -> Option<PathBuf> {
    let near = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(path);
    let found = [near, PathBuf::from("/work/shared/data").join(path)].into_iter().find(|p| p.exists());
    if found.is_none() {
        eprintln!("skipped: ../shared/data/{path} is not there");
    }
    found
}

/// The texts of an element, found by plain text search: independent of the XML reader.
fn texts_of(file: &str, element: &str) -> Vec<String> {
    let (open, close) = (format!("<{element}>"), format!("</{element}>"));
    let unescape = |t: &str| {
        t.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
    };
    let texts = file.split(&open).skip(1).filter_map(|rest| rest.split(&close).next());
    texts.map(|t| name_text::one_space(&unescape(t))).filter(|t| !t.is_empty()).collect()
}

#[test]
fn real_lists_are_read_whole() {
    for name in ["2017-07-02", "2020-11-24", "2025-11-21", "2026-02-27"] {
        let Some(path) = shared_data(&format!("un/{name}_consolidated.xml")) else { return };
        let text = std::fs::read_to_string(path).unwrap();
        let file = SourceFile::new("consolidated.xml", text.as_str());
        assert!(detect(&file));
        let started = Instant::now();
        let r = read(&[file]).unwrap();
        let parties: HashSet<&str> = r
            .statements
            .iter()
            .filter(|s| s.schema.is_matchable() && s.property == prop::TOPICS)
            .map(|s| s.entity.as_str())
            .collect();
        eprintln!("{name}: {} records, {} statements, {} ms", r.records, r.statements.len(), started.elapsed().as_millis());
        assert_eq!(r.records as usize, text.matches("<DATAID>").count());
        assert_eq!(r.records as usize, parties.len());
        assert!(r.findings.len() * 1000 < r.records as usize || r.findings.is_empty(), "{name}: {:#?}", r.findings);
        no_name_is_lost(&text, &r);
    }
}

fn no_name_is_lost(text: &str, reading: &Reading) {
    let kept: BTreeSet<&str> = reading
        .statements
        .iter()
        .filter(|s| s.property.value_type() == sayso_record::PropertyType::Name || s.property.as_str().ends_with("Name"))
        .flat_map(|s| [Some(&*s.value), s.original.as_deref()])
        .flatten()
        .collect();
    for element in ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME", "NAME_ORIGINAL_SCRIPT", "ALIAS_NAME"] {
        for name in texts_of(text, element) {
            assert!(kept.contains(name.as_str()), "<{element}> {name} is lost");
        }
    }
}
