//! Days and times as printed, and what the whole file says about them.
//!
//! `03/04/2025` is the third of April or the fourth of March. No row can tell, so
//! no row is asked: every different text of a file is kept once ([`Book`]), and
//! when all are known one order is chosen for the file, by what is impossible,
//! then by the period of the bill, then by how many days a bill can span. What
//! still fits both ways stays unread and is asked.

use std::collections::HashMap;

use jiff::civil::{Date, Time};

use super::seen::Sure;
use crate::bill::{Clock, Days};

/// Late use may be this many days older than the period (roaming; a carrier's own limit is 120).
const LATE_DAYS: i64 = 120;
/// A bill spans at most so many days of use, late roaming apart.
const SPAN_DAYS: i64 = 45;

/// One piece of a form like `%b %d, %Y`.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Year4,
    Year2,
    Month,
    MonthName,
    Day,
    Hour,
    Minute,
    Second,
    HalfDay,
    WeekDay,
    Blank,
    Text(char),
}

/// How a day, a time, or both are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    pieces: Vec<Piece>,
}

/// What a text says; each part only where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Parts {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    hour: Option<i8>,
    minute: Option<i8>,
    second: Option<i8>,
    afternoon: Option<bool>,
}

impl Form {
    /// Reads a form: `%Y %y %m %b %d %H %I %M %S %p %a`, blanks, and other signs as they stand.
    /// `None` when a letter after `%` is another.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut pieces = Vec::new();
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            pieces.push(match c {
                '%' => match chars.next()? {
                    'Y' => Piece::Year4,
                    'y' => Piece::Year2,
                    'm' => Piece::Month,
                    'b' | 'B' => Piece::MonthName,
                    'd' | 'e' => Piece::Day,
                    'H' | 'I' => Piece::Hour,
                    'M' => Piece::Minute,
                    'S' => Piece::Second,
                    'p' => Piece::HalfDay,
                    'a' | 'A' => Piece::WeekDay,
                    _ => return None,
                },
                c if c.is_whitespace() => Piece::Blank,
                c => Piece::Text(c),
            });
        }
        Some(Self { pieces })
    }

    /// Whether the day stands before the month, where both are numbers.
    pub(super) fn day_first(&self) -> Option<bool> {
        let at = |piece: &Piece| self.pieces.iter().position(|p| p == piece);
        Some(at(&Piece::Day)? < at(&Piece::Month)?)
    }

    /// What `text` says in this form; `None` when it is written otherwise.
    pub(super) fn read(&self, text: &str) -> Option<Parts> {
        let mut parts = Parts::default();
        let mut rest = text.trim();
        for (at, piece) in self.pieces.iter().enumerate() {
            rest = match piece {
                Piece::Blank => rest.trim_start(),
                Piece::Text(c) => rest.strip_prefix(|other: char| other.eq_ignore_ascii_case(c))?,
                Piece::Year4 => digits(rest, 4, 4, |n| parts.year = Some(n))?,
                Piece::Year2 => digits(rest, 2, 2, |n| parts.year = Some(if n < 70 { 2000 + n } else { 1900 + n }))?,
                Piece::MonthName => {
                    let (month, rest) = month_name(rest)?;
                    parts.month = Some(month);
                    rest
                }
                Piece::HalfDay => {
                    let (afternoon, rest) = half_day(rest)?;
                    parts.afternoon = Some(afternoon);
                    rest
                }
                Piece::WeekDay => rest.trim_start_matches(|c: char| c.is_alphabetic() || c == '.'),
                Piece::Month => short(rest, self.least(at), &mut parts.month)?,
                Piece::Day => short(rest, self.least(at), &mut parts.day)?,
                Piece::Hour => short(rest, self.least(at), &mut parts.hour)?,
                Piece::Minute => short(rest, 2, &mut parts.minute)?,
                Piece::Second => short(rest, 2, &mut parts.second)?,
            };
        }
        rest.trim().is_empty().then_some(parts)
    }

    /// One digit is enough, unless the next piece begins with a digit, too.
    fn least(&self, at: usize) -> usize {
        match self.pieces.get(at + 1) {
            None | Some(Piece::Blank | Piece::Text(_) | Piece::HalfDay | Piece::MonthName | Piece::WeekDay) => 1,
            Some(_) => 2,
        }
    }
}

fn digits(text: &str, least: usize, most: usize, mut set: impl FnMut(i16)) -> Option<&str> {
    let count = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    if count < least {
        return None;
    }
    let (number, rest) = text.split_at_checked(count)?;
    set(number.parse().ok()?);
    Some(rest)
}

fn short<'a>(text: &'a str, least: usize, into: &mut Option<i8>) -> Option<&'a str> {
    digits(text, least, 2, |n| *into = i8::try_from(n).ok())
}

/// Months in English and French, by letters that tell them apart; longer names first.
const MONTHS: [(&str, i8); 43] = [
    ("january", 1), ("janvier", 1), ("janv", 1), ("jan", 1), ("february", 2), ("février", 2), ("fevrier", 2), ("févr", 2), ("fevr", 2), ("fév", 2), ("feb", 2),
    ("march", 3), ("mars", 3), ("mar", 3), ("april", 4), ("avril", 4), ("avr", 4), ("apr", 4), ("mai", 5), ("may", 5), ("june", 6), ("juin", 6), ("jun", 6),
    ("july", 7), ("juillet", 7), ("juil", 7), ("jul", 7), ("august", 8), ("août", 8), ("aout", 8), ("aug", 8), ("september", 9), ("septembre", 9), ("sept", 9), ("sep", 9),
    ("october", 10), ("octobre", 10), ("oct", 10), ("november", 11), ("novembre", 11), ("nov", 11), ("december", 12), ("déc", 12),
];

fn month_name(text: &str) -> Option<(i8, &str)> {
    let letters = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(letters)?;
    let lower = word.to_lowercase();
    let month = MONTHS.iter().find(|(name, _)| *name == lower).map(|(_, month)| *month).or(match lower.as_str() {
        "décembre" | "decembre" | "dec" => Some(12),
        _ => None,
    })?;
    Some((month, rest.strip_prefix('.').unwrap_or(rest)))
}

fn half_day(text: &str) -> Option<(bool, &str)> {
    let text = text.trim_start();
    let afternoon = match text.bytes().next()?.to_ascii_lowercase() {
        b'a' => false,
        b'p' => true,
        _ => return None,
    };
    let rest = text.get(1..)?;
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    let rest = rest.strip_prefix(['m', 'M']).unwrap_or(rest);
    Some((afternoon, rest.strip_prefix('.').unwrap_or(rest)))
}

impl Parts {
    /// The time of day; `None` when there is none, or none that exists.
    pub(super) fn clock(self) -> Option<Clock> {
        let hour = match (self.hour?, self.afternoon) {
            (hour, None) => hour,
            (12, Some(afternoon)) => if afternoon { 12 } else { 0 },
            (hour @ 1..=11, Some(afternoon)) => if afternoon { hour + 12 } else { hour },
            _ => return None,
        };
        let time = Time::new(hour, self.minute?, self.second.unwrap_or(0), 0).ok()?;
        Some(Clock { time, seconds: self.second.is_some() })
    }

    /// The day in this year, or in the one given.
    pub(super) fn day(self, year: Option<i16>) -> Option<Date> {
        Date::new(self.year.or(year)?, self.month?, self.day?).ok()
    }

    /// Whether the text names a day, and one that exists in some year.
    fn fits(self) -> bool {
        self.day(Some(2024)).is_some()
    }
}

/// What became of one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// A day; in doubt when the year or the order is more likely than certain.
    Day(Date, bool),
    /// No form fits.
    Unreadable,
    /// No year is printed, and no period says which.
    NoYear,
    /// Both orders fit.
    NoOrder,
}

/// Every different text of a file that is a day.
#[derive(Default)]
pub(super) struct Book {
    known: HashMap<Box<str>, u32>,
    texts: Vec<Box<str>>,
    /// Whether any form fits that text.
    fit: Vec<bool>,
    last: Option<u32>,
}

/// How the file turned out to write its days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chosen {
    pub said: Vec<Said>,
    /// Whether the day stands first; `None` when that does not matter.
    pub day_first: Option<bool>,
    /// Whether only the number of days it would span decided.
    pub by_span: bool,
    /// What decided, where there was anything to decide.
    pub sure: Option<Sure>,
}

impl Book {
    /// Keeps a text, and gives its number, and whether it can be a day at all.
    pub(super) fn keep(&mut self, text: &str, forms: &[Form]) -> (u32, bool) {
        let id = self.number(text, forms);
        (id, self.fit.get(id as usize).is_some_and(|fits| *fits))
    }

    fn number(&mut self, text: &str, forms: &[Form]) -> u32 {
        // Bills are in order: most often it is the day of the row before.
        if let Some(last) = self.last
            && self.texts.get(last as usize).is_some_and(|kept| **kept == *text)
        {
            return last;
        }
        let id = match self.known.get(text) {
            Some(&id) => id,
            None => {
                let id = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
                self.known.insert(text.into(), id);
                self.texts.push(text.into());
                self.fit.push(parts(text, forms, None).is_some() || iso(text).is_some());
                id
            }
        };
        self.last = Some(id);
        id
    }

    /// Decides what all texts say.
    ///
    /// `day_first` is what the profile or a person said, and settles it.
    pub(super) fn decide(&self, forms: &[Form], period: Option<Days>, day_first: Option<bool>) -> Chosen {
        let orders = [Some(true), Some(false)];
        let matters = forms.iter().filter_map(Form::day_first).collect::<std::collections::HashSet<_>>().len() > 1;
        let (order, sure) = match (matters, day_first) {
            (false, _) => (None, None),
            (true, Some(said)) => (Some(said), Some(Sure::Said)),
            (true, None) => {
                let (order, sure) = self.order(forms, period, orders);
                (order, Some(sure))
            }
        };
        let (by_span, undecided) = (sure == Some(Sure::Likely), sure == Some(Sure::Open));
        let said = self.texts.iter().map(|text| say(text, forms, period, order, undecided, by_span)).collect();
        let shown = if matters { order } else { forms.iter().find_map(Form::day_first) };
        Chosen { said, day_first: shown, by_span, sure }
    }

    fn order(&self, forms: &[Form], period: Option<Days>, orders: [Option<bool>; 2]) -> (Option<bool>, Sure) {
        let [first, second] = orders.map(|order| {
            let read: Vec<Parts> = self.texts.iter().filter_map(|text| parts(text, forms, order)).collect();
            Tried::new(&read, period)
        });
        if first.read != second.read {
            return (Some(first.read > second.read), Sure::OnlyFit);
        }
        if first.days == second.days {
            return (Some(true), Sure::Same);
        }
        if period.is_some() && first.inside != second.inside {
            return (Some(first.inside > second.inside), Sure::ByPeriod);
        }
        if period.is_some() && first.late != second.late {
            return (Some(first.late > second.late), Sure::ByPeriod);
        }
        match (first.span, second.span) {
            (Some(a), Some(b)) if a <= SPAN_DAYS && b > SPAN_DAYS => (Some(true), Sure::Likely),
            (Some(a), Some(b)) if b <= SPAN_DAYS && a > SPAN_DAYS => (Some(false), Sure::Likely),
            _ => (None, Sure::Open),
        }
    }
}

/// How well one order of day and month fits.
struct Tried {
    read: usize,
    inside: usize,
    late: usize,
    span: Option<i64>,
    days: Vec<Option<Date>>,
}

impl Tried {
    fn new(read: &[Parts], period: Option<Days>) -> Self {
        let days: Vec<Option<Date>> = read.iter().map(|parts| dated(*parts, period).map(|(day, _)| day)).collect();
        let known = || days.iter().flatten();
        let count = |holds: &dyn Fn(Date) -> bool| known().filter(|day| holds(**day)).count();
        let inside = period.map_or(0, |period| count(&|day| period.contain(day)));
        let late = period.map_or(0, |period| count(&|day| near(day, period)));
        let span = known().min().zip(known().max()).map(|(first, last)| crate::bill::days_between(*first, *last));
        Self { read: read.len(), inside, late, span, days }
    }
}

/// Within the period, or as late as roaming may be.
fn near(day: Date, period: Days) -> bool {
    period.contain(day) || (0..=LATE_DAYS).contains(&crate::bill::days_between(day, period.first))
}

fn parts(text: &str, forms: &[Form], order: Option<bool>) -> Option<Parts> {
    let wanted = |form: &&Form| form.day_first().is_none() || order.is_none() || form.day_first() == order;
    forms.iter().filter(wanted).find_map(|form| form.read(text).filter(|parts| parts.fits()))
}

/// `2025-03-03` is a day whatever the profile says: workbooks give it so.
fn iso(text: &str) -> Option<Parts> {
    Form::parse("%Y-%m-%d").and_then(|form| form.read(text)).filter(|parts| parts.fits())
}

fn say(text: &str, forms: &[Form], period: Option<Days>, order: Option<bool>, undecided: bool, by_span: bool) -> Said {
    let Some(read) = parts(text, forms, order).or_else(|| iso(text)) else { return Said::Unreadable };
    if undecided {
        let other = parts(text, forms, Some(true)) == parts(text, forms, Some(false));
        if !other {
            return Said::NoOrder;
        }
    }
    match dated(read, period) {
        Some((day, doubt)) => Said::Day(day, doubt || by_span),
        None if read.year.is_none() && period.is_none() => Said::NoYear,
        None => Said::Unreadable,
    }
}

/// The day; a missing year is the one that brings it into the period or, failing
/// that (with a doubt), nearest before its end.
fn dated(parts: Parts, period: Option<Days>) -> Option<(Date, bool)> {
    if parts.year.is_some() {
        return parts.day(None).map(|day| (day, false));
    }
    let period = period?;
    let years = [period.last.year(), period.first.year(), period.first.year() - 1];
    let days = || years.iter().filter_map(|year| parts.day(Some(*year)));
    days().find(|day| period.contain(*day)).map(|day| (day, false)).or_else(|| days().filter(|day| *day <= period.last).max().map(|day| (day, true)))
}

/// A single day outside of the table (a bill's date, its period): the first form that fits, without doubt.
pub(super) fn one(text: &str, forms: &[Form], day_first: Option<bool>) -> Option<Date> {
    let known = ["%b %d, %Y", "%b %d %Y", "%d %b %Y", "%Y-%m-%d", "%Y/%m/%d", "%d-%b-%Y"];
    let known = known.iter().filter_map(|text| Form::parse(text));
    let both: std::collections::BTreeSet<Date> = forms
        .iter()
        .filter(|form| form.day_first().is_none() || day_first.is_none() || form.day_first() == day_first)
        .cloned()
        .chain(known)
        .filter_map(|form| form.read(text).and_then(|parts| parts.day(None)))
        .collect();
    if both.len() == 1 { both.first().copied() } else { None }
}
