//! What the three formats of the EU's list have in common: one party as the file gives it, and what that states.
//!
//! The readers ([`super::eu_fsf_xml`], [`super::eu_fsf_csv`], [`super::eu_whole`]) fill a [`Party`]; [`Party::state`] turns it into
//! statements. So the same entry gets the same ids in all three: `eu-<logicalId>` and `eu-<logicalId>-sanction-<programme>`.
//!
//! Each name, birth, address and paper keeps the act that brought it in (`document`, `valid_from`).

mod details;
mod listing;
mod names;
pub(super) mod old_text;
mod papers;
#[cfg(test)]
pub(super) mod testing;

use jiff::civil::Date;
use sayso_record::{Entity, EntityId, FindingKind, Locator, PartialDate, Property, Reading, date, prop, schema};

/// A legal act as the file names it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Act {
    /// `1210/2003 (OJ L169)`.
    pub(super) title: String,
    pub(super) url: String,
    pub(super) published: String,
    pub(super) in_force: String,
    pub(super) programme: String,
    /// `council`, `commission` or empty.
    pub(super) organisation: String,
}

/// One entry of the list.
#[derive(Debug, Clone, Default)]
pub(super) struct Party {
    pub(super) key: String,
    pub(super) reference: String,
    pub(super) united_nations_id: String,
    pub(super) designated: String,
    pub(super) designation_details: String,
    /// `P`, `person`, `E`, `enterprise`.
    pub(super) kind: String,
    pub(super) remarks: Vec<String>,
    pub(super) acts: Vec<Act>,
    pub(super) names: Vec<Name>,
    pub(super) births: Vec<Birth>,
    pub(super) citizenships: Vec<Citizenship>,
    pub(super) addresses: Vec<Address>,
    pub(super) papers: Vec<Paper>,
}

/// One name.
#[derive(Debug, Clone, Default)]
pub(super) struct Name {
    pub(super) key: String,
    pub(super) whole: String,
    pub(super) first: String,
    pub(super) middle: String,
    pub(super) last: String,
    pub(super) title: String,
    pub(super) function: String,
    pub(super) gender: String,
    pub(super) language: String,
    pub(super) weak: bool,
    pub(super) remark: String,
    pub(super) act: Act,
}

/// One birth.
#[derive(Debug, Clone, Default)]
pub(super) struct Birth {
    /// The whole date, or a text such as `1958 - 1963 (approximative)`.
    pub(super) date: String,
    pub(super) day: String,
    pub(super) month: String,
    pub(super) year: String,
    pub(super) year_from: String,
    pub(super) year_to: String,
    pub(super) circa: bool,
    pub(super) calendar: String,
    /// City, region and so on, narrow to wide.
    pub(super) places: Vec<String>,
    pub(super) country: String,
    pub(super) remark: String,
    pub(super) act: Act,
}

/// One citizenship.
#[derive(Debug, Clone, Default)]
pub(super) struct Citizenship {
    pub(super) country: String,
    pub(super) region: String,
    pub(super) remark: String,
    pub(super) act: Act,
}

/// One address.
#[derive(Debug, Clone, Default)]
pub(super) struct Address {
    pub(super) key: String,
    pub(super) street: String,
    pub(super) post_box: String,
    pub(super) zip: String,
    pub(super) city: String,
    pub(super) region: String,
    pub(super) place: String,
    pub(super) country: String,
    pub(super) remark: String,
    /// `PHONE`, `FAX`, `EMAIL`, `WEB` and what stands behind it.
    pub(super) contacts: Vec<(String, String)>,
    pub(super) act: Act,
}

/// One passport, identity card or number.
#[derive(Debug, Clone, Default)]
pub(super) struct Paper {
    pub(super) key: String,
    /// `passport`, `id`, `ssn`, `imo`, `other` …
    pub(super) code: String,
    pub(super) description: String,
    pub(super) number: String,
    pub(super) latin_number: String,
    pub(super) country: String,
    pub(super) region: String,
    pub(super) issued_by: String,
    pub(super) issued: String,
    pub(super) valid_from: String,
    pub(super) valid_to: String,
    pub(super) name_on_document: String,
    /// "known to be expired" and the like.
    pub(super) states: Vec<String>,
    pub(super) remark: String,
    pub(super) act: Act,
}

impl Party {
    /// States all that the entry says; an entry without a key is a finding.
    pub(super) fn state(self, reading: &mut Reading, locator: &Locator) {
        reading.records += 1;
        if self.key.trim().is_empty() {
            let name = self.names.first().map_or("", |name| &name.whole);
            return reading.finding(
                FindingKind::RecordLost,
                locator,
                name,
                "the entry has no logical id, by which it would be known",
            );
        }
        let entity = Entity::new(schema::LEGAL_ENTITY, EntityId::new(&format!("eu-{}", self.key)));
        let mut writer = Writer { reading, locator, entity, person: false };
        writer.kind(&self.kind);
        writer.names(&self.names);
        writer.details(&self);
        writer.papers(&self.papers);
        writer.listings(&self);
        for remark in &self.remarks {
            writer.entity.add(prop::NOTES, remark);
        }
        writer.entity.add(prop::TOPICS, "sanction");
        writer.reading.push(writer.entity, locator);
    }
}

/// A party on its way into the reading.
struct Writer<'a> {
    reading: &'a mut Reading,
    locator: &'a Locator,
    entity: Entity,
    person: bool,
}

impl Writer<'_> {
    fn kind(&mut self, kind: &str) {
        let schema = match kind.trim().to_lowercase().as_str() {
            "p" | "person" => schema::PERSON,
            "e" | "enterprise" | "entity" => schema::ORGANIZATION,
            "vessel" | "ship" | "v" => schema::VESSEL,
            _ => {
                let reason = "not a kind of party that the EU's list is known to have; taken as a legal entity";
                return self.reading.finding(FindingKind::Unknown, self.locator, kind, reason);
            }
        };
        self.person = schema == schema::PERSON;
        self.entity.set_schema(schema);
    }

    /// States a value on the party with the act that brought it in.
    fn add_by(&mut self, property: Property, value: &str, act: &Act) {
        self.add_by_with(property, value, "", act);
    }

    /// The same, with the text that the value was read from.
    fn add_by_with(&mut self, property: Property, value: &str, raw: &str, act: &Act) {
        add_by(&mut self.entity, property, value, raw, act);
    }
}

fn add_by(entity: &mut Entity, property: Property, value: &str, raw: &str, act: &Act) {
    entity.add_with(property, value, |statement| {
        if !raw.trim().is_empty() && raw.trim() != &*statement.value {
            statement.original = Some(super::name_text::one_space(raw).into());
        }
        if !act.title.is_empty() {
            statement.document = Some(act.title.as_str().into());
        }
        statement.valid_from = partial(&act.published);
    });
}

/// A date to the day, month or year.
fn partial(text: &str) -> Option<PartialDate> {
    let value = date::parse_loose(text)?;
    value.from().filter(|from| value.until() == Some(*from) && !value.is_circa())
}

/// The day that a file says it was made on: `2026-08-05T16:47:04+02:00`, `11/02/2016`.
pub(super) fn stated_day(text: &str) -> Option<Date> {
    let date = partial(text.trim())?;
    date.is_exact().then(|| date.earliest())
}

/// Whether a flag (`true`, `1`, `yes`) is set.
pub(super) fn is_set(flag: &str) -> bool {
    matches!(flag.trim().to_lowercase().as_str(), "true" | "1" | "yes" | "y")
}

/// The code of a country or its description; nothing where the file says that it is not known (`00`, `UNKNOWN`).
pub(super) fn country_of(code: &str, description: &str) -> String {
    let known = |text: &&str| !matches!(text.trim().to_uppercase().as_str(), "" | "00" | "XX" | "UNKNOWN");
    [code, description].into_iter().find(known).unwrap_or_default().trim().to_owned()
}

/// Flags of a document and what they say.
pub(super) const PAPER_STATES: [(&str, &str); 5] = [
    ("diplomatic", "diplomatic"),
    ("knownExpired", "known to be expired"),
    ("knownFalse", "known to be false"),
    ("reportedLost", "reported lost"),
    ("revokedByIssuer", "revoked by issuer"),
];

impl Act {
    /// Fills the day of entry into force where a format has only the day of publication.
    pub(super) fn in_force_or_published(&mut self) {
        if self.in_force.is_empty() {
            self.in_force.clone_from(&self.published);
        }
    }
}
