//! Articles as pages: what the page states of itself, and what is shown of a reading.

mod double;

use sayso_news::{DateFrom, Document, Intake, Options, Reading, html, read, terminal};

const PAGE: &str = r#"<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Council lists group | Example Times</title>
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Council <lists> group","datePublished":"2008-12-21T23:30:00-05:00",
"publisher":{"@type":"Organization","name":"Example Times"}}</script></head><body><nav><a href="/">Home</a> <a href="/w">World</a></nav>
<article><h1>Council &lt;lists&gt; group</h1><p>BRUSSELS – Ministers spoke for hours on Sunday about the exiled group and its camp near Baghdad.</p>
<p>The Mujahedin Khalq Organization (MKO) has been blacklisted by the European Union, and the MKO &amp; its friends know &lt;script&gt;alert(1)&lt;/script&gt; it.</p>
</article><footer>All rights reserved. Subscribe to our newsletter.</footer></body></html>"#;

fn reading() -> Reading {
    let document = Document::from_bytes(PAGE.as_bytes(), &Intake::default());
    read(&document, &double::register(), &Options { today: jiff::civil::date(2026, 11, 24) })
}

#[test]
fn a_page_tells_its_title_publisher_and_date() {
    let reading = reading();
    assert_eq!(reading.document.title.as_deref(), Some("Council <lists> group"));
    assert_eq!(reading.document.publisher.as_deref(), Some("Example Times"));
    assert_eq!(reading.document.published.as_deref(), Some("2008-12-21"), "the day as written, in no other time zone");
    assert_eq!(reading.document.date_from, DateFrom::Metadata);
    assert_eq!(reading.document.language.as_deref(), Some("en"));
    assert!(!reading.document.text.contains("newsletter"), "{}", reading.document.text);
    assert_eq!(reading.claims.len(), 1);
    assert_eq!(reading.claims[0].verdicts[0].verdict.as_str(), "supported");
    assert_eq!(reading.times[0].value, "2008-12-21");
}

#[test]
fn the_page_shown_is_self_contained_and_escaped() {
    let page = html::page(&reading());
    assert!(page.contains("<h1>Council &lt;lists&gt; group</h1>"), "{page}");
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && !page.contains("<script"));
    for external in ["src=", "<link", "url(", "@import"] {
        assert!(!page.contains(external), "{external}");
    }
    assert!(page.contains("<svg") && page.contains("article 2008-12-21") && page.contains("today 2026-11-24"));
}

#[test]
fn the_terminal_gets_no_control_characters_without_colour() {
    let shown = terminal::render(&reading(), false);
    assert!(
        shown.contains("European Union       supported for 2008-12-21: listed 2002-05-02 to 2009-01-26; today lifted"),
        "{shown}"
    );
    assert!(shown.chars().all(|c| c == '\n' || !c.is_control()));
}
