//! Text messages, multimedia messages and calls of an Android phone, as the app
//! “SMS Backup & Restore” writes them, and others after it.
//!
//! The file calls itself XML and often is not: characters beyond the first
//! 65,536 are written as two halves (`&#55357;&#56838;`), control characters
//! stand in it, a full phone cuts it off. So it is read by a reader of our own
//! that knows tags and attributes and nothing else: halves are joined, lone ones
//! shown as U+FFFD and noted ([`crate::Note::LoneSurrogate`]), every whole
//! record before a cut is kept. A file whose end is missing says so
//! ([`crate::Reason::CutOff`]), even where it was cut between two records. A document type is refused: no such file has one.
//!
//! ```
//! use chatlog::{Answers, Delivery, Entry, Item, Whole, items};
//! let xml = b"<?xml version='1.0'?><smses count=\"2\">\n\
//!   <sms address=\"+15550100\" date=\"1700000000000\" type=\"1\" body=\"hi &#55356;&#57143;\" />\n\
//!   <sms address=\"+15550100\" date=\"1700000060000\" type=\"3\" body=\"not sent yet\" />\n</smses>";
//! let mut file = Whole(std::io::Cursor::new(xml));
//! let all = items(&mut file, "sms.xml", &Answers::default())?;
//! let messages: Vec<_> = all.iter().filter_map(|item| match item {
//!     Item::Entry(Entry::Message(message)) => Some(message),
//!     _ => None,
//! }).collect();
//! assert_eq!(messages[0].body, "hi 🌷");
//! assert_eq!(messages[0].instant().unwrap().to_string(), "2023-11-14T22:13:20Z");
//! assert_eq!(messages[1].more.delivery, Delivery::Draft);
//! # Ok::<(), chatlog::Stop>(())
//! ```
//!
//! Pictures and sounds stand in the file as base64. They are not held in memory:
//! size and SHA-256 are taken while they pass, and the field `data at` says where
//! they stand.
//!
//! What the file tells: points in time, numbers, drafts and failures apart from
//! what was sent. What it does not: RCS messages of many phones are missing;
//! what was deleted before leaves no mark.

mod calls;
mod entities;
mod mms;
mod sms;
mod tags;
mod zone;

use crate::channel::{Channel, Guess, Sure};
use crate::{Answers, Conversation, Format, Head, Message, Notice, Out, Reason, Source};
use std::collections::HashSet;
use std::io;
use tags::{Flaw, Tag, Tags, Token};

/// SMS Backup & Restore.
#[derive(Debug, Clone, Copy)]
pub struct Xml;

/// Nothing real is nested deeper than five.
const DEEPEST: usize = 128;

impl Format for Xml {
    fn channel(&self) -> Channel {
        Channel::Sms
    }

    fn recognise(&self, head: &Head<'_>) -> Option<Guess> {
        let start = head.bytes.get(..16 * 1024).unwrap_or(head.bytes);
        let has = |mark: &[u8]| memchr::memmem::find(start, mark).is_some();
        let begins = start
            .strip_prefix(b"\xEF\xBB\xBF")
            .unwrap_or(start)
            .trim_ascii_start();
        if !begins.starts_with(b"<") {
            return None;
        }
        let (channel, variant) = match () {
            () if has(b"<smses") => (Channel::Sms, "sms-backup"),
            () if has(b"<calls") => (Channel::Calls, "call-backup"),
            () => return None,
        };
        Some(Guess {
            channel,
            platform: Some("android".to_owned()),
            variant: variant.to_owned(),
            order: None,
            sure: Sure::Certain,
            settle: Vec::new(),
        })
    }

    fn read(
        &self,
        source: &mut dyn Source,
        _: &Guess,
        _: &Answers,
        out: &mut Out<'_>,
    ) -> io::Result<()> {
        let mut reading = Reading {
            tags: Tags::new(source.open()?),
            out,
            told: HashSet::new(),
            announced: None,
            found: 0,
            depth: 0,
            told_cut: false,
            zones: zone::Zones::default(),
        };
        while let Some(token) = reading.tags.next()? {
            if !reading.take(token)? {
                break;
            }
        }
        reading.end()
    }
}

struct Reading<'r, 'o, 's> {
    tags: Tags<'r>,
    out: &'o mut Out<'s>,
    told: HashSet<String>,
    announced: Option<u64>,
    found: u64,
    depth: usize,
    /// That the file is cut off, or that its rest is not read, was told.
    told_cut: bool,
    zones: zone::Zones,
}

impl Reading<'_, '_, '_> {
    /// False when the rest of the file is not read.
    fn take(&mut self, token: Token) -> io::Result<bool> {
        match token {
            Token::Open(tag) => self.open(&tag),
            Token::Close { .. } => {
                self.depth = self.depth.saturating_sub(1);
                Ok(true)
            }
            Token::Text { at, line, raw } => {
                let mark = if at.start == 0 { "\u{feff}" } else { "" };
                let text = raw.strip_prefix(mark.as_bytes()).unwrap_or(&raw);
                if !text.trim_ascii().is_empty() {
                    self.out.problem_at(at, line, Reason::Malformed, &raw)?;
                }
                Ok(true)
            }
            Token::Aside => Ok(true),
            Token::Doctype { at, line } => {
                self.out
                    .problem_at(at, line, Reason::Refused, b"<!DOCTYPE")?;
                self.rest(Reason::Refused)
            }
            Token::Cut { at, line, raw } => {
                self.found += 1;
                self.told_cut = true;
                self.out.problem_at(at, line, Reason::CutOff, &raw)?;
                Ok(true)
            }
        }
    }

    /// Everything from here on is one Problem.
    fn rest(&mut self, reason: Reason) -> io::Result<bool> {
        let (from, line) = (self.tags.at(), self.tags.line());
        let raw = self.tags.skip_all()?;
        self.told_cut = true;
        if self.tags.at() > from {
            self.out
                .problem_at(from..self.tags.at(), line, reason, &raw)?;
        }
        Ok(false)
    }

    fn open(&mut self, tag: &Tag) -> io::Result<bool> {
        if let Some(flaw) = tag.flaw {
            self.found += 1;
            let reason = match flaw {
                Flaw::Malformed => Reason::Malformed,
                Flaw::TooMany | Flaw::TooLong => Reason::TooLong,
            };
            self.out
                .problem_at(tag.at.clone(), tag.line, reason, &tag.raw)?;
            return Ok(true);
        }
        match tag.name.as_str() {
            "smses" | "calls" => {
                self.announced = tag.text("count").and_then(|count| count.parse().ok());
                self.go_in(tag)
            }
            "sms" if tag.empty => self.message(sms::message(tag)),
            "call" if tag.empty => self.message(calls::message(tag)),
            "mms" => {
                let (message, whole) = mms::message(tag, &mut self.tags)?;
                if !whole {
                    self.found += 1;
                    self.told_cut = true;
                    self.out
                        .problem_at(message.bytes, tag.line, Reason::CutOff, &tag.raw)?;
                    return Ok(true);
                }
                self.message(message)
            }
            _ => {
                let reason = Reason::UnknownRecord;
                self.out
                    .problem_at(tag.at.clone(), tag.line, reason, &tag.raw)?;
                self.go_in(tag)
            }
        }
    }

    fn go_in(&mut self, tag: &Tag) -> io::Result<bool> {
        self.depth += usize::from(!tag.empty);
        if self.depth > DEEPEST {
            return self.rest(Reason::TooDeep);
        }
        Ok(true)
    }

    fn message(&mut self, message: Message) -> io::Result<bool> {
        self.found += 1;
        let printed = message
            .more
            .fields
            .iter()
            .find(|(name, _)| name == "readable_date");
        if let (Some((_, printed)), Some(at)) = (printed, message.more.instant) {
            self.zones.take(printed, at);
        }
        if let Some(id) = &message.more.conversation
            && self.told.insert(id.clone())
        {
            let name = message
                .more
                .fields
                .iter()
                .find(|(name, _)| name == "contact");
            self.out.conversation(Conversation {
                id: id.clone(),
                title: name.map(|(_, name)| name.clone()),
                group: Some(id.contains('~')),
                participants: Vec::new(),
            })?;
        }
        self.out.message(message)?;
        Ok(true)
    }

    fn end(self) -> io::Result<()> {
        // Cut off between two records: only the end of the whole is missing.
        if self.depth > 0 && !self.told_cut {
            let (at, line) = (self.tags.at(), self.tags.line());
            self.out.problem_at(at..at, line, Reason::CutOff, b"")?;
        }
        if let Some((en, fr)) = self.zones.words() {
            self.out.notice(Notice::Other { en, fr })?;
        }
        if let Some(announced) = self.announced.filter(|announced| *announced != self.found) {
            let found = self.found;
            self.out.notice(Notice::CountDiffers { announced, found })?;
        }
        Ok(())
    }
}

/// A name, unless it is the app's word for none.
fn contact(tag: &Tag) -> Option<String> {
    let name = tag.text("contact_name")?;
    let none = ["null", "(Unknown)", "(unknown)", ""];
    (!none.contains(&name.as_str())).then_some(name)
}
