//! OpenSanctions `statements.csv`: one value of one property of one source record a row.
//!
//! Columns by name: `entity_id`, `prop`, `schema` and `value` must be there; `canonical_id`, `dataset`, `lang`, `original_value`,
//! `external` and `last_seen` are read where they are. Rows of one entity need not stand together; its place is its first row.
//!
//! **Which id.** Entities keep the id of the source's own record, `entity_id`, not the publisher's `canonical_id`: that two
//! records are the same party is a judgement, made again with every version. It is kept as a note, "Joined by its publisher into:
//! NK-…". Links name canonical ids in this format; they are led back to the records that carry that canonical id, to those
//! of the same dataset where there are any, with the id of the file as original. So no link is lost and none leads to an id that
//! stands for nothing.
//!
//! **What is not taken**, and is no finding: the pseudo-property `id` (a checksum); rows marked `external`, which the publisher
//! itself keeps out of the entity until somebody confirms them; `origin`, `prop_type` and `id`, which say how the row was made.
//! `first_seen` and `last_seen` tell when a crawler saw the value: no dates of law, so never valid time; and as record time they
//! are somebody else's, collapsed into one interval. Only the newest `last_seen` is used, as the day the file states of itself.

use std::collections::HashMap;

use sayso_record::{Entity, EntityId, FindingKind, Locator, Property, PropertyType, Reading, Schema, prop};

use super::{Format, ftm_value};
use crate::{ListError, SourceFile};

pub(super) const FORMAT: Format = Format { id: "os_statements_csv", title: "OpenSanctions `statements.csv`", detect, read };

const REQUIRED: [&str; 4] = ["entity_id", "prop", "schema", "value"];

fn detect(file: &SourceFile) -> bool {
    ftm_value::Columns::stand_in(file, &REQUIRED)
}

fn read(files: &[SourceFile]) -> Result<Reading, ListError> {
    let mut reading = Reading::default();
    let mut records = Records::default();
    for file in files {
        ftm_value::for_each_row(file, &REQUIRED, &mut reading, |cells, locator, reading| {
            records.take(cells, locator, reading)
        })?;
    }
    records.into_reading(&mut reading);
    Ok(reading)
}

/// A source's own record while its rows come in.
struct Record {
    entity: Entity,
    locator: Locator,
    canonical: EntityId,
    dataset: String,
    links: Vec<Link>,
}

/// A link as its row gives it; led to records when all are known.
struct Link {
    property: Property,
    target: String,
}

#[derive(Default)]
struct Records {
    all: Vec<Record>,
    by_id: HashMap<String, usize>,
    unknown: ftm_value::UnknownProperties,
}

impl Records {
    fn take(&mut self, cells: &ftm_value::Cells, locator: &Locator, reading: &mut Reading) -> Result<(), String> {
        let last_seen = cells.get("last_seen");
        if let Some(day) = last_seen.get(..10).and_then(ftm_value::day_of) {
            reading.stated_date = reading.stated_date.max(Some(day));
        }
        if matches!(cells.get("external"), "t" | "true" | "True" | "1") {
            return Ok(());
        }
        let schema = Schema::find(cells.get("schema"))
            .ok_or_else(|| format!("FollowTheMoney 4.11 has no schema \"{}\"", cells.get("schema")))?;
        let place = self.place_of(cells, schema, locator)?;
        let record = &mut self.all[place];
        settle_schema(&mut record.entity, schema, locator, reading);
        if record.entity.schema().has(prop::PUBLISHER) {
            record.entity.add(prop::PUBLISHER, cells.get("dataset"));
        }
        let name = cells.get("prop");
        if name == "id" {
            return Ok(());
        }
        let value =
            ftm_value::Value { text: cells.get("value"), lang: cells.get("lang"), original: cells.get("original_value") };
        match Property::find(name).filter(|property| schema.has(*property)) {
            None => self.unknown.note(schema, name, value.text, locator),
            Some(property) if ftm_value::value_type(schema, property) == PropertyType::Entity => {
                record.links.push(Link { property, target: value.text.trim().to_owned() });
            }
            Some(property) => ftm_value::add(reading, &mut record.entity, property, value, locator),
        }
        Ok(())
    }

    fn place_of(&mut self, cells: &ftm_value::Cells, schema: Schema, locator: &Locator) -> Result<usize, String> {
        let raw = cells.get("entity_id").trim();
        let id = EntityId::new(raw);
        if id.as_str().is_empty() {
            return Err("a statement without entity_id".to_owned());
        }
        if let Some(place) = self.by_id.get(raw) {
            return Ok(*place);
        }
        let canonical = match cells.get("canonical_id").trim() {
            "" => id.clone(),
            canonical => EntityId::new(canonical),
        };
        self.by_id.insert(raw.to_owned(), self.all.len());
        self.all.push(Record {
            entity: Entity::new(schema, id),
            locator: locator.clone(),
            canonical,
            dataset: cells.get("dataset").to_owned(),
            links: Vec::new(),
        });
        Ok(self.all.len() - 1)
    }

    fn into_reading(mut self, reading: &mut Reading) {
        let mut by_canonical: HashMap<EntityId, Vec<usize>> = HashMap::new();
        for (place, record) in self.all.iter().enumerate() {
            by_canonical.entry(record.canonical.clone()).or_default().push(place);
        }
        for place in 0..self.all.len() {
            for link in std::mem::take(&mut self.all[place].links) {
                let targets = self.targets(&link.target, place, &by_canonical);
                for target in targets {
                    self.all[place].entity.add_cleaned(link.property, target.as_str(), &link.target);
                }
            }
        }
        self.unknown.tell(reading);
        for mut record in self.all {
            if record.canonical != *record.entity.id() && record.entity.schema().has(prop::NOTES) {
                record.entity.add(prop::NOTES, &format!("Joined by its publisher into: {}", record.canonical));
            }
            reading.push(record.entity, &record.locator);
        }
    }

    /// The records that a link means: the one of that very id; else those joined under it, of the same dataset if any are.
    fn targets(&self, target: &str, from: usize, by_canonical: &HashMap<EntityId, Vec<usize>>) -> Vec<EntityId> {
        if let Some(place) = self.by_id.get(target) {
            return vec![self.all[*place].entity.id().clone()];
        }
        let id = EntityId::new(target);
        let Some(joined) = by_canonical.get(&id) else { return vec![id] };
        let dataset = &self.all[from].dataset;
        let same: Vec<usize> = joined.iter().copied().filter(|place| self.all[*place].dataset == *dataset).collect();
        let meant = if same.is_empty() { joined } else { &same };
        meant.iter().map(|place| self.all[*place].entity.id().clone()).collect()
    }
}

/// Rows of one record may name a schema and a kind of it (`LegalEntity`, `Company`): the narrower one is meant.
fn settle_schema(entity: &mut Entity, schema: Schema, locator: &Locator, reading: &mut Reading) {
    let current = entity.schema();
    if schema != current && schema.is_a(current) {
        entity.set_schema(schema);
    } else if !current.is_a(schema) {
        let reason = format!("{} is a {current} in earlier rows; it stays one", entity.id());
        reading.finding(FindingKind::FieldUnread, locator, schema.as_str(), reason);
    }
}

#[cfg(test)]
mod tests;
