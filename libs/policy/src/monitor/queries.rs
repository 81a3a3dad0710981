//! The questions a monitor answers, each for a moment.

use std::borrow::Cow;

use super::Monitor;
use super::cells::Look;
use super::core::{Core, End, Standing};
use super::duty::{Duty, DutyId};
use super::places;
use super::plan::{Act, Line, Plan, Shape};
use super::show::Show;
use super::store::{Entry, Key, Record, Sym};
use crate::calendar::{Calendar, Due, Instant};
use crate::rule::{Form, Name};

/// So many turns ahead it is looked for the end of what holds a duty.
const TURNS: usize = 8;

impl Monitor {
    /// Calls `each` with every duty core of these cells as of `now`.
    pub(crate) fn each(
        &self,
        now: Instant,
        places: impl Iterator<Item = (usize, usize)>,
        mut each: impl FnMut(&Plan, &Core),
    ) {
        self.each_in(now, places, |_, plan, core| each(plan, core));
    }

    /// What a look at a cell as of `now` needs.
    fn looking(&self, now: Instant) -> Look<'_> {
        Look {
            plans: &self.plans,
            store: &self.store,
            roles: &self.roles,
            calendar: &self.house.calendar,
            now,
        }
    }

    /// As [`Monitor::each`], with the cell each stands in.
    fn each_in(
        &self,
        now: Instant,
        places: impl Iterator<Item = (usize, usize)>,
        mut each: impl FnMut((usize, usize), &Plan, &Core),
    ) {
        let look = self.looking(now);
        for place in places {
            let Some(plan) = self.plans.get(place.0) else {
                continue;
            };
            let cores = match self.cells.ready(place, now) {
                Some(cores) => cores,
                None => Cow::Owned(self.cells.look(look, place).0),
            };
            cores.iter().for_each(|core| each(place, plan, core));
        }
    }

    /// A duty to be shown; one that an exception holds with the day it will have when
    /// that ends as it is written down now.
    fn shown(
        &self,
        show: &Show<'_>,
        place: (usize, usize),
        plan: &Plan,
        core: &Core,
    ) -> Option<Duty> {
        let mut duty = show.duty(plan, core)?;
        let is_held = core.is_live() && core.due.is_none() && core.unknown.is_none();
        if is_held && !plan.rests.is_empty() {
            duty.planned = self.planned(place, plan, duty.id, duty.as_of);
        }
        Some(duty)
    }

    /// When a duty without a day will be due, if nothing is written down meanwhile.
    fn planned(&self, place: (usize, usize), plan: &Plan, id: DutyId, now: Instant) -> Option<Due> {
        let mut next = self.cells.look(self.looking(now), place).1;
        for _ in 0..TURNS {
            if next == Instant::MAX {
                return None;
            }
            let show = self.show(next);
            let (cores, then) = self.cells.look(self.looking(next), place);
            let core = cores.iter().find(|core| show.id(plan, core) == id)?;
            if core.due.is_some() || !core.is_live() {
                return core.due;
            }
            next = then;
        }
        None
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
        self.each_in(now, self.cells.all(), |place, plan, core| {
            duties.extend(self.shown(&show, place, plan, core));
        });
        duties
    }

    /// What is still owed: pending or overdue.
    pub fn open(&self, now: Instant) -> Vec<Duty> {
        let show = self.show(now);
        let mut duties = Vec::new();
        self.each_in(now, self.live(now).into_iter(), |place, plan, core| {
            if core.is_live() {
                duties.extend(self.shown(&show, place, plan, core));
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
        self.each_in(now, places.into_iter(), |place, plan, core| {
            let line = plan.lines.get(core.line).filter(|_| core.is_live());
            if line.is_some_and(|line| show.responsible(line, plan, core).0.contains(&person)) {
                duties.extend(self.shown(&show, place, plan, core));
            }
        });
        duties.sort_by_key(|duty| (duty.due.map_or(Instant::MAX, |due| due.last), duty.id));
        duties
    }

    /// One duty by its name.
    pub fn duty(&self, id: DutyId, now: Instant) -> Option<Duty> {
        let show = self.show(now);
        let mut found = None;
        self.each_in(now, self.cells.all(), |place, plan, core| {
            if found.is_none() && show.id(plan, core) == id {
                found = self.shown(&show, place, plan, core);
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
            self.house.clone(),
            self.lines.to_vec(),
            |record| record.recorded <= known,
            moment,
        )
        .duties(moment)
    }
}

/// Something that was allowed and has not been made use of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unused {
    /// The rule it would serve.
    pub rule: Name,
    /// The entry that allows it.
    pub entry: u64,
    /// What it is about: slot and symbol.
    pub subjects: Vec<(Name, Name)>,
    /// The last moment it can be made use of.
    pub until: Instant,
}

impl Monitor {
    /// What `before` rules with `valid …` could still make use of at `now`, the
    /// soonest to run out first. To be told as information: nobody owes anything.
    /// It looks through everything that was ever allowed.
    pub fn unused(&self, now: Instant) -> Vec<Unused> {
        let mut all = Vec::new();
        for (place, plan) in self.plans.iter().enumerate() {
            let (Shape::Before { acts, .. }, Some(line)) = (&plan.shape, plan.lines.first()) else {
                continue;
            };
            let Form::Before {
                valid: Some(valid), ..
            } = line.rule.form
            else {
                continue;
            };
            if !line.holds(now) {
                continue;
            }
            for act in acts {
                for (key, entries) in self.store.groups(act.view) {
                    let used = self.evidence(place, &key, now);
                    let open = entries.iter().filter(|entry| !used.contains(entry));
                    let open = open.filter(|entry| !self.is_revoked(act, &key, **entry, now));
                    all.extend(open.filter_map(|entry| {
                        let record = self.store.record(*entry);
                        let until = self.calendar_of(plan, record).last(record.at, valid);
                        (record.at <= now && now <= until)
                            .then(|| self.allowed(line, *entry, until))
                    }));
                }
            }
        }
        all.sort_by(|a, b| (a.until, a.entry, &a.rule).cmp(&(b.until, b.entry, &b.rule)));
        all
    }

    fn allowed(&self, line: &Line, entry: Entry, until: Instant) -> Unused {
        let record = self.store.record(entry);
        let name = |symbol: &Sym| self.store.symbols.name(*symbol);
        let subjects = record.subjects.iter();
        Unused {
            rule: line.id.clone(),
            entry: record.id,
            subjects: subjects
                .map(|(slot, symbol)| (name(slot), name(symbol)))
                .collect(),
            until,
        }
    }

    /// Whose days count for what an entry is about.
    fn calendar_of(&self, plan: &Plan, record: &Record) -> &Calendar {
        let here = plan.days(&self.house.calendar);
        places::site((&self.store, &**here), plan, &record.subjects, record.at)
            .map_or(here, |site| site)
    }

    /// What the duties of a cell were met with.
    fn evidence(&self, plan: usize, key: &Key, now: Instant) -> Vec<Entry> {
        let mut used = Vec::new();
        let place = self.cells.find(plan, key).map(|cell| (plan, cell));
        self.each(now, place.into_iter(), |_, core| {
            if let End::Done { evidence, .. } = &core.end {
                used.extend(evidence.iter().copied());
            }
        });
        used
    }

    fn is_revoked(&self, act: &Act, key: &Key, entry: Entry, now: Instant) -> bool {
        let record = self.store.record(entry);
        let views = act.revoked.iter();
        let mut others = views
            .flat_map(|view| self.store.entries(*view, key))
            .map(|other| self.store.record(*other));
        others.any(|other| {
            (other.at, other.id) > (record.at, record.id)
                && other.at <= now
                && act
                    .common
                    .iter()
                    .all(|slot| other.symbol(*slot) == record.symbol(*slot))
        })
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
    /// The part that was met of all that is decided: what is pending or excused says
    /// nothing yet. None where nothing is decided.
    pub fn share(&self) -> Option<f64> {
        let decided = self.met + self.missed;
        let whole = |count: u64| u32::try_from(count).map_or(f64::MAX, f64::from);
        (decided > 0).then(|| whole(self.met) / whole(decided))
    }

    fn add(&mut self, standing: Standing) {
        match standing {
            Standing::Pending => self.pending += 1,
            Standing::Met => self.met += 1,
            Standing::Missed { .. } => self.missed += 1,
            Standing::Excused => self.excused += 1,
        }
    }
}
