//! 308 daily versions of the OFAC list become history: the test that checks them against the events counted by others says how long
//! they took and what the record takes.

use std::path::Path;

use anyhow::Result;

use super::table::Table;
use crate::{cargo, output_of};

/// Runs the test in release; what it prints are the figures. It brings its own build, so the binary is not looked at.
pub(super) fn run(_binary: &Path) -> Result<Vec<Table>> {
    let arguments = ["test", "--release", "-p", "sayso-home", "--test", "sdn_history", "--", "--ignored", "--nocapture"];
    let output = output_of(cargo().args(arguments))?;
    let mut table = Table::new("308 versions, in order and shuffled", &["figure"]);
    for line in
        output.lines().filter(|line| line.contains("versions in") || line.contains("as counted") || line.starts_with("skipped"))
    {
        table.push(vec![line.to_owned()]);
    }
    Ok(vec![table])
}
