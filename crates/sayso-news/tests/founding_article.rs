//! The article sayso was founded on, against its reading by hand. The file is not ours to commit.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test")]

mod double;

use std::path::PathBuf;

use sayso_news::{Document, Intake, Options, Reader, Reading};

fn shared(path: &str) -> Option<PathBuf> {
    let near = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/");
    let found = [near, "/work/shared/"].iter().map(|root| PathBuf::from(root).join(path)).find(|path| path.exists());
    if found.is_none() {
        eprintln!("skipped: ../shared/{path} is not there");
    }
    found
}

fn reading(intake: &Intake) -> Option<Reading> {
    let bytes = std::fs::read(shared("cases/news/iraq-mko-2008.txt")?).unwrap();
    let register = double::register();
    Some(
        Reader::new(&register).read(&Document::from_bytes(&bytes, intake), &Options { today: jiff::civil::date(2026, 11, 24) }),
    )
}

#[test]
fn it_is_read_as_a_careful_analyst_reads_it() {
    for raw_text in [false, true] {
        let Some(reading) = reading(&Intake { date: "2008-12-21".parse().ok(), raw_text, ..Intake::default() }) else { return };
        assert_eq!(reading.document.title.as_deref(), Some("Iraq wants departure of MKO terrorists"));
        let names: Vec<(&str, usize, Option<&str>)> = reading
            .parties
            .iter()
            .map(|p| (p.name.as_str(), p.mentions.len(), p.matched.as_ref().map(|m| m.id.as_str())))
            .collect();
        assert_eq!(
            names,
            [
                ("Mujahedin Khalq Organization", 14, Some("mek")),
                ("Saddam Hussein", 1, Some("saddam")),
                ("Mowaffaq al-Rubaie", 1, None),
            ]
        );
        let claims: Vec<String> = reading
            .claims
            .iter()
            .map(|c| {
                let verdicts: Vec<String> = c
                    .verdicts
                    .iter()
                    .map(|v| format!("{:?} {} today {}", v.authority.as_deref(), v.verdict.as_str(), v.today.as_str()))
                    .collect();
                format!(
                    "{} | {} | {:?} | {:?} | {}",
                    c.quote,
                    c.polarity.as_str(),
                    c.said_by,
                    c.demanded_by,
                    verdicts.join(", ")
                )
            })
            .collect();
        assert_eq!(
            claims,
            [
                "The MKO has been blacklisted as a terrorist organization by both the United States and the European Union | listed | None | None \
             | Some(\"US\") supported today lifted, Some(\"EU\") supported today lifted",
                "to demand the removal of the group from blacklists | demanded | None | Some(\"The MKO and anti-Iran lobbyists\") | ",
                "They have banned dealing with members of the MKO | listed | None | None | Some(\"IQ\") no record today no record",
            ]
        );
        assert!(reading.claims.iter().all(|c| c.subject.as_deref() == Some("Mujahedin Khalq Organization")));
    }
}

#[test]
fn without_a_date_it_gets_the_days_on_which_it_was_true() {
    let Some(reading) = reading(&Intake::default()) else { return };
    let json = serde_json::to_value(&reading).unwrap();
    assert_eq!(json["document"]["published"], serde_json::Value::Null);
    assert_eq!(json["document"]["date_from"], "unknown");
    assert_eq!(json["claims"][0]["holds"], serde_json::json!([["2002-05-02", "2009-01-26"]]));
    assert_eq!(json["claims"][0]["verdicts"][0]["verdict"], "cannot tell");
}
