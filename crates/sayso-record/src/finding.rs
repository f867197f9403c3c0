//! Findings: what a reader could not read, and where. A bad row is a finding, never a failed import.

use serde::{Deserialize, Serialize};

use crate::reading::Locator;

/// What kind of trouble a finding is. Findings that lose something count against a file; notes do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingKind {
    /// A whole record could not be read; none of it is in the record.
    RecordLost,
    /// One field could not be read (a date, a country); its raw text is kept as it stands where the schema has a place for text.
    FieldUnread,
    /// The file uses an element or code that the reader does not know.
    Unknown,
}

/// Something in a file that could not be read, with its place and raw text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What kind.
    pub kind: FindingKind,
    /// Where in the file.
    pub locator: Locator,
    /// The raw text, at most 200 characters of it.
    pub raw: String,
    /// What was tried and why it did not work.
    pub reason: String,
}

impl Finding {
    /// A finding; `raw` is cut to 200 characters.
    pub fn new(kind: FindingKind, locator: Locator, raw: &str, reason: impl Into<String>) -> Self {
        Self { kind, locator, raw: raw.chars().take(200).collect(), reason: reason.into() }
    }
}
