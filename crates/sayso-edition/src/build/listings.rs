//! Parties into the image: their record, names, facts, listings, and the doors that lead to them.

use std::collections::{BTreeMap, BTreeSet};

use sayso_record::{ListingRevision, RecordView, derive};

use super::facts;
use super::names;
use super::parties::{Parties, PartyParts};
use super::writer::{Writer, number, span};
use super::{Progress, Stage};
use crate::candidates::normalised_identifier;
use crate::layout::{Day, DoorRecord, FactRecord, ListingRecord, NameRecord, PartyRecord, Span};

/// Parties between two reports of progress.
const REPORT_EVERY: usize = 1000;

impl Writer {
    /// Writes the parties but for their statements; gives the texts of all names in the order of their section.
    pub(crate) fn parties<'v>(&mut self, view: &'v RecordView, parties: &Parties<'v>, progress: Progress<'_>) -> Vec<&'v str> {
        let mut listings = listings_by_party(view, parties);
        let mut texts = Vec::new();
        let mut identifiers = BTreeSet::new();
        let total = parties.parties.len();
        for ((party, listings), ix) in parties.parties.iter().zip(&mut listings).zip(0_u32..) {
            if (ix as usize).is_multiple_of(REPORT_EVERY) {
                progress(Stage::Facts, ix as usize, total);
            }
            self.party(party, ix, listings, &mut texts, &mut identifiers);
        }
        self.identifiers = identifiers.into_iter().map(|(text, party)| self.door(&text, party)).collect();
        self.ids = self.doors_of_ids(parties);
        progress(Stage::Facts, total, total);
        texts
    }

    fn party<'v>(
        &mut self,
        party: &PartyParts<'v>,
        ix: u32,
        listings: &mut [ListingRevision],
        texts: &mut Vec<&'v str>,
        identifiers: &mut BTreeSet<(String, u32)>,
    ) {
        let names = names::of_party(party);
        let facts = facts::of_party(party);
        let record = PartyRecord {
            id: self.texts.place(party.id),
            caption: self.texts.place(names::caption(party, &names)),
            schema: self.texts.place(facts::schema_of(party).as_str()),
            names: self.names(&names, ix),
            facts: self.facts(&facts),
            listings: self.listings(listings),
            ..PartyRecord::default()
        };
        texts.extend(names.iter().map(|name| name.text));
        let of_party = facts.keys().filter(|(kind, _, _)| *kind == crate::party::FactKind::Identifier);
        let normal = of_party.map(|(_, _, value)| (normalised_identifier(value), ix));
        identifiers.extend(normal.filter(|(text, _)| !text.is_empty()));
        self.parties.push(record);
    }

    fn names(&mut self, names: &[names::PartyName<'_>], party: u32) -> Span {
        let start = self.names.len();
        for name in names {
            let record = NameRecord {
                party: party.into(),
                text: self.texts.place(name.text),
                lang: self.texts.place(name.lang),
                runs: self.runs(&name.statements),
                kind: name.kind as u8,
                ..NameRecord::default()
            };
            self.names.push(record);
        }
        span(start, &self.names)
    }

    fn facts(&mut self, facts: &facts::Facts<'_>) -> Span {
        let start = self.facts.len();
        for ((kind, property, value), statements) in facts {
            let record = FactRecord {
                property: self.texts.place(property.as_str()),
                value: self.texts.place(value),
                runs: self.runs(statements),
                kind: *kind as u8,
                ..FactRecord::default()
            };
            self.facts.push(record);
        }
        span(start, &self.facts)
    }

    fn listings(&mut self, listings: &mut [ListingRevision]) -> Span {
        listings.sort_by(|one, other| order(one).cmp(&order(other)));
        let start = self.listings.len();
        for revision in listings {
            self.authorities.insert(revision.listing.authority.clone());
            let record = self.listing(revision);
            self.listings.push(record);
        }
        span(start, &self.listings)
    }

    fn listing(&mut self, revision: &ListingRevision) -> ListingRecord {
        let listing = &revision.listing;
        let mut record = ListingRecord {
            authority: self.texts.place(&listing.authority),
            authority_name: self.texts.place(&listing.authority_name),
            programme: self.texts.place(&listing.programme),
            list: self.texts.place(&listing.list),
            known_from: Day::of(Some(listing.known.0)),
            known_until: Day::of(listing.known.1),
            stated_since: Day::of(Some(revision.stated_since)),
            stated_until: Day::of(revision.stated_until),
            document: self.texts.place(&listing.source.document),
            url: self.texts.place(&listing.source.url),
            locator: self.texts.place(&listing.source.locator),
            version: self.texts.place(&listing.source.version),
            ..ListingRecord::default()
        };
        record.set_interval(&listing.interval);
        record
    }

    fn door(&mut self, text: &str, party: u32) -> DoorRecord {
        DoorRecord { text: self.texts.place(text), party: number(party as usize) }
    }

    /// Ids of parties and of their entities; where one is both, the party's own id rules.
    fn doors_of_ids(&mut self, parties: &Parties<'_>) -> Vec<DoorRecord> {
        let mut doors: BTreeMap<&str, u32> = parties.by_entity.iter().map(|(id, party)| (*id, *party)).collect();
        doors.extend(parties.parties.iter().map(|party| party.id).zip(0_u32..));
        doors.into_iter().map(|(id, party)| self.door(id, party)).collect()
    }
}

fn listings_by_party(view: &RecordView, parties: &Parties<'_>) -> Vec<Vec<ListingRevision>> {
    let mut by_party = vec![Vec::new(); parties.parties.len()];
    for (entity, listing) in derive::all_listings(view) {
        if let Some(party) = parties.by_entity.get(entity) {
            by_party[*party as usize].push(listing);
        }
    }
    by_party
}

/// By authority, list and beginning, then by all the rest.
fn order(revision: &ListingRevision) -> impl Ord + '_ {
    let listing = &revision.listing;
    let begins = listing.interval.first_day().map(sayso_record::PartialDate::earliest);
    (
        (&listing.authority, &listing.list, begins, &listing.programme, listing.known),
        (listing.interval, revision.stated_since, revision.stated_until, &listing.source, &listing.authority_name),
    )
}
