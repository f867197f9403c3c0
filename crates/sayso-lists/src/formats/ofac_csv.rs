//! OFAC SDN and consolidated lists as a set of CSV files (`sdn.csv`, `alt.csv`, `add.csv`, `sdn_comments.csv`; `cons_prim.csv`, …).

use sayso_record::Reading;

use super::Format;
use crate::{ListError, SourceFile};

pub(super) const FORMAT: Format = Format {
    id: "us_ofac_csv",
    title: "OFAC SDN and consolidated lists as a set of CSV files (`sdn.csv`, `alt.csv`, `add.csv`, `sdn_comments.csv`; `cons_prim.csv`, …)",
    detect,
    read,
};

fn detect(_file: &SourceFile) -> bool {
    false
}

fn read(files: &[SourceFile]) -> Result<Reading, ListError> {
    let _ = files;
    todo!()
}
