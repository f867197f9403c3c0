//! The article with its mentions and claims marked.

use std::fmt::Write;
use std::ops::Range;

use super::escape::push;
use crate::reading::Reading;

/// A stretch of text with the marks that lie on it, in code points.
struct Mark {
    place: Range<usize>,
    kind: Kind,
}

enum Kind {
    Mention { party: usize, listed: bool },
    Claim { number: usize },
}

/// Writes the headline with its marks where the text begins with it, else as it is. Gives back where the text behind it, and behind
/// its repetitions, begins.
pub(super) fn write_headline(page: &mut String, reading: &Reading) -> usize {
    let title = reading.document.title.as_deref().unwrap_or("Untitled article");
    let letters: Vec<char> = reading.document.text.chars().collect();
    let wanted: Vec<char> = title.chars().collect();
    let leading = letters.iter().take_while(|c| c.is_whitespace()).count();
    let stands = |at: usize| letters[at..].starts_with(&wanted) && letters.get(at + wanted.len()).is_none_or(|c| *c == '\n');
    if wanted.is_empty() || !stands(leading) {
        push(page, title);
        return 0;
    }
    let end = leading + wanted.len();
    write_range(page, &letters, leading..end, &marks(reading));
    let mut body = end;
    loop {
        let next = body + letters[body..].iter().take_while(|c| c.is_whitespace()).count();
        if next >= letters.len() || !stands(next) {
            return body;
        }
        body = next + wanted.len();
    }
}

/// Writes the text from `start` as paragraphs.
pub(super) fn write(page: &mut String, reading: &Reading, start: usize) {
    let letters: Vec<char> = reading.document.text.chars().collect();
    let marks = marks(reading);
    let mut at = start;
    page.push_str("<article>\n");
    for gap in paragraph_breaks(&letters)
        .into_iter()
        .chain(std::iter::once(letters.len()..letters.len()))
        .filter(|gap| gap.end >= start)
    {
        if gap.start > at {
            page.push_str("<p>");
            write_range(page, &letters, at..gap.start, &marks);
            page.push_str("</p>\n");
        }
        at = gap.end.max(at);
    }
    page.push_str("</article>\n");
}

/// Claims and mentions may overlap: the text is cut at each of their ends, and each piece wears what lies on it.
fn write_range(page: &mut String, letters: &[char], range: Range<usize>, marks: &[Mark]) {
    let first = marks.partition_point(|mark| mark.place.start < range.start.saturating_sub(LONGEST_MARK));
    let on_range: Vec<&Mark> = marks[first..]
        .iter()
        .take_while(|mark| mark.place.start < range.end)
        .filter(|mark| mark.place.end > range.start)
        .collect();
    let ends = on_range.iter().flat_map(|mark| [mark.place.start, mark.place.end]);
    let mut cuts: Vec<usize> = ends.map(|cut| cut.clamp(range.start, range.end)).chain([range.start, range.end]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut next = 0;
    let mut active: Vec<&Mark> = Vec::new();
    for piece in cuts.windows(2).map(|ends| ends[0]..ends[1]) {
        while next < on_range.len() && on_range[next].place.start <= piece.start {
            active.push(on_range[next]);
            next += 1;
        }
        active.retain(|mark| mark.place.end > piece.start);
        write_piece(page, &letters[piece.clone()].iter().collect::<String>(), &piece, &active);
    }
}

/// No claim or name is longer: sentences of this length are none.
const LONGEST_MARK: usize = 20_000;

fn marks(reading: &Reading) -> Vec<Mark> {
    let mentions = reading.parties.iter().enumerate().flat_map(|(party, named)| {
        let listed = named.matched.is_some();
        named.mentions.iter().map(move |m| Mark { place: m.start..m.end, kind: Kind::Mention { party, listed } })
    });
    let claims = reading
        .claims
        .iter()
        .enumerate()
        .map(|(index, c)| Mark { place: c.start..c.end, kind: Kind::Claim { number: index + 1 } });
    let mut marks: Vec<Mark> = mentions.chain(claims).collect();
    marks.sort_by_key(|mark| mark.place.start);
    marks
}

fn paragraph_breaks(letters: &[char]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let end = (at..letters.len()).find(|i| !letters[*i].is_whitespace()).unwrap_or(letters.len());
        if end > at && letters[at..end].iter().filter(|c| **c == '\n').count() >= 2 {
            found.push(at..end);
        }
        at = end.max(at + 1);
    }
    found
}

fn write_piece(page: &mut String, text: &str, piece: &Range<usize>, on: &[&Mark]) {
    let claims: Vec<usize> =
        on.iter().filter_map(|m| if let Kind::Claim { number } = m.kind { Some(number) } else { None }).collect();
    let mention =
        on.iter().find_map(|m| if let Kind::Mention { party, listed } = m.kind { Some((party, listed)) } else { None });
    if !claims.is_empty() {
        page.push_str("<span class=\"c\">");
    }
    match mention {
        Some((party, true)) => {
            let _ = write!(page, "<a class=\"m\" href=\"#p{party}\">");
            push(page, text);
            page.push_str("</a>");
        }
        Some((_, false)) => {
            page.push_str("<span class=\"m none\">");
            push(page, text);
            page.push_str("</span>");
        }
        None => push(page, text),
    }
    if !claims.is_empty() {
        page.push_str("</span>");
    }
    for mark in on.iter().filter(|m| m.place.end == piece.end) {
        if let Kind::Claim { number } = mark.kind {
            let _ = write!(page, "<a class=\"n\" href=\"#c{number}\" aria-label=\"Claim {number}\">{number}</a>");
        }
    }
}
