//! The EU's consolidated list as it was until 2017: `<WHOLE Date="DD/MM/YYYY">` of `ENTITY`.
//!
//! Each NAME, BIRTH, PASSPORT, ADDRESS and CITIZEN names its own act. The date at ENTITY is the day its act entered into force, that
//! at the others the day theirs was published. Texts that hold several things are taken apart by [`super::eu::old_text`].

use sayso_record::{FindingKind, Locator, Reading};

use super::eu::{self, Act, Address, Birth, Citizenship, Name, Party, old_text};
use super::{Format, read_each};
use crate::xml::{self, Node};
use crate::{ListError, SourceFile};

pub(super) const FORMAT: Format =
    Format { id: "eu_whole_xml", title: "EU consolidated list, old WHOLE/ENTITY XML", detect, read };

fn detect(file: &SourceFile) -> bool {
    file.head(2048).contains("<WHOLE")
}

fn read(files: &[SourceFile]) -> Result<Reading, ListError> {
    read_each(files, read_file)
}

fn read_file(file: &SourceFile, reading: &mut Reading) -> Result<(), ListError> {
    let mut root = String::new();
    xml::read_records(file, &["ENTITY"], |node| {
        if node.name == "ENTITY" {
            party(&node, reading).state(reading, &node.locator());
        } else {
            reading.stated_date = eu::stated_day(node.attribute("Date"));
            root = node.name;
        }
    })?;
    if root == "WHOLE" {
        return Ok(());
    }
    let problem = format!("the root element is <{root}>; the EU's old list has <WHOLE>: give the list's own XML file");
    Err(ListError::new(&file.name, Locator::file(), problem))
}

fn party(node: &Node, reading: &mut Reading) -> Party {
    let mut party =
        Party { key: text(node, "Id"), kind: text(node, "Type"), acts: vec![act_of_entity(node)], ..Party::default() };
    for child in &node.children {
        match child.name.as_str() {
            "NAME" => party.names.push(name(child)),
            "BIRTH" => party.births.push(birth(child)),
            "CITIZEN" => party.citizenships.push(citizenship(child)),
            "ADDRESS" => address(child, &mut party),
            "PASSPORT" => {
                let (number, country) = (child.text_of("NUMBER"), child.text_of("COUNTRY"));
                party.papers.push(old_text::paper(number, country, child.attribute("Id"), act(child)));
            }
            _ => {
                let reason = format!("the element <{}> is not known; its text is not taken", child.name);
                reading.finding(FindingKind::Unknown, &child.locator(), &child.text, reason);
            }
        }
    }
    old_text::remark(node.attribute("remark"), &mut party);
    party
}

fn text(node: &Node, attribute: &str) -> String {
    node.attribute(attribute).to_owned()
}

fn act(node: &Node) -> Act {
    Act {
        title: text(node, "legal_basis"),
        url: text(node, "pdf_link"),
        published: text(node, "reg_date"),
        programme: text(node, "programme"),
        ..Act::default()
    }
}

/// The act of the entry; the day it was published stands where a part of the entry names the same act.
fn act_of_entity(node: &Node) -> Act {
    let own = act(node);
    let same = node.children.iter().map(act).find(|part| part.title == own.title && part.programme == own.programme);
    let published = same.map_or_else(String::new, |part| part.published);
    Act { in_force: own.published, published, ..own }
}

fn name(node: &Node) -> Name {
    let text_of = |element: &str| node.text_of(element).to_owned();
    Name {
        key: text(node, "Id"),
        whole: text_of("WHOLENAME"),
        first: text_of("FIRSTNAME"),
        middle: text_of("MIDDLENAME"),
        last: text_of("LASTNAME"),
        title: text_of("TITLE"),
        function: text_of("FUNCTION"),
        gender: text_of("GENDER"),
        language: text_of("LANGUAGE"),
        act: act(node),
        ..Name::default()
    }
}

fn birth(node: &Node) -> Birth {
    Birth {
        date: node.text_of("DATE").to_owned(),
        places: vec![node.text_of("PLACE").to_owned()],
        country: eu::country_of(node.text_of("COUNTRY"), ""),
        act: act(node),
        ..Birth::default()
    }
}

fn citizenship(node: &Node) -> Citizenship {
    Citizenship { country: eu::country_of(node.text_of("COUNTRY"), ""), act: act(node), ..Citizenship::default() }
}

fn address(node: &Node, party: &mut Party) {
    let street =
        [node.text_of("STREET"), node.text_of("NUMBER")].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" ");
    let mut address = Address {
        key: text(node, "Id"),
        street,
        zip: node.text_of("ZIPCODE").to_owned(),
        city: node.text_of("CITY").to_owned(),
        country: eu::country_of(node.text_of("COUNTRY"), ""),
        act: act(node),
        ..Address::default()
    };
    for mut paper in old_text::address_other(node.text_of("OTHER"), &mut address) {
        paper.key = format!("address-{}", address.key);
        party.papers.push(paper);
    }
    party.addresses.push(address);
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use sayso_record::prop;

    use super::super::eu::testing;
    use super::*;

    const FIXTURE: &str = include_str!("../../fixtures/eu_whole.xml");

    #[test]
    fn the_file_states_the_same_as_the_other_formats() {
        testing::check_common(FORMAT, FIXTURE.as_bytes(), false);
    }

    #[test]
    fn what_only_this_format_says_is_read() {
        let reading = testing::read(FORMAT, FIXTURE.as_bytes());
        let check = |entity, property, expected: &[&str]| testing::check(&reading, entity, property, expected);
        check("eu-13", prop::ALIAS, &["Abu Ali", "Ali Abu"]);
        check("eu-13", prop::BIRTH_DATE, &["1937-04-28", "1958~/1963~"]);
        check("eu-3745", prop::PHONE, &["042-681 20 81"]);
        check("eu-3745-address-2", prop::STREET, &["Main Street 7"]);
        check("eu-3745-sanction-COD", prop::START_DATE, &["2007-04-02"]);
        check("eu-3745-sanction-COD", prop::LISTING_DATE, &["2007-04-02"]);
        check("eu-3745-sanction-TAQA", prop::PROVISIONS, &["881/2002 (OJ L139)"]);
        check("eu-3745-sanction-TAQA", prop::LISTING_DATE, &["2009-01-01"]);
        assert_eq!(reading.findings.len(), 0, "{:?}", reading.findings);
    }

    #[test]
    fn other_files_are_refused_and_damaged_ones_never_panic() {
        assert!((FORMAT.read)(&[SourceFile::new("x.xml", "<export/>")]).unwrap_err().to_string().contains("<export>"));
        testing::damage(FORMAT, FIXTURE.as_bytes());
    }

    #[test]
    fn the_real_list_of_2016_is_read_whole() {
        let Some(bytes) = testing::shared_data("eu/2016-02-17_opendatalabcz_EU.xml") else { return };
        let started = Instant::now();
        let reading = testing::read(FORMAT, &bytes);
        eprintln!("{} records, {} statements, {} ms", reading.records, reading.statements.len(), started.elapsed().as_millis());
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(reading.records as usize, text.matches("</ENTITY>").count());
        assert!(reading.findings.is_empty(), "{:#?}", reading.findings);
        assert_eq!(reading.stated_date, Some(jiff::civil::date(2016, 2, 11)));
        for element in ["WHOLENAME", "FIRSTNAME", "MIDDLENAME", "LASTNAME"] {
            testing::no_name_is_lost(&text, &format!("<{element}>"), &format!("</{element}>"), &reading);
        }
        let check = |entity, property, expected: &[&str]| testing::check(&reading, entity, property, expected);
        check("eu-13", prop::NAME, &["Saddam Hussein Al-Tikriti"]);
        check("eu-13-sanction-IRQ", prop::START_DATE, &["2003-07-07"]);
        check("eu-13-sanction-IRQ", prop::LISTING_DATE, &["2003-07-08"]);
        check("eu-1-sanction-ZWE", prop::START_DATE, &["2002-09-13"]);
    }
}
