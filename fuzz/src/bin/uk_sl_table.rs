//! Bytes to the reader of `uk_sl_table`: CSV, or an ODS that the intake has measured, as it is in use.
#![no_main]
use sayso_lists::intake::{Limits, from_bytes};

sayso_fuzz::fuzz_target!(|data: &[u8]| {
    if !data.starts_with(b"PK") {
        sayso_fuzz::read("uk_sl_table", &["UK-Sanctions-List.csv"], data);
    } else if from_bytes("list.ods", data.to_vec(), &Limits { cells_bytes: 64 << 20, ..Limits::default() }).is_ok() {
        sayso_fuzz::read("uk_sl_table", &["UK-Sanctions-List.ods"], data);
    }
});
