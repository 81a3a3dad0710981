//! What every target asks: no panic, and every line accounted for.

use telecom::read::{Given, Profile, add_up, read};

/// Reads bytes by every profile that comes with the program.
pub fn check(bytes: &[u8]) {
    for profile in Profile::shipped() {
        let Ok(reading) = read(bytes, &profile, &Given::default()) else { continue };
        assert_eq!(reading.look.tally.unaccounted(), 0, "{}", profile.id);
        assert_eq!(reading.look.tally.rows, reading.bill.rows.len() as u64, "{}", profile.id);
        let _ = add_up(&reading.bill);
    }
}

/// A small bill with something of most kinds, for plans to be tried on.
#[must_use]
pub fn bill() -> telecom::Bill {
    let text = include_bytes!("../../../../docs/samples/bills/made-up-bell.csv");
    let profile = Profile::parse(Profile::text("made-up-bell").unwrap_or_default()).ok();
    profile.and_then(|profile| read(text.get(..4_000).unwrap_or(text), &profile, &Given::default()).ok()).map(|reading| reading.bill).unwrap_or_default()
}
