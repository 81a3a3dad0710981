//! Backups to a recovery key, restoring them, and proving that nothing was lost.
//!
//! A **backup** is one file: an age stream (age-encryption.org/v1) to the
//! organisation's **recovery key**, whose secret half lies on paper in a safe.
//! The server writes backups and cannot read them. Inside is a tar archive in a
//! form of our own that knows no engine: every row of every table as it was at
//! one moment, and every sealed file, so that a backup of SQLite restores into
//! PostgreSQL and back. A restored database is served only after every row was
//! compared and the trail was verified.
//!
//! Reading order: [`form`] (what is in the file), [`recovery`] (the key),
//! [`write`], [`restore`], [`erasures`] (what stays destroyed).
//!
//! [`daily`] does it every day. Not here: how a file is sealed (`base::blobs`).

pub mod daily;
pub mod erasures;
pub mod form;
pub mod recovery;
pub mod restore;
pub mod write;

mod deeds;
mod pack;

pub use deeds::{MADE, RESTORED, SWEPT, slice};

use std::path::Path;

use base::{App, Failure};

/// Makes a backup of a running application, and writes the deed.
///
/// # Errors
/// As [`write::write`].
pub async fn make(app: &App, data: &Path, to: &recovery::Recipient, path: &Path, by: &str) -> Result<write::Made, Failure> {
    let source = write::Source { db: &app.db, blobs: &app.blobs, envelope: recovery::envelope(data, to)?, now: app.now() };
    let made = write::write(source, to, path).await?;
    let (entries, rows, files) = (made.manifest.trail.0.to_string(), made.manifest.rows().to_string(), made.manifest.files.to_string());
    let mut tx = app.db.begin().await?;
    app.record(&mut tx, None, &MADE, &[], &[("by", by), ("entries", &entries), ("rows", &rows), ("files", &files)]).await?;
    tx.commit().await?;
    Ok(made)
}
