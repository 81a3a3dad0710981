//! The archive on its way out and in: tar inside age, on a thread of its own,
//! with a short queue between it and the database. Never more than a few
//! pieces are in memory, however large the organisation is.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write as _};
use std::path::{Path, PathBuf};

use base::Failure;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::recovery::{Recipient, RecoveryKey};

/// So many pieces wait at most.
const QUEUE: usize = 8;

/// Something to put into the archive.
pub(crate) enum Piece {
    Bytes(String, Vec<u8>),
    File(String, File, u64),
}

/// An archive being written.
pub(crate) struct Packer {
    queue: mpsc::Sender<Piece>,
    thread: JoinHandle<Result<(), Failure>>,
}

fn disk(e: std::io::Error) -> Failure {
    Failure::broken("writing the backup", e)
}

impl Packer {
    /// Begins an archive at `path`, which is not there yet.
    pub(crate) fn new(path: PathBuf, to: Recipient) -> Self {
        let (queue, pieces) = mpsc::channel(QUEUE);
        let thread = tokio::task::spawn_blocking(move || pack(&path, &to, pieces));
        Self { queue, thread }
    }

    pub(crate) async fn put(&mut self, piece: Piece) -> Result<(), Failure> {
        if self.queue.send(piece).await.is_ok() {
            return Ok(());
        }
        // The thread gave up: it knows why.
        match (&mut self.thread).await {
            Ok(Err(why)) => Err(why),
            _ => Err(Failure::broken("writing the backup", "it stopped")),
        }
    }

    /// Ends the archive; returns when it is on disk.
    pub(crate) async fn finish(self) -> Result<(), Failure> {
        drop(self.queue);
        self.thread.await.unwrap_or_else(|e| Err(Failure::broken("writing the backup", e)))
    }
}

fn pack(path: &Path, to: &Recipient, mut pieces: mpsc::Receiver<Piece>) -> Result<(), Failure> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path).map_err(disk)?;
    let encryptor = age::Encryptor::with_recipients(std::iter::once(&to.0 as &dyn age::Recipient)).map_err(|e| Failure::broken("writing the backup", e))?;
    let sealed = encryptor.wrap_output(BufWriter::with_capacity(256 * 1024, file)).map_err(disk)?;
    let mut archive = tar::Builder::new(sealed);
    while let Some(piece) = pieces.blocking_recv() {
        match piece {
            Piece::Bytes(name, bytes) => put(&mut archive, &name, bytes.len() as u64, bytes.as_slice()).map_err(disk)?,
            Piece::File(name, file, length) => put(&mut archive, &name, length, file.take(length)).map_err(disk)?,
        }
    }
    let mut written = archive.into_inner().and_then(age::stream::StreamWriter::finish).map_err(disk)?;
    written.flush().map_err(disk)?;
    written.into_inner().map_err(|e| disk(e.into_error()))?.sync_all().map_err(disk)
}

fn put<W: std::io::Write>(archive: &mut tar::Builder<W>, name: &str, length: u64, from: impl Read) -> std::io::Result<()> {
    let mut header = tar::Header::new_ustar();
    header.set_size(length);
    header.set_mode(0o600);
    header.set_mtime(0);
    archive.append_data(&mut header, name, from)
}

/// Opens an archive and gives each entry, in order, to `take`.
pub(crate) fn unpack(path: &Path, key: &RecoveryKey, mut take: impl FnMut(&str, &mut dyn Read) -> Result<(), Failure>) -> Result<(), Failure> {
    let file = File::open(path).map_err(|e| Failure::broken("opening the backup", format!("{}: {e}", path.display())))?;
    let length = file.metadata().map_or(0, |m| m.len());
    let counted = Counted { inner: file, read: 0 };
    let counted = std::rc::Rc::new(std::cell::RefCell::new(counted));
    let decryptor = age::Decryptor::new_buffered(BufReader::with_capacity(256 * 1024, Shared(counted.clone()))).map_err(|e| not_ours(&e, key))?;
    let opened = decryptor.decrypt(std::iter::once(&key.0 as &dyn age::Identity)).map_err(|e| not_ours(&e, key))?;
    let damaged = |e: std::io::Error| {
        let read = counted.borrow().read;
        let why = if read >= length {
            "its end is missing or was altered".to_owned()
        } else {
            format!("it was altered or damaged before byte {read} of {length}")
        };
        tracing::debug!(error = %e, "a damaged backup");
        Failure::broken("reading the backup", format!("{}: {why}. Nothing was restored; take another copy of it, or an older backup", path.display()))
    };
    let mut archive = tar::Archive::new(opened);
    for entry in archive.entries().map_err(damaged)? {
        let mut entry = entry.map_err(damaged)?;
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let mut broke = None;
        let taken = take(&name, &mut Noticing { inner: &mut entry, broke: &mut broke });
        if let Some(e) = broke {
            return Err(damaged(e));
        }
        taken?;
    }
    // The end of the archive is not the end of the file: the seal of the last piece is checked too.
    std::io::copy(&mut archive.into_inner(), &mut std::io::sink()).map(|_| ()).map_err(damaged)
}

fn not_ours(error: &age::DecryptError, key: &RecoveryKey) -> Failure {
    use age::DecryptError as E;
    let why = match error {
        E::NoMatchingKeys | E::DecryptionFailed | E::KeyDecryptionFailed => {
            format!("this recovery key does not open it: it was made for another than {}", key.public())
        }
        E::InvalidMac => "its first lines were altered".to_owned(),
        E::Io(e) if e.kind() != std::io::ErrorKind::UnexpectedEof => e.to_string(),
        _ => "it is no backup of Keepwell, or its beginning is damaged".to_owned(),
    };
    Failure::broken("opening the backup", why)
}

/// Counts what was read, to say where a file is damaged.
struct Counted {
    inner: File,
    read: u64,
}

struct Shared(std::rc::Rc<std::cell::RefCell<Counted>>);

impl Read for Shared {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let mut counted = self.0.borrow_mut();
        let n = counted.inner.read(buffer)?;
        counted.read += n as u64;
        Ok(n)
    }
}

/// Remembers an error of the archive, so that it is not taken for one of whoever reads.
struct Noticing<'a, R> {
    inner: R,
    broke: &'a mut Option<std::io::Error>,
}

impl<R: Read> Read for Noticing<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.inner.read(buffer).map_err(|e| {
            let told = std::io::Error::new(e.kind(), e.to_string());
            *self.broke = Some(e);
            told
        })
    }
}
