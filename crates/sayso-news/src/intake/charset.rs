//! Bytes to text: byte order mark, then the charset a page or its transport names, then UTF-8, then Windows-1252.

use encoding_rs::{Encoding, WINDOWS_1252};

/// How far into a page its charset is looked for; browsers look at the first 1024 bytes.
const HEAD_BYTES: usize = 4096;

/// Decodes; bytes that are wrong in their charset become U+FFFD.
pub(super) fn decode(bytes: &[u8], named: Option<&str>) -> String {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[length..]).0.into_owned();
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let declared = named.and_then(|name| Encoding::for_label(name.as_bytes())).or_else(|| declared(bytes));
    match declared {
        Some(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
        None => fallback(bytes),
    }
}

/// A page that is UTF-8 but for a few broken bytes stays UTF-8.
fn fallback(bytes: &[u8]) -> String {
    let lossy = String::from_utf8_lossy(bytes);
    let broken = lossy.matches('\u{fffd}').count();
    let good = lossy.chars().filter(|c| !c.is_ascii() && *c != '\u{fffd}').count();
    if good > broken * 4 { lossy.into_owned() } else { WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned() }
}

/// `<meta charset=…>`, `<meta … content="text/html; charset=…">` or an XML declaration's `encoding="…"`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD_BYTES)]).to_ascii_lowercase();
    ["charset=", "encoding="].iter().find_map(|key| {
        let value = &head[head.find(key)? + key.len()..];
        let label: String = value
            .trim_start_matches(['"', '\'', ' '])
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
            .collect();
        Encoding::for_label(label.as_bytes())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn charsets_are_found_in_their_order() {
        assert_eq!(decode("naïve".as_bytes(), None), "naïve");
        assert_eq!(decode(b"na\xefve", None), "na\u{ef}ve");
        assert_eq!(decode(b"<meta charset=windows-1251>\xcc\xce", None), "<meta charset=windows-1251>МО");
        assert_eq!(decode(b"\xcc\xce", Some("windows-1251")), "МО");
        assert_eq!(decode(b"\xff\xfeM\0K\0O\0", None), "MKO");
        assert_eq!(decode(b"\xef\xbb\xbfMKO", None), "MKO");
    }
}
