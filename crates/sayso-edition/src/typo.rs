//! Words that are one or two typing errors apart, by way of the letters that both keep (the "symmetric deletion" of SymSpell).
//!
//! Two words within the distance allowed for the shorter of them share at least one of their [`deletions`]; so the words under
//! the same hash are few, and [`distance`] decides. Only the first letters of a word are varied, which bounds their number.

use rustc_hash::FxHashSet;

/// Letters at the start of a word that are varied.
const PREFIX: usize = 7;

/// Errors that are looked for in a word of so many letters. In shorter words one error makes another name.
pub(crate) fn allowed(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=6 => 1,
        _ => 2,
    }
}

/// Hashes of the start of a folded word with up to [`allowed`] letters left out, itself included; ascending. Empty for words in
/// which no errors are looked for.
pub(crate) fn deletions(word: &str) -> Vec<u32> {
    let letters = word.as_bytes();
    let errors = allowed(letters.len());
    if errors == 0 {
        return Vec::new();
    }
    let mut variants: FxHashSet<Vec<u8>> = FxHashSet::default();
    shorten(letters[..letters.len().min(PREFIX)].to_vec(), errors, &mut variants);
    let mut hashes: Vec<u32> = variants.iter().map(|variant| hash(variant)).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

fn shorten(variant: Vec<u8>, errors: usize, variants: &mut FxHashSet<Vec<u8>>) {
    if errors > 0 {
        for left_out in 0..variant.len() {
            let mut shorter = variant.clone();
            shorter.remove(left_out);
            shorten(shorter, errors - 1, variants);
        }
    }
    variants.insert(variant);
}

/// FNV-1a; part of the layout, so it must never change.
fn hash(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

/// Longest word that is compared letter by letter.
const LONGEST: usize = 48;

/// Letters to insert, leave out, change or swap with a neighbour to make one word of the other, where that is at most `limit`.
pub(crate) fn distance(one: &str, other: &str, limit: usize) -> Option<usize> {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len().abs_diff(other.len()) > limit || one.len() > LONGEST || other.len() > LONGEST {
        return None;
    }
    let mut last_but_one = [0_usize; LONGEST + 1];
    let mut last: [usize; LONGEST + 1] = std::array::from_fn(|column| column);
    let mut current = [0_usize; LONGEST + 1];
    for i in 1..=one.len() {
        current[0] = i;
        let mut fewest = i;
        for j in 1..=other.len() {
            let changed = last[j - 1] + usize::from(one[i - 1] != other[j - 1]);
            current[j] = changed.min(last[j] + 1).min(current[j - 1] + 1);
            if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                current[j] = current[j].min(last_but_one[j - 2] + 1);
            }
            fewest = fewest.min(current[j]);
        }
        if fewest > limit {
            return None;
        }
        (last_but_one, last) = (last, current);
    }
    Some(last[other.len()]).filter(|distance| *distance <= limit)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn errors_are_counted() {
        for (one, other, expected) in [
            ("saddam", "saddam", Some(0)),
            ("saddam", "sadam", Some(1)),
            ("saddam", "sdadam", Some(1)),
            ("hussein", "husayn", None),
            ("hussein", "husain", Some(2)),
            ("", "ab", Some(2)),
        ] {
            assert_eq!(distance(one, other, 2), expected, "{one} {other}");
            assert_eq!(distance(other, one, 2), expected, "{other} {one}");
        }
    }

    fn edit(word: &str, at: usize, kind: u8, letter: char) -> String {
        let mut letters: Vec<char> = word.chars().collect();
        let at = at % letters.len().max(1);
        match kind % 4 {
            0 => letters.insert(at, letter),
            1 => drop(letters.remove(at)),
            2 => letters[at] = letter,
            _ if at + 1 < letters.len() => letters.swap(at, at + 1),
            _ => {}
        }
        letters.into_iter().collect()
    }

    proptest! {
        #[test]
        fn words_within_the_allowed_errors_share_a_deletion(
            word in "[a-e]{4,12}", edits in prop::collection::vec((0_usize..12, 0_u8..4, prop::char::range('a', 'e')), 1..3)
        ) {
            let mistyped = edits.iter().fold(word.clone(), |word, (at, kind, letter)| if word.len() > 1 { edit(&word, *at, *kind, *letter) } else { word });
            let limit = allowed(word.len().min(mistyped.len()));
            if limit > 0 && distance(&word, &mistyped, limit).is_some() {
                let (one, other) = (deletions(&word), deletions(&mistyped));
                prop_assert!(one.iter().any(|hash| other.contains(hash)), "{word} {mistyped}");
            }
        }
    }
}
