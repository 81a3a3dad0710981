//! Hostile lists: read, or refused with places that are in the text.
#![no_main]
use telecom::lists::{Fault, Form, clients, contacts, held, lost, notes, promises, records, words};

fn check<T>(text: &str, read: fn(&str, Form) -> Result<Vec<T>, Vec<Fault>>) {
    for form in [Form::Csv, Form::Toml] {
        if let Err(wrong) = read(text, form) {
            assert!(!wrong.is_empty());
            assert!(wrong.iter().all(|fault| fault.line <= text.lines().count() + 1), "{wrong:?}");
        }
    }
}

libfuzzer_sys::fuzz_target!(|text: &str| {
    check(text, held);
    check(text, lost);
    check(text, notes);
    check(text, promises);
    check(text, contacts);
    check(text, records);
    check(text, clients);
    check(text, words);
});
