//! `once each calendar year: policy reviewed`: one duty a period, apart from the others.

use crate::calendar::{Calendar, Due, Instant};
use crate::monitor::core::{Core, End, Entries, Opener};
use crate::monitor::facts::{Facts, Renewed, about, opened};
use crate::monitor::plan::{Act, Plan, Scope};
use crate::monitor::spans::{self, Close, Stretch};
use crate::monitor::store::{Entry, Sym};
use crate::rule::Form;

/// One period of the calendar: days, and the instants they start at.
struct Cell {
    first: i64,
    next: i64,
    from: Instant,
    to: Instant,
}

struct Grid<'a> {
    facts: &'a Facts<'a>,
    plan: &'a Plan,
    key: &'a [Sym],
    scope: &'a [Stretch],
    rests: &'a [Stretch],
    done: &'a [(Instant, Entry, usize)],
    acts: usize,
    /// A grid has one calendar: that of where the subject was when it began.
    calendar: &'a Calendar,
}

pub(crate) fn duties(
    facts: &Facts<'_>,
    plan: &Plan,
    acts: &[Act],
    scope: &Scope,
    key: &[Sym],
) -> Vec<Core> {
    let mut all = Renewed::new(facts, plan, acts, scope, key);
    all.done.retain(|(at, ..)| spans::holds(&all.scope, *at));
    let began = all
        .scope
        .first()
        .map_or(Instant::MIN, |stretch| stretch.from);
    let ruled = plan.lines.first().map_or(began, |line| line.from);
    let start = began.max(ruled);
    let grid = Grid {
        calendar: facts.calendar_at(plan, &about(&plan.slots, key), start),
        facts,
        plan,
        key,
        scope: &all.scope,
        rests: &all.rests,
        done: &all.done,
        acts: acts.len(),
    };
    grid.duties()
}

impl Grid<'_> {
    fn duties(&self) -> Vec<Core> {
        let mut out = Vec::new();
        let (Some(stretch), Some(line)) = (self.scope.first(), self.plan.lines.first()) else {
            return out;
        };
        let Form::Once { period, .. } = line.rule.form else {
            return out;
        };
        let start = stretch.from.max(line.from);
        let calendar = self.calendar;
        let mut day = calendar.day_of(start);
        loop {
            let (first, next) = Calendar::period(day, period);
            let cell = Cell {
                first,
                next,
                from: calendar.day_start(first),
                to: calendar.day_start(next),
            };
            if cell.from > self.facts.now {
                self.facts.expect(cell.from);
                break;
            }
            if let Some(core) = self.duty(&cell) {
                out.push(core);
            }
            if calendar.day_start(next) > self.in_force_to() {
                break;
            }
            day = next;
        }
        out
    }

    fn in_force_to(&self) -> Instant {
        self.plan
            .lines
            .last()
            .map_or(Instant::MAX, |line| line.end())
    }

    /// The latest version in force in the period, as far as is known now.
    fn line(&self, cell: &Cell) -> Option<usize> {
        let rightful = |line: &crate::monitor::plan::Line| {
            line.from < cell.to && line.end() > cell.from && line.from <= self.facts.now
        };
        self.plan.lines.iter().rposition(|line| rightful(line))
    }

    /// When a period's duty is due, and whether the rule's own first day says so;
    /// that day counts for those who are there by then.
    fn due(&self, place: usize, cell: &Cell, entered: Instant) -> Option<(Due, bool)> {
        let line = self.plan.lines.get(place)?;
        let last_day = cell.next - 1;
        let by_first = |first: i64| self.calendar.by_end_of(first);
        match line.rule.modifiers.first_by.map(Calendar::number) {
            Some(first) if last_day < first => None,
            Some(first) if first >= cell.first && by_first(first).last >= entered => {
                Some((by_first(first), true))
            }
            _ => Some((by_first(last_day), false)),
        }
    }

    fn duty(&self, cell: &Cell) -> Option<Core> {
        let place = self.line(cell)?;
        let rule_from = self.plan.lines.first()?.from;
        let window = [Stretch {
            from: rule_from.max(cell.from),
            to: self.in_force_to().min(cell.to),
            ..spans::always(Close::Gone)
        }];
        let counted = spans::both(self.scope, &window);
        let entered = counted
            .first()
            .filter(|stretch| stretch.from <= self.facts.now)?;
        let (due, first_by) = self.due(place, cell, entered.from)?;
        let mut core = opened(
            place,
            about(&self.plan.slots, self.key),
            Opener::Period(cell.first),
            entered.open,
            entered.from,
        );
        core.due = self.facts.moved(self.plan, &core.about, due, self.rests);
        let last = core.due.map_or(Instant::MAX, |due| due.last);
        let done = self.first_done(cell.from);
        core.end = match done {
            Some((at, evidence)) if at <= last => End::Done {
                at,
                evidence,
                afterwards: false,
            },
            _ if self.too_short(cell, first_by) => End::TooShort,
            _ => self.undone(last, done),
        };
        Some(core)
    }

    /// The moment all acts were done after `from`, each at its first.
    fn first_done(&self, from: Instant) -> Option<(Instant, Entries)> {
        let mut evidence = Entries::new();
        let mut when = Instant::MIN;
        for act in 0..self.acts {
            let (at, entry, _) = self
                .done
                .iter()
                .find(|(at, _, of)| *of == act && *at >= from)?;
            evidence.push(*entry);
            when = when.max(*at);
        }
        Some((when, evidence))
    }

    /// Whether a subject that entered in the period was in it for too short a part.
    fn too_short(&self, cell: &Cell, first_by: bool) -> bool {
        let rule_from = if first_by {
            Instant::MIN
        } else {
            self.plan
                .lines
                .first()
                .map_or(Instant::MIN, |line| line.from)
        };
        let entered_late = !spans::holds(self.scope, cell.from) || rule_from > cell.from;
        let measure = spans::measure(self.scope, cell.from.max(rule_from), cell.to);
        entered_late && measure * 100 < self.percent() * (cell.to - cell.from)
    }

    /// How much of a period a late comer must be there for to owe it.
    fn percent(&self) -> i64 {
        let part = self
            .plan
            .lines
            .first()
            .and_then(|line| line.rule.modifiers.part);
        part.map_or(50, i64::from)
    }

    fn undone(&self, last: Instant, done: Option<(Instant, Entries)>) -> End {
        let check = last.min(self.facts.now);
        if self.in_force_to() <= check {
            return End::Gone {
                at: self.in_force_to(),
                entry: None,
                why: Close::Repealed,
            };
        }
        let Some(here) = self.scope.iter().find(|stretch| stretch.holds(check)) else {
            let left = self.scope.iter().rev().find(|stretch| stretch.to <= check);
            return left.map_or(End::Open, |left| End::Gone {
                at: left.to,
                entry: left.close,
                why: Close::Gone,
            });
        };
        let over = here.to.min(self.in_force_to());
        match done {
            Some((at, evidence)) if at < over => End::Done {
                at,
                evidence,
                afterwards: false,
            },
            _ if here.to <= self.facts.now && here.to <= self.in_force_to() => End::Gone {
                at: here.to,
                entry: here.close,
                why: Close::Gone,
            },
            _ if self.in_force_to() <= self.facts.now => End::Gone {
                at: self.in_force_to(),
                entry: None,
                why: Close::Repealed,
            },
            _ => End::Open,
        }
    }
}
