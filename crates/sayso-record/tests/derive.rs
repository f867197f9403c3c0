//! Listings as derived from sanctions over the versions of a list.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use jiff::civil::Date;
use sayso_record::{
    Entity, EntityId, Known, KnownStatement, ListHistory, ListInfo, ListingRevision, ListingStatus, Locator, Property,
    RecordView, VersionId, derive, prop, schema,
};

/// A list of the United States with a version on the first of each of these months.
fn list(months: &[&str]) -> ListHistory {
    let info = ListInfo {
        id: "us_toy".parse().unwrap(),
        title: "Toy list".to_owned(),
        authority: "US".to_owned(),
        url: "https://toy.example".to_owned(),
        complete: None,
        programme: None,
    };
    ListHistory { info, versions: months.iter().map(|month| version(month)).collect() }
}

fn version(month: &str) -> VersionId {
    format!("{month}-01").parse().unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// The sanction of `toy-1` as the list states it: property, value, the months of the versions that carry it.
fn view(months: &[&str], stated: &[(Property, &str, &[&str])]) -> RecordView {
    let history = list(months);
    let mut view = RecordView { lists: vec![history], statements: Vec::new() };
    for (property, value, carried) in stated {
        let mut sanction = Entity::new(schema::SANCTION, EntityId::new("toy-1-sanction-A"));
        sanction.add(*property, value);
        let statement = sanction.into_statements().1.remove(0);
        let known = runs(months, carried);
        view.statements.push(KnownStatement { list: 0, statement, known });
    }
    view
}

fn runs(months: &[&str], carried: &[&str]) -> Vec<Known> {
    let has: Vec<bool> = months.iter().map(|month| carried.contains(month)).collect();
    let mut runs = Vec::new();
    for first in (0..months.len()).filter(|ix| has[*ix] && (*ix == 0 || !has[ix - 1])) {
        let last = (first..months.len()).take_while(|ix| has[*ix]).last().unwrap();
        runs.push(Known {
            absent_before: first.checked_sub(1).map(|ix| version(months[ix])),
            first: version(months[first]),
            last: version(months[last]),
            absent_after: months.get(last + 1).map(|month| version(month)),
            locator: Locator::row(first as u64 + 10),
        });
    }
    runs
}

fn listings(view: &RecordView) -> Vec<ListingRevision> {
    derive::listings_of(view, &[&EntityId::new("toy-1")])
}

#[test]
fn a_sanction_is_a_listing_with_its_source() {
    let months = ["2020-01", "2020-02", "2020-03"];
    let view = view(
        &months,
        &[
            (prop::ENTITY, "toy-1", &months[1..]),
            (prop::AUTHORITY, "Office of Foreign Assets Control", &months[1..]),
            (prop::PROGRAM, "SDGT", &months[1..]),
            (prop::LISTING_DATE, "2020-01-10", &months[1..]),
            (prop::START_DATE, "2020-01-15", &months[1..]),
        ],
    );
    let found = listings(&view);
    assert_eq!(found.len(), 1);
    let listing = &found[0].listing;
    assert_eq!((&*listing.authority, &*listing.authority_name, &*listing.programme), ("US", "United States", "SDGT"));
    assert_eq!(listing.interval.from.unwrap().to_string(), "2020-01-15", "in effect goes before published");
    assert_eq!(listing.known, (day("2020-02-01"), None));
    assert_eq!((&*listing.source.document, &*listing.source.locator), ("SDGT", "row 11"));
    assert_eq!((&*listing.source.version, &*listing.source.url), ("2020-02-01", "https://toy.example"));
    assert_eq!(listing.status(day("2020-01-14")), ListingStatus::NotYetListed);
    assert_eq!(listing.status(day("2020-01-15")), ListingStatus::Listed);
    assert!(derive::listings_of(&view, &[&EntityId::new("toy-2")]).is_empty());
}

#[test]
fn an_entry_that_comes_back_does_not_take_its_old_dates_along() {
    let months = ["2020-01", "2020-02", "2020-03", "2020-04"];
    let carried: &[&str] = &["2020-01", "2020-04"];
    let view = view(
        &months,
        &[(prop::ENTITY, "toy-1", carried), (prop::START_DATE, "2019-05-05", carried), (prop::END_DATE, "2020-01-20", carried)],
    );
    let found = listings(&view);
    assert_eq!(found.len(), 2);
    let (first, second) = (&found[0].listing.interval, &found[1].listing.interval);
    assert_eq!((first.from.unwrap().to_string(), first.until.unwrap().to_string()), ("2019-05-05".into(), "2020-01-20".into()));
    assert_eq!((second.from, second.until), (None, None));
    assert_eq!(found[1].listing.status(day("2020-04-01")), ListingStatus::Listed);
    assert_eq!(found[1].listing.status(day("2020-03-01")), ListingStatus::NotYetListed);
    assert_eq!(found[1].listing.status(day("2020-03-15")), ListingStatus::CannotTell);
}

#[test]
fn an_entry_that_comes_back_keeps_dates_that_speak_of_now() {
    let months = ["2020-01", "2020-02", "2020-03"];
    let view = view(
        &months,
        &[
            (prop::ENTITY, "toy-1", &["2020-01", "2020-03"]),
            (prop::START_DATE, "2020-02-20", &["2020-03"]),
            (prop::END_DATE, "2021-01-01", &["2020-03"]),
        ],
    );
    let second = &listings(&view)[1].listing.interval;
    assert_eq!(
        (second.from.unwrap().to_string(), second.until.unwrap().to_string()),
        ("2020-02-20".into(), "2021-01-01".into())
    );
}

#[test]
fn what_a_later_version_states_was_not_known_before_it() {
    let months = ["2020-01", "2020-02", "2020-03"];
    let view = view(
        &months,
        &[
            (prop::ENTITY, "toy-1", &months),
            (prop::PROGRAM, "A", &months),
            (prop::START_DATE, "2019-01-01", &months[..2]),
            (prop::START_DATE, "2018-01-01", &months[2..]),
            (prop::END_DATE, "2020-02-15", &months[2..]),
        ],
    );
    let found = listings(&view);
    let as_known = |known: Option<&str>| -> Vec<_> {
        let known = known.map(day);
        found.iter().filter_map(|revision| revision.as_known(known)).map(|l| l.status(day("2020-02-20")).as_str()).collect()
    };
    assert_eq!(as_known(None), ["formerly listed"]);
    assert_eq!(as_known(Some("2020-03-01")), ["formerly listed"]);
    assert_eq!(as_known(Some("2020-02-29")), ["listed"]);
    assert_eq!(as_known(Some("2019-12-31")), Vec::<&str>::new());
    assert_eq!(found[1].listing.source.locator, "row 12");
    assert_eq!(found[1].listing.source.version, "2020-03-01");
}

#[test]
fn ranges_and_unreadable_dates_do_not_become_days() {
    let months = ["2020-01"];
    let range = view(&months, &[(prop::ENTITY, "toy-1", &months), (prop::START_DATE, "../2014-07-17", &months)]);
    let interval = listings(&range)[0].listing.interval;
    assert_eq!((interval.from, interval.from_range.unwrap().to_string()), (None, "../2014-07-17".into()));
    let unread = view(&months, &[(prop::ENTITY, "toy-1", &months), (prop::START_DATE, "in the spring", &months)]);
    assert_eq!((listings(&unread)[0].listing.interval.from, listings(&unread)[0].listing.interval.from_range), (None, None));
}

#[test]
fn an_authority_that_no_table_knows_falls_back_to_the_lists() {
    let months = ["2020-01"];
    let mut toy = view(
        &months,
        &[
            (prop::ENTITY, "toy-1", &months),
            (prop::AUTHORITY, "Sheriff of Nottingham", &months),
            (prop::PROGRAM_ID, "P", &months),
        ],
    );
    assert_eq!((&*listings(&toy)[0].listing.authority, &*listings(&toy)[0].listing.programme), ("US", "P"));
    toy.lists[0].info.authority.clear();
    assert_eq!(listings(&toy)[0].listing.authority, "Sheriff of Nottingham");
}
