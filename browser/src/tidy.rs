//! Ends what a test began, also when the test fails: processes we started, by their id.

use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::{Context, Result};

/// How long a process may take to end by itself.
const PATIENCE: Duration = Duration::from_secs(10);

/// A process that ends when this is dropped.
pub struct Process(Child);

impl Process {
    /// Starts it, with nothing to read.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start(command: &mut Command) -> Result<Self> {
        let child = command.stdin(Stdio::null()).spawn().with_context(|| format!("starting {command:?}"))?;
        Ok(Self(child))
    }

    /// What it prints, when its output was piped.
    pub fn output(&mut self) -> Option<std::process::ChildStdout> {
        self.0.stdout.take()
    }

    /// Whether it still runs.
    pub fn runs(&mut self) -> bool {
        matches!(self.0.try_wait(), Ok(None))
    }

    /// Asks it to end, waits, and ends it if it will not. True when it went by itself.
    pub fn stop(&mut self) -> bool {
        if !self.runs() {
            return true;
        }
        signal("TERM", self.0.id());
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            if !self.runs() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.0.kill();
        let _ = self.0.wait();
        false
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.stop();
    }
}

fn signal(name: &str, id: u32) {
    let _ = Command::new("sh").arg("-c").arg(format!("kill -{name} {id} 2>/dev/null")).status();
}

/// Ends every process whose command line names this folder (a browser lives in a folder of its own).
pub fn end_those_in(folder: &Path) {
    let wanted = folder.to_string_lossy().into_owned();
    let Ok(all) = std::fs::read_dir("/proc") else { return };
    for id in all.filter_map(|e| e.ok()?.file_name().to_str()?.parse::<u32>().ok()) {
        let line = std::fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
        if id != std::process::id() && String::from_utf8_lossy(&line).contains(&wanted) {
            signal("KILL", id);
        }
    }
}

/// A port nobody listens on.
///
/// # Errors
/// When there is none.
pub fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("finding a free port")?;
    Ok(listener.local_addr().context("finding a free port")?.port())
}
