//! The names of the whole SDN list of 2021, where `../shared/data` is there.

use std::path::PathBuf;
use std::time::Instant;

use sayso_edition::{Edition, Joins, OpenOptions, Query};
use sayso_record::{RecordView, prop, schema};

use super::toy;

#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn shared_data(path: &str) -> Option<PathBuf> {
    let climbs = ["../../../shared/data", "../../../../shared/data"];
    let found =
        climbs.iter().map(|climb| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(climb).join(path)).find(|file| file.exists());
    if found.is_none() {
        eprintln!("skipped: ../shared/data/{path} is not there");
    }
    found
}

/// Number and first quoted cell of each row (SDN) or the second quoted one (ALT).
fn names(file: &str, quoted: usize) -> Option<Vec<(String, String)>> {
    let text = String::from_utf8_lossy(&std::fs::read(shared_data(file)?).unwrap()).into_owned();
    let row = |line: &str| Some((line.split(',').next()?.to_owned(), line.split('"').nth(quoted * 2 - 1)?.to_owned()));
    Some(text.lines().filter_map(row).collect())
}

fn sdn() -> Option<RecordView> {
    let mains = names("ofac/2021-07-07_watchman/sdn.csv", 1)?;
    let others = names("ofac/2021-07-07_watchman/alt.csv", 2)?;
    let mut entities = Vec::new();
    let named = mains.iter().map(|row| (prop::NAME, row)).chain(others.iter().map(|row| (prop::ALIAS, row)));
    for (property, (number, name)) in named {
        entities.push(toy::entity(schema::LEGAL_ENTITY, &format!("ofac-{number}"), &[(property, name)]));
    }
    let mut view = RecordView::default();
    toy::add_list(&mut view, toy::list("us_ofac_sdn", "US"), vec![("2021-07-07".parse().unwrap(), entities)]);
    Some(view)
}

#[test]
fn every_name_of_the_sdn_list_finds_its_party() {
    let Some(view) = sdn() else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sdn.edition");
    let begun = Instant::now();
    Edition::build_to(&path, &view, &Joins::new(), &mut |_, _, _| {}).unwrap();
    let built = begun.elapsed();
    let begun = Instant::now();
    let edition = Edition::open_with(&path, OpenOptions::new().trusted()).unwrap();
    let opened = begun.elapsed();
    assert!(edition.party_count() > 8_000 && edition.name_count() > 20_000);
    let begun = Instant::now();
    let (mut asked, mut lost) = (0, Vec::new());
    for (party, name) in edition.names().filter(|(_, name)| !name.folded.is_empty()).step_by(31) {
        let found = edition.candidates(&Query { names: &[name.text], ..Query::default() }, 50);
        asked += 1;
        if !found.iter().any(|candidate| candidate.party == party && candidate.overlap > 0.999) {
            lost.push(name.text);
        }
    }
    let each = begun.elapsed() / asked;
    let bytes = std::fs::metadata(&path).unwrap().len();
    eprintln!("{} names: built in {built:?}, {bytes} bytes, opened in {opened:?}, {each:?} a query", edition.name_count());
    assert!(lost.is_empty(), "{lost:?}");
}
