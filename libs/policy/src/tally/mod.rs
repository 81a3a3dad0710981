//! Counts only, one entry at a time, in order: for long logs and plain rules.
//!
//! A [`Tally`] keeps what is open for each subject and nothing of what is
//! decided, so its memory grows with subjects and not with entries. It takes
//! renewals, responses and precedences without roles (other than the one who
//! acted), exceptions and later versions; [`Tally::new`] says no to the others,
//! and a [`Monitor`](crate::Monitor) runs them. Both count alike.
//!
//! A [`Ledger`] is the same and remembers which entries opened what is open: a duty
//! that is decided leaves it as a [`Row`], with its dates and its evidence, and is
//! forgotten. So the table of all duties of a long log streams out in memory that
//! grows with subjects too, and [`Pairs`] compares two such tables while they stream.

mod keep;
mod rows;
mod step;

pub use keep::Stale;
pub use rows::{Paired, Pairs, Row, Word};
use step::{Step, row};

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::calendar::{Calendar, Instant};
use crate::monitor::Counts;
use crate::rule::{Form, Name, Rule, Span, Trigger};
use crate::vocabulary::{Means, Vocabulary};

/// What an entry is to a rule, in the order it counts within an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The subject begins to count.
    Begins,
    /// The subject no longer counts.
    Ends,
    /// What has to come before.
    Permits,
    /// What opens a duty.
    Opens,
    /// What discharges it.
    Discharges,
}

/// What is remembered of an entry: its number, or nothing.
pub trait Mark: Copy + std::fmt::Debug {
    /// Whether rows are told, so that what is late is kept until it is made good.
    const TELLS: bool;

    /// The entry's number.
    fn number(self) -> u64;

    /// What is remembered of the entry with this number.
    fn of(number: u64) -> Self;
}

impl Mark for () {
    const TELLS: bool = false;

    fn number(self) -> u64 {
        0
    }

    fn of(_: u64) {}
}

impl Mark for u64 {
    const TELLS: bool = true;

    fn number(self) -> u64 {
        self
    }

    fn of(number: u64) -> Self {
        number
    }
}

/// Something open: from when, until when it is in time, and the entry that opened it.
/// Of a permission: when it was given, and the entry.
#[derive(Debug, Clone, Copy)]
struct Open<E> {
    at: Instant,
    last: Instant,
    by: E,
}

/// A few open things of one key.
type Few<E> = SmallVec<[Open<E>; 1]>;

#[derive(Debug, Clone)]
enum Kept<E> {
    Every(FxHashMap<u64, Open<E>>),
    Within(FxHashMap<u64, Few<E>>),
    Before {
        permits: FxHashMap<u64, Few<E>>,
        one_use: bool,
    },
}

/// One rule, brought up to date entry by entry: a [`Tally`] or a [`Ledger`].
#[derive(Debug, Clone)]
pub struct Running<E> {
    calendar: Calendar,
    span: Option<Span>,
    parts: Vec<(Name, Part)>,
    slots: Vec<Name>,
    by_actor: bool,
    kept: Kept<E>,
    counts: Counts,
    at: Instant,
    instant: Vec<(Part, u64, E)>,
}

/// The counts of one rule.
pub type Tally = Running<()>;
/// The duties of one rule, each told as a row when it is decided.
pub type Ledger = Running<u64>;

impl<E: Mark> Running<E> {
    /// One of a rule, or none when the rule needs a monitor.
    pub fn new(rule: &Rule, vocabulary: &Vocabulary, calendar: &Calendar) -> Option<Self> {
        let how = &rule.modifiers;
        let plain = how.except.is_empty()
            && how.first_by.is_none()
            && how.recorded.is_none()
            && !(how.fixed || how.carry || how.each || how.first)
            && vocabulary.exceptions().is_none();
        let acts = rule
            .form
            .acts()
            .filter(|acts| plain && acts.done.len() == 1)?;
        let act = acts.done.first()?;
        let by_actor = match &acts.by {
            Some(role) => matches!(vocabulary.role(role)?.means, Means::Actor).then_some(true)?,
            None => false,
        };
        let (span, parts, kept) = parts(&rule.form, act, vocabulary)?;
        Some(Self {
            calendar: calendar.clone(),
            span,
            parts,
            slots: slots(&rule.form, act, vocabulary)?,
            by_actor,
            kept,
            counts: Counts::default(),
            at: Instant::MIN,
            instant: Vec::new(),
        })
    }

    /// One of the same rule that has seen nothing.
    fn empty(&self) -> Self {
        Self {
            calendar: self.calendar.clone(),
            span: self.span,
            parts: self.parts.clone(),
            slots: self.slots.clone(),
            by_actor: self.by_actor,
            kept: match &self.kept {
                Kept::Every(_) => Kept::Every(FxHashMap::default()),
                Kept::Within(_) => Kept::Within(FxHashMap::default()),
                Kept::Before { one_use, .. } => Kept::Before {
                    permits: FxHashMap::default(),
                    one_use: *one_use,
                },
            },
            counts: Counts::default(),
            at: Instant::MIN,
            instant: Vec::new(),
        }
    }

    /// What an entry of this deed is to the rule.
    pub fn part(&self, kind: &str) -> Option<Part> {
        self.parts
            .iter()
            .find(|(of, _)| &**of == kind)
            .map(|(_, part)| *part)
    }

    /// The slots whose symbols, made one number, are an entry's key.
    pub fn slots(&self) -> &[Name] {
        &self.slots
    }

    /// Whether whoever acted is part of the key too.
    pub fn by_actor(&self) -> bool {
        self.by_actor
    }

    /// Takes in an entry, and tells what was decided before it.
    #[inline]
    fn take(&mut self, part: Part, key: u64, at: Instant, by: E, tell: &mut impl FnMut(Row)) {
        if at != self.at {
            self.flush(tell);
            self.at = at;
        }
        self.instant.push((part, key, by));
    }

    fn flush(&mut self, tell: &mut impl FnMut(Row)) {
        if let [(part, key, by)] = self.instant.as_slice() {
            let (part, key, by) = (*part, *key, *by);
            self.instant.clear();
            self.apply(part, key, by, tell);
            return;
        }
        let mut instant = std::mem::take(&mut self.instant);
        let scopes = |part: Part| matches!(part, Part::Begins | Part::Ends);
        instant.sort_by_key(|(part, ..)| if scopes(*part) { Part::Begins } else { *part });
        for (place, (part, key, by)) in instant.iter().enumerate() {
            // Of what begins and ends in one instant, the last counts.
            let mut later = instant
                .iter()
                .skip(place + 1)
                .take_while(|(other, ..)| scopes(*other));
            if !scopes(*part) || !later.any(|(_, other, _)| other == key) {
                self.apply(*part, *key, *by, tell);
            }
        }
        instant.clear();
        self.instant = instant;
    }

    #[inline]
    fn apply(&mut self, part: Part, key: u64, by: E, tell: &mut impl FnMut(Row)) {
        let mut step = Step {
            calendar: &self.calendar,
            span: self.span,
            at: self.at,
            key,
            by,
            counts: &mut self.counts,
            tell,
        };
        match &mut self.kept {
            Kept::Every(open) => step.renew(open, part),
            Kept::Within(open) => step.respond(open, part),
            Kept::Before { permits, one_use } => step.precede(permits, *one_use, part),
        }
    }

    /// How much is open.
    pub fn open(&self) -> usize {
        match &self.kept {
            Kept::Every(open) => open.len(),
            Kept::Within(all) | Kept::Before { permits: all, .. } => {
                all.values().map(SmallVec::len).sum()
            }
        }
    }

    /// The counts as of `now`, not before the last entry, all entries being taken in.
    fn so_far(&self, now: Instant) -> Counts {
        let mut counts = self.counts;
        let mut add = |last: Instant| {
            if last >= now {
                counts.pending += 1;
            } else {
                counts.missed += 1;
            }
        };
        match &self.kept {
            Kept::Every(open) => open.values().for_each(|renewal| add(renewal.last)),
            Kept::Within(open) => open.values().flatten().for_each(|one| add(one.last)),
            Kept::Before { .. } => {}
        }
        counts
    }
}

impl Tally {
    /// Takes in an entry. Entries come in order of time; those of one instant in any order.
    pub fn feed(&mut self, part: Part, key: u64, at: Instant) {
        self.take(part, key, at, (), &mut |_| {});
    }

    /// The counts as of `now`, which is not before the last entry.
    pub fn counts(&mut self, now: Instant) -> Counts {
        self.flush(&mut |_| {});
        self.so_far(now)
    }
}

impl Ledger {
    /// Takes in an entry and tells what is decided. Entries come in order of time, those
    /// of one instant in the order of the trail.
    pub fn feed(
        &mut self,
        part: Part,
        key: u64,
        at: Instant,
        entry: u64,
        tell: &mut impl FnMut(Row),
    ) {
        self.take(part, key, at, entry, tell);
    }

    /// Tells what the last instant decided, then all that is open as of `now`, which is
    /// not before it. What is open stays open.
    pub fn finish(&mut self, now: Instant, tell: &mut impl FnMut(Row)) {
        self.flush(tell);
        let mut say = |key: u64, open: &Open<u64>| {
            let word = if open.last >= now {
                Word::Pending
            } else {
                Word::Missed
            };
            tell(Row {
                overdue: word == Word::Missed,
                ..row(key, *open, word, None)
            });
        };
        match &self.kept {
            Kept::Every(all) => all.iter().for_each(|(key, open)| say(*key, open)),
            Kept::Within(all) => all
                .iter()
                .for_each(|(key, few)| few.iter().for_each(|open| say(*key, open))),
            Kept::Before { .. } => {}
        }
    }

    /// The counts as of `now`, which is not before the last entry; what the last instant
    /// decided is told.
    pub fn counts(&mut self, now: Instant, tell: &mut impl FnMut(Row)) -> Counts {
        self.flush(tell);
        self.so_far(now)
    }
}

type Parts = Vec<(Name, Part)>;

fn parts<E>(
    form: &Form,
    act: &Name,
    vocabulary: &Vocabulary,
) -> Option<(Option<Span>, Parts, Kept<E>)> {
    match form {
        Form::Every { span, each, .. } => {
            let state = vocabulary.state(each.state.as_ref()?)?;
            vocabulary
                .subject(&each.subject)
                .filter(|subject| subject.appears.is_empty())?;
            let mut parts: Parts = state
                .begins
                .iter()
                .map(|kind| (kind.clone(), Part::Begins))
                .collect();
            parts.extend(state.ends.iter().map(|kind| (kind.clone(), Part::Ends)));
            parts.push((act.clone(), Part::Discharges));
            Some((Some(*span), parts, Kept::Every(FxHashMap::default())))
        }
        Form::Within {
            span,
            of: Trigger::Deed(of),
            ..
        } if of != act => {
            let parts = vec![(of.clone(), Part::Opens), (act.clone(), Part::Discharges)];
            Some((Some(*span), parts, Kept::Within(FxHashMap::default())))
        }
        Form::Before {
            what,
            valid,
            one_use,
            ..
        } if vocabulary.deed(act)?.revoked_by.is_empty() && what != act => {
            let parts = vec![(act.clone(), Part::Permits), (what.clone(), Part::Opens)];
            Some((
                *valid,
                parts,
                Kept::Before {
                    permits: FxHashMap::default(),
                    one_use: *one_use,
                },
            ))
        }
        _ => None,
    }
}

fn slots(form: &Form, act: &Name, vocabulary: &Vocabulary) -> Option<Vec<Name>> {
    let of_act = &vocabulary.deed(act)?.slots;
    match (form.trigger(), form.each()) {
        (Some(trigger), _) => {
            let about = &vocabulary.deed(trigger)?.slots;
            Some(
                about
                    .iter()
                    .filter(|slot| of_act.contains(slot))
                    .cloned()
                    .collect(),
            )
        }
        (None, each) => Some(vec![vocabulary.subject(&each?.subject)?.slot.clone()]),
    }
}
