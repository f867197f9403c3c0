//! OpenSanctions `targets.simple.csv`.

use sayso_record::Reading;

use super::Format;
use crate::{ListError, SourceFile};

pub(super) const FORMAT: Format = Format { id: "os_simple_csv", title: "OpenSanctions `targets.simple.csv`", detect, read };

fn detect(_file: &SourceFile) -> bool {
    false
}

fn read(files: &[SourceFile]) -> Result<Reading, ListError> {
    let _ = files;
    todo!()
}
