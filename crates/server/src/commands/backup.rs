//! `keepwell backup FILE` and `keepwell recovery-key new`.

use std::path::{Path, PathBuf};

use base::Failure;
use base::clock::Clock;
use safety::erasures;
use safety::recovery::RecoveryKey;

use super::{Outcome, say};
use crate::config::{Settings, flags};
use crate::start::{self, As};

/// Write everything into one file that only the recovery key opens
#[derive(Debug, clap::Args)]
pub struct Backup {
    /// The file to write; it must not be there yet
    file: PathBuf,
    #[command(flatten)]
    given: flags::Everything,
}

impl Backup {
    pub(crate) async fn run(&self) -> Result<Outcome, Failure> {
        let settings = Settings::load(&self.given)?;
        super::log(&settings.log);
        let Some(recipient) = &settings.recovery_key else {
            return Err(Failure::broken("making a backup", "no recovery key is named. Make one with `keepwell recovery-key new`, then set recovery_key to the half that begins with age1"));
        };
        let started = start::start(&settings, Clock::System, As::AVisitor).await?;
        let made = safety::make(&started.app, &settings.data, recipient, &self.file, "hand").await?;
        let manifest = &made.manifest;
        say(&format!("{}: {} rows, {} files ({} bytes), up to entry {} of the trail.", self.file.display(), manifest.rows(), manifest.files, manifest.bytes, manifest.trail.0));
        say(&format!("Only the recovery key of {recipient} opens it."));
        let folder = self.file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
        let list = folder.join(erasures::FILE);
        // Somebody else's list is not written over.
        if list.exists() {
            erasures::read(&started.app.vault, &list)?;
        }
        erasures::write(&mut *started.app.db.read().await?, &started.app.vault, folder).await?;
        say(&format!("{}: what was erased so far. Keep it with the backup; a restore asks for it.", list.display()));
        if made.lost.is_empty() {
            return Ok(Outcome::Done);
        }
        for id in &made.lost {
            say(&format!("MISSING on disk, so also here: the file {id}"));
        }
        Ok(Outcome::No)
    }
}

/// The key that opens backups
#[derive(Debug, clap::Subcommand)]
pub enum Recovery {
    /// Make one: print it once, for paper in a safe
    New,
}

impl Recovery {
    #[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "every command runs the same way")]
    pub(crate) fn run(&self) -> Result<Outcome, Failure> {
        let key = RecoveryKey::new();
        say("This is the recovery key. It opens every backup; without it, no backup can be opened.");
        say("Print it or write it down twice, and put each paper in a safe place: not on this machine,");
        say("and not with IT alone. It is shown now and never again.\n");
        say(&format!("    {}\n", *key.on_paper()));
        say("The other half makes backups and opens nothing. Put this line into keepwell.toml:\n");
        say(&format!("    recovery_key = \"{}\"", key.public()));
        Ok(Outcome::Done)
    }
}
