//! Sealed files in a folder: streamed in, never held whole, unreadable on disk.
//!
//! A file is cut into pieces of 64 KiB, each sealed with XChaCha20-Poly1305
//! under the file's own data key. The nonce is a random 19-byte prefix, the
//! piece's number and whether it is the last (the STREAM construction, Hoang
//! and others 2015), so pieces cannot be dropped, swapped or cut off unseen.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::clock::Moment;
use crate::db::Db;
use crate::failure::Failure;
use crate::ids::Dice;
use crate::vault::{DataKey, Place, Vault};

const PIECE: usize = 64 * 1024;
const TAG: usize = 16;
const MAGIC: &[u8; 8] = b"KWBLOB1\n";

/// The folder the sealed files lie in.
#[derive(Debug, Clone)]
pub struct Blobs {
    folder: PathBuf,
}

/// A file that was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob {
    pub id: String,
    pub key_id: String,
    /// A keyed hash of the content: equal files have equal marks.
    pub mark: String,
    /// Bytes, unsealed.
    pub size: i64,
}

/// A file being taken in. Dropped before [`Intake::finish`], nothing is left of it.
pub struct Intake {
    id: String,
    key_id: String,
    temporary: PathBuf,
    path: PathBuf,
    file: Option<std::fs::File>,
    cipher: XChaCha20Poly1305,
    prefix: [u8; 19],
    piece: u32,
    pending: Zeroizing<Vec<u8>>,
    hasher: Sha256,
    size: i64,
}

impl Blobs {
    /// Uses `folder`, making it when it is not there.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn new(folder: &Path) -> Result<Self, Failure> {
        std::fs::create_dir_all(folder).map_err(|e| Failure::broken("making the folder for files", e))?;
        Ok(Self { folder: folder.to_owned() })
    }

    fn path(&self, id: &str) -> PathBuf {
        self.folder.join(id)
    }

    /// Begins to take a file in under `key`.
    ///
    /// # Errors
    /// When the disk or the dice refuse.
    pub fn take(&self, id: &str, key: &DataKey, dice: &Dice) -> Result<Intake, Failure> {
        let prefix: [u8; 19] = dice.throw()?;
        let temporary = self.folder.join(format!("{id}.part"));
        let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(&temporary).map_err(disk)?;
        file.write_all(MAGIC).and_then(|()| file.write_all(&prefix)).map_err(disk)?;
        Ok(Intake {
            id: id.to_owned(),
            key_id: key.id.clone(),
            temporary,
            path: self.path(id),
            file: Some(file),
            cipher: key.key.cipher(),
            prefix,
            piece: 0,
            pending: Zeroizing::new(Vec::with_capacity(PIECE)),
            hasher: Sha256::new(),
            size: 0,
        })
    }

    /// Opens a file for reading from its beginning.
    ///
    /// # Errors
    /// When it is not there.
    pub fn open(&self, id: &str, key: &DataKey) -> Result<Opened, Failure> {
        let mut file = std::fs::File::open(self.path(id)).map_err(disk)?;
        let (mut magic, mut prefix) = ([0_u8; 8], [0_u8; 19]);
        file.read_exact(&mut magic).and_then(|()| file.read_exact(&mut prefix)).map_err(disk)?;
        if &magic != MAGIC {
            return Err(Failure::broken("opening a file", "it is not one of ours"));
        }
        Ok(Opened { file, cipher: key.key.cipher(), prefix, piece: 0, clear: Zeroizing::new(Vec::new()), at: 0, ended: false, ahead: None })
    }

    /// A file as it lies there, sealed, and its length: for a backup. `None` when there is none.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn sealed(&self, id: &str) -> Result<Option<(std::fs::File, u64)>, Failure> {
        match std::fs::File::open(self.path(id)) {
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
            opened => {
                let file = opened.map_err(disk)?;
                let length = file.metadata().map_err(disk)?.len();
                Ok(Some((file, length)))
            }
        }
    }

    /// Puts a sealed file back as it was.
    ///
    /// # Errors
    /// When the disk refuses, or `sealed` does.
    pub fn put_back(&self, id: &str, sealed: &mut dyn Read) -> Result<(), Failure> {
        let temporary = self.folder.join(format!("{id}.part"));
        let mut file = std::fs::OpenOptions::new().write(true).create(true).truncate(true).open(&temporary).map_err(disk)?;
        std::io::copy(sealed, &mut file).map_err(disk)?;
        file.sync_all().map_err(disk)?;
        std::fs::rename(&temporary, self.path(id)).map_err(disk)
    }

    /// Makes sure that the names of all files are on disk, after [`Blobs::put_back`].
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn sync(&self) -> Result<(), Failure> {
        std::fs::File::open(&self.folder).and_then(|f| f.sync_all()).map_err(disk)
    }

    /// What lies in the folder: names, and when each was last written, in milliseconds UTC.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn lying_there(&self) -> Result<Vec<(String, Moment)>, Failure> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(&self.folder).map_err(disk)? {
            let entry = entry.map_err(disk)?;
            let written = entry.metadata().and_then(|m| m.modified()).map_err(disk)?;
            let since = written.duration_since(std::time::UNIX_EPOCH).map_or(0, |d| i64::try_from(d.as_millis()).unwrap_or(i64::MAX));
            found.push((entry.file_name().to_string_lossy().into_owned(), Moment(since)));
        }
        found.sort();
        Ok(found)
    }

    /// Removes the sealed file; the row and its key are the caller's to end.
    ///
    /// # Errors
    /// When the disk refuses; a file already gone is fine.
    pub fn remove(&self, id: &str) -> Result<(), Failure> {
        match std::fs::remove_file(self.path(id)) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(disk(e)),
            _ => Ok(()),
        }
    }
}

fn disk(error: std::io::Error) -> Failure {
    Failure::broken("working with a file on disk", error)
}

fn nonce(prefix: [u8; 19], piece: u32, last: bool) -> XNonce {
    let mut nonce = [0_u8; 24];
    for (to, from) in nonce.iter_mut().zip(prefix.into_iter().chain(piece.to_be_bytes()).chain([u8::from(last)])) {
        *to = from;
    }
    XNonce::from(nonce)
}

impl Intake {
    /// Takes the next bytes.
    ///
    /// # Errors
    /// When the disk is full.
    pub fn write(&mut self, mut bytes: &[u8]) -> Result<(), Failure> {
        self.hasher.update(bytes);
        self.size = self.size.saturating_add(i64::try_from(bytes.len()).unwrap_or(i64::MAX));
        while !bytes.is_empty() {
            // A full piece is sealed only when more comes, so the last one is never empty by accident.
            if self.pending.len() == PIECE {
                self.seal(false)?;
            }
            let (now, later) = bytes.split_at(bytes.len().min(PIECE - self.pending.len()));
            self.pending.extend_from_slice(now);
            bytes = later;
        }
        Ok(())
    }

    fn seal(&mut self, last: bool) -> Result<(), Failure> {
        let sealed = self
            .cipher
            .encrypt(&nonce(self.prefix, self.piece, last), Payload { msg: &self.pending, aad: self.id.as_bytes() })
            .map_err(|e| Failure::broken("sealing a file", e))?;
        self.piece = self.piece.checked_add(1).ok_or_else(|| Failure::broken("sealing a file", "it is too large"))?;
        self.pending.clear();
        self.file.as_mut().map_or(Ok(()), |f| f.write_all(&sealed)).map_err(disk)
    }

    /// How many bytes came so far.
    #[must_use]
    pub const fn size(&self) -> i64 {
        self.size
    }

    /// Seals the end, makes sure all is on disk, and writes the row.
    ///
    /// # Errors
    /// When the disk or the database refuses.
    pub async fn finish(mut self, db: &mut Db, vault: &Vault, key: &DataKey, name: &str, now: Moment) -> Result<Blob, Failure> {
        self.seal(true)?;
        if let Some(file) = self.file.take() {
            file.sync_all().map_err(disk)?;
        }
        std::fs::rename(&self.temporary, &self.path).map_err(disk)?;
        if let Some(folder) = self.path.parent() {
            std::fs::File::open(folder).and_then(|f| f.sync_all()).map_err(disk)?;
        }
        let mark = vault.mark("blob", &[&std::mem::take(&mut self.hasher).finalize()])?;
        let sealed_name = vault.seal(key, Place { table: "blob", row: &self.id, field: "name" }, name.as_bytes())?;
        sqlx::query("insert into blob (id, key_id, name, sha256, size, created_at) values ($1, $2, $3, $4, $5, $6)")
            .bind(&self.id).bind(&self.key_id).bind(&sealed_name).bind(&mark).bind(self.size).bind(now.0)
            .execute(db)
            .await?;
        Ok(Blob { id: self.id.clone(), key_id: self.key_id.clone(), mark, size: self.size })
    }
}

impl Drop for Intake {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.temporary);
    }
}

/// An opened file: reads clear bytes.
pub struct Opened {
    file: std::fs::File,
    cipher: XChaCha20Poly1305,
    prefix: [u8; 19],
    piece: u32,
    clear: Zeroizing<Vec<u8>>,
    at: usize,
    ended: bool,
    ahead: Option<Vec<u8>>,
}

impl Opened {
    /// Opens the next piece. The blob's id is not needed to read in order, but it binds each piece to its file.
    fn next_piece(&mut self, id: &str) -> std::io::Result<()> {
        let current = match self.ahead.take() {
            Some(piece) => piece,
            None => read_piece(&mut self.file)?,
        };
        let following = read_piece(&mut self.file)?;
        let last = following.is_empty();
        let clear = self
            .cipher
            .decrypt(&nonce(self.prefix, self.piece, last), Payload { msg: &current, aad: id.as_bytes() })
            .map_err(|_| std::io::Error::new(std::io::ErrorKind::InvalidData, "the file was altered or cut off"))?;
        self.clear = Zeroizing::new(clear);
        self.at = 0;
        self.piece = self.piece.wrapping_add(1);
        self.ended = last;
        self.ahead = Some(following);
        Ok(())
    }

    /// Reads into `buffer`; 0 at the end.
    ///
    /// # Errors
    /// When the file was altered or cut off.
    pub fn read_from(&mut self, id: &str, buffer: &mut [u8]) -> std::io::Result<usize> {
        while self.at == self.clear.len() {
            if self.ended {
                return Ok(0);
            }
            self.next_piece(id)?;
        }
        let left = self.clear.get(self.at..).unwrap_or_default();
        let n = left.len().min(buffer.len());
        for (to, from) in buffer.iter_mut().zip(left) {
            *to = *from;
        }
        self.at += n;
        Ok(n)
    }
}

fn read_piece(file: &mut std::fs::File) -> std::io::Result<Vec<u8>> {
    let mut piece = Vec::with_capacity(PIECE + TAG);
    file.take((PIECE + TAG) as u64).read_to_end(&mut piece)?;
    Ok(piece)
}

/// Finds the row of a file.
///
/// # Errors
/// When the database does.
pub async fn find(db: &mut Db, id: &str) -> Result<Option<Blob>, Failure> {
    let row: Option<(String, String, String, i64)> = sqlx::query_as("select id, key_id, sha256, size from blob where id = $1").bind(id).fetch_optional(db).await?;
    Ok(row.map(|(id, key_id, mark, size)| Blob { id, key_id, mark, size }))
}

/// The ids of all files.
///
/// # Errors
/// When the database does.
pub async fn all(db: &mut Db) -> Result<Vec<String>, Failure> {
    Ok(sqlx::query_scalar("select id from blob order by id").fetch_all(db).await?)
}

/// The ids of files whose key was destroyed: nobody can read them any more.
///
/// # Errors
/// When the database does.
pub async fn without_key(db: &mut Db) -> Result<Vec<String>, Failure> {
    let sql = "select b.id from blob b join data_key k on k.id = b.key_id where k.destroyed_at is not null order by b.id";
    Ok(sqlx::query_scalar(sql).fetch_all(db).await?)
}

/// Takes the row of such a file out. Remove the file after the commit.
///
/// # Errors
/// When the database does.
pub async fn drop_row(db: &mut Db, id: &str) -> Result<(), Failure> {
    sqlx::query("delete from blob where id = $1").bind(id).execute(db).await?;
    Ok(())
}

/// Forgets a file: its row goes and its key is destroyed, so that the bytes can
/// never be opened again. Remove the file on disk after the commit ([`Blobs::remove`]).
///
/// # Errors
/// When the database does.
pub async fn forget(db: &mut Db, vault: &Vault, id: &str, key_id: &str, now: Moment) -> Result<(), Failure> {
    sqlx::query("delete from blob where id = $1").bind(id).execute(&mut *db).await?;
    vault.destroy_key(db, key_id, now).await
}
