//! Bytes to the reader of `uk_conlist_csv`.
#![no_main]
sayso_fuzz::list_target!("uk_conlist_csv", "ConList.csv");
