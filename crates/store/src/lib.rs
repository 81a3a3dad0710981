//! Sealed files in a store that speaks S3: `base::blobs::Store` over the crate `object_store`.
//!
//! The store sees sealed bytes under random names, and the size of each file.
//! What is put is signed with its hash, so that a store takes nothing else than
//! what was sent. A **place** (bucket and prefix) belongs to one data folder: the
//! object `keepwell-owner` names it, so that a copy brought back for practice
//! never sweeps the files of the house that is at work.
//!
//! Not here: how a file is sealed (`base::blobs`), what is settled (`server::config`).

mod place;
mod s3;

pub use place::{FORM, Keys, Place};
pub use s3::{Look, S3};
