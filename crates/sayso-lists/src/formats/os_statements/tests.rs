use proptest::prelude::*;
use sayso_record::{FindingKind, Reading, prop, schema};

use super::super::ftm_value::testing::values;
use super::{FORMAT, ListError, SourceFile};

/// One party in two datasets, each with its own listing; links name the canonical id.
const FIXTURE: &str = "\
canonical_id,entity_id,prop,prop_type,schema,value,dataset,origin,lang,original_value,external,first_seen,last_seen,id
NK-1,eu-7,id,checksum,Organization,0a1b,eu_fsf,,,,f,2023-04-20T10:12:00,2026-03-13T05:41:01,1
NK-1,eu-7,name,name,LegalEntity,Grey Heron League,eu_fsf,,eng,,f,2023-04-20T10:12:00,2026-03-13T05:41:01,2
NK-1,ofac-9,name,name,Organization,\"Heron League, Grey\",us_ofac_sdn,lookup,,HERON LEAGUE (Grey),f,2023-04-20T10:12:00,2026-03-12T05:41:01,3
NK-1,eu-7,country,country,Organization,iq,eu_fsf,,,Iraq,f,,,4
NK-1,eu-7,website,url,Organization,https://example.org,eu_fsf,,,,t,,,5
eu-7-s,eu-7-s,entity,entity,Sanction,NK-1,eu_fsf,,,,f,,,6
eu-7-s,eu-7-s,startDate,date,Sanction,2002-05-02,eu_fsf,,,2 May 2002,f,,,7
x-1,x-1,subject,entity,UnknownLink,NK-1,elsewhere,,,,f,,,8
x-1,x-1,object,entity,UnknownLink,gone-5,elsewhere,,,,f,,,9
eu-7,eu-7,shoeSize,text,Organization,39,eu_fsf,,,,f,,,10
q,q,name,name,Spaceship,X,eu_fsf,,,,f,,,11
";

fn read_text(text: &str) -> Result<Reading, ListError> {
    (FORMAT.read)(&[SourceFile::new("statements.csv", text)])
}

#[test]
fn records_keep_their_own_ids_and_tell_what_they_were_joined_into() {
    let reading = read_text(FIXTURE).unwrap();
    assert_eq!((reading.records, reading.stated_date), (11, Some(jiff::civil::date(2026, 3, 13))));
    assert_eq!(values(&reading, "eu-7", prop::NAME), ["Grey Heron League"]);
    assert_eq!(values(&reading, "ofac-9", prop::NAME), ["Heron League, Grey"]);
    assert!(values(&reading, "NK-1", prop::NAME).is_empty());
    assert_eq!(values(&reading, "eu-7", prop::NOTES), ["Joined by its publisher into: NK-1"]);
    assert_eq!(values(&reading, "eu-7", prop::PUBLISHER), ["eu_fsf"]);
    assert!(values(&reading, "eu-7-s", prop::NOTES).is_empty(), "it was joined into nothing");
    let places: Vec<&str> = reading.locators.iter().map(|(_, place)| place.as_str()).collect();
    assert_eq!(places, ["row 2", "row 4", "row 7", "row 9"]);
}

#[test]
fn language_and_original_of_a_value_stay_with_it() {
    let reading = read_text(FIXTURE).unwrap();
    let name = |entity| reading.statements.iter().find(|s| s.entity.as_str() == entity && s.property == prop::NAME).unwrap();
    assert_eq!((name("eu-7").lang.as_deref(), name("eu-7").original.as_deref()), (Some("eng"), None));
    assert_eq!(name("ofac-9").original.as_deref(), Some("HERON LEAGUE (Grey)"));
    assert!(reading.statements.iter().all(|s| s.valid_from.is_none()), "a crawler's times are no dates of law");
}

#[test]
fn links_to_a_canonical_id_lead_to_the_records_behind_it() {
    let reading = read_text(FIXTURE).unwrap();
    assert_eq!(values(&reading, "eu-7-s", prop::ENTITY), ["eu-7"], "the record of the same dataset");
    assert_eq!(values(&reading, "x-1", prop::SUBJECT), ["eu-7", "ofac-9"], "all of them, where none is of the same");
    assert_eq!(values(&reading, "x-1", prop::OBJECT), ["gone-5"], "one that stands nowhere stays as it is");
    let link = reading.statements.iter().find(|s| s.property == prop::ENTITY).unwrap();
    assert_eq!(link.original.as_deref(), Some("NK-1"));
}

#[test]
fn the_narrower_schema_of_a_record_is_meant() {
    let reading = read_text(FIXTURE).unwrap();
    assert!(reading.statements.iter().filter(|s| s.entity.as_str() == "eu-7").all(|s| s.schema == schema::ORGANIZATION));
    let odd = read_text("entity_id,prop,schema,value\na,name,Person,A\na,name,Vessel,B\n").unwrap();
    assert_eq!((odd.findings.len(), odd.findings[0].raw.as_str()), (1, "Vessel"));
    assert_eq!(values(&odd, "a", prop::NAME), ["A", "B"]);
}

#[test]
fn only_what_cannot_be_read_is_a_finding() {
    let reading = read_text(FIXTURE).unwrap();
    let kinds: Vec<(FindingKind, &str)> = reading.findings.iter().map(|f| (f.kind, f.locator.as_str())).collect();
    assert_eq!(kinds, [(FindingKind::RecordLost, "row 12"), (FindingKind::Unknown, "row 11")]);
    assert!(values(&reading, "eu-7", prop::WEBSITE).is_empty(), "external: not confirmed");
}

#[test]
fn a_cut_file_and_one_without_the_columns_are_refused() {
    let error = read_text(&FIXTURE[..FIXTURE.len() - 10]).unwrap_err();
    assert!(error.to_string().contains("row 12, ") || error.to_string().contains("row 12:"), "{error}");
    assert!(read_text("canonical_id,entity_id,value\n").unwrap_err().to_string().contains("no column prop, schema"));
    assert!(read_text("").is_err());
}

#[test]
fn the_format_is_known_by_its_header() {
    assert!((FORMAT.detect)(&SourceFile::new("x", FIXTURE)));
    assert!(!(FORMAT.detect)(&SourceFile::new("statements.csv", "entity_id,prop\n")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_bytes_make_it_panic(place in 0..FIXTURE.len(), byte in any::<u8>(), length in 0..FIXTURE.len()) {
        let mut bytes = FIXTURE.as_bytes().to_vec();
        bytes[place] = byte;
        bytes.truncate(length);
        let _ = (FORMAT.read)(&[SourceFile::new("x.csv", bytes)]);
    }
}
