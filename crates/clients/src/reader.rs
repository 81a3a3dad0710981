//! Reading what strangers wrote, at arm's length.
//!
//! A file from outside is never parsed in the server. The parent ([`read`])
//! opens the sealed blob piece by piece into the standard input of a child
//! process (`keepwell read-upload`), which has no environment, no files, limits
//! on memory and time, and one way to answer: lines of JSON. The child
//! ([`run_child`]) holds the clear bytes in memory and never on disk.
//!
//! The surprising rule: the parent does not believe the child. Lines are
//! bounded, their byte ranges must touch and cover the whole text, and whatever
//! else comes makes the upload "could not be read", with the reason.

mod child;
mod other;
mod parent;
mod share;
mod wire;

pub use child::run_child;
pub use parent::{Reading, read};
pub use share::is_withheld;
pub use wire::{Line, Look, Pass, Report, Request, Tally, Thread, When, Why};
