use proptest::prelude::*;
use sayso_record::{FindingKind, Reading, prop, schema};

use super::super::ftm_value::testing::{is_kept, shared_data, values};
use super::{FORMAT, ListError, SourceFile};

const FIXTURE: &str = concat!(
    r#"{"id":"NK-heron","caption":"Grey Heron League","schema":"Organization","properties":{"name":["Grey Heron League"],"alias":["Ліга Чаплі"],"weakAlias":["GHL"],"country":["xk","gb-sct","iq"],"topics":["sanction"],"incorporationDate":["2001-05"]},"referents":["eu-7","NK-heron","ofac-9"],"datasets":["eu_fsf","us_ofac_sdn"],"first_seen":"2023-04-20T10:12:00","last_seen":"2026-03-13T05:41:01","last_change":"2024-01-01T00:00:00","target":true}"#,
    "\n",
    r#"{"id":"eu-7-s","schema":"Sanction","caption":"EU","properties":{"entity":["NK-heron"],"authority":["Council of the European Union"],"startDate":["2002-05-02T00:00:00"],"endDate":["one day"]},"datasets":["eu_fsf"],"last_seen":"2026-03-12T05:41:01"}"#,
    "\n\n",
    r#"{"id":"p-1","schema":"Person","caption":"Ada Marsh","properties":{"firstName":["Ada"],"birthDate":["1961"],"addressEntity":[{"id":"a-1","schema":"Address","caption":"1 Reed Lane","properties":{"full":["1 Reed Lane"]}}],"sanctions":[{"id":"s-1","schema":"Sanction","properties":{"entity":["p-1"],"program":["1267"]}}],"shoeSize":["39"],"height":[1.7,null]}}"#,
    "\n",
    r#"{"id":"u-1","schema":"Spaceship","caption":"X","properties":{}}"#,
    "\n",
    r#"{"id":"p-2","schema":"Person","caption":"B","properties":{"name":"Bo Fen","shoeSize":["40"]}}"#,
    "\n",
);

fn read_text(text: &str) -> Result<Reading, ListError> {
    (FORMAT.read)(&[SourceFile::new("entities.ftm.json", text)])
}

#[test]
fn entities_keep_ids_values_and_links() {
    let reading = read_text(FIXTURE).unwrap();
    assert_eq!((reading.records, reading.stated_date), (5, Some(jiff::civil::date(2026, 3, 13))));
    assert_eq!(values(&reading, "NK-heron", prop::NAME), ["Grey Heron League"]);
    assert_eq!(values(&reading, "NK-heron", prop::ALIAS), ["Ліга Чаплі"]);
    assert_eq!(values(&reading, "NK-heron", prop::COUNTRY), ["xk", "gb-sct", "iq"]);
    assert_eq!(values(&reading, "NK-heron", prop::PUBLISHER), ["eu_fsf", "us_ofac_sdn"]);
    assert_eq!(values(&reading, "NK-heron", prop::NOTES), ["Joined by its publisher from: eu-7, ofac-9"]);
    assert_eq!(values(&reading, "eu-7-s", prop::ENTITY), ["NK-heron"]);
    assert_eq!(values(&reading, "eu-7-s", prop::START_DATE), ["2002-05-02"], "the time of day goes");
    assert_eq!(
        values(&reading, "eu-7-s", prop::AUTHORITY),
        ["Council of the European Union"],
        "a text here, a link in contracts"
    );
    assert_eq!(values(&reading, "p-2", prop::NAME), ["Bo Fen"], "a lone text is a list of one");
    assert_eq!(reading.locators[0].1.as_str(), "line 1");
    assert_eq!(reading.locators.iter().find(|(id, _)| id.as_str() == "p-1").unwrap().1.as_str(), "line 4");
}

#[test]
fn when_a_crawler_looked_is_no_date_of_law() {
    let reading = read_text(FIXTURE).unwrap();
    assert!(reading.statements.iter().all(|s| s.valid_from.is_none() && !s.value.contains("2023-04-20")));
}

#[test]
fn nested_entities_become_entities_of_their_own() {
    let reading = read_text(FIXTURE).unwrap();
    assert_eq!(values(&reading, "p-1", prop::ADDRESS_ENTITY), ["a-1"]);
    assert_eq!(values(&reading, "a-1", prop::FULL), ["1 Reed Lane"]);
    assert_eq!(values(&reading, "s-1", prop::ENTITY), ["p-1"]);
    assert!(reading.statements.iter().any(|s| s.entity.as_str() == "a-1" && s.schema == schema::ADDRESS));
}

#[test]
fn a_caption_that_stands_nowhere_else_is_not_lost() {
    let reading = read_text(FIXTURE).unwrap();
    assert_eq!(values(&reading, "p-1", prop::ALIAS), ["Ada Marsh"]);
    assert!(values(&reading, "a-1", prop::ALIAS).is_empty());
}

#[test]
fn what_the_vocabulary_does_not_have_is_told_once() {
    let reading = read_text(FIXTURE).unwrap();
    let findings: Vec<(FindingKind, &str, &str)> =
        reading.findings.iter().map(|f| (f.kind, f.locator.as_str(), f.reason.split(';').next().unwrap())).collect();
    assert_eq!(
        findings,
        [
            (FindingKind::FieldUnread, "line 2", "not understood in endDate"),
            (FindingKind::RecordLost, "line 5", "FollowTheMoney 4.11 has no schema \"Spaceship\""),
            (FindingKind::Unknown, "line 4", "Person has no property shoeSize in FollowTheMoney 4.11"),
        ]
    );
    assert!(reading.findings[2].reason.ends_with("2 times in the file"));
    assert_eq!(values(&reading, "eu-7-s", prop::END_DATE), ["one day"]);
}

#[test]
fn a_broken_line_is_lost_alone_but_a_cut_file_is_refused() {
    let broken = FIXTURE.replace(r#""id":"p-1","#, r#""id":"p-1" "#);
    let reading = read_text(&broken).unwrap();
    assert_eq!(reading.findings[1].kind, FindingKind::RecordLost);
    assert_eq!(values(&reading, "p-2", prop::NAME), ["Bo Fen"]);
    let cut = &FIXTURE[..FIXTURE.len() - 20];
    let error = read_text(cut).unwrap_err();
    assert!(error.to_string().contains("line 6") && error.to_string().contains("breaks off"), "{error}");
    assert!(read_text("").is_err() && read_text("[1]\n").is_err() && read_text("name,source\n").is_err());
}

#[test]
fn the_format_is_known_by_its_first_line() {
    let detect = |text: &str| (FORMAT.detect)(&SourceFile::new("x", text));
    assert!(detect(FIXTURE));
    assert!(!detect(r#"{"op":"ADD","entity":{"id":"a","schema":"Person","properties":{}}}"#));
    assert!(!detect("id,schema,properties\n") && !detect(""));
}

#[test]
fn the_real_file_is_read_whole() {
    let Some(path) = shared_data("opensanctions/ftm/entities.ftm.json") else { return };
    let text = std::fs::read_to_string(path).unwrap();
    let reading = read_text(&text).unwrap();
    assert_eq!(reading.findings, []);
    let is_kept = is_kept(&reading);
    let mut count = 0;
    for line in text.lines().filter(|line| !line.is_empty()) {
        count += 1;
        let entity: serde_json::Value = serde_json::from_str(line).unwrap();
        for property in ["name", "alias", "firstName", "lastName", "person", "relative", "holder"] {
            for name in entity["properties"][property].as_array().into_iter().flatten() {
                assert!(is_kept(name.as_str().unwrap()), "{name}");
            }
        }
    }
    assert_eq!(reading.records, count);
    assert!(reading.locators.len() as u64 >= count);
}

/// Every list file of ../shared/data is claimed by one format at most, and by these four only where it is theirs.
#[test]
fn no_file_of_another_format_is_claimed() {
    let Some(manifest) = shared_data("MANIFEST.md") else { return };
    let root = manifest.parent().unwrap();
    let ours = ["ftm_json", "os_statements_csv", "os_simple_csv", "designations_csv"];
    let mut claimed = Vec::new();
    for folder in ["ca", "ch", "designations", "eu", "ofac", "opensanctions", "uk", "un", "us_csl"] {
        let mut folders = vec![root.join(folder)];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
                if entry.path().is_dir() {
                    folders.push(entry.path());
                    continue;
                }
                let name = entry.file_name().to_string_lossy().into_owned();
                let file = SourceFile::new(name.as_str(), std::fs::read(entry.path()).unwrap());
                let says_yes: Vec<_> = super::super::FORMATS.iter().filter(|f| (f.detect)(&file)).map(|f| f.id).collect();
                assert!(says_yes.len() <= 1, "{name}: {says_yes:?}");
                claimed.extend(says_yes.into_iter().filter(|id| ours.contains(id)).map(|id| (name.clone(), id)));
            }
        }
    }
    claimed.sort_unstable();
    let simple = "2026-03-13_com480_targets.simple.csv".to_owned();
    assert_eq!(claimed, [(simple, "os_simple_csv"), ("entities.ftm.json".to_owned(), "ftm_json")]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_bytes_make_it_panic(place in 0..FIXTURE.len(), byte in any::<u8>(), length in 0..FIXTURE.len()) {
        let mut bytes = FIXTURE.as_bytes().to_vec();
        bytes[place] = byte;
        bytes.truncate(length);
        let _ = (FORMAT.read)(&[SourceFile::new("x.json", bytes)]);
    }
}
