//! What is on record at a moment: states, scopes, exceptions, and who may act.

use std::cell::Cell;

use smallvec::SmallVec;

use super::core::{About, Core, End, Opener};
use super::people::{Roles, Whose};
use super::plan::{Act, Plan, Rest, Scope, Switch};
use super::readings::Reading;
use super::spans::{self, Close, Stretch};
use super::store::{Entry, Key, Record, Store, Sym, View};
use crate::calendar::{Calendar, Due, Instant};
use crate::rule::Span;

/// A look at the store that sees nothing after `now`, and remembers when the
/// next thing it did not see will happen.
pub(crate) struct Facts<'a> {
    pub(crate) store: &'a Store,
    pub(crate) roles: &'a Roles,
    pub(crate) calendar: &'a Calendar,
    pub(crate) now: Instant,
    pub(crate) next: Cell<Instant>,
    /// Entries of which only the day is known, at one hour of it.
    pub(crate) reading: Option<&'a Reading>,
    /// Of a rule that follows another's misses: the other's duties, and how long they hold.
    pub(crate) followed: Option<(&'a [Core], Instant)>,
}

impl<'a> Facts<'a> {
    pub(crate) fn new(
        store: &'a Store,
        roles: &'a Roles,
        calendar: &'a Calendar,
        now: Instant,
    ) -> Self {
        Self {
            store,
            roles,
            calendar,
            now,
            next: Cell::new(Instant::MAX),
            reading: None,
            followed: None,
        }
    }

    /// Something will be different from `at` on.
    pub(crate) fn expect(&self, at: Instant) {
        if at > self.now {
            self.next.set(self.next.get().min(at));
        }
    }

    pub(crate) fn record(&self, entry: Entry) -> &'a Record {
        self.reading
            .and_then(|reading| reading.record(entry))
            .unwrap_or_else(|| self.store.record(entry))
    }

    /// The entries of a view's group up to now.
    pub(crate) fn entries(&self, view: View, key: &[Sym]) -> &'a [Entry] {
        let reread = self.reading.and_then(|reading| reading.entries(view, key));
        let all = reread.unwrap_or_else(|| self.store.entries(view, key));
        let in_sight = all
            .last()
            .is_none_or(|last| self.record(*last).at <= self.now);
        if in_sight {
            return all;
        }
        let seen = all.partition_point(|entry| self.record(*entry).at <= self.now);
        let (past, future) = all.split_at(seen);
        if let Some(first) = future.first() {
            self.expect(self.record(*first).at);
        }
        past
    }

    /// When a switch was on, the state after the entries of an instant counting.
    pub(crate) fn when_on(&self, switch: &Switch, key: &[Sym], why: Close) -> Vec<Stretch> {
        let mut out: Vec<Stretch> = Vec::new();
        for (at, entry, on) in self.turns(switch, key) {
            match out.last_mut() {
                Some(last) if last.to == Instant::MAX && !on => {
                    last.to = at;
                    last.close = Some(entry);
                }
                Some(last) if last.to == Instant::MAX => {}
                _ if on => out.push(Stretch {
                    from: at,
                    to: Instant::MAX,
                    open: Some(entry),
                    close: None,
                    why,
                }),
                _ => {}
            }
        }
        out
    }

    /// The last entry of each instant that turns a switch.
    pub(crate) fn turns(&self, switch: &Switch, key: &[Sym]) -> Vec<(Instant, Entry, bool)> {
        let mut all: Vec<(Instant, u64, Entry, bool)> = Vec::new();
        for (views, on) in [(&switch.on, true), (&switch.off, false)] {
            for entry in views.iter().flat_map(|view| self.entries(*view, key)) {
                let record = self.record(*entry);
                all.push((record.at, record.id, *entry, on));
            }
        }
        all.sort_unstable();
        let mut turns: Vec<(Instant, Entry, bool)> = Vec::with_capacity(all.len());
        for (at, _, entry, on) in all {
            match turns.last_mut() {
                Some(last) if last.0 == at => *last = (at, entry, on),
                _ => turns.push((at, entry, on)),
            }
        }
        turns
    }

    /// When a subject counts.
    pub(crate) fn scope(&self, scope: &Scope, key: &[Sym]) -> Vec<Stretch> {
        let there = match &scope.there {
            Some(switch) => self.when_on(switch, key, Close::Gone),
            None if scope.state.is_none() && !scope.own.is_empty() => {
                self.since_first(&scope.own, key)
            }
            None => vec![spans::always(Close::Gone)],
        };
        match &scope.state {
            Some(state) => spans::both(&self.when_on(state, key, Close::Gone), &there),
            None => there,
        }
    }

    fn since_first(&self, views: &[View], key: &[Sym]) -> Vec<Stretch> {
        let firsts = views
            .iter()
            .filter_map(|view| self.entries(*view, key).first());
        let first = firsts.min_by_key(|entry| (self.record(**entry).at, self.record(**entry).id));
        first.map_or_else(Vec::new, |entry| {
            vec![Stretch {
                from: self.record(*entry).at,
                open: Some(*entry),
                ..spans::always(Close::Gone)
            }]
        })
    }

    /// When a state was first spoken of.
    pub(crate) fn first_turn(&self, switch: &Switch, key: &[Sym]) -> Option<Instant> {
        self.turns(switch, key).first().map(|(at, ..)| *at)
    }

    /// When exceptions hold for a duty.
    pub(crate) fn rests(&self, rests: &[Rest], whose: Whose<'_>) -> Vec<Stretch> {
        if rests.is_empty() {
            return Vec::new();
        }
        let mut all = Vec::new();
        for rest in rests {
            let symbol = match rest.slot {
                Some(slot) => whose
                    .subjects
                    .iter()
                    .find(|(of, _)| *of == slot)
                    .map(|(_, symbol)| *symbol),
                None => whose.actor,
            };
            if let Some(symbol) = symbol {
                let key: Key = rest.rule.into_iter().chain([symbol]).collect();
                all.extend(self.when_on(&rest.switch, &key, Close::Excepted));
            }
        }
        spans::union(all)
    }

    /// A due moment inside an exception moves to the end of the day it ends; to
    /// nowhere while it has no end.
    pub(crate) fn moved(
        &self,
        plan: &Plan,
        subjects: &[(Sym, Sym)],
        mut due: Due,
        rests: &[Stretch],
    ) -> Option<Due> {
        while let Some(rest) = rests.iter().find(|rest| rest.holds(due.last)) {
            if rest.to == Instant::MAX {
                return None;
            }
            let calendar = self.calendar_at(plan, subjects, rest.to);
            due = calendar.by_end_of(calendar.day_of(rest.to));
        }
        Some(due)
    }

    /// All entries of the acts asked for, in order, with the act each serves.
    pub(crate) fn acts(
        &self,
        plan: &Plan,
        acts: &[Act],
        key: &[Sym],
        whose: Whose<'_>,
    ) -> Vec<(Instant, Entry, usize)> {
        let mut all: Vec<(Instant, u64, Entry, usize)> = Vec::new();
        let soon = plan
            .lines
            .first()
            .and_then(|line| line.rule.modifiers.recorded);
        for (place, act) in acts.iter().enumerate() {
            for entry in self.entries(act.view, key) {
                let record = self.record(*entry);
                if self.in_good_time(plan, whose.subjects, soon, record)
                    && self.may(plan.by, record, whose)
                {
                    all.push((record.at, record.id, *entry, place));
                }
            }
        }
        all.sort_unstable();
        all.into_iter()
            .map(|(at, _, entry, place)| (at, entry, place))
            .collect()
    }

    /// Whether it was written down soon enough after it was done to count.
    pub(crate) fn in_good_time(
        &self,
        plan: &Plan,
        subjects: &[(Sym, Sym)],
        soon: Option<Span>,
        record: &Record,
    ) -> bool {
        soon.is_none_or(|span| {
            let calendar = self.calendar_at(plan, subjects, record.at);
            record.recorded <= calendar.last(record.at, span)
        })
    }

    /// Whether whoever did it held the role at that moment.
    pub(crate) fn may(&self, by: Option<usize>, record: &Record, whose: Whose<'_>) -> bool {
        let Some(role) = by else { return true };
        if self.roles.is_actor(role) {
            return record.by == whose.actor;
        }
        let people = self.roles.people(self.store, role, whose, record.at);
        record.by.is_some_and(|person| people.contains(&person))
    }
}

/// What both kinds of renewal look at.
pub(crate) struct Renewed {
    /// When the subject counts.
    pub(crate) scope: Vec<Stretch>,
    /// When an exception holds.
    pub(crate) rests: Vec<Stretch>,
    /// The deeds that count, in order, with the act each serves.
    pub(crate) done: Vec<(Instant, Entry, usize)>,
}

impl Renewed {
    pub(crate) fn new(
        facts: &Facts<'_>,
        plan: &Plan,
        acts: &[Act],
        scope: &Scope,
        key: &[Sym],
    ) -> Self {
        let subjects = about(&plan.slots, key);
        let whose = Whose {
            subjects: &subjects,
            actor: None,
        };
        Self {
            scope: facts.scope(scope, key),
            rests: facts.rests(&plan.rests, whose),
            done: facts.acts(plan, acts, key, whose),
        }
    }
}

/// A duty that has just been opened.
pub(crate) fn opened(
    line: usize,
    about: About,
    opener: Opener,
    by: Option<Entry>,
    at: Instant,
) -> Core {
    Core {
        line,
        about,
        actor: None,
        opener,
        opened_by: by.into_iter().collect(),
        opened_at: at,
        due: None,
        at_once: false,
        end: End::Open,
        nearest: None,
        unsure: false,
        unknown: None,
    }
}

/// A duty that a deed has opened, about all that the deed is about.
pub(crate) fn triggered(record: &Record, entry: Entry) -> Core {
    let about = record.subjects.iter().copied().collect();
    let opener = Opener::Entry(record.root);
    Core {
        actor: record.by,
        ..opened(0, about, opener, Some(entry), record.at)
    }
}

/// Whom an entry concerns.
pub(crate) fn whose(record: &Record) -> Whose<'_> {
    Whose {
        subjects: &record.subjects,
        actor: record.by,
    }
}

/// An exception that holds at `at` excuses.
pub(crate) fn excused(rests: &[Stretch], at: Instant) -> Option<End> {
    let rest = rests.iter().find(|rest| rest.holds(at))?;
    Some(End::Excused {
        why: Close::Excepted,
        entry: rest.open,
    })
}

/// What a cell's key is about.
pub(crate) fn about(slots: &[Sym], key: &[Sym]) -> About {
    slots
        .iter()
        .copied()
        .zip(key.iter().copied())
        .collect::<SmallVec<[(Sym, Sym); 3]>>()
}
