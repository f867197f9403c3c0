//! Dates as English prose writes them, found among the words of a text.

use sayso_record::PartialDate;

use crate::token::{Case, Token};

/// A date in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) value: PartialDate,
    /// How many words it takes.
    pub(crate) words: usize,
}

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/// Years outside are numbers, not years: listings begin in the 20th century.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

fn month(text: &str, word: &Token) -> Option<u8> {
    if !matches!(word.case, Case::Capital | Case::Upper) {
        return None;
    }
    let name = text[word.range()].to_lowercase();
    let fits = |month: &str| {
        month == name || (name.len() == 3 && month.starts_with(&name)) || (name == "sept" && month == "september")
    };
    MONTHS.iter().position(|month| fits(month)).map(|index| index as u8 + 1)
}

fn number(text: &str, word: &Token) -> Option<i16> {
    let digits = text[word.range()].trim_end_matches(['t', 'h', 's', 'n', 'd', 'r']);
    if word.case == Case::Number && digits.len() <= 4 { digits.parse().ok() } else { None }
}

fn year(text: &str, word: &Token) -> Option<i16> {
    number(text, word).filter(|year| word.end - word.start == 4 && YEARS.contains(year))
}

fn day(text: &str, word: &Token) -> Option<u8> {
    number(text, word).filter(|day| (1..=31).contains(day) && word.end - word.start <= 4).map(|day| day as u8)
}

/// The date that begins at word `at`: `October 8, 1997`, `8 October 1997`, `the 8th of October 1997`, `1997-10-08`, `October 1997`,
/// `1997`.
pub(crate) fn date_at(text: &str, words: &[Token], at: usize) -> Option<Written> {
    let word = |offset: usize| words.get(at + offset);
    let written = |value: Option<PartialDate>, words| value.map(|value| Written { value, words });
    let first = word(0)?;
    if let Some(m) = month(text, first) {
        let whole = word(1).and_then(|w| day(text, w)).zip(word(2).and_then(|w| year(text, w)));
        if let Some((d, y)) = whole {
            return written(PartialDate::day(y, m, d), 3);
        }
        return written(PartialDate::month(word(1).and_then(|w| year(text, w))?, m), 2);
    }
    if let Some(y) = year(text, first) {
        if let Some(date) = iso(text, words, at) {
            return written(Some(date), 3);
        }
        return written(PartialDate::year(y), 1);
    }
    let d = day(text, first)?;
    let skip = usize::from(word(1).is_some_and(|w| &text[w.range()] == "of"));
    let m = word(1 + skip).and_then(|w| month(text, w))?;
    let y = word(2 + skip).and_then(|w| year(text, w))?;
    written(PartialDate::day(y, m, d), 3 + skip)
}

fn iso(text: &str, words: &[Token], at: usize) -> Option<PartialDate> {
    let last = words.get(at + 2)?;
    let written = &text[words[at].start..last.end];
    if written.len() == 10 { written.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tokens;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let words = tokens(text);
        let found = date_at(text, &words, 0).map(|d| format!("{} {}", d.value, d.words)).unwrap_or_default();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn dates_are_read_with_the_precision_they_have() {
        check("October 8, 1997", "1997-10-08 3");
        check("Oct. 8th, 1997", "1997-10-08 3");
        check("8 October 1997", "1997-10-08 3");
        check("8th of October 1997", "1997-10-08 4");
        check("1997-10-08", "1997-10-08 3");
        check("October 1997", "1997-10 2");
        check("1997", "1997 1");
        check("may 1997", "");
        check("31 February 1997", "");
        check("2,000 tanks", "");
        check("October 8", "");
    }
}
