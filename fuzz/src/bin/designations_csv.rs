//! Bytes to the reader of `designations_csv`.
#![no_main]
sayso_fuzz::list_target!("designations_csv", "designations.csv");
