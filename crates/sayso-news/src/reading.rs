//! The reading of one article, in the form in which it leaves: product.md's JSON, version 1.
//!
//! Offsets are Unicode code points into `document.text`; dates are ISO 8601 with the precision known, an open end is null.

use sayso_record::{Listing, Source};
use serde::{Serialize, Serializer};

use crate::claims::Polarity;
use crate::intake::DateFrom;
use crate::verdict::{Span, Word};

/// The reading of one document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reading {
    /// Version of this form.
    pub version: u32,
    /// Hash of the edition that answered.
    pub edition: String,
    /// What was read.
    pub document: DocumentPart,
    /// Who is named.
    pub parties: Vec<Party>,
    /// What is claimed of lists.
    pub claims: Vec<Claim>,
    /// Who says what; not read yet.
    pub attributions: Vec<serde_json::Value>,
    /// Who does what to whom; not read yet.
    pub acts: Vec<serde_json::Value>,
    /// Times named.
    pub times: Vec<Time>,
    /// The day called today in it.
    pub today: String,
}

/// The document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DocumentPart {
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where.
    pub url: Option<String>,
    /// When.
    pub published: Option<String>,
    /// How that is known.
    pub date_from: DateFrom,
    /// ISO 639 code.
    pub language: Option<String>,
    /// The text that offsets point into.
    pub text: String,
}

/// A time named in the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Time {
    /// The words there.
    pub text: String,
    /// First code point.
    pub start: usize,
    /// The one behind the last.
    pub end: usize,
    /// What they mean, in ISO 8601; a stretch as `1980/1988`.
    pub value: String,
}

/// A place in the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mention {
    /// The words there.
    pub text: String,
    /// First code point.
    pub start: usize,
    /// The one behind the last.
    pub end: usize,
    /// Why it counts as this party.
    pub why: &'static str,
}

/// A party named in the article.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Party {
    /// The fullest name the article gives it.
    pub name: String,
    /// `person`, `organization`, `vessel`, …
    pub kind: &'static str,
    /// Other names the article gives it.
    pub aliases: Vec<String>,
    /// Where it is named, in order.
    pub mentions: Vec<Mention>,
    /// The listed party it is; null where nobody fits.
    #[serde(rename = "match")]
    pub matched: Option<Match>,
}

/// The listed party that a name means.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Match {
    /// Its id.
    pub id: String,
    /// Its name.
    pub caption: String,
    /// Its FollowTheMoney schema.
    pub schema: String,
    /// How well the name fits.
    pub score: f64,
    /// Why.
    pub reasons: Vec<serde_json::Value>,
    /// Other listed parties bear the very name; which is meant cannot be told.
    pub namesakes: usize,
    /// Its listings, past ones too.
    pub listings: Vec<ListingPart>,
}

/// A listing with what it was on the article's day and is today.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ListingPart {
    /// Code.
    pub authority: String,
    /// Name.
    pub authority_name: String,
    /// Act or regime.
    pub programme: String,
    /// List id.
    pub list: String,
    /// First day.
    pub from: Option<String>,
    /// The day it ended.
    pub until: Option<String>,
    /// Days between which it ended, where no more is known (EDTF).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until_range: Option<String>,
    /// On the article's day; null without one.
    pub status: Option<&'static str>,
    /// Today.
    pub today: &'static str,
    /// On what it stands.
    pub source: Source,
}

/// A claim about a listing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Claim {
    /// `listing`.
    pub kind: &'static str,
    /// The words of the claim.
    pub quote: String,
    /// First code point.
    pub start: usize,
    /// The one behind the last.
    pub end: usize,
    /// Whom it speaks of; null where not resolved.
    pub subject: Option<String>,
    /// What the wording makes of it.
    pub polarity: Polarity,
    /// Whose claim; null is the article's own voice.
    pub said_by: Option<String>,
    /// Who demands, where it is a demand and the sentence says who.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub demanded_by: Option<String>,
    /// The days on which all that it claims holds; empty where they are not known or there is nothing to judge.
    pub holds: Vec<SpanPart>,
    /// What the record says, one for each authority.
    pub verdicts: Vec<Verdict>,
}

/// What the record says of a claim about one authority.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Verdict {
    /// Code; null where the claim names none.
    pub authority: Option<String>,
    /// Name.
    pub authority_name: Option<String>,
    /// The day or time it is judged for.
    pub at: Option<String>,
    /// The answer.
    pub verdict: Word,
    /// The deciding interval.
    pub from: Option<String>,
    /// Its end.
    pub until: Option<String>,
    /// The intervals for which the claim holds.
    pub holds: Vec<SpanPart>,
    /// What the record says of "is listed" (or, for a delisting, of "is no longer listed") today.
    pub today: Word,
    /// Why it cannot be told, or how it was judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// On what it stands.
    pub evidence: Vec<Source>,
}

/// An interval; written as `["1997-10-08", "2012-09-28"]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpanPart(pub Span);

impl Serialize for SpanPart {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        [self.0.0.map(|d| d.to_string()), self.0.1.map(|d| d.to_string())].serialize(serializer)
    }
}

impl ListingPart {
    /// When it ended, in words; `while_in_force` where it has not.
    pub(crate) fn end_in_words<'a>(&'a self, while_in_force: &'a str) -> std::borrow::Cow<'a, str> {
        match self.until_range.as_deref().and_then(|range| range.split_once('/')) {
            Some(("..", latest)) => format!("{latest} at the latest").into(),
            Some((earliest, latest)) => format!("between {earliest} and {latest}").into(),
            None => self.until.as_deref().unwrap_or(while_in_force).into(),
        }
    }

    pub(crate) fn new(listing: &Listing, day: Option<jiff::civil::Date>, today: jiff::civil::Date) -> Self {
        Self {
            authority: listing.authority.clone(),
            authority_name: listing.authority_name.clone(),
            programme: listing.programme.clone(),
            list: listing.list.clone(),
            from: listing.interval.first_day().map(|d| d.to_string()),
            until: listing.interval.end_day().map(|d| d.to_string()),
            until_range: listing.interval.until_range.map(|range| range.to_string()),
            status: day.map(|day| listing.status(day).as_str()),
            today: listing.status(today).as_str(),
            source: listing.source.clone(),
        }
    }
}
