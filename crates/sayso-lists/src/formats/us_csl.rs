//! US Consolidated Screening List CSV of trade.gov.

use sayso_record::Reading;

use super::Format;
use crate::{ListError, SourceFile};

pub(super) const FORMAT: Format =
    Format { id: "us_csl_csv", title: "US Consolidated Screening List CSV of trade.gov", detect, read };

fn detect(_file: &SourceFile) -> bool {
    false
}

fn read(files: &[SourceFile]) -> Result<Reading, ListError> {
    let _ = files;
    todo!()
}
