//! The recovery key: its public half stands in the settings and backups are
//! made to it; its secret half lies on paper in a safe and opens them.

use std::fmt;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::str::FromStr as _;

use age::secrecy::ExposeSecret as _;
use base::Failure;
use base::vault::Keyring;
use zeroize::Zeroizing;

/// The public half: `age1…`.
#[derive(Clone)]
pub struct Recipient(pub(crate) age::x25519::Recipient);

impl Recipient {
    /// # Errors
    /// When it is no public half; in particular when it is the secret one.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        let bad = |why: &str| Failure::broken("reading the recovery key", why);
        if text.trim().to_uppercase().starts_with("AGE-SECRET-KEY-") {
            return Err(bad("this is the secret half. It belongs on paper in a safe, never on this machine; the settings want the half that begins with age1"));
        }
        age::x25519::Recipient::from_str(text.trim()).map(Self).map_err(|why| bad(&format!("it begins with age1 and has 62 letters; this one does not fit ({why})")))
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The secret half. Never printed but once, when it is made.
pub struct RecoveryKey(pub(crate) age::x25519::Identity);

impl fmt::Debug for RecoveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryKey(…)")
    }
}

impl RecoveryKey {
    /// A new one, from the operating system's dice.
    #[must_use]
    pub fn new() -> Self {
        Self(age::x25519::Identity::generate())
    }

    /// Reads what stands on the paper; blanks and line breaks in it do not matter.
    ///
    /// # Errors
    /// When it is no recovery key, or was copied wrongly (it carries a checksum).
    pub fn parse(text: &str) -> Result<Self, Failure> {
        let text = Zeroizing::new(text.lines().filter(|l| !l.trim_start().starts_with('#')).flat_map(str::chars).filter(|c| !c.is_whitespace()).collect::<String>());
        let why = "a recovery key begins with AGE-SECRET-KEY-1 and has 74 signs. Compare it with the paper letter by letter: it carries a checksum, so one wrong letter is noticed";
        age::x25519::Identity::from_str(&text.to_uppercase()).map(Self).map_err(|_| Failure::broken("reading the recovery key", why))
    }

    /// For the paper, once.
    #[must_use]
    pub fn on_paper(&self) -> Zeroizing<String> {
        Zeroizing::new(self.0.to_string().expose_secret().to_owned())
    }

    #[must_use]
    pub fn public(&self) -> Recipient {
        Recipient(self.0.to_public())
    }
}

impl Default for RecoveryKey {
    fn default() -> Self {
        Self::new()
    }
}

/// Where the wrapped master key lies in the data folder, so that a backup can
/// be made without the master key in hand.
const ENVELOPE: &str = "master.key.age";

/// Wraps the master key to the recovery key.
///
/// # Errors
/// Never in practice.
pub fn wrap(master: &Keyring, to: &Recipient) -> Result<Vec<u8>, Failure> {
    let mut out = Vec::new();
    let fail = |e: std::io::Error| Failure::broken("wrapping the master key", e);
    let encryptor = age::Encryptor::with_recipients(std::iter::once(&to.0 as &dyn age::Recipient)).map_err(|e| Failure::broken("wrapping the master key", e))?;
    let mut writer = encryptor.wrap_output(&mut out).map_err(fail)?;
    writer.write_all(master.text().as_bytes()).map_err(fail)?;
    writer.finish().map_err(fail)?;
    Ok(out)
}

/// Opens what [`wrap`] wrapped.
///
/// # Errors
/// When it was wrapped to another key.
pub fn unwrap(wrapped: &[u8], key: &RecoveryKey) -> Result<Keyring, Failure> {
    let fail = |why: String| Failure::broken("opening the master key in the backup", why);
    let decryptor = age::Decryptor::new(wrapped).map_err(|e| fail(e.to_string()))?;
    let mut reader = decryptor.decrypt(std::iter::once(&key.0 as &dyn age::Identity)).map_err(|e| fail(e.to_string()))?;
    let mut text = Zeroizing::new(String::new());
    reader.read_to_string(&mut text).map_err(|e| fail(e.to_string()))?;
    Keyring::parse(&text).map_err(|e| fail(e.cause()))
}

/// Keeps the wrapped master key in the data folder; does nothing when the right one is there.
///
/// # Errors
/// When the disk refuses.
pub fn keep_envelope(data: &Path, to: &Recipient, master: &Keyring) -> Result<(), Failure> {
    let head = format!("{to} {}\n", master.mark()?);
    let path = data.join(ENVELOPE);
    if std::fs::read(&path).is_ok_and(|kept| kept.starts_with(head.as_bytes())) {
        return Ok(());
    }
    let mut text = head.into_bytes();
    text.extend_from_slice(&wrap(master, to)?);
    let new = data.join(format!("{ENVELOPE}.part"));
    let fail = |e: std::io::Error| Failure::broken("keeping the wrapped master key", e);
    match std::fs::remove_file(&new) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(fail(e)),
        _ => base::vault::write_private(&new, &text)?,
    }
    std::fs::rename(&new, &path).map_err(fail)
}

/// The wrapped master key for this recovery key.
///
/// # Errors
/// When there is none: the server has not run since the recovery key was named.
pub fn envelope(data: &Path, to: &Recipient) -> Result<Vec<u8>, Failure> {
    let why = "the master key was not wrapped to this recovery key yet. Start the server once with recovery_key set (and unlock it), then try again";
    let kept = std::fs::read(data.join(ENVELOPE)).map_err(|_| Failure::broken("making a backup", why))?;
    let at = kept.iter().position(|b| *b == b'\n').unwrap_or(0);
    let (head, rest) = kept.split_at(at);
    if !head.starts_with(format!("{to} ").as_bytes()) {
        return Err(Failure::broken("making a backup", why));
    }
    Ok(rest.get(1..).unwrap_or_default().to_vec())
}
