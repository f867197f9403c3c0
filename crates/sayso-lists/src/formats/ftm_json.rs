//! FollowTheMoney `entities.ftm.json`: one entity a line, as OpenSanctions publishes its collections and FtM tools exchange them.
//!
//! Ids, schemata, properties and links are kept as they are. Nested entities (an object where an id is expected, or under a
//! reverse property such as `sanctions`) become entities of their own. Line numbers are the places.
//!
//! What else a line says: `datasets` becomes `publisher`, one for each; `referents`, the records that the publisher joined into
//! this one, become a note, because that they are the same is the publisher's judgement, not a fact of a list. A `caption` that no
//! property holds is an alias. `target` follows from the topics and is not kept. **`first_seen`, `last_seen` and `last_change` are
//! not kept**: they tell when somebody's crawler looked, are no dates of law, and would change every entity with every
//! version; the newest `last_seen` is the day the file states of itself.
//!
//! Delta files (`{"op": …, "entity": …}`) are another format and are not read.

use sayso_record::{Entity, EntityId, FindingKind, Locator, Property, PropertyType, Reading, Schema, prop};
use serde_json::{Map, Value};

use super::{Format, ftm_value};
use crate::{ListError, SourceFile};

pub(super) const FORMAT: Format = Format { id: "ftm_json", title: "FollowTheMoney `entities.ftm.json`", detect, read };

/// Enough of a file to see the keys of its first entity, whatever their order.
const HEAD_BYTES: usize = 64 * 1024;

fn detect(file: &SourceFile) -> bool {
    let head = file.head(HEAD_BYTES);
    let head = head.trim_start_matches('\u{feff}').trim_start();
    let first = head.lines().next().unwrap_or("");
    let has = |key: &str| first.contains(key);
    first.starts_with('{') && has("\"id\"") && has("\"schema\"") && has("\"properties\"") && !has("\"op\"")
}

fn read(files: &[SourceFile]) -> Result<Reading, ListError> {
    let mut reader = Reader::default();
    for file in files {
        reader.read_file(file)?;
    }
    reader.unknown.tell(&mut reader.reading);
    Ok(reader.reading)
}

#[derive(Default)]
struct Reader {
    reading: Reading,
    unknown: ftm_value::UnknownProperties,
}

impl Reader {
    fn read_file(&mut self, file: &SourceFile) -> Result<(), ListError> {
        let bytes = file.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&file.bytes);
        let mut lines =
            bytes.split(|byte| *byte == b'\n').zip(1_u64..).filter(|(line, _)| !line.trim_ascii().is_empty()).peekable();
        if lines.peek().is_none() {
            return Err(ListError::new(&file.name, Locator::line(1), "the file is empty; one JSON object a line was expected"));
        }
        let mut read_any = false;
        while let Some((line, number)) = lines.next() {
            let locator = Locator::line(number);
            self.reading.records += 1;
            let taken = match serde_json::from_slice::<Value>(line) {
                Ok(Value::Object(object)) => self.take_entity(&object, &locator).map(|_| ()),
                Ok(_) => Err("not a JSON object".to_owned()),
                Err(error) if error.is_eof() && lines.peek().is_none() => {
                    let problem = "the file breaks off in the middle of its last line; fetch it again";
                    return Err(ListError::new(&file.name, locator, problem));
                }
                Err(error) => Err(format!("not JSON: {error}")),
            };
            if taken.is_err() && !read_any {
                let problem = "the first line is no entity: a JSON object with id, schema and properties was expected";
                return Err(ListError::new(&file.name, locator, problem));
            }
            read_any = true;
            if let Err(reason) = taken {
                self.reading.finding(FindingKind::RecordLost, &locator, &String::from_utf8_lossy(line), reason);
            }
        }
        Ok(())
    }

    /// Takes an entity and those nested in it; its id, or why it is left out.
    fn take_entity(&mut self, object: &Map<String, Value>, locator: &Locator) -> Result<EntityId, String> {
        let text = |key: &str| object.get(key).and_then(Value::as_str).unwrap_or("").trim();
        let id = EntityId::new(text("id"));
        if id.as_str().is_empty() {
            return Err("an entity without id".to_owned());
        }
        let schema = Schema::find(text("schema"))
            .ok_or_else(|| format!("FollowTheMoney 4.11 has no schema \"{}\"; the entity is left out", text("schema")))?;
        let mut entity = Entity::new(schema, id.clone());
        if let Some(Value::Object(properties)) = object.get("properties") {
            for (name, values) in properties {
                self.take_property(&mut entity, name, values, locator);
            }
        }
        for dataset in strings(object.get("datasets")) {
            if schema.has(prop::PUBLISHER) {
                entity.add(prop::PUBLISHER, dataset);
            }
        }
        keep_referents(&mut entity, object);
        keep_caption(&mut entity, text("caption"));
        if let Some(day) = ftm_value::day_of(text("last_seen")) {
            self.reading.stated_date = self.reading.stated_date.max(Some(day));
        }
        self.reading.push(entity, locator);
        Ok(id)
    }

    fn take_property(&mut self, entity: &mut Entity, name: &str, values: &Value, locator: &Locator) {
        let one = std::slice::from_ref(values);
        let values = values.as_array().map_or(one, Vec::as_slice);
        let property = Property::find(name).filter(|property| entity.schema().has(*property));
        for value in values {
            match value {
                Value::Null => {}
                Value::Object(nested) => self.take_nested(entity, property, nested, locator),
                Value::Array(_) => {
                    let reason = format!("a list in the list of {name}; values of properties are texts");
                    self.reading.finding(FindingKind::FieldUnread, locator, &value.to_string(), reason);
                }
                Value::String(text) => self.take_text(entity, property, name, text, locator),
                Value::Bool(_) | Value::Number(_) => self.take_text(entity, property, name, &value.to_string(), locator),
            }
        }
    }

    fn take_text(&mut self, entity: &mut Entity, property: Option<Property>, name: &str, text: &str, locator: &Locator) {
        if let Some(property) = property {
            let value = ftm_value::Value { text, ..ftm_value::Value::default() };
            ftm_value::add(&mut self.reading, entity, property, value, locator);
        } else {
            self.unknown.note(entity.schema(), name, text, locator);
        }
    }

    /// A nested entity. Under a property it is linked; under a reverse property it links back by itself.
    fn take_nested(&mut self, entity: &mut Entity, property: Option<Property>, nested: &Map<String, Value>, locator: &Locator) {
        match self.take_entity(nested, locator) {
            Ok(id) => {
                if let Some(property) =
                    property.filter(|property| ftm_value::value_type(entity.schema(), *property) == PropertyType::Entity)
                {
                    entity.link(property, &id);
                }
            }
            Err(reason) => {
                let raw = Value::Object(nested.clone()).to_string();
                self.reading.finding(FindingKind::FieldUnread, locator, &raw, format!("nested in {}: {reason}", entity.id()));
            }
        }
    }
}

fn strings(value: Option<&Value>) -> impl Iterator<Item = &str> {
    value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

fn keep_referents(entity: &mut Entity, object: &Map<String, Value>) {
    let id = entity.id().as_str().to_owned();
    let mut others: Vec<&str> = strings(object.get("referents")).filter(|referent| *referent != id).collect();
    others.sort_unstable();
    if !others.is_empty() && entity.schema().has(prop::NOTES) {
        entity.add(prop::NOTES, &format!("Joined by its publisher from: {}", others.join(", ")));
    }
}

/// A caption is one of the names, or made from other properties; one that stands nowhere else is kept.
fn keep_caption(entity: &mut Entity, caption: &str) {
    let schema = entity.schema();
    let stands = [prop::NAME, prop::ALIAS, prop::WEAK_ALIAS, prop::PREVIOUS_NAME, prop::FULL, prop::ADDRESS, prop::TITLE]
        .into_iter()
        .any(|property| entity.values(property).any(|value| value == caption));
    let is_label = caption == schema.as_str() || caption == entity.id().as_str();
    if schema.is_party() && !stands && !is_label {
        entity.add(prop::ALIAS, caption);
    }
}

#[cfg(test)]
mod tests;
