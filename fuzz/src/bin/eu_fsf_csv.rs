//! Bytes to the reader of `eu_fsf_csv`.
#![no_main]
sayso_fuzz::list_target!("eu_fsf_csv", "list.csv");
