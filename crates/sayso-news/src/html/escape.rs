//! Text into HTML: nothing of an article or a list becomes markup.

use std::fmt::Write;

/// Writes text with all that has a meaning in HTML, in text or between quotes, escaped.
pub(super) fn push(page: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => page.push_str("&amp;"),
            '<' => page.push_str("&lt;"),
            '>' => page.push_str("&gt;"),
            '"' => page.push_str("&quot;"),
            '\'' => page.push_str("&#39;"),
            // Marks that turn the direction of what stands around them: shown as what they are.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                let _ = write!(page, "<span class=\"small\">U+{:04X}</span>", c as u32);
            }
            _ if c.is_control() && c != '\n' => {}
            _ => page.push(c),
        }
    }
}

/// The same as a new string.
pub(super) fn escaped(text: &str) -> String {
    let mut page = String::with_capacity(text.len());
    push(&mut page, text);
    page
}

/// Whether an address may become a link: only the web's own schemes.
pub(super) fn is_web_address(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}
