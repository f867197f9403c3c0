//! Listings in words, as of a day.

use jiff::civil::Date;
use sayso_edition::Party;
use sayso_record::{DateValue, Listing};

use crate::answer::ListingAnswer;

/// The party's listings as the record had them on `known` (or has them now), with what they are on `at` and today; those in force
/// first, then by authority, programme and beginning.
pub fn listings_at(party: &Party<'_>, at: Date, today: Date, known: Option<Date>) -> Vec<ListingAnswer> {
    let mut answers: Vec<ListingAnswer> =
        party.listings_as_known(known).iter().map(|listing| answer(listing, at, today)).collect();
    let rank = |a: &ListingAnswer| match a.status {
        "listed" => 0,
        "cannot tell" => 1,
        "not yet listed" => 2,
        _ => 3,
    };
    answers.sort_by(|a, b| {
        (rank(a), &a.authority, &a.programme, &a.from, &a.list, &a.source).cmp(&(
            rank(b),
            &b.authority,
            &b.programme,
            &b.from,
            &b.list,
            &b.source,
        ))
    });
    answers
}

fn answer(listing: &Listing, at: Date, today: Date) -> ListingAnswer {
    let interval = &listing.interval;
    let basis = |exact: bool, range: bool, known: bool| match (exact, range, known) {
        (true, ..) => Some("stated"),
        (_, true, _) => Some("stated range"),
        (.., true) => Some("list version"),
        _ => None,
    };
    let range = |range: Option<DateValue>| range.map(|range| range.to_string());
    let nothing_stated = interval.from.is_none() && interval.from_range.is_none();
    ListingAnswer {
        authority: listing.authority.clone(),
        authority_name: listing.authority_name.clone(),
        programme: listing.programme.clone(),
        list: listing.list.clone(),
        from: interval.first_day().map(|d| d.to_string()),
        until: interval.end_day().map(|d| d.to_string()),
        from_basis: basis(interval.from.is_some(), interval.from_range.is_some(), interval.first_day().is_some()),
        until_basis: basis(interval.until.is_some(), interval.until_range.is_some(), interval.end_day().is_some()),
        from_range: range(interval.from_range),
        until_range: range(interval.until_range),
        in_force_by: interval.observed.first_seen.filter(|_| nothing_stated).map(|d| d.to_string()),
        last_seen: interval.observed.last_seen.map(|d| d.to_string()),
        status: listing.status(at).as_str(),
        today: listing.status(today).as_str(),
        source: listing.source.clone(),
    }
}
