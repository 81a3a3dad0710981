//! The place a restore goes to: empty before, whole after, nothing in between.

use std::path::{Path, PathBuf};

use base::db::{self, Database, Look};
use base::Failure;

use super::Target;
use crate::form::Form;

/// The folder in which a restore is built.
const FOLDER: &str = "restoring";
/// What may lie in an empty data folder: the operator's own settings.
const NOT_DATA: [&str; 2] = ["keepwell.toml", "keepwell.lock"];

/// Whether a restore into this folder was begun and not finished: no server may start on it.
#[must_use]
pub fn unfinished(data: &Path) -> bool {
    data.join(FOLDER).exists()
}

fn refuse(why: String) -> Failure {
    Failure::broken("restoring", why)
}

/// A restore never mixes with anybody's data.
///
/// # Errors
/// When something is there; the sentence says what.
pub async fn refuse_filled(target: &Target<'_>) -> Result<(), Failure> {
    let data = target.data;
    let begun = unfinished(data);
    for entry in std::fs::read_dir(data).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !begun && !NOT_DATA.contains(&name.as_str()) {
            return Err(refuse(format!("{} is not empty (it holds {name}). Name an empty folder with --data, or move what is there away first", data.display())));
        }
    }
    if !begun && target.key_file.exists() {
        return Err(refuse(format!("there is a master key already in {}. Move it away first; the backup brings its own", target.key_file.display())));
    }
    if let Some(url) = target.database {
        let Look { newest, .. } = db::look(url).await?;
        if newest.is_some() {
            return Err(refuse("the database is not empty: it holds an organisation. Name an empty one with --database".into()));
        }
    }
    Ok(())
}

/// An empty database may have tables already, if they are the same ones.
pub(super) async fn refuse_other_tables(db: &Database, form: &Form) -> Result<(), Failure> {
    if db::ran(&mut *db.read().await?).await? == form.migrations {
        return Ok(());
    }
    Err(refuse("the database holds tables of another version of Keepwell. Name an empty one with --database".into()))
}

/// A restore being built.
pub(super) struct Building {
    data: PathBuf,
    pub(super) folder: PathBuf,
}

fn disk(e: std::io::Error) -> Failure {
    Failure::broken("restoring", e)
}

impl Building {
    /// Begins, after clearing away what an earlier try left.
    pub(super) fn begin(target: &Target<'_>) -> Result<Self, Failure> {
        let building = Self { data: target.data.to_owned(), folder: target.data.join(FOLDER) };
        if unfinished(target.data) {
            building.clear(target)?;
        }
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&building.folder).map_err(disk)?;
        Ok(building)
    }

    /// What an earlier try moved into place before it was cut off. The folder was empty before it.
    fn clear(&self, target: &Target<'_>) -> Result<(), Failure> {
        for name in ["keepwell.sqlite", "keepwell.sqlite-wal", "keepwell.sqlite-shm"].map(|n| self.data.join(n)).iter().chain([&target.key_file.to_owned()]) {
            match std::fs::remove_file(name) {
                Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(disk(e)),
                _ => {}
            }
        }
        for name in [self.data.join("files"), self.folder.clone()] {
            match std::fs::remove_dir_all(name) {
                Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(disk(e)),
                _ => {}
            }
        }
        Ok(())
    }

    /// Moves everything into place. The folder `restoring` goes last.
    pub(super) fn finish(self, target: &Target<'_>) -> Result<(), Failure> {
        move_file(&self.folder.join("master.key"), target.key_file)?;
        std::fs::rename(self.folder.join("files"), self.data.join("files")).map_err(disk)?;
        if target.database.is_none() {
            std::fs::rename(self.folder.join("keepwell.sqlite"), self.data.join("keepwell.sqlite")).map_err(disk)?;
        }
        sync(&self.data)?;
        std::fs::remove_dir_all(&self.folder).map_err(disk)?;
        sync(&self.data)
    }

    /// Leaves the place as it was.
    pub(super) fn abandon(self) {
        if let Err(e) = std::fs::remove_dir_all(&self.folder) {
            tracing::warn!(error = %e, "clearing away a restore that failed");
        }
    }
}

/// The key file may lie on another disk, where a rename does not reach.
fn move_file(from: &Path, to: &Path) -> Result<(), Failure> {
    if std::fs::rename(from, to).is_ok() {
        return Ok(());
    }
    base::vault::write_private(to, &std::fs::read(from).map_err(disk)?)?;
    std::fs::remove_file(from).map_err(disk)
}

fn sync(folder: &Path) -> Result<(), Failure> {
    std::fs::File::open(folder).and_then(|f| f.sync_all()).map_err(disk)
}
