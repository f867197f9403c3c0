//! Listings: that an authority has a party on a list, under which programme, from when until when, on which source.

use jiff::civil::Date;
use serde::Serialize;

use crate::interval::{Certainty, Interval};

/// What a listing is on a day. A former listing is never called a listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum ListingStatus {
    /// In force.
    #[serde(rename = "listed")]
    Listed,
    /// Ended by that day.
    #[serde(rename = "formerly listed")]
    FormerlyListed,
    /// Begins after that day.
    #[serde(rename = "not yet listed")]
    NotYetListed,
    /// The dates known do not decide it.
    #[serde(rename = "cannot tell")]
    CannotTell,
}

impl ListingStatus {
    /// The words of product.md.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::FormerlyListed => "formerly listed",
            Self::NotYetListed => "not yet listed",
            Self::CannotTell => "cannot tell",
        }
    }
}

/// On what a listing stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize)]
pub struct Source {
    /// The act or publication the list names, or the list's title.
    pub document: String,
    /// Its address; empty where none is given.
    pub url: String,
    /// Where the entry stands in the list version's file.
    pub locator: String,
    /// The list version.
    pub version: String,
}

/// One listing of one party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// Code of the authority (`US`).
    pub authority: String,
    /// Its name (`United States`).
    pub authority_name: String,
    /// The act or regime (`FTO`, `Common Position 2001/931/CFSP`); empty where the list names none.
    pub programme: String,
    /// The list's id.
    pub list: String,
    /// When it was in force.
    pub interval: Interval,
    /// When the list, as held here, carried it: first version's day, and the day of the first version without it.
    pub known: (Date, Option<Date>),
    /// On what it stands.
    pub source: Source,
}

impl Listing {
    /// What it is on `day`.
    pub fn status(&self, day: Date) -> ListingStatus {
        match (self.interval.begun(day), self.interval.ended(day)) {
            (Certainty::No, _) => ListingStatus::NotYetListed,
            (_, Certainty::Yes) => ListingStatus::FormerlyListed,
            (Certainty::Yes, Certainty::No) => ListingStatus::Listed,
            _ => ListingStatus::CannotTell,
        }
    }

    /// Whether the record, going by what it held on `known`, knows of this listing; always so without a day.
    pub fn is_known(&self, known: Option<Date>) -> bool {
        known.is_none_or(|day| self.known.0 <= day)
    }

    /// This listing as it was known on a day: an end that the list showed only later is not known yet. `None` where the listing
    /// itself was not.
    #[must_use]
    pub fn as_known(&self, known: Option<Date>) -> Option<Self> {
        let Some(day) = known else { return Some(self.clone()) };
        if self.known.0 > day {
            return None;
        }
        let mut then = self.clone();
        if then.interval.observed.absent_after.is_some_and(|gone| gone > day) {
            then.interval.observed.absent_after = None;
            then.known.1 = None;
        }
        if then.interval.observed.last_seen.is_some_and(|seen| seen > day) {
            then.interval.observed.last_seen = None;
        }
        Some(then)
    }
}
