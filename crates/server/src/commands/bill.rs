//! `keepwell bill`: telephone bills without a server. Keeps nothing.

mod check;
mod child;
mod read;
mod show;

use base::Failure;

pub(crate) use child::ReadBill;

use super::Outcome;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Bill {
    /// Show the rows of a bill as they are read, and whether they reach its printed totals (exits with 1 when not)
    Read(read::Read),
    /// Print a profile that comes with the program, to copy and change; without a name, list them
    Profile(read::ShowProfile),
    /// Say what is wrong with a bill, with the arithmetic and what to do
    Check(Box<check::Check>),
}

impl Bill {
    pub(crate) fn run(&self) -> Result<Outcome, Failure> {
        match self {
            Self::Read(command) => command.run(),
            Self::Profile(command) => command.run(),
            Self::Check(command) => command.run(),
        }
    }
}
