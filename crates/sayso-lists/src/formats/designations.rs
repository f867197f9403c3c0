//! sayso's plain CSV of designations (name, authority, programme, listed, delisted, source).

use sayso_record::Reading;

use super::Format;
use crate::{ListError, SourceFile};

pub(super) const FORMAT: Format = Format {
    id: "designations_csv",
    title: "sayso's plain CSV of designations (name, authority, programme, listed, delisted, source)",
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
