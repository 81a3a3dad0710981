//! Walks a table page by page. Each page is visited once at most, and the rows
//! of a page may not take more room than it has, so the work is never more than
//! the file is long, whatever is in it.

use super::bytes::{u16_at, u32_at, varint};
use super::damage::{Damage, Sound};
use super::pager::Pager;
use super::record::{Row, Value, values};
use super::schema::Table;
use std::io::{Read, Seek};
use std::sync::Arc;

/// The longest row that is read: a picture in a message is shorter.
const LONGEST_ROW: u64 = 64 * 1024 * 1024;
/// So many bad cells, and the rest of a page is not looked at.
const MOST_HURT: u32 = 64;
/// SQLite never builds a higher tree.
const DEEPEST: usize = 32;

/// A set of page numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct PageSet(Vec<u64>);

impl PageSet {
    /// False when it was there already.
    pub fn insert(&mut self, page: u32) -> bool {
        let (word, bit) = (page as usize / 64, page % 64);
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        let Some(word) = self.0.get_mut(word) else {
            return false;
        };
        let new = *word & (1 << bit) == 0;
        *word |= 1 << bit;
        new
    }

    pub fn has(&self, page: u32) -> bool {
        let word = self.0.get(page as usize / 64);
        word.is_some_and(|word| word & (1 << (page % 64)) != 0)
    }
}

#[derive(Debug)]
struct Level {
    page: u32,
    cell: u16,
    cells: u16,
    /// Bytes of rows handed out from this page.
    spent: usize,
    /// Cells of this page that could not be read.
    hurt: u32,
}

/// A place in a tree of pages.
#[derive(Debug)]
pub(super) struct Walk {
    levels: Vec<Level>,
    pub seen: PageSet,
    root: Option<u32>,
}

/// A row, still in bytes; or, in an index, nothing but its overflow pages.
#[derive(Debug)]
pub(super) struct Cell {
    pub rowid: i64,
    pub page: u32,
    pub cell: u16,
    pub payload: Vec<u8>,
}

impl Walk {
    pub fn new(root: u32, seen: PageSet) -> Self {
        Self {
            levels: Vec::new(),
            seen,
            root: Some(root),
        }
    }

    /// The next row; after damage, go on asking.
    pub fn next<R: Read + Seek>(&mut self, pager: &mut Pager<R>) -> Option<Sound<Cell>> {
        if let Some(root) = self.root.take()
            && let Err(damage) = self.enter(root, pager)
        {
            return Some(Err(damage));
        }
        loop {
            let level = self.levels.last_mut()?;
            let page = match pager.page(level.page) {
                Ok(page) => page,
                Err(damage) => {
                    self.levels.pop();
                    return Some(Err(damage));
                }
            };
            let (at, page_number) = (level.cell, level.page);
            level.cell = level.cell.saturating_add(1);
            let kind = page.get(start(level.page)).copied().unwrap_or_default();
            let leaf = kind > 5;
            if at > level.cells || (leaf && at == level.cells) || at == u16::MAX {
                self.levels.pop();
                continue;
            }
            let found = match (kind, at == level.cells) {
                (13, _) => self.row(&page, at, pager).map(Some),
                (10, _) => self.index_cell(&page, at, 0, pager),
                (_, true) => self.descend(&page, start, at, pager),
                (5, false) => self.descend(&page, start, at, pager),
                _ => self
                    .index_cell(&page, at, 4, pager)
                    .and_then(|_| self.descend(&page, start, at, pager)),
            };
            match found {
                Ok(None) => {}
                Ok(Some(cell)) => return Some(Ok(cell)),
                Err(damage) => {
                    self.hurt(page_number);
                    return Some(Err(damage));
                }
            }
        }
    }

    /// A page with many bad cells is no page: the rest of it is left.
    fn hurt(&mut self, page: u32) {
        let level = self.levels.iter_mut().rfind(|level| level.page == page);
        if let Some(level) = level {
            level.hurt += 1;
            if level.hurt >= MOST_HURT {
                level.cell = level.cells.saturating_add(1);
            }
        }
    }

    fn enter<R: Read + Seek>(&mut self, number: u32, pager: &mut Pager<R>) -> Sound<()> {
        if number == 0 || number > pager.pages {
            return Err(Damage::Truncated { page: number });
        }
        let page = pager.page(number)?;
        if self.levels.len() >= DEEPEST || !self.seen.insert(number) {
            return Err(Damage::Twice { page: number });
        }
        let start = start(number);
        let kind = page.get(start).copied();
        let cells = u16_at(&page, start + 3);
        let (Some(2 | 5 | 10 | 13), Some(cells)) = (kind, cells) else {
            return Err(Damage::Page { page: number });
        };
        self.levels.push(Level {
            page: number,
            cell: 0,
            cells,
            spent: 0,
            hurt: 0,
        });
        Ok(())
    }

    /// Goes to the child of an inner page.
    fn descend<R: Read + Seek>(
        &mut self,
        page: &[u8],
        start: fn(u32) -> usize,
        at: u16,
        pager: &mut Pager<R>,
    ) -> Sound<Option<Cell>> {
        let Some(level) = self.levels.last() else {
            return Ok(None);
        };
        let damaged = Damage::Page { page: level.page };
        let from = start(level.page);
        let child = if at == level.cells {
            u32_at(page, from + 8)
        } else {
            pointer(page, from + 12, at).and_then(|place| u32_at(page, place))
        };
        self.enter(child.ok_or(damaged)?, pager)?;
        Ok(None)
    }

    fn row<R: Read + Seek>(&mut self, page: &[u8], at: u16, pager: &mut Pager<R>) -> Sound<Cell> {
        let Some(level) = self.levels.last() else {
            return Err(Damage::Unreadable);
        };
        let number = level.page;
        let damaged = Damage::Row {
            page: number,
            cell: at,
        };
        let place = pointer(page, start(number) + 8, at).ok_or(damaged.clone())?;
        let (len, a) = varint(page, place).ok_or(damaged.clone())?;
        let (rowid, b) = varint(page, place + a).ok_or(damaged)?;
        let usable = pager.header.usable as u64;
        let payload = self.payload(page, at, place + a + b, len, usable - 35, pager)?;
        Ok(Cell {
            rowid: rowid.cast_signed(),
            page: number,
            cell: at,
            payload,
        })
    }

    /// Only follows the overflow pages of an index.
    fn index_cell<R: Read + Seek>(
        &mut self,
        page: &[u8],
        at: u16,
        skip: usize,
        pager: &mut Pager<R>,
    ) -> Sound<Option<Cell>> {
        let Some(level) = self.levels.last() else {
            return Ok(None);
        };
        let damaged = Damage::Row {
            page: level.page,
            cell: at,
        };
        let first = start(level.page) + if skip > 0 { 12 } else { 8 };
        let place = pointer(page, first, at).ok_or(damaged.clone())? + skip;
        let (len, taken) = varint(page, place).ok_or(damaged)?;
        let usable = pager.header.usable as u64;
        let most = (usable - 12) * 64 / 255 - 23;
        self.payload(page, at, place + taken, len, most, pager)?;
        Ok(None)
    }

    /// The bytes of a row: those on its page, then those on overflow pages.
    fn payload<R: Read + Seek>(
        &mut self,
        page: &[u8],
        at: u16,
        place: usize,
        len: u64,
        most: u64,
        pager: &mut Pager<R>,
    ) -> Sound<Vec<u8>> {
        let usable = pager.header.usable;
        let Some(level) = self.levels.last_mut() else {
            return Err(Damage::Unreadable);
        };
        let number = level.page;
        let damaged = Damage::Row {
            page: number,
            cell: at,
        };
        if len > LONGEST_ROW {
            return Err(Damage::RowTooLong {
                page: number,
                cell: at,
            });
        }
        let local = local(len, most, usable as u64);
        let local = usize::try_from(local).map_err(|_| damaged.clone())?;
        level.spent += local;
        if level.spent > usable {
            // Rows that overlap: a trap, or a torn page.
            level.cell = level.cells.saturating_add(1);
            return Err(Damage::Page { page: number });
        }
        let here = page.get(place..place.saturating_add(local));
        let mut bytes = here.ok_or(damaged.clone())?.to_vec();
        let mut left = usize::try_from(len).map_err(|_| damaged.clone())? - local;
        if left == 0 {
            return Ok(bytes);
        }
        let mut next = u32_at(page, place + local).ok_or(damaged)?;
        while left > 0 {
            if next == 0 || next > pager.pages {
                return Err(Damage::Truncated { page: next });
            }
            let overflow = pager.page(next)?;
            if !self.seen.insert(next) {
                return Err(Damage::Twice { page: next });
            }
            let take = left.min(usable - 4);
            bytes.extend_from_slice(overflow.get(4..4 + take).unwrap_or_default());
            left -= take;
            next = u32_at(&overflow, 0).unwrap_or_default();
        }
        Ok(bytes)
    }
}

/// How much of a row stands on its own page.
fn local(len: u64, most: u64, usable: u64) -> u64 {
    if len <= most {
        return len;
    }
    let least = (usable - 12) * 32 / 255 - 23;
    let fitting = least + (len - least) % (usable - 4);
    if fitting <= most { fitting } else { least }
}

/// Where the tree's part of a page begins: after the header of the first.
fn start(page: u32) -> usize {
    if page == 1 { 100 } else { 0 }
}

fn pointer(page: &[u8], first: usize, cell: u16) -> Option<usize> {
    u16_at(page, first + 2 * usize::from(cell)).map(usize::from)
}

/// A walk over the rows of one table.
#[derive(Debug)]
pub struct Cursor {
    pub(super) walk: Walk,
    pub(super) table: Arc<Table>,
}

impl Cursor {
    pub(super) fn row(&self, cell: &Cell, encoding: u32) -> Sound<Row> {
        let damaged = Damage::Row {
            page: cell.page,
            cell: cell.cell,
        };
        let mut values = values(&cell.payload, encoding).ok_or(damaged)?;
        if let Some(place) = self.table.rowid
            && let Some(value @ Value::Null) = values.get_mut(place)
        {
            *value = Value::Integer(cell.rowid);
        }
        Ok(Row {
            rowid: cell.rowid,
            page: cell.page,
            bytes: cell.payload.len() as u64,
            values,
            table: Arc::clone(&self.table),
        })
    }
}
