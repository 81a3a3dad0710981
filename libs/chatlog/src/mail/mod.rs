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
//! What mail tells: zone and second of sending, by the sender's clock; real
//! addresses; what answers what. What it does not: whether anybody read it; blind
//! copies, except in the sender's own copy; and nothing in it is proved: a sender
//! is who the mail says.

mod html;
mod mbox;
mod message;
mod outlook;
mod rtf;

pub(crate) use html::plain;

use crate::channel::{Channel, Guess, Sure};
use crate::{Answers, Format, Head, Message, Out, Reason, Source, all_bytes};
use mbox::{Mailbox, Part};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io;

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
        let mut mailbox = Mailbox::new(source.open()?, LARGEST);
        let mut seen: HashMap<u64, u64> = HashMap::new();
        while let Some(part) = mailbox.next()? {
            let owner = answers.choices.owner.as_deref();
            match message::read(&part, owner) {
                Ok(mut message) => {
                    twice(&mut message, &mut seen);
                    out.message(message)?;
                }
                Err(reason) => out.problem_at(part.bytes(), part.line, reason, &part.raw)?,
            }
        }
        Ok(())
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
            Ok(message) => out.message(message).map(drop),
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

fn emlx(bytes: &[u8], owner: Option<&str>) -> Result<Message, Reason> {
    let length = emlx_length(bytes).ok_or(Reason::Malformed)?;
    let first = memchr::memchr(b'\n', bytes).ok_or(Reason::Malformed)? + 1;
    let mail = bytes.get(first..first + length).ok_or(Reason::CutOff)?;
    let mut message = message::read(&Part::whole(mail), owner)?;
    message.bytes = 0..bytes.len() as u64;
    message.line = 1;
    Ok(message)
}
