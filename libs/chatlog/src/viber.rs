//! Viber: the file of one chat out of `MessageHistory.zip`, and the form of
//! 2015.
//!
//! It is not CSV: texts are not quoted, names may hold commas, lines break
//! anywhere. So it has its own grammar: a record begins with a date and a time
//! at the head of a line; everything else goes on with the record before it,
//! blank lines included. The number is the sender's, and is what divides names
//! with commas from texts with commas.
//!
//! The file names no zone, no title and no order of day and month. `Me` is the
//! owner of the phone.

use crate::channel::{Channel, Guess, Settle, Sure};
use crate::item::{Conversation, Notice, Owner, Participant};
use crate::lines::{Before, Lines};
use crate::out::{Answers, Format, Head, Out, Source};
use crate::whatsapp::{DateOrder, DateReading, Evidence, OrderDecision};
use crate::{Direction, Ending, Hex, Message, Note, Precision, Reason};
use jiff::civil::{Date, DateTime, Time};
use std::collections::BTreeMap;
use std::io;
use std::ops::Range;

/// A longer record is told as a Problem.
const LARGEST: usize = 1024 * 1024;
const MOST_PEOPLE: usize = 10_000;

/// One chat.
#[derive(Debug)]
pub(crate) struct Csv;

/// The head of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Begin {
    date: [u16; 3],
    time: (i8, i8, Option<i8>),
    wall: Range<usize>,
    sender: Range<usize>,
    number: Range<usize>,
    /// Where the text is.
    body: Range<usize>,
    old: bool,
}

/// Reads the head of a line: `21/11/2018,16:30:01,Smith, Jane,+15550101,text`,
/// or `="17/08/2014"⇥12:52:56⇥="Me"⇥="+194…"⇥"text"`.
fn begin(line: &[u8]) -> Option<Begin> {
    let text = std::str::from_utf8(line).ok().or_else(|| {
        let good = std::str::from_utf8(line).err()?.valid_up_to();
        std::str::from_utf8(line.get(..good)?).ok()
    })?;
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

fn civil(begin: &Begin, order: DateOrder) -> Option<DateTime> {
    let (hour, minute, second) = begin.time;
    let time = Time::new(hour, minute, second.unwrap_or(0), 0).ok()?;
    Some(day(begin.date, order)?.to_datetime(time))
}

impl Format for Csv {
    fn channel(&self) -> Channel {
        Channel::Viber
    }

    fn recognise(&self, head: &Head<'_>) -> Option<Guess> {
        let mut lines = head.bytes.split_inclusive(|byte| *byte == b'\n');
        let first = begin(lines.next()?)?;
        let whole = head.whole || head.bytes.ends_with(b"\n");
        let more = lines.filter(|line| whole && begin(line).is_some()).count();
        Some(Guess {
            channel: Channel::Viber,
            platform: Some("android".to_owned()),
            variant: if first.old { "csv-2015" } else { "csv" }.to_owned(),
            order: None,
            sure: if more > 0 || first.old {
                Sure::Certain
            } else {
                Sure::Likely
            },
            settle: vec![Settle::DateOrder, Settle::Zone],
        })
    }

    fn by_lines(&self) -> bool {
        true
    }

    fn read(
        &self,
        source: &mut dyn Source,
        _guess: &Guess,
        answers: &Answers,
        out: &mut Out<'_>,
    ) -> io::Result<()> {
        let mut survey = Survey::default();
        records(source, &mut |_, begin, _, bytes| {
            if let Some(begin) = begin {
                survey.add(begin, bytes);
            }
            Ok(())
        })?;
        let decision = survey.decide(answers);
        let thread = out.name().to_owned();
        out.conversation(survey.conversation(&thread))?;
        let order = answers.choices.order.or(decision.order());
        let (layer, segment) = (out.layer(), 0);
        out.notice(Notice::DateOrder {
            layer,
            segment,
            decision,
        })?;
        records(source, &mut |at, begin, line, bytes| match begin {
            Some(begin) if bytes.len() <= LARGEST => out
                .message(message(at, begin, line, bytes, order, &thread))
                .map(drop),
            Some(_) => out.problem(at, line, Reason::TooLong, bytes),
            None => out.problem(at, line, Reason::BeforeFirstMessage, bytes),
        })
    }
}

type Tell<'a> = &'a mut dyn FnMut(u64, Option<&Begin>, u64, &[u8]) -> io::Result<()>;

/// Hands out record by record: where it stands, its head, its line, its bytes.
/// One that is too long comes in pieces without a head.
fn records(source: &mut dyn Source, tell: Tell<'_>) -> io::Result<()> {
    let mut lines = Lines::new(source.open()?);
    let mut gathered: Vec<u8> = Vec::new();
    let (mut at, mut first_line, mut head) = (0, 1, None);
    while let Some(line) = lines.next()? {
        let found = match line.before {
            Before::SameLine => None,
            _ => begin(line.bytes),
        };
        if found.is_some() || gathered.len() > LARGEST {
            if !gathered.is_empty() {
                tell(at, head.as_ref(), first_line, &gathered)?;
            }
            gathered.clear();
            (at, first_line, head) = (line.offset, line.number, found);
        }
        gathered.extend_from_slice(line.bytes);
    }
    if !gathered.is_empty() {
        tell(at, head.as_ref(), first_line, &gathered)?;
    }
    Ok(())
}

fn message(
    at: u64,
    begin: &Begin,
    line: u64,
    bytes: &[u8],
    order: Option<DateOrder>,
    thread: &str,
) -> Message {
    let (content, ending) = match bytes {
        [.., b'\r', b'\n'] => (bytes.get(..bytes.len() - 2), Ending::CrLf),
        [.., b'\n'] => (bytes.get(..bytes.len() - 1), Ending::Lf),
        _ => (Some(bytes), Ending::None),
    };
    let text = String::from_utf8_lossy(content.unwrap_or_default());
    let broken = matches!(text, std::borrow::Cow::Owned(_));
    let (head, body) = text
        .split_at_checked(begin.body.start)
        .unwrap_or((&text, ""));
    let part = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default().to_owned();
    let (sender, number) = (part(&begin.sender), part(&begin.number));
    let civil = order.and_then(|order| civil(begin, order));
    let mut message = Message {
        bytes: at..at + bytes.len() as u64,
        line,
        header: head.to_owned(),
        wall: part(&begin.wall).replace("\"\t", " "),
        civil,
        precision: if begin.time.2.is_some() {
            Precision::Second
        } else {
            Precision::Minute
        },
        direction: if sender == "Me" {
            Direction::Out
        } else {
            Direction::In
        },
        sender: Some(sender),
        body: body.to_owned(),
        ending,
        original: broken.then(|| Hex(bytes.to_vec())),
        ..Message::default()
    };
    if begin.old {
        let inner = body
            .strip_prefix('"')
            .and_then(|inner| inner.strip_suffix('"'));
        message.more.plain = inner.map(str::to_owned);
    }
    if broken {
        message.notes.push(Note::NotUtf8);
    }
    if order.is_some() && civil.is_none() {
        message.notes.push(Note::ImpossibleDate);
    }
    message.more.from = (!number.is_empty()).then_some(number);
    message.more.conversation = Some(thread.to_owned());
    message
}

/// What the first pass gathers.
#[derive(Debug, Default)]
struct Survey {
    count: u64,
    /// Records that only one order can read: day first, month first.
    only: [u64; 2],
    possible: [u64; 2],
    jumps: [u64; 2],
    before: [Option<DateTime>; 2],
    ends: Option<(Begin, Begin)>,
    differ: bool,
    people: BTreeMap<String, Vec<String>>,
}

const ORDERS: [DateOrder; 2] = [DateOrder::DayMonthYear, DateOrder::MonthDayYear];

impl Survey {
    fn add(&mut self, begin: &Begin, bytes: &[u8]) {
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
            let numbers = self.people.entry(part(&begin.sender)).or_default();
            let number = part(&begin.number);
            if !number.is_empty() && !numbers.contains(&number) && numbers.len() < 16 {
                numbers.push(number);
            }
        }
    }

    /// The ladder, as far as this form has rungs.
    fn decide(&self, answers: &Answers) -> OrderDecision {
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

    fn conversation(&self, thread: &str) -> Conversation {
        let people = self.people.iter().map(|(name, numbers)| Participant {
            name: Some(name.clone()),
            ids: numbers.clone(),
            owner: if name == "Me" {
                Owner::Proved
            } else {
                Owner::No
            },
        });
        Conversation {
            id: thread.to_owned(),
            title: None,
            group: (self.people.len() > 2).then_some(true),
            participants: people.collect(),
        }
    }
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
}
