//! Sentences of news and what is read out of them.

mod double;

use sayso_news::{Document, Intake, Options, Reading, read};

fn reading(text: &str, date: &str) -> Reading {
    let intake = Intake { date: date.parse().ok(), ..Intake::default() };
    let document = Document::from_text(text, &intake);
    read(&document, &double::register(), &Options { today: jiff::civil::date(2026, 11, 24) })
}

/// One line a claim: subject | polarity | said by | verdicts.
fn claims(text: &str, date: &str) -> String {
    let reading = reading(text, date);
    let lines: Vec<String> = reading
        .claims
        .iter()
        .map(|claim| {
            let verdicts: Vec<String> = claim
                .verdicts
                .iter()
                .map(|v| {
                    format!(
                        "{} {} {}",
                        v.authority.as_deref().unwrap_or("?"),
                        v.at.as_deref().unwrap_or("-"),
                        v.verdict.as_str()
                    )
                })
                .collect();
            let said_by = claim.said_by.as_deref().map(|s| format!(" [{s}]")).unwrap_or_default();
            format!(
                "{}: {}{said_by}: {}",
                claim.subject.as_deref().unwrap_or("?"),
                claim.polarity.as_str(),
                verdicts.join(", ")
            )
        })
        .collect();
    lines.join("\n")
}

#[track_caller]
fn check(text: &str, date: &str, expected: &str) {
    assert_eq!(claims(text, date), expected, "{text}");
}

const DAY: &str = "2008-12-21";

#[test]
fn passives_with_agents_are_read() {
    check(
        "The MKO has been blacklisted as a terrorist organization by both the United States and the European Union.",
        DAY,
        "MKO: listed: US 2008-12-21 supported, EU 2008-12-21 supported",
    );
    check(
        "The Mujahedin-e Khalq (MEK), an exiled opposition group, was designated a terrorist organization by the US State Department in 1997.",
        DAY,
        "Mujahedin-e Khalq: listed: US 1997 supported",
    );
    check(
        "The MEK is listed as a terrorist organization by Canada, the EU and the United Kingdom.",
        DAY,
        "MEK: listed: CA 2008-12-21 supported, EU 2008-12-21 supported, UK 2008-12-21 lifted",
    );
    check(
        "The PMOI, also known as the Mujahedin-e Khalq, is blacklisted by the EU.",
        DAY,
        "Mujahedin-e Khalq: listed: EU 2008-12-21 supported",
    );
    check("The MEK, an exiled group, is blacklisted by the EU.", DAY, "MEK: listed: EU 2008-12-21 supported");
    check("Hamas, unlike the MEK, is blacklisted by the EU.", DAY, "Hamas: listed: EU 2008-12-21 supported");
    check("Hamas, which is blacklisted by the EU, welcomed the MEK.", DAY, "Hamas: listed: EU 2008-12-21 supported");
    check(
        "The MEK and Hamas were blacklisted by Washington.",
        DAY,
        "MEK: listed: US 2008-12-21 supported\nHamas: listed: US 2008-12-21 supported",
    );
    check(
        "The MEK was blacklisted by the EU in 2002 and removed from the list in 2009.",
        "2010-01-01",
        "MEK: listed: EU 2002 supported\nMEK: delisted: EU 2009 supported",
    );
}

#[test]
fn actives_are_read() {
    check("The United States designated the MKO in 1997.", DAY, "MKO: listed: US 1997 supported");
    check("Washington blacklisted the terrorist group MKO on October 8, 1997.", DAY, "MKO: listed: US 1997-10-08 supported");
    check("The EU has put the MEK on its terror list.", DAY, "MEK: listed: EU 2008-12-21 supported");
    check(
        "The EU removed the PMOI from its list of terrorist organizations on 26 January 2009.",
        "2009-02-01",
        "PMOI: delisted: EU 2009-01-26 supported",
    );
    check(
        "EU removes PMOI from terror list\n\nThe rest of the text follows here.",
        "2009-01-26",
        "PMOI: delisted: EU 2009-01-26 supported",
    );
    check("Britain took the PMOI off its terrorist list.", DAY, "PMOI: delisted: UK 2008-12-21 supported");
    check(
        "The State Department revoked the designation of the MEK as a Foreign Terrorist Organization.",
        "2012-10-01",
        "MEK: delisted: US 2012-10-01 supported",
    );
    check(
        "The United States listed the MEK in 1997 and delisted it in 2012.",
        "2013-01-01",
        "MEK: listed: US 1997 supported\nMEK: delisted: US 2012 supported",
    );
    check("The EU delisted the MEK.", "2008-12-21", "MEK: delisted: EU 2008-12-21 contradicted");
}

#[test]
fn lists_and_nouns_are_read() {
    check("The MKO is on Washington's terror list.", DAY, "MKO: listed: US 2008-12-21 supported");
    check(
        "The MKO remains on the U.S. State Department list of foreign terrorist organizations.",
        "2013-01-01",
        "MKO: listed: US 2013-01-01 lifted",
    );
    check("The MKO is no longer on the EU's blacklist.", "2009-06-01", "MKO: delisted: EU 2009-06-01 supported");
    check("The MEK is no longer listed by the EU.", DAY, "MEK: delisted: EU 2008-12-21 contradicted");
    check("The MEK was added to the EU terror list in May 2002.", DAY, "MEK: listed: EU 2002-05 supported");
    check("The designation of the MEK by the United States in 1997 was a surprise.", DAY, "MEK: listed: US 1997 supported");
    check("The EU-listed MEK has a camp in Iraq.", DAY, "MEK: listed: EU 2008-12-21 supported");
    check("The MEK has been on the EU list of terrorist groups since 2002.", DAY, "MEK: listed: EU 2008-12-21 supported");
    check("The MEK has been on the EU list of terrorist groups since 1999.", DAY, "MEK: listed: EU 1999 not yet");
}

#[test]
fn time_decides_the_verdict() {
    let text = "The MKO has been blacklisted by the European Union.";
    check(text, "2001-01-01", "MKO: listed: EU 2001-01-01 not yet");
    check(text, "2002-05-02", "MKO: listed: EU 2002-05-02 supported");
    check(text, "2009-01-26", "MKO: listed: EU 2009-01-26 lifted");
    check(text, "2009-01", "MKO: listed: EU 2009-01 cannot tell");
    check(text, "2008", "MKO: listed: EU 2008 supported");
    check("The EU blacklisted the MKO in 2005.", DAY, "MKO: listed: EU 2005 contradicted");
}

#[test]
fn an_undated_claim_gets_the_days_on_which_it_holds() {
    let reading = reading("The MKO has been blacklisted by both the United States and the European Union.", "");
    let claim = serde_json::to_value(&reading.claims[0]).unwrap();
    assert_eq!(claim["holds"], serde_json::json!([["2002-05-02", "2009-01-26"]]));
    assert_eq!(claim["verdicts"][0]["verdict"], "cannot tell");
    assert_eq!(claim["verdicts"][0]["holds"], serde_json::json!([["1997-10-08", "2012-09-28"]]));
    assert_eq!(claim["verdicts"][0]["at"], serde_json::Value::Null);
    assert_eq!(claim["verdicts"][0]["reason"], "the article has no date");
}

#[test]
fn demands_get_no_verdict() {
    for text in [
        "The MKO and its friends have been using claims that the group has been disarmed to demand the removal of the group from blacklists worldwide.",
        "The MEK has called on the EU to remove it from its terror list.",
        "The MEK sought removal of the group from the EU's terror list.",
        "Lawmakers urged the United States to delist the MEK.",
        "The court ordered the EU to remove the MEK from its blacklist.",
        "The MEK should be removed from the EU list of terrorist groups.",
        "Iran demanded that the EU blacklist the MEK.",
    ] {
        let found = claims(text, DAY);
        assert!(found.contains("demanded") && found.ends_with(": ") && found.lines().count() == 1, "{text}\n{found}");
    }
}

#[test]
fn hypotheses_get_no_verdict() {
    for text in [
        "The MEK would be removed from the EU terror list if it disarmed.",
        "The MEK could be blacklisted by Canada.",
        "Washington threatened to designate the MEK as a terrorist organization.",
        "The EU is considering removing the MEK from its blacklist.",
        "If the MEK is blacklisted by the EU, it will appeal.",
        "Was the MEK blacklisted by the EU?",
        "It is unclear whether the MEK is listed as a terrorist group by Canada.",
        "The EU plans to remove the MEK from its terror list.",
    ] {
        let found = claims(text, DAY);
        assert!(found.contains("hypothetical") && found.ends_with(": ") && found.lines().count() == 1, "{text}\n{found}");
    }
}

#[test]
fn denials_and_negations_are_told_apart() {
    check("Officials denied that the MEK was blacklisted by Canada.", DAY, "MEK: denied: ");
    check("The MEK has not been designated by the United States.", DAY, "MEK: not listed: US 2008-12-21 contradicted");
    check("Hamas has never been blacklisted by the UK.", DAY, "Hamas: not listed: UK 2008-12-21 no record");
    check("The MEK has not been removed from the EU's terror list.", DAY, "MEK: listed: EU 2008-12-21 cannot tell");
}

#[test]
fn whose_words_it_is_in_is_kept() {
    check("Iran said on Monday that the MKO was blacklisted by the EU.", DAY, "MKO: listed [Iran]: EU 2008-12-21 supported");
    check(
        "According to the ministry, the MKO is on the EU's blacklist.",
        DAY,
        "MKO: listed [the ministry]: EU 2008-12-21 supported",
    );
    check(
        "The MKO has been blacklisted by the EU, the foreign minister said.",
        DAY,
        "MKO: listed [the foreign minister]: EU 2008-12-21 supported",
    );
    check(
        "“The MKO has been blacklisted by the European Union,” said John Baker.",
        DAY,
        "MKO: listed [John Baker]: EU 2008-12-21 supported",
    );
    check("The MKO was reportedly blacklisted by Canada.", DAY, "MKO: listed [reportedly]: CA 2008-12-21 supported");
}

#[test]
fn an_authority_that_is_not_named_or_loaded_is_not_guessed() {
    check("The MKO has been blacklisted.", DAY, "MKO: listed: ? 2008-12-21 cannot tell");
    check(
        "Iraqi government officials believe the group MKO is violent. They have banned dealing with members of the MKO.",
        DAY,
        "MKO: listed: IQ 2008-12-21 no record",
    );
    check("The MEK has been blacklisted by several countries.", DAY, "MEK: listed: ? 2008-12-21 cannot tell");
    check("Hamas is listed as a terrorist organization by Canada.", DAY, "Hamas: listed: CA 2008-12-21 no record");
}

#[test]
fn descriptions_are_resolved_where_one_party_fits() {
    check("The MEK left Iraq. The group was blacklisted by the EU.", DAY, "MEK: listed: EU 2008-12-21 supported");
    check("The MEK met Hamas. The group was blacklisted by the EU.", DAY, "?: listed: EU 2008-12-21 cannot tell");
    check("Leaders of the MEK were blacklisted by the EU.", DAY, "");
    check("MEK leaders were blacklisted by the EU.", DAY, "");
}

#[test]
fn other_uses_of_the_words_claim_nothing() {
    for text in [
        "The company is listed on the New York Stock Exchange.",
        "The MEK designated a successor for its leader.",
        "The UK banned smoking in pubs.",
        "Hamas was named by the United States as a partner in talks.",
        "The United States removed troops from Iraq.",
        "Apple added a list of features.",
        "The MEK took part in the designated area.",
        "The United States sanctioned the use of force against Hamas.",
    ] {
        assert_eq!(claims(text, DAY), "", "{text}");
    }
}

#[test]
fn a_party_on_no_list_is_contradicted_only_by_a_complete_list() {
    check(
        "Zagros Holding Company has been blacklisted by the United States.",
        DAY,
        "Zagros Holding Company: listed: US 2008-12-21 contradicted",
    );
    check(
        "Zagros Holding Company has been blacklisted by Canada.",
        DAY,
        "Zagros Holding Company: listed: CA 2008-12-21 no record",
    );
}

#[test]
fn wording_that_is_not_plain_is_not_judged() {
    check("Neither the EU nor the US has blacklisted the MEK.", DAY, "MEK: listed: US 2008-12-21 cannot tell");
    check("Few countries except the US have blacklisted the MEK.", DAY, "MEK: listed: ? 2008-12-21 cannot tell");
    check("Had the EU blacklisted the MEK, it would have been weaker.", DAY, "MEK: hypothetical: ");
    check("The US almost blacklisted the MEK.", DAY, "MEK: listed: US 2008-12-21 cannot tell");
    check("It is a lie that the EU blacklisted the MEK.", DAY, "MEK: denied: ");
    check("The EU has agreed to remove the PMOI from its terror list.", DAY, "PMOI: delisted: EU 2008-12-21 cannot tell");
    check("The MEK accused the US of blacklisting Hamas.", DAY, "Hamas: hypothetical: ");
    check("The court annulled the designation of the MEK by the United States.", DAY, "MEK: hypothetical: ");
    check("After meeting the MEK, the group of lawyers, all from Paris, was blacklisted by the EU.", DAY, "");
    check("Critics of the MEK, among them Hamas, are blacklisted by the EU.", DAY, "");
    check("The US blacklisted an ally of the MEK.", DAY, "");
    check("Allies of the MEK blacklisted by the US include Hamas.", DAY, "");
    check("Leaders of the MEK, who were blacklisted by the EU, left.", DAY, "");
}

#[test]
fn the_right_authority_and_time_are_taken() {
    check("The US, unlike the EU, has blacklisted the MEK.", DAY, "MEK: listed: US 2008-12-21 supported");
    check("The MEK was blacklisted by the US, not by the EU.", DAY, "MEK: listed: US 2008-12-21 supported");
    check(
        "The MKO is on the US, EU and Canadian terrorist lists.",
        DAY,
        "MKO: listed: US 2008-12-21 supported, EU 2008-12-21 supported, CA 2008-12-21 supported",
    );
    check(
        "European Union foreign ministers removed the PMOI from the bloc's terror list on Monday.",
        "2009-01-27",
        "PMOI: delisted: EU 2009-01-27 supported",
    );
    check(
        "The MEK, listed as a terrorist organization in the US and Canada, was founded in 1965.",
        DAY,
        "MEK: listed: US 2008-12-21 supported, CA 2008-12-21 supported",
    );
    check(
        "The MEK, which the United States designated as a foreign terrorist organization in 1997, has denied it.",
        DAY,
        "MEK: listed: US 1997 supported",
    );
    check(
        "MEK's designation as a terrorist organization by the US was revoked in 2012.",
        "2013-01-01",
        "MEK: delisted: US 2012 supported",
    );
    check("Hamas has been under EU sanctions since 2003.", DAY, "Hamas: listed: EU 2008-12-21 supported");
    check("The United States imposed sanctions on Hamas in 1997.", DAY, "Hamas: listed: US 1997 supported");
    check("The sanctions on Hamas were lifted by the EU.", DAY, "Hamas: delisted: EU 2008-12-21 contradicted");
}
