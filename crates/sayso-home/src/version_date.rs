//! Which version a file is: said by the user, by the file itself, or by its name; never guessed, never today.

use std::path::Path;

use jiff::civil::Date;
use sayso_record::VersionId;

/// The version that a path names: the first `2021-08-20`, `2021-08-20.2` or `20210820` in the file name, else in its folder's name.
pub(crate) fn from_path(path: &Path) -> Option<VersionId> {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
    let folder = path.parent().and_then(Path::file_name).map(|n| n.to_string_lossy().into_owned());
    name.as_deref().and_then(from_text).or_else(|| folder.as_deref().and_then(from_text))
}

fn from_text(text: &str) -> Option<VersionId> {
    (0..text.len()).filter(|at| text.is_char_boundary(*at)).find_map(|at| dashed(&text[at..]).or_else(|| plain(text, at)))
}

fn dashed(text: &str) -> Option<VersionId> {
    let version: VersionId = text.get(..10)?.parse().ok()?;
    // `2021-08-20.2_sdn.csv` is the second version of its day; `2021-08-20.csv` is the first.
    let number = text[10..].strip_prefix('.').map_or("", |rest| &rest[..rest.bytes().take_while(u8::is_ascii_digit).count()]);
    Some(format!("{version}.{number}").parse().unwrap_or(version))
}

fn plain(text: &str, at: usize) -> Option<VersionId> {
    let digits = text.get(at..at + 8).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
    let neighbour = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    if neighbour(text.as_bytes().get(at + 8)) || at > 0 && neighbour(text.as_bytes().get(at - 1)) {
        return None;
    }
    let day = Date::new(digits[..4].parse().ok()?, digits[4..6].parse().ok()?, digits[6..].parse().ok()?).ok()?;
    (1990..2100).contains(&day.year()).then(|| VersionId::of(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, expected: &str) {
        assert_eq!(from_path(Path::new(path)).map(|v| v.to_string()).unwrap_or_default(), expected, "{path}");
    }

    #[test]
    fn versions_are_read_from_names() {
        check("jd/2021-08-18_f2dad113.sdn.csv", "2021-08-18");
        check("jd/2021-08-20.2_f2.sdn.csv", "2021-08-20.2");
        check("jd/2021-08-20.csv", "2021-08-20");
        check("sdn_20210820.csv", "2021-08-20");
        check("2019-01-04_watchman/sdn.csv", "2019-01-04");
        check("sdn.csv", "");
        check("abc123456789012.csv", "");
        check("2021-13-45.csv", "");
    }
}
