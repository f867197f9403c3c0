//! Bytes to the reader of `us_csl_csv`.
#![no_main]
sayso_fuzz::list_target!("us_csl_csv", "consolidated.csv");
