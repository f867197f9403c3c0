//! What can go wrong with an edition, divided by who has to act: the data, or the machine.

use std::io;
use std::path::{Path, PathBuf};

/// Why an edition could not be built, written or opened. An edition can always be built anew from the record.
#[derive(Debug, thiserror::Error)]
pub enum EditionError {
    /// The bytes are no edition that this sayso reads: another file, cut off, altered, or of a newer layout.
    #[error("{}{problem}", path.as_ref().map(|path| format!("{}: ", path.display())).unwrap_or_default())]
    Refused {
        /// The file, where it came from one.
        path: Option<PathBuf>,
        /// What is wrong with it and what to do.
        problem: String,
    },
    /// The record is larger than an edition can hold.
    #[error("the record has too much {0} for one edition (4 GiB of it at most); build it from fewer lists")]
    TooLarge(&'static str),
    /// The machine did not let us read or write.
    #[error("{doing} {path}: {source}", path = path.display())]
    Io {
        /// What was tried, such as "writing".
        doing: &'static str,
        /// With which path.
        path: PathBuf,
        /// What the machine said.
        source: io::Error,
    },
}

impl EditionError {
    pub(crate) fn refused(problem: impl Into<String>) -> Self {
        Self::Refused { path: None, problem: problem.into() }
    }

    /// The same, saying of which file.
    pub(crate) fn of(self, file: &Path) -> Self {
        match self {
            Self::Refused { problem, .. } => Self::Refused { path: Some(file.to_owned()), problem },
            other => other,
        }
    }
}

/// Names the path and the deed in an IO error.
pub(crate) trait Doing<T> {
    fn doing(self, doing: &'static str, path: &Path) -> Result<T, EditionError>;
}

impl<T> Doing<T> for io::Result<T> {
    fn doing(self, doing: &'static str, path: &Path) -> Result<T, EditionError> {
        self.map_err(|source| EditionError::Io { doing, path: path.to_owned(), source })
    }
}
