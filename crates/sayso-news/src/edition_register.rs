//! The register over an edition: what reading the news asks, answered by screening.

use jiff::civil::Date;
use sayso_edition::{Edition, FactKind, Party};
use sayso_record::DateValue;
use sayso_screen::{Match, Options, Query, Screener, is_weak};

use crate::register::{Found, Hint, ListedName, Register};

/// Entries whose score lies no further below the best one's are looked at as entries of the same party on other lists.
const SAME_NAME: f64 = 0.02;

/// An edition as a register, in the state of a day of record time.
#[derive(Debug, Clone, Copy)]
pub struct EditionRegister<'e> {
    edition: &'e Edition,
    known: Option<Date>,
}

impl<'e> EditionRegister<'e> {
    /// A register over an edition; with `known`, only what list versions of that day or earlier said.
    pub fn new(edition: &'e Edition, known: Option<Date>) -> Self {
        Self { edition, known }
    }

    fn find(&self, id: &str) -> Option<Party<'e>> {
        self.edition.by_id(id).and_then(|ix| self.edition.party(ix))
    }

    fn found(&self, best: &Match) -> Option<Found> {
        let party = self.find(&best.id)?;
        let name = best.reasons.iter().find(|r| matches!(r.feature.as_str(), "name" | "weakAlias"));
        Some(Found {
            id: best.id.clone(),
            caption: best.caption.clone(),
            schema: best.schema.clone(),
            name: name.map_or_else(|| best.caption.clone(), |r| r.candidate.clone()),
            score: best.score,
            is_match: best.is_match,
            reasons: best.reasons.iter().filter_map(|r| serde_json::to_value(r).ok()).collect(),
            listings: party.listings_as_known(self.known),
        })
    }
}

impl Register for EditionRegister<'_> {
    fn edition(&self) -> String {
        self.edition.hash()
    }

    fn lookup(&self, name: &str, hint: Hint) -> Option<Found> {
        let mut query = Query::name(name);
        match hint {
            Hint::Person => query.set_schema("Person").ok()?,
            Hint::Organization => query.set_schema("Organization").ok()?,
            Hint::Unknown => {}
        }
        // Listings are taken as known on the register's day; which days they are judged on is the verdict's affair.
        let day = jiff::civil::Date::MAX;
        let options = Options { at: day, today: day, known: self.known, threshold: sayso_screen::DEFAULT_THRESHOLD, limit: 8 };
        let matches = Screener::new(self.edition).screen(&query, &options).matches;
        let best = matches.first()?;
        let mut found = self.found(best)?;
        let of_best = self.find(&best.id)?;
        for other in matches.iter().skip(1).filter(|m| m.score >= best.score - SAME_NAME && m.schema == best.schema) {
            // The same party on another list, as far as can be seen: the same name and no birth date against it. Linking entries
            // on firmer ground is `sayso link`, to come.
            if let Some(party) = self.find(&other.id).filter(|party| may_be_one(&of_best, party)) {
                found.listings.extend(party.listings_as_known(self.known));
            }
        }
        Some(found)
    }

    fn party(&self, id: &str) -> Option<Found> {
        let party = self.find(id)?;
        Some(Found {
            id: id.to_owned(),
            caption: party.caption().to_owned(),
            schema: party.schema().as_str().to_owned(),
            name: party.caption().to_owned(),
            score: 1.0,
            is_match: true,
            reasons: Vec::new(),
            listings: party.listings_as_known(self.known),
        })
    }

    fn for_each_name(&self, visit: &mut dyn FnMut(ListedName<'_>)) {
        for party in self.edition.parties() {
            for name in party.names().filter(|name| name.is_known(self.known)) {
                visit(ListedName {
                    text: name.text,
                    is_weak: is_weak(&name),
                    party: party.id(),
                    schema: party.schema().as_str(),
                });
            }
        }
    }

    fn knows_authority(&self, code: &str) -> bool {
        self.edition.has_authority(code)
    }

    fn covers(&self, authority: &str, day: Date) -> bool {
        self.edition.coverage(authority, day)
    }
}

/// Whether nothing speaks against two entries of one name being one party: no birth dates that exclude each other.
fn may_be_one(one: &Party<'_>, other: &Party<'_>) -> bool {
    let dates = |party: &Party<'_>| -> Vec<DateValue> {
        party.facts().filter(|f| f.kind == FactKind::BirthDate).filter_map(|f| f.value.parse().ok()).collect()
    };
    let (one, other) = (dates(one), dates(other));
    let meet = |a: &DateValue, b: &DateValue| a.earliest() <= b.latest() && b.earliest() <= a.latest();
    one.is_empty() || other.is_empty() || one.iter().any(|a| other.iter().any(|b| meet(a, b)))
}
