//! Hostile text for every profile.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| telecom_fuzz::check(bytes));
