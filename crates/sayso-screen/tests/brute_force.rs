//! What screening finds through the edition is what looking at every party finds.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use jiff::civil::date;
use proptest::prelude::*;
use sayso_edition::Edition;
use sayso_record::{Entity, EntityId, ListInfo, Locator, Reading, RecordView, VersionId, prop, schema};
use sayso_screen::{Answer, Options, Query, Screener};

const WORDS: [&str; 24] = [
    "mujahedin",
    "khalq",
    "organization",
    "saddam",
    "hussein",
    "tikriti",
    "ali",
    "hassan",
    "al",
    "brigade",
    "front",
    "national",
    "islamic",
    "bank",
    "trading",
    "general",
    "mohammed",
    "yusuf",
    "ivanov",
    "sergey",
    "petroleum",
    "shipping",
    "liberation",
    "army",
];

fn name_of(words: &[usize]) -> String {
    words.iter().map(|w| WORDS[*w]).collect::<Vec<_>>().join(" ")
}

fn edition(names: &[Vec<usize>]) -> Edition {
    let mut reading = Reading::default();
    for (n, words) in names.iter().enumerate() {
        let mut party = Entity::new(schema::ORGANIZATION, EntityId::new(&format!("p-{n}")));
        party.add(prop::NAME, &name_of(words));
        reading.push(party, &Locator::row(n as u64 + 1));
    }
    let id = "toy".parse().unwrap();
    let info =
        ListInfo { id, title: "Toy".into(), authority: "US".into(), url: String::new(), complete: None, programme: None };
    let mut view = RecordView::default();
    view.push_reading(info, VersionId::of(date(2020, 1, 1)), reading);
    Edition::from_bytes(Edition::build(&view, &mut |_, _, _| {}).unwrap()).unwrap()
}

/// Damages a name at a place: leaves it, drops a letter, doubles one, swaps two, or joins the words.
fn damaged(name: &str, how: u8, at: usize) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let at = at % letters.len();
    match how {
        0 => {}
        1 => {
            letters.remove(at);
        }
        2 => letters.insert(at, letters[at]),
        3 if at + 1 < letters.len() => letters.swap(at, at + 1),
        _ => letters.retain(|c| *c != ' '),
    }
    letters.into_iter().collect()
}

fn matches(answer: Answer) -> Vec<(String, String)> {
    answer.matches.into_iter().filter(|m| m.is_match).map(|m| (m.id, m.score.to_string())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn candidates_lose_no_match(
        names in proptest::collection::vec(proptest::collection::vec(0..WORDS.len(), 1..5), 1..40),
        asked in 0_usize..40,
        how in 0_u8..5,
        at in 0_usize..60,
    ) {
        let edition = edition(&names);
        let query = Query::name(&damaged(&name_of(&names[asked % names.len()]), how, at));
        let day = date(2020, 6, 1);
        let options = Options { at: day, today: day, known: None, threshold: sayso_screen::DEFAULT_THRESHOLD, limit: 100 };
        let screener = Screener::new(&edition);
        prop_assert_eq!(matches(screener.screen(&query, &options)), matches(screener.screen_all(&query, &options)));
    }
}
