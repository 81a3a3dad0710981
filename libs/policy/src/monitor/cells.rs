//! The cells of all rules: which are there, which need a new look, and when.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::core::Core;
use super::people::{People, Roles};
use super::plan::{Input, Plan, Shape};
use super::readings;
use super::shared::{List, Table};
use super::store::{Key, Record, Store, Sym};
use crate::calendar::{Calendar, Instant};

/// The cells that share part of their keys.
type Groups = Table<Key, Vec<usize>>;
/// For a deed, the plans that look at it.
type Readers = FxHashMap<usize, Vec<(usize, Input)>>;
/// A plan and a cell of it.
type Place = (usize, usize);

#[derive(Debug, Clone)]
struct Cell {
    key: Key,
    cores: Arc<Vec<Core>>,
    /// The moment of the last look, and the moment until which it holds.
    looked: Instant,
    holds_until: Instant,
    turns_at: Instant,
    dirty: bool,
    /// Who answered for its live duties at the last look.
    people: People,
}

impl Cell {
    fn ready(&self, now: Instant) -> bool {
        !self.dirty && self.looked <= now && now < self.holds_until
    }
}

/// What a look at a cell needs beside it.
#[derive(Clone, Copy)]
pub(crate) struct Look<'a> {
    pub(crate) plans: &'a [Arc<Plan>],
    pub(crate) store: &'a Store,
    pub(crate) roles: &'a Roles,
    pub(crate) calendar: &'a Arc<Calendar>,
    pub(crate) now: Instant,
}

/// The cells of one plan, found by key and by parts of keys.
#[derive(Debug, Clone, Default)]
struct OfPlan {
    cells: List<Cell>,
    by_key: Table<Key, usize>,
    /// For inputs that name part of a key: by slots, then by symbols.
    by_part: Vec<(SmallVec<[Sym; 3]>, Groups)>,
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
                        .push((input.slots.clone(), Table::default()));
                }
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
            made.of_plan.push(of_plan);
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

    /// The cells that entries have touched; what a rule follows comes before it.
    pub(crate) fn take_dirty(&mut self) -> Vec<Place> {
        let mut dirty = std::mem::take(&mut self.dirty);
        dirty.sort_unstable();
        dirty
    }

    /// The cells that stand differently by `now`, without any new entry.
    pub(crate) fn take_due(&mut self, now: Instant) -> Vec<Place> {
        let mut due: Vec<Place> = self
            .agenda
            .iter()
            .take_while(|(at, ..)| *at <= now)
            .map(|(_, plan, cell)| (*plan, *cell))
            .collect();
        due.sort_unstable();
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

    pub(crate) fn cores(&self, place: Place) -> Arc<Vec<Core>> {
        self.cell(place)
            .map_or_else(Arc::default, |cell| cell.cores.clone())
    }

    /// Looks at a cell anew and keeps what it finds.
    pub(crate) fn run(&mut self, look: Look<'_>, place: Place) {
        let (cores, holds_until) = self.look(look, place);
        let Some(cell) = self.cell_mut(place) else {
            return;
        };
        let before = (cell.turns_at, place.0, place.1);
        cell.cores = Arc::new(cores);
        cell.looked = look.now;
        cell.dirty = false;
        cell.holds_until = holds_until;
        let turns = cell.cores.iter().filter_map(|core| core.turns_at(look.now));
        let turns = turns.min().unwrap_or(Instant::MAX);
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

    /// Looks at a cell as of a moment, keeping nothing; and until when that holds.
    pub(crate) fn look(&self, look: Look<'_>, place: Place) -> (Vec<Core>, Instant) {
        let (Some(plan), Some(cell)) = (look.plans.get(place.0), self.cell(place)) else {
            return (Vec::new(), Instant::MAX);
        };
        match &plan.shape {
            Shape::Missed { place, .. } => {
                let ready = self.same(*place, &cell.key, look.now);
                readings::after(look, plan, &cell.key, ready)
            }
            _ => readings::duties(look, plan, &cell.key, None),
        }
    }

    /// The duties about the same things under another rule, if they are ready.
    fn same(&self, plan: usize, key: &Key, now: Instant) -> Option<(&[Core], Instant)> {
        let group = self.of_plan.get(plan)?;
        let cell = group.cells.get(*group.by_key.get(key)?)?;
        cell.ready(now)
            .then_some((cell.cores.as_slice(), cell.holds_until))
    }

    /// The duties of a cell as last looked at, if that holds at `now`.
    pub(crate) fn ready(&self, place: Place, now: Instant) -> Option<&[Core]> {
        let cell = self.cell(place)?;
        cell.ready(now).then_some(cell.cores.as_slice())
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
        self.of_plan.get(plan)?.by_key.get(key).copied()
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
                cells.change(part, |cells| cells.push(cell));
            }
        }
        self.by_key.insert(key.clone(), cell);
        self.cells.push(Cell {
            key,
            cores: Arc::default(),
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
