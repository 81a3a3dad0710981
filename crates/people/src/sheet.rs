//! Tables from files: whatever program wrote them, whatever the order of the columns.
//!
//! Bytes become text (UTF-8, UTF-16, else Windows-1252, as old spreadsheets
//! write), the delimiter is whichever of `,` `;` and tab the first line has
//! most of. Which column of the file is which of ours is guessed from the names in
//! its first row, in either language, and whoever brings the file in corrects the
//! guess ([`Mapping`]). Every row keeps the number of the line it began on.
//!
//! Not here: what a cell must say. That is each slice's `model`, which gives a [`Plan`].

mod mapping;
mod plan;

use base::Said;

use crate::model::fold;

pub use mapping::{Mapping, Misfit};
pub use plan::{Fate, Plan, Planned, Problem};

/// A column we ask for: its id, the text that names it, and the names a file may give
/// it (folded: lower case, no accents, blanks for `_` and `-`).
#[derive(Debug)]
pub struct Column {
    pub id: &'static str,
    pub label: &'static str,
    pub names: &'static [&'static str],
    /// Whether a file without this column cannot be read.
    pub needed: bool,
}

/// A table as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The names in the first row.
    pub heads: Vec<String>,
    /// The rows below it, in the file's own columns.
    pub rows: Vec<Row>,
}

/// One row: its cells in the order of the file's columns, or of ours after [`Mapping::rows`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Counted from 1, as a text editor does.
    pub line: u64,
    pub cells: Vec<String>,
    /// More cells than the first row names: often a comma inside a cell without quotes.
    pub too_many: bool,
}

impl Row {
    /// The `nth` cell, without blanks around; "" where there is none.
    #[must_use]
    pub fn cell(&self, nth: usize) -> &str {
        self.cells.get(nth).map_or("", |c| c.trim())
    }
}

/// Why a file is not a table we can read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("nothing in it")]
    Empty,
    #[error("not text")]
    NotText,
    #[error("more than {0} rows")]
    TooLong(usize),
}

impl Unreadable {
    /// The sentence for the person who asked.
    #[must_use]
    pub fn said(&self) -> Said {
        match self {
            Self::Empty => Said::plain("people-sheet-empty"),
            Self::NotText => Said::plain("people-sheet-not-text"),
            Self::TooLong(most) => Said::plain("people-sheet-too-long").with("most", most.to_string()),
        }
    }
}

/// The bytes of a file as text.
///
/// # Errors
/// [`Unreadable::NotText`] for a spreadsheet's own format, a picture, and so on.
pub fn text(bytes: &[u8]) -> Result<String, Unreadable> {
    let text = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => std::str::from_utf8(rest).map_err(|_| Unreadable::NotText)?.to_owned(),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
        [_, 0, _, 0, ..] => utf16(bytes, u16::from_le_bytes)?,
        [0, _, 0, _, ..] => utf16(bytes, u16::from_be_bytes)?,
        _ => std::str::from_utf8(bytes).map_or_else(|_| bytes.iter().map(|b| windows_1252(*b)).collect(), str::to_owned),
    };
    let odd = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    if text.chars().any(odd) { Err(Unreadable::NotText) } else { Ok(text) }
}

fn utf16(bytes: &[u8], read: fn([u8; 2]) -> u16) -> Result<String, Unreadable> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(Unreadable::NotText);
    }
    char::decode_utf16(pairs.iter().map(|p| read(*p))).collect::<Result<_, _>>().map_err(|_| Unreadable::NotText)
}

/// The letters of Windows-1252 between 0x80 and 0x9f; five of them are none.
const UPPER: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™',
    'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn windows_1252(byte: u8) -> char {
    byte.checked_sub(0x80).and_then(|at| UPPER.get(usize::from(at)).copied()).unwrap_or(char::from(byte))
}

/// Reads a table with a first row of names.
///
/// # Errors
/// When there is no such row, or not one to `most` rows follow.
pub fn open(text: &str, most: usize) -> Result<Table, Unreadable> {
    let text = text.trim_start_matches('\u{feff}');
    // What some spreadsheets write first, to tell each other the delimiter.
    let first = text.lines().next().unwrap_or("");
    let (text, skipped) = if first.len() <= 6 && fold(first).starts_with("sep=") { (text.split_once('\n').map_or("", |(_, t)| t), 1) } else { (text, 0) };
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter(text)).from_reader(text.as_bytes());
    let mut records = reader.records().filter(|r| !r.as_ref().is_ok_and(is_blank));
    let head = records.next().ok_or(Unreadable::Empty)?.map_err(|_| Unreadable::NotText)?;
    let mut rows = Vec::new();
    for record in records {
        let record = record.map_err(|_| Unreadable::NotText)?;
        if rows.len() == most {
            return Err(Unreadable::TooLong(most));
        }
        let cells = record.iter().take(head.len()).map(str::to_owned).collect();
        let too_many = record.iter().skip(head.len()).any(|c| !c.trim().is_empty());
        let line = record.position().map_or(0, |p| line_of(text, p)) + skipped;
        rows.push(Row { line, cells, too_many });
    }
    let heads = head.iter().map(|cell| cell.trim().to_owned()).collect();
    if rows.is_empty() { Err(Unreadable::Empty) } else { Ok(Table { heads, rows }) }
}

/// The line a record begins on: the reader counts from before the blank lines it skipped.
fn line_of(text: &str, position: &csv::Position) -> u64 {
    let from = usize::try_from(position.byte()).ok().and_then(|at| text.as_bytes().get(at..)).unwrap_or_default();
    let skipped = from.iter().take_while(|b| matches!(b, b'\r' | b'\n')).filter(|b| **b == b'\n').count();
    position.line().saturating_add(u64::try_from(skipped).unwrap_or(0))
}

fn is_blank(record: &csv::StringRecord) -> bool {
    record.iter().all(|cell| cell.trim().is_empty())
}

/// The name of a column, folded; blanks, underscores and hyphens are the same.
#[must_use]
pub fn name(cell: &str) -> String {
    fold(cell).replace(['_', '-'], " ")
}

fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|l| !l.trim().is_empty()).unwrap_or("");
    let count = |byte: u8| first.bytes().filter(|b| *b == byte).count();
    // The later one wins a tie, so the comma stands last.
    [b'\t', b';', b','].into_iter().max_by_key(|b| count(*b)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::{Unreadable, open, text};

    #[test]
    fn text_is_found_in_every_usual_encoding() {
        let words = "nom;rôles\nÉlodie;worker\n";
        let utf16 = |big: bool| words.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect::<Vec<u8>>();
        let latin: Vec<u8> = words.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();

        assert_eq!(text(words.as_bytes()).unwrap(), words);
        assert_eq!(text(format!("\u{feff}{words}").as_bytes()).unwrap(), words);
        assert_eq!(text(&utf16(false)).unwrap(), words);
        assert_eq!(text(&utf16(true)).unwrap(), words);
        assert_eq!(text(&[&[0xff, 0xfe], utf16(false).as_slice()].concat()).unwrap(), words);
        assert_eq!(text(&[&[0xfe, 0xff], utf16(true).as_slice()].concat()).unwrap(), words);
        assert_eq!(text(&latin).unwrap(), words);
        assert_eq!(text(b"L\x92\xe9t\xe9 \x9cuvre").unwrap(), "L’été œuvre");
        assert_eq!(text(b"PK\x03\x04\x14\x00\x06\x00"), Err(Unreadable::NotText));
    }

    #[test]
    fn rows_know_their_line() {
        let table = open("sep=;\n\nRôles;Shoe size; NOM\n\nworker;42;Ben\n;;\r\n\"man\nager\";;\"Cleo;\"\nit;;Ivy;x", 10).unwrap();
        let rows: Vec<(u64, &str, &str, bool)> = table.rows.iter().map(|r| (r.line, r.cell(2), r.cell(0), r.too_many)).collect();
        assert_eq!(rows, [(5, "Ben", "worker", false), (7, "Cleo;", "man\nager", false), (9, "Ivy", "it", true)]);
        assert_eq!(table.heads, ["Rôles", "Shoe size", "NOM"]);
    }

    #[test]
    fn a_file_that_is_no_table_says_why() {
        assert_eq!(open("", 10), Err(Unreadable::Empty));
        assert_eq!(open("name,roles\n\n", 10), Err(Unreadable::Empty));
        assert_eq!(open("name\na\nb\nc", 2), Err(Unreadable::TooLong(2)));
    }
}
