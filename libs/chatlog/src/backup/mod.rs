//! An iPhone backup, as Finder, iTunes and their like make it: a folder of
//! files without names, and a list of them.
//!
//! A backup made with a password holds more (calls, for one) and is encrypted;
//! [`open`] wants the password then. Nothing is written anywhere: files are
//! decrypted as they are read.
//!
//! ```no_run
//! # struct Files; impl chatlog::backup::Folder for Files {
//! #     fn open(&mut self, _: &str) -> Option<Box<dyn chatlog::ReadSeek>> { None } }
//! use chatlog::backup::{self, MESSAGES};
//! use chatlog::sqlite::Database;
//!
//! let mut backup = backup::open(Files, Some("the password"))?;
//! let messages = backup.file(&MESSAGES)?.expect("an iPhone has messages");
//! let database = Database::open(messages, None).expect("a database");
//! # Ok::<(), backup::Refusal>(())
//! ```
//!
//! How it works: `Manifest.plist` holds a bag of keys, one for each class of
//! protection. The password, stretched by PBKDF2 with SHA-256 and then SHA-1,
//! unwraps them (RFC 3394). `Manifest.db` is decrypted with one of them (AES-256
//! CBC); it lists every file with the key of its own, wrapped by its class's.
//! Source: Apple Platform Security, “Keybags for Data Protection”; the forms of
//! the lists were read off backups.

mod decrypt;
mod keybag;
mod manifest;
mod refusal;
mod through;

pub use decrypt::Decrypted;
pub use keybag::MOST_ROUNDS;
pub use manifest::{CALLS, Known, MESSAGES, WHATSAPP, Wanted};
pub use refusal::Refusal;
pub use through::read;
pub(crate) use through::{is_backup, read_zip};

use crate::ReadSeek;
use crate::bplist::Plist;
use keybag::Keybag;
use manifest::Listed;
use std::io::{self, Read, Seek, SeekFrom};

/// The files of a backup, by their names inside it: `Manifest.plist`,
/// `3d/3d0d7e5f…`.
pub trait Folder {
    /// Opens a file, if it is there.
    fn open(&mut self, path: &str) -> Option<Box<dyn ReadSeek>>;
}

/// Every name that a [`Folder`] may be asked for. A reader that may open nothing
/// once it reads opens these before.
pub fn names() -> impl Iterator<Item = String> {
    let lists = ["Manifest.plist", "Manifest.db", "Manifest.mbdb"];
    let both = |known: &manifest::Known| [known.wanted.place(), known.wanted.log_place()];
    let known = manifest::KNOWN.iter().flat_map(both);
    lists.into_iter().map(str::to_owned).chain(known)
}

/// `Manifest.plist` is never longer than this.
const MOST_LIST: u64 = 16 * 1024 * 1024;

/// An opened backup.
pub struct Backup<F> {
    folder: F,
    keys: Option<Keybag>,
    files: Vec<Listed>,
    /// What is damaged in the list of files.
    pub damage: Vec<crate::sqlite::Damage>,
}

impl<F> std::fmt::Debug for Backup<F> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sealed = self.keys.is_some();
        write!(f, "Backup(files {}, encrypted {sealed})", self.files.len())
    }
}

/// Opens a backup. Stretching the password takes some seconds: the phone asks
/// for ten million rounds.
///
/// # Errors
/// A [`Refusal`] that says what to do next.
pub fn open<F: Folder>(mut folder: F, password: Option<&str>) -> Result<Backup<F>, Refusal> {
    let list = folder.open("Manifest.plist").ok_or(Refusal::NoList)?;
    let mut bytes = Vec::new();
    list.take(MOST_LIST).read_to_end(&mut bytes)?;
    let list = Plist::read(&bytes).ok_or(Refusal::Damaged)?;
    let encrypted = list.get("IsEncrypted").and_then(Plist::integer);
    let keys = match encrypted {
        Some(0) | None => None,
        Some(_) => {
            let bag = list.get("BackupKeyBag").and_then(Plist::data);
            let bag = bag.ok_or(Refusal::Damaged)?;
            let password = password.filter(|password| !password.is_empty());
            let password = password.ok_or(Refusal::PasswordNeeded)?;
            Some(keybag::unlock(bag, password)?)
        }
    };
    let Some(database) = folder.open("Manifest.db") else {
        let old = folder.open("Manifest.mbdb").is_some();
        return Err(if old {
            Refusal::TooOld
        } else {
            Refusal::NoFiles
        });
    };
    let database: Box<dyn ReadSeek> = match &keys {
        None => database,
        Some(keys) => {
            let wrapped = list.get("ManifestKey").and_then(Plist::data);
            let key = keys.unwrap(wrapped.ok_or(Refusal::Damaged)?)?;
            Box::new(Decrypted::new(database, &key, None)?)
        }
    };
    let (files, damage) = manifest::read(database, keys.is_some())?;
    Ok(Backup {
        folder,
        keys,
        files,
        damage,
    })
}

impl<F: Folder> Backup<F> {
    /// Whether it needed a password.
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        self.keys.is_some()
    }

    /// The files that hold conversations, as far as this backup has them.
    #[must_use]
    pub fn known(&self) -> Vec<&'static Known> {
        let here = |known: &&Known| {
            self.files
                .iter()
                .any(|file| known.is(&file.domain, &file.path))
        };
        manifest::KNOWN.iter().filter(here).collect()
    }

    /// Opens one of them, decrypting as it is read. None when the backup does
    /// not have it.
    ///
    /// # Errors
    /// When its key is damaged or of a class that a backup cannot open.
    pub fn file(&mut self, wanted: &Wanted) -> Result<Option<Box<dyn ReadSeek>>, Refusal> {
        self.listed(wanted.domain, wanted.path)
    }

    /// Opens what was written to one of them last, where that stands apart.
    ///
    /// # Errors
    /// As [`Self::file`].
    pub fn log(&mut self, wanted: &Wanted) -> Result<Option<Box<dyn ReadSeek>>, Refusal> {
        self.listed(wanted.domain, &wanted.log_path())
    }

    fn listed(&mut self, domain: &str, path: &str) -> Result<Option<Box<dyn ReadSeek>>, Refusal> {
        let same = |file: &&Listed| file.domain == domain && file.path == path;
        let Some(file) = self.files.iter().find(same) else {
            return Ok(None);
        };
        let folder = file.id.get(..2).ok_or(Refusal::Damaged)?;
        let path = format!("{folder}/{}", file.id);
        let Some(mut source) = self.folder.open(&path) else {
            return Err(Refusal::FileMissing { path });
        };
        let (Some(keys), Some(wrapped)) = (&self.keys, &file.key) else {
            source.seek(SeekFrom::Start(0))?;
            return Ok(Some(source));
        };
        let key = keys.unwrap(wrapped)?;
        Ok(Some(Box::new(Decrypted::new(source, &key, file.size)?)))
    }
}

impl From<io::Error> for Refusal {
    fn from(_: io::Error) -> Self {
        Self::Unreadable
    }
}
