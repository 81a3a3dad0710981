//! `only …`, `always …`, `never …`: a duty opens when it turns bad, and is made
//! good when it turns right again.

use crate::calendar::{Due, Instant};
use crate::monitor::core::{Core, End, Opener, Unknown};
use crate::monitor::facts::{Facts, about, opened};
use crate::monitor::people::Whose;
use crate::monitor::plan::{Plan, Scope, Switch};
use crate::monitor::spans::{self, Close, Stretch};
use crate::monitor::store::Sym;
use crate::rule::Span;

pub(crate) fn only(
    facts: &Facts<'_>,
    plan: &Plan,
    parts: (&Switch, &Switch, &Scope),
    key: &[Sym],
) -> Vec<Core> {
    let (present, allowed, scope) = parts;
    let (Some(subject), Some(element)) = (key.first().copied(), key.get(1).copied()) else {
        return Vec::new();
    };
    let there = facts.when_on(present, key, Close::Mended);
    let bad = spans::without(
        &there,
        &facts.when_on(allowed, &[element], Close::Mended),
        Close::Mended,
    );
    let scope = facts.scope(scope, &[subject]);
    episodes(facts, plan, &bad, &scope, key)
}

pub(crate) fn standing(
    facts: &Facts<'_>,
    plan: &Plan,
    parts: (&Switch, bool, &Scope),
    key: &[Sym],
) -> Vec<Core> {
    let (state, always, scope) = parts;
    let on = facts.when_on(state, key, Close::Mended);
    let known_from = if state.observed {
        facts.first_turn(state, key)
    } else {
        Some(Instant::MIN)
    };
    let scope = facts.scope(scope, key);
    let Some(known_from) = known_from else {
        return unknown(facts, plan, &scope, (Unknown::NeverSeen, key));
    };
    let stale = plan
        .lines
        .first()
        .and_then(|line| line.rule.modifiers.stale);
    let unsure = stale.and_then(|span| unsure(facts, plan, (state, always, span), key));
    let bad = if always {
        let known = [Stretch {
            from: known_from,
            ..spans::always(Close::Mended)
        }];
        spans::without(&known, &on, Close::Mended)
    } else {
        on
    };
    let mut out = episodes(facts, plan, &bad, &scope, key);
    if let Some(unsure) = unsure {
        out.extend(unknown(
            facts,
            plan,
            &spans::both(&[unsure], &scope),
            (Unknown::SeenTooLongAgo, key),
        ));
    }
    out
}

/// Since when nobody can be sure any more that all is well: so long after it was
/// last seen. What is not well stays so until it is seen to be well.
fn unsure(
    facts: &Facts<'_>,
    plan: &Plan,
    (state, always, span): (&Switch, bool, Span),
    key: &[Sym],
) -> Option<Stretch> {
    let (at, entry, on) = facts.turns(state, key).pop()?;
    if on != always {
        return None;
    }
    let calendar = facts.calendar_at(plan, &about(&plan.slots, key), at);
    let from = calendar.last(at, span).saturating_add(1);
    facts.expect(from);
    (from <= facts.now).then_some(Stretch {
        from,
        open: Some(entry),
        ..spans::always(Close::Mended)
    })
}

/// When the rule is in force.
fn in_force(plan: &Plan) -> Vec<Stretch> {
    let from = plan.lines.first().map_or(Instant::MAX, |line| line.from);
    let to = plan.lines.last().map_or(Instant::MAX, |line| line.end());
    vec![Stretch {
        from,
        to,
        ..spans::always(Close::Repealed)
    }]
}

fn episodes(
    facts: &Facts<'_>,
    plan: &Plan,
    bad: &[Stretch],
    scope: &[Stretch],
    key: &[Sym],
) -> Vec<Core> {
    let mut raw = spans::both(&spans::both(bad, scope), &in_force(plan));
    // What has not happened yet is not known: the rule's own end, for one.
    for stretch in &mut raw {
        if stretch.to > facts.now {
            stretch.to = Instant::MAX;
        }
    }
    raw.retain(|stretch| stretch.from <= facts.now);
    let subjects = about(&plan.slots, key);
    let rests = facts.rests(
        &plan.rests,
        Whose {
            subjects: &subjects,
            actor: None,
        },
    );
    let mut out = Vec::new();
    for part in spans::without(&raw, &rests, Close::Excepted) {
        out.extend(episode(facts, plan, &part, key));
    }
    for part in spans::both(&rests, &raw) {
        let rest = rests
            .iter()
            .find(|rest| rest.holds(part.from))
            .and_then(|rest| rest.open);
        if let Some(mut core) = begun(facts, plan, &part, key) {
            core.end = End::Excused {
                why: Close::Excepted,
                entry: rest,
            };
            out.push(core);
        }
    }
    out
}

fn begun(facts: &Facts<'_>, plan: &Plan, part: &Stretch, key: &[Sym]) -> Option<Core> {
    let line = plan.line_at(part.from)?;
    let opener = part.open.map_or(Opener::Unknown, |entry| {
        Opener::Entry(facts.record(entry).root)
    });
    Some(opened(
        line,
        about(&plan.slots, key),
        opener,
        part.open,
        part.from,
    ))
}

fn episode(facts: &Facts<'_>, plan: &Plan, part: &Stretch, key: &[Sym]) -> Option<Core> {
    let mut core = begun(facts, plan, part, key)?;
    let grace = plan
        .lines
        .get(core.line)
        .and_then(|line| line.rule.modifiers.grace);
    let calendar = facts.calendar_at(plan, &core.about, part.from);
    core.at_once = grace.is_none();
    core.due = Some(match grace {
        Some(span) => calendar.due(part.from, span),
        None => Due {
            last: part.from,
            date: calendar.date(part.from),
            whole_day: false,
            about: false,
        },
    });
    if part.to < Instant::MAX {
        let at = part.to;
        core.end = match part.why {
            Close::Mended => End::Done {
                at,
                evidence: part.close.into_iter().collect(),
                afterwards: false,
            },
            why => End::Gone {
                at,
                entry: part.close,
                why,
            },
        };
    }
    Some(core)
}

/// One duty without a due moment while nothing is known.
fn unknown(
    facts: &Facts<'_>,
    plan: &Plan,
    scope: &[Stretch],
    (why, key): (Unknown, &[Sym]),
) -> Vec<Core> {
    let subjects = about(&plan.slots, key);
    let rests = facts.rests(
        &plan.rests,
        Whose {
            subjects: &subjects,
            actor: None,
        },
    );
    let here = spans::without(
        &spans::both(scope, &in_force(plan)),
        &rests,
        Close::Excepted,
    );
    let part = here.iter().find(|stretch| stretch.holds(facts.now));
    let core = part.and_then(|part| begun(facts, plan, part, key));
    let unknown = Some(why);
    core.map(|core| Core { unknown, ..core })
        .into_iter()
        .collect()
}
