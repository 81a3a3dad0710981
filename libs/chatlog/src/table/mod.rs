//! Conversations in tables: iMazing, LinkedIn, attendance of a meeting, and any
//! other table whose columns a person names ([`Mapping`]).
//!
//! Columns are found by their names, since each version has others; a column that
//! nobody knows is kept with the message. A row that cannot be read is a
//! Problem with its line; the rows after it are read.
//!
//! ```
//! use chatlog::table::{Mapping, preview};
//! use chatlog::whatsapp::DateOrder;
//! use chatlog::{Answers, Entry, Item, Whole, items};
//! let csv = b"When;Who;What\n03/05/2021 10:00;Ben;Hello; all\n31/02/2021 10:00;R.;Hi\n";
//! let seen = preview(&mut Whole(std::io::Cursor::new(csv)))?;
//! assert_eq!(seen.columns, ["When", "Who", "What"]);
//!
//! let answers = Answers {
//!     table: Some(Mapping {
//!         date: Some(0),
//!         sender: Some(1),
//!         text: Some(2),
//!         order: Some(DateOrder::DayMonthYear),
//!         ..Mapping::default()
//!     }),
//!     ..Answers::default()
//! };
//! let all = items(&mut Whole(std::io::Cursor::new(csv)), "log.csv", &answers)?;
//! let messages: Vec<_> = all.iter().filter_map(|item| match item {
//!     Item::Entry(Entry::Message(message)) => Some(message),
//!     _ => None,
//! }).collect();
//! assert_eq!(messages[0].civil.unwrap().to_string(), "2021-05-03T10:00:00");
//! assert!(messages[1].civil.is_none(), "there is no 31 February");
//! # Ok::<(), chatlog::Stop>(())
//! ```
//!
//! What tables tell: what their maker put in them, and nothing says that it is
//! whole. iMazing and the older LinkedIn print times without a zone.

mod attendance;
pub(crate) mod dates;
mod header;
mod imazing;
mod linkedin;
mod mapped;
mod records;
mod sheet;

pub(crate) use mapped::read as read_mapped;
pub use mapped::{Mapping, Preview, preview};
pub(crate) use sheet::{is_workbook, read as read_workbook};

use crate::channel::{Channel, Guess, Settle, Sure};
use crate::{Answers, Format, Head, Message, Note, Out, Reason, Source};
use header::Header;
use records::{Flaw, Record, Records};
use std::io::{self, Read as _};

/// Every table at once: which it is, its columns say.
#[derive(Debug, Clone, Copy)]
pub struct Table;

/// How many lines may stand above the names of the columns.
const ABOVE: usize = 20;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    Imazing,
    LinkedIn,
    LinkedInOld,
    Attendance,
}

impl Which {
    fn of(header: &Header) -> Option<Self> {
        Some(match () {
            () if header.has(&["chat session", "message date", "sender id"]) => Self::Imazing,
            () if header.has(&["conversation id", "sender profile url", "content"]) => {
                Self::LinkedIn
            }
            () if header.has(&["from", "to", "date", "content", "direction"]) => Self::LinkedInOld,
            () if attendance::columns(header).is_some() => Self::Attendance,
            () => return None,
        })
    }

    fn guess(self) -> Guess {
        let (channel, platform, variant) = match self {
            Self::Imazing => (Channel::Messages, Some("imazing"), "imazing-csv"),
            Self::LinkedIn => (Channel::LinkedIn, None, "messages.csv"),
            Self::LinkedInOld => (Channel::LinkedIn, None, "messages.csv-2020"),
            Self::Attendance => (Channel::Meeting, None, "attendance-csv"),
        };
        let settle = match self {
            Self::LinkedIn => Vec::new(),
            _ => vec![Settle::Zone],
        };
        Guess {
            channel,
            platform: platform.map(str::to_owned),
            variant: variant.to_owned(),
            order: None,
            sure: Sure::Certain,
            settle,
        }
    }
}

/// The names of the columns in the beginning of a file, and the line above.
fn find(head: &[u8]) -> Option<(Which, Header, u8)> {
    for delimiter in [b',', b';', b'\t'] {
        let mut records = Records::new(head, delimiter);
        for _ in 0..ABOVE {
            let Ok(Some(record)) = records.next() else {
                break;
            };
            let header = Header::of(&record);
            if let Some(which) = Which::of(&header) {
                return Some((which, header, delimiter));
            }
        }
    }
    None
}

impl Format for Table {
    fn channel(&self) -> Channel {
        Channel::Table
    }

    fn recognise(&self, head: &Head<'_>) -> Option<Guess> {
        find(head.bytes).map(|(which, ..)| which.guess())
    }

    fn read(
        &self,
        source: &mut dyn Source,
        _: &Guess,
        answers: &Answers,
        out: &mut Out<'_>,
    ) -> io::Result<()> {
        let mut head = Vec::new();
        source
            .open()?
            .take(crate::SNIFF_BYTES as u64)
            .read_to_end(&mut head)?;
        let Some((which, header, delimiter)) = find(&head) else {
            return Ok(());
        };
        let owner = match which {
            Which::LinkedIn => linkedin::owner(source, &header, delimiter)?,
            _ => None,
        };
        let owner = answers.choices.owner.clone().or(owner);
        let mut told = std::collections::HashSet::new();
        let mut records = Records::new(source.open()?, delimiter);
        let mut below = false;
        while let Some(record) = records.next()? {
            if record.is_blank() && record.flaw.is_none() {
                continue;
            }
            if !below {
                below = Which::of(&Header::of(&record)).is_some();
                if !below {
                    out.problem_at(
                        record.at,
                        record.line,
                        Reason::BeforeFirstMessage,
                        &record.raw,
                    )?;
                }
                continue;
            }
            let Some(mut message) = sound(&record, out)? else {
                continue;
            };
            match which {
                Which::Imazing => imazing::fill(&mut message, &header, &record),
                Which::LinkedIn | Which::LinkedInOld => {
                    linkedin::fill(&mut message, &header, &record, owner.as_deref());
                }
                Which::Attendance => attendance::fill(&mut message, &header, &record),
            }
            if let Some(id) = &message.more.conversation
                && told.insert(id.clone())
            {
                let title = linkedin::title(&header, &record).filter(|_| which == Which::LinkedIn);
                out.conversation(crate::Conversation {
                    id: id.clone(),
                    title,
                    ..crate::Conversation::default()
                })?;
            }
            out.message(message)?;
        }
        Ok(())
    }
}

/// The beginning of a message out of a row; a bad row is a Problem.
fn sound(record: &Record, out: &mut Out<'_>) -> io::Result<Option<Message>> {
    if let Some(flaw) = record.flaw {
        let reason = match flaw {
            Flaw::TooLong => Reason::TooLong,
            Flaw::CutOff => Reason::CutOff,
        };
        out.problem_at(record.at.clone(), record.line, reason, &record.raw)?;
        return Ok(None);
    }
    let mut message = Message {
        bytes: record.at.clone(),
        line: record.line,
        ..Message::default()
    };
    if !record.is_utf8() {
        message.notes.push(Note::NotUtf8);
        message.original = Some(crate::Hex(record.raw.clone()));
    }
    if record.fields.iter().any(|field| field.contains(&0)) {
        message.notes.push(Note::Nul);
    }
    Ok(Some(message))
}
