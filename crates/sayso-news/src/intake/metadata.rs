//! What a page states of itself to machines: title, publisher, date, language, address.
//!
//! Of several dates the one of publication rules: JSON-LD `datePublished`, then the meta tags of publication, then `<time>`, then
//! the address. Dates keep the day they are written with: no time zone moves them.

use sayso_record::{PartialDate, date};
use serde_json::Value;

use super::markup::{Tag, start_tags, unescape};

/// What was found.
#[derive(Debug, Default, Clone)]
pub(super) struct Metadata {
    pub(super) title: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) date: Option<PartialDate>,
    pub(super) language: Option<String>,
    pub(super) url: Option<String>,
}

/// Names of meta tags that hold the day of publication, best first.
const DATE_KEYS: [&str; 16] = [
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date_published",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "date",
    "og:pubdate",
    "article.published",
];
const TITLE_KEYS: [&str; 4] = ["og:title", "twitter:title", "dc.title", "headline"];
const PUBLISHER_KEYS: [&str; 4] = ["og:site_name", "application-name", "dc.publisher", "publisher"];

/// Reads a page's metadata.
pub(super) fn read(html: &str) -> Metadata {
    let tags: Vec<Tag> = start_tags(html, &["meta", "html", "title", "time", "link", "script", "h1"]).collect();
    let linked = linked_data(html, &tags);
    let meta = |keys: &[&str]| keys.iter().find_map(|key| meta_value(&tags, key));
    let linked_text = |key: &str| linked.iter().find_map(|object| text_of(object.get(key)?));
    Metadata {
        title: linked_text("headline")
            .or_else(|| meta(&TITLE_KEYS))
            .or_else(|| element(html, &tags, "title"))
            .map(|t| one_line(&t)),
        publisher: linked
            .iter()
            .find_map(|object| text_of(object.get("publisher")?))
            .or_else(|| meta(&PUBLISHER_KEYS))
            .map(|t| one_line(&t)),
        date: linked_text("datePublished")
            .and_then(|text| day(&text))
            .or_else(|| DATE_KEYS.iter().find_map(|key| day(&meta_value(&tags, key)?)))
            .or_else(|| tags.iter().filter(|t| t.name == "time").find_map(|t| day(t.get("datetime")?))),
        language: tags.iter().find(|t| t.name == "html").and_then(|t| language(t.get("lang")?)),
        url: tags
            .iter()
            .find(|t| t.name == "link" && t.get("rel") == Some("canonical"))
            .and_then(|t| t.get("href").map(str::to_owned))
            .or_else(|| meta(&["og:url"])),
    }
}

fn meta_value(tags: &[Tag], key: &str) -> Option<String> {
    let has_key = |tag: &&Tag| {
        ["property", "name", "itemprop", "http-equiv"]
            .iter()
            .any(|name| tag.get(name).is_some_and(|v| v.eq_ignore_ascii_case(key)))
    };
    let tag = tags.iter().filter(|tag| tag.name == "meta").find(has_key)?;
    tag.get("content").map(str::to_owned).filter(|value| !value.trim().is_empty())
}

fn element(html: &str, tags: &[Tag], name: &str) -> Option<String> {
    let tag = tags.iter().find(|tag| tag.name == name)?;
    let content = &html[tag.content..];
    let text = unescape(&content[..content.find('<')?]);
    (!text.trim().is_empty()).then_some(text)
}

/// The objects of all JSON-LD blocks that tell of an article: those with a headline or a date of publication.
fn linked_data(html: &str, tags: &[Tag]) -> Vec<Value> {
    let mut objects = Vec::new();
    for tag in tags.iter().filter(|t| t.name == "script" && t.get("type").is_some_and(|v| v.contains("ld+json"))) {
        let content = &html[tag.content..];
        let json = &content[..content.find("</").unwrap_or(content.len())];
        if let Ok(value) = serde_json::from_str(json.trim()) {
            collect_articles(value, &mut objects);
        }
    }
    objects
}

fn collect_articles(value: Value, into: &mut Vec<Value>) {
    match value {
        Value::Array(items) => items.into_iter().for_each(|item| collect_articles(item, into)),
        Value::Object(mut object) => {
            let graph = object.remove("@graph");
            if object.contains_key("datePublished") || object.contains_key("headline") {
                into.push(Value::Object(object));
            }
            if let Some(graph) = graph {
                collect_articles(graph, into);
            }
        }
        _ => {}
    }
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(unescape(text)),
        Value::Array(items) => items.iter().find_map(text_of),
        Value::Object(object) => text_of(object.get("name")?),
        _ => None,
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn language(tag: &str) -> Option<String> {
    let code: String = tag.chars().take_while(char::is_ascii_alphabetic).collect();
    matches!(code.len(), 2 | 3).then(|| code.to_lowercase())
}

/// The day that a metadata date names.
fn day(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    if text.len() >= 8 && text.is_char_boundary(8) && text[..8].bytes().all(|b| b.is_ascii_digit()) {
        return format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..8]).parse().ok();
    }
    let value = date::parse_loose(text).or_else(|| date::parse_loose(text.get(..10)?)).or_else(|| written(text))?;
    value.from().filter(|from| value.until() == Some(*from) && from.is_exact())
}

/// "Sun, 21 Dec 2008 14:05:00 GMT" and the like.
fn written(text: &str) -> Option<date::DateValue> {
    let words = crate::token::tokens(text);
    let found = (0..words.len()).find_map(|at| crate::calendar::date_at(text, &words, at).filter(|d| d.value.is_exact()))?;
    Some(date::DateValue::exact(found.value))
}

/// The date in an address: `/2008/12/21/`, `/2008-12-21-`, `/20081221/`.
pub(super) fn date_in_url(url: &str) -> Option<PartialDate> {
    let mut numbers = url.split(['/', '-', '_', '.']).peekable();
    while let Some(part) = numbers.next() {
        let digits = part.bytes().all(|b| b.is_ascii_digit());
        if digits && part.len() == 8 && (part.starts_with("19") || part.starts_with("20")) {
            return format!("{}-{}-{}", &part[..4], &part[4..6], &part[6..]).parse().ok();
        }
        if digits && part.len() == 4 && (part.starts_with("19") || part.starts_with("20")) {
            let mut rest = numbers.clone();
            let two = |part: Option<&str>| part.filter(|p| matches!(p.len(), 1 | 2)).and_then(|p| p.parse::<u8>().ok());
            if let (Some(month), Some(day)) = (two(rest.next()), two(rest.next())) {
                return PartialDate::day(part.parse().ok()?, month, day);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_date(html: &str, expected: &str) {
        assert_eq!(read(html).date.map(|d| d.to_string()).unwrap_or_default(), expected, "{html}");
    }

    #[test]
    fn dates_are_found_where_pages_state_them() {
        check_date(
            r#"<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","datePublished":"2008-12-21T00:30:00+03:00"}]}</script>"#,
            "2008-12-21",
        );
        check_date("<meta name='date' content='20081221'>", "2008-12-21");
        check_date("<meta content='Sun, 21 Dec 2008 14:05:00 GMT' itemprop='datePublished'>", "2008-12-21");
        check_date("<time datetime='2008-12-21 10:00'>", "2008-12-21");
        check_date("<script type='application/ld+json'>{broken</script>", "");
    }

    #[test]
    fn an_address_may_hold_the_date() {
        assert_eq!(date_in_url("https://x.org/2008/12/21/a-b").map(|d| d.to_string()), Some("2008-12-21".into()));
        assert_eq!(date_in_url("https://x.org/news/20081221/a").map(|d| d.to_string()), Some("2008-12-21".into()));
        assert_eq!(date_in_url("https://x.org/2008/13/41/a"), None);
        assert_eq!(date_in_url("https://x.org/news/1234"), None);
    }

    #[test]
    fn the_title_comes_without_its_markup() {
        let html =
            "<html lang='en-GB'><head><title>A &amp; B\n | Paper</title><meta property='og:site_name' content='Paper'></head>";
        let found = read(html);
        assert_eq!(found.title.as_deref(), Some("A & B | Paper"));
        assert_eq!(found.publisher.as_deref(), Some("Paper"));
        assert_eq!(found.language.as_deref(), Some("en"));
    }
}
