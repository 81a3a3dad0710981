//! The head of a record: date, time, name, number; and what looks like one and
//! is not whole.

use crate::whatsapp::DateOrder;
use jiff::civil::{Date, DateTime, Time};
use std::ops::Range;

/// The head of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Begin {
    date: [u16; 3],
    pub time: (i8, i8, Option<i8>),
    pub wall: Range<usize>,
    pub sender: Range<usize>,
    pub number: Range<usize>,
    /// Where the text is.
    pub body: Range<usize>,
    pub old: bool,
}

/// What a line begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// A record.
    Record(Begin),
    /// What has the date and the time of a record and no number: nobody can say
    /// who speaks. Surely not the one who spoke before.
    Broken,
}

/// What a line begins; nothing where it goes on with the record before it.
pub(super) fn found(line: &[u8]) -> Option<Found> {
    if let Some(begin) = begin(line) {
        return Some(Found::Record(begin));
    }
    let text = valid(line);
    let broken = is_broken(text) || (!line.ends_with(b"\n") && is_cut(text));
    broken.then_some(Found::Broken)
}

/// Whether date and time stand at its head as they do in a record.
fn is_broken(text: &str) -> bool {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (inner, between) = match text.strip_prefix("=\"") {
        Some(inner) => (inner, '\t'),
        None => (text, ','),
    };
    let Some((day, rest)) = inner.split_once(between) else {
        return false;
    };
    let Some((clock, _)) = rest.split_once(between) else {
        return false;
    };
    let rest = clock.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':');
    let half = rest.trim().to_ascii_lowercase().replace('.', "");
    date(day.strip_suffix('"').unwrap_or(day)).is_some()
        && clock.starts_with(|c: char| c.is_ascii_digit())
        && clock.contains(':')
        && ["", "am", "pm"].contains(&half.as_str())
}

/// Whether a line that has no end is the beginning of date and time. “5/6” alone
/// is not: that may be what somebody said.
fn is_cut(text: &str) -> bool {
    let whole = if text.starts_with("=\"") {
        "=\"11/11/1111\"\t11:11:11\t"
    } else {
        "11/11/1111,11:11:11,"
    };
    let text = text.trim_end_matches('\r');
    let completed = |at: usize| Some(is_broken(&format!("{text}{}", whole.get(at..)?)));
    text.len() < whole.len() + 2
        && text.matches('/').count() == 2
        && (0..whole.len()).any(|at| completed(at) == Some(true))
}

/// The text of a line, as far as it is UTF-8.
fn valid(line: &[u8]) -> &str {
    let good = match std::str::from_utf8(line) {
        Ok(text) => return text,
        Err(error) => error.valid_up_to(),
    };
    let good = line.get(..good).map(std::str::from_utf8);
    good.and_then(Result::ok).unwrap_or_default()
}

/// Reads the head of a line: `21/11/2018,16:30:01,Smith, Jane,+15550101,text`,
/// or `="17/08/2014"⇥12:52:56⇥="Me"⇥="+194…"⇥"text"`.
pub(super) fn begin(line: &[u8]) -> Option<Begin> {
    let text = valid(line);
    let mark = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let inner = text.get(mark..)?;
    let old = inner.starts_with("=\"");
    let skip = if old { 2 } else { 0 };
    let between = if old { '\t' } else { ',' };
    let date_text = inner.get(skip..)?.split(['"', between]).next()?;
    let date = date(date_text)?;
    let mut at = mark + skip + date_text.len();
    if old {
        at += text.get(at..)?.starts_with('"').then_some(1)?;
    }
    at += text.get(at..)?.starts_with(between).then_some(1)?;
    let time_text = text.get(at..)?.split(between).next()?;
    let time = time(time_text)?;
    let wall = mark + skip..at + time_text.len();
    at += time_text.len() + 1;
    let rest = text.get(at..)?;
    if old {
        old_rest(rest, at, date, time, wall)
    } else {
        new_rest(rest, at, date, time, wall)
    }
}

type Time3 = (i8, i8, Option<i8>);

fn new_rest(
    rest: &str,
    at: usize,
    date: [u16; 3],
    time: Time3,
    wall: Range<usize>,
) -> Option<Begin> {
    // The first field that is a number, or empty, after the name.
    let mut from = rest.find(',')?;
    loop {
        let field = rest.get(from + 1..)?;
        let end = field.find(',')?;
        if is_number(field.get(..end)?) {
            return Some(Begin {
                date,
                time,
                wall,
                sender: at..at + from,
                number: at + from + 1..at + from + 1 + end,
                body: at + from + 2 + end..usize::MAX,
                old: false,
            });
        }
        from += 1 + end;
    }
}

fn is_number(field: &str) -> bool {
    let digits = field.strip_prefix('+').unwrap_or(field);
    field.is_empty()
        || ((5..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()))
}

fn old_rest(
    rest: &str,
    at: usize,
    date: [u16; 3],
    time: Time3,
    wall: Range<usize>,
) -> Option<Begin> {
    let quoted = |from: usize| -> Option<Range<usize>> {
        let inner = rest.get(from..)?.strip_prefix("=\"")?;
        let end = inner.find("\"\t")?;
        Some(from + 2..from + 2 + end)
    };
    let sender = quoted(0)?;
    let number = quoted(sender.end + 2)?;
    let body = number.end + 2;
    Some(Begin {
        date,
        time,
        wall,
        sender: at + sender.start..at + sender.end,
        number: at + number.start..at + number.end,
        body: at + body..usize::MAX,
        old: true,
    })
}

fn date(text: &str) -> Option<[u16; 3]> {
    let mut parts = text.split('/');
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    let fits = |part: &str, len: std::ops::RangeInclusive<usize>| {
        len.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    let form = fits(a, 1..=2) && fits(b, 1..=2) && fits(c, 4..=4) && parts.next().is_none();
    form.then(|| Some([a.parse().ok()?, b.parse().ok()?, c.parse().ok()?]))?
}

fn time(text: &str) -> Option<Time3> {
    let mut parts = text.split(':').map(|part| {
        let form = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        form.then(|| part.parse::<i8>().ok()).flatten()
    });
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = match parts.next() {
        Some(second) => Some(second?),
        None => None,
    };
    let fits = hour < 24 && minute < 60 && second.unwrap_or(0) < 60 && parts.next().is_none();
    fits.then_some((hour, minute, second))
}

fn day([a, b, c]: [u16; 3], order: DateOrder) -> Option<Date> {
    let (day, month) = match order {
        DateOrder::DayMonthYear => (a, b),
        DateOrder::MonthDayYear => (b, a),
        DateOrder::YearMonthDay => return None,
    };
    let part = |n: u16| i8::try_from(n).ok();
    Date::new(i16::try_from(c).ok()?, part(month)?, part(day)?).ok()
}

pub(super) fn civil(begin: &Begin, order: DateOrder) -> Option<DateTime> {
    let (hour, minute, second) = begin.time;
    let time = Time::new(hour, minute, second.unwrap_or(0), 0).ok()?;
    Some(day(begin.date, order)?.to_datetime(time))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(line: &str) -> Option<(&str, &str, &str)> {
        let begin = begin(line.as_bytes())?;
        Some((
            line.get(begin.sender)?,
            line.get(begin.number)?,
            line.get(begin.body.start..)?,
        ))
    }

    #[test]
    fn names_with_commas_and_texts_with_commas_are_told_apart() {
        for (line, expected) in [
            (
                "21/11/2018,16:30:01,Alice,+15550100,Hello, you",
                ("Alice", "+15550100", "Hello, you"),
            ),
            (
                "21/11/2018,16:30:01,Smith, Jane,+15550101,\"x",
                ("Smith, Jane", "+15550101", "\"x"),
            ),
            ("21/11/2018,16:30,Me,,ok", ("Me", "", "ok")),
            (
                "=\"17/08/2014\"\t12:52:56\t=\"Me\"\t=\"+19455501\"\t\"Hi \"x\"\"",
                ("Me", "+19455501", "\"Hi \"x\"\""),
            ),
        ] {
            assert_eq!(told(line), Some(expected), "{line}");
        }
        for line in [
            "21/11/2018, see you",
            "on 21/11/2018,16:30,A,,b",
            "21/11/2018,16:30:01",
            "",
        ] {
            assert_eq!(told(line), None, "{line}");
        }
    }

    #[test]
    fn a_record_that_is_not_whole_is_not_what_somebody_said() {
        for line in [
            "21/11/2018,16:34:00,Me,ok",
            "21/11/2018,16:34:00,Me,ok\n",
            "21/11/2018,16:34:00,Me,+1555",
            "21/11/2018,4:34:00 PM,Me,+15550102,ok\n",
            "21/11/2018,25:34:00,Me,+15550102,ok\n",
            "21/11/2018,16:3",
            "21/11/2",
            "=\"17/08/2014\"\t12:53:56\t=\"Bob\"\t=\"+194123",
            "=\"17/08/2014\"\t12",
        ] {
            assert_eq!(found(line.as_bytes()), Some(Found::Broken), "{line}");
        }
        for line in [
            "21/11/2018, see you\n",
            "21/11/2018,16:3\n",
            "on 21/11/2018,16:30,A,,b",
            "21/11/2018, 16:30",
            "5/6",
            "",
        ] {
            assert_eq!(found(line.as_bytes()), None, "{line}");
        }
    }
}
