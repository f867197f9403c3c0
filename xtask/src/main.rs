//! The house's own tools, run as `cargo xtask COMMAND`.
//!
//! `test` is what CI runs, `tidy` holds the invariants of ARCHITECTURE.md, `fuzz` runs the fuzz targets, `bench` measures. None of it
//! is part of sayso; it only runs cargo and reads the work tree.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "this binary talks to a developer or to CI's log")]

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

mod bench;
mod fuzz;
mod test;
mod tidy;

const USAGE: &str = "cargo xtask COMMAND
  test                          what CI runs: tidy, fmt, clippy, tests, doc tests
  tidy                          the invariants of the house
  fuzz [TARGET] [--seconds N]   one fuzz target, or all in turn (60 seconds each); `fuzz --list` names them
  bench [NAME...]               measures and writes target/bench/NAME.md; `bench --list` names them;
        [--binary PATH]         on that binary instead of a fresh release build";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let Some((command, rest)) = arguments.split_first() else { bail!("no command given\n{USAGE}") };
    match command.as_str() {
        "test" => test::run(rest),
        "tidy" => tidy::run(),
        "fuzz" => fuzz::run(rest),
        "bench" => bench::run(rest),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        other => bail!("no command is called \"{other}\"\n{USAGE}"),
    }
}

/// The work tree that this binary was built from.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// The folder of real files beside the work tree, where it is there.
fn shared() -> Option<PathBuf> {
    let beside = root().join("../shared");
    [beside, PathBuf::from("/work/shared")].into_iter().find(|path| path.is_dir())
}

/// Cargo as it runs us, in the root of the work tree.
fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root());
    cargo
}

/// Runs a command to its end with our own output.
fn succeed(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("{} cannot be started", words_of(command)))?;
    if !status.success() {
        bail!("{} failed ({status})", words_of(command));
    }
    Ok(())
}

/// The text that a command prints.
fn output_of(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("{} cannot be started", words_of(command)))?;
    if !output.status.success() {
        bail!("{} failed ({}): {}", words_of(command), output.status, String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn words_of(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default();
    let words = std::iter::once(program).chain(command.get_args()).map(|word| word.to_string_lossy());
    words.collect::<Vec<_>>().join(" ")
}
