//! Which files make up a list version: OFAC publishes its CSV as a set of four.

use std::path::{Path, PathBuf};

use sayso_record::Locator;

use super::{display_name, unpack::plain_name, unreadable};
use crate::ListError;

/// OFAC's sets: the file that holds the entries first, then those that add to it.
pub(super) const SETS: [[&str; 4]; 2] = [
    ["sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"],
    ["cons_prim.csv", "cons_alt.csv", "cons_add.csv", "cons_comments.csv"],
];

/// The files to load for a path: itself, with the rest of its set, or the set in a directory.
pub(super) fn of(path: &Path) -> Result<Vec<PathBuf>, ListError> {
    if path.is_dir() {
        return in_directory(path);
    }
    let name = display_name(path);
    let Some(set) = SETS.iter().find(|set| is(&name, set[0])) else { return Ok(vec![path.to_owned()]) };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside = entries(folder)?;
    let others = set[1..].iter().filter_map(|member| best(&beside, member));
    Ok(std::iter::once(path.to_owned()).chain(others).collect())
}

fn in_directory(folder: &Path) -> Result<Vec<PathBuf>, ListError> {
    let entries = entries(folder)?;
    let found: Vec<PathBuf> = SETS.iter().filter_map(|set| best(&entries, set[0])).collect();
    let problem = match found.as_slice() {
        [path] => return of(path),
        [] => "a directory without sdn.csv or cons_prim.csv; name the list file in it".to_owned(),
        _ => "a directory with both sdn.csv and cons_prim.csv, which are two lists; name one of the two files".to_owned(),
    };
    Err(ListError::new(&folder.display().to_string(), Locator::file(), problem))
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, ListError> {
    let refuse = |error| unreadable(&folder.display().to_string(), &error);
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(refuse)? {
        paths.push(entry.map_err(refuse)?.path());
    }
    paths.sort();
    Ok(paths)
}

/// The member of a set among files; the unpacked one where it lies beside its gzip.
fn best(paths: &[PathBuf], member: &str) -> Option<PathBuf> {
    paths.iter().filter(|path| is(&display_name(path), member)).min_by_key(|path| display_name(path).len()).cloned()
}

/// Whether a file name is that member's, in any case, packed or not.
pub(super) fn is(name: &str, member: &str) -> bool {
    plain_name(name).eq_ignore_ascii_case(member)
}
