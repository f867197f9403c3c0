//! Text as screening sees it: folded, romanised, cut into tokens that know where they stood.
//!
//! Everything here is a pure function of its input: no IO, no clock, no settings. Nothing here knows what a name is.
//!
//! - [`fold`]: one spelling for all the ways a text can be typed; lower-case ASCII words.
//! - [`tokens`]: those words one by one, each with its place in the input.
//! - [`script_of`], [`main_script`]: in which script a text is written.
//! - [`sentences`]: where sentences begin and end.
//! - [`phonetic_key`], [`skeleton`]: keys under which spellings of the same sound meet, across transliterations and scripts.

mod fold;
mod keys;
mod script;
pub mod sentences;
mod tokens;

pub use fold::{fold, romanise};
pub use keys::{phonetic_key, skeleton};
pub use script::{Script, main_script, script_of};
pub use tokens::{Token, tokens};
