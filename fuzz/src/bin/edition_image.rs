//! Altered editions to the reader of their image, which is the one place with `unsafe` (run under the address sanitizer).
//!
//! Random bytes never get past an image's header, so the input is a list of changes to a sound edition of the built-in record: six
//! bytes a change (where, what), the first byte says how much is cut off. It is opened as trusted: the hash would stop everything.
#![no_main]
use std::sync::LazyLock;

use sayso_edition::{Edition, OpenOptions, Query};
use sayso_record::RecordView;

static SOUND: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let format = sayso_lists::formats::find("designations_csv").expect("the built-in record has this format");
    let mut view = RecordView::default();
    for list in sayso_lists::builtin::lists() {
        let reading = (format.read)(&[list.file.clone()]).expect("the built-in record can be read");
        view.push_reading(list.info(), list.version_id(), reading);
    }
    Edition::build(&view, &mut |_, _, _| {}).expect("the built-in record can be built")
});

sayso_fuzz::fuzz_target!(|data: &[u8]| {
    let Some((cut, changes)) = data.split_first() else { return };
    let mut image = SOUND.clone();
    for change in changes.chunks_exact(6) {
        let at = u32::from_le_bytes([change[0], change[1], change[2], change[3]]) as usize % image.len();
        image[at] = change[4];
        let next = (at + 1) % image.len();
        image[next] = change[5];
    }
    if *cut >= 128 {
        image.truncate(image.len() * usize::from(*cut - 128) / 128);
    }
    let _ = Edition::from_bytes(image.clone());
    let Ok(edition) = Edition::from_bytes_with(image, OpenOptions::new().trusted()) else { return };
    let names = ["Mujahedin Khalq Organization", "Аум Синрикё", "حماس"];
    let found = edition.candidates(&Query { names: &names, schema: None, identifiers: &["6908555"] }, 10);
    let _ = (edition.lists(), edition.by_id("us-fto-mek"), edition.names().count());
    let some = found.iter().filter_map(|candidate| edition.party(candidate.party)).chain(edition.parties().take(20));
    for party in some {
        let _ = (party.id(), party.caption(), party.schema(), party.names().count(), party.facts().count());
        let _ = (party.listings(), party.listing_revisions(), party.statements());
    }
});
