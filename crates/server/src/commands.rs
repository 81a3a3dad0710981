//! The command line. Exit codes: 0 done; 1 the answer is no (an altered trail);
//! 2 the command was mistyped; 3 it could not be done; `bill check` has its own, from 10.

mod backup;
mod bill;
mod chat;
mod check;
mod demo;
mod key;
mod manual;
mod number;
mod plan;
mod read_upload;
mod restore;
mod serve;
mod standing;
mod trail;

use std::io::Write as _;
use std::process::ExitCode;

use base::Failure;
use clap::{Parser, Subcommand};

pub use demo::fill;

/// Keeps an agency's technology policy running.
#[derive(Debug, Parser)]
#[command(name = "keepwell", version)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the server
    Serve(serve::Serve),
    /// Run a filled throw-away organisation
    Demo(demo::Demo),
    /// Explain the settings, and say what is wrong with them
    Check(check::Check),
    /// Write everything into one file that only the recovery key opens
    Backup(backup::Backup),
    /// Bring everything back from a backup into an empty folder or database
    Restore(restore::Restore),
    /// The key that opens backups
    #[command(subcommand)]
    RecoveryKey(backup::Recovery),
    /// Prove the trail
    #[command(subcommand)]
    Trail(trail::Trail),
    /// Change or protect the master key
    #[command(subcommand)]
    Key(key::Key),
    /// Exported conversations, without a server
    #[command(subcommand)]
    Chat(chat::Chat),
    /// The manual as files: out, in, checked
    #[command(subcommand)]
    Manual(manual::Manual),
    /// Telephone bills, without a server
    #[command(subcommand)]
    Bill(bill::Bill),
    /// Telephone plans: try a plan's own examples
    #[command(subcommand)]
    Plan(plan::Plan),
    /// What a telephone number is
    Number(number::Numbers),
    /// Who owed what, as of a day
    Standing(standing::Standing),
    /// Read an upload from standard input (started by the server, for each file anew)
    #[command(hide = true)]
    ReadUpload(read_upload::ReadUpload),
    /// Read conversations, asked on standard input (started by `chat read`)
    #[command(hide = true)]
    ReadChat(chat::ReadChat),
    /// Read a bill from standard input (started by `bill read`, for each file anew)
    #[command(hide = true)]
    ReadBill(bill::ReadBill),
}

/// What a command ends with.
pub(crate) enum Outcome {
    Done,
    /// It was done, and the answer is no.
    No,
    /// It was done, and the answer has a code of its own.
    Code(u8),
}

/// Runs one command.
#[must_use]
pub fn run(cli: Cli) -> ExitCode {
    // The reader of uploads is a process with limits of its own: no runtime, no log, no data folder.
    match &cli.command {
        Command::ReadUpload(command) => return finish(command.run()),
        Command::ReadChat(command) => return finish(command.run()),
        Command::Chat(command) => return finish(command.run()),
        Command::ReadBill(command) => return finish(command.run()),
        Command::Bill(command) => return finish(command.run()),
        Command::Plan(command) => return finish(command.run()),
        Command::Number(command) => return finish(Ok(command.run())),
        _ => {}
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(e) => return finish(Err(Failure::broken("starting", e))),
    };
    finish(runtime.block_on(async {
        match cli.command {
            Command::Serve(command) => command.run().await,
            Command::Demo(command) => command.run().await,
            Command::Check(command) => command.run().await,
            Command::Backup(command) => command.run().await,
            Command::Restore(command) => command.run().await,
            Command::RecoveryKey(command) => command.run(),
            Command::Trail(command) => command.run().await,
            Command::Key(command) => command.run().await,
            Command::Manual(command) => command.run().await,
            Command::Standing(command) => command.run().await,
            Command::ReadUpload(_) | Command::ReadChat(_) | Command::Chat(_) | Command::ReadBill(_) | Command::Bill(_) | Command::Plan(_) | Command::Number(_) => Ok(Outcome::Done),
        }
    }))
}

fn finish(outcome: Result<Outcome, Failure>) -> ExitCode {
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::No) => ExitCode::from(1),
        Ok(Outcome::Code(code)) => ExitCode::from(code),
        Err(Failure::Broken { what, cause }) => {
            let _ = writeln!(std::io::stderr(), "keepwell: {what}: {cause}");
            ExitCode::from(3)
        }
        Err(failure) => {
            let _ = writeln!(std::io::stderr(), "keepwell: {failure}");
            ExitCode::from(3)
        }
    }
}

/// A whole number of entries, or of an edition, on the command line.
///
/// # Errors
/// In words, when it is none.
pub(super) fn whole_number<N: std::str::FromStr>(text: &str) -> Result<N, String> {
    text.parse().map_err(|_| format!("“{text}” is not a whole number. Write it in figures, such as 12."))
}

/// Says a line to the operator; a closed pipe is no reason to fail.
pub(crate) fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Begins the log, once the settings are known. A filter that cannot be read is `warn`.
pub(crate) fn log(level: &str) {
    let filter = tracing_subscriber::EnvFilter::try_new(level).unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    let _ = tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}
