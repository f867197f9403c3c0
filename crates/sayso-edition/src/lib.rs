//! The edition: the record compiled into one immutable file that answers questions in place.
//!
//! [`Edition::build`] makes an image of a [`sayso_record::RecordView`]: the same view gives the same bytes, so an edition can
//! always be built anew, and [`Edition::hash`] names its content. [`Edition::open`] maps the file; nothing is read before it is
//! asked for.
//!
//! An edition knows *parties* (entities of one id, of whatever list), their names, listings and statements, and finds the parties
//! that a name may mean ([`Edition::candidates`]). It finds; it does not score, and it never says what a party is.

mod build;
mod candidates;
mod dossier;
mod edition;
mod error;
mod image;
mod layout;
mod party;
mod typo;
mod weight;

pub use build::{Joins, Stage};
pub use candidates::{Candidate, Query, normalised_identifier};
pub use edition::{Edition, OpenOptions};
pub use error::EditionError;
pub use party::{Fact, FactKind, Name, NameKind, Party, PartyIx};
