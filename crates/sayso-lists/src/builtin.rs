//! The built-in record: designations that answer before any list is imported.
//!
//! Two lists in sayso's own CSV ([`crate::formats`], `designations_csv`), written by hand from public sources; each row names
//! its own. Party ids are the same in both, so that `mek` is one party.
//!
//! - `us_fto`: Foreign Terrorist Organizations of the United States since 1997, with their revocations.
//! - `sayso_designations`: the Mujahedin-e Khalq Organization on every list it is known to have been on apart from that one, and
//!   other listings that have ended. Where an authority listed less than another, the part is a party of its own: the National
//!   Council of Resistance of Iran (`ncri`) was listed by the United States alone, the European Union left it out.
//!
//! **What a caller may rely on.** No row rests on memory. A date known to the year or month stays one; a revocation that is known
//! only from two editions of a list, with and without the entry, is the range between them (`2015-01-17/2019-01-04`); so is a
//! designation whose announcement is known but not its publication (`2025-03-04/2025`). Names are those that the authorities
//! give, with the spellings usual in news beside them; acronyms and names that are common words stand in `weak_aliases`.
//!
//! **What is left out of `us_fto`**, because no source for it was at hand: Revolutionary Nuclei (revoked before 2015), the two
//! Haitian gangs of 2025-05, four Iraqi militias of 2025-09, the European groups announced together with Antifa Ost in 2025-11,
//! and the Juarez Cartel (2026). So the list says that it is complete only for the days between the first and the last OFAC
//! edition it was compared with, 2015-01-17 to 2024-05-03: every group that those editions tag as FTO is in it, and so is every
//! group on the copies of the State Department's page that were at hand (early 2022). "Complete" is said of this programme alone: a group that is not in it may
//! well stand on another list of the United States.

use jiff::civil::{Date, date};
use sayso_record::{ListId, ListInfo, VersionId};

use crate::SourceFile;

/// One list of the built-in record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuiltinList {
    /// Its id.
    pub id: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// Code of the authority whose list it is; empty where it collects several.
    pub authority: &'static str,
    /// The day on which it was last edited; stands for its version.
    pub version: Date,
    /// The days, both included, for which it holds every party of its programme; see [`ListInfo::complete`].
    pub complete: Option<(Date, Date)>,
    /// The one programme that it speaks of.
    pub programme: Option<&'static str>,
    /// The file, to be read as `designations_csv`.
    pub file: SourceFile,
}

impl BuiltinList {
    /// What the record keeps of the list.
    pub fn info(&self) -> ListInfo {
        ListInfo {
            id: self.id.parse::<ListId>().expect("the ids below are plain, a test parses them"),
            title: self.title.to_owned(),
            authority: self.authority.to_owned(),
            url: String::new(),
            complete: self.complete,
            programme: self.programme.map(str::to_owned),
        }
    }

    /// Its version as the record writes it.
    pub fn version_id(&self) -> VersionId {
        VersionId::of(self.version)
    }
}

/// The last day on which the files below were edited.
const EDITED: Date = date(2026, 11, 24);

/// The lists of the built-in record.
pub fn lists() -> Vec<BuiltinList> {
    vec![
        BuiltinList {
            id: "us_fto",
            title: "US Foreign Terrorist Organizations since 1997 (built in)",
            authority: "US",
            version: EDITED,
            complete: Some((date(2015, 1, 17), date(2024, 5, 3))),
            programme: Some("FTO"),
            file: SourceFile::new("us_fto.csv", include_bytes!("../data/builtin/us_fto.csv").as_slice()),
        },
        BuiltinList {
            id: "sayso_designations",
            title: "Designations by several authorities, with their ends (built in)",
            authority: "",
            version: EDITED,
            complete: None,
            programme: None,
            file: SourceFile::new("designations.csv", include_bytes!("../data/builtin/designations.csv").as_slice()),
        },
    ]
}

#[cfg(test)]
mod tests;
