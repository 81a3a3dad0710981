//! PDF: lines rebuilt from where the letters stand, then the same profiles.
//!
//! A carrier may draw a page row by row, column by column, one letter at a time or
//! turned on its side: only positions count. See `columns` for how a line is cut
//! into cells, and how two tables side by side are told apart.

mod columns;
mod glyphs;
mod lines;

use self::columns::{Found, Segment};
use self::lines::Line;
use super::build::Builder;
use super::code;
use super::row::{Fault, Layout};
use super::{Look, Unread};
use crate::bill::Place;

/// Reads a PDF into the bill.
///
/// # Errors
/// When it is damaged or locked, holds pictures instead of letters, or no row of the profile.
pub(super) fn read(builder: &mut Builder<'_>, bytes: &[u8], look: &mut Look) -> Result<(), Unread> {
    let mut found: Option<Found> = None;
    for page in glyphs::pages(bytes)? {
        let Some(glyphs) = page.glyphs else {
            builder.tally.lines += 1;
            builder.fault(Place { page: page.number, row: 0 }, "", &Fault::whole(code::PAGE));
            continue;
        };
        let mut reader = Page { builder, look, number: page.number, row: 0 };
        found = reader.all(&lines::lines(&glyphs), found);
    }
    if builder.tally.rows == 0 && look.header.is_empty() {
        return Err(Unread::NoRows);
    }
    Ok(())
}

/// The text of a PDF, line by line, for telling carriers apart.
///
/// # Errors
/// As [`read`].
pub(super) fn text(bytes: &[u8]) -> Result<String, Unread> {
    let mut text = String::new();
    for page in glyphs::pages(bytes)?.into_iter().take(5) {
        for line in lines::lines(&page.glyphs.unwrap_or_default()) {
            text.push_str(&line.text());
            text.push('\n');
        }
    }
    Ok(text)
}

struct Page<'b, 'p> {
    builder: &'b mut Builder<'p>,
    look: &'b mut Look,
    number: u32,
    row: u32,
}

impl Page<'_, '_> {
    /// Reads a page; the header that holds at its end goes on to the next.
    fn all(&mut self, lines: &[Line], before: Option<Found>) -> Option<Found> {
        let mut current = before;
        let mut rest = lines;
        loop {
            let next = columns::next_header(self.builder.profile, rest);
            let (body, header) = match &next {
                Some((at, _)) => rest.split_at_checked(*at).unwrap_or((rest, &[])),
                None => (rest, [].as_slice()),
            };
            let under = match &current {
                Some(found) => self.until_heading(body, found),
                None => 0,
            };
            let (under, after) = body.split_at_checked(under).unwrap_or((body, &[]));
            if let Some(found) = &current {
                self.body(under, found);
            }
            after.iter().for_each(|line| self.outside(&line.text()));
            if !after.is_empty() {
                current = None;
            }
            let Some((_, found)) = next else { return current };
            self.header(header.get(..found.lines).unwrap_or(header), &found);
            rest = header.get(found.lines..).unwrap_or(&[]);
            current = Some(found);
        }
    }

    fn place(&mut self) -> Place {
        self.row += 1;
        self.builder.tally.lines += 1;
        Place { page: self.number, row: self.row }
    }

    fn header(&mut self, lines: &[Line], found: &Found) {
        for _ in lines {
            self.place();
            self.builder.tally.headers += 1;
        }
        self.builder.columns.header(&found.fits, &found.names);
        if self.look.header.is_empty() {
            self.look.header.clone_from(&found.names);
        }
    }

    fn outside(&mut self, text: &str) {
        let at = self.place();
        if !self.builder.text(at, text, text) {
            self.builder.prose(at, text, text);
        }
    }

    /// How many lines stand under the header before the heading of another kind of row.
    fn until_heading(&self, lines: &[Line], found: &Found) -> usize {
        let other = |line: &Line| self.builder.heading_of(&line.text()).is_some_and(|table| !found.fits.iter().any(|(fits, _)| *fits == table));
        lines.iter().position(other).unwrap_or(lines.len())
    }

    /// The lines under a header: cut into cells, side by side tables one after the other.
    fn body(&mut self, lines: &[Line], found: &Found) {
        let whole = |line: &Line| self.builder.described(&line.text());
        let described: Vec<bool> = lines.iter().map(whole).collect();
        for segment in columns::cut(lines, &described, found) {
            match segment {
                Segment::Whole(text) => self.outside(&text),
                Segment::Cells { text, cells } => self.cells(&text, &cells, found),
            }
        }
    }

    fn cells(&mut self, text: &str, cells: &Vec<String>, found: &Found) {
        let at = self.place();
        if self.builder.text(at, text, text) {
            return;
        }
        let mut last = None;
        for (table, layout) in &found.fits {
            match self.builder.row(at, text, *table, layout, cells) {
                Ok(()) => return,
                Err(fault) => last = last.or(Some(fault)),
            }
        }
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        if filled <= 2 && self.wrapped(text, cells, found) {
            return;
        }
        // A note under a table is no row of it; an amount, or half a row, is told.
        if filled * 2 < cells.len() {
            return self.builder.prose(at, text, text);
        }
        self.builder.fault(at, text, &last.unwrap_or(Fault::whole(code::ROW)));
    }

    /// The rest of a long name on a line of its own.
    fn wrapped(&mut self, text: &str, cells: &[String], found: &Found) -> bool {
        let profile = self.builder.profile;
        let wraps = found.fits.iter().any(|(table, _)| profile.tables.get(*table).is_some_and(|table| table.wraps));
        let (Some((_, layout)), Some(row), true) = (found.fits.first(), self.builder.bill.rows.last_mut(), wraps) else { return false };
        let words = |layout: &Layout, field| layout.get(field).and_then(|at| cells.get(at)).filter(|text| !text.is_empty()).cloned();
        let parts = [(super::Field::PlaceTo, &mut row.place_to), (super::Field::PlaceFrom, &mut row.place_from), (super::Field::Description, &mut row.description)];
        let mut taken = 0;
        for (field, value) in parts {
            let (Some(more), Some(known)) = (words(layout, field), value.as_mut()) else { continue };
            *known = format!("{known} {more}").into();
            taken += 1;
        }
        if taken == 0 || taken != cells.iter().filter(|cell| !cell.is_empty()).count() {
            return false;
        }
        row.raw = format!("{} {text}", row.raw).into();
        self.builder.tally.notes += 1;
        true
    }
}
