//! Bytes to the reader of `eu_whole_xml`.
#![no_main]
sayso_fuzz::list_target!("eu_whole_xml", "list.xml");
