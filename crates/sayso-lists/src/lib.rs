//! List readers: an authority's published file in, statements and findings out.
//!
//! One module for each format in [`formats`], all behind one table ([`formats::FORMATS`]). A reader is a pure function of the
//! bytes of a list version: it touches no store, reads no clock, and never fails on one bad record. It does fail, with file and
//! place, where the file as a whole is not what it says it is.

pub mod builtin;
pub mod error;
pub mod fetch;
pub mod formats;
pub mod intake;
pub mod source_file;
pub mod sources;
pub mod xml;

pub use error::ListError;
pub use formats::{Format, detect};
pub use source_file::SourceFile;
pub use sources::{ListSource, Sources};
