//! Bytes to the reader of `us_ofac_xml`.
#![no_main]
sayso_fuzz::list_target!("us_ofac_xml", "list.xml");
