//! Workbooks: each sheet is read as a text with delimiters would be.
//!
//! Formulas are not run: what they last gave is read. Macros and links are never
//! touched. Cells come one by one: a table as wide and long as its furthest cells
//! would fill any memory.

use std::io::{Cursor, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, DataRef, Reader as _, Sheets, open_workbook_auto_from_rs};

use super::build::Builder;
use super::code;
use super::row::Fault;
use super::{Look, Unread};
use crate::bill::Place;

/// A wider sheet is no bill.
const MOST_COLUMNS: u32 = 512;
/// A longer sheet is no bill.
const MOST_ROWS: u32 = 1_048_576;

/// Reads the sheets of a workbook into the bill.
///
/// # Errors
/// When it is damaged, or no sheet has a header or row of the profile.
pub(super) fn read(builder: &mut Builder<'_>, bytes: &[u8], look: &mut Look) -> Result<(), Unread> {
    let opened = guarded(|| open_workbook_auto_from_rs(Cursor::new(bytes)));
    let Some(Ok(mut book)) = opened else { return Err(Unread::BrokenWorkbook) };
    let wanted = builder.profile.sheet.clone();
    let names = book.sheet_names();
    let mut last = Err(Unread::NoRows);
    for (number, name) in (1_u32..).zip(&names) {
        if wanted.as_ref().is_some_and(|wanted| !wanted.eq_ignore_ascii_case(name)) {
            continue;
        }
        let Some(Ok(text)) = guarded(|| text(&mut book, name)) else {
            let fault = Fault::whole(code::SHEET);
            builder.tally.lines += 1;
            builder.fault(Place { page: number, row: 0 }, name, &fault);
            continue;
        };
        let read = super::csv::read(builder, &text, look, number);
        if last.is_err() {
            last = read;
        }
    }
    look.delimiter = None;
    last
}

fn guarded<T>(what: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(what)).ok()
}

/// A sheet as text with tabs, one line for each row; rows that hold nothing are empty lines.
fn text<R: Read + Seek>(book: &mut Sheets<R>, name: &str) -> Result<String, calamine::Error> {
    let mut lines = Lines::default();
    if let Sheets::Xlsx(book) = book {
        let mut cells = book.worksheet_cells_reader(name)?;
        while let Some(cell) = cells.next_cell()? {
            let (row, column) = cell.get_position();
            lines.cell(row, column, &said(&own(cell.get_value())));
        }
    } else {
        let range = book.worksheet_range(name)?;
        for (row, column, value) in range.used_cells() {
            let (first_row, first_column) = range.start().unwrap_or_default();
            let place = |at: usize, first: u32| u32::try_from(at).unwrap_or(u32::MAX).saturating_add(first);
            lines.cell(place(row, first_row), place(column, first_column), &said(value));
        }
    }
    Ok(lines.text)
}

fn own(value: &DataRef<'_>) -> Data {
    Data::from(value.clone())
}

#[derive(Default)]
struct Lines {
    text: String,
    row: u32,
    column: u32,
}

impl Lines {
    fn cell(&mut self, row: u32, column: u32, value: &str) {
        if row >= MOST_ROWS || column >= MOST_COLUMNS || row < self.row || value.is_empty() {
            return;
        }
        while self.row < row {
            self.text.push('\n');
            (self.row, self.column) = (self.row + 1, 0);
        }
        while self.column < column {
            self.text.push('\t');
            self.column += 1;
        }
        if value.contains(['\t', '\n', '\r', '"']) {
            self.text.push('"');
            self.text.push_str(&value.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(value);
        }
    }
}

/// What a cell shows: whole numbers without a point, days as `2025-03-03`, times as `09:02:11`.
fn said(value: &Data) -> String {
    match value {
        Data::Empty => String::new(),
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        Data::DateTime(moment) => match moment.as_f64() {
            serial if (0.0..1.0).contains(&serial) => day_and_time(serial).1,
            serial if serial.fract() == 0.0 => day_and_time(serial).0,
            serial => {
                let (day, time) = day_and_time(serial);
                format!("{day} {time}")
            }
        },
        Data::DateTimeIso(text) => text.replace('T', " "),
        other => other.to_string(),
    }
}

/// A serial number of Excel: days since the end of 1899, where 1900 has a 29 February that never was.
#[expect(clippy::cast_possible_truncation, reason = "clamped to what a calendar holds")]
fn day_and_time(serial: f64) -> (String, String) {
    let seconds = (serial.clamp(0.0, 2_900_000.0) * 86_400.0).round() as i64;
    let days = seconds.div_euclid(86_400) + i64::from(seconds < 60 * 86_400);
    let epoch = jiff::civil::date(1899, 12, 30);
    let day = epoch.checked_add(jiff::Span::new().days(days)).map_or_else(|_| "?".to_owned(), |day| day.to_string());
    let of_day = seconds.rem_euclid(86_400);
    (day, format!("{:02}:{:02}:{:02}", of_day / 3600, of_day / 60 % 60, of_day % 60))
}
