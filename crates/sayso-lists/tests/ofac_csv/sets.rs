//! A small set of our own.

use sayso_lists::{ListError, SourceFile, formats};
use sayso_record::{FindingKind, Reading, prop, schema};

use crate::common::{check, check_links, detected, facts, statements};

const SDN: &str = include_str!("fixtures/sdn.csv");
const ALT: &str = include_str!("fixtures/alt.csv");
const ADD: &str = include_str!("fixtures/add.csv");
const COMMENTS: &str = include_str!("fixtures/sdn_comments.csv");

fn try_read(files: &[(&str, &[u8])]) -> Result<Reading, ListError> {
    let files: Vec<_> = files.iter().map(|(name, bytes)| SourceFile::new(*name, *bytes)).collect();
    (formats::find("us_ofac_csv").unwrap().read)(&files)
}

fn read_set() -> Reading {
    let files = [("c", COMMENTS), ("a", ADD), ("p", SDN), ("b", ALT)];
    try_read(&files.map(|(name, text)| (name, text.as_bytes()))).unwrap()
}

#[test]
fn a_person_has_all_that_row_and_remarks_say() {
    let reading = read_set();
    let expected = [
        "name=Janus Aurelio EXEMPLAR",
        "firstName=Janus Aurelio",
        "lastName=EXEMPLAR",
        "alias=Yanus EKSEMPLAR",
        "previousName=Janus SPECIMEN",
        "weakAlias=SAMPLE; THE",
        "weakAlias=DOUBLE",
        "weakAlias=Former WEAK",
        "weakAlias=THE END",
        "birthDate=1961-04-05",
        "birthDate=1962~",
        "birthDate=1960/1963",
        "birthPlace=Sampleton (Old Town), Iran",
        "birthPlace=Kabul",
        "nationality=ir",
        "nationality=kp",
        "citizenship=mm",
        "gender=male",
        "passportNumber=P1234567",
        "passportNumber=A9",
        "idNumber=55-66",
        "socialSecurityNumber=123-45-6789",
        "registrationNumber=343997",
        "email=janus@example.org",
        "website=www.example.org",
        "address=1 Sample Street, Flat 2, Tehran 10001, Iran",
        "addressEntity=ofac-101-address-21",
        "country=ir",
        "country=ps",
        "topics=sanction",
    ];
    check(&reading, "ofac-101", &expected);
    let notes: Vec<_> = statements(&reading, "ofac-101").filter(|s| s.property == prop::NOTES).map(|s| &*s.value).collect();
    assert_eq!(
        notes,
        ["Minister of Examples", "wanted", "in two places", "Linked To: MUSTER, Max", "Linked To: NOBODY HERE"],
        "two pieces of the remarks are put together without a gap; names that no party bears stay as words"
    );
    let name = statements(&reading, "ofac-101").find(|s| s.property == prop::NAME).unwrap();
    assert_eq!(name.original.as_deref(), Some("EXEMPLAR, Janus Aurelio"));
}

#[test]
fn documents_wallets_and_addresses_are_entities_of_their_own() {
    let reading = read_set();
    let id = |part: &str| {
        let found = reading.locators.iter().find(|(id, _)| id.as_str().contains(part));
        found.unwrap_or_else(|| panic!("no {part}")).0.as_str().to_owned()
    };
    check(
        &reading,
        &id("101-Passport-P1234567"),
        &["country=ir", "startDate=2001-03-02", "endDate=2006-03-01", "holder=ofac-101"],
    );
    check(&reading, &id("101-Passport-A9"), &["description=issued under the name Jan Muster"]);
    check(&reading, &id("343997"), &["country=mx", "description=Jalisco", "startDate=1999", "type=Folio Mercantil No."]);
    check(&reading, &id("wallet-0xExample"), &["publicKey=0xExample", "currencySymbol=ETH", "holder=ofac-101"]);
    check(&reading, &id("101-address-21"), &["street=1 Sample Street, Flat 2", "city=Tehran 10001", "country=ir"]);
    check_links(&reading);
}

#[test]
fn an_organisation_keeps_its_comma_and_its_numbers() {
    let reading = read_set();
    let expected = [
        "name=CECOEX, S.A.",
        "alias=CECOEX",
        "alias=NUEVO CECOEX, S.A.",
        "notes=NUEVO CECOEX, S.A.: since the sale",
        "incorporationDate=2016-12-17",
        "sector=Mining of hard coal",
        "taxNumber=7700000001",
        "registrationNumber=C 62836",
        "licenseNumber=683633",
        "swiftBic=EXAMRUMM",
        "dunsCode=52-024-2307",
        "leiCode=253400EXAMPLE0000001",
        "imoNumber=IMO5342883",
        "phone=982188526300",
        "notes=all offices worldwide.",
        "address=Mainz, Gaza",
    ];
    check(&reading, "ofac-102", &expected);
    assert_eq!(statements(&reading, "ofac-102").next().unwrap().schema, schema::ORGANIZATION);
    let provision = "provisions=Executive Order 13662 Directive Determination: Subject to Directive 1";
    check(&reading, "ofac-102-sanction-CUBA", &[provision, "authority=Office of Foreign Assets Control", "program=CUBA"]);
}

#[test]
fn vessels_and_aircraft_have_their_marks() {
    let reading = read_set();
    let vessel = [
        "callSign=HMYN1",
        "type=Crude Oil Tanker",
        "tonnage=318,000",
        "grossRegisteredTonnage=163,660",
        "flag=ir",
        "pastFlags=mt",
        "imoNumber=IMO9187629",
        "mmsi=572469210",
        "buildDate=1999",
        "owner=ofac-102",
        "notes=Linked To: NOBODY.",
    ];
    check(&reading, "ofac-104", &vessel);
    let aircraft = [
        "model=B.747-422",
        "buildDate=1992",
        "serialNumber=26876",
        "icaoCode=424B32",
        "registrationNumber=EP-XXX",
        "operator=ofac-102",
    ];
    check(&reading, "ofac-105", &aircraft);
}

#[test]
fn titles_are_said_once_and_what_is_no_fact_stays_a_note() {
    let reading = read_set();
    check(
        &reading,
        "ofac-103",
        &["name=Max Otto MUSTER Jr.", "nameSuffix=Jr.", "position=Minister of Examples", "position=former Colonel"],
    );
    let notes: Vec<_> =
        facts(&reading, "ofac-103").into_iter().filter(|f| f.starts_with("notes") || f.starts_with("nat")).collect();
    assert_eq!(notes, ["notes=nationality possibly Palestinian", "notes=passport place of issue: Sampleton"]);
    check(&reading, "ofac-103-sanction-RUSSIA-EO14024", &["listingDate=2022-02-24", "startDate=2022-03-26"]);
}

#[test]
fn each_programme_is_a_sanction_and_links_are_found_by_name() {
    let reading = read_set();
    check(&reading, "ofac-101-sanction-SDGT", &["entity=ofac-101", "program=SDGT"]);
    check(&reading, "ofac-101-sanction-IFSR", &["entity=ofac-101", "program=IFSR"]);
    let link = "ofac-101-link-102-linked-to";
    check(&reading, link, &["subject=ofac-101", "object=ofac-102", "description=Linked To: CECOEX, S.A."]);
    assert_eq!((reading.records, reading.findings.len()), (6, 0), "{:?}", reading.findings);
}

#[test]
fn the_primary_file_alone_is_enough_and_marks_the_end_of_file() {
    let bytes = [SDN.as_bytes(), b"\x1a"].concat();
    let reading = try_read(&[("x.csv", &bytes)]).unwrap();
    assert_eq!((reading.records, reading.findings.len()), (6, 0));
    assert_eq!(reading.locators[0].1.as_str(), "x.csv row 1");
    check(&reading, "ofac-101", &["notes=Linked To: NOBODY H"]);
    check(&reading, "ofac-106", &["name=PLAIN \"NICKED\" HOUSE"]);
}

#[test]
fn both_charsets_give_the_same_reading() {
    let text = SDN.replace("SAMPLE STAR", "ÉTOILE");
    let latin: Vec<u8> = text.chars().map(|c| c as u8).collect();
    let readings = [text.as_bytes(), &latin].map(|bytes| try_read(&[("sdn.csv", bytes)]).unwrap());
    assert_eq!(readings[0].statements, readings[1].statements);
    check(&readings[1], "ofac-104", &["name=ÉTOILE"]);
}

#[test]
fn bad_rows_are_findings_and_the_next_row_is_read() {
    let text =
        SDN.replacen("\"individual\",\"SDGT]", "\"martian\",\"SDGT]", 1).replacen("102,\"CECOEX, S.A.\"", "102,\"CECOEX", 1);
    let reading = try_read(&[("sdn.csv", text.as_bytes()), ("alt.csv", b"999,1,\"aka\",\"LOST\",-0- ")]).unwrap();
    assert_eq!(reading.records, 6);
    let places: Vec<_> = reading.findings.iter().map(|f| (f.kind, f.locator.as_str())).collect();
    let lost = FindingKind::RecordLost;
    assert_eq!(places, [(lost, "sdn.csv row 2"), (FindingKind::Unknown, "sdn.csv row 1"), (lost, "alt.csv row 1")]);
    check(&reading, "ofac-104", &["name=SAMPLE STAR"]);
}

#[test]
fn files_that_are_no_set_are_refused() {
    for (files, problem) in [
        (vec![("alt.csv", ALT)], "primary file"),
        (vec![("a.csv", SDN), ("b.csv", SDN)], "on its own"),
        (vec![("sdn.csv", "")], "empty"),
        (vec![("sdn.csv", "uid,name\n1,2\n")], "first row"),
        (vec![("sdn.csv", &SDN[..SDN.len() - 40])], "truncated"),
        (vec![], "primary file"),
    ] {
        let files: Vec<_> = files.into_iter().map(|(name, text)| (name, text.as_bytes())).collect();
        let error = try_read(&files).unwrap_err();
        assert!(error.to_string().contains(problem), "{error}");
    }
}

#[test]
fn each_file_of_a_set_is_known_by_its_rows() {
    for text in [SDN, ALT, ADD, COMMENTS] {
        assert_eq!(detected(&SourceFile::new("x", text)), ["us_ofac_csv"]);
    }
}

#[test]
fn no_damage_makes_the_reader_panic() {
    let whole = [SDN.as_bytes(), COMMENTS.as_bytes()].concat();
    for cut in (0..whole.len()).step_by(5) {
        let _ = try_read(&[("sdn.csv", &whole[..cut])]);
    }
    let mut state = 0x9e37_79b9_7f4a_7c15_u64; // a fixed seed: the same damage on every run
    for _ in 0..600 {
        let mut copy = SDN.as_bytes().to_vec();
        for _ in 0..6 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let at = (state >> 33) as usize % copy.len();
            let byte = (state >> 17) as u8;
            copy[at] = if state & 3 == 0 { b"'\"();,\n "[usize::from(byte) % 8] } else { byte };
        }
        let _ = try_read(&[("sdn.csv", &copy), ("alt.csv", ALT.as_bytes())]);
    }
}
