//! An entry of the trail, as the monitor takes it in.

use crate::calendar::Instant;
use crate::rule::Name;

/// A deed on record: what, when, by whom, about what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its place in the trail; unique, and later entries have larger ones.
    pub id: u64,
    /// The deed: `passcode.changed`.
    pub kind: Name,
    /// When it happened.
    pub at: Instant,
    /// When it was written down.
    pub recorded: Instant,
    /// Who did it; none is the system.
    pub by: Option<Name>,
    /// What it is about: slot and symbol.
    pub subjects: Vec<(Name, Name)>,
    /// The earlier entry it sets right.
    pub amends: Option<Amends>,
    /// The entry it answers: it then discharges what that entry opened and nothing else.
    pub answers: Option<u64>,
    /// How exactly `at` is known.
    pub precision: Precision,
}

/// How exactly it is known when something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Precision {
    /// To the instant.
    #[default]
    Instant,
    /// Only the civil day, as in a log on paper: some time of that day, in favour of
    /// whoever had to do it. See [`Event::some_time_that_day`] for whose day.
    Day,
}

/// How an entry sets an earlier one right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Amends {
    /// This entry stands instead of that one.
    Corrects(u64),
    /// That one never happened.
    Retracts(u64),
}

impl Amends {
    /// The entry that is set right.
    pub fn target(self) -> u64 {
        match self {
            Self::Corrects(id) | Self::Retracts(id) => id,
        }
    }
}

impl Event {
    /// A deed written down when it happened.
    pub fn new(id: u64, kind: &str, at: Instant) -> Self {
        Self {
            id,
            kind: kind.into(),
            at,
            recorded: at,
            by: None,
            subjects: Vec::new(),
            amends: None,
            answers: None,
            precision: Precision::Instant,
        }
    }

    /// Done by this person.
    #[must_use]
    pub fn by(mut self, person: &str) -> Self {
        self.by = Some(person.into());
        self
    }

    /// About this.
    #[must_use]
    pub fn about(mut self, slot: &str, symbol: &str) -> Self {
        self.subjects.push((slot.into(), symbol.into()));
        self
    }

    /// Written down at another moment.
    #[must_use]
    pub fn recorded(mut self, at: Instant) -> Self {
        self.recorded = at;
        self
    }

    /// Discharges what that entry opened and nothing else.
    #[must_use]
    pub fn answering(mut self, id: u64) -> Self {
        self.answers = Some(id);
        self
    }

    /// It happened some time of that day; nobody wrote down when. The day is that of `at`
    /// by the organisation's calendar; where the thing was at a site with days of its own,
    /// the same day there is meant.
    #[must_use]
    pub fn some_time_that_day(mut self) -> Self {
        self.precision = Precision::Day;
        self
    }

    /// Stands instead of an earlier entry.
    #[must_use]
    pub fn corrects(mut self, id: u64) -> Self {
        self.amends = Some(Amends::Corrects(id));
        self
    }

    /// Takes an earlier entry back.
    #[must_use]
    pub fn retracts(mut self, id: u64) -> Self {
        self.amends = Some(Amends::Retracts(id));
        self
    }
}
