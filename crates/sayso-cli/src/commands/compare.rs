//! `sayso compare`: two names, or a file of pairs.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::Context;
use sayso_names::{Comparison, PreparedName, compare};

use crate::args::Compare;
use crate::exit::{DataError, Outcome, UseError};
use crate::settings::Settings;
use crate::terminal::Ink;

pub(crate) fn run(settings: &Settings, arguments: &Compare) -> anyhow::Result<Outcome> {
    if let Some(schema) = &arguments.schema {
        sayso_screen::Query::default().set_schema(schema).map_err(|e| UseError(format!("--schema: {e}")))?;
    }
    match arguments.names.as_slice() {
        [one, other] => two(settings, arguments, one, other),
        [file] => pairs(Path::new(file), arguments.out.as_deref()),
        _ => Err(UseError("give two names, or one file of pairs".into()).into()),
    }
}

fn two(settings: &Settings, arguments: &Compare, one: &str, other: &str) -> anyhow::Result<Outcome> {
    let comparison = compare(&PreparedName::new(one), &PreparedName::new(other));
    let mut out = std::io::stdout().lock();
    if arguments.json {
        writeln!(out, "{}", json(one, other, &comparison))?;
        return Ok(Outcome::Nothing);
    }
    let ink = Ink(settings.colour);
    writeln!(out, "{}  {one}  ~  {other}", ink.bold(&format!("{:.3}", comparison.score)))?;
    for part in &comparison.parts {
        let side = |text: &str| if text.is_empty() { "-".to_owned() } else { text.to_owned() };
        writeln!(
            out,
            "  {:20} {:20} {:10} {:.2}  weighs {:.2}",
            side(&part.query),
            side(&part.candidate),
            part.how.as_str(),
            part.score,
            part.weight
        )?;
    }
    Ok(Outcome::Nothing)
}

fn json(one: &str, other: &str, comparison: &Comparison) -> serde_json::Value {
    let parts: Vec<_> = comparison
        .parts
        .iter()
        .map(|p| serde_json::json!({"query": p.query, "candidate": p.candidate, "how": p.how.as_str(), "score": p.score, "weight": p.weight}))
        .collect();
    serde_json::json!({"version": 1, "name1": one, "name2": other, "score": comparison.score, "parts": parts})
}

/// Every row with its score in a new last column; other columns stay as they are.
fn pairs(file: &Path, out: Option<&Path>) -> anyhow::Result<Outcome> {
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).from_path(file).with_context(|| format!("reading {}", file.display()))?;
    let header = reader.headers().map_err(|e| DataError(format!("{}: {e}", file.display())))?.clone();
    let column = |name: &str| {
        let found = header.iter().position(|h| h.trim_start_matches('\u{feff}').trim() == name);
        found.ok_or_else(|| DataError(format!("{} has no column \"{name}\"; it needs schema, name1 and name2", file.display())))
    };
    let (one, other) = (column("name1")?, column("name2")?);
    let sink: Box<dyn Write> = match out {
        Some(path) => Box::new(BufWriter::new(File::create(path).with_context(|| format!("creating {}", path.display()))?)),
        None => Box::new(BufWriter::new(std::io::stdout().lock())),
    };
    let mut writer = csv::Writer::from_writer(sink);
    writer.write_record(header.iter().chain(["score"]))?;
    for record in reader.records() {
        let record = record.map_err(|e| DataError(format!("{}: {e}", file.display())))?;
        let name = |column: usize| PreparedName::new(record.get(column).unwrap_or_default());
        let score = compare(&name(one), &name(other)).score;
        writer.write_record(record.iter().chain([format!("{score:.4}").as_str()]))?;
    }
    writer.flush()?;
    Ok(Outcome::Nothing)
}
