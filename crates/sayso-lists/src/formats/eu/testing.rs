//! What the tests of the three formats share.

use std::collections::HashSet;
use std::path::PathBuf;

use sayso_record::{Property, PropertyType, Reading, prop};

use crate::SourceFile;
use crate::formats::{Format, name_text};

pub(in crate::formats) fn read(format: Format, bytes: &[u8]) -> Reading {
    let file = SourceFile::new("list", bytes);
    assert!((format.detect)(&file), "{} does not know its own file", format.id);
    (format.read)(&[file]).unwrap()
}

#[track_caller]
pub(in crate::formats) fn check(reading: &Reading, entity: &str, property: Property, expected: &[&str]) {
    let values = reading.statements.iter().filter(|s| s.entity.as_str() == entity && s.property == property).map(|s| &*s.value);
    assert_eq!(values.collect::<Vec<_>>(), expected, "{entity} {property}");
}

/// What the fixtures of all three formats say alike.
#[track_caller]
pub(in crate::formats) fn check_common(format: Format, bytes: &[u8], with_reference: bool) {
    let reading = read(format, bytes);
    check(&reading, "eu-13", prop::NAME, &["Saddam Hussein Al-Tikriti"]);
    check(&reading, "eu-13", prop::FIRST_NAME, &["Saddam"]);
    check(&reading, "eu-13", prop::NATIONALITY, &["iq"]);
    check(&reading, "eu-13", prop::BIRTH_COUNTRY, &["iq"]);
    check(&reading, "eu-13", prop::PASSPORT_NUMBER, &["A 123456"]);
    check(&reading, "eu-13", prop::NOTES, &["UNSC RESOLUTION 1483"]);
    let sanction = "eu-13-sanction-IRQ";
    check(&reading, sanction, prop::ENTITY, &["eu-13"]);
    check(&reading, sanction, prop::PROGRAM, &["IRQ"]);
    check(&reading, sanction, prop::PROVISIONS, &["1210/2003 (OJ L169)"]);
    check(&reading, sanction, prop::SOURCE_URL, &["http://example.org/1210"]);
    check(&reading, sanction, prop::START_DATE, &["2003-07-07"]);
    check(&reading, sanction, prop::LISTING_DATE, &["2003-07-08"]);
    check(&reading, sanction, prop::AUTHORITY_ID, if with_reference { &["EU.27.28"] } else { &[] });
    let name = reading.statements.iter().find(|s| s.property == prop::NAME && s.entity.as_str() == "eu-13").unwrap();
    assert_eq!((name.document.as_deref(), name.valid_from), (Some("1210/2003 (OJ L169)"), "2003-07-08".parse().ok()));
    check(&reading, "eu-3745", prop::NAME, &["Congomet Trading House"]);
    check(&reading, "eu-3745", prop::COUNTRY, &["cd"]);
    assert_eq!(reading.stated_date, Some(jiff::civil::date(2024, 3, 2)));
}

pub(in crate::formats) fn damage(format: Format, fixture: &[u8]) {
    for seed in 0..300_usize {
        let mut bytes = fixture.to_vec();
        for step in 0..=seed % 7 {
            let at = (seed * 7919 + step * 104_729) % bytes.len();
            bytes[at] = b"<>/;\"\n(9a\xd8"[(seed + step) % 10];
        }
        bytes.truncate(bytes.len() - (seed % 3) * (seed % 50));
        let _ = (format.read)(&[SourceFile::new("x", bytes)]);
    }
}

pub(in crate::formats) fn shared_data(path: &str) -> Option<Vec<u8>> {
    let near = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(path);
    let found = [near, PathBuf::from("/work/shared/data").join(path)].into_iter().find(|p| p.exists());
    if found.is_none() {
        eprintln!("skipped: ../shared/data/{path} is not there");
    }
    found.map(|path| std::fs::read(path).unwrap())
}

/// Every text between `open` and `close`, found by plain text search, must stand as a name's value or original.
pub(in crate::formats) fn no_name_is_lost(file: &str, open: &str, close: &str, reading: &Reading) {
    let holds_name = |p: Property| p.value_type() == PropertyType::Name || p.as_str().ends_with("Name");
    let names =
        reading.statements.iter().filter(|s| holds_name(s.property)).flat_map(|s| [Some(&*s.value), s.original.as_deref()]);
    let kept: HashSet<&str> = names.flatten().collect();
    for raw in file.split(open).skip(1).filter_map(|rest| rest.split(close).next()) {
        let raw =
            raw.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&");
        let name = name_text::one_space(&raw);
        assert!(name.is_empty() || kept.contains(name.as_str()), "{name} is lost");
    }
}
