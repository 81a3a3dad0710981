//! Pages of a database: from the file, or newer ones from its write-ahead log.

use super::bytes::{u16_at, u32_at};
use super::damage::{Damage, Sound};
use super::wal::{self, Wal, WalStanding};
use std::collections::{HashMap, VecDeque};
use std::io::{Read, Seek, SeekFrom};
use std::sync::Arc;

/// How many bytes of pages are kept at hand.
const CACHE_BYTES: usize = 4 * 1024 * 1024;

/// The first page's opinion of the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Header {
    pub page_size: usize,
    /// Bytes of a page that hold data.
    pub usable: usize,
    pub encoding: u32,
    pub first_free: u32,
    pub auto_vacuum: bool,
    declared_pages: Option<u32>,
}

impl Header {
    fn read(bytes: &[u8]) -> Sound<Self> {
        if !bytes.starts_with(b"SQLite format 3\0") {
            return Err(Damage::NotSqlite);
        }
        let number = |at| u32_at(bytes, at).ok_or(Damage::Header);
        let page_size = match u16_at(bytes, 16) {
            Some(1) => 65_536,
            Some(size) if size >= 512 && size.is_power_of_two() => usize::from(size),
            _ => return Err(Damage::Header),
        };
        let reserved = usize::from(*bytes.get(20).ok_or(Damage::Header)?);
        let usable = page_size.saturating_sub(reserved);
        if usable < 480 || bytes.get(21..24) != Some(&[64, 32, 32]) {
            return Err(Damage::Header);
        }
        let count = number(28)?;
        let trusted = count > 0 && number(24)? == number(92)?;
        Ok(Self {
            page_size,
            usable,
            encoding: number(56)?,
            first_free: number(32)?,
            auto_vacuum: number(52)? != 0,
            declared_pages: trusted.then_some(count),
        })
    }
}

#[derive(Debug)]
pub(super) struct Pager<R> {
    main: R,
    wal: Option<Wal<R>>,
    pub header: Header,
    /// How many pages the database has.
    pub pages: u32,
    pub file_bytes: u64,
    pub wal_standing: WalStanding,
    cache: HashMap<u32, Arc<[u8]>>,
    order: VecDeque<u32>,
}

impl<R: Read + Seek> Pager<R> {
    pub fn open(mut main: R, wal: Option<R>) -> Sound<Self> {
        let file_bytes = main.seek(SeekFrom::End(0))?;
        let mut head = Vec::new();
        main.rewind()?;
        main.by_ref().take(100).read_to_end(&mut head)?;
        let header = Header::read(&head)?;
        let (wal, wal_standing) = match wal {
            Some(source) => wal::open(source, header.page_size)?,
            None => (None, WalStanding::Absent),
        };
        let whole = file_bytes / header.page_size as u64;
        let mut pager = Self {
            main,
            wal,
            header,
            pages: u32::try_from(whole).unwrap_or(u32::MAX),
            file_bytes,
            wal_standing,
            cache: HashMap::new(),
            order: VecDeque::new(),
        };
        if let Some(pages) = pager.wal.as_ref().map(|wal| wal.pages) {
            // The log has a newer first page than the file.
            pager.pages = pages;
            let first = pager.page(1)?;
            pager.header = Header::read(&first)?;
        } else if let Some(pages) = header.declared_pages {
            pager.pages = pages;
        }
        Ok(pager)
    }

    /// One page, from 1.
    pub fn page(&mut self, number: u32) -> Sound<Arc<[u8]>> {
        if let Some(page) = self.cache.get(&number) {
            return Ok(Arc::clone(page));
        }
        let missing = Damage::Truncated { page: number };
        let before = number.checked_sub(1).ok_or(missing.clone())?;
        let mut bytes = vec![0; self.header.page_size];
        let newer = match &mut self.wal {
            Some(wal) => wal.page(number, &mut bytes)?,
            None => false,
        };
        if !newer {
            let at = u64::from(before) * self.header.page_size as u64;
            if at + self.header.page_size as u64 > self.file_bytes || number > self.pages {
                return Err(missing);
            }
            self.main.seek(SeekFrom::Start(at))?;
            self.main.read_exact(&mut bytes)?;
        }
        let page: Arc<[u8]> = bytes.into();
        self.order.push_back(number);
        self.cache.insert(number, Arc::clone(&page));
        if self.order.len() * self.header.page_size > CACHE_BYTES
            && let Some(oldest) = self.order.pop_front()
        {
            self.cache.remove(&oldest);
        }
        Ok(page)
    }

    /// How many pages the file or its log can really give; a header may lie.
    pub fn real_pages(&self) -> u32 {
        let whole = self.file_bytes / self.header.page_size as u64;
        let logged = self.wal.as_ref().map_or(0, |wal| wal.frames);
        let most = u32::try_from(whole.saturating_add(logged)).unwrap_or(u32::MAX);
        self.pages.min(most)
    }
}
