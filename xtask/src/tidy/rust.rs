//! What every Rust file holds: it opens with what it answers, has no `unsafe` outside the image reader, and reads nothing of the
//! world in the pure rooms.

use super::Fault;

/// Lines of a file without its tests from which on it should be split.
const LONG_FILE: usize = 600;

/// What the pure rooms may not touch, and what it is.
const IMPURE: &[(&str, &str)] = &[
    ("std::fs", "files"),
    ("std::env", "the environment"),
    ("std::net", "the network"),
    ("std::process", "processes"),
    ("io::stdin", "standard input"),
    ("SystemTime", "a clock"),
    ("Instant", "a clock"),
    ("Zoned::now", "a clock"),
    ("Timestamp::now", "a clock"),
    ("thread_rng", "randomness"),
    ("RandomState", "randomness"),
];

/// The faults of a file.
pub(super) fn check(path: &str, text: &str, pure: &[String]) -> Vec<Fault> {
    let mut faults = Vec::new();
    if !text.starts_with("//!") && !path.ends_with("/tests.rs") {
        faults.push(Fault::new(
            path,
            "does not open with //!: say what it answers, what the caller may rely on, what it will not do",
        ));
    }
    let code = code_of(text);
    if !path.starts_with("crates/sayso-edition/") {
        let lines = code.lines().enumerate().filter(|(_, line)| has_word(line, "unsafe") || line.contains("(unsafe_code"));
        faults.extend(
            lines.map(|(n, _)| Fault::new(format!("{path}:{}", n + 1), "unsafe stands only in sayso-edition's image reader")),
        );
    }
    if pure.iter().any(|room| path.starts_with(&format!("crates/{room}/src/"))) && !is_tests(path) {
        for (n, line) in code.lines().take(lines_before_tests(text)).enumerate() {
            for (_, what) in IMPURE.iter().filter(|(word, _)| has_word(line, word)) {
                faults
                    .push(Fault::new(format!("{path}:{}", n + 1), format!("a pure room reads {what}; take it as an argument")));
            }
        }
    }
    faults
}

/// What is worth a look and is no fault.
pub(super) fn remarks(path: &str, text: &str) -> Option<Fault> {
    let lines = lines_before_tests(text);
    (lines > LONG_FILE && !is_tests(path))
        .then(|| Fault::new(path, format!("{lines} lines; {LONG_FILE} is the point to split")))
}

fn is_tests(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/")
}

/// The lines before the module of tests at the end.
fn lines_before_tests(text: &str) -> usize {
    text.lines().position(|line| line == "#[cfg(test)]").unwrap_or_else(|| text.lines().count())
}

fn has_word(line: &str, word: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        !line[..at].chars().next_back().is_some_and(is_name) && !line[at + word.len()..].chars().next().is_some_and(is_name)
    })
}

/// The text with comments and literals blanked, line for line.
fn code_of(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let skip = skipped(rest, code.chars().next_back());
        let taken = if skip == 0 { next.len_utf8() } else { skip };
        if skip == 0 {
            code.push(next);
        } else {
            code.push(' ');
            code.extend(rest[..skip].matches('\n'));
        }
        rest = &rest[taken..];
    }
    code
}

/// Bytes of the comment or literal that begins here; 0 where none does.
fn skipped(rest: &str, before: Option<char>) -> usize {
    let whole = |end: Option<usize>| end.unwrap_or(rest.len());
    if rest.starts_with("//") {
        return whole(rest.find('\n'));
    }
    if rest.starts_with("/*") {
        return whole(rest.find("*/").map(|end| end + 2));
    }
    if rest.starts_with('"') {
        return whole(end_of_string(rest));
    }
    if rest.starts_with("r#") || rest.starts_with("r\"") {
        let hashes = rest[1..].bytes().take_while(|byte| *byte == b'#').count();
        let in_name = before.is_some_and(|c| (c.is_alphanumeric() && c != 'b') || c == '_');
        if rest[1 + hashes..].starts_with('"') && !in_name {
            let close = format!("\"{}", "#".repeat(hashes));
            return whole(rest[2 + hashes..].find(&close).map(|end| 2 + hashes + end + close.len()));
        }
    }
    if rest.starts_with('\'') { end_of_character(rest) } else { 0 }
}

fn end_of_string(rest: &str) -> Option<usize> {
    let mut escaped = false;
    rest.char_indices().skip(1).find_map(|(at, c)| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends.then_some(at + 1)
    })
}

/// A character literal ends with a quote; a lifetime does not.
fn end_of_character(rest: &str) -> usize {
    let mut characters = rest.char_indices().skip(1);
    match characters.next() {
        Some((_, '\\')) => rest.get(3..).and_then(|after| after.find('\'')).map_or(0, |end| end + 4),
        Some(_) => characters.next().filter(|(_, c)| *c == '\'').map_or(0, |(at, _)| at + 1),
        None => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(path: &str, text: &str) -> Vec<String> {
        check(path, text, &["sayso-text".to_owned()])
            .into_iter()
            .map(|fault| format!("{} {}", fault.place, fault.problem))
            .collect()
    }

    #[test]
    fn comments_and_literals_are_not_code() {
        let text = "a // unsafe\n/* unsafe\n*/ \"un\\\"safe\" r#\"unsafe \"x\"# b'\\'' '\"' 'a x: &'static str br\"unsafe\" d";
        let code = code_of(text);
        assert!(!code.contains("unsafe") && code.contains("static str") && code.ends_with('d'), "{code}");
        assert_eq!(code.lines().count(), text.lines().count());
    }

    #[test]
    fn a_module_must_say_what_it_answers() {
        assert_eq!(problems("crates/sayso-lists/src/a.rs", "//! Answers.\nfn a() {}\n"), Vec::<String>::new());
        assert!(problems("crates/sayso-lists/src/a.rs", "fn a() {}\n")[0].contains("does not open with //!"));
    }

    #[test]
    fn unsafe_is_found_outside_the_image_reader() {
        let text = "//! .\nfn a() { unsafe { b() } }\n#[allow(unsafe_code)]\n";
        assert_eq!(problems("crates/sayso-lists/src/a.rs", text).len(), 2);
        assert!(
            problems("crates/sayso-lists/src/a.rs", text)[0].starts_with("crates/sayso-lists/src/a.rs:2 unsafe stands only")
        );
        assert_eq!(problems("crates/sayso-edition/src/a.rs", text).len(), 0);
        assert_eq!(problems("crates/sayso-lists/src/a.rs", "//! .\nfn unsafely() {} // unsafe\n").len(), 0);
    }

    #[test]
    fn a_pure_room_reads_no_clock_and_no_file_but_its_tests_may() {
        let text = "//! .\nfn a() { std::fs::read(\"std::env\") }\n#[cfg(test)]\nmod tests { use std::time::Instant; }\n";
        assert_eq!(
            problems("crates/sayso-text/src/a.rs", text),
            ["crates/sayso-text/src/a.rs:2 a pure room reads files; take it as an argument"]
        );
        assert_eq!(problems("crates/sayso-lists/src/a.rs", text).len(), 0);
        assert_eq!(problems("crates/sayso-text/tests/a.rs", text).len(), 0);
    }

    #[test]
    fn long_files_are_remarked_on_without_their_tests() {
        let text = format!("//! .\n{}#[cfg(test)]\n{}", "a\n".repeat(599), "a\n".repeat(900));
        assert_eq!(remarks("a.rs", &text), None);
        assert!(remarks("a.rs", &format!("b\n{text}")).is_some());
    }
}
