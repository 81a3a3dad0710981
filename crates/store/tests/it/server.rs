//! The S3 server of one test: begins, goes away, comes back, ends with the test.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use store::{Keys, Place, S3};

/// A server on loopback. Ends when it is dropped: its standard input ends.
pub(crate) struct Server {
    port: u64,
    keys: Keys,
    talk: ChildStdin,
    hear: BufReader<ChildStdout>,
    child: Child,
}

fn python() -> PathBuf {
    if let Some(named) = std::env::var_os("KEEPWELL_TEST_S3_PYTHON") {
        return named.into();
    }
    let cache = std::env::var_os("XDG_CACHE_HOME").map_or_else(|| PathBuf::from(std::env::var_os("HOME").unwrap()).join(".cache"), PathBuf::from);
    cache.join("keepwell/moto/bin/python")
}

impl Server {
    pub fn begin() -> Self {
        let (python, script) = (python(), concat!(env!("CARGO_MANIFEST_DIR"), "/../store/tests/it/s3_server.py"));
        let child = Command::new(&python).arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = child.unwrap_or_else(|e| panic!("no S3 server to test against ({}: {e}). Run scripts/install.sh", python.display()));
        let (talk, mut hear) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        let mut line = String::new();
        hear.read_line(&mut line).unwrap();
        let said: serde_json::Value = serde_json::from_str(&line).expect("the S3 server begins");
        let text = |name: &str| said[name].as_str().unwrap().to_owned();
        Self { port: said["port"].as_u64().unwrap(), keys: Keys { id: text("key"), secret: text("secret").into() }, talk, hear, child }
    }

    fn tell(&mut self, what: &str) {
        writeln!(self.talk, "{what}").unwrap();
        let mut line = String::new();
        self.hear.read_line(&mut line).unwrap();
        assert_eq!(line.trim(), "done");
    }

    pub fn away(&mut self) {
        self.tell("away");
    }

    pub fn back(&mut self) {
        self.tell("back");
    }

    pub fn place(&self, prefix: &str) -> Place {
        Place::parse(&format!("s3://files/{prefix}?endpoint=http://127.0.0.1:{}", self.port)).unwrap()
    }

    pub fn keys(&self) -> Keys {
        self.keys.clone()
    }

    /// A store under this prefix, for the data folder called `owner`.
    pub fn store(&self, prefix: &str, owner: &str) -> S3 {
        S3::new(self.place(prefix), &self.keys, owner.to_owned()).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
