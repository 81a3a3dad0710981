//! `before a phone is taken off site: permission`: decided at the deed itself.

use rustc_hash::FxHashSet;

use crate::calendar::{Due, Instant};
use crate::monitor::core::{Core, End, Entries, Nearest, Why};
use crate::monitor::facts::{Facts, excused, triggered, whose};
use crate::monitor::people::Whose;
use crate::monitor::plan::{Act, Plan};
use crate::monitor::store::{Entry, Record, Sym, View};
use crate::rule::{Form, Span};

struct Gate<'a> {
    facts: &'a Facts<'a>,
    plan: &'a Plan,
    key: &'a [Sym],
    valid: Option<Span>,
    one_use: bool,
    /// `on record first`, and how soon after it is done it must be written down.
    first: bool,
    soon: Option<Span>,
    used: FxHashSet<Entry>,
}

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
    let Form::Before { valid, one_use, .. } = line.rule.form else {
        return Vec::new();
    };
    let mut gate = Gate {
        facts,
        plan,
        key,
        valid,
        one_use,
        first: line.rule.modifiers.first,
        soon: line.rule.modifiers.recorded,
        used: FxHashSet::default(),
    };
    let mut out = Vec::new();
    for opener in facts.entries(trigger, key) {
        let record = facts.record(*opener);
        let whose = whose(record);
        let mut core = triggered(record, *opener);
        let (last, date) = (
            record.at,
            facts
                .calendar_at(plan, whose.subjects, record.at)
                .date(record.at),
        );
        core.due = Some(Due {
            last,
            date,
            whole_day: false,
            about: false,
        });
        core.end = match excused(&facts.rests(&plan.rests, whose), record.at) {
            Some(end) => end,
            None => gate.decide(acts, record, whose, &mut core.nearest),
        };
        if line.holds(record.at) {
            out.push(core);
        }
    }
    out
}

impl Gate<'_> {
    fn decide(
        &mut self,
        acts: &[Act],
        record: &Record,
        whose: Whose<'_>,
        nearest: &mut Option<Nearest>,
    ) -> End {
        let mut evidence = Entries::new();
        for act in acts {
            match self.first(act, record, whose, nearest) {
                Some(entry) => evidence.push(entry),
                None => return End::Refused,
            }
        }
        *nearest = None;
        if self.one_use {
            self.used.extend(evidence.iter().copied());
        }
        let records = || evidence.iter().map(|entry| self.facts.record(*entry));
        let at = records().map(|other| other.at).max().unwrap_or(record.at);
        let afterwards = records().any(|other| other.recorded > record.recorded);
        End::Done {
            at,
            evidence,
            afterwards,
        }
    }

    /// The oldest entry that still counts: the first to run out is used first.
    fn first(
        &self,
        act: &Act,
        record: &Record,
        whose: Whose<'_>,
        nearest: &mut Option<Nearest>,
    ) -> Option<Entry> {
        let mut closest: Option<Nearest> = None;
        for entry in self.facts.entries(act.view, self.key) {
            let other = self.facts.record(*entry);
            let more_than_key = act.common.len() > self.plan.slots.len();
            if more_than_key
                && !act
                    .common
                    .iter()
                    .all(|slot| record.symbol(*slot) == other.symbol(*slot))
            {
                continue;
            }
            match self.fault(act, *entry, other, record, whose) {
                None => return Some(*entry),
                Some(Why::TooLate) => {
                    closest.get_or_insert(Nearest {
                        entry: *entry,
                        why: Why::TooLate,
                    });
                    break;
                }
                Some(why) => closest = Some(Nearest { entry: *entry, why }),
            }
        }
        if nearest.is_none() {
            *nearest = closest;
        }
        None
    }

    fn fault(
        &self,
        act: &Act,
        entry: Entry,
        other: &Record,
        record: &Record,
        whose: Whose<'_>,
    ) -> Option<Why> {
        if other.at > record.at || other.root == record.root {
            return Some(Why::TooLate);
        }
        let calendar = || self.facts.calendar_at(self.plan, whose.subjects, other.at);
        if self
            .valid
            .is_some_and(|span| calendar().last(other.at, span) < record.at)
        {
            return Some(Why::Expired);
        }
        if self.used.contains(&entry) {
            return Some(Why::UsedUp);
        }
        let own = self
            .plan
            .by
            .is_some_and(|role| self.facts.roles.is_over_person(role))
            && other.by == record.by;
        if own || !self.facts.may(self.plan.by, other, whose) {
            return Some(Why::ByAnother);
        }
        if self.is_revoked(act, other, record.at) {
            return Some(Why::Revoked);
        }
        if self.first && other.recorded > record.recorded {
            return Some(Why::WrittenAfter);
        }
        (!self
            .facts
            .in_good_time(self.plan, whose.subjects, self.soon, other))
        .then_some(Why::WrittenLate)
    }

    fn is_revoked(&self, act: &Act, other: &Record, until: Instant) -> bool {
        let entries = act
            .revoked
            .iter()
            .flat_map(|view| self.facts.entries(*view, self.key));
        let mut records = entries.map(|entry| self.facts.record(*entry));
        records.any(|taken_back| {
            let more_than_key = act.common.len() > self.plan.slots.len();
            let same = !more_than_key
                || act
                    .common
                    .iter()
                    .all(|slot| taken_back.symbol(*slot) == other.symbol(*slot));
            same && (taken_back.at, taken_back.id) > (other.at, other.id) && taken_back.at <= until
        })
    }
}
