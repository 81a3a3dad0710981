//! Sealed files: streamed in, never held whole, unreadable where they lie.
//!
//! They lie in a folder, or in a [`Store`] elsewhere, and then the folder is only
//! where they are sealed before they leave and put down when they are read: what
//! leaves this machine is sealed already.
//!
//! A file is cut into pieces of 64 KiB, each sealed with XChaCha20-Poly1305
//! under the file's own data key. The nonce is a random 19-byte prefix, the
//! piece's number and whether it is the last (the STREAM construction, Hoang
//! and others 2015), so pieces cannot be dropped, swapped or cut off unseen.

use std::fs::File;
use std::io::{Read, Seek as _, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use futures::future::BoxFuture;
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

/// A place for sealed files that is not on this machine. Every call may answer
/// [`Failure::Away`]: then nothing was changed, and it may go well later.
pub trait Store: std::fmt::Debug + Send + Sync {
    /// Keeps `length` bytes of `sealed` as `id`, in place of what was there. When this returns, they are durable.
    fn put<'a>(&'a self, id: &'a str, sealed: File, length: u64) -> BoxFuture<'a, Result<(), Failure>>;

    /// Writes the whole of `id` into `into`; `false` when there is none.
    fn fetch<'a>(&'a self, id: &'a str, into: File) -> BoxFuture<'a, Result<bool, Failure>>;

    /// Removes `id`; one already gone is fine.
    fn remove<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<(), Failure>>;

    /// What is there: ids, and when each was kept, in milliseconds UTC.
    fn list(&self) -> BoxFuture<'_, Result<Vec<(String, Moment)>, Failure>>;
}

/// Where the sealed files lie.
#[derive(Debug, Clone)]
pub struct Blobs {
    folder: PathBuf,
    store: Option<Arc<dyn Store>>,
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

/// A file being taken in. Dropped before [`Intake::settle`], nothing is left of it.
pub struct Intake {
    id: String,
    key_id: String,
    temporary: PathBuf,
    blobs: Blobs,
    file: Option<File>,
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
        Ok(Self { folder: folder.to_owned(), store: None })
    }

    /// The same folder, with the files themselves in `store`. Files that lie in
    /// the folder already are still found there; [`Blobs::hand_on`] moves them.
    #[must_use]
    pub fn in_store(self, store: Arc<dyn Store>) -> Self {
        Self { store: Some(store), ..self }
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
            blobs: self.clone(),
            file: Some(file),
            cipher: key.key.cipher(),
            prefix,
            piece: 0,
            pending: Zeroizing::new(Vec::with_capacity(PIECE)),
            hasher: Sha256::new(),
            size: 0,
        })
    }

    /// Opens a file for reading from its beginning. From a store it is fetched whole first, sealed
    /// as it is, so that a store that goes away half-way is never taken for a file that was cut off.
    ///
    /// # Errors
    /// When it is not there; [`Failure::Away`] when the store does not answer.
    pub async fn open(&self, id: &str, key: &DataKey) -> Result<Opened, Failure> {
        let (mut file, _) = self.sealed(id).await?.ok_or_else(|| Failure::broken("opening a file", format!("{id} is not there")))?;
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
    /// When the disk refuses; [`Failure::Away`] when the store does not answer.
    pub async fn sealed(&self, id: &str) -> Result<Option<(File, u64)>, Failure> {
        let file = match (File::open(self.path(id)), &self.store) {
            (Err(e), None) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            (Err(e), Some(store)) if e.kind() == std::io::ErrorKind::NotFound => match self.fetched(id, &**store).await? {
                Some(file) => file,
                None => return Ok(None),
            },
            (opened, _) => opened.map_err(disk)?,
        };
        let length = file.metadata().map_err(disk)?.len();
        Ok(Some((file, length)))
    }

    /// Fetches a file into one that has no name, so that it is gone when it is closed.
    async fn fetched(&self, id: &str, store: &dyn Store) -> Result<Option<File>, Failure> {
        static TURN: AtomicU64 = AtomicU64::new(0);
        let turn = TURN.fetch_add(1, Ordering::Relaxed);
        // Where a name cannot be taken from an open file, the daily sweep takes it, as any half.
        let path = self.folder.join(format!("{id}.{}-{turn}.part", std::process::id()));
        let mut file = File::options().read(true).write(true).create_new(true).open(&path).map_err(disk)?;
        let _ = std::fs::remove_file(&path);
        if !store.fetch(id, file.try_clone().map_err(disk)?).await? {
            return Ok(None);
        }
        file.rewind().map_err(disk)?;
        Ok(Some(file))
    }

    /// Moves what lies in the folder to the store, if there is one: an organisation that changed
    /// its mind, or was brought back from a backup. Gives how many of `ids` moved.
    ///
    /// # Errors
    /// As [`Blobs::sealed`]. What moved has moved.
    pub async fn hand_on(&self, ids: &[String]) -> Result<usize, Failure> {
        let Some(store) = &self.store else { return Ok(0) };
        let mut moved = 0;
        for id in ids {
            let path = self.path(id);
            if let Ok(file) = File::open(&path) {
                let length = file.metadata().map_err(disk)?.len();
                store.put(id, file, length).await?;
                std::fs::remove_file(&path).map_err(disk)?;
                moved += 1;
            }
        }
        Ok(moved)
    }

    /// Puts a sealed file back into the folder as it was.
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
        File::open(&self.folder).and_then(|f| f.sync_all()).map_err(disk)
    }

    /// What lies in the folder and in the store: names, and when each was last written, in milliseconds UTC.
    ///
    /// # Errors
    /// When the disk refuses, or the store does not answer.
    pub async fn lying_there(&self) -> Result<Vec<(String, Moment)>, Failure> {
        let mut found = match &self.store {
            Some(store) => store.list().await?,
            None => Vec::new(),
        };
        for entry in std::fs::read_dir(&self.folder).map_err(disk)? {
            let entry = entry.map_err(disk)?;
            let written = entry.metadata().and_then(|m| m.modified()).map_err(disk)?;
            found.push((entry.file_name().to_string_lossy().into_owned(), Moment::from(written)));
        }
        found.sort();
        Ok(found)
    }

    /// Removes the sealed file; the row and its key are the caller's to end.
    ///
    /// # Errors
    /// When the disk refuses or the store does not answer; a file already gone is fine.
    pub async fn remove(&self, id: &str) -> Result<(), Failure> {
        match (std::fs::remove_file(self.path(id)), &self.store) {
            (Err(e), _) if e.kind() != std::io::ErrorKind::NotFound => Err(disk(e)),
            // A half lies in the folder only.
            (_, Some(store)) if !id.ends_with(".part") => store.remove(id).await,
            _ => Ok(()),
        }
    }

    /// Removes the sealed file of a row that is gone already. When that fails now, the daily sweep
    /// does it: nobody is told that something failed which is done, and its key is destroyed.
    pub async fn let_go(&self, id: &str) {
        if let Err(e) = self.remove(id).await {
            tracing::warn!(file = id, error = %e.cause(), "a file stays until the daily sweep");
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

    /// Seals the end and makes sure that the file is durable where it belongs.
    /// Call it outside a transaction: a store may take its time.
    ///
    /// # Errors
    /// When the disk refuses; [`Failure::Away`] when the store does not answer. Then nothing is left.
    pub async fn settle(mut self) -> Result<Settled, Failure> {
        self.seal(true)?;
        let Some(file) = self.file.take() else { return Err(Failure::broken("sealing a file", "it has ended already")) };
        match &self.blobs.store {
            Some(store) => {
                let length = file.metadata().map_err(disk)?.len();
                drop(file);
                store.put(&self.id, File::open(&self.temporary).map_err(disk)?, length).await?;
            }
            None => {
                file.sync_all().map_err(disk)?;
                std::fs::rename(&self.temporary, self.blobs.path(&self.id)).map_err(disk)?;
                self.blobs.sync()?;
            }
        }
        let content = std::mem::take(&mut self.hasher).finalize().into();
        Ok(Settled { id: self.id.clone(), key_id: self.key_id.clone(), content, size: self.size })
    }
}

/// A file that is durable and has no row yet. Without one, the daily sweep removes it.
#[must_use]
pub struct Settled {
    id: String,
    key_id: String,
    /// SHA-256 of the clear bytes.
    content: [u8; 32],
    size: i64,
}

impl Settled {
    /// Writes the row.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn enter(self, db: &mut Db, vault: &Vault, key: &DataKey, name: &str, now: Moment) -> Result<Blob, Failure> {
        let mark = vault.mark("blob", &[&self.content])?;
        let sealed_name = vault.seal(key, Place { table: "blob", row: &self.id, field: "name" }, name.as_bytes())?;
        sqlx::query("insert into blob (id, key_id, name, sha256, size, created_at) values ($1, $2, $3, $4, $5, $6)")
            .bind(&self.id).bind(&self.key_id).bind(&sealed_name).bind(&mark).bind(self.size).bind(now.0)
            .execute(db)
            .await?;
        Ok(Blob { id: self.id, key_id: self.key_id, mark, size: self.size })
    }
}

impl Drop for Intake {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.temporary);
    }
}

/// An opened file: reads clear bytes.
pub struct Opened {
    file: File,
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

fn read_piece(file: &mut File) -> std::io::Result<Vec<u8>> {
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
