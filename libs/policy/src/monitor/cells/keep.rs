//! The cells put away as bytes and taken out again, where they stay cold.

use std::sync::Arc;

use super::Cells;
use super::of_plan::{Cell, OfPlan};
use crate::calendar::Instant;
use crate::monitor::core::Core;
use crate::monitor::kept::bytes::{Parts, Writer};
use crate::monitor::kept::cold::{self, Cold, Packed, Packing, Turn, What};
use crate::monitor::plan::Plan;
use crate::monitor::store::Key;

/// The number a cell has no more.
const NONE: u32 = u32::MAX;

/// About so many bytes a cell takes.
const USUAL: usize = 64;

impl Cells {
    /// About how many bytes all cells take.
    pub(crate) fn size(&self) -> usize {
        let of_plan = self.of_plan.iter().map(|group| {
            let cold = group.cold.as_ref().map_or(0, |cold| cold.size);
            cold + (group.thawed.len() + group.cells.len()) * USUAL
        });
        of_plan.sum()
    }

    /// Writes all cells, every one of them looked at.
    pub(crate) fn put_away(&self, out: &mut Writer, plans: &[Arc<Plan>], clock: Instant) {
        for (group, plan) in self.of_plan.iter().zip(plans) {
            let all = group.packing(clock);
            Cold::write(out, (&plan.slots, &group.parts()), all);
        }
    }

    /// Takes the cells out; none if they make no sense.
    pub(crate) fn take_out(
        &mut self,
        parts: &mut Parts,
        plans: &[Arc<Plan>],
        clock: Instant,
    ) -> Option<()> {
        for (group, plan) in self.of_plan.iter_mut().zip(plans) {
            let cold = Cold::read(parts.next()?, &plan.slots, &group.parts(), clock)?;
            group.set_cold(cold);
        }
        Some(())
    }
}

impl OfPlan {
    /// All cells in the order of their keys, and what is found by other things.
    fn packing(&self, clock: Instant) -> Packing<'_> {
        let base = self.base();
        let mut hot: Vec<(&Key, usize, &Cell)> = Vec::new();
        hot.extend(
            self.thawed
                .iter()
                .map(|(number, cell)| (&cell.key, *number, cell)),
        );
        hot.extend(
            self.cells
                .iter()
                .zip(base..)
                .map(|(cell, number)| (&cell.key, number, cell)),
        );
        hot.sort_unstable_by_key(|(key, number, _)| (*key, *number));
        let mut hot = hot.into_iter().peekable();
        let mut all = Packing::default();
        let mut numbers = vec![NONE; self.len()];
        let mut number = |old: usize, new: usize| {
            if let Some(number) = numbers.get_mut(old) {
                *number = u32::try_from(new).unwrap_or(NONE);
            }
        };
        if let Some(cold) = &self.cold {
            for old in (0..base).filter(|old| self.is_cold(*old)) {
                let key = cold.key(old);
                while let Some((_, before, cell)) = hot.next_if(|(other, ..)| **other < key) {
                    number(before, all.cells.len());
                    all.add(cell, clock);
                }
                number(old, all.cells.len());
                all.cells.push(Packed {
                    key,
                    live: cold.is_live(old),
                    what: What::Bytes(cold.bytes(old).unwrap_or_default()),
                });
            }
        }
        for (_, before, cell) in hot {
            number(before, all.cells.len());
            all.add(cell, clock);
        }
        self.cold_turns(&mut all, &numbers);
        all.turning.sort_unstable();
        self.cold_people(&mut all, &numbers);
        all
    }

    fn cold_turns(&self, all: &mut Packing<'_>, numbers: &[u32]) {
        let Some(cold) = &self.cold else { return };
        let turns =
            (self.turned..).map_while(|place| Some((cold.turns_at(place), cold.turning(place)?)));
        for (at, turn) in turns.filter(|(_, turn)| self.is_cold(turn.cell)) {
            let number = numbers.get(turn.cell).copied();
            let number = number.and_then(|number| usize::try_from(number).ok());
            let cell = number.unwrap_or(usize::MAX);
            all.turning.push((at, Turn { cell, ..turn }));
        }
    }

    fn cold_people(&self, all: &mut Packing<'_>, numbers: &[u32]) {
        let Some(cold) = &self.cold else { return };
        let index = cold.people();
        for place in 0..index.len() {
            let person: Key = index.symbols(place).collect();
            for old in index.items(&person) {
                let old = usize::try_from(old).unwrap_or(usize::MAX);
                let new = numbers.get(old).filter(|_| self.is_cold(old));
                all.people.extend(new.map(|new| (person.clone(), *new)));
            }
        }
    }
}

impl<'a> Packing<'a> {
    fn add(&mut self, cell: &'a Cell, clock: Instant) {
        let turns = cold::turns(&cell.cores, cell.holds_until, clock);
        let number = self.cells.len();
        let turns = turns.map(|(at, look)| (at, Turn { cell: number, look }));
        self.turning.extend(turns);
        let place = u32::try_from(number).unwrap_or(NONE);
        let people = cell.people.iter();
        self.people
            .extend(people.map(|person| (Key::from_slice(&[*person]), place)));
        self.cells.push(Packed {
            key: cell.key.clone(),
            live: cell.cores.iter().any(Core::is_live) || cell.turns_at < Instant::MAX,
            what: What::Cores(cell.holds_until, &cell.people, &cell.cores),
        });
    }
}
