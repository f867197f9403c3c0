//! Bytes to the reader of `us_ofac_csv`.
#![no_main]
sayso_fuzz::list_target!("us_ofac_csv", "sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv");
