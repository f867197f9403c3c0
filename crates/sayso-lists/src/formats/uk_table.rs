//! UK Sanctions List as CSV or ODS.

use sayso_record::Reading;

use super::Format;
use crate::{ListError, SourceFile};

pub(super) const FORMAT: Format = Format { id: "uk_sl_table", title: "UK Sanctions List as CSV or ODS", detect, read };

fn detect(_file: &SourceFile) -> bool {
    false
}

fn read(files: &[SourceFile]) -> Result<Reading, ListError> {
    let _ = files;
    todo!()
}
