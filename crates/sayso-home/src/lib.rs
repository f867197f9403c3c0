//! The home folder: list files are taken into the record, the record is compiled into the edition, and both are found again.
//!
//! ```text
//! HOME/record/        the append-only record (sayso-record)
//! HOME/editions/      compiled editions; derived, may be deleted
//! HOME/sources.toml   the user's own table of lists, where there is one
//! HOME/fetched.json   etags of what was fetched last
//! ```
//! Without a home folder the built-in record alone answers.

mod error;
mod home;
mod import;
mod update;
mod version_date;

pub use error::{Audience, HomeError};
pub use home::{Home, HomeLists, builtin_lists};
pub use import::{AddOptions, AddReport, Progress};
pub use update::{UpdateReport, Updated};
