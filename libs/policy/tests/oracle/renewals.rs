//! Renewals by their definitions: restarting, and by the calendar's periods.

use jiff::ToSpan;
use jiff::civil::Date;
use policy::calendar::{Calendar, Due};
use policy::{Acts, Event, Form, Line, Name, Period, Span};

use super::forms::{End, Found, end, in_force, stretches};
use super::{World, about_it};

fn parts(form: &Form) -> (&Acts, Option<&str>) {
    match form {
        Form::Every { acts, each, .. } | Form::Once { acts, each, .. } => {
            (acts, each.state.as_deref())
        }
        _ => panic!("a renewal"),
    }
}

/// What a renewal asks for; of an `only` rule, that somebody looks at all there is.
fn asked(form: &Form) -> (Acts, Option<&str>) {
    match form {
        Form::Only { each, .. } => {
            let done = vec!["apps.checked".into()];
            (Acts { done, by: None }, each.state.as_deref())
        }
        other => {
            let (acts, scope) = parts(other);
            (acts.clone(), scope)
        }
    }
}

/// The deeds that count for a renewal of a phone, by act.
fn counted<'w>(world: &'w World<'_>, line: &Line, acts: &Acts, phone: &str) -> Vec<Vec<&'w Event>> {
    let subjects = vec![("phone".to_owned(), phone.to_owned())];
    let count = |kind: &Name| -> Vec<&Event> {
        let done = world
            .events
            .iter()
            .filter(|event| event.kind == *kind && about_it(event, "phone") == Some(phone));
        done.filter(|event| world.in_good_time(line, &subjects, event))
            .filter(|event| world.may(acts.by.as_deref(), event, &subjects, None))
            .collect()
    };
    acts.done.iter().map(count).collect()
}

pub fn every<'l>(world: &World<'_>, lines: &[&'l Line], out: &mut Vec<Found<'l>>) {
    let (acts, scope) = asked(&lines[0].rule.form);
    let instants = world.instants(lines);
    for phone in world.symbols("phone") {
        let done = counted(world, lines[0], &acts, &phone);
        for (from, to) in stretches(&instants, |t| world.in_scope(&phone, scope, t)) {
            let inside = |event: &&&Event| event.at >= from && to.is_none_or(|to| event.at < to);
            let carried = lines[0].rule.modifiers.carry.then(|| carried(&done, from));
            let mut anchor = carried.flatten().unwrap_or(from);
            let origin = anchor;
            let mut past = from;
            let mut name = format!("since {from}");
            loop {
                let firsts: Option<Vec<&Event>> = done
                    .iter()
                    .map(|of_act| {
                        of_act
                            .iter()
                            .filter(inside)
                            .find(|event| event.at > anchor)
                            .copied()
                    })
                    .collect();
                let next = firsts.map(|firsts| {
                    let at = firsts.iter().map(|event| event.at).max().unwrap();
                    let mut ids: Vec<u64> = firsts.iter().map(|event| event.id).collect();
                    ids.sort_unstable();
                    let done = firsts.iter().max_by_key(|event| (event.at, event.id));
                    let root = world.roots[&done.unwrap().id];
                    (at, ids, root)
                });
                let proof = next.clone().map(|(at, ids, _)| (at, ids));
                let found = renewal(
                    world,
                    lines,
                    &phone,
                    (from, origin, anchor, past),
                    to,
                    proof,
                );
                let base = found.as_ref().map(|(_, due)| due.last);
                out.extend(found.map(|(found, _)| Found {
                    name: name.clone(),
                    ..found
                }));
                match next {
                    Some((at, _, root)) => {
                        name = root.to_string();
                        anchor = at;
                        past = past.max(at).max(base.unwrap_or(i64::MIN));
                    }
                    None => break,
                }
            }
        }
    }
}

fn latest(a: Due, b: Due) -> Due {
    if a.last >= b.last { a } else { b }
}

/// When all acts had been done for the last time by `from`.
fn carried(done: &[Vec<&Event>], from: i64) -> Option<i64> {
    let mut last = None;
    loop {
        let after = |event: &&&Event| event.at <= from && last.is_none_or(|at| event.at > at);
        let firsts: Option<Vec<i64>> = done
            .iter()
            .map(|of_act| of_act.iter().find(after).map(|event| event.at))
            .collect();
        match firsts {
            Some(firsts) => last = firsts.into_iter().max(),
            None => return last,
        }
    }
}

fn span(line: &Line) -> Span {
    match line.rule.form {
        Form::Every { span, .. } => span,
        _ => line.rule.modifiers.checked.unwrap(),
    }
}

/// The duty that opens at an anchor, if the rule is in force then or later.
fn renewal<'l>(
    world: &World<'_>,
    lines: &[&'l Line],
    phone: &str,
    (from, origin, anchor, past): (i64, i64, i64, i64),
    to: Option<i64>,
    next: Option<(i64, Vec<u64>)>,
) -> Option<(Found<'l>, Due)> {
    let subjects = vec![("phone".to_owned(), phone.to_owned())];
    let opened_at = anchor.max(from).max(lines[0].from);
    let ends = end(lines[lines.len() - 1]);
    let over = opened_at >= ends.min(to.unwrap_or(i64::MAX));
    if over || opened_at > world.now || next.as_ref().is_some_and(|(at, _)| *at < opened_at) {
        return None;
    }
    let mut line = in_force(lines, opened_at)?;
    // The fixed dates are those that lie whole spans after the origin.
    let days = |at: i64| world.days(lines[0], &subjects, at);
    let next_due = |line: &Line| {
        let span = span(line);
        if !line.rule.modifiers.fixed {
            let due = days(anchor).due(anchor, span);
            let first_day = world.end_of(days(from), days(from).date(from));
            let too_soon = anchor < from && due.last < first_day.last;
            return if too_soon { first_day } else { due };
        }
        (1..)
            .map(|times| {
                let count = span.count * times;
                days(origin).due(origin, Span { count, ..span })
            })
            .find(|due| due.last > past)
            .unwrap()
    };
    let grace = |line: &Line| match line.rule.modifiers.first_by {
        Some(day) if day >= days(line.from).date(line.from) => world.end_of(days(line.from), day),
        _ => days(line.from).due(line.from, span(line)),
    };
    let soonest = |a: Due, b: Due| if a.last <= b.last { a } else { b };
    let mut due = next_due(line);
    if anchor < line.from {
        due = latest(due, grace(line));
    }
    for later in lines
        .iter()
        .filter(|later| later.from > opened_at && later.from <= world.now)
    {
        let over = to.is_some_and(|to| later.from >= to)
            || next.as_ref().is_some_and(|(at, _)| *at < later.from);
        let missed = world
            .moved(line, &subjects, None, due)
            .is_some_and(|due| due.last < later.from);
        if !over && !missed {
            due = latest(next_due(later), soonest(due, grace(later)));
            line = later;
        }
    }
    let end = match next {
        Some((at, ids)) if at < ends => End::Done(at, ids),
        _ if ends <= world.now && to.is_none_or(|to| ends <= to) => End::Gone(ends),
        _ => to.map_or(End::Open, End::Gone),
    };
    let moved = world.moved(line, &subjects, None, due);
    let found = Found::new(line, subjects, opened_at, end).due(moved);
    let check = matches!(line.rule.form, Form::Only { .. });
    Some((Found { check, ..found }, due))
}

fn first_day(day: Date, period: Period) -> Date {
    match period {
        Period::Week => day
            .checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
            .unwrap(),
        Period::Month => day.first_of_month(),
        Period::Quarter => Date::new(day.year(), (day.month() - 1) / 3 * 3 + 1, 1).unwrap(),
        Period::Year => day.first_of_year(),
    }
}

fn next_first(first: Date, period: Period) -> Date {
    let mut next = first;
    while first_day(next, period) == first {
        next = next.tomorrow().unwrap();
    }
    next
}

pub fn once<'l>(world: &World<'_>, lines: &[&'l Line], out: &mut Vec<Found<'l>>) {
    let Form::Once { period, .. } = lines[0].rule.form else {
        panic!("once")
    };
    let (acts, scope) = parts(&lines[0].rule.form);
    let instants = world.instants(lines);
    for phone in world.symbols("phone") {
        let here = stretches(&instants, |t| world.in_scope(&phone, scope, t));
        let done: Vec<Vec<&Event>> = counted(world, lines[0], acts, &phone)
            .into_iter()
            .map(|of_act| {
                of_act
                    .into_iter()
                    .filter(|event| world.in_scope(&phone, scope, event.at))
                    .collect()
            })
            .collect();
        let subjects = [("phone".to_owned(), phone.clone())];
        let Some((began, _)) = here.first() else {
            continue;
        };
        let days = world.days(lines[0], &subjects, (*began).max(lines[0].from));
        let mut day = days.date(lines[0].from).yesterday().unwrap();
        let mut starts: Vec<Date> = Vec::new();
        while days.start_of_day(day) <= world.now {
            let first = first_day(day, period);
            if !starts.contains(&first) {
                starts.push(first);
            }
            day = day.tomorrow().unwrap();
        }
        for first in starts {
            out.extend(cell(
                world,
                lines,
                (&phone, &here, &done),
                first,
                (period, days),
            ));
        }
    }
}

type OfPhone<'a> = (&'a str, &'a [(i64, Option<i64>)], &'a [Vec<&'a Event>]);

fn cell<'l>(
    world: &World<'_>,
    lines: &[&'l Line],
    (phone, here, done): OfPhone<'_>,
    first: Date,
    (period, days): (Period, &Calendar),
) -> Option<Found<'l>> {
    let next = next_first(first, period);
    let (from, to) = (days.start_of_day(first), days.start_of_day(next));
    let line = lines
        .iter()
        .rev()
        .find(|line| line.from < to && end(line) > from && line.from <= world.now)?;
    let last_day = next.yesterday().unwrap();
    let first_by = line.rule.modifiers.first_by;
    if first_by.is_some_and(|day| last_day < day) || from > world.now {
        return None;
    }
    let (begins, ends) = (lines[0].from, end(lines[lines.len() - 1]));
    let cut = |(a, b): &(i64, Option<i64>), low: i64, high: i64| {
        ((*a).max(low), b.unwrap_or(i64::MAX).min(high))
    };
    let opened_at = here
        .iter()
        .map(|one| cut(one, begins.max(from), ends.min(to)))
        .find(|(a, b)| a < b)?
        .0;
    if opened_at > world.now {
        return None;
    }
    let asked_first =
        first_by.filter(|day| *day >= first && world.end_of(days, *day).last >= opened_at);
    let subjects = vec![("phone".to_owned(), phone.to_owned())];
    let due = world.moved(
        line,
        &subjects,
        None,
        world.end_of(days, asked_first.unwrap_or(last_day)),
    );
    let last = due.map_or(i64::MAX, |due| due.last);
    let all = all_done(done, from);
    let ruled_from = if asked_first.is_some() {
        i64::MIN
    } else {
        begins
    };
    let end = match all {
        Some((at, ids)) if at <= last => End::Done(at, ids),
        _ if too_short(here, (from, to), ruled_from, lines[0]) => End::Excused,
        all => undone(world, here, (last, ends), all),
    };
    let found = Found::new(line, subjects, opened_at, end);
    Some(Found {
        name: first.to_string(),
        ..found.due(due)
    })
}

/// When all acts were done from then on, each at its first.
fn all_done(done: &[Vec<&Event>], from: i64) -> Option<(i64, Vec<u64>)> {
    let first = |of_act: &Vec<&Event>| {
        of_act
            .iter()
            .find(|event| event.at >= from)
            .map(|event| (event.at, event.id))
    };
    let firsts: Vec<(i64, u64)> = done.iter().map(first).collect::<Option<_>>()?;
    let mut ids: Vec<u64> = firsts.iter().map(|(_, id)| *id).collect();
    ids.sort_unstable();
    Some((firsts.iter().map(|(at, _)| *at).max()?, ids))
}

/// Whether who came, or what was asked, only in the period covers less of it than the
/// rule says; where it says nothing, less than half.
fn too_short(
    here: &[(i64, Option<i64>)],
    (from, to): (i64, i64),
    ruled_from: i64,
    line: &Line,
) -> bool {
    let percent = i64::from(line.rule.modifiers.part.unwrap_or(50));
    let low = from.max(ruled_from);
    let covered: i64 = here
        .iter()
        .map(|(a, b)| (b.unwrap_or(i64::MAX).min(to) - a.max(&low)).max(0))
        .sum();
    let there = here
        .iter()
        .any(|(a, b)| *a <= from && b.is_none_or(|b| b > from));
    (!there || ruled_from > from) && covered * 100 < percent * (to - from)
}

/// How a period's duty stands that was not done in time.
fn undone(
    world: &World<'_>,
    here: &[(i64, Option<i64>)],
    (last, ends): (i64, i64),
    all: Option<(i64, Vec<u64>)>,
) -> End {
    let check = last.min(world.now);
    if ends <= check {
        return End::Gone(ends);
    }
    let Some((_, leaves)) = here
        .iter()
        .find(|(a, b)| *a <= check && b.is_none_or(|b| b > check))
    else {
        return End::Gone(
            here.iter()
                .filter_map(|(_, b)| *b)
                .filter(|b| *b <= check)
                .max()
                .unwrap(),
        );
    };
    let over = leaves.unwrap_or(i64::MAX).min(ends);
    match all {
        Some((at, ids)) if at < over => End::Done(at, ids),
        _ if over <= world.now => End::Gone(over),
        _ => End::Open,
    }
}
