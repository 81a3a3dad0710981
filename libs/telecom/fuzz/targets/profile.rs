//! Hostile profiles.
#![no_main]
libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(profile) = telecom::read::Profile::parse(text) {
        let _ = telecom::read::read(b"Date,Total\n03/04/2025,1.00\n", &profile, &telecom::read::Given::default());
    }
});
