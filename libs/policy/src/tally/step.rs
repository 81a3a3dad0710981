//! What one entry does to what is open, by the form of the rule.

use rustc_hash::FxHashMap;

use super::{Few, Mark, Open, Part, Row, Word};
use crate::calendar::{Calendar, Instant};
use crate::monitor::Counts;
use crate::rule::Span;

/// A row about something that was open.
#[inline]
pub(super) fn row<E: Mark>(
    key: u64,
    open: Open<E>,
    word: Word,
    closed: Option<(Instant, E)>,
) -> Row {
    Row {
        key,
        opened_by: open.by.number(),
        opened_at: open.at,
        due: open.last,
        word,
        closed: closed.map(|(at, by)| (at, by.number())),
        overdue: false,
    }
}

/// One entry at work on what is open.
pub(super) struct Step<'a, E, T> {
    pub(super) calendar: &'a Calendar,
    pub(super) span: Option<Span>,
    pub(super) at: Instant,
    pub(super) key: u64,
    pub(super) by: E,
    pub(super) counts: &'a mut Counts,
    pub(super) tell: &'a mut T,
}

impl<E: Mark, T: FnMut(Row)> Step<'_, E, T> {
    /// The last moment in time for what opens now.
    fn open(&self) -> Open<E> {
        let last = self
            .span
            .map_or(Instant::MAX, |span| self.calendar.last(self.at, span));
        Open {
            at: self.at,
            last,
            by: self.by,
        }
    }

    /// Closes what was open, in time or not; `well` is what it is called in time.
    fn close(&mut self, open: Open<E>, well: Word) {
        let in_time = self.at <= open.last;
        let word = if in_time { well } else { Word::Missed };
        match word {
            Word::Met => self.counts.met += 1,
            Word::Excused => self.counts.excused += 1,
            _ => self.counts.missed += 1,
        }
        if E::TELLS {
            (self.tell)(row(self.key, open, word, Some((self.at, self.by))));
        }
    }

    pub(super) fn renew(&mut self, all: &mut FxHashMap<u64, Open<E>>, part: Part) {
        match part {
            Part::Begins => {
                all.entry(self.key).or_insert_with(|| self.open());
            }
            Part::Ends => {
                if let Some(open) = all.remove(&self.key).filter(|open| open.at < self.at) {
                    self.close(open, Word::Excused);
                }
            }
            _ => {
                if let Some(open) = all.get_mut(&self.key).filter(|open| open.at < self.at) {
                    let before = std::mem::replace(open, self.open());
                    self.close(before, Word::Met);
                }
            }
        }
    }

    pub(super) fn respond(&mut self, all: &mut FxHashMap<u64, Few<E>>, part: Part) {
        if part == Part::Opens {
            let open = self.open();
            let few = all.entry(self.key).or_default();
            if !E::TELLS {
                // Nobody asks when it was made good.
                let before = few.len();
                few.retain(|open| open.last >= self.at);
                self.counts.missed += (before - few.len()) as u64;
            }
            few.push(open);
        } else {
            for open in all.remove(&self.key).into_iter().flatten() {
                self.close(open, Word::Met);
            }
        }
    }

    pub(super) fn precede(&mut self, all: &mut FxHashMap<u64, Few<E>>, one_use: bool, part: Part) {
        let at = self.at;
        if part == Part::Permits {
            let permit = self.open();
            let few = all.entry(self.key).or_default();
            if one_use || E::TELLS {
                few.retain(|permit| permit.last >= at);
            } else {
                few.clear();
            }
            // What never runs out and serves for ever needs no other beside it.
            if one_use || few.is_empty() || permit.last < Instant::MAX {
                few.push(permit);
            }
            return;
        }
        if part != Part::Opens {
            return;
        }
        let few = all.get_mut(&self.key);
        let good = few
            .as_ref()
            .and_then(|few| few.iter().position(|permit| permit.last >= at));
        let used = few.zip(good).and_then(|(few, place)| {
            let permit = few.get(place).copied();
            if one_use {
                few.remove(place);
            }
            permit
        });
        match used {
            Some(_) => self.counts.met += 1,
            None => self.counts.missed += 1,
        }
        if E::TELLS {
            let trip = Open {
                at,
                last: at,
                by: self.by,
            };
            let word = used.map_or(Word::Missed, |_| Word::Met);
            let proof = used.map(|permit| (permit.at, permit.by));
            (self.tell)(row(self.key, trip, word, proof));
        }
    }
}
