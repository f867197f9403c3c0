//! ENHANCED XML.

use sayso_record::{FindingKind, prop};

use crate::common::{
    all_texts, check, check_damage, check_links, detected, facts, plain, read, read_file, shared_data, statements, texts_of,
    unescape,
};

const FIXTURE: &str = include_str!("fixtures/enhanced.xml");

#[test]
fn a_person_has_all_that_the_entity_says() {
    let reading = read("us_ofac_enhanced", FIXTURE).unwrap();
    assert_eq!(reading.findings, []);
    check(
        &reading,
        "ofac-101",
        &[
            "name=Janus Aurelio EXEMPLAR",
            "name=یانوس نمونه",
            "firstName=Janus",
            "middleName=Aurelio",
            "lastName=Exemplar",
            "weakAlias=THE SAMPLE",
            "previousName=Янус МУСТЕР",
            "position=Minister of Examples",
            "notes=Two marks",
            "birthDate=1961-04-05",
            "birthDate=1962~",
            "birthDate=1960/1963",
            "notes=Birthdate: 1950 (said to be false)",
            "gender=male",
            "nationality=ir",
            "birthPlace=Sampleton, Iran",
            "passportNumber=P1234567",
            "idNumber=55-66",
            "address=1 Sample Street, Flat 2, Tehran, Tehran Province, 10001, Iran",
            "addressEntity=ofac-101-address-21",
            "address=Gaza",
        ],
    );
    let lang = |value: &str| statements(&reading, "ofac-101").find(|s| &*s.value == value).and_then(|s| s.lang.clone());
    assert_eq!(lang("یانوس نمونه").as_deref(), Some("und-Arab"));
    assert_eq!(lang("Янус МУСТЕР").as_deref(), Some("und-Cyrl"));
    assert_eq!(lang("Janus Aurelio EXEMPLAR"), None);
    let weak = statements(&reading, "ofac-101").find(|s| s.property == prop::WEAK_ALIAS).unwrap();
    assert_eq!(weak.original.as_deref(), Some("The Sample"));
}

#[test]
fn documents_wallets_and_links_are_entities() {
    let reading = read("us_ofac_enhanced", FIXTURE).unwrap();
    check(
        &reading,
        "ofac-101-Passport-P1234567",
        &[
            "holder=ofac-101",
            "country=ir",
            "startDate=2005-12-14",
            "endDate=2015",
            "description=In the name of EXEMPLAR, Janus Aurelio",
            "description=Issued in Tehran",
            "description=Gender: Male",
        ],
    );
    check(&reading, "ofac-101-National-ID-No.-55-66", &["description=Not valid"]);
    check(&reading, "ofac-101-wallet-1ExampleWalletAddress", &["holder=ofac-101", "currencySymbol=XBT"]);
    check(
        &reading,
        "ofac-101-link-102-acting-for-or-on-behalf-of",
        &["subject=ofac-101", "object=ofac-102", "role=Acting for or on behalf of", "recordId=51", "description=Quality: High"],
    );
    check(
        &reading,
        "ofac-101-link-999-family-member-of",
        &["person=ofac-101", "relative=ofac-999", "relationship=Family member of"],
    );
    check(&reading, "ofac-103-link-102-owned-or-controlled-by", &["asset=ofac-103", "owner=ofac-102"]);
    check(&reading, "ofac-103", &["imoNumber=IMO9187629", "callSign=T2EU4", "type=Crude Oil Tanker", "flag=ir"]);
    check(&reading, "ofac-104", &["buildDate=1983", "serialNumber=33448393"]);
    check_links(&reading);
}

#[test]
fn the_date_of_a_list_is_that_of_its_only_programme_and_else_of_the_list() {
    let reading = read("us_ofac_enhanced", FIXTURE).unwrap();
    check(
        &reading,
        "ofac-101-sanction-SDGT",
        &[
            "program=SDGT",
            "listingDate=2007-10-25",
            "summary=SDN List",
            "reason=Executive Order 13224 (Terrorism)",
            "provisions=Block",
            "provisions=Additional Sanctions Information: Subject to Secondary Sanctions",
        ],
    );
    assert_eq!(facts(&reading, "ofac-101-sanction-SDN-List"), Vec::<String>::new());
    check(&reading, "ofac-102-sanction-SDN-List", &["listingDate=2010-01-05", "entity=ofac-102", "summary=SDN List"]);
    for programme in ["SDGT", "IFSR"] {
        let id = format!("ofac-102-sanction-{programme}");
        check(&reading, &id, &["provisions=Block", "summary=SDN List"]);
        assert!(!facts(&reading, &id).iter().any(|f| f.starts_with("listingDate")));
    }
    assert_eq!(reading.stated_date.map(|d| d.to_string()).as_deref(), Some("2025-03-04"));
    assert_eq!(reading.records, 4);
}

#[test]
fn what_the_format_does_not_have_is_a_finding() {
    for (from, to, reason) in [
        ("<versionId>1</versionId>", "<hat>top</hat>", "<hat>"),
        ("Vessel Call Sign", "Shoe Size", "Shoe Size"),
        (">Vessel</entityType>", ">Submarine</entityType>", "entityType"),
        (">F.K.A.<", ">D.B.A.<", "type of alias"),
        (">Cyrillic<", ">Runes<", "script"),
        (">Middle Name<", ">Regnal Number<", "name part"),
        (">POSTAL CODE<", ">GRID<", "address part"),
        (">Family member of<", ">Rival of<", "relation"),
        ("entityId=\"999\"", "entityId=\"999\" mood=\"good\"", "mood"),
    ] {
        let reading = read("us_ofac_enhanced", FIXTURE.replacen(from, to, 1)).unwrap();
        let found = reading.findings.iter().any(|f| f.kind == FindingKind::Unknown && f.reason.contains(reason));
        assert!(found, "{reason}: {:#?}", reading.findings);
    }
    let reading = read("us_ofac_enhanced", FIXTURE.replacen("<entity id=\"104\">", "<entity>", 1)).unwrap();
    assert!(reading.findings.iter().any(|f| f.kind == FindingKind::RecordLost));
    assert_eq!(reading.records, 4);
}

#[test]
fn damage_never_makes_it_panic() {
    assert!(read("us_ofac_enhanced", "<sdnList/>").unwrap_err().to_string().contains("no ENHANCED XML"));
    check_damage("us_ofac_enhanced", FIXTURE.as_bytes());
}

#[test]
fn the_real_list_of_a_programme_is_read_whole() {
    let Some(file) = shared_data("ofac/2024-09-15_enhanced/IRGC_sanctions.xml") else { return };
    assert_eq!(detected(&file), ["us_ofac_enhanced"]);
    let reading = read_file("us_ofac_enhanced", &file).unwrap();
    let text = String::from_utf8(file.bytes).unwrap();
    assert_eq!(reading.records as usize, text.matches("<entity id=").count());
    assert_eq!(reading.findings, []);
    check_links(&reading);
    let texts = all_texts(&reading);
    let entities = &text[text.find("<entities>").unwrap()..];
    for tag in ["formattedFullName", "documentNumber", "title", "remarks", "sanctionsProgram", "legalAuthority"] {
        for value in texts_of(entities, tag) {
            assert!(texts.contains(&plain(&unescape(value))), "{tag}: {value}");
        }
    }
    for part in
        texts_of(entities, "namePart").into_iter().chain(texts_of(entities, "addressPart")).chain(texts_of(entities, "feature"))
    {
        for value in texts_of(part, "value") {
            let value = plain(&unescape(value));
            assert!(texts.contains(&value) || texts.iter().any(|t| t.contains(&value)), "{value}");
        }
    }
    let dates = texts_of(entities, "sanctionsLists").iter().filter(|t| t.contains("datePublished=")).count();
    assert_eq!(reading.statements.iter().filter(|s| s.property == prop::LISTING_DATE).count(), dates);
    assert_eq!(
        texts_of(entities, "relationship").len(),
        reading.statements.iter().filter(|s| s.property == prop::RECORD_ID && s.schema.as_str() != "Sanction").count()
    );
}
