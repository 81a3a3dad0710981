//! Rules made ready for use: names looked up, words turned into masks.

use crate::bill::{Direction, Row, Service, Zone};
use crate::number::Country;
use crate::plan::{Daytime, Many, Outcome, Plan, Reach, Rule, When};

/// A rule with its names looked up.
#[derive(Debug, Clone)]
pub(super) struct Ready<'p> {
    pub(super) when: Mask<'p>,
    pub(super) allowance: Option<u32>,
    pub(super) overage: Option<u32>,
    pub(super) rate: Option<u32>,
    pub(super) add: Vec<ReadyAdd<'p>>,
    pub(super) outcome: Outcome,
}

#[derive(Debug, Clone)]
pub(super) struct ReadyAdd<'p> {
    pub(super) when: Mask<'p>,
    pub(super) rate: u32,
    pub(super) outcome: Outcome,
}

/// What a rule asks for; a bit for each word it allows.
#[derive(Debug, Clone)]
pub(super) struct Mask<'p> {
    service: u8,
    direction: u8,
    reach: u16,
    zone: u8,
    forwarded: Option<bool>,
    roaming: Option<bool>,
    country: Option<Vec<Country>>,
    time: Option<&'p Daytime>,
    weekday: u8,
}

/// What is known of a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts {
    service: u8,
    direction: u8,
    reach: u16,
    zone: u8,
    forwarded: bool,
    roaming: Option<bool>,
    country: Option<Country>,
    time: Option<jiff::civil::Time>,
    weekday: u8,
}

fn direction_bit(direction: Option<Direction>) -> u8 {
    match direction {
        None => 1,
        Some(Direction::Out) => 2,
        Some(Direction::In) => 4,
    }
}

impl Facts {
    pub(super) fn new(row: &Row, reach: Reach, zone: Zone) -> Self {
        Self {
            service: 1 << row.service as u8,
            direction: direction_bit(row.direction),
            reach: 1 << reach as u16,
            zone: 1 << zone as u8,
            forwarded: row.forwarded,
            roaming: row.roaming,
            country: row.other.and_then(crate::number::Number::country),
            time: row.time.map(|clock| clock.time),
            weekday: row.date.map_or(0, |date| 1 << date.weekday().to_monday_one_offset()),
        }
    }
}

fn bits<T: Copy>(words: Option<&Many<T>>, bit: impl Fn(T) -> u8) -> u8 {
    words.map_or(u8::MAX, |Many(all)| all.iter().fold(0, |mask, word| mask | bit(*word)))
}

impl<'p> Mask<'p> {
    fn new(when: &'p When) -> Self {
        Self {
            service: bits(when.service.as_ref(), |w| 1 << Service::from(w) as u8),
            direction: bits(when.direction.as_ref(), |w| direction_bit(Some(w.into()))),
            reach: when.reach.as_ref().map_or(u16::MAX, |Many(all)| all.iter().fold(0, |mask, reach| mask | 1 << *reach as u16)),
            zone: bits(when.zone.as_ref(), |w| 1 << Zone::from(w) as u8),
            forwarded: when.forwarded,
            roaming: when.roaming,
            country: when.number_country.as_ref().map(|Many(all)| all.iter().filter_map(|code| Country::new(code)).collect()),
            time: when.time.as_ref(),
            weekday: bits(when.weekday.as_ref(), |w| 1 << w.number()),
        }
    }

    /// Whether all that is asked for is known and fits.
    pub(super) fn fits(&self, facts: &Facts) -> bool {
        self.service & facts.service != 0
            && self.direction & facts.direction != 0
            && self.reach & facts.reach != 0
            && self.zone & facts.zone != 0
            && self.forwarded.is_none_or(|asked| asked == facts.forwarded)
            && self.roaming.is_none_or(|asked| facts.roaming == Some(asked))
            && self.country.as_ref().is_none_or(|all| facts.country.is_some_and(|c| all.contains(&c)))
            && self.time.is_none_or(|asked| facts.time.is_some_and(|time| asked.has(time)))
            && (self.weekday == u8::MAX || self.weekday & facts.weekday != 0)
    }
}

impl<'p> Ready<'p> {
    pub(super) fn new(plan: &'p Plan, rule: &'p Rule) -> Self {
        let rate = |id: &String| index(plan.rate.iter().position(|r| &r.id == id));
        let allowance = |id: &String| index(plan.allowance.iter().position(|a| &a.id == id));
        let add = rule.add.iter().filter_map(|add| Some(ReadyAdd { when: Mask::new(&add.when), rate: rate(&add.rate)?, outcome: add.outcome }));
        Self {
            when: Mask::new(&rule.when),
            allowance: rule.allowance.as_ref().and_then(allowance),
            overage: rule.overage.as_ref().and_then(rate),
            rate: rule.rate.as_ref().and_then(rate),
            add: add.collect(),
            outcome: rule.outcome,
        }
    }
}

fn index(at: Option<usize>) -> Option<u32> {
    at.and_then(|at| u32::try_from(at).ok())
}
