//! The entries put away as bytes and taken out again.

use std::sync::Arc;

use super::{Entry, Record, Store, Symbols};
use crate::monitor::event::Amends;
use crate::monitor::kept::bytes::{Parts, Reader, Writer, flag};
use crate::monitor::shared::{List, Table};
use crate::rule::Name;

impl Symbols {
    pub(crate) fn put_away(&self, out: &mut Writer) {
        let start = open(out);
        out.count(self.names.len());
        self.names.iter().for_each(|name| out.text(name));
        out.end_part(start);
    }

    pub(crate) fn taken_out(parts: &mut Parts) -> Option<Self> {
        let part = parts.next()?;
        let mut from = Reader(part.slice());
        let count = from.count()?;
        let mut made = Self {
            names: List::default(),
            numbers: Table::for_some(count),
        };
        for number in 0..count {
            let name: Name = Arc::from(from.text()?);
            made.names.push(name.clone());
            made.numbers.insert(name, u32::try_from(number).ok()?);
        }
        // A symbol that is there twice would have two numbers.
        (made.numbers.len() == count).then_some(made)
    }
}

impl Store {
    /// An empty store that knows these symbols.
    pub(crate) fn of(symbols: Symbols) -> Self {
        Self {
            symbols,
            ..Self::new()
        }
    }

    pub(crate) fn put_away(&self, out: &mut Writer) {
        let start = open(out);
        out.signed(self.last_at);
        out.signed(self.last_recorded);
        out.count(self.records.len());
        for record in self.records.iter() {
            put_record(out, record);
        }
        let mut standing: Vec<(u64, Option<Entry>)> = self
            .standing
            .iter()
            .map(|(root, entry)| (*root, *entry))
            .collect();
        standing.sort_unstable();
        out.count(standing.len());
        for (root, entry) in standing {
            out.number(root);
            out.maybe(entry.map(u64::from));
        }
        out.end_part(start);
        self.views.iter().for_each(|view| view.groups.put_away(out));
    }

    /// Takes the entries out; none if they make no sense.
    pub(crate) fn take_out(&mut self, parts: &mut Parts) -> Option<()> {
        let part = parts.next()?;
        let mut from = Reader(part.slice());
        self.last_at = from.signed()?;
        self.last_recorded = from.signed()?;
        let count = from.count()?;
        let mut ids = Vec::with_capacity(count);
        for place in 0..count {
            let record = some_record(&mut from)?;
            let entry = Entry::try_from(place).ok()?;
            ids.push((record.id, entry));
            self.note(entry, &record);
            if let Some(amends) = record.amends {
                self.amendments
                    .change(amends.target(), |all| all.push(entry));
            }
            self.records.push(record);
        }
        ids.sort_unstable();
        self.ids = Arc::new(ids);
        for _ in 0..from.count()? {
            let (root, entry) = (from.number()?, from.maybe()?);
            let entry = match entry {
                None => None,
                Some(entry) => Some(Entry::try_from(entry).ok()?),
            };
            self.standing.insert(root, entry);
        }
        for view in &mut self.views {
            view.groups.take_out(parts, view.slots.len())?;
        }
        from.0.is_empty().then_some(())
    }
}

fn open(out: &mut Writer) -> usize {
    let start = out.0.len();
    out.0.extend([0; 8]);
    start
}

// The first byte of an entry says what follows.
const ANOTHER_ROOT: u8 = 1;
const KIND: u8 = 2;
const DAY: u8 = 4;
const LATE: u8 = 8;
const BY: u8 = 16;
const CORRECTS: u8 = 32;
const RETRACTS: u8 = 64;
const ANSWERS: u8 = 128;

fn put_record(out: &mut Writer, record: &Record) {
    let amends = match record.amends {
        None => 0,
        Some(Amends::Corrects(_)) => CORRECTS,
        Some(Amends::Retracts(_)) => RETRACTS,
    };
    out.byte(
        flag(record.root != record.id, ANOTHER_ROOT)
            | flag(record.kind.is_some(), KIND)
            | flag(record.day.is_some(), DAY)
            | flag(record.recorded != record.at, LATE)
            | flag(record.by.is_some(), BY)
            | flag(record.answers.is_some(), ANSWERS)
            | amends,
    );
    out.number(record.id);
    out.signed(record.at);
    if record.root != record.id {
        out.number(record.root);
    }
    if let Some(kind) = record.kind {
        out.count(kind);
    }
    if let Some(day) = record.day {
        out.signed(day);
        out.signed(record.until);
    }
    if record.recorded != record.at {
        out.signed(record.recorded);
    }
    if let Some(person) = record.by {
        out.number(person.into());
    }
    if let Some(amends) = record.amends {
        out.number(amends.target());
    }
    if let Some(answers) = record.answers {
        out.number(answers);
    }
    out.pairs(&record.subjects);
}

fn some_record(from: &mut Reader<'_>) -> Option<Record> {
    let flags = from.byte()?;
    let has = |flag: u8| flags & flag != 0;
    let (id, at) = (from.number()?, from.signed()?);
    let mut record = Record {
        id,
        root: id,
        at,
        until: at,
        recorded: at,
        ..Record::default()
    };
    if has(ANOTHER_ROOT) {
        record.root = from.number()?;
    }
    if has(KIND) {
        record.kind = Some(usize::try_from(from.number()?).ok()?);
    }
    if has(DAY) {
        record.day = Some(from.signed()?);
        record.until = from.signed()?;
    }
    if has(LATE) {
        record.recorded = from.signed()?;
    }
    if has(BY) {
        record.by = Some(from.small()?);
    }
    record.amends = match (has(CORRECTS), has(RETRACTS)) {
        (false, false) => None,
        (true, false) => Some(Amends::Corrects(from.number()?)),
        (false, true) => Some(Amends::Retracts(from.number()?)),
        (true, true) => return None,
    };
    if has(ANSWERS) {
        record.answers = Some(from.number()?);
    }
    record.subjects = from.pairs()?;
    Some(record)
}
