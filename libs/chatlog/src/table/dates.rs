//! Dates and times as tables write them.

use crate::whatsapp::DateOrder;
use crate::{Message, Note, Precision, ZoneSource};
use jiff::civil::DateTime;
use jiff::tz::Offset;

/// A date and time as printed, and the zone where it is printed too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Read {
    pub civil: DateTime,
    pub precision: Precision,
    pub offset: Option<Offset>,
}

/// Reads `2023-11-14 22:13:20`, `14/11/2023 10:13 PM`, `2019-11-06T02:08:20Z`,
/// `… UTC`, `… +01:00`. Four figures first are always a year. None for what
/// cannot be: `31.02.2024`, `0000-00-00`.
pub(crate) fn date(text: &str, order: DateOrder) -> Option<Read> {
    let text = text.trim();
    let (body, offset) = zone(text);
    let (numbers, after_point) = numbers(body)?;
    let [a, b, c, time @ ..] = numbers.as_slice() else {
        return None;
    };
    let year_first = a.1 == 4;
    let (year, month, day) = match order {
        _ if year_first => (a, b, c),
        DateOrder::DayMonthYear => (c, b, a),
        DateOrder::MonthDayYear => (c, a, b),
        DateOrder::YearMonthDay => (a, b, c),
    };
    let year = if year.1 == 2 { year.0 + 2000 } else { year.0 };
    let mut hour = time.first().map_or(0, |hour| hour.0);
    let lower = body.to_ascii_lowercase();
    let afternoon = lower.contains("pm") || lower.contains("p.m");
    let morning = lower.contains("am") || lower.contains("a.m");
    if (afternoon || morning) && !(1..=12).contains(&hour) {
        return None;
    }
    match (afternoon, hour) {
        (true, 1..=11) => hour += 12,
        (false, 12) if morning => hour = 0,
        _ => {}
    }
    let civil = DateTime::new(
        i16::try_from(year).ok()?,
        i8::try_from(month.0).ok()?,
        i8::try_from(day.0).ok()?,
        i8::try_from(hour).ok()?,
        i8::try_from(time.get(1).map_or(0, |minute| minute.0)).ok()?,
        i8::try_from(time.get(2).map_or(0, |second| second.0)).ok()?,
        after_point,
    );
    let precision = match time.len() {
        0 => Precision::Day,
        1 | 2 => Precision::Minute,
        3 if after_point == 0 => Precision::Second,
        3 => Precision::Millisecond,
        _ => return None,
    };
    Some(Read {
        civil: civil.ok().filter(|civil| civil.year() > 0)?,
        precision,
        offset,
    })
}

/// Cuts a zone off the end.
fn zone(text: &str) -> (&str, Option<Offset>) {
    for end in ["UTC", "GMT", "Z", "z"] {
        if let Some(rest) = text.strip_suffix(end) {
            return (rest.trim_end(), Some(Offset::UTC));
        }
    }
    let Some((body, clock)) = text
        .rsplit_once(['+', '-'])
        .filter(|(body, _)| body.contains(':'))
    else {
        return (text, None);
    };
    let digits: String = clock.chars().filter(char::is_ascii_digit).collect();
    let (Ok(number), true) = (digits.parse::<i32>(), matches!(digits.len(), 2 | 4)) else {
        return (text, None);
    };
    let minutes = if digits.len() == 2 {
        number * 60
    } else {
        number / 100 * 60 + number % 100
    };
    let before = text.get(body.len()..=body.len()) == Some("-");
    let offset = Offset::from_seconds(if before { -minutes * 60 } else { minutes * 60 });
    (body.trim_end(), offset.ok())
}

/// The numbers of a date, each with how many figures it has; month names count
/// as numbers. The figures after a point are nanoseconds.
fn numbers(text: &str) -> Option<(Vec<(u32, usize)>, i32)> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let mut found: Vec<(u32, usize)> = Vec::new();
    let mut nanos = 0;
    let mut rest = text;
    let mut last = ' ';
    while let Some(c) = rest.chars().next() {
        if c.is_ascii_digit() {
            let len = rest
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(rest.len());
            let (figures, after) = rest.split_at(len);
            if len > 9 {
                return None;
            }
            if last == '.' && found.len() == 6 {
                let scale = 10_i32.checked_pow(u32::try_from(9 - len).ok()?)?;
                nanos = figures.parse::<i32>().ok()?.checked_mul(scale)?;
            } else {
                found.push((figures.parse().ok()?, len));
            }
            (rest, last) = (after, ' ');
            continue;
        }
        if c.is_alphabetic() {
            let len = rest
                .find(|c: char| !c.is_alphabetic())
                .unwrap_or(rest.len());
            let (word, after) = rest.split_at(len);
            let short: String = word
                .chars()
                .take(3)
                .collect::<String>()
                .to_ascii_lowercase();
            let month = MONTHS.iter().position(|month| *month == short);
            if let (Some(month), true) = (month, len >= 3) {
                found.push((u32::try_from(month + 1).ok()?, 2));
            }
            (rest, last) = (after, ' ');
            continue;
        }
        last = c;
        rest = rest.get(c.len_utf8()..)?;
    }
    Some((found, nanos))
}

/// Sets the time of a message as its table prints it. What makes no sense is
/// noted.
pub(crate) fn set(message: &mut Message, text: &str, order: DateOrder, column: &str) {
    message.wall = text.trim().to_owned();
    message.precision = Precision::None;
    let Some(read) = date(text, order) else {
        if !message.wall.is_empty() {
            message.notes.push(Note::BadField {
                field: column.to_owned(),
            });
        }
        return;
    };
    message.civil = Some(read.civil);
    message.precision = read.precision;
    if let Some(offset) = read.offset {
        message.zone = ZoneSource::InFile;
        message.more.instant = offset.to_timestamp(read.civil).ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, order: DateOrder) -> String {
        date(text, order)
            .map(|read| read.civil.to_string())
            .unwrap_or_default()
    }

    #[test]
    fn each_way_of_writing_a_date_is_read() {
        use DateOrder::{DayMonthYear as D, MonthDayYear as M, YearMonthDay as Y};
        assert_eq!(read("2023-11-14 22:13:20", D), "2023-11-14T22:13:20");
        assert_eq!(read("03/04/2021 9:05 PM", D), "2021-04-03T21:05:00");
        assert_eq!(read("03/04/21, 12:05 a.m.", M), "2021-03-04T00:05:00");
        assert_eq!(read("14 Nov 2023 22:13", D), "2023-11-14T22:13:00");
        assert_eq!(
            read("2019-11-06T02:08:20.1234567Z", Y),
            "2019-11-06T02:08:20.1234567"
        );
        let zoned = date("2023-11-14 22:13:20 +0100", D).unwrap();
        assert_eq!(zoned.offset.unwrap().seconds(), 3600);
        assert_eq!(
            date("2026-08-01 02:00:00 UTC", D).unwrap().offset,
            Some(Offset::UTC)
        );
        assert_eq!(date("2026-08-01", D).unwrap().precision, Precision::Day);
    }

    #[test]
    fn dates_that_cannot_be_are_none() {
        for text in [
            "0000-00-00",
            "31.02.2024",
            "",
            "x",
            "13:45",
            "1/1/2024 25:00",
            "1/1/2024 13:00 PM",
            "99999999999999",
        ] {
            assert_eq!(read(text, DateOrder::DayMonthYear), "", "{text}");
        }
    }
}
