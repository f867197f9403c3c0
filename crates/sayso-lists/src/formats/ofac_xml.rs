//! OFAC SDN.XML and CONSOLIDATED.XML.

use sayso_record::Reading;

use super::Format;
use crate::{ListError, SourceFile};

pub(super) const FORMAT: Format = Format { id: "us_ofac_xml", title: "OFAC SDN.XML and CONSOLIDATED.XML", detect, read };

fn detect(_file: &SourceFile) -> bool {
    false
}

fn read(files: &[SourceFile]) -> Result<Reading, ListError> {
    let _ = files;
    todo!()
}
