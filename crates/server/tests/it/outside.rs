//! `keepwell` from outside: a command and what it said, and files to give it.

use std::process::{Command, Output};

pub(crate) fn keepwell(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_keepwell")).args(args).output().unwrap()
}

pub(crate) fn bill(args: &[&str]) -> Output {
    keepwell(&[&["bill"], args].concat())
}

pub(crate) fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A folder of files, gone when the test ends.
pub(crate) struct Folder(pub(crate) tempfile::TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// Writes a file, and the folders above it; its path.
    pub(crate) fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.0.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }
}
