//! Files that are there whole or not at all: write beside, fsync, rename, fsync the folder.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use super::error::{Doing, StoreError};

/// Name of a file that is being written. What carries it after a crash is swept away by [`sweep`].
const UNFINISHED: &str = "unfinished";

/// Writes a new file so that a crash at any point leaves either nothing under `path` or all of `bytes`.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).doing("creating", folder)?;
    let unfinished = path.with_extension(UNFINISHED);
    let mut file = File::create(&unfinished).doing("creating", &unfinished)?;
    file.write_all(bytes).doing("writing", &unfinished)?;
    file.sync_all().doing("syncing", &unfinished)?;
    fs::rename(&unfinished, path).doing("renaming to", path)?;
    File::open(folder).and_then(|folder| folder.sync_all()).doing("syncing", folder)
}

/// Removes what a crashed import left half written. Only for the holder of the lock.
pub(crate) fn sweep(folder: &Path) -> Result<(), StoreError> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(folder).doing("reading", folder)? {
        let path = entry.doing("reading", folder)?.path();
        if path.is_dir() {
            sweep(&path)?;
        } else if path.extension().is_some_and(|e| e == UNFINISHED) {
            fs::remove_file(&path).doing("removing", &path)?;
        }
    }
    Ok(())
}
