//! Viber: the file of one chat out of `MessageHistory.zip`, and the form of
//! 2015.
//!
//! It is not CSV: texts are not quoted, names may hold commas, lines break
//! anywhere. So it has its own grammar: a record begins with a date and a time
//! at the head of a line; everything else goes on with the record before it,
//! blank lines included. The number is the sender's, and is what divides names
//! with commas from texts with commas.
//!
//! A line that has the date and the time of a record and no number is nobody's
//! words: who speaks is not known. It is a Problem ([`Reason::Incomplete`], at the
//! end of a file that was cut off [`Reason::CutOff`]), never a part of what the
//! one before said.
//!
//! The file names no zone, no title and no order of day and month. `Me` is the
//! owner of the phone. On a phone in another language it may be `Moi` or `Ich`:
//! then somebody must say who the owner is, and until then nothing is `in` or
//! `out`.

mod head;
mod survey;

use crate::channel::{Channel, Guess, Settle, Sure};
use crate::item::{Notice, Owner};
use crate::lines::{Before, Lines};
use crate::out::{Answers, Format, Head, Out, Source};
use crate::whatsapp::DateOrder;
use crate::{Direction, Ending, Hex, Message, Note, Precision, Reason};
use head::{Begin, Found, begin, civil, found};
use std::io;
use std::ops::Range;
use survey::{Survey, Whose, is_me};

/// A longer record is told as a Problem.
const LARGEST: usize = 1024 * 1024;

/// One chat.
#[derive(Debug)]
pub(crate) struct Csv;

impl Format for Csv {
    fn channel(&self) -> Channel {
        Channel::Viber
    }

    fn recognise(&self, head: &Head<'_>) -> Option<Guess> {
        let mut lines = head.bytes.split_inclusive(|byte| *byte == b'\n');
        let first = begin(lines.next()?)?;
        let whole = head.whole || head.bytes.ends_with(b"\n");
        let named = |line: &[u8], begin: Begin| line.get(begin.sender).is_some_and(is_me);
        let mut owner = named(head.bytes, first.clone());
        let mut more = 0;
        for line in lines {
            let record = begin(line);
            more += usize::from(whole && record.is_some());
            owner |= record.is_some_and(|record| named(line, record));
        }
        let owner = (!owner).then_some(Settle::Owner);
        let settle = [Settle::DateOrder, Settle::Zone].into_iter().chain(owner);
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
            settle: settle.collect(),
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
        let mut open = false;
        records(source, &mut |record| {
            if let Some(Found::Record(begin)) = record.found {
                survey.add(begin, record.bytes);
            }
            open = !record.bytes.ends_with(b"\n");
            Ok(())
        })?;
        let decision = survey.decide(answers);
        let thread = out.name().to_owned();
        let whose = survey.whose(answers);
        out.conversation(survey.conversation(&thread, &whose))?;
        let order = answers.choices.order.or(decision.order());
        out.date_order(decision)?;
        records(source, &mut |record| {
            let reason = match record.found {
                _ if record.bytes.len() > LARGEST => Reason::TooLong,
                Some(Found::Record(begin)) => {
                    let message = message(&record, begin, order, &thread, &whose);
                    let name = message.sender.as_deref().unwrap_or_default();
                    if !survey.has_swallowed(name) {
                        return out.message(message).map(drop);
                    }
                    Reason::Incomplete
                }
                Some(Found::Broken) if !record.bytes.ends_with(b"\n") => Reason::CutOff,
                Some(Found::Broken) => Reason::Incomplete,
                None => Reason::BeforeFirstMessage,
            };
            out.problem(record.at, record.line, reason, record.bytes)
        })?;
        if open {
            out.notice(Notice::OpenEnd)?;
        }
        Ok(())
    }
}

/// Where a record stands, what its first line is, its bytes. One that is too
/// long comes in pieces without a head.
struct Record<'a> {
    at: u64,
    line: u64,
    found: Option<&'a Found>,
    bytes: &'a [u8],
}

type Tell<'a> = &'a mut dyn FnMut(Record<'_>) -> io::Result<()>;

/// Hands out record by record.
fn records(source: &mut dyn Source, tell: Tell<'_>) -> io::Result<()> {
    let mut lines = Lines::new(source.open()?);
    let mut gathered: Vec<u8> = Vec::new();
    let (mut at, mut first_line, mut head) = (0, 1, None);
    let mut hand = |at: u64, line: u64, found: Option<&Found>, bytes: &[u8]| {
        if bytes.is_empty() {
            return Ok(());
        }
        tell(Record {
            at,
            line,
            found,
            bytes,
        })
    };
    while let Some(line) = lines.next()? {
        let begins = match line.before {
            Before::SameLine => None,
            _ => found(line.bytes),
        };
        if begins.is_some() || gathered.len() > LARGEST {
            hand(at, first_line, head.as_ref(), &gathered)?;
            gathered.clear();
            (at, first_line, head) = (line.offset, line.number, begins);
        }
        gathered.extend_from_slice(line.bytes);
    }
    hand(at, first_line, head.as_ref(), &gathered)
}

fn message(
    record: &Record<'_>,
    begin: &Begin,
    order: Option<DateOrder>,
    thread: &str,
    whose: &Whose,
) -> Message {
    let (at, bytes) = (record.at, record.bytes);
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
        line: record.line,
        header: head.to_owned(),
        wall: part(&begin.wall).replace("\"\t", " "),
        civil,
        precision: if begin.time.2.is_some() {
            Precision::Second
        } else {
            Precision::Minute
        },
        direction: match whose.owner(&sender) {
            Owner::Proved | Owner::Declared => Direction::Out,
            Owner::No => Direction::In,
            Owner::Likely | Owner::Unknown => Direction::Unknown,
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
