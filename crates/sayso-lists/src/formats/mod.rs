//! The table of formats: how each is told apart, and the function that reads it.

use crate::{ListError, SourceFile};
use sayso_record::Reading;

mod ca_sema;
mod ch_seco;
mod designations;
mod document_text;
mod eu;
mod eu_fsf_csv;
mod eu_fsf_xml;
mod eu_whole;
mod ftm_json;
mod ftm_value;
mod name_text;
mod ofac_advanced;
mod ofac_common;
mod ofac_csv;
mod ofac_enhanced;
mod ofac_xml;
mod os_simple;
mod os_statements;
mod uk_conlist;
mod uk_table;
mod uk_xml;
mod un_xml;
mod us_csl;

/// One format: its id, how a file of it is known, and its reader.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// Short name for `--format`.
    pub id: &'static str,
    /// What it is, for people.
    pub title: &'static str,
    /// Whether a file looks like it, from its name and its first kilobytes. At most one format says yes to a file.
    pub detect: fn(&SourceFile) -> bool,
    /// Reads the files of one list version (one file, but for sets such as OFAC's CSV).
    pub read: fn(&[SourceFile]) -> Result<Reading, ListError>,
}

/// Every format, in the order in which they are tried.
pub const FORMATS: &[Format] = &[
    ofac_csv::FORMAT,
    ofac_xml::FORMAT,
    ofac_enhanced::FORMAT,
    ofac_advanced::FORMAT,
    us_csl::FORMAT,
    un_xml::FORMAT,
    eu_fsf_xml::FORMAT,
    eu_fsf_csv::FORMAT,
    eu_whole::FORMAT,
    uk_xml::FORMAT,
    uk_table::FORMAT,
    uk_conlist::FORMAT,
    ca_sema::FORMAT,
    ch_seco::FORMAT,
    ftm_json::FORMAT,
    os_statements::FORMAT,
    os_simple::FORMAT,
    designations::FORMAT,
];

/// Reads files one after the other into one reading, for lists that come as one file or as several alike.
fn read_each(
    files: &[SourceFile],
    read_file: impl Fn(&SourceFile, &mut Reading) -> Result<(), ListError>,
) -> Result<Reading, ListError> {
    let mut reading = Reading::default();
    for file in files {
        read_file(file, &mut reading)?;
    }
    Ok(reading)
}

/// The format of a file, where exactly one is sure.
pub fn detect(file: &SourceFile) -> Option<&'static Format> {
    FORMATS.iter().find(|format| (format.detect)(file))
}

/// The format of that id.
pub fn find(id: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.id == id)
}
