//! The dossier of a party: every statement with the versions that carry it.

use serde::{Deserialize, Serialize};

use sayso_record::KnownStatement;

/// All statements of a party and of what belongs to it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Dossier {
    /// By list, entity, property and value.
    pub statements: Vec<DossierStatement>,
}

/// A statement with its source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DossierStatement {
    /// The list that says it.
    pub list: String,
    /// The entity it is about.
    pub entity: String,
    /// The schema of that entity.
    pub schema: String,
    /// What is said.
    pub property: String,
    /// The value in normal form.
    pub value: String,
    /// Language or script.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub lang: Option<String>,
    /// The text as it stands in the file, where it differs.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub original: Option<String>,
    /// From when the source says that it holds.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub valid_from: Option<String>,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub valid_until: Option<String>,
    /// The act or page that the source names for it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub document: Option<String>,
    /// The runs of versions that carry it.
    pub known: Vec<DossierKnown>,
}

/// A run of versions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DossierKnown {
    /// The version before it, which does not carry the statement.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub absent_before: Option<String>,
    /// The first version that carries it.
    pub first: String,
    /// The last version that carries it.
    pub last: String,
    /// The version after it, which no longer does.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub absent_after: Option<String>,
    /// Where it stands in the first version.
    pub locator: String,
}

/// A statement for the dossier.
pub(crate) fn dossier_statement(list: &str, s: &KnownStatement) -> DossierStatement {
    let text = |text: &Option<std::sync::Arc<str>>| text.as_deref().map(str::to_owned);
    DossierStatement {
        list: list.to_owned(),
        entity: s.statement.entity.to_string(),
        schema: s.statement.schema.to_string(),
        property: s.statement.property.to_string(),
        value: s.statement.value.to_string(),
        lang: text(&s.statement.lang),
        original: text(&s.statement.original),
        valid_from: s.statement.valid_from.map(|d| d.to_string()),
        valid_until: s.statement.valid_until.map(|d| d.to_string()),
        document: text(&s.statement.document),
        known: s
            .known
            .iter()
            .map(|k| DossierKnown {
                absent_before: k.absent_before.map(|v| v.to_string()),
                first: k.first.to_string(),
                last: k.last.to_string(),
                absent_after: k.absent_after.map(|v| v.to_string()),
                locator: k.locator.to_string(),
            })
            .collect(),
    }
}
