//! Names of a record: the main name from its parts, the name in the original script, the aliases by their quality.

use sayso_record::{Property, prop};

use super::Record;
use crate::formats::name_text::{self, Manner, Piece};
use crate::xml::Node;

const PARTS: [(&str, Property); 4] = [
    ("FIRST_NAME", prop::FIRST_NAME),
    ("SECOND_NAME", prop::SECOND_NAME),
    ("THIRD_NAME", prop::MIDDLE_NAME),
    ("FOURTH_NAME", prop::LAST_NAME),
];

impl Record<'_> {
    pub(super) fn names(&mut self) {
        self.main_name();
        self.add_name(prop::ALIAS, self.node.text_of("NAME_ORIGINAL_SCRIPT"));
        for alias in self.node.children.iter().filter(|c| c.name.ends_with("_ALIAS")) {
            self.alias(alias);
        }
        for title in self.values("TITLE") {
            self.party.add(if self.person { prop::TITLE } else { prop::NOTES }, title);
        }
    }

    fn main_name(&mut self) {
        let parts: Vec<&str> = PARTS.iter().map(|(element, _)| self.node.text_of(element)).filter(|p| !p.is_empty()).collect();
        let whole = parts.join(" ");
        if !self.person {
            return self.add_name(prop::NAME, &whole);
        }
        self.party.add(prop::NAME, &whole);
        for (element, property) in PARTS {
            self.party.add(property, self.node.text_of(element));
        }
    }

    fn alias(&mut self, alias: &Node) {
        let note = alias.text_of("NOTE");
        let property = if name_text::says_former(note) { prop::PREVIOUS_NAME } else { property_of(alias.text_of("QUALITY")) };
        self.add_name(property, alias.text_of("ALIAS_NAME"));
        for piece in name_text::names_in_note(note) {
            let lang = piece.lang;
            self.party.add_with(property, &piece.text, |s| {
                s.original = Some(name_text::one_space(note).into());
                s.lang = lang.map(Into::into);
            });
        }
        if !note.is_empty() {
            self.party.add(prop::NOTES, &format!("{}: {note}", alias.text_of("ALIAS_NAME")));
        }
        self.alias_birth(alias);
    }

    /// Adds each name that a name field holds, the field as it stands beside it.
    fn add_name(&mut self, property: Property, raw: &str) {
        let raw = name_text::one_space(raw);
        let manner = Manner { person: self.person, scripts_in_brackets: true };
        for piece in name_text::pieces(&raw, manner) {
            let property = piece.property(property);
            let Piece { text, lang, .. } = piece;
            self.party.add_with(property, &text, |s| {
                s.original = (text != raw).then(|| raw.as_str().into());
                s.lang = lang.map(Into::into);
            });
        }
        for remark in name_text::remarks(&raw) {
            self.party.add(prop::NOTES, &format!("{}: {remark}", raw.split(['(', ',']).next().unwrap_or_default().trim()));
        }
    }
}

/// "Good" and "a.k.a." are strong, "Low" is weak, "f.k.a." is a name no longer borne.
fn property_of(quality: &str) -> Property {
    match quality.trim().to_lowercase().as_str() {
        "low" => prop::WEAK_ALIAS,
        "f.k.a." | "fka" | "f.k.a" => prop::PREVIOUS_NAME,
        _ => prop::ALIAS,
    }
}
