//! Hostile bytes as a picture, a sound, a printed page.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut file = chatlog::Whole(std::io::Cursor::new(bytes));
    let found = chatlog::kept::summary(&mut file).unwrap();
    assert!(found.is_none_or(|found| found.bytes == bytes.len() as u64));
});
