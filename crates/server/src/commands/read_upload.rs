//! `keepwell read-upload`: reads one uploaded file in a process of its own.
//!
//! The server starts it for each file anew, with an empty environment. It
//! raises the [`wall`] before it reads the first byte: limits on memory and
//! time, and a list of system calls outside of which the kernel ends it.

pub(super) mod wall;

use std::io::{BufReader, BufWriter, Write as _};

use base::Failure;

use super::Outcome;

/// Most processor time of one file, in seconds.
const SECONDS: u64 = 120;

/// Read an upload from standard input
#[derive(Debug, clap::Args)]
pub struct ReadUpload {
    /// Try the wall instead: do what it forbids, behind it (ends by a signal, or the wall does not hold)
    #[arg(long)]
    attempt: Option<wall::Forbidden>,
}

impl ReadUpload {
    pub(crate) fn run(&self) -> Result<Outcome, Failure> {
        wall::raise(SECONDS)?;
        if let Some(forbidden) = self.attempt {
            let done = forbidden.attempt();
            return Err(Failure::broken("trying the wall around the reader", format!("it let {forbidden:?} be tried: {done:?}")));
        }
        let (stdin, stdout) = (std::io::stdin().lock(), std::io::stdout().lock());
        let mut out = BufWriter::new(stdout);
        clients::reader::run_child(BufReader::new(stdin), &mut out).map_err(|e| Failure::broken("reading an upload", e))?;
        out.flush().map_err(|e| Failure::broken("reading an upload", e))?;
        Ok(Outcome::Done)
    }
}
