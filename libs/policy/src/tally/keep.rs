//! A tally put away as bytes and taken out again.

use std::hash::Hasher as _;

use rustc_hash::{FxHashMap, FxHasher};

use super::{Few, Kept, Ledger, Mark, Open, Running, Tally};
use crate::calendar::Instant;

/// The bytes are not those of this rule, or were cut short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("what was put away is not a tally of this rule; count from the beginning instead")]
pub struct Stale;

/// Numbers out of bytes.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn number(&mut self) -> Result<u64, Stale> {
        let (first, rest) = self.0.split_first_chunk::<8>().ok_or(Stale)?;
        self.0 = rest;
        Ok(u64::from_le_bytes(*first))
    }

    fn instant(&mut self) -> Result<Instant, Stale> {
        Ok(self.number()?.cast_signed())
    }

    /// How many items of at least `size` bytes follow.
    fn count(&mut self, size: usize) -> Result<usize, Stale> {
        let count = usize::try_from(self.number()?).map_err(|_| Stale)?;
        (count <= self.0.len() / size).then_some(count).ok_or(Stale)
    }
}

fn put(out: &mut Vec<u8>, number: u64) {
    out.extend(number.to_le_bytes());
}

impl<E: Mark> Running<E> {
    /// What the bytes must agree on.
    fn mark(&self) -> u64 {
        let mut hash = FxHasher::default();
        let text = format!(
            "2 {} {:?} {:?} {:?} {} {}",
            E::TELLS,
            self.span,
            self.parts,
            self.slots,
            self.by_actor,
            self.calendar.mark()
        );
        hash.write(text.as_bytes());
        hash.finish()
    }

    fn put_away(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let counts = [
            self.counts.pending,
            self.counts.met,
            self.counts.missed,
            self.counts.excused,
        ];
        put(&mut out, self.mark());
        put(&mut out, self.at.cast_unsigned());
        counts.into_iter().for_each(|count| put(&mut out, count));
        match &self.kept {
            Kept::Every(all) => {
                put(&mut out, all.len() as u64);
                for (key, open) in all {
                    put(&mut out, *key);
                    put_open(&mut out, open);
                }
            }
            Kept::Within(all) | Kept::Before { permits: all, .. } => {
                put(&mut out, all.len() as u64);
                for (key, few) in all {
                    put(&mut out, *key);
                    put(&mut out, few.len() as u64);
                    few.iter().for_each(|open| put_open(&mut out, open));
                }
            }
        }
        out
    }

    /// Takes up where one of the same rule and calendar was put away, instead of
    /// whatever this one holds. Take entries in from the next instant on.
    ///
    /// # Errors
    /// [`Stale`]; it is then as it was.
    pub fn restore(&mut self, bytes: &[u8]) -> Result<(), Stale> {
        let mut from = Reader(bytes);
        if from.number()? != self.mark() {
            return Err(Stale);
        }
        let mut next = Self {
            at: from.instant()?,
            ..self.empty()
        };
        next.counts.pending = from.number()?;
        next.counts.met = from.number()?;
        next.counts.missed = from.number()?;
        next.counts.excused = from.number()?;
        match &mut next.kept {
            Kept::Every(open) => *open = renewals(&mut from)?,
            Kept::Within(all) | Kept::Before { permits: all, .. } => *all = fews(&mut from)?,
        }
        if !from.0.is_empty() {
            return Err(Stale);
        }
        *self = next;
        Ok(())
    }
}

impl Tally {
    /// Everything it holds, as bytes for [`Running::restore`]: 24 for each open renewal,
    /// and 32 and more for whatever else is open.
    pub fn save(&mut self) -> Vec<u8> {
        self.flush(&mut |_| {});
        self.put_away()
    }
}

impl Ledger {
    /// The same, 8 bytes more for each; what the last instant decided is told.
    pub fn save(&mut self, tell: &mut impl FnMut(super::Row)) -> Vec<u8> {
        self.flush(tell);
        self.put_away()
    }
}

fn put_open<E: Mark>(out: &mut Vec<u8>, open: &Open<E>) {
    put(out, open.at.cast_unsigned());
    put(out, open.last.cast_unsigned());
    if E::TELLS {
        put(out, open.by.number());
    }
}

/// How many bytes something open takes.
const fn size<E: Mark>() -> usize {
    if E::TELLS { 24 } else { 16 }
}

impl Reader<'_> {
    fn open<E: Mark>(&mut self) -> Result<Open<E>, Stale> {
        Ok(Open {
            at: self.instant()?,
            last: self.instant()?,
            by: E::of(if E::TELLS { self.number()? } else { 0 }),
        })
    }
}

fn renewals<E: Mark>(from: &mut Reader<'_>) -> Result<FxHashMap<u64, Open<E>>, Stale> {
    let count = from.count(8 + size::<E>())?;
    let mut all = FxHashMap::with_capacity_and_hasher(count, Default::default());
    for _ in 0..count {
        let key = from.number()?;
        all.insert(key, from.open()?);
    }
    Ok(all)
}

fn fews<E: Mark>(from: &mut Reader<'_>) -> Result<FxHashMap<u64, Few<E>>, Stale> {
    let count = from.count(16)?;
    let mut all = FxHashMap::with_capacity_and_hasher(count, Default::default());
    for _ in 0..count {
        let key = from.number()?;
        let long = from.count(size::<E>())?;
        let few: Few<E> = (0..long).map(|_| from.open()).collect::<Result<_, _>>()?;
        all.insert(key, few);
    }
    Ok(all)
}
