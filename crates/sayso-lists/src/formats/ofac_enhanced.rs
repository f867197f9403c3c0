//! OFAC ENHANCED XML (`sanctionsData`).

use sayso_record::Reading;

use super::Format;
use crate::{ListError, SourceFile};

pub(super) const FORMAT: Format = Format { id: "us_ofac_enhanced", title: "OFAC ENHANCED XML (`sanctionsData`)", detect, read };

fn detect(_file: &SourceFile) -> bool {
    false
}

fn read(files: &[SourceFile]) -> Result<Reading, ListError> {
    let _ = files;
    todo!()
}
