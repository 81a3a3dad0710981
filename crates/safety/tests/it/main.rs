//! Stories of backups: made while people write, brought back whole, or refused with a clear sentence.

#![cfg(test)]

mod daily;
mod damage;
mod round_trip;

use std::path::{Path, PathBuf};

use base::blobs;
use base::clock::Moment;
use base::db::{Database, Durability, sqlite_url};
use base::slice::Deed;
use base::vault::Vault;
use base::world::{World, empty_database, master_key};
use base::{Failure, Slice};
use safety::form::Manifest;
use safety::recovery::{self, RecoveryKey};
use safety::restore::{Restored, Target};
use tempfile::TempDir;

/// What the writers of these stories do.
pub(crate) const WROTE: Deed = Deed { name: "note.written", slots: &["note"], details: &["n"], words: None, act: None };
const DEEDS: &[Deed] = &[WROTE];

pub(crate) async fn house() -> World {
    let notes = Slice { name: "notes", deeds: DEEDS, ..Slice::default() };
    World::new(vec![notes, safety::slice()]).await
}

/// Takes a file in, with its row and its deed; gives its id.
pub(crate) async fn file(world: &World, n: usize, content: &[u8]) -> Result<String, Failure> {
    let app = &world.app;
    let id = app.id()?;
    let mut tx = app.db.begin().await?;
    let key = app.vault.new_key(&mut tx, "file", app.now()).await?;
    tx.commit().await?;
    let mut intake = app.blobs.take(&id, &key, &app.dice)?;
    intake.write(content)?;
    let settled = intake.settle().await?;
    let mut tx = app.db.begin().await?;
    settled.enter(&mut tx, &app.vault, &key, "note.txt", app.now()).await?;
    app.record(&mut tx, Some("ben"), &WROTE, &[("note", &id)], &[("n", &n.to_string())]).await?;
    tx.commit().await?;
    Ok(id)
}

/// The content of a file, from any database with its files.
pub(crate) async fn content(db: &Database, files: &Path, id: &str) -> Result<Vec<u8>, Failure> {
    let vault = Vault::new(&master_key(), base::ids::Dice::System)?;
    let mut read = db.read().await?;
    let blob = blobs::find(&mut read, id).await?.ok_or(Failure::Missing)?;
    let key = vault.key(&mut read, &blob.key_id).await?;
    let mut opened = blobs::Blobs::new(files)?.open(id, &key).await?;
    let (mut all, mut buffer) = (Vec::new(), [0_u8; 4096]);
    loop {
        let n = opened.read_from(id, &mut buffer).map_err(|e| Failure::broken("reading", e))?;
        if n == 0 {
            return Ok(all);
        }
        all.extend_from_slice(&buffer[..n]);
    }
}

/// Makes a backup of the world in its own folder.
pub(crate) async fn backup(world: &World, key: &RecoveryKey, name: &str) -> (PathBuf, Manifest) {
    recovery::keep_envelope(world.folder.path(), &key.public(), &master_key()).unwrap();
    let path = world.folder.path().join(name);
    let made = safety::make(&world.app, world.folder.path(), &key.public(), &path, "hand").await.unwrap();
    assert_eq!(made.lost, Vec::<String>::new());
    (path, made.manifest)
}

/// An empty place to restore to, on the engine of this run.
pub(crate) struct Elsewhere {
    pub folder: TempDir,
    pub database: Option<String>,
}

impl Elsewhere {
    pub async fn new() -> Self {
        let outer = TempDir::with_prefix("keepwell-elsewhere-").unwrap();
        let url = empty_database(&outer).await;
        Self { folder: outer, database: url.starts_with("postgres").then_some(url) }
    }

    /// SQLite, whatever the engine of this run.
    pub fn sqlite() -> Self {
        Self { folder: TempDir::with_prefix("keepwell-elsewhere-").unwrap(), database: None }
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub async fn restore(&self, backup: &Path, key: &RecoveryKey, erasures: Option<&Path>) -> Result<Restored, String> {
        let data = self.data();
        let target = Target { data: &data, key_file: &data.join("master.key"), database: self.database.as_deref(), erasures, now: Moment(1_800_000_000_000) };
        let key = RecoveryKey::parse(&key.on_paper()).unwrap();
        safety::restore::restore(backup, key, &target).await.map_err(|e| e.cause())
    }

    pub async fn open(&self) -> Database {
        let url = self.database.clone().unwrap_or_else(|| sqlite_url(&self.data()));
        Database::open(&url, Durability::Whatever).await.unwrap()
    }

    /// Nothing is here that a server could serve.
    pub fn is_untouched(&self) -> bool {
        std::fs::read_dir(self.data()).map_or(true, |mut d| d.next().is_none())
    }
}
