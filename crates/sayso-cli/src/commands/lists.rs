//! `sayso lists`: the record.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::sync::Arc;

use sayso_home::{AddOptions, AddReport};
use sayso_record::store::Imported;
use sayso_record::{ListId, Statement, VersionId, prop};

use crate::args::Lists;
use crate::exit::{Outcome, UseError};
use crate::settings::Settings;
use crate::terminal::{Bar, Ink, short};

/// Findings printed after an import; all are counted, and `sayso lists status LIST` shows more.
const FINDINGS_PRINTED: usize = 5;

pub(crate) fn run(settings: &Settings, command: Lists) -> anyhow::Result<Outcome> {
    match command {
        Lists::Add { files, list, version, format, accept_shrink, json } => {
            let list: ListId = list.parse().map_err(|e: sayso_record::version::NotAListId| UseError(e.to_string()))?;
            let version = version.as_deref().map(parse_version).transpose()?;
            if version.is_some() && files.len() > 1 {
                return Err(UseError(
                    "--version names one version, and several were given; let their names say which they are".into(),
                )
                .into());
            }
            let options = AddOptions { list, version, format, accept_shrink, expected_formats: Vec::new() };
            add(settings, &files, options, json)
        }
        Lists::Update { lists } => update(settings, &lists),
        Lists::Status { list: None, json } => status(settings, json),
        Lists::Status { list: Some(list), json } => status_of(settings, &list, json),
        Lists::Diff { from, to, list, json } => diff(settings, &from, &to, list.as_deref(), json),
        Lists::History { party, json } => super::show::history(settings, &party, json),
    }
}

fn parse_version(text: &str) -> anyhow::Result<VersionId> {
    Ok(text.parse().map_err(|_| {
        UseError(format!("\"{text}\" is no version: write a day as YYYY-MM-DD, or YYYY-MM-DD.2 for the second of a day"))
    })?)
}

fn add(settings: &Settings, files: &[PathBuf], options: AddOptions, json: bool) -> anyhow::Result<Outcome> {
    let mut out = std::io::stdout().lock();
    let mut bar = Bar::new(settings.progress && files.len() > 1);
    let list = options.list.clone();
    let mut broken = None;
    let done = settings.home.add(files, options, &mut |report, at, of| {
        bar.show(&report.meta.version, at, of);
        let line = if json { report_json(&list, report) } else { report_text(&list, report) };
        // Printed at once: what is printed is in the record, whatever comes after.
        if let Err(error) = writeln!(out, "{line}").and_then(|()| out.flush()) {
            broken.get_or_insert(error);
        }
    });
    bar.clear();
    done?;
    broken.map_or(Ok(Outcome::Nothing), |error| Err(error.into()))
}

fn report_text(list: &ListId, report: &AddReport) -> String {
    let meta = &report.meta;
    match &report.imported {
        Imported::AlreadyThere { version } => format!("{list} {version}: already in the record"),
        Imported::Added { version, adds, removes } => {
            let mut text = format!(
                "{list} {version}: {} records, {} parties, {} statements (+{adds} -{removes}), {} findings [{}]",
                meta.records, meta.parties, meta.statements, meta.findings, meta.format
            );
            for finding in report.findings.iter().take(FINDINGS_PRINTED) {
                text.push_str(&format!("\n  {}: {} (\"{}\")", finding.locator, finding.reason, short(&finding.raw, 60)));
            }
            if report.findings.len() > FINDINGS_PRINTED {
                text.push_str(&format!(
                    "\n  and {} more; see sayso lists status {list}",
                    report.findings.len() - FINDINGS_PRINTED
                ));
            }
            text
        }
    }
}

fn report_json(list: &ListId, report: &AddReport) -> String {
    let (state, adds, removes) = match &report.imported {
        Imported::Added { adds, removes, .. } => ("added", *adds, *removes),
        Imported::AlreadyThere { .. } => ("already there", 0, 0),
    };
    let mut value = serde_json::json!({"list": list.as_str(), "state": state, "adds": adds, "removes": removes});
    if let (Some(object), Ok(serde_json::Value::Object(meta))) = (value.as_object_mut(), serde_json::to_value(&report.meta)) {
        object.extend(meta);
    }
    value.to_string()
}

fn update(settings: &Settings, lists: &[String]) -> anyhow::Result<Outcome> {
    let lists: Vec<ListId> = lists
        .iter()
        .map(|l| l.parse())
        .collect::<Result<_, sayso_record::version::NotAListId>>()
        .map_err(|e| UseError(e.to_string()))?;
    let mut out = std::io::stdout().lock();
    let mut bar = Bar::new(settings.progress);
    let reports = settings.home.update(&lists, &mut |list, at, of| bar.show(&format!("fetching {list}"), at, of));
    bar.clear();
    let mut failed = 0;
    for report in reports? {
        match report.outcome {
            Ok(sayso_home::Updated::NotModified) => writeln!(out, "{}: not changed since it was last fetched", report.list)?,
            Ok(sayso_home::Updated::Added(added)) => writeln!(out, "{}", report_text(&report.list, &added))?,
            Err(error) => {
                failed += 1;
                writeln!(out, "{}: {error}", report.list)?;
            }
        }
    }
    if failed > 0 { Ok(Outcome::System) } else { Ok(Outcome::Nothing) }
}

fn status(settings: &Settings, json: bool) -> anyhow::Result<Outcome> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let lists = if settings.home.folder().is_ok() { settings.home.lists()? } else { Vec::new() };
    if json {
        for (info, versions) in &lists {
            let metas: Vec<_> = versions.iter().map(|(_, meta)| meta).collect();
            writeln!(
                out,
                "{}",
                serde_json::json!({"list": info.id.as_str(), "title": info.title, "authority": info.authority, "url": info.url, "versions": metas})
            )?;
        }
        return Ok(Outcome::Nothing);
    }
    writeln!(
        out,
        "{:20} {:>8}  {:12} {:12} {:>8} {:>8} {:>8}",
        "list", "versions", "first", "last", "records", "parties", "findings"
    )?;
    for (info, versions) in &lists {
        if let (Some((first, _)), Some((last, meta))) = (versions.first(), versions.last()) {
            writeln!(
                out,
                "{:20} {:>8}  {:12} {:12} {:>8} {:>8} {:>8}",
                info.id.as_str(),
                versions.len(),
                first.to_string(),
                last.to_string(),
                meta.records,
                meta.parties,
                meta.findings
            )?;
        }
    }
    for (info, version, reading) in sayso_home::builtin_lists()? {
        let parties: BTreeSet<_> = reading.statements.iter().filter(|s| s.schema.is_party()).map(|s| &s.entity).collect();
        let version = version.to_string();
        let (id, findings) = (info.id.as_str(), reading.findings.len());
        writeln!(
            out,
            "{id:20} {:>8}  {version:12} {version:12} {:>8} {:>8} {findings:>8}",
            "built in",
            reading.records,
            parties.len()
        )?;
    }
    out.flush()?;
    Ok(Outcome::Nothing)
}

fn status_of(settings: &Settings, list: &str, json: bool) -> anyhow::Result<Outcome> {
    let lists = settings.home.lists()?;
    let Some((info, versions)) = lists.iter().find(|(info, _)| info.id.as_str() == list) else {
        let known: Vec<&str> = lists.iter().map(|(info, _)| info.id.as_str()).collect();
        return Err(UseError(format!(
            "the record holds no list {list}; it holds {}",
            if known.is_empty() { "none".into() } else { known.join(", ") }
        ))
        .into());
    };
    let mut out = BufWriter::new(std::io::stdout().lock());
    if json {
        for (_, meta) in versions {
            writeln!(out, "{}", serde_json::to_string(meta)?)?;
        }
        return Ok(Outcome::Nothing);
    }
    writeln!(out, "{}: {}, {}", info.id, info.title, info.url)?;
    for (version, meta) in versions {
        let files: Vec<String> = meta.files.iter().map(|f| format!("{} {}", f.name, &f.blake3[..12])).collect();
        writeln!(
            out,
            "{version:12} {:>7} records {:>7} parties {:>4} findings  {}  {}",
            meta.records,
            meta.parties,
            meta.findings,
            meta.format,
            files.join(", ")
        )?;
        for finding in &meta.findings_shown {
            writeln!(out, "    {}: {} (\"{}\")", finding.locator, finding.reason, short(&finding.raw, 60))?;
        }
    }
    out.flush()?;
    Ok(Outcome::Nothing)
}

/// What changed of one party.
#[derive(Default)]
struct Change {
    added: Vec<Arc<Statement>>,
    removed: Vec<Arc<Statement>>,
}

fn diff(settings: &Settings, from: &str, to: &str, list: Option<&str>, json: bool) -> anyhow::Result<Outcome> {
    let (from, to) = (parse_version(from)?, parse_version(to)?);
    let lists = settings.home.lists()?;
    let fits: Vec<&ListId> = lists
        .iter()
        .filter(|(info, versions)| {
            list.map_or_else(
                || [from, to].iter().all(|v| versions.iter().any(|(have, _)| have == v)),
                |l| info.id.as_str() == l,
            )
        })
        .map(|(info, _)| &info.id)
        .collect();
    let [list] = fits.as_slice() else {
        let why = if fits.is_empty() { "no list has both versions" } else { "several lists have both versions" };
        return Err(UseError(format!("{why}; say which list with --list, and see sayso lists status")).into());
    };
    let difference = settings.home.diff(list, from, to)?;
    let mut changes: BTreeMap<String, Change> = BTreeMap::new();
    for statement in difference.added {
        changes.entry(root_of(&statement)).or_default().added.push(statement);
    }
    for statement in difference.removed {
        changes.entry(root_of(&statement)).or_default().removed.push(statement);
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    let ink = Ink(settings.colour);
    for (party, change) in &changes {
        let what = kind_of_change(change);
        if json {
            let show = |s: &Arc<Statement>| serde_json::json!({"entity": s.entity.as_str(), "schema": s.schema.as_str(), "property": s.property.as_str(), "value": &*s.value});
            let (added, removed): (Vec<_>, Vec<_>) =
                (change.added.iter().map(show).collect(), change.removed.iter().map(show).collect());
            writeln!(out, "{}", serde_json::json!({"party": party, "change": what, "added": added, "removed": removed}))?;
            continue;
        }
        let name = change.added.iter().chain(&change.removed).find(|s| s.property == prop::NAME).map_or("", |s| &*s.value);
        writeln!(out, "{}  {name}", ink.bold(&format!("{what:8} {party}")))?;
        if what == "changed" {
            for (sign, statements) in [("-", &change.removed), ("+", &change.added)] {
                for s in statements {
                    writeln!(out, "  {sign} {} {}: {}", s.schema, s.property, short(&s.value, 100))?;
                }
            }
        }
    }
    let count = |kind: &str| changes.values().filter(|c| kind_of_change(c) == kind).count();
    if !json {
        writeln!(
            out,
            "{} added, {} removed, {} changed from {from} to {to} of {list}",
            count("added"),
            count("removed"),
            count("changed")
        )?;
    }
    out.flush()?;
    Ok(Outcome::Nothing)
}

/// A party that came has its name among the added statements and nothing removed; one that went the other way round.
fn kind_of_change(change: &Change) -> &'static str {
    let is_party = |statements: &[Arc<Statement>]| statements.iter().any(|s| s.schema.is_party() && s.property == prop::NAME);
    match (is_party(&change.added), is_party(&change.removed)) {
        (true, false) if change.removed.is_empty() => "added",
        (false, true) if change.added.is_empty() => "removed",
        _ => "changed",
    }
}

/// The party that a statement belongs to: itself, or what the id of its part begins with (`ofac-36-sanction-CUBA`).
fn root_of(statement: &Statement) -> String {
    let id = statement.entity.as_str();
    if statement.schema.is_party() {
        return id.to_owned();
    }
    let mut dashes = id.match_indices('-').map(|(at, _)| at);
    dashes.nth(1).map_or(id, |at| &id[..at]).to_owned()
}
