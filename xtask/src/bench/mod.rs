//! `cargo xtask bench [NAME...]`: measures through the release binary, as a user would, and writes a table for each bench.
//!
//! A figure says on what machine and at what commit it was taken. What fails is a row that says so, never left out.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::{cargo, output_of, root, succeed};

mod history;
mod import;
mod measure;
mod table;

use table::Table;

/// A bench: its name, what it measures, and the function that does.
struct Bench {
    name: &'static str,
    about: &'static str,
    run: fn(&Path) -> Result<Vec<Table>>,
}

const BENCHES: &[Bench] = &[
    Bench { name: "import", about: "import of each list of ../shared/data, the edition's build and opening", run: import::run },
    Bench {
        name: "history",
        about: "308 daily versions of the OFAC list become history, in order and shuffled",
        run: history::run,
    },
];

/// Runs the named benches, or all; with `--binary PATH` on that binary instead of a fresh release build.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let (mut names, mut binary) = (arguments.to_vec(), None);
    if let Some(at) = names.iter().position(|name| name == "--binary") {
        let path = names.drain(at..names.len().min(at + 2)).nth(1).context("--binary needs a path")?;
        binary = Some(fs::canonicalize(&path).with_context(|| format!("{path} cannot be found"))?);
    }
    if names.iter().any(|name| name == "--list") {
        for bench in BENCHES {
            println!("{:10} {}", bench.name, bench.about);
        }
        return Ok(());
    }
    if let Some(unknown) = names.iter().find(|name| BENCHES.iter().all(|bench| bench.name != *name)) {
        bail!("no bench is called \"{unknown}\"; `cargo xtask bench --list` names them");
    }
    let build = if binary.is_some() { "the binary given, of an unknown build" } else { "release build" };
    let binary = binary.map_or_else(release_binary, Ok)?;
    for bench in BENCHES.iter().filter(|bench| names.is_empty() || names.iter().any(|name| name == bench.name)) {
        let tables = (bench.run)(&binary)?;
        let mut page = format!("# {}: {}\n\n{}\n", bench.name, bench.about, machine(build));
        for table in tables {
            page.push('\n');
            page.push_str(&table.to_markdown());
        }
        let folder = root().join("target/bench");
        fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        let path = folder.join(format!("{}.md", bench.name));
        fs::write(&path, &page).with_context(|| format!("{} cannot be written", path.display()))?;
        println!("{page}\nwritten to {}", path.display());
    }
    Ok(())
}

/// Builds the release binary and says where it is.
fn release_binary() -> Result<PathBuf> {
    succeed(cargo().args(["build", "--release", "--package", "sayso-cli"]))?;
    Ok(root().join("target/release/sayso"))
}

fn machine(build: &str) -> String {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("unknown processor", |rest| rest.trim_matches([' ', '\t', ':']));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let memory: u64 = memory.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse().ok()).unwrap_or(0);
    let first_line = |command: &mut std::process::Command| {
        output_of(command).map_or_else(|_| "unknown".to_owned(), |text| text.trim().to_owned())
    };
    let commit = first_line(std::process::Command::new("git").current_dir(root()).args(["describe", "--always", "--dirty"]));
    let rustc = first_line(std::process::Command::new("rustc").arg("--version"));
    format!("{model}, {cores} cores, {} GB; {rustc}, {build}, work tree {commit}.", memory >> 20)
}
