//! From statements to parties and their listings: the one place that says what a `Sanction` entity means.
//!
//! Straight from the record, with nothing compiled: the edition stores what this gives, and is tested against it.

use std::collections::BTreeMap;

use crate::authority;
use crate::date::{DateValue, PartialDate};
use crate::interval::{Interval, Observed};
use crate::listing::{Listing, Source};
use crate::statement::EntityId;
use crate::version::VersionId;
use crate::view::{Known, KnownStatement, ListHistory, RecordView};
use crate::vocabulary::{Property, prop, schema};

/// A party: all that any list says under one entity id, and the entities that belong to it.
#[derive(Debug, Clone)]
pub struct PartyStatements<'a> {
    /// Its id.
    pub id: &'a EntityId,
    /// What is said of the party itself, in the order of the view.
    pub own: Vec<&'a KnownStatement>,
    /// What is said of entities that point at it (sanctions, passports, addresses, links), in the order of the view.
    pub linked: Vec<&'a KnownStatement>,
}

/// All parties of the record, by id. Entities with one id are one party, in whichever lists they stand.
pub fn parties(view: &RecordView) -> Vec<PartyStatements<'_>> {
    let mut parties: BTreeMap<&EntityId, PartyStatements<'_>> = BTreeMap::new();
    let mut pointing: BTreeMap<(usize, &EntityId), Vec<&KnownStatement>> = BTreeMap::new();
    let ids: BTreeMap<&str, &EntityId> = view
        .statements
        .iter()
        .filter(|s| s.statement.schema.is_party())
        .map(|s| (s.statement.entity.as_str(), &s.statement.entity))
        .collect();
    for s in &view.statements {
        let entity = &s.statement.entity;
        if s.statement.schema.is_party() {
            parties
                .entry(entity)
                .or_insert_with(|| PartyStatements { id: entity, own: Vec::new(), linked: Vec::new() })
                .own
                .push(s);
        } else {
            pointing.entry((s.list, entity)).or_default().push(s);
        }
    }
    for statements in pointing.into_values() {
        let mut owners: Vec<&EntityId> = statements
            .iter()
            .filter(|s| is_link(s.statement.property))
            .filter_map(|s| ids.get(&*s.statement.value).copied())
            .collect();
        owners.sort_unstable();
        owners.dedup();
        for owner in owners {
            if let Some(party) = parties.get_mut(owner) {
                party.linked.extend(statements.iter().copied());
            }
        }
    }
    parties.into_values().collect()
}

/// Whether a property of another entity says which party it belongs to.
fn is_link(property: Property) -> bool {
    property.value_type() == crate::vocabulary::PropertyType::Entity
}

/// The listings of a party, sorted.
pub fn listings(view: &RecordView, party: &PartyStatements<'_>) -> Vec<Listing> {
    let mut sanctions: BTreeMap<(usize, &EntityId), Vec<&KnownStatement>> = BTreeMap::new();
    for s in party.linked.iter().filter(|s| s.statement.schema == schema::SANCTION) {
        sanctions.entry((s.list, &s.statement.entity)).or_default().push(s);
    }
    let mut all = Vec::new();
    for ((list, _), statements) in sanctions {
        let listed =
            statements.iter().find(|s| s.statement.property == prop::ENTITY && *s.statement.value == *party.id.as_str());
        if let (Some(listed), Some(history)) = (listed, view.lists.get(list)) {
            all.extend(runs(&listed.known).into_iter().map(|(run, end)| listing(history, &statements, run, end)));
        }
    }
    all.sort_by(|a, b| {
        let key =
            |l: &Listing| (l.authority.clone(), l.programme.clone(), l.list.clone(), l.interval, l.known, l.source.clone());
        key(a).cmp(&key(b))
    });
    all
}

/// The runs of versions with a listing, each with the end of the run before it.
fn runs(known: &[Known]) -> Vec<(&Known, Option<PartialDate>)> {
    let ends = std::iter::once(None).chain(known.iter().map(|k| k.absent_after.map(|v| PartialDate::from(v.day()))));
    known.iter().zip(ends).collect()
}

fn listing(list: &ListHistory, statements: &[&KnownStatement], run: &Known, end_before: Option<PartialDate>) -> Listing {
    let value = |property: Property| value_in(statements, property, run);
    let agency = value(prop::AUTHORITY).unwrap_or_default();
    let authority = authority::find(&agency).or_else(|| authority::find(&list.info.authority));
    let (code, name) = authority.map_or_else(|| (agency.clone(), agency.clone()), |a| (a.code.to_owned(), a.name.to_owned()));
    let programme = value(prop::PROGRAM).or_else(|| value(prop::PROGRAM_ID)).unwrap_or_default();
    let document =
        statements.iter().filter(|s| overlaps(s, run)).find_map(|s| s.statement.document.as_deref()).map(str::to_owned);
    Listing {
        authority: code,
        authority_name: name,
        programme: programme.clone(),
        list: list.info.id.to_string(),
        interval: interval(&value, run, end_before),
        known: (run.first.day(), run.absent_after.map(VersionId::day)),
        source: Source {
            document: document.unwrap_or_else(|| list.info.title.clone()),
            url: value(prop::SOURCE_URL).unwrap_or_else(|| list.info.url.clone()),
            locator: run.locator.to_string(),
            version: run.first.to_string(),
        },
    }
}

fn interval(value: &impl Fn(Property) -> Option<String>, run: &Known, end_before: Option<PartialDate>) -> Interval {
    let date = |property: Property| value(property).and_then(|text| text.parse::<DateValue>().ok());
    let from = date(prop::START_DATE).or_else(|| date(prop::LISTING_DATE)).and_then(known_to_its_precision);
    let until = date(prop::END_DATE);
    // After a gap the list may still state when the first listing began; that says nothing of the second.
    let from = from.filter(|from| end_before.is_none_or(|end| from.earliest() >= end.earliest()));
    let mut observed = Observed {
        absent_before: run.absent_before.map(VersionId::day),
        first_seen: Some(run.first.day()),
        last_seen: Some(run.last.day()),
        absent_after: run.absent_after.map(VersionId::day),
    };
    if let Some(until) = until {
        // An entry that states its end is a former listing, carried on for the record: being seen is no sign of being in force.
        observed = Observed::default();
        if let (None, Some(at_latest)) = (until.from(), until.until()) {
            // "Ended by that day at the latest": in force until some day that is not known.
            observed.absent_after = Some(at_latest.latest());
            observed.last_seen = from.map(PartialDate::earliest);
        }
    }
    Interval { from, until: until.and_then(known_to_its_precision), observed }
}

/// A date that is one date; of a range that lies in one month or year, that month or year. Others are not known well enough.
fn known_to_its_precision(date: DateValue) -> Option<PartialDate> {
    let (from, until) = (date.from()?, date.until()?);
    if from == until {
        return Some(from);
    }
    let ((y1, m1, _), (y2, m2, _)) = (from.parts(), until.parts());
    match (y1 == y2, m1 == m2, m1) {
        (true, true, Some(month)) => PartialDate::month(y1, month),
        (true, ..) => PartialDate::year(y1),
        _ => None,
    }
}

/// The value of a property as the list had it last within a run of versions.
fn value_in(statements: &[&KnownStatement], property: Property, run: &Known) -> Option<String> {
    let of_run = statements.iter().filter(|s| s.statement.property == property && overlaps(s, run));
    of_run
        .max_by_key(|s| s.known.iter().filter(|k| touches(k, run)).map(|k| k.last).max())
        .map(|s| s.statement.value.to_string())
}

fn overlaps(statement: &KnownStatement, run: &Known) -> bool {
    statement.known.iter().any(|k| touches(k, run))
}

fn touches(a: &Known, b: &Known) -> bool {
    a.first <= b.last && b.first <= a.last
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::reading::{Locator, Reading};
    use crate::statement::Entity;
    use crate::view::ListInfo;
    use crate::{Certainty, ListId};

    fn info() -> ListInfo {
        let id: ListId = "toy".parse().unwrap();
        ListInfo {
            id,
            title: "Toy".into(),
            authority: "US".into(),
            url: "https://example.org".into(),
            complete: None,
            programme: None,
        }
    }

    fn view_with(fill: impl Fn(&mut Entity)) -> RecordView {
        let mut party = Entity::new(schema::ORGANIZATION, EntityId::new("mek"));
        party.add(prop::NAME, "Mujahedin-e Khalq");
        let mut sanction = Entity::new(schema::SANCTION, party.id().part("sanction-FTO"));
        sanction.link(prop::ENTITY, party.id());
        sanction.add(prop::PROGRAM, "FTO");
        fill(&mut sanction);
        let mut reading = Reading::default();
        reading.push(party, &Locator::row(2));
        reading.push(sanction, &Locator::row(2));
        let mut view = RecordView::default();
        view.push_reading(info(), VersionId::of(date(2020, 1, 1)), reading);
        view
    }

    fn only(view: &RecordView) -> Listing {
        let parties = parties(view);
        let [party] = parties.as_slice() else { panic!("one party") };
        let mut all = listings(view, party);
        assert_eq!(all.len(), 1);
        all.remove(0)
    }

    #[test]
    fn stated_dates_make_the_interval() {
        let view = view_with(|s| {
            s.add(prop::AUTHORITY, "Department of State");
            s.add(prop::START_DATE, "1997-10-08");
            s.add(prop::END_DATE, "2012-09-28");
            s.add(prop::SOURCE_URL, "https://example.org/fto");
        });
        let listing = only(&view);
        assert_eq!((listing.authority.as_str(), listing.programme.as_str()), ("US", "FTO"));
        assert_eq!(listing.source.locator, "row 2");
        assert_eq!(listing.source.url, "https://example.org/fto");
        assert_eq!(listing.interval.holds(date(2008, 12, 21)), Certainty::Yes);
        assert_eq!(listing.interval.holds(date(2012, 9, 28)), Certainty::No);
        assert_eq!(listing.interval.holds(date(2020, 1, 1)), Certainty::No, "a former entry that the list still carries");
    }

    #[test]
    fn ended_at_the_latest_is_unknown_in_between_and_ended_after() {
        let listing = only(&view_with(|s| {
            s.add(prop::START_DATE, "2001-09-10");
            s.add(prop::END_DATE, "../2014-07-17");
        }));
        assert_eq!(listing.interval.holds(date(2001, 9, 10)), Certainty::Yes);
        assert_eq!(listing.interval.holds(date(2010, 1, 1)), Certainty::Unknown);
        assert_eq!(listing.interval.holds(date(2014, 7, 17)), Certainty::No);
    }

    #[test]
    fn where_nothing_is_stated_the_versions_speak() {
        let listing = only(&view_with(|_| {}));
        assert_eq!(listing.interval.holds(date(2019, 1, 1)), Certainty::Unknown);
        assert_eq!(listing.interval.holds(date(2020, 1, 1)), Certainty::Yes);
        assert_eq!(listing.source.document, "Toy");
    }
}
