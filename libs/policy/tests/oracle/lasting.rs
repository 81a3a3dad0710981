//! Only, always and never by their definitions: when it is bad, and nobody excused it.

use policy::{Form, Line};

use super::World;
use super::forms::{End, Found, Subjects, in_force, stretches};

pub fn lasting<'l>(world: &World<'_>, lines: &[&'l Line], out: &mut Vec<Found<'l>>) {
    let only = matches!(lines[0].rule.form, Form::Only { .. });
    let elements = if only {
        world.symbols("app")
    } else {
        vec![String::new()]
    };
    for phone in world.symbols("phone") {
        for element in &elements {
            let mut subjects = vec![("phone".to_owned(), phone.clone())];
            if only {
                subjects.push(("app".to_owned(), element.clone()));
            }
            episodes(world, lines, &subjects, out);
        }
    }
}

/// Whether it is bad at `t`; none while nobody knows.
pub fn bad(world: &World<'_>, form: &Form, subjects: &Subjects, t: i64) -> Option<bool> {
    let phone = ("phone", subjects[0].1.as_str());
    match form {
        Form::Only { .. } => {
            let app = ("app", subjects[1].1.as_str());
            let there = world.last_was(&["app.installed"], &["app.removed"], &[phone, app], t);
            let allowed = world.last_was(&["app.approved"], &["app.withdrawn"], &[app], t);
            Some(there == Some(true) && allowed != Some(true))
        }
        Form::Standing { always, state, .. } => {
            world.state(state, phone.1, t).map(|on| on != *always)
        }
        _ => panic!("lasting"),
    }
}

fn episodes<'l>(
    world: &World<'_>,
    lines: &[&'l Line],
    subjects: &Subjects,
    out: &mut Vec<Found<'l>>,
) {
    let form = &lines[0].rule.form;
    let scope = form.each().unwrap().state.as_deref();
    let instants = world.instants(lines);
    let bad = |t: i64| bad(world, form, subjects, t);
    let counts = |t: i64| world.in_scope(&subjects[0].1, scope, t) && in_force(lines, t).is_some();
    let rests = |t: i64| world.rests(lines[0], subjects, None, t);
    let open = |from: i64, end: End| {
        let excused = matches!(end, End::Excused);
        Found {
            name: format!("from {from} {excused}"),
            ..Found::new(in_force(lines, from).unwrap(), subjects.clone(), from, end)
        }
    };
    for (from, to) in stretches(&instants, |t| {
        bad(t) == Some(true) && counts(t) && !rests(t)
    }) {
        let end = match to {
            None => End::Open,
            Some(to) if bad(to) == Some(false) => End::Done(to, Vec::new()),
            Some(to) => End::Gone(to),
        };
        let found = open(from, end);
        let grace = found.line.rule.modifiers.grace;
        let days = world.days(lines[0], subjects, from);
        let due = grace.map(|span| days.due(from, span));
        let last = due.map_or(from, |due| due.last);
        let found = Found {
            due: Some(last),
            date: due.map(|due| due.date),
            at_once: grace.is_none(),
            ..found
        };
        out.push(found);
    }
    for (from, _) in stretches(&instants, |t| bad(t) == Some(true) && counts(t) && rests(t)) {
        out.push(open(from, End::Excused));
    }
    let unknown = stretches(&instants, |t| counts(t) && !rests(t));
    if let (None, Some((from, None))) = (bad(world.now), unknown.last()) {
        out.push(open(*from, End::Open));
    }
    if let (Form::Standing { state, .. }, Some(span)) = (form, lines[0].rule.modifiers.stale) {
        let last = world.last_seen(state, &subjects[0].1);
        if let (Some(false), Some(last)) = (bad(world.now), last) {
            let stale = world.days(lines[0], subjects, last).due(last, span).last + 1;
            let mut instants = instants.clone();
            instants.push(stale);
            instants.sort_unstable();
            instants.retain(|t| *t <= world.now);
            let unsure = stretches(&instants, |t| t >= stale && counts(t) && !rests(t));
            if let Some((from, None)) = unsure.last() {
                out.push(open(*from, End::Open));
            }
        }
    }
}
