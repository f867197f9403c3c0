//! `sayso show` and `sayso lists history`: all that the record holds of one party.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};

use sayso_edition::{Edition, Party};
use sayso_record::{KnownStatement, ListHistory, prop};
use sayso_screen::{Options, Query, Screener, listings_at};

use crate::args::Show;
use crate::exit::{Outcome, UseError};
use crate::settings::Settings;
use crate::terminal::{Ink, interval_words, short, timeline};

pub(crate) fn run(settings: &Settings, arguments: &Show) -> anyhow::Result<Outcome> {
    let (at, known) = super::days(settings, &arguments.days)?;
    let edition = super::edition(settings)?;
    let party = find(&edition, &arguments.party, settings)?;
    let listings = listings_at(&party, at, settings.today, known);
    let dossier = party.statements().map_err(sayso_home::HomeError::from)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    if arguments.json {
        let value = serde_json::json!({
            "version": 1, "edition": edition.hash(), "at": at.to_string(), "known": known.map(|d| d.to_string()),
            "id": party.id(), "caption": party.caption(), "schema": party.schema().as_str(),
            "listings": listings, "statements": statements_json(&edition.lists(), &dossier),
        });
        writeln!(out, "{value}")?;
        out.flush()?;
        return Ok(Outcome::Nothing);
    }
    let ink = Ink(settings.colour);
    writeln!(out, "{}  {}", ink.bold(party.caption()), ink.dim(&format!("{} {}", party.schema(), party.id())))?;
    writeln!(out, "\n{}", ink.bold("Listings"))?;
    if listings.is_empty() {
        writeln!(out, "  none known")?;
    } else {
        writeln!(out, "{}\n", timeline(&listings, at, settings.today, settings.width, ink))?;
    }
    for listing in &listings {
        let today = if listing.today == listing.status { String::new() } else { format!(" (today: {})", listing.today) };
        writeln!(
            out,
            "  {} on {at}{today}: {}, {}; {}",
            ink.status(listing.status, listing.status),
            listing.authority_name,
            listing.programme,
            interval_words(listing)
        )?;
        let url = if listing.source.url.is_empty() { String::new() } else { format!(" <{}>", listing.source.url) };
        writeln!(
            out,
            "    {}",
            ink.dim(&format!(
                "{}{url}, {} {}, {}",
                listing.source.document, listing.list, listing.source.version, listing.source.locator
            ))
        )?;
    }
    write_statements(&mut out, &edition.lists(), &dossier, ink, settings.width)?;
    out.flush()?;
    Ok(Outcome::Nothing)
}

/// `sayso lists history`: every statement with the versions that carry it.
pub(crate) fn history(settings: &Settings, party: &str, json: bool) -> anyhow::Result<Outcome> {
    let edition = super::edition(settings)?;
    let party = find(&edition, party, settings)?;
    let dossier = party.statements().map_err(sayso_home::HomeError::from)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    if json {
        for statement in statements_json(&edition.lists(), &dossier) {
            writeln!(out, "{statement}")?;
        }
        out.flush()?;
        return Ok(Outcome::Nothing);
    }
    let ink = Ink(settings.colour);
    writeln!(out, "{}  {}", ink.bold(party.caption()), ink.dim(party.id()))?;
    for (day, lines) in events(&edition.lists(), &dossier) {
        writeln!(out, "{}", ink.bold(&day))?;
        for line in lines {
            writeln!(out, "  {}", short(&line, settings.width.saturating_sub(2)))?;
        }
    }
    out.flush()?;
    Ok(Outcome::Nothing)
}

/// What came and went, by version.
fn events(lists: &[ListHistory], dossier: &[KnownStatement]) -> BTreeMap<String, Vec<String>> {
    let mut events: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for s in dossier {
        for known in &s.known {
            let st = &s.statement;
            let what = format!("{} {} {}: {}", list_of(lists, s), st.schema, st.property, st.value);
            let came = if known.absent_before.is_some() { "+" } else { "=" };
            events.entry(known.first.to_string()).or_default().push(format!("{came} {what} ({})", known.locator));
            if let Some(gone) = &known.absent_after {
                events.entry(gone.to_string()).or_default().push(format!("- {what}"));
            }
        }
    }
    events
}

/// A party by its id, else the best match of its name.
fn find<'a>(edition: &'a Edition, party: &str, settings: &Settings) -> anyhow::Result<Party<'a>> {
    if let Some(party) = edition.by_id(party).and_then(|ix| edition.party(ix)) {
        return Ok(party);
    }
    let options = Options {
        at: settings.today,
        today: settings.today,
        known: None,
        threshold: sayso_screen::DEFAULT_THRESHOLD,
        limit: 3,
    };
    let answer = Screener::new(edition).screen(&Query::name(party), &options);
    let best = answer.matches.first().filter(|m| m.is_match);
    let found = best.and_then(|m| edition.by_id(&m.id)).and_then(|ix| edition.party(ix));
    found.ok_or_else(|| {
        let near: Vec<String> = answer.matches.iter().map(|m| format!("{} ({})", m.id, m.caption)).collect();
        let near = if near.is_empty() { String::new() } else { format!("; near to it: {}", near.join(", ")) };
        UseError(format!("the record holds no party with the id or name \"{party}\"{near}")).into()
    })
}

fn list_of<'a>(lists: &'a [ListHistory], statement: &KnownStatement) -> &'a str {
    lists.get(statement.list).map_or("", |list| list.info.id.as_str())
}

fn statements_json(lists: &[ListHistory], dossier: &[KnownStatement]) -> Vec<serde_json::Value> {
    let statement = |known: &KnownStatement| {
        let s = &known.statement;
        let runs: Vec<_> = known
            .known
            .iter()
            .map(|k| {
                serde_json::json!({"absent_before": k.absent_before.map(|v| v.to_string()), "first": k.first.to_string(), "last": k.last.to_string(),
                    "absent_after": k.absent_after.map(|v| v.to_string()), "locator": k.locator.as_str()})
            })
            .collect();
        serde_json::json!({"list": list_of(lists, known), "entity": s.entity.as_str(), "schema": s.schema.as_str(), "property": s.property.as_str(),
            "value": &*s.value, "lang": s.lang.as_deref(), "original": s.original.as_deref(),
            "valid_from": s.valid_from.map(|d| d.to_string()), "valid_until": s.valid_until.map(|d| d.to_string()),
            "document": s.document.as_deref(), "known": runs})
    };
    dossier.iter().map(statement).collect()
}

/// The statements by list, then entity; equal properties on one line.
fn write_statements(
    out: &mut impl Write,
    lists: &[ListHistory],
    dossier: &[KnownStatement],
    ink: Ink,
    width: usize,
) -> anyhow::Result<()> {
    let mut by_entity: BTreeMap<(&str, &str, &str), BTreeMap<&str, Vec<String>>> = BTreeMap::new();
    for known in dossier {
        let s = &known.statement;
        let gone =
            known.known.last().and_then(|k| k.absent_after).map(|v| format!(" (until the list of {v})")).unwrap_or_default();
        let original =
            s.original.as_deref().filter(|_| s.property == prop::NAME).map(|o| format!(" [{o}]")).unwrap_or_default();
        let line = format!("{}{original}{gone}", s.value);
        by_entity
            .entry((list_of(lists, known), s.entity.as_str(), s.schema.as_str()))
            .or_default()
            .entry(s.property.as_str())
            .or_default()
            .push(line);
    }
    writeln!(out, "\n{}", ink.bold("Statements"))?;
    for ((list, entity, schema), properties) in by_entity {
        writeln!(out, "  {}", ink.dim(&format!("{list}  {schema} {entity}")))?;
        for (property, values) in properties {
            for value in values {
                writeln!(out, "    {property:20} {}", short(&value, width.saturating_sub(26)))?;
            }
        }
    }
    Ok(())
}
