//! Article -> mentions, claims, verdicts.
//!
//! [`intake`] makes a [`Document`] of bytes; [`read`] reads it against a [`Register`] and gives a [`Reading`], which serialises to
//! product.md's JSON and is shown by [`html::page`] and [`terminal::render`]. Nothing here does IO, reads a clock or knows how names
//! are compared or lists are stored.
//!
//! A wrong "supported", "lifted" or "contradicted" is worse than "cannot tell": where the wording does not clearly show who is meant
//! by whom, no verdict is given.

mod article;
mod authority;
mod calendar;
mod claims;
mod edition_register;
pub mod html;
pub mod intake;
mod lexicon;
mod mentions;
mod reader;
pub mod reading;
pub mod register;
pub mod terminal;
mod times;
mod token;
pub mod verdict;

pub use claims::Polarity;
pub use edition_register::EditionRegister;
pub use intake::{DateFrom, Document, Intake};
pub use reader::{Options, Reader, read};
pub use reading::Reading;
pub use register::{Found, Hint, ListedName, Register};
pub use verdict::Word;
