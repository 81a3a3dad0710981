//! `within 2 working days of a client contact: contact recorded`: one duty a trigger.

use rustc_hash::FxHashSet;

use crate::calendar::Instant;
use crate::monitor::core::{Core, End, Entries, Nearest, Opener, Why};
use crate::monitor::facts::{Facts, about, excused, opened, triggered, whose};
use crate::monitor::people::Whose;
use crate::monitor::plan::{Act, Line, Plan};
use crate::monitor::store::{Entry, Record, Sym, View};
use crate::rule::{Form, Span};

pub(crate) fn duties(
    facts: &Facts<'_>,
    plan: &Plan,
    trigger: View,
    acts: &[Act],
    key: &[Sym],
) -> Vec<Core> {
    let Some(line) = plan.lines.first() else {
        return Vec::new();
    };
    let Form::Within { span, .. } = line.rule.form else {
        return Vec::new();
    };
    let mut answers = Answers::new(facts, plan, line, acts, key);
    let mut out = Vec::new();
    for opener in facts.entries(trigger, key) {
        let record = facts.record(*opener);
        if !line.holds(record.at) {
            continue;
        }
        let core = triggered(record, *opener);
        let trigger = Trigger {
            record: Some(record),
            root: Some(record.root),
            at: record.at,
            whose: whose(record),
        };
        out.push(answers.to(core, trigger, span));
    }
    out
}

/// The same, for the misses of another rule about the same things.
pub(crate) fn after_misses(facts: &Facts<'_>, plan: &Plan, acts: &[Act], key: &[Sym]) -> Vec<Core> {
    let Some(line) = plan.lines.first() else {
        return Vec::new();
    };
    let Form::Within { span, .. } = line.rule.form else {
        return Vec::new();
    };
    let Some((cores, until)) = facts.followed else {
        return Vec::new();
    };
    facts.expect(until);
    let mut missed: Vec<(Instant, &Core)> = cores
        .iter()
        .filter_map(|core| Some((core.missed_at()?, core)))
        .collect();
    missed.sort_by_key(|(at, core)| (*at, core.opened_at));
    let mut answers = Answers::new(facts, plan, line, acts, key);
    let mut out = Vec::new();
    for (at, miss) in missed {
        facts.expect(at);
        if at > facts.now || !line.holds(at) {
            continue;
        }
        let core = Core {
            about: miss.about.clone(),
            actor: miss.actor,
            opened_by: miss.opened_by.clone(),
            ..opened(0, about(&plan.slots, key), miss.opener, None, at)
        };
        let trigger = Trigger {
            record: None,
            root: match miss.opener {
                Opener::Entry(root) if plan.trigger.is_some() => Some(root),
                _ => None,
            },
            at,
            whose: Whose {
                subjects: &miss.about,
                actor: miss.actor,
            },
        };
        out.push(answers.to(core, trigger, span));
    }
    out
}

/// What is to be answered.
#[derive(Clone, Copy)]
struct Trigger<'a> {
    /// The entry; none for a miss, which nobody wrote down.
    record: Option<&'a Record>,
    /// The first entry of its chain of corrections.
    root: Option<u64>,
    at: Instant,
    whose: Whose<'a>,
}

impl Trigger<'_> {
    /// Whether this is the entry, or one that stands for it.
    fn is(&self, id: u64) -> bool {
        self.root == Some(id) || self.record.is_some_and(|record| record.id == id)
    }
}

/// The entries of a cell that may answer its triggers.
struct Answers<'a> {
    facts: &'a Facts<'a>,
    plan: &'a Plan,
    acts: &'a [Act],
    entries: Vec<&'a [Entry]>,
    handover: Option<usize>,
    /// How soon after it is done a record must be written down.
    soon: Option<Span>,
    /// With `one record each`: those that have answered.
    used: Option<FxHashSet<Entry>>,
}

impl<'a> Answers<'a> {
    fn new(
        facts: &'a Facts<'a>,
        plan: &'a Plan,
        line: &Line,
        acts: &'a [Act],
        key: &[Sym],
    ) -> Self {
        let modifiers = &line.rule.modifiers;
        let named = modifiers.responsible.as_ref();
        Self {
            facts,
            plan,
            acts,
            entries: acts
                .iter()
                .map(|act| facts.entries(act.view, &act.key(key)))
                .collect(),
            handover: named
                .and_then(|role| facts.roles.find(role))
                .or(facts.roles.fallback()),
            soon: modifiers.recorded,
            used: modifiers.each.then(FxHashSet::default),
        }
    }

    /// The duty that a trigger opens, settled.
    fn to(&mut self, mut core: Core, trigger: Trigger<'_>, span: Span) -> Core {
        let facts = self.facts;
        let rests = facts.rests(&self.plan.rests, trigger.whose);
        let subjects = trigger.whose.subjects;
        let calendar = facts.calendar_at(self.plan, subjects, trigger.at);
        core.due = facts.moved(self.plan, subjects, calendar.due(trigger.at, span), &rests);
        match excused(&rests, trigger.at) {
            Some(end) => core.end = end,
            None => self.settle(&mut core, trigger),
        }
        core
    }

    fn settle(&mut self, core: &mut Core, trigger: Trigger<'_>) {
        let mut evidence = Entries::new();
        let mut when = Instant::MIN;
        for (act, entries) in self.acts.iter().zip(&self.entries) {
            match self.first(act, entries, trigger, &mut core.nearest) {
                Some(entry) => {
                    when = when.max(self.facts.record(entry).at);
                    evidence.push(entry);
                }
                None => return,
            }
        }
        if let Some(used) = &mut self.used {
            used.extend(evidence.iter().copied());
        }
        core.end = End::Done {
            at: when,
            evidence,
            afterwards: false,
        };
        core.nearest = None;
    }

    /// The first entry at or after the trigger that counts.
    fn first(
        &self,
        act: &Act,
        entries: &[Entry],
        trigger: Trigger<'_>,
        nearest: &mut Option<Nearest>,
    ) -> Option<Entry> {
        let facts = self.facts;
        let start = entries.partition_point(|entry| facts.record(*entry).at < trigger.at);
        let (earlier, later) = entries.split_at(start);
        for entry in later {
            let other = facts.record(*entry);
            let itself = trigger
                .record
                .is_some_and(|record| record.root == other.root);
            let to_another = other.answers.is_some_and(|id| !trigger.is(id));
            if itself || to_another || !self.about_the_same(act, trigger, other) {
                continue;
            }
            match self.fault(*entry, other, trigger) {
                None => return Some(*entry),
                Some(why) => {
                    nearest.get_or_insert(Nearest { entry: *entry, why });
                }
            }
        }
        let before = earlier
            .iter()
            .rev()
            .find(|entry| self.about_the_same(act, trigger, facts.record(**entry)));
        if let (None, Some(entry)) = (&nearest, before) {
            *nearest = Some(Nearest {
                entry: *entry,
                why: Why::TooEarly,
            });
        }
        None
    }

    fn fault(&self, entry: Entry, other: &Record, trigger: Trigger<'_>) -> Option<Why> {
        if !self.counts(other, trigger.whose) {
            Some(Why::ByAnother)
        } else if self.used.as_ref().is_some_and(|used| used.contains(&entry)) {
            Some(Why::UsedUp)
        } else if !self
            .facts
            .in_good_time(self.plan, trigger.whose.subjects, self.soon, other)
        {
            Some(Why::WrittenLate)
        } else {
            None
        }
    }

    fn about_the_same(&self, act: &Act, trigger: Trigger<'_>, other: &Record) -> bool {
        let Some(record) = trigger.record else {
            // A miss is about more than its cell: all that both name must agree.
            let mut named = trigger.whose.subjects.iter();
            return named
                .all(|(slot, mine)| other.symbol(*slot).is_none_or(|symbol| symbol == *mine));
        };
        let more_than_key = act.common.len() > self.plan.slots.len();
        !more_than_key
            || act
                .common
                .iter()
                .all(|slot| record.symbol(*slot) == other.symbol(*slot))
    }

    /// Whether it was done by whoever had to; once they have left, by whoever answers for it.
    fn counts(&self, other: &Record, whose: Whose<'_>) -> bool {
        let facts = self.facts;
        if facts.may(self.plan.by, other, whose) {
            return true;
        }
        let (Some(by), Some(role), Some(actor)) = (self.plan.by, self.handover, whose.actor) else {
            return false;
        };
        facts.roles.is_actor(by)
            && facts.roles.has_left(facts.store, actor, other.at)
            && facts.may(Some(role), other, whose)
    }
}
