//! The original files, kept as the authority published them, compressed, under their blake3 hash.
//!
//! `HASH.zst` is a plain zstd file. A file that resembles the one of the version before is kept as what differs:
//! `HASH.from-BASE.zst` (read by hand with `zstd -d --long=27 --patch-from=BASE-FILE`). Chains of such files are at most
//! [`MAX_CHAIN`] long. 308 daily versions of the OFAC list take 17 MB instead of 190.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use super::durable;
use super::error::{Doing, StoreError};

/// Most files that must be read to get one back. More saves little: one whole file in 16 is already 4 % of keeping all whole.
const MAX_CHAIN: usize = 16;
/// Level 3: level 9 takes four times as long for 8 % less on the SDN list.
const LEVEL: i32 = 3;
/// The largest window that every zstd decoder accepts without asking (128 MB). Larger files are kept whole.
const WINDOW_LOG: u32 = 27;

/// The folder of originals, with what is in it.
#[derive(Debug)]
pub(crate) struct Originals {
    folder: PathBuf,
    base_of: BTreeMap<String, Option<String>>,
}

impl Originals {
    pub(crate) fn open(folder: PathBuf) -> Result<Self, StoreError> {
        let mut base_of = BTreeMap::new();
        if folder.exists() {
            for entry in fs::read_dir(&folder).doing("reading", &folder)? {
                let name = entry.doing("reading", &folder)?.file_name().to_string_lossy().into_owned();
                if let Some(name) = name.strip_suffix(".zst") {
                    let (hash, base) = name.split_once(".from-").map_or((name, None), |(h, b)| (h, Some(b.to_owned())));
                    base_of.insert(hash.to_owned(), base);
                }
            }
        }
        Ok(Self { folder, base_of })
    }

    fn path(&self, hash: &str, base: Option<&str>) -> PathBuf {
        self.folder.join(base.map_or_else(|| format!("{hash}.zst"), |base| format!("{hash}.from-{base}.zst")))
    }

    /// Keeps a file, as its difference to `like` where that helps; returns its hash. Kept already: nothing happens.
    pub(crate) fn keep(&mut self, bytes: &[u8], like: Option<&str>) -> Result<String, StoreError> {
        let hash = blake3::hash(bytes).to_hex().to_string();
        if self.base_of.contains_key(&hash) {
            return Ok(hash);
        }
        let base = like.filter(|base| bytes.len() < 1 << WINDOW_LOG && self.chain(base).is_some_and(|n| n < MAX_CHAIN));
        let base_bytes = base.map(|base| self.read(base)).transpose()?;
        let base = base.filter(|_| base_bytes.as_ref().is_some_and(|b| b.len() < 1 << WINDOW_LOG));
        let path = self.path(&hash, base);
        let prefix = if base.is_some() { base_bytes.as_deref().unwrap_or_default() } else { &[] };
        durable::write(&path, &compress(bytes, prefix).doing("compressing", &path)?)?;
        self.base_of.insert(hash.clone(), base.map(str::to_owned));
        Ok(hash)
    }

    /// How many files must be read to get this one back; `None` where it is not there.
    fn chain(&self, hash: &str) -> Option<usize> {
        let mut length = 1;
        let mut at = self.base_of.get(hash)?;
        while let Some(base) = at {
            length += 1;
            at = self.base_of.get(base)?;
        }
        Some(length)
    }

    /// A file as it was published. Its hash is checked.
    pub(crate) fn read(&self, hash: &str) -> Result<Vec<u8>, StoreError> {
        let mut hashes = vec![hash.to_owned()];
        while let Some(Some(base)) = hashes.last().and_then(|hash| self.base_of.get(hash)) {
            if hashes.len() > MAX_CHAIN {
                return Err(StoreError::damaged(&self.folder, format!("the chain of originals from {hash} has no end")));
            }
            hashes.push(base.clone());
        }
        let mut bytes = Vec::new();
        for (index, hash) in hashes.iter().enumerate().rev() {
            let path = self.path(hash, hashes.get(index + 1).map(String::as_str));
            bytes = decompress(&path, &bytes)?;
            if blake3::hash(&bytes).to_hex().as_str() != hash {
                return Err(StoreError::damaged(&path, "the content is not what its name says; restore it from a backup"));
            }
        }
        Ok(bytes)
    }
}

fn compress(bytes: &[u8], prefix: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = zstd::stream::write::Encoder::with_ref_prefix(Vec::new(), LEVEL, prefix)?;
    if !prefix.is_empty() {
        encoder.long_distance_matching(true)?;
        encoder.window_log(WINDOW_LOG)?;
    }
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn decompress(path: &Path, prefix: &[u8]) -> Result<Vec<u8>, StoreError> {
    let packed = fs::read(path).doing("reading", path)?;
    let mut bytes = Vec::new();
    let mut decoder = zstd::stream::read::Decoder::with_ref_prefix(&packed[..], prefix).doing("decompressing", path)?;
    decoder.window_log_max(WINDOW_LOG).doing("decompressing", path)?;
    decoder.read_to_end(&mut bytes).doing("decompressing", path)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_a_file_come_back_byte_for_byte_from_a_chain_of_differences() {
        let folder = tempfile::tempdir().unwrap();
        let mut originals = Originals::open(folder.path().join("o")).unwrap();
        let mut text: String = (0..5_000).map(|n| format!("{n},\"NAME {}\"\n", n * 7919 % 104_729)).collect();
        let mut hashes: Vec<(String, String)> = Vec::new();
        for day in 0..40 {
            text.push_str(&format!("new line of day {day}\n"));
            let like = hashes.last().map(|(hash, _)| hash.clone());
            hashes.push((originals.keep(text.as_bytes(), like.as_deref()).unwrap(), text.clone()));
        }
        let reopened = Originals::open(folder.path().join("o")).unwrap();
        for (hash, text) in &hashes {
            assert_eq!(reopened.read(hash).unwrap(), text.as_bytes());
        }
        let wholes = reopened.base_of.values().filter(|base| base.is_none()).count();
        assert_eq!(wholes, 3, "one whole file in sixteen");
    }

    #[test]
    fn a_file_that_was_altered_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let mut originals = Originals::open(folder.path().to_owned()).unwrap();
        let hash = originals.keep(b"one", None).unwrap();
        fs::write(folder.path().join(format!("{hash}.zst")), zstd::encode_all(&b"two"[..], 3).unwrap()).unwrap();
        assert!(originals.read(&hash).unwrap_err().to_string().contains("restore"));
    }
}
