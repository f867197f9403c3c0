//! A reading: what one list version says, as statements, with the place of each record and the findings.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::country;
use crate::date;
use crate::finding::{Finding, FindingKind};
use crate::statement::{Entity, EntityId, Statement};
use crate::vocabulary::{Property, prop};

/// The place of a record in the file that it was read from. Rows and lines count from 1, bytes from 0.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Locator(String);

impl Locator {
    /// Row of a table; the header is row 1.
    pub fn row(row: u64) -> Self {
        Self(format!("row {row}"))
    }

    /// Row of a named file of a set (`sdn.csv row 34`).
    pub fn row_of(file: &str, row: u64) -> Self {
        Self(format!("{file} row {row}"))
    }

    /// Line of a text file.
    pub fn line(line: u64) -> Self {
        Self(format!("line {line}"))
    }

    /// Byte at which an element starts.
    pub fn byte(byte: u64) -> Self {
        Self(format!("byte {byte}"))
    }

    /// The whole file.
    pub fn file() -> Self {
        Self("file".to_owned())
    }

    /// The locator as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for Locator {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Display for Locator {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// All that a reader took from one list version.
#[derive(Debug, Default)]
pub struct Reading {
    /// The day the file says of itself (its publication or generation date).
    pub stated_date: Option<Date>,
    /// The number of records the file says it has.
    pub stated_records: Option<u64>,
    /// Source records read (entries of the list, not statements; for the UK ConList its rows).
    pub records: u64,
    /// What the records say.
    pub statements: Vec<Statement>,
    /// Where each entity stands.
    pub locators: Vec<(EntityId, Locator)>,
    /// What could not be read.
    pub findings: Vec<Finding>,
}

impl Reading {
    /// Takes an entity in, with the place its record stands at. An entity without statements is dropped.
    pub fn push(&mut self, entity: Entity, locator: &Locator) {
        let (id, statements) = entity.into_statements();
        if !statements.is_empty() {
            self.locators.push((id, locator.clone()));
            self.statements.extend(statements);
        }
    }

    /// Notes what could not be read.
    pub fn finding(&mut self, kind: FindingKind, locator: &Locator, raw: &str, reason: impl Into<String>) {
        self.findings.push(Finding::new(kind, locator.clone(), raw, reason));
    }

    /// Adds a date in any of the lists' notations; one that is not understood is kept as raw text and becomes a finding.
    pub fn add_date(&mut self, entity: &mut Entity, property: Property, raw: &str, locator: &Locator) {
        let raw = raw.trim();
        if raw.is_empty() {
            return;
        }
        if let Some(date) = date::parse_loose(raw) {
            entity.add_cleaned(property, &date.to_string(), raw);
        } else {
            entity.add(property, raw);
            self.finding(FindingKind::FieldUnread, locator, raw, format!("no date in {property}; kept as it stands"));
        }
    }

    /// Adds a country as its code with the raw text beside it; one that no table knows is kept as raw text and becomes a finding.
    pub fn add_country(&mut self, entity: &mut Entity, property: Property, raw: &str, locator: &Locator) {
        let raw = raw.trim();
        if raw.is_empty() {
            return;
        }
        if let Some(code) = country::code(raw) {
            entity.add_cleaned(property, code, raw);
        } else {
            entity.add(property, raw);
            self.finding(
                FindingKind::FieldUnread,
                locator,
                raw,
                format!("no country known by that name in {property}; kept as it stands"),
            );
        }
    }

    /// Adds the gender in the words of FollowTheMoney (`male`, `female`, `other`).
    pub fn add_gender(&mut self, entity: &mut Entity, raw: &str, locator: &Locator) {
        match raw.trim().to_lowercase().as_str() {
            "" | "unknown" => {}
            "m" | "male" | "man" => entity.add_cleaned(prop::GENDER, "male", raw),
            "f" | "female" | "woman" => entity.add_cleaned(prop::GENDER, "female", raw),
            "other" | "x" => entity.add_cleaned(prop::GENDER, "other", raw),
            _ => self.finding(FindingKind::FieldUnread, locator, raw, "no gender known by that word"),
        }
    }
}
