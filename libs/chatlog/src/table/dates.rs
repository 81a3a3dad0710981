//! Dates and times as tables write them.
//!
//! What is read is what is written, or nothing: a word that is not known, a
//! number too many or a year of one figure makes it no date, and the row says
//! so. A year of four figures in front and a month by its name need no order;
//! of any other date somebody must know which number is the day.

use crate::months::month;
use crate::whatsapp::{DateOrder, Half, between, digit, half};
use crate::{Message, Note, Precision, ZoneSource};
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

/// A date and time as printed, and the zone where it is printed too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Read {
    pub civil: DateTime,
    pub precision: Precision,
    pub offset: Option<Offset>,
}

/// A number, how many figures it has, and that a point stands before it.
#[derive(Debug, Clone, Copy)]
struct Number {
    value: u32,
    len: usize,
    after_point: bool,
}

/// What a text is made of: numbers, and words by how many numbers stand before
/// them.
#[derive(Debug, Default)]
struct Parts {
    numbers: Vec<Number>,
    words: Vec<(usize, String)>,
}

/// Reads `2023-11-14 22:13:20`, `14/11/2023 10:13 PM`, `14 nov. 2023 à 22 h 13`,
/// `2019-11-06T02:08:20Z`, `… UTC`, `… +01:00`. None for what cannot be
/// (`31.02.2024`, `0000-00-00`), and for what only `order` could tell.
pub(crate) fn date(text: &str, order: Option<DateOrder>) -> Option<Read> {
    let (body, offset) = zone(text.trim());
    let parts = parts(body)?;
    let (named, dates) = match named_month(&parts)? {
        Some(named) => (Some(named), 2),
        None => (None, 3),
    };
    let (date, time) = parts.numbers.split_at_checked(dates)?;
    let half = half_of_day(&parts, dates, named)?;
    let date = match (named, date) {
        (Some((before, month)), [a, b]) => with_month(*a, *b, before, month, order)?,
        (None, [a, b, c]) => numeric([*a, *b, *c], order)?,
        _ => return None,
    };
    let (time, precision) = clock(time, half)?;
    Some(Read {
        civil: date.to_datetime(time),
        precision,
        offset,
    })
}

/// Whether it is a date of which somebody must say which number is the day.
pub(crate) fn is_open(text: &str) -> bool {
    let any = |order| date(text, Some(order)).is_some();
    date(text, None).is_none() && (any(DateOrder::DayMonthYear) || any(DateOrder::MonthDayYear))
}

fn year(number: Number) -> Option<i16> {
    let value = i16::try_from(number.value).ok()?;
    match number.len {
        4 if (1900..2200).contains(&value) => Some(value),
        2 => Some(2000 + value),
        _ => None,
    }
}

fn day(year_of: Number, month: u32, day: Number) -> Option<Date> {
    let small = |number: u32| i8::try_from(number).ok();
    let day = (day.len <= 2).then_some(day.value)?;
    Date::new(year(year_of)?, small(month)?, small(day)?).ok()
}

fn numeric([a, b, c]: [Number; 3], order: Option<DateOrder>) -> Option<Date> {
    if a.len == 4 {
        return (b.len <= 2).then(|| day(a, b.value, c))?;
    }
    match order? {
        DateOrder::DayMonthYear => (b.len <= 2).then(|| day(c, b.value, a))?,
        DateOrder::MonthDayYear => (a.len <= 2).then(|| day(c, a.value, b))?,
        DateOrder::YearMonthDay => (b.len <= 2).then(|| day(a, b.value, c))?,
    }
}

/// The month stands before so many of the two numbers.
fn with_month(
    a: Number,
    b: Number,
    before: usize,
    month: u32,
    order: Option<DateOrder>,
) -> Option<Date> {
    match before {
        1 if a.len == 4 || order == Some(DateOrder::YearMonthDay) => day(a, month, b),
        0 | 1 => day(b, month, a),
        _ => None,
    }
}

/// The month that a word names, and how many numbers stand before it. The
/// outer `None`: two words do. A weekday may begin like a month (`mar. 14 mars`).
fn named_month(parts: &Parts) -> Option<Option<(usize, u32)>> {
    let named = |(before, word): &(usize, String)| {
        let month = month(word).filter(|_| *before < 2 && !is_weekday(word))?;
        Some((*before, u32::try_from(month).ok()?))
    };
    let mut found = parts.words.iter().filter_map(named);
    let (first, second) = (found.next(), found.next());
    match (first, second, found.next()) {
        (_, None, _) => Some(first),
        (Some((0, 3)), Some(_), None) => Some(second),
        _ => None,
    }
}

fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 50] = [
        "lunes",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thur",
        "thurs",
        "fri",
        "sat",
        "sun",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "lun",
        "mer",
        "jeu",
        "ven",
        "sam",
        "dim",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "mo",
        "di",
        "mi",
        "do",
        "fr",
        "sa",
        "so",
        "montag",
        "dienstag",
        "mittwoch",
        "donnerstag",
        "freitag",
        "samstag",
        "sonntag",
        "martes",
        "miércoles",
        "jueves",
        "viernes",
        "sábado",
    ];
    DAYS.contains(&word)
}

/// Words in a date that say nothing.
fn is_filler(word: &str) -> bool {
    const WORDS: [&str; 22] = [
        "mar", "the", "of", "st", "nd", "rd", "th", "le", "er", "de", "del", "du", "den", "der",
        "el", "年", "月", "日", "년", "월", "일", "t",
    ];
    WORDS.contains(&word) || is_weekday(word)
}

/// Which half of the day the words around the time say; None where a word is
/// not known. `dates`: so many numbers are the date.
fn half_of_day(parts: &Parts, dates: usize, month: Option<(usize, u32)>) -> Option<Half> {
    let mut found = Half::None;
    let mut after = String::new();
    for (before, word) in &parts.words {
        let is_month =
            month.is_some_and(|(place, _)| place == *before) && self::month(word).is_some();
        if *before > dates {
            after.push_str(word);
        } else if is_month || is_filler(word) || is_between(word) {
        } else if *before == dates {
            found = half(word)?;
        } else {
            return None;
        }
    }
    let hours: String = after
        .chars()
        .filter(|c| !"時时點点시分분秒초".contains(*c))
        .collect();
    let words = hours.trim_start_matches('h');
    if words.is_empty() {
        return Some(found);
    }
    half(words)
        .filter(|half| found == Half::None || *half == Half::None)
        .map(|half| match half {
            Half::None => found,
            half => half,
        })
}

fn is_between(word: &str) -> bool {
    const MORE: [&str; 8] = ["a", "las", "de", "del", "le", "to", "klo", "uhr"];
    between(word) || MORE.contains(&word)
}

fn clock(numbers: &[Number], half: Half) -> Option<(Time, Precision)> {
    let (numbers, nanoseconds, precision) = match numbers {
        [] if half == Half::None => return Some((Time::midnight(), Precision::Day)),
        [_] if half != Half::None => (numbers, 0, Precision::Minute),
        [_, _] => (numbers, 0, Precision::Minute),
        [_, _, _] => (numbers, 0, Precision::Second),
        [shown @ .., rest] if shown.len() == 3 && rest.after_point && rest.len <= 9 => {
            let scale = 10_u32.checked_pow(u32::try_from(9 - rest.len).ok()?)?;
            let nanoseconds = i32::try_from(rest.value.checked_mul(scale)?).ok()?;
            (shown, nanoseconds, Precision::Millisecond)
        }
        _ => return None,
    };
    if numbers.iter().any(|number| number.len > 2) {
        return None;
    }
    let part = |place: usize| i8::try_from(numbers.get(place).map_or(0, |n| n.value)).ok();
    let printed = part(0)?;
    let hour = match half {
        Half::None => printed,
        _ if !(1..=12).contains(&printed) => return None,
        Half::Am if printed == 12 => 0,
        Half::Pm if printed < 12 => printed + 12,
        Half::Noon if printed < 3 => printed + 12,
        Half::Unknown => return None,
        _ => printed,
    };
    Some((
        Time::new(hour, part(1)?, part(2)?, nanoseconds).ok()?,
        precision,
    ))
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

fn parts(text: &str) -> Option<Parts> {
    let mut found = Parts::default();
    let mut last = ' ';
    let mut at = text.chars().peekable();
    while let Some(c) = at.next() {
        if let Some((value, _)) = digit(c) {
            let mut number = Number {
                value: value.into(),
                len: 1,
                after_point: matches!(last, '.' | ','),
            };
            while let Some((value, _)) = at.peek().and_then(|c| digit(*c)) {
                number.value = number.value.checked_mul(10)?.checked_add(value.into())?;
                number.len += 1;
                at.next();
            }
            found.numbers.push(number);
            last = ' ';
        } else if c.is_alphabetic() {
            let mut word: String = c.to_lowercase().collect();
            while let Some(c) = at.next_if(|c| c.is_alphabetic() && !is_sign(*c)) {
                if is_sign(word.chars().next()?) {
                    found
                        .words
                        .push((found.numbers.len(), std::mem::take(&mut word)));
                }
                word.extend(c.to_lowercase());
            }
            found.words.push((found.numbers.len(), word));
            last = ' ';
        } else {
            last = c;
        }
    }
    Some(found)
}

/// A sign that is a word by itself.
fn is_sign(c: char) -> bool {
    "年月日년월일時时點点시分분秒초".contains(c)
}

/// Sets the time of a message as its table prints it. What makes no sense is
/// noted; what only an order could tell stays open.
pub(crate) fn set(message: &mut Message, text: &str, order: Option<DateOrder>, column: &str) {
    message.wall = text.trim().to_owned();
    message.precision = Precision::None;
    let Some(read) = date(text, order) else {
        if !message.wall.is_empty() && (order.is_some() || !is_open(text)) {
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
    use DateOrder::{DayMonthYear as D, MonthDayYear as M, YearMonthDay as Y};

    fn read(text: &str, order: impl Into<Option<DateOrder>>) -> String {
        date(text, order.into())
            .map(|read| read.civil.to_string())
            .unwrap_or_default()
    }

    #[test]
    fn each_way_of_writing_a_date_is_read() {
        assert_eq!(read("2023-11-14 22:13:20", D), "2023-11-14T22:13:20");
        assert_eq!(read("03/04/2021 9:05 PM", D), "2021-04-03T21:05:00");
        assert_eq!(read("03/04/21, 12:05 a.m.", M), "2021-03-04T00:05:00");
        assert_eq!(read("21-03-04 10:00", Y), "2021-03-04T10:00:00");
        assert_eq!(
            read("2019-11-06T02:08:20.1234567Z", None),
            "2019-11-06T02:08:20.1234567"
        );
        let zoned = date("2023-11-14 22:13:20 +0100", None).unwrap();
        assert_eq!(zoned.offset.unwrap().seconds(), 3600);
        assert_eq!(
            date("2026-08-01 02:00:00 UTC", None).unwrap().offset,
            Some(Offset::UTC)
        );
        assert_eq!(date("2026-08-01", None).unwrap().precision, Precision::Day);
    }

    #[test]
    fn a_month_by_its_name_is_that_month_whatever_the_order() {
        for text in [
            "14 Nov 2023 22:13",
            "Nov 14, 2023 10:13 PM",
            "Tuesday, November 14th, 2023 at 10:13 p. m.",
            "14 nov. 2023 à 22 h 13",
            "mardi 14 novembre 2023 22:13",
            "14. November 2023 um 22:13 Uhr",
            "14-Nov-23 22:13",
            "2023年11月14日 22:13",
            "2023년 11월 14일 오후 10:13",
            "2023/11/14 下午10:13",
        ] {
            for order in [None, Some(D), Some(M)] {
                assert_eq!(read(text, order), "2023-11-14T22:13:00", "{text}");
            }
        }
        assert_eq!(read("mar. 14 mars 2023", None), "2023-03-14T00:00:00");
    }

    #[test]
    fn the_half_of_the_day_is_read_in_any_language_and_never_left_out() {
        for text in [
            "10:13 p. m.",
            "10:13 nachm.",
            "下午10:13",
            "10:13\u{202f}PM",
            "오후 10:13",
        ] {
            assert_eq!(
                read(&format!("14/11/2023 {text}"), D),
                "2023-11-14T22:13:00",
                "{text}"
            );
        }
        assert_eq!(read("14/11/2023 10:13 zzz", D), "", "nobody knows the word");
    }

    #[test]
    fn which_number_is_the_day_is_not_guessed() {
        for text in ["01/02/23", "1/2/23, 10:00 PM", "13.01.23", "03/04/2021"] {
            assert_eq!(read(text, None), "", "{text}");
            assert!(is_open(text), "{text}");
        }
        assert!(!is_open("2021-02-31"));
        assert_eq!(read("1/2/3", D), "", "a year of one figure is none");
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
            "5 août 23 10:11 12:13:14",
            "May I come at 10:30 on 3/4/2020?",
        ] {
            assert_eq!(read(text, D), "", "{text}");
        }
    }
}
