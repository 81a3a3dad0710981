//! Hostile bytes for this reader.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| chatlog_fuzz::check("EndToEnd", "json-end-to-end", bytes));
