//! Plain text as it comes: what is no text is dropped, the words stay as they are.
//!
//! Dropped: `[IMG]` and its like, control characters, white space around lines, more than one blank line. Quotes keep the direction
//! the article gave them, so that a quotation of ours can be found in the original.

use std::ops::Range;

/// Marks that text dumps leave where a picture or film stood.
const MARKERS: [&str; 8] = ["[IMG]", "[img]", "[IMAGE]", "[Image]", "[image]", "[VIDEO]", "[Video]", "[video]"];

/// A headline is no longer than this; longer first lines are text.
const TITLE_CHARS: usize = 160;

/// The text as it is shown.
pub(super) fn clean(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut blank = false;
    for line in text.split(['\n', '\u{2028}', '\u{2029}']) {
        let line = clean_line(line);
        if line.is_empty() {
            blank = !shown.is_empty();
            continue;
        }
        if !shown.is_empty() {
            shown.push_str(if blank { "\n\n" } else { "\n" });
        }
        blank = false;
        shown.push_str(&line);
    }
    shown
}

fn clean_line(line: &str) -> String {
    let mut kept = String::with_capacity(line.len());
    let mut at = 0;
    while let Some(c) = line[at..].chars().next() {
        if c == '['
            && let Some(marker) = MARKERS.iter().find(|m| line[at..].starts_with(**m))
        {
            at += marker.len();
            continue;
        }
        at += c.len_utf8();
        match c {
            _ if c.is_whitespace() => {
                if !kept.is_empty() && !kept.ends_with(' ') {
                    kept.push(' ');
                }
            }
            '\u{200b}' | '\u{feff}' | '\u{ad}' => {}
            _ if c.is_control() => {}
            _ => kept.push(c),
        }
    }
    kept.truncate(kept.trim_end().len());
    kept
}

/// The headline: a first line that stands alone and does not end as a sentence does.
pub(super) fn title(text: &str) -> Option<Range<usize>> {
    let start = text.len() - text.trim_start().len();
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let line = text[start..end].trim_end();
    let stands_alone = text[end..].lines().nth(1).is_some_and(|next| next.trim().is_empty())
        || text[end..].lines().nth(1).map(str::trim) == Some(line);
    let is_title = !line.is_empty() && line.chars().count() <= TITLE_CHARS && !line.ends_with(['.', ':', ',', '”', '"']);
    (stands_alone && is_title).then_some(start..start + line.len())
}

/// Lines among the first few behind the headline that say it again.
pub(super) fn repeats(text: &str, title: Range<usize>) -> Vec<Range<usize>> {
    let wanted = text[title.clone()].to_lowercase();
    let mut found = Vec::new();
    let mut at = title.end;
    for line in text[title.end..].split_inclusive('\n').take(8) {
        let trimmed = line.trim();
        if trimmed.to_lowercase() == wanted {
            let start = at + (line.len() - line.trim_start().len());
            found.push(start..start + trimmed.len());
        }
        at += line.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_is_dropped() {
        assert_eq!(clean("T\r\n\r\n\r\n[IMG] In  recent\u{a0}months\t.\n\n"), "T\n\nIn recent months .");
        assert_eq!(clean("a\u{0}b\u{200b}c"), "abc");
        assert_eq!(clean(""), "");
    }

    #[test]
    fn a_headline_is_read_once() {
        let text = "Iraq wants departure\n\nIraq wants departure\n\nThe government said so.";
        assert_eq!(title(text), Some(0..20));
        assert_eq!(repeats(text, 0..20), std::iter::once(22..42).collect::<Vec<_>>());
        assert_eq!(title("A sentence.\n\nAnother."), None);
        assert_eq!(title("One line only"), None);
    }
}
