//! Who is found in a text, and who is not.

mod double;

use sayso_news::{Document, Intake, Options, Reading, read};

fn reading(text: &str) -> Reading {
    read(
        &Document::from_text(text, &Intake::default()),
        &double::register(),
        &Options { today: jiff::civil::date(2026, 11, 24) },
    )
}

/// `name=id` for each party, with its mentions; `-` for one on no list.
fn parties(text: &str) -> Vec<String> {
    let reading = reading(text);
    let shown = |p: &sayso_news::reading::Party| {
        let mentions: Vec<&str> = p.mentions.iter().map(|m| m.text.as_str()).collect();
        format!("{}={} {}", p.name, p.matched.as_ref().map_or("-", |m| m.id.as_str()), mentions.join("|"))
    };
    reading.parties.iter().map(shown).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(parties(text), expected, "{text}");
}

#[test]
fn listed_names_are_found_with_their_short_forms() {
    check(
        "The Mujahedin Khalq Organization (MKO) left. The MKO is gone, and MKO members too.",
        &["Mujahedin Khalq Organization=mek Mujahedin Khalq Organization|MKO|MKO|MKO"],
    );
    check(
        "The XKO (Mujahedin-e Khalq Organization) left. XKO!",
        &["Mujahedin-e Khalq Organization=mek XKO|Mujahedin-e Khalq Organization|XKO"],
    );
    check(
        "The Mujahedin-e Khalq, also known as the MeK, left. The MeK is gone.",
        &["Mujahedin-e Khalq=mek Mujahedin-e Khalq|MeK|MeK"],
    );
    check("The Mujahadin Khalq Organisation left.", &["Mujahadin Khalq Organisation=mek Mujahadin Khalq Organisation"]);
    check("They spoke of Hamas. HAMAS's leaders left.", &["Hamas=hamas Hamas|HAMAS"]);
}

#[test]
fn short_forms_of_others_are_not_ours() {
    check("The Meat Keepers Office (MKO) sells terror films. The MKO is small.", &[]);
    check("Mako Holding sells fish.", &["Mako Holding=- Mako Holding"]);
    check("Mako Holding (MKO) is on no blacklist. MKO sells fish.", &["Mako Holding=- Mako Holding|MKO|MKO"]);
    check("Police blamed the Indian Mujahideen.", &["Indian Mujahideen=indian-mujahideen Indian Mujahideen"]);
    check("It met the Al-Mujahidin Brigades.", &["Al-Mujahidin Brigades=- Al-Mujahidin Brigades"]);
    check("An MKO of three volts is small.", &[]);
}

#[test]
fn words_and_authorities_are_nobody() {
    check("The United States said so. People said the Iraqi people of the Islamic Revolution Square won a Victory.", &[]);
    check("He SAID it. The PEOPLE won. IRAQI men left.", &[]);
}

#[test]
fn persons_are_followed_by_surname() {
    check(
        "Iraqi National Security Adviser Mowaffaq al-Rubaie spoke. Later al-Rubaie left.",
        &["Mowaffaq al-Rubaie=- Mowaffaq al-Rubaie|al-Rubaie"],
    );
    check("The last dictator of Iraq, Saddam Hussein — from whom money came.", &["Saddam Hussein=saddam Saddam Hussein"]);
    check("He met Saddam Hussein Kamel in Paris.", &[]);
    check("Qusay Hussein left.", &[]);
}

#[test]
fn offsets_are_code_points_of_the_text_shown() {
    let reading = reading("“Größe”: the MKO, a terror group.\r\n\r\n[IMG] And MKO.");
    let text: Vec<char> = reading.document.text.chars().collect();
    for mention in reading.parties.iter().flat_map(|p| &p.mentions) {
        assert_eq!(text[mention.start..mention.end].iter().collect::<String>(), mention.text);
    }
    assert_eq!(reading.parties[0].mentions.len(), 2);
}
