//! Bytes to the reader of `us_ofac_enhanced`.
#![no_main]
sayso_fuzz::list_target!("us_ofac_enhanced", "list.xml");
