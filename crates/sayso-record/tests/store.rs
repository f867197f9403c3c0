//! The store keeps its promises: append-only, whole or not at all, the same record in whatever order versions come.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;
use sayso_record::store::{Import, Imported, Store};
use sayso_record::{
    Entity, EntityId, Finding, FindingKind, ListId, ListInfo, Locator, Reading, RecordView, VersionId, prop, schema,
};

/// A version of a toy list: entity number -> name number, in the order in which the file has them.
type Toy = Vec<(u8, u8)>;

fn file_of(toy: &Toy) -> Vec<u8> {
    toy.iter().map(|(id, name)| format!("{id},{name}\n")).collect::<String>().into_bytes()
}

fn reading_of(toy: &Toy) -> Reading {
    let mut reading = Reading::default();
    for (row, (id, name)) in toy.iter().enumerate() {
        let mut party = Entity::new(schema::PERSON, EntityId::new(&format!("toy-{id}")));
        party.add(prop::NAME, &format!("Name {name}"));
        party.add(prop::COUNTRY, "iq");
        reading.push(party, &Locator::row(row as u64 + 1));
        reading.records += 1;
    }
    reading
}

fn parse(bytes: &[u8]) -> Toy {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    text.lines().map(|l| l.split_once(',').unwrap()).map(|(a, b)| (a.parse().unwrap(), b.parse().unwrap())).collect()
}

fn list() -> ListId {
    "toy".parse().unwrap()
}

fn add(store: &mut Store, version: &str, toy: &Toy, accept_shrink: bool) -> Result<Imported, String> {
    add_reading(store, version, &file_of(toy), reading_of(toy), accept_shrink)
}

fn add_reading(
    store: &mut Store,
    version: &str,
    file: &[u8],
    reading: Reading,
    accept_shrink: bool,
) -> Result<Imported, String> {
    let import = Import {
        list: &list(),
        version: version.parse().unwrap(),
        format: "toy",
        files: vec![("toy.csv", file)],
        reading,
        accept_shrink,
    };
    store.import(import, &mut |_, files| Ok(reading_of(&parse(&files[0])).locators)).map_err(|e| e.to_string())
}

fn view(home: &Path) -> RecordView {
    let info = |id: &ListId| {
        (
            ListInfo {
                id: id.clone(),
                title: "Toy".into(),
                authority: "US".into(),
                url: String::new(),
                complete: None,
                programme: None,
            },
            true,
        )
    };
    Store::open(home).unwrap().view(&info).unwrap()
}

/// What the view must be, straight from the versions: entity and value -> runs of (first, last, gone, row).
fn brute_force(versions: &BTreeMap<VersionId, Toy>) -> Vec<(String, String, Vec<String>)> {
    let ordered: Vec<_> = versions.iter().collect();
    let mut facts: BTreeMap<(String, String), Vec<(usize, usize)>> = BTreeMap::new();
    for (at, (_, toy)) in ordered.iter().enumerate() {
        for (row, (id, name)) in toy.iter().enumerate() {
            for value in [format!("Name {name}"), "iq".to_owned()] {
                let seen = facts.entry((format!("toy-{id}"), value)).or_default();
                if seen.last().is_none_or(|(v, _)| *v != at) {
                    seen.push((at, row + 1));
                }
            }
        }
    }
    let show = |seen: Vec<(usize, usize)>| {
        let mut runs: Vec<(usize, usize, usize)> = Vec::new();
        for (at, row) in seen {
            match runs.last_mut() {
                Some(run) if run.1 + 1 == at => run.1 = at,
                _ => runs.push((at, at, row)),
            }
        }
        let name = |at: usize| ordered[at].0.to_string();
        let gone = |at: usize| ordered.get(at + 1).map(|(v, _)| v.to_string());
        runs.into_iter().map(|(a, b, row)| format!("{}..{} {:?} row {row}", name(a), name(b), gone(b))).collect()
    };
    facts.into_iter().map(|((id, value), seen)| (id, value, show(seen))).collect()
}

fn shown(view: &RecordView) -> Vec<(String, String, Vec<String>)> {
    let mut all: Vec<_> = view
        .statements
        .iter()
        .map(|s| {
            let runs = s
                .known
                .iter()
                .map(|k| format!("{}..{} {:?} {}", k.first, k.last, k.absent_after.map(|v| v.to_string()), k.locator));
            (s.statement.entity.to_string(), s.statement.value.to_string(), runs.collect())
        })
        .collect();
    all.sort();
    all
}

fn toys() -> impl Strategy<Value = Vec<Toy>> {
    // Unique ids within a version, as real lists have them.
    let toy = proptest::collection::btree_map(0_u8..12, 0_u8..4, 1..10).prop_map(|m| m.into_iter().collect::<Toy>());
    proptest::collection::vec(toy, 1..7)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn versions_in_any_order_give_the_record_that_their_files_say(toys in toys(), order in Just((0..7_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let home = tempfile::tempdir().unwrap();
        let mut versions = BTreeMap::new();
        for at in order.into_iter().filter(|at| *at < toys.len()) {
            // A store of its own for each import: nothing may depend on what is in memory.
            let mut store = Store::open_for_import(home.path()).unwrap();
            let version = format!("2020-01-{:02}", at + 1);
            let done = add(&mut store, &version, &toys[at], true).unwrap();
            let added = matches!(done, Imported::Added { .. });
            prop_assert_eq!(added, !versions.values().any(|t| t == &toys[at]));
            if added {
                versions.insert(version.parse::<VersionId>().unwrap(), toys[at].clone());
            }
        }
        prop_assert_eq!(shown(&view(home.path())), brute_force(&versions));
    }

    #[test]
    fn one_store_and_many_stores_write_the_same_bytes(toys in toys()) {
        let (one, many) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        {
            let mut store = Store::open_for_import(one.path()).unwrap();
            for (day, toy) in toys.iter().enumerate() {
                add(&mut store, &format!("2020-01-{:02}", day + 1), toy, true).unwrap();
            }
        }
        for (day, toy) in toys.iter().enumerate() {
            add(&mut Store::open_for_import(many.path()).unwrap(), &format!("2020-01-{:02}", day + 1), toy, true).unwrap();
        }
        prop_assert_eq!(all_files(one.path()), all_files(many.path()));
    }
}

fn all_files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            files.extend(all_files(&path).into_iter().map(|(n, bytes)| (format!("{name}/{n}"), bytes)));
        } else {
            files.insert(name, std::fs::read(&path).unwrap());
        }
    }
    files
}

fn people(count: u8) -> Toy {
    (0..count).map(|n| (n, n)).collect()
}

#[test]
fn the_same_file_twice_changes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let mut store = Store::open_for_import(home.path()).unwrap();
    add(&mut store, "2020-01-01", &people(5), false).unwrap();
    let before = all_files(home.path());
    let again = add(&mut store, "2020-01-01", &people(5), false).unwrap();
    assert!(matches!(again, Imported::AlreadyThere { version } if version.to_string() == "2020-01-01"));
    assert_eq!(all_files(home.path()), before);
}

#[test]
fn a_second_file_of_a_day_is_the_second_version_of_that_day() {
    let home = tempfile::tempdir().unwrap();
    let mut store = Store::open_for_import(home.path()).unwrap();
    add(&mut store, "2020-01-01", &people(5), false).unwrap();
    let second = add(&mut store, "2020-01-01", &people(6), false).unwrap();
    assert!(matches!(second, Imported::Added { version, .. } if version.to_string() == "2020-01-01.2"));
}

#[test]
fn a_file_that_cannot_be_the_list_is_refused_and_the_last_version_stays() {
    let home = tempfile::tempdir().unwrap();
    let mut store = Store::open_for_import(home.path()).unwrap();
    add(&mut store, "2020-01-01", &people(100), false).unwrap();
    let before = all_files(home.path());
    let refused = |done: Result<Imported, String>, why: &str| {
        let error = done.unwrap_err();
        assert!(error.contains(why), "{error}");
        assert_eq!(all_files(home.path()), before, "{why}");
    };
    refused(add(&mut store, "2020-01-02", &people(10), false), "--accept-shrink");
    refused(add(&mut store, "2020-01-02", &vec![], false), "no record");
    let stated = Reading { stated_records: Some(101), ..reading_of(&people(99)) };
    refused(add_reading(&mut store, "2020-01-02", b"x", stated, false), "not whole");
    let mut lossy = reading_of(&people(80));
    let lost = Finding::new(FindingKind::RecordLost, Locator::row(7), "?", "no name");
    lossy.findings = vec![lost; 20];
    refused(add_reading(&mut store, "2020-01-02", b"y", lossy, false), "row 7: no name");
    add(&mut store, "2020-01-02", &people(10), true).unwrap();
    assert_eq!(store.versions(&list()).unwrap().len(), 2);
}

#[test]
fn what_a_crash_left_half_written_is_swept_up() {
    let home = tempfile::tempdir().unwrap();
    add(&mut Store::open_for_import(home.path()).unwrap(), "2020-01-01", &people(5), false).unwrap();
    let before = all_files(home.path());
    let revisions = home.path().join("record/revisions/toy");
    std::fs::write(revisions.join("000002_2020-01-02.unfinished"), b"half").unwrap();
    std::fs::write(home.path().join("record/originals/abc.unfinished"), b"half").unwrap();
    assert_eq!(Store::open(home.path()).unwrap().versions(&list()).unwrap().len(), 1, "readers do not mind it");
    drop(Store::open_for_import(home.path()).unwrap());
    assert_eq!(all_files(home.path()), before);
}

#[test]
fn a_damaged_revision_is_named_and_nothing_panics() {
    let home = tempfile::tempdir().unwrap();
    add(&mut Store::open_for_import(home.path()).unwrap(), "2020-01-01", &people(5), false).unwrap();
    let folder = home.path().join("record/revisions/toy");
    let path = std::fs::read_dir(folder).unwrap().next().unwrap().unwrap().path();
    let bytes = std::fs::read(&path).unwrap();
    for at in 0..bytes.len() {
        let mut altered = bytes.clone();
        altered[at] ^= 0x55;
        altered.truncate(bytes.len() - at % 3);
        std::fs::write(&path, &altered).unwrap();
        let error = Store::open(home.path()).unwrap().versions(&list()).unwrap_err().to_string();
        assert!(error.contains("000001_2020-01-01_") && error.contains("restore"), "{error}");
    }
}

#[test]
fn the_original_comes_back_as_it_was() {
    let home = tempfile::tempdir().unwrap();
    let mut store = Store::open_for_import(home.path()).unwrap();
    for n in 5..30 {
        add(&mut store, &format!("2020-01-{n:02}"), &people(n), false).unwrap();
    }
    let mut store = Store::open(home.path()).unwrap();
    for (version, meta) in store.versions(&list()).unwrap() {
        let original = store.original(&meta.files[0].blake3).unwrap();
        assert_eq!(original, file_of(&people(version.day().day() as u8)));
    }
}

#[test]
fn a_difference_names_what_came_and_went() {
    let home = tempfile::tempdir().unwrap();
    let mut store = Store::open_for_import(home.path()).unwrap();
    add(&mut store, "2020-01-01", &vec![(1, 1), (2, 2)], false).unwrap();
    add(&mut store, "2020-01-02", &vec![(2, 2), (3, 3)], false).unwrap();
    let diff = store.diff(&list(), "2020-01-01".parse().unwrap(), "2020-01-02".parse().unwrap()).unwrap();
    let entities = |s: &[std::sync::Arc<sayso_record::Statement>]| s.iter().map(|s| s.entity.to_string()).collect::<Vec<_>>();
    assert_eq!(entities(&diff.added), ["toy-3", "toy-3"]);
    assert_eq!(entities(&diff.removed), ["toy-1", "toy-1"]);
    assert!(store.diff(&list(), "2020-01-01".parse().unwrap(), "2021-01-01".parse().unwrap()).is_err());
}
