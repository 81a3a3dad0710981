//! Matching, told as stories, as properties that always hold, and as figures on seeded offices.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "tests, and a generator of small numbers"
)]

mod figures;
mod generator;
mod office;
mod properties;
mod stories;
mod words;
