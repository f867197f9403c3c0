//! Text: folding, romanisation, tokens with offsets, the sound of a word.
//!
//! Pure functions over any Unicode text; nothing here does IO or knows what a name is.

mod fold;
mod sound;
mod tokens;

pub use fold::fold;
pub use sound::phonetic_key;
pub use tokens::{Token, tokens};
