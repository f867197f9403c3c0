use proptest::prelude::*;
use sayso_record::{FindingKind, Reading, prop, schema};

use super::super::ftm_value::testing::{is_kept, shared_data, values};
use super::{FORMAT, ListError, SourceFile};

const FIXTURE: &str = r#""id","schema","name","aliases","birth_date","countries","addresses","identifiers","sanctions","phones","emails","program_ids","dataset","first_seen","last_seen","last_change"
"NK-1","Person","Ada Marsh","""MARSH """"the Reed"""", Ada"";Ада Марш","1961-04-05;1962","ru;iq","1 Reed Lane","AB 123","""Said to have sold reeds""","+1 555 0100","ada@example.org","EU-RUS","Invented List;Other List","2025-10-06T14:15:21","2026-03-13T05:41:01","2026-02-05T14:54:48"
"NK-2","Vessel","HERON","","","lr","","IMO9223540;461000286","""""","","","UA-WS-MARE;GB-RUS","Invented List","2025-10-06T14:15:21","2026-03-12T05:41:01",""
"NK-3","Company","Reed Ltd","","2001-05","","","1027739478007","First text;Second text","","","","Invented List","","",""
"NK-4","Spaceship","X","","","","","","","","","","","","",""
"NK-5","Vessel","EGRET","","1999","","","","","","","","","","",""
"#;

fn read_text(text: &str) -> Result<Reading, ListError> {
    (FORMAT.read)(&[SourceFile::new("targets.simple.csv", text)])
}

#[test]
fn every_cell_of_a_target_is_read() {
    let reading = read_text(FIXTURE).unwrap();
    assert_eq!((reading.records, reading.stated_date), (5, Some(jiff::civil::date(2026, 3, 13))));
    assert_eq!(values(&reading, "NK-1", prop::NAME), ["Ada Marsh"]);
    assert_eq!(values(&reading, "NK-1", prop::ALIAS), ["MARSH \"the Reed\", Ada", "Ада Марш"]);
    assert_eq!(values(&reading, "NK-1", prop::BIRTH_DATE), ["1961-04-05", "1962"]);
    assert_eq!(values(&reading, "NK-1", prop::COUNTRY), ["ru", "iq"]);
    assert_eq!(values(&reading, "NK-1", prop::ADDRESS), ["1 Reed Lane"]);
    assert_eq!(values(&reading, "NK-1", prop::ID_NUMBER), ["AB 123"]);
    assert_eq!(values(&reading, "NK-1", prop::PHONE), ["+1 555 0100"]);
    assert_eq!(values(&reading, "NK-1", prop::EMAIL), ["ada@example.org"]);
    assert_eq!(values(&reading, "NK-1", prop::PUBLISHER), ["Invented List", "Other List"]);
    assert_eq!(values(&reading, "NK-1", prop::TOPICS), ["sanction"]);
    assert_eq!(values(&reading, "NK-2", prop::IMO_NUMBER), ["IMO9223540"]);
    assert_eq!(values(&reading, "NK-2", prop::REGISTRATION_NUMBER), ["461000286"]);
    assert_eq!(values(&reading, "NK-3", prop::INCORPORATION_DATE), ["2001-05"]);
}

#[test]
fn each_programme_is_a_listing_and_texts_go_where_they_surely_belong() {
    let reading = read_text(FIXTURE).unwrap();
    let listings: Vec<&str> = reading
        .statements
        .iter()
        .filter(|s| s.schema == schema::SANCTION && s.property == prop::ENTITY)
        .map(|s| s.entity.as_str())
        .collect();
    assert_eq!(
        listings,
        [
            "NK-1-sanction-EU-RUS",
            "NK-2-sanction-UA-WS-MARE",
            "NK-2-sanction-GB-RUS",
            "NK-3-sanction-text-1",
            "NK-3-sanction-text-2"
        ]
    );
    assert_eq!(values(&reading, "NK-1-sanction-EU-RUS", prop::REASON), ["Said to have sold reeds"]);
    assert_eq!(values(&reading, "NK-1-sanction-EU-RUS", prop::AUTHORITY), ["European Union"]);
    assert_eq!(values(&reading, "NK-2-sanction-GB-RUS", prop::AUTHORITY), ["United Kingdom"]);
    assert_eq!(values(&reading, "NK-2-sanction-UA-WS-MARE", prop::AUTHORITY), ["Ukraine"]);
    assert!(values(&reading, "NK-5", prop::TOPICS).is_empty(), "nothing says that it is sanctioned");
}

#[test]
fn what_cannot_be_read_is_a_finding() {
    let reading = read_text(FIXTURE).unwrap();
    let findings: Vec<(FindingKind, &str)> = reading.findings.iter().map(|f| (f.kind, f.locator.as_str())).collect();
    assert_eq!(findings, [(FindingKind::RecordLost, "row 5"), (FindingKind::FieldUnread, "row 6")]);
}

#[test]
fn a_cut_file_and_one_without_the_columns_are_refused() {
    for missing in [6, 40] {
        let error = read_text(&FIXTURE[..FIXTURE.len() - missing]).unwrap_err();
        assert!(error.to_string().contains("breaks off"), "{error}");
    }
    assert!(read_text(FIXTURE.trim_end()).is_ok(), "a missing last line end is no harm");
    assert!(read_text("id,name\n").is_err() && read_text("").is_err());
}

#[test]
fn the_format_is_known_by_its_header() {
    assert!((FORMAT.detect)(&SourceFile::new("x", FIXTURE)));
    assert!(!(FORMAT.detect)(&SourceFile::new("targets.simple.csv", "id,schema,name\n")));
}

#[test]
fn the_real_file_is_read_whole() {
    let Some(path) = shared_data("opensanctions/2026-03-13_com480_targets.simple.csv") else { return };
    let bytes = std::fs::read(path).unwrap();
    let reading = (FORMAT.read)(&[SourceFile::new("targets.simple.csv", bytes.clone())]).unwrap();
    assert_eq!(reading.findings, []);
    let is_kept = is_kept(&reading);
    let all_values: std::collections::HashSet<String> = reading.statements.iter().map(|s| s.value.replace('"', "")).collect();
    let stands = |alias: &str| all_values.contains(alias) || all_values.iter().any(|value| value.contains(alias));
    let mut count = 0;
    for row in csv::Reader::from_reader(bytes.as_slice()).records() {
        let row = row.unwrap();
        count += 1;
        assert!(is_kept(&row[2]), "{}", &row[2]);
        // Quotes aside, each alias of the cell stands in what was read.
        for alias in row[3].replace('"', "").split(';') {
            assert!(stands(alias.trim()), "{alias}");
        }
    }
    assert_eq!(reading.records, count);
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
