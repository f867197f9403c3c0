//! Statements: what a source says of an entity, one property and value at a time.

use std::fmt;
use std::sync::Arc;

use crate::date::PartialDate;
use crate::vocabulary::{Property, Schema};

/// The id of a source's own record, stable over versions: `ofac-36`, `un-6908555`, `eu-13-sanction-348`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityId(Arc<str>);

impl EntityId {
    /// An id; whatever is not a letter, digit, `-`, `_`, `.` or `:` becomes `-`, because ids stand in URLs and file names.
    pub fn new(text: &str) -> Self {
        let mut id = String::with_capacity(text.len());
        for c in text.trim().chars() {
            let keep = c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':');
            if keep {
                id.push(c);
            } else if !id.ends_with('-') {
                id.push('-');
            }
        }
        Self(id.trim_matches('-').into())
    }

    /// The id of something that belongs to this entity, such as its sanction: `ofac-36` + `sanction-CUBA`.
    #[must_use]
    pub fn part(&self, name: &str) -> Self {
        Self::new(&format!("{}-{name}", self.0))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EntityId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// One fact as its source states it. Which list and version, and where in it, is known from the revision it stands in.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Statement {
    /// What it is about.
    pub entity: EntityId,
    /// The schema of the entity.
    pub schema: Schema,
    /// What is said.
    pub property: Property,
    /// The value in the normal form of the property's type (EDTF date, country code, id of an entity, text).
    pub value: Arc<str>,
    /// ISO 639 code, or `ar-Arab` with a script, where the source gives one.
    pub lang: Option<Arc<str>>,
    /// The text as it stands in the file, where it differs from `value`.
    pub original: Option<Arc<str>>,
    /// From when the source says this holds (the date of the act that brought a name in).
    pub valid_from: Option<PartialDate>,
    /// Until when the source says this holds.
    pub valid_until: Option<PartialDate>,
    /// The act or page the source itself names for this very statement, as text or URL.
    pub document: Option<Arc<str>>,
}

/// An entity while a reader collects what its record says. Values are trimmed and inner runs of white space become one space;
/// empty values and repetitions are dropped, so a reader adds whatever a field holds.
#[derive(Debug, Clone)]
pub struct Entity {
    id: EntityId,
    schema: Schema,
    statements: Vec<Statement>,
}

impl Entity {
    /// An entity with nothing said of it yet.
    pub fn new(schema: Schema, id: EntityId) -> Self {
        Self { id, schema, statements: Vec::new() }
    }

    /// Its id.
    pub fn id(&self) -> &EntityId {
        &self.id
    }

    /// Its schema.
    pub fn schema(&self) -> Schema {
        self.schema
    }

    /// Changes the schema of the entity and of all that was said of it.
    pub fn set_schema(&mut self, schema: Schema) {
        self.schema = schema;
        for statement in &mut self.statements {
            statement.schema = schema;
        }
    }

    /// States a value.
    pub fn add(&mut self, property: Property, value: &str) {
        self.add_with(property, value, |_| {});
    }

    /// States a value that a reader brought into normal form, with the raw text it came from.
    pub fn add_cleaned(&mut self, property: Property, value: &str, raw: &str) {
        self.add_with(property, value, |statement| {
            let raw = one_space(raw);
            if raw != *statement.value {
                statement.original = Some(raw.into());
            }
        });
    }

    /// States a value and lets `more` fill in language, original text, valid time and document.
    pub fn add_with(&mut self, property: Property, value: &str, more: impl FnOnce(&mut Statement)) {
        let value = one_space(value);
        if value.is_empty() {
            return;
        }
        let mut statement = Statement {
            entity: self.id.clone(),
            schema: self.schema,
            property,
            value: value.into(),
            lang: None,
            original: None,
            valid_from: None,
            valid_until: None,
            document: None,
        };
        more(&mut statement);
        if !self.statements.contains(&statement) {
            self.statements.push(statement);
        }
    }

    /// States a link to another entity.
    pub fn link(&mut self, property: Property, other: &EntityId) {
        self.add(property, other.as_str());
    }

    /// The values stated for a property so far.
    pub fn values(&self, property: Property) -> impl Iterator<Item = &str> {
        self.statements.iter().filter(move |s| s.property == property).map(|s| &*s.value)
    }

    /// Id and statements; empty where nothing was said.
    pub fn into_statements(self) -> (EntityId, Vec<Statement>) {
        (self.id, self.statements)
    }
}

/// Trims and turns runs of white space (no-break spaces and line ends too) into one space; control characters are dropped.
fn one_space(text: &str) -> String {
    // Nearly all values are clean ASCII already; telling so costs one pass over the bytes.
    let clean = |pair: &[u8]| {
        pair[0].is_ascii_graphic() && (pair[1].is_ascii_graphic() || pair[1] == b' ')
            || pair[0] == b' ' && pair[1].is_ascii_graphic()
    };
    let bytes = text.as_bytes();
    if let (Some(first), Some(last)) = (bytes.first(), bytes.last())
        && first.is_ascii_graphic()
        && last.is_ascii_graphic()
        && bytes.windows(2).all(clean)
    {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().filter(|c| !c.is_control() && *c != '\u{feff}'));
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::{prop, schema};

    #[test]
    fn empty_and_repeated_values_are_dropped() {
        let mut party = Entity::new(schema::PERSON, EntityId::new("x-1"));
        party.add(prop::NAME, "  Saddam \u{a0} Hussein\n");
        party.add(prop::NAME, "Saddam Hussein");
        party.add(prop::ALIAS, " \t");
        assert_eq!(party.values(prop::NAME).collect::<Vec<_>>(), ["Saddam Hussein"]);
        assert_eq!(party.into_statements().1.len(), 1);
    }

    #[test]
    fn ids_are_fit_for_urls() {
        assert_eq!(EntityId::new(" eu/13 §4 ").as_str(), "eu-13-4");
    }
}
