//! The day of publication where the text itself states it: a line that is a date, or a dateline ("BAGHDAD, December 21, 2008 -").
//!
//! Only whole dates count: a day without a year is not enough, and dates further down in the text are what it tells of.

use sayso_record::PartialDate;

use crate::calendar;
use crate::token::tokens;

/// How many lines from the top are looked at.
const LINES: usize = 8;
/// A line that gives the date and little else: "Published on Sunday, 21 December 2008 at 14:05".
const SHORT_LINE_BYTES: usize = 90;
/// A dateline stands within this of the start of its paragraph.
const DATELINE_BYTES: usize = 60;

/// The date of a text by its dateline.
pub(super) fn find(text: &str) -> Option<PartialDate> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).take(LINES).find_map(in_line)
}

fn in_line(line: &str) -> Option<PartialDate> {
    let head = line.char_indices().nth(SHORT_LINE_BYTES).map_or(line, |(at, _)| &line[..at]);
    let words = tokens(head);
    let (index, date) = (0..words.len()).find_map(|at| Some((at, calendar::date_at(head, &words, at)?)))?;
    let exact = date.value.is_exact().then_some(date.value)?;
    let before = head[..words[index].start].trim_end_matches([' ', ',', '(']);
    let rest = line[words[index + date.words - 1].end..].trim_start();
    let is_dateline =
        words[index].start <= DATELINE_BYTES && rest.starts_with(['-', '–', '—', '(', ')', '/', ':']) && is_place(before);
    let alone = line.len() <= SHORT_LINE_BYTES && (is_label(before) && rest.len() <= 30);
    (is_dateline || alone).then_some(exact)
}

/// What stands before the date in a dateline: nothing, or words with capitals ("BAGHDAD, Iraq").
fn is_place(before: &str) -> bool {
    tokens(before).iter().all(super::super::token::Token::is_capitalised) && tokens(before).len() <= 5
}

/// What stands before the date in a line of its own: nothing, a place, a weekday, "Published on", "Updated:".
fn is_label(before: &str) -> bool {
    const LABELS: [&str; 9] = ["published", "posted", "updated", "date", "on", "last", "modified", "by", "at"];
    let words = tokens(before);
    words.len() <= 5 && words.iter().all(|w| w.is_capitalised() || LABELS.contains(&before[w.range()].to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(find(text).map(|d| d.to_string()).unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn datelines_are_found() {
        check("Title\n\nBAGHDAD, December 21, 2008 - Iraq said on Sunday that it would.", "2008-12-21");
        check("Title\nPublished on Sunday, 21 December 2008\n\nIraq said.", "2008-12-21");
        check("2008-12-21\n\nIraq said.", "2008-12-21");
        check("Dec. 21, 2008 (Reuters)", "2008-12-21");
    }

    #[test]
    fn what_the_text_tells_of_is_no_dateline() {
        check("The group was designated on October 8, 1997 by the United States.", "");
        check("After the invasion in 2003, reports surfaced.", "");
        check("BAGHDAD, Dec 21 - Iraq said.", "");
    }
}
