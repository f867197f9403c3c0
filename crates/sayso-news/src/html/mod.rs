//! A reading as one self-contained page: the article with its marks, the verdicts beside it, each listed party's timeline.
//!
//! Everything that comes from outside is escaped; no script, no external resource; readable in light and dark and in print.

mod article;
mod escape;
mod timeline;

use std::fmt::Write;

use escape::{escaped, is_web_address, push};
use sayso_record::{PartialDate, Source};

use crate::intake::DateFrom;
use crate::reading::{Claim, Party, Reading, SpanPart, Verdict};

/// Sources shown for a verdict; the JSON has all.
const SOURCES: usize = 3;

/// The page.
pub fn page(reading: &Reading) -> String {
    let mut page = String::with_capacity(reading.document.text.len() * 2 + 20_000);
    let title = reading.document.title.as_deref().unwrap_or("Untitled article");
    page.push_str("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.push_str(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>",
    );
    push(&mut page, title);
    page.push_str(" – sayso</title>\n<style>\n");
    page.push_str(include_str!("style.css"));
    page.push_str("</style>\n</head>\n<body>\n<div class=\"wrap\">\n");
    let start = header(&mut page, reading);
    page.push_str("<div class=\"grid\">\n");
    article::write(&mut page, reading, start);
    page.push_str("<aside>\n<h2>What it claims of lists</h2>\n");
    claims(&mut page, reading);
    page.push_str("</aside>\n</div>\n");
    parties(&mut page, reading);
    footer(&mut page, reading);
    page.push_str("</div>\n</body>\n</html>\n");
    page
}

/// Gives back where the text behind the headline begins.
fn header(page: &mut String, reading: &Reading) -> usize {
    page.push_str("<header>\n<p class=\"eyebrow\">sayso reading</p>\n<h1>");
    let start = article::write_headline(page, reading);
    page.push_str("</h1>\n<p class=\"meta\">");
    let document = &reading.document;
    let mut parts: Vec<String> = document.publisher.iter().map(|p| escaped(p)).collect();
    parts.push(match (&document.published, document.date_from) {
        (Some(day), DateFrom::Argument) => format!("{} (date as given)", escaped(day)),
        (Some(day), DateFrom::Metadata) => format!("{} (date from the page)", escaped(day)),
        (Some(day), _) => format!("{} (date from the text)", escaped(day)),
        (None, _) => "date not known".to_owned(),
    });
    if let Some(url) = document.url.as_deref() {
        parts.push(link(url, url));
    }
    page.push_str(&parts.join(" · "));
    page.push_str("</p>\n</header>\n");
    start
}

fn link(url: &str, text: &str) -> String {
    if is_web_address(url) {
        format!("<a href=\"{}\" rel=\"noreferrer\">{}</a>", escaped(url), escaped(text))
    } else {
        escaped(text)
    }
}

fn claims(page: &mut String, reading: &Reading) {
    if reading.claims.is_empty() {
        page.push_str("<p class=\"fact\">Nothing about listings was found in it.</p>\n");
    }
    for (index, claim) in reading.claims.iter().enumerate() {
        claim_card(page, index + 1, claim);
    }
}

fn claim_card(page: &mut String, number: usize, claim: &Claim) {
    let _ =
        write!(page, "<section class=\"card\" id=\"c{number}\">\n<div class=\"head\"><span class=\"n\">{number}</span><span>");
    push(page, claim.subject.as_deref().unwrap_or("Party not resolved"));
    let _ = write!(page, "</span><span class=\"tag\">{}</span></div>\n<blockquote>", claim.polarity.as_str());
    push(page, &claim.quote);
    page.push_str("</blockquote>\n");
    let voice = claim
        .said_by
        .as_deref()
        .map_or_else(|| "In the article’s own voice".to_owned(), |source| format!("Said by: {}", escaped(source)));
    let demand = claim.demanded_by.as_deref().map(|who| format!(" · demanded by {}", escaped(who))).unwrap_or_default();
    let _ = writeln!(page, "<p class=\"said\">{voice}{demand}</p>");
    if !claim.polarity.is_asserted() {
        page.push_str("<p class=\"fact\">Not said to be so, therefore no verdict.</p>\n");
    }
    if !claim.verdicts.is_empty() {
        page.push_str("<ul class=\"verdicts\">\n");
        claim.verdicts.iter().for_each(|verdict| verdict_row(page, verdict));
        page.push_str("</ul>\n");
    }
    if claim.verdicts.len() > 1 && !claim.holds.is_empty() {
        let _ = writeln!(page, "<p class=\"said\"><b>True of all</b> {}</p>", spans(&claim.holds));
    }
    page.push_str("</section>\n");
}

fn verdict_row(page: &mut String, verdict: &Verdict) {
    let word = verdict.verdict.as_str();
    page.push_str("<li><div class=\"row\"><span>");
    push(page, verdict.authority_name.as_deref().unwrap_or("No authority named"));
    let _ = writeln!(page, "</span><span class=\"word {}\">{word}</span></div>", word.replace(' ', "-"));
    let mut facts: Vec<String> = Vec::new();
    if let Some(at) = &verdict.at {
        facts.push(format!("judged for {}", escaped(at)));
    }
    if verdict.from.is_some() || verdict.until.is_some() {
        facts.push(format!(
            "listing from {} to {}",
            escaped(verdict.from.as_deref().unwrap_or("?")),
            escaped(verdict.until.as_deref().unwrap_or("this day"))
        ));
    }
    if verdict.authority.is_some() && verdict.today != verdict.verdict {
        let word = verdict.today.as_str();
        facts.push(format!("today: <b class=\"{}\">{word}</b>", word.replace(' ', "-")));
    }
    if let Some(reason) = &verdict.reason {
        facts.push(escaped(reason));
    }
    if verdict.from.is_none() && !verdict.holds.is_empty() {
        facts.push(format!("true {}", spans(&verdict.holds)));
    }
    let _ = writeln!(page, "<p class=\"fact\">{}</p>", facts.join(" · "));
    for source in verdict.evidence.iter().take(SOURCES) {
        let _ = writeln!(page, "<p class=\"fact\">{}</p>", source_line(source));
    }
    if verdict.evidence.len() > SOURCES {
        let _ = writeln!(page, "<p class=\"fact\">and {} more sources</p>", verdict.evidence.len() - SOURCES);
    }
    page.push_str("</li>\n");
}

fn source_line(source: &Source) -> String {
    let document = if source.document.is_empty() { "list entry" } else { &source.document };
    let mut parts = vec![link(&source.url, document)];
    parts.extend([&source.locator, &source.version].into_iter().filter(|part| !part.is_empty()).map(|part| escaped(part)));
    format!("Source: {}", parts.join(", "))
}

fn spans(spans: &[SpanPart]) -> String {
    let one = |span: &SpanPart| {
        let end = |date: Option<PartialDate>, open: &str| date.map_or_else(|| open.to_owned(), |d| d.to_string());
        format!("from {} to {}", end(span.0.0, "an unknown day"), end(span.0.1, "this day"))
    };
    spans.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn parties(page: &mut String, reading: &Reading) {
    let day = reading.document.published.as_ref().and_then(|d| d.parse().ok());
    let today = reading.today.parse::<PartialDate>().map(PartialDate::earliest).unwrap_or_default();
    page.push_str("<section class=\"party\">\n<h2>Who is named</h2>\n");
    for (index, party) in reading.parties.iter().enumerate().filter(|(_, p)| p.matched.is_some()) {
        party_card(page, index, party, day, today);
    }
    let unlisted: Vec<String> = reading.parties.iter().filter(|p| p.matched.is_none()).map(|p| escaped(&p.name)).collect();
    if !unlisted.is_empty() {
        let _ = writeln!(page, "<p class=\"fact\">On no list that is loaded: {}.</p>", unlisted.join(", "));
    }
    page.push_str("</section>\n");
}

fn party_card(page: &mut String, index: usize, party: &Party, day: Option<PartialDate>, today: jiff::civil::Date) {
    let Some(matched) = &party.matched else { return };
    let _ = write!(page, "<div class=\"card\" id=\"p{index}\">\n<div class=\"head\"><span>");
    push(page, &party.name);
    let times =
        if party.mentions.len() == 1 { "named once".to_owned() } else { format!("named {} times", party.mentions.len()) };
    let _ = write!(
        page,
        "</span><span class=\"tag\">{}</span><span class=\"tag\">{times}</span></div>\n<p class=\"fact\">",
        party.kind
    );
    if !party.aliases.is_empty() {
        let _ = write!(page, "Also as {}. ", escaped(&party.aliases.join(", ")));
    }
    let _ = write!(page, "In the record: {} ({}), score {:.2}", escaped(&matched.caption), escaped(&matched.id), matched.score);
    if matched.namesakes > 0 {
        let _ = write!(page, "; {} others bear this name", matched.namesakes);
    }
    page.push_str("</p>\n");
    if matched.listings.is_empty() {
        page.push_str("<p class=\"fact\">No listing is recorded.</p>\n");
    } else {
        timeline::write(page, &party.name, &matched.listings, day, today);
    }
    page.push_str("</div>\n");
}

fn footer(page: &mut String, reading: &Reading) {
    page.push_str("<footer>sayso reports who lists whom and who says what; it accuses nobody. A missing list gives “no record”, never “not listed”. Today is ");
    push(page, &reading.today);
    page.push_str("; edition ");
    push(page, &reading.edition);
    page.push_str(".</footer>\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_from_outside_becomes_markup() {
        assert_eq!(escaped("<script>\"'&\u{202e}"), "&lt;script&gt;&quot;&#39;&amp;<span class=\"small\">U+202E</span>");
        assert_eq!(link("javascript:alert(1)", "x<"), "x&lt;");
    }
}
