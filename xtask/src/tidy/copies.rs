//! Nothing of ../shared is copied into the repository: its licences and its size forbid it.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::{Fault, TreeFile};

/// Smaller files may be alike by chance.
const LEAST_BYTES: u64 = 200;

/// Files of the work tree that are, byte for byte, files of `shared`.
pub(super) fn check(files: &[TreeFile], shared: &Path) -> Result<Vec<Fault>> {
    let mut by_size: HashMap<u64, Vec<PathBuf>> = HashMap::new();
    collect(shared, &mut by_size)?;
    let mut faults = Vec::new();
    for file in files {
        let size = fs::metadata(&file.on_disk)?.len();
        for candidate in by_size.get(&size).into_iter().flatten().filter(|_| size >= LEAST_BYTES) {
            if fs::read(&file.on_disk)? == fs::read(candidate)? {
                let problem = format!("a copy of {}; write a small one of your own", candidate.display());
                faults.push(Fault::new(&file.path, problem));
            }
        }
    }
    Ok(faults)
}

fn collect(folder: &Path, by_size: &mut HashMap<u64, Vec<PathBuf>>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), by_size)?;
        } else {
            by_size.entry(entry.metadata()?.len()).or_default().push(entry.path());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_found_whatever_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let (shared, ours) = (folder.path().join("shared/un"), folder.path().join("mine.xml"));
        fs::create_dir_all(&shared).unwrap();
        fs::write(shared.join("list.xml"), "a".repeat(300)).unwrap();
        fs::write(&ours, "a".repeat(300)).unwrap();
        let files = [TreeFile { path: "mine.xml".into(), on_disk: ours.clone() }];
        let faults = check(&files, &folder.path().join("shared")).unwrap();
        assert!(faults.len() == 1 && faults[0].problem.contains("list.xml"), "{faults:?}");
        fs::write(ours, "b".repeat(300)).unwrap();
        assert_eq!(check(&files, &folder.path().join("shared")).unwrap(), []);
    }
}
