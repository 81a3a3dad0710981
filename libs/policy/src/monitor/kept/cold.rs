//! The cells of a plan as they were put away. They stay bytes until an entry touches
//! them or time changes how they stand; whoever asks meanwhile reads them where they lie.
//!
//! Cells are numbered in the order of their keys.

use smallvec::SmallVec;

use super::bytes::{Bytes, Index, Keys, Parts, Reader, Writer};
use super::cores::{self, Kept};
use crate::calendar::Instant;
use crate::monitor::core::Core;
use crate::monitor::people::People;
use crate::monitor::store::{Key, Sym};

/// Cells that were put away.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cold {
    slots: SmallVec<[Sym; 3]>,
    /// The moment at which they were put away.
    pub(crate) clock: Instant,
    /// How many bytes they are.
    pub(crate) size: usize,
    keys: Keys,
    /// Where each cell's duties end.
    ends: Bytes,
    duties: Bytes,
    /// The cells that will stand otherwise by time alone, the first first, and when: in
    /// seconds, rounded down, which makes somebody look a little too soon at worst. A cell
    /// is there once for each time that it does, until its duties are others.
    turning: Bytes,
    turns: Bytes,
    /// One bit for each cell in which something is live.
    live: Bytes,
    people: Index,
    by_part: Vec<Index>,
}

/// A cell that stands otherwise from some moment on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Turn {
    pub(crate) cell: usize,
    /// Whether its duties are others then; if not, one of them is overdue and that is all.
    pub(crate) look: bool,
}

/// Said of a cell whose duties are to be looked at then.
const LOOK: u32 = 1 << 31;

impl Turn {
    fn told(self) -> u32 {
        let cell = u32::try_from(self.cell).unwrap_or(u32::MAX) & !LOOK;
        if self.look { cell | LOOK } else { cell }
    }
}

/// A cell on its way into bytes.
pub(crate) struct Packed<'a> {
    pub(crate) key: Key,
    pub(crate) live: bool,
    pub(crate) what: What<'a>,
}

/// Its duties: as they are, or as the bytes they were before.
pub(crate) enum What<'a> {
    Cores(Instant, &'a People, &'a [Core]),
    Bytes(&'a [u8]),
}

/// All cells of a plan on their way into bytes.
#[derive(Default)]
pub(crate) struct Packing<'a> {
    /// Sorted by key.
    pub(crate) cells: Vec<Packed<'a>>,
    /// When some of them turn, and which: the first first.
    pub(crate) turning: Vec<(Instant, Turn)>,
    /// Who answers for something in which.
    pub(crate) people: Vec<(Key, u32)>,
}

/// A moment in whole seconds, rounded down.
fn seconds(at: Instant) -> u32 {
    let seconds = at.max(0) / 1_000;
    u32::try_from(seconds).unwrap_or(u32::MAX - 1)
}

/// When a cell stands otherwise without any new entry.
pub(crate) fn turns_at(cores: &[Core], holds_until: Instant, now: Instant) -> Instant {
    let turns = cores.iter().filter_map(|core| core.turns_at(now));
    turns.min().unwrap_or(Instant::MAX).min(holds_until)
}

/// Everything that will make a cell stand otherwise without any new entry.
pub(crate) fn turns(
    cores: &[Core],
    holds_until: Instant,
    now: Instant,
) -> impl Iterator<Item = (Instant, bool)> + '_ {
    let due = cores.iter().filter_map(move |core| core.turns_at(now));
    let due = due.filter(move |at| *at < holds_until);
    let look = Some((holds_until, true)).filter(|_| holds_until < Instant::MAX);
    due.map(|at| (at, false)).chain(look)
}

impl Cold {
    /// Writes the cells of a plan with these slots and parts of keys.
    pub(crate) fn write(
        out: &mut Writer,
        (slots, by_part): (&[Sym], &[SmallVec<[Sym; 3]>]),
        all: Packing<'_>,
    ) {
        let cells = &all.cells;
        let start = out.0.len();
        out.0.extend([0; 8]);
        out.column(cells.iter().flat_map(|cell| cell.key.iter().copied()));
        let (mut ends, mut duties) = (Writer::default(), Writer::default());
        for cell in cells {
            match &cell.what {
                What::Bytes(bytes) => duties.0.extend_from_slice(bytes),
                What::Cores(holds_until, people, found) => {
                    let kept = (*holds_until, *people, *found);
                    cores::write(&mut duties, (slots, &cell.key), kept);
                }
            }
            ends.u40(duties.0.len());
        }
        out.part(&ends.0);
        out.part(&duties.0);
        out.column(all.turning.iter().map(|(_, turn)| turn.told()));
        out.column(all.turning.iter().map(|(at, _)| seconds(*at)));
        let mut live = vec![0_u8; cells.len().div_ceil(8)];
        for (place, cell) in cells.iter().enumerate() {
            if let Some(byte) = live.get_mut(place / 8) {
                *byte |= u8::from(cell.live) << (place % 8);
            }
        }
        out.part(&live);
        grouped(out, all.people);
        for part in by_part {
            let keyed = cells.iter().zip(0..).filter_map(|(cell, place)| {
                let key = part_of(slots, &cell.key, part)?;
                Some((key, place))
            });
            grouped(out, keyed.collect());
        }
        out.end_part(start);
    }

    pub(crate) fn read(
        part: Bytes,
        slots: &[Sym],
        by_part: &[SmallVec<[Sym; 3]>],
        clock: Instant,
    ) -> Option<Self> {
        let size = part.len();
        let mut parts = Parts::new(part);
        let (column, ends) = (parts.next()?, parts.next()?);
        let keys = Keys::new(slots.len(), ends.len() / 5, column)?;
        let (duties, turning) = (parts.next()?, parts.next()?);
        let (turns, live) = (parts.next()?, parts.next()?);
        let people = Index::read(&mut parts, 1)?;
        let by_part = by_part
            .iter()
            .map(|part| Index::read(&mut parts, part.len()))
            .collect::<Option<Vec<_>>>()?;
        (parts.done() && live.len() == keys.len().div_ceil(8)).then(|| Self {
            slots: slots.iter().copied().collect(),
            clock,
            size,
            keys,
            ends,
            duties,
            turning,
            turns,
            live,
            people,
            by_part,
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.keys.len()
    }

    pub(crate) fn find(&self, key: &[Sym]) -> Option<usize> {
        self.keys.find(key)
    }

    pub(crate) fn key(&self, cell: usize) -> Key {
        self.keys.symbols(cell).collect()
    }

    /// The bytes of a cell's duties.
    pub(crate) fn bytes(&self, cell: usize) -> Option<&[u8]> {
        let from = match cell.checked_sub(1) {
            None => 0,
            Some(before) => self.ends.u40_at(before)?,
        };
        self.duties.slice().get(from..self.ends.u40_at(cell)?)
    }

    /// What was kept of a cell; none if the bytes make no sense.
    pub(crate) fn kept(&self, cell: usize) -> Option<Kept> {
        let mut from = Reader(self.bytes(cell)?);
        let kept = cores::read(&mut from, (&self.slots, &self.key(cell)))?;
        from.0.is_empty().then_some(kept)
    }

    pub(crate) fn is_live(&self, cell: usize) -> bool {
        let byte = self.live.slice().get(cell / 8);
        byte.is_some_and(|byte| byte >> (cell % 8) & 1 == 1)
    }

    /// The cells in which something is live.
    pub(crate) fn live(&self) -> impl Iterator<Item = usize> + '_ {
        let bytes = self.live.slice().iter().enumerate();
        bytes
            .filter(|(_, byte)| **byte != 0)
            .flat_map(|(place, _)| place * 8..place * 8 + 8)
            .filter(|cell| self.is_live(*cell))
    }

    pub(crate) fn live_count(&self) -> usize {
        let ones = self.live.slice().iter().map(|byte| byte.count_ones());
        usize::try_from(ones.sum::<u32>()).unwrap_or(usize::MAX)
    }

    /// What turns at a place of those that do.
    pub(crate) fn turning(&self, place: usize) -> Option<Turn> {
        let told = self.turning.u32_at(place)?;
        Some(Turn {
            cell: usize::try_from(told & !LOOK).ok()?,
            look: told & LOOK != 0,
        })
    }

    /// When it turns, or up to a second sooner; the end of time where there is none.
    pub(crate) fn turns_at(&self, place: usize) -> Instant {
        let at = self.turns.u32_at(place);
        at.map_or(Instant::MAX, |seconds| Instant::from(seconds) * 1_000)
    }

    pub(crate) fn people(&self) -> &Index {
        &self.people
    }

    /// The cells in which a person answers for something.
    pub(crate) fn of_person(&self, person: Sym) -> impl Iterator<Item = usize> + '_ {
        let cells = self.people.items(&[person]);
        cells.filter_map(|cell| usize::try_from(cell).ok())
    }

    /// The cells that have part of their key in common.
    pub(crate) fn of_part(&self, part: usize, key: &[Sym]) -> Vec<usize> {
        let cells = self.by_part.get(part).map(|part| part.items(key));
        let cells = cells.into_iter().flatten();
        cells
            .filter_map(|cell| usize::try_from(cell).ok())
            .collect()
    }
}

/// The symbols of some of a key's slots.
pub(crate) fn part_of(slots: &[Sym], key: &[Sym], part: &[Sym]) -> Option<Key> {
    let symbol = |slot: &Sym| {
        let place = slots.iter().position(|of| of == slot)?;
        key.get(place).copied()
    };
    part.iter().map(symbol).collect()
}

/// Writes the cells that have something in common.
fn grouped(out: &mut Writer, mut pairs: Vec<(Key, u32)>) {
    pairs.sort_unstable();
    let items: Vec<u32> = pairs.iter().map(|(_, place)| *place).collect();
    let mut groups: Vec<(&[Sym], &[u32])> = Vec::new();
    let mut from = 0;
    for same in pairs.chunk_by(|(a, _), (b, _)| a == b) {
        let to = from + same.len();
        if let (Some((key, _)), Some(items)) = (same.first(), items.get(from..to)) {
            groups.push((key, items));
        }
        from = to;
    }
    Index::write(out, groups.iter().copied());
}
