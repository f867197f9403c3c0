//! Article -> mentions, claims, verdicts.
mod article;
mod authority;
mod calendar;
pub mod intake;
mod lexicon;
mod mentions;
pub mod register;
mod token;
pub mod verdict;
