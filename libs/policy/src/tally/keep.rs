//! A tally put away as bytes and taken out again.

use std::hash::Hasher as _;

use rustc_hash::{FxHashMap, FxHasher};

use super::{Kept, Moments, Renewal, Tally};
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

impl Tally {
    /// What the bytes must agree on.
    fn mark(&self) -> u64 {
        let mut hash = FxHasher::default();
        let text = format!(
            "1 {:?} {:?} {:?} {} {}",
            self.span,
            self.parts,
            self.slots,
            self.by_actor,
            self.calendar.zone()
        );
        hash.write(text.as_bytes());
        hash.finish()
    }

    /// Everything it holds, as bytes for [`Tally::restore`]: 24 for each open renewal,
    /// and 16 and more for whatever else is open.
    pub fn save(&mut self) -> Vec<u8> {
        self.flush();
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
            Kept::Every(open) => {
                put(&mut out, open.len() as u64);
                for (key, renewal) in open {
                    put(&mut out, *key);
                    put(&mut out, renewal.anchor.cast_unsigned());
                    put(&mut out, renewal.last.cast_unsigned());
                }
            }
            Kept::Within(all) | Kept::Before { permits: all, .. } => {
                put(&mut out, all.len() as u64);
                for (key, moments) in all {
                    put(&mut out, *key);
                    put(&mut out, moments.len() as u64);
                    for at in moments {
                        put(&mut out, at.cast_unsigned());
                    }
                }
            }
        }
        out
    }

    /// Takes up where a tally of the same rule and calendar was put away, instead of
    /// whatever this one holds. Take entries in from the next instant on.
    ///
    /// # Errors
    /// [`Stale`]; the tally is then as it was.
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
            Kept::Within(all) | Kept::Before { permits: all, .. } => *all = moments(&mut from)?,
        }
        if !from.0.is_empty() {
            return Err(Stale);
        }
        *self = next;
        Ok(())
    }
}

fn renewals(from: &mut Reader<'_>) -> Result<FxHashMap<u64, Renewal>, Stale> {
    let count = from.count(24)?;
    let mut open = FxHashMap::with_capacity_and_hasher(count, Default::default());
    for _ in 0..count {
        let key = from.number()?;
        let (anchor, last) = (from.instant()?, from.instant()?);
        open.insert(key, Renewal { anchor, last });
    }
    Ok(open)
}

fn moments(from: &mut Reader<'_>) -> Result<FxHashMap<u64, Moments>, Stale> {
    let count = from.count(16)?;
    let mut all = FxHashMap::with_capacity_and_hasher(count, Default::default());
    for _ in 0..count {
        let key = from.number()?;
        let long = from.count(8)?;
        let moments: Moments = (0..long)
            .map(|_| from.instant())
            .collect::<Result<_, _>>()?;
        all.insert(key, moments);
    }
    Ok(all)
}
