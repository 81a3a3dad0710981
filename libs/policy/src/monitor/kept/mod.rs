//! A monitor put away as bytes and taken out again.
//!
//! The bytes hold the entries and, for every cell, its duties, who answers for them and
//! when it will stand otherwise. Nothing of it is more than what follows from the entries,
//! so whoever cannot use the bytes loads the entries instead. Taken out, the cells stay
//! bytes until something touches them: a monitor of millions of duties is there at once.
//!
//! The bytes are those of one version of this library, one set of rules, one vocabulary
//! and one calendar with its zones; any other refuses them. They are for a disk that one
//! trusts: a checksum finds what a disk does to them, not what a person does.

pub(crate) mod bytes;
pub(crate) mod cold;
mod cores;

use std::sync::Arc;

use bytes::{Bytes, Parts, Reader, Writer};

use super::duty::House;
use super::plan::Line;
use super::store::{Store, Symbols};
use super::{Monitor, basis};
use crate::calendar::{Calendar, Instant};
use crate::vocabulary::Vocabulary;

/// What the bytes begin with.
const MAGIC: &[u8; 8] = b"duties\r\n";
/// How they are written. A version that changes this, or what a duty is, says another.
const VERSION: u32 = 1;
/// The magic, the version and the checksum.
const HEAD: usize = 16;

/// Why a monitor cannot be taken out of some bytes. The entries have to be loaded instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// They are not a monitor that was put away.
    #[error("these bytes are not a monitor that was put away; load the entries instead")]
    NotAMonitor,
    /// Another version of this library wrote them.
    #[error(
        "the monitor was put away by version {0} and this is version {VERSION}; load the entries instead"
    )]
    Version(u32),
    /// They are not as they were written.
    #[error("the monitor that was put away is damaged; load the entries instead")]
    Damaged,
    /// The rules have changed since.
    #[error("the monitor was put away with other rules; load the entries instead")]
    OtherRules,
    /// The words or deeds that rules may use have changed since.
    #[error("the monitor was put away with another vocabulary; load the entries instead")]
    OtherWords,
    /// Zones, days of rest, holidays or sites have changed since, or the zone database.
    #[error(
        "the monitor was put away with another calendar or time zone database; load the entries instead"
    )]
    OtherDays,
}

impl Monitor {
    /// Everything it holds, as bytes for [`Monitor::restore`]: about ten for each entry and
    /// fifty for each duty.
    pub fn save(&self) -> Vec<u8> {
        // Growing would take twice the room of what is large already.
        let size = self.cells.size() + self.len() * 32;
        let mut out = Writer(Vec::with_capacity(size + size / 16));
        out.0.extend(MAGIC);
        out.u32(VERSION);
        out.u32(0);
        for mark in self.marks() {
            out.0.extend(mark.to_le_bytes());
        }
        let start = out.0.len();
        out.0.extend([0; 8]);
        out.signed(self.clock);
        out.signed(self.people_until);
        out.end_part(start);
        self.store.symbols.put_away(&mut out);
        self.store.put_away(&mut out);
        self.cells.put_away(&mut out, &self.plans, self.clock);
        let sum = checksum(out.0.get(HEAD..).unwrap_or_default());
        if let Some(room) = out.0.get_mut(HEAD - 4..HEAD) {
            room.copy_from_slice(&sum.to_le_bytes());
        }
        out.0
    }

    /// Takes up where a monitor of the same rules, vocabulary and calendar was put away:
    /// it answers and goes on as that one would. It keeps the bytes.
    ///
    /// # Errors
    /// [`Unfit`] says why not.
    pub fn restore(
        vocabulary: Arc<Vocabulary>,
        calendar: Arc<Calendar>,
        lines: Vec<Line>,
        bytes: Vec<u8>,
    ) -> Result<Self, Unfit> {
        let bytes = Bytes::new(Arc::new(bytes));
        let head = bytes.slice().first_chunk::<HEAD>();
        let [
            m0,
            m1,
            m2,
            m3,
            m4,
            m5,
            m6,
            m7,
            v0,
            v1,
            v2,
            v3,
            c0,
            c1,
            c2,
            c3,
        ] = *head.ok_or(Unfit::NotAMonitor)?;
        if [m0, m1, m2, m3, m4, m5, m6, m7] != *MAGIC {
            return Err(Unfit::NotAMonitor);
        }
        let version = u32::from_le_bytes([v0, v1, v2, v3]);
        if version != VERSION {
            return Err(Unfit::Version(version));
        }
        let body = bytes.part(HEAD, bytes.len()).ok_or(Unfit::Damaged)?;
        if checksum(body.slice()) != u32::from_le_bytes([c0, c1, c2, c3]) {
            return Err(Unfit::Damaged);
        }
        let house = House {
            vocabulary,
            calendar,
        };
        Self::taken_out(house, lines, &body)
    }

    /// The bytes being whole, and of this version.
    fn taken_out(house: House, lines: Vec<Line>, body: &Bytes) -> Result<Self, Unfit> {
        let new = Self::over(house.clone(), lines.clone(), Store::new());
        for ((mark, place), unfit) in new.marks().into_iter().zip(0..).zip([
            Unfit::OtherRules,
            Unfit::OtherWords,
            Unfit::OtherDays,
        ]) {
            let kept = body.part(place * 8, place * 8 + 8).ok_or(Unfit::Damaged)?;
            if kept.slice() != mark.to_le_bytes() {
                return Err(unfit);
            }
        }
        let parts = body.part(24, body.len()).ok_or(Unfit::Damaged)?;
        Self::of_parts(house, lines, &mut Parts::new(parts)).ok_or(Unfit::Damaged)
    }

    fn of_parts(house: House, lines: Vec<Line>, parts: &mut Parts) -> Option<Self> {
        let head = parts.next()?;
        let mut head = Reader(head.slice());
        let (clock, people_until): (Instant, Instant) = (head.signed()?, head.signed()?);
        let mut made = Self::over(house, lines, Store::of(Symbols::taken_out(parts)?));
        made.clock = clock;
        made.people_until = people_until;
        made.store.take_out(parts)?;
        made.cells.take_out(parts, &made.plans, clock)?;
        made.told_of_gap = true;
        made.find_gaps();
        parts.done().then_some(made)
    }

    /// Marks of the rules, the vocabulary and the calendar with its zones.
    fn marks(&self) -> [u64; 3] {
        let vocabulary = basis::mark(&self.house.vocabulary.mark());
        let basis = self.basis(self.clock);
        [basis.rules, vocabulary, basis.calendar]
    }
}

/// The checksum of bytes: in two halves at once where there are many.
fn checksum(bytes: &[u8]) -> u32 {
    let of = |bytes: &[u8]| {
        let mut sum = crc32fast::Hasher::new();
        sum.update(bytes);
        sum
    };
    let (first, second) = bytes.split_at(bytes.len() / 2);
    if bytes.len() < 1 << 20 {
        return of(bytes).finalize();
    }
    std::thread::scope(|scope| {
        let other = scope.spawn(|| of(second));
        let mut sum = of(first);
        match other.join() {
            Ok(other) => sum.combine(&other),
            Err(_) => sum.update(second),
        }
        sum.finalize()
    })
}
