//! A monitor as it stood, to be asked while the monitor itself goes on.

use std::sync::Arc;

use super::queries::{Counts, Unused};
use super::{Basis, Difference, Duty, DutyId, Inventory, Line, Monitor};
use crate::calendar::{Calendar, Instant};
use crate::rule::Name;

/// What a [`Monitor`] held when [`Monitor::view`] was called. It answers the same
/// questions and never changes, so it can be asked elsewhere and for as long as it
/// takes, without holding the monitor up.
#[derive(Debug, Clone)]
pub struct View(Monitor);

impl Monitor {
    /// A view of everything as it is now. It shares the entries and duties that do
    /// not change any more, so making one takes microseconds: some for each rule,
    /// and one for each hundred or so entries.
    pub fn view(&self) -> View {
        View(Self {
            house: self.house.clone(),
            lines: self.lines.clone(),
            store: self.store.clone(),
            roles: self.roles.clone(),
            plans: self.plans.clone(),
            cells: self.cells.seen(),
            whereabouts: self.whereabouts.clone(),
            outages: self.outages,
            gaps: self.gaps.clone(),
            told_of_gap: false,
            clock: self.clock,
            people_until: Instant::MIN,
            listed: false,
        })
    }
}

impl View {
    /// The rules that ran.
    pub fn lines(&self) -> &[Line] {
        self.0.lines()
    }

    /// How many entries there were.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there were none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The moment the monitor had been brought up to.
    pub fn clock(&self) -> Instant {
        self.0.clock()
    }

    /// As [`Monitor::duties`].
    pub fn duties(&self, now: Instant) -> Vec<Duty> {
        self.0.duties(now)
    }

    /// As [`Monitor::open`].
    pub fn open(&self, now: Instant) -> Vec<Duty> {
        self.0.open(now)
    }

    /// As [`Monitor::duties_of`], but it looks through all duties for them.
    pub fn duties_of(&self, person: &str, now: Instant) -> Vec<Duty> {
        self.0.duties_of(person, now)
    }

    /// As [`Monitor::duty`].
    pub fn duty(&self, id: DutyId, now: Instant) -> Option<Duty> {
        self.0.duty(id, now)
    }

    /// As [`Monitor::counts`].
    pub fn counts(&self, now: Instant) -> Vec<(Name, Counts)> {
        self.0.counts(now)
    }

    /// As [`Monitor::inventories`].
    pub fn inventories(&self, now: Instant) -> Vec<Inventory> {
        self.0.inventories(now)
    }

    /// As [`Monitor::basis`].
    pub fn basis(&self, now: Instant) -> Basis {
        self.0.basis(now)
    }

    /// As [`Monitor::unused`].
    pub fn unused(&self, now: Instant) -> Vec<Unused> {
        self.0.unused(now)
    }

    /// As [`Monitor::as_of`].
    pub fn as_of(&self, moment: Instant, known: Instant) -> Vec<Duty> {
        self.0.as_of(moment, known)
    }

    /// As [`Monitor::what_if`].
    pub fn what_if(&self, lines: &[Line], now: Instant) -> Vec<Difference> {
        self.0.what_if(lines, now)
    }

    /// As [`Monitor::what_if_on`].
    pub fn what_if_on(
        &self,
        calendar: Arc<Calendar>,
        lines: &[Line],
        now: Instant,
    ) -> Vec<Difference> {
        self.0.what_if_on(calendar, lines, now)
    }
}
