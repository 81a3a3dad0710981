//! `keepwell trail`: proves that nothing in the trail was changed, and what
//! somebody needs who wants to prove it without us.
//!
//! It only looks: a server may serve meanwhile, and no table is brought up to date.

use std::path::{Path, PathBuf};

use base::db::Database;
use base::trail::verify::Witness;
use base::trail::{Verdict, seal, verify};
use base::vault::Vault;
use base::Failure;

use super::{Outcome, say};
use crate::config::{Settings, flags};
use crate::start;

/// Prove the trail
#[derive(Debug, clap::Subcommand)]
pub enum Trail {
    /// Check every entry and every checkpoint; names the first that is not what was written, and exits with 1
    Verify(Verify),
    /// Print the public key that checkpoints are signed with
    Key(Key),
    /// Print the proof that one checkpoint goes on from another, for somebody who holds both and not the trail
    Proof(Proof),
}

/// Check every entry and every checkpoint
#[derive(Debug, clap::Args)]
pub struct Verify {
    #[command(flatten)]
    given: flags::Place,
    /// A checkpoint that was kept elsewhere: finds out a database that was put back, or written anew. May be given again
    #[arg(long, value_name = "FILE")]
    checkpoint: Vec<PathBuf>,
}

/// Print the public key
#[derive(Debug, clap::Args)]
pub struct Key {
    #[command(flatten)]
    given: flags::Place,
}

/// Print a proof
#[derive(Debug, clap::Args)]
pub struct Proof {
    #[command(flatten)]
    given: flags::Place,
    /// So many entries has the older checkpoint (its second line)
    #[arg(value_parser = super::whole_number::<u64>)]
    older: u64,
    /// So many entries has the newer one
    #[arg(value_parser = super::whole_number::<u64>)]
    newer: u64,
}

impl Trail {
    pub(crate) async fn run(&self) -> Result<Outcome, Failure> {
        match self {
            Self::Verify(command) => command.run().await,
            Self::Key(command) => {
                let (_, vault, _) = open(&command.given).await?;
                say(&vault.chain_key().signer().public());
                Ok(Outcome::Done)
            }
            Self::Proof(command) => command.run().await,
        }
    }
}

async fn open(given: &flags::Place) -> Result<(Settings, Vault, Database), Failure> {
    let settings = Settings::load(given)?;
    super::log(&settings.log);
    let (vault, db) = start::look(&settings).await?;
    Ok((settings, vault, db))
}

impl Verify {
    async fn run(&self) -> Result<Outcome, Failure> {
        let (settings, vault, db) = open(&self.given).await?;
        let mut witnesses = Vec::new();
        let own = settings.data.join(seal::FILE);
        if own.exists() {
            witnesses.push(witness(&own, true)?);
        }
        for file in &self.checkpoint {
            witnesses.push(witness(file, false)?);
        }
        let verdict = verify::verify_with(&mut *db.read().await?, vault.chain_key(), &witnesses).await?;
        Ok(tell(&verdict, self.checkpoint.is_empty()))
    }
}

fn witness(path: &Path, ours: bool) -> Result<Witness, Failure> {
    let note = std::fs::read_to_string(path).map_err(|e| Failure::broken("reading a checkpoint", format!("{}: {e}", path.display())))?;
    Ok(Witness { name: path.display().to_string(), note, ours })
}

fn tell(verdict: &Verdict, alone: bool) -> Outcome {
    match verdict {
        Verdict::Whole { entries, head, checkpoints } => {
            let head = head.get(..16).unwrap_or(head);
            say(&format!("The trail is whole: {entries} entries, every one as it was written, and {checkpoints} checkpoints that hold. Its end is {head}."));
            if alone {
                say("This says nothing about a database that was put back whole. Give a checkpoint that was kept elsewhere: --checkpoint FILE");
            }
            Outcome::Done
        }
        Verdict::Altered { seq, deed, why } => {
            let deed = if deed.is_empty() { String::new() } else { format!(" ({deed})") };
            say(&format!("The trail was altered. Entry {seq}{deed}: {why}. Every entry before it is as it was written."));
            Outcome::No
        }
        Verdict::Checkpoint { which, why } => {
            say(&format!("A checkpoint does not hold. {which}: {why}."));
            Outcome::No
        }
    }
}

impl Proof {
    async fn run(&self) -> Result<Outcome, Failure> {
        let (_, _, db) = open(&self.given).await?;
        for line in base::trail::proof(&mut *db.read().await?, self.older, self.newer).await? {
            say(&line);
        }
        Ok(Outcome::Done)
    }
}
