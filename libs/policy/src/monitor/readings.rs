//! Entries of which only the day is known, in favour of whoever had to act.
//!
//! A **reading** puts all such entries of a deed at one hour of their day: its
//! beginning, its end, or, for what a rule asks for, the moment of the last
//! trigger of that day. Each duty is shown as in the reading that is best for
//! whoever owes it; where it would stand otherwise in another reading, it is
//! marked as depending on the hour. A cell without such entries is read once.

use std::borrow::Cow;
use std::cmp::Reverse;

use smallvec::SmallVec;

use super::cells::Look;
use super::core::{About, Core, Opener, Standing};
use super::facts::Facts;
use super::forms;
use super::plan::{Plan, Shape};
use super::store::{Entry, Key, Record, Store, Sym, View};
use crate::calendar::Instant;

/// So many deeds are read at several hours; of others the day's beginning counts.
const DEEDS: usize = 3;

/// Duties, and until when they hold.
type Found = (Vec<Core>, Instant);

/// Some entries at hours of their day, and the lists they lie in, in that order.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    records: Vec<(Entry, Record)>,
    groups: Vec<(View, Key, Vec<Entry>)>,
}

impl Reading {
    pub(crate) fn record(&self, entry: Entry) -> Option<&Record> {
        let found = self.records.iter().find(|(of, _)| *of == entry);
        found.map(|(_, record)| record)
    }

    pub(crate) fn entries(&self, view: View, key: &[Sym]) -> Option<&[Entry]> {
        let found = self
            .groups
            .iter()
            .find(|(of, symbols, _)| *of == view && symbols.as_slice() == key);
        found.map(|(.., entries)| entries.as_slice())
    }
}

/// A deed with entries of unknown hour in a cell.
struct Rough {
    kind: usize,
    groups: Vec<(View, Key)>,
    /// Whether it may be read at the moment of a trigger.
    answers: bool,
}

/// An hour of the day.
#[derive(Clone, Copy)]
enum Hour {
    First,
    Last,
    Trigger,
}

/// All duties of a cell, each in the reading that is best for whoever owes it.
pub(crate) fn duties(look: Look<'_>, plan: &Plan, key: &[Sym], followed: Option<&Found>) -> Found {
    let rough = rough(look.store, plan, key);
    let mut kept: Vec<Core> = Vec::new();
    let mut next = Instant::MAX;
    let all = readings(&rough);
    for hours in &all {
        let reading = (!rough.is_empty()).then(|| reading(look, plan, key, &rough, hours));
        let mut facts = Facts::new(look.store, look.roles, plan.days(look.calendar), look.now);
        facts.reading = reading.as_ref();
        facts.followed = followed.map(|(cores, until)| (cores.as_slice(), *until));
        let cores = forms::duties(&facts, plan, key);
        next = next.min(facts.next.get());
        if rough.is_empty() {
            return (cores, next);
        }
        let turns = cores.iter().filter_map(|core| core.turns_at(look.now));
        next = turns.fold(next, Instant::min);
        merge(&mut kept, cores, look.now);
    }
    (kept, next)
}

/// The same for a rule about misses: those of the other rule as they are shown.
pub(crate) fn after(
    look: Look<'_>,
    plan: &Plan,
    key: &[Sym],
    ready: Option<(Cow<'_, [Core]>, Instant)>,
) -> Found {
    let Shape::Missed { of, .. } = &plan.shape else {
        return duties(look, plan, key, None);
    };
    let followed = match ready {
        Some((cores, until)) => (cores.into_owned(), until),
        None => after(look, of, key, None),
    };
    duties(look, plan, key, Some(&followed))
}

/// Every choice of an hour for each deed, the beginning of the day first.
fn readings(rough: &[Rough]) -> Vec<SmallVec<[Hour; DEEDS]>> {
    let mut all = vec![SmallVec::new()];
    for deed in rough {
        let hours: &[Hour] = if deed.answers {
            &[Hour::First, Hour::Last, Hour::Trigger]
        } else {
            &[Hour::First, Hour::Last]
        };
        let longer = |before: &SmallVec<[Hour; DEEDS]>| {
            let before = before.clone();
            hours.iter().map(move |hour| {
                let mut next = before.clone();
                next.push(*hour);
                next
            })
        };
        all = all.iter().flat_map(longer).collect();
    }
    all
}

/// The lists of entries a plan reads for a cell: view, key, and whether they answer.
fn lists(plan: &Plan, key: &[Sym]) -> Vec<(View, Key, bool)> {
    let acts = match &plan.shape {
        Shape::Within { acts, .. } | Shape::Before { acts, .. } | Shape::Missed { acts, .. } => {
            acts.as_slice()
        }
        _ => &[],
    };
    if matches!(plan.shape, Shape::Missed { .. }) {
        let own = acts.iter().map(|act| (act.view, act.key(key), true));
        return own.collect();
    }
    let mut all: Vec<(View, Key, bool)> = Vec::new();
    for input in &plan.inputs {
        let symbol = |slot: &Sym| {
            let place = plan.slots.iter().position(|of| of == slot)?;
            key.get(place).copied()
        };
        let part: Option<Key> = input.slots.iter().map(symbol).collect();
        if let (Some(view), Some(part)) = (input.view, part) {
            let answers = acts.iter().any(|act| act.view == view);
            all.push((view, part, answers));
        }
    }
    all
}

fn rough(store: &Store, plan: &Plan, key: &[Sym]) -> Vec<Rough> {
    let any = plan.inputs.iter().any(|input| store.is_rough(input.kind));
    if !any {
        return Vec::new();
    }
    let mut all: Vec<Rough> = Vec::new();
    for (view, part, answers) in lists(plan, key) {
        let mut entries = store.entries(view, &part).iter();
        let first = entries.find(|entry| is_rough(store.record(**entry)));
        let Some(kind) = first.and_then(|entry| store.record(*entry).kind) else {
            continue;
        };
        let full = all.len() == DEEDS;
        if let Some(deed) = all.iter_mut().find(|deed| deed.kind == kind) {
            deed.answers |= answers;
            if !deed.groups.contains(&(view, part.clone())) {
                deed.groups.push((view, part));
            }
        } else if !full {
            all.push(Rough {
                kind,
                groups: vec![(view, part)],
                answers,
            });
        }
    }
    all.sort_by_key(|deed| deed.kind);
    all
}

fn is_rough(record: &Record) -> bool {
    record.until > record.at
}

fn reading(look: Look<'_>, plan: &Plan, key: &[Sym], rough: &[Rough], hours: &[Hour]) -> Reading {
    let store = look.store;
    let mut made = Reading::default();
    for (deed, hour) in rough.iter().zip(hours) {
        for (view, part) in &deed.groups {
            let mut entries = store.entries(*view, part).to_vec();
            for entry in &entries {
                let record = store.record(*entry);
                if !is_rough(record) || made.record(*entry).is_some() {
                    continue;
                }
                let at = match hour {
                    Hour::First => record.at,
                    Hour::Last => record.until,
                    Hour::Trigger => last_trigger(store, plan, key, record),
                };
                let record = Record {
                    at,
                    ..record.clone()
                };
                made.records.push((*entry, record));
            }
            entries.sort_by_key(|entry| {
                let record = made.record(*entry).unwrap_or_else(|| store.record(*entry));
                (record.at, record.id)
            });
            made.groups.push((*view, part.clone(), entries));
        }
    }
    made
}

/// The moment of the last trigger of known hour on the day of `record`; the end of
/// the day when there is none.
fn last_trigger(store: &Store, plan: &Plan, key: &[Sym], record: &Record) -> Instant {
    let (Shape::Within { trigger, .. } | Shape::Before { trigger, .. }) = &plan.shape else {
        return record.until;
    };
    let triggers = store.entries(*trigger, key).iter();
    let moments = triggers
        .map(|entry| store.record(*entry))
        .filter(|other| !is_rough(other))
        .map(|other| other.at);
    moments
        .filter(|at| record.at <= *at && *at <= record.until)
        .max()
        .unwrap_or(record.until)
}

/// How good a standing is for whoever owes it: less is better.
fn rank(core: &Core, now: Instant) -> (u8, Reverse<Instant>) {
    let place = match core.standing(now) {
        Standing::Met => 0,
        Standing::Excused => 1,
        Standing::Pending => 2,
        Standing::Missed { owed: false } => 3,
        Standing::Missed { owed: true } => 4,
    };
    (
        place,
        Reverse(core.due.map_or(Instant::MAX, |due| due.last)),
    )
}

fn name(core: &Core) -> (&About, Opener) {
    (&core.about, core.opener)
}

/// Keeps the better of each duty, and whether its readings agree.
fn merge(kept: &mut Vec<Core>, cores: Vec<Core>, now: Instant) {
    for core in cores {
        let Some(known) = kept.iter_mut().find(|known| name(known) == name(&core)) else {
            kept.push(core);
            continue;
        };
        let differs = std::mem::discriminant(&known.standing(now))
            != std::mem::discriminant(&core.standing(now));
        let unsure = known.unsure || differs;
        if rank(&core, now) < rank(known, now) {
            *known = core;
        }
        known.unsure = unsure;
    }
}
