//! The write-ahead log `…-wal`: pages newer than those of the file.
//!
//! What a phone wrote last is often only here. A page counts when its checksum
//! and all before it are right and a commit follows; the rest of the log is an
//! unfinished change and stays out, as SQLite would have it.

use super::bytes::u32_at;
use super::damage::Sound;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::io::{Read, Seek, SeekFrom};

/// What became of the write-ahead log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "wal")]
pub enum WalStanding {
    /// None was given. The newest rows may be missing.
    #[default]
    Absent,
    /// It is empty: everything is in the file itself.
    Empty,
    /// It was used.
    Used {
        /// How many pages came from it.
        pages: u64,
        /// Its bytes up to the last commit.
        bytes: u64,
        /// Its bytes after the last commit, not used.
        left: u64,
    },
    /// It does not fit this database, and was left aside.
    Foreign,
}

#[derive(Debug)]
pub(super) struct Wal<R> {
    source: R,
    places: HashMap<u32, u64>,
    /// The size of the database after the last commit.
    pub pages: u32,
    /// How many frames count.
    pub frames: u64,
}

const HEADER: usize = 32;
const FRAME: usize = 24;

pub(super) fn open<R: Read + Seek>(
    mut source: R,
    page_size: usize,
) -> Sound<(Option<Wal<R>>, WalStanding)> {
    let total = source.seek(SeekFrom::End(0))?;
    source.rewind()?;
    if total == 0 {
        return Ok((None, WalStanding::Empty));
    }
    let mut header = Vec::new();
    source
        .by_ref()
        .take(HEADER as u64)
        .read_to_end(&mut header)?;
    let Some(mut sum) = Sum::begin(&header, page_size) else {
        return Ok((None, WalStanding::Foreign));
    };
    let mut wal = Wal {
        source,
        places: HashMap::new(),
        pages: 0,
        frames: 0,
    };
    let mut pending = Vec::new();
    let mut frame = vec![0; FRAME + page_size];
    let mut at = HEADER as u64;
    let mut committed = at;
    while wal.source.read_exact(&mut frame).is_ok() {
        let Some((page, size)) = sum.frame(&frame, &header) else {
            break;
        };
        pending.push((page, at + FRAME as u64));
        at += frame.len() as u64;
        if size > 0 {
            wal.frames += pending.len() as u64;
            wal.places.extend(pending.drain(..));
            wal.pages = size;
            committed = at;
        }
    }
    if wal.frames == 0 {
        return Ok((None, WalStanding::Foreign));
    }
    let standing = WalStanding::Used {
        pages: wal.places.len() as u64,
        bytes: committed,
        left: total.saturating_sub(committed),
    };
    Ok((Some(wal), standing))
}

impl<R: Read + Seek> Wal<R> {
    /// Fills in the page if the log has it.
    pub fn page(&mut self, number: u32, bytes: &mut [u8]) -> Sound<bool> {
        let Some(place) = self.places.get(&number) else {
            return Ok(false);
        };
        self.source.seek(SeekFrom::Start(*place))?;
        self.source.read_exact(bytes)?;
        Ok(true)
    }
}

/// The running checksum of a log.
struct Sum {
    big: bool,
    first: u32,
    second: u32,
}

impl Sum {
    fn begin(header: &[u8], page_size: usize) -> Option<Self> {
        let big = match u32_at(header, 0)? {
            0x377f_0683 => true,
            0x377f_0682 => false,
            _ => return None,
        };
        if usize::try_from(u32_at(header, 8)?) != Ok(page_size) {
            return None;
        }
        let mut sum = Self {
            big,
            first: 0,
            second: 0,
        };
        sum.add(header.get(..24)?);
        (sum.is(header, 24)).then_some(sum)
    }

    /// The page number and, after a commit, the size of the database.
    fn frame(&mut self, frame: &[u8], header: &[u8]) -> Option<(u32, u32)> {
        if frame.get(8..16)? != header.get(16..24)? {
            return None;
        }
        self.add(frame.get(..8)?);
        self.add(frame.get(FRAME..)?);
        let page = u32_at(frame, 0).filter(|page| *page > 0)?;
        self.is(frame, 16).then_some((page, u32_at(frame, 4)?))
    }

    fn is(&self, bytes: &[u8], at: usize) -> bool {
        u32_at(bytes, at) == Some(self.first) && u32_at(bytes, at + 4) == Some(self.second)
    }

    fn add(&mut self, bytes: &[u8]) {
        let (pairs, _) = bytes.as_chunks::<8>();
        for [a, b, c, d, e, f, g, h] in pairs {
            let (left, right) = ([*a, *b, *c, *d], [*e, *f, *g, *h]);
            let (left, right) = if self.big {
                (u32::from_be_bytes(left), u32::from_be_bytes(right))
            } else {
                (u32::from_le_bytes(left), u32::from_le_bytes(right))
            };
            self.first = self.first.wrapping_add(left).wrapping_add(self.second);
            self.second = self.second.wrapping_add(right).wrapping_add(self.first);
        }
    }
}
