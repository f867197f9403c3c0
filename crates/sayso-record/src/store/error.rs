//! What can go wrong with the store, divided by who has to act: the one who called, the data, or the machine.

use std::io;
use std::path::{Path, PathBuf};

/// Why the store did not do what was asked. Nothing that was stored is lost by any of these.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The import is refused; the last good version stays.
    #[error("{0}")]
    Refused(String),
    /// What was asked for is not in the record.
    #[error("{0}")]
    NotThere(String),
    /// A file of the store is not what the store wrote.
    #[error("{path}: {problem}", path = path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it and what to do.
        problem: String,
    },
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

impl StoreError {
    pub(crate) fn damaged(path: &Path, problem: impl Into<String>) -> Self {
        Self::Damaged { path: path.to_owned(), problem: problem.into() }
    }
}

/// Names the path and the deed in an IO error.
pub(crate) trait Doing<T> {
    fn doing(self, doing: &'static str, path: &Path) -> Result<T, StoreError>;
}

impl<T> Doing<T> for io::Result<T> {
    fn doing(self, doing: &'static str, path: &Path) -> Result<T, StoreError> {
        self.map_err(|source| StoreError::Io { doing, path: path.to_owned(), source })
    }
}
