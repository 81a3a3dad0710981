//! The bill, rated and sorted once, for all checks to look at.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, DateTime};

use super::Given;
use crate::bill::{Bill, Clock, Days, Kind, Row, Service};
use crate::money::Money;
use crate::number::{E164, Number};
use crate::plan::Plan;
use crate::rate::{Rated, Rater, Verdict};
use crate::words::Lang;

/// What every check sees.
pub(super) struct Look<'a> {
    pub given: &'a Given<'a>,
    pub bill: &'a Bill,
    pub plan: &'a Plan,
    /// One for each row.
    pub rated: Vec<Rated>,
    /// The phones on the bill.
    pub lines: BTreeSet<E164>,
    /// Calls with a phone, a day and a time, sorted by phone and moment.
    pub calls: Vec<Call>,
}

/// A call with its moment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Call {
    pub line: E164,
    /// Seconds since an arbitrary midnight.
    pub start: i64,
    /// How far the start may be later: 59 where the bill prints minutes only.
    pub slack: i64,
    /// The least it lasted, in seconds.
    pub lasts: i64,
    pub row: usize,
}

/// The phones that a bill has rows of.
pub(super) fn lines_of(bill: &Bill) -> BTreeSet<E164> {
    let mut last = None;
    let mut lines = BTreeSet::new();
    for line in bill.rows.iter().filter_map(|r| r.line) {
        if last != Some(line) {
            lines.insert(line);
            last = Some(line);
        }
    }
    lines
}

/// Seconds since an arbitrary midnight.
pub(super) fn seconds(at: DateTime) -> i64 {
    let days = crate::bill::days_between(jiff::civil::Date::constant(2000, 1, 1), at.date());
    days * 86_400 + i64::from(at.hour()) * 3_600 + i64::from(at.minute()) * 60 + i64::from(at.second())
}

/// The moment of a row, when it prints a day and a time.
pub(super) fn moment(row: &Row) -> Option<DateTime> {
    Some(row.date?.to_datetime(row.time?.time))
}

impl<'a> Look<'a> {
    pub(super) fn new(given: &'a Given<'a>) -> Self {
        let lines = lines_of(given.bill);
        let mut rater = Rater::new(given.plan, u64::try_from(lines.len()).unwrap_or(u64::MAX));
        let rated = given.bill.rows.iter().map(|row| rater.rate(row)).collect();
        let mut calls: Vec<Call> = given.bill.rows.iter().enumerate().filter_map(|(at, row)| call(at, row)).collect();
        calls.sort_unstable_by_key(|c| (c.line, c.start, c.row));
        Self { given, bill: given.bill, plan: given.plan, rated, lines, calls }
    }

    /// Rows that are use, with what they should have cost.
    pub(super) fn usage(&self) -> impl Iterator<Item = (usize, &'a Row, &Rated)> {
        let rows = self.bill.rows.iter().zip(&self.rated).enumerate();
        rows.filter(|(_, (row, _))| row.kind == Kind::Usage).map(|(at, (row, rated))| (at, row, rated))
    }

    /// Rows that are not use.
    pub(super) fn fees(&self) -> impl Iterator<Item = (usize, &'a Row)> {
        self.bill.rows.iter().enumerate().filter(|(_, row)| row.kind != Kind::Usage)
    }

    pub(super) fn row(&self, at: usize) -> Option<&'a Row> {
        self.bill.rows.get(at)
    }

    pub(super) fn period(&self) -> Option<Days> {
        self.bill.period
    }

    /// The id of the rule that was applied.
    pub(super) fn rule(&self, rated: &Rated) -> String {
        rated.rule.and_then(|at| self.plan.rule.get(at as usize)).map(|rule| rule.id.clone()).unwrap_or_default()
    }

    /// A number as it may be shown: whole when somebody here knows it.
    pub(super) fn shown(&self, number: Option<Number>) -> Shown {
        let Some(number) = number else { return Shown::Nothing };
        let known = |full: E164| self.lines.contains(&full) || self.given.register.is_some_and(|r| r.known.contains(&full) || r.lines.contains(&full));
        if number.e164().is_some_and(known) { Shown::Whole(number) } else { Shown::Hidden(number) }
    }

    /// Rows by phone, in order.
    pub(super) fn by_line(&self, wanted: impl Fn(&Row, &Rated) -> bool) -> BTreeMap<Option<E164>, Vec<usize>> {
        let mut found: BTreeMap<Option<E164>, Vec<usize>> = BTreeMap::new();
        for (at, row, _) in self.usage().filter(|(_, row, rated)| wanted(row, rated)) {
            found.entry(row.line).or_default().push(at);
        }
        found
    }

    /// What those rows cost together.
    pub(super) fn cost(&self, rows: &[usize]) -> Money {
        rows.iter().filter_map(|at| self.row(*at)?.charges.amount()).sum()
    }
}

fn call(at: usize, row: &Row) -> Option<Call> {
    if row.kind != Kind::Usage || row.service != Service::Voice {
        return None;
    }
    let exact = row.time?.seconds;
    let lasts = row.used.seconds.map(i64::from).or_else(|| row.used.minutes.map(|m| (i64::from(m) - 1).max(0) * 60)).unwrap_or(0);
    Some(Call { line: row.line?, start: seconds(moment(row)?), slack: if exact { 0 } else { 59 }, lasts, row: at })
}

/// What a row charges, when it is more than nothing.
pub(super) fn charged(row: &Row) -> Option<Money> {
    row.charges.amount().filter(|amount| *amount > Money::ZERO)
}

/// A charge for local calls that may be right, if the phone was away: asked about in B12, and accused nowhere.
pub(super) fn asks_local(row: &Row, rated: &Rated) -> bool {
    let home = rated.reach == crate::plan::Reach::Local || row.direction == Some(crate::bill::Direction::In);
    row.service == Service::Voice && home && rated.status == crate::rate::Status::Included && rated.verdict(row.charges.amount()) == Verdict::WrongRate
}

/// A number, whole or by its last digits.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shown {
    Whole(Number),
    Hidden(Number),
    Nothing,
}

impl std::fmt::Display for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Whole(number) => write!(f, "{number}"),
            Self::Hidden(number) => f.write_str(&number.hidden()),
            Self::Nothing => f.write_str("?"),
        }
    }
}

/// When a row was, as far as it is printed: `2026-03-03 09:02`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct When(Option<Date>, Option<Clock>);

impl std::fmt::Display for When {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Some(date) = self.0 else { return Ok(()) };
        write!(f, "{date}")?;
        let Some(clock) = self.1 else { return Ok(()) };
        write!(f, " {:02}:{:02}", clock.time.hour(), clock.time.minute())?;
        if clock.seconds { write!(f, ":{:02}", clock.time.second()) } else { Ok(()) }
    }
}

/// When a row was.
pub(super) fn when(row: &Row) -> When {
    When(row.date, row.time)
}

/// A phone as it is written.
pub(super) fn phone(line: Option<E164>, lang: Lang) -> String {
    match (line, lang) {
        (Some(line), _) => line.plain(),
        (None, Lang::En) => "the account".to_owned(),
        (None, Lang::Fr) => "le compte".to_owned(),
    }
}
