//! Why a file as a whole is refused.

use sayso_record::Locator;

/// A file that cannot be read as the list it is said to be. Nothing of it is taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, {place}: {problem}")]
pub struct ListError {
    /// The file's name as it was given.
    pub file: String,
    /// Where in the file.
    pub place: Locator,
    /// What was tried, what was found, and what to do.
    pub problem: String,
}

impl ListError {
    /// A refusal with its place.
    pub fn new(file: &str, place: Locator, problem: impl Into<String>) -> Self {
        Self { file: file.to_owned(), place, problem: problem.into() }
    }
}
