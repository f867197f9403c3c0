use proptest::prelude::*;
use sayso_record::{FindingKind, Property, Reading, Statement, prop, schema};

use super::{FORMAT, ListError, SourceFile};

/// Two parties; one was on two lists, and on one of them twice. Invented, but for the names of the authorities.
const FIXTURE: &str = "\
party,schema,name,aliases,weak_aliases,authority,programme,list_ref,listed,delisted,listed_basis,delisted_basis,source,source_delisted,note
grey-heron,,Grey Heron League,League of the Grey Heron; Liga Czapla,GHL,EU,Common Position 2001/931/CFSP,,2002-05-02,2009-01-26,exact,exact,https://example.org/2002 (stored copy) ; OJ L 116,https://example.org/2009,\"Ended by the Council, not by a court\"
grey-heron,Organization,Grey Heron Society,,,OFAC,FTO,4711,2021-01,2021-02-16,inferred,exact,https://example.org/us,,
grey-heron,,Grey Heron League,,,United States,FTO,,2025-03-04/2025,,announced,,https://example.org/us2,,
,Person,Ada Marsh,,,UN,1267,QDi.999,,../2014-07-17,,inferred,Press release SC/1,,
";

fn read_text(text: &str) -> Result<Reading, ListError> {
    (FORMAT.read)(&[SourceFile::new("designations.csv", text)])
}

fn with_rows(rows: &str) -> Reading {
    read_text(&format!("name,authority,programme,listed,delisted,source\n{rows}")).unwrap()
}

fn values<'a>(reading: &'a Reading, entity: &str, property: Property) -> Vec<&'a str> {
    let of_entity = reading.statements.iter().filter(|s| s.entity.as_str() == entity && s.property == property);
    of_entity.map(|s| &*s.value).collect()
}

fn statement<'a>(reading: &'a Reading, entity: &str, property: Property) -> &'a Statement {
    reading.statements.iter().find(|s| s.entity.as_str() == entity && s.property == property).unwrap()
}

#[test]
fn rows_of_one_party_are_one_entity_with_a_sanction_for_each_listing() {
    let reading = read_text(FIXTURE).unwrap();
    assert_eq!(reading.findings, []);
    assert_eq!(reading.records, 4);
    assert_eq!(values(&reading, "grey-heron", prop::NAME), ["Grey Heron League"]);
    assert_eq!(values(&reading, "grey-heron", prop::ALIAS), ["League of the Grey Heron", "Liga Czapla", "Grey Heron Society"]);
    assert_eq!(values(&reading, "grey-heron", prop::WEAK_ALIAS), ["GHL"]);
    assert_eq!(values(&reading, "grey-heron", prop::TOPICS), ["sanction"]);
    let places: Vec<(&str, &str)> = reading.locators.iter().map(|(id, place)| (id.as_str(), place.as_str())).collect();
    assert_eq!(
        places,
        [
            ("grey-heron", "row 2"),
            ("grey-heron-sanction-EU-Common-Position-2001-931-CFSP-1", "row 2"),
            ("grey-heron-sanction-US-FTO-1", "row 3"),
            ("grey-heron-sanction-US-FTO-2", "row 4"),
            ("ada-marsh", "row 5"),
            ("ada-marsh-sanction-UN-1267-1", "row 5"),
        ]
    );
}

#[test]
fn a_listing_keeps_its_dates_as_far_as_they_are_known_each_with_its_source() {
    let reading = read_text(FIXTURE).unwrap();
    let eu = "grey-heron-sanction-EU-Common-Position-2001-931-CFSP-1";
    let start = statement(&reading, eu, prop::START_DATE);
    assert_eq!(
        (&*start.value, start.document.as_deref()),
        ("2002-05-02", Some("https://example.org/2002 (stored copy) ; OJ L 116"))
    );
    let end = statement(&reading, eu, prop::END_DATE);
    assert_eq!((&*end.value, end.document.as_deref()), ("2009-01-26", Some("https://example.org/2009")));
    assert_eq!(values(&reading, eu, prop::SOURCE_URL), ["https://example.org/2002", "https://example.org/2009"]);
    assert_eq!(values(&reading, eu, prop::ENTITY), ["grey-heron"]);
    assert_eq!(values(&reading, eu, prop::AUTHORITY), ["European Union"]);
    assert_eq!(values(&reading, eu, prop::PROGRAM), ["Common Position 2001/931/CFSP"]);
    assert_eq!(values(&reading, eu, prop::SUMMARY), ["listed: exact; delisted: exact"]);
    assert_eq!(values(&reading, eu, prop::DESCRIPTION), ["Ended by the Council, not by a court"]);
    assert_eq!(values(&reading, "grey-heron-sanction-US-FTO-1", prop::START_DATE), ["2021-01"]);
    assert_eq!(values(&reading, "grey-heron-sanction-US-FTO-1", prop::AUTHORITY_ID), ["4711"]);
    assert_eq!(values(&reading, "grey-heron-sanction-US-FTO-2", prop::START_DATE), ["2025-03-04/2025"]);
}

#[test]
fn an_end_whose_day_is_unknown_is_still_an_end() {
    let reading = read_text(FIXTURE).unwrap();
    let un = "ada-marsh-sanction-UN-1267-1";
    assert_eq!(values(&reading, un, prop::END_DATE), ["../2014-07-17"]);
    assert!(values(&reading, un, prop::START_DATE).is_empty());
    assert_eq!(statement(&reading, un, prop::AUTHORITY).document.as_deref(), Some("Press release SC/1"));
    assert!(values(&reading, "ada-marsh", prop::TOPICS).is_empty(), "no listing of hers is open");
    assert_eq!(statement(&reading, "ada-marsh", prop::NAME).schema, schema::PERSON);
}

#[track_caller]
fn check_lost(row: &str, reason: &str) {
    let reading = with_rows(&format!("{row}\nNext,UN,1267,2001,,s\n"));
    let [finding] = reading.findings.as_slice() else { panic!("one finding expected: {:?}", reading.findings) };
    assert_eq!((finding.kind, finding.locator.as_str()), (FindingKind::RecordLost, "row 2"));
    assert!(finding.reason.contains(reason), "{}", finding.reason);
    assert_eq!(values(&reading, "next", prop::NAME), ["Next"], "the row after it is read");
    assert_eq!(reading.locators.len(), 2, "nothing of the lost row is in");
    assert_eq!(reading.records, 2);
}

#[test]
fn a_row_that_may_not_be_repeated_is_lost_with_its_reason_and_the_next_is_read() {
    check_lost("X,UN,1267,2001,,", "no source");
    check_lost(",UN,1267,2001,,s", "no name");
    check_lost("X,,1267,2001,,s", "no authority");
    check_lost("X,UN,1267,2001-05-02,2001-05-01,s", "before it was listed");
    check_lost("X,UN,1267,2001,no idea,s", "look as in force");
    check_lost("X,UN,1267", "3 cells");
}

#[test]
fn a_day_may_be_named_as_end_of_the_year_it_began_in() {
    assert_eq!(with_rows("X,UN,1267,2001,2001-02-01,s\n").findings, []);
}

#[test]
fn a_repeated_row_is_told_with_the_row_it_repeats() {
    let reading = with_rows("X,US,FTO,2001,,a\nx,OFAC,FTO,2001,,b\n");
    assert_eq!(reading.findings.len(), 1);
    assert!(reading.findings[0].reason.contains("row 2"), "{}", reading.findings[0].reason);
    assert_eq!(values(&reading, "x", prop::NAME), ["X"]);
}

#[test]
fn what_is_odd_is_kept_and_told() {
    let reading = read_text(
        "name,authority,programme,listed,delisted,source,schema,colour\n\
         X,Ruritania,Act,one fine day,,s,Sanction,red\n\
         X,UN,1267,5 May 2001,,s,Person,red\n",
    )
    .unwrap();
    let kinds: Vec<(FindingKind, &str)> = reading.findings.iter().map(|f| (f.kind, f.raw.as_str())).collect();
    assert_eq!(
        kinds,
        [
            (FindingKind::Unknown, "colour"),
            (FindingKind::FieldUnread, "one fine day"),
            (FindingKind::FieldUnread, "Sanction"),
            (FindingKind::Unknown, "Ruritania"),
            (FindingKind::FieldUnread, "Person"),
        ]
    );
    assert_eq!(values(&reading, "x-sanction-Ruritania-Act-1", prop::START_DATE), ["one fine day"]);
    assert_eq!(values(&reading, "x-sanction-Ruritania-Act-1", prop::AUTHORITY), ["Ruritania"]);
    let start = statement(&reading, "x-sanction-UN-1267-1", prop::START_DATE);
    assert_eq!((&*start.value, start.original.as_deref()), ("2001-05-05", Some("5 May 2001")));
}

#[test]
fn a_row_that_is_not_utf8_is_lost_alone() {
    let mut bytes = b"name,authority,programme,listed,delisted,source\nX,UN,1267,,,s\n".to_vec();
    bytes.extend(b"Caf\xe9,UN,1267,,,s\n");
    let reading = (FORMAT.read)(&[SourceFile::new("a.csv", bytes)]).unwrap();
    assert_eq!((reading.findings.len(), reading.records), (1, 2));
}

#[test]
fn a_file_without_the_columns_is_refused() {
    let error = read_text("name,authority,listed\nX,UN,2001\n").unwrap_err();
    assert!(error.to_string().contains("no column programme, delisted, source"), "{error}");
    assert!(read_text("").is_err());
}

#[test]
fn the_format_is_known_by_its_header_alone() {
    assert!((FORMAT.detect)(&SourceFile::new("x", FIXTURE)));
    assert!((FORMAT.detect)(&SourceFile::new("x", "\u{feff}\"Source\",NAME,Program,Listed,delisted,authority\r\n")));
    assert!(!(FORMAT.detect)(&SourceFile::new("designations.csv", "name,source\n")));
    assert!(!(FORMAT.detect)(&SourceFile::new("designations.csv", "")));
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
