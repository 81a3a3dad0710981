//! `within 2 working days of a client contact: contact recorded`: one duty a trigger.

use crate::calendar::Instant;
use crate::monitor::core::{Core, End, Entries, Nearest, Why};
use crate::monitor::facts::{Facts, excused, triggered, whose};
use crate::monitor::people::Whose;
use crate::monitor::plan::{Act, Plan};
use crate::monitor::store::{Entry, Record, Sym, View};
use crate::rule::Form;

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
    let handover = line
        .rule
        .modifiers
        .responsible
        .as_ref()
        .and_then(|role| facts.roles.find(role))
        .or(facts.roles.fallback());
    let entries: Vec<&[Entry]> = acts
        .iter()
        .map(|act| facts.entries(act.view, key))
        .collect();
    let mut out = Vec::new();
    for opener in facts.entries(trigger, key) {
        let record = facts.record(*opener);
        if !line.holds(record.at) {
            continue;
        }
        let whose = whose(record);
        let mut core = triggered(record, *opener);
        let rests = facts.rests(&plan.rests, whose);
        core.due = facts.moved(facts.calendar.due(record.at, span), &rests);
        match excused(&rests, record.at) {
            Some(end) => core.end = end,
            None => Search {
                facts,
                plan,
                record,
                whose,
                handover,
            }
            .settle(&mut core, acts, &entries),
        }
        out.push(core);
    }
    out
}

struct Search<'a> {
    facts: &'a Facts<'a>,
    plan: &'a Plan,
    record: &'a Record,
    whose: Whose<'a>,
    handover: Option<usize>,
}

impl Search<'_> {
    fn settle(&self, core: &mut Core, acts: &[Act], entries: &[&[Entry]]) {
        let mut evidence = Entries::new();
        let mut when = Instant::MIN;
        for (act, entries) in acts.iter().zip(entries) {
            match self.first(act, entries, &mut core.nearest) {
                Some(entry) => {
                    when = when.max(self.facts.record(entry).at);
                    evidence.push(entry);
                }
                None => return,
            }
        }
        core.end = End::Done {
            at: when,
            evidence,
            afterwards: false,
        };
        core.nearest = None;
    }

    /// The first entry at or after the trigger that counts.
    fn first(&self, act: &Act, entries: &[Entry], nearest: &mut Option<Nearest>) -> Option<Entry> {
        let facts = self.facts;
        let start = entries.partition_point(|entry| facts.record(*entry).at < self.record.at);
        let (earlier, later) = entries.split_at(start);
        for entry in later {
            let other = facts.record(*entry);
            if other.root == self.record.root || !self.about_the_same(act, other) {
                continue;
            }
            if self.counts(other) {
                return Some(*entry);
            }
            nearest.get_or_insert(Nearest {
                entry: *entry,
                why: Why::ByAnother,
            });
        }
        let before = earlier
            .iter()
            .rev()
            .find(|entry| self.about_the_same(act, facts.record(**entry)));
        if let (None, Some(entry)) = (&nearest, before) {
            *nearest = Some(Nearest {
                entry: *entry,
                why: Why::TooEarly,
            });
        }
        None
    }

    fn about_the_same(&self, act: &Act, other: &Record) -> bool {
        let more_than_key = act.common.len() > self.plan.slots.len();
        !more_than_key
            || act
                .common
                .iter()
                .all(|slot| self.record.symbol(*slot) == other.symbol(*slot))
    }

    /// Whether it was done by whoever had to; once they have left, by whoever answers for it.
    fn counts(&self, other: &Record) -> bool {
        let facts = self.facts;
        if facts.may(self.plan.by, other, self.whose) {
            return true;
        }
        let (Some(by), Some(role), Some(actor)) = (self.plan.by, self.handover, self.whose.actor)
        else {
            return false;
        };
        facts.roles.is_actor(by)
            && facts.roles.has_left(facts.store, actor, other.at)
            && facts.may(Some(role), other, self.whose)
    }
}
