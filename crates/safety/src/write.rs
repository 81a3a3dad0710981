//! Making a backup, while the server serves.

use std::path::{Path, PathBuf};

use base::blobs::Blobs;
use base::clock::Moment;
use base::db::{self, Database, Snapshot, Table};
use base::Failure;
use futures::TryStreamExt as _;
use sqlx::AssertSqlSafe;

use crate::form::{self, FORM, Form, Manifest, Mark};
use crate::pack::{Packer, Piece};
use crate::recovery::Recipient;

/// Rows are put together to pieces of about this size, in bytes.
const PART: usize = 256 * 1024;

/// What a backup is made of.
pub struct Source<'a> {
    pub db: &'a Database,
    pub blobs: &'a Blobs,
    /// The master key, wrapped to the same recovery key ([`crate::recovery::wrap`]).
    pub envelope: Vec<u8>,
    pub now: Moment,
}

/// A backup that was made.
#[derive(Debug, Clone)]
pub struct Made {
    pub manifest: Manifest,
    /// Files that have a row and are not there: lost on disk, not in the backup.
    pub lost: Vec<String>,
}

/// Writes a backup to `path`. It appears there whole or not at all.
///
/// # Errors
/// When `path` is taken, or the database or a disk refuses.
pub async fn write(source: Source<'_>, to: &Recipient, path: &Path) -> Result<Made, Failure> {
    if path.exists() {
        return Err(Failure::broken("making a backup", format!("{} is there already. Name another file", path.display())));
    }
    let part = PathBuf::from(format!("{}.part", path.display()));
    match std::fs::remove_file(&part) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(Failure::broken("making a backup", format!("{}: {e}", part.display()))),
        _ => {}
    }
    let packed = pack(&source, to, part.clone()).await;
    let made = match packed {
        Ok(made) => made,
        Err(e) => {
            let _ = std::fs::remove_file(&part);
            return Err(e);
        }
    };
    let fail = |e: std::io::Error| Failure::broken("making a backup", format!("{}: {e}", path.display()));
    std::fs::rename(&part, path).map_err(fail)?;
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::File::open(folder).and_then(|f| f.sync_all()).map_err(fail)?;
    Ok(made)
}

async fn pack(source: &Source<'_>, to: &Recipient, path: PathBuf) -> Result<Made, Failure> {
    let mut snapshot = source.db.snapshot().await?;
    let migrations = db::ran(&mut snapshot).await?;
    let names: Vec<String> = migrations.iter().map(|(name, _)| name.clone()).collect();
    let tables = form::kept(db::tables(&names).await?);
    let mut packer = Packer::new(path, to.clone());
    let head = Form {
        form: FORM,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: source.now.0,
        migrations,
        tables: tables.iter().map(|t| t.name.clone()).collect(),
    };
    packer.put(json("form.json", &head)?).await?;
    packer.put(Piece::Bytes("master.key.age".into(), source.envelope.clone())).await?;
    let mut manifest = Manifest::default();
    for table in &tables {
        let mark = rows(&mut snapshot, table, &mut packer).await?;
        manifest.tables.push((table.name.clone(), mark));
    }
    manifest.trail = sqlx::query_as("select seq, hash from trail_head where one = 1").fetch_one(&mut *snapshot).await?;
    files(&mut snapshot, source.blobs, &mut packer, &mut manifest).await?;
    drop(snapshot);
    packer.put(json("manifest.json", &manifest)?).await?;
    packer.finish().await?;
    let lost = lost(source.db, &manifest.missing).await?;
    Ok(Made { manifest, lost })
}

fn json(name: &str, value: &impl serde::Serialize) -> Result<Piece, Failure> {
    Ok(Piece::Bytes(name.to_owned(), serde_json::to_vec(value).map_err(|e| Failure::broken("making a backup", e))?))
}

async fn rows(snapshot: &mut Snapshot, table: &Table, packer: &mut Packer) -> Result<Mark, Failure> {
    let sql = format!("select {} from {}", table.column_list(), table.name);
    let mut found = sqlx::query(AssertSqlSafe(sql)).persistent(false).fetch(&mut **snapshot);
    let (mut mark, mut part, mut number) = (Mark::default(), Vec::with_capacity(PART), 0);
    while let Some(row) = found.try_next().await? {
        let line = form::line(table, &row)?;
        mark.add(&line);
        part.extend_from_slice(&line);
        part.push(b'\n');
        if part.len() >= PART {
            number += 1;
            packer.put(Piece::Bytes(part_name(table, number), std::mem::take(&mut part))).await?;
        }
    }
    if !part.is_empty() {
        packer.put(Piece::Bytes(part_name(table, number + 1), part)).await?;
    }
    Ok(mark)
}

fn part_name(table: &Table, number: u32) -> String {
    format!("tables/{}/{number:06}.ndjson", table.name)
}

/// The sealed files. One that was removed since the moment of the snapshot is
/// noted: what it held was meant to be forgotten, and stays so after a restore.
async fn files(snapshot: &mut Snapshot, blobs: &Blobs, packer: &mut Packer, manifest: &mut Manifest) -> Result<(), Failure> {
    let ids: Vec<String> = sqlx::query_scalar("select id from blob order by id").fetch_all(&mut **snapshot).await?;
    for id in ids {
        match blobs.sealed(&id).await? {
            Some((file, length)) => {
                manifest.files += 1;
                manifest.bytes += length;
                packer.put(Piece::File(format!("files/{id}"), file, length)).await?;
            }
            None => manifest.missing.push(id),
        }
    }
    Ok(())
}

/// Those of the missing files that nobody removed.
async fn lost(db: &Database, missing: &[String]) -> Result<Vec<String>, Failure> {
    let mut read = db.read().await?;
    let mut lost = Vec::new();
    for id in missing {
        if base::blobs::find(&mut read, id).await?.is_some() {
            lost.push(id.clone());
        }
    }
    Ok(lost)
}
