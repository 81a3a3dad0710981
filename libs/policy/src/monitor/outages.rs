//! When a source of entries was out: what was missed meanwhile may only be a gap in
//! the record.

use super::core::{Core, End};
use super::plan::{Line, Plan};
use super::store::{Store, View};
use crate::calendar::{Calendar, Due, Instant};
use crate::rule::{Form, Name};
use crate::vocabulary::Vocabulary;

/// A time in which a source could not tell of what was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The source.
    pub source: Name,
    /// From when it was out.
    pub from: Instant,
    /// Until when, that instant not included; none while it is out.
    pub until: Option<Instant>,
    /// The entry that says so.
    pub entry: u64,
}

/// Where to look for outages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Outages {
    began: View,
    ended: View,
}

impl Outages {
    pub(crate) fn new(vocabulary: &Vocabulary, store: &mut Store) -> Option<Self> {
        let how = vocabulary.outages()?;
        let slot = store.symbols.number(&how.source);
        let mut view = |kind: &Name| Some(store.view(vocabulary.deed_place(kind)?, &[slot]));
        Some(Self {
            began: view(&how.begins)?,
            ended: view(&how.ends)?,
        })
    }

    /// The first outage, by `now`, of a source that could have told of one of `deeds`
    /// between two moments, both included.
    pub(crate) fn gap(
        self,
        (store, vocabulary): (&Store, &Vocabulary),
        deeds: &[Name],
        (from, to): (Instant, Instant),
        now: Instant,
    ) -> Option<Gap> {
        let mut sources: Vec<&Name> = deeds
            .iter()
            .filter_map(|kind| vocabulary.deed(kind)?.source.as_ref())
            .collect();
        sources.sort();
        sources.dedup();
        let mut all: Vec<Gap> = Vec::new();
        for source in sources {
            all.extend(self.of(store, source, now));
        }
        all.retain(|gap| gap.from <= to && gap.until.is_none_or(|until| until > from));
        all.into_iter().min_by_key(|gap| (gap.from, gap.entry))
    }

    /// Every outage of a source by `now`. Of what begins and ends in one instant, the
    /// last entry counts.
    fn of(self, store: &Store, source: &Name, now: Instant) -> Vec<Gap> {
        let Some(symbol) = store.symbols.known(source) else {
            return Vec::new();
        };
        let turns = |view: View, out: bool| {
            let entries = store.entries(view, &[symbol]).iter();
            let records = entries.map(|entry| store.record(*entry));
            records.map(move |record| (record.at, record.id, out))
        };
        let mut turns: Vec<(Instant, u64, bool)> = turns(self.began, true)
            .chain(turns(self.ended, false))
            .filter(|(at, ..)| *at <= now)
            .collect();
        turns.sort_unstable();
        let mut all: Vec<Gap> = Vec::new();
        for (at, entry, out) in turns {
            match all.last_mut().filter(|gap| gap.until.is_none()) {
                Some(gap) if !out => gap.until = Some(at),
                Some(_) => {}
                None if out => all.push(Gap {
                    source: source.clone(),
                    from: at,
                    until: None,
                    entry,
                }),
                None => {}
            }
        }
        all.retain(|gap| gap.until.is_none_or(|until| until > gap.from));
        all
    }
}

/// The deeds that would have met a duty.
pub(crate) fn awaited(plan: &Plan, line: &Line, vocabulary: &Vocabulary) -> Vec<Name> {
    match &line.rule.form {
        Form::Only { relation, .. } if plan.is_check() => {
            let relation = vocabulary.relation(relation);
            relation
                .and_then(|relation| relation.inventory.clone())
                .into_iter()
                .collect()
        }
        Form::Every { acts, .. }
        | Form::Once { acts, .. }
        | Form::Within { acts, .. }
        | Form::Before { acts, .. } => acts.done.clone(),
        Form::Only { set, relation, .. } => {
            let removes = vocabulary.relation(relation).map(|of| of.removes.clone());
            let adds = vocabulary.set(set).map(|of| of.adds.clone());
            let all = removes.into_iter().chain(adds);
            all.flatten().collect()
        }
        Form::Standing { always, state, .. } => {
            let (begins, ends) = vocabulary.turns(state);
            if *always { begins } else { ends }.to_vec()
        }
    }
}

/// Between which moments the record could have shown it in time; of a state, put right.
pub(crate) fn window(
    calendar: &Calendar,
    plan: &Plan,
    line: &Line,
    core: &Core,
    now: Instant,
) -> (Instant, Instant) {
    let last = core.due.map_or(now, |due| due.last);
    match &line.rule.form {
        Form::Before { valid, .. } => {
            let due = Due {
                last: core.opened_at,
                date: calendar.date(core.opened_at),
                whole_day: false,
                about: false,
            };
            let oldest = valid.map_or(Instant::MIN, |span| calendar.warn(due, span));
            (oldest, core.opened_at)
        }
        Form::Only { .. } | Form::Standing { .. } if !plan.is_check() => match &core.end {
            End::Done { at, .. } | End::Gone { at, .. } => (core.opened_at, *at),
            _ => (core.opened_at, now),
        },
        _ => (core.opened_at, last.min(now)),
    }
}
