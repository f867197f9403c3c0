//! UK HM Treasury / OFSI consolidated list CSV.

use sayso_record::Reading;

use super::Format;
use crate::{ListError, SourceFile};

pub(super) const FORMAT: Format =
    Format { id: "uk_conlist_csv", title: "UK HM Treasury / OFSI consolidated list CSV", detect, read };

fn detect(_file: &SourceFile) -> bool {
    false
}

fn read(files: &[SourceFile]) -> Result<Reading, ListError> {
    let _ = files;
    todo!()
}
