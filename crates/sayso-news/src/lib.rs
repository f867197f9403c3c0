//! Article -> mentions, claims, verdicts.
mod calendar;
pub mod intake;
pub mod register;
mod token;
pub mod verdict;
