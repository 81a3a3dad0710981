//! Hostile plans: read or refused with a line; one that is read rates a bill and runs its own examples.
#![no_main]
libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(plan) = telecom::plan::Plan::read(text) {
        let _ = plan.try_examples();
        let _ = telecom::check::run(&telecom::check::Given::new(&telecom_fuzz::bill(), &plan));
    }
});
