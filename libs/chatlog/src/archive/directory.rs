//! A zip's table of contents, read strictly: one interpretation or none.
//!
//! Every entry's own header must say the same as the table, no two entries may
//! share bytes, and nothing is unpacked here.

use super::refusal::Refusal;
use super::{File, Limits, Standing, WhyNot};
use jiff::civil::{Date, DateTime};
use std::io::{Read, Seek, SeekFrom};

/// A table larger than this is no chat's.
const LARGEST_TABLE: u64 = 16 * 1024 * 1024;
/// The end record and the longest comment after it.
const LONGEST_END: u64 = 22 + 0xFFFF;

/// Reads little-endian numbers from bytes.
#[derive(Debug, Clone, Copy)]
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn take(&mut self, len: usize) -> Result<&'a [u8], Refusal> {
        let (head, tail) = self.0.split_at_checked(len).ok_or(Refusal::Damaged)?;
        self.0 = tail;
        Ok(head)
    }

    fn number(&mut self, len: usize) -> Result<u64, Refusal> {
        Ok(self
            .take(len)?
            .iter()
            .rev()
            .fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
    }

    fn size(&mut self, len: usize) -> Result<usize, Refusal> {
        usize::try_from(self.number(len)?).map_err(|_| Refusal::Damaged)
    }
}

#[derive(Debug, Clone, Copy)]
struct Table {
    count: u64,
    size: u64,
    offset: u64,
}

/// Lists what a zip holds.
pub(super) fn list<R: Read + Seek>(source: &mut R, limits: &Limits) -> Result<Vec<File>, Refusal> {
    let table = find_table(source)?;
    if table.count > limits.files {
        return Err(Refusal::TooManyFiles {
            count: table.count,
            most: limits.files,
        });
    }
    if table.size > LARGEST_TABLE {
        return Err(Refusal::Damaged);
    }
    source.seek(SeekFrom::Start(table.offset))?;
    let mut bytes = Vec::new();
    source.by_ref().take(table.size).read_to_end(&mut bytes)?;
    if bytes.len() as u64 != table.size {
        return Err(Refusal::Truncated);
    }
    let mut fields = Fields(&bytes);
    let mut files = Vec::new();
    while !fields.0.is_empty() {
        files.push(entry(&mut fields, files.len())?);
    }
    if files.len() as u64 != table.count {
        return Err(Refusal::Damaged);
    }
    check_sizes(&files, limits)?;
    check_places(source, &mut files, table.offset)?;
    Ok(files)
}

fn find_table<R: Read + Seek>(source: &mut R) -> Result<Table, Refusal> {
    let length = source.seek(SeekFrom::End(0))?;
    let from = length.saturating_sub(LONGEST_END);
    source.seek(SeekFrom::Start(from))?;
    let mut end = Vec::new();
    source.by_ref().take(LONGEST_END).read_to_end(&mut end)?;
    let mut places = memchr::memmem::rfind_iter(&end, b"PK\x05\x06").filter(|&at| {
        end.get(at + 20..at + 22).is_some_and(|len| {
            let len = len
                .iter()
                .rev()
                .fold(0, |sum, byte| sum << 8 | usize::from(*byte));
            at + 22 + len == end.len()
        })
    });
    let Some(at) = places.next() else {
        return Err(after_the_end(&end, from));
    };
    if places.next().is_some() {
        return Err(Refusal::Damaged);
    }
    let mut fields = Fields(end.get(at + 4..).unwrap_or_default());
    let disks = fields.number(2)? + fields.number(2)?;
    let (here, count) = (fields.number(2)?, fields.number(2)?);
    let (size, offset) = (fields.number(4)?, fields.number(4)?);
    let place = from + at as u64;
    let table = Table {
        count,
        size,
        offset,
    };
    let large = count == 0xFFFF || size == 0xFFFF_FFFF || offset == 0xFFFF_FFFF;
    let (table, stop) = if large {
        find_table64(source, place)?
    } else {
        (table, place)
    };
    let consistent = disks == 0 && (large || here == count);
    if !consistent || table.offset.checked_add(table.size) != Some(stop) {
        return Err(Refusal::Damaged);
    }
    Ok(table)
}

/// Why no end stands at the end: something stands after it, or it is missing. An
/// end is one where the table of contents ends just before it.
fn after_the_end(end: &[u8], from: u64) -> Refusal {
    let left = |at: usize| {
        let mut fields = Fields(end.get(at + 12..)?);
        let mut number = |len| fields.number(len).ok();
        let (size, offset, comment) = (number(4)?, number(4)?, number(2)?);
        let stop = at as u64 + 22 + comment;
        let fits = offset + size == from + at as u64;
        (end.len() as u64).checked_sub(stop).filter(|_| fits)
    };
    let mut found = memchr::memmem::rfind_iter(end, b"PK\x05\x06").filter_map(left);
    match found.next() {
        Some(bytes) => Refusal::Trailing { bytes },
        None => Refusal::Truncated,
    }
}

/// The record of large archives, which stands before the usual one.
fn find_table64<R: Read + Seek>(source: &mut R, end: u64) -> Result<(Table, u64), Refusal> {
    let locator = end.checked_sub(20).ok_or(Refusal::Damaged)?;
    let bytes = read_at(source, locator, 20)?;
    let mut fields = Fields(&bytes);
    let (signature, _disk, place) = (fields.number(4)?, fields.number(4)?, fields.number(8)?);
    if signature != 0x0706_4B50 || place.checked_add(56).is_none_or(|stop| stop > locator) {
        return Err(Refusal::Damaged);
    }
    let bytes = read_at(source, place, 56)?;
    let mut fields = Fields(&bytes);
    if fields.number(4)? != 0x0606_4B50 {
        return Err(Refusal::Damaged);
    }
    fields.take(28)?;
    let (count, size, offset) = (fields.number(8)?, fields.number(8)?, fields.number(8)?);
    Ok((
        Table {
            count,
            size,
            offset,
        },
        place,
    ))
}

fn read_at<R: Read + Seek>(source: &mut R, at: u64, len: usize) -> Result<Vec<u8>, Refusal> {
    let mut bytes = vec![0; len];
    source.seek(SeekFrom::Start(at))?;
    source.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn entry(fields: &mut Fields<'_>, place: usize) -> Result<File, Refusal> {
    if fields.number(4)? != 0x0201_4B50 {
        return Err(Refusal::Damaged);
    }
    let made_by = fields.number(2)? >> 8;
    fields.take(2)?;
    let (flags, method) = (fields.number(2)?, fields.number(2)?);
    let (time, date) = (fields.number(2)?, fields.number(2)?);
    let crc = fields.number(4)?;
    let (mut packed, mut size) = (fields.number(4)?, fields.number(4)?);
    let (name_len, extra_len, comment_len) = (fields.size(2)?, fields.size(2)?, fields.size(2)?);
    fields.take(4)?;
    let mode = (fields.number(4)? >> 16) & 0xF000;
    let mut offset = fields.number(4)?;
    let raw_name = fields.take(name_len)?;
    widen(
        fields.take(extra_len)?,
        [&mut size, &mut packed, &mut offset],
    )?;
    fields.take(comment_len)?;
    if flags & 1 != 0 {
        return Err(Refusal::Encrypted);
    }
    let name = super::names::decode(raw_name);
    let standing = match (made_by, mode, method) {
        (3, 0xA000, _) => Standing::Refused { why: WhyNot::Link },
        (3, mode, _) if !matches!(mode, 0 | 0x8000 | 0x4000) => Standing::Refused {
            why: WhyNot::Special,
        },
        (_, _, method) if !matches!(method, 0 | 8) => Standing::Refused {
            why: WhyNot::Method,
        },
        _ if super::names::is_clutter(&name) => Standing::Clutter,
        _ => Standing::File,
    };
    Ok(File {
        place,
        shown: super::names::shown(&name),
        name,
        size,
        packed,
        modified: dos_time(date, time),
        standing,
        crc,
        deflated: method == 8,
        offset,
        start: 0,
        sizes_follow: flags & 8 != 0,
        raw_name: raw_name.to_vec(),
    })
}

/// Sizes that need eight bytes stand in an extra field.
fn widen(extra: &[u8], numbers: [&mut u64; 3]) -> Result<(), Refusal> {
    let mut fields = Fields(extra);
    let mut wide = None;
    while fields.0.len() >= 4 {
        let (id, len) = (fields.number(2)?, fields.size(2)?);
        let Ok(content) = fields.take(len) else { break };
        if id == 1 {
            wide = Some(content);
        }
    }
    let mut wide = Fields(wide.unwrap_or_default());
    for number in numbers {
        if *number == 0xFFFF_FFFF {
            *number = wide.number(8)?;
        }
    }
    Ok(())
}

fn dos_time(date: u64, time: u64) -> Option<DateTime> {
    let part = |value: u64, shift: u64, mask: u64| i8::try_from((value >> shift) & mask).ok();
    let year = i16::try_from(1980 + (date >> 9)).ok()?;
    let day = Date::new(year, part(date, 5, 15)?, part(date, 0, 31)?).ok()?;
    let second = part(time, 0, 31)?.checked_mul(2)?;
    let time = jiff::civil::Time::new(part(time, 11, 31)?, part(time, 5, 63)?, second, 0).ok()?;
    Some(day.to_datetime(time))
}

fn check_sizes(files: &[File], limits: &Limits) -> Result<(), Refusal> {
    let mut total: u64 = 0;
    for file in files {
        total = total.checked_add(file.size).ok_or(Refusal::TooLarge)?;
        if total > limits.bytes {
            return Err(Refusal::TooLarge);
        }
        let small = file.size < 5 * 1024 * 1024;
        if !small && file.size / limits.ratio.max(1) > file.packed {
            return Err(Refusal::Ratio {
                name: file.shown.clone(),
            });
        }
    }
    Ok(())
}

/// Reads every entry's own header, and sees that no two entries overlap.
fn check_places<R: Read + Seek>(
    source: &mut R,
    files: &mut [File],
    table: u64,
) -> Result<(), Refusal> {
    let mut order: Vec<&mut File> = files.iter_mut().collect();
    order.sort_by_key(|file| file.offset);
    let mut free = 0;
    for file in order {
        if file.offset < free {
            return Err(Refusal::Overlap);
        }
        let head = file.offset.checked_add(30).ok_or(Refusal::Damaged)?;
        if head > table {
            return Err(Refusal::Damaged);
        }
        file.start = own_header(source, file)?;
        free = file
            .start
            .checked_add(file.packed)
            .ok_or(Refusal::Damaged)?;
        if free > table {
            return Err(Refusal::Overlap);
        }
    }
    Ok(())
}

/// Where the bytes of an entry begin.
fn own_header<R: Read + Seek>(source: &mut R, file: &File) -> Result<u64, Refusal> {
    let mismatch = || Refusal::HeaderMismatch {
        name: file.shown.clone(),
    };
    let bytes = read_at(source, file.offset, 30)?;
    let mut fields = Fields(&bytes);
    let signature = fields.number(4)?;
    fields.take(2)?;
    let (_flags, method) = (fields.number(2)?, fields.number(2)?);
    fields.take(4)?;
    let (_crc, packed, size) = (fields.number(4)?, fields.number(4)?, fields.number(4)?);
    let (name_len, extra_len) = (fields.size(2)?, fields.number(2)?);
    let same = |own: u64, table: u64| {
        own == table || own == 0xFFFF_FFFF || (file.sizes_follow && own == 0)
    };
    let name = read_at(source, file.offset + 30, name_len)?;
    let method_fits = (method == 8) == file.deflated || !matches!(method, 0 | 8);
    if signature != 0x0403_4B50
        || name != file.raw_name
        || !method_fits
        || !same(packed, file.packed)
        || !same(size, file.size)
    {
        return Err(mismatch());
    }
    Ok(file.offset + 30 + name_len as u64 + extra_len)
}
