//! From a key file to keys: as they lie there, or with the passphrase they are
//! protected by, which comes from a file, from standard input or from the terminal.

use std::io::{BufRead as _, IsTerminal as _};
use std::path::Path;

use base::Failure;
use base::ids::Dice;
use base::vault::envelope::Envelope;
use base::vault::keyfile::{self, KeyFile};
use base::vault::{Keyring, master_key};
use zeroize::Zeroizing;

use crate::config::Settings;

/// The keys of a house, as far as we have them.
#[derive(Debug)]
pub enum Keys {
    Open(Keyring),
    /// A passphrase was given with the settings, and it opened them.
    Unlocked(Keyring),
    /// Nobody said the passphrase yet.
    Locked(Envelope),
}

impl Keys {
    /// The keys, if need be by asking at the terminal.
    ///
    /// # Errors
    /// When they are locked and nobody can be asked.
    pub fn now(self) -> Result<Keyring, Failure> {
        match self {
            Self::Open(ring) | Self::Unlocked(ring) => Ok(ring),
            Self::Locked(envelope) if std::io::stdin().is_terminal() => opened(&envelope, &typed("Passphrase of this Keepwell: ")?),
            Self::Locked(_) => Err(Failure::broken("reading the master key", "it is protected by a passphrase. Give it with --passphrase-file FILE, or --passphrase-file - to type it")),
        }
    }
}

/// Reads the key file of these settings; with `make`, makes one when there is none.
///
/// # Errors
/// When it cannot be read, or the passphrase given is not the one.
pub fn read(settings: &Settings, make: bool) -> Result<Keys, Failure> {
    let path = &settings.key_file;
    if make && !path.exists() {
        return master_key(path, &Dice::System).map(Keys::Open);
    }
    match keyfile::read(path)? {
        KeyFile::Open(ring) => Ok(Keys::Open(ring)),
        KeyFile::Protected(envelope) => match &settings.passphrase_file {
            Some(file) => opened(&envelope, &from(file)?).map(Keys::Unlocked),
            None => Ok(Keys::Locked(envelope)),
        },
    }
}

fn opened(envelope: &Envelope, passphrase: &str) -> Result<Keyring, Failure> {
    envelope.open(passphrase)?.ok_or_else(|| Failure::broken("reading the master key", "that is not the passphrase"))
}

/// The passphrase in a file that only its owner may read; `-` is standard input.
///
/// # Errors
/// When it cannot be read, or others can read it too.
pub fn from(file: &Path) -> Result<Zeroizing<String>, Failure> {
    if file == Path::new("-") {
        return typed("Passphrase of this Keepwell: ");
    }
    keyfile::refuse_readable_by_others(file)?;
    let text = Zeroizing::new(std::fs::read_to_string(file).map_err(|e| Failure::broken("reading the passphrase", format!("{}: {e}", file.display())))?);
    Ok(Zeroizing::new(text.lines().next().unwrap_or_default().to_owned()))
}

/// One line: from the terminal, without showing it, or from standard input.
///
/// # Errors
/// When there is none.
pub fn typed(prompt: &str) -> Result<Zeroizing<String>, Failure> {
    let fail = |e: std::io::Error| Failure::broken("reading the passphrase", e);
    if std::io::stdin().is_terminal() {
        return rpassword::prompt_password(prompt).map(Zeroizing::new).map_err(fail);
    }
    let mut line = Zeroizing::new(String::new());
    std::io::stdin().lock().read_line(&mut line).map_err(fail)?;
    Ok(Zeroizing::new(line.trim_end_matches(['\r', '\n']).to_owned()))
}
