//! EU consolidated list, old WHOLE/ENTITY XML.

use sayso_record::Reading;

use super::Format;
use crate::{ListError, SourceFile};

pub(super) const FORMAT: Format =
    Format { id: "eu_whole_xml", title: "EU consolidated list, old WHOLE/ENTITY XML", detect, read };

fn detect(_file: &SourceFile) -> bool {
    false
}

fn read(files: &[SourceFile]) -> Result<Reading, ListError> {
    let _ = files;
    todo!()
}
