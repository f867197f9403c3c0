//! How much a word tells names apart: the binary logarithm of one more than its rarity, in 256ths.
//!
//! In whole numbers, so that every machine builds the same image.

/// The weight of a word that `with_it` of `all` names have: 256 for a word of every name, 256 more for each halving.
pub(crate) fn of_word(with_it: usize, all: usize) -> u32 {
    let ratio = ((all as u64) << 8) / (with_it as u64).max(1);
    log2_in_256ths(256 + ratio) - (8 << 8)
}

/// The weight of a word that no name has.
pub(crate) fn of_unknown_word(all: usize) -> u32 {
    of_word(1, all)
}

/// Exact at powers of two, linear between them.
fn log2_in_256ths(number: u64) -> u32 {
    let whole = number.ilog2();
    let rest = number - (1 << whole);
    (whole << 8) + ((rest << 8) >> whole) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rarer_words_weigh_more() {
        assert_eq!(of_word(1024, 1024), 256);
        assert_eq!(of_word(1, 1023), 10 << 8);
        assert!(of_word(3, 1000) > of_word(4, 1000));
        assert_eq!((of_word(0, 0), of_unknown_word(0)), (0, 0));
    }
}
