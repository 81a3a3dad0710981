//! Whether a table has what a person said of its columns, looked at before
//! the first row is handed out.

use super::dates::date;
use super::mapped::{Mapping, is_mark_line};
use super::records::{Marks, Records};
use crate::sniff::Unread;
use crate::whatsapp::{DateOrder, DateReading, Evidence, OrderDecision};
use crate::{Language, Source};
use jiff::civil::DateTime;
use std::io;

/// What a table does not have though somebody said so. Columns count from 0, as
/// in [`Mapping`]; in words they count from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.words(.1, Language::English))]
pub struct Misfit(
    /// What is lacking.
    pub Lack,
    /// The names of the columns, as the first row has them.
    pub Vec<String>,
);

/// What is lacking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lack {
    /// There is no such column.
    Column(usize),
    /// No row has as few columns as are read at most.
    TooWide,
    /// No row of this column is a date; its first says this.
    Dates(usize, String),
    /// With the times of this column no row is a date and a time.
    Times(usize, String),
}

impl Misfit {
    /// In words that say what the table has.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        self.0.words(&self.1, language)
    }
}

/// The columns of a table in words, counted from 1: `1 “Date”, 2 “Who”`.
#[must_use]
pub fn listed(columns: &[String], language: Language) -> String {
    let name = |(place, name): (usize, &String)| {
        let short: String = name.trim().chars().take(40).collect();
        match (short.is_empty(), language) {
            (true, _) => format!("{}", place + 1),
            (_, Language::English) => format!("{} “{short}”", place + 1),
            (_, Language::French) => format!("{} «\u{a0}{short}\u{a0}»", place + 1),
        }
    };
    let named: Vec<String> = columns.iter().take(30).enumerate().map(name).collect();
    named.join(", ")
}

impl Lack {
    fn words(&self, columns: &[String], language: Language) -> String {
        let (english, listed) = (language == Language::English, listed(columns, language));
        match self {
            Self::TooWide => Unread::TooWide.words(language).to_owned(),
            Self::Column(column) if english => {
                format!("This table has no column {}. It has: {listed}.", column + 1)
            }
            Self::Column(column) => {
                format!(
                    "Ce tableau n’a pas de colonne {}. Il a\u{a0}: {listed}.",
                    column + 1
                )
            }
            Self::Dates(column, first) if english => format!(
                "Column {} was said to hold the date, and no row of it is one; the first is “{first}”. The table has: {listed}.",
                column + 1
            ),
            Self::Dates(column, first) => format!(
                "La colonne {} devait contenir la date, et aucune de ses rangées n’en est une\u{a0}; la première est «\u{a0}{first}\u{a0}». Le tableau a\u{a0}: {listed}.",
                column + 1
            ),
            Self::Times(column, first) if english => format!(
                "Column {} was said to hold the time of day, and no row of it is one; the first is “{first}”. The table has: {listed}.",
                column + 1
            ),
            Self::Times(column, first) => format!(
                "La colonne {} devait contenir l’heure, et aucune de ses rangées n’en est une\u{a0}; la première est «\u{a0}{first}\u{a0}». Le tableau a\u{a0}: {listed}.",
                column + 1
            ),
        }
    }
}

/// Orders that dates can have where a year does not stand first.
const ORDERS: [DateOrder; 2] = [DateOrder::DayMonthYear, DateOrder::MonthDayYear];

/// What was seen in the rows.
#[derive(Debug, Default)]
pub(super) struct Seen {
    names: Vec<String>,
    /// A row had more columns than are read.
    too_wide: bool,
    /// The names of the columns stand above.
    below: bool,
    width: usize,
    rows: u64,
    dates: u64,
    times: u64,
    first_date: String,
    first_time: String,
    /// Without an answer about the order these stay open.
    open: u64,
    /// So many of them can be in one order alone.
    only: [u64; 2],
    ends: [Option<(DateTime, DateTime)>; 2],
}

impl Seen {
    /// A row of so many columns; the first one names them, unless it is a row
    /// like all others.
    pub fn row(&mut self, mapping: &Mapping, wide: usize, text: impl Fn(usize) -> String) {
        self.width = self.width.max(wide);
        if !self.below && !mapping.no_header {
            self.below = true;
            self.names = (0..wide).map(text).collect();
            return;
        }
        self.rows += 1;
        let get = |column: Option<usize>| column.map(&text).unwrap_or_default();
        let (day, time) = (get(mapping.date), get(mapping.time));
        let (day, time) = (day.trim(), time.trim());
        if self.first_date.is_empty() {
            self.first_date = day.chars().take(60).collect();
        }
        if self.first_time.is_empty() {
            self.first_time = time.chars().take(60).collect();
        }
        let both = format!("{day} {time}");
        let read = |text: &str| match mapping.order {
            Some(order) => [date(text, Some(order)), None],
            None => ORDERS.map(|order| date(text, Some(order))),
        };
        let (alone, whole) = (read(day), read(both.trim_end()));
        self.dates += u64::from(alone.iter().any(Option::is_some));
        self.times += u64::from(
            time.contains(|c: char| c.is_ascii_digit()) && whole.iter().any(Option::is_some),
        );
        let needs_none = || date(both.trim_end(), None).is_some();
        if mapping.order.is_none() && whole.iter().any(Option::is_some) && !needs_none() {
            self.open += 1;
            let [day_first, month_first] = whole.map(|read| u64::from(read.is_some()));
            self.only[0] += day_first & !month_first;
            self.only[1] += month_first & !day_first;
            for (ends, read) in self.ends.iter_mut().zip(whole) {
                let Some(at) = read.map(|read| read.civil) else {
                    continue;
                };
                *ends = Some((ends.map_or(at, |(first, _)| first), at));
            }
        }
    }

    /// What the rows lack of what a person said, or the question that stays open.
    pub fn fits(mut self, mapping: &Mapping) -> Result<Option<OrderDecision>, Misfit> {
        if self.names.len() < self.width {
            self.names.resize(self.width, String::new());
        }
        match self.lack(mapping) {
            Some(lack) => Err(Misfit(lack, self.names)),
            None => Ok(self.decision()),
        }
    }

    /// A row that has more columns than are read, and is left out.
    pub fn wide_row(&mut self) {
        self.too_wide = true;
    }

    fn lack(&self, mapping: &Mapping) -> Option<Lack> {
        if self.too_wide && self.width == 0 {
            return Some(Lack::TooWide);
        }
        let named = mapping.columns();
        if let Some(far) = named
            .into_iter()
            .flatten()
            .find(|column| *column >= self.width)
        {
            return Some(Lack::Column(far));
        }
        match (mapping.date, mapping.time) {
            _ if self.rows == 0 => None,
            (Some(day), _) if self.dates == 0 => Some(Lack::Dates(day, self.first_date.clone())),
            (Some(_), Some(time)) if self.times == 0 => {
                Some(Lack::Times(time, self.first_time.clone()))
            }
            _ => None,
        }
    }

    /// What the dates say of their order, or the question that stays open where
    /// nobody said it.
    pub fn decision(&self) -> Option<OrderDecision> {
        if self.open == 0 {
            return None;
        }
        let decided = |order, lines| OrderDecision::Decided {
            order,
            evidence: Evidence::OnlyPossible { lines },
        };
        match self.only {
            [0, 0] => {}
            [lines, 0] => return Some(decided(DateOrder::DayMonthYear, lines)),
            [0, lines] => return Some(decided(DateOrder::MonthDayYear, lines)),
            _ => {}
        }
        let reading = |(order, ends): (DateOrder, &Option<(DateTime, DateTime)>)| DateReading {
            order,
            first: ends.map(|(first, _)| first),
            last: ends.map(|(_, last)| last),
        };
        Some(OrderDecision::Ask {
            readings: ORDERS.into_iter().zip(&self.ends).map(reading).collect(),
            leaning: None,
        })
    }
}

/// Looks at every row once: what the table lacks, or what must be asked.
pub(super) fn look(
    source: &mut dyn Source,
    mapping: &Mapping,
    marks: Marks,
) -> io::Result<Result<Option<OrderDecision>, Misfit>> {
    let mut records = Records::new(source.open()?, marks);
    let mut seen = Seen::default();
    while let Some(record) = records.next()? {
        if record.is_too_wide() {
            seen.wide_row();
        }
        if is_mark_line(&record) || record.is_blank() || record.flaw.is_some() {
            continue;
        }
        seen.row(mapping, record.fields.len(), |column| record.text(column));
    }
    Ok(seen.fits(mapping))
}
