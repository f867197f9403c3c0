//! Names in one field: "LAST, First" of persons, whole names of all others.

use sayso_record::Schema;
use sayso_record::vocabulary::{prop, schema};

use crate::formats::ofac_common::PartyName;

/// What stands behind a second comma and belongs to the family name.
const SUFFIXES: [&str; 6] = ["Jr.", "Jr", "Sr.", "Sr", "II", "III"];

/// A name of a party of that schema. Only persons' names have parts: "CECOEX, S.A." keeps its comma.
pub(in crate::formats) fn party_name(schema: Schema, raw: &str) -> PartyName {
    let raw = raw.trim();
    let Some((family, given)) = raw.split_once(", ").filter(|_| schema == schema::PERSON) else {
        return PartyName { family: raw.to_owned(), ..PartyName::default() };
    };
    let (family, given) = (family.trim(), given.trim());
    match given.rsplit_once(", ").filter(|(_, suffix)| SUFFIXES.contains(suffix)) {
        Some((given, suffix)) => {
            let mut name = PartyName::of_fields(given, family);
            name.family = format!("{family} {suffix}");
            name.parts.push((prop::NAME_SUFFIX, suffix.to_owned()));
            name.spelled = raw.to_owned();
            name
        }
        None => PartyName { spelled: raw.to_owned(), ..PartyName::of_fields(given, family) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(schema: Schema, raw: &str, natural: &str, parts: &[&str]) {
        let name = party_name(schema, raw);
        assert_eq!(name.natural(), natural);
        assert_eq!(name.parts.iter().map(|(_, part)| part.as_str()).collect::<Vec<_>>(), parts);
    }

    #[test]
    fn persons_have_their_names_in_natural_order_and_in_parts() {
        check(schema::PERSON, "DOE, Jane Mary", "Jane Mary DOE", &["Jane Mary", "DOE"]);
        check(schema::PERSON, "DE LOS REYES, Juan, Jr.", "Juan DE LOS REYES Jr.", &["Juan", "DE LOS REYES", "Jr."]);
        check(schema::PERSON, "PACHO", "PACHO", &[]);
        check(schema::ORGANIZATION, "CECOEX, S.A.", "CECOEX, S.A.", &[]);
    }
}
