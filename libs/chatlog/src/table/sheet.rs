//! Excel's workbooks (`.xlsx`): the first sheet, by what a person said of its
//! columns. Formulas are not run: what they last gave is read. Macros and links
//! are never touched.

use super::mapped::{Mapping, fill};
use crate::archive::{Archive, File};
use crate::guard::guarded;
use crate::{Answers, Message, Note, Out, Reason, TableCount};
use calamine::{Data, Reader as _, Xlsx};
use jiff::ToSpan as _;
use std::io;

/// A larger workbook is no list of messages.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// A wider row is no message.
const MOST_COLUMNS: usize = 512;

/// Whether the files of an archive are those of a workbook.
pub(crate) fn is_workbook(files: &[File]) -> bool {
    let has = |name: &str| files.iter().any(|file| file.name == name);
    has("[Content_Types].xml") && has("xl/workbook.xml")
}

/// Reads a workbook whose archive was checked.
///
/// # Errors
/// When the source cannot be read or `out` refuses.
pub(crate) fn read<R: io::Read + io::Seek>(
    archive: Archive<R>,
    answers: &Answers,
    out: &mut Out<'_>,
) -> io::Result<()> {
    let size: u64 = archive.files().iter().map(|file| file.size).sum();
    let macros = archive
        .files()
        .iter()
        .any(|file| file.name.ends_with("vbaProject.bin"));
    let Some(mapping) = answers.table.as_ref() else {
        return out.problem(0, 0, Reason::Incomplete, b"");
    };
    if macros || size > MOST_BYTES {
        let reason = if macros {
            Reason::Refused
        } else {
            Reason::TooLong
        };
        return out.problem(0, 0, reason, b"");
    }
    let opened = guarded(|| Xlsx::new(archive.into_source()));
    let Some(Ok(mut book)) = opened else {
        return out.problem(0, 0, Reason::Malformed, b"");
    };
    let first = book.sheet_names().first().cloned().unwrap_or_default();
    let Some(Ok(mut cells)) = guarded(|| book.worksheet_cells_reader(&first)) else {
        return out.problem(0, 0, Reason::Malformed, b"");
    };
    // One by one: a table as wide and long as its furthest cells fills any memory.
    let mut rows = Rows::new(mapping, answers.choices.owner.as_deref());
    loop {
        match guarded(|| cells.next_cell()) {
            Some(Ok(Some(cell))) => {
                let (row, column) = cell.get_position();
                rows.cell(row, column, Data::from(cell.get_value().clone()), out)?;
            }
            Some(Ok(None)) => break,
            Some(Err(_)) | None => {
                rows.problem(Reason::Malformed, out)?;
                break;
            }
        }
    }
    rows.end(out)
}

/// Cells of a row, until another row begins.
struct Rows<'a> {
    mapping: &'a Mapping,
    owner: Option<&'a str>,
    names: Vec<String>,
    row: Option<u32>,
    cells: Vec<Data>,
    wide: bool,
    count: TableCount,
}

impl<'a> Rows<'a> {
    fn new(mapping: &'a Mapping, owner: Option<&'a str>) -> Self {
        Self {
            mapping,
            owner,
            names: Vec::new(),
            row: None,
            cells: Vec::new(),
            wide: false,
            count: TableCount {
                table: "sheet 1".to_owned(),
                ..TableCount::default()
            },
        }
    }

    fn cell(&mut self, row: u32, column: u32, value: Data, out: &mut Out<'_>) -> io::Result<()> {
        if self.row != Some(row) {
            self.flush(out)?;
            self.row = Some(row);
        }
        let column = column as usize;
        if column >= MOST_COLUMNS {
            self.wide = true;
            return Ok(());
        }
        if self.cells.len() <= column {
            self.cells.resize(column + 1, Data::Empty);
        }
        if let Some(cell) = self.cells.get_mut(column) {
            *cell = value;
        }
        Ok(())
    }

    fn problem(&mut self, reason: Reason, out: &mut Out<'_>) -> io::Result<()> {
        self.count.rows += 1;
        self.count.problems += 1;
        let id = self.row.map_or(1, |row| i64::from(row) + 1);
        let table = self.count.table.clone();
        out.bad_row(crate::Row { table, id }, reason, String::new())
    }

    fn flush(&mut self, out: &mut Out<'_>) -> io::Result<()> {
        let cells = std::mem::take(&mut self.cells);
        let Some(row) = self.row else { return Ok(()) };
        if std::mem::take(&mut self.wide) {
            return self.problem(Reason::TooLong, out);
        }
        self.count.rows += 1;
        let texts: Vec<String> = cells.iter().map(text).collect();
        if self.names.is_empty() && !self.mapping.no_header {
            self.count.other += 1;
            self.names = texts;
            return Ok(());
        }
        if texts.iter().all(|text| text.trim().is_empty()) {
            self.count.other += 1;
            return Ok(());
        }
        let mut message = Message {
            row: Some(crate::Row {
                table: self.count.table.clone(),
                id: i64::from(row) + 1,
            }),
            ..Message::default()
        };
        fill(&mut message, self.mapping, &self.names, &texts, self.owner);
        for cell in cells.iter().filter(|cell| matches!(cell, Data::Error(_))) {
            message.notes.push(Note::BadField {
                field: cell.to_string(),
            });
        }
        out.message(message)?;
        self.count.messages += 1;
        Ok(())
    }

    fn end(mut self, out: &mut Out<'_>) -> io::Result<()> {
        self.flush(out)?;
        out.table(self.count)
    }
}

fn text(cell: &Data) -> String {
    match cell {
        Data::DateTime(date) if date.is_datetime() => serial(date.as_f64()).unwrap_or_default(),
        // A number that stands for a telephone keeps all its figures.
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
            format!("{number:.0}")
        }
        other => other.to_string(),
    }
}

/// Days since the last day of 1899, where Excel believes in a 29 February 1900:
/// that day does not exist, and before it all are one off.
fn serial(days: f64) -> Option<String> {
    if !(1.0..2_958_466.0).contains(&days) || (60.0..61.0).contains(&days) {
        return None;
    }
    let base = jiff::civil::date(1899, 12, if days < 60.0 { 31 } else { 30 }).at(0, 0, 0, 0);
    #[expect(clippy::cast_possible_truncation, reason = "bounded above")]
    let seconds = (days * 86_400.0).round() as i64;
    let at = base.checked_add(seconds.seconds()).ok()?;
    Some(at.strftime("%Y-%m-%d %H:%M:%S").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_never_was_is_none() {
        assert_eq!(serial(60.5), None);
        assert_eq!(serial(59.0).as_deref(), Some("1900-02-28 00:00:00"));
        assert_eq!(serial(61.0).as_deref(), Some("1900-03-01 00:00:00"));
        assert_eq!(
            serial(45_244.926_62).as_deref(),
            Some("2023-11-14 22:14:20")
        );
        assert_eq!((serial(-1.0), serial(f64::NAN)), (None, None));
    }
}
