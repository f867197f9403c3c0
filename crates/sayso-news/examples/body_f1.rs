//! How well article bodies are found: the article extraction benchmark's measure (shingles of four words, precision and recall as
//! means over the pages). `body_f1 ground-truth.json DIR`, where DIR holds `<id>.html.gz`.

use std::collections::HashMap;
use std::io::{Error, Read};
use std::path::Path;

use sayso_news::{Document, Intake};

#[expect(clippy::print_stdout, reason = "an example for the terminal")]
fn main() -> Result<(), Error> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [truth, folder] = arguments.as_slice() else { return Ok(()) };
    let truth: HashMap<String, serde_json::Value> = serde_json::from_slice(&std::fs::read(truth)?)?;
    let (mut precision, mut recall, mut pages) = (0.0, 0.0, 0.0);
    for (id, page) in &truth {
        let mut bytes = Vec::new();
        flate2::read::GzDecoder::new(std::fs::File::open(Path::new(folder).join(format!("{id}.html.gz")))?)
            .read_to_end(&mut bytes)?;
        let document = Document::from_bytes(&bytes, &Intake::default());
        // The headline that sayso puts before a body that lacks it is no part of the body.
        let title = document.title.as_deref().unwrap_or_default();
        let body = document.text.strip_prefix(title).unwrap_or(&document.text);
        let (p, r) = agreement(page["articleBody"].as_str().unwrap_or_default(), body);
        if p.min(r) < 0.7 {
            println!("{p:.2} {r:.2} {id} {}", page["url"]);
        }
        (precision, recall, pages) = (precision + p, recall + r, pages + 1.0);
    }
    let (p, r) = (precision / pages, recall / pages);
    println!("{pages} pages: precision {p:.3}, recall {r:.3}, F1 {:.3}", 2.0 * p * r / (p + r));
    Ok(())
}

fn agreement(truth: &str, found: &str) -> (f64, f64) {
    let (truth, found) = (shingles(truth), shingles(found));
    let both: usize = truth.iter().map(|(shingle, count)| count.min(found.get(shingle).unwrap_or(&0))).sum();
    let share = |of: &HashMap<Vec<&str>, usize>| {
        let all: usize = of.values().sum();
        if all == 0 { 1.0 } else { both as f64 / all as f64 }
    };
    (share(&found), share(&truth))
}

fn shingles(text: &str) -> HashMap<Vec<&str>, usize> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty()).collect();
    let mut counts = HashMap::new();
    for shingle in words.windows(4.min(words.len().max(1))) {
        *counts.entry(shingle.to_vec()).or_insert(0) += 1;
    }
    counts
}
