//! A reading for people at a terminal: what is claimed with the verdicts, then who is named.

use std::fmt::Write;

use crate::Polarity;
use crate::reading::{Claim, Party, Reading, SpanPart, Verdict};
use crate::verdict::Word;

/// Colours of ECMA-48, or none.
struct Pen {
    colour: bool,
}

impl Pen {
    fn paint(&self, code: &str, text: &str) -> String {
        let text = plain(text);
        if self.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text }
    }

    fn word(&self, word: Word) -> String {
        let code = match word {
            Word::Supported => "1;32",
            Word::Lifted => "1;33",
            Word::NotYet => "1;34",
            Word::Contradicted => "1;31",
            Word::NoRecord | Word::CannotTell => "2",
        };
        self.paint(code, word.as_str())
    }
}

/// No control character of an article or a list reaches the terminal, where it would be a command.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') { ' ' } else { c })
        .collect()
}

/// The reading as lines of text, the last one ended too.
pub fn render(reading: &Reading, colour: bool) -> String {
    let pen = Pen { colour };
    let mut out = String::new();
    let document = &reading.document;
    let _ = writeln!(out, "{}", pen.paint("1", document.title.as_deref().unwrap_or("Untitled article")));
    let day = document.published.as_deref().unwrap_or("date not known");
    let publisher = document.publisher.as_deref().map(|p| format!("{}, ", plain(p))).unwrap_or_default();
    let _ = writeln!(out, "{publisher}{}\n", plain(day));
    if reading.claims.is_empty() {
        out.push_str("Nothing about listings was found in it.\n\n");
    }
    reading.claims.iter().for_each(|claim| write_claim(&mut out, &pen, claim));
    if !reading.parties.is_empty() {
        let _ = writeln!(out, "{}", pen.paint("1", "Named"));
    }
    reading.parties.iter().for_each(|party| write_party(&mut out, &pen, party));
    out
}

fn write_claim(out: &mut String, pen: &Pen, claim: &Claim) {
    let subject = claim.subject.as_deref().unwrap_or("party not resolved");
    let _ = writeln!(out, "{}  {}", pen.paint("1", subject), claim.polarity.as_str());
    let _ = writeln!(out, "  “{}”", pen.paint("3", &claim.quote));
    if let Some(source) = &claim.said_by {
        let _ = writeln!(out, "  said by {}", plain(source));
    }
    if let Some(who) = &claim.demanded_by {
        let _ = writeln!(out, "  demanded by {}", plain(who));
    }
    if matches!(claim.polarity, Polarity::Demanded | Polarity::Denied | Polarity::Hypothetical) {
        out.push_str("  not said to be so, therefore no verdict\n");
    }
    claim.verdicts.iter().for_each(|verdict| write_verdict(out, pen, verdict));
    if claim.verdicts.len() > 1 && !claim.holds.is_empty() {
        let _ = writeln!(out, "  true of all {}", spans(&claim.holds));
    }
    out.push('\n');
}

fn write_verdict(out: &mut String, pen: &Pen, verdict: &Verdict) {
    let authority = verdict.authority_name.as_deref().unwrap_or("no authority named");
    let _ = write!(out, "  {:<20} {}", plain(authority), pen.word(verdict.verdict));
    if let Some(at) = &verdict.at {
        let _ = write!(out, " for {at}");
    }
    if verdict.from.is_some() || verdict.until.is_some() {
        let _ = write!(
            out,
            ": listed {} to {}",
            verdict.from.as_deref().unwrap_or("?"),
            verdict.until.as_deref().unwrap_or("this day")
        );
    }
    if verdict.authority.is_some() && verdict.today != verdict.verdict {
        let _ = write!(out, "; today {}", pen.word(verdict.today));
    }
    if let Some(reason) = &verdict.reason {
        let _ = write!(out, " ({})", plain(reason));
    }
    if verdict.from.is_none() && !verdict.holds.is_empty() {
        let _ = write!(out, "; true {}", spans(&verdict.holds));
    }
    out.push('\n');
    for source in &verdict.evidence {
        // A document that is an address itself needs no other.
        let url = if source.document.contains("://") { "" } else { &source.url };
        let parts = [source.document.as_str(), &source.locator, &source.version, url];
        let line: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).map(plain).collect();
        let _ = writeln!(out, "    {}", pen.paint("2", &line.join(", ")));
    }
}

fn write_party(out: &mut String, pen: &Pen, party: &Party) {
    let mentions = party.mentions.len();
    let times = if mentions == 1 { "once".to_owned() } else { format!("{mentions} times") };
    let _ = write!(out, "  {} ({}, {times})", plain(&party.name), party.kind);
    match &party.matched {
        None => out.push_str(": on no list that is loaded\n"),
        Some(matched) => {
            let _ = writeln!(out, ": {} {}, score {:.2}", plain(&matched.caption), pen.paint("2", &matched.id), matched.score);
            for listing in &matched.listings {
                let from = listing.from.as_deref().unwrap_or("?");
                let until = listing.end_in_words("in force");
                let status = listing.status.map(|s| format!("{s} then, ")).unwrap_or_default();
                let _ = writeln!(
                    out,
                    "    {:<20} {from} – {until}  {}  {status}{} today",
                    plain(&listing.authority_name),
                    plain(&listing.programme),
                    listing.today
                );
            }
        }
    }
}

fn spans(spans: &[SpanPart]) -> String {
    let end = |date: Option<sayso_record::PartialDate>, open: &str| date.map_or_else(|| open.to_owned(), |d| d.to_string());
    spans
        .iter()
        .map(|s| format!("from {} to {}", end(s.0.0, "an unknown day"), end(s.0.1, "this day")))
        .collect::<Vec<_>>()
        .join(", ")
}
