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
