//! Listings in words, as of a day.

use jiff::civil::Date;
use sayso_record::Listing;

use crate::answer::ListingAnswer;

/// The listings that the record knew of on `known` (or knows at all), with what they are on `at` and today; those in force first,
/// then by authority, programme and beginning.
pub fn listings_at(listings: &[Listing], at: Date, today: Date, known: Option<Date>) -> Vec<ListingAnswer> {
    let mut answers: Vec<ListingAnswer> =
        listings.iter().filter_map(|listing| listing.as_known(known)).map(|listing| answer(&listing, at, today)).collect();
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
    let basis = |stated: bool, known: bool| match (stated, known) {
        (true, _) => Some("stated"),
        (false, true) => Some("list version"),
        (false, false) => None,
    };
    ListingAnswer {
        authority: listing.authority.clone(),
        authority_name: listing.authority_name.clone(),
        programme: listing.programme.clone(),
        list: listing.list.clone(),
        from: interval.first_day().map(|d| d.to_string()),
        until: interval.end_day().map(|d| d.to_string()),
        from_basis: basis(interval.from.is_some(), interval.first_day().is_some()),
        until_basis: basis(interval.until.is_some(), interval.end_day().is_some()),
        in_force_by: interval.observed.first_seen.filter(|_| interval.from.is_none()).map(|d| d.to_string()),
        last_seen: interval.observed.last_seen.map(|d| d.to_string()),
        status: listing.status(at).as_str(),
        today: listing.status(today).as_str(),
        source: listing.source.clone(),
    }
}
