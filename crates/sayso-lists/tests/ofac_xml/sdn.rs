//! SDN.XML and CONSOLIDATED.XML.

use sayso_record::{FindingKind, prop, schema};

use crate::common::{
    all_texts, check, check_damage, check_links, detected, facts, plain, read, read_file, shared_data, statements, texts_of,
    unescape,
};

const FIXTURE: &str = include_str!("fixtures/sdn.xml");

#[test]
fn a_person_has_all_that_the_entry_says() {
    let reading = read("us_ofac_xml", FIXTURE).unwrap();
    check(
        &reading,
        "ofac-101",
        &[
            "name=Janus Aurelio EXEMPLAR",
            "firstName=Janus Aurelio",
            "lastName=EXEMPLAR",
            "alias=Yanus EKSEMPLAR",
            "weakAlias=THE SAMPLE",
            "previousName=Janus SPECIMEN",
            "alias=Янус МУСТЕР",
            "position=Minister of Examples",
            "position=Keeper of Samples",
            "notes=Two marks",
            "notes=Linked To: NOBODY IN THIS FILE",
            "weakAlias=Jan SAMPLER",
            "passportNumber=P1234567",
            "idNumber=55-66",
            "taxNumber=7700000001",
            "gender=male",
            "email=janus@example.org",
            "address=1 Sample Street, Flat 2, Tehran, Tehran Province, 10001, Iran",
            "addressEntity=ofac-101-address-21",
            "country=ir",
            "address=Gaza",
            "nationality=ir",
            "citizenship=mm",
            "birthDate=1961-04-05",
            "birthDate=1962~",
            "birthDate=1960/1963",
            "birthPlace=Sampleton, Iran",
            "topics=sanction",
        ],
    );
    check(
        &reading,
        "ofac-101-Passport-P1234567",
        &["holder=ofac-101", "number=P1234567", "country=ir", "startDate=2005-12-14", "endDate=2015", "type=Passport"],
    );
    check(&reading, "ofac-101-National-ID-No.-55-66", &["country=kp", "number=55-66"]);
    check(
        &reading,
        "ofac-101-wallet-1ExampleWalletAddress",
        &["holder=ofac-101", "publicKey=1ExampleWalletAddress", "currencySymbol=XBT"],
    );
    check(&reading, "ofac-101-address-21", &["street=1 Sample Street", "street2=Flat 2", "city=Tehran", "postalCode=10001"]);
    let name = statements(&reading, "ofac-101").find(|s| s.property == prop::NAME).unwrap();
    assert_eq!((name.original.as_deref(), name.schema), (Some("EXEMPLAR, Janus Aurelio"), schema::PERSON));
}

#[test]
fn each_programme_is_a_sanction_with_the_terms_that_name_it() {
    let reading = read("us_ofac_xml", FIXTURE).unwrap();
    check(
        &reading,
        "ofac-101-sanction-SDGT",
        &[
            "entity=ofac-101",
            "authority=Office of Foreign Assets Control",
            "program=SDGT",
            "provisions=Secondary sanctions risk: See Section 11 of an order",
        ],
    );
    check(
        &reading,
        "ofac-101-sanction-CAATSA--RUSSIA",
        &["program=CAATSA - RUSSIA", "provisions=CAATSA Section 235 Information: EXPORT SANCTIONS"],
    );
    assert!(!facts(&reading, "ofac-101-sanction-SDGT").iter().any(|f| f.contains("EXPORT")));
    check(&reading, "ofac-102-sanction-CMIC-EO13959", &["listingDate=2021-06-03", "startDate=2021-08-02"]);
    assert!(!facts(&reading, "ofac-102-sanction-SDGT").iter().any(|f| f.contains("2021")));
}

#[test]
fn organisations_vessels_and_aircraft_have_their_own_properties() {
    let reading = read("us_ofac_xml", FIXTURE).unwrap();
    check(
        &reading,
        "ofac-102",
        &[
            "name=ACME (NORTH) TRADING LLC",
            "registrationNumber=1027700000001",
            "website=www.example.org",
            "incorporationDate=1990-10-17",
            "isinCode=US0000000001",
            "swiftBic=ACMERUMM",
            "leiCode=253400V1H6ART1UQ0N98",
            "imoNumber=IMO5342883",
            "jurisdiction=ru",
            "alias=Acme North Ltd",
            "classification=Financial Institution",
        ],
    );
    check(
        &reading,
        "ofac-103",
        &[
            "imoNumber=IMO9187629",
            "mmsi=572469210",
            "pastFlags=mt",
            "notes=Former Vessel Flag: None Identified",
            "callSign=T2EU4",
            "type=Crude Oil Tanker",
            "flag=ir",
            "notes=Vessel Owner: Sample Shipping Co.",
            "tonnage=99144",
            "grossRegisteredTonnage=56068",
        ],
    );
    check(
        &reading,
        "ofac-104",
        &["buildDate=1983", "model=IL-76", "serialNumber=33448393", "icaoCode=7342B3", "notes=Aircraft Operator: Sample Air"],
    );
    check_links(&reading);
}

#[test]
fn remarks_link_to_the_party_of_that_name() {
    let reading = read("us_ofac_xml", FIXTURE).unwrap();
    check(
        &reading,
        "ofac-101-link-102-linked-to",
        &["subject=ofac-101", "object=ofac-102", "role=Linked To", "description=Linked To: ACME (NORTH) TRADING LLC"],
    );
    check(&reading, "ofac-103-link-101-linked-to", &["subject=ofac-103", "object=ofac-101"]);
    assert_eq!(reading.statements.iter().filter(|s| s.property == prop::ROLE).count(), 2);
}

#[test]
fn dates_and_counts_of_the_publication_are_read_and_a_lost_record_is_told() {
    let reading = read("us_ofac_xml", FIXTURE).unwrap();
    assert_eq!(reading.stated_date.map(|d| d.to_string()).as_deref(), Some("2025-03-04"));
    assert_eq!((reading.stated_records, reading.records), (Some(5), 5));
    let findings: Vec<_> = reading.findings.iter().map(|f| f.kind).collect();
    assert_eq!(findings, [FindingKind::RecordLost], "{:#?}", reading.findings);
}

#[test]
fn what_the_format_does_not_have_is_a_finding() {
    for (from, to, reason) in [
        ("<sdnType>Vessel</sdnType>", "<sdnType>Vessel</sdnType><hat>top</hat>", "<hat>"),
        ("<idType>Gender</idType>", "<idType>Shoe Size</idType>", "Shoe Size"),
        ("<sdnType>Vessel</sdnType>", "<sdnType>Submarine</sdnType>", "sdnType"),
        ("<type>n.k.a.</type>", "<type>d.b.a.</type>", "type of alias"),
        ("<sdnType>Entity</sdnType>", "<sdnType kind='x'>Entity</sdnType>", "attribute kind"),
    ] {
        let text = FIXTURE.replacen(from, to, 1);
        let reading = read("us_ofac_xml", text).unwrap();
        let found = reading.findings.iter().any(|f| f.kind == FindingKind::Unknown && f.reason.contains(reason));
        assert!(found, "{reason}: {:#?}", reading.findings);
    }
    let reading = read("us_ofac_xml", FIXTURE.replace("05 Apr 1961", "in spring")).unwrap();
    assert!(reading.findings.iter().any(|f| f.kind == FindingKind::FieldUnread && f.raw == "in spring"));
    check(&reading, "ofac-101", &["birthDate=in spring"]);
}

#[test]
fn other_files_are_refused_with_their_place() {
    for (text, problem) in [
        ("<Sanctions/>".to_owned(), "no SDN.XML"),
        (FIXTURE[..FIXTURE.find("<sdnType>").unwrap()].to_owned(), "truncated"),
        ("uid,name\n1,x".to_owned(), "no XML"),
    ] {
        let error = read("us_ofac_xml", text).unwrap_err();
        assert!(error.to_string().contains(problem), "{error}");
    }
}

#[test]
fn damage_never_makes_it_panic() {
    check_damage("us_ofac_xml", FIXTURE.as_bytes());
}

#[test]
fn the_real_consolidated_list_is_read_whole() {
    let Some(file) = shared_data("ofac/2025-03-28_consolidated_xml/consolidated.xml") else { return };
    assert_eq!(detected(&file), ["us_ofac_xml"]);
    let reading = read_file("us_ofac_xml", &file).unwrap();
    let text = String::from_utf8(file.bytes).unwrap();
    assert_eq!(reading.records as usize, text.matches("<sdnEntry>").count());
    assert_eq!(reading.stated_records, Some(reading.records));
    assert_eq!(reading.stated_date.map(|d| d.to_string()).as_deref(), Some("2025-03-28"));
    assert_eq!(reading.findings, []);
    check_links(&reading);
    let texts = all_texts(&reading);
    for entry in text.split("<sdnEntry>").skip(1) {
        for block in std::iter::once(entry.split("<akaList>").next().unwrap()).chain(texts_of(entry, "aka")) {
            let field = |tag: &str| texts_of(block, tag).first().map(|t| plain(&unescape(t))).unwrap_or_default();
            let (first, last) = (field("firstName"), field("lastName"));
            let printed = if first.is_empty() { last } else { format!("{last}, {first}") };
            assert!(texts.contains(&printed), "{printed}");
        }
    }
    let remarks = texts_of(&text, "remarks").into_iter().map(unescape).collect::<Vec<_>>();
    for clause in remarks.iter().flat_map(|remarks| remarks.split(';')) {
        let clause = plain(clause.trim().trim_matches(['(', ')']));
        assert!(texts.iter().any(|t| t.contains(&clause)), "{clause}");
    }
    for tag in ["program", "idNumber", "address1", "city", "postalCode", "placeOfBirth"] {
        for value in texts_of(&text, tag) {
            let value = plain(&unescape(value));
            let kept = texts.contains(&value) || texts.iter().any(|t| t.contains(&value));
            assert!(kept, "{tag}: {value}");
        }
    }
}
