//! Hostile PDF: the crate below may panic, which is caught; what is above it may not.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| telecom_fuzz::check(&[b"%PDF-1.4\n", bytes].concat()));
