//! Names: what their parts are, how alike two of them are, and why.
//!
//! Pure functions: no IO, no clock, no list is known here. [`compare`] is the one place where likeness is decided; screening,
//! reading the news and linking all ask it.

mod compare;
mod particles;
mod prepared;

pub use compare::{Comparison, How, PartMatch, compare};
pub use prepared::{NameToken, PreparedName, TokenKind};
