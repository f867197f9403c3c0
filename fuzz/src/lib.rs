//! What the targets have in common: bytes become files of a list version and go to the reader of a format.
//!
//! A target finds a panic, a hang (libFuzzer's `-timeout`) or memory out of bounds (`-rss_limit_mb`). What a reader returns is not
//! judged; its own tests do that.

pub use libfuzzer_sys::fuzz_target;
use sayso_lists::{SourceFile, formats};

/// Gives the bytes, as the files of those names, to the reader of a format. In a set of files they are split at NUL bytes, which no
/// list has.
///
/// # Panics
/// Where the format is unknown, and wherever the reader does: that is the point.
pub fn read(format: &str, names: &[&str], data: &[u8]) {
    let format = formats::find(format).expect("the target names a format of the table");
    let parts = data.splitn(names.len(), |byte| *byte == 0 && names.len() > 1);
    let files: Vec<SourceFile> = names.iter().zip(parts).map(|(name, part)| SourceFile::new(*name, part)).collect();
    for file in &files {
        let _ = (format.detect)(file);
    }
    let _ = (format.read)(&files);
}

/// A target for a format: its id, then the names of its files.
#[macro_export]
macro_rules! list_target {
    ($format:literal, $($name:literal),+) => {
        $crate::fuzz_target!(|data: &[u8]| $crate::read($format, &[$($name),+], data));
    };
}
