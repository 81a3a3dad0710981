//! Hostile bytes as the list of keys and the list of files of a backup.
#![no_main]
use chatlog::ReadSeek;
use chatlog::backup::{Folder, MESSAGES, open};
use std::io::Cursor;

struct Files(Vec<u8>, Vec<u8>);

impl Folder for Files {
    fn open(&mut self, path: &str) -> Option<Box<dyn ReadSeek>> {
        let bytes = if path == "Manifest.plist" { &self.0 } else { &self.1 };
        Some(Box::new(Cursor::new(bytes.clone())))
    }
}

libfuzzer_sys::fuzz_target!(|input: (&[u8], &[u8])| {
    let files = Files(input.0.to_vec(), input.1.to_vec());
    if let Ok(mut backup) = open(files, None) {
        let _ = backup.file(&MESSAGES);
    }
});
