//! When a source of entries was out: what was missed meanwhile may only be a gap in
//! the record.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::core::{Core, End};
use super::duty::DutyId;
use super::plan::{Line, Plan};
use super::show::Show;
use super::store::{Key, Store, View};
use super::{Change, Monitor};
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
    /// The deeds that tell of them.
    kinds: (usize, usize),
}

impl Outages {
    pub(crate) fn new(vocabulary: &Vocabulary, store: &mut Store) -> Option<Self> {
        let how = vocabulary.outages()?;
        let slot = store.symbols.number(&how.source);
        let kinds = (
            vocabulary.deed_place(&how.begins)?,
            vocabulary.deed_place(&how.ends)?,
        );
        Some(Self {
            began: store.view(kinds.0, &[slot]),
            ended: store.view(kinds.1, &[slot]),
            kinds,
        })
    }

    /// Whether a deed tells of outages.
    pub(crate) fn told_by(self, kind: usize) -> bool {
        kind == self.kinds.0 || kind == self.kinds.1
    }

    /// Every outage of every source, those to come included, the first first.
    pub(crate) fn all(self, store: &Store) -> Vec<Gap> {
        let began = store.groups(self.began).map(|(key, _)| key);
        let mut all: Vec<Gap> = began.flat_map(|key| self.of(store, &key)).collect();
        all.sort_by_key(|gap| (gap.from, gap.entry));
        all
    }

    /// Every outage of a source. Of what begins and ends in one instant, the last entry
    /// counts.
    fn of(self, store: &Store, key: &Key) -> Vec<Gap> {
        let turns = |view: View, out: bool| {
            let entries = store.entries(view, key).iter();
            let records = entries.map(|entry| store.record(*entry));
            records.map(move |record| (record.at, record.id, out))
        };
        let mut turns: Vec<(Instant, u64, bool)> = turns(self.began, true)
            .chain(turns(self.ended, false))
            .collect();
        turns.sort_unstable();
        let source = key
            .first()
            .map_or_else(|| "".into(), |name| store.symbols.name(*name));
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

/// An outage as it looks at `now`; none before it begins.
fn by(gap: &Gap, now: Instant) -> Option<Gap> {
    (gap.from <= now).then(|| Gap {
        until: gap.until.filter(|until| *until <= now),
        ..gap.clone()
    })
}

/// The first of some outages, by `now`, of a source that could have told of one of
/// `deeds` between two moments, both included.
pub(crate) fn first(
    (gaps, vocabulary): (&[Gap], &Vocabulary),
    deeds: &[Name],
    (from, to): (Instant, Instant),
    now: Instant,
) -> Option<Gap> {
    let told = |source: &Name| {
        let mut deeds = deeds.iter().filter_map(|kind| vocabulary.deed(kind));
        deeds.any(|deed| deed.source.as_ref() == Some(source))
    };
    gaps.iter()
        .take_while(|gap| gap.from <= to)
        .filter(|gap| told(&gap.source))
        .filter_map(|gap| by(gap, now))
        .find(|gap| gap.until.is_none_or(|until| until > from))
}

/// The sources whose outages by one moment are not those of another list by another.
pub(crate) fn differing(was: (&[Gap], Instant), is: (&[Gap], Instant)) -> Vec<Name> {
    let list = |(gaps, now): (&[Gap], Instant)| -> Vec<Gap> {
        gaps.iter().filter_map(|gap| by(gap, now)).collect()
    };
    let (was, is) = (list(was), list(is));
    let gone = was.iter().filter(|gap| !is.contains(gap));
    let new = is.iter().filter(|gap| !was.contains(gap));
    let mut sources: Vec<Name> = gone.chain(new).map(|gap| gap.source.clone()).collect();
    sources.sort();
    sources.dedup();
    sources
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

impl Monitor {
    /// Finds the outages anew when an entry has told of one; answers what they were.
    pub(crate) fn find_gaps(&mut self) -> Arc<Vec<Gap>> {
        let before = self.gaps.clone();
        if std::mem::take(&mut self.told_of_gap)
            && let Some(outages) = self.outages
        {
            self.gaps = Arc::new(outages.all(&self.store));
        }
        before
    }

    /// Tells of missed duties that have another gap than they had, beside those that
    /// `changes` tells of from `told` on. An outage is rare, so it may look at every duty
    /// of the rules whose deeds come from that source.
    pub(crate) fn tell_gaps(
        &self,
        (before, gaps): (Instant, &[Gap]),
        told: usize,
        changes: &mut Vec<Change>,
    ) {
        let turns = |gap: &Gap| {
            let until = gap.until.unwrap_or(Instant::MAX);
            [gap.from, until]
                .iter()
                .any(|at| before < *at && *at <= self.clock)
        };
        if std::ptr::eq(gaps, self.gaps.as_slice()) && !gaps.iter().any(turns) {
            return;
        }
        let sources = differing((gaps, before), (&self.gaps, self.clock));
        if sources.is_empty() {
            return;
        }
        let told: FxHashSet<DutyId> = changes.iter().skip(told).map(|change| change.id).collect();
        let is = self.show(self.clock);
        let was = Show {
            gaps,
            now: before,
            ..is
        };
        let concerned: Vec<bool> = self
            .plans
            .iter()
            .map(|plan| {
                plan.lines
                    .iter()
                    .any(|line| self.hears(&sources, plan, line))
            })
            .collect();
        let cells = self
            .cells
            .all()
            .filter(|(plan, _)| concerned.get(*plan).is_some_and(|concerned| *concerned));
        self.each(self.clock, cells, |plan, core| {
            if was.gap_of(plan, core) == is.gap_of(plan, core) {
                return;
            }
            let id = is.id(plan, core);
            if !told.contains(&id) {
                changes.push(Change {
                    id,
                    cause: None,
                    before: was.duty(plan, core),
                    after: is.duty(plan, core),
                });
            }
        });
    }

    /// Whether one of these sources could tell that a rule is met.
    fn hears(&self, sources: &[Name], plan: &Plan, line: &Line) -> bool {
        let vocabulary = &self.house.vocabulary;
        awaited(plan, line, vocabulary)
            .iter()
            .filter_map(|kind| vocabulary.deed(kind)?.source.as_ref())
            .any(|source| sources.contains(source))
    }
}
