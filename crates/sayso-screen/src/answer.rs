//! What screening answers, in the shape of the JSON (version 1: keys may be added, never renamed).

use sayso_record::Source;
use serde::Serialize;

/// The answer to one query.
#[derive(Debug, Clone, Serialize)]
pub struct Answer {
    /// Version of this shape.
    pub version: u32,
    /// The edition that answered.
    pub edition: String,
    /// The day asked about.
    pub at: String,
    /// Only what list versions of this day or earlier said; `None`: all.
    pub known: Option<String>,
    /// The query as it was understood.
    pub query: QueryAnswer,
    /// Candidates, the best first.
    pub matches: Vec<Match>,
}

/// A query as it was understood.
#[derive(Debug, Clone, Serialize)]
pub struct QueryAnswer {
    /// What the caller calls the query.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Kind of party asked for; `None`: any.
    pub schema: Option<String>,
    /// Properties with their values.
    pub properties: std::collections::BTreeMap<String, Vec<String>>,
}

/// A party that may be meant.
#[derive(Debug, Clone, Serialize)]
pub struct Match {
    /// Its id, for `sayso show`.
    pub id: String,
    /// Its name for people.
    pub caption: String,
    /// Kind of party.
    pub schema: String,
    /// 0..=1: the sum of weight x score over the reasons, cut to that range.
    pub score: f64,
    /// Whether the score reaches the threshold.
    #[serde(rename = "match")]
    pub is_match: bool,
    /// Why.
    pub reasons: Vec<Reason>,
    /// Who lists it, or did.
    pub listings: Vec<ListingAnswer>,
}

/// One reason of a score; adds `weight * score` to it.
#[derive(Debug, Clone, Serialize)]
pub struct Reason {
    /// What was compared.
    pub feature: String,
    /// What it counts; negative where it speaks against.
    pub weight: f64,
    /// How far it holds, 0..=1.
    pub score: f64,
    /// What the query has.
    pub query: String,
    /// What the candidate has.
    pub candidate: String,
    /// Why, in words or parts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub detail: Vec<PartAnswer>,
}

/// One part of a compared name.
#[derive(Debug, Clone, Serialize)]
pub struct PartAnswer {
    /// The query's part; `None` where the candidate's stands alone.
    pub query: Option<String>,
    /// The candidate's part; `None` where the query's stands alone.
    pub candidate: Option<String>,
    /// Why they go together: same, same sound, similar, initial, joined, alone.
    pub how: String,
    /// What the pair scores.
    pub score: f64,
    /// What it weighs among the parts.
    pub weight: f64,
}

/// A listing as of the day asked about.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ListingAnswer {
    /// Code of the authority.
    pub authority: String,
    /// Its name.
    pub authority_name: String,
    /// The act or regime.
    pub programme: String,
    /// The list it stands on.
    pub list: String,
    /// First day in force; `None` where it is not known.
    pub from: Option<String>,
    /// Day from which it is no longer in force; `None` while it is, as far as the list shows.
    pub until: Option<String>,
    /// How `from` is known: `stated`; `stated range` where only days between which it lies are; `list version` where it is the day
    /// of the first version that carries it.
    pub from_basis: Option<&'static str>,
    /// How `until` is known.
    pub until_basis: Option<&'static str>,
    /// Days between which it began, where the source states that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_range: Option<String>,
    /// Days between which it ended, where the source states that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until_range: Option<String>,
    /// Where `from` is not stated: the first version that carries it, by which day it was in force.
    pub in_force_by: Option<String>,
    /// The last version that carries it, as far as what the list shows goes.
    pub last_seen: Option<String>,
    /// `listed`, `formerly listed`, `not yet listed` or `cannot tell` on the day asked about.
    pub status: &'static str,
    /// The same today.
    pub today: &'static str,
    /// On what it stands.
    pub source: Source,
}
