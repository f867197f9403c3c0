//! OFAC's three XML formats, on small files of our own and on the real files where ../shared/data holds them.

mod advanced;
mod agreement;
mod common;
mod enhanced;
mod sdn;
