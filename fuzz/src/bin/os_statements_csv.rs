//! Bytes to the reader of `os_statements_csv`.
#![no_main]
sayso_fuzz::list_target!("os_statements_csv", "statements.csv");
