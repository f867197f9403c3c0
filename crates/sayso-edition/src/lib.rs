//! The edition: the record compiled into one immutable file that answers which parties a name may mean.
//!
//! Built from a [`sayso_record::RecordView`], read in place. The same view gives the same bytes; whatever the bytes, reading them
//! never panics: an offset that leads outside gives nothing. Nothing here scores: candidates come with how much of the query they
//! share, and the comparing is done elsewhere.

mod build;
mod candidates;
mod dossier;
mod error;
mod image;
mod layout;
mod party;

pub use build::Stage;
pub use candidates::{Candidate, Query};
pub use dossier::{Dossier, DossierKnown, DossierStatement};
pub use error::EditionError;
pub use image::{Edition, ListAnswer};
pub use party::{Name, NameKind, Party, PartyIx};

/// An identifier as it is compared: letters and digits only, in capitals.
pub fn normal_identifier(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}
