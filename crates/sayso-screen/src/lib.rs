//! Screening: a query in, the parties that may be meant out, each with its reasons and with its listings as of a day.
//!
//! Pure: the edition, the days and the settings come in as arguments; the same query on the same edition gives the same answer.

mod answer;
mod facts;
mod listings;
mod query;
mod screener;

pub use answer::{Answer, ListingAnswer, Match, PartAnswer, QueryAnswer, Reason};
pub use listings::listings_at;
pub use query::{Query, QueryError};
pub use screener::{Options, Screener, best_name, is_weak};

/// From which score a candidate is a match. 0.70 is what yente, logic-v2 and with them most users of the field start from.
pub const DEFAULT_THRESHOLD: f64 = 0.7;
