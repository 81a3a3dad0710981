//! What a conversation is made of: messages, and Problems for all the rest.

use crate::kind::{Basis, Kind};
use crate::more::{More, Rest, Row};
use jiff::Timestamp;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// One thing read from a file. Entries come in the order of the file; their
/// byte ranges touch and cover every byte.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "entry")]
pub enum Entry {
    /// Something a person or the app said.
    Message(Message),
    /// Bytes that are not understood, kept.
    Problem(Problem),
}

impl Entry {
    /// The bytes of the file that this entry accounts for.
    #[must_use]
    pub fn bytes(&self) -> &Range<u64> {
        match self {
            Self::Message(message) => &message.bytes,
            Self::Problem(problem) => &problem.bytes,
        }
    }
}

/// One message or system line.
///
/// In formats that are lines of text, `header`, `body` and `ending`, one after
/// the other, are the bytes of the file, unless `original` holds them because
/// they are not UTF-8. In formats that are records (JSON, XML, databases, mail)
/// `header` is empty, `body` is the text that the record holds, and the record
/// itself stands at `bytes` of its layer or in `row`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Message {
    /// Its place among the entries of the file, from 1.
    pub ordinal: u64,
    /// Where its bytes are in the file.
    pub bytes: Range<u64>,
    /// The line its header stands on, from 1.
    pub line: u64,
    /// Which segment of the survey it is in.
    pub segment: usize,
    /// Everything before the text, as it stands in the file.
    pub header: String,
    /// Date and time as printed.
    pub wall: String,
    /// Date and time read, where that is certain; never adjusted to a zone.
    pub civil: Option<DateTime>,
    /// How exact the printed time is.
    pub precision: Precision,
    /// Where the time zone is known from.
    pub zone: ZoneSource,
    /// Who speaks, as printed. None for system lines of Android.
    pub sender: Option<String>,
    /// Whether the owner of the phone wrote it.
    pub direction: Direction,
    /// What it is.
    pub kind: Kind,
    /// How the kind was recognised.
    pub basis: Basis,
    /// The text carries the mark of an edited message.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub edited: bool,
    /// The text, exactly.
    pub body: String,
    /// What ends the message in the file.
    pub ending: Ending,
    /// The bytes, where they are not UTF-8; then `header` and `body` show
    /// U+FFFD in the place of what cannot be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<Hex>,
    /// What a reviewer should know.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// In which layer `bytes` are: 0 is the file as given. See [`crate::Layer`].
    #[serde(default, skip_serializing_if = "is_zero")]
    pub layer: usize,
    /// Which row of a database it is; then `bytes` is empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<Row>,
    /// What formats that are more than lines of text tell besides.
    #[serde(default, skip_serializing_if = "More::is_empty")]
    pub more: Rest,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl Message {
    /// When it was, as a point in time; only where the file itself says the
    /// zone, or the app wrote points in time.
    #[must_use]
    pub fn instant(&self) -> Option<Timestamp> {
        self.more.instant
    }

    /// The text without invisible direction marks at its head, with plain line
    /// breaks, and with a sign where a NUL stands. For showing; the record is
    /// `body`.
    #[must_use]
    pub fn shown(&self) -> String {
        let text = self.body.trim_start_matches(['\u{200E}', '\u{200F}']);
        shown(text)
    }
}

/// A text with plain line breaks, and with a sign where a NUL stands.
pub(crate) fn shown(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\0', "\u{2400}")
}

/// Bytes that are no message, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Its place among the entries of the file, from 1.
    pub ordinal: u64,
    /// Where its bytes are in the file.
    pub bytes: Range<u64>,
    /// The line it begins on, from 1.
    pub line: u64,
    /// Why it is no message.
    pub reason: Reason,
    /// The text of it.
    pub text: String,
    /// The bytes, where they are not UTF-8.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<Hex>,
    /// In which layer `bytes` are: 0 is the file as given.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub layer: usize,
    /// Which row of a database it is; then `bytes` is empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<Row>,
}

/// Why bytes are no message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Text before the first line that begins a message, or in a file that
    /// has none.
    BeforeFirstMessage,
    /// A part of a message longer than any app writes.
    TooLong,
    /// The file ends in the middle of it.
    CutOff,
    /// It breaks the rules of the form it is written in.
    Malformed,
    /// A record without what a message cannot do without.
    Incomplete,
    /// Nested deeper than any export is.
    TooDeep,
    /// One field is there twice, with two contents.
    Twice,
    /// A record of a sort that is not known.
    UnknownRecord,
    /// A part of a container that is not opened: a link, a special file, an
    /// unknown packing.
    Refused,
    /// It is encrypted.
    Encrypted,
    /// Most lines end in CR alone and a few do not: messages may have run into
    /// one another.
    MixedEnds,
    /// It seemed to be of a known form, and nothing in it was read as a message.
    Silent,
    /// A part of the file is damaged or missing: messages may be missing.
    Damaged,
    /// The check sum or the length that an archive has of it does not agree.
    CheckSum,
}

/// The language for words made by this library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Language {
    /// English
    #[default]
    #[serde(rename = "en")]
    English,
    /// French of Canada
    #[serde(rename = "fr")]
    French,
}

/// How exact a printed time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    /// To the minute.
    Minute,
    /// To the second.
    #[default]
    Second,
    /// To the millisecond or finer.
    Millisecond,
    /// To the day.
    Day,
    /// There is no time.
    None,
}

/// Where the time zone is known from. WhatsApp prints none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ZoneSource {
    /// The file does not say it and nobody declared it.
    #[default]
    Unknown,
    /// The person who imports said it.
    Declared,
    /// It stands in the file.
    InFile,
}

/// Whether the owner of the phone wrote a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// The owner wrote it.
    Out,
    /// Somebody else wrote it.
    In,
    /// Nobody said who the owner is, or the app wrote it.
    #[default]
    Unknown,
}

/// What ends a message in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// Nothing: the file ends here, or messages have no ending of their own.
    #[default]
    None,
    /// Line feed.
    Lf,
    /// Carriage return and line feed.
    CrLf,
    /// Carriage return alone.
    Cr,
}

impl Ending {
    /// The bytes.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Lf => "\n",
            Self::CrLf => "\r\n",
            Self::Cr => "\r",
        }
    }
}

/// What a reviewer should know about a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "note")]
pub enum Note {
    /// A line in the text looks like the beginning of a message and is quoted.
    QuotedHeader {
        /// Where that line begins in the file.
        at: u64,
    },
    /// The whole message may be quoted text: its sender appears nowhere else
    /// and its time is far back.
    MaybeQuoted,
    /// Some bytes are not UTF-8.
    NotUtf8,
    /// The text holds NUL characters.
    Nul,
    /// The date cannot be, in the order that was decided or chosen.
    ImpossibleDate,
    /// The date is of a calendar that is recognised and not converted.
    ForeignCalendar,
    /// The month is written as a word that means one month in one language and
    /// another in the next (`listopad`), so the date is left as it is printed.
    MonthOfTwo,
    /// Half of a character stands alone in the file; U+FFFD is shown for it.
    LoneSurrogate,
    /// A date or a number makes no sense and was left out.
    BadField {
        /// Which field.
        field: String,
    },
    /// The record has a field that is not known; it is only in the file.
    UnknownField {
        /// Which field.
        field: String,
    },
    /// One field is there twice; the last was read.
    TwiceField {
        /// Which field.
        field: String,
    },
    /// Several records of the file tell this one thing, for instance the
    /// beginning and the end of a call.
    Joined {
        /// The places of the others in their layer.
        others: Vec<Range<u64>>,
    },
}

/// Bytes that are not UTF-8, written as hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hex(pub Vec<u8>);

impl Serialize for Hex {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use std::fmt::Write as _;
        let mut text = String::with_capacity(self.0.len() * 2);
        for byte in &self.0 {
            let _ = write!(text, "{byte:02x}");
        }
        serializer.serialize_str(&text)
    }
}

impl<'de> Deserialize<'de> for Hex {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let digits: Option<Vec<u8>> = text
            .chars()
            .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
            .collect();
        let digits = digits.filter(|digits| digits.len() % 2 == 0);
        let digits = digits.ok_or_else(|| serde::de::Error::custom("not hexadecimal"))?;
        let pair = |pair: &[u8]| match pair {
            [high, low] => high * 16 + low,
            _ => 0,
        };
        Ok(Self(digits.chunks(2).map(pair).collect()))
    }
}
