//! The first pass over a file: the order of day and month, and who takes part.

use super::head::{Begin, civil};
use crate::item::{Conversation, Owner, Participant};
use crate::out::Answers;
use crate::whatsapp::{DateOrder, DateReading, Evidence, OrderDecision};
use jiff::civil::DateTime;
use std::collections::BTreeMap;
use std::ops::Range;

const MOST_PEOPLE: usize = 10_000;

/// What the app calls the owner.
const ME: &str = "Me";
/// The same in other languages, as far as they are known: a hint, to be
/// confirmed.
const LIKELY: [&str; 14] = [
    "Moi", "Ich", "Yo", "Io", "Eu", "Ik", "Ja", "Jag", "Jeg", "Ben", "Я", "Ја", "Аз", "Εγώ",
];

/// Who the owner of the phone is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Whose {
    /// The file says it.
    Said,
    /// The person who imports said it.
    Declared(String),
    /// Nobody said it.
    Unknown,
}

impl Whose {
    /// Whether somebody of this name is the owner.
    pub fn owner(&self, name: &str) -> Owner {
        match self {
            Self::Said if name == ME => Owner::Proved,
            Self::Declared(owner) if name == owner => Owner::Declared,
            Self::Said | Self::Declared(_) => Owner::No,
            Self::Unknown if LIKELY.contains(&name) => Owner::Likely,
            Self::Unknown => Owner::Unknown,
        }
    }
}

/// Whether this is what the app calls the owner.
pub(super) fn is_me(name: &[u8]) -> bool {
    name == ME.as_bytes()
}

/// What is known of a name.
#[derive(Debug, Default)]
struct Person {
    records: u64,
    numbers: Vec<String>,
}

/// What the first pass gathers.
#[derive(Debug, Default)]
pub(super) struct Survey {
    count: u64,
    /// Records that only one order can read: day first, month first.
    only: [u64; 2],
    possible: [u64; 2],
    jumps: [u64; 2],
    before: [Option<DateTime>; 2],
    ends: Option<(Begin, Begin)>,
    differ: bool,
    people: BTreeMap<String, Person>,
}

const ORDERS: [DateOrder; 2] = [DateOrder::DayMonthYear, DateOrder::MonthDayYear];

impl Survey {
    pub fn add(&mut self, begin: &Begin, bytes: &[u8]) {
        self.count += 1;
        let read = ORDERS.map(|order| civil(begin, order));
        self.differ |= read.first() != read.get(1);
        match read.map(|at| at.is_some()) {
            [true, false] => self.only[0] += 1,
            [false, true] => self.only[1] += 1,
            _ => {}
        }
        let counts = self
            .possible
            .iter_mut()
            .zip(&mut self.jumps)
            .zip(&mut self.before);
        for (at, ((possible, jumps), before)) in read.into_iter().zip(counts) {
            let Some(at) = at else { continue };
            *possible += 1;
            *jumps += u64::from(before.is_some_and(|before| at < before));
            *before = Some(at);
        }
        match &mut self.ends {
            Some((_, last)) => last.clone_from(begin),
            None => self.ends = Some((begin.clone(), begin.clone())),
        }
        let part = |range: &Range<usize>| {
            String::from_utf8_lossy(bytes.get(range.clone()).unwrap_or_default()).into_owned()
        };
        if self.people.len() < MOST_PEOPLE {
            let person = self.people.entry(part(&begin.sender)).or_default();
            let (number, numbers) = (part(&begin.number), &mut person.numbers);
            person.records += 1;
            if !number.is_empty() && !numbers.contains(&number) && numbers.len() < 16 {
                numbers.push(number);
            }
        }
    }

    /// The ladder, as far as this form has rungs.
    pub fn decide(&self, answers: &Answers) -> OrderDecision {
        let [day, month] = self.possible.map(|possible| possible == self.count);
        let [only_day, only_month] = self.only;
        let [day_jumps, month_jumps] = self.jumps;
        let future = |at: Option<DateTime>| {
            let limit = answers
                .outside
                .not_after
                .or(answers.outside.archive_time.map(DateTime::date));
            at.zip(limit).is_some_and(|(at, limit)| at.date() > limit)
        };
        let [late_day, late_month] = self.before.map(future);
        let choose = |first: bool| {
            if first {
                DateOrder::DayMonthYear
            } else {
                DateOrder::MonthDayYear
            }
        };
        let decided = if day != month {
            let lines = only_day.max(only_month).max(1);
            Some((choose(day), Evidence::OnlyPossible { lines }))
        } else if late_day != late_month {
            Some((choose(late_month), Evidence::ArchiveTime))
        } else if day_jumps * 2 < month_jumps || month_jumps * 2 < day_jumps {
            let (chosen, other) = (day_jumps.min(month_jumps), day_jumps.max(month_jumps));
            Some((
                choose(day_jumps < month_jumps),
                Evidence::FewerBackwardJumps { chosen, other },
            ))
        } else if !self.differ {
            Some((DateOrder::DayMonthYear, Evidence::SameEitherWay))
        } else {
            None
        };
        match decided {
            Some((order, evidence)) => OrderDecision::Decided { order, evidence },
            None => OrderDecision::Ask {
                readings: ORDERS.map(|order| self.reading(order)).to_vec(),
                leaning: Some(DateOrder::DayMonthYear),
            },
        }
    }

    fn reading(&self, order: DateOrder) -> DateReading {
        let ends = self.ends.as_ref();
        DateReading {
            order,
            first: ends.and_then(|(first, _)| civil(first, order)),
            last: ends.and_then(|(_, last)| civil(last, order)),
        }
    }

    /// Who the owner is. What the file says goes before what anybody says.
    pub fn whose(&self, answers: &Answers) -> Whose {
        let owner = answers.choices.owner.as_ref();
        if self.people.contains_key(ME) {
            return Whose::Said;
        }
        match owner.filter(|owner| self.people.contains_key(*owner)) {
            Some(owner) => Whose::Declared(owner.clone()),
            None => Whose::Unknown,
        }
    }

    /// Whether a name is a name and the beginning of a text after it: the number
    /// is missing between the two, and something in the text was taken for it.
    /// `Me,ok` where `Me` takes part, and nobody of that name ever has a number,
    /// or speaks again.
    pub fn has_swallowed(&self, name: &str) -> bool {
        let Some(person) = self.people.get(name) else {
            return false;
        };
        let known = |at: usize| {
            name.get(..at)
                .is_some_and(|name| self.people.contains_key(name))
        };
        (person.numbers.is_empty() || person.records == 1)
            && memchr::memchr_iter(b',', name.as_bytes()).any(known)
    }

    pub fn conversation(&self, thread: &str, whose: &Whose) -> Conversation {
        let people: Vec<_> = self
            .people
            .iter()
            .filter(|(name, _)| !self.has_swallowed(name))
            .map(|(name, person)| Participant {
                name: Some(name.clone()),
                ids: person.numbers.clone(),
                owner: whose.owner(name),
            })
            .collect();
        Conversation {
            id: thread.to_owned(),
            title: None,
            group: (people.len() > 2).then_some(true),
            participants: people,
        }
    }
}
