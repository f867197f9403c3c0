//! Bytes to the reader of `us_ofac_advanced`.
#![no_main]
sayso_fuzz::list_target!("us_ofac_advanced", "list.xml");
