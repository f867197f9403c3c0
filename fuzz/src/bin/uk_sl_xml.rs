//! Bytes to the reader of `uk_sl_xml`.
#![no_main]
sayso_fuzz::list_target!("uk_sl_xml", "list.xml");
