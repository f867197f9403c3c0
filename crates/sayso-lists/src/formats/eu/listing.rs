//! The listings of a party: one for each programme.
//!
//! An entry names the act that last changed it; the names in it keep the acts that brought them in. A listing therefore begins with
//! the earliest of them. Where the file gives a date of designation far before all of these, the act that listed the party is no
//! longer named, and the listing begins with the designation. Every act stands by itself with its own date.

use sayso_record::{Entity, FindingKind, PartialDate, Property, prop, schema};

use super::{Act, Party, Writer, add_by, partial};

/// Days within which an act of the EU follows the designation by the UN that it carries over: in the list of 2016, 9 to 83 days for
/// five of the seven entries that give both; the acts of the other two, over four years later, are amendments.
const ACT_FOLLOWS_WITHIN_DAYS: i32 = 90;

impl Writer<'_> {
    pub(super) fn listings(&mut self, party: &Party) {
        let mut programmes: Vec<&str> = Vec::new();
        for act in &party.acts {
            if !programmes.contains(&act.programme.as_str()) {
                programmes.push(&act.programme);
            }
        }
        if programmes.is_empty() {
            self.reading.finding(
                FindingKind::FieldUnread,
                self.locator,
                &party.key,
                "the entry names no regulation, so no listing is known",
            );
        }
        for programme in &programmes {
            self.listing(party, programme, programmes.len() == 1);
        }
    }

    fn listing(&mut self, party: &Party, programme: &str, only: bool) {
        let mut sanction = Entity::new(schema::SANCTION, self.entity.id().part(&format!("sanction-{programme}")));
        let acts: Vec<&Act> = party.acts.iter().filter(|act| act.programme == programme).collect();
        sanction.link(prop::ENTITY, self.entity.id());
        for act in &acts {
            sanction.add(prop::AUTHORITY, authority(&act.organisation));
            in_force(&mut sanction, prop::PROGRAM, programme, act);
            in_force(&mut sanction, prop::PROVISIONS, &act.title, act);
            in_force(&mut sanction, prop::SOURCE_URL, &act.url, act);
        }
        self.beginning(&mut sanction, party, &acts, only);
        sanction.add(prop::AUTHORITY_ID, &party.reference);
        sanction.add(prop::UNSC_ID, &party.united_nations_id);
        sanction.add(prop::SUMMARY, &party.designation_details);
        self.reading.push(sanction, self.locator);
    }

    fn beginning(&mut self, sanction: &mut Entity, party: &Party, acts: &[&Act], only: bool) {
        for act in acts {
            for raw in [&act.published, &act.in_force].into_iter().filter(|raw| !raw.is_empty() && partial(raw).is_none()) {
                self.reading.add_date(sanction, prop::LISTING_DATE, raw, self.locator);
            }
        }
        let programme = acts.first().map_or("", |act| act.programme.as_str());
        let belongs = |act: &&Act| act.programme == programme || (only && act.programme.is_empty());
        let brought: Vec<&Act> = acts_of_parts(party).filter(belongs).chain(acts.iter().copied()).collect();
        let published = brought.iter().filter_map(|act| Some((partial(&act.published)?, act.title.as_str())));
        let forces = acts.iter().filter_map(|act| Some((partial(&act.in_force)?, act.title.as_str())));
        state_earliest(sanction, prop::LISTING_DATE, published.clone());
        let first_act = published.chain(forces).min_by_key(|(day, _)| (day.earliest(), day.latest()));
        let designated = partial(&party.designated).filter(|day| first_act.is_none_or(|(act, _)| long_before(*day, act)));
        let beginning = designated.map(|day| (day, party.designation_details.as_str())).or(first_act);
        state_earliest(sanction, prop::START_DATE, beginning.into_iter());
    }
}

fn acts_of_parts(party: &Party) -> impl Iterator<Item = &Act> {
    let names = party.names.iter().map(|name| &name.act);
    let births = party.births.iter().map(|birth| &birth.act);
    let citizenships = party.citizenships.iter().map(|citizenship| &citizenship.act);
    let addresses = party.addresses.iter().map(|address| &address.act);
    let papers = party.papers.iter().map(|paper| &paper.act);
    names.chain(births).chain(citizenships).chain(addresses).chain(papers)
}

fn long_before(designated: PartialDate, act: PartialDate) -> bool {
    act.earliest().since(designated.earliest()).is_ok_and(|span| span.get_days() > ACT_FOLLOWS_WITHIN_DAYS)
}

fn state_earliest<'a>(sanction: &mut Entity, property: Property, dates: impl Iterator<Item = (PartialDate, &'a str)>) {
    if let Some((day, title)) = dates.min_by_key(|(day, _)| (day.earliest(), day.latest())) {
        sanction.add_with(property, &day.to_string(), |s| s.document = (!title.is_empty()).then(|| title.into()));
    }
}

/// States a value that holds from the day the act entered into force.
fn in_force(sanction: &mut Entity, property: Property, value: &str, act: &Act) {
    let day = if act.in_force.is_empty() { &act.published } else { &act.in_force };
    add_by(sanction, property, value, "", &Act { published: day.clone(), ..act.clone() });
}

fn authority(organisation: &str) -> &'static str {
    match organisation.trim().to_lowercase().as_str() {
        "council" => "Council of the European Union",
        "commission" => "European Commission",
        _ => "European Union",
    }
}
