//! Authorities: who lists. From the names of states and their agencies to one code each (`US`, `UN`, `EU`, `UK`, `CA`, …).

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// An authority that puts parties on lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Authority {
    /// Short code, such as `EU`.
    pub code: &'static str,
    /// Name for people, such as `European Union`.
    pub name: &'static str,
}

static BY_SPELLING: LazyLock<FxHashMap<String, Authority>> = LazyLock::new(|| {
    let mut table = FxHashMap::default();
    for line in include_str!("../data/authorities.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        if let (Some(code), Some(name)) = (cells.next(), cells.next()) {
            let authority = Authority { code, name };
            for spelling in cells.chain([code, name]) {
                table.entry(spelling.to_lowercase()).or_insert(authority);
            }
        }
    }
    table
});

/// The authority that a code, a state's or an agency's name stands for.
pub fn find(text: &str) -> Option<Authority> {
    BY_SPELLING.get(&text.trim().to_lowercase()).copied()
}

/// All authorities, by code.
pub fn all() -> Vec<Authority> {
    let mut all: Vec<Authority> = BY_SPELLING.values().copied().collect();
    all.sort_by_key(|a| a.code);
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_stand_for_their_state() {
        assert_eq!(find("ofac").map(|a| a.code), Some("US"));
        assert_eq!(find("European Union").map(|a| a.code), Some("EU"));
        assert_eq!(find("Ruritania"), None);
        assert!(all().len() >= 7);
    }
}
