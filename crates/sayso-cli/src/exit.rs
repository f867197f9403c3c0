//! Exit codes: 0 nothing found, 1 something found (where asked for), 2 bad use, 3 bad data, 4 system.

use std::io;
use std::process::ExitCode;

use sayso_home::HomeError;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Done, and nothing was found that the caller wants to fail on.
    Nothing,
    /// Something was found (`--fail-on-match`).
    Found,
    /// The arguments make no sense.
    BadUse,
    /// A file is not what it should be.
    BadData,
    /// The machine did not let us.
    System,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Nothing => 0,
            Outcome::Found => 1,
            Outcome::BadUse => 2,
            Outcome::BadData => 3,
            Outcome::System => 4,
        })
    }
}

/// An error in what the user asked for.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct UseError(pub(crate) String);

/// An error in data that the user gave.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct DataError(pub(crate) String);

/// The outcome that an error stands for.
pub(crate) fn outcome_of(error: &anyhow::Error) -> Outcome {
    for cause in error.chain() {
        if let Some(home) = cause.downcast_ref::<HomeError>() {
            return match home.audience() {
                sayso_home::Audience::Caller => Outcome::BadUse,
                sayso_home::Audience::Data => Outcome::BadData,
                sayso_home::Audience::System => Outcome::System,
            };
        }
        if cause.is::<UseError>() {
            return Outcome::BadUse;
        }
        if cause.is::<DataError>() {
            return Outcome::BadData;
        }
    }
    Outcome::System
}

/// Whether whoever reads our output has gone.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe))
}
