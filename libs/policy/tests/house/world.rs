//! A small house to try rules in.

use std::sync::Arc;

use policy::calendar::{Calendar, Province, canada};
use policy::{Duty, Event, Lang, Line, Monitor, Rule, parse};

use crate::common::house;
use crate::rules::RULES;

/// A small house: Ana directs and supervises Ben; Cleo keeps the phones.
pub struct House {
    pub monitor: Monitor,
    pub calendar: Arc<Calendar>,
    next: u64,
}

pub fn calendar() -> Calendar {
    let days = canada(Province::Ontario, 2026..=2027)
        .into_iter()
        .map(|holiday| holiday.observed);
    Calendar::new("America/Toronto").unwrap().closed_on(days)
}

pub fn rule(line: &str) -> Rule {
    parse(line, Lang::En, &house()).unwrap_or_else(|no| panic!("{line}: {no}"))
}

pub fn starter(id: &str) -> Rule {
    rule(RULES.iter().find(|(other, ..)| *other == id).unwrap().1)
}

impl House {
    pub fn with(lines: Vec<Line>) -> Self {
        let calendar = Arc::new(calendar());
        let mut made = Self {
            monitor: Monitor::new(Arc::new(house()), calendar.clone(), lines),
            calendar,
            next: 1,
        };
        for person in ["ana", "ben", "cleo", "eli"] {
            made.does(
                "2026-01-01T09:00",
                "ana",
                "person.joined",
                &[("person", person)],
            );
        }
        made.does(
            "2026-01-01T09:00",
            "ana",
            "role.granted",
            &[("person", "ana"), ("role", "director")],
        );
        made.does(
            "2026-01-01T09:00",
            "ana",
            "role.granted",
            &[("person", "cleo"), ("role", "manager")],
        );
        made.does(
            "2026-01-01T09:00",
            "ana",
            "supervision.began",
            &[("person", "ben"), ("supervisor", "ana")],
        );
        made.does(
            "2026-01-01T09:00",
            "cleo",
            "phone.added",
            &[("phone", "PH-014")],
        );
        made
    }

    pub fn of(id: &str) -> Self {
        Self::with(vec![Line::new(id, starter(id), 0)])
    }

    pub fn running(line: &str) -> Self {
        Self::with(vec![Line::new("it", rule(line), 0)])
    }

    pub fn at(&self, wall: &str) -> i64 {
        let (day, hour) = wall.split_once('T').unwrap_or((wall, "12:00"));
        let numbers: Vec<i16> = day
            .split('-')
            .chain(hour.split(':'))
            .map(|text| text.parse().unwrap())
            .collect();
        let small = |place: usize| i8::try_from(numbers[place]).unwrap();
        self.calendar
            .instant(numbers[0], small(1), small(2), small(3), small(4))
            .unwrap()
    }

    pub fn event(&mut self, wall: &str, by: &str, kind: &str, about: &[(&str, &str)]) -> Event {
        let event = Event::new(self.next, kind, self.at(wall)).by(by);
        self.next += 1;
        about
            .iter()
            .fold(event, |event, (slot, symbol)| event.about(slot, symbol))
    }

    pub fn does(&mut self, wall: &str, by: &str, kind: &str, about: &[(&str, &str)]) -> u64 {
        let event = self.event(wall, by, kind, about);
        self.monitor.feed(&event);
        event.id
    }

    pub fn duties(&self, wall: &str) -> Vec<Duty> {
        let mut duties = self.monitor.duties(self.at(wall));
        duties.sort_by_key(|duty| (duty.opened_at, duty.id));
        duties
    }

    pub fn only(&self, wall: &str) -> Duty {
        let duties = self.duties(wall);
        assert_eq!(duties.len(), 1, "{duties:#?}");
        duties.into_iter().next().unwrap()
    }

    /// The days on which they are due, as they opened.
    pub fn dues(&self, wall: &str) -> Vec<String> {
        let last = |duty: &Duty| duty.due.unwrap().date.to_string();
        self.duties(wall).iter().map(last).collect()
    }

    pub fn words(&self, wall: &str) -> Vec<&'static str> {
        self.duties(wall)
            .iter()
            .map(|duty| duty.status.word())
            .collect()
    }
}

pub const PHONE: (&str, &str) = ("phone", "PH-014");
pub const BEN: (&str, &str) = ("person", "ben");

pub fn names(people: &[policy::Name]) -> Vec<&str> {
    people.iter().map(|name| &**name).collect()
}
