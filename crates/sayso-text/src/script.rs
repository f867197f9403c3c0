//! Which script a letter or a text is written in, as far as screening treats scripts differently.
//!
//! Not the full table of Unicode: scripts that are handled alike (all Indic ones, Thai, Georgian, …) are [`Script::Other`].

/// A script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Script {
    /// Latin letters of any alphabet.
    Latin,
    /// Cyrillic letters.
    Cyrillic,
    /// Greek letters.
    Greek,
    /// Arabic letters, of Persian, Urdu and others too. Short vowels are not written.
    Arabic,
    /// Hebrew letters. Vowels are not written.
    Hebrew,
    /// Chinese characters, a syllable each.
    Han,
    /// Korean syllables.
    Hangul,
    /// Japanese syllables (hiragana and katakana).
    Kana,
    /// Letters of any other script.
    Other,
    /// No letter: digits, punctuation, marks that go with any script.
    Common,
}

impl Script {
    /// Whether a word in it lacks its vowels, so that only its consonants can be compared with Latin spellings.
    pub fn is_unvowelled(self) -> bool {
        matches!(self, Self::Arabic | Self::Hebrew)
    }

    /// Whether each character is a syllable, and words are not set apart by spaces.
    pub fn is_syllabic(self) -> bool {
        matches!(self, Self::Han | Self::Hangul)
    }
}

/// Blocks of letters by first and last code point, ascending; what is in none of them is `Other` if a letter, else `Common`.
#[rustfmt::skip]
const BLOCKS: [(u32, u32, Script); 43] = [
    (0x41, 0x5a, Script::Latin), (0x61, 0x7a, Script::Latin), (0xaa, 0xaa, Script::Latin), (0xba, 0xba, Script::Latin),
    (0xc0, 0x2af, Script::Latin), (0x2b0, 0x2ff, Script::Common), (0x300, 0x36f, Script::Common), (0x370, 0x3ff, Script::Greek),
    (0x400, 0x52f, Script::Cyrillic), (0x591, 0x5f4, Script::Hebrew), (0x600, 0x65f, Script::Arabic),
    (0x660, 0x669, Script::Common), (0x66a, 0x6ef, Script::Arabic), (0x6f0, 0x6f9, Script::Common), (0x6fa, 0x6ff, Script::Arabic),
    (0x750, 0x77f, Script::Arabic), (0x870, 0x8ff, Script::Arabic), (0x1100, 0x11ff, Script::Hangul),
    (0x1c80, 0x1c8f, Script::Cyrillic), (0x1d00, 0x1dbf, Script::Latin), (0x1dc0, 0x1dff, Script::Common),
    (0x1e00, 0x1eff, Script::Latin), (0x1f00, 0x1fff, Script::Greek), (0x2c60, 0x2c7f, Script::Latin),
    (0x2de0, 0x2dff, Script::Cyrillic), (0x2e80, 0x2fdf, Script::Han), (0x3005, 0x3007, Script::Han), (0x3041, 0x30ff, Script::Kana),
    (0x3130, 0x318f, Script::Hangul), (0x31f0, 0x31ff, Script::Kana), (0x3400, 0x4dbf, Script::Han), (0x4e00, 0x9fff, Script::Han),
    (0xa640, 0xa69f, Script::Cyrillic), (0xa720, 0xa7ff, Script::Latin), (0xa960, 0xa97c, Script::Hangul),
    (0xab30, 0xab6f, Script::Latin), (0xac00, 0xd7ff, Script::Hangul), (0xf900, 0xfaff, Script::Han), (0xfb00, 0xfb06, Script::Latin),
    (0xfb1d, 0xfb4f, Script::Hebrew), (0xfb50, 0xfefc, Script::Arabic), (0xff21, 0xff5a, Script::Latin), (0x20000, 0x3ffff, Script::Han),
];

/// The script of a character.
pub fn script_of(c: char) -> Script {
    let code = u32::from(c);
    let block = BLOCKS.partition_point(|(_, last, _)| *last < code);
    match BLOCKS.get(block).filter(|(first, _, _)| *first <= code) {
        Some((_, _, script)) => *script,
        None if c.is_alphabetic() => Script::Other,
        None => Script::Common,
    }
}

/// The script that most letters of a text are in (the first one met wins a tie); [`Script::Common`] where it has no letters.
pub fn main_script(text: &str) -> Script {
    let mut counts: Vec<(Script, usize)> = Vec::new();
    for script in text.chars().map(script_of).filter(|script| *script != Script::Common) {
        match counts.iter_mut().find(|(known, _)| *known == script) {
            Some((_, count)) => *count += 1,
            None => counts.push((script, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max();
    counts.into_iter().find(|(_, count)| Some(*count) == most).map_or(Script::Common, |(script, _)| script)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_stand_in_their_order() {
        assert!(BLOCKS.windows(2).all(|pair| pair[0].0 <= pair[0].1 && pair[0].1 < pair[1].0));
    }

    #[test]
    fn texts_are_told_apart_by_their_letters() {
        for (text, script) in [
            ("Émile Zola", Script::Latin),
            ("Усама бен Ладен", Script::Cyrillic),
            ("Παπανδρέου", Script::Greek),
            ("سازمان مجاهدین خلق", Script::Arabic),
            ("ישראל", Script::Hebrew),
            ("习近平", Script::Han),
            ("김정은", Script::Hangul),
            ("タナカ", Script::Kana),
            ("ქართული", Script::Other),
            ("MEK (مجاهدین)", Script::Arabic),
            ("1997-10-08", Script::Common),
            ("", Script::Common),
        ] {
            assert_eq!(main_script(text), script, "{text}");
        }
    }
}
