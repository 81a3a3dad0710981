//! `keepwell restore FILE`: brings everything back into an empty place.

use std::io::{BufRead as _, IsTerminal as _};
use std::path::{Path, PathBuf};

use base::Failure;
use base::clock::Clock;
use base::vault::keyfile::refuse_readable_by_others;
use safety::recovery::RecoveryKey;
use safety::restore::{Target, list_beside, refuse_filled, restore};
use zeroize::Zeroizing;

use super::{Outcome, say};
use crate::config::{Settings, flags};
use crate::start;

/// Bring everything back from a backup into an empty folder or database
#[derive(Debug, clap::Args)]
pub struct Restore {
    /// The backup
    file: PathBuf,
    /// A file that holds the recovery key; without it, the key is read from standard input
    #[arg(long)]
    recovery_key_file: Option<PathBuf>,
    /// The list of what was erased since; without it, erasures.txt beside the backup
    #[arg(long)]
    erasures: Option<PathBuf>,
    /// There is no such list, and nothing was erased since the backup was made
    #[arg(long, conflicts_with = "erasures")]
    nothing_was_erased: bool,
    #[command(flatten)]
    given: flags::Everything,
}

impl Restore {
    pub(crate) async fn run(&self) -> Result<Outcome, Failure> {
        let settings = Settings::load(&self.given)?;
        super::log(&settings.log);
        if !self.file.is_file() {
            return Err(Failure::broken("opening the backup", format!("there is no file {}", self.file.display())));
        }
        let erasures = self.erasures.clone().or_else(|| list_beside(&self.file));
        if erasures.is_none() && !self.nothing_was_erased {
            return Err(Failure::broken("restoring", "there is no erasures.txt beside the backup, so what was erased since it was made would come back. \
                Name the newest list with --erasures FILE. If nothing was erased since, say so: --nothing-was-erased"));
        }
        let key = read_key(self.recovery_key_file.as_deref())?;
        let target = Target {
            data: &settings.data,
            key_file: &settings.key_file,
            database: settings.database.as_deref(),
            erasures: erasures.as_deref(),
            now: Clock::System.now(),
        };
        // Before anything is made there: a place that is refused is left as it was.
        refuse_filled(&target).await?;
        let was_there = settings.data.exists();
        start::make_private_folder(&settings.data)?;
        let lock = start::lock(&settings.data)?;
        let done = restore(&self.file, key, &target).await;
        drop(lock);
        if done.is_err() && !was_there {
            leave_nothing(&settings.data);
        }
        let done = done?;
        let made = done.made_at.iso(&jiff::tz::TimeZone::UTC);
        say(&format!("Brought back as it was on {made}: {} rows, {} files. Every row was compared, and the trail is whole.", done.manifest.rows(), done.manifest.files));
        match &erasures {
            Some(list) => say(&format!("{} keys that were destroyed since are destroyed again ({}).", done.erased, list.display())),
            None => say("There was no list of what was erased since, and you said that nothing was."),
        }
        say("What happened after that moment is not in the backup. Everybody signs in anew.");
        Ok(Outcome::Done)
    }
}

/// Takes away what was made for a restore that did not happen; only what is empty.
fn leave_nothing(data: &Path) {
    let _ = std::fs::remove_file(data.join("keepwell.lock"));
    let _ = std::fs::remove_dir(data);
}

fn read_key(file: Option<&Path>) -> Result<RecoveryKey, Failure> {
    let fail = |e: std::io::Error| Failure::broken("reading the recovery key", e);
    let text = if let Some(path) = file {
        refuse_readable_by_others(path)?;
        Zeroizing::new(std::fs::read_to_string(path).map_err(fail)?)
    } else {
        if std::io::stdin().is_terminal() {
            say("Type the recovery key from the paper, then Enter:");
        }
        let mut line = Zeroizing::new(String::new());
        std::io::stdin().lock().read_line(&mut line).map_err(fail)?;
        line
    };
    RecoveryKey::parse(&text)
}
