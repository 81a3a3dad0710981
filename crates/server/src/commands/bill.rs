//! `keepwell bill`: telephone bills without a server. Keeps nothing.

mod check;
mod child;
mod list;
mod matching;
mod profile;
mod read;
mod show;
mod typed;

use base::Failure;

pub(crate) use child::ReadBill;
pub(crate) use read::text_of;

use super::Outcome;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Bill {
    /// Show the rows of a bill as they are read, and whether they reach its printed totals (exits with 1 when not)
    Read(read::Read),
    /// Print a profile that comes with the program, to copy and change; without a name, list them. `profile try BILL` shows how one reads a bill
    Profile(profile::Profiles),
    /// Print an empty form for a bill that is entered by hand
    Form(typed::EmptyForm),
    /// Say what is wrong with a bill, with the arithmetic and what to do
    Check(Box<check::Check>),
    /// Say which calls and messages were written down, which were not, and why that is believed
    Match(Box<matching::Match>),
}

impl Bill {
    pub(crate) fn run(&self) -> Result<Outcome, Failure> {
        match self {
            Self::Read(command) => command.run(),
            Self::Profile(command) => command.run(),
            Self::Form(command) => command.run(),
            Self::Check(command) => command.run(),
            Self::Match(command) => command.run(),
        }
    }
}
