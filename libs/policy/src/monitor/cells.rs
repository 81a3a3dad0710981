//! The cells of all rules: which are there, which need a new look, and when.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::core::Core;
use super::facts::Facts;
use super::forms;
use super::people::{People, Roles};
use super::plan::{Input, Plan};
use super::store::{Key, Record, Store, Sym};
use crate::calendar::{Calendar, Instant};

/// The cells that share part of their keys.
type Groups = FxHashMap<Key, Vec<usize>>;
/// A plan and a cell of it.
type Place = (usize, usize);

#[derive(Debug, Clone)]
struct Cell {
    key: Key,
    cores: Vec<Core>,
    /// The moment of the last look, and the moment until which it holds.
    looked: Instant,
    holds_until: Instant,
    turns_at: Instant,
    dirty: bool,
    /// Who answered for its live duties at the last look.
    people: People,
}

/// The cells of one plan, found by key and by parts of keys.
#[derive(Debug, Clone, Default)]
struct OfPlan {
    cells: Vec<Cell>,
    by_key: FxHashMap<Key, usize>,
    /// For inputs that name part of a key: by slots, then by symbols.
    by_part: Vec<(SmallVec<[Sym; 3]>, Groups)>,
}

/// All cells.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cells {
    of_plan: Vec<OfPlan>,
    /// For each deed, the plans and inputs that look at it.
    readers: FxHashMap<usize, Vec<(usize, Input)>>,
    wide: FxHashMap<usize, Vec<usize>>,
    late_wide: FxHashMap<usize, Vec<usize>>,
    dirty: Vec<Place>,
    agenda: BTreeSet<(Instant, usize, usize)>,
    live: BTreeSet<Place>,
    of_person: FxHashMap<Sym, BTreeSet<Place>>,
}

impl Cells {
    pub(crate) fn new(plans: &[Arc<Plan>]) -> Self {
        let mut made = Self::default();
        for (place, plan) in plans.iter().enumerate() {
            let mut of_plan = OfPlan::default();
            for input in &plan.inputs {
                let partial = input.slots != plan.slots;
                if partial
                    && !of_plan
                        .by_part
                        .iter()
                        .any(|(slots, _)| *slots == input.slots)
                {
                    of_plan
                        .by_part
                        .push((input.slots.clone(), FxHashMap::default()));
                }
                let readers = made.readers.entry(input.kind).or_default();
                let again = readers
                    .iter_mut()
                    .find(|(of, other)| *of == place && other.slots == input.slots);
                match again {
                    Some((_, other)) => other.seeds |= input.seeds,
                    None => readers.push((place, input.clone())),
                }
            }
            for (kinds, index) in [
                (&plan.wide, &mut made.wide),
                (&plan.late_wide, &mut made.late_wide),
            ] {
                for kind in kinds {
                    let plans = index.entry(*kind).or_default();
                    if !plans.contains(&place) {
                        plans.push(place);
                    }
                }
            }
            made.of_plan.push(of_plan);
        }
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
                let known = group.by_key.get(&key).copied();
                let cell = known.or_else(|| input.seeds.then(|| group.add(plan, key)));
                if let Some(cell) = cell {
                    group.mark(*place, cell, dirty);
                }
                continue;
            }
            let part = group
                .by_part
                .iter()
                .find(|(slots, _)| *slots == input.slots);
            for cell in part
                .and_then(|(_, cells)| cells.get(&key))
                .cloned()
                .unwrap_or_default()
            {
                group.mark(*place, cell, dirty);
            }
        }
        let everywhere = self
            .wide
            .get(&kind)
            .into_iter()
            .chain(self.late_wide.get(&kind).filter(|_| late));
        for place in everywhere.flatten() {
            if let Some(group) = self.of_plan.get_mut(*place) {
                for cell in 0..group.cells.len() {
                    group.mark(*place, cell, &mut self.dirty);
                }
            }
        }
    }

    pub(crate) fn take_dirty(&mut self) -> Vec<Place> {
        std::mem::take(&mut self.dirty)
    }

    /// The cells that stand differently by `now`, without any new entry.
    pub(crate) fn take_due(&mut self, now: Instant) -> Vec<Place> {
        let due: Vec<Place> = self
            .agenda
            .iter()
            .take_while(|(at, ..)| *at <= now)
            .map(|(_, plan, cell)| (*plan, *cell))
            .collect();
        for place in &due {
            if let Some(cell) = self.cell_mut(*place) {
                cell.dirty = true;
            }
        }
        due
    }

    fn cell(&self, (plan, cell): Place) -> Option<&Cell> {
        self.of_plan.get(plan)?.cells.get(cell)
    }

    fn cell_mut(&mut self, (plan, cell): Place) -> Option<&mut Cell> {
        self.of_plan.get_mut(plan)?.cells.get_mut(cell)
    }

    pub(crate) fn cores(&self, place: Place) -> &[Core] {
        self.cell(place).map_or(&[], |cell| cell.cores.as_slice())
    }

    /// Looks at a cell anew and keeps what it finds.
    pub(crate) fn run(
        &mut self,
        plans: &[Arc<Plan>],
        store: &Store,
        roles: &Roles,
        calendar: &Calendar,
        place: Place,
        now: Instant,
    ) {
        let (Some(plan), Some(cell)) = (
            plans.get(place.0),
            self.of_plan
                .get_mut(place.0)
                .and_then(|group| group.cells.get_mut(place.1)),
        ) else {
            return;
        };
        let facts = Facts::new(store, roles, calendar, now);
        cell.cores = forms::duties(&facts, plan, &cell.key);
        let before = (cell.turns_at, place.0, place.1);
        cell.looked = now;
        cell.dirty = false;
        cell.holds_until = facts.next.get();
        let turns = cell
            .cores
            .iter()
            .filter_map(|core| core.turns_at(now))
            .min()
            .unwrap_or(Instant::MAX);
        cell.turns_at = cell.holds_until.min(turns);
        let (live, turns_at) = (cell.cores.iter().any(Core::is_live), cell.turns_at);
        if before.0 != turns_at {
            self.agenda.remove(&before);
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

    /// Looks at a cell as of another moment, keeping nothing.
    pub(crate) fn look(
        &self,
        plan: &Plan,
        store: &Store,
        roles: &Roles,
        calendar: &Calendar,
        place: Place,
        now: Instant,
    ) -> Vec<Core> {
        let facts = Facts::new(store, roles, calendar, now);
        self.cell(place)
            .map_or_else(Vec::new, |cell| forms::duties(&facts, plan, &cell.key))
    }

    /// The duties of a cell as last looked at, if that holds at `now`.
    pub(crate) fn ready(&self, place: Place, now: Instant) -> Option<&[Core]> {
        let cell = self.cell(place)?;
        (!cell.dirty && cell.looked <= now && now < cell.holds_until)
            .then_some(cell.cores.as_slice())
    }

    /// All cells.
    pub(crate) fn all(&self) -> impl Iterator<Item = Place> {
        self.of_plan
            .iter()
            .enumerate()
            .flat_map(|(plan, group)| (0..group.cells.len()).map(move |cell| (plan, cell)))
    }

    /// The cells with something owed, known from the last look on.
    pub(crate) fn live(&self) -> impl Iterator<Item = Place> {
        self.live.iter().copied()
    }

    /// The cells in which a person answered for something at the last look, and
    /// those that stand differently by `now`.
    pub(crate) fn of_person(&self, person: Sym, now: Instant) -> Vec<Place> {
        let turned = self
            .agenda
            .iter()
            .take_while(|(at, ..)| *at <= now)
            .map(|(_, plan, cell)| (*plan, *cell));
        let mut places: Vec<Place> = self
            .of_person
            .get(&person)
            .into_iter()
            .flatten()
            .copied()
            .chain(turned)
            .collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    /// Notes who answers for the live duties of a cell.
    pub(crate) fn assign(&mut self, place: Place, people: People) {
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
}

impl OfPlan {
    fn add(&mut self, plan: &Plan, key: Key) -> usize {
        let cell = self.cells.len();
        for (slots, cells) in &mut self.by_part {
            let symbol = |slot: &Sym| {
                plan.slots
                    .iter()
                    .position(|of| of == slot)
                    .and_then(|place| key.get(place))
                    .copied()
            };
            if let Some(part) = slots.iter().map(symbol).collect::<Option<Key>>() {
                cells.entry(part).or_default().push(cell);
            }
        }
        self.by_key.insert(key.clone(), cell);
        self.cells.push(Cell {
            key,
            cores: Vec::new(),
            looked: Instant::MIN,
            holds_until: Instant::MIN,
            turns_at: Instant::MAX,
            dirty: false,
            people: People::new(),
        });
        cell
    }

    fn mark(&mut self, place: usize, cell: usize, dirty: &mut Vec<Place>) {
        if let Some(found) = self.cells.get_mut(cell)
            && !found.dirty
        {
            found.dirty = true;
            dirty.push((place, cell));
        }
    }
}
