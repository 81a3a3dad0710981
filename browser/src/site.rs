//! A Keepwell of one's own: a fresh data folder, a free port, the link to set it up.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use tempfile::TempDir;

use crate::letters::{self, Letter};
use crate::tidy::{Process, free_port};
use crate::{Context, Result, ensure};

/// How long a server may take to say where it is.
const PATIENCE: Duration = Duration::from_secs(60);

/// What everybody in the demo signs in with.
pub const DEMO_PASSPHRASE: &str = "kettle lantern orchard";

/// A running server and its folder; both go away with it.
pub struct Site {
    process: Process,
    folder: TempDir,
    pub address: String,
    /// The path of the one-time link, with its token; for a demo, its address.
    pub set_up: String,
}

impl Site {
    /// Starts `KEEPWELL_BIN serve` on an empty folder.
    ///
    /// # Errors
    /// When there is no such program, or it does not print its link in time.
    pub fn start() -> Result<Self> {
        Self::begin("serve", |line| line.split_once("/set-up").map(|(_, link)| format!("/set-up{link}")))
    }

    /// Starts `KEEPWELL_BIN demo`: a filled organisation, in which everybody signs in with [`DEMO_PASSPHRASE`].
    ///
    /// # Errors
    /// When there is no such program, or it does not say where it is in time.
    pub fn demo() -> Result<Self> {
        Self::begin("demo", |line| line.strip_prefix("It is at ").map(str::to_owned))
    }

    /// Starts a command and waits for the line that says it is ready.
    fn begin(what: &str, ready: fn(&str) -> Option<String>) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("keepwell-site.").tempdir().context("making a data folder")?;
        let port = free_port()?;
        let log = File::create(folder.path().join("log")).context("making a log")?;
        let mut command = Command::new(program()?);
        command.arg(what).arg("--data").arg(folder.path().join("data")).arg("--listen").arg(format!("127.0.0.1:{port}"));
        let mut process = Process::start(command.env_remove("KEEPWELL_DATABASE").stdout(Stdio::piped()).stderr(log))?;
        let (say, hear) = mpsc::channel();
        let out = process.output().context("the server has no output")?;
        std::thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(std::result::Result::ok) {
                if let Some(found) = ready(&line) {
                    let _ = say.send(found);
                }
            }
        });
        let said = hear.recv_timeout(PATIENCE);
        let log = std::fs::read_to_string(folder.path().join("log")).unwrap_or_default();
        let set_up = said.with_context(|| format!("keepwell {what} did not say that it is ready\n{log}"))?;
        Ok(Self { process, folder, address: format!("http://127.0.0.1:{port}"), set_up })
    }

    /// The data folder.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The database file; whole once the server was stopped.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.data().join("keepwell.sqlite")
    }

    /// What the server wrote to its log.
    #[must_use]
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// The letters written to this address so far, oldest first.
    ///
    /// # Errors
    /// When the outbox cannot be read.
    pub fn letters_to(&self, email: &str) -> Result<Vec<Letter>> {
        letters::to(&self.data().join("outbox"), email)
    }

    /// Ends the server, and waits until its files are closed.
    ///
    /// # Errors
    /// When it did not end when asked.
    pub fn stop(&mut self) -> Result<()> {
        ensure!(self.process.stop(), "the server did not stop when asked");
        Ok(())
    }

    /// Runs a command of `keepwell` on the data folder.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn run(&self, arguments: &[&str]) -> Result<Output> {
        let mut command = Command::new(program()?);
        command.args(arguments).arg("--data").arg(self.data()).env_remove("KEEPWELL_DATABASE").stdin(Stdio::null());
        command.output().with_context(|| format!("running keepwell {arguments:?}"))
    }
}

fn program() -> Result<PathBuf> {
    let path = std::env::var_os("KEEPWELL_BIN").context("KEEPWELL_BIN must name the keepwell program: run scripts/browser.sh")?;
    let path = PathBuf::from(path);
    ensure!(path.is_file(), "KEEPWELL_BIN: there is no program at {}", path.display());
    Ok(path)
}
