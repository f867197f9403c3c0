//! A query: what is known of somebody who is looked for. Read from arguments or from JSON in FollowTheMoney's words.

use std::collections::BTreeMap;

use sayso_record::{DateValue, Property, PropertyType, Schema, country, date, schema};
use serde_json::Value;

use crate::answer::QueryAnswer;

/// What is known of somebody who is looked for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Query {
    /// What the caller calls it.
    pub id: Option<String>,
    /// Kind of party; `None`: any.
    pub schema: Option<Schema>,
    /// Property names with values as they were given.
    pub properties: BTreeMap<String, Vec<String>>,
}

/// A query that makes no sense; the message says what would.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct QueryError(pub String);

impl Query {
    /// A query for a name alone.
    pub fn name(name: &str) -> Self {
        let mut query = Self::default();
        query.add("name", name);
        query
    }

    /// Adds what is known of a property; empty values are left out.
    pub fn add(&mut self, property: &str, value: &str) {
        if !value.trim().is_empty() {
            self.properties.entry(property.to_owned()).or_default().push(value.trim().to_owned());
        }
    }

    /// Sets the kind of party by its name in FollowTheMoney.
    pub fn set_schema(&mut self, name: &str) -> Result<(), QueryError> {
        let known = Schema::find(name).filter(|s| s.is_party() || *s == schema::THING);
        self.schema = Some(known.ok_or_else(|| {
            QueryError(format!("\"{name}\" is no kind of party; use Person, Organization, Company, LegalEntity, Vessel, Airplane, CryptoWallet or Thing"))
        })?);
        Ok(())
    }

    /// Reads `{"id":…, "schema":…, "properties":{name: value or [values]}}`. Unknown properties are kept but compare with nothing.
    pub fn from_json(text: &str) -> Result<Self, QueryError> {
        let value: Value = serde_json::from_str(text).map_err(|e| QueryError(format!("not JSON: {e}")))?;
        let object =
            value.as_object().ok_or_else(|| QueryError("a query is an object {\"schema\":…,\"properties\":{…}}".into()))?;
        let mut query = Self { id: object.get("id").and_then(Value::as_str).map(str::to_owned), ..Self::default() };
        if let Some(name) = object.get("schema").and_then(Value::as_str) {
            query.set_schema(name)?;
        }
        let properties = object.get("properties").and_then(Value::as_object);
        let properties = properties.ok_or_else(|| QueryError("the query has no \"properties\" object".into()))?;
        for (property, values) in properties {
            for value in values.as_array().map_or(std::slice::from_ref(values), Vec::as_slice) {
                match value {
                    Value::String(text) => query.add(property, text),
                    Value::Number(number) => query.add(property, &number.to_string()),
                    Value::Null => {}
                    _ => return Err(QueryError(format!("the values of \"{property}\" must be texts"))),
                }
            }
        }
        Ok(query)
    }

    fn values_of(&self, kind: impl Fn(&str) -> bool) -> impl Iterator<Item = &str> {
        self.properties.iter().filter(move |(name, _)| kind(name)).flat_map(|(_, values)| values.iter().map(String::as_str))
    }

    /// The names to look for: all name properties, else first and last name put together.
    pub fn names(&self) -> Vec<String> {
        let whole: Vec<String> = self
            .values_of(|p| matches!(p, "name" | "alias" | "weakAlias" | "previousName" | "abbreviation"))
            .map(str::to_owned)
            .collect();
        if !whole.is_empty() {
            return whole;
        }
        let parts = ["firstName", "secondName", "middleName", "fatherName", "lastName"];
        let joined =
            parts.iter().filter_map(|p| self.properties.get(*p).and_then(|v| v.first())).cloned().collect::<Vec<_>>().join(" ");
        if joined.is_empty() { Vec::new() } else { vec![joined] }
    }

    /// Birth dates (of a company: of its founding) that can be read.
    pub fn birth_dates(&self) -> Vec<DateValue> {
        self.values_of(|p| matches!(p, "birthDate" | "incorporationDate")).filter_map(date::parse_loose).collect()
    }

    /// Country codes out of all properties that hold countries.
    pub fn countries(&self) -> Vec<&'static str> {
        let is_country = |p: &str| Property::find(p).is_some_and(|p| p.value_type() == PropertyType::Country);
        let mut codes: Vec<_> = self.values_of(is_country).filter_map(country::code).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    /// Identifiers of any kind, without spaces and punctuation, in capitals.
    pub fn identifiers(&self) -> Vec<String> {
        let is_identifier =
            |p: &str| p == "publicKey" || Property::find(p).is_some_and(|p| p.value_type() == PropertyType::Identifier);
        self.values_of(is_identifier).map(sayso_edition::normalised_identifier).filter(|id| !id.is_empty()).collect()
    }

    /// Genders in FollowTheMoney's words.
    pub fn genders(&self) -> Vec<String> {
        self.values_of(|p| p == "gender")
            .map(|g| match g.to_lowercase().as_str() {
                "m" => "male".to_owned(),
                "f" => "female".to_owned(),
                other => other.to_owned(),
            })
            .collect()
    }

    /// The query as it goes into the answer.
    pub(crate) fn answer(&self) -> QueryAnswer {
        QueryAnswer {
            id: self.id.clone(),
            schema: self.schema.map(|s| s.as_str().to_owned()),
            properties: self.properties.clone(),
        }
    }
}
