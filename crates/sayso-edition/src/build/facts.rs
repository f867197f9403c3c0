//! What a party is and the facts used in scoring.

use std::collections::BTreeMap;

use sayso_record::{KnownStatement, Property, PropertyType, Schema, prop, schema};

use super::parties::PartyParts;
use crate::party::FactKind;

/// The facts of a party with the statements that carry each, by kind, property and value.
pub(crate) type Facts<'v> = BTreeMap<(FactKind, Property, &'v str), Vec<&'v KnownStatement>>;

/// The facts of a party: what its own entities state, and the numbers of its documents.
pub(crate) fn of_party<'v>(party: &PartyParts<'v>) -> Facts<'v> {
    let own = party.own.iter().copied().flatten();
    let documents = party
        .related
        .iter()
        .copied()
        .flatten()
        .filter(|known| known.statement.schema.is_a(schema::IDENTIFICATION) && known.statement.property == prop::NUMBER);
    let mut facts = Facts::new();
    for known in own.chain(documents) {
        let property = known.statement.property;
        if let Some(kind) = kind(property) {
            facts.entry((kind, property, &known.statement.value)).or_default().push(known);
        }
    }
    facts
}

fn kind(property: Property) -> Option<FactKind> {
    match property.value_type() {
        PropertyType::Date if property == prop::BIRTH_DATE => Some(FactKind::BirthDate),
        PropertyType::Country => Some(FactKind::Country),
        PropertyType::Identifier => Some(FactKind::Identifier),
        _ if property == prop::GENDER => Some(FactKind::Gender),
        _ => None,
    }
}

/// The narrowest schema that the lists now state, or last stated.
pub(crate) fn schema_of(party: &PartyParts<'_>) -> Schema {
    let stated = |current: bool| {
        let statements = party.own.iter().copied().flatten();
        let mut schemata: Vec<Schema> = statements
            .filter(|known| !current || known.known.iter().any(|run| run.absent_after.is_none()))
            .map(|known| known.statement.schema)
            .filter(|schema| schema.is_party())
            .collect();
        schemata.sort_unstable();
        schemata.into_iter().reduce(|one, other| if other.is_a(one) { other } else { one })
    };
    stated(true).or_else(|| stated(false)).unwrap_or(schema::LEGAL_ENTITY)
}
