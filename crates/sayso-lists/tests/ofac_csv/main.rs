//! OFAC's CSV set and the Consolidated Screening List, on small files of our own and on the real files where ../shared/data
//! holds them.

#![allow(clippy::unwrap_used, clippy::print_stderr)] // helpers of tests may panic, and they say what they skip

#[allow(dead_code)] // the tests of the XML formats use the rest
#[path = "../ofac_xml/common.rs"]
mod common;
mod csl;
mod real_sets;
mod sets;
