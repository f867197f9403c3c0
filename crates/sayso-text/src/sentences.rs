//! Where sentences begin and end, as byte ranges of the text.
//!
//! Made for news as it comes: abbreviations ("the U.S. State Department", "Gen. Petraeus"), quotes of one direction glued to words,
//! paragraphs by blank lines, hard-wrapped lines. The ranges ascend, do not overlap, hold no white space at their ends, and all of
//! the text outside them is white space. No input makes it fail. It does not tell headlines from sentences.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Whether a word's full stop may end a sentence as well.
static ABBREVIATIONS: LazyLock<HashMap<&'static str, bool>> = LazyLock::new(|| {
    let lines = include_str!("../data/abbreviations.txt").lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.strip_suffix('?').map_or((line, false), |word| (word, true))).collect()
});

/// Words that, capitalised behind an abbreviation that may end a sentence, most often open the next one.
const OPENERS: [&str; 34] = [
    "the", "a", "an", "in", "on", "at", "it", "its", "he", "she", "they", "we", "but", "and", "however", "this", "that",
    "these", "those", "there", "his", "her", "their", "after", "before", "since", "while", "when", "as", "if", "for", "by",
    "under", "i",
];

/// The sentences of a text.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let (end, ends) = match c {
            '\n' if line_ends_sentence(text, start, at) => (at, true),
            '.' | '!' | '?' | '…' => {
                let end = after_closers(text, at + c.len_utf8());
                (end, mark_ends_sentence(text, start, at..end, c))
            }
            '。' | '！' | '？' | '؟' | '۔' | '।' => (after_closers(text, at + c.len_utf8()), true),
            _ => continue,
        };
        if ends {
            push_trimmed(&mut found, text, start..end);
            start = end;
        }
        while chars.peek().is_some_and(|(next, _)| *next < end) {
            chars.next();
        }
    }
    push_trimmed(&mut found, text, start..text.len());
    found
}

fn push_trimmed(found: &mut Vec<Range<usize>>, text: &str, range: Range<usize>) {
    let piece = &text[range.clone()];
    let trimmed = piece.trim_start();
    let start = range.end - trimmed.len();
    let trimmed = trimmed.trim_end();
    if !trimmed.is_empty() {
        found.push(start..start + trimmed.len());
    }
}

/// A blank line always ends a sentence; a single line break does so behind a mark that ends one.
fn line_ends_sentence(text: &str, start: usize, at: usize) -> bool {
    let after = &text[at + 1..];
    let blank = after.chars().find(|c| !matches!(c, ' ' | '\t' | '\r')).is_none_or(|c| c == '\n');
    blank || text[start..at].trim_end().ends_with(['.', '!', '?', '…', '”', '"', ':'])
}

/// Whether the mark at the start of `marks` ends the sentence; `marks` holds the closing quotes and brackets behind it too.
fn mark_ends_sentence(text: &str, start: usize, marks: Range<usize>, mark: char) -> bool {
    let mark_end = marks.start + mark.len_utf8();
    let Some(next) = text[marks.end..].chars().next() else { return true };
    let glued_quote = text[mark_end..marks.end].ends_with(['”', '"', '’']) && next.is_uppercase();
    if !next.is_whitespace() && !glued_quote {
        return false;
    }
    let following = text[marks.end..].trim_start();
    let Some(first) = following.chars().find(|c| !is_opener(*c)) else { return true };
    if first.is_lowercase() || matches!(first, ',' | ';') {
        return false;
    }
    mark != '.' || !is_abbreviation(&text[start..marks.start], following, marks.end > mark_end)
}

fn is_opener(c: char) -> bool {
    matches!(c, '“' | '"' | '‘' | '\'' | '(' | '[' | '«' | '”' | '„')
}

/// Past quotes and brackets that close what ends here. A quote before a word and behind white space opens instead.
fn after_closers(text: &str, from: usize) -> usize {
    let closers = text[from..].chars().take_while(|c| matches!(c, '”' | '"' | '’' | '\'' | ')' | ']' | '»' | '.' | '!' | '?'));
    from + closers.map(char::len_utf8).sum::<usize>()
}

fn is_abbreviation(before: &str, following: &str, closed: bool) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || is_opener(c)).next().unwrap_or_default();
    if closed || word.is_empty() || word.len() > 12 {
        return false;
    }
    let opens = || {
        let next = following.split(|c: char| !c.is_alphanumeric()).find(|w| !w.is_empty()).unwrap_or_default();
        OPENERS.contains(&next.to_lowercase().as_str())
    };
    let mut letters = word.chars();
    let initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    match ABBREVIATIONS.get(word.to_lowercase().as_str()) {
        Some(may_end) => !(*may_end && opens()),
        None => initial || (is_dotted(word) && !opens()),
    }
}

/// Letters with stops between: `U.S.S.R`, `H.E`.
fn is_dotted(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sentences_end_at_marks() {
        check("One. Two! Three? Four", &["One.", "Two!", "Three?", "Four"]);
        check("  One…  Two. ", &["One…", "Two."]);
        check("", &[]);
        check("制裁。解除。", &["制裁。", "解除。"]);
    }

    #[test]
    fn abbreviations_end_none() {
        check(
            "The U.S. State Department said so. Gen. Petraeus left.",
            &["The U.S. State Department said so.", "Gen. Petraeus left."],
        );
        check("He lives in the U.S. The group left.", &["He lives in the U.S.", "The group left."]);
        check("George W. Bush met Mr. Smith.", &["George W. Bush met Mr. Smith."]);
        check("It cost 3.5 million. Next.", &["It cost 3.5 million.", "Next."]);
        check("See example.com for more. Then go.", &["See example.com for more.", "Then go."]);
    }

    #[test]
    fn quotes_stay_with_what_they_close() {
        check("“Stop!” he said. “Go.” They went.", &["“Stop!” he said.", "“Go.”", "They went."]);
        check(
            "leave in a”non-forcible”manner.\n\n“Staying”the statement said.",
            &["leave in a”non-forcible”manner.", "“Staying”the statement said."],
        );
        check("“It is over.”The statement ended.", &["“It is over.”", "The statement ended."]);
    }

    #[test]
    fn paragraphs_end_sentences_and_wrapped_lines_do_not() {
        check(
            "A title\n\nA sentence that\nis wrapped. Two.\nThree.",
            &["A title", "A sentence that\nis wrapped.", "Two.", "Three."],
        );
    }

    proptest! {
        #[test]
        fn what_is_outside_is_white_space(text in "\\PC*|[ .!?”“\"A-Za-z\\n’…]{0,200}") {
            let mut last = 0;
            for range in sentences(&text) {
                prop_assert!(text[last..range.start].trim().is_empty());
                prop_assert!(!text[range.clone()].is_empty());
                prop_assert_eq!(text[range.clone()].trim(), &text[range.clone()]);
                last = range.end;
            }
            prop_assert!(text[last..].trim().is_empty());
        }
    }
}
