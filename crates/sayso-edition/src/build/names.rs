//! The names of a party, and the one to show for it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use sayso_record::{KnownStatement, prop};
use sayso_text::{Script, main_script};

use super::parties::PartyParts;
use crate::party::NameKind;

/// A name with the statements that carry it.
pub(crate) struct PartyName<'v> {
    pub(crate) kind: NameKind,
    pub(crate) text: &'v str,
    pub(crate) lang: &'v str,
    pub(crate) statements: Vec<&'v KnownStatement>,
}

/// The kind of name that a statement gives.
fn kind(known: &KnownStatement) -> Option<NameKind> {
    let property = known.statement.property;
    let kinds = [prop::NAME, prop::ALIAS, prop::WEAK_ALIAS, prop::PREVIOUS_NAME, prop::ABBREVIATION];
    kinds.iter().position(|of_kind| *of_kind == property).map(|kind| NameKind::ALL[kind])
}

/// The names of a party by kind and text, each once.
pub(crate) fn of_party<'v>(party: &PartyParts<'v>) -> Vec<PartyName<'v>> {
    let mut names: BTreeMap<(NameKind, &str), Vec<&KnownStatement>> = BTreeMap::new();
    for known in party.own.iter().copied().flatten() {
        if let Some(kind) = kind(known) {
            names.entry((kind, &known.statement.value)).or_default().push(known);
        }
    }
    let name = |((kind, text), statements): ((NameKind, &'v str), Vec<&'v KnownStatement>)| {
        let lang = statements.iter().find_map(|known| known.statement.lang.as_deref()).unwrap_or_default();
        PartyName { kind, text, lang, statements }
    };
    names.into_iter().map(name).collect()
}

/// The name to show: a main name before others, one that a list still carries, in Latin letters, of the most lists; the id where
/// there is no name.
pub(crate) fn caption<'v>(party: &PartyParts<'v>, names: &[PartyName<'v>]) -> &'v str {
    names.iter().min_by(|one, other| rank(one).cmp(&rank(other))).map_or(party.id, |name| name.text)
}

fn rank<'n>(name: &'n PartyName<'_>) -> impl Ord + use<'n> {
    let carried = name.statements.iter().any(|known| known.known.iter().any(|run| run.absent_after.is_none()));
    let latin = main_script(name.text) == Script::Latin;
    (name.kind, Reverse(carried), Reverse(latin), Reverse(name.statements.len()), name.text)
}
