//! `cargo xtask fuzz [TARGET] [--seconds N]`: libFuzzer on the stable toolchain, without cargo-fuzz.
//!
//! The crate in `fuzz/` is built with LLVM's coverage counters, which are plain code-generation options. Seeds are the fixtures of the
//! crates, copied when a target starts; the corpus grows in `fuzz/corpus`, what broke lies in `fuzz/artifacts` (neither in git).

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{cargo, output_of, root, succeed};

/// What cargo-fuzz passes for coverage; no sanitizer, since only one target has `unsafe` behind it.
const COVERAGE: &[&str] = &[
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Cllvm-args=-simplifycfg-branch-fold-threshold=0",
    "--cfg=fuzzing",
];
/// Targets over code with `unsafe`: these get the address sanitizer.
const WITH_SANITIZER: &[&str] = &["edition_image"];
/// Folders of the crates whose files are seeds.
const SEED_FOLDERS: [&str; 2] = ["fixtures", "builtin"];
/// OFAC's sets, whose files one input holds together.
const SETS: [[&str; 4]; 2] = [
    ["sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"],
    ["cons_prim.csv", "cons_alt.csv", "cons_add.csv", "cons_comments.csv"],
];
/// Larger fixtures slow each run down more than they add.
const MOST_SEED_BYTES: u64 = 256 << 10;
const MOST_INPUT_BYTES: usize = 64 << 10;
/// Forty changes to an edition.
const MOST_CHANGES_BYTES: usize = 1 + 40 * 6;

/// Runs one target, or all in turn.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let (mut wanted, mut seconds) = (Vec::new(), 60_u64);
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--list" => {
                targets()?.iter().for_each(|target| println!("{target}"));
                return Ok(());
            }
            "--seconds" => {
                let number = arguments.next().context("--seconds needs a number")?;
                seconds = number.parse().with_context(|| format!("--seconds {number} is not a number"))?;
            }
            flag if flag.starts_with('-') => bail!("\"{flag}\" is not understood; see `cargo xtask help`"),
            target => wanted.push(target.to_owned()),
        }
    }
    let all = targets()?;
    if let Some(unknown) = wanted.iter().find(|target| !all.contains(target)) {
        bail!("no target is called \"{unknown}\"; there are {}", all.join(", "));
    }
    let wanted = if wanted.is_empty() { all } else { wanted };
    let mut broken = Vec::new();
    for target in &wanted {
        println!("== {target}, {seconds} s");
        if let Err(error) = fuzz(target, seconds) {
            eprintln!("{error:#}");
            broken.push(target.as_str());
        }
    }
    if broken.is_empty() {
        println!("== {} targets, nothing found", wanted.len());
        return Ok(());
    }
    bail!("something was found by, or broke, {}; the inputs are in fuzz/artifacts", broken.join(", "))
}

fn targets() -> Result<Vec<String>> {
    let folder = root().join("fuzz/src/bin");
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let path = entry?.path();
        names.extend(path.file_stem().map(|name| name.to_string_lossy().into_owned()));
    }
    names.sort();
    Ok(names)
}

fn fuzz(target: &str, seconds: u64) -> Result<()> {
    let binary = build(target)?;
    let fuzz = root().join("fuzz");
    let (corpus, artifacts) = (fuzz.join("corpus").join(target), fuzz.join("artifacts").join(target));
    for folder in [&corpus, &artifacts] {
        fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    }
    // An edition is altered in a few places, so that most of it stays sound; fixtures would alter all of it.
    let most_bytes = if target == "edition_image" { MOST_CHANGES_BYTES } else { MOST_INPUT_BYTES };
    if target != "edition_image" {
        seed(&corpus)?;
    }
    let mut run = Command::new(binary);
    run.current_dir(&fuzz)
        .arg(&corpus)
        .arg(format!("-artifact_prefix={}/", artifacts.display()))
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-max_len={most_bytes}"))
        .args(["-rss_limit_mb=2048", "-timeout=10", "-print_final_stats=1", "-verbosity=1"]);
    succeed(&mut run)
}

fn build(target: &str) -> Result<PathBuf> {
    let host = host()?;
    let sanitizer = WITH_SANITIZER.contains(&target);
    let mut flags: Vec<&str> = COVERAGE.to_vec();
    if sanitizer {
        flags.push("-Zsanitizer=address");
    }
    // Each set of flags has its folder, so that changing between targets rebuilds nothing.
    let folder = root().join("fuzz/target").join(if sanitizer { "address" } else { "plain" });
    let mut command = cargo();
    if sanitizer {
        command.env("RUSTC_BOOTSTRAP", "1"); // a -Z flag on the stable toolchain
    }
    command
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"))
        .args(["build", "--quiet", "--release", "--manifest-path", "fuzz/Cargo.toml", "--bin", target, "--target", &host])
        .arg("--target-dir")
        .arg(&folder);
    succeed(&mut command)?;
    Ok(folder.join(host).join("release").join(target))
}

/// The machine's own triple: with `--target` the flags reach no build script and no derive.
fn host() -> Result<String> {
    let version = output_of(Command::new("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc does not say its host")?;
    Ok(host.to_owned())
}

/// Copies what lies in the crates' folders of fixtures into a corpus, and sets of files as one input with NUL between them.
fn seed(corpus: &Path) -> Result<()> {
    seed_from(&root().join("crates"), false, corpus)
}

fn seed_from(folder: &Path, wanted: bool, corpus: &Path) -> Result<()> {
    let wanted = wanted || folder.file_name().is_some_and(|name| SEED_FOLDERS.iter().any(|seeds| name == *seeds));
    for entry in fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            seed_from(&entry.path(), wanted, corpus)?;
        } else if wanted && entry.metadata()?.len() <= MOST_SEED_BYTES {
            fs::copy(entry.path(), corpus.join(seed_name(&entry.path())))?;
        }
    }
    for set in SETS.iter().filter(|_| wanted) {
        let parts: Vec<Vec<u8>> = set.iter().filter_map(|name| fs::read(folder.join(name)).ok()).collect();
        if parts.len() > 1 {
            fs::write(corpus.join(seed_name(&folder.join(format!("{}.set", set[0])))), parts.join(&0))?;
        }
    }
    Ok(())
}

/// A name that two fixtures of different folders do not share.
fn seed_name(path: &Path) -> String {
    let name = path.strip_prefix(root()).unwrap_or(path).display().to_string();
    format!("seed_{}", name.replace(['/', '\\'], "_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_of_the_table_has_a_target() {
        let formats = root().join("crates/sayso-lists/src/formats");
        let targets = targets().unwrap();
        let mut count = 0;
        for entry in fs::read_dir(formats).unwrap() {
            let path = entry.unwrap().path();
            let path = if path.is_dir() { path.join("mod.rs") } else { path };
            let text = fs::read_to_string(path).unwrap_or_default(); // a folder may hold only the tests of a module beside it
            let Some((_, rest)) = text.split_once("FORMAT: Format =") else { continue };
            let id = rest.split_once("id: \"").and_then(|(_, rest)| rest.split_once('"')).unwrap().0;
            assert!(targets.iter().any(|target| target == id), "fuzz/src/bin/{id}.rs is missing");
            count += 1;
        }
        assert!(count >= 18, "{count}");
    }

    #[test]
    fn fixtures_become_seeds_and_sets_become_one() {
        let folder = tempfile::tempdir().unwrap();
        let (fixtures, corpus) = (folder.path().join("a/fixtures/ofac"), folder.path().join("c"));
        fs::create_dir_all(&fixtures).unwrap();
        fs::create_dir_all(&corpus).unwrap();
        fs::write(fixtures.join("sdn.csv"), "1").unwrap();
        fs::write(fixtures.join("alt.csv"), "2").unwrap();
        fs::write(folder.path().join("a/other.csv"), "3").unwrap();
        seed_from(&folder.path().join("a"), false, &corpus).unwrap();
        let mut contents: Vec<Vec<u8>> = fs::read_dir(&corpus).unwrap().map(|e| fs::read(e.unwrap().path()).unwrap()).collect();
        contents.sort();
        assert_eq!(contents, [b"1".to_vec(), b"1\x002".to_vec(), b"2".to_vec()]);
    }
}
