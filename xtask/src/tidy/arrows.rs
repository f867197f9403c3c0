//! Arrows between the rooms of the house point downward only.

use std::path::Path;

use anyhow::{Context, Result};
use toml::{Table, Value};

use super::{Fault, read};

const ARROWS: &str = include_str!("../../data/arrows.toml");

/// Compares the dependencies of every crate with what it may know.
pub(super) fn check(root: &Path) -> Result<Vec<Fault>> {
    let allowed: Table = ARROWS.parse()?;
    let mut faults = Vec::new();
    let folder = root.join("crates");
    for entry in std::fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let manifest = entry?.path().join("Cargo.toml");
        if manifest.is_file() {
            let place = manifest.strip_prefix(root).unwrap_or(&manifest).display().to_string();
            let table: Table = read(&manifest)?.parse().with_context(|| place.clone())?;
            faults.extend(arrows_of(&place, &table, &allowed));
        }
    }
    Ok(faults)
}

/// The crates that do no IO and read no clock.
pub(super) fn pure() -> Result<Vec<String>> {
    let rooms: Table = ARROWS.parse()?;
    let is_pure = |room: &Value| room.get("pure").and_then(Value::as_bool).unwrap_or(false);
    Ok(rooms.into_iter().filter(|(_, room)| is_pure(room)).map(|(name, _)| name).collect())
}

fn arrows_of(place: &str, manifest: &Table, allowed: &Table) -> Vec<Fault> {
    let name = manifest.get("package").and_then(|package| package.get("name")).and_then(Value::as_str).unwrap_or_default();
    let Some(room) = allowed.get(name) else {
        return vec![Fault::new(
            place,
            format!("the room {name} is not in xtask/data/arrows.toml; say there which rooms it may know"),
        )];
    };
    let knows: Vec<&str> =
        room.get("knows").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let tables = ["dependencies", "dev-dependencies", "build-dependencies"].iter().filter_map(|kind| manifest.get(*kind));
    let dependencies = tables.filter_map(Value::as_table).flat_map(Table::keys);
    dependencies
        .filter(|dependency| dependency.starts_with("sayso-") && !knows.contains(&dependency.as_str()) && *dependency != name)
        .map(|dependency| {
            Fault::new(place, format!("{name} may not know {dependency}: arrows point downward (ARCHITECTURE.md)"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrows(manifest: &str) -> Vec<Fault> {
        arrows_of("Cargo.toml", &manifest.parse().unwrap(), &ARROWS.parse().unwrap())
    }

    #[test]
    fn an_arrow_that_points_upward_is_found() {
        assert_eq!(arrows("[package]\nname='sayso-lists'\n[dependencies]\nsayso-record={}\nserde={}"), []);
        let faults = arrows("[package]\nname='sayso-record'\n[dev-dependencies]\nsayso-lists={}");
        assert!(faults.len() == 1 && faults[0].problem.contains("sayso-record may not know sayso-lists"), "{faults:?}");
        assert!(arrows("[package]\nname='sayso-attic'")[0].problem.contains("not in"));
    }

    #[test]
    fn no_room_knows_one_that_knows_it() {
        let rooms: Table = ARROWS.parse().unwrap();
        let knows = |room: &str, other: &str| {
            rooms[room].get("knows").and_then(Value::as_array).unwrap().iter().any(|known| known.as_str() == Some(other))
        };
        for room in rooms.keys() {
            for other in rooms.keys() {
                assert!(!(knows(room, other) && knows(other, room)), "{room} and {other}");
            }
        }
    }

    #[test]
    fn the_pure_rooms_are_those_of_the_architecture() {
        assert_eq!(pure().unwrap().len(), 4);
    }
}
