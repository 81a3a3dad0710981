//! Tables from files: whatever program wrote them, whatever the order of the columns.
//!
//! Bytes become text (UTF-8, UTF-16, else Windows-1252, as old spreadsheets
//! write), the delimiter is whichever of `,` `;` and tab the first line has
//! most of, and columns are found by their names in either language. Every row
//! keeps the number of the line it began on.
//!
//! Not here: what a cell must say. That is each slice's `model`.

use base::Said;

use crate::model::fold;

/// A column: its id, and the names a file may give it (folded: lower case, no accents).
#[derive(Debug)]
pub struct Column {
    pub id: &'static str,
    pub names: &'static [&'static str],
    /// Whether a file without this column cannot be read.
    pub needed: bool,
}

/// A table as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    pub rows: Vec<Row>,
    /// Names of columns nobody asked for.
    pub unknown: Vec<String>,
}

/// One row, its cells in the order of the asked columns; "" where the file has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Counted from 1, as a text editor does.
    pub line: u64,
    pub cells: Vec<String>,
    /// More cells than the first row names: often a comma inside a cell without quotes.
    pub too_many: bool,
}

impl Row {
    /// The cell of the `nth` asked column, without blanks around.
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
    #[error("no column {0}")]
    NoColumn(&'static str),
    #[error("column {0} twice")]
    Twice(&'static str),
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
            Self::NoColumn(id) => Said::plain("people-sheet-no-column").with("column", *id),
            Self::Twice(id) => Said::plain("people-sheet-twice").with("column", *id),
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
/// When there is no such row, it lacks a needed column, or more than `most` rows follow.
pub fn read(text: &str, columns: &[Column], most: usize) -> Result<Sheet, Unreadable> {
    let text = text.trim_start_matches('\u{feff}');
    // What some spreadsheets write first, to tell each other the delimiter.
    let first = text.lines().next().unwrap_or("");
    let (text, skipped) = if first.len() <= 6 && fold(first).starts_with("sep=") { (text.split_once('\n').map_or("", |(_, t)| t), 1) } else { (text, 0) };
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter(text)).from_reader(text.as_bytes());
    let mut records = reader.records().filter(|r| !r.as_ref().is_ok_and(is_blank));
    let head = records.next().ok_or(Unreadable::Empty)?.map_err(|_| Unreadable::NotText)?;
    let places = places(&head, columns)?;
    let named = |cell: &str| columns.iter().any(|c| c.names.contains(&name(cell).as_str()));
    let unknown = head.iter().filter(|cell| !cell.trim().is_empty() && !named(cell)).map(|c| c.trim().to_owned()).collect();
    let mut rows = Vec::new();
    for record in records {
        let record = record.map_err(|_| Unreadable::NotText)?;
        if rows.len() == most {
            return Err(Unreadable::TooLong(most));
        }
        let cells = places.iter().map(|place| place.and_then(|at| record.get(at)).unwrap_or("").to_owned()).collect();
        let too_many = record.iter().skip(head.len()).any(|c| !c.trim().is_empty());
        let line = record.position().map_or(0, |p| line_of(text, p)) + skipped;
        rows.push(Row { line, cells, too_many });
    }
    if rows.is_empty() { Err(Unreadable::Empty) } else { Ok(Sheet { rows, unknown }) }
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

/// The name of a column, folded; blanks and underscores are the same.
fn name(cell: &str) -> String {
    fold(cell).replace(['_', '-'], " ")
}

/// Where in the file each asked column stands.
fn places(head: &csv::StringRecord, columns: &[Column]) -> Result<Vec<Option<usize>>, Unreadable> {
    columns
        .iter()
        .map(|column| {
            let mut found = head.iter().enumerate().filter(|(_, cell)| column.names.contains(&name(cell).as_str())).map(|(at, _)| at);
            match (found.next(), found.next()) {
                (None, _) if column.needed => Err(Unreadable::NoColumn(column.id)),
                (place, None) => Ok(place),
                _ => Err(Unreadable::Twice(column.id)),
            }
        })
        .collect()
}

fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|l| !l.trim().is_empty()).unwrap_or("");
    let count = |byte: u8| first.bytes().filter(|b| *b == byte).count();
    // The later one wins a tie, so the comma stands last.
    [b'\t', b';', b','].into_iter().max_by_key(|b| count(*b)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::{Column, Unreadable, read, text};

    const COLUMNS: &[Column] = &[
        Column { id: "name", names: &["name", "nom"], needed: true },
        Column { id: "role", names: &["roles", "role"], needed: false },
    ];

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
    fn columns_are_found_by_name_in_any_order_and_rows_know_their_line() {
        let sheet = read("sep=;\n\nRôles;Shoe size;NOM\n\nworker;42;Ben\n;;\r\n\"man\nager\";;\"Cleo;\"\nit;;Ivy;x", COLUMNS, 10).unwrap();
        let rows: Vec<(u64, &str, &str, bool)> = sheet.rows.iter().map(|r| (r.line, r.cell(0), r.cell(1), r.too_many)).collect();
        assert_eq!(rows, [(5, "Ben", "worker", false), (7, "Cleo;", "man\nager", false), (9, "Ivy", "it", true)]);
        assert_eq!(sheet.unknown, ["Shoe size"]);
    }

    #[test]
    fn a_file_that_is_no_table_says_why() {
        assert_eq!(read("", COLUMNS, 10), Err(Unreadable::Empty));
        assert_eq!(read("name,roles\n\n", COLUMNS, 10), Err(Unreadable::Empty));
        assert_eq!(read("roles\nworker", COLUMNS, 10), Err(Unreadable::NoColumn("name")));
        assert_eq!(read("name,Nom\na,b", COLUMNS, 10), Err(Unreadable::Twice("name")));
        assert_eq!(read("name\na\nb\nc", COLUMNS, 2), Err(Unreadable::TooLong(2)));
    }
}
