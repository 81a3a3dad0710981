//! The ground floor every slice stands on.
//!
//! It knows no feature. It holds the **database** (one SQL text, two engines),
//! **moments** and **ids** as parameters, the **trail** (the append-only record
//! of deeds), the **access matrix** and the **actor**, the **vault** (sealed
//! fields), **blobs** (sealed files), **jobs**, **mail**, and the **hall**: the
//! web around every page. A slice joins the program through one value,
//! [`slice::Slice`].
//!
//! Reading order: [`slice`], [`app`], [`trail`], [`access`], [`web`].
//!
//! The surprising rule: nothing here asks the clock or the dice. They come in
//! through [`app::App`], so a test decides what time it is.
//!
//! Not here: anything that names a phone, a client, a clause.

pub mod access;
pub mod app;
pub mod blobs;
pub mod clock;
pub mod db;
pub mod denied;
pub mod failure;
pub mod ids;
pub mod jobs;
pub mod listing;
pub mod mail;
pub mod organisation;
pub mod search;
pub mod slice;
pub mod trail;
pub mod vault;
pub mod web;
pub mod words;
#[cfg(any(test, feature = "world"))]
pub mod world;

#[cfg(test)]
mod tests;

pub use access::Actor;
pub use app::App;
pub use clock::{Day, Moment};
pub use db::{Db, Tx};
pub use failure::{Failure, Said};
pub use slice::Slice;
