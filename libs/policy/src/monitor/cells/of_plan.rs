//! The cells of one plan, found by key and by parts of keys.

use std::borrow::Cow;
use std::sync::Arc;

use smallvec::SmallVec;

use super::Place;
use crate::calendar::Instant;
use crate::monitor::core::Core;
use crate::monitor::kept::cold::{self, Cold};
use crate::monitor::people::People;
use crate::monitor::plan::Plan;
use crate::monitor::shared::{List, Table};
use crate::monitor::store::{Key, Sym};

/// The cells that share part of their keys.
type Groups = Table<Key, Vec<usize>>;

#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub(super) key: Key,
    pub(super) cores: Arc<Vec<Core>>,
    /// Its duties are still where they were put away.
    unread: bool,
    /// The moment of the last look, and the moment until which it holds.
    pub(super) looked: Instant,
    pub(super) holds_until: Instant,
    pub(super) turns_at: Instant,
    pub(super) dirty: bool,
    /// Who answered for its live duties at the last look.
    pub(super) people: People,
}

impl Cell {
    fn new(key: Key) -> Self {
        Self {
            key,
            cores: Arc::default(),
            unread: false,
            looked: Instant::MIN,
            holds_until: Instant::MIN,
            turns_at: Instant::MAX,
            dirty: false,
            people: People::new(),
        }
    }

    /// Keeps what a look has found.
    pub(super) fn keep(&mut self, cores: Vec<Core>, holds_until: Instant, now: Instant) {
        self.turns_at = cold::turns_at(&cores, holds_until, now);
        self.cores = Arc::new(cores);
        self.unread = false;
        self.looked = now;
        self.holds_until = holds_until;
        self.dirty = false;
    }
}

/// The cells of one plan. Those that were put away have the first numbers; they lie
/// there until something touches them.
#[derive(Debug, Clone, Default)]
pub(super) struct OfPlan {
    pub(super) cold: Option<Arc<Cold>>,
    /// Of those that were put away, what has been touched since.
    pub(super) thawed: Table<usize, Cell>,
    /// The others.
    pub(super) cells: List<Cell>,
    by_key: Table<Key, usize>,
    /// For inputs that name part of a key: by slots, then by symbols.
    by_part: Vec<(SmallVec<[Sym; 3]>, Groups)>,
    /// How far time has gone through the cold cells that turn, and when the next one does.
    pub(super) turned: usize,
    pub(super) turns_next: Instant,
    /// In how many cold cells something is live.
    pub(super) cold_live: usize,
}

impl OfPlan {
    /// One whose inputs name these parts of its keys.
    pub(super) fn by_parts(parts: impl IntoIterator<Item = SmallVec<[Sym; 3]>>) -> Self {
        let mut made = Self {
            turns_next: Instant::MAX,
            ..Self::default()
        };
        for part in parts {
            if !made.by_part.iter().any(|(slots, _)| *slots == part) {
                made.by_part.push((part, Table::default()));
            }
        }
        made
    }

    /// The parts of keys by which its cells are found.
    pub(super) fn parts(&self) -> Vec<SmallVec<[Sym; 3]>> {
        self.by_part
            .iter()
            .map(|(slots, _)| slots.clone())
            .collect()
    }

    pub(super) fn set_cold(&mut self, cold: Cold) {
        self.cold_live = cold.live_count();
        self.turns_next = cold.turns_at(0);
        self.cold = Some(Arc::new(cold));
    }

    /// How many were put away.
    pub(super) fn base(&self) -> usize {
        self.cold.as_ref().map_or(0, |cold| cold.len())
    }

    pub(super) fn len(&self) -> usize {
        self.base() + self.cells.len()
    }

    pub(super) fn is_cold(&self, cell: usize) -> bool {
        cell < self.base() && !self.thawed.contains_key(&cell)
    }

    /// A cell that is not cold.
    pub(super) fn get(&self, cell: usize) -> Option<&Cell> {
        match cell.checked_sub(self.base()) {
            None => self.thawed.get(&cell),
            Some(place) => self.cells.get(place),
        }
    }

    /// A cell to be changed; a cold one no longer is.
    pub(super) fn get_mut(&mut self, cell: usize) -> Option<&mut Cell> {
        if let Some(place) = cell.checked_sub(self.base()) {
            return self.cells.get_mut(place);
        }
        if !self.thawed.contains_key(&cell) {
            self.thaw(cell);
        }
        self.thawed.get_mut(&cell)
    }

    fn thaw(&mut self, cell: usize) {
        let Some(cold) = &self.cold else { return };
        self.cold_live = self
            .cold_live
            .saturating_sub(usize::from(cold.is_live(cell)));
        let thawed = Cell {
            unread: true,
            looked: cold.clock,
            ..Cell::new(cold.key(cell))
        };
        self.thawed.insert(cell, thawed);
    }

    /// Takes a cold cell out whole.
    pub(super) fn warm(&mut self, cell: usize) {
        let Some(cold) = self.cold.clone().filter(|_| self.is_cold(cell)) else {
            return;
        };
        let Some(kept) = cold.kept(cell) else { return };
        if let Some(thawed) = self.get_mut(cell) {
            let cores = Arc::unwrap_or_clone(kept.cores);
            thawed.keep(cores, kept.holds_until, cold.clock);
            thawed.people = kept.people;
        }
    }

    pub(super) fn key(&self, cell: usize) -> Option<Key> {
        match (self.get(cell), &self.cold) {
            (Some(cell), _) => Some(cell.key.clone()),
            (None, Some(cold)) if self.is_cold(cell) => Some(cold.key(cell)),
            _ => None,
        }
    }

    /// The duties as last looked at.
    pub(super) fn cores(&self, cell: usize) -> Arc<Vec<Core>> {
        match self.get(cell) {
            Some(cell) if !cell.unread => cell.cores.clone(),
            _ => {
                let cold = self.cold.as_ref();
                let kept = cold.and_then(|cold| cold.kept(cell));
                kept.map_or_else(Arc::default, |kept| kept.cores)
            }
        }
    }

    /// The duties as last looked at, and until when they hold, if they do at `now`.
    pub(super) fn ready(&self, cell: usize, now: Instant) -> Option<(Cow<'_, [Core]>, Instant)> {
        match self.get(cell) {
            Some(cell) => {
                let holds = !cell.dirty && !cell.unread;
                let ready = holds && cell.looked <= now && now < cell.holds_until;
                ready.then(|| (Cow::Borrowed(cell.cores.as_slice()), cell.holds_until))
            }
            None => {
                let cold = self.cold.as_ref().filter(|cold| cold.clock <= now)?;
                let kept = cold.kept(cell).filter(|kept| now < kept.holds_until)?;
                let cores = Arc::unwrap_or_clone(kept.cores);
                Some((Cow::Owned(cores), kept.holds_until))
            }
        }
    }

    pub(super) fn find(&self, key: &Key) -> Option<usize> {
        let new = self.by_key.get(key).copied();
        new.or_else(|| self.cold.as_ref()?.find(key))
    }

    /// The cells with these symbols in some of the slots of their keys.
    pub(super) fn of_part(&self, slots: &[Sym], key: &Key) -> Vec<usize> {
        let found = self
            .by_part
            .iter()
            .enumerate()
            .find(|(_, (part, _))| part.as_slice() == slots);
        let Some((place, (_, groups))) = found else {
            return Vec::new();
        };
        let cold = self.cold.iter().flat_map(|cold| cold.of_part(place, key));
        let new = groups.get(key).into_iter().flatten().copied();
        cold.chain(new).collect()
    }

    pub(super) fn add(&mut self, plan: &Plan, key: Key) -> usize {
        let cell = self.len();
        for (slots, cells) in &mut self.by_part {
            if let Some(part) = cold::part_of(&plan.slots, &key, slots) {
                cells.change(part, |cells| cells.push(cell));
            }
        }
        self.by_key.insert(key.clone(), cell);
        self.cells.push(Cell::new(key));
        cell
    }

    pub(super) fn mark(&mut self, place: usize, cell: usize, dirty: &mut Vec<Place>) {
        if let Some(found) = self.get_mut(cell)
            && !found.dirty
        {
            found.dirty = true;
            dirty.push((place, cell));
        }
    }

    /// The next cold cell that stands otherwise by `now`; of those whose duties are the
    /// same, only if they are told.
    pub(super) fn take_turned(&mut self, now: Instant, told: bool) -> Option<usize> {
        while self.turns_next <= now {
            let cold = self.cold.as_ref()?;
            let turn = cold.turning(self.turned);
            self.turned += 1;
            self.turns_next = cold.turns_at(self.turned);
            let cell = turn.filter(|turn| turn.look || told).map(|turn| turn.cell);
            if let Some(cell) = cell.filter(|cell| self.is_cold(*cell)) {
                return Some(cell);
            }
        }
        None
    }

    /// The cold cells whose duties are others by `now`.
    pub(super) fn turned(&self, now: Instant) -> impl Iterator<Item = usize> {
        let cold = self.cold.iter();
        cold.flat_map(move |cold| {
            (self.turned..)
                .take_while(move |place| cold.turns_at(*place) <= now)
                .map_while(|place| cold.turning(place))
                .filter(|turn| turn.look && self.is_cold(turn.cell))
                .map(|turn| turn.cell)
        })
    }

    /// The cold cells in which something is live.
    pub(super) fn cold_live(&self) -> impl Iterator<Item = usize> {
        let cold = self.cold.iter().flat_map(|cold| cold.live());
        cold.filter(|cell| self.is_cold(*cell))
    }

    /// The cold cells in which a person answers for something.
    pub(super) fn cold_of(&self, person: Sym) -> impl Iterator<Item = usize> {
        let cold = self.cold.iter();
        cold.flat_map(move |cold| cold.of_person(person))
            .filter(|cell| self.is_cold(*cell))
    }
}
