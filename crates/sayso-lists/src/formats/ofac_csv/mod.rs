//! OFAC's SDN and consolidated lists as a set of CSV files: `sdn.csv`, `alt.csv`, `add.csv`, `sdn_comments.csv`, or
//! `cons_prim.csv`, `cons_alt.csv`, `cons_add.csv`, `cons_comments.csv`.
//!
//! The files have no header; which is which is known from their rows, so that names and order do not matter. The primary file is
//! needed, the others may be missing. One row of it is one party. What the XML formats have in fields of its own stands here in
//! the *remarks*, as sentences; the module `remarks` reads them, and what it does not understand stays as a note. Parties,
//! sanctions and documents have the ids and properties that the XML formats give them.

mod links;
mod names;
mod parties;
mod remarks;
mod table;

use sayso_record::{Locator, Reading};

use super::Format;
use crate::{ListError, SourceFile};
use parties::Set;
use table::{Kind, Table};

pub(super) const FORMAT: Format =
    Format { id: "us_ofac_csv", title: "OFAC SDN and consolidated lists as a set of CSV files", detect, read };

fn detect(file: &SourceFile) -> bool {
    table::kind_of_head(&file.head(16 << 10)).is_some()
}

fn read(files: &[SourceFile]) -> Result<Reading, ListError> {
    let texts: Vec<_> = files.iter().map(|file| (file, table::decode(&file.bytes))).collect();
    let mut reading = Reading::default();
    let mut tables = Vec::new();
    for (file, text) in &texts {
        let table = Table::of(&file.name, text, &mut reading)?;
        if let Some(other) = tables.iter().find(|other: &&Table<'_>| other.kind == table.kind) {
            let problem =
                format!("both this and {} are {}; import each set of files on its own", other.file, table.kind.words());
            return Err(ListError::new(&file.name, Locator::file(), problem));
        }
        tables.push(table);
    }
    if !tables.iter().any(|table| table.kind == Kind::Primary) {
        let name = files.first().map_or("", |file| file.name.as_str());
        let problem = "the primary file of the set (sdn.csv or cons_prim.csv) is not among the files; give it too";
        return Err(ListError::new(name, Locator::file(), problem));
    }
    Set::of(&tables).read(&mut reading);
    Ok(reading)
}
