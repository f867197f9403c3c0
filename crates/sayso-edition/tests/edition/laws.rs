//! Laws over random small records: the edition says what a scan of the record says, and is the same whenever it is built.

use jiff::ToSpan;
use jiff::civil::Date;
use proptest::prelude::*;
use sayso_edition::{Edition, Query};
use sayso_record::{EntityId, ListInfo, Listing, ListingStatus, RecordView, VersionId, derive, prop};

use super::toy;

/// What one version says of one party: nothing, or its names and the dates of its sanction.
type Entry = Option<(Vec<String>, Option<String>, Option<String>)>;

/// A list: its authority, and for each version the entries of the parties of the same number.
type Toy = (u8, Vec<Vec<Entry>>);

const PARTIES: usize = 4;

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z]{2,8}( [A-Za-z']{1,8}){0,3}",
        "(Mohamed|Muhammad|Saddam|Abd|Abdullah)( (al|bin|Hussein|Husayn|Ali|Khalq)){1,2}",
        "[а-я]{2,7} [а-я]{2,7}",
        "[ابتدرسمنهويلحقصع]{2,6} [ابتدرسمنهويلحقصع]{2,6}",
        "[一-三习近平金正恩]{2,3}",
    ]
}

fn date() -> impl Strategy<Value = Option<String>> {
    prop_oneof![
        3 => Just(None),
        3 => (0_i32..1400).prop_map(|days| Some(day(days).to_string())),
        1 => (2000_i32..2004).prop_map(|year| Some(year.to_string())),
        1 => (2000_i32..2002, 0_i32..3).prop_map(|(year, more)| Some(format!("{year}/{}", year + more))),
        1 => (2000_i32..2004).prop_map(|year| Some(format!("../{year}"))),
        1 => (2000_i32..2004).prop_map(|year| Some(format!("{year}~"))),
        1 => Just(Some("unknown".to_owned())),
    ]
}

fn entry() -> impl Strategy<Value = Entry> {
    proptest::option::weighted(0.6, (proptest::collection::vec(name(), 1..3), date(), date()))
}

fn toys() -> impl Strategy<Value = Vec<Toy>> {
    let list = (0_u8..3, proptest::collection::vec(proptest::collection::vec(entry(), PARTIES), 1..5));
    proptest::collection::vec(list, 1..4)
}

fn day(number: i32) -> Date {
    toy::day("2000-01-01") + number.days()
}

/// Versions are a hundred days apart.
fn version(number: usize) -> VersionId {
    VersionId::of(day(number as i32 * 100 + 50))
}

fn view_of(toys: &[Toy]) -> RecordView {
    let mut view = RecordView::default();
    for (number, (authority, versions)) in toys.iter().enumerate() {
        let versions = versions.iter().enumerate().map(|(version_number, entries)| {
            let listed = entries.iter().enumerate().filter_map(|(party, entry)| {
                let (names, from, until) = entry.as_ref()?;
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                let dates = [(prop::START_DATE, from), (prop::END_DATE, until)];
                let said: Vec<_> = dates.iter().filter_map(|(property, date)| Some((*property, date.as_deref()?))).collect();
                Some(toy::listed(&format!("p-{party}"), &names, &said))
            });
            (version(version_number), listed.flatten().collect())
        });
        let info = ListInfo {
            title: "Toy".to_owned(),
            ..toy::list(&format!("list_{number}"), ["US", "EU", ""][usize::from(*authority)])
        };
        toy::add_list(&mut view, info, versions.collect());
    }
    view
}

/// Listings in an order of their own, to compare sets of them.
fn sorted(mut listings: Vec<Listing>) -> Vec<String> {
    listings.sort_by_key(|listing| format!("{listing:?}"));
    listings.iter().map(|listing| format!("{listing:?}")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn listings_of_the_edition_are_those_of_a_scan(
        toys in toys(), days in proptest::collection::vec((0_i32..1500, proptest::option::of(0_i32..500)), 8)
    ) {
        let view = view_of(&toys);
        let edition = toy::edition(&view);
        for party in (0..PARTIES).map(|party| format!("p-{party}")) {
            let scanned = derive::listings_of(&view, &[&EntityId::new(&party)]);
            let stored = edition.by_id(&party).and_then(|ix| edition.party(ix));
            prop_assert!(stored.is_some() || scanned.is_empty());
            for (at, known) in &days {
                let (at, known) = (day(*at), known.map(day));
                let scanned: Vec<Listing> = scanned.iter().filter_map(|revision| revision.as_known(known)).collect();
                let stored = stored.map(|party| party.listings_as_known(known)).unwrap_or_default();
                let status = |listings: &[Listing]| {
                    let mut status: Vec<_> = listings.iter().map(|l| (l.authority.clone(), l.list.clone(), l.status(at).as_str())).collect();
                    status.sort();
                    status
                };
                prop_assert_eq!(status(&scanned), status(&stored));
                prop_assert_eq!(sorted(scanned), sorted(stored));
            }
        }
    }

    #[test]
    fn without_stated_dates_a_party_is_listed_on_the_days_of_the_versions_that_carry_it(toys in toys()) {
        let mut toys = toys;
        for entry in toys.iter_mut().flat_map(|(_, versions)| versions).flatten().flatten() {
            (entry.1, entry.2) = (None, None);
        }
        let edition = toy::edition(&view_of(&toys));
        for (list, (_, versions)) in toys.iter().enumerate() {
            for (number, entries) in versions.iter().enumerate() {
                for (party, entry) in entries.iter().enumerate() {
                    let listings = edition.by_id(&format!("p-{party}")).and_then(|ix| edition.party(ix)).map(|p| p.listings());
                    let of_list = listings.unwrap_or_default().into_iter().filter(|l| l.list == format!("list_{list}"));
                    let listed = of_list.filter(|l| l.status(version(number).day()) == ListingStatus::Listed).count();
                    prop_assert_eq!(listed, usize::from(entry.is_some()));
                }
            }
        }
    }

    #[test]
    fn every_name_finds_its_party_with_full_overlap(toys in toys()) {
        let edition = toy::edition(&view_of(&toys));
        for (party, name) in edition.names() {
            if name.folded.is_empty() {
                continue;
            }
            let found = edition.candidates(&Query { names: &[name.text], ..Query::default() }, PARTIES);
            let own = found.iter().find(|candidate| candidate.party == party);
            prop_assert!(own.is_some_and(|candidate| candidate.overlap > 0.999), "{} {:?}", name.text, found);
        }
    }

    #[test]
    fn the_same_record_makes_the_same_bytes(toys in toys()) {
        let view = view_of(&toys);
        let image = toy::build(&view);
        prop_assert_eq!(&image, &toy::build(&view.clone()));
        prop_assert!(Edition::from_bytes(image).is_ok());
    }

    #[test]
    fn every_statement_on_a_party_is_in_its_dossier(toys in toys()) {
        let view = view_of(&toys);
        let edition = toy::edition(&view);
        let mut stored: Vec<String> = Vec::new();
        for party in edition.parties() {
            stored.extend(party.statements().unwrap().iter().map(|statement| format!("{statement:?}")));
        }
        let mut stated: Vec<String> = view.statements.iter().map(|statement| format!("{statement:?}")).collect();
        stored.sort();
        stated.sort();
        prop_assert_eq!(stored, stated);
    }
}
