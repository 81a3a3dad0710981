//! First pass: where do headers stand, of which shape, and which of them are
//! real? Decides the line-ending rule, the shape of each segment, and which
//! look-alike lines are quoted text.

use super::calendar::{DateOrder, Reading, open_orders, read_date};
use super::header::Header;
use super::shape::{Platform, Shape};
use super::stencil::Met;
use crate::lines::Before;
use std::ops::Range;

/// More changes of shape than this are no export at all; what follows counts
/// for the most frequent shape only.
const MOST_RUNS: usize = 20_000;

/// One stretch of the file rendered by one formatter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub bytes: Range<u64>,
    pub shape: Shape,
    /// Where set, a header that makes no day in this order is quoted text.
    pub only: Option<DateOrder>,
    /// Headers of both orders stand mixed.
    pub mixed: bool,
}

/// What the first pass found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Layout {
    pub stretches: Vec<Stretch>,
    /// Only a line after CR LF can be a header.
    pub crlf_rule: bool,
    pub bytes: u64,
    pub lines: u64,
}

/// Which order a header's numbers force, if any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Force {
    Either,
    DayFirst,
    MonthFirst,
}

/// Headers of one shape in a row.
#[derive(Debug, Clone)]
struct Run {
    shape: Shape,
    after_lf: bool,
    start: u64,
    count: u64,
    day_first: u64,
    month_first: u64,
    first: Header,
    last: Header,
    /// Where the forced order changes: offset of the first header after the
    /// last of the old kind, of the first of the new kind, and the new kind.
    turns: u64,
    first_forced: Force,
    forced: Force,
    turn: Option<(u64, u64)>,
    after_forced: u64,
}

impl Run {
    fn new(header: &Header, offset: u64, after_lf: bool, force: Force) -> Self {
        let mut run = Self {
            shape: header.shape,
            after_lf,
            start: offset,
            count: 0,
            day_first: 0,
            month_first: 0,
            first: *header,
            last: *header,
            turns: 0,
            first_forced: Force::Either,
            forced: Force::Either,
            turn: None,
            after_forced: offset,
        };
        run.add(offset, force);
        run
    }

    #[inline]
    fn add(&mut self, offset: u64, force: Force) {
        if self.after_forced == u64::MAX {
            self.after_forced = offset;
        }
        self.count += 1;
        match force {
            Force::Either => return,
            Force::DayFirst => self.day_first += 1,
            Force::MonthFirst => self.month_first += 1,
        }
        if self.forced != Force::Either && self.forced != force {
            self.turns += 1;
            self.turn = Some((self.after_forced, offset));
        }
        if self.first_forced == Force::Either {
            self.first_forced = force;
        }
        self.forced = force;
        self.after_forced = u64::MAX;
    }

    /// Takes a later run of the same shape in.
    fn absorb(&mut self, other: &Run) {
        let (before, after) = (self.forced, other.first_forced);
        if before != Force::Either && after != Force::Either && before != after {
            self.turns += 1;
            self.turn = Some((other.start, other.start));
        }
        if self.first_forced == Force::Either {
            self.first_forced = other.first_forced;
        }
        if other.turn.is_some() {
            self.turn = other.turn;
        }
        self.turns += other.turns;
        self.count += other.count;
        self.day_first += other.day_first;
        self.month_first += other.month_first;
        self.last = other.last;
        if other.forced != Force::Either {
            self.forced = other.forced;
            self.after_forced = other.after_forced;
        }
    }
}

fn force_of(header: &Header) -> Force {
    let can = |order| {
        open_orders(header).contains(&order) && read_date(header, order) != Reading::Impossible
    };
    match (can(DateOrder::DayMonthYear), can(DateOrder::MonthDayYear)) {
        (true, false) if !can(DateOrder::YearMonthDay) => Force::DayFirst,
        (false, true) if !can(DateOrder::YearMonthDay) => Force::MonthFirst,
        _ => Force::Either,
    }
}

#[inline]
pub(crate) fn possible(header: &Header) -> bool {
    open_orders(header)
        .iter()
        .any(|order| read_date(header, *order) != Reading::Impossible)
}

/// Counts how line endings and headers go together.
#[derive(Debug, Default, Clone, Copy)]
struct Endings {
    header_after_crlf: u64,
    header_after_lf: u64,
    text_after_lf: u64,
    text_after_crlf: u64,
}

impl Endings {
    /// A true iPhone file: CR LF ends messages and LF breaks lines in them. Not
    /// so where an editor saved the file with one or the other everywhere.
    fn tell_messages(self) -> bool {
        self.header_after_crlf > 0
            && self.header_after_lf * 2 <= self.header_after_crlf
            && self.text_after_crlf * 20 <= self.header_after_crlf
            && self.header_after_lf + self.text_after_lf > 0
    }
}

/// Watches lines go by and says at the end where headers stand.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    runs: Vec<Run>,
    endings: Endings,
    lines: u64,
    /// What was found about a date a moment ago, and what that header was made
    /// by; most lines have the same.
    known: (u64, u64, Option<Force>),
    /// The last header is counted in its run and not kept there yet.
    unkept: bool,
    /// What made the last header of the last run; another made by the same is
    /// of the same shape.
    noted: u64,
    /// The header before, where another like it would only be counted.
    again: Option<Again>,
}

/// Headers that follow one another, alike but for the time.
#[derive(Debug, Clone, Copy)]
struct Again {
    made_by: u64,
    day: u64,
    before: Before,
    force: Force,
    /// How many came after the first, and the time of the last of them.
    count: u64,
    time: (u8, u8, Option<u8>),
}

impl Watch {
    /// A line that is no header.
    #[inline]
    pub fn text(&mut self, before: Before) {
        self.lines += 1;
        self.endings.text_after_lf += u64::from(before == Before::Lf);
        self.endings.text_after_crlf += u64::from(before == Before::CrLf);
    }

    /// A line that looks like a header. False when it can be no day at all and
    /// counts as text.
    #[inline]
    pub fn header(&mut self, met: &Met, offset: u64, before: Before) -> bool {
        if let Some(again) = &mut self.again
            && again.made_by == met.made_by
            && again.day == met.day
            && again.before == before
        {
            again.count += 1;
            again.time = (met.header.hour, met.header.minute, met.header.second);
            return true;
        }
        self.other_header(met, offset, before)
    }

    fn other_header(&mut self, met: &Met, offset: u64, before: Before) -> bool {
        self.settle();
        let Some(force) = self.force(met) else {
            self.text(before);
            return false;
        };
        self.lines += 1;
        match before {
            Before::CrLf => self.endings.header_after_crlf += 1,
            Before::Lf => self.endings.header_after_lf += 1,
            _ => {}
        }
        let after_lf = before == Before::Lf;
        if self.noted == met.made_by
            && let Some(run) = self.runs.last_mut()
            && run.after_lf == after_lf
        {
            run.add(offset, force);
            self.unkept = true;
        } else {
            self.unkept = note(&mut self.runs, &met.header, offset, after_lf, force);
            self.noted = if self.unkept { met.made_by } else { 0 };
        }
        self.again = self.unkept.then_some(Again {
            made_by: met.made_by,
            day: met.day,
            before,
            force,
            count: 0,
            time: (0, 0, None),
        });
        true
    }

    /// Counts the headers that were alike. They came after one of the same
    /// date in the same run, so nothing else changes.
    fn settle(&mut self) {
        let Some(again) = self.again.take().filter(|again| again.count > 0) else {
            return;
        };
        self.lines += again.count;
        match again.before {
            Before::CrLf => self.endings.header_after_crlf += again.count,
            Before::Lf => self.endings.header_after_lf += again.count,
            _ => {}
        }
        if let Some(run) = self.runs.last_mut() {
            run.count += again.count;
            match again.force {
                Force::Either => {}
                Force::DayFirst => run.day_first += again.count,
                Force::MonthFirst => run.month_first += again.count,
            }
            (run.last.hour, run.last.minute, run.last.second) = again.time;
        }
    }

    /// Keeps the header that was met last as the last of its run. A header that
    /// was only just written is slow to copy; so this comes later.
    #[inline]
    pub fn keep(&mut self, header: &Header) {
        if self.unkept
            && let Some(run) = self.runs.last_mut()
        {
            run.last = *header;
            self.unkept = false;
        }
    }

    #[inline]
    fn force(&mut self, met: &Met) -> Option<Force> {
        let (made_by, day, force) = self.known;
        if made_by == met.made_by && day == met.day {
            return force;
        }
        let force = possible(&met.header).then(|| force_of(&met.header));
        self.known = (met.made_by, met.day, force);
        force
    }

    /// Whether it makes no difference if only a line after CR LF can be a header.
    pub fn endings_do_not_matter(&self) -> bool {
        self.endings.header_after_lf == 0
    }

    /// What the lines say together; the file has so many bytes.
    pub fn finish(mut self, bytes: u64) -> Layout {
        self.settle();
        let crlf_rule = self.endings.tell_messages();
        let mut runs = self.runs;
        if crlf_rule {
            runs.retain(|run| !run.after_lf);
        }
        Layout {
            stretches: stretches(&merge(runs), bytes),
            crlf_rule,
            bytes,
            lines: self.lines,
        }
    }
}

/// Counts a header; whether it is to be kept as the last of its run.
#[inline]
fn note(runs: &mut Vec<Run>, header: &Header, offset: u64, after_lf: bool, force: Force) -> bool {
    let full = runs.len() >= MOST_RUNS;
    match runs.last_mut() {
        Some(run) if run.shape == header.shape && run.after_lf == after_lf => {
            run.add(offset, force);
            true
        }
        _ => {
            if !full {
                runs.push(Run::new(header, offset, after_lf, force));
            }
            false
        }
    }
}

/// Joins neighbours of the same shape.
fn merge(runs: Vec<Run>) -> Vec<Run> {
    let mut merged: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        match merged.last_mut() {
            Some(last) if last.shape == run.shape => last.absorb(&run),
            _ => merged.push(run),
        }
    }
    merged
}

/// Keeps the runs that are an export of their own, drops quoted lines.
fn stretches(runs: &[Run], end: u64) -> Vec<Stretch> {
    let Some(main) = most_frequent(runs) else {
        return Vec::new();
    };
    let last = runs.len() - 1;
    let mut kept: Vec<Run> = Vec::new();
    for (place, run) in runs.iter().enumerate() {
        let next = runs
            .get(place + 1..)
            .unwrap_or_default()
            .iter()
            .find(|r| r.shape == main);
        let keep = run.shape == main
            || place == 0
            || kept
                .last()
                .is_some_and(|before| own_export(run, before, next, place == last));
        if keep {
            kept.push(run.clone());
        }
    }
    let kept = merge(kept);
    let mut out = Vec::with_capacity(kept.len());
    for (place, run) in kept.iter().enumerate() {
        let until = kept.get(place + 1).map_or(end, |next| next.start);
        cut(run, until, &mut out);
    }
    out
}

fn most_frequent(runs: &[Run]) -> Option<Shape> {
    let mut totals: std::collections::HashMap<Shape, (u64, std::cmp::Reverse<u64>)> =
        std::collections::HashMap::new();
    for run in runs {
        let entry = totals
            .entry(run.shape)
            .or_insert((0, std::cmp::Reverse(run.start)));
        entry.0 += run.count;
    }
    totals
        .into_iter()
        .max_by_key(|(_, total)| *total)
        .map(|(shape, _)| shape)
}

/// Whether a run of another shape is a second export rather than quoted lines.
/// Quoted lines are older than the message they stand in, so a run that can be
/// read, in one order, as later than what stands before it and earlier than
/// what follows is an export; so is a longer one that nothing follows. What is
/// copied from WhatsApp Web is never glued to an export, always quoted in it.
fn own_export(run: &Run, before: &Run, next: Option<&Run>, to_the_end: bool) -> bool {
    let enough = if next.is_some() { 5 } else { 2 };
    if run.shape.platform() == Platform::Web || run.count < enough {
        return false;
    }
    let earliest = readings(before, &before.last).min();
    let latest = next.and_then(|next| readings(next, &next.first).max());
    let fits = DateOrder::ALL.into_iter().any(|order| {
        let moments = moment(run, &run.first, order).zip(moment(run, &run.last, order));
        moments.is_some_and(|(first, last)| {
            earliest.is_none_or(|earliest| earliest <= first)
                && latest.is_none_or(|latest| last <= latest)
        })
    });
    fits || (to_the_end && run.count >= 5)
}

/// Day, hour and minute.
type Minute = (i32, i8, i8);

fn readings(run: &Run, header: &Header) -> impl Iterator<Item = Minute> {
    DateOrder::ALL
        .into_iter()
        .filter_map(|order| moment(run, header, order))
}

/// When a header is, in one order, if its run can be read so.
fn moment(run: &Run, header: &Header, order: DateOrder) -> Option<Minute> {
    let excluded = match order {
        DateOrder::DayMonthYear => run.month_first > run.day_first,
        DateOrder::MonthDayYear => run.day_first > run.month_first,
        DateOrder::YearMonthDay => run.day_first + run.month_first > 0,
    };
    if excluded || !open_orders(header).contains(&order) {
        return None;
    }
    let day = read_date(header, order).rank();
    let time = super::calendar::read_time(header, true)?;
    (day > 0).then(|| (day, time.hour(), time.minute()))
}

/// One run becomes one stretch; or, where the forced order turns once, three:
/// before, the undecided lines between, after.
fn cut(run: &Run, until: u64, out: &mut Vec<Stretch>) {
    let stretch = |bytes, only, mixed| Stretch {
        bytes,
        shape: run.shape,
        only,
        mixed,
    };
    let (many, few) = (
        run.day_first.max(run.month_first),
        run.day_first.min(run.month_first),
    );
    let main = if run.day_first >= run.month_first {
        DateOrder::DayMonthYear
    } else {
        DateOrder::MonthDayYear
    };
    match (few, run.turns, run.turn) {
        (0, ..) => out.push(stretch(run.start..until, None, false)),
        (_, 1, Some((quiet, turn))) if few >= 2 => {
            out.push(stretch(run.start..quiet, None, false));
            if quiet < turn {
                out.push(stretch(quiet..turn, None, false));
            }
            out.push(stretch(turn..until, None, false));
        }
        _ if few * 20 <= many || (few == 1 && many >= 4) => {
            out.push(stretch(run.start..until, Some(main), false));
        }
        _ => out.push(stretch(run.start..until, None, true)),
    }
}
