//! `keepwell read-upload`: reads one uploaded file in a process of its own.
//!
//! The server starts it for each file anew, with an empty environment. It
//! limits itself before it reads the first byte: memory, processor time, no file
//! to open (three handles, all in use), nothing to write, no process to start
//! (the last does not hold for root). It may still use what is compiled into it:
//! a wall around system calls is not there yet.

use std::io::{BufReader, BufWriter, Write as _};

use base::Failure;
use rlimit::Resource;

use super::Outcome;

/// Most memory it may map, in bytes.
const MEMORY: u64 = 1024 * 1024 * 1024;
/// Most processor time, in seconds.
const SECONDS: u64 = 120;

/// Read an upload from standard input
#[derive(Debug, clap::Args)]
pub struct ReadUpload {}

impl ReadUpload {
    #[expect(clippy::unused_self, reason = "every command runs the same way")]
    pub(crate) fn run(&self) -> Result<Outcome, Failure> {
        for (what, most) in [(Resource::AS, MEMORY), (Resource::CPU, SECONDS), (Resource::FSIZE, 0), (Resource::CORE, 0), (Resource::NOFILE, 3), (Resource::NPROC, 0)] {
            rlimit::setrlimit(what, most, most).map_err(|e| Failure::broken("limiting the reader", e))?;
        }
        let (stdin, stdout) = (std::io::stdin().lock(), std::io::stdout().lock());
        let mut out = BufWriter::new(stdout);
        clients::reader::run_child(BufReader::new(stdin), &mut out).map_err(|e| Failure::broken("reading an upload", e))?;
        out.flush().map_err(|e| Failure::broken("reading an upload", e))?;
        Ok(Outcome::Done)
    }
}
