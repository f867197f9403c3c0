//! Listings derived from a view of the record: each Sanction entity of a list becomes the listings of the party it names.
//!
//! A pure function of the view, so that the edition (which stores its result) and a scan of the record give the same answer.
//! A listing is stated anew by every version of its list; where a later version states it otherwise, both wordings are kept as
//! [`ListingRevision`]s with the days between which each was the list's word.

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use crate::authority;
use crate::date::DateValue;
use crate::interval::{Interval, Observed};
use crate::listing::{Listing, Source};
use crate::statement::EntityId;
use crate::version::VersionId;
use crate::view::{Known, KnownStatement, RecordView};
use crate::vocabulary::{Property, prop, schema};

/// A listing in the words that the list had for it from one day until another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListingRevision {
    /// The listing, with what the newest version shows of it.
    pub listing: Listing,
    /// Day of the first version that states it so.
    pub stated_since: Date,
    /// Day of the version that states it otherwise; `None` where this is the list's last word.
    pub stated_until: Option<Date>,
}

impl ListingRevision {
    /// The listing as the record had it on a day, as it has it now without a day; `None` where it was not known, or known in other
    /// words.
    pub fn as_known(&self, known: Option<Date>) -> Option<Listing> {
        let stated = match known {
            Some(day) => self.stated_since <= day && self.stated_until.is_none_or(|until| until > day),
            None => self.stated_until.is_none(),
        };
        if stated { self.listing.as_known(known) } else { None }
    }
}

/// The listings of the party that these entities are, by a scan of the whole view.
pub fn listings_of(view: &RecordView, entities: &[&EntityId]) -> Vec<ListingRevision> {
    let wanted: FxHashSet<&str> = entities.iter().map(|id| id.as_str()).collect();
    all_listings(view).into_iter().filter(|(party, _)| wanted.contains(&**party)).map(|(_, listing)| listing).collect()
}

/// Every listing of the view with the id of the entity that it lists, in the order of the view.
pub fn all_listings(view: &RecordView) -> Vec<(&str, ListingRevision)> {
    let mut listings = Vec::new();
    for sanction in view.statements.chunk_by(same_entity) {
        if sanction.iter().any(|known| known.statement.schema.is_a(schema::SANCTION)) {
            listings_of_sanction(view, sanction, &mut listings);
        }
    }
    listings
}

fn same_entity(one: &KnownStatement, other: &KnownStatement) -> bool {
    one.list == other.list && one.statement.entity == other.statement.entity
}

/// Each run of versions in which the sanction names a party is one listing.
fn listings_of_sanction<'v>(view: &'v RecordView, sanction: &'v [KnownStatement], into: &mut Vec<(&'v str, ListingRevision)>) {
    for names_party in sanction.iter().filter(|known| known.statement.property == prop::ENTITY) {
        let mut gone_before = None;
        for run in &names_party.known {
            let mut revisions = revisions_of_run(view, sanction, run, gone_before);
            into.extend(revisions.drain(..).map(|revision| (&*names_party.statement.value, revision)));
            gone_before = run.absent_after.map(VersionId::day);
        }
    }
}

/// What the versions of a run state of the listing, cut where they come to state it otherwise.
fn revisions_of_run(
    view: &RecordView,
    sanction: &[KnownStatement],
    run: &Known,
    gone_before: Option<Date>,
) -> Vec<ListingRevision> {
    let mut revisions: Vec<ListingRevision> = Vec::new();
    for version in turning_points(sanction, run) {
        let listing = listing_at(view, sanction, run, version, gone_before);
        match revisions.last_mut() {
            Some(last) if says_the_same(&last.listing, &listing) => continue,
            Some(last) => last.stated_until = Some(version.day()),
            None => {}
        }
        revisions.push(ListingRevision { listing, stated_since: version.day(), stated_until: None });
    }
    revisions
}

/// The versions of a run at which anything said of the sanction comes or goes, the first one always.
fn turning_points(sanction: &[KnownStatement], run: &Known) -> Vec<VersionId> {
    let mut versions = vec![run.first];
    let inside = |version: &VersionId| *version > run.first && *version <= run.last;
    for known in sanction.iter().flat_map(|statement| &statement.known) {
        versions.extend([Some(known.first), known.absent_after].into_iter().flatten().filter(inside));
    }
    versions.sort_unstable();
    versions.dedup();
    versions
}

fn says_the_same(one: &Listing, other: &Listing) -> bool {
    let words = |listing: &Listing| {
        let document = (listing.source.document.clone(), listing.source.url.clone());
        (listing.authority.clone(), listing.authority_name.clone(), listing.programme.clone(), listing.interval, document)
    };
    words(one) == words(other)
}

/// The listing as one version states it.
fn listing_at(
    view: &RecordView,
    sanction: &[KnownStatement],
    run: &Known,
    version: VersionId,
    gone_before: Option<Date>,
) -> Listing {
    let stated = Stated { sanction, version };
    let list = &view.lists[sanction[0].list].info;
    let (authority, authority_name) = stated.authority(&list.authority);
    let programme = stated.programme();
    let from = stated.dates(prop::START_DATE).min().or_else(|| stated.dates(prop::LISTING_DATE).min());
    let until = stated.dates(prop::END_DATE).max();
    // A list that carries the entry again after a gap often repeats the old dates; they speak of the listing before.
    let from = from.filter(|from| gone_before.is_none_or(|gone| from.latest().is_none_or(|latest| latest >= gone)));
    let until = until.filter(|until| gone_before.is_none() || until.latest().is_none_or(|latest| latest >= run.first.day()));
    let mut interval = Interval::stated_within(from, until);
    interval.observed = Observed {
        absent_before: run.absent_before.map(VersionId::day),
        first_seen: Some(run.first.day()),
        last_seen: Some(run.last.day()),
        absent_after: run.absent_after.map(VersionId::day),
    };
    // An entry that states its end and is still carried is told for the record: being seen is no sign of being in force.
    if until.and_then(DateValue::latest).is_some_and(|end| end <= run.first.day()) {
        interval.observed = Observed::default();
    }
    let document = stated.document().unwrap_or(if programme.is_empty() { &list.title } else { &programme }).to_owned();
    let url = stated.first(prop::SOURCE_URL).unwrap_or(&list.url).to_owned();
    let locator = stated.locator(run).to_owned();
    let source = Source { document, url, locator, version: version.to_string() };
    let known = (run.first.day(), run.absent_after.map(VersionId::day));
    Listing { authority, authority_name, programme, list: list.id.to_string(), interval, known, source }
}

/// What one version states of a sanction.
struct Stated<'v> {
    sanction: &'v [KnownStatement],
    version: VersionId,
}

impl<'v> Stated<'v> {
    fn statements(&self) -> impl Iterator<Item = (&'v KnownStatement, &'v Known)> {
        let version = self.version;
        self.sanction.iter().filter_map(move |statement| {
            let carries = |run: &&Known| run.first <= version && run.absent_after.is_none_or(|gone| gone > version);
            statement.known.iter().find(carries).map(|run| (statement, run))
        })
    }

    fn values(&self, property: Property) -> impl Iterator<Item = &'v str> {
        self.statements().filter(move |(s, _)| s.statement.property == property).map(|(s, _)| &*s.statement.value)
    }

    fn first(&self, property: Property) -> Option<&'v str> {
        self.values(property).next()
    }

    fn dates(&self, property: Property) -> impl Iterator<Item = DateValue> {
        self.values(property).filter_map(|value| value.parse().ok())
    }

    /// The authority that the sanction names, else the list's, as code and name; one that no table knows stands for itself.
    fn authority(&self, of_list: &str) -> (String, String) {
        let known = self.values(prop::AUTHORITY).find_map(authority::find).or_else(|| authority::find(of_list));
        let as_stated = || self.first(prop::AUTHORITY).unwrap_or(of_list).to_owned();
        known.map_or_else(|| (as_stated(), as_stated()), |known| (known.code.to_owned(), known.name.to_owned()))
    }

    /// The act or regime; several are named one after the other.
    fn programme(&self) -> String {
        let named = |property| self.values(property).collect::<Vec<_>>().join("; ");
        let programme = named(prop::PROGRAM);
        if programme.is_empty() { named(prop::PROGRAM_ID) } else { programme }
    }

    /// The act that the list names for the sanction itself.
    fn document(&self) -> Option<&'v str> {
        self.statements().find_map(|(s, _)| s.statement.document.as_deref())
    }

    /// Where this wording stands: the place of a statement that this version brought, else where the run began.
    fn locator(&self, run: &'v Known) -> &'v str {
        let brought = self.statements().map(|(_, known)| known).find(|known| known.first == self.version);
        brought.unwrap_or(run).locator.as_str()
    }
}
