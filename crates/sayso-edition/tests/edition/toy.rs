//! Small records, put together from what each version of a list carries.

use std::collections::BTreeMap;

use jiff::civil::Date;
use sayso_edition::Edition;
use sayso_record::{
    Entity, EntityId, Known, KnownStatement, ListHistory, ListInfo, Locator, Property, RecordView, Schema, Statement,
    VersionId, prop, schema,
};

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub(crate) fn list(id: &str, authority: &str) -> ListInfo {
    let (title, url) = (format!("List {id}"), format!("https://{id}.example"));
    ListInfo { id: id.parse().unwrap(), title, authority: authority.to_owned(), url, complete: None, programme: None }
}

/// An entity with some statements.
pub(crate) fn entity(schema: Schema, id: &str, said: &[(Property, &str)]) -> Entity {
    let mut entity = Entity::new(schema, EntityId::new(id));
    for (property, value) in said {
        entity.add(*property, value);
    }
    entity
}

/// A party with its names and a sanction.
pub(crate) fn listed(id: &str, names: &[&str], said: &[(Property, &str)]) -> Vec<Entity> {
    let mut party = entity(schema::PERSON, id, &[]);
    for (ix, name) in names.iter().enumerate() {
        party.add(if ix == 0 { prop::NAME } else { prop::ALIAS }, name);
    }
    let mut sanction = entity(schema::SANCTION, &format!("{id}-sanction"), said);
    sanction.link(prop::ENTITY, &EntityId::new(id));
    vec![party, sanction]
}

/// Adds a list with its versions to a record.
pub(crate) fn add_list(view: &mut RecordView, info: ListInfo, versions: Vec<(VersionId, Vec<Entity>)>) {
    let days: Vec<VersionId> = versions.iter().map(|(version, _)| *version).collect();
    let mut carried: BTreeMap<Statement, Vec<usize>> = BTreeMap::new();
    for (ix, (_, entities)) in versions.into_iter().enumerate() {
        for statement in entities.into_iter().flat_map(|entity| entity.into_statements().1) {
            let by = carried.entry(statement).or_default();
            if by.last() != Some(&ix) {
                by.push(ix);
            }
        }
    }
    let list = view.lists.len();
    view.lists.push(ListHistory { info, versions: days.clone() });
    view.statements.extend(carried.into_iter().map(|(statement, by)| KnownStatement {
        list,
        statement,
        known: runs(&days, &by),
    }));
}

fn runs(days: &[VersionId], carried_by: &[usize]) -> Vec<Known> {
    let neighbours = |one: &usize, other: &usize| one + 1 == *other;
    let run = |run: &[usize]| Known {
        absent_before: run[0].checked_sub(1).map(|before| days[before]),
        first: days[run[0]],
        last: days[run[run.len() - 1]],
        absent_after: days.get(run[run.len() - 1] + 1).copied(),
        locator: Locator::row(run[0] as u64 + 2),
    };
    carried_by.chunk_by(neighbours).map(run).collect()
}

pub(crate) fn build(view: &RecordView) -> Vec<u8> {
    Edition::build(view, &mut |_, _, _| {}).unwrap()
}

pub(crate) fn edition(view: &RecordView) -> Edition {
    Edition::from_bytes(build(view)).unwrap()
}

/// A record with most of what a record can hold.
pub(crate) fn record() -> RecordView {
    let mut view = RecordView::default();
    let mek = |from: &str| {
        let names = ["Mujahedin-e Khalq Organization", "MKO", "سازمان مجاهدین خلق"];
        let mut entities = listed("mek", &names, &[(prop::PROGRAM, "FTO"), (prop::START_DATE, from)]);
        entities[0].set_schema(schema::ORGANIZATION);
        entities
    };
    let mut saddam = listed(
        "us-2",
        &["Saddam Hussein Al-Tikriti", "Abu Ali"],
        &[(prop::PROGRAM, "IRAQ2"), (prop::AUTHORITY, "OFAC"), (prop::LISTING_DATE, "2003~"), (prop::END_DATE, "2015/2016")],
    );
    for (property, value) in [
        (prop::BIRTH_DATE, "1937-04-28"),
        (prop::NATIONALITY, "iq"),
        (prop::GENDER, "male"),
        (prop::PASSPORT_NUMBER, "H 001.2345"),
        (prop::ADDRESS_ENTITY, "us-address-1"),
    ] {
        saddam[0].add(property, value);
    }
    saddam.push(entity(schema::PASSPORT, "us-2-passport", &[(prop::HOLDER, "us-2"), (prop::NUMBER, "M0003-99")]));
    saddam.push(entity(schema::ADDRESS, "us-address-1", &[(prop::CITY, "Baghdad")]));
    saddam.push(entity(schema::FAMILY, "us-family-1", &[(prop::PERSON, "us-2"), (prop::RELATIVE, "us-3")]));
    let uday = listed("us-3", &["Uday Saddam Hussein"], &[(prop::PROGRAM, "IRAQ2")]);
    let company = vec![entity(schema::COMPANY, "us-4", &[(prop::NAME, "Bin Laden Trading Company"), (prop::COUNTRY, "sa")])];
    let versions = vec![
        ("2010-01-01".parse().unwrap(), [mek("1997-10-08"), saddam.clone(), uday.clone(), company.clone()].concat()),
        ("2012-10-01".parse().unwrap(), [saddam, uday, company.clone()].concat()),
        ("2016-06-01".parse().unwrap(), company),
    ];
    let complete = Some((day("2010-01-01"), day("2016-06-01")));
    add_list(&mut view, ListInfo { complete, ..list("us_toy", "US") }, versions);
    let eu = mek("2002-05-02");
    add_list(
        &mut view,
        list("eu_toy", "EU"),
        vec![("2008-01-01".parse().unwrap(), eu), ("2009-02-01".parse().unwrap(), Vec::new())],
    );
    view
}
