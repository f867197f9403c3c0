//! The same party in all three formats is one party in the record.

use std::collections::BTreeSet;

use sayso_record::{Reading, prop};

use crate::common::{facts, read};

fn readings() -> [Reading; 3] {
    [
        read("us_ofac_xml", include_str!("fixtures/sdn.xml")).expect("the fixture is read"),
        read("us_ofac_enhanced", include_str!("fixtures/enhanced.xml")).expect("the fixture is read"),
        read("us_ofac_advanced", include_str!("fixtures/advanced.xml")).expect("the fixture is read"),
    ]
}

#[test]
fn parties_and_what_belongs_to_them_have_the_same_ids() {
    for reading in readings() {
        let ids: BTreeSet<&str> = reading.statements.iter().map(|s| s.entity.as_str()).collect();
        for id in [
            "ofac-101",
            "ofac-102",
            "ofac-103",
            "ofac-104",
            "ofac-101-Passport-P1234567",
            "ofac-101-wallet-1ExampleWalletAddress",
            "ofac-101-address-21",
            "ofac-101-sanction-SDGT",
        ] {
            assert!(ids.contains(id), "{id} is not among {ids:?}");
        }
    }
}

#[test]
fn what_all_formats_say_they_say_in_the_same_place() {
    let readings = readings();
    for (id, properties) in [
        ("ofac-101", vec![prop::BIRTH_DATE, prop::NATIONALITY, prop::GENDER, prop::ADDRESS, prop::BIRTH_PLACE, prop::POSITION]),
        ("ofac-103", vec![prop::IMO_NUMBER, prop::CALL_SIGN, prop::FLAG, prop::TYPE]),
        ("ofac-104", vec![prop::BUILD_DATE]),
        ("ofac-101-Passport-P1234567", vec![prop::HOLDER, prop::NUMBER, prop::COUNTRY, prop::START_DATE, prop::END_DATE]),
        ("ofac-101-sanction-SDGT", vec![prop::ENTITY, prop::AUTHORITY, prop::PROGRAM]),
    ] {
        for property in properties {
            let values = readings.each_ref().map(|reading| {
                let prefix = format!("{property}=");
                facts(reading, id).into_iter().filter(|fact| fact.starts_with(&prefix)).collect::<BTreeSet<_>>()
            });
            assert!(!values[0].is_empty() && values.iter().all(|v| *v == values[0]), "{id} {property}: {values:?}");
        }
    }
}
