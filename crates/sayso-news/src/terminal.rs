//! A reading for people at a terminal.
