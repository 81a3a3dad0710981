//! What the trail says about backups.

use base::Slice;
use base::slice::{Deed, Texts};

/// A backup was written, whole. `by`: `job` or `hand`.
pub const MADE: Deed = Deed { name: "backup.made", slots: &[], details: &["by", "entries", "rows", "files"], words: None, act: None };
/// This organisation was brought back from a backup. `made`: when that was, milliseconds UTC.
pub const RESTORED: Deed = Deed { name: "backup.restored", slots: &[], details: &["made", "entries", "rows", "files", "erased"], words: None, act: None };

const DEEDS: &[Deed] = &[MADE, RESTORED];

/// Backups as a slice.
#[must_use]
pub fn slice() -> Slice {
    Slice {
        name: "safety",
        deeds: DEEDS,
        texts: Texts { en: include_str!("texts/en.ftl"), fr: include_str!("texts/fr.ftl") },
        ..Slice::default()
    }
}
