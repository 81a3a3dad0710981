//! E-mail: one message (`.eml`, `.emlx`, Outlook's `.msg`) or a mailbox
//! (`.mbox`: Thunderbird, Apple Mail, Gmail's Takeout).
//!
//! In a mailbox a line that begins with `From ` begins a message only where a
//! blank line stands before it, an address and a date stand on it, and a header
//! follows. “From Monday I will be away” begins nothing. `>From` stays as it is:
//! nobody can say whether the person or a program wrote the mark.
//!
//! ```
//! use chatlog::{Answers, Entry, Item, Whole, items};
//! let mbox = b"From ana@example.org Fri Sep 16 22:26:51 2016\n\
//!     From: \"Ana\" <ana@example.org>\nTo: r@example.net\nSubject: Monday\n\
//!     Date: Fri, 16 Sep 2016 18:26:51 -0400\n\n\
//!     Hello,\n\nFrom Monday I will be away.\n";
//! let mut file = Whole(std::io::Cursor::new(mbox));
//! let all = items(&mut file, "mail", &Answers::default())?;
//! let messages: Vec<_> = all.iter().filter_map(|item| match item {
//!     Item::Entry(Entry::Message(message)) => Some(message),
//!     _ => None,
//! }).collect();
//! assert_eq!(messages.len(), 1);
//! assert_eq!(messages[0].instant().unwrap().to_string(), "2016-09-16T22:26:51Z");
//! assert!(messages[0].body.contains("From Monday"));
//! # Ok::<(), chatlog::Stop>(())
//! ```
//!
//! A mail that stops in its headers, before the mark that closes its parts, or in
//! the middle of encoded letters is read as far as it goes, and a Problem after it
//! says so ([`Reason::CutOff`] at the end of a file, else [`Reason::Damaged`]). Of
//! a file that it stops in, neither size nor sum is said. A mail of plain words
//! shows no cut; where its last line has no end, that is told
//! ([`crate::Notice::OpenEnd`]).
//!
//! A mailbox with mails of several people is several conversations: one for each
//! set of other people, by their addresses in any case ([`crate::Conversation`]).
//! “Other” is who is not the owner: the one who was named as such, by address or
//! by name; where nobody was, the one address that is in every mail. Where none
//! is, or two are, nobody is left out of the set. Threads (`X-GM-THRID`) divide
//! nothing; they stay a field.
//!
//! What mail tells: zone and second of sending, by the sender's clock; real
//! addresses; what answers what. What it does not: whether anybody read it; blind
//! copies, except in the sender's own copy; and nothing in it is proved: a sender
//! is who the mail says.

mod cut;
mod html;
mod mbox;
mod message;
mod outlook;
mod rtf;
mod with;

pub(crate) use html::plain;

use crate::channel::{Channel, Guess, Sure};
use crate::{Answers, Direction, Format, Head, Message, Notice, Out, Reason, Source, all_bytes};
use mbox::{Mailbox, Part};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io;
use with::{Sorting, Survey};

/// The largest mail that is read whole: Gmail's limit, encoded, and room.
const LARGEST: u64 = 40 * 1024 * 1024;

/// One mail.
#[derive(Debug, Clone, Copy)]
pub struct Single;

/// A mailbox.
#[derive(Debug, Clone, Copy)]
pub struct Mbox;

fn guess(variant: &str, sure: Sure) -> Guess {
    Guess {
        channel: Channel::Email,
        platform: None,
        variant: variant.to_owned(),
        order: None,
        sure,
        settle: Vec::new(),
    }
}

impl Format for Mbox {
    fn channel(&self) -> Channel {
        Channel::Email
    }

    fn recognise(&self, head: &Head<'_>) -> Option<Guess> {
        let mut lines = head.bytes.split(|byte| *byte == b'\n');
        let (first, second) = (lines.next()?, lines.next()?);
        let begins = mbox::begins(first) && mbox::is_header(second);
        begins.then(|| guess("mbox", Sure::Certain))
    }

    fn by_lines(&self) -> bool {
        true
    }

    fn read(
        &self,
        source: &mut dyn Source,
        _: &Guess,
        answers: &Answers,
        out: &mut Out<'_>,
    ) -> io::Result<()> {
        let mut sorting = sorting(source, answers)?;
        let mut mailbox = Mailbox::new(source.open()?, LARGEST);
        let mut seen: HashMap<u64, u64> = HashMap::new();
        let owner = answers.choices.owner.as_deref();
        let mut now = mailbox.next()?;
        while let Some(part) = now {
            now = mailbox.next()?;
            match message::read(&part, owner) {
                Ok(mut read) => {
                    twice(&mut read.message, &mut seen);
                    if let Some(conversation) = sorting.sort(&mut read.message) {
                        out.conversation(conversation)?;
                    }
                    hand(read, now.is_none(), out)?;
                }
                Err(reason) => out.problem_at(part.bytes(), part.line, reason, &part.raw)?,
            }
        }
        Ok(())
    }
}

/// One mail, as far as it goes.
struct Read {
    message: Message,
    stops: Stops,
}

/// Whether it stops too early.
#[derive(Debug, PartialEq, Eq)]
enum Stops {
    No,
    /// Its last line has no end.
    Open,
    /// Before its end.
    Early,
    /// In the file of this name.
    In(String),
    /// Parts of it cannot be read.
    Damaged,
}

/// Hands a mail out, and the Problem that it stops too early.
fn hand(read: Read, last: bool, out: &mut Out<'_>) -> io::Result<()> {
    let (end, line) = (read.message.bytes.end, read.message.line);
    out.message(read.message)?;
    let (reason, name) = match read.stops {
        Stops::No => return Ok(()),
        Stops::Open if last => return out.notice(Notice::OpenEnd),
        Stops::Open => return Ok(()),
        Stops::Early if last => (Reason::CutOff, String::new()),
        Stops::In(name) if last => (Reason::CutOff, name),
        Stops::Early | Stops::Damaged => (Reason::Damaged, String::new()),
        Stops::In(name) => (Reason::Damaged, name),
    };
    out.problem_at(end..end, line, reason, name.as_bytes())
}

/// The first pass: who the mails are with.
fn sorting(source: &mut dyn Source, answers: &Answers) -> io::Result<Sorting> {
    let mut survey = Survey::default();
    let mut mailbox = Mailbox::new(source.open()?, LARGEST);
    while let Some(part) = mailbox.next()? {
        survey.add(&message::addressed(&part), answers);
    }
    Ok(survey.sorting())
}

/// Which way a mail went, where somebody said who the owner is, by address or by
/// name.
fn way(owner: Option<&str>, message: &Message) -> Direction {
    let (from, sender) = (message.more.from.as_deref(), message.sender.as_deref());
    let Some(owner) = owner else {
        return Direction::Unknown;
    };
    let theirs = from.is_some_and(|from| owner.eq_ignore_ascii_case(from));
    if theirs || sender == Some(owner) {
        Direction::Out
    } else if from.is_some() || sender.is_some() {
        Direction::In
    } else {
        Direction::Unknown
    }
}

/// Notes a mail that has the number of an earlier one and says something else.
fn twice(message: &mut Message, seen: &mut HashMap<u64, u64>) {
    let mark = |text: &str| {
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        hasher.finish()
    };
    let Some(id) = message.more.id.as_deref().map(mark) else {
        return;
    };
    let body = mark(&message.body);
    let first = *seen.entry(id).or_insert(body);
    if first != body {
        let field = (
            "same Message-ID as an earlier mail".to_owned(),
            "other text".to_owned(),
        );
        message.more.fields.push(field);
    }
}

impl Format for Single {
    fn channel(&self) -> Channel {
        Channel::Email
    }

    fn recognise(&self, head: &Head<'_>) -> Option<Guess> {
        if outlook::is_compound(head.bytes) {
            return Some(guess("msg", Sure::Maybe));
        }
        if emlx_length(head.bytes).is_some() {
            return Some(guess("emlx", Sure::Certain));
        }
        let known = mbox::known_headers(head.bytes)?;
        let sure = match known {
            0 => return None,
            1 => Sure::Maybe,
            2 => Sure::Likely,
            _ => Sure::Certain,
        };
        Some(guess("eml", sure))
    }

    fn settle(&self, source: &mut dyn Source, guess: Guess) -> Option<Guess> {
        if guess.variant != "msg" {
            return Some(guess);
        }
        let bytes = all_bytes(source, outlook::LARGEST).ok()?;
        outlook::is_mail(&bytes).then_some(Guess {
            sure: Sure::Certain,
            ..guess
        })
    }

    fn by_lines(&self) -> bool {
        true
    }

    fn read(
        &self,
        source: &mut dyn Source,
        guess: &Guess,
        answers: &Answers,
        out: &mut Out<'_>,
    ) -> io::Result<()> {
        let owner = answers.choices.owner.as_deref();
        let mut bytes = Vec::new();
        let mut whole = source.open()?;
        let end = io::copy(&mut io::Read::take(&mut whole, LARGEST * 2), &mut bytes)?;
        let left = io::copy(&mut whole, &mut io::sink())?;
        drop(whole);
        if left > 0 {
            return out.problem_at(0..end + left, 1, Reason::TooLong, &bytes);
        }
        if end == 0 {
            return Ok(());
        }
        let read = match guess.variant.as_str() {
            "msg" => outlook::read(&bytes, owner),
            "emlx" => emlx(&bytes, owner),
            _ => message::read(&Part::whole(&bytes), owner),
        };
        match read {
            Ok(read) => hand(read, true, out),
            Err(reason) => out.problem(0, 1, reason, &bytes),
        }
    }
}

/// Apple Mail: the length of the mail on a line of its own, the mail, a list.
fn emlx_length(head: &[u8]) -> Option<usize> {
    let line = head.split(|byte| *byte == b'\n').next()?;
    let digits = std::str::from_utf8(line.trim_ascii()).ok()?;
    let length: usize = digits.parse().ok().filter(|_| line.len() < 24)?;
    let rest = head.get(line.len() + 1..)?;
    (mbox::known_headers(rest)? > 0).then_some(length)
}

fn emlx(bytes: &[u8], owner: Option<&str>) -> Result<Read, Reason> {
    let length = emlx_length(bytes).ok_or(Reason::Malformed)?;
    let first = memchr::memchr(b'\n', bytes).ok_or(Reason::Malformed)? + 1;
    let mail = bytes.get(first..first + length).ok_or(Reason::CutOff)?;
    let after = bytes.get(first + length..).unwrap_or_default();
    // After the mail comes the list; anything else is more of the mail.
    let start = after.trim_ascii_start();
    let whole = start.is_empty() || start.starts_with(b"<?xml") || start.starts_with(b"<plist");
    let mail = match memchr::memmem::rfind(after, b"<?xml") {
        _ if whole => mail,
        Some(list) => bytes.get(first..first + length + list).unwrap_or(mail),
        None => bytes.get(first..).unwrap_or(mail),
    };
    let mut read = message::read(&Part::whole(mail), owner)?;
    read.message.bytes = 0..bytes.len() as u64;
    read.message.line = 1;
    read.stops = match read.stops {
        _ if !whole => Stops::Damaged,
        // The list comes after it: the last line of the mail needs no end.
        Stops::Open => Stops::No,
        stops => stops,
    };
    Ok(read)
}
