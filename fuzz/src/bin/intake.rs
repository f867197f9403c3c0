//! Bytes to the intake: gzip, zip, ODS, text of any kind.
#![no_main]
use sayso_lists::intake::{Limits, from_bytes};

sayso_fuzz::fuzz_target!(|data: &[u8]| {
    let limits = Limits { total_bytes: 32 << 20, line_bytes: 4096, gap_bytes: 4096, ..Limits::default() };
    let _ = from_bytes("list.gz", data.to_vec(), &limits);
    let _ = sayso_lists::Sources::parse("sources.toml", &String::from_utf8_lossy(data));
});
