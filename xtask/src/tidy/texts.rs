//! Texts of any kind: no blanks at the end of a line, and a reason for each dependency.

use super::Fault;

/// Whether a file is written by us, so that its blanks are faults; fixtures are as their format wants them.
pub(super) fn is_ours(path: &str) -> bool {
    let ends = [".rs", ".toml", ".md", ".sh", ".yml"].iter().any(|end| path.ends_with(end)) || path == ".ci/run";
    ends && !path.contains("/fixtures/") && !path.contains("/cases/")
}

/// Lines that end with a blank.
pub(super) fn trailing_blanks(path: &str, text: &str) -> Vec<Fault> {
    let blank = |line: &str| line.ends_with([' ', '\t']);
    let lines = text.lines().enumerate().filter(|(_, line)| blank(line));
    lines.map(|(n, _)| Fault::new(format!("{path}:{}", n + 1), "blanks at the end of the line")).collect()
}

/// Dependencies of the workspace that do not say why they are there; the house's own rooms need no reason.
pub(super) fn dependencies_without_comment(manifest: &str) -> Vec<Fault> {
    let mut inside = false;
    let mut faults = Vec::new();
    for (n, line) in manifest.lines().enumerate() {
        if line.starts_with('[') {
            inside = line == "[workspace.dependencies]";
        } else if inside
            && line.contains('=')
            && !line.starts_with('#')
            && !line.contains("path = \"crates/")
            && !line.contains('#')
        {
            faults
                .push(Fault::new(format!("Cargo.toml:{}", n + 1), "a dependency without a comment that says why it is there"));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_at_the_end_are_found_with_their_line() {
        assert_eq!(trailing_blanks("a.md", "a\nb \n"), [Fault::new("a.md:2", "blanks at the end of the line")]);
        assert!(is_ours("crates/a/src/b.rs") && !is_ours("crates/a/tests/fixtures/b.toml") && !is_ours("a.csv"));
    }

    #[test]
    fn a_dependency_must_say_why() {
        let manifest = "[workspace.dependencies]\nown = { path = \"crates/own\" }\ncsv = \"1\" # rows\nserde = \"1\"\n\n[profile.dev]\ndebug = 1\n";
        let faults = dependencies_without_comment(manifest);
        assert!(faults.len() == 1 && faults[0].place == "Cargo.toml:4", "{faults:?}");
    }
}
