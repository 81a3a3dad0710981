//! Runs rules over a trail and says what is owed, at any moment.
//!
//! A [`Monitor`] keeps the entries and, for each rule and each thing it is
//! about, the duties that follow. [`Monitor::feed`] takes an entry in and says
//! what changed; an entry that comes late touches the same few cells as one
//! that comes in time, by the same code. [`Monitor::duties`],
//! [`Monitor::open`] and [`Monitor::duties_of`] answer for a moment,
//! [`Monitor::as_of`] for what was known at another, and [`Monitor::what_if`]
//! for other rules over the same entries.

mod basis;
mod cells;
mod compile;
mod core;
mod days;
mod duty;
mod event;
mod facts;
mod forms;
mod inventory;
mod kept;
mod order;
mod outages;
mod people;
mod places;
mod plan;
mod queries;
mod readings;
mod rests;
mod shared;
mod show;
mod spans;
mod store;
mod view;
mod what_if;
mod why;

use std::sync::Arc;

pub use basis::Basis;
pub use core::{Unknown, Why};
pub use duty::{Duty, DutyId, Excuse, Status};
pub use event::{Amends, Event, Precision};
pub use inventory::Inventory;
pub use kept::Unfit;
pub use plan::{Line, Stage};
pub use queries::{Counts, Unused};
pub use view::View;
pub use what_if::{Difference, Shift};

use crate::calendar::{Calendar, Instant};
use crate::vocabulary::Vocabulary;
use cells::{Cells, Look};
use compile::Compiler;
use days::Whereabouts;
use duty::House;
pub use outages::Gap;
use outages::Outages;
use people::Roles;
use plan::{Plan, chains};
use show::Show;
use store::{Entry, Record, Store};

/// What changed for one duty: how it stands, when it is due, what proves it, or what gap
/// in the record may explain that it was missed.
#[derive(Debug, Clone)]
pub struct Change {
    /// Which.
    pub id: DutyId,
    /// The entry that changed it; none when only time has passed.
    pub cause: Option<u64>,
    /// How it stood; none when it is new.
    pub before: Option<Duty>,
    /// How it stands; none when what opened it was taken back.
    pub after: Option<Duty>,
}

/// Rules, entries and the duties between them.
#[derive(Debug, Clone)]
pub struct Monitor {
    house: House,
    lines: Arc<Vec<Line>>,
    store: Store,
    roles: Arc<Roles>,
    plans: Arc<Vec<Arc<Plan>>>,
    cells: Cells,
    whereabouts: Option<Arc<Whereabouts>>,
    outages: Option<Outages>,
    /// Every outage on record, and whether an entry has told of one since.
    gaps: Arc<Vec<Gap>>,
    told_of_gap: bool,
    clock: Instant,
    /// Who answers for what must be worked out anew, at the latest from then on.
    people_until: Instant,
    /// Whether it keeps lists of what is live and whose; a view does not.
    listed: bool,
}

/// So few live cells are looked through at once when a role changes hands.
const FEW: usize = 2_000;

impl Monitor {
    /// A monitor of these rules, without entries. A rule that uses a name the
    /// vocabulary lacks opens no duties; parsing never makes one.
    pub fn new(vocabulary: Arc<Vocabulary>, calendar: Arc<Calendar>, lines: Vec<Line>) -> Self {
        Self::over(
            House {
                vocabulary,
                calendar,
            },
            lines,
            Store::new(),
        )
    }

    fn over(mut house: House, lines: Vec<Line>, mut store: Store) -> Self {
        if lines.iter().any(|line| line.rolls) {
            house.calendar = Arc::new(Calendar::clone(&house.calendar).beside_rolled());
        }
        let roles = Roles::new(&house.vocabulary, &mut store);
        let outages = Outages::new(&house.vocabulary, &mut store);
        let whereabouts = Whereabouts::new(&house.vocabulary, &mut store).map(Arc::new);
        let mut compiler = Compiler::new(&house.vocabulary, &mut store, &roles);
        let plans = compiler.all(chains(&lines));
        let cells = Cells::new(&plans);
        Self {
            house,
            lines: Arc::new(lines),
            store,
            roles: Arc::new(roles),
            plans: Arc::new(plans),
            cells,
            whereabouts,
            outages,
            gaps: Arc::default(),
            told_of_gap: false,
            clock: Instant::MIN,
            people_until: Instant::MIN,
            listed: true,
        }
    }

    /// The rules it runs.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// How many entries it holds.
    pub fn len(&self) -> usize {
        self.store.len()
    }

    /// Whether it holds no entries.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The moment it was last brought up to.
    pub fn clock(&self) -> Instant {
        self.clock
    }

    /// Takes in many entries at once, in any order, and brings everything up to `now`.
    pub fn load<'e>(&mut self, events: impl IntoIterator<Item = &'e Event>, now: Instant) {
        for event in events {
            let record = self.take(event);
            self.put(record);
        }
        let places = self.refresh(now);
        if self.people_until <= self.clock {
            self.assign_all();
        } else {
            places.into_iter().for_each(|place| self.assign(place));
        }
    }

    fn take(&mut self, event: &Event) -> Record {
        let mut record = self.store.take(event, &self.house.vocabulary);
        if event.precision == Precision::Day {
            record.day = Some(self.house.calendar.day_of(event.at));
        }
        record
    }

    fn put(&mut self, mut record: Record) {
        let last_at = self.store.last_at;
        self.at_its_day(&mut record);
        for entry in self.store.insert(record) {
            self.touch(entry, last_at);
            for other in self.days_moved_by(entry) {
                self.touch(other, Instant::MAX);
                if self.read_day_again(other) {
                    self.touch(other, Instant::MAX);
                }
            }
        }
    }

    /// Notes that an entry lies differently, or is new; it is late where others came after it.
    fn touch(&mut self, entry: Entry, last_at: Instant) {
        let record = self.store.record(entry);
        self.cells.touch(&self.plans, record, record.at <= last_at);
        let Some(kind) = record.kind else { return };
        if self.roles.concerns(kind) {
            self.people_until = self.people_until.min(record.at);
        }
        self.told_of_gap |= self.outages.is_some_and(|outages| outages.told_by(kind));
    }

    /// Brings everything up to `now`; answers which cells that concerned.
    fn refresh(&mut self, now: Instant) -> Vec<(usize, usize)> {
        self.clock = self.clock.max(now);
        self.find_gaps();
        let mut places = self.cells.take_dirty();
        places.extend(self.cells.take_due(self.clock, false));
        for place in &places {
            self.run(*place);
        }
        places
    }

    fn run(&mut self, place: (usize, usize)) {
        let look = Look {
            plans: &self.plans,
            store: &self.store,
            roles: &self.roles,
            calendar: &self.house.calendar,
            now: self.clock,
        };
        self.cells.run(look, place);
    }

    /// Notes who answers for what is live in a cell.
    fn assign(&mut self, place: (usize, usize)) {
        let show = self.show(self.clock);
        let mut people = people::People::new();
        for core in self.cells.cores(place).iter().filter(|core| core.is_live()) {
            let found = self
                .plans
                .get(place.0)
                .and_then(|plan| Some((plan, plan.lines.get(core.line)?)));
            let Some((plan, line)) = found else { continue };
            for person in show.responsible(line, plan, core).0 {
                if !people.contains(&person) {
                    people.push(person);
                }
            }
        }
        self.cells.assign(place, people);
    }

    fn assign_all(&mut self) {
        let next = |record: &&Record| {
            record.at > self.clock && record.kind.is_some_and(|kind| self.roles.concerns(kind))
        };
        self.people_until = self
            .store
            .records()
            .filter(next)
            .map(|record| record.at)
            .min()
            .unwrap_or(Instant::MAX);
        let places: Vec<(usize, usize)> = self.cells.live().collect();
        places.into_iter().for_each(|place| self.assign(place));
    }

    /// Takes in one entry and says what changed. The clock moves on to the
    /// moment the entry was written down; what fell due meanwhile is told too.
    pub fn feed(&mut self, event: &Event) -> Vec<Change> {
        let mut changes = if event.recorded > self.clock {
            self.advance(event.recorded)
        } else {
            Vec::new()
        };
        let record = self.take(event);
        self.put(record);
        let gaps = self.find_gaps();
        let dirty = self.cells.take_dirty();
        let told = changes.len();
        self.rerun(dirty, (self.clock, &gaps), &mut changes);
        self.tell_gaps((self.clock, &gaps), told, &mut changes);
        for change in changes.iter_mut().skip(told) {
            change.cause = Some(event.id);
        }
        if self.people_until <= self.clock && self.cells.live_count() < FEW {
            self.assign_all();
        }
        changes
    }

    /// Moves the clock on and says what changed by that alone.
    pub fn advance(&mut self, now: Instant) -> Vec<Change> {
        let mut changes = Vec::new();
        let before = self.clock;
        if now > before {
            self.clock = now;
            let due = self.cells.take_due(now, true);
            let gaps = self.gaps.clone();
            self.rerun(due, (before, &gaps), &mut changes);
            self.tell_gaps((before, &gaps), 0, &mut changes);
        }
        if self.people_until <= self.clock {
            self.assign_all();
        }
        changes
    }

    /// Runs cells again and tells what is not as it was then, the outages known then.
    fn rerun(
        &mut self,
        places: Vec<(usize, usize)>,
        then: (Instant, &[Gap]),
        changes: &mut Vec<Change>,
    ) {
        for place in places {
            let old = self.cells.cores(place);
            self.run(place);
            self.assign(place);
            let Some(plan) = self.plans.get(place.0) else {
                continue;
            };
            let new = self.cells.cores(place);
            self.compare(plan, (&old, then), &new, changes);
        }
    }

    fn compare(
        &self,
        plan: &Plan,
        (old, (before, gaps)): (&[core::Core], (Instant, &[Gap])),
        new: &[core::Core],
        changes: &mut Vec<Change>,
    ) {
        let is = self.show(self.clock);
        let was = Show {
            gaps,
            now: before,
            ..is
        };
        let mut left: Vec<(DutyId, &core::Core)> =
            old.iter().map(|core| (was.id(plan, core), core)).collect();
        for core in new {
            let id = is.id(plan, core);
            let place = left.iter().position(|(other, _)| *other == id);
            let earlier = place.map(|place| left.swap_remove(place).1);
            let known = !(gaps.is_empty() && self.gaps.is_empty());
            let same = earlier.is_some_and(|old| {
                old == core
                    && old.standing(before) == core.standing(self.clock)
                    && !(known && was.gap_of(plan, old) != is.gap_of(plan, core))
            });
            if !same {
                let before = earlier.and_then(|core| was.duty(plan, core));
                changes.push(Change {
                    id,
                    cause: None,
                    before,
                    after: is.duty(plan, core),
                });
            }
        }
        for (id, core) in left {
            changes.push(Change {
                id,
                cause: None,
                before: was.duty(plan, core),
                after: None,
            });
        }
    }

    fn show(&self, now: Instant) -> Show<'_> {
        Show {
            store: &self.store,
            roles: &self.roles,
            house: &self.house,
            gaps: &self.gaps,
            now,
        }
    }

    /// The same entries, or some of them, under other rules.
    fn rebuilt(
        &self,
        house: House,
        lines: Vec<Line>,
        keep: impl Fn(&Record) -> bool,
        now: Instant,
    ) -> Self {
        let mut made = Self::over(house, lines, self.store.sibling());
        for record in self.store.records().filter(|record| keep(record)) {
            made.put(Record {
                root: record.id,
                ..record.clone()
            });
        }
        made.refresh(now);
        made
    }
}
