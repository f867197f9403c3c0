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

/// Writes the article. Claims and mentions may overlap: the text is cut at each of their ends, and each piece wears what lies on it.
pub(super) fn write(page: &mut String, reading: &Reading) {
    let marks = marks(reading);
    let letters: Vec<char> = reading.document.text.chars().collect();
    let mut cuts: Vec<usize> =
        marks.iter().flat_map(|mark| [mark.place.start, mark.place.end]).chain([0, letters.len()]).collect();
    cuts.extend(paragraph_breaks(&letters).into_iter().flat_map(|gap| [gap.start, gap.end]));
    cuts.sort_unstable();
    cuts.dedup();
    let breaks = paragraph_breaks(&letters);
    page.push_str("<article>\n<p>");
    let mut active: Vec<usize> = Vec::new();
    let mut order: Vec<usize> = (0..marks.len()).collect();
    order.sort_by_key(|index| marks[*index].place.start);
    let (mut next, mut next_break) = (0, 0);
    for piece in cuts.windows(2).map(|ends| ends[0]..ends[1]) {
        while next < order.len() && marks[order[next]].place.start <= piece.start {
            active.push(order[next]);
            next += 1;
        }
        active.retain(|index| marks[*index].place.end > piece.start);
        while next_break < breaks.len() && breaks[next_break].end <= piece.start {
            next_break += 1;
        }
        if breaks.get(next_break).is_some_and(|gap| gap.start <= piece.start) {
            page.push_str("</p>\n<p>");
            continue;
        }
        let on: Vec<&Mark> = active.iter().map(|index| &marks[*index]).collect();
        write_piece(page, &letters[piece.clone()].iter().collect::<String>(), &piece, &on);
    }
    page.push_str("</p>\n</article>\n");
}

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
    mentions.chain(claims).collect()
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
