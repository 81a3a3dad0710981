//! A rule made ready to run: deeds, slots and roles found once, not per entry.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::places::Place;
use super::store::{Key, Sym, View};
use crate::calendar::{Calendar, Instant};
use crate::header::Header;
use crate::rule::{Form, Name, Rule};

/// Whether a rule is on trial or binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Stage {
    /// Watched, but nobody breaks it.
    Practice,
    /// Binding.
    #[default]
    Policy,
}

/// One version of a rule and the time it is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The rule's id; the same in all versions.
    pub id: Name,
    /// What it says.
    pub rule: Rule,
    /// From when it is in force.
    pub from: Instant,
    /// Until when; that instant not included.
    pub until: Option<Instant>,
    /// On trial or binding.
    pub stage: Stage,
    /// What is due on a day of rest is due on the next working day.
    pub rolls: bool,
}

impl Line {
    /// A binding rule in force from `from` on.
    pub fn new(id: &str, rule: Rule, from: Instant) -> Self {
        Self {
            id: id.into(),
            rule,
            from,
            until: None,
            stage: Stage::Policy,
            rolls: false,
        }
    }

    /// Of a policy with this header.
    #[must_use]
    pub fn under(mut self, header: Header) -> Self {
        self.rolls = header.rolls;
        self
    }

    /// In force only until then.
    #[must_use]
    pub fn until(mut self, until: Instant) -> Self {
        self.until = Some(until);
        self
    }

    /// On trial.
    #[must_use]
    pub fn on_trial(mut self) -> Self {
        self.stage = Stage::Practice;
        self
    }

    pub(crate) fn end(&self) -> Instant {
        self.until.unwrap_or(Instant::MAX)
    }

    pub(crate) fn holds(&self, at: Instant) -> bool {
        self.from <= at && at < self.end()
    }
}

/// The deeds that begin and end something.
#[derive(Debug, Clone)]
pub(crate) struct Switch {
    pub(crate) on: Vec<View>,
    pub(crate) off: Vec<View>,
    pub(crate) observed: bool,
}

/// An exception: a state, and whose.
#[derive(Debug, Clone)]
pub(crate) struct Rest {
    pub(crate) switch: Switch,
    /// The slot that says whose; none: the person who acted.
    pub(crate) slot: Option<Sym>,
    /// The rule it is an exception from, where the entries name one.
    pub(crate) rule: Option<Sym>,
}

/// When a subject counts.
#[derive(Debug, Clone)]
pub(crate) struct Scope {
    pub(crate) there: Option<Switch>,
    pub(crate) state: Option<Switch>,
    /// The rule's own deeds: the first of them shows a subject that nothing else announces.
    pub(crate) own: Vec<View>,
}

/// A deed asked for.
#[derive(Debug, Clone)]
pub(crate) struct Act {
    pub(crate) view: View,
    /// The slots it has in common with the trigger.
    pub(crate) common: SmallVec<[Sym; 3]>,
    /// Where in the cell's key the symbols of its view stand; none: the whole key in order.
    pub(crate) part: Option<SmallVec<[usize; 3]>>,
    pub(crate) revoked: Vec<View>,
}

impl Act {
    /// What to look for in its view, given the key of a cell.
    pub(crate) fn key(&self, key: &[Sym]) -> Key {
        match &self.part {
            None => Key::from_slice(key),
            Some(part) => part
                .iter()
                .filter_map(|place| key.get(*place))
                .copied()
                .collect(),
        }
    }
}

/// What the five forms need.
#[derive(Debug, Clone)]
pub(crate) enum Shape {
    Every {
        acts: Vec<Act>,
        scope: Scope,
    },
    Once {
        acts: Vec<Act>,
        scope: Scope,
    },
    Within {
        trigger: View,
        acts: Vec<Act>,
    },
    Missed {
        /// Another rule, whose misses are the triggers.
        of: Arc<Plan>,
        /// Where that rule's plan is; it comes before this one.
        place: usize,
        acts: Vec<Act>,
    },
    Before {
        trigger: View,
        acts: Vec<Act>,
    },
    Only {
        present: Switch,
        allowed: Switch,
        scope: Scope,
        /// The entries of somebody having looked at all there is, by subject.
        looks: Option<View>,
    },
    Standing {
        state: Switch,
        always: bool,
        scope: Scope,
    },
    /// `checked every`: somebody looks at all there is, on each subject.
    Check {
        acts: Vec<Act>,
        scope: Scope,
    },
}

/// How an entry finds the cells it touches.
#[derive(Debug, Clone)]
pub(crate) struct Input {
    pub(crate) kind: usize,
    pub(crate) slots: SmallVec<[Sym; 3]>,
    /// Where its entries lie, by those slots.
    pub(crate) view: Option<View>,
    /// Whether it may open a cell of its own.
    pub(crate) seeds: bool,
}

/// Versions of one rule that carry on from each other, ready to run.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) lines: Vec<Arc<Line>>,
    /// 0 for the first chain of a rule, so that ids do not depend on history.
    pub(crate) chain: usize,
    pub(crate) shape: Shape,
    pub(crate) slots: SmallVec<[Sym; 3]>,
    pub(crate) rests: Vec<Rest>,
    /// Where to look for where something is.
    pub(crate) places: Vec<Place>,
    pub(crate) by: Option<usize>,
    pub(crate) inputs: Vec<Input>,
    /// Deeds that may touch any cell: exceptions of the person who acted.
    pub(crate) wide: Vec<usize>,
    /// Deeds that change who counts; they matter only when late.
    pub(crate) late_wide: Vec<usize>,
    /// The deed that opens its duties, or those whose misses it follows.
    pub(crate) trigger: Option<Name>,
}

impl Plan {
    /// Whether it runs this rule's own demand, not the duty to look.
    pub(crate) fn is_of(&self, rule: &str) -> bool {
        !self.is_check() && self.lines.first().is_some_and(|line| &*line.id == rule)
    }

    /// Whether it is the duty to look at all there is.
    pub(crate) fn is_check(&self) -> bool {
        matches!(self.shape, Shape::Check { .. })
    }

    /// The days it counts by: those that roll where its policy says so.
    pub(crate) fn days<'a>(&self, calendar: &'a Arc<Calendar>) -> &'a Arc<Calendar> {
        let rolls = self.lines.first().is_some_and(|line| line.rolls);
        calendar.rolled().filter(|_| rolls).unwrap_or(calendar)
    }

    pub(crate) fn line_at(&self, at: Instant) -> Option<usize> {
        self.lines.iter().position(|line| line.holds(at))
    }
}

/// Whether `next` carries on what `last` began.
fn carries_on(last: &Line, next: &Line) -> bool {
    let same_form = match (&last.rule.form, &next.rule.form) {
        (
            Form::Every {
                acts: a, each: x, ..
            },
            Form::Every {
                acts: b, each: y, ..
            },
        ) => a == b && x == y,
        (Form::Once { .. } | Form::Only { .. } | Form::Standing { .. }, other) => {
            last.rule.form == *other
        }
        _ => false,
    };
    let (a, b) = (&last.rule.modifiers, &next.rule.modifiers);
    last.until == Some(next.from)
        && last.rolls == next.rolls
        && same_form
        && a.except == b.except
        && (a.fixed, a.carry, a.recorded, a.stale) == (b.fixed, b.carry, b.recorded, b.stale)
        && a.part == b.part
        && a.checked.is_some() == b.checked.is_some()
}

/// Sorts versions by rule and time, trims overlaps (the newer wins) and joins
/// those that carry on from each other.
pub(crate) fn chains(lines: &[Line]) -> Vec<(usize, Vec<Arc<Line>>)> {
    let mut by_rule: FxHashMap<&Name, Vec<Line>> = FxHashMap::default();
    let mut order: Vec<&Name> = Vec::new();
    for line in lines {
        if !by_rule.contains_key(&line.id) {
            order.push(&line.id);
        }
        by_rule.entry(&line.id).or_default().push(line.clone());
    }
    let mut out: Vec<(usize, Vec<Arc<Line>>)> = Vec::new();
    for id in order {
        let mut versions = by_rule.remove(id).unwrap_or_default();
        versions.sort_by_key(|line| line.from);
        let starts: Vec<Instant> = versions.iter().skip(1).map(|line| line.from).collect();
        for (line, next) in versions.iter_mut().zip(starts) {
            line.until = Some(line.end().min(next));
        }
        let mut chain = 0;
        let mut last: Option<Arc<Line>> = None;
        for line in versions.into_iter().filter(|line| line.from < line.end()) {
            let line = Arc::new(line);
            match (&last, out.last_mut()) {
                (Some(before), Some((_, group))) if carries_on(before, &line) => {
                    group.push(line.clone());
                }
                _ => {
                    out.push((chain, vec![line.clone()]));
                    chain += 1;
                }
            }
            last = Some(line);
        }
    }
    out
}
