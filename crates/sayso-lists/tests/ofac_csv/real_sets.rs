//! The real sets of 2019, 2021 and 2025.

use std::collections::BTreeMap;

use sayso_lists::{SourceFile, formats};
use sayso_record::{Reading, prop};

use crate::common::{all_texts, check_links, detected, plain, shared_data};

const SETS: [(&str, [&str; 4]); 3] = [
    ("ofac/2019-01-04_watchman", ["sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"]),
    ("ofac/2021-07-07_watchman", ["sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"]),
    ("ofac/2025-12-19_watchman_consolidated", ["cons_prim.csv", "cons_alt.csv", "cons_add.csv", "cons_comments.csv"]),
];

fn read(files: &[SourceFile]) -> Reading {
    (formats::find("us_ofac_csv").unwrap().read)(files).unwrap()
}

#[test]
#[ignore = "prints what the reader leaves as notes"]
fn dump() {
    let mut sets: Vec<Vec<SourceFile>> = Vec::new();
    for (folder, names) in SETS {
        sets.push(names.iter().filter_map(|n| shared_data(&format!("{folder}/{n}"))).collect());
    }
    if let Ok(path) = std::env::var("SNAP") {
        sets.push(vec![SourceFile::new("sdn.csv", std::fs::read(path).unwrap())]);
    }
    let mut notes: BTreeMap<String, usize> = BTreeMap::new();
    for files in sets {
        let start = std::time::Instant::now();
        let reading = read(&files);
        let took = start.elapsed();
        eprintln!(
            "{} records {} statements {} findings {} {took:?}",
            files[0].name,
            reading.records,
            reading.statements.len(),
            reading.findings.len()
        );
        let mut kinds: BTreeMap<String, (usize, String)> = BTreeMap::new();
        for f in &reading.findings {
            let e = kinds.entry(format!("{:?} {}", f.kind, f.reason)).or_default();
            e.0 += 1;
            if e.0 < 40 {
                e.1 += &format!(" | {} {}", f.locator, f.raw);
            }
        }
        eprintln!("{kinds:#?}");
        for s in reading.statements.iter().filter(|s| s.property == prop::NOTES) {
            *notes.entry(s.value.to_string()).or_default() += 1;
        }
    }
    let mut notes: Vec<_> = notes.into_iter().collect();
    notes.sort_by_key(|n| std::cmp::Reverse(n.1));
    let text: String = notes.iter().map(|(t, n)| format!("{n}\t{t}\n")).collect();
    std::fs::write("/tmp/oc/notes.txt", text).unwrap();
}
