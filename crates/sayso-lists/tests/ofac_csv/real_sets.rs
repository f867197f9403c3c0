//! The real sets of 2019, 2021 and 2025, and the last of the daily snapshots of `sdn.csv` where it is unpacked.

use sayso_lists::{SourceFile, formats};
use sayso_record::{Reading, prop};

use crate::common::{all_texts, check_links, detected, plain, shared_data};

const SETS: [(&str, [&str; 4], u64); 3] = [
    ("ofac/2019-01-04_watchman", ["sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"], 7379),
    ("ofac/2021-07-07_watchman", ["sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"], 8976),
    ("ofac/2025-12-19_watchman_consolidated", ["cons_prim.csv", "cons_alt.csv", "cons_add.csv", "cons_comments.csv"], 442),
];

/// Where `sdn_all_308_snapshots_2021-08_2024-05.tar.zst` was unpacked by hand, if `OFAC_SNAPSHOTS` does not say otherwise.
const SNAPSHOTS: &str = "/tmp/jd";

fn read(files: &[SourceFile]) -> Reading {
    (formats::find("us_ofac_csv").unwrap().read)(files).unwrap()
}

fn snapshots() -> Vec<SourceFile> {
    let path = std::env::var("OFAC_SNAPSHOTS").unwrap_or_else(|_| SNAPSHOTS.to_owned());
    let Ok(folder) = std::fs::read_dir(&path) else {
        eprintln!("skipped: {path} is not there");
        return Vec::new();
    };
    let mut paths: Vec<_> = folder.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| SourceFile::new(path.file_name().unwrap().to_string_lossy(), std::fs::read(&path).unwrap()))
        .collect()
}

/// Name cells and quoted aliases by plain search, an independent look at the file.
fn names_in(file: &SourceFile) -> Vec<String> {
    let text = String::from_utf8_lossy(&file.bytes);
    let mut names = Vec::new();
    for line in text.lines() {
        let mut quoted = line.split('"').skip(1).step_by(2);
        match line.split(',').nth(2) {
            Some("\"aka\"" | "\"fka\"" | "\"nka\"") => names.extend(quoted.nth(1).map(str::to_owned)),
            _ if file.name.contains("add") || file.name.contains("comments") => {}
            _ => names.extend(quoted.next().map(str::to_owned)),
        }
        let weak = line.split("k.a. '").skip(1).filter_map(|rest| rest.split_once("';").or_else(|| rest.split_once("'.\"")));
        names.extend(weak.map(|(name, _)| name.trim_matches('\'').to_owned()));
    }
    names
}

/// A text in a form in which only letters and digits count: a weak alias may begin with an apostrophe of its own.
fn letters(text: &str) -> String {
    plain(text).trim_matches('\'').to_owned()
}

fn check_reading(files: &[SourceFile], reading: &Reading) {
    let rows = |file: &SourceFile| file.bytes.split(|b| *b == b'\n').filter(|line| line.len() > 4).count() as u64;
    let primary = files.iter().find(|f| f.name.contains("prim") || f.name.ends_with("sdn.csv")).unwrap();
    assert_eq!(reading.records, rows(primary), "{}", primary.name);
    assert_eq!(reading.findings, [], "{}", primary.name);
    let texts: std::collections::HashSet<_> = all_texts(reading).iter().map(|text| letters(text)).collect();
    let lost: Vec<_> = files.iter().flat_map(names_in).filter(|name| !texts.contains(&letters(name))).collect();
    assert!(lost.is_empty(), "{}: lost {} names, {:?}", primary.name, lost.len(), &lost[..lost.len().min(20)]);
}

#[test]
fn the_sets_lose_no_row_and_no_name() {
    for (folder, names, records) in SETS {
        let files: Vec<_> = names.iter().filter_map(|name| shared_data(&format!("{folder}/{name}"))).collect();
        if files.len() < names.len() {
            return;
        }
        assert!(files.iter().all(|file| detected(file) == ["us_ofac_csv"]));
        let reading = read(&files);
        assert_eq!(reading.records, records);
        check_reading(&files, &reading);
        check_links(&reading);
        let mut turned = files.clone();
        turned.reverse();
        assert_eq!(read(&turned).statements, reading.statements, "the order of the files does not matter");
    }
}

#[test]
fn most_of_the_remarks_is_understood() {
    for (folder, names, _) in SETS {
        let files: Vec<_> = names.iter().filter_map(|name| shared_data(&format!("{folder}/{name}"))).collect();
        if files.len() < names.len() {
            return;
        }
        let clauses: usize = files.iter().map(|file| file.bytes.split(|b| matches!(b, b';' | b'\n')).count()).sum();
        let reading = read(&files);
        let notes = reading.statements.iter().filter(|s| s.property == prop::NOTES).count();
        assert!(notes * 12 < clauses, "{folder}: {notes} notes of at most {clauses} clauses");
    }
}

#[test]
fn daily_snapshots_are_read_whole() {
    for file in snapshots().iter().rev().step_by(if cfg!(debug_assertions) { 100 } else { 1 }) {
        let files = std::slice::from_ref(file);
        assert_eq!(detected(file), ["us_ofac_csv"], "{}", file.name);
        check_reading(files, &read(files));
    }
}

/// How long this thread was on a core: other programs on the machine do not count.
fn on_cpu() -> std::time::Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    std::time::Duration::from_nanos(told.split(' ').next().unwrap().parse().unwrap())
}

#[test]
#[ignore = "measures: run it alone, with --release"]
fn the_last_snapshot_is_read_in_a_tenth_of_a_second() {
    let Some(file) = snapshots().pop() else { return };
    let times: Vec<_> = (0..15)
        .map(|_| {
            let start = on_cpu();
            let reading = read(std::slice::from_ref(&file));
            let time = on_cpu().checked_sub(start).unwrap();
            assert!(reading.records > 10_000);
            time
        })
        .collect();
    eprintln!("{}: {times:?}", file.name);
    assert!(times.iter().min().is_some_and(|best| best.as_millis() <= 100));
}
