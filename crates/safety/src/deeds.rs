//! What the trail says about backups.

use base::Slice;
use base::clock::Moment;
use base::slice::{Deed, JobKind, Repeat, Texts};

use crate::daily;

/// A backup was written, whole. `by`: `job` or `hand`.
pub const MADE: Deed = Deed { name: "backup.made", slots: &[], details: &["by", "entries", "rows", "files"], words: None, act: None };
/// This organisation was brought back from a backup. `made`: when that was, milliseconds UTC.
pub const RESTORED: Deed = Deed { name: "backup.restored", slots: &[], details: &["made", "entries", "rows", "files", "erased"], words: None, act: None };
/// A file that nothing points to was removed. `what`: `orphan`, `part`, or `letter` (an old one of the outbox folder).
pub const SWEPT: Deed = Deed { name: "file.swept", slots: &["file"], details: &["what"], words: None, act: None };

const DEEDS: &[Deed] = &[MADE, RESTORED, SWEPT];
const JOBS: &[JobKind] = &[
    JobKind { name: "safety.backup", run: |app, _| Box::pin(daily::back_up(app)) },
    JobKind { name: "safety.erasures", run: |app, _| Box::pin(daily::keep_list(app)) },
    JobKind { name: "safety.sweep", run: |app, _| Box::pin(daily::sweep(app)) },
];
const REPEATS: &[Repeat] = &[
    Repeat { job: "safety.backup", every: Moment::DAY },
    Repeat { job: "safety.erasures", every: Moment::HOUR },
    Repeat { job: "safety.sweep", every: Moment::DAY },
];

/// Backups as a slice.
#[must_use]
pub fn slice() -> Slice {
    Slice {
        name: "safety",
        deeds: DEEDS,
        asks: Some(|db, _, actor, now| Box::pin(daily::late(db, actor, now))),
        jobs: JOBS,
        repeats: REPEATS,
        texts: Texts { en: include_str!("texts/en.ftl"), fr: include_str!("texts/fr.ftl") },
        ..Slice::default()
    }
}
