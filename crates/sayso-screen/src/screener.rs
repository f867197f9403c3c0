//! The screener: candidates from the edition, scored by their names and facts, with their listings as of a day.

use jiff::civil::Date;
use sayso_edition::{Edition, FactKind, Name, NameKind, Party, normalised_identifier};
use sayso_names::{Comparison, PreparedName, TokenKind, compare};

use crate::answer::{Answer, Match, PartAnswer, Reason};
use crate::facts;
use crate::listings::listings_at;
use crate::query::Query;

/// A weak alias (an acronym, a one-word nickname) says less than a name: it counts this share.
const WEAK_ALIAS: f64 = 0.9;
/// A party with an identifier of the query scores at least this, whatever its name.
const SAME_IDENTIFIER: f64 = 0.95;
/// Candidates scored for each query; more find nothing more (recall of candidates in docs/benchmarks.md).
const CANDIDATES: usize = 200;
/// Candidates under this score are not shown: nothing speaks for them.
const LEAST_SHOWN: f64 = 0.5;

/// What is asked beside the query.
#[derive(Debug, Clone)]
pub struct Options {
    /// The day asked about.
    pub at: Date,
    /// Today.
    pub today: Date,
    /// Only what list versions of this day or earlier said.
    pub known: Option<Date>,
    /// From which score a candidate is a match.
    pub threshold: f64,
    /// Most answers.
    pub limit: usize,
}

/// Screens queries against an edition.
#[derive(Debug, Clone, Copy)]
pub struct Screener<'a> {
    edition: &'a Edition,
}

impl<'a> Screener<'a> {
    /// A screener over an edition.
    pub fn new(edition: &'a Edition) -> Self {
        Self { edition }
    }

    /// The parties that may be meant, the best first; at most `options.limit`.
    pub fn screen(self, query: &Query, options: &Options) -> Answer {
        let (names, identifiers) = (query.names(), query.identifiers());
        let texts: Vec<&str> = names.iter().map(String::as_str).collect();
        let ids: Vec<&str> = identifiers.iter().map(String::as_str).collect();
        let asked = sayso_edition::Query { names: &texts, schema: query.schema, identifiers: &ids };
        let candidates = self.edition.candidates(&asked, CANDIDATES);
        self.answer(query, candidates.into_iter().filter_map(|c| self.edition.party(c.party)), options)
    }

    /// The same by looking at every party: slow, and what [`Screener::screen`] is tested against.
    pub fn screen_all(self, query: &Query, options: &Options) -> Answer {
        self.answer(query, self.edition.parties(), options)
    }

    fn answer(self, query: &Query, parties: impl Iterator<Item = Party<'a>>, options: &Options) -> Answer {
        let prepared: Vec<(String, PreparedName)> =
            query.names().into_iter().map(|n| (n.clone(), PreparedName::new(&n))).collect();
        let mut scored: Vec<(f64, Vec<Reason>, Party<'_>)> = parties
            .filter(|party| query.schema.is_none_or(|asked| party.schema().can_match(asked)))
            .filter_map(|party| {
                let reasons = reasons(query, &prepared, &party, options.known)?;
                let score = round(reasons.iter().map(|r| r.weight * r.score).sum::<f64>().clamp(0.0, 1.0));
                (score >= LEAST_SHOWN.min(options.threshold)).then_some((score, reasons, party))
            })
            .collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.2.id().cmp(b.2.id())));
        scored.truncate(options.limit);
        let matches = scored.into_iter().map(|(score, reasons, party)| Match {
            id: party.id().to_owned(),
            caption: party.caption().to_owned(),
            schema: party.schema().as_str().to_owned(),
            score,
            is_match: score >= options.threshold,
            reasons,
            listings: listings_at(&party, options.at, options.today, options.known),
        });
        Answer {
            version: 1,
            edition: self.edition.hash(),
            at: options.at.to_string(),
            known: options.known.map(|d| d.to_string()),
            query: query.answer(),
            matches: matches.collect(),
        }
    }
}

/// The reasons of a party's score; `None` where nothing speaks for it.
fn reasons(query: &Query, names: &[(String, PreparedName)], party: &Party<'_>, known: Option<Date>) -> Option<Vec<Reason>> {
    let name = best_name(names, party, known);
    let name_score = name.as_ref().map_or(0.0, |r| r.weight * r.score);
    let mut reasons: Vec<Reason> = name.into_iter().collect();
    let facts = |kind: FactKind| {
        party.facts().filter(move |f| f.kind == kind && f.is_known(known)).map(|f| f.value.to_owned()).collect::<Vec<_>>()
    };
    let identifiers: Vec<String> = query.identifiers();
    if let Some(same) =
        facts(FactKind::Identifier).iter().map(|id| normalised_identifier(id)).find(|id| identifiers.contains(id))
        && name_score < SAME_IDENTIFIER
    {
        let lift = Reason {
            feature: "identifier".into(),
            weight: round(SAME_IDENTIFIER - name_score),
            score: 1.0,
            query: same.clone(),
            candidate: same,
            detail: Vec::new(),
        };
        reasons.push(lift);
    }
    if reasons.is_empty() {
        return None;
    }
    reasons.extend(facts::birth_dates(
        &query.birth_dates(),
        &facts(FactKind::BirthDate).iter().filter_map(|d| d.parse().ok()).collect::<Vec<_>>(),
    ));
    reasons.extend(facts::countries(&query.countries(), &facts(FactKind::Country)));
    reasons.extend(facts::genders(&query.genders(), &facts(FactKind::Gender)));
    Some(reasons)
}

/// The likest pair of a query's names and a party's; `None` where no name has anything in common.
pub fn best_name(names: &[(String, PreparedName)], party: &Party<'_>, known: Option<Date>) -> Option<Reason> {
    let mut best: Option<(f64, f64, Comparison, &str, String)> = None;
    for candidate in party.names().filter(|name| name.is_known(known)) {
        let prepared = PreparedName::new(candidate.text);
        let weight = if is_weak(&candidate) { WEAK_ALIAS } else { 1.0 };
        for (text, name) in names {
            let comparison = compare(name, &prepared);
            // Initials alone mean nobody: "A" is no short form of "Al".
            let initials = name.tokens.iter().all(|t| t.kind == TokenKind::Initial);
            let score = if initials && comparison.score < 1.0 { 0.0 } else { weight * comparison.score };
            if score > 0.0 && best.as_ref().is_none_or(|(s, ..)| score > *s) {
                best = Some((score, weight, comparison, text, candidate.text.to_owned()));
            }
        }
    }
    best.map(|(_, weight, comparison, query, candidate)| Reason {
        feature: if weight < 1.0 { "weakAlias" } else { "name" }.to_owned(),
        weight,
        score: round(comparison.score),
        query: query.to_owned(),
        candidate,
        detail: comparison.parts.into_iter().map(part).collect(),
    })
}

/// Whether a name means its party only in context.
pub fn is_weak(name: &Name<'_>) -> bool {
    matches!(name.kind, NameKind::WeakAlias | NameKind::Abbreviation)
}

fn part(part: sayso_names::PartMatch) -> PartAnswer {
    let some = |text: String| (!text.is_empty()).then_some(text);
    PartAnswer {
        query: some(part.query),
        candidate: some(part.candidate),
        how: part.how.as_str().to_owned(),
        score: round(part.score),
        weight: round(part.weight),
    }
}

/// Four decimals: more would promise what the numbers do not hold.
fn round(number: f64) -> f64 {
    (number * 10_000.0).round() / 10_000.0
}
