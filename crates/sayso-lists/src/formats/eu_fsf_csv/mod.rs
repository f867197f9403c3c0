//! The EU's consolidated financial sanctions list as CSV (semicolons, byte order mark), versions 1.1 and 1.0.
//!
//! A row holds the entry and one of its names, addresses, births, papers or citizenships; rows of one entry are gathered by its
//! logical id, wherever they stand. Columns are found by their names; a missing optional column reads as empty. Only the entry's id
//! and one of the columns of whole names must be there. The parties are stated by [`super::eu`].

mod columns;

use csv::{ReaderBuilder, StringRecord};
use sayso_record::{FindingKind, Locator, Reading};

use self::columns::{Columns, Row};
use super::eu::{self, Act, Address, Birth, Citizenship, Name, Paper, Party, old_text};
use super::{Format, read_each};
use crate::{ListError, SourceFile};

pub(super) const FORMAT: Format = Format { id: "eu_fsf_csv", title: "EU financial sanctions file, CSV", detect, read };

fn detect(file: &SourceFile) -> bool {
    let head = file.head(16 << 10);
    let header = head.lines().next().unwrap_or_default().to_lowercase();
    let has = |name: &str| header.split(';').any(|cell| cell.trim_matches(['\u{feff}', '"', ' ']) == name);
    has("entity_logicalid") && has("namealias_wholename") || has("entity_logical_id") && has("naal_wholename")
}

fn read(files: &[SourceFile]) -> Result<Reading, ListError> {
    read_each(files, read_file)
}

fn read_file(file: &SourceFile, reading: &mut Reading) -> Result<(), ListError> {
    let bytes = file.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&file.bytes);
    let mut rows = ReaderBuilder::new().delimiter(b';').has_headers(false).flexible(true).from_reader(bytes);
    let mut cells = csv::ByteRecord::new();
    let mut columns = None;
    let mut entries: Vec<(Party, Locator)> = Vec::new();
    let mut places = std::collections::HashMap::new();
    loop {
        let place = Locator::row(rows.position().record() + 1);
        let more =
            rows.read_byte_record(&mut cells).map_err(|e| ListError::new(&file.name, place.clone(), format!("no CSV: {e}")))?;
        if !more {
            break;
        }
        let record: StringRecord = cells.iter().map(String::from_utf8_lossy).collect();
        let Some(columns) = &columns else {
            columns = Some(Columns::new(&record).map_err(|problem| ListError::new(&file.name, place, problem))?);
            continue;
        };
        if record.len() < columns.width() {
            let reason = format!(
                "the row has {} cells, the header {}; the row is cut short, the rest of it is read",
                record.len(),
                columns.width()
            );
            reading.finding(FindingKind::FieldUnread, &place, &record.iter().collect::<Vec<_>>().join(";"), reason);
        }
        let row = Row::new(columns, &record);
        if reading.stated_date.is_none() {
            reading.stated_date = eu::stated_day(row.get("file_date"));
        }
        let key = row.text("key");
        if key.is_empty() {
            if record.iter().any(|cell| !cell.trim().is_empty()) {
                reading.finding(
                    FindingKind::RecordLost,
                    &place,
                    row.get("name_whole"),
                    "the row has no logical id of an entry",
                );
            }
            continue;
        }
        let index = *places.entry(key).or_insert_with(|| {
            entries.push((entry(&row), place));
            entries.len() - 1
        });
        add_parts(&row, &mut entries[index].0);
    }
    if columns.is_none() {
        return Err(ListError::new(&file.name, Locator::file(), "the file is empty; fetch it again"));
    }
    for (mut party, place) in entries {
        party.acts.iter_mut().for_each(Act::in_force_or_published);
        party.state(reading, &place);
    }
    Ok(())
}

fn entry(row: &Row<'_>) -> Party {
    let kind = ["kind", "kind_code"].into_iter().map(|column| row.text(column)).find(|kind| !kind.is_empty());
    let mut party = Party {
        key: row.text("key"),
        reference: row.text("reference"),
        united_nations_id: row.text("united_nations_id"),
        designated: row.text("designated"),
        designation_details: row.text("designation_details"),
        kind: kind.unwrap_or_default(),
        ..Party::default()
    };
    old_text::remark(row.get("remark"), &mut party);
    party
}

fn add_parts(row: &Row<'_>, party: &mut Party) {
    let act = act(row, "");
    let named = !act.title.is_empty() || !act.programme.is_empty();
    if named && !party.acts.contains(&act) {
        party.acts.push(act);
    }
    if row.any(&["name_whole", "name_last", "name_first", "name_middle"]) {
        push_new(&mut party.names, name(row), |a, b| a.key == b.key && a.whole == b.whole && a.act == b.act);
    }
    if row.any(&["birth_date", "birth_year", "birth_year_from", "birth_year_to", "birth_city", "birth_place", "birth_country"])
    {
        party.births.push(birth(row));
    }
    if row.any(&["citizenship_country", "citizenship_description", "citizenship_region"]) {
        party.citizenships.push(citizenship(row));
    }
    if row.any(&[
        "address_street",
        "address_city",
        "address_zip",
        "address_country",
        "address_other",
        "address_contact",
        "address_remark",
        "address_box",
        "address_place",
    ]) {
        address(row, party);
    }
    if row.any(&["paper_number", "paper_remark"]) {
        party.papers.push(paper(row));
    }
}

fn push_new<T>(all: &mut Vec<T>, new: T, same: impl Fn(&T, &T) -> bool) {
    if !all.iter().any(|old| same(old, &new)) {
        all.push(new);
    }
}

/// The act of the entry (`part` empty) or of a part (`name_`, `address_` …).
fn act(row: &Row<'_>, part: &str) -> Act {
    let text = |column: &str| row.text(&format!("{part}{column}"));
    Act {
        title: text("act_title"),
        url: text("act_url"),
        published: text("act_published"),
        in_force: text("act_in_force"),
        programme: text("act_programme"),
        organisation: text("act_organisation"),
    }
}

fn name(row: &Row<'_>) -> Name {
    Name {
        key: row.text("name_key"),
        whole: row.text("name_whole"),
        first: row.text("name_first"),
        middle: row.text("name_middle"),
        last: row.text("name_last"),
        title: row.text("name_title"),
        function: row.text("name_function"),
        gender: row.text("name_gender"),
        language: row.text("name_language"),
        weak: row.get("name_strong").eq_ignore_ascii_case("false"),
        remark: row.text("name_remark"),
        act: act(row, "name_"),
    }
}

fn birth(row: &Row<'_>) -> Birth {
    Birth {
        date: row.text("birth_date"),
        day: row.text("birth_day"),
        month: row.text("birth_month"),
        year: row.text("birth_year"),
        year_from: row.text("birth_year_from"),
        year_to: row.text("birth_year_to"),
        circa: eu::is_set(row.get("birth_circa")),
        calendar: row.text("birth_calendar"),
        places: ["birth_place", "birth_zip", "birth_city", "birth_region"].map(|column| row.text(column)).into(),
        country: eu::country_of(row.get("birth_country"), row.get("birth_description")),
        remark: row.text("birth_remark"),
        act: act(row, "birth_"),
    }
}

fn citizenship(row: &Row<'_>) -> Citizenship {
    Citizenship {
        country: eu::country_of(row.get("citizenship_country"), row.get("citizenship_description")),
        region: row.text("citizenship_region"),
        remark: row.text("citizenship_remark"),
        act: act(row, "citizenship_"),
    }
}

fn address(row: &Row<'_>, party: &mut Party) {
    let street = [row.get("address_street"), row.get("address_number")]
        .into_iter()
        .filter(|t| !t.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    let mut address = Address {
        key: row.text("address_key"),
        street,
        post_box: row.text("address_box"),
        zip: row.text("address_zip"),
        city: row.text("address_city"),
        region: row.text("address_region"),
        place: row.text("address_place"),
        country: eu::country_of(row.get("address_country"), row.get("address_description")),
        act: act(row, "address_"),
        ..Address::default()
    };
    for mut paper in old_text::address_other(row.get("address_other"), &mut address) {
        paper.key = format!("address-{}", address.key);
        party.papers.push(paper);
    }
    if !row.get("address_remark").is_empty() {
        address.remark = row.text("address_remark");
    }
    address.contacts.extend(contacts(row.get("address_contact")));
    party.addresses.push(address);
}

/// `PHONE[…] FAX[…]`, or `PHONE: …` with line ends between, or a number alone.
fn contacts(raw: &str) -> Vec<(String, String)> {
    let mut bracketed = Address::default();
    let _ = old_text::address_other(raw, &mut bracketed);
    let mut contacts = bracketed.contacts;
    for line in bracketed.remark.split(['\n', '|', ';']).map(str::trim).filter(|line| !line.is_empty()) {
        let (key, value) = line.split_once(':').unwrap_or(("PHONE", line));
        contacts.push((key.trim().to_owned(), value.trim().to_owned()));
    }
    contacts
}

fn paper(row: &Row<'_>) -> Paper {
    let country = eu::country_of(row.get("paper_country"), row.get("paper_description_of_country"));
    if row.get("paper_code").is_empty() {
        return old_text::paper(row.get("paper_number"), &country, row.get("paper_key"), act(row, "paper_"));
    }
    let states = eu::PAPER_STATES.iter().filter(|(flag, _)| eu::is_set(row.get(&format!("paper_{}", flag.to_lowercase()))));
    Paper {
        key: row.text("paper_key"),
        code: row.text("paper_code"),
        description: row.text("paper_description"),
        number: row.text("paper_number"),
        latin_number: row.text("paper_latin_number"),
        country,
        region: row.text("paper_region"),
        issued_by: row.text("paper_issued_by"),
        issued: row.text("paper_issued"),
        valid_from: row.text("paper_valid_from"),
        valid_to: row.text("paper_valid_to"),
        name_on_document: row.text("paper_name"),
        states: states.map(|(_, words)| (*words).to_owned()).collect(),
        remark: row.text("paper_remark"),
        act: act(row, "paper_"),
    }
}

#[cfg(test)]
mod tests;
