//! Bytes to the reader of `eu_fsf_xml`.
#![no_main]
sayso_fuzz::list_target!("eu_fsf_xml", "list.xml");
