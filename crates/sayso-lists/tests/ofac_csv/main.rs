//! OFAC's CSV set and the Consolidated Screening List, on small files of our own and on the real files where ../shared/data
//! holds them.

#[allow(dead_code)]
#[path = "../ofac_xml/common.rs"]
mod common;
mod real_sets;
mod sets;
