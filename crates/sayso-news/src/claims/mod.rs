//! What a text claims of lists: who is or was on whose list, since when, and how sure the wording is.
//!
//! A claim is found by its verb or noun of listing (`data/listing_verbs.tsv`); its parties and authorities by the words around.
//! Demands, denials and hypotheses are claims with that polarity. Where the wording does not clearly show who is meant, the claim
//! has no subject, or there is none.

mod agents;
mod clause;
mod list_phrase;
mod polarity;
mod sentence;
mod time;
mod vocabulary;
mod voice;

use std::ops::Range;

use sayso_record::PartialDate;

use crate::article::Article;
use crate::mentions::Named;
use clause::Places;
use sentence::SentenceReader;

/// What the wording makes of a claim; the words of product.md.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// Said to be listed.
    Listed,
    /// Said to be listed no more.
    Delisted,
    /// Said not to be listed.
    #[serde(rename = "not listed")]
    NotListed,
    /// Somebody wants a listing or its end.
    Demanded,
    /// Somebody says it is not so.
    Denied,
    /// It may come, or is thought of.
    Hypothetical,
}

impl Polarity {
    /// The word as product.md writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Delisted => "delisted",
            Self::NotListed => "not listed",
            Self::Demanded => "demanded",
            Self::Denied => "denied",
            Self::Hypothetical => "hypothetical",
        }
    }

    /// Whether the article or its source holds it to be so: only then is there something to judge.
    pub fn is_asserted(self) -> bool {
        matches!(self, Self::Listed | Self::Delisted | Self::NotListed)
    }
}

/// When a claim says that it was so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// On the article's day.
    Now,
    /// It began (or ended) in that time.
    In(PartialDate),
    /// It has been so since.
    Since(PartialDate),
    /// Over a stretch.
    Stretch,
}

/// A claim as it stands in the text.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    pub(crate) words: Range<usize>,
    /// The parties it speaks of, one claim each; `None`: not resolved.
    pub(crate) party: Option<usize>,
    pub(crate) polarity: Polarity,
    pub(crate) authorities: Vec<String>,
    /// An authority is meant that is not known here.
    pub(crate) unknown_authority: bool,
    pub(crate) when: When,
    pub(crate) said_by: Option<String>,
    pub(crate) demanded_by: Option<String>,
    /// Why the wording leaves it open, where it does.
    pub(crate) unsure: Option<&'static str>,
}

/// The claims of a text, in order. Sentences in `skipped` byte ranges (repeated headlines) are read no second time.
pub(crate) fn find(article: &Article<'_>, named: &Named, skipped: &[Range<usize>]) -> Vec<Claim> {
    let places = Places::new(article, named);
    let quotations = voice::quotations(article.text);
    let mut claims = Vec::new();
    for sentence in &article.sentences {
        if skipped.iter().any(|range| range.start <= sentence.bytes.start && sentence.bytes.end <= range.end) {
            continue;
        }
        let reader = SentenceReader {
            article,
            places: &places,
            quotations: &quotations,
            words: sentence.words.clone(),
            lists: list_phrase::find(article, &sentence.words),
        };
        reader.read(&mut claims);
    }
    claims
}
