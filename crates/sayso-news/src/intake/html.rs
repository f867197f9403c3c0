//! The body of an article out of its page. The extraction is rs-trafilatura's; here it is kept from failing.

use rs_trafilatura::page_type::PageType;
use rs_trafilatura::{Options, extract_with_options};

use super::markup::strip_tags;

/// Larger pages are not articles; their text is taken without looking for a body, in linear time.
const EXTRACT_BYTES: usize = 4 << 20;
/// Pages nested deeper would exhaust the stack of the extractor, which recurses. Real pages stay under 100.
const DEPTH: usize = 400;
/// An extraction shorter than this found no body.
const BODY_BYTES: usize = 40;

/// The text of the article: paragraphs with blank lines between.
pub(super) fn body(html: &str, url: Option<&str>, title: Option<&str>) -> String {
    let extracted = if html.len() <= EXTRACT_BYTES && depth(html) <= DEPTH { extract(html, url) } else { None };
    let body = match extracted {
        Some(text) if text.trim().len() >= BODY_BYTES => paragraphs(&text),
        _ => strip_tags(html),
    };
    match title {
        Some(title) if !starts_with(&body, title) => format!("{title}\n\n{body}"),
        _ => body,
    }
}

fn starts_with(body: &str, title: &str) -> bool {
    body.trim_start().to_lowercase().starts_with(&title.to_lowercase())
}

fn extract(html: &str, url: Option<&str>) -> Option<String> {
    // What is read here is an article; the extractor's guess at the kind of page is wrong more often.
    let options = Options { url: url.map(str::to_owned), page_type: Some(PageType::Article), ..Options::default() };
    // The extractor states no freedom from panics; an article that makes it panic is read without it.
    std::panic::catch_unwind(|| extract_with_options(html, &options).ok().map(|result| result.content_text)).ok().flatten()
}

fn paragraphs(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// How deep tags nest at most, as if each that opens and does not close by itself were to stay open. Scripts hold no tags.
fn depth(html: &str) -> usize {
    let (mut deepest, mut now, mut at) = (0_usize, 0_usize, 0_usize);
    while let Some(open) = html[at..].find('<').map(|offset| at + offset) {
        at = open + 1;
        let rest = &html[at..];
        if let Some(name) = ["script", "style", "!--"].into_iter().find(|name| starts_with_name(rest, name)) {
            let close = if name == "!--" { "-->" } else { "</" };
            at += rest.find(close).unwrap_or(rest.len());
            continue;
        }
        let end = rest.find(['<', '>']).unwrap_or(rest.len());
        match rest.as_bytes().first() {
            Some(b'/') if !is_void(&rest[1..]) => now = now.saturating_sub(1),
            Some(b) if b.is_ascii_alphabetic() && !is_void(rest) && !rest[..end].ends_with('/') => now += 1,
            _ => {}
        }
        deepest = deepest.max(now);
    }
    deepest
}

fn starts_with_name(rest: &str, name: &str) -> bool {
    rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
}

fn is_void(tag: &str) -> bool {
    const VOID: [&str; 11] = ["meta", "link", "br", "img", "input", "hr", "source", "p", "li", "td", "option"];
    let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    VOID.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_pages_do_not_exhaust_the_stack() {
        let html = format!("<html><body>{}<p>The text of it.</p></body></html>", "<div>".repeat(200_000));
        assert_eq!(body(&html, None, None).trim(), "The text of it.");
    }

    #[test]
    fn the_body_is_found_between_what_stands_around_it() {
        let html = "<html><body><nav><a href=/>Home</a><a href=/x>Sports</a></nav><article><h1>Iraq wants departure</h1>\
            <p>The Iraqi government has ordered the group to leave the country, officials said in a statement.</p>\
            <p>The group has been blacklisted as a terrorist organization by both the United States and the European Union.</p>\
            </article><footer>Copyright, all rights reserved, contact us</footer></body></html>";
        let text = body(html, None, Some("Iraq wants departure"));
        assert!(text.starts_with("Iraq wants departure\n\nThe Iraqi government"), "{text}");
        assert!(text.contains("the European Union.") && !text.contains("Sports"), "{text}");
    }
}
