//! Why an edition cannot be built or opened.

use std::path::PathBuf;

/// What is wrong, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum EditionError {
    /// The bytes are not an edition that this sayso can read.
    #[error("{what}: {problem}; build it again with `sayso build`")]
    Image {
        /// The file, or what stands for it.
        what: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The record does not fit into an edition.
    #[error("the record cannot be compiled: {0}")]
    Record(String),
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
