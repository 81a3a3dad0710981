//! The cells of all rules: which are there, which need a new look, and when.

mod keep;
mod of_plan;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use of_plan::{Cell, OfPlan};
use rustc_hash::FxHashMap;

use super::core::Core;
use super::people::{People, Roles};
use super::plan::{Input, Plan, Shape};
use super::readings;
use super::store::{Key, Record, Store, Sym};
use crate::calendar::{Calendar, Instant};

/// For a deed, the plans that look at it.
type Readers = FxHashMap<usize, Vec<(usize, Input)>>;
/// A plan and a cell of it.
type Place = (usize, usize);

/// What a look at a cell needs beside it.
#[derive(Clone, Copy)]
pub(crate) struct Look<'a> {
    pub(crate) plans: &'a [Arc<Plan>],
    pub(crate) store: &'a Store,
    pub(crate) roles: &'a Roles,
    pub(crate) calendar: &'a Arc<Calendar>,
    pub(crate) now: Instant,
}

/// All cells.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cells {
    of_plan: Vec<OfPlan>,
    /// For each deed, the plans and inputs that look at it.
    readers: Arc<Readers>,
    wide: Arc<FxHashMap<usize, Vec<usize>>>,
    late_wide: Arc<FxHashMap<usize, Vec<usize>>>,
    dirty: Vec<Place>,
    /// The plans of which every cell is among those.
    all_dirty: Vec<usize>,
    agenda: BTreeSet<(Instant, usize, usize)>,
    live: BTreeSet<Place>,
    of_person: FxHashMap<Sym, BTreeSet<Place>>,
}

impl Cells {
    pub(crate) fn new(plans: &[Arc<Plan>]) -> Self {
        let mut made = Self::default();
        let (mut readers, mut wide, mut late_wide) = (
            Readers::default(),
            FxHashMap::<usize, Vec<usize>>::default(),
            FxHashMap::<usize, Vec<usize>>::default(),
        );
        for (place, plan) in plans.iter().enumerate() {
            let slots = plan.inputs.iter().map(|input| input.slots.clone());
            let parts = slots.filter(|slots| *slots != plan.slots);
            made.of_plan.push(OfPlan::by_parts(parts));
            for input in &plan.inputs {
                let readers = readers.entry(input.kind).or_default();
                let again = readers
                    .iter_mut()
                    .find(|(of, other)| *of == place && other.slots == input.slots);
                match again {
                    Some((_, other)) => other.seeds |= input.seeds,
                    None => readers.push((place, input.clone())),
                }
            }
            for (kinds, index) in [(&plan.wide, &mut wide), (&plan.late_wide, &mut late_wide)] {
                for kind in kinds {
                    let plans = index.entry(*kind).or_default();
                    if !plans.contains(&place) {
                        plans.push(place);
                    }
                }
            }
        }
        made.readers = Arc::new(readers);
        made.wide = Arc::new(wide);
        made.late_wide = Arc::new(late_wide);
        made
    }

    /// Marks the cells that an entry touches, making the one it opens.
    pub(crate) fn touch(&mut self, plans: &[Arc<Plan>], record: &Record, late: bool) {
        let Some(kind) = record.kind else { return };
        let Self {
            of_plan,
            readers,
            dirty,
            ..
        } = self;
        for (place, input) in readers.get(&kind).map(Vec::as_slice).unwrap_or_default() {
            let (Some(plan), Some(group)) = (plans.get(*place), of_plan.get_mut(*place)) else {
                continue;
            };
            let Some(key) = record.key(&input.slots) else {
                continue;
            };
            if input.slots == plan.slots {
                let known = group.find(&key);
                let cell = known.or_else(|| input.seeds.then(|| group.add(plan, key)));
                if let Some(cell) = cell {
                    group.mark(*place, cell, dirty);
                }
                continue;
            }
            for cell in group.of_part(&input.slots, &key) {
                group.mark(*place, cell, dirty);
            }
        }
        let everywhere = self
            .wide
            .get(&kind)
            .into_iter()
            .chain(self.late_wide.get(&kind).filter(|_| late));
        for place in everywhere.flatten() {
            if self.all_dirty.contains(place) {
                continue;
            }
            self.all_dirty.push(*place);
            if let Some(group) = self.of_plan.get_mut(*place) {
                for cell in 0..group.len() {
                    group.mark(*place, cell, &mut self.dirty);
                }
            }
        }
    }

    /// The cells that entries have touched; what a rule follows comes before it.
    pub(crate) fn take_dirty(&mut self) -> Vec<Place> {
        let mut dirty = std::mem::take(&mut self.dirty);
        self.all_dirty.clear();
        dirty.sort_unstable();
        dirty
    }

    /// The cells that stand differently by `now`, without any new entry; of cells that are
    /// cold and whose duties are the same, only if they are to be told.
    pub(crate) fn take_due(&mut self, now: Instant, told: bool) -> Vec<Place> {
        let mut due: Vec<Place> = self
            .agenda
            .iter()
            .take_while(|(at, ..)| *at <= now)
            .map(|(_, plan, cell)| (*plan, *cell))
            .collect();
        for (plan, group) in self.of_plan.iter_mut().enumerate() {
            while let Some(cell) = group.take_turned(now, told) {
                due.push((plan, cell));
            }
        }
        due.sort_unstable();
        due.dedup();
        for place in &due {
            if let Some(cell) = self.cell_mut(*place) {
                cell.dirty = true;
            }
        }
        due
    }

    fn cell_mut(&mut self, (plan, cell): Place) -> Option<&mut Cell> {
        self.of_plan.get_mut(plan)?.get_mut(cell)
    }

    pub(crate) fn cores(&self, (plan, cell): Place) -> Arc<Vec<Core>> {
        let group = self.of_plan.get(plan);
        group.map_or_else(Arc::default, |group| group.cores(cell))
    }

    /// Looks at a cell anew and keeps what it finds.
    pub(crate) fn run(&mut self, look: Look<'_>, place: Place) {
        let (cores, holds_until) = self.look(look, place);
        let Some(cell) = self.cell_mut(place) else {
            return;
        };
        let before = cell.turns_at;
        cell.keep(cores, holds_until, look.now);
        self.list(place, before);
    }

    /// Keeps the lists of what is live and what turns, where a cell turned at `before`.
    fn list(&mut self, place: Place, before: Instant) {
        let Some(cell) = self
            .of_plan
            .get(place.0)
            .and_then(|group| group.get(place.1))
        else {
            return;
        };
        let (live, turns_at) = (cell.cores.iter().any(Core::is_live), cell.turns_at);
        if before != turns_at {
            self.agenda.remove(&(before, place.0, place.1));
            if turns_at < Instant::MAX {
                self.agenda.insert((turns_at, place.0, place.1));
            }
        }
        if live || turns_at < Instant::MAX {
            self.live.insert(place);
        } else {
            self.live.remove(&place);
        }
    }

    /// Looks at a cell as of a moment, keeping nothing; and until when that holds.
    pub(crate) fn look(&self, look: Look<'_>, place: Place) -> (Vec<Core>, Instant) {
        let group = self.of_plan.get(place.0);
        let key = group.and_then(|group| group.key(place.1));
        let (Some(plan), Some(key)) = (look.plans.get(place.0), key) else {
            return (Vec::new(), Instant::MAX);
        };
        match &plan.shape {
            Shape::Missed { place, .. } => {
                let ready = self.same(*place, &key, look.now);
                readings::after(look, plan, &key, ready)
            }
            _ => readings::duties(look, plan, &key, None),
        }
    }

    /// The duties about the same things under another rule, if they are ready.
    fn same(&self, plan: usize, key: &Key, now: Instant) -> Option<(Cow<'_, [Core]>, Instant)> {
        let group = self.of_plan.get(plan)?;
        group.ready(group.find(key)?, now)
    }

    /// The duties of a cell as last looked at, if that holds at `now`.
    pub(crate) fn ready(&self, (plan, cell): Place, now: Instant) -> Option<Cow<'_, [Core]>> {
        let ready = self.of_plan.get(plan)?.ready(cell, now);
        ready.map(|(cores, _)| cores)
    }

    /// The same cells to look at, without the lists that only whoever keeps them
    /// up to date needs.
    pub(crate) fn seen(&self) -> Self {
        Self {
            of_plan: self.of_plan.clone(),
            ..Self::default()
        }
    }

    /// The cell of a plan with this key.
    pub(crate) fn find(&self, plan: usize, key: &Key) -> Option<usize> {
        self.of_plan.get(plan)?.find(key)
    }

    /// All cells.
    pub(crate) fn all(&self) -> impl Iterator<Item = Place> {
        self.of_plan
            .iter()
            .enumerate()
            .flat_map(|(plan, group)| (0..group.len()).map(move |cell| (plan, cell)))
    }

    /// The cells with something owed, known from the last look on.
    pub(crate) fn live(&self) -> impl Iterator<Item = Place> {
        let plans = self.of_plan.iter().enumerate();
        let cold = plans.flat_map(|(plan, group)| group.cold_live().map(move |cell| (plan, cell)));
        self.live.iter().copied().chain(cold)
    }

    /// How many those are.
    pub(crate) fn live_count(&self) -> usize {
        let cold = self.of_plan.iter().map(|group| group.cold_live);
        self.live.len() + cold.sum::<usize>()
    }

    /// The cells in which a person answered for something at the last look, and
    /// those that stand differently by `now`.
    pub(crate) fn of_person(&self, person: Sym, now: Instant) -> Vec<Place> {
        let turned = self
            .agenda
            .iter()
            .take_while(|(at, ..)| *at <= now)
            .map(|(_, plan, cell)| (*plan, *cell));
        let plans = self.of_plan.iter().enumerate();
        let cold = plans.flat_map(|(plan, group)| {
            let cells = group.cold_of(person).chain(group.turned(now));
            cells.map(move |cell| (plan, cell))
        });
        let mut places: Vec<Place> = self
            .of_person
            .get(&person)
            .into_iter()
            .flatten()
            .copied()
            .chain(turned)
            .chain(cold)
            .collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    /// Notes who answers for the live duties of a cell.
    pub(crate) fn assign(&mut self, place: Place, people: People) {
        let group = self.of_plan.get_mut(place.0);
        if let Some(group) = group.filter(|group| group.is_cold(place.1)) {
            let cold = group.cold.as_ref();
            let kept = cold.and_then(|cold| cold.kept(place.1));
            if kept.is_some_and(|kept| kept.people == people) {
                return;
            }
            group.warm(place.1);
            self.list(place, Instant::MAX);
            self.set_people(place);
        }
        let Some(cell) = self.cell_mut(place) else {
            return;
        };
        if cell.people == people {
            return;
        }
        let before = std::mem::replace(&mut cell.people, people.clone());
        for person in before {
            if let Some(places) = self.of_person.get_mut(&person) {
                places.remove(&place);
            }
        }
        for person in people {
            self.of_person.entry(person).or_default().insert(place);
        }
    }

    /// Lists a cell that was taken out with whoever answered there.
    fn set_people(&mut self, place: Place) {
        let cell = self.cell_mut(place);
        let people = cell.map_or_else(People::new, |cell| cell.people.clone());
        for person in people {
            self.of_person.entry(person).or_default().insert(place);
        }
    }
}
