//! `keepwell bill`: telephone bills without a server. Keeps nothing.

mod check;

use base::Failure;

use super::Outcome;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Bill {
    /// Say what is wrong with a bill, with the arithmetic and what to do
    Check(Box<check::Check>),
}

impl Bill {
    pub(crate) fn run(&self) -> Result<Outcome, Failure> {
        match self {
            Self::Check(command) => command.run(),
        }
    }
}
