//! Text with delimiters: which delimiter, where the header stands, then row after row.
//!
//! Lines may end with CR, LF or both, mixed in one file (some carriers end the
//! header one way and the rows another). A quotation mark that is never closed
//! would swallow the rest of the file: the line is told, and read again without it.

use super::build::Builder;
use super::code;
use super::profile::{Column, Profile, Table, Total};
use super::row::{Cells as _, Fault, Layout, plain};
use super::seen::{Guess, Sure, What};
use super::{Look, Unread};
use crate::bill::Place;

/// Lines before the header are looked at up to here.
const HEAD_LINES: usize = 60;
/// No bill has a row over so many lines.
const MOST_LINES: usize = 20;
/// No bill has so many columns.
const MOST_COLUMNS: usize = 512;
/// The delimiters that are tried, in this order.
const DELIMITERS: [u8; 4] = *b",;\t|";

/// The header: which tables it fits, and how.
#[derive(Default)]
struct Header {
    names: Vec<String>,
    fits: Vec<(usize, Layout)>,
}

/// Reads a text with delimiters into the bill.
///
/// # Errors
/// When no header and no row of the profile is found.
pub(super) fn read(builder: &mut Builder<'_>, text: &str, look: &mut Look, page: u32) -> Result<(), Unread> {
    let (stated, text, first) = match text.lines().next().and_then(|line| line.trim().strip_prefix("sep=")) {
        Some(sign) => (sign.bytes().next(), text.split_once('\n').map_or("", |(_, rest)| rest), 2),
        None => (None, text, 1),
    };
    builder.tally.lines += first - 1;
    builder.tally.headers += first - 1;
    let (delimiter, sure) = match (builder.profile.delimiter, stated) {
        (Some(said), _) => (said, Sure::Said),
        (None, Some(stated)) => (stated, Sure::Marked),
        (None, None) => likeliest(builder.profile, text),
    };
    look.delimiter = Some(char::from(delimiter));
    if page == 0 {
        look.guesses.push(Guess::new(What::Delimiter, char::from(delimiter), sure));
    }
    let by_place = builder.profile.tables.iter().enumerate().filter(|(_, table)| !table.columns.is_empty() && !by_name(table));
    let by_place = by_place.filter_map(|(index, table)| Some((index, Layout::find(table, &[]).ok()?))).collect();
    let mut rows = Rows { builder, look, header: Header::default(), by_place, delimiter, page };
    rows.all(text, first, rows.builder.profile.quotes)?;
    rows.done()
}

/// The delimiter under which a header is found; else the one that cuts most rows alike.
fn likeliest(profile: &Profile, text: &str) -> (u8, Sure) {
    let head: Vec<&str> = text.split(['\n', '\r']).filter(|line| !line.trim().is_empty()).take(HEAD_LINES).collect();
    let found = |delimiter: &u8| head.iter().any(|line| !header(profile, &names(line, *delimiter)).is_empty());
    if profile.tables.iter().any(by_name)
        && let Some(delimiter) = DELIMITERS.iter().find(|delimiter| found(delimiter))
    {
        let others = DELIMITERS.iter().filter(|other| *other != delimiter).any(found);
        return (*delimiter, if others { Sure::Likely } else { Sure::OnlyFit });
    }
    let count = |delimiter: u8| head.iter().map(|line| line.bytes().filter(|byte| *byte == delimiter).count()).sum::<usize>();
    let best = DELIMITERS.into_iter().rev().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b',');
    let others = DELIMITERS.into_iter().filter(|other| *other != best).any(|other| count(other) > 0);
    (best, if others { Sure::Likely } else { Sure::OnlyFit })
}

fn by_name(table: &Table) -> bool {
    table.columns.iter().any(|(_, column)| matches!(column, Column::Named(_)))
}

/// The cells of a line as names.
fn names(line: &str, delimiter: u8) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(line.as_bytes());
    let mut record = csv::StringRecord::new();
    match reader.read_record(&mut record) {
        Ok(true) => record.iter().map(plain).collect(),
        _ => Vec::new(),
    }
}

/// The tables whose columns all have their name here.
fn header(profile: &Profile, names: &[String]) -> Vec<(usize, Layout)> {
    let tables = profile.tables.iter().enumerate().filter(|(_, table)| by_name(table));
    tables.filter_map(|(index, table)| Some((index, Layout::find(table, names).ok()?))).collect()
}

/// The names that are missing for the table that fits best.
pub(super) fn missing(profile: &Profile, text: &str) -> Vec<String> {
    let head = text.split(['\n', '\r']).filter(|line| !line.trim().is_empty()).take(HEAD_LINES);
    let lines: Vec<Vec<String>> = head.flat_map(|line| DELIMITERS.map(|delimiter| names(line, delimiter))).collect();
    let lacking = |table: &Table, names: &Vec<String>| -> Vec<String> {
        let named = table.columns.iter().filter(|(field, _)| !table.optional.contains(field));
        let wanted = named.filter_map(|(_, column)| if let Column::Named(any) = column { Some(any) } else { None });
        wanted.filter(|any| !any.iter().any(|name| names.contains(&plain(name)))).filter_map(|any| any.first().cloned()).collect()
    };
    let all = profile.tables.iter().filter(|table| by_name(table)).flat_map(|table| lines.iter().map(move |names| lacking(table, names)));
    all.min_by_key(Vec::len).unwrap_or_default()
}

struct Rows<'b, 'p> {
    builder: &'b mut Builder<'p>,
    look: &'b mut Look,
    header: Header,
    /// Tables whose columns are known by position.
    by_place: Vec<(usize, Layout)>,
    delimiter: u8,
    page: u32,
}

impl Rows<'_, '_> {
    /// Reads from here to the end; after a quotation mark that is not closed, once more from the next line.
    fn all(&mut self, text: &str, first: u64, quotes: bool) -> Result<(), Unread> {
        let (mut rest, mut line) = (text, first);
        while let Some((swallowed, at)) = self.until_open(rest, line, quotes) {
            let cut = swallowed.find(['\n', '\r']).unwrap_or(swallowed.len());
            let (alone, after) = swallowed.split_at_checked(cut).ok_or(Unread::NoText)?;
            let place = self.place(at);
            self.builder.tally.lines += 1;
            self.builder.fault(place, alone, &Fault::whole(code::QUOTE));
            rest = after.strip_prefix("\r\n").or_else(|| after.strip_prefix(['\n', '\r'])).unwrap_or("");
            line = at + 1;
        }
        Ok(())
    }

    /// Reads rows; where a quotation mark swallows too much, the text from there and its line.
    fn until_open<'t>(&mut self, text: &'t str, first: u64, quotes: bool) -> Option<(&'t str, u64)> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).quoting(quotes).delimiter(self.delimiter).from_reader(text.as_bytes());
        let mut record = csv::StringRecord::new();
        // The reader counts LF only: where CR ends lines, too, each record is a line.
        let counts = memchr::memchr(b'\r', text.as_bytes()).is_none_or(|at| text.as_bytes().get(at + 1) == Some(&b'\n'));
        let (mut counted, mut mark) = (first, 0);
        loop {
            let begin = usize::try_from(reader.position().byte()).ok()?;
            let reached = reader.position().line();
            match reader.read_record(&mut record) {
                Ok(true) => {}
                _ => return None,
            }
            let end = usize::try_from(reader.position().byte()).ok()?;
            let whole = text.get(begin..end)?;
            let raw = whole.trim_start_matches(['\n', '\r']);
            let ahead = whole.len() - raw.len();
            let start = begin + ahead;
            let line = if counts {
                first + reached - 1 + whole.get(..ahead).map_or(0, breaks)
            } else {
                counted += text.get(mark..start).map_or(0, breaks);
                mark = start;
                counted
            };
            let raw = raw.trim_end_matches(['\n', '\r']);
            if quotes && (raw.len() > 1 << 20 || (raw.len() > 200 && breaks(raw) >= MOST_LINES as u64)) {
                return Some((text.get(start..)?, line));
            }
            self.record(line, raw, &record);
        }
    }

    fn place(&self, line: u64) -> Place {
        Place { page: self.page, row: u32::try_from(line).unwrap_or(u32::MAX) }
    }

    fn record(&mut self, line: u64, raw: &str, record: &csv::StringRecord) {
        if record.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        let at = self.place(line);
        self.builder.tally.lines += 1;
        if record.len() > MOST_COLUMNS {
            return self.builder.fault(at, raw, &Fault::whole(code::ROW_LONG));
        }
        if self.total(at, raw, record) {
            return;
        }
        let fault = match self.row(at, raw, record) {
            Ok(()) => return,
            Err(fault) => fault,
        };
        if self.is_header(at, record) {
            return;
        }
        let text = joined(record);
        if self.builder.text(at, raw, &text) {
            return;
        }
        match fault {
            // Nothing is expected before the header but words.
            None => self.builder.prose(at, raw, &text),
            Some(fault) => self.builder.fault(at, raw, &fault),
        }
    }

    /// A record that is a total by its first cell or its columns.
    fn total(&mut self, at: Place, raw: &str, record: &csv::StringRecord) -> bool {
        let profile = self.builder.profile;
        for total in profile.totals.iter().filter(|total| !total.columns.is_empty()) {
            if !first_is(total.first_cell.as_deref(), record) {
                continue;
            }
            let table = as_table(total);
            let Ok(layout) = Layout::find(&table, &self.header.names) else { continue };
            if super::row::only(&total.only, layout.only(), record) {
                total_row(self.builder, at, raw, total, &layout, record);
                return true;
            }
        }
        false
    }

    /// # Errors
    /// Why it is no row; `None` when there was no header yet.
    fn row(&mut self, at: Place, raw: &str, record: &csv::StringRecord) -> Result<(), Option<Fault>> {
        let profile = self.builder.profile;
        let mut last = None;
        // Rows without a day could be read out of a line of totals: those are looked at first.
        let careful = |table: &Table| !table.columns.iter().any(|(field, _)| matches!(field, super::Field::Date | super::Field::DateTime));
        for (index, layout) in self.header.fits.iter().chain(&self.by_place) {
            let Some(table) = profile.tables.get(*index) else { continue };
            if !first_is(table.first_cell.as_deref(), record) {
                continue;
            }
            if careful(table) && self.builder.described(&joined(record)) {
                continue;
            }
            match self.builder.row(at, raw, *index, layout, record) {
                Ok(()) => return Ok(()),
                Err(fault) => last = last.or(Some(fault)),
            }
        }
        let expected = !self.header.names.is_empty() || !profile.tables.iter().any(by_name);
        Err(last.or(expected.then_some(Fault::whole(code::ROW))))
    }

    fn is_header(&mut self, at: Place, record: &csv::StringRecord) -> bool {
        let names: Vec<String> = record.iter().map(plain).collect();
        let fits = header(self.builder.profile, &names);
        if fits.is_empty() {
            return false;
        }
        self.builder.tally.headers += 1;
        let shown: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
        self.builder.columns.header(&fits, &shown);
        let again = self.header.names == names;
        let used: std::collections::HashSet<usize> = fits.iter().flat_map(|(_, layout)| layout.used()).collect();
        if !again {
            let twice = names.iter().enumerate().find(|(at, name)| !name.is_empty() && used.contains(&names.iter().position(|n| n == *name).unwrap_or(*at)) && names.iter().take(*at).any(|n| n == *name));
            if let Some((position, _)) = twice {
                let raw = record.get(position).unwrap_or("").to_owned();
                self.builder.problem(at, &raw, None, code::COLUMN_TWICE);
            }
            self.look.unused = shown.iter().enumerate().filter(|(at, name)| !used.contains(at) && !name.is_empty()).map(|(_, name)| name.clone()).collect();
            self.look.header = shown;
        }
        self.header = Header { names, fits };
        true
    }

    fn done(&mut self) -> Result<(), Unread> {
        let profile = self.builder.profile;
        let named = profile.tables.iter().any(by_name);
        let otherwise = profile.tables.iter().any(|table| !by_name(table));
        if named && !otherwise && self.header.names.is_empty() {
            return Err(Unread::NoHeader(Vec::new()));
        }
        if self.builder.tally.rows == 0 && self.header.names.is_empty() {
            return Err(Unread::NoRows);
        }
        Ok(())
    }
}

fn breaks(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let crs = memchr::memchr_iter(b'\r', bytes).filter(|at| bytes.get(at + 1) != Some(&b'\n')).count();
    (memchr::memchr_iter(b'\n', bytes).count() + crs) as u64
}

fn first_is(wanted: Option<&str>, record: &csv::StringRecord) -> bool {
    wanted.is_none_or(|wanted| record.cell(0).is_some_and(|cell| cell.trim() == wanted))
}

/// The cells that hold something, with one blank between.
fn joined(record: &csv::StringRecord) -> String {
    record.iter().map(str::trim).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A total's columns, looked up as a table's are.
fn as_table(total: &Total) -> Table {
    Table {
        name: String::new(),
        kind: crate::bill::Kind::Usage,
        service: crate::bill::Service::Other,
        note: false,
        direction: None,
        heading: Vec::new(),
        row: Vec::new(),
        first_cell: None,
        header_lines: 1,
        wraps: false,
        whole_account: false,
        columns: total.columns.clone(),
        optional: Vec::new(),
        blank: Vec::new(),
        group: total.group.clone(),
        join: Vec::new(),
        when: Vec::new(),
        only: total.only.clone(),
    }
}

fn total_row(builder: &mut Builder<'_>, at: Place, raw: &str, total: &Total, layout: &Layout, record: &csv::StringRecord) {
    use super::profile::Field;
    use super::row::FactOf;
    let cell = |field: Field| layout.get(field).and_then(|at| record.get(at)).unwrap_or("").trim();
    let line = super::row::our(builder.profile, cell(Field::Line));
    for (field, fact) in [(Field::Account, FactOf::Account), (Field::Invoice, FactOf::Invoice), (Field::BillDate, FactOf::BillDate)] {
        builder.fact_value(fact, cell(field), at);
    }
    let (from, to) = (cell(Field::PeriodFrom), cell(Field::PeriodTo));
    builder.fact_value(FactOf::Period(from.to_owned(), to.to_owned()), &format!("{from} {to}"), at);
    let section = layout.group_key(record).map(|key| builder.keyed_section(key, line, at));
    let mut printed = Some(Vec::new());
    for field in [Field::Total, Field::Airtime, Field::LongDistance, Field::Minutes, Field::Kilobytes, Field::Rows] {
        if layout.get(field).is_none() {
            continue;
        }
        match (builder.summed(field.key(), cell(field)), printed.as_mut()) {
            (Some(Some(amount)), Some(all)) => all.push(amount),
            _ => printed = None,
        }
    }
    // A row of facts about the bill may print no sum.
    if printed.as_ref().is_some_and(Vec::is_empty) {
        builder.tally.facts += 1;
        return;
    }
    builder.total(at, raw, total, line, section, printed);
}
