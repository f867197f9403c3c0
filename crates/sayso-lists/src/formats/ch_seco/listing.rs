//! Listings of the Swiss list: which programmes a target stands under, and from when until when.

use std::collections::HashMap;

use sayso_record::{Entity, EntityId, FindingKind, Reading, prop, schema};

use crate::xml::Node;

/// A sanctions programme as one of its sets of measures names it.
#[derive(Debug, Clone, Default)]
pub(super) struct Programme {
    key: String,
    name: String,
    origin: String,
    measure: String,
}

impl Programme {
    /// Its name in English where the file has it.
    pub(super) fn name(&self) -> &str {
        if self.name.is_empty() { &self.key } else { &self.name }
    }
}

/// The programmes of the file by the ids of their sets of measures.
pub(super) fn programmes(node: &Node, into: &mut HashMap<String, Programme>) {
    let named = |element: &str, language: &str| {
        node.all(element).find(|child| child.attribute("lang") == language).map_or("", |child| &child.text).to_owned()
    };
    let in_english = |element: &str| {
        Some(named(element, "eng")).filter(|text| !text.is_empty()).unwrap_or_else(|| node.text_of(element).to_owned())
    };
    for set in node.all("sanctions-set") {
        let programme = into.entry(set.attribute("ssid").to_owned()).or_insert_with(|| Programme {
            key: in_english("program-key"),
            name: in_english("program-name"),
            origin: node.text_of("origin").to_owned(),
            measure: set.text.clone(),
        });
        if set.attribute("lang") == "eng" {
            programme.measure.clone_from(&set.text);
        }
    }
}

/// From when until when a target was listed. A target that comes back has several of these.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) published: String,
    pub(super) effective: String,
    pub(super) ended: Option<String>,
}

/// The periods that the modifications of a target make; one without dates where there are none. Days of amendments come second.
pub(super) fn periods(reading: &mut Reading, target: &Node) -> (Vec<Period>, Vec<String>) {
    let mut modifications: Vec<&Node> = target.all("modification").collect();
    modifications.sort_by_key(|modification| day(modification, &["effective-date", "publication-date", "enactment-date"]));
    let (mut periods, mut amendments) = (Vec::<Period>::new(), Vec::new());
    for modification in modifications {
        let effective = day(modification, &["effective-date", "enactment-date"]);
        let published = day(modification, &["publication-date"]);
        let is_open = periods.last().is_some_and(|period| period.ended.is_none());
        match modification.attribute("modification-type") {
            "listed" if !is_open => periods.push(Period { published, effective, ended: None }),
            "listed" | "amended" => {
                amendments.push(day(modification, &["effective-date", "publication-date", "enactment-date"]));
            }
            "de-listed" => {
                if !is_open {
                    periods.push(Period::default());
                }
                if let Some(period) = periods.last_mut() {
                    period.ended = Some(if effective.is_empty() { published } else { effective });
                }
            }
            other => reading.finding(
                FindingKind::Unknown,
                &modification.locator(),
                other,
                "no kind of modification known by that word",
            ),
        }
    }
    if periods.is_empty() {
        periods.push(Period::default());
    }
    (periods, amendments)
}

fn day(modification: &Node, attributes: &[&str]) -> String {
    attributes.iter().map(|name| modification.attribute(name)).find(|text| !text.is_empty()).unwrap_or_default().to_owned()
}

/// One listing for each programme and period.
pub(super) fn listings(
    reading: &mut Reading,
    target: &Node,
    party: &EntityId,
    programmes: &HashMap<String, Programme>,
    periods: &[Period],
) {
    let mut sanctions: Vec<Entity> = Vec::new();
    for set in target.all("sanctions-set-id") {
        let programme = programmes.get(&set.text).cloned().unwrap_or_else(|| {
            let reason = "no sanctions-set in the file has this id; the programme of this listing is not known";
            reading.finding(FindingKind::FieldUnread, &set.locator(), &set.text, reason);
            Programme { key: set.text.clone(), ..Programme::default() }
        });
        for (number, period) in periods.iter().enumerate() {
            let first = party.part(&format!("sanction-{}", programme.key));
            let id = if number == 0 { first } else { first.part(&format!("{}-{number}", period.effective)) };
            let at = sanctions.iter().position(|sanction| *sanction.id() == id).unwrap_or_else(|| {
                sanctions.push(listing(reading, target, party, id, &programme, period));
                sanctions.len() - 1
            });
            sanctions[at].add(prop::PROVISIONS, &programme.measure);
        }
    }
    for sanction in sanctions {
        reading.push(sanction, &target.locator());
    }
}

fn listing(
    reading: &mut Reading,
    target: &Node,
    party: &EntityId,
    id: EntityId,
    programme: &Programme,
    period: &Period,
) -> Entity {
    let locator = target.locator();
    let mut sanction = Entity::new(schema::SANCTION, id);
    sanction.link(prop::ENTITY, party);
    sanction.add(prop::AUTHORITY, super::AGENCY);
    sanction.add(prop::AUTHORITY_ID, target.attribute("ssid"));
    sanction.add(prop::PROGRAM, programme.name());
    sanction.add(prop::PROGRAM_ID, &programme.key);
    if !programme.origin.is_empty() {
        sanction.add(prop::DESCRIPTION, &format!("Origin: {}", programme.origin));
    }
    sanction.add(prop::UNSC_ID, target.text_of("foreign-identifier"));
    reading.add_date(&mut sanction, prop::LISTING_DATE, &period.published, &locator);
    reading.add_date(&mut sanction, prop::START_DATE, &period.effective, &locator);
    if let Some(ended) = &period.ended {
        reading.add_date(&mut sanction, prop::END_DATE, ended, &locator);
        sanction.add(prop::STATUS, "Inactive");
    }
    for justification in super::below(target, "justification") {
        sanction.add(prop::REASON, &justification.text);
    }
    sanction
}
