//! Bytes to the reader of `ca_sema_xml`.
#![no_main]
sayso_fuzz::list_target!("ca_sema_xml", "list.xml");
