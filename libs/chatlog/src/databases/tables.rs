//! Reads tables and keeps the account of their rows.

use super::{Db, notices};
use crate::item::TableCount;
use crate::sqlite::Row;
use crate::{Notice, Out, Reason};
use std::collections::{BTreeMap, HashMap};
use std::io;

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Message,
    Joined,
    Problem,
    Other,
}

pub(super) struct Tables<'d, 'o, 's> {
    pub database: Db<'d>,
    pub out: &'o mut Out<'s>,
    counts: BTreeMap<String, TableCount>,
}

impl<'d, 'o, 's> Tables<'d, 'o, 's> {
    pub fn new(database: Db<'d>, out: &'o mut Out<'s>) -> Self {
        Self {
            database,
            out,
            counts: BTreeMap::new(),
        }
    }

    /// Reads a table to its end. A table that is not there has no rows.
    pub fn each(
        &mut self,
        table: &str,
        mut take: impl FnMut(&Row, &mut Out<'_>) -> io::Result<Fate>,
    ) -> io::Result<()> {
        let Ok(mut cursor) = self.database.rows(table) else {
            return Ok(());
        };
        let mut count = TableCount {
            table: table.to_owned(),
            ..TableCount::default()
        };
        while let Some(row) = self.database.next(&mut cursor) {
            count.rows += 1;
            let fate = match row {
                Ok(row) => take(&row, self.out)?,
                Err(damage) => {
                    let id = crate::Row {
                        table: table.to_owned(),
                        id: 0,
                    };
                    self.out
                        .bad_row(id, Reason::Malformed, damage.to_string())?;
                    Fate::Problem
                }
            };
            *(match fate {
                Fate::Message => &mut count.messages,
                Fate::Joined => &mut count.joined,
                Fate::Problem => &mut count.problems,
                Fate::Other => &mut count.other,
            }) += 1;
        }
        self.counts.insert(table.to_ascii_lowercase(), count);
        Ok(())
    }

    /// Looks at a table that is read again later; nothing is counted.
    pub fn look(&mut self, table: &str, mut take: impl FnMut(&Row)) {
        let Ok(mut cursor) = self.database.rows(table) else {
            return;
        };
        while let Some(row) = self.database.next(&mut cursor) {
            if let Ok(row) = row {
                take(&row);
            }
        }
    }

    /// Reads a table that only belongs to others.
    pub fn join(&mut self, table: &str, mut take: impl FnMut(&Row)) -> io::Result<()> {
        self.each(table, |row, _| {
            take(row);
            Ok(Fate::Joined)
        })
    }

    /// Pairs of numbers, sorted by the first.
    pub fn pairs(&mut self, table: &str, first: &str, second: &str) -> io::Result<Pairs> {
        let mut pairs = Vec::new();
        self.join(table, |row| {
            if let (Some(a), Some(b)) = (row.integer(first), row.integer(second)) {
                pairs.push((a, b));
            }
        })?;
        pairs.sort_unstable();
        pairs.dedup();
        Ok(Pairs(pairs))
    }

    /// Texts by row number.
    pub fn texts(&mut self, table: &str, column: &str) -> io::Result<HashMap<i64, String>> {
        let mut texts = HashMap::new();
        self.join(table, |row| {
            if let Some(text) = row.text(column) {
                texts.insert(row.rowid, text);
            }
        })?;
        Ok(texts)
    }

    /// Counts the rows of all other tables and hands the account out.
    pub fn finish(mut self) -> io::Result<()> {
        let names: Vec<String> = self
            .database
            .tables()
            .map(|table| table.name.clone())
            .collect();
        for name in names {
            if !self.counts.contains_key(&name.to_ascii_lowercase()) {
                self.each(&name, |_, _| Ok(Fate::Other))?;
            }
        }
        for (_, count) in std::mem::take(&mut self.counts) {
            self.out.table(count)?;
        }
        for damage in self.database.damage() {
            self.out.notice(Notice::Other {
                en: damage.words(crate::Language::English),
                fr: damage.words(crate::Language::French),
            })?;
        }
        notices(&mut self.database, self.out)
    }
}

/// Pairs of row numbers.
#[derive(Debug, Default)]
pub(super) struct Pairs(Vec<(i64, i64)>);

impl Pairs {
    pub fn of(&self, first: i64) -> impl Iterator<Item = i64> {
        let from = self.0.partition_point(|(a, _)| *a < first);
        let rest = self.0.get(from..).unwrap_or_default().iter();
        rest.take_while(move |(a, _)| *a == first).map(|(_, b)| *b)
    }
}

/// The row, as entries name it.
pub(super) fn named(table: &str, row: &Row) -> Option<crate::Row> {
    Some(crate::Row {
        table: table.to_owned(),
        id: row.rowid,
    })
}
