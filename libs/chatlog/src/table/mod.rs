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
mod fit;
mod header;
mod imazing;
mod linkedin;
mod mapped;
mod records;
mod sheet;

pub use fit::{Lack, Misfit, listed};
pub use mapped::{Mapping, Preview, preview};
pub(crate) use mapped::{fits, read as read_mapped};
pub(crate) use records::{Marks, Record, Records, delimiter};
pub(crate) use sheet::{Workbook, is_workbook};

use crate::channel::{Channel, Guess, Settle, Sure};
use crate::whatsapp::{DateOrder, OrderDecision, Warning};
use crate::{Answers, Format, Head, Message, Note, Notice, Out, Reason, Source};
use fit::Seen;
use header::Header;
use records::Flaw;
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

    /// Whether a row ends before the columns that make a message.
    fn lacks(self, header: &Header, record: &Record) -> bool {
        let needed = match self {
            Self::Imazing => ["message date", "text"],
            Self::LinkedIn | Self::LinkedInOld => ["date", "content"],
            Self::Attendance => match attendance::columns(header) {
                Some((name, joined)) => [name, joined],
                None => return false,
            },
        };
        let last = needed.iter().filter_map(|name| header.place(name)).max();
        last.is_some_and(|last| last >= record.fields.len())
    }

    /// The column of the date.
    fn date(self, header: &Header) -> Option<usize> {
        header.place(match self {
            Self::Imazing => "message date",
            Self::LinkedIn | Self::LinkedInOld => "date",
            Self::Attendance => attendance::columns(header)?.1,
        })
    }

    fn fill(self, message: &mut Message, (header, record): Row<'_>, told: &Told) {
        let (owner, order) = (told.owner.as_deref(), told.order);
        match self {
            Self::Imazing => imazing::fill(message, header, record, order),
            Self::LinkedIn | Self::LinkedInOld => {
                linkedin::fill(message, header, record, owner, order);
            }
            Self::Attendance => attendance::fill(message, header, record, order),
        }
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

/// A row, and the names of its columns.
type Row<'a> = (&'a Header, &'a Record);

/// What the whole table says, or a person.
struct Told {
    owner: Option<String>,
    order: Option<DateOrder>,
}

impl Told {
    /// Looks the table over where nobody answered, and tells what was decided or
    /// must be asked.
    fn of(
        which: Which,
        (header, marks): (&Header, Marks),
        source: &mut dyn Source,
        answers: &Answers,
        out: &mut Out<'_>,
    ) -> io::Result<Self> {
        let owner = match which {
            Which::LinkedIn => linkedin::owner(source, header, marks)?,
            _ => None,
        };
        let decision = match answers.choices.order {
            Some(_) => None,
            None => order_of(source, which.date(header), marks)?,
        };
        let order = decision.as_ref().and_then(OrderDecision::order);
        if let Some(decision) = decision {
            out.date_order(decision)?;
        }
        Ok(Self {
            owner: answers.choices.owner.clone().or(owner),
            order: answers.choices.order.or(order),
        })
    }
}

/// What the dates of a column say of their order; looked at only where nobody
/// answered.
fn order_of(
    source: &mut dyn Source,
    column: Option<usize>,
    marks: Marks,
) -> io::Result<Option<OrderDecision>> {
    let Some(column) = column else {
        return Ok(None);
    };
    let mapping = Mapping {
        date: Some(column),
        no_header: true,
        ..Mapping::default()
    };
    let mut seen = Seen::default();
    let mut records = Records::new(source.open()?, marks);
    while let Some(record) = records.next()? {
        if record.flaw.is_none() {
            seen.row(&mapping, record.fields.len(), |column| record.text(column));
        }
    }
    Ok(seen.decision())
}

/// The names of the columns in the beginning of a file, and the line above.
fn find(head: &[u8]) -> Option<(Which, Header, Marks)> {
    for delimiter in [b',', b';', b'\t'] {
        let marks = Marks::of(head, delimiter);
        let mut records = Records::new(head, marks);
        for _ in 0..ABOVE {
            let Ok(Some(record)) = records.next() else {
                break;
            };
            let header = Header::of(&record);
            if let Some(which) = Which::of(&header) {
                return Some((which, header, marks));
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
        let Some((which, header, marks)) = find(&head) else {
            return Ok(());
        };
        let known = Told::of(which, (&header, marks), source, answers, out)?;
        let mut told = std::collections::HashSet::new();
        let mut records = Records::new(source.open()?, marks);
        let (mut below, mut tables) = (false, 1);
        while let Some(record) = records.next()? {
            if record.is_blank() && record.flaw.is_none() {
                continue;
            }
            if !below {
                below = above(&record, out)?;
                continue;
            }
            // The names of the columns once more: two tables stand in one file.
            if record.flaw.is_none() && Header::of(&record).names == header.names {
                tables += 1;
                continue;
            }
            if record.flaw.is_none() && which.lacks(&header, &record) {
                out.problem_at(record.at, record.line, Reason::Incomplete, &record.raw)?;
                continue;
            }
            let Some(mut message) = sound(&record, out)? else {
                continue;
            };
            which.fill(&mut message, (&header, &record), &known);
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
        if tables > 1 {
            let segments = tables;
            out.notice(Notice::WhatsApp(Warning::Glued { segments }))?;
        }
        ended(&records, out)
    }
}

/// Says so where the last row has no line end: nobody can see whether it is whole.
fn ended<R: io::Read>(records: &Records<R>, out: &mut Out<'_>) -> io::Result<()> {
    if records.ends_open() {
        out.notice(Notice::OpenEnd)?;
    }
    Ok(())
}

/// A row that stands above the messages: the names of the columns, or a
/// Problem. Says whether it is those names.
fn above(record: &Record, out: &mut Out<'_>) -> io::Result<bool> {
    let names = Which::of(&Header::of(record)).is_some();
    let reason = match record.flaw {
        // The names of the columns have swallowed what stands below.
        Some(_) => Reason::Malformed,
        None if names => return Ok(true),
        None => Reason::BeforeFirstMessage,
    };
    out.problem_at(record.at.clone(), record.line, reason, &record.raw)?;
    Ok(names)
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
