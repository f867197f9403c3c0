//! The table of countries: one spelling stands for one code, and the spellings of the official lists are known.

use std::collections::HashMap;

use sayso_record::country;

#[test]
fn one_spelling_stands_for_one_code() {
    let mut seen: HashMap<String, &str> = HashMap::new();
    for line in include_str!("../data/countries.tsv").lines().filter(|line| !line.starts_with('#')) {
        let (code, names) = line.split_once('\t').expect("each line is a code, a tab and names");
        assert_eq!(country::code(code), Some(code), "a code stands for itself");
        for name in names.split('\t') {
            assert!(!name.trim().is_empty(), "{code} has an empty spelling");
            assert_eq!(country::code(name), Some(code), "{name} is taken by another code");
            if let Some(other) = seen.insert(name.to_lowercase(), code) {
                assert_eq!(other, code, "{name}");
            }
        }
    }
}

#[track_caller]
fn check(spellings: &[&str], expected: Option<&str>) {
    for spelling in spellings {
        assert_eq!(country::code(spelling), expected, "{spelling}");
    }
}

#[test]
fn spellings_of_the_lists_are_known() {
    check(&["Iraqi", "IRAQ", "Irak"], Some("iq"));
    check(&["Congo (DRC)", "Congo, Democratic Republic of the", "DRC", "Zaire"], Some("cd"));
    check(&["Congo, Republic of the", "Congo-Brazzaville"], Some("cg"));
    check(&["Korea, North", "DPRK", "Democratic People's Republic of Korea"], Some("kp"));
    check(&["Korea, South", "Republic of Korea"], Some("kr"));
    check(&["Libyan Arab Jamahiriya", "Libyan"], Some("ly"));
    check(&["Burma", "Myanmar (Burma) / Myanmar (Birmanie)"], Some("mm"));
    check(&["Palestinian", "West Bank", "Region: Gaza", "The Occupied Palestinian Territories"], Some("ps"));
    check(&["Crimea", "Region: Crimea", "Україна"], Some("ua"));
    check(&["Bélarus", "Belarusian", "Беларусь"], Some("by"));
    check(&["Swiss", "Schweiz", "Suisse"], Some("ch"));
    check(&["former Soviet Union", "USSR"], Some("su"));
}

#[test]
fn a_word_for_two_countries_stands_for_none() {
    check(&["Korea", "Congolese", "Virgin Islands", "Ruritanian"], None);
}
