//! Stories of the ground floor: what was acknowledged stays, what was altered is found.

mod engine;
mod files;
mod hall;
mod keys;
mod ledger;
mod letters;
mod sealing;
mod work;
mod writing;

use crate::slice::Deed;

/// A deed for stories.
static BELL_RUNG: Deed = Deed { name: "bell.rung", slots: &["bell", "person"], details: &["times"], words: None, act: None };
