//! `sayso`: arguments become settings, settings become one call, answers become text. No logic lives here.

mod args;
mod commands;
mod exit;
mod settings;
mod terminal;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use crate::exit::Outcome;

/// Importing makes millions of small texts: a quarter of its time went into the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = match args::Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are answers, not errors; clap knows where each is printed.
            let wanted = !error.use_stderr();
            let _ = error.print();
            return if wanted { ExitCode::SUCCESS } else { Outcome::BadUse.into() };
        }
    };
    match commands::run(arguments) {
        Ok(outcome) => outcome.into(),
        // The reader of a pipe (`head`) has seen enough: no error.
        Err(error) if exit::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "sayso: {error:#}");
            exit::outcome_of(&error).into()
        }
    }
}
