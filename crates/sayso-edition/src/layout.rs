//! How an edition lies in its file. All numbers are little-endian `u32`.
//!
//! ```text
//! 0    magic "SAYSOED\n", layout version, number of sections, length of the file in two words
//! 24   blake3 of everything behind byte 56
//! 56   for each section: offset and length in bytes
//! 256  the sections, each aligned to 8 bytes
//! ```

/// First bytes of every edition.
pub(crate) const MAGIC: &[u8; 8] = b"SAYSOED\n";
/// Bumped with every change of what is written; a reader refuses what it does not know.
pub(crate) const LAYOUT: u32 = 1;
/// Where the sections begin.
pub(crate) const HEADER_BYTES: usize = 256;
/// Where the hash stands.
pub(crate) const HASH_AT: usize = 24;
/// Where the table of sections stands; the hash is of everything from here.
pub(crate) const SECTIONS_AT: usize = 56;

/// The sections, in file order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    /// Offsets of texts in `Texts`, one more than there are texts.
    TextOffsets,
    /// All texts, each once.
    Texts,
    /// Parties, [`PARTY_WORDS`] each, sorted by id.
    Parties,
    /// Names, [`NAME_WORDS`] each, by party.
    Names,
    /// Facts beside names, [`FACT_WORDS`] each, by party.
    Facts,
    /// Listings, [`LISTING_WORDS`] each, by party.
    Listings,
    /// Tokens of names, [`TOKEN_WORDS`] each, sorted by text.
    Tokens,
    /// For each token the parties that have it, ascending.
    Postings,
    /// Sounds, [`SOUND_WORDS`] each, sorted by text: which tokens have them.
    Sounds,
    /// For each sound its tokens.
    SoundTokens,
    /// Names without spaces, [`KEY_WORDS`] each, sorted by text: whose they are.
    Joined,
    /// Identifiers, [`KEY_WORDS`] each, sorted by text: whose they are.
    Identifiers,
    /// Offsets of blocks in `Dossiers`, one more than there are blocks.
    DossierOffsets,
    /// zstd blocks of statements, [`PARTIES_A_BLOCK`] parties each.
    Dossiers,
    /// The lists, as JSON.
    Lists,
}

/// Number of sections.
pub(crate) const SECTIONS: usize = 15;
/// id, caption, schema, then first and count of names, facts, listings.
pub(crate) const PARTY_WORDS: usize = 9;
/// text, kind, language (or [`NONE`]), first day known, day from which no longer known (or [`NONE`]).
pub(crate) const NAME_WORDS: usize = 5;
/// kind, text.
pub(crate) const FACT_WORDS: usize = 2;
/// authority, its name, programme, list, from, until, four observed days, two known days, document, url, locator, version.
pub(crate) const LISTING_WORDS: usize = 16;
/// text, first and count of postings, set of letters.
pub(crate) const TOKEN_WORDS: usize = 4;
/// text, first and count of tokens.
pub(crate) const SOUND_WORDS: usize = 3;
/// text, party.
pub(crate) const KEY_WORDS: usize = 2;
/// Parties whose statements are compressed together: enough to share what their texts have in common.
pub(crate) const PARTIES_A_BLOCK: usize = 64;
/// No text, no day.
pub(crate) const NONE: u32 = u32::MAX;

/// Facts beside the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fact {
    BirthDate = 0,
    Country = 1,
    Gender = 2,
    Identifier = 3,
}

/// A day as days since 0001-01-01.
pub(crate) fn day_number(day: jiff::civil::Date) -> u32 {
    let first = jiff::civil::date(1, 1, 1);
    first.until(day).ok().map_or(0, |span| span.get_days()).max(0) as u32
}

/// The day of a number; `None` for [`NONE`] and for what no calendar has.
pub(crate) fn number_day(number: u32) -> Option<jiff::civil::Date> {
    let days = i64::from((number != NONE).then_some(number)?);
    jiff::civil::date(1, 1, 1).checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// A partial date: year, month and day in one word.
pub(crate) fn date_word(date: Option<sayso_record::PartialDate>) -> u32 {
    date.map_or(NONE, |date| {
        let (year, month, day) = date.parts();
        (year as u32) << 16 | u32::from(month.unwrap_or(0)) << 8 | u32::from(day.unwrap_or(0))
    })
}

/// The partial date of a word.
pub(crate) fn word_date(word: u32) -> Option<sayso_record::PartialDate> {
    use sayso_record::PartialDate;
    if word == NONE {
        return None;
    }
    let (year, month, day) = (i16::try_from(word >> 16).ok()?, (word >> 8) as u8, word as u8);
    match (month, day) {
        (0, _) => PartialDate::year(year),
        (month, 0) => PartialDate::month(year, month),
        (month, day) => PartialDate::day(year, month, day),
    }
}

/// Which letters and digits a folded token has: two tokens that differ in `n` bits are at least `n / 2` edits apart.
pub(crate) fn letters(token: &str) -> u32 {
    token.bytes().fold(0, |set, b| {
        set | match b {
            b'a'..=b'z' => 1 << (b - b'a'),
            b'0'..=b'9' => 1 << (26 + (b - b'0') % 6),
            _ => 0,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_survive_their_numbers() {
        for text in ["0001-01-01", "1997-10-08", "2024-02-29", "9999-12-31"] {
            let date: sayso_record::PartialDate = text.parse().unwrap();
            assert_eq!(number_day(day_number(date.earliest())), Some(date.earliest()));
            assert_eq!(word_date(date_word(Some(date))), Some(date));
        }
        for text in ["2001", "2001-11"] {
            assert_eq!(word_date(date_word(text.parse().ok())), text.parse().ok());
        }
        assert_eq!((number_day(NONE), word_date(NONE)), (None, None));
    }
}
