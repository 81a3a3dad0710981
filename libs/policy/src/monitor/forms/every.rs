//! `every 3 months: passcode changed`: the clock restarts at the real deed.

use smallvec::SmallVec;

use crate::calendar::{Calendar, Due, Instant};
use crate::monitor::core::{Core, End, Entries, Opener};
use crate::monitor::facts::{Facts, Renewed, about, opened};
use crate::monitor::plan::{Act, Line, Plan, Scope};
use crate::monitor::spans::{Close, Stretch};
use crate::monitor::store::{Entry, Sym};
use crate::rule::{Form, Span};

/// What can happen to an open renewal, in the order it counts within an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    /// The rule, or the next version of it, comes into force.
    Begins(usize),
    /// The rule is withdrawn.
    Ends,
    /// A deed is done: which entry, and which act of the rule.
    Done(u64, Entry, usize),
}

struct Run<'a> {
    facts: &'a Facts<'a>,
    plan: &'a Plan,
    subjects: &'a [(Sym, Sym)],
    rests: &'a [Stretch],
    anchor: Instant,
    /// The first date of a fixed schedule counts from here; the next comes after `past`.
    origin: Instant,
    past: Instant,
    /// When the subject began to count.
    since: Instant,
    /// How many times which span it is to the last of the fixed dates.
    times: Option<(Span, u32)>,
    opener: Option<Entry>,
    /// The open duty, and its due moment before exceptions moved it.
    open: Option<(Core, Due)>,
    seen: SmallVec<[Option<Entry>; 2]>,
    out: Vec<Core>,
}

pub(crate) fn duties(
    facts: &Facts<'_>,
    plan: &Plan,
    acts: &[Act],
    scope: &Scope,
    key: &[Sym],
) -> Vec<Core> {
    let all = Renewed::new(facts, plan, acts, scope, key);
    let subjects = about(&plan.slots, key);
    let mut out = Vec::new();
    for stretch in &all.scope {
        let mut run = Run {
            facts,
            plan,
            subjects: &subjects,
            rests: &all.rests,
            anchor: stretch.from,
            origin: stretch.from,
            past: stretch.from,
            since: stretch.from,
            times: None,
            opener: stretch.open,
            open: None,
            seen: SmallVec::from_elem(None, acts.len()),
            out,
        };
        if plan
            .lines
            .first()
            .is_some_and(|line| line.rule.modifiers.carry)
        {
            run.carry(&all.done);
        }
        out = run.through(stretch, &all.done);
    }
    out
}

impl<'a> Run<'a> {
    /// With `carry over` the last time before the subject counted is where it counts from.
    fn carry(&mut self, done: &[(Instant, Entry, usize)]) {
        let mut last = Instant::MIN;
        for (at, entry, act) in done {
            if *at > last && *at <= self.since && self.see(*entry, *act).is_some() {
                last = *at;
                self.anchor = *at;
                self.origin = *at;
            }
        }
        self.seen.fill(None);
    }

    /// Notes that an act was done; once all are, what proves it.
    fn see(&mut self, entry: Entry, act: usize) -> Option<Entries> {
        if let Some(slot) = self.seen.get_mut(act)
            && slot.is_none()
        {
            *slot = Some(entry);
        }
        let evidence: Entries = self.seen.iter().copied().collect::<Option<_>>()?;
        self.seen.fill(None);
        Some(evidence)
    }

    fn through(mut self, stretch: &Stretch, done: &[(Instant, Entry, usize)]) -> Vec<Core> {
        for (at, step) in self.steps(stretch, done) {
            match step {
                Step::Begins(line) => self.begins(at, line),
                Step::Ends => self.close(at, None, Close::Repealed),
                Step::Done(_, entry, act) => self.done(at, entry, act),
            }
        }
        if stretch.to < Instant::MAX {
            self.close(stretch.to, stretch.close, Close::Gone);
        }
        if let Some((core, _)) = self.open.take() {
            self.out.push(core);
        }
        self.out
    }

    fn steps(&self, stretch: &Stretch, done: &[(Instant, Entry, usize)]) -> Vec<(Instant, Step)> {
        let mut steps = Vec::new();
        for (place, line) in self.plan.lines.iter().enumerate() {
            if line.end() > stretch.from && line.from < stretch.to && line.from <= self.facts.now {
                steps.push((line.from.max(stretch.from), Step::Begins(place)));
            }
        }
        let last = self
            .plan
            .lines
            .last()
            .map_or(Instant::MAX, |line| line.end());
        if stretch.holds(last) && last <= self.facts.now {
            steps.push((last, Step::Ends));
        }
        for (at, entry, act) in done.iter().filter(|(at, ..)| stretch.holds(*at)) {
            steps.push((*at, Step::Done(self.facts.record(*entry).id, *entry, *act)));
        }
        steps.sort_unstable();
        steps
    }

    /// Whose days count from then on.
    fn calendar(&self, at: Instant) -> &'a Calendar {
        self.facts.calendar_at(self.plan, self.subjects, at)
    }

    fn span(&self, line: usize) -> Option<(&'a Line, Span)> {
        let line = self.plan.lines.get(line)?;
        match line.rule.form {
            Form::Every { span, .. } => Some((line, span)),
            Form::Only { .. } => Some((line, line.rule.modifiers.checked?)),
            _ => None,
        }
    }

    /// When it is due next: a span after the last time, or the next of the fixed dates.
    fn next_due(&mut self, line: &Line, span: Span) -> Due {
        if !line.rule.modifiers.fixed {
            let due = self.calendar(self.anchor).due(self.anchor, span);
            // Nothing is due before the subject counts at all.
            let calendar = self.calendar(self.since);
            let soonest = calendar.by_end_of(calendar.day_of(self.since));
            let carried = self.anchor < self.since && due.last < soonest.last;
            return if carried { soonest } else { due };
        }
        let calendar = self.calendar(self.origin);
        // What is past only grows, so the next date is never before the last one found.
        let known = self.times.filter(|(of, _)| *of == span);
        let mut times = known.map_or(1, |(_, times)| times);
        loop {
            let count = span.count.saturating_mul(times);
            let due = calendar.due(self.origin, Span { count, ..span });
            if due.last > self.past || count == u32::MAX {
                self.times = Some((span, times));
                return due;
            }
            times += 1;
        }
    }

    fn begins(&mut self, at: Instant, place: usize) {
        let Some((line, span)) = self.span(place) else {
            return;
        };
        let calendar = self.calendar(line.from);
        let by_anchor = self.next_due(line, span);
        let younger = self.anchor < line.from;
        // A first day before the rule existed says nothing: nobody owes what is past.
        let first_by = line.rule.modifiers.first_by;
        let first_by = first_by.map(|day| calendar.by_end_of(Calendar::number(day)));
        let grace = first_by
            .filter(|due| due.last >= line.from)
            .unwrap_or_else(|| calendar.due(line.from, span));
        let later = |a: Due, b: Due| if b.last > a.last { b } else { a };
        match &mut self.open {
            // Law in force when it was missed: a new version forgives nothing.
            Some((core, _)) if core.due.is_some_and(|due| due.last < at) => {}
            Some((core, base)) => {
                let soonest = if base.last < grace.last { *base } else { grace };
                *base = later(by_anchor, soonest);
                core.line = place;
                core.due = self
                    .facts
                    .moved(self.plan, self.subjects, *base, self.rests);
            }
            None => {
                let due = if younger {
                    later(by_anchor, grace)
                } else {
                    by_anchor
                };
                self.open(at, place, due);
            }
        }
    }

    fn open(&mut self, at: Instant, line: usize, due: Due) {
        let opener = self.opener.map_or(Opener::Unknown, |entry| {
            Opener::Entry(self.facts.record(entry).root)
        });
        let mut core = opened(
            line,
            self.subjects.iter().copied().collect(),
            opener,
            self.opener,
            at,
        );
        core.due = self.facts.moved(self.plan, self.subjects, due, self.rests);
        self.open = Some((core, due));
    }

    fn close(&mut self, at: Instant, entry: Option<Entry>, why: Close) {
        if let Some((mut core, _)) = self.open.take() {
            core.end = End::Gone { at, entry, why };
            self.out.push(core);
        }
    }

    fn done(&mut self, at: Instant, entry: Entry, act: usize) {
        if at <= self.anchor {
            return;
        }
        let Some(evidence) = self.see(entry, act) else {
            return;
        };
        self.past = self.past.max(at);
        if let Some((mut core, base)) = self.open.take() {
            self.past = self.past.max(base.last);
            core.end = End::Done {
                at,
                evidence,
                afterwards: false,
            };
            self.out.push(core);
        }
        self.anchor = at;
        self.opener = Some(entry);
        let Some(place) = self.plan.line_at(at) else {
            return;
        };
        if let Some((line, span)) = self.span(place) {
            let due = self.next_due(line, span);
            self.open(at, place, due);
        }
    }
}
