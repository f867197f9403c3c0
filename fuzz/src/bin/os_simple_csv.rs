//! Bytes to the reader of `os_simple_csv`.
#![no_main]
sayso_fuzz::list_target!("os_simple_csv", "targets.simple.csv");
