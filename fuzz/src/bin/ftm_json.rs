//! Bytes to the reader of `ftm_json`.
#![no_main]
sayso_fuzz::list_target!("ftm_json", "entities.ftm.json");
