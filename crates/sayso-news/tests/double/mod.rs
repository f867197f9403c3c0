//! A small register in memory: a few parties whose listings are well-known facts, and names that make noise.

#![allow(dead_code, unreachable_pub, reason = "each test binary uses its part")]
#![allow(clippy::unwrap_used, reason = "only tests and examples use this")]

use jiff::civil::Date;
use sayso_news::{Found, Hint, ListedName, Register};
use sayso_record::{Interval, Listing, PartialDate, Source};

pub(crate) struct Double {
    parties: Vec<Party>,
    /// Authorities whose lists are complete over all time.
    pub complete: Vec<&'static str>,
}

struct Party {
    id: &'static str,
    schema: &'static str,
    names: Vec<&'static str>,
    weak: Vec<&'static str>,
    listings: Vec<Listing>,
}

fn listing(authority: &str, programme: &str, from: &str, until: &str) -> Listing {
    let named = sayso_record::authority::find(authority).unwrap();
    let date = |text: &str| text.parse::<PartialDate>().ok();
    Listing {
        authority: named.code.into(),
        authority_name: named.name.into(),
        programme: programme.into(),
        list: format!("{}_{}", authority.to_lowercase(), programme.to_lowercase().replace(' ', "_")),
        interval: Interval::stated(date(from), date(until)),
        known: (jiff::civil::date(2020, 1, 1), None),
        source: Source {
            document: format!("{programme} record"),
            url: format!("https://example.org/{}", authority.to_lowercase()),
            locator: "row 34".into(),
            version: "2026-01-01".into(),
        },
    }
}

pub(crate) fn register() -> Double {
    let mek = Party {
        id: "mek",
        schema: "Organization",
        names: vec![
            "Mujahedin-e Khalq Organization",
            "MEK",
            "MKO",
            "PMOI",
            "People's Mujahedin Organization of Iran",
            "Mujahedin-e Khalq",
        ],
        weak: vec!["Hypocrites"],
        listings: vec![
            listing("US", "FTO", "1997-10-08", "2012-09-28"),
            listing("US", "SDGT", "2001", "2012-09-28"),
            listing("EU", "Common Position 2001/931/CFSP", "2002-05-02", "2009-01-26"),
            listing("UK", "Terrorism Act 2000", "2001", "2008-06-24"),
            listing("CA", "Criminal Code", "2005-05-24", "2012-12-20"),
        ],
    };
    let saddam = Party {
        id: "saddam",
        schema: "Person",
        names: vec!["Saddam Hussein Al-Tikriti", "Saddam Hussein", "Abu Ali"],
        weak: vec![],
        listings: vec![listing("US", "IRAQ2", "2003-05-22", ""), listing("UN", "Resolution 1518", "2003-06-27", "")],
    };
    let hamas = Party {
        id: "hamas",
        schema: "Organization",
        names: vec!["HAMAS", "Islamic Resistance Movement", "Harakat al-Muqawama al-Islamiya"],
        weak: vec!["THE STUDENTS"],
        listings: vec![
            listing("US", "FTO", "1997-10-08", ""),
            listing("EU", "Common Position 2001/931/CFSP", "2003-09-12", ""),
        ],
    };
    let indian = Party {
        id: "indian-mujahideen",
        schema: "Organization",
        names: vec!["Indian Mujahideen"],
        weak: vec![],
        listings: vec![listing("US", "FTO", "2011-09-19", "")],
    };
    let noise = |id, schema, name| Party {
        id,
        schema,
        names: vec![name],
        weak: vec![],
        listings: vec![listing("US", "SDGT", "2005-01-01", "")],
    };
    Double {
        parties: vec![
            mek,
            saddam,
            hamas,
            indian,
            noise("said", "Person", "SAID"),
            noise("people", "Organization", "PEOPLE"),
            noise("usa", "Organization", "United States"),
            noise("victory", "Vessel", "VICTORY"),
            noise("camp", "Organization", "IRAQI"),
            noise("jihad", "Organization", "Islamic Revolution"),
            noise("kurd", "Person", "Ali Hassan"),
        ],
        complete: vec!["US", "EU"],
    }
}

impl Double {
    fn found(party: &Party, name: &str, score: f64) -> Found {
        Found {
            id: party.id.into(),
            caption: party.names[0].into(),
            schema: party.schema.into(),
            name: name.into(),
            score,
            is_match: score >= 0.85,
            reasons: vec![serde_json::json!({"feature": "name", "weight": 1.0, "score": score, "candidate": name})],
            listings: party.listings.clone(),
        }
    }
}

fn words(name: &str) -> Vec<String> {
    let lower = name.to_lowercase().replace(['\'', '’'], "");
    lower.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 1).map(str::to_owned).collect()
}

fn alike(a: &str, b: &str) -> bool {
    let letters = |w: &str| w.chars().filter(|c| !"aeiouysz".contains(*c)).collect::<String>();
    a == b || (a.len() > 4 && letters(a) == letters(b))
}

/// Share of the words of both names that have a counterpart.
fn similarity(a: &str, b: &str) -> f64 {
    let (a, b) = (words(a), words(b));
    let hit = |x: &[String], y: &[String]| x.iter().filter(|w| y.iter().any(|v| alike(w, v))).count();
    (hit(&a, &b) + hit(&b, &a)) as f64 / (a.len() + b.len()).max(1) as f64
}

impl Register for Double {
    fn edition(&self) -> String {
        "blake3:double".into()
    }

    fn lookup(&self, name: &str, _hint: Hint) -> Option<Found> {
        let scored =
            self.parties.iter().flat_map(|party| party.names.iter().map(move |known| (similarity(name, known), party, *known)));
        let (score, party, known) = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
        (score > 0.3).then(|| Self::found(party, known, score))
    }

    fn party(&self, id: &str) -> Option<Found> {
        self.parties.iter().find(|p| p.id == id).map(|p| Self::found(p, p.names[0], 1.0))
    }

    fn for_each_name(&self, visit: &mut dyn FnMut(ListedName<'_>)) {
        for party in &self.parties {
            for (text, is_weak) in party.names.iter().map(|n| (n, false)).chain(party.weak.iter().map(|n| (n, true))) {
                visit(ListedName { text, is_weak, party: party.id, schema: party.schema });
            }
        }
    }

    fn knows_authority(&self, code: &str) -> bool {
        matches!(code, "US" | "EU" | "UK" | "UN" | "CA")
    }

    fn covers(&self, authority: &str, _day: Date) -> bool {
        self.complete.contains(&authority)
    }
}
