//! The binary as its users meet it, on the built-in record.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(clippy::print_stderr, clippy::print_stdout, reason = "a test says what it skipped and measured")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn sayso(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    command.env_clear().env("SAYSO_TODAY", "2026-11-24").args(arguments);
    command
}

fn run(arguments: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = sayso(arguments).output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

fn json(arguments: &[&str]) -> Value {
    let (code, out, err) = run(arguments);
    assert_eq!(code, 0, "{err}");
    serde_json::from_str(&out).unwrap()
}

fn in_repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

fn shared(path: &str) -> Option<PathBuf> {
    let found = [in_repository("../shared"), PathBuf::from("/work/shared")]
        .into_iter()
        .map(|root| root.join(path))
        .find(|p| p.exists());
    if found.is_none() {
        eprintln!("skipped: ../shared/{path} is not there");
    }
    found
}

/// (authority, verdict, from, until, today) of each verdict of the first claim.
fn verdicts(reading: &Value) -> Vec<[String; 5]> {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let of = |v: &Value| ["authority", "verdict", "from", "until", "today"].map(|key| text(&v[key]));
    reading["claims"][0]["verdicts"].as_array().unwrap().iter().map(of).collect()
}

fn founding(extra: &[&str]) -> Option<Value> {
    let article = shared("cases/news/iraq-mko-2008.txt")?;
    Some(json(&[&["read", article.to_str().unwrap(), "--json"], extra].concat()))
}

#[test]
fn the_founding_article_is_judged_on_its_day_and_today() {
    let Some(reading) = founding(&["--date", "2008-12-21"]) else { return };
    let expected =
        [["US", "supported", "1997-10-08", "2012-09-28", "lifted"], ["EU", "supported", "2002-05-02", "2009-01-26", "lifted"]];
    assert_eq!(verdicts(&reading), expected.map(|row| row.map(str::to_owned)));
    assert_eq!(reading["claims"][0]["said_by"], Value::Null);
    let parties = reading["parties"].as_array().unwrap();
    let mko = parties.iter().find(|p| p["name"] == "Mujahedin Khalq Organization").unwrap();
    assert_eq!((mko["mentions"].as_array().unwrap().len(), &mko["match"]["id"]), (14, &Value::from("mek")));
    let text: Vec<char> = reading["document"]["text"].as_str().unwrap().chars().collect();
    for mention in mko["mentions"].as_array().unwrap() {
        let at = |key: &str| usize::try_from(mention[key].as_u64().unwrap()).unwrap();
        assert_eq!(text[at("start")..at("end")].iter().collect::<String>(), mention["text"].as_str().unwrap());
    }
    let rubaie = parties.iter().find(|p| p["name"].as_str().unwrap().contains("Rubaie")).unwrap();
    assert_eq!(rubaie["match"], Value::Null);
    let demanded = reading["claims"].as_array().unwrap().iter().find(|c| c["polarity"] == "demanded").unwrap();
    assert_eq!(demanded["verdicts"], Value::Array(vec![]));
    let iraq = reading["claims"].as_array().unwrap().iter().find(|c| c["verdicts"][0]["authority"] == "IQ").unwrap();
    assert_eq!(iraq["verdicts"][0]["verdict"], "no record");
}

#[test]
fn the_founding_article_without_its_date_holds_for_an_interval() {
    let Some(reading) = founding(&[]) else { return };
    assert_eq!(reading["claims"][0]["holds"], serde_json::json!([["2002-05-02", "2009-01-26"]]));
    assert_eq!(reading["document"]["date_from"], "unknown");
    assert!(verdicts(&reading).iter().all(|v| v[1] == "cannot tell"));
}

#[test]
fn the_founding_article_half_a_year_later_is_wrong_of_the_european_union() {
    let Some(reading) = founding(&["--date", "2009-06-01"]) else { return };
    let words: Vec<String> =
        verdicts(&reading).into_iter().map(|[authority, verdict, ..]| format!("{authority} {verdict}")).collect();
    assert_eq!(words, ["US supported", "EU lifted"]);
}

#[test]
fn saddam_hussein_is_found_where_a_list_has_him() {
    let (Some(article), Some(ofac), Some(un)) = (
        shared("cases/news/iraq-mko-2008.txt"),
        shared("data/ofac/2019-01-04_watchman/sdn.csv"),
        shared("data/un/2017-07-02_consolidated.xml"),
    ) else {
        return;
    };
    let home = tempfile::tempdir().unwrap();
    let home = home.path().to_str().unwrap();
    for (list, file) in [("us_ofac_sdn", &ofac), ("un_sc", &un)] {
        let (code, out, err) = run(&["--home", home, "lists", "add", file.to_str().unwrap(), "--list", list]);
        assert_eq!(code, 0, "{out}{err}");
    }
    let reading = json(&["--home", home, "read", article.to_str().unwrap(), "--json", "--date", "2008-12-21"]);
    let parties = reading["parties"].as_array().unwrap();
    let saddam = parties.iter().find(|p| p["name"] == "Saddam Hussein").unwrap();
    assert!(saddam["match"]["caption"].as_str().unwrap().to_uppercase().contains("HUSSEIN"), "{saddam}");
    let rubaie = parties.iter().find(|p| p["name"].as_str().unwrap().contains("Rubaie")).unwrap();
    assert_eq!(rubaie["match"], Value::Null);
    let mko = parties.iter().find(|p| p["name"] == "Mujahedin Khalq Organization").unwrap();
    assert_eq!((mko["mentions"].as_array().unwrap().len(), &mko["match"]["id"]), (14, &Value::from("mek")));
}

#[test]
fn the_example_articles_are_read() {
    {
        let (article, date, expected) = ("mek-camp-2008.txt", "2008-12-21", "supported");
        let path = in_repository("examples").join(article);
        let reading = json(&["read", path.to_str().unwrap(), "--json", "--date", date]);
        assert_eq!(reading["version"], 1);
        assert!(verdicts(&reading).iter().all(|v| v[1] == expected), "{article}: {:?}", verdicts(&reading));
        let (code, page, _) = run(&["read", path.to_str().unwrap(), "--html", "--date", date]);
        assert!(code == 0 && page.starts_with("<!doctype html>") || page.starts_with("<!DOCTYPE html>"), "{}", &page[..60]);
        let (code, text, _) = run(&["read", path.to_str().unwrap(), "--date", date, "--fail-on-match"]);
        assert!(code == 1 && text.contains(expected));
    }
}

#[test]
fn a_name_is_screened_as_of_a_day() {
    let answer = json(&["screen", "Mujahedin Khalq Organization", "--at", "2008-12-21", "--json"]);
    assert_eq!(
        (&answer["version"], &answer["at"], &answer["known"]),
        (&Value::from(1), &Value::from("2008-12-21"), &Value::Null)
    );
    let first = &answer["matches"][0];
    assert_eq!((&first["id"], &first["match"]), (&Value::from("mek"), &Value::Bool(true)));
    let status = |authority: &str, programme: &str| {
        let listings = first["listings"].as_array().unwrap();
        let found =
            listings.iter().find(|l| l["authority"] == authority && l["programme"].as_str().unwrap().contains(programme));
        let listing = found.unwrap_or_else(|| panic!("no listing of {authority} {programme}"));
        format!("{} {}", listing["status"].as_str().unwrap(), listing["today"].as_str().unwrap())
    };
    assert_eq!(status("US", "FTO"), "listed formerly listed");
    assert_eq!(status("EU", "2001/931"), "listed formerly listed");
    assert_eq!(status("UK", "Terrorism"), "formerly listed formerly listed");
    let sum: f64 =
        first["reasons"].as_array().unwrap().iter().map(|r| r["weight"].as_f64().unwrap() * r["score"].as_f64().unwrap()).sum();
    assert!((sum.clamp(0.0, 1.0) - first["score"].as_f64().unwrap()).abs() < 1e-3, "the reasons add up");
    assert!(!first["listings"][0]["source"]["locator"].as_str().unwrap().is_empty());
}

#[test]
fn the_party_is_found_under_its_spellings_and_others_are_not_it() {
    for name in ["MKO", "MEK", "PMOI", "Mujahadin Khalk Organisation", "Mujahedin-e Khalq", "سازمان مجاهدین خلق ایران"]
    {
        let answer = json(&["screen", name, "--json"]);
        assert!(
            answer["matches"].as_array().unwrap().iter().any(|m| m["id"] == "mek" && m["match"] == true),
            "{name}: {answer}"
        );
    }
    for name in ["Mako Holding", "Indian Mujahideen", "Al-Mujahidin Brigades"] {
        let answer = json(&["screen", name, "--json"]);
        assert!(
            !answer["matches"].as_array().unwrap().iter().any(|m| m["id"] == "mek" && m["match"] == true),
            "{name}: {answer}"
        );
    }
}

#[test]
fn the_same_query_gives_the_same_bytes() {
    let arguments = ["screen", "Hizballah", "--at", "2010-01-01", "--json"];
    assert_eq!(run(&arguments), run(&arguments));
}

#[test]
fn what_the_record_did_not_know_yet_is_not_told() {
    let answer = json(&["screen", "Mujahedin Khalq Organization", "--known", "2008-12-21", "--json"]);
    assert!(answer["matches"].as_array().unwrap().iter().all(|m| m["listings"].as_array().unwrap().is_empty()), "{answer}");
}

#[test]
fn queries_come_one_a_line_and_answers_go_one_a_line_in_order() {
    let mut child = sayso(&["screen", "-", "--at", "2008-12-21"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let queries = "{\"id\":\"a\",\"schema\":\"Organization\",\"properties\":{\"name\":[\"Hamas\"]}}\n\nnonsense [\n{\"properties\":1}\nMujahedin-e Khalq\n";
    child.stdin.take().unwrap().write_all(queries.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let answers: Vec<Value> =
        String::from_utf8(output.stdout).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(answers.len(), 4);
    assert_eq!((&answers[0]["query"]["id"], &answers[0]["matches"][0]["id"]), (&Value::from("a"), &Value::from("hamas")));
    assert!(answers[2]["error"].as_str().unwrap().contains("properties") && answers[2]["line"] == 4);
    assert_eq!(answers[3]["matches"][0]["id"], "mek");
    assert_eq!(output.status.code(), Some(3), "a line that is no query is bad data");
}

#[test]
fn a_dossier_draws_its_listings() {
    let (code, text, _) = run(&["show", "mek", "--at", "2008-12-21"]);
    assert!(code == 0 && text.contains('█') && text.contains('┃') && text.contains("Common Position 2001/931/CFSP"), "{text}");
    let dossier = json(&["show", "Mujahedin-e Khalq", "--json"]);
    assert_eq!(dossier["id"], "mek");
    assert!(dossier["statements"].as_array().unwrap().iter().all(|s| !s["known"][0]["locator"].as_str().unwrap().is_empty()));
}

#[test]
fn bad_use_is_told_with_what_would_be_good() {
    for (arguments, hint) in [
        (&["screen", "x", "--at", "yesterday"][..], "YYYY-MM-DD"),
        (&["screen", "x", "--schema", "Cat"], "Person"),
        (&["screen", "x", "--threshold", "7"], "between 0 and 1"),
        (&["screen", "x", "--birth-date", "once"], "YYYY"),
        (&["screen", "x", "--country", "Atlantis"], "Atlantis"),
        (&["screen", " "], "empty"),
        (&["show", "nobody-at-all-xyz"], "no party"),
        (&["lists", "add", "x.csv", "--list", "UPPER"], "a-z"),
        (&["lists", "add", "x.csv", "--list", "toy"], "--home"),
        (&["frobnicate"], "Usage"),
    ] {
        let (code, _, err) = run(arguments);
        assert!(code == 2 && err.contains(hint), "{arguments:?}: {code} {err}");
    }
}

#[test]
fn names_are_compared_alone_and_by_the_file() {
    let (code, text, _) = run(&["compare", "Mujahadin Khalk", "Mujahedin-e Khalq"]);
    assert!(code == 0 && text.contains("same sound"), "{text}");
    let folder = tempfile::tempdir().unwrap();
    let (pairs, scores) = (folder.path().join("pairs.csv"), folder.path().join("scores.csv"));
    std::fs::write(&pairs, "schema,name1,name2,note\nPerson,John Smith,\"Smith, John\",a\nPerson,John Smith,Ali Hassan,b\n")
        .unwrap();
    let (code, _, err) = run(&["compare", pairs.to_str().unwrap(), "--out", scores.to_str().unwrap()]);
    assert_eq!(code, 0, "{err}");
    let table = std::fs::read_to_string(&scores).unwrap();
    assert_eq!(
        table,
        "schema,name1,name2,note,score\nPerson,John Smith,\"Smith, John\",a,1.0000\nPerson,John Smith,Ali Hassan,b,0.0000\n"
    );
    std::fs::write(&pairs, "a,b\n1,2\n").unwrap();
    let (code, _, err) = run(&["compare", pairs.to_str().unwrap()]);
    assert!(code == 3 && err.contains("name1"), "{err}");
}

#[test]
fn a_wrong_or_shrunken_list_is_refused_and_the_last_version_stays() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let home = home.to_str().unwrap();
    let write = |name: &str, rows: usize| {
        let path = folder.path().join(name);
        let mut text = String::from("name,authority,programme,listed,delisted,source\n");
        (0..rows).for_each(|n| text.push_str(&format!("Party {n},EU,P,2001,,https://example.org\n")));
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (whole, shrunken) = (write("2020-01-01.csv", 40), write("2020-01-02.csv", 4));
    assert_eq!(run(&["--home", home, "lists", "add", &whole, "--list", "toy"]).0, 0);
    let (code, _, err) = run(&["--home", home, "lists", "add", &shrunken, "--list", "toy"]);
    assert!(code == 3 && err.contains("--accept-shrink"), "{code} {err}");
    let (code, _, err) = run(&["--home", home, "lists", "add", &whole, "--list", "un_sc", "--version", "2020-01-01"]);
    assert!(code == 2 && err.contains("un_xml"), "{code} {err}");
    let (code, out, _) = run(&["--home", home, "lists", "add", &whole, "--list", "toy"]);
    assert!(code == 0 && out.contains("already in the record"));
    let (code, out, _) = run(&["--home", home, "lists", "status", "toy"]);
    assert!(code == 0 && out.contains("2020-01-01") && !out.contains("2020-01-02"), "{out}");
    let (code, out, err) = run(&["--home", home, "lists", "add", &shrunken, "--list", "toy", "--accept-shrink"]);
    assert_eq!(code, 0, "{out}{err}");
    let (_, out, _) = run(&["--home", home, "lists", "diff", "2020-01-01", "2020-01-02"]);
    assert!(out.contains("0 added, 36 removed, 0 changed"), "{out}");
    let (_, out, _) = run(&["--home", home, "lists", "history", "Party 7"]);
    assert!(out.contains("= toy Organization name: Party 7") && out.contains("- toy Organization name: Party 7"), "{out}");
}

/// A server on loopback that gives one list file with an ETag, and 304 to who has it; stops after so many requests.
fn serve(file: String, requests: usize) -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming().take(requests) {
            let mut stream = stream.unwrap();
            let mut request = Vec::new();
            let mut byte = [0];
            while !request.ends_with(b"\r\n\r\n") && std::io::Read::read(&mut stream, &mut byte).unwrap() == 1 {
                request.push(byte[0]);
            }
            let has_it = String::from_utf8_lossy(&request).to_lowercase().contains("if-none-match: \"v1\"");
            let answer = if has_it {
                "HTTP/1.1 304 Not Modified\r\nETag: \"v1\"\r\nConnection: close\r\n\r\n".to_owned()
            } else {
                let head = format!(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nETag: \"v1\"\r\nLast-Modified: Tue, 01 Sep 2026 10:00:00 GMT\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                    file.len()
                );
                head + &file
            };
            stream.write_all(answer.as_bytes()).unwrap();
        }
    });
    port
}

#[test]
fn lists_are_fetched_from_the_addresses_of_the_users_table_and_not_twice() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    std::fs::create_dir(&home).unwrap();
    let port = serve("name,authority,programme,listed,delisted,source\nBrigade of the Toy,EU,Toy regime,2026-08-01,,https://example.org/act\n".into(), 2);
    let table = format!(
        "[[list]]\nid = \"toy\"\ntitle = \"Toy list\"\nauthority = \"EU\"\nhomepage = \"https://example.org\"\nformat = \"designations_csv\"\ncomplete = false\n[[list.file]]\nurl = \"http://127.0.0.1:{port}/toy.csv\"\nname = \"toy.csv\"\ncontent_types = [\"text/csv\"]\nmin_bytes = 10\n"
    );
    std::fs::write(home.join("sources.toml"), table).unwrap();
    let home = home.to_str().unwrap();
    let (code, out, err) = run(&["--home", home, "lists", "update", "toy"]);
    assert!(code == 0 && out.contains("toy 2026-09-01: 1 records"), "{code} {out}{err}");
    let (code, out, _) = run(&["--home", home, "lists", "update", "toy"]);
    assert!(code == 0 && out.contains("not changed"), "{code} {out}");
    let answer = json(&["--home", home, "screen", "Brigade of the Toy", "--at", "2026-09-02", "--json"]);
    assert_eq!(answer["matches"][0]["listings"][0]["status"], "listed");
    let (code, _, err) = run(&["--home", home, "lists", "update", "no_such_list"]);
    assert!(code == 2 && err.contains("no list is called"), "{err}");
}

/// Checks a value against a schema of ours: types, constants, keys that must be there and keys that are not described.
fn check_schema(schema: &Value, value: &Value, at: &str) {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(n) if n.is_i64() || n.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let types: Vec<&str> = match &schema["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    };
    assert!(types.contains(&kind) || kind == "integer" && types.contains(&"number"), "{at} is {kind}, not {types:?}");
    assert!(schema.get("const").is_none_or(|constant| constant == value), "{at}");
    if let (Some(properties), Some(object)) = (schema["properties"].as_object(), value.as_object()) {
        let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
        required.for_each(|key| assert!(object.contains_key(key), "{at} lacks {key}"));
        for (key, value) in object {
            let schema = properties.get(key).unwrap_or_else(|| panic!("{at}.{key} is not described"));
            check_schema(schema, value, &format!("{at}.{key}"));
        }
    }
    if let (Some(items), Some(array)) = (schema.get("items"), value.as_array()) {
        array.iter().enumerate().for_each(|(n, item)| check_schema(items, item, &format!("{at}[{n}]")));
    }
}

#[test]
fn the_json_is_as_its_schema_says() {
    let schema = |name: &str| -> Value {
        serde_json::from_str(&std::fs::read_to_string(in_repository("docs/schema").join(name)).unwrap()).unwrap()
    };
    let screen = schema("screen.schema.json");
    for arguments in [
        &["screen", "Mujahedin Khalq", "--at", "2008-12-21", "--json"][..],
        &["screen", "MKO", "--schema", "Organization", "--country", "iq", "--known", "2026-11-24", "--json"],
        &["screen", "Nobody Knows Him", "--birth-date", "1970", "--json"],
    ] {
        check_schema(&screen, &json(arguments), "answer");
    }
    let read = schema("read.schema.json");
    for article in ["mek-camp-2008.txt", "farc-delisting-2021.txt", "harbour-charity-2016.txt"] {
        let path = in_repository("examples").join(article);
        check_schema(&read, &json(&["read", path.to_str().unwrap(), "--json"]), article);
        check_schema(&read, &json(&["read", path.to_str().unwrap(), "--json", "--date", "2008-12-21"]), article);
    }
}
