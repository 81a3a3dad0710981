//! The questions a monitor answers, each for a moment.

use super::Monitor;
use super::cells::Look;
use super::core::{Core, Standing};
use super::duty::{Duty, DutyId};
use super::plan::Plan;
use crate::calendar::Instant;
use crate::rule::Name;

impl Monitor {
    /// Calls `each` with every duty core of these cells as of `now`.
    pub(crate) fn each(
        &self,
        now: Instant,
        places: impl Iterator<Item = (usize, usize)>,
        mut each: impl FnMut(&Plan, &Core),
    ) {
        let look = Look {
            plans: &self.plans,
            store: &self.store,
            roles: &self.roles,
            calendar: &self.house.calendar,
            now,
        };
        for place in places {
            let Some(plan) = self.plans.get(place.0) else {
                continue;
            };
            let fresh;
            let cores = match self.cells.ready(place, now) {
                Some(cores) => cores,
                None => {
                    fresh = self.cells.look(look, place);
                    &fresh.0
                }
            };
            cores.iter().for_each(|core| each(plan, core));
        }
    }

    /// The cells in which something may be owed at `now`.
    fn live(&self, now: Instant) -> Vec<(usize, usize)> {
        if self.listed && now >= self.clock {
            self.cells.live().collect()
        } else {
            self.cells.all().collect()
        }
    }

    /// Every duty there is, was or will be known of, as of `now`.
    pub fn duties(&self, now: Instant) -> Vec<Duty> {
        let show = self.show(now);
        let mut duties = Vec::new();
        self.each(now, self.cells.all(), |plan, core| {
            duties.extend(show.duty(plan, core));
        });
        duties
    }

    /// What is still owed: pending or overdue.
    pub fn open(&self, now: Instant) -> Vec<Duty> {
        let show = self.show(now);
        let mut duties = Vec::new();
        self.each(now, self.live(now).into_iter(), |plan, core| {
            if core.is_live() {
                duties.extend(show.duty(plan, core));
            }
        });
        duties.sort_by_key(|duty| (duty.due.map_or(Instant::MAX, |due| due.last), duty.id));
        duties
    }

    /// What this person still owes, the most urgent first.
    pub fn duties_of(&self, person: &str, now: Instant) -> Vec<Duty> {
        let Some(person) = self.store.symbols.known(person) else {
            return Vec::new();
        };
        let show = self.show(now);
        let mut duties = Vec::new();
        let known = self.listed && now >= self.clock && now < self.people_until;
        let places = if known {
            self.cells.of_person(person, now)
        } else {
            self.live(now)
        };
        self.each(now, places.into_iter(), |plan, core| {
            let line = plan.lines.get(core.line).filter(|_| core.is_live());
            if line.is_some_and(|line| show.responsible(line, plan, core).0.contains(&person)) {
                duties.extend(show.duty(plan, core));
            }
        });
        duties.sort_by_key(|duty| (duty.due.map_or(Instant::MAX, |due| due.last), duty.id));
        duties
    }

    /// One duty by its name.
    pub fn duty(&self, id: DutyId, now: Instant) -> Option<Duty> {
        let show = self.show(now);
        let mut found = None;
        self.each(now, self.cells.all(), |plan, core| {
            if found.is_none() && show.id(plan, core) == id {
                found = show.duty(plan, core);
            }
        });
        found
    }

    /// How many duties of each rule are pending, met, missed and excused.
    pub fn counts(&self, now: Instant) -> Vec<(Name, Counts)> {
        let mut counts: Vec<(Name, Counts)> = Vec::new();
        self.each(now, self.cells.all(), |plan, core| {
            let Some(line) = plan.lines.get(core.line) else {
                return;
            };
            let place = counts
                .iter()
                .position(|(id, _)| *id == line.id)
                .unwrap_or_else(|| {
                    counts.push((line.id.clone(), Counts::default()));
                    counts.len() - 1
                });
            if let Some((_, count)) = counts.get_mut(place) {
                count.add(core.standing(now));
            }
        });
        counts
    }

    /// Every duty as of `moment` in the world, by what was on record at `known`.
    pub fn as_of(&self, moment: Instant, known: Instant) -> Vec<Duty> {
        if known >= self.store.last_recorded {
            return self.duties(moment);
        }
        self.rebuilt(
            self.lines.to_vec(),
            |record| record.recorded <= known,
            moment,
        )
        .duties(moment)
    }
}

/// Duties by how they stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it all")]
pub struct Counts {
    pub pending: u64,
    pub met: u64,
    pub missed: u64,
    pub excused: u64,
}

impl Counts {
    fn add(&mut self, standing: Standing) {
        match standing {
            Standing::Pending => self.pending += 1,
            Standing::Met => self.met += 1,
            Standing::Missed { .. } => self.missed += 1,
            Standing::Excused => self.excused += 1,
        }
    }
}
