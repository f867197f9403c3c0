//! What an edition answers about a small record.

use std::time::Instant;

use sayso_edition::{Edition, FactKind, Joins, OpenOptions, Query};
use sayso_record::{EntityId, ListingStatus, RecordView, prop, schema};

use super::toy;

fn found(edition: &Edition, name: &str) -> Vec<String> {
    let query = Query { names: &[name], ..Query::default() };
    let candidates = edition.candidates(&query, 10);
    candidates.iter().map(|candidate| edition.party(candidate.party).unwrap().id().to_owned()).collect()
}

#[test]
fn entities_of_one_id_are_one_party_with_the_listings_of_all_lists() {
    let edition = toy::edition(&toy::record());
    assert_eq!(edition.party_count(), 4);
    let mek = edition.party(edition.by_id("mek").unwrap()).unwrap();
    assert_eq!((mek.id(), mek.caption(), mek.schema()), ("mek", "Mujahedin-e Khalq Organization", schema::ORGANIZATION));
    assert_eq!(mek.names().map(|name| name.text).collect::<Vec<_>>().len(), 3);
    let at = |day: &str| -> Vec<(String, ListingStatus)> {
        mek.listings().into_iter().map(|l| (l.authority.clone(), l.status(toy::day(day)))).collect()
    };
    let both = |eu, us| vec![("EU".to_owned(), eu), ("US".to_owned(), us)];
    assert_eq!(at("2008-12-21"), both(ListingStatus::CannotTell, ListingStatus::Listed));
    assert_eq!(at("2008-01-01"), both(ListingStatus::Listed, ListingStatus::Listed));
    assert_eq!(at("2000-01-01"), both(ListingStatus::NotYetListed, ListingStatus::Listed));
    assert_eq!(at("2013-01-01"), both(ListingStatus::FormerlyListed, ListingStatus::FormerlyListed));
    assert_eq!(mek.listings_as_known(Some(toy::day("2009-12-31"))).len(), 1);
}

#[test]
fn facts_of_a_party_come_with_the_time_they_were_known() {
    let edition = toy::edition(&toy::record());
    let saddam = edition.party(edition.by_id("us-2").unwrap()).unwrap();
    assert_eq!(saddam.birth_dates().collect::<Vec<_>>(), ["1937-04-28"]);
    assert_eq!(saddam.countries().collect::<Vec<_>>(), ["iq"]);
    assert_eq!(saddam.genders().collect::<Vec<_>>(), ["male"]);
    let mut identifiers: Vec<&str> = saddam.identifiers().collect();
    identifiers.sort_unstable();
    assert_eq!(identifiers, ["H 001.2345", "M0003-99"]);
    let birth = saddam.facts().find(|fact| fact.kind == FactKind::BirthDate).unwrap();
    let known = |day: &str| birth.is_known(Some(toy::day(day)));
    assert!(!known("2009-12-31") && known("2010-01-01") && known("2016-05-31") && !known("2016-06-01"));
    let name = saddam.names().next().unwrap();
    assert_eq!((name.folded, name.kind.as_str()), ("saddam hussein al tikriti", "name"));
    assert_eq!((name.known_from(), name.known_until()), (Some(toy::day("2010-01-01")), Some(toy::day("2016-06-01"))));
}

#[test]
fn a_dossier_holds_every_statement_on_a_party_as_the_record_has_it() {
    let view = toy::record();
    let edition = toy::edition(&view);
    let saddam = edition.party(edition.by_id("us-2").unwrap()).unwrap();
    let mut statements = saddam.statements().unwrap();
    let about = ["us-2", "us-2-sanction", "us-2-passport", "us-address-1", "us-family-1"];
    let mut expected: Vec<_> =
        view.statements.iter().filter(|s| about.contains(&s.statement.entity.as_str())).cloned().collect();
    statements.sort_by(|one, other| one.statement.cmp(&other.statement));
    expected.sort_by(|one, other| one.statement.cmp(&other.statement));
    assert_eq!(statements, expected);
    assert_eq!(edition.lists(), view.lists);
}

#[test]
fn candidates_are_found_under_other_spellings() {
    let edition = toy::edition(&toy::record());
    for name in [
        "Mujahedin Khalq Organization",
        "Moudjahidine-e Khalk",
        "sazman mojahedin khalq",
        "سازمان مجاهدین خلق",
        "Mujahedinkhalq",
        "M.K.O.",
        "Organization of the Mojahedin",
    ] {
        assert_eq!(found(&edition, name).first().map(String::as_str), Some("mek"), "{name}");
    }
    for name in ["Hussein al Tikriti, Saddam", "Sadam Husein al-Tikritti", "صدام حسين التكريتي", "Саддам Хусейн аль-Тикрити"]
    {
        assert_eq!(found(&edition, name).first().map(String::as_str), Some("us-2"), "{name}");
    }
    assert_eq!(found(&edition, "Binladen Trading Co.").first().map(String::as_str), Some("us-4"));
    assert_eq!(found(&edition, "Zzyzx Qwrtp"), Vec::<String>::new());
    assert_eq!(found(&edition, ""), Vec::<String>::new());
}

#[test]
fn the_same_words_overlap_fully_and_a_schema_leaves_others_out() {
    let edition = toy::edition(&toy::record());
    let names = ["al-Tikriti Saddam HUSSEIN"];
    let mut query = Query { names: &names, ..Query::default() };
    let best = edition.candidates(&query, 1);
    assert!((best[0].overlap - 1.0).abs() < f32::EPSILON && !best[0].identifier);
    query.schema = Some(schema::VESSEL);
    assert!(edition.candidates(&query, 10).is_empty());
    query.schema = Some(schema::LEGAL_ENTITY);
    assert_eq!(edition.candidates(&query, 10)[0], best[0]);
}

#[test]
fn identifiers_lead_to_their_party_in_any_punctuation() {
    let edition = toy::edition(&toy::record());
    for identifier in ["h-0012345", "H0012345", "m0003 99"] {
        let query = Query { names: &["Uday"], identifiers: &[identifier], ..Query::default() };
        let best = edition.candidates(&query, 5);
        assert_eq!(edition.party(best[0].party).unwrap().id(), "us-2", "{identifier}");
        assert!(best[0].identifier && best.len() > 1);
    }
}

#[test]
fn only_a_complete_list_covers_a_day() {
    let edition = toy::edition(&toy::record());
    assert!(edition.coverage("US", toy::day("2010-01-01")) && edition.coverage("US", toy::day("2016-06-01")));
    assert!(!edition.coverage("US", toy::day("2016-06-02")) && !edition.coverage("EU", toy::day("2008-06-01")));
    assert!(edition.has_authority("EU") && edition.has_authority("US") && !edition.has_authority("UN"));
}

#[test]
fn a_list_of_one_programme_covers_nothing_else() {
    let mut view = toy::record();
    view.lists[0].info.programme = Some("FTO".to_owned());
    let edition = toy::edition(&view);
    assert!(!edition.coverage("US", toy::day("2010-01-01")) && edition.has_authority("US"));
    assert_eq!(edition.lists(), view.lists);
}

#[test]
fn entities_can_be_joined_to_one_party() {
    let joins =
        Joins::from([(EntityId::new("us-3"), EntityId::new("house-1")), (EntityId::new("us-2"), EntityId::new("house-1"))]);
    let view = toy::record();
    let edition = Edition::from_bytes(Edition::build_joined(&view, &joins, &mut |_, _, _| {}).unwrap()).unwrap();
    assert_eq!(edition.party_count(), 3);
    let house = edition.by_id("house-1").unwrap();
    assert_eq!((edition.by_id("us-2"), edition.by_id("us-3")), (Some(house), Some(house)));
    assert_eq!(edition.party(house).unwrap().listings().len(), 2);
}

#[test]
fn the_narrowest_schema_of_a_party_is_its_schema() {
    let mut view = RecordView::default();
    let versions = |schema| vec![("2020-01-01".parse().unwrap(), vec![toy::entity(schema, "x-1", &[(prop::NAME, "Acme")])])];
    toy::add_list(&mut view, toy::list("one", "US"), versions(schema::COMPANY));
    toy::add_list(&mut view, toy::list("two", "EU"), versions(schema::LEGAL_ENTITY));
    let edition = toy::edition(&view);
    assert_eq!(edition.parties().map(|party| party.schema()).collect::<Vec<_>>(), [schema::COMPANY]);
}

#[test]
fn an_empty_record_makes_an_edition_too() {
    let edition = toy::edition(&RecordView::default());
    assert_eq!((edition.party_count(), edition.names().count()), (0, 0));
    assert!(found(&edition, "Saddam Hussein").is_empty());
}

#[test]
fn an_edition_in_a_file_is_the_one_in_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("editions").join("toy.edition");
    let mut stages = Vec::new();
    Edition::build_to(&path, &toy::record(), &Joins::new(), &mut |stage, done, total| stages.push((stage, done, total)))
        .unwrap();
    let begun = Instant::now();
    let edition = Edition::open_with(&path, OpenOptions::new().trusted()).unwrap();
    assert!(begun.elapsed().as_millis() < 1000);
    edition.verify().unwrap();
    assert_eq!(edition.hash(), toy::edition(&toy::record()).hash());
    assert!(edition.hash().starts_with("blake3:") && edition.hash().len() == 71);
    assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "nothing is left beside it");
    assert!(stages.iter().all(|(_, done, total)| done <= total));
}
