//! What the tests of all three formats need.

use std::path::{Path, PathBuf};

use sayso_lists::{ListError, SourceFile, formats};
use sayso_record::{Reading, Statement};

/// A file of ../shared/data, where it is there.
pub(crate) fn shared_data(path: &str) -> Option<SourceFile> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let places: [PathBuf; 3] =
        [here.join("../../../shared/data"), here.join("../../../../shared/data"), "/work/shared/data".into()];
    #[expect(clippy::print_stderr, reason = "a skipped test says so")]
    let Some(bytes) = places.iter().find_map(|place| std::fs::read(place.join(path)).ok()) else {
        eprintln!("skipped: ../shared/data/{path} is not there");
        return None;
    };
    Some(SourceFile::new(path.rsplit('/').next().unwrap_or(path), bytes))
}

/// Reads bytes as that format.
pub(crate) fn read(format: &str, bytes: impl Into<Vec<u8>>) -> Result<Reading, ListError> {
    read_file(format, &SourceFile::new("list.xml", bytes))
}

/// Reads a file as that format, which must be the one that is detected.
pub(crate) fn read_file(format: &str, file: &SourceFile) -> Result<Reading, ListError> {
    (formats::find(format).expect("a format of the table").read)(std::slice::from_ref(file))
}

/// Which formats say that the file is theirs.
pub(crate) fn detected(file: &SourceFile) -> Vec<&'static str> {
    formats::FORMATS.iter().filter(|format| (format.detect)(file)).map(|format| format.id).collect()
}

/// The statements of an entity as `property=value`, in file order.
pub(crate) fn facts(reading: &Reading, entity: &str) -> Vec<String> {
    statements(reading, entity).map(|s| format!("{}={}", s.property, s.value)).collect()
}

/// The statements of an entity.
pub(crate) fn statements<'a>(reading: &'a Reading, entity: &'a str) -> impl Iterator<Item = &'a Statement> {
    reading.statements.iter().filter(move |s| s.entity.as_str() == entity)
}

/// Asserts that an entity has all these facts.
#[track_caller]
pub(crate) fn check(reading: &Reading, entity: &str, expected: &[&str]) {
    let facts = facts(reading, entity);
    for fact in expected {
        assert!(facts.iter().any(|f| f == fact), "{entity} lacks {fact}; it has {facts:#?}");
    }
}

/// Asserts that every entity that a statement links to is in the reading, but for parties (they may stand in another list).
#[track_caller]
pub(crate) fn check_links(reading: &Reading) {
    let ids: std::collections::HashSet<&str> = reading.statements.iter().map(|s| s.entity.as_str()).collect();
    for s in &reading.statements {
        // The vocabulary takes `authority` for a link, as it is in a schema of contracts.
        if s.property.value_type() == sayso_record::PropertyType::Entity && s.property != sayso_record::prop::AUTHORITY {
            let number = s.value.strip_prefix("ofac-").unwrap_or("");
            let is_party = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
            assert!(is_party || ids.contains(&*s.value), "{} {} {}", s.entity, s.property, s.value);
        }
        assert!(s.schema.has(s.property), "{} of {} is not a property of {}", s.property, s.entity, s.schema);
    }
}

/// Every text that a statement has as value or original, in one form: white space single, no marks of writing direction.
pub(crate) fn all_texts(reading: &Reading) -> std::collections::HashSet<String> {
    reading.statements.iter().flat_map(|s| [Some(&s.value), s.original.as_ref()]).flatten().map(|text| plain(text)).collect()
}

/// A text in the form of [`all_texts`].
pub(crate) fn plain(text: &str) -> String {
    let kept: String = text.chars().filter(|c| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}')).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The texts between `<tag…>` and `</tag>`, by plain search: an independent look at the file.
pub(crate) fn texts_of<'a>(text: &'a str, tag: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{tag}"), format!("</{tag}>"));
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(&open) {
        rest = &rest[start + open.len()..];
        if !rest.starts_with(['>', ' ']) {
            continue;
        }
        let (Some(from), Some(until)) = (rest.find('>'), rest.find(&close)) else { break };
        if until > from {
            found.push(&rest[from + 1..until]);
        }
    }
    found
}

/// Undoes XML's own five entities.
pub(crate) fn unescape(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}

/// No cut or damaged copy of the bytes makes the reader panic.
pub(crate) fn check_damage(format: &str, bytes: &[u8]) {
    for cut in (0..bytes.len()).step_by(97) {
        let _ = read(format, &bytes[..cut]);
    }
    let mut state = 0x9e37_79b9_7f4a_7c15_u64; // a fixed seed: the same damage on every run
    for _ in 0..400 {
        let mut copy = bytes.to_vec();
        for _ in 0..4 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let at = (state >> 33) as usize % copy.len();
            copy[at] = (state >> 17) as u8;
        }
        let _ = read(format, copy);
    }
}
