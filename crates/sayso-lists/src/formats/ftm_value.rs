//! Values of FollowTheMoney properties, as `entities.ftm.json` and OpenSanctions' `statements.csv` write them, taken into the
//! record's normal forms; and the places of a CSV file that both OpenSanctions tables share.
//!
//! Their dates may carry a time of day, which goes; their countries are codes already and stay, also where our table does not
//! know the code; links are ids and are made fit for ours.

use std::collections::HashMap;

use jiff::civil::Date;
use sayso_record::{DateValue, Entity, EntityId, FindingKind, Locator, Property, PropertyType, Reading, Schema, country, date};

use crate::{ListError, SourceFile};

/// A value with what its source says about it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Value<'a> {
    pub(super) text: &'a str,
    /// Language; empty where none is given.
    pub(super) lang: &'a str,
    /// What the source made the value of; empty where it says nothing.
    pub(super) original: &'a str,
}

/// What kind of value a property takes in a schema. Three names mean a text in one schema and a link in another, which the
/// vocabulary does not tell apart.
pub(super) fn value_type(schema: Schema, property: Property) -> PropertyType {
    let links_in: &[&str] = match property.as_str() {
        "authority" => &["CallForTenders", "Contract"],
        "sender" => &["Message"],
        "subject" => &["UnknownLink"],
        _ => return property.value_type(),
    };
    if links_in.contains(&schema.as_str()) { PropertyType::Entity } else { PropertyType::Text }
}

/// States a value of a property in the normal form of the property's type.
pub(super) fn add(reading: &mut Reading, entity: &mut Entity, property: Property, value: Value, locator: &Locator) {
    let normal = match value_type(entity.schema(), property) {
        PropertyType::Date => date_of(value.text).map(|date| date.to_string()),
        PropertyType::Country => country_of(value.text).map(str::to_owned),
        PropertyType::Entity => Some(EntityId::new(value.text).as_str().to_owned()),
        PropertyType::Name | PropertyType::Identifier | PropertyType::Text => Some(value.text.to_owned()),
    };
    if normal.is_none() && !value.text.trim().is_empty() {
        let reason = format!("not understood in {property}; kept as it stands");
        reading.finding(FindingKind::FieldUnread, locator, value.text, reason);
    }
    let normal = normal.unwrap_or_else(|| value.text.to_owned());
    entity.add_with(property, &normal, |statement| {
        let original = if value.original.is_empty() { value.text } else { value.original };
        if original.trim() != &*statement.value {
            statement.original = Some(original.into());
        }
        if !value.lang.is_empty() {
            statement.lang = Some(value.lang.into());
        }
    });
}

fn date_of(text: &str) -> Option<DateValue> {
    text.parse().ok().or_else(|| date::parse_loose(text))
}

/// The code of a country: ours, or the text itself where it is shaped like one of FollowTheMoney's (`xk`, `suhh`, `gb-sct`).
fn country_of(text: &str) -> Option<&str> {
    let text = text.trim();
    let shaped = |code: &str| (2..=4).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_code = match text.split_once('-') {
        Some((state, part)) => shaped(state) && shaped(part),
        None => shaped(text),
    };
    country::code(text).or_else(|| is_code.then_some(text))
}

/// The day of a moment such as `2024-03-09T09:28:18`.
pub(super) fn day_of(moment: &str) -> Option<Date> {
    date::parse_loose(moment)?.from().filter(|date| date.is_exact()).map(sayso_record::PartialDate::earliest)
}

/// Properties that the vocabulary does not have, each told once: with the place where it first stands, and how often it does.
#[derive(Debug, Default)]
pub(super) struct UnknownProperties {
    seen: HashMap<(Schema, String), (Locator, String, u64)>,
}

impl UnknownProperties {
    pub(super) fn note(&mut self, schema: Schema, property: &str, value: &str, locator: &Locator) {
        let first = || (locator.clone(), value.to_owned(), 0);
        self.seen.entry((schema, property.to_owned())).or_insert_with(first).2 += 1;
    }

    pub(super) fn tell(self, reading: &mut Reading) {
        let mut all: Vec<_> = self.seen.into_iter().collect();
        all.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        for ((schema, property), (locator, value, times)) in all {
            let reason =
                format!("{schema} has no property {property} in FollowTheMoney 4.11; not read, {times} times in the file");
            reading.finding(FindingKind::Unknown, &locator, &value, reason);
        }
    }
}

/// The header of a table: where each column stands.
pub(super) struct Columns {
    names: Vec<String>,
}

impl Columns {
    /// Takes the header; refuses the file where a column is missing that must be there.
    pub(super) fn of(header: &csv::ByteRecord, required: &[&str], file: &SourceFile) -> Result<Self, ListError> {
        let names: Vec<String> = header.iter().map(column_name).collect();
        let missing: Vec<&str> = required.iter().copied().filter(|column| !names.iter().any(|name| name == column)).collect();
        if missing.is_empty() {
            return Ok(Self { names });
        }
        let problem = format!("no column {}; looked for {} in the first row", missing.join(", "), required.join(", "));
        Err(ListError::new(&file.name, Locator::row(1), problem))
    }

    /// Whether the file's first line has these columns.
    pub(super) fn stand_in(file: &SourceFile, required: &[&str]) -> bool {
        let head = file.head(4096);
        let names: Vec<String> =
            head.lines().next().unwrap_or("").split(',').map(|cell| column_name(cell.as_bytes())).collect();
        required.iter().all(|column| names.iter().any(|name| name == column))
    }

    /// The cells of a row; the reason where it cannot be read as one of this table.
    pub(super) fn cells<'a>(&'a self, row: &'a csv::ByteRecord) -> Result<Cells<'a>, String> {
        if row.len() != self.names.len() {
            return Err(format!("the row has {} cells, the header {}", row.len(), self.names.len()));
        }
        let texts: Result<Vec<&str>, _> = row.iter().map(std::str::from_utf8).collect();
        Ok(Cells { names: &self.names, texts: texts.map_err(|error| format!("the row is not UTF-8: {error}"))? })
    }
}

fn column_name(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).trim_start_matches('\u{feff}').trim().trim_matches('"').to_lowercase()
}

/// The cells of one row, by column name.
pub(super) struct Cells<'a> {
    names: &'a [String],
    texts: Vec<&'a str>,
}

impl<'a> Cells<'a> {
    /// The cell of a column; empty where the table has no such column.
    pub(super) fn get(&self, column: &str) -> &'a str {
        let place = self.names.iter().position(|name| name == column);
        place.and_then(|place| self.texts.get(place)).copied().unwrap_or("")
    }
}

/// Reads the rows of a table one by one. A row that cannot be read is a finding; one that breaks off at the end of the file means
/// that the file was cut, and it is refused.
pub(super) fn for_each_row(
    file: &SourceFile,
    required: &[&str],
    reading: &mut Reading,
    mut take: impl FnMut(&Cells, &Locator, &mut Reading) -> Result<(), String>,
) -> Result<(), ListError> {
    let mut rows = csv::ReaderBuilder::new().flexible(true).from_reader(file.bytes.as_slice());
    let header = rows.byte_headers().cloned();
    let header = header.map_err(|error| ListError::new(&file.name, Locator::row(1), format!("no header row: {error}")))?;
    let columns = Columns::of(&header, required, file)?;
    // What a file that was cut shows: its last row is short or in the middle of a quotation, and no line end follows.
    let ends_a_line = file.bytes.ends_with(b"\n");
    let in_quotes = file.bytes.iter().fold(false, |open, byte| open ^ (*byte == b'"'));
    let mut row = csv::ByteRecord::new();
    for number in 2.. {
        let locator = Locator::row(number);
        match rows.read_byte_record(&mut row) {
            Ok(false) => break,
            Ok(true) => {
                reading.records += 1;
                let is_short = row.len() < header.len();
                let at_end = rows.position().byte() >= file.bytes.len() as u64;
                let cut = at_end && (is_short && !ends_a_line || in_quotes && (is_short || !ends_a_line));
                if cut {
                    let problem = "the file breaks off in the middle of its last row; fetch it again";
                    return Err(ListError::new(&file.name, locator, problem));
                }
                let taken = columns.cells(&row).and_then(|cells| take(&cells, &locator, reading));
                if let Err(reason) = taken {
                    reading.finding(FindingKind::RecordLost, &locator, &String::from_utf8_lossy(row.as_slice()), reason);
                }
            }
            Err(error) => reading.finding(FindingKind::RecordLost, &locator, "", format!("not a CSV row: {error}")),
        }
    }
    Ok(())
}

#[cfg(test)]
pub(super) mod testing {
    //! What the tests of the FollowTheMoney formats share.

    use std::path::PathBuf;

    use sayso_record::{Property, Reading};

    /// The values an entity has for a property, in order.
    pub(in crate::formats) fn values<'a>(reading: &'a Reading, entity: &str, property: Property) -> Vec<&'a str> {
        let of_entity = reading.statements.iter().filter(|s| s.entity.as_str() == entity && s.property == property);
        of_entity.map(|s| &*s.value).collect()
    }

    /// A file of ../shared/data, where that folder is.
    pub(in crate::formats) fn shared_data(path: &str) -> Option<PathBuf> {
        let climb = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");
        let found = [climb, "/work/shared/data"].iter().map(|root| PathBuf::from(root).join(path)).find(|file| file.is_file());
        if found.is_none() {
            use std::io::Write;
            let _ = writeln!(std::io::stderr(), "skipped: ../shared/data/{path} is not there");
        }
        found
    }

    /// Whether a string of a file stands in the reading, as a value or as what a value was made of.
    pub(in crate::formats) fn is_kept(reading: &Reading) -> impl Fn(&str) -> bool {
        let one_space = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let all: std::collections::HashSet<String> = reading
            .statements
            .iter()
            .flat_map(|s| [Some(s.value.to_string()), s.original.as_deref().map(one_space)])
            .flatten()
            .collect();
        move |text| all.contains(&one_space(text))
    }
}
