//! `sayso screen`: names in, matches out.

use std::io::{BufRead, BufWriter, Write};

use sayso_edition::Edition;
use sayso_screen::{Answer, Match, Options, Query, Screener};

use crate::args::Screen;
use crate::exit::{Outcome, UseError};
use crate::settings::Settings;
use crate::terminal::{Ink, interval_words, short};

pub(crate) fn run(settings: &Settings, arguments: &Screen) -> anyhow::Result<Outcome> {
    if !(0.0..=1.0).contains(&arguments.threshold) {
        return Err(UseError(format!("--threshold {} is not between 0 and 1", arguments.threshold)).into());
    }
    let (at, known) = super::days(settings, &arguments.days)?;
    let options = Options { at, today: settings.today, known, threshold: arguments.threshold, limit: arguments.limit };
    let lines = arguments.names == ["-"];
    let queries =
        if lines { Vec::new() } else { arguments.names.iter().map(|name| query(name, arguments)).collect::<Result<_, _>>()? };
    let edition = super::edition(settings)?;
    if lines {
        return screen_lines(&edition, arguments, &options);
    }
    let mut found = false;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (index, query) in queries.iter().enumerate() {
        let answer = Screener::new(&edition).screen(query, &options);
        found |= answer.matches.iter().any(|m| m.is_match);
        if arguments.json {
            writeln!(out, "{}", serde_json::to_string(&answer)?)?;
        } else {
            let gap = if index > 0 { "\n" } else { "" };
            write!(out, "{gap}{}", text(&answer, settings))?;
        }
    }
    out.flush()?;
    Ok(outcome(found, arguments))
}

fn outcome(found: bool, arguments: &Screen) -> Outcome {
    if found && arguments.fail_on_match { Outcome::Found } else { Outcome::Nothing }
}

fn query(name: &str, arguments: &Screen) -> anyhow::Result<Query> {
    let mut query = Query::name(name);
    complete(&mut query, arguments)?;
    if query.properties.is_empty() {
        return Err(UseError("there is nothing to look for: the name is empty".into()).into());
    }
    Ok(query)
}

/// Adds what the arguments say beside the name.
fn complete(query: &mut Query, arguments: &Screen) -> anyhow::Result<()> {
    if let Some(schema) = &arguments.schema {
        query.set_schema(schema).map_err(|e| UseError(format!("--schema: {e}")))?;
    }
    for date in &arguments.birth_date {
        if sayso_record::date::parse_loose(date).is_none() {
            return Err(UseError(format!("--birth-date {date}: write YYYY, YYYY-MM or YYYY-MM-DD")).into());
        }
        query.add("birthDate", date);
    }
    for country in &arguments.country {
        if sayso_record::country::code(country).is_none() {
            return Err(UseError(format!("--country {country}: no country is known by that name or code")).into());
        }
        query.add("country", country);
    }
    for identifier in &arguments.identifier {
        query.add("idNumber", identifier);
    }
    Ok(())
}

/// One query a line, one answer a line, in order. A line that is no query gets an answer that says so, with its number.
fn screen_lines(edition: &Edition, arguments: &Screen, options: &Options) -> anyhow::Result<Outcome> {
    let screener = Screener::new(edition);
    let mut found = false;
    let mut bad = 0_u64;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut input = std::io::stdin().lock();
    let mut line = Vec::new();
    let mut number = 0_u64;
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        number += 1;
        let text = String::from_utf8_lossy(&line);
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        match line_query(text, arguments) {
            Ok(query) => {
                let answer = screener.screen(&query, options);
                found |= answer.matches.iter().any(|m| m.is_match);
                writeln!(out, "{}", serde_json::to_string(&answer)?)?;
            }
            Err(error) => {
                bad += 1;
                writeln!(out, "{}", serde_json::json!({"version": 1, "line": number, "error": error.to_string()}))?;
            }
        }
        out.flush()?;
    }
    if bad > 0 {
        return Err(crate::exit::DataError(format!("{bad} of {number} lines are no queries; their answers say why")).into());
    }
    Ok(outcome(found, arguments))
}

fn line_query(text: &str, arguments: &Screen) -> anyhow::Result<Query> {
    if !text.starts_with('{') {
        return query(text, arguments);
    }
    let mut query = Query::from_json(text)?;
    let schema = query.schema;
    complete(&mut query, arguments)?;
    query.schema = schema.or(query.schema);
    Ok(query)
}

fn text(answer: &Answer, settings: &Settings) -> String {
    let ink = Ink(settings.colour);
    let name = answer.query.properties.values().flatten().next().map_or("", String::as_str);
    let known = answer.known.as_deref().map(|day| format!(", as known on {day}")).unwrap_or_default();
    let mut text = format!("{}  {}\n", ink.bold(name), ink.dim(&format!("at {}{known}", answer.at)));
    if answer.matches.is_empty() {
        text.push_str("  nobody in the record is like that. That is no statement about lists that are not loaded.\n");
    }
    for found in &answer.matches {
        text.push_str(&match_text(found, answer, settings));
    }
    text.push_str(&format!("  {}\n", ink.dim(&format!("edition {}", short(&answer.edition, 24)))));
    text
}

fn match_text(found: &Match, answer: &Answer, settings: &Settings) -> String {
    let ink = Ink(settings.colour);
    let verdict = if found.is_match { "match" } else { "candidate" };
    let mut text = format!(
        "\n  {:.2} {verdict}  {}  {}\n",
        found.score,
        ink.bold(&found.caption),
        ink.dim(&format!("{} {}", found.schema, found.id))
    );
    for reason in &found.reasons {
        let amount = reason.weight * reason.score;
        text.push_str(&format!(
            "       {}\n",
            ink.dim(&format!(
                "{amount:+.2} {}: {} ~ {}",
                reason.feature,
                short(&reason.query, 40),
                short(&reason.candidate, 60)
            ))
        ));
    }
    if found.listings.is_empty() {
        text.push_str("       no listing known\n");
    }
    for listing in &found.listings {
        let today = if listing.today == listing.status { String::new() } else { format!(" (today: {})", listing.today) };
        let programme =
            if listing.programme.is_empty() { String::new() } else { format!(", {}", short(&listing.programme, 60)) };
        text.push_str(&format!(
            "       {} on {}{today}: {}{programme}; {}\n",
            ink.status(listing.status, listing.status),
            answer.at,
            listing.authority_name,
            interval_words(listing),
        ));
        text.push_str(&format!(
            "         {}\n",
            ink.dim(&format!("{} {}, {}", listing.list, listing.source.version, listing.source.locator))
        ));
    }
    text
}
