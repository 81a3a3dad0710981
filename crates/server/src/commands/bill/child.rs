//! The process that reads a bill: raises the wall, reads its standard input, answers.

use std::io::{self, BufReader, BufWriter};

use base::Failure;

use crate::commands::Outcome;
use crate::commands::read_upload::wall;

/// Most processor time of one bill, in seconds.
const SECONDS: u64 = 120;

/// Read a bill from standard input (started by `bill read`, for each file anew)
#[derive(Debug, clap::Args)]
pub(crate) struct ReadBill {}

impl ReadBill {
    #[expect(clippy::unused_self, reason = "every command has this face")]
    pub(crate) fn run(&self) -> Result<Outcome, Failure> {
        telecom::read::apart::make_ready();
        wall::raise(SECONDS)?;
        let (stdin, stdout) = (io::stdin().lock(), io::stdout().lock());
        let read = telecom::read::apart::run(BufReader::new(stdin), BufWriter::with_capacity(256 * 1024, stdout));
        read.map_err(|e| Failure::broken("reading a bill", e))?;
        Ok(Outcome::Done)
    }
}
