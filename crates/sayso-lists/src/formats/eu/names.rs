//! Names of a party. The file marks no main name: it is the strong one without a remark that came in first, in Latin letters
//! where there is one; so it stays the same from version to version.

use sayso_record::{Property, prop};

use super::{Act, Name, Writer};
use crate::formats::name_text::{self, Manner, is_latin};

impl Writer<'_> {
    pub(super) fn names(&mut self, names: &[Name]) {
        let main = names.iter().enumerate().min_by_key(|(index, name)| rank(name, *index)).map(|(index, _)| index);
        for (index, name) in names.iter().enumerate() {
            let same = main.is_some_and(|main| main == index || (names[main].whole == name.whole && !name.whole.is_empty()));
            let property = if same { prop::NAME } else { property_of(name) };
            self.name(property, name);
        }
    }

    fn name(&mut self, property: Property, name: &Name) {
        let parts = [&name.first, &name.middle, &name.last];
        let joined = || parts.iter().map(|part| part.as_str()).filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ");
        let whole = name_text::one_space(if name.whole.trim().is_empty() { joined() } else { name.whole.clone() }.as_str());
        self.whole_name(property, &whole, &name.language, &name.act);
        for (part, property) in parts.into_iter().zip([prop::FIRST_NAME, prop::MIDDLE_NAME, prop::LAST_NAME]) {
            if self.person {
                self.add_by(property, part, &name.act);
            } else if *part != whole {
                self.add_by(prop::WEAK_ALIAS, part, &name.act);
            }
        }
        if self.person {
            self.add_by(prop::TITLE, &name.title, &name.act);
            self.add_by(prop::POSITION, &name.function, &name.act);
            self.reading.add_gender(&mut self.entity, &name.gender, self.locator);
        } else {
            self.add_by(prop::NOTES, &name.title, &name.act);
            self.add_by(prop::NOTES, &name.function, &name.act);
        }
        if !is_quality(&name.remark) {
            self.add_by(prop::NOTES, &format!("{whole}: {}", name.remark), &name.act);
        }
        // The address of the act stands once, under its title.
        self.add_by(prop::SOURCE_URL, &name.act.url, &name.act);
    }

    /// Each name in a name field, the field as it stands beside it.
    fn whole_name(&mut self, property: Property, raw: &str, language: &str, act: &Act) {
        // Greek and Bulgarian names are translations into those languages.
        let translated = matches!(language.to_lowercase().as_str(), "el" | "bg");
        let manner = Manner { person: self.person, scripts_in_brackets: !translated && !has_greek(raw) };
        for piece in name_text::pieces(raw, manner) {
            let lang = piece.lang.map(str::to_owned).or_else(|| (language.len() == 2).then(|| language.to_lowercase()));
            self.entity.add_with(piece.property(property), &piece.text, |statement| {
                statement.original = (piece.text != raw).then(|| raw.into());
                statement.lang = lang.map(Into::into);
                statement.document = (!act.title.is_empty()).then(|| act.title.as_str().into());
                statement.valid_from = super::partial(&act.published);
            });
        }
    }
}

fn has_greek(text: &str) -> bool {
    text.chars().any(|c| ('\u{370}'..'\u{400}').contains(&c))
}

fn rank(name: &Name, index: usize) -> (bool, bool, bool, u64, usize) {
    let other_language = !matches!(name.language.to_lowercase().as_str(), "" | "en");
    (
        property_of(name) != prop::ALIAS || !name.remark.is_empty(),
        !is_latin(&name.whole),
        other_language,
        name.key.parse().unwrap_or(u64::MAX),
        index,
    )
}

fn property_of(name: &Name) -> Property {
    let remark = name.remark.to_lowercase();
    if ["formerly", "previously", "f.k.a"].iter().any(|word| remark.contains(word)) {
        prop::PREVIOUS_NAME
    } else if name.weak || remark.contains("low quality") {
        prop::WEAK_ALIAS
    } else {
        prop::ALIAS
    }
}

/// A remark that only says what kind of alias it is.
fn is_quality(remark: &str) -> bool {
    const KINDS: [&str; 10] = [
        "",
        "low quality alias",
        "good quality alias",
        "a.k.a",
        "aka",
        "alias",
        "formerly listed as",
        "formerly listed a",
        "previously listed as",
        "f.k.a",
    ];
    remark.split(';').all(|part| KINDS.contains(&part.trim().to_lowercase().trim_end_matches('.')))
}
