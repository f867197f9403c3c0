//! What can go wrong in a home folder, by who has to act.

use std::path::PathBuf;

use sayso_edition::EditionError;
use sayso_lists::ListError;
use sayso_record::store::StoreError;

/// Why the home folder did not do what was asked. Nothing that was stored is lost by any of these.
#[derive(Debug, thiserror::Error)]
pub enum HomeError {
    /// What was asked for makes no sense or is not there; the message says what would.
    #[error("{0}")]
    Use(String),
    /// A list file cannot be read.
    #[error(transparent)]
    List(#[from] ListError),
    /// The record refused or is damaged.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The edition is damaged or cannot be built.
    #[error(transparent)]
    Edition(#[from] EditionError),
    /// A server cannot be reached or does not answer.
    #[error("{0}")]
    Unreachable(String),
    /// What a server sent is not the list.
    #[error("{0}")]
    Fetched(String),
    /// The machine did not let us read or write.
    #[error("{doing} {path}: {source}", path = path.display())]
    Io {
        /// What was tried.
        doing: &'static str,
        /// With which path.
        path: PathBuf,
        /// What the machine said.
        source: std::io::Error,
    },
}

/// Who has to act; decides the exit code and later the HTTP status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The one who called: the arguments.
    Caller,
    /// Whoever gave the data: a file.
    Data,
    /// Whoever runs the machine.
    System,
}

impl HomeError {
    /// Who has to act.
    pub fn audience(&self) -> Audience {
        match self {
            Self::Use(_) | Self::Store(StoreError::NotThere(_)) => Audience::Caller,
            Self::List(_)
            | Self::Fetched(_)
            | Self::Store(StoreError::Refused(_) | StoreError::Damaged { .. })
            | Self::Edition(_) => Audience::Data,
            Self::Store(StoreError::Io { .. }) | Self::Io { .. } | Self::Unreachable(_) => Audience::System,
        }
    }
}
