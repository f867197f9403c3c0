//! The Consolidated Screening List.

use std::io::Read as _;

use flate2::read::GzDecoder;
use sayso_lists::{ListError, SourceFile, formats};
use sayso_record::{Reading, prop};

use crate::common::{all_texts, check, check_damage, check_links, detected, facts, plain, shared_data, statements};

const FIXTURE: &str = include_str!("fixtures/csl.csv");

fn read(bytes: &[u8]) -> Result<Reading, ListError> {
    (formats::find("us_csl_csv").unwrap().read)(&[SourceFile::new("consolidated.csv", bytes)])
}

#[test]
fn rows_of_treasury_say_what_its_own_files_say() {
    let reading = read(FIXTURE.as_bytes()).unwrap();
    let person = [
        "name=Janus EXEMPLAR",
        "firstName=Janus",
        "alias=Yanus EKSEMPLAR",
        "alias=MUSTER",
        "position=Minister",
        "position=Colonel",
        "address=1 Sample Street, Tehran, IR",
        "country=ir",
        "country=sy",
        "citizenship=ir",
        "nationality=sy",
        "birthDate=1961-04-05",
        "birthDate=1962~",
        "birthPlace=Sampleton, Iran",
        "passportNumber=P1234567",
        "gender=male",
        "notes=wanted",
        "notes=Linked To: NOBODY",
        "topics=sanction",
    ];
    check(&reading, "csl-501", &person);
    let sanction = [
        "entity=csl-501",
        "program=SDGT",
        "authority=Office of Foreign Assets Control",
        "sourceUrl=http://list.example",
        "provisions=Secondary sanctions risk: Ukraine-/Russia-Related Sanctions Regulations, 31 CFR 589.201",
    ];
    check(&reading, "csl-501-sanction-SDGT", &sanction);
    check(&reading, "csl-501-Passport-P1234567", &["country=ir", "holder=csl-501"]);
    check(&reading, "csl-501-link-csl-503-linked-to", &["subject=csl-501", "object=csl-503"]);
    check(&reading, "csl-503", &["callSign=HMYN1", "type=Tug", "flag=ir", "imoNumber=IMO9187629", "notes=Vessel Owner: NITC"]);
}

#[test]
fn a_party_on_two_lists_of_treasury_is_one_party_with_two_sanctions() {
    let reading = read(FIXTURE.as_bytes()).unwrap();
    check(&reading, "csl-502", &["name=ACME BANK, JSC", "alias=ACME", "taxNumber=7700000001"]);
    check(&reading, "csl-502-sanction-RUSSIA-EO14024", &["listingDate=2022-02-24", "sourceUrl=http://cap.example"]);
    let ssi =
        ["provisions=Executive Order 13662 Directive Determination: Subject to Directive 1", "sourceUrl=http://ssi.example"];
    check(&reading, "csl-502-sanction-UKRAINE-EO13662", &ssi);
    assert_eq!(facts(&reading, "csl-502").iter().filter(|fact| fact.starts_with("name=")).count(), 1);
}

#[test]
fn other_lists_are_sanctions_of_their_own_agencies_and_no_more_than_they_say() {
    let reading = read(FIXTURE.as_bytes()).unwrap();
    check(&reading, "csl-DPL-john-roe", &["name=JOHN ROE", "topics=export.control"]);
    let denied = [
        "authority=Bureau of Industry and Security",
        "program=Denied Persons List (DPL)",
        "authorityId=84 F.R. 1427 2/4/2019",
        "startDate=2018-12-31",
        "endDate=2024-11-16",
        "provisions=Standard order: Y",
        "description=F.R. NOTICE ADDED",
    ];
    check(&reading, "csl-DPL-john-roe-sanction-DPL", &denied);
    check(&reading, "csl-EL-muster-labs", &["alias=Open Muster", "alias=JSC Muster", "country=by", "country=ua"]);
    check(
        &reading,
        "csl-EL-muster-labs-sanction-EL",
        &["startDate=2022-04-07", "provisions=License policy: Policy of denial."],
    );
    check(&reading, "csl-EL-muster-labs-sanction-EL-2", &["startDate=2023-01-01"]);
    check(&reading, "csl-ISN-tanchon-sample-sanction-INKSNA", &["authority=Department of State", "program=INKSNA"]);
    let alias = statements(&reading, "csl-EL-muster-labs").find(|s| &*s.value == "JSC Muster").unwrap();
    assert_eq!(alias.original.as_deref(), Some("and JSC Muster"));
    assert_eq!((reading.records, reading.findings.len()), (8, 0), "{:?}", reading.findings);
    check_links(&reading);
}

#[test]
fn bad_rows_are_findings_and_bad_files_are_refused() {
    let text = FIXTURE.replace("JOHN  ROE", "").replace("Capta List (CAP)", "Capper List (CPP)");
    let reading = read(text.as_bytes()).unwrap();
    let places: Vec<_> = reading.findings.iter().map(|f| f.locator.as_str()).collect();
    assert_eq!((reading.records, places), (8, vec!["row 3", "row 6"]));
    for (text, problem) in [("", "no column"), ("a,b\n1,2\n", "no column"), (&FIXTURE[..FIXTURE.len() - 60], "truncated")] {
        let error = read(text.as_bytes()).unwrap_err();
        assert!(error.to_string().contains(problem), "{error}");
    }
    check_damage("us_csl_csv", FIXTURE.as_bytes());
    assert_eq!(detected(&SourceFile::new("x.csv", FIXTURE)), ["us_csl_csv"]);
}

#[test]
fn the_list_of_2022_loses_no_row_and_no_name() {
    let Some(packed) = shared_data("us_csl/2022-05-06_consolidated.csv.gz") else { return };
    let mut bytes = Vec::new();
    GzDecoder::new(&packed.bytes[..]).read_to_end(&mut bytes).unwrap();
    let reading = read(&bytes).unwrap();
    assert_eq!(detected(&SourceFile::new("consolidated.csv", &bytes[..])), ["us_csl_csv"]);
    let mut lost = Vec::new();
    let texts = all_texts(&reading);
    let mut rows = csv::Reader::from_reader(&bytes[..]);
    let header = rows.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|h| h == name).unwrap();
    let (name, others) = (column("name"), column("alt_names"));
    let mut count = 0;
    for row in rows.records().map(Result::unwrap) {
        count += 1;
        let names = std::iter::once(&row[name]).chain(row[others].split(';')).map(plain);
        lost.extend(names.filter(|name| !name.is_empty() && !texts.contains(name)));
    }
    let notes = reading.statements.iter().filter(|s| s.property == prop::NOTES).count();
    eprintln!("{count} rows, {} statements, {notes} notes", reading.statements.len());
    assert_eq!((reading.records, lost), (count, Vec::new()));
    assert_eq!(reading.findings, []);
    check_links(&reading);
}
