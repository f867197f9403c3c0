//! EU financial sanctions file, CSV.

use sayso_record::Reading;

use super::Format;
use crate::{ListError, SourceFile};

pub(super) const FORMAT: Format = Format { id: "eu_fsf_csv", title: "EU financial sanctions file, CSV", detect, read };

fn detect(_file: &SourceFile) -> bool {
    false
}

fn read(files: &[SourceFile]) -> Result<Reading, ListError> {
    let _ = files;
    todo!()
}
