//! Hostile bytes at the one door: containers, encodings, every reader.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| chatlog_fuzz::any(bytes));
