//! A second evaluator, written from the definitions alone: it looks at every
//! entry for every question, and knows the house's vocabulary by its own table.

pub mod forms;
pub mod lasting;
pub mod random;
pub mod readings;
pub mod renewals;
pub mod table;

use std::collections::BTreeMap;

use policy::calendar::{Calendar, Due};
use policy::{Amends, Duty, Event, Line, Precision, Status};
use table::state;

/// What both evaluators must agree on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Verdict {
    pub rule: String,
    pub check: bool,
    pub subjects: Vec<(String, String)>,
    pub opened_at: i64,
    pub due: Option<i64>,
    pub warn_at: Option<i64>,
    pub status: String,
    /// When it was met, made good or no longer owed.
    pub at: Option<i64>,
    pub evidence: Option<Vec<u64>>,
    pub overdue: bool,
    pub depends_on_the_hour: bool,
    /// Whether the record may have a gap: from when, and the entry that says so.
    pub gap: Option<(i64, u64)>,
    pub line_from: i64,
}

/// The same of a duty of the monitor. Evidence is compared where acts are asked for.
pub fn verdict(duty: &Duty) -> Verdict {
    let mut subjects: Vec<(String, String)> = duty
        .subjects
        .iter()
        .map(|(slot, symbol)| (slot.to_string(), symbol.to_string()))
        .collect();
    subjects.sort();
    let (at, evidence) = match &duty.status {
        Status::Pending | Status::Excused { .. } => (None, None),
        Status::Met { at, evidence, .. } => (Some(*at), Some(evidence.clone())),
        Status::Missed {
            made_good_at,
            evidence,
            over_at,
        } => (made_good_at.or(*over_at), Some(evidence.clone())),
    };
    let asked = duty.check || duty.line.rule.form.acts().is_some();
    let mut evidence = evidence.filter(|_| asked);
    if let Some(ids) = &mut evidence {
        ids.sort_unstable();
    }
    Verdict {
        rule: duty.rule().to_string(),
        check: duty.check,
        subjects,
        opened_at: duty.opened_at,
        due: duty.due.map(|due| due.last),
        warn_at: duty.warn_at,
        status: duty.status.word().to_owned(),
        at,
        evidence,
        overdue: duty.overdue,
        depends_on_the_hour: duty.depends_on_the_hour,
        gap: duty.gap.as_ref().map(|gap| (gap.from, gap.entry)),
        line_from: duty.line.from,
    }
}

/// Everything that is known at a moment: which entries stand, and the calendar.
pub struct World<'a> {
    pub events: Vec<Event>,
    pub calendar: &'a Calendar,
    /// The same days with deadlines that roll.
    pub rolled: &'a Calendar,
    pub now: i64,
    /// The first entry of the chain that an entry stands for.
    pub roots: BTreeMap<u64, u64>,
    /// The latest that an entry can have happened of which only the day is known.
    pub until: BTreeMap<u64, i64>,
}

/// A deed of a kind about these things.
type About<'a> = &'a [(&'a str, &'a str)];

impl<'a> World<'a> {
    /// The entries recorded by `known` that stand and happened by `now`.
    pub fn new(
        trail: &[Event],
        (calendar, rolled): (&'a Calendar, &'a Calendar),
        now: i64,
        known: i64,
    ) -> Self {
        let mut once: BTreeMap<u64, &Event> = BTreeMap::new();
        for event in trail.iter().filter(|event| event.recorded <= known) {
            once.entry(event.id).or_insert(event);
        }
        let mut events = Vec::new();
        let (mut roots, mut until) = (BTreeMap::new(), BTreeMap::new());
        for first in once.values().filter(|event| event.amends.is_none()) {
            let Some(mut event) = stands(first, &once) else {
                continue;
            };
            roots.insert(event.id, first.id);
            if event.precision == Precision::Day {
                // By the organisation's days, until it is known where things were.
                event.at = calendar.start_of_day(calendar.date(event.at));
            }
            events.push(event);
        }
        let placed: Vec<Event> = events
            .iter()
            .filter(|event| &*event.kind == "phone.placed")
            .cloned()
            .collect();
        for event in &mut events {
            if event.precision == Precision::Day {
                let day = calendar.date(event.at);
                let there = where_it_was(event, &placed)
                    .and_then(|site| calendar.site(&site))
                    .map_or(calendar, |site| &**site);
                event.at = there.start_of_day(day);
                let last = there.end_of_day(day).min(event.recorded.max(event.at));
                if last > event.at {
                    until.insert(event.id, last);
                }
            }
        }
        events.sort_by_key(|event| (event.at, event.id));
        Self {
            events,
            calendar,
            rolled,
            now,
            roots,
            until,
        }
    }

    /// The same with some entries at other moments, and nothing after now.
    pub fn at(&self, moments: &BTreeMap<u64, i64>) -> Self {
        let mut events = self.events.clone();
        for event in &mut events {
            event.at = moments.get(&event.id).copied().unwrap_or(event.at);
        }
        events.retain(|event| event.at <= self.now);
        events.sort_by_key(|event| (event.at, event.id));
        Self {
            events,
            calendar: self.calendar,
            rolled: self.rolled,
            now: self.now,
            roots: self.roots.clone(),
            until: self.until.clone(),
        }
    }

    /// Every instant at which anything can change.
    pub fn instants(&self, lines: &[&Line]) -> Vec<i64> {
        let mut all: Vec<i64> = self.events.iter().map(|event| event.at).collect();
        all.extend(
            lines
                .iter()
                .flat_map(|line| [Some(line.from), line.until])
                .flatten()
                .filter(|at| *at <= self.now),
        );
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Whether the last of these deeds at or before `t` was one of `on`; none when there was none.
    pub fn last_was(&self, on: &[&str], off: &[&str], about: About<'_>, t: i64) -> Option<bool> {
        let mut last = None;
        for event in &self.events {
            let matches = about
                .iter()
                .all(|(slot, symbol)| about_it(event, slot) == Some(*symbol));
            if event.at <= t && matches {
                if on.contains(&&*event.kind) {
                    last = Some(true);
                } else if off.contains(&&*event.kind) {
                    last = Some(false);
                }
            }
        }
        last
    }

    pub fn state(&self, name: &str, symbol: &str, t: i64) -> Option<bool> {
        let (slot, on, off, observed) = state(name);
        let last = self.last_was(on, off, &[(slot, symbol)], t);
        if observed {
            last
        } else {
            Some(last.unwrap_or(false))
        }
    }

    /// When a state was last spoken of.
    pub fn last_seen(&self, name: &str, symbol: &str) -> Option<i64> {
        let (slot, on, off, _) = state(name);
        let seen = self.events.iter().filter(|event| {
            about_it(event, slot) == Some(symbol)
                && (on.contains(&&*event.kind) || off.contains(&&*event.kind))
        });
        seen.map(|event| event.at).max()
    }

    pub fn exists(&self, phone: &str, t: i64) -> bool {
        self.last_was(&["phone.added"], &["phone.retired"], &[("phone", phone)], t) == Some(true)
    }

    pub fn in_scope(&self, phone: &str, scope: Option<&str>, t: i64) -> bool {
        self.exists(phone, t) && scope.is_none_or(|state| self.state(state, phone, t) == Some(true))
    }

    pub fn symbols(&self, slot: &str) -> Vec<String> {
        let mut all: Vec<String> = self
            .events
            .iter()
            .filter_map(|event| about_it(event, slot))
            .map(str::to_owned)
            .collect();
        all.sort();
        all.dedup();
        all
    }

    /// Whether an exception holds at `t`, for these subjects and this actor.
    pub fn rests(
        &self,
        line: &Line,
        subjects: &[(String, String)],
        actor: Option<&str>,
        t: i64,
    ) -> bool {
        line.rule.modifiers.except.iter().any(|name| {
            let (slot, ..) = state(name);
            let named = subjects
                .iter()
                .find(|(of, _)| of == slot)
                .map(|(_, symbol)| symbol.as_str());
            let whose = if slot == "person" {
                named.or(actor)
            } else {
                named
            };
            whose.is_some_and(|symbol| self.state(name, symbol, t) == Some(true))
        }) || self.excepted(line, subjects, actor, t)
    }

    /// Whether somebody was granted an exception from this rule that lasts.
    fn excepted(
        &self,
        line: &Line,
        subjects: &[(String, String)],
        actor: Option<&str>,
        t: i64,
    ) -> bool {
        ["phone", "person"].into_iter().any(|slot| {
            let named = subjects
                .iter()
                .find(|(of, _)| of == slot)
                .map(|(_, symbol)| symbol.as_str());
            let whose = if slot == "person" {
                named.or(actor)
            } else {
                named
            };
            whose.is_some_and(|symbol| {
                let about = [("rule", &*line.id), (slot, symbol)];
                self.last_was(&["exception.began"], &["exception.ended"], &about, t) == Some(true)
            })
        })
    }

    /// Whether it was written down soon enough to count.
    pub fn in_good_time(&self, line: &Line, subjects: &[(String, String)], event: &Event) -> bool {
        let soon = line.rule.modifiers.recorded;
        let days = self.days(line, subjects, event.at);
        soon.is_none_or(|span| event.recorded <= days.due(event.at, span).last)
    }

    /// The calendar of where the phone was at `t`, as far as is known now.
    pub fn days(&self, line: &Line, subjects: &[(String, String)], t: i64) -> &'a Calendar {
        let phone = subjects.iter().find(|(slot, _)| slot == "phone");
        let all = if line.rolls {
            self.rolled
        } else {
            self.calendar
        };
        let mut days = all;
        for event in &self.events {
            let placed = &*event.kind == "phone.placed" && event.at <= t && event.at <= self.now;
            if let Some((_, phone)) = phone
                && placed
                && about_it(event, "phone") == Some(phone)
            {
                let site = about_it(event, "site").unwrap();
                days = all.site(site).map_or(all, |site| site);
            }
        }
        days
    }

    /// The first outage of a source of one of these deeds between two moments.
    pub fn gap(&self, deeds: &[&str], from: i64, to: i64) -> Option<(i64, u64)> {
        let mut instants: Vec<i64> = self.events.iter().map(|event| event.at).collect();
        instants.retain(|at| *at <= self.now);
        instants.dedup();
        let mut found = Vec::new();
        for source in ["scan", "mail"] {
            if !deeds.iter().any(|kind| table::source(kind) == Some(source)) {
                continue;
            }
            let out = |t: i64| {
                let about = [("source", source)];
                self.last_was(&["source.failed"], &["source.back"], &about, t) == Some(true)
            };
            for (began, ended) in forms::stretches(&instants, out) {
                let said = self.events.iter().find(|event| {
                    event.at == began
                        && &*event.kind == "source.failed"
                        && about_it(event, "source") == Some(source)
                });
                if began <= to && ended.is_none_or(|ended| ended > from) {
                    found.push((began, said.unwrap().id));
                }
            }
        }
        found.into_iter().min()
    }

    /// A due moment moved out of exceptions, minute by minute of change.
    pub fn moved(
        &self,
        line: &Line,
        subjects: &[(String, String)],
        actor: Option<&str>,
        mut due: Due,
    ) -> Option<Due> {
        while self.rests(line, subjects, actor, due.last) {
            let end = self
                .events
                .iter()
                .map(|event| event.at)
                .find(|at| *at > due.last && !self.rests(line, subjects, actor, *at))?;
            let days = self.days(line, subjects, end);
            due = self.end_of(days, days.date(end));
        }
        Some(due)
    }

    pub fn end_of(&self, days: &Calendar, day: jiff::civil::Date) -> Due {
        Due {
            last: days.end_of_day(day),
            date: day,
            whole_day: true,
            about: false,
        }
    }

    /// Who holds a role at `t`.
    pub fn people(
        &self,
        role: &str,
        subjects: &[(String, String)],
        actor: Option<&str>,
        t: i64,
    ) -> Vec<String> {
        let named = |slot: &str| {
            subjects
                .iter()
                .find(|(of, _)| of == slot)
                .map(|(_, symbol)| symbol.clone())
        };
        match role {
            "same-worker" => actor.map(str::to_owned).into_iter().collect(),
            "worker" => match (named("person"), named("phone")) {
                (Some(person), _) => vec![person],
                (None, Some(phone)) => self.standing(
                    ("custody.began", "custody.ended"),
                    ("phone", &phone),
                    "person",
                    t,
                ),
                (None, None) => actor.map(str::to_owned).into_iter().collect(),
            },
            "supervisor" => {
                let whose = named("person").or(actor.map(str::to_owned));
                let whose = whose.map_or_else(
                    || self.people("worker", subjects, actor, t),
                    |person| vec![person],
                );
                let mut found = Vec::new();
                for person in whose {
                    for other in self.standing(
                        ("supervision.began", "supervision.ended"),
                        ("person", &person),
                        "supervisor",
                        t,
                    ) {
                        if !found.contains(&other) {
                            found.push(other);
                        }
                    }
                }
                if found.is_empty() {
                    self.people("director", subjects, actor, t)
                } else {
                    found
                }
            }
            held => self.standing(("role.granted", "role.ended"), ("role", held), "person", t),
        }
    }

    fn standing(
        &self,
        (on, off): (&str, &str),
        about: (&str, &str),
        slot: &str,
        t: i64,
    ) -> Vec<String> {
        let mut people: Vec<String> = Vec::new();
        for event in self
            .events
            .iter()
            .filter(|event| event.at <= t && about_it(event, about.0) == Some(about.1))
        {
            let person = about_it(event, slot).unwrap_or_default().to_owned();
            if &*event.kind == on && !people.contains(&person) {
                people.push(person);
            } else if &*event.kind == off {
                people.retain(|other| *other != person);
            }
        }
        people
    }

    pub fn has_left(&self, person: &str, t: i64) -> bool {
        let about = [("person", person)];
        self.last_was(&["person.joined"], &["person.left"], &about, t) == Some(false)
    }

    /// Whether a deed was done by someone who may.
    pub fn may(
        &self,
        role: Option<&str>,
        event: &Event,
        subjects: &[(String, String)],
        actor: Option<&str>,
    ) -> bool {
        match role {
            None => true,
            Some("same-worker") => event.by.as_deref() == actor,
            Some(role) => event.by.as_deref().is_some_and(|by| {
                self.people(role, subjects, actor, event.at)
                    .iter()
                    .any(|other| other == by)
            }),
        }
    }
}

/// Where the phone of an entry was when its day began.
fn where_it_was(event: &Event, placed: &[Event]) -> Option<String> {
    let phone = about_it(event, "phone").filter(|_| &*event.kind != "phone.placed")?;
    let before = placed
        .iter()
        .filter(|other| other.at <= event.at && about_it(other, "phone") == Some(phone));
    let last = before.max_by_key(|other| (other.at, other.id))?;
    about_it(last, "site").map(str::to_owned)
}

/// The last thing on record about an entry: itself, what corrects it, or nothing.
fn stands(event: &Event, all: &BTreeMap<u64, &Event>) -> Option<Event> {
    match meaning(event, all)? {
        Meaning::Deed(instead) => Some(instead),
        Meaning::Retraction => None,
    }
}

enum Meaning {
    Deed(Event),
    Retraction,
}

fn meaning(event: &Event, all: &BTreeMap<u64, &Event>) -> Option<Meaning> {
    let amends_it = |other: &&&Event| {
        other.id > event.id
            && other
                .amends
                .is_some_and(|amends| amends.target() == event.id)
    };
    let mut later: Vec<&&Event> = all.values().filter(amends_it).collect();
    later.sort_by_key(|other| (other.recorded, other.id));
    while let Some(other) = later.pop() {
        match meaning(other, all) {
            None => {}
            Some(Meaning::Retraction) => return None,
            Some(deed) => return Some(deed),
        }
    }
    Some(match event.amends {
        Some(Amends::Retracts(_)) => Meaning::Retraction,
        _ => Meaning::Deed(event.clone()),
    })
}

pub fn about_it<'e>(event: &'e Event, slot: &str) -> Option<&'e str> {
    event
        .subjects
        .iter()
        .find(|(of, _)| &**of == slot)
        .map(|(_, symbol)| &**symbol)
}
