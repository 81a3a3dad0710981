//! What is learned from the lists themselves, before anything is decided.
//!
//! Expectation–maximisation: match with what is believed, see what habits the likely pairs show, believe that, a
//! few times over. Beliefs start at what people usually do and move as far as the evidence carries them.
//! What was learned is a value of its own and is kept: deciding again with it (after a person's word, or
//! with one contact more) changes nothing but what is concerned.
//!
//! Learned per source and kind: how many contacts have a record. Per author: how they write times and lengths.
//! Never per worker: how many of *their* contacts have one. Otherwise whoever forgot twice would be believed less
//! the third time, on no evidence.

use rustc_hash::FxHashMap;

use super::clocks::{Basis, ClockFinding};
use super::encounters::{Class, Encounter};
use super::hand::Hand;
use super::model::{SourceId, WorkerId};

/// The clocks as they were found; corrects a moment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Clocks {
    by_source: FxHashMap<SourceId, Vec<ClockFinding>>,
}

impl Clocks {
    pub(super) fn new(findings: Vec<ClockFinding>) -> Self {
        let mut by_source: FxHashMap<SourceId, Vec<ClockFinding>> = FxHashMap::default();
        for finding in findings {
            by_source.entry(finding.source).or_default().push(finding);
        }
        Self { by_source }
    }

    pub(super) fn corrected(&self, source: SourceId, second: i64) -> i64 {
        second - i64::from(self.at(source, second).map_or(0, |f| f.ahead)) * 60
    }

    /// What is known of a source's clock at a moment of its own.
    #[must_use]
    pub fn at(&self, source: SourceId, second: i64) -> Option<&ClockFinding> {
        self.by_source.get(&source)?.iter().rev().find(|f| f.from.as_second() <= second)
    }

    /// All of them, by source and period.
    #[must_use]
    pub fn findings(&self) -> Vec<ClockFinding> {
        let mut all: Vec<_> = self.by_source.values().flatten().copied().collect();
        all.sort_by_key(|f| (f.source, f.from));
        all
    }

    /// Whether somebody should look at one of them.
    #[must_use]
    pub fn unclear(&self) -> bool {
        self.by_source.values().flatten().any(|f| f.basis == Basis::Unclear)
    }
}

/// How often two agree about something when they belong together, and by chance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Agreement {
    pub(super) together: f64,
    pub(super) by_chance: f64,
}

impl Agreement {
    pub(super) fn weight(self, agree: bool) -> f64 {
        if agree {
            (self.together / self.by_chance).ln()
        } else {
            ((1.0 - self.together) / (1.0 - self.by_chance)).ln()
        }
    }
}

/// Everything that deciding needs to know beyond the lists.
#[derive(Debug, Clone, PartialEq)]
pub struct Learned {
    pub clocks: Clocks,
    pub(super) recorded: FxHashMap<(SourceId, Class), f64>,
    pub(super) hands: FxHashMap<WorkerId, Hand>,
    pub(super) everybody: Hand,
    /// The share of records that are about nothing in the lists, per working minute and record of the person.
    pub(super) stray: f64,
    /// Of contacts that came soon after another, the share that its record covers.
    pub(super) covered: f64,
    pub(super) direction: Agreement,
    pub(super) channel: Agreement,
    pub(super) author: Agreement,
    /// Minutes from a contact to the moment of writing, on average, of those written the same day.
    pub(super) writes_within: f64,
    /// How often each length is written at all.
    pub(super) lengths: Vec<f64>,
    /// Days on which there are records.
    pub(super) days: f64,
}

impl Default for Learned {
    /// What people usually do.
    fn default() -> Self {
        Self {
            clocks: Clocks::default(),
            recorded: FxHashMap::default(),
            hands: FxHashMap::default(),
            everybody: Hand::default(),
            stray: 0.04,
            covered: 0.2,
            direction: Agreement { together: 0.93, by_chance: 0.5 },
            channel: Agreement { together: 0.93, by_chance: 0.5 },
            author: Agreement { together: 0.97, by_chance: 0.8 },
            writes_within: 60.0,
            lengths: vec![1.0 / 120.0; 241],
            days: 30.0,
        }
    }
}

impl Learned {
    pub(super) fn hand(&self, author: Option<WorkerId>) -> &Hand {
        author.and_then(|a| self.hands.get(&a)).unwrap_or(&self.everybody)
    }

    /// How likely it is, before looking, that an encounter has a record of its own.
    pub(super) fn recorded(&self, encounter: &Encounter<'_>) -> f64 {
        let share = self.recorded_share(encounter.source.id, encounter.class);
        if encounter.near { share * (1.0 - self.covered) } else { share }
    }

    /// The share of contacts of a kind, in a source, that have a record.
    #[must_use]
    pub fn recorded_share(&self, source: SourceId, class: Class) -> f64 {
        self.recorded.get(&(source, class)).copied().unwrap_or_else(|| usually_recorded(class))
    }

    /// How likely it is that an encounter without a record of its own is covered by that of its neighbour.
    pub(super) fn covered_by_neighbour(&self, encounter: &Encounter<'_>) -> f64 {
        let share = self.recorded_share(encounter.source.id, encounter.class);
        share * self.covered / (1.0 - share * (1.0 - self.covered))
    }

    pub(super) fn length_by_chance(&self, minutes: u32) -> f64 {
        usize::try_from(minutes).ok().and_then(|m| self.lengths.get(m)).or(self.lengths.last()).copied().unwrap_or(0.01)
    }
}

pub(super) fn usually_recorded(class: Class) -> f64 {
    match class {
        Class::Talk | Class::Session => 0.85,
        Class::Attempt | Class::Voicemail => 0.12,
    }
}
