//! The edition answers as the record would, is the same whenever it is built, and refuses what is not whole.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod answers;
mod damage;
mod laws;
mod real;
mod toy;
