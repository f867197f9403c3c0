//! Bytes to the reader of `ch_seco_xml`.
#![no_main]
sayso_fuzz::list_target!("ch_seco_xml", "list.xml");
