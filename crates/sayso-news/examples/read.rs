//! Reads a file against the small register of the tests: `read FILE [DATE] [--html|--text]`.

#[path = "../tests/double/mod.rs"]
mod double;

use sayso_news::{Document, Intake, Options, html, read, terminal};

#[expect(clippy::print_stdout, reason = "an example for the terminal")]
fn main() -> Result<(), std::io::Error> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| arguments.iter().any(|a| a == flag);
    let plain: Vec<&String> = arguments.iter().filter(|a| !a.starts_with("--")).collect();
    let Some(path) = plain.first() else { return Ok(()) };
    let bytes = std::fs::read(path)?;
    let intake = Intake { date: plain.get(1).and_then(|d| d.parse().ok()), ..Intake::default() };
    let reading =
        read(&Document::from_bytes(&bytes, &intake), &double::register(), &Options { today: jiff::civil::date(2026, 11, 24) });
    if has("--html") {
        println!("{}", html::page(&reading));
    } else if has("--text") {
        println!("{}", terminal::render(&reading, has("--colour")));
    } else {
        println!("{}", serde_json::to_string_pretty(&reading)?);
    }
    Ok(())
}
