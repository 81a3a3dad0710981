//! Hostile bytes as the words of a message.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(read) = chatlog::typedstream::attributed(bytes) {
        assert!(read.text.len() <= bytes.len() * 3);
    }
});
