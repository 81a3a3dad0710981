//! Excel's workbooks (`.xlsx`): the first sheet, by what a person said of its
//! columns. Formulas are not run: what they last gave is read. Macros and links
//! are never touched.

use super::fit::{Misfit, Seen};
use super::mapped::{Mapping, fill};
use super::records::MOST_COLUMNS;
use crate::archive::{Archive, File};
use crate::guard::guarded;
use crate::whatsapp::OrderDecision;
use crate::{Message, Note, Notice, Out, Reason, TableCount};
use calamine::{Data, Reader as _, Xlsx};
use jiff::ToSpan as _;
use std::io;

/// A larger workbook is no list of messages.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// How many days the first of January 1904 is after the day that Excel counts
/// as 0.
const FROM_1900_TO_1904: f64 = 1462.0;

/// Whether the files of an archive are those of a workbook.
pub(crate) fn is_workbook(files: &[File]) -> bool {
    let has = |name: &str| files.iter().any(|file| file.name == name);
    has("[Content_Types].xml") && has("xl/workbook.xml")
}

/// A workbook whose archive was checked.
pub(crate) struct Workbook<R: io::Read + io::Seek> {
    book: Xlsx<R>,
    /// Days are counted from 1904.
    since_1904: bool,
}

/// A row of a sheet.
struct Line {
    /// Counted from 1.
    number: i64,
    cells: Vec<Data>,
    texts: Vec<String>,
    /// It has more columns than are read.
    wide: bool,
}

impl Line {
    fn is_blank(&self) -> bool {
        self.texts.iter().all(|text| text.trim().is_empty())
    }
}

type Tell<'a> = &'a mut dyn FnMut(Line) -> io::Result<()>;

impl<R: io::Read + io::Seek> Workbook<R> {
    /// Opens it; or why it is not read.
    pub fn open(archive: Archive<R>) -> Result<Self, Reason> {
        let size: u64 = archive.files().iter().map(|file| file.size).sum();
        let has_macros = |file: &File| file.name.ends_with("vbaProject.bin");
        if archive.files().iter().any(has_macros) {
            return Err(Reason::Refused);
        }
        if size > MOST_BYTES {
            return Err(Reason::TooLong);
        }
        match guarded(|| Xlsx::new(archive.into_source())) {
            Some(Ok(book)) => Ok(Self {
                since_1904: book.has_1904_epoch(),
                book,
            }),
            _ => Err(Reason::Malformed),
        }
    }

    /// What the first sheet lacks of what a person said of its columns, or the
    /// question about its dates that stays open.
    pub fn fits(&mut self, mapping: &Mapping) -> Result<Option<OrderDecision>, Misfit> {
        let mut seen = Seen::default();
        let told = self.lines(&mut |line| {
            if line.wide {
                seen.wide_row();
            } else if !line.is_blank() {
                let text = |column: usize| line.texts.get(column).cloned().unwrap_or_default();
                seen.row(mapping, line.texts.len(), text);
            }
            Ok(())
        });
        // Of a sheet that is damaged, reading says what is lost.
        match told {
            Ok(None) => seen.fits(mapping),
            _ => Ok(None),
        }
    }

    /// The first rows of the first sheet that are not blank.
    pub fn head(&mut self, most: usize) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        // An error ends the walk: the rest is not wanted.
        let _ = self.lines(&mut |line| {
            if !line.is_blank() {
                rows.push(line.texts);
            }
            if rows.len() < most {
                Ok(())
            } else {
                Err(io::ErrorKind::Interrupted.into())
            }
        });
        rows
    }

    /// Hands out the rows of the first sheet by what a person said of them.
    ///
    /// # Errors
    /// When `out` refuses.
    pub fn read(
        &mut self,
        mapping: &Mapping,
        owner: Option<&str>,
        out: &mut Out<'_>,
    ) -> io::Result<()> {
        if let Some(notice) = self.other_sheets() {
            out.notice(notice)?;
        }
        let mut rows = Rows {
            mapping,
            owner,
            names: Vec::new(),
            count: TableCount {
                table: self.book.sheet_names().first().cloned().unwrap_or_default(),
                ..TableCount::default()
            },
        };
        let broken = self.lines(&mut |line| rows.line(&line, out))?;
        if let Some(number) = broken {
            rows.problem(number, Reason::Malformed, out)?;
        }
        out.table(rows.count)
    }

    /// Tells every row that has cells. Some: the sheet cannot be read on from
    /// this row.
    fn lines(&mut self, tell: Tell<'_>) -> io::Result<Option<i64>> {
        let since_1904 = self.since_1904;
        let first = self.book.sheet_names().first().cloned().unwrap_or_default();
        let Some(Ok(mut cells)) = guarded(|| self.book.worksheet_cells_reader(&first)) else {
            return Ok(Some(1));
        };
        // One by one: a table as wide and long as its furthest cells fills any memory.
        let mut line: Option<Line> = None;
        loop {
            let next = match guarded(|| cells.next_cell()) {
                Some(Ok(next)) => next,
                Some(Err(_)) | None => {
                    let number = line.as_ref().map_or(1, |line| line.number);
                    line.take().map_or(Ok(()), &mut *tell)?;
                    return Ok(Some(number));
                }
            };
            let Some(cell) = next else { break };
            let (row, column) = cell.get_position();
            let number = i64::from(row) + 1;
            if let Some(done) = line.take_if(|line| line.number != number) {
                tell(done)?;
            }
            let line = line.get_or_insert_with(|| Line {
                number,
                cells: Vec::new(),
                texts: Vec::new(),
                wide: false,
            });
            let column = column as usize;
            if column >= MOST_COLUMNS {
                line.wide = true;
                continue;
            }
            if line.cells.len() <= column {
                line.cells.resize(column + 1, Data::Empty);
                line.texts.resize(column + 1, String::new());
            }
            let value = Data::from(cell.get_value().clone());
            if let (Some(text), Some(cell)) =
                (line.texts.get_mut(column), line.cells.get_mut(column))
            {
                (*text, *cell) = (words(&value, since_1904), value);
            }
        }
        line.map_or(Ok(()), tell)?;
        Ok(None)
    }

    /// Said where the workbook has more than the sheet that is read.
    fn other_sheets(&self) -> Option<Notice> {
        let names = self.book.sheet_names();
        let (first, others) = names.split_first()?;
        if others.is_empty() {
            return None;
        }
        let list = |open: &str, close: &str| {
            let quoted = others.iter().map(|name| format!("{open}{name}{close}"));
            quoted.collect::<Vec<_>>().join(", ")
        };
        Some(Notice::Other {
            en: format!(
                "Only the first sheet was read, “{first}”. These were not: {}.",
                list("“", "”")
            ),
            fr: format!(
                "Seule la première feuille a été lue, «\u{a0}{first}\u{a0}». Celles-ci ne l’ont pas été\u{a0}: {}.",
                list("«\u{a0}", "\u{a0}»")
            ),
        })
    }
}

/// What becomes of the rows.
struct Rows<'a> {
    mapping: &'a Mapping,
    owner: Option<&'a str>,
    names: Vec<String>,
    count: TableCount,
}

impl Rows<'_> {
    fn problem(&mut self, number: i64, reason: Reason, out: &mut Out<'_>) -> io::Result<()> {
        self.count.rows += 1;
        self.count.problems += 1;
        let table = self.count.table.clone();
        out.bad_row(crate::Row { table, id: number }, reason, String::new())
    }

    fn line(&mut self, line: &Line, out: &mut Out<'_>) -> io::Result<()> {
        if line.wide {
            return self.problem(line.number, Reason::TooLong, out);
        }
        self.count.rows += 1;
        if line.is_blank() {
            self.count.other += 1;
            return Ok(());
        }
        if self.names.is_empty() && !self.mapping.no_header {
            self.count.other += 1;
            self.names.clone_from(&line.texts);
            return Ok(());
        }
        let mut message = Message {
            row: Some(crate::Row {
                table: self.count.table.clone(),
                id: line.number,
            }),
            ..Message::default()
        };
        fill(
            &mut message,
            self.mapping,
            &self.names,
            &line.texts,
            self.owner,
        );
        for cell in &line.cells {
            if matches!(cell, Data::Error(_)) {
                message.notes.push(Note::BadField {
                    field: cell.to_string(),
                });
            }
        }
        out.message(message)?;
        self.count.messages += 1;
        Ok(())
    }
}

/// A cell as a person sees it: dates with the year first.
fn words(cell: &Data, since_1904: bool) -> String {
    match cell {
        Data::DateTime(date) => {
            let days = date.as_f64();
            let told = moment(days, since_1904).filter(|_| date.is_datetime());
            told.unwrap_or_else(|| days.to_string())
        }
        // A number that stands for a telephone keeps all its figures.
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
            format!("{number:.0}")
        }
        other => other.to_string(),
    }
}

/// Days since the last day of 1899, where Excel believes in a 29 February 1900:
/// that day does not exist, and before it all are one off. Or since the first of
/// 1904, as workbooks from older Macs have it. Less than a day is a time of day.
fn moment(days: f64, since_1904: bool) -> Option<String> {
    let is_time = (0.0..1.0).contains(&days);
    let days = if since_1904 && !is_time {
        days + FROM_1900_TO_1904
    } else {
        days
    };
    if !(0.0..2_958_466.0).contains(&days) || (60.0..61.0).contains(&days) {
        return None;
    }
    let base = jiff::civil::date(1899, 12, if days < 60.0 { 31 } else { 30 }).at(0, 0, 0, 0);
    #[expect(clippy::cast_possible_truncation, reason = "bounded above")]
    let seconds = (days * 86_400.0).round() as i64;
    let at = base.checked_add(seconds.seconds()).ok()?;
    let shape = match seconds % 86_400 {
        _ if is_time => "%H:%M:%S",
        0 => "%Y-%m-%d",
        _ => "%Y-%m-%d %H:%M:%S",
    };
    Some(at.strftime(shape).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(days: f64) -> Option<String> {
        moment(days, false)
    }

    #[test]
    fn a_day_that_never_was_is_none() {
        assert_eq!(told(60.5), None);
        assert_eq!(told(59.0).as_deref(), Some("1900-02-28"));
        assert_eq!(told(61.0).as_deref(), Some("1900-03-01"));
        assert_eq!(told(45_244.926_62).as_deref(), Some("2023-11-14 22:14:20"));
        assert_eq!((told(-1.0), told(f64::NAN)), (None, None));
    }

    #[test]
    fn less_than_a_day_is_a_time_of_day() {
        assert_eq!(told(0.4375).as_deref(), Some("10:30:00"));
        assert_eq!(moment(0.4375, true).as_deref(), Some("10:30:00"));
    }

    #[test]
    fn days_counted_from_1904_are_the_same_days() {
        assert_eq!(moment(43_782.5, true), told(45_244.5));
        assert_eq!(
            moment(43_782.5, true).as_deref(),
            Some("2023-11-14 12:00:00")
        );
    }
}
