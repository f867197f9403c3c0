//! `bench import`: each list of `../shared/data` into a store of its own, then all into one, its edition, and a question to it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::measure::{best_of, bytes_of, run as measure};
use super::table::Table;
use crate::shared;

const LISTS: &str = include_str!("../../data/bench_lists.tsv");
const RUNS: usize = 3;

struct List {
    path: PathBuf,
    name: String,
    id: String,
    version: String,
}

/// Imports, builds, opens.
pub(super) fn run(binary: &Path) -> Result<Vec<Table>> {
    let Some(data) = shared().map(|shared| shared.join("data")) else {
        bail!("../shared/data is not there: nothing to import")
    };
    let lists = lists(&data)?;
    let homes = crate::root().join("target/bench/homes");
    if homes.exists() {
        fs::remove_dir_all(&homes).with_context(|| format!("{} cannot be removed", homes.display()))?;
    }
    let mut one_by_one = Table::new(
        &format!("One list into an empty store (best of {RUNS})"),
        &["file", "list", "MB", "seconds", "MB/s", "peak MB", "store MB", "failure"],
    );
    for list in &lists {
        one_by_one.push(alone(binary, list, &homes)?);
    }
    let together = together(binary, &lists, &homes)?;
    fs::remove_dir_all(&homes).with_context(|| format!("{} cannot be removed", homes.display()))?;
    Ok(vec![one_by_one, together])
}

fn lists(data: &Path) -> Result<Vec<List>> {
    let mut lists = Vec::new();
    for line in LISTS.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [name, id, version] = cells[..] else { bail!("bench_lists.tsv: \"{line}\" is not a path, an id and a version") };
        let path = data.join(name);
        if path.is_file() {
            lists.push(List { path, name: name.into(), id: id.into(), version: version.into() });
        } else {
            eprintln!("skipped: ../shared/data/{name} is not there");
        }
    }
    Ok(lists)
}

/// Bytes that the import reads: an OFAC set has the files beside its main one.
fn input_bytes(list: &List) -> u64 {
    let set = [
        ("sdn.csv", ["alt.csv", "add.csv", "sdn_comments.csv"]),
        ("cons_prim.csv", ["cons_alt.csv", "cons_add.csv", "cons_comments.csv"]),
    ];
    let others = set.iter().filter(|(main, _)| list.path.ends_with(main)).flat_map(|(_, others)| others);
    bytes_of(&list.path) + others.map(|name| bytes_of(&list.path.with_file_name(name))).sum::<u64>()
}

fn add(binary: &Path, home: &Path, list: &List) -> Command {
    let mut command = Command::new(binary);
    command.arg("--home").arg(home).args(["lists", "add"]).arg(&list.path).args([
        "--list",
        &list.id,
        "--version",
        &list.version,
    ]);
    command
}

fn alone(binary: &Path, list: &List, homes: &Path) -> Result<Vec<String>> {
    let mut count = 0;
    let home = |count: usize| homes.join(format!("{}_{}_{count}", list.id, list.version));
    let import = best_of(RUNS, || {
        count += 1;
        Ok(add(binary, &home(count), list))
    })?;
    let bytes = input_bytes(list);
    let speed = if import.failure.is_none() { megabytes(bytes, import.time.as_secs_f64()) } else { String::new() };
    let store = megabytes(bytes_of(&home(count)), 1.0);
    Ok(vec![
        list.name.clone(),
        list.id.clone(),
        megabytes(bytes, 1.0),
        import.seconds(),
        speed,
        import.peak(),
        store,
        import.failure.unwrap_or_default(),
    ])
}

fn together(binary: &Path, lists: &[List], homes: &Path) -> Result<Table> {
    let home = homes.join("all");
    let mut table = Table::new("All of them in one store", &["what", "seconds", "peak MB", "MB after it", "failure"]);
    let mut seconds = 0.0;
    let mut failures = Vec::new();
    for list in lists {
        let import = measure(&mut add(binary, &home, list))?;
        seconds += import.time.as_secs_f64();
        failures.extend(import.failure.map(|_| list.name.as_str()));
    }
    let store = bytes_of(&home);
    let versions = format!("import of {} versions", lists.len());
    table.push(vec![versions, format!("{seconds:.3}"), String::new(), megabytes(store, 1.0), failures.join(", ")]);
    let with_home = |words: &[&str]| {
        let mut command = Command::new(binary);
        command.arg("--home").arg(&home).args(words);
        command
    };
    let build = measure(&mut with_home(&["build"]))?;
    let edition = bytes_of(&home).saturating_sub(store);
    table.push(vec![
        "build of the edition".into(),
        build.seconds(),
        build.peak(),
        megabytes(edition, 1.0),
        build.failure.unwrap_or_default(),
    ]);
    for name in ["Mujahedin Khalq Organization", "zzqx nobody of that name"] {
        let ask = best_of(RUNS, || Ok(with_home(&["screen", name, "--json"])))?;
        table.push(vec![
            format!("start, open, screen \"{name}\""),
            ask.seconds(),
            ask.peak(),
            String::new(),
            ask.failure.unwrap_or_default(),
        ]);
    }
    Ok(table)
}

/// Megabytes, or megabytes a second.
fn megabytes(bytes: u64, seconds: f64) -> String {
    format!("{:.2}", bytes as f64 / 1e6 / seconds.max(1e-9))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_lists_can_be_read() {
        let lines = LISTS.lines().filter(|line| !line.starts_with('#'));
        assert!(lines.clone().count() > 10 && lines.clone().all(|line| line.split('\t').count() == 3));
        assert_eq!(lists(Path::new("/no/such/folder")).unwrap().len(), 0);
    }
}
