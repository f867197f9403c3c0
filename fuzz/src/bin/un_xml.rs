//! Bytes to the reader of `un_xml`.
#![no_main]
sayso_fuzz::list_target!("un_xml", "list.xml");
