//! What a survey says: who speaks, since when, how dates are printed, and what
//! only a person can answer.

use super::calendar::DateOrder;
use super::layout::{Layout, Stretch};
use super::order::OrderDecision;
use super::periods::Calendar;
use super::shape::{Platform, Shape};
use super::trace::Trace;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What a file is, before anything of it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Survey {
    /// What made the text; of the longest segment. None when no line begins a
    /// message.
    pub platform: Option<Platform>,
    /// Stretches that one formatter rendered. More than one: exports glued
    /// together.
    pub segments: Vec<Segment>,
    /// Only a line after CR LF can begin a message (true iPhone files).
    pub crlf_rule: bool,
    /// Everybody who speaks, in order of appearance.
    pub senders: Vec<Sender>,
    /// Who seems to be the owner of the phone: the phone says “you deleted
    /// this message” of this sender alone. Still to be confirmed.
    pub likely_owner: Option<String>,
    /// False when there were too many names to keep them all.
    pub all_senders_known: bool,
    /// Words that follow file names, learned from this file.
    pub attached_words: Vec<String>,
    /// How much there is of everything.
    pub totals: Totals,
    /// Whether it is a group.
    pub chat: Chat,
    /// What a person should be told.
    pub warnings: Vec<Warning>,
    /// Where messages begin: makes reading the same text faster. Not stored.
    #[serde(skip)]
    pub trace: Trace,
}

/// One stretch of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// Where it is.
    pub bytes: Range<u64>,
    /// How its headers look.
    pub shape: Shape,
    /// Which field is the day.
    pub order: OrderDecision,
    /// Where set, a header that makes no day in this order is quoted text.
    pub only: Option<DateOrder>,
    /// Headers of both orders stand mixed.
    pub mixed: bool,
    /// The calendar, where it is not the usual one.
    pub calendar: Option<Calendar>,
    /// A word after the time that is not known does not change the hour.
    pub clock_is_24_hours: bool,
    /// How many messages it has.
    pub messages: u64,
    /// Its first message.
    pub first: Option<Wall>,
    /// Its last message.
    pub last: Option<Wall>,
}

/// A printed moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wall {
    /// As printed.
    pub text: String,
    /// As read, where the order is decided.
    pub civil: Option<DateTime>,
}

/// Somebody who speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sender {
    /// As printed.
    pub name: String,
    /// How many messages bear this name.
    pub messages: u64,
    /// How many of them the app wrote.
    pub system: u64,
    /// A person should look whether this is a name: it holds a colon, or looks
    /// like a sentence.
    pub doubtful: bool,
}

impl Sender {
    /// Only the app speaks in this name: the title of the chat, or somebody
    /// who never wrote.
    #[must_use]
    pub fn is_only_system(&self) -> bool {
        self.messages == self.system
    }
}

/// How much there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Totals {
    /// Bytes of the file.
    pub bytes: u64,
    /// Lines of the file.
    pub lines: u64,
    /// Messages, system lines included.
    pub messages: u64,
    /// System lines among them.
    pub system: u64,
    /// Messages that name a file.
    pub attachments: u64,
    /// Messages whose file was left out.
    pub omitted: u64,
    /// Problems.
    pub problems: u64,
    /// Lines that look like headers and were judged quoted text.
    pub look_alikes: u64,
}

/// Whether it is a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Chat {
    /// More than two speak, or the app says so.
    Group,
    /// At most two speak.
    OneToOne,
    /// Nobody speaks.
    #[default]
    Unknown,
}

/// What a person should be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "warning")]
pub enum Warning {
    /// The number of messages is the app's limit: older ones are missing.
    Truncated {
        /// The limit.
        limit: u64,
    },
    /// Two or more exports are glued together.
    Glued {
        /// How many.
        segments: usize,
    },
    /// The beginning is told a second time: the same messages are there twice.
    ToldAgain {
        /// On which line.
        line: u64,
    },
    /// Lines that look like headers were judged quoted text.
    LookAlikes {
        /// How many.
        lines: u64,
    },
    /// Dates of both orders stand mixed.
    MixedOrders {
        /// In which segment.
        segment: usize,
    },
    /// Too many names.
    TooManyNames,
    /// The last line has no end: see [`crate::Notice::OpenEnd`].
    OpenEnd,
}

impl Survey {
    /// The segments whose order of day and month must be asked.
    pub fn to_ask(&self) -> impl Iterator<Item = (usize, &Segment)> {
        let open = |(_, segment): &(usize, &Segment)| segment.order.order().is_none();
        self.segments.iter().enumerate().filter(open)
    }

    pub(crate) fn layout(&self) -> Layout {
        let stretch = |segment: &Segment| Stretch {
            bytes: segment.bytes.clone(),
            shape: segment.shape,
            only: segment.only,
            mixed: segment.mixed,
        };
        Layout {
            stretches: self.segments.iter().map(stretch).collect(),
            crlf_rule: self.crlf_rule,
            bytes: self.totals.bytes,
            lines: self.totals.lines,
        }
    }
}
