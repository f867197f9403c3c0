//! 308 daily versions of the OFAC list become history: who came and went equals what was counted from the files by others, in
//! whatever order they are imported. Runs where ../shared/data is; in release, because it reads 0.9 GB (`cargo xtask bench history`).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(clippy::print_stderr, clippy::print_stdout, reason = "a test says what it skipped and measured")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Instant;

use sayso_home::{AddOptions, Home};
use sayso_record::{RecordView, VersionId};

fn shared(path: &str) -> Option<PathBuf> {
    let found = [concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data"), "/work/shared/data"]
        .iter()
        .map(|root| Path::new(root).join(path))
        .find(|p| p.exists());
    if found.is_none() {
        eprintln!("skipped: ../shared/data/{path} is not there");
    }
    found
}

/// Unpacks the snapshots under names that say their version; two of one day are told apart by the order of the commits.
fn unpack(folder: &Path) -> Option<Vec<PathBuf>> {
    let archive = shared("ofac/sdn_all_308_snapshots_2021-08_2024-05.tar.zst")?;
    let index = std::fs::read_to_string(shared("ofac/jackdwyer_snapshots.csv")?).unwrap();
    let mut of_day: BTreeMap<&str, usize> = BTreeMap::new();
    let mut names: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for (order, line) in index.lines().skip(1).enumerate() {
        let mut cells = line.split(',');
        let (day, commit) = (cells.next().unwrap(), cells.next().unwrap());
        let n = of_day.entry(day).and_modify(|n| *n += 1).or_insert(1);
        let version = if *n == 1 { day.to_owned() } else { format!("{day}.{n}") };
        names.insert(format!("{day}_{}", &commit[..8]), (order, version));
    }
    let mut decoder = zstd::Decoder::new(std::fs::File::open(archive).unwrap()).unwrap();
    decoder.window_log_max(31).unwrap();
    let mut files = Vec::new();
    let mut header = [0_u8; 512];
    while decoder.read_exact(&mut header).is_ok() && header[0] != 0 {
        let text = |range: std::ops::Range<usize>| String::from_utf8_lossy(&header[range]).trim_matches(['\0', ' ']).to_owned();
        let size = usize::from_str_radix(&text(124..136), 8).unwrap();
        let mut content = vec![0; size.next_multiple_of(512)];
        decoder.read_exact(&mut content).unwrap();
        content.truncate(size);
        if let Some((order, version)) =
            text(0..100).rsplit('/').next().and_then(|name| names.get(name.strip_suffix(".sdn.csv")?))
        {
            let path = folder.join(format!("{version}_sdn.csv"));
            std::fs::write(&path, content).unwrap();
            files.push((*order, path));
        }
    }
    files.sort();
    Some(files.into_iter().map(|(_, path)| path).collect())
}

fn import(home: &Path, files: &[PathBuf]) -> f64 {
    let options = AddOptions {
        list: "us_ofac_sdn".parse().unwrap(),
        version: None,
        format: None,
        accept_shrink: false,
        expected_formats: vec![],
    };
    let start = Instant::now();
    Home::at(home).unwrap().add(files, options, &mut |_, _, _| {}).unwrap();
    start.elapsed().as_secs_f64()
}

/// (day, "ADD" or "DEL", entity number) as the record has it.
fn events(view: &RecordView) -> BTreeSet<(String, &'static str, String)> {
    let list = view.lists.iter().position(|l| l.info.id.as_str() == "us_ofac_sdn").unwrap();
    let versions = &view.lists[list].versions;
    let mut present: BTreeMap<&str, BTreeSet<VersionId>> = BTreeMap::new();
    for s in view.statements.iter().filter(|s| s.list == list && s.statement.property == sayso_record::prop::NAME) {
        let id = s.statement.entity.as_str();
        if id.strip_prefix("ofac-").is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit())) && s.statement.schema.is_party() {
            for known in &s.known {
                present.entry(id).or_default().extend(versions.iter().filter(|v| **v >= known.first && **v <= known.last));
            }
        }
    }
    let mut events = BTreeSet::new();
    for (id, there) in present {
        for pair in versions.windows(2) {
            let number = id.trim_start_matches("ofac-").to_owned();
            match (there.contains(&pair[0]), there.contains(&pair[1])) {
                (false, true) => events.insert((pair[1].day().to_string(), "ADD", number)),
                (true, false) => events.insert((pair[1].day().to_string(), "DEL", number)),
                _ => false,
            };
        }
    }
    events
}

fn record_bytes(folder: &Path) -> u64 {
    let size = |path: PathBuf| if path.is_dir() { record_bytes(&path) } else { path.metadata().unwrap().len() };
    std::fs::read_dir(folder).unwrap().map(|entry| size(entry.unwrap().path())).sum()
}

#[test]
#[ignore = "reads 0.9 GB; cargo xtask bench history runs it in release"]
fn the_308_versions_give_the_adds_and_removals_that_were_counted_from_the_files_in_any_order() {
    let folder = tempfile::tempdir().unwrap();
    let Some(files) = unpack(folder.path()) else { return };
    assert_eq!(files.len(), 308);
    let home = folder.path().join("home");
    let seconds = import(&home, &files);
    let bytes = record_bytes(&home.join("record"));
    println!("in order: 308 versions in {seconds:.1} s, record {:.1} MB", bytes as f64 / 1e6);
    let view = Home::at(&home).unwrap().view().unwrap();
    let counted = std::fs::read_to_string(shared("ofac/sdn_add_del_events_2021-08_2024-05.csv").unwrap()).unwrap();
    let counted: BTreeSet<(String, &str, String)> = counted
        .lines()
        .skip(1)
        .map(|line| {
            let mut cells = line.split(',');
            let (day, event, number) = (cells.next().unwrap(), cells.next().unwrap(), cells.next().unwrap());
            (day.to_owned(), if event == "ADD" { "ADD" } else { "DEL" }, number.to_owned())
        })
        .collect();
    let ours = events(&view);
    let (missing, extra): (Vec<_>, Vec<_>) =
        (counted.difference(&ours).take(5).collect(), ours.difference(&counted).take(5).collect());
    assert!(missing.is_empty() && extra.is_empty(), "missing {missing:?}, extra {extra:?}");
    println!("{} adds and removals, all as counted", ours.len());

    let mut shuffled = files.clone();
    // A fixed shuffle: multiplication by 97 walks through all 308 (they share no divisor).
    shuffled.sort_by_key(|path| files.iter().position(|f| f == path).unwrap() * 97 % 308);
    let other = folder.path().join("shuffled");
    let seconds = import(&other, &shuffled);
    println!("shuffled: 308 versions in {seconds:.1} s, record {:.1} MB", record_bytes(&other.join("record")) as f64 / 1e6);
    assert!(Home::at(&other).unwrap().view().unwrap() == view, "another order gave another record");
}
