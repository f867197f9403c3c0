//! Images that are not whole are refused in plain words; images altered behind our back never make us panic.

use proptest::prelude::*;
use sayso_edition::{Edition, OpenOptions, Query};
use sayso_record::schema;

use super::toy;

fn trusted() -> OpenOptions {
    OpenOptions::new().trusted()
}

#[track_caller]
fn refused(bytes: Vec<u8>, options: OpenOptions, words: &str) {
    let problem = Edition::from_bytes_with(bytes, options).map(|_| ()).unwrap_err().to_string();
    assert!(problem.contains(words) && problem.contains("build"), "{problem}");
}

#[test]
fn what_is_no_whole_edition_is_refused_with_a_plain_message() {
    let image = toy::build(&toy::record());
    refused(b"PK\x03\x04 something else altogether".to_vec(), trusted(), "no edition");
    refused(Vec::new(), trusted(), "ends within its first bytes");
    refused(image[..20].to_vec(), trusted(), "cut off within its header");
    refused(image[..image.len() - 1].to_vec(), trusted(), "is cut off");
    refused([&image[..], b"x"].concat(), trusted(), "behind its end");
    let mut future = image.clone();
    future[8] = 2;
    refused(future, trusted(), "layout 2, this sayso reads layout 1");
    let mut altered = image.clone();
    let last = altered.len() - 1;
    altered[last] ^= 1;
    refused(altered, OpenOptions::new(), "altered");
    assert!(Edition::from_bytes(image).is_ok());
}

#[test]
fn a_refusal_names_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("broken.edition");
    for content in ["", "hello"] {
        std::fs::write(&path, content).unwrap();
        let problem = Edition::open(&path).unwrap_err().to_string();
        assert!(problem.contains("broken.edition") && problem.contains("sayso build"), "{problem}");
    }
    let problem = Edition::open(&folder.path().join("none")).unwrap_err().to_string();
    assert!(problem.contains("opening") && problem.contains("none"), "{problem}");
}

/// Calls all that an edition offers.
fn ask_everything(edition: &Edition) {
    let _ = (edition.verify(), edition.hash(), edition.lists(), format!("{edition:?}"));
    let _ = (edition.coverage("US", toy::day("2012-01-01")), edition.has_authority("US"), edition.by_id("us-2"));
    let _ = (edition.parties().next(), edition.name_count());
    for party in edition.parties().take(20) {
        let _ = (party.id(), party.caption(), party.schema(), party.statements());
        for listing in party.listings().into_iter().chain(party.listings_as_known(Some(toy::day("2011-01-01")))) {
            let _ = (listing.status(toy::day("2012-10-01")), listing.interval.first_day(), listing.interval.end_day());
        }
        for fact in party.facts() {
            let _ = fact.is_known(Some(toy::day("2011-01-01")));
        }
        let _ = (party.birth_dates().count(), party.countries().count(), party.genders().count(), party.identifiers().count());
    }
    for (party, name) in edition.names().take(3) {
        let _ = (edition.party(party), name.known_from(), name.known_until(), name.is_known(Some(toy::day("2011-01-01"))));
        let names = [name.text, "Sadam Husein Binladen صدام"];
        let query = Query { names: &names, schema: Some(schema::PERSON), identifiers: &["H0012345"] };
        let _ = edition.candidates(&query, 3);
    }
    let _ = edition.candidates(&Query { names: &["Mojahedin Khalk", "سازمان", "Binladen"], ..Query::default() }, 5);
}

#[test]
fn every_number_of_an_image_may_be_wrong() {
    let image = toy::build(&toy::record());
    for at in (0..image.len() - 4).step_by(4) {
        let wrong = [0_u32, u32::MAX, 0x7fff_ffff, 1][at / 4 % 4];
        let mut altered = image.clone();
        altered[at..at + 4].copy_from_slice(&wrong.to_le_bytes());
        if let Ok(edition) = Edition::from_bytes_with(altered, trusted()) {
            ask_everything(&edition);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn an_altered_image_never_makes_us_panic(
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40),
        cut in prop::option::weighted(0.1, any::<prop::sample::Index>()),
    ) {
        let mut image = toy::build(&toy::record());
        for (at, byte) in flips {
            let at = at.index(image.len());
            image[at] = byte;
        }
        if let Some(cut) = cut {
            image.truncate(cut.index(image.len()));
        }
        if let Ok(edition) = Edition::from_bytes_with(image, trusted()) {
            ask_everything(&edition);
        }
    }
}
