//! `keepwell key`: a new version of the master key, and the passphrase it may be protected by.

use std::io::IsTerminal as _;

use base::Failure;
use base::db::Database;
use base::ids::Dice;
use base::vault::envelope::{Cost, Envelope};
use base::vault::keyfile::{self, KeyFile};
use base::vault::{Keyring, rotation};
use people::model::Passphrase;
use zeroize::Zeroizing;

use super::{Outcome, say};
use crate::config::{Settings, flags};
use crate::keys;

/// Change or protect the master key
#[derive(Debug, clap::Subcommand)]
pub enum Key {
    /// Which versions the key file holds, whether a passphrase protects it, and what each version wraps
    Status(Where),
    /// Give the master key a new version; the next start wraps everything anew, in the background
    Rotate(Where),
    /// Take versions out of the key file that nothing needs any more; older backups then need their own copy of it
    DropOld(Where),
    /// Protect the key file by a passphrase; the server then starts locked
    Protect(Where),
    /// Take the passphrase away
    Unprotect(Where),
}

/// Where things lie.
#[derive(Debug, clap::Args)]
pub struct Where {
    #[command(flatten)]
    given: flags::Place,
}

impl Key {
    pub(crate) async fn run(&self) -> Result<Outcome, Failure> {
        let (Self::Status(place) | Self::Rotate(place) | Self::DropOld(place) | Self::Protect(place) | Self::Unprotect(place)) = self;
        let settings = Settings::load(&place.given)?;
        super::log(&settings.log);
        let was = keyfile::read(&settings.key_file)?;
        match self {
            Self::Status(_) => status(&settings, &was).await?,
            Self::Rotate(_) => rotate(&settings, was)?,
            Self::DropOld(_) => drop_old(&settings, was).await?,
            Self::Protect(_) => protect(&settings, was)?,
            Self::Unprotect(_) => unprotect(&settings, was)?,
        }
        Ok(Outcome::Done)
    }
}

/// The keys in a file, and the passphrase that opened it.
fn open(settings: &Settings, was: KeyFile) -> Result<(Keyring, Option<Zeroizing<String>>), Failure> {
    match was {
        KeyFile::Open(ring) => Ok((ring, None)),
        KeyFile::Protected(envelope) => {
            let passphrase = match &settings.passphrase_file {
                Some(file) => keys::from(file)?,
                None => keys::typed("Passphrase of this Keepwell: ")?,
            };
            let ring = envelope.open(&passphrase)?.ok_or_else(|| Failure::broken("reading the master key", "that is not the passphrase"))?;
            Ok((ring, Some(passphrase)))
        }
    }
}

/// Writes the ring as the file was: in the clear, or by the same passphrase.
fn write(settings: &Settings, ring: &Keyring, passphrase: Option<&str>) -> Result<(), Failure> {
    match passphrase {
        Some(passphrase) => keyfile::replace(&settings.key_file, &Envelope::seal(ring, passphrase, Cost::FULL, &Dice::System)?.text()),
        None => keyfile::replace(&settings.key_file, &ring.text()),
    }
}

fn versions(ring: &Keyring) -> String {
    ring.versions().map(|v| v.to_string()).collect::<Vec<_>>().join(", ")
}

async fn status(settings: &Settings, was: &KeyFile) -> Result<(), Failure> {
    match was {
        KeyFile::Open(ring) => say(&format!("{} holds the versions {}. No passphrase protects it.", settings.key_file.display(), versions(ring))),
        KeyFile::Protected(_) => say(&format!("{} is protected by a passphrase.", settings.key_file.display())),
    }
    let db = Database::open_to_look(&settings.database_url()).await?;
    for (version, keys) in rotation::count(&mut *db.read().await?).await? {
        say(&format!("Version {version} wraps {keys} data keys."));
    }
    Ok(())
}

fn rotate(settings: &Settings, was: KeyFile) -> Result<(), Failure> {
    let (mut ring, passphrase) = open(settings, was)?;
    let version = ring.rotate(&Dice::System)?;
    write(settings, &ring, passphrase.as_ref().map(|p| p.as_str()))?;
    say(&format!("The master key has version {version} now. Start the server anew: it then wraps everything by it, in the background."));
    say("Keep a new copy of the key file, apart from the backups. Backups from before need the older version: it stays in the file until `keepwell key drop-old`.");
    Ok(())
}

async fn drop_old(settings: &Settings, was: KeyFile) -> Result<(), Failure> {
    let (mut ring, passphrase) = open(settings, was)?;
    let db = Database::open_to_look(&settings.database_url()).await?;
    let needed: Vec<(i64, i64)> = rotation::count(&mut *db.read().await?).await?.into_iter().filter(|(version, _)| *version != ring.newest()).collect();
    if let Some((version, keys)) = needed.first() {
        return Err(Failure::broken("dropping old versions", format!("version {version} still wraps {keys} data keys. Start the server, and try again when it is done")));
    }
    let old = ring.drop_old();
    if old.is_empty() {
        say("There is no old version in the key file.");
        return Ok(());
    }
    write(settings, &ring, passphrase.as_ref().map(|p| p.as_str()))?;
    let old = old.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
    say(&format!("Taken out of the key file: version {old}. A backup from before opens only with an older copy of the key file."));
    Ok(())
}

fn protect(settings: &Settings, was: KeyFile) -> Result<(), Failure> {
    let KeyFile::Open(ring) = was else {
        return Err(Failure::broken("protecting the key file", "a passphrase protects it already. To change it: `keepwell key unprotect`, then `keepwell key protect`"));
    };
    let passphrase = match &settings.passphrase_file {
        Some(file) => keys::from(file)?,
        None => keys::typed("A new passphrase for this Keepwell: ")?,
    };
    if Passphrase::parse(&passphrase, &[], true).is_err() {
        return Err(Failure::broken("protecting the key file", "that is easy to guess. Take four or five words that do not belong together, 15 letters or more"));
    }
    if settings.passphrase_file.is_none() && std::io::stdin().is_terminal() && *keys::typed("The same once more: ")? != *passphrase {
        return Err(Failure::broken("protecting the key file", "the two are not the same. Nothing was changed"));
    }
    write(settings, &ring, Some(&passphrase))?;
    say("The key file is protected. From the next start on the server waits, locked, until somebody types the passphrase at /unlock.");
    say("Whoever forgets it loses everything that is sealed, for good. Write it down, and keep it in a safe place away from this machine. Old copies of the key file are not protected: destroy them.");
    Ok(())
}

fn unprotect(settings: &Settings, was: KeyFile) -> Result<(), Failure> {
    let (ring, Some(_)) = open(settings, was)? else {
        return Err(Failure::broken("taking the passphrase away", "no passphrase protects the key file"));
    };
    write(settings, &ring, None)?;
    say("The key file holds the keys in the clear now. The server starts by itself.");
    Ok(())
}
