//! OpenSanctions `targets.simple.csv`: one target a row, for spreadsheets.
//!
//! Columns by name: `id`, `schema` and `name` must be there; `aliases`, `birth_date`, `countries`, `addresses`, `identifiers`,
//! `sanctions`, `phones`, `emails`, `program_ids`, `dataset` and `last_seen` are read where they are. Cells with several values
//! are themselves CSV with `;`, quotes doubled within quotes.
//!
//! The format is a summary, and the reader does not make more of it than it says:
//! - `identifiers` do not tell what they are. An `IMO` before seven digits is an `imoNumber` where the schema has one; all others are
//!   `idNumber`, for vessels and the like `registrationNumber`.
//! - Each of `program_ids` is a listing (`<id>-sanction-<program id>`), its authority the state or body before the first dash
//!   (`EU-…`, `UA-…`). `sanctions` are texts that do not name the programme they belong to: they are the `reason` of the listing
//!   where there is exactly one, and otherwise listings of their own without programme (`<id>-sanction-text-<n>`).
//! - No dates of listings are in the format. `first_seen`, `last_seen` and `last_change` tell when a crawler looked and are not
//!   kept; the newest `last_seen` is the day the file states of itself.
//! - The topic `sanction` is given to a target with a programme or a sanction text; others may be targets for another reason.

use sayso_record::{Entity, EntityId, FindingKind, Locator, Property, Reading, Schema, authority, country, prop, schema};

use super::{Format, ftm_value};
use crate::{ListError, SourceFile};

pub(super) const FORMAT: Format = Format { id: "os_simple_csv", title: "OpenSanctions `targets.simple.csv`", detect, read };

const REQUIRED: [&str; 3] = ["id", "schema", "name"];
/// Columns that tell the format from other tables with an id, a schema and a name.
const TELLING: [&str; 6] = ["id", "schema", "name", "aliases", "identifiers", "dataset"];

fn detect(file: &SourceFile) -> bool {
    ftm_value::Columns::stand_in(file, &TELLING)
}

fn read(files: &[SourceFile]) -> Result<Reading, ListError> {
    let mut reading = Reading::default();
    for file in files {
        ftm_value::for_each_row(file, &REQUIRED, &mut reading, take_target)?;
    }
    Ok(reading)
}

fn take_target(cells: &ftm_value::Cells, locator: &Locator, reading: &mut Reading) -> Result<(), String> {
    let id = EntityId::new(cells.get("id"));
    if id.as_str().is_empty() {
        return Err("a target without id".to_owned());
    }
    let schema = Schema::find(cells.get("schema"))
        .ok_or_else(|| format!("FollowTheMoney 4.11 has no schema \"{}\"", cells.get("schema")))?;
    if let Some(day) = cells.get("last_seen").get(..10).and_then(ftm_value::day_of) {
        reading.stated_date = reading.stated_date.max(Some(day));
    }
    let mut target = Entity::new(schema, id);
    target.add(prop::NAME, cells.get("name"));
    add_all(cells, "aliases", prop::ALIAS, &mut target, locator, reading);
    add_all(cells, "birth_date", date_property(schema), &mut target, locator, reading);
    add_all(cells, "countries", prop::COUNTRY, &mut target, locator, reading);
    add_all(cells, "addresses", prop::ADDRESS, &mut target, locator, reading);
    add_all(cells, "phones", prop::PHONE, &mut target, locator, reading);
    add_all(cells, "emails", prop::EMAIL, &mut target, locator, reading);
    for raw in items(cells, "dataset", locator, reading) {
        target.add(prop::PUBLISHER, &raw);
    }
    for raw in items(cells, "identifiers", locator, reading) {
        target.add(identifier_property(schema, &raw), &raw);
    }
    let sanctions = sanctions(cells, &target, locator, reading);
    if !sanctions.is_empty() {
        target.add(prop::TOPICS, "sanction");
    }
    reading.push(target, locator);
    for sanction in sanctions {
        reading.push(sanction, locator);
    }
    Ok(())
}

/// The values of a cell: CSV with `;` between them.
fn items(cells: &ftm_value::Cells, column: &str, locator: &Locator, reading: &mut Reading) -> Vec<String> {
    let cell = cells.get(column);
    if cell.is_empty() {
        return Vec::new();
    }
    let mut values = csv::ReaderBuilder::new().delimiter(b';').has_headers(false).flexible(true).from_reader(cell.as_bytes());
    let mut all = Vec::new();
    for line in values.records() {
        match line {
            Ok(line) => all.extend(line.iter().filter(|value| !value.trim().is_empty()).map(str::to_owned)),
            Err(error) => reading.finding(FindingKind::FieldUnread, locator, cell, format!("no list in {column}: {error}")),
        }
    }
    all
}

fn add_all(
    cells: &ftm_value::Cells,
    column: &str,
    property: Property,
    target: &mut Entity,
    locator: &Locator,
    reading: &mut Reading,
) {
    for text in items(cells, column, locator, reading) {
        let value = ftm_value::Value { text: &text, ..ftm_value::Value::default() };
        if target.schema().has(property) {
            ftm_value::add(reading, target, property, value, locator);
        } else {
            let reason = format!("a {} has no {property}; not read", target.schema());
            reading.finding(FindingKind::FieldUnread, locator, &text, reason);
        }
    }
}

/// What a "birth date" is of: of a person; of an organisation its founding.
fn date_property(schema: Schema) -> Property {
    if schema.has(prop::INCORPORATION_DATE) && !schema.has(prop::BIRTH_DATE) {
        prop::INCORPORATION_DATE
    } else {
        prop::BIRTH_DATE
    }
}

fn identifier_property(schema: Schema, raw: &str) -> Property {
    let is_imo = raw.strip_prefix("IMO").is_some_and(|digits| digits.len() == 7 && digits.bytes().all(|b| b.is_ascii_digit()));
    if is_imo && schema.has(prop::IMO_NUMBER) {
        return prop::IMO_NUMBER;
    }
    let fitting = [prop::ID_NUMBER, prop::REGISTRATION_NUMBER, prop::PUBLIC_KEY];
    fitting.into_iter().find(|property| schema.has(*property)).unwrap_or(prop::NOTES)
}

fn sanctions(cells: &ftm_value::Cells, target: &Entity, locator: &Locator, reading: &mut Reading) -> Vec<Entity> {
    let programs = items(cells, "program_ids", locator, reading);
    let texts = items(cells, "sanctions", locator, reading);
    let mut sanctions: Vec<Entity> = programs.iter().map(|program| of_program(program, target)).collect();
    if let [only] = sanctions.as_mut_slice() {
        for text in &texts {
            only.add(prop::REASON, text);
        }
    } else {
        let numbered = texts.iter().zip(1_u64..).map(|(text, number)| of_text(text, number, target));
        sanctions.extend(numbered);
    }
    sanctions
}

fn of_program(program: &str, target: &Entity) -> Entity {
    let mut sanction = Entity::new(schema::SANCTION, target.id().part(&format!("sanction-{program}")));
    sanction.link(prop::ENTITY, target.id());
    sanction.add(prop::PROGRAM, program);
    sanction.add(prop::PROGRAM_ID, program);
    let body = program.split('-').next().unwrap_or("");
    let name = authority::find(body).map(|known| known.name).or_else(|| country::name(&body.to_lowercase()));
    sanction.add(prop::AUTHORITY, name.unwrap_or(""));
    sanction
}

fn of_text(text: &str, number: u64, target: &Entity) -> Entity {
    let mut sanction = Entity::new(schema::SANCTION, target.id().part(&format!("sanction-text-{number}")));
    sanction.link(prop::ENTITY, target.id());
    sanction.add(prop::REASON, text);
    sanction
}

#[cfg(test)]
mod tests;
