//! Countries: from the spellings that lists and people use to one code each.
//!
//! Codes are those of ISO 3166-1 in lower case, as FollowTheMoney uses them; states that no longer exist keep their own (`su`,
//! `yu`, `dd`, `csxx`, `cshh`). The table is `data/countries.tsv`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

static BY_SPELLING: LazyLock<FxHashMap<String, &'static str>> = LazyLock::new(|| {
    let mut table = FxHashMap::default();
    for (code, names) in rows() {
        table.entry(code.to_owned()).or_insert(code);
        for name in names {
            table.entry(fold(name)).or_insert(code);
        }
    }
    table
});

static BY_CODE: LazyLock<FxHashMap<&'static str, &'static str>> =
    LazyLock::new(|| rows().filter_map(|(code, mut names)| Some((code, names.next()?))).collect());

fn rows() -> impl Iterator<Item = (&'static str, std::str::Split<'static, char>)> {
    include_str!("../data/countries.tsv").lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let (code, names) = line.split_once('\t')?;
        Some((code, names.split('\t')))
    })
}

/// The code of a country written as a name, a former name, an adjective, or a code of two or three letters.
pub fn code(text: &str) -> Option<&'static str> {
    BY_SPELLING.get(&fold(text)).copied()
}

/// The name to show for a code.
pub fn name(code: &str) -> Option<&'static str> {
    BY_CODE.get(code).copied()
}

/// Lower case, letters and digits only, one space between words, no article before it.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').filter(|w| !w.is_empty()) {
        if folded.is_empty() && word.eq_ignore_ascii_case("the") {
            continue;
        }
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase));
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_found_under_their_spellings() {
        assert_eq!(code("Iraq"), Some("iq"));
        assert_eq!(code("IQ"), Some("iq"));
        assert_eq!(code("the Netherlands"), Some("nl"));
        assert_eq!(code("USSR"), Some("su"));
        assert_eq!(code("Atlantis"), None);
        assert_eq!(name("iq"), Some("Iraq"));
    }
}
