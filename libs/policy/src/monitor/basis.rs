//! What an answer of a monitor rests on, to be kept beside it.

use std::fmt;

use super::Monitor;
use super::show::Hash;
use crate::calendar::{Instant, tzdb};

/// Everything a report is a function of: two reports with the same basis say the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// The version of the time zone database.
    pub tzdb: &'static str,
    /// The organisation's zone.
    pub zone: String,
    /// A mark of the calendar: zones, days of rest, holidays, sites, whether deadlines roll.
    pub calendar: u64,
    /// A mark of the rules in all their versions.
    pub rules: u64,
    /// How many entries were taken in.
    pub entries: usize,
    /// When the last of them was written down; none without entries.
    pub known: Option<Instant>,
    /// The moment looked at.
    pub as_of: Instant,
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (calendar, rules) = (self.calendar, self.rules);
        write!(
            f,
            "{} entries, rules {rules:016x}, calendar {calendar:016x}, {} (tzdata {})",
            self.entries, self.zone, self.tzdb
        )
    }
}

impl Monitor {
    /// What answers as of `now` rest on.
    pub fn basis(&self, now: Instant) -> Basis {
        let mut rules = Hash::new();
        for line in self.lines.iter() {
            rules.text(&format!("{line:?}"));
        }
        Basis {
            tzdb: tzdb(),
            zone: self.house.calendar.zone().to_owned(),
            calendar: mark(&self.house.calendar.mark()),
            rules: rules.end(),
            entries: self.len(),
            known: (!self.is_empty()).then_some(self.store.last_recorded),
            as_of: now,
        }
    }
}

/// A number for a text.
pub(crate) fn mark(text: &str) -> u64 {
    let mut hash = Hash::new();
    hash.text(text);
    hash.end()
}
