//! Any other table: a person says which column holds what.

use super::dates::set;
use super::fit::{self, Misfit};
use super::records::{Marks, Record, Records, delimiter};
use super::sheet::{Workbook, is_workbook};
use super::sound;
use crate::archive::{self, Limits};
use crate::databases::kinds::media;
use crate::whatsapp::{DateOrder, OrderDecision};
use crate::{
    Answers, Attachment, Conversation, Direction, Message, Note, Out, Party, Reason, Source,
};
use serde::{Deserialize, Serialize};
use std::io;

/// Which column holds what; columns count from 0.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Mapping {
    /// Date, or date and time.
    pub date: Option<usize>,
    /// Time of day, where it stands alone.
    pub time: Option<usize>,
    /// Who speaks.
    pub sender: Option<usize>,
    /// Number or address of who speaks.
    pub address: Option<usize>,
    /// Who is spoken to.
    pub to: Option<usize>,
    /// What is said. Without it there are no messages.
    pub text: Option<usize>,
    /// Which way it went: `in`, `received`, `incoming`; `out`, `sent`, `outgoing`.
    pub direction: Option<usize>,
    /// The conversation it is in.
    pub conversation: Option<usize>,
    /// The name of a file.
    pub attachment: Option<usize>,
    /// The order of day and month. Without it dates are read that need none, and
    /// others where some can be in one order alone: nobody guesses.
    pub order: Option<DateOrder>,
    /// The first row is one, too, and no names of columns.
    pub no_header: bool,
    /// The mark between fields; else it is told by the first line.
    pub delimiter: Option<u8>,
}

impl Mapping {
    /// With the order that the dates themselves say, where nobody said it; tells
    /// what was decided or must be asked.
    pub(crate) fn decided(
        &self,
        decision: Option<OrderDecision>,
        out: &mut Out<'_>,
    ) -> io::Result<Self> {
        let mut mapping = self.clone();
        if let Some(decision) = decision {
            mapping.order = mapping.order.or(decision.order());
            out.date_order(decision)?;
        }
        Ok(mapping)
    }

    /// Every column that is named, or would be.
    pub(super) fn columns(&self) -> [Option<usize>; 9] {
        [
            self.date,
            self.time,
            self.sender,
            self.address,
            self.to,
            self.text,
            self.direction,
            self.conversation,
            self.attachment,
        ]
    }
}

/// The first rows of a table, for a person to name its columns by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The names of the columns, as the first row has them.
    pub columns: Vec<String>,
    /// The rows after it, five at most, each field cut at 200 letters.
    pub rows: Vec<Vec<String>>,
    /// The mark between fields.
    pub delimiter: u8,
}

/// So many rows are shown, the names of the columns among them.
const SHOWN: usize = 6;

/// Shows the first rows of a table in text, or of the first sheet of a workbook.
///
/// # Errors
/// When the source cannot be read.
pub fn preview(source: &mut dyn Source) -> io::Result<Preview> {
    let head = crate::formats::decoded_head(source)?;
    if let Some(rows) = of_workbook(source, &head) {
        return Ok(previewed(rows, b','));
    }
    let mark = delimiter(&head);
    let mut records = Records::new(head.as_slice(), Marks::of(&head, mark));
    let shown = |record: &Record| {
        let fields = 0..record.fields.len();
        fields.map(|column| record.text(column)).collect()
    };
    let mut seen: Vec<Vec<String>> = Vec::new();
    while let Some(record) = records.next()? {
        if !is_mark_line(&record) && !record.is_blank() {
            seen.push(shown(&record));
        }
        if seen.len() == SHOWN {
            break;
        }
    }
    Ok(previewed(seen, mark))
}

fn previewed(rows: Vec<Vec<String>>, delimiter: u8) -> Preview {
    let cut = |text: String| text.chars().take(200).collect();
    let shown = |row: Vec<String>| row.into_iter().map(cut).collect();
    let mut rows = rows.into_iter().map(shown);
    Preview {
        columns: rows.next().unwrap_or_default(),
        rows: rows.collect(),
        delimiter,
    }
}

/// The first rows, where it is a workbook that can be opened.
fn of_workbook(source: &mut dyn Source, head: &[u8]) -> Option<Vec<Vec<String>>> {
    let packed = source.seek().filter(|_| head.starts_with(b"PK"))?;
    let archive = archive::open(packed, &Limits::default()).ok()?;
    let is_one = is_workbook(archive.files());
    let mut book = is_one.then(|| Workbook::open(archive).ok())??;
    Some(book.head(SHOWN))
}

/// Excel's `sep=;`.
pub(super) fn is_mark_line(record: &Record) -> bool {
    record.at.start == 0 && record.raw.starts_with(b"sep=")
}

/// How a table is divided.
fn marks(source: &mut dyn Source, mapping: &Mapping) -> io::Result<Marks> {
    let head = crate::formats::head_of(source)?;
    let mark = mapping.delimiter.unwrap_or_else(|| delimiter(&head));
    Ok(Marks::of(&head, mark))
}

/// What a table lacks of what a person said of its columns, or the question
/// about its dates that stays open.
pub(crate) fn fits(
    source: &mut dyn Source,
    mapping: &Mapping,
) -> io::Result<Result<Option<OrderDecision>, Misfit>> {
    let marks = marks(source, mapping)?;
    fit::look(source, mapping, marks)
}

/// Reads a table by what a person said of its columns.
pub(crate) fn read(
    source: &mut dyn Source,
    mapping: &Mapping,
    answers: &Answers,
    out: &mut Out<'_>,
) -> io::Result<()> {
    let marks = marks(source, mapping)?;
    let mut records = Records::new(source.open()?, marks);
    let mut below = mapping.no_header;
    let mut names = Vec::new();
    let mut told = std::collections::HashSet::new();
    while let Some(record) = records.next()? {
        if is_mark_line(&record) || (record.is_blank() && record.flaw.is_none()) {
            continue;
        }
        if !below && record.flaw.is_none() {
            below = true;
            names = (0..record.fields.len())
                .map(|column| record.text(column))
                .collect();
            continue;
        }
        // A row that ends before its date or its words is cut off.
        let needed = mapping.date.max(mapping.text);
        if record.flaw.is_none() && needed.is_some_and(|last| last >= record.fields.len()) {
            out.problem_at(record.at, record.line, Reason::Incomplete, &record.raw)?;
            continue;
        }
        let Some(mut message) = sound(&record, out)? else {
            continue;
        };
        let texts: Vec<String> = (0..record.fields.len())
            .map(|column| record.text(column))
            .collect();
        fill(
            &mut message,
            mapping,
            &names,
            &texts,
            answers.choices.owner.as_deref(),
        );
        if let Some(id) = &message.more.conversation
            && told.insert(id.clone())
        {
            out.conversation(Conversation {
                id: id.clone(),
                ..Conversation::default()
            })?;
        }
        out.message(message)?;
    }
    super::ended(&records, out)
}

/// Fills a message in from the texts of a row.
pub(super) fn fill(
    message: &mut Message,
    mapping: &Mapping,
    names: &[String],
    texts: &[String],
    owner: Option<&str>,
) {
    let get = |column: Option<usize>| column.and_then(|column| texts.get(column)).cloned();
    let some = |column| get(column).filter(|text: &String| !text.trim().is_empty());
    date(message, mapping, texts);
    message.body = get(mapping.text).unwrap_or_default();
    message.sender = some(mapping.sender);
    let more = &mut message.more;
    more.from = some(mapping.address);
    more.conversation = some(mapping.conversation);
    more.to.extend(some(mapping.to).map(|name| Party {
        name: Some(name),
        id: None,
    }));
    more.attachments
        .extend(some(mapping.attachment).map(|name| Attachment {
            media: media(None, &name),
            name,
            mime: None,
            bytes: None,
            layer: None,
            sha256: None,
        }));
    message.direction = way(some(mapping.direction), owner, message.sender.as_deref());
    spoiled(message);
    let used = mapping.columns();
    for (column, text) in texts.iter().enumerate() {
        if !used.contains(&Some(column)) && !text.trim().is_empty() {
            let name = names.get(column).filter(|name| !name.trim().is_empty());
            let name = name
                .cloned()
                .unwrap_or_else(|| format!("column {}", column + 1));
            message.more.fields.push((name, text.clone()));
        }
    }
}

/// A number that a spreadsheet rounded (`6.13E+09`) is no number any more.
fn spoiled(message: &mut Message) {
    let rounded = |text: &str| {
        let (head, tail) = text.trim().split_once("E+").unwrap_or_default();
        !head.is_empty()
            && head
                .chars()
                .all(|c| c.is_ascii_digit() || c == '.' || c == ',')
            && !tail.is_empty()
            && tail.chars().all(|c| c.is_ascii_digit())
    };
    for (name, text) in [("sender", &message.sender), ("address", &message.more.from)] {
        if text.as_deref().is_some_and(rounded) {
            message.notes.push(Note::BadField {
                field: format!("{name}: rounded by a spreadsheet"),
            });
        }
    }
}

fn date(message: &mut Message, mapping: &Mapping, texts: &[String]) {
    let get = |column: Option<usize>| column.and_then(|column| texts.get(column)).cloned();
    let date = get(mapping.date).unwrap_or_default();
    let time = get(mapping.time).filter(|time| !time.trim().is_empty());
    let printed = time.map_or(date.clone(), |time| format!("{date} {time}"));
    set(message, &printed, mapping.order, "date");
}

fn way(said: Option<String>, owner: Option<&str>, sender: Option<&str>) -> Direction {
    match said.unwrap_or_default().trim().to_lowercase().as_str() {
        "in" | "incoming" | "received" | "inbound" | "reçu" | "entrant" => Direction::In,
        "out" | "outgoing" | "sent" | "outbound" | "envoyé" | "sortant" => Direction::Out,
        _ => match (owner, sender) {
            (Some(owner), Some(sender)) if owner == sender => Direction::Out,
            (Some(_), Some(_)) => Direction::In,
            _ => Direction::Unknown,
        },
    }
}
