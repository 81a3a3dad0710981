//! `keepwell trail verify`: proves that nothing in the trail was changed.

use base::clock::Clock;
use base::trail::{self, Verdict};
use base::Failure;

use super::{Outcome, say};
use crate::config::{Settings, flags};
use crate::start::{self, As};

/// Prove the trail
#[derive(Debug, clap::Subcommand)]
pub enum Trail {
    /// Check every entry; names the first that is not what was written, and exits with 1
    Verify(Verify),
}

/// Check every entry
#[derive(Debug, clap::Args)]
pub struct Verify {
    #[command(flatten)]
    given: flags::Place,
}

impl Trail {
    pub(crate) async fn run(&self) -> Result<Outcome, Failure> {
        let Self::Verify(verify) = self;
        let settings = Settings::load(&verify.given)?;
        super::log(&settings.log);
        let started = start::start(&settings, Clock::System, As::AVisitor).await?;
        let verdict = trail::verify(&mut *started.app.db.read().await?, started.app.vault.chain_key()).await?;
        Ok(match verdict {
            Verdict::Whole { entries, head } => {
                say(&format!("The trail is whole: {entries} entries, every one as it was written. Its end is {}.", head.get(..16).unwrap_or(&head)));
                Outcome::Done
            }
            Verdict::Altered { seq, deed, why } => {
                let deed = if deed.is_empty() { String::new() } else { format!(" ({deed})") };
                say(&format!("The trail was altered. Entry {seq}{deed}: {why}. Every entry before it is as it was written."));
                Outcome::No
            }
        })
    }
}
