//! `cargo xtask test`: everything that must hold before a change lands. All steps run, so that one log tells all that is wrong.

use std::process::Command;

use anyhow::{Result, bail};

use crate::{cargo, succeed, tidy};

/// A step: its name and what it runs.
type Step = (&'static str, fn() -> Result<()>);

/// Runs the steps; fails once all have run if any failed.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    if let Some(argument) = arguments.first() {
        bail!("\"{argument}\" is not understood; `cargo xtask test` takes no arguments");
    }
    let steps: [Step; 6] = [
        ("tidy", tidy::run),
        ("fmt", || succeed(cargo().args(["fmt", "--all", "--check"]))),
        ("fmt of fuzz", || succeed(cargo().args(["fmt", "--manifest-path", "fuzz/Cargo.toml", "--check"]))),
        ("clippy", || succeed(cargo().args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))),
        ("tests", || succeed(&mut tests())),
        ("doc tests", || succeed(cargo().args(["test", "--workspace", "--doc"]))),
    ];
    let mut failed = Vec::new();
    for (name, step) in steps {
        println!("== {name}");
        if let Err(error) = step() {
            eprintln!("{error:#}");
            failed.push(name);
        }
    }
    if failed.is_empty() {
        println!("== all of it holds");
        return Ok(());
    }
    bail!("failed: {}", failed.join(", "))
}

/// nextest where it is installed: it runs tests of all crates at once and names the slow ones.
fn tests() -> Command {
    let nextest = cargo().args(["nextest", "--version"]).output().is_ok_and(|output| output.status.success());
    let mut command = cargo();
    if nextest {
        command.args(["nextest", "run", "--workspace", "--no-fail-fast", "--no-tests=pass"]);
    } else {
        command.args(["test", "--workspace", "--lib", "--bins", "--tests", "--no-fail-fast"]);
    }
    command
}
