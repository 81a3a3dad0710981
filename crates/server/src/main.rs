//! `keepwell`: reads the command line and hands over.

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    server::commands::run(server::commands::Cli::parse())
}
