//! The five forms by their definitions.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use policy::calendar::Due;
use policy::{Event, Form, Line, Trigger};

use super::lasting::lasting;
use super::readings::best;
use super::renewals::{every, once};
use super::table::{revoked_by, slots};
use super::{Verdict, World, about_it};

pub type Subjects = Vec<(String, String)>;

/// All duties of some rules, in all their versions.
pub fn duties(world: &World<'_>, lines: &[Line]) -> Vec<Verdict> {
    let mut ids: Vec<&str> = lines.iter().map(|line| &*line.id).collect();
    ids.dedup();
    let mut all = BTreeMap::new();
    for id in ids {
        all.insert(id.to_owned(), trimmed(lines, id));
    }
    let mut out: Vec<Verdict> = Vec::new();
    for lines in all.values() {
        for (found, unsure) in best(world, lines, &all) {
            let mut verdict = found.verdict(world);
            verdict.depends_on_the_hour = unsure;
            out.push(verdict);
        }
    }
    out.sort();
    out
}

pub type All = BTreeMap<String, Vec<Line>>;

/// The versions of one rule in order; a newer one ends the one before.
fn trimmed(lines: &[Line], id: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = lines
        .iter()
        .filter(|line| &*line.id == id)
        .cloned()
        .collect();
    lines.sort_by_key(|line| line.from);
    for place in 1..lines.len() {
        let next = lines[place].from;
        let before = &mut lines[place - 1];
        before.until = Some(before.until.map_or(next, |until| until.min(next)));
    }
    lines
}

/// The duties of a chain of versions, in one reading.
pub fn of_chain<'l>(
    world: &World<'_>,
    chain: &[&'l Line],
    check: bool,
    missed: &[(i64, Found<'l>)],
) -> Vec<Found<'l>> {
    let mut out = Vec::new();
    if check {
        every(world, chain, &mut out);
        return out;
    }
    match &chain[0].rule.form {
        Form::Every { .. } => every(world, chain, &mut out),
        Form::Once { .. } => once(world, chain, &mut out),
        Form::Within {
            of: Trigger::Miss(_),
            ..
        } => after_misses(world, chain[0], missed, &mut out),
        Form::Within { .. } => within(world, chain[0], &mut out),
        Form::Before { .. } => before(world, chain[0], &mut out),
        Form::Only { .. } | Form::Standing { .. } => lasting(world, chain, &mut out),
    }
    out
}

/// Versions that carry on from each other, as far as they have begun.
pub fn chains<'l>(world: &World<'_>, lines: &'l [Line]) -> Vec<Vec<&'l Line>> {
    let mut chains: Vec<Vec<&Line>> = Vec::new();
    for line in lines {
        match chains.last_mut() {
            Some(chain)
                if chain[chain.len() - 1].until == Some(line.from)
                    && chain[0].rolls == line.rolls
                    && line.rule.form.trigger().is_none()
                    && line.rule.form.miss_of().is_none() =>
            {
                chain.push(line);
            }
            _ => chains.push(vec![line]),
        }
    }
    chains.retain(|chain| chain[0].from <= world.now);
    chains
}

/// What a rule about misses follows: those of the other rule, as they are shown.
pub fn misses<'l>(world: &World<'_>, line: &Line, all: &'l All) -> Vec<(i64, Found<'l>)> {
    let Some(rule) = line.rule.form.miss_of() else {
        return Vec::new();
    };
    let mut missed: Vec<(i64, Found<'_>)> = best(world, &all[&**rule], all)
        .into_iter()
        .map(|(found, _)| found)
        .filter(|found| !found.check)
        .filter_map(|found| Some((found.missed_at(world.now)?, found)))
        .filter(|(at, _)| *at <= world.now && line.from <= *at && *at < end(line))
        .collect();
    missed.sort_by_key(|(at, found)| (*at, found.opened_at));
    missed
}

pub fn end(line: &Line) -> i64 {
    line.until.unwrap_or(i64::MAX)
}

pub fn in_force<'l>(lines: &[&'l Line], t: i64) -> Option<&'l Line> {
    lines
        .iter()
        .find(|line| line.from <= t && t < end(line))
        .copied()
}

/// How it ended.
pub enum End {
    Open,
    Done(i64, Vec<u64>),
    Gone(i64),
    Excused,
    Refused,
}

pub struct Found<'l> {
    pub line: &'l Line,
    pub check: bool,
    pub subjects: Subjects,
    pub actor: Option<String>,
    pub opened_at: i64,
    /// What it keeps in all readings, beside its subjects.
    pub name: String,
    /// The first of the chain of entries that opened it, where one did.
    pub opener: Option<u64>,
    pub due: Option<i64>,
    pub date: Option<Date>,
    pub at_once: bool,
    pub end: End,
}

impl<'l> Found<'l> {
    pub fn new(line: &'l Line, subjects: Subjects, opened_at: i64, end: End) -> Self {
        Self {
            line,
            check: false,
            subjects,
            actor: None,
            opened_at,
            name: String::new(),
            opener: None,
            due: None,
            date: None,
            at_once: false,
            end,
        }
    }

    /// Opened by this entry.
    pub fn opened_by(self, world: &World<'_>, event: &Event) -> Self {
        let root = world.roots[&event.id];
        Self {
            name: root.to_string(),
            opener: Some(root),
            ..self
        }
    }

    /// How good it is for whoever owes it, the best first; then the later due moment.
    pub fn rank(&self, now: i64) -> (u8, std::cmp::Reverse<i64>) {
        let in_time = |at: i64| !self.at_once && self.due.is_none_or(|due| at <= due);
        let place = match &self.end {
            End::Done(at, _) if in_time(*at) => 0,
            End::Gone(at) if in_time(*at) => 1,
            End::Excused => 1,
            End::Open if in_time(now) => 2,
            End::Open => 4,
            _ => 3,
        };
        (place, std::cmp::Reverse(self.due.unwrap_or(i64::MAX)))
    }

    /// Due then.
    pub fn due(mut self, due: Option<Due>) -> Self {
        self.due = due.map(|due| due.last);
        self.date = due.map(|due| due.date);
        self
    }

    /// From when on there is no record of it in time.
    pub fn missed_at(&self, now: i64) -> Option<i64> {
        let in_time = |at: i64| !self.at_once && self.due.is_none_or(|due| at <= due);
        let missed = match &self.end {
            End::Open => !in_time(now),
            End::Done(at, _) | End::Gone(at) => !in_time(*at),
            End::Excused => false,
            End::Refused => true,
        };
        let at_once = self.at_once || matches!(self.end, End::Refused);
        let at = if at_once {
            self.opened_at
        } else {
            self.due? + 1
        };
        missed.then_some(at)
    }

    /// Whether a source that could have told otherwise was out.
    fn gap(&self, world: &World<'_>) -> Option<(i64, u64)> {
        let form = &self.line.rule.form;
        let done = form
            .acts()
            .map(|acts| acts.done.clone())
            .unwrap_or_default();
        let acts: Vec<&str> = done.iter().map(|kind| &**kind).collect();
        let until = match self.end {
            End::Done(at, _) | End::Gone(at) => at,
            _ => world.now,
        };
        let due = self.due.unwrap_or(world.now).min(world.now);
        match form {
            _ if self.check => world.gap(&["apps.checked"], self.opened_at, due),
            Form::Before { valid, .. } => {
                let days = world.days(self.line, &self.subjects, self.opened_at);
                let trip = Due {
                    last: self.opened_at,
                    date: days.date(self.opened_at),
                    whole_day: false,
                    about: false,
                };
                let oldest = valid.map_or(i64::MIN, |span| days.warn(trip, span));
                world.gap(&acts, oldest, self.opened_at)
            }
            Form::Only { .. } => world.gap(&["app.removed", "app.approved"], self.opened_at, until),
            Form::Standing { always, state, .. } => {
                let (_, on, off, _) = super::table::state(state);
                world.gap(if *always { on } else { off }, self.opened_at, until)
            }
            _ => world.gap(&acts, self.opened_at, due),
        }
    }

    pub fn verdict(self, world: &World<'_>) -> Verdict {
        let in_time = |at: i64| !self.at_once && self.due.is_none_or(|due| at <= due);
        let acts = self.check || self.line.rule.form.acts().is_some();
        let (status, at, evidence, overdue) = match &self.end {
            End::Open if in_time(world.now) => ("pending", None, None, false),
            End::Open => ("missed", None, Some(Vec::new()), true),
            End::Done(at, proof) => (
                if in_time(*at) { "met" } else { "missed" },
                Some(*at),
                Some(proof.clone()),
                false,
            ),
            End::Gone(at) if in_time(*at) => ("excused", None, None, false),
            End::Gone(at) => ("missed", Some(*at), Some(Vec::new()), false),
            End::Excused => ("excused", None, None, false),
            End::Refused => ("missed", None, Some(Vec::new()), false),
        };
        let days = world.days(self.line, &self.subjects, self.opened_at);
        let gap = (status == "missed").then(|| self.gap(world)).flatten();
        let whole = |last: i64| Due {
            last,
            date: self.date.unwrap_or(days.date(last)),
            whole_day: true,
            about: false,
        };
        let warn = self
            .line
            .rule
            .modifiers
            .warn
            .zip(self.due)
            .map(|(span, last)| days.warn(whole(last), span).max(self.opened_at));
        let mut subjects = self.subjects;
        subjects.sort();
        Verdict {
            rule: self.line.id.to_string(),
            check: self.check,
            subjects,
            opened_at: self.opened_at,
            due: self.due,
            warn_at: warn,
            status: status.to_owned(),
            at,
            evidence: evidence.filter(|_| acts),
            overdue,
            depends_on_the_hour: false,
            gap,
            line_from: self.line.from,
        }
    }
}

/// Maximal stretches of instants at which `holds`; the end is none while it lasts.
pub fn stretches(instants: &[i64], holds: impl Fn(i64) -> bool) -> Vec<(i64, Option<i64>)> {
    let mut out: Vec<(i64, Option<i64>)> = Vec::new();
    let mut open: Option<i64> = None;
    for t in instants {
        match (open, holds(*t)) {
            (None, true) => open = Some(*t),
            (Some(from), false) => {
                out.push((from, Some(*t)));
                open = None;
            }
            _ => {}
        }
    }
    out.extend(open.map(|from| (from, None)));
    out
}

fn subjects_of(event: &Event) -> Subjects {
    event
        .subjects
        .iter()
        .map(|(slot, symbol)| (slot.to_string(), symbol.to_string()))
        .collect()
}

/// Whether two entries agree on every slot that both deeds have.
fn same_thing(trigger: &Event, kind: &str, other: &Event) -> bool {
    let common = slots(&trigger.kind)
        .iter()
        .filter(|slot| slots(kind).contains(slot));
    common
        .into_iter()
        .all(|slot| about_it(trigger, slot) == about_it(other, slot))
}

fn within<'l>(world: &World<'_>, line: &'l Line, out: &mut Vec<Found<'l>>) {
    let Form::Within {
        of: Trigger::Deed(of),
        ..
    } = &line.rule.form
    else {
        panic!("within a deed")
    };
    let triggers = world
        .events
        .iter()
        .filter(|event| event.kind == *of && line.from <= event.at && event.at < end(line));
    let mut used = Vec::new();
    for trigger in triggers {
        let asked = Asked {
            about: subjects_of(trigger),
            actor: trigger.by.as_deref(),
            at: trigger.at,
            ids: vec![trigger.id, world.roots[&trigger.id]],
            same: &|kind, event| same_thing(trigger, kind, event),
        };
        out.push(answered(world, line, asked, &mut used).opened_by(world, trigger));
    }
}

fn after_misses<'l>(
    world: &World<'_>,
    line: &'l Line,
    missed: &[(i64, Found<'l>)],
    out: &mut Vec<Found<'l>>,
) {
    let mut used = Vec::new();
    for (at, miss) in missed {
        let same = |_: &str, event: &Event| {
            miss.subjects.iter().all(|(slot, symbol)| {
                about_it(event, slot).is_none_or(|other| other == symbol.as_str())
            })
        };
        let asked = Asked {
            about: miss.subjects.clone(),
            actor: miss.actor.as_deref(),
            at: *at,
            ids: miss.opener.into_iter().collect(),
            same: &same,
        };
        let found = answered(world, line, asked, &mut used);
        out.push(Found {
            name: miss.name.clone(),
            opener: miss.opener,
            ..found
        });
    }
}

struct Asked<'a> {
    about: Subjects,
    actor: Option<&'a str>,
    at: i64,
    /// What an answer may name.
    ids: Vec<u64>,
    same: &'a dyn Fn(&str, &Event) -> bool,
}

fn answered<'l>(
    world: &World<'_>,
    line: &'l Line,
    asked: Asked<'_>,
    used: &mut Vec<u64>,
) -> Found<'l> {
    let Form::Within { span, acts, .. } = &line.rule.form else {
        panic!("within")
    };
    let (subjects, actor) = (asked.about, asked.actor);
    let due = world.days(line, &subjects, asked.at).due(asked.at, *span);
    let instead = line
        .rule
        .modifiers
        .responsible
        .as_deref()
        .unwrap_or("director");
    let counts = |event: &Event| {
        let left = acts.by.as_deref() == Some("same-worker")
            && actor.is_some_and(|person| world.has_left(person, event.at));
        world.may(acts.by.as_deref(), event, &subjects, actor)
            || (left && world.may(Some(instead), event, &subjects, actor))
    };
    let each = line.rule.modifiers.each;
    let first = |kind: &Arc<str>| {
        world.events.iter().find(|event| {
            event.kind == *kind
                && event.at >= asked.at
                && event.answers.is_none_or(|id| asked.ids.contains(&id))
                && (asked.same)(kind, event)
                && world.in_good_time(line, &subjects, event)
                && !(each && used.contains(&event.id))
                && counts(event)
        })
    };
    let firsts: Option<Vec<&Event>> = acts.done.iter().map(first).collect();
    let end = match firsts {
        _ if world.rests(line, &subjects, actor, asked.at) => End::Excused,
        None => End::Open,
        Some(firsts) => {
            let mut ids: Vec<u64> = firsts.iter().map(|event| event.id).collect();
            ids.sort_unstable();
            used.extend(&ids);
            End::Done(firsts.iter().map(|event| event.at).max().unwrap(), ids)
        }
    };
    let moved = world.moved(line, &subjects, actor, due);
    let actor = actor.map(str::to_owned);
    let found = Found::new(line, subjects, asked.at, end).due(moved);
    Found { actor, ..found }
}

fn taken_back(world: &World<'_>, trigger: &Event, kind: &str, event: &Event) -> bool {
    revoked_by(kind).is_some_and(|revokes| {
        let later = world
            .events
            .iter()
            .filter(|other| (other.at, other.id) > (event.at, event.id));
        let mut until = later.filter(|other| other.at <= trigger.at);
        until.any(|other| &*other.kind == revokes && same_thing(trigger, kind, other))
    })
}

fn fresh_and_on_record(
    world: &World<'_>,
    line: &Line,
    subjects: &Subjects,
    trigger: &Event,
    event: &Event,
) -> bool {
    let Form::Before { valid, .. } = line.rule.form else {
        panic!("before")
    };
    let fresh = valid.is_none_or(|span| {
        world
            .days(line, subjects, event.at)
            .due(event.at, span)
            .last
            >= trigger.at
    });
    let first = !line.rule.modifiers.first || event.recorded <= trigger.recorded;
    fresh && first && world.in_good_time(line, subjects, event)
}

fn before<'l>(world: &World<'_>, line: &'l Line, out: &mut Vec<Found<'l>>) {
    let Form::Before {
        what,
        acts,
        one_use,
        ..
    } = &line.rule.form
    else {
        panic!("before")
    };
    let mut used: Vec<u64> = Vec::new();
    for trigger in world.events.iter().filter(|event| event.kind == *what) {
        let (subjects, actor) = (subjects_of(trigger), trigger.by.as_deref());
        let rests = world.rests(line, &subjects, actor, trigger.at);
        let by = acts.by.as_deref();
        let good = |kind: &str, event: &Event| {
            let own = by == Some("supervisor") && event.by == trigger.by;
            fresh_and_on_record(world, line, &subjects, trigger, event)
                && !own
                && !taken_back(world, trigger, kind, event)
                && world.may(by, event, &subjects, actor)
        };
        let first = |kind: &Arc<str>| {
            world.events.iter().find(|event| {
                event.kind == *kind
                    && event.at <= trigger.at
                    && same_thing(trigger, kind, event)
                    && !used.contains(&event.id)
                    && good(kind, event)
            })
        };
        let firsts: Option<Vec<&Event>> = if rests {
            None
        } else {
            acts.done.iter().map(first).collect()
        };
        let end = match firsts {
            _ if rests => End::Excused,
            None => End::Refused,
            Some(firsts) => {
                let mut ids: Vec<u64> = firsts.iter().map(|event| event.id).collect();
                if *one_use {
                    used.extend(&ids);
                }
                ids.sort_unstable();
                End::Done(firsts.iter().map(|event| event.at).max().unwrap(), ids)
            }
        };
        if line.from <= trigger.at && trigger.at < self::end(line) {
            let found = Found {
                due: Some(trigger.at),
                actor: actor.map(str::to_owned),
                ..Found::new(line, subjects, trigger.at, end)
            };
            out.push(found.opened_by(world, trigger));
        }
    }
}
