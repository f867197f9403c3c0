//! SDN_ADVANCED.XML.

use sayso_record::{FindingKind, prop};

use crate::common::{
    all_texts, check, check_damage, check_links, detected, facts, plain, read, read_file, shared_data, statements, texts_of,
    unescape,
};

const FIXTURE: &str = include_str!("fixtures/advanced.xml");

#[test]
fn a_person_has_all_that_the_profile_says() {
    let reading = read("us_ofac_advanced", FIXTURE).unwrap();
    assert_eq!(reading.findings, []);
    check(
        &reading,
        "ofac-101",
        &[
            "name=Janus Aurelio Exemplar Muestra",
            "name=یانوس نمونه",
            "firstName=Janus",
            "middleName=Aurelio",
            "lastName=Exemplar",
            "motherName=Muestra",
            "weakAlias=The Sample",
            "previousName=Янус Мустер",
            "notes=Two marks",
            "birthDate=1961-04-05",
            "birthDate=1962~",
            "birthDate=1960/1963",
            "notes=Birthdate: 1950 (said to be false)",
            "birthPlace=Sampleton, Iran",
            "nationality=ir",
            "gender=male",
            "position=Minister of Examples",
            "passportNumber=P1234567",
            "address=1 Sample Street, Flat 2, Tehran, Tehran Province, 10001, Iran",
            "address=Gaza",
            "notes=Case file: No. 5",
            "sourceUrl=https://example.org/5",
            "topics=sanction",
        ],
    );
    let lang = |value: &str| statements(&reading, "ofac-101").find(|s| &*s.value == value).and_then(|s| s.lang.clone());
    assert_eq!(lang("یانوس نمونه").as_deref(), Some("und-Arab"));
    check(&reading, "ofac-101-address-21", &["street=1 Sample Street", "street2=Flat 2", "city=Tehran", "country=ir"]);
}

#[test]
fn documents_wallets_and_other_kinds_of_party_are_read() {
    let reading = read("us_ofac_advanced", FIXTURE).unwrap();
    check(
        &reading,
        "ofac-101-Passport-P1234567",
        &[
            "holder=ofac-101",
            "country=ir",
            "startDate=2005-12-14",
            "endDate=2015",
            "authority=Passport Office",
            "description=Issued in Sampleton, Sample District, Russia",
            "description=Validity: Fraudulent",
            "description=Seen once",
        ],
    );
    check(
        &reading,
        "ofac-101-wallet-1ExampleWalletAddress",
        &["publicKey=1ExampleWalletAddress", "currencySymbol=XBT", "topics=sanction"],
    );
    check(
        &reading,
        "ofac-102",
        &[
            "name=Acme (North) Trading LLC",
            "alias=ANT",
            "abbreviation=ANT",
            "registrationNumber=REG-7",
            "website=www.example.org",
            "address=Sampleton, Sample District, Russia",
            "country=ru",
            "country=ir",
        ],
    );
    check(&reading, "ofac-103", &["imoNumber=IMO9187629", "callSign=T2EU4", "type=Crude Oil Tanker", "flag=ir"]);
    check(&reading, "ofac-104", &["name=EP-SMP", "buildDate=1983", "model=IL-76"]);
    check_links(&reading);
}

#[test]
fn relationships_and_linked_entries_are_links() {
    let reading = read("us_ofac_advanced", FIXTURE).unwrap();
    check(
        &reading,
        "ofac-101-link-102-acting-for-or-on-behalf-of",
        &[
            "subject=ofac-101",
            "object=ofac-102",
            "role=Acting for or on behalf of",
            "status=former",
            "description=Quality: High",
            "description=Until he left",
            "startDate=2001-02",
            "endDate=2004",
        ],
    );
    check(&reading, "ofac-103-link-102-owned-or-controlled-by", &["asset=ofac-103", "owner=ofac-102"]);
    check(&reading, "ofac-101-link-105-family-member-of", &["person=ofac-101", "relative=ofac-105"]);
    check(&reading, "ofac-104-link-102-linked-to", &["subject=ofac-104", "startDate=2018-05-24", "description=Same fleet"]);
}

#[test]
fn events_date_the_programme_that_they_are_about() {
    let reading = read("us_ofac_advanced", FIXTURE).unwrap();
    check(
        &reading,
        "ofac-101-sanction-SDGT",
        &[
            "program=SDGT",
            "listingDate=2007-10-25",
            "modifiedAt=2012-01-01",
            "reason=Executive Order 13224 (Terrorism)",
            "reason=Press release: He gave examples",
            "sourceUrl=https://example.org/press",
            "provisions=Block",
            "provisions=Additional Sanctions Information: Subject to Secondary Sanctions",
            "summary=SDN List",
            "recordId=601",
        ],
    );
    let dates = |id: &str| facts(&reading, id).into_iter().filter(|f| f.contains("Date=")).collect::<Vec<_>>();
    assert_eq!(dates("ofac-102-sanction-SDGT"), ["listingDate=2010-01-05"]); // its legal basis names the programme
    assert_eq!(dates("ofac-102-sanction-EXAMPLES"), ["listingDate=2011-02-06"]);
    assert_eq!(dates("ofac-102-sanction-IFSR"), ["startDate=2013-01-01", "endDate=2014-01-01"]);
    assert_eq!(dates("ofac-102-sanction-SDN-List"), ["listingDate=2010-01-05", "listingDate=2011-02-06"]);
    assert_eq!(dates("ofac-103-sanction-IRAN"), Vec::<String>::new()); // of two programmes, and the file does not say which
    assert_eq!(dates("ofac-103-sanction-SDN-List"), ["listingDate=2012-01-05"]);
    assert_eq!(dates("ofac-104-sanction-CAATSA--RUSSIA"), ["listingDate=2018-05-24", "endDate=2020-06-01"]);
}

#[test]
fn a_profile_without_an_entry_is_known_but_not_listed() {
    let reading = read("us_ofac_advanced", FIXTURE).unwrap();
    check(&reading, "ofac-105", &["name=Mina Exemplar"]);
    assert!(!facts(&reading, "ofac-105").contains(&"topics=sanction".to_owned()));
    assert!(!reading.statements.iter().any(|s| s.property == prop::ENTITY && &*s.value == "ofac-105"));
    assert_eq!(reading.records, 5);
    assert_eq!(reading.stated_date.map(|d| d.to_string()).as_deref(), Some("2025-03-04"));
}

#[test]
fn what_the_format_does_not_have_is_a_finding() {
    for (from, to, reason) in [
        ("<Comment>Two marks</Comment>", "<Hat>top</Hat>", "<Hat>"),
        (">Vessel Call Sign<", ">Shoe Size<", "Shoe Size"),
        ("FeatureTypeID=\"9\"", "FeatureTypeID=\"999999\"", "no FeatureType"),
        (">Vessel</PartySubType>", ">Submarine</PartySubType>", "kind of party"),
        (">F.K.A.<", ">D.B.A.<", "type of alias"),
        (">Cyrillic<", ">Runes<", "script"),
        (">Middle Name<", ">Regnal Number<", "name part"),
        (">POSTAL CODE<", ">GRID<", "part of a location"),
        (">Family member of<", ">Rival of<", "relation"),
        (">Issue Date<", ">Seen on<", "date of a document"),
        ("<Alias FixedRef=\"10\"", "<Alias DeltaAction=\"amend\" FixedRef=\"10\"", "DeltaAction"),
    ] {
        let reading = read("us_ofac_advanced", FIXTURE.replacen(from, to, 1)).unwrap();
        let found = reading.findings.iter().any(|f| f.kind == FindingKind::Unknown && f.reason.contains(reason));
        assert!(found, "{reason}: {:#?}", reading.findings);
    }
}

#[test]
fn references_to_nothing_are_findings() {
    for (from, to, reason) in [
        ("IdentityID=\"9002\" ValidityID", "IdentityID=\"1\" ValidityID", "no party"),
        ("<SanctionsEntry ID=\"604\" ProfileID=\"104\"", "<SanctionsEntry ID=\"604\" ProfileID=\"1\"", "profile that the file"),
        ("LocationID=\"21\"/>", "LocationID=\"1\"/>", "location that the file"),
        ("EntryB-SanctionsEntryID=\"602\"", "EntryB-SanctionsEntryID=\"1\"", "entries that the file"),
        ("<DatePeriod CalendarTypeID=\"1\"", "<DatePeriod CalendarTypeID=\"2\"", "no date in startDate"),
    ] {
        let reading = read("us_ofac_advanced", FIXTURE.replacen(from, to, 1)).unwrap();
        let found = reading.findings.iter().any(|f| f.kind == FindingKind::FieldUnread && f.reason.contains(reason));
        assert!(found, "{reason}: {:#?}", reading.findings);
    }
}

#[test]
fn a_file_of_changes_is_refused() {
    let error =
        read("us_ofac_advanced", FIXTURE.replacen("Version=\"3\"", "Version=\"4\" DeltaBaseVersion=\"3\"", 1)).unwrap_err();
    assert!(error.to_string().contains("fetch the whole list"), "{error}");
    let error = read("us_ofac_advanced", "<sdnList/>").unwrap_err();
    assert!(error.to_string().contains("no ADVANCED XML"), "{error}");
}

#[test]
fn damage_never_makes_it_panic() {
    check_damage("us_ofac_advanced", FIXTURE.as_bytes());
}

#[test]
fn the_file_in_shared_data_is_read_whole() {
    let Some(file) = shared_data("ofac/sdn-advanced-fixture.xml") else { return };
    assert_eq!(detected(&file), ["us_ofac_advanced"]);
    let reading = read_file("us_ofac_advanced", &file).unwrap();
    let text = String::from_utf8(file.bytes).unwrap();
    assert_eq!(reading.records as usize, text.matches("<DistinctParty ").count());
    assert_eq!(reading.findings, []);
    assert_eq!(reading.stated_date.map(|d| d.to_string()).as_deref(), Some("2026-07-13"));
    check_links(&reading);
    let texts = all_texts(&reading);
    for name in texts_of(&text, "DocumentedName") {
        let parts: Vec<_> = texts_of(name, "NamePartValue").into_iter().map(|part| plain(&unescape(part))).collect();
        assert!(texts.contains(&parts.join(" ")), "{parts:?}");
    }
    for tag in ["IDRegistrationNo", "VersionDetail", "Value"] {
        for value in texts_of(&text, tag) {
            assert!(texts.iter().any(|t| t.contains(&plain(&unescape(value)))), "{tag}: {value}");
        }
    }
    check(&reading, "ofac-1001", &["name=Acme Imports LLC", "leiCode=5493001KJTIIGC8Y1R12", "weakAlias=ACME GLOBAL"]);
    check(&reading, "ofac-2002", &["name=Jordan Example", "name=Джордан Экзампл", "birthDate=1980-05-20", "citizenship=us"]);
    check(&reading, "ofac-2002-sanction-DEMO", &["listingDate=2026-07-13"]);
    check(&reading, "ofac-1001-link-3003-owned-or-controlled-by", &["asset=ofac-1001", "owner=ofac-3003"]);
}
