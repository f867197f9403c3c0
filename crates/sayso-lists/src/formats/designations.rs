//! sayso's own plain CSV of designations: one row for each time that an authority had a party on a list.
//!
//! For what no authority publishes as a file: old listings, delistings, one's own research. The built-in record
//! ([`crate::builtin`]) is written in it. UTF-8, commas, a header row; columns are known by name and may stand in any order.
//!
//! | column | must be there | what stands in it |
//! |---|---|---|
//! | `name` | yes, filled | the party's name; where a party has several rows, the first is its main name and others become aliases |
//! | `authority` | yes, filled | who lists: a code or name of `sayso_record::authority` (`US`, `European Union`); any other is kept as it stands, with a finding |
//! | `programme` | yes | the act or regime under which (`FTO`, `Common Position 2001/931/CFSP`) |
//! | `listed` | yes | first day in force; empty: not known |
//! | `delisted` | yes | first day no longer in force; empty: still in force as far as the source goes |
//! | `source` | yes, filled | where it is written: addresses or citations, several separated by ` ; ` (spaces included) |
//! | `source_delisted` | no | the source of the end, where it is another one |
//! | `party` | no | id of the party; rows with the same one are one party. Default: the name in lower case |
//! | `schema` | no | FollowTheMoney schema, default `Organization` |
//! | `aliases` | no | other names that mean this party anywhere, separated by `;` |
//! | `weak_aliases` | no | names that mean it only in context, such as acronyms (`MKO`), separated by `;` |
//! | `list_ref` | no | the number or reference of the entry in the authority's own list |
//! | `listed_basis`, `delisted_basis` | no | how the date is known, in a word: `exact`, `inferred`, `claimed`, `announced` |
//! | `note` | no | anything a reader of the row must know |
//!
//! **Dates** are written as far as they are known, never further: `2001-11-02`, `2001-11`, `2001`. A date known only to lie
//! between two is a range, `2015-01-17/2019-01-04`: for `delisted` it says that the listing still stood on the first day and was
//! gone by the second. `../2014-07-17` is "by that day at the latest", `2001/..` "then or later". So a listing whose end is
//! known to have come, but not when, never looks as still in force. Other notations that lists use (`5 May 2001`) are read too.
//!
//! **What is refused.** A row without source says nothing that may be repeated: it becomes a finding and is left out, as are rows
//! without name or authority, with an end before their beginning, with an end that cannot be read (the listing would look as
//! in force), and repetitions of a row. All other rows are read.
//!
//! **What comes of a row**: one `Sanction` (`<party>-sanction-<authority>-<programme>-<n>`, numbered by time) with `startDate`
//! and `endDate`; the statement of each date carries its own source as document. A party gets the topic `sanction` only while a
//! listing of it has no end here.

use std::collections::HashMap;

use sayso_record::{DateValue, Entity, EntityId, FindingKind, Locator, Reading, Schema, authority, date, prop, schema};

use super::Format;
use crate::{ListError, SourceFile};

pub(super) const FORMAT: Format = Format {
    id: "designations_csv",
    title: "sayso's plain CSV of designations (name, authority, programme, listed, delisted, source)",
    detect,
    read,
};

/// Columns without which nothing can be said.
const REQUIRED: [&str; 6] = ["name", "authority", "programme", "listed", "delisted", "source"];
/// Columns that may be there.
const OPTIONAL: [&str; 9] =
    ["party", "schema", "aliases", "weak_aliases", "list_ref", "listed_basis", "delisted_basis", "source_delisted", "note"];

fn detect(file: &SourceFile) -> bool {
    let head = file.head(4096);
    let Some(header) = head.lines().next() else { return false };
    let names: Vec<String> = header.split(',').map(column_name).collect();
    REQUIRED.iter().all(|required| names.iter().any(|name| name == required))
}

fn column_name(cell: &str) -> String {
    let name = cell.trim_start_matches('\u{feff}').trim().trim_matches('"').trim().to_lowercase();
    if name == "program" { "programme".to_owned() } else { name }
}

fn read(files: &[SourceFile]) -> Result<Reading, ListError> {
    let mut reading = Reading::default();
    let mut parties = Parties::default();
    for file in files {
        read_file(file, &mut reading, &mut parties)?;
    }
    parties.into_reading(&mut reading);
    Ok(reading)
}

fn read_file(file: &SourceFile, reading: &mut Reading, parties: &mut Parties) -> Result<(), ListError> {
    let mut rows = csv::ReaderBuilder::new().flexible(true).from_reader(file.bytes.as_slice());
    let refuse = |problem: String| ListError::new(&file.name, Locator::row(1), problem);
    let header = rows.byte_headers().map_err(|error| refuse(format!("no header row could be read: {error}")))?.clone();
    let names: Vec<String> = header.iter().map(|cell| column_name(&String::from_utf8_lossy(cell))).collect();
    let missing: Vec<&str> = REQUIRED.into_iter().filter(|required| !names.iter().any(|name| name == required)).collect();
    if !missing.is_empty() {
        return Err(refuse(format!(
            "no column {}; a designations CSV has the columns {}",
            missing.join(", "),
            REQUIRED.join(", ")
        )));
    }
    for name in names.iter().filter(|name| !REQUIRED.contains(&name.as_str()) && !OPTIONAL.contains(&name.as_str())) {
        reading.finding(FindingKind::Unknown, &Locator::row(1), name, "no column of that name is known; it is not read");
    }
    let mut row = csv::ByteRecord::new();
    for number in 2.. {
        let locator = Locator::row(number);
        match rows.read_byte_record(&mut row) {
            Ok(false) => break,
            Ok(true) => read_row(&names, &row, &locator, reading, parties),
            Err(error) => reading.finding(FindingKind::RecordLost, &locator, "", format!("not a CSV row: {error}")),
        }
    }
    Ok(())
}

/// The cells of one row by column name.
struct Cells<'a> {
    names: &'a [String],
    texts: Vec<&'a str>,
}

impl Cells<'_> {
    fn get(&self, column: &str) -> &str {
        let place = self.names.iter().position(|name| name == column);
        place.and_then(|place| self.texts.get(place)).map_or("", |text| text.trim())
    }

    fn list(&self, column: &str) -> impl Iterator<Item = &str> {
        self.get(column).split(';').map(str::trim).filter(|item| !item.is_empty())
    }
}

fn read_row(names: &[String], row: &csv::ByteRecord, locator: &Locator, reading: &mut Reading, parties: &mut Parties) {
    if row.iter().all(|cell| cell.trim_ascii().is_empty()) {
        return; // spreadsheets leave such rows at the end
    }
    reading.records += 1;
    let raw = String::from_utf8_lossy(row.as_slice()).into_owned();
    let texts: Result<Vec<&str>, _> = row.iter().map(std::str::from_utf8).collect();
    let taken = match texts {
        Err(_) => Err("the row is not UTF-8; save the file as UTF-8".to_owned()),
        Ok(texts) if texts.len() != names.len() => {
            Err(format!("the row has {} cells, the header {}; quote cells that hold a comma", texts.len(), names.len()))
        }
        Ok(texts) => take_row(&Cells { names, texts }, locator, reading, parties),
    };
    if let Err(reason) = taken {
        reading.finding(FindingKind::RecordLost, locator, &raw, reason);
    }
}

/// Takes one row in, or says why it is left out.
fn take_row(cells: &Cells, locator: &Locator, reading: &mut Reading, parties: &mut Parties) -> Result<(), String> {
    if let Some(empty) = ["name", "authority", "source"].into_iter().find(|column| cells.get(column).is_empty()) {
        return Err(format!("no {empty}; a designation needs a name, an authority and a source"));
    }
    let listed = start(cells.get("listed"), locator, reading);
    let delisted = end(cells.get("delisted"))?;
    if let (Some(listed), Some(delisted)) = (listed.value, &delisted)
        && ends_before(delisted.value, listed)
    {
        return Err(format!("delisted {} before it was listed {listed}", delisted.value));
    }
    let place = parties.of(cells, locator, reading);
    let party = &mut parties.all[place];
    let authority = authority::find(cells.get("authority"));
    let listing = ListingRow {
        locator: locator.clone(),
        authority: authority.map_or_else(|| cells.get("authority").to_owned(), |known| known.name.to_owned()),
        authority_code: authority.map_or_else(|| cells.get("authority").to_owned(), |known| known.code.to_owned()),
        programme: cells.get("programme").to_owned(),
        listed,
        delisted,
        list_ref: cells.get("list_ref").to_owned(),
        basis: basis(cells),
        source: cells.get("source").to_owned(),
        source_delisted: cells.get("source_delisted").to_owned(),
        note: cells.get("note").to_owned(),
    };
    if let Some(earlier) = party.listings.iter().find(|earlier| earlier.is_same_as(&listing)) {
        return Err(format!("the same listing stands in {} already", earlier.locator));
    }
    party.listings.push(listing);
    if authority.is_none() {
        let raw = cells.get("authority");
        reading.finding(FindingKind::Unknown, locator, raw, "no authority known by that name; kept as it stands");
    }
    Ok(())
}

/// A date as it was understood, with the text it stood in.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Dated<Value> {
    value: Value,
    raw: String,
}

fn date_value(raw: &str) -> Option<DateValue> {
    raw.parse().ok().or_else(|| date::parse_loose(raw))
}

fn start(raw: &str, locator: &Locator, reading: &mut Reading) -> Dated<Option<DateValue>> {
    let value = date_value(raw);
    if value.is_none() && !raw.is_empty() {
        reading.finding(FindingKind::FieldUnread, locator, raw, "no date in listed; kept as it stands");
    }
    Dated { value, raw: raw.to_owned() }
}

fn end(raw: &str) -> Result<Option<Dated<DateValue>>, String> {
    if raw.is_empty() {
        return Ok(None);
    }
    let value = date_value(raw).ok_or_else(|| {
        format!("no date in delisted: \"{raw}\"; without its end the listing would look as in force, so the row is left out")
    })?;
    Ok(Some(Dated { value, raw: raw.to_owned() }))
}

/// Whether every day that the end may mean lies before every day that the beginning may mean.
fn ends_before(end: DateValue, start: DateValue) -> bool {
    match (end.until(), start.from()) {
        (Some(end), Some(start)) => end.latest() < start.earliest(),
        _ => false,
    }
}

fn basis(cells: &Cells) -> String {
    let parts = [("listed", cells.get("listed_basis")), ("delisted", cells.get("delisted_basis"))];
    let known: Vec<String> =
        parts.into_iter().filter(|(_, basis)| !basis.is_empty()).map(|(date, basis)| format!("{date}: {basis}")).collect();
    known.join("; ")
}

/// One listing of a party, as its row gives it.
struct ListingRow {
    locator: Locator,
    authority: String,
    authority_code: String,
    programme: String,
    listed: Dated<Option<DateValue>>,
    delisted: Option<Dated<DateValue>>,
    list_ref: String,
    basis: String,
    source: String,
    source_delisted: String,
    note: String,
}

impl ListingRow {
    fn is_same_as(&self, other: &Self) -> bool {
        self.regime() == other.regime() && self.listed == other.listed && self.delisted == other.delisted
    }

    fn regime(&self) -> (&str, &str) {
        (&self.authority_code, &self.programme)
    }

    /// What orders the listings of one regime: first possible day, unknown beginnings first.
    fn time(&self) -> (Option<sayso_record::PartialDate>, Option<sayso_record::PartialDate>) {
        (
            self.listed.value.and_then(|date| date.from().or(date.until())),
            self.delisted.as_ref().and_then(|end| end.value.until()),
        )
    }

    fn into_entity(self, id: EntityId, party: &EntityId) -> Entity {
        let mut sanction = Entity::new(schema::SANCTION, id);
        sanction.link(prop::ENTITY, party);
        // The whole citation, also where the listing has no date for it to hang on.
        sanction.add_with(prop::AUTHORITY, &self.authority, |statement| statement.document = Some(self.source.as_str().into()));
        sanction.add(prop::PROGRAM, &self.programme);
        sanction.add(prop::AUTHORITY_ID, &self.list_ref);
        let start = self.listed.value.map_or_else(|| self.listed.raw.clone(), |date| date.to_string());
        add_date(&mut sanction, prop::START_DATE, &start, &self.listed.raw, &self.source);
        if let Some(delisted) = &self.delisted {
            let source = if self.source_delisted.is_empty() { &self.source } else { &self.source_delisted };
            add_date(&mut sanction, prop::END_DATE, &delisted.value.to_string(), &delisted.raw, source);
        }
        for source in [&self.source, &self.source_delisted] {
            for address in addresses(source) {
                sanction.add(prop::SOURCE_URL, address);
            }
        }
        sanction.add(prop::SUMMARY, &self.basis);
        sanction.add(prop::DESCRIPTION, &self.note);
        sanction
    }
}

fn add_date(sanction: &mut Entity, property: sayso_record::Property, value: &str, raw: &str, source: &str) {
    sanction.add_with(property, value, |statement| {
        statement.document = Some(source.into());
        if raw != value {
            statement.original = Some(raw.into());
        }
    });
}

/// The web addresses among the sources of a row; what stands behind an address ("(stored copy)") is no part of it.
fn addresses(sources: &str) -> impl Iterator<Item = &str> {
    let first_words = sources.split(" ; ").filter_map(|source| source.split_whitespace().next());
    first_words.filter(|word| word.starts_with("https://") || word.starts_with("http://"))
}

/// The parties met so far, in the order in which they were met.
#[derive(Default)]
struct Parties {
    all: Vec<Party>,
    by_id: HashMap<EntityId, usize>,
}

struct Party {
    entity: Entity,
    locator: Locator,
    listings: Vec<ListingRow>,
}

impl Parties {
    /// The party of a row, with the names of the row taken in; its place among all.
    fn of(&mut self, cells: &Cells, locator: &Locator, reading: &mut Reading) -> usize {
        let id = match cells.get("party") {
            "" => EntityId::new(&cells.get("name").to_lowercase()),
            party => EntityId::new(party),
        };
        let schema = schema_of(cells.get("schema"), locator, reading);
        let place = *self.by_id.entry(id.clone()).or_insert_with(|| {
            let entity = Entity::new(schema.unwrap_or(schema::ORGANIZATION), id);
            self.all.push(Party { entity, locator: locator.clone(), listings: Vec::new() });
            self.all.len() - 1
        });
        let party = &mut self.all[place];
        if let Some(other) = schema.filter(|other| *other != party.entity.schema()) {
            let reason = format!("{} is a {} in {}; it stays one", party.entity.id(), party.entity.schema(), party.locator);
            reading.finding(FindingKind::FieldUnread, locator, other.as_str(), reason);
        }
        party.take_names(cells);
        place
    }

    fn into_reading(self, reading: &mut Reading) {
        for mut party in self.all {
            if party.listings.iter().any(|listing| listing.delisted.is_none()) {
                party.entity.add(prop::TOPICS, "sanction");
            }
            let id = party.entity.id().clone();
            reading.push(party.entity, &party.locator);
            party.listings.sort_by(|a, b| (a.regime(), a.time()).cmp(&(b.regime(), b.time())));
            let mut numbers: HashMap<EntityId, usize> = HashMap::new();
            for listing in party.listings {
                let regime = id.part(&format!("sanction-{}-{}", listing.authority_code, listing.programme));
                let number = numbers.entry(regime.clone()).and_modify(|number| *number += 1).or_insert(1);
                let part = regime.part(&number.to_string());
                let locator = listing.locator.clone();
                reading.push(listing.into_entity(part, &id), &locator);
            }
        }
    }
}

impl Party {
    fn take_names(&mut self, cells: &Cells) {
        let name = cells.get("name");
        let has = |entity: &Entity, property, name: &str| entity.values(property).any(|known| known == name);
        if self.entity.values(prop::NAME).next().is_none() {
            self.entity.add(prop::NAME, name);
        } else if !has(&self.entity, prop::NAME, name) {
            self.entity.add(prop::ALIAS, name);
        }
        for alias in cells.list("aliases") {
            self.entity.add(prop::ALIAS, alias);
        }
        for alias in cells.list("weak_aliases") {
            self.entity.add(prop::WEAK_ALIAS, alias);
        }
    }
}

fn schema_of(raw: &str, locator: &Locator, reading: &mut Reading) -> Option<Schema> {
    let known = Schema::find(raw).filter(|schema| schema.is_party());
    if known.is_none() && !raw.is_empty() {
        reading.finding(FindingKind::FieldUnread, locator, raw, "no schema of parties by that name; read as Organization");
    }
    known
}

#[cfg(test)]
mod tests;
