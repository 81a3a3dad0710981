//! Dates as Messenger's pages print them: a month by its name, in the language
//! of the account. `Sep 13, 2020, 12:26 PM` · `19 Oct 2019, 14:37` ·
//! `13 sept. 2020 à 12 h 26`. No zone, mostly no seconds.

use crate::months::{EITHER, named};
use crate::whatsapp::{Calendar, DateOrder};
use jiff::civil::{Date, DateTime, Time};

/// Words that stand between a date and a time.
const BETWEEN: [&str; 16] = [
    "at", "à", "um", "a", "las", "às", "de", "del", "om", "o", "alle", "ore", "uhr", "le", "saat",
    "den",
];

#[derive(Debug, Default)]
struct Parts {
    numbers: Vec<(i16, usize)>,
    /// Before which number the name of the month stands.
    month: Option<(usize, i8)>,
    half: Option<bool>,
    colons: usize,
    slashes: bool,
}

fn parts(text: &str) -> Option<Parts> {
    let mut found = Parts::default();
    let mut word = String::new();
    let mut number: Option<(i16, usize)> = None;
    for c in text.chars().chain([' ']) {
        if let Some(value) = c.to_digit(10).and_then(|d| i16::try_from(d).ok()) {
            settle(&mut found, &mut word)?;
            let (before, len) = number.unwrap_or((0, 0));
            number = (len < 4).then(|| (before * 10 + value, len + 1));
            number?;
            continue;
        }
        if let Some(number) = number.take() {
            found.numbers.push(number);
        }
        match c {
            'h' if word.is_empty() && found.numbers.len() >= 3 => found.colons += 1,
            ':' => found.colons += 1,
            '/' | '-' => found.slashes = true,
            ',' | '.' | '،' | '·' => settle(&mut found, &mut word)?,
            _ if c.is_whitespace() => settle(&mut found, &mut word)?,
            _ if c.is_alphabetic() => word.extend(c.to_lowercase()),
            _ => return None,
        }
    }
    settle(&mut found, &mut word)?;
    Some(found)
}

fn settle(found: &mut Parts, word: &mut String) -> Option<()> {
    let taken = std::mem::take(word);
    match taken.as_str() {
        "" => {}
        "am" => found.half = Some(false),
        "pm" => found.half = Some(true),
        // `p. m.`, letter by letter.
        "p" if found.numbers.len() >= 4 => found.half = Some(true),
        "m" if found.half.is_some() => {}
        "a" if found.numbers.len() >= 4 => found.half = Some(false),
        known if BETWEEN.contains(&known) => {}
        other => {
            let named = named(other).filter(|month| month.calendar == Calendar::Gregorian)?;
            let month = i8::try_from(named.number).ok()?;
            if found.month.replace((found.numbers.len(), month)).is_some() {
                return None;
            }
        }
    }
    Some(())
}

/// Reads a text that is a date and a time and nothing else. The outer `None`:
/// it is none. The inner: it is one, and only `order` could tell which day, or
/// nobody can ([`is_month_of_two`]).
#[must_use]
pub(super) fn read_date(text: &str, order: Option<DateOrder>) -> Option<Option<DateTime>> {
    let text = text.trim();
    if text.len() > 60 || !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let parts = parts(text)?;
    let dates = if parts.month.is_some() { 2 } else { 3 };
    let (date, time) = parts.numbers.split_at_checked(dates)?;
    let (hour, minute, second) = match time {
        [hour, minute] if parts.colons == 1 => (hour.0, minute.0, 0),
        [hour, minute, second] if parts.colons == 2 => (hour.0, minute.0, second.0),
        _ => return None,
    };
    let hour = match (parts.half, hour) {
        (Some(false), 12) => 0,
        (Some(true), 1..=11) => hour + 12,
        _ => hour,
    };
    let small = |n: i16| i8::try_from(n).ok();
    let time = Time::new(small(hour)?, small(minute)?, small(second)?, 0).ok()?;
    let date = match (parts.month, date) {
        (Some((_, month)), [(_, 1 | 2), (_, 4)]) if is_either(month) => return Some(None),
        (Some((_, month)), [(day, 1 | 2), (year, 4)]) => {
            Date::new(*year, month, small(*day)?).ok()?
        }
        (None, [(a, first), (b, _), (c, third)]) if parts.slashes || *first == 4 => {
            return Some(
                numeric([*a, *b, *c], (*first, *third), order).map(|d| d.to_datetime(time)),
            );
        }
        _ => return None,
    };
    Some(Some(date.to_datetime(time)))
}

fn is_either(month: i8) -> bool {
    u8::try_from(month) == Ok(EITHER)
}

/// Whether the month of a date is a word that means two.
pub(super) fn is_month_of_two(text: &str) -> bool {
    let month = parts(text.trim()).and_then(|parts| parts.month);
    month.is_some_and(|(_, month)| is_either(month))
}

fn numeric([a, b, c]: [i16; 3], lens: (usize, usize), order: Option<DateOrder>) -> Option<Date> {
    let year_last = |day: i16, month: i16| {
        Date::new(c, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    match (lens, order) {
        ((4, _), _) => Date::new(a, i8::try_from(b).ok()?, i8::try_from(c).ok()?).ok(),
        ((_, 4), _) if a > 12 => year_last(a, b),
        ((_, 4), _) if b > 12 => year_last(b, a),
        ((_, 4), Some(DateOrder::DayMonthYear)) => year_last(a, b),
        ((_, 4), Some(DateOrder::MonthDayYear)) => year_last(b, a),
        ((_, 4), _) if a == b => year_last(a, b),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_every_layout_and_language_are_read() {
        for text in [
            "Sep 13, 2020, 12:26 PM",
            "Sep 13, 2020 at 12:26 PM",
            "13 Sep 2020, 12:26",
            "September 13, 2020 at 12:26:00\u{202f}pm",
            "13 sept. 2020 à 12 h 26",
            "13 sept. 2020, 12:26",
            "13 de sep de 2020 12:26",
            "13. September 2020 um 12:26 Uhr",
            "2020-09-13 12:26",
            "13/9/2020, 12:26",
        ] {
            let read = read_date(text, None).flatten().map(|at| at.to_string());
            assert_eq!(read.as_deref(), Some("2020-09-13T12:26:00"), "{text}");
        }
        assert_eq!(
            read_date("Oct 1, 2019, 12:05 AM", None)
                .flatten()
                .unwrap()
                .hour(),
            0
        );
    }

    #[test]
    fn what_only_a_person_can_say_is_open_and_what_is_no_date_is_none() {
        assert_eq!(read_date("3/4/2020, 12:26", None), Some(None));
        // July in Polish, June in Croatian.
        for order in [None, Some(DateOrder::DayMonthYear)] {
            assert_eq!(read_date("13 lip 2020, 12:26", order), Some(None));
        }
        assert!(is_month_of_two("13 lip 2020, 12:26") && !is_month_of_two("13 wrz 2020, 12:26"));
        for text in [
            "Hello",
            "12:26",
            "May I come at 10:30?",
            "Sep 13, 2020",
            "see you 3/4",
        ] {
            assert_eq!(read_date(text, None), None, "{text}");
        }
    }
}
