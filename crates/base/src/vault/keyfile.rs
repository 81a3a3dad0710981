//! The key file: only its owner may read it, and it is replaced whole or not at all.
//!
//! It holds the keys in the clear (a server that starts by itself), or sealed by a
//! passphrase (a server that somebody unlocks): [`super::envelope`].

use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::Key;
use super::envelope::Envelope;
use super::keyring::Keyring;
use crate::failure::Failure;
use crate::ids::Dice;

/// What a key file holds.
#[derive(Debug)]
pub enum KeyFile {
    Open(Keyring),
    /// Somebody must say the passphrase.
    Protected(Envelope),
}

/// Reads a key file.
///
/// # Errors
/// When it is not there, can be read by others than its owner, or is not a key.
pub fn read(path: &Path) -> Result<KeyFile, Failure> {
    if !path.exists() {
        return Err(Failure::broken("reading the master key", format!("{} is not there", path.display())));
    }
    refuse_readable_by_others(path)?;
    let text = Zeroizing::new(std::fs::read_to_string(path).map_err(|e| Failure::broken("reading the master key", e))?);
    match Envelope::parse(&text)? {
        Some(envelope) => Ok(KeyFile::Protected(envelope)),
        None => Keyring::parse(&text).map(KeyFile::Open),
    }
}

/// Reads the keys from `path`, or makes them there when there is no file yet.
///
/// # Errors
/// As [`read`]; also when a passphrase is needed.
pub fn master_key(path: &Path, dice: &Dice) -> Result<Keyring, Failure> {
    if !path.exists() {
        let ring = Keyring::of(&Key::new(dice.throw()?))?;
        write_private(path, ring.text().as_bytes())?;
        return Ok(ring);
    }
    match read(path)? {
        KeyFile::Open(ring) => Ok(ring),
        KeyFile::Protected(_) => Err(Failure::broken("reading the master key", format!("{} is protected by a passphrase. Give it with --passphrase-file FILE, or - to type it", path.display()))),
    }
}

/// Writes keys that were brought back, where [`master_key`] will read them.
///
/// # Errors
/// When a file is there already or the disk refuses.
pub fn write_master_key(path: &Path, ring: &Keyring) -> Result<(), Failure> {
    write_private(path, ring.text().as_bytes())
}

/// Puts `text` in the place of the key file: whole, or the old one stays.
///
/// # Errors
/// When the disk refuses.
pub fn replace(path: &Path, text: &str) -> Result<(), Failure> {
    let fail = |e: std::io::Error| Failure::broken("writing the key file", format!("{}: {e}", path.display()));
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    if part.exists() {
        std::fs::remove_file(&part).map_err(fail)?;
    }
    write_private(&part, text.as_bytes())?;
    std::fs::rename(&part, path).map_err(fail)?;
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::File::open(folder).and_then(|f| f.sync_all()).map_err(fail)
}

/// Refuses a secret file that its group or everybody can read.
///
/// # Errors
/// With the command that mends it.
#[cfg(unix)]
pub fn refuse_readable_by_others(path: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = std::fs::metadata(path).map_err(|e| Failure::broken("reading a secret file", format!("{}: {e}", path.display())))?.permissions().mode();
    if mode & 0o077 == 0 {
        return Ok(());
    }
    Err(Failure::broken("reading a secret file", format!("{} can be read by others. Run: chmod 600 {0}", path.display())))
}

#[cfg(not(unix))]
pub fn refuse_readable_by_others(_path: &Path) -> Result<(), Failure> {
    Ok(())
}

/// Writes a file only its owner may read, and makes sure it is on disk.
///
/// # Errors
/// When it is there already or the disk refuses.
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    use std::io::Write as _;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let written = options.open(path).and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
    written.map_err(|e| Failure::broken("writing a private file", format!("{}: {e}", path.display())))
}
