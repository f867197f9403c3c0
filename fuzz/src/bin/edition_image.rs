//! Bytes to the reader of an edition's image, which is the one place with `unsafe`.
#![no_main]
use sayso_edition::Edition;

sayso_fuzz::fuzz_target!(|data: &[u8]| {
    let _ = Edition::from_bytes(data.to_vec());
});
