//! No input makes reading fail, and its time grows no faster than its length.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test")]

mod double;

use std::time::Instant;

use proptest::prelude::*;
use sayso_news::{Document, Intake, Options, Reader, html, terminal};

fn options() -> Options {
    Options { today: jiff::civil::date(2026, 11, 24) }
}

#[track_caller]
fn reads(bytes: &[u8]) {
    let register = double::register();
    let reader = Reader::new(&register);
    for raw_text in [false, true] {
        let intake = Intake { raw_text, date: "2008-12-21".parse().ok(), ..Intake::default() };
        let document = Document::from_bytes(bytes, &intake);
        let reading = reader.read(&document, &options());
        let text: Vec<char> = reading.document.text.chars().collect();
        for mention in reading.parties.iter().flat_map(|p| &p.mentions) {
            assert_eq!(text[mention.start..mention.end].iter().collect::<String>(), mention.text);
        }
        for claim in &reading.claims {
            assert_eq!(text[claim.start..claim.end].iter().collect::<String>(), claim.quote);
        }
        let page = html::page(&reading);
        assert!(!page.contains("<script"));
        terminal::render(&reading, true);
        serde_json::to_string(&reading).unwrap();
    }
}

/// Words that reading looks for, in any order.
fn newsprint() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "The",
        "MKO",
        "MEK",
        "Mujahedin",
        "Khalq",
        "Organization",
        "(",
        ")",
        ",",
        ".",
        "“",
        "”",
        "\"",
        "'s",
        "’s",
        "has",
        "been",
        "blacklisted",
        "by",
        "both",
        "and",
        "the",
        "EU",
        "US",
        "United",
        "States",
        "Washington",
        "'s",
        "list",
        "blacklist",
        "terror",
        "removed",
        "from",
        "on",
        "in",
        "1997",
        "October",
        "8",
        "since",
        "said",
        "that",
        "would",
        "be",
        "to",
        "demand",
        "removal",
        "of",
        "designation",
        "group",
        "it",
        "They",
        "which",
        "is",
        "no",
        "longer",
        "not",
        "banned",
        "dealing",
        "with",
        "members",
        "Saddam",
        "Hussein",
        "al-",
        "Al",
        "Adviser",
        "according",
        "\n\n",
        "?",
        ";",
        "Iraqi",
        "government",
        "delisted",
        "revoked",
        "sanctions",
        "is",
        "off",
        "if",
        "ß",
        "é",
        "中",
        "ا",
        "🙂",
        "U.S.",
        "-",
        "—",
        "or",
        "known",
        "as",
    ]);
    prop::collection::vec((words, prop::sample::select(vec![" ", " ", " ", ""])), 0..60)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(word, space)| [word, space]).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_newsprint_is_read(text in newsprint()) {
        reads(text.as_bytes());
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        reads(&bytes);
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        reads(text.as_bytes());
    }

    #[test]
    fn any_page_is_read(pieces in prop::collection::vec(prop::sample::select(vec![
        "<html>", "<body>", "<p>", "</p>", "<div class='a", "'>", "</div>", "<meta name=date content=", "<script type='application/ld+json'>", "{\"datePublished\":",
        "\"2008-12-21\"}", "</script>", "<time datetime=", "<!--", "-->", "&amp;", "&#x110000;", "<title>", "MKO", "<", ">", "é", "\u{0}", "<table>", "<li>", "<a href=x>",
        "The MKO has been blacklisted by the EU.", "<svg>", "<![CDATA[", "]]>", "</body", "=", "\"",
    ]), 0..40)) {
        reads(format!("<!doctype html>{}", pieces.concat()).as_bytes());
    }
}

#[test]
fn extremes_are_read() {
    for text in [
        "who was blacklisted by the EU MKO".to_owned(),
        "that is on the EU blacklist".to_owned(),
        "(".repeat(20_000),
        "MKO ".repeat(20_000),
        "MKO, ".repeat(5_000),
        "The EU and ".repeat(5_000),
        "“".repeat(20_000),
        ". ".repeat(20_000),
        "...".repeat(20_000),
        "A-".repeat(20_000),
        "U.S.".repeat(20_000),
        "Mujahedin Khalq Organization (MKO) ".repeat(3_000),
        "by the EU ".repeat(5_000),
        "was blacklisted ".repeat(5_000),
        "removed from the list ".repeat(3_000),
        "the list of the ".repeat(5_000),
        "said that ".repeat(5_000),
        "1997 ".repeat(10_000),
        format!("<!doctype html>{}", "<div>".repeat(50_000)),
        format!("<!doctype html>{}", "<b><i>".repeat(20_000)),
        format!("<!doctype html>{}", "<meta ".repeat(20_000)),
        format!("<!doctype html>{}", "<p>a".repeat(20_000)),
        format!("<!doctype html>{}", "<title><script>".repeat(5_000)),
    ] {
        let start = Instant::now();
        reads(text.as_bytes());
        let seconds = start.elapsed().as_secs_f64();
        let head: String = text.chars().take(40).collect();
        eprintln!("{seconds:.2} s {head}");
        assert!(seconds < 20.0, "{seconds} s for {head}");
    }
}

#[test]
fn time_grows_with_length_only() {
    let paragraph = "The Iraqi government has ordered members of the Mujahedin Khalq Organization (MKO) to leave. The MKO has been blacklisted as a \
        terrorist organization by both the United States and the European Union, officials in Baghdad said on Sunday. Camp Ashraf is closed.\n\n";
    let register = double::register();
    let reader = Reader::new(&register);
    let seconds = |times: usize| {
        let text = paragraph.repeat(times);
        let start = Instant::now();
        let document = Document::from_text(&text, &Intake::default());
        let reading = reader.read(&document, &options());
        assert_eq!(reading.claims.len(), times);
        start.elapsed().as_secs_f64()
    };
    let (small, large) = (seconds(400), seconds(4_000));
    eprintln!("{:.2} MB in {large:.2} s", paragraph.len() as f64 * 4_000.0 / 1e6);
    assert!(large < small * 30.0 + 0.5, "{small} s, then {large} s for ten times the text");
}
