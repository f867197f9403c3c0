//! Times that a text names: whole dates, months and years behind a preposition, stretches of years, weekdays where the day of
//! publication tells which.

use sayso_record::PartialDate;

use crate::article::Article;
use crate::calendar::date_at;

/// A time in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) words: std::ops::Range<usize>,
    /// In ISO 8601; a stretch as `1980/1988`.
    pub(crate) value: String,
}

/// The times of a text, in order.
pub(crate) fn find(article: &Article<'_>, published: Option<PartialDate>) -> Vec<Named> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < article.words.len() {
        match stretch(article, at).or_else(|| written(article, at)).or_else(|| weekday(article, at, published)) {
            Some(named) => {
                at = named.words.end;
                found.push(named);
            }
            None => at += 1,
        }
    }
    found
}

/// "from 1980-88", "1980-1988", "1980 to 1988".
fn stretch(article: &Article<'_>, at: usize) -> Option<Named> {
    let from = year(article.word(at))?;
    let (gap, next) = (article.gap(at).trim(), article.word(at + 1));
    let (last, end) = match gap {
        "-" | "–" => (next, at + 2),
        "" if article.is(at + 1, &["to"]) => (article.word(at + 2), at + 3),
        _ => return None,
    };
    let until = match last.len() {
        4 => year(last)?,
        2 => from / 100 * 100 + last.parse::<i16>().ok()?,
        _ => return None,
    };
    let first = if at > 0 && article.is(at - 1, &["from", "in", "between"]) { at - 1 } else { at };
    (from < until).then(|| Named { words: first..end, value: format!("{from}/{until}") })
}

fn year(word: &str) -> Option<i16> {
    if word.len() == 4 { word.parse().ok().filter(|year| (1900..=2100).contains(year)) } else { None }
}

/// A date; a bare year counts behind a preposition only, for it may be a number.
fn written(article: &Article<'_>, at: usize) -> Option<Named> {
    let date = date_at(article.text, &article.words, at)?;
    let behind = at > 0 && article.is(at - 1, &["in", "on", "since", "of", "from", "until", "by", "before", "after", "during"]);
    if date.words == 1 && !behind {
        return None;
    }
    let first = if behind && !article.is(at - 1, &["of"]) { at - 1 } else { at };
    Some(Named { words: first..at + date.words, value: date.value.to_string() })
}

/// "on Sunday" in an article of a known day: the last such day up to it.
fn weekday(article: &Article<'_>, at: usize, published: Option<PartialDate>) -> Option<Named> {
    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let wanted = DAYS.iter().position(|day| *day == article.word(at))?;
    let day = published.filter(|day| day.is_exact())?.earliest();
    let behind = at > 0 && article.is(at - 1, &["on", "last"]);
    let back = (day.weekday().to_monday_zero_offset() as usize + 7 - wanted) % 7;
    let value = (0..back).try_fold(day, |day, _| day.yesterday().ok())?;
    behind.then(|| Named { words: at - 1..at + 1, value: value.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let article = Article::new(text);
        let found = find(&article, "2008-12-21".parse().ok());
        assert_eq!(found.iter().map(|n| format!("{} = {}", article.surface(&n.words), n.value)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn times_are_found_with_their_value() {
        check("He said on Sunday that on Friday it came.", &["on Sunday = 2008-12-21", "on Friday = 2008-12-19"]);
        check("the war from 1980-88, the invasion in 2003", &["from 1980-88 = 1980/1988", "in 2003 = 2003"]);
        check("on October 8, 1997 some 2000 tanks", &["on October 8, 1997 = 1997-10-08"]);
    }
}
