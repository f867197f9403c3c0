//! Fields in which the old formats (WHOLE XML, CSV 1.0) keep several things as one text.

use super::{Act, Address, Paper, Party};
use crate::formats::name_text::{find_ignoring_case, one_space};

/// `D 000912 (other-Other identification number) [known to be expired](issued on 1998-06-30)` taken apart.
pub(in crate::formats) fn paper(raw: &str, country: &str, key: &str, act: Act) -> Paper {
    let raw = one_space(raw);
    let mut paper = Paper { key: key.to_owned(), country: country.to_owned(), act, ..Paper::default() };
    let Some((number, kind, rest)) = kind_in_brackets(&raw) else {
        paper.number = raw;
        return paper;
    };
    let (code, description) = kind.split_once('-').unwrap_or((kind, ""));
    paper.number = number.trim().to_owned();
    code.trim().clone_into(&mut paper.code);
    description.trim().clone_into(&mut paper.description);
    let mut rest = rest.trim();
    while let Some((state, behind)) = rest.strip_prefix('[').and_then(|inside| inside.split_once(']')) {
        paper.states.push(state.to_owned());
        rest = behind.trim();
    }
    if let Some((valid_to, behind)) = rest.strip_prefix("(valid to ").and_then(|inside| inside.split_once(')')) {
        valid_to.trim().clone_into(&mut paper.valid_to);
        rest = behind.trim();
        while let Some((state, behind)) = rest.strip_prefix('[').and_then(|inside| inside.split_once(']')) {
            paper.states.push(state.to_owned());
            rest = behind.trim();
        }
    }
    rest.clone_into(&mut paper.remark);
    paper
}

/// The first bracket that holds a kind ("passport-National passport").
fn kind_in_brackets(raw: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    while let Some(open) = raw.get(from..)?.find('(').map(|at| from + at) {
        let (inside, rest) = raw[open + 1..].split_once(')')?;
        let code = inside.split('-').next().unwrap_or_default();
        if inside.contains('-') && !code.is_empty() && code.bytes().all(|b| b.is_ascii_lowercase()) {
            return Some((&raw[..open], inside, rest));
        }
        from = open + 1;
    }
    None
}

/// `PHONE[…]`, `FAX[…]` and remarks; numbers of tax and social security in remarks become papers.
pub(in crate::formats) fn address_other(raw: &str, address: &mut Address) -> Vec<Paper> {
    let mut rest = one_space(raw);
    for key in ["PHONE", "FAX", "EMAIL", "WEB"] {
        while let Some(start) = rest.find(&format!("{key}[")) {
            let Some(end) = rest[start..].find(']').map(|at| start + at) else { break };
            address.contacts.push((key.to_owned(), rest[start + key.len() + 1..end].to_owned()));
            rest.replace_range(start..=end, "");
        }
    }
    let rest = rest.trim();
    rest.strip_prefix('(').and_then(|r| r.strip_suffix(')')).unwrap_or(rest).clone_into(&mut address.remark);
    let marks = [
        ("fiscal code", "taxid", "Fiscal code"),
        ("employer identification number", "regnumber", "Employer identification number"),
        ("ssn ", "ssn", "Social security number"),
        ("social security number", "ssn", "Social security number"),
    ];
    let found = marks.into_iter().filter_map(|(mark, code, description)| {
        let start = find_ignoring_case(&address.remark, mark)? + mark.len();
        let number = address.remark.get(start..)?.trim_start_matches([':', ' ', '.']);
        let number = number.split(['(', ')', ';', ',']).next()?;
        let number = number.split(" US ").next()?.trim().trim_end_matches('.');
        let paper = Paper {
            code: code.into(),
            description: description.into(),
            number: number.into(),
            act: address.act.clone(),
            ..Paper::default()
        };
        number.bytes().any(|b| b.is_ascii_digit()).then_some(paper)
    });
    found.collect()
}

/// The remark of an entry: "(a) (b)". What it says of regimes and of the UN's designation goes where it belongs.
pub(in crate::formats) fn remark(raw: &str, party: &mut Party) {
    let raw = one_space(raw);
    let inside = raw.strip_prefix('(').and_then(|r| r.strip_suffix(')')).unwrap_or(&raw);
    for part in inside.split(") (").filter(|part| !part.trim().is_empty()) {
        for regime in part.split("in regime ").skip(1) {
            let Some((title, rest)) = regime.split_once(" of programme ") else { continue };
            let programme: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
            if !programme.is_empty() && !party.acts.iter().any(|act| act.title == title && act.programme == programme) {
                party.acts.push(Act { title: title.to_owned(), programme, ..Act::default() });
            }
        }
        for mark in ["date of un designation:", "date of designation referred to in article"] {
            if let Some(start) = find_ignoring_case(part, mark)
                && let Some(day) = part[start..].rsplit(": ").next()
                && party.designated.is_empty()
            {
                day.trim().clone_into(&mut party.designated);
            }
        }
        party.remarks.push(part.trim().to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_in_one_field_is_taken_apart() {
        let p = paper(
            "347834 (passport-National passport)  (valid to 2014-02-21)[known to be expired](issued under name X)",
            "LBY",
            "1",
            Act::default(),
        );
        assert_eq!((p.number.as_str(), p.code.as_str(), p.description.as_str()), ("347834", "passport", "National passport"));
        assert_eq!(
            (p.valid_to.as_str(), p.states, p.remark.as_str()),
            ("2014-02-21", vec!["known to be expired".to_owned()], "(issued under name X)")
        );
        assert_eq!(paper("A(1", "", "", Act::default()).number, "A(1");
    }

    #[test]
    fn contacts_and_numbers_are_found_behind_an_address() {
        let mut address = Address::default();
        let papers =
            address_other("PHONE[021- 86611265]\nFAX[021-8620174]\n(Italian Fiscal Code: JMM MDI 68A25 Z352D)", &mut address);
        assert_eq!(address.contacts.len(), 2);
        assert_eq!(
            (papers[0].number.as_str(), address.remark.as_str()),
            ("JMM MDI 68A25 Z352D", "Italian Fiscal Code: JMM MDI 68A25 Z352D")
        );
    }

    #[test]
    fn a_remark_tells_of_other_regimes() {
        let mut party = Party::default();
        remark(
            "(Date of UN designation: 2002-07-25) (Entity is sanctioned in regime 753/2011 (OJ L199) of programme AFG, in regime 881/2002 (OJ L139) of programme TAQA)",
            &mut party,
        );
        assert_eq!(party.designated, "2002-07-25");
        let acts: Vec<_> = party.acts.iter().map(|a| (a.title.as_str(), a.programme.as_str())).collect();
        assert_eq!(acts, [("753/2011 (OJ L199)", "AFG"), ("881/2002 (OJ L139)", "TAQA")]);
        assert_eq!(party.remarks.len(), 2);
    }
}
