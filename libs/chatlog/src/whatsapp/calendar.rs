//! Turns printed date fields into a civil date, under one reading of their
//! order. Nothing rolls over: 31 April is impossible, not 1 May.

use super::cursor::Digits;
use super::header::Header;
use super::periods::{Calendar, Half};
use super::shape::{DateSeparator, Shape, YearForm};
use crate::months::EITHER;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Serialize};

/// In which order day, month and year are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateOrder {
    /// `27/03/2022`
    DayMonthYear,
    /// `3/27/22`
    MonthDayYear,
    /// `2022-03-27`
    YearMonthDay,
}

impl DateOrder {
    /// All three.
    pub const ALL: [Self; 3] = [Self::DayMonthYear, Self::MonthDayYear, Self::YearMonthDay];

    pub(crate) fn index(self) -> usize {
        match self {
            Self::DayMonthYear => 0,
            Self::MonthDayYear => 1,
            Self::YearMonthDay => 2,
        }
    }
}

/// What a date is, under one order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// A day of the usual calendar: year, month, day.
    Day(i16, i8, i8),
    /// A plausible day of a calendar that is recognised but not converted.
    Foreign,
    /// A plausible day whose month is called as another is in another language.
    TwoMonths,
    /// No calendar has such a day.
    Impossible,
}

impl Reading {
    /// A number that grows with the days; 0 when there is none.
    pub fn rank(self) -> i32 {
        match self {
            Self::Day(year, month, day) => rank(year, month, day),
            _ => 0,
        }
    }
}

pub(crate) fn rank(year: i16, month: i8, day: i8) -> i32 {
    (i32::from(year) * 16 + i32::from(month)) * 32 + i32::from(day)
}

/// The orders that a header's shape leaves open.
pub(crate) fn open_orders(header: &Header) -> &'static [DateOrder] {
    orders_of(&header.shape)
}

/// The orders that a shape leaves open.
pub(crate) fn orders_of(shape: &Shape) -> &'static [DateOrder] {
    use DateOrder::{DayMonthYear, MonthDayYear, YearMonthDay};
    match (shape.year, shape.date_separator) {
        (_, DateSeparator::WordFirst) => &[MonthDayYear],
        (YearForm::First, _) | (_, DateSeparator::Cjk) => &[YearMonthDay],
        (YearForm::Last, DateSeparator::Word) => &[DayMonthYear],
        (YearForm::Short, DateSeparator::Word) => &[DayMonthYear, YearMonthDay],
        (YearForm::Last, _) => &[DayMonthYear, MonthDayYear],
        (YearForm::Short, _) => &[DayMonthYear, MonthDayYear, YearMonthDay],
    }
}

/// Reads the date of a header in one order.
pub(crate) fn read_date(header: &Header, order: DateOrder) -> Reading {
    let [a, b, c] = header.date;
    let (year, month, day) = match order {
        DateOrder::DayMonthYear => (c, b, a),
        DateOrder::MonthDayYear => (c, a, b),
        DateOrder::YearMonthDay => (a, b, c),
    };
    if !(1..=31).contains(&day) {
        return Reading::Impossible;
    }
    if is_of_two_months(header, month) {
        return Reading::TwoMonths;
    }
    if !(1..=12).contains(&month) {
        return Reading::Impossible;
    }
    let (Ok(year), Ok(month), Ok(day)) =
        (i16::try_from(year), i8::try_from(month), i8::try_from(day))
    else {
        return Reading::Impossible;
    };
    match calendar_of(header, year) {
        Some((Calendar::Persian, year)) => persian(year, month, day),
        Some((Calendar::Islamic, _)) if day <= 30 => Reading::Foreign,
        Some((Calendar::Islamic, _)) | None => Reading::Impossible,
        Some((_, year)) => common(year, month, day),
    }
}

/// Whether the name of this month is that of two.
fn is_of_two_months(header: &Header, month: u16) -> bool {
    let separator = header.shape.date_separator;
    month == u16::from(EITHER)
        && matches!(separator, DateSeparator::Word | DateSeparator::WordFirst)
}

/// Which calendar a year is of, and the common year where that is plain
/// arithmetic.
pub(crate) fn calendar_of(header: &Header, year: i16) -> Option<(Calendar, i16)> {
    match (header.calendar, year) {
        (Some(Calendar::Japanese), _) => Some((Calendar::Japanese, year)),
        (Some(Calendar::Persian), 1300..=1500) => Some((Calendar::Persian, year)),
        (Some(Calendar::Islamic), 1300..=1500) => Some((Calendar::Islamic, year)),
        // The month is of one calendar and the year of another.
        (Some(Calendar::Persian | Calendar::Islamic), _)
        | (Some(Calendar::Gregorian), 1300..=1500) => None,
        (_, 2400..=2700) => Some((Calendar::Buddhist, year - 543)),
        (Some(Calendar::Buddhist), 0..=99) | (_, 52..=99) => {
            Some((Calendar::Buddhist, year + 2500 - 543))
        }
        (_, 0..=51) => Some((Calendar::Gregorian, year + 2000)),
        (_, 1970..=2199) => Some((Calendar::Gregorian, year)),
        (_, 1300..=1500) if header.shape.digits == Digits::Persian => {
            Some((Calendar::Persian, year))
        }
        (_, 1400..=1500) => Some((Calendar::Islamic, year)),
        _ => None,
    }
}

fn common(year: i16, month: i8, day: i8) -> Reading {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if day <= days {
        Reading::Day(year, month, day)
    } else {
        Reading::Impossible
    }
}

/// Solar Hijri by the 33-year rule, which holds for the years 1300 to 1500;
/// counted from 1 Farvardin 1400, which was 21 March 2021.
fn persian(year: i16, month: i8, day: i8) -> Reading {
    let leap = |y: i16| (25 * i32::from(y) + 11) % 33 < 8;
    let length = |y: i16| if leap(y) { 366 } else { 365 };
    let (month, day) = (i32::from(month), i32::from(day));
    let month_days = match month {
        1..=6 => 31,
        7..=11 => 30,
        _ => 29 + i32::from(leap(year)),
    };
    if day > month_days {
        return Reading::Impossible;
    }
    let years: i32 = if year >= 1400 {
        (1400..year).map(length).sum()
    } else {
        -(year..1400).map(length).sum::<i32>()
    };
    let days = years + (month - 1).min(6) * 31 + (month - 7).max(0) * 30 + day - 1;
    match jiff::civil::date(2021, 3, 21).checked_add(days.days()) {
        Ok(date) => Reading::Day(date.year(), date.month(), date.day()),
        Err(_) => Reading::Impossible,
    }
}

/// The time of day of a header, where its day period is understood.
pub(crate) fn read_time(header: &Header, words_are_decoration: bool) -> Option<Time> {
    let hour = header.hour;
    let hour = match header.half {
        Half::None => hour,
        Half::Am if hour == 12 => 0,
        Half::Pm if hour < 12 => hour + 12,
        Half::Am | Half::Pm => hour,
        Half::Noon if hour < 6 => hour + 12,
        Half::Noon => hour,
        Half::Unknown if words_are_decoration => hour,
        Half::Unknown => return None,
    };
    let part = |value: u8| i8::try_from(value).ok();
    Time::new(
        part(hour)?,
        part(header.minute)?,
        part(header.second.unwrap_or(0))?,
        0,
    )
    .ok()
}

/// Date and time together, or `None` where either is not certain.
pub(crate) fn civil(header: &Header, order: DateOrder, decoration: bool) -> Option<DateTime> {
    let Reading::Day(year, month, day) = read_date(header, order) else {
        return None;
    };
    let date = Date::new(year, month, day).ok()?;
    Some(date.to_datetime(read_time(header, decoration)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::whatsapp::header::parse;

    fn read(line: &str, order: DateOrder) -> String {
        let header = parse(line.as_bytes()).unwrap_or_else(|| panic!("no header in {line}"));
        civil(&header, order, false).map_or("none".to_owned(), |at| at.to_string())
    }

    #[test]
    fn every_calendar_gives_the_same_day() {
        let ymd = DateOrder::YearMonthDay;
        let mdy = DateOrder::MonthDayYear;
        for (line, order) in [
            ("[3/27/2565 BE, 21:41:35] Ann: x", mdy),
            ("[3/27/R4, 21:41:35] Ann: x", mdy),
            ("[令和4年3月27日 21:41:35] Ann: x", ymd),
            ("[27/3/65, 21:41:35] Ann: x", DateOrder::DayMonthYear),
            ("[۱۴۰۱/۱/۷،\u{200f} ۲۱:۴۱:۳۵] Ann: x", ymd),
            ("[2022-03-27, 21 h 41 min 35 s] Ann: x", ymd),
        ] {
            assert_eq!(read(line, order), "2022-03-27T21:41:35", "{line}");
        }
    }

    #[test]
    fn nowruz_falls_where_the_persian_calendar_says() {
        for (line, day) in [
            ("۱۳۹۹/۱۲/۳۰، ۰۰:۰۰ - آ: x", "2021-03-20T00:00:00"),
            ("۱۴۰۰/۱/۱، ۰۰:۰۰ - آ: x", "2021-03-21T00:00:00"),
            ("۱۳۹۹/۱/۱، ۰۰:۰۰ - آ: x", "2020-03-20T00:00:00"),
            ("۱۴۰۴/۱/۱، ۰۰:۰۰ - آ: x", "2025-03-21T00:00:00"),
            ("۱۴۰۴/۱۲/۳۰، ۰۰:۰۰ - آ: x", "none"),
        ] {
            assert_eq!(read(line, DateOrder::YearMonthDay), day, "{line}");
        }
    }

    #[test]
    fn a_month_of_thirty_days_does_not_roll_over() {
        assert_eq!(
            read("31/04/2025, 10:00 - Ann: x", DateOrder::DayMonthYear),
            "none"
        );
        assert_eq!(
            read("06/30/2025, 10:00 - Ann: x", DateOrder::DayMonthYear),
            "none"
        );
    }

    #[test]
    fn twelve_in_the_morning_is_midnight() {
        let order = DateOrder::MonthDayYear;
        assert_eq!(
            read("3/27/22, 12:05 AM - Ann: x", order),
            "2022-03-27T00:05:00"
        );
        assert_eq!(
            read("3/27/22, 12:05 p. m. - Ann: x", order),
            "2022-03-27T12:05:00"
        );
        assert_eq!(
            read("3/27/22, 00:05 a.m. - Ann: x", order),
            "2022-03-27T00:05:00"
        );
    }
}
