//! `cargo xtask tidy`: the invariants of ARCHITECTURE.md and the house style that a program can hold.
//!
//! A fault fails; a remark is printed and does not. Each check is a function of texts, so that its tests show it finding something.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{output_of, root, shared};

mod arrows;
mod copies;
mod rust;
mod texts;

/// What is wrong, and where.
#[derive(Debug, PartialEq, Eq)]
struct Fault {
    place: String,
    problem: String,
}

impl Fault {
    fn new(place: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { place: place.into(), problem: problem.into() }
    }
}

/// A file of the work tree that git knows or would know.
struct TreeFile {
    /// Its path from the root, with `/`.
    path: String,
    on_disk: PathBuf,
}

/// Checks the work tree.
pub(crate) fn run() -> Result<()> {
    let (root, files) = (root(), files()?);
    let mut faults = arrows::check(&root)?;
    let mut remarks = Vec::new();
    let pure = arrows::pure()?;
    for file in &files {
        if file.on_disk.extension().is_some_and(|end| end == "rs") {
            let text = read(&file.on_disk)?;
            faults.extend(rust::check(&file.path, &text, &pure));
            remarks.extend(rust::remarks(&file.path, &text));
        }
        if texts::is_ours(&file.path) {
            faults.extend(texts::trailing_blanks(&file.path, &read(&file.on_disk)?));
        }
    }
    faults.extend(texts::dependencies_without_comment(&read(&root.join("Cargo.toml"))?));
    match shared() {
        Some(shared) => faults.extend(copies::check(&files, &shared)?),
        None => eprintln!("skipped: ../shared is not there, so nothing can be a copy of it"),
    }
    for remark in remarks {
        println!("remark: {}: {}", remark.place, remark.problem);
    }
    for fault in &faults {
        println!("{}: {}", fault.place, fault.problem);
    }
    if faults.is_empty() {
        println!("tidy: {} files, no fault", files.len());
        return Ok(());
    }
    bail!("tidy: {} faults", faults.len())
}

fn files() -> Result<Vec<TreeFile>> {
    let root = root();
    let mut git = Command::new("git");
    git.current_dir(&root).args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    let paths = output_of(&mut git)?;
    let paths = paths.split('\0').filter(|path| !path.is_empty());
    let files = paths.map(|path| TreeFile { path: path.to_owned(), on_disk: root.join(path) });
    Ok(files.filter(|file| file.on_disk.is_file()).collect())
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
}
