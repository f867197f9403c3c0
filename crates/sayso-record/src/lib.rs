//! The record: what an authority's list states, since when, until when, and where that stands.
//!
//! Two halves. The *model* ([`Statement`], [`PartialDate`], [`Interval`], [`Schema`], [`Property`], [`Reading`]) is pure: the
//! list readers of `sayso-lists` fill a [`Reading`] with it. The *store* ([`store`]) keeps readings as append-only revisions,
//! one for each list version, and gives the whole history back.
//!
//! This crate never parses an authority's format; it only knows the statements that a reader made of one.

pub mod authority;
pub mod country;
pub mod date;
pub mod derive;
pub mod finding;
pub mod interval;
pub mod listing;
pub mod reading;
pub mod statement;
pub mod store;
pub mod version;
pub mod view;
pub mod vocabulary;

pub use date::{DateValue, PartialDate};
pub use derive::ListingRevision;
pub use finding::{Finding, FindingKind};
pub use interval::{Certainty, Interval, Observed};
pub use listing::{Listing, ListingStatus, Source};
pub use reading::{Locator, Reading};
pub use statement::{Entity, EntityId, Statement};
pub use version::{ListId, VersionId};
pub use view::{Known, KnownStatement, ListHistory, ListInfo, RecordView};
pub use vocabulary::{Property, PropertyType, Schema, prop, schema};
