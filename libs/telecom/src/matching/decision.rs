//! What matching gives out: for every contact what became of it, how sure that is, and why.

use super::clocks::ClockFinding;
use super::encounters::Class;
use super::hand::Style;
use super::learn::Clocks;
use super::model::{ContactId, RecordId};
use super::odds::Identity;

/// What became of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// That record is about it.
    Recorded(RecordId),
    /// It came so soon after (or before) another that the other's record covers it too.
    CoveredBy(RecordId),
    /// Nobody seems to have written it down.
    Unrecorded,
    /// Nothing is owed: an attempt, a voicemail, or a person said so.
    NothingOwed,
}

impl Outcome {
    #[must_use]
    pub fn record(self) -> Option<RecordId> {
        match self {
            Self::Recorded(r) | Self::CoveredBy(r) => Some(r),
            Self::Unrecorded | Self::NothingOwed => None,
        }
    }
}

/// Who decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum By {
    Figures,
    Person,
}

/// What spoke for a pair, in figures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    pub record: RecordId,
    pub identity: Identity,
    /// Minutes from the nearest moment of the contact to the record's time; `None` where it has only a day.
    pub apart: Option<i64>,
    /// Days from the contact's day to the record's.
    pub days: i64,
    /// How the time was most probably written.
    pub style: Option<Style>,
    /// Minutes spoken, and minutes noted.
    pub lengths: Option<(u32, u32)>,
    /// The author had the phone; `None` where either is not known.
    pub author: Option<bool>,
    pub direction: Option<bool>,
    pub channel: Option<bool>,
    /// The note was written down before the contact began.
    pub too_early: bool,
}

/// One contact, decided.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    pub contact: ContactId,
    /// Seconds of Unix time, by the corrected clock: when the contact (or its session) began.
    pub began: i64,
    pub class: Class,
    /// How many contacts were looked at as one (messages of a session, attempts in a row).
    pub together: usize,
    pub outcome: Outcome,
    /// How probable the outcome is, 0 to 1.
    pub probability: f64,
    /// A person should look: the probability is below what the settings ask for.
    pub review: bool,
    pub by: By,
    /// What speaks for the record chosen; or, where none is, for the nearest one that was not.
    pub evidence: Option<Evidence>,
    /// The next best record, and how probable it is.
    pub next: Option<(RecordId, f64)>,
    /// How far its source's clock was moved, in minutes.
    pub ahead: i32,
}

/// Everything decided.
#[derive(Debug, Clone, PartialEq)]
pub struct Matched {
    /// One for each contact, in order of their ids.
    pub decisions: Vec<Decision>,
    /// Records that are about nothing in the list: in person, another channel, another phone, or a wrong day.
    pub unmatched_records: Vec<RecordId>,
    pub clocks: Clocks,
    /// A person's words that point at nothing in the lists.
    pub unknown_words: Vec<ContactId>,
}

impl Matched {
    #[must_use]
    pub fn decision(&self, contact: ContactId) -> Option<&Decision> {
        let at = self.decisions.binary_search_by_key(&contact, |d| d.contact).ok()?;
        self.decisions.get(at)
    }

    #[must_use]
    pub fn clock_findings(&self) -> Vec<ClockFinding> {
        self.clocks.findings()
    }
}
