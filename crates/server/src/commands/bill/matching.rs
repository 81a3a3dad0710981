//! `keepwell bill match`: contacts of a bill or a list beside the records people made, each decision with its reasons.

mod gather;
mod tell;

use std::path::PathBuf;

use base::Failure;
use telecom::matching::{Input, Outcome as Became, decide, learn};

use super::read::Known;
use crate::commands::Outcome;
use crate::commands::plan::LangArg;

/// Exit codes: 0 every contact has its record or needs none; 1 some have none, or a person should look; 13 the bill was not read whole, or does not add up; 3 it could not be done.
#[derive(Debug, clap::Args)]
pub(crate) struct Match {
    /// A bill as for `bill read`, or a list (CSV or TOML) of at, kind, number, and what else is known
    contacts: PathBuf,
    /// What was written down: a list of at, and id, who, client, number, minutes, direction, channel, reached, written
    records: PathBuf,
    /// How the carrier writes the bill: a profile
    #[arg(long, value_name = "NAME|FILE")]
    profile: Option<String>,
    #[command(flatten)]
    known: Known,
    /// The zone the times are in, unless the bill's profile says it: America/Toronto
    #[arg(long)]
    zone: Option<String>,
    /// Numbers of clients: a list of client, number
    #[arg(long, value_name = "LIST")]
    clients: Option<PathBuf>,
    /// Who had which phone when: a list of phone, who, from, to
    #[arg(long, value_name = "LIST")]
    held: Option<PathBuf>,
    /// What a person has said: a list of contact, says (together, apart, never, not-a-contact), record. It always wins; take a line out, and it is undone
    #[arg(long, value_name = "LIST")]
    words: Option<PathBuf>,
    /// How many minutes the clock of the contacts is ahead (behind: negative); without it, that is found out
    #[arg(long, value_name = "MINUTES", allow_hyphen_values = true)]
    clock: Option<i32>,
    /// Attempts to call want a record, too
    #[arg(long)]
    attempts: bool,
    /// Only contacts without a record, and those a person should look at
    #[arg(long)]
    open: bool,
    /// How to write it
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
    /// en or fr
    #[arg(long, value_enum, default_value = "en")]
    lang: LangArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Table,
    Csv,
    Json,
}

impl Match {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        let lang = self.lang.into();
        let gathered = gather::all(self, lang)?;
        let input = Input {
            contacts: &gathered.contacts,
            records: &gathered.records,
            sources: &gathered.sources,
            clients: &gathered.clients,
            verdicts: &gathered.verdicts,
            settings: &gathered.settings,
        };
        let matched = decide(&input, &learn(&input));
        let told = tell::Told { gathered: &gathered, matched: &matched, open: self.open, lang };
        match self.format {
            Format::Table => told.table(),
            Format::Csv => told.csv()?,
            Format::Json => told.json(),
        }
        let open = matched.decisions.iter().any(|decision| decision.outcome == Became::Unrecorded || decision.review);
        if gathered.unsound() {
            return Ok(Outcome::Code(13));
        }
        Ok(if open || gathered.undated > 0 { Outcome::No } else { Outcome::Done })
    }
}
