//! A reading as one self-contained page.
