//! Reads Apple's `typedstream`, the form in which Messages keeps the words of a
//! message when its column `text` is empty (`attributedBody`).
//!
//! [`attributed`] gives the text and what is marked in it: files in their
//! places, mentions, links, the part numbers that edits speak of.
//!
//! The form, as far as Messages uses it: a header (version 4, `streamtyped`, a
//! system version), then groups of values. Each group begins with a text that
//! says what its values are (`@` an object, `i` a number, `+` bytes …). Texts,
//! classes and objects met before are named by a number from 0x92. An object
//! says its class and all above it, then groups, then 0x86.
//!
//! Never panics: depth, number of objects and bytes are bounded.

mod attributed;
mod reader;

pub use attributed::{Attribute, Attributed, Run, attributed, salvaged};
pub use reader::Broken;
