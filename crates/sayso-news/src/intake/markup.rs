//! The little of HTML that is read here by hand: tags with their attributes, entities, whether a text is a page at all.

/// A start tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag {
    /// In lower case.
    pub(super) name: String,
    /// Names in lower case, values with entities resolved.
    pub(super) attributes: Vec<(String, String)>,
    /// Where the content behind it begins.
    pub(super) content: usize,
}

impl Tag {
    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// No tag of a page that is read for metadata is longer; longer ones are data, not markup.
const TAG_BYTES: usize = 20_000;

/// Whether a text is an HTML page.
pub(super) fn looks_like_html(text: &str) -> bool {
    let head: String =
        text.trim_start_matches('\u{feff}').trim_start().chars().take(4000).collect::<String>().to_ascii_lowercase();
    if head.starts_with("<!doctype html") || head.starts_with("<html") {
        return true;
    }
    head.starts_with('<') && ["<html", "<head", "<body", "<p>", "<div", "<article"].iter().any(|tag| head.contains(tag))
}

/// The start tags of the given names, in order. What stands inside a tag is no tag.
pub(super) fn start_tags<'a>(html: &'a str, names: &'a [&'a str]) -> impl Iterator<Item = Tag> + 'a {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let open = at + html[at..].find('<')?;
            let rest = &html[open + 1..];
            let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).take(32).count();
            let name = rest[..length].to_ascii_lowercase();
            at = open + 1;
            if names.contains(&name.as_str()) {
                let tag = read_tag(html, name, open + 1 + length);
                at = tag.content;
                return Some(tag);
            }
        }
    })
}

fn read_tag(html: &str, name: String, from: usize) -> Tag {
    let bytes = html.as_bytes();
    let limit = bytes.len().min(from + TAG_BYTES);
    let mut attributes = Vec::new();
    let mut at = from;
    while at < limit && bytes[at] != b'>' {
        if bytes[at].is_ascii_whitespace() || matches!(bytes[at], b'/' | b'=' | b'"' | b'\'') {
            at += 1;
            continue;
        }
        let key_end = end_of(bytes, at, limit, |b| b.is_ascii_whitespace() || matches!(b, b'=' | b'>' | b'/'));
        let key = String::from_utf8_lossy(&bytes[at..key_end]).to_ascii_lowercase();
        let mut value_at = end_of(bytes, key_end, limit, |b| !b.is_ascii_whitespace());
        let mut value = String::new();
        if value_at < limit && bytes[value_at] == b'=' {
            value_at = end_of(bytes, value_at + 1, limit, |b| !b.is_ascii_whitespace());
            let (start, end, next) = match bytes.get(value_at).copied() {
                Some(quote @ (b'"' | b'\'')) if value_at < limit => {
                    let end = end_of(bytes, value_at + 1, limit, |b| b == quote);
                    (value_at + 1, end, (end + 1).min(limit))
                }
                _ => {
                    let end = end_of(bytes, value_at, limit, |b| b.is_ascii_whitespace() || b == b'>');
                    (value_at, end, end)
                }
            };
            value = unescape(&String::from_utf8_lossy(&bytes[start.min(end)..end]));
            at = next;
        } else {
            at = value_at.max(at + 1);
        }
        attributes.push((key, value));
    }
    let mut content = (at + 1).min(bytes.len());
    while !html.is_char_boundary(content) {
        content += 1;
    }
    Tag { name, attributes, content }
}

fn end_of(bytes: &[u8], from: usize, limit: usize, stop: impl Fn(u8) -> bool) -> usize {
    (from..limit).find(|at| stop(bytes[*at])).unwrap_or(limit)
}

/// Resolves the entities that pages use in titles and text; others stay as they are.
pub(super) fn unescape(text: &str) -> String {
    const NAMED: [(&str, &str); 17] = [
        ("amp", "&"),
        ("lt", "<"),
        ("gt", ">"),
        ("quot", "\""),
        ("apos", "'"),
        ("nbsp", " "),
        ("ldquo", "“"),
        ("rdquo", "”"),
        ("lsquo", "‘"),
        ("rsquo", "’"),
        ("ndash", "–"),
        ("mdash", "—"),
        ("hellip", "…"),
        ("laquo", "«"),
        ("raquo", "»"),
        ("eacute", "é"),
        ("uuml", "ü"),
    ];
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|b| b == b';');
        let resolved = end.and_then(|end| {
            let name = &rest[1..end];
            let character = || {
                let number = name.strip_prefix('#')?;
                let code = match number.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                    None => number.parse().ok()?,
                };
                char::from_u32(code).map(String::from)
            };
            let named = NAMED.iter().find(|(known, _)| *known == name).map(|(_, text)| (*text).to_owned());
            named.or_else(character).map(|text| (text, end + 1))
        });
        let (text, length) = resolved.unwrap_or_else(|| ("&".to_owned(), 1));
        plain.push_str(&text);
        rest = &rest[length..];
    }
    plain.push_str(rest);
    plain
}

/// All text of a page without its tags, scripts and styles; blocks become paragraphs. For pages that the extractor finds nothing in.
pub(super) fn strip_tags(html: &str) -> String {
    const BLOCKS: [&str; 16] = [
        "p",
        "div",
        "br",
        "h1",
        "h2",
        "h3",
        "h4",
        "li",
        "ul",
        "tr",
        "td",
        "table",
        "article",
        "section",
        "blockquote",
        "title",
    ];
    const SKIPPED: [&str; 6] = ["script", "style", "noscript", "template", "svg", "head"];
    let mut plain = String::with_capacity(html.len() / 2);
    let mut at = 0;
    while let Some(offset) = html[at..].find('<') {
        plain.push_str(&unescape(&html[at..at + offset]));
        let open = at + offset;
        let name_at = open + 1 + usize::from(html[open + 1..].starts_with('/'));
        let length = html[name_at..].bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = html[name_at..name_at + length].to_ascii_lowercase();
        if length == 0 && !html[name_at..].starts_with(['!', '?']) {
            plain.push('<');
            at = open + 1;
            continue;
        }
        at = html[open..].find('>').map_or(html.len(), |end| open + end + 1);
        if SKIPPED.contains(&name.as_str()) && name_at == open + 1 {
            at = find_end_tag(html, at, &name);
        }
        if BLOCKS.contains(&name.as_str()) {
            plain.push_str("\n\n");
        }
    }
    plain.push_str(&unescape(&html[at..]));
    plain
}

fn find_end_tag(html: &str, from: usize, name: &str) -> usize {
    let close = html[from..]
        .match_indices("</")
        .find(|(at, _)| html[from + at + 2..].get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)));
    close.map_or(html.len(), |(at, _)| from + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_with_their_attributes() {
        let html = "<META name=date content='2008-12-21'><time datetime=\"2008&amp;\">x</time><meta broken='";
        let tags: Vec<Tag> = start_tags(html, &["meta", "time"]).collect();
        assert_eq!(tags[0].get("content"), Some("2008-12-21"));
        assert_eq!(tags[1].get("datetime"), Some("2008&"));
        assert_eq!(&html[tags[1].content..=tags[1].content], "x");
        assert_eq!(tags.len(), 3);
    }

    #[test]
    fn text_is_left_when_tags_are_gone() {
        assert_eq!(strip_tags("<p>a &lt; b<script>x<y</script></p>c < d").trim(), "a < b\n\nc < d");
        assert_eq!(unescape("&#x4d;&#75;&bogus;&"), "MK&bogus;&");
    }

    #[test]
    fn pages_are_told_from_text() {
        assert!(looks_like_html("\n<!DOCTYPE html><html>"));
        assert!(!looks_like_html("Iraq <said> so"));
    }
}
