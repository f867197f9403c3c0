//! The sanctions of a party: one for each programme, so that one programme may go while another stays.
//!
//! OFAC dates the entry of a party in a *list*, not in a programme. Where the entry has one programme, the date is that
//! programme's. Where it has several, the file does not say which of them began then: the date then stands on a sanction of its
//! own for the list, and none of the programmes claims it.

use sayso_record::finding::FindingKind;
use sayso_record::vocabulary::{prop, schema};
use sayso_record::{Entity, Locator, Property, Reading};

use super::Party;
use super::dates::When;
use super::details::Detail;

/// The agency, in a spelling that `sayso_record::authority` knows.
const AUTHORITY: &str = "Office of Foreign Assets Control";

/// The entry of a party in one of OFAC's lists.
#[derive(Debug, Clone, Default)]
pub(in crate::formats) struct Listed {
    /// Name of the list, such as `SDN List`.
    pub(in crate::formats) list: String,
    /// OFAC's number of the entry.
    pub(in crate::formats) record: String,
    /// Programmes of the entry.
    pub(in crate::formats) programmes: Vec<String>,
    /// Whether the format gives these programmes for this entry alone, and not for several lists together.
    pub(in crate::formats) alone: bool,
    /// What else is said of the entry: dates, legal bases, kinds of measure.
    pub(in crate::formats) facts: Vec<Fact>,
}

/// One thing said of an entry in a list.
#[derive(Debug, Clone)]
pub(in crate::formats) struct Fact {
    /// As which property of the sanction.
    pub(in crate::formats) property: Property,
    /// A text or a date.
    pub(in crate::formats) value: When,
    /// Of which sanctions of the entry it is said.
    pub(in crate::formats) scope: Scope,
}

/// Of which sanctions of an entry something is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::formats) enum Scope {
    /// Of the entry: of all its sanctions; a date only of its one programme or else of the list.
    Entry,
    /// Of the sanction of the list alone, where there is one.
    List,
    /// Of one programme.
    Programme(String),
}

impl Fact {
    /// Something in words that is said of the entry.
    pub(in crate::formats) fn text(property: Property, text: &str) -> Self {
        Self { property, value: When::text(text), scope: Scope::Entry }
    }
}

/// Something said of the sanctions under the programmes that `key` names; of all where it names none that the party has.
#[derive(Debug, Clone)]
pub(super) struct Term {
    key: String,
    property: Property,
    value: When,
}

impl Party {
    /// States the terms of a sanction in words.
    pub(super) fn provision(&mut self, label: &str, sentence: &str) {
        self.terms.push(Term { key: programme_key(label), property: prop::PROVISIONS, value: When::text(sentence) });
    }

    /// States a date that a label gives for one programme (`Listing Date (CMIC)`).
    pub(super) fn dated_term(&mut self, property: Property, detail: &Detail, reading: &mut Reading, locator: &Locator) {
        if detail.date.value().is_none() {
            reading.finding(FindingKind::FieldUnread, locator, &detail.value, format!("no date in {}", detail.label));
        } else {
            self.terms.push(Term { key: programme_key(&detail.label), property, value: detail.date.clone() });
        }
        self.provision(&detail.label, &detail.sentence());
    }

    /// The sanctions as entities.
    pub(super) fn sanctions(&self, reading: &mut Reading) -> Vec<Entity> {
        let mut sanctions: Vec<Entity> = self.programmes.iter().map(|programme| self.sanction(programme, programme)).collect();
        if sanctions.is_empty() && self.listed.is_empty() && !self.only_if_entered {
            sanctions.push(self.sanction("", "")); // listed all the same; the file names no programme
        }
        for listed in &self.listed {
            self.add_listed(listed, &mut sanctions, reading);
        }
        for term in &self.terms {
            let named = |programme: &str| !term.key.is_empty() && squeeze(programme).contains(&term.key);
            let any_named = self.programmes.iter().any(|p| named(p));
            let dated = term.property != prop::PROVISIONS;
            for sanction in &mut sanctions {
                let matches = sanction.values(prop::PROGRAM).any(named);
                if matches || (!any_named && !dated) {
                    self.state(sanction, term.property, &term.value, reading);
                }
            }
        }
        sanctions
    }

    fn sanction(&self, name: &str, programme: &str) -> Entity {
        let mut sanction = Entity::new(schema::SANCTION, self.entity.id().part(&format!("sanction-{name}")));
        sanction.link(prop::ENTITY, self.entity.id());
        sanction.add(prop::AUTHORITY, AUTHORITY);
        sanction.add(prop::PROGRAM, programme);
        sanction
    }

    fn add_listed(&self, listed: &Listed, sanctions: &mut Vec<Entity>, reading: &mut Reading) {
        let only = match &listed.programmes[..] {
            [only] if listed.alone => Some(only.as_str()),
            _ => None,
        };
        if only.is_none() && !listed.list.is_empty() {
            sanctions.push(self.sanction(&listed.list, ""));
        }
        for sanction in sanctions.iter_mut() {
            let of_list = only.is_none() && *sanction.id() == self.entity.id().part(&format!("sanction-{}", listed.list));
            let of_programme = sanction.values(prop::PROGRAM).any(|p| listed.programmes.iter().any(|l| l == p));
            if !of_list && !of_programme {
                continue;
            }
            if of_list || listed.alone {
                sanction.add(prop::SUMMARY, &listed.list);
                sanction.add(prop::RECORD_ID, &listed.record);
            }
            let programme = sanction.values(prop::PROGRAM).next().unwrap_or_default().to_owned();
            for fact in &listed.facts {
                let is_date = [prop::LISTING_DATE, prop::END_DATE, prop::MODIFIED_AT].contains(&fact.property);
                let is_meant = match &fact.scope {
                    Scope::Entry => !is_date || of_list || only.is_some(),
                    Scope::List => of_list,
                    Scope::Programme(own) => *own == programme,
                };
                if is_meant {
                    self.state(sanction, fact.property, &fact.value, reading);
                }
            }
        }
    }

    fn state(&self, sanction: &mut Entity, property: Property, value: &When, reading: &mut Reading) {
        let is_date = property.value_type() == sayso_record::PropertyType::Date;
        if is_date {
            value.state(sanction, property, reading, &self.place);
        } else {
            sanction.add(property, &value.text);
        }
    }
}

/// What a label says of its programme: `eo14024` of "Executive Order 14024 Directive Information", `cmic` of "Listing Date (CMIC)".
fn programme_key(label: &str) -> String {
    let label = squeeze(label);
    for word in ["executiveorder", "(eo"] {
        if let Some((_, rest)) = label.split_once(word) {
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            if !digits.is_empty() {
                return format!("eo{digits}");
            }
        }
    }
    ["cmic", "caatsa", "peesa", "ifca"].into_iter().find(|word| label.contains(word)).unwrap_or_default().to_owned()
}

fn squeeze(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric() || *c == '(').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_name_their_programme() {
        for (label, key) in [
            ("Executive Order 14024 Directive Information -", "eo14024"),
            ("Listing Date (EO 14024 Directive 1a):", "eo14024"),
            ("Effective Date (CMIC)", "cmic"),
            ("CAATSA Section 235 Information:", "caatsa"),
            ("Secondary sanctions risk:", ""),
        ] {
            assert_eq!(programme_key(label), key);
        }
    }
}
