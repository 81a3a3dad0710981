//! Numbers and texts as bytes, and columns of numbers that are read where they lie.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::monitor::store::Sym;

/// A part of bytes that are shared.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bytes {
    all: Arc<Vec<u8>>,
    from: usize,
    to: usize,
}

impl Bytes {
    pub(crate) fn new(all: Arc<Vec<u8>>) -> Self {
        let to = all.len();
        Self { all, from: 0, to }
    }

    pub(crate) fn slice(&self) -> &[u8] {
        self.all.get(self.from..self.to).unwrap_or_default()
    }

    pub(crate) fn len(&self) -> usize {
        self.to - self.from
    }

    /// The part from one place to another, both counted from its own beginning.
    pub(crate) fn part(&self, from: usize, to: usize) -> Option<Self> {
        (from <= to && to <= self.len()).then(|| Self {
            all: self.all.clone(),
            from: self.from + from,
            to: self.from + to,
        })
    }

    /// The number at a place of a column of four bytes each.
    pub(crate) fn u32_at(&self, place: usize) -> Option<u32> {
        let from = place.checked_mul(4)?;
        let four = self.slice().get(from..)?.first_chunk::<4>()?;
        Some(u32::from_le_bytes(*four))
    }

    /// The number at a place of a column of five bytes each.
    pub(crate) fn u40_at(&self, place: usize) -> Option<usize> {
        let from = place.checked_mul(5)?;
        let [a, b, c, d, e] = *self.slice().get(from..)?.first_chunk::<5>()?;
        usize::try_from(u64::from_le_bytes([a, b, c, d, e, 0, 0, 0])).ok()
    }
}

/// Numbers and texts into bytes.
#[derive(Debug, Default)]
pub(crate) struct Writer(pub(crate) Vec<u8>);

/// A flag of a first byte, where it holds.
pub(crate) const fn flag(holds: bool, flag: u8) -> u8 {
    if holds { flag } else { 0 }
}

impl Writer {
    /// What something is about: how many slots, then each with its symbol.
    pub(crate) fn pairs(&mut self, pairs: &[(Sym, Sym)]) {
        self.count(pairs.len());
        for (slot, symbol) in pairs {
            self.number((*slot).into());
            self.number((*symbol).into());
        }
    }

    pub(crate) fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    pub(crate) fn u32(&mut self, number: u32) {
        self.0.extend(number.to_le_bytes());
    }

    pub(crate) fn u40(&mut self, number: usize) {
        let bytes = (number as u64).to_le_bytes();
        self.0.extend(bytes.into_iter().take(5));
    }

    /// Seven bits a byte, the last without the eighth.
    pub(crate) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(u8::try_from(number & 0x7f).unwrap_or(0) | 0x80);
            number >>= 7;
        }
        self.0.push(u8::try_from(number).unwrap_or(0));
    }

    pub(crate) fn count(&mut self, count: usize) {
        self.number(count as u64);
    }

    /// Small whichever its sign.
    pub(crate) fn signed(&mut self, number: i64) {
        self.number(folded(number));
    }

    /// A moment, or nothing for the end of time.
    pub(crate) fn until(&mut self, at: i64) {
        self.maybe((at < i64::MAX).then(|| folded(at)));
    }

    /// Nothing, or a number that is not the largest.
    pub(crate) fn maybe(&mut self, number: Option<u64>) {
        self.number(number.map_or(0, |number| number.wrapping_add(1)));
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.count(text.len());
        self.0.extend(text.as_bytes());
    }

    /// A part with its length before it.
    pub(crate) fn part(&mut self, part: &[u8]) {
        self.0.extend((part.len() as u64).to_le_bytes());
        self.0.extend(part);
    }

    pub(crate) fn column(&mut self, numbers: impl IntoIterator<Item = u32>) {
        let start = self.0.len();
        self.0.extend([0; 8]);
        for number in numbers {
            self.u32(number);
        }
        self.end_part(start);
    }

    /// Writes the length of a part that began at `start` with eight bytes left free.
    pub(crate) fn end_part(&mut self, start: usize) {
        let len = (self.0.len().saturating_sub(start + 8)) as u64;
        if let Some(room) = self.0.get_mut(start..start + 8) {
            room.copy_from_slice(&len.to_le_bytes());
        }
    }
}

fn folded(number: i64) -> u64 {
    (number.cast_unsigned() << 1) ^ (number >> 63).cast_unsigned()
}

fn unfolded(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
}

/// Numbers and texts out of bytes; none where they are not there.
#[derive(Debug)]
pub(crate) struct Reader<'a>(pub(crate) &'a [u8]);

impl<'a> Reader<'a> {
    /// What [`Writer::pairs`] wrote.
    pub(crate) fn pairs<T: FromIterator<(Sym, Sym)>>(&mut self) -> Option<T> {
        let count = self.count()?;
        (0..count)
            .map(|_| Some((self.small()?, self.small()?)))
            .collect()
    }

    pub(crate) fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    pub(crate) fn number(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    pub(crate) fn small(&mut self) -> Option<u32> {
        u32::try_from(self.number()?).ok()
    }

    pub(crate) fn signed(&mut self) -> Option<i64> {
        Some(unfolded(self.number()?))
    }

    pub(crate) fn until(&mut self) -> Option<i64> {
        Some(self.maybe()?.map_or(i64::MAX, unfolded))
    }

    pub(crate) fn maybe(&mut self) -> Option<Option<u64>> {
        Some(self.number()?.checked_sub(1))
    }

    /// How many items of at least one byte follow.
    pub(crate) fn count(&mut self) -> Option<usize> {
        let count = usize::try_from(self.number()?).ok()?;
        (count <= self.0.len()).then_some(count)
    }

    pub(crate) fn text(&mut self) -> Option<&'a str> {
        let len = self.count()?;
        let (text, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        std::str::from_utf8(text).ok()
    }
}

/// Parts out of bytes that are shared.
#[derive(Debug)]
pub(crate) struct Parts {
    bytes: Bytes,
    at: usize,
}

impl Parts {
    pub(crate) fn new(bytes: Bytes) -> Self {
        Self { bytes, at: 0 }
    }

    pub(crate) fn next(&mut self) -> Option<Bytes> {
        let rest = self.bytes.slice().get(self.at..)?;
        let len = u64::from_le_bytes(*rest.first_chunk::<8>()?);
        let from = self.at + 8;
        let to = from.checked_add(usize::try_from(len).ok()?)?;
        let part = self.bytes.part(from, to)?;
        self.at = to;
        Some(part)
    }

    pub(crate) fn done(&self) -> bool {
        self.at == self.bytes.len()
    }
}

/// Keys of some symbols each, sorted, in a column.
#[derive(Debug, Clone, Default)]
pub(crate) struct Keys {
    width: usize,
    len: usize,
    column: Bytes,
}

impl Keys {
    /// Of `width` symbols each; keys without symbols are one at most.
    pub(crate) fn new(width: usize, len: usize, column: Bytes) -> Option<Self> {
        let fits = column.len() == len.checked_mul(width)?.checked_mul(4)?;
        (fits && (width > 0 || len <= 1)).then_some(Self { width, len, column })
    }

    pub(crate) fn len(&self) -> usize {
        self.len
    }

    pub(crate) fn symbols(&self, place: usize) -> impl Iterator<Item = u32> + '_ {
        let from = place * self.width;
        (from..from + self.width).map_while(|at| self.column.u32_at(at))
    }

    fn compare(&self, place: usize, key: &[u32]) -> Ordering {
        self.symbols(place).cmp(key.iter().copied())
    }

    pub(crate) fn find(&self, key: &[u32]) -> Option<usize> {
        if key.len() != self.width {
            return None;
        }
        let (mut low, mut high) = (0, self.len);
        let mut guesses = 3;
        while low < high {
            let middle = match self.guess((low, high), key) {
                Some(guess) if guesses > 0 => guess,
                _ => low + (high - low) / 2,
            };
            guesses -= i32::from(guesses > 0);
            match self.compare(middle, key) {
                Ordering::Less => low = middle + 1,
                Ordering::Equal => return Some(middle),
                Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// Where a key would be if its first symbols were evenly spread.
    fn guess(&self, (low, high): (usize, usize), key: &[u32]) -> Option<usize> {
        let first = |place: usize| self.symbols(place).next();
        let (bottom, top) = (first(low)?, first(high - 1)?);
        let (above, wide) = (key.first()?.checked_sub(bottom)?, top.checked_sub(bottom)?);
        if above > wide || wide == 0 {
            return None;
        }
        let share = u64::from(above) * (high - 1 - low) as u64 / u64::from(wide);
        Some(low + usize::try_from(share).ok()?)
    }
}

/// For each of some keys, a few numbers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index {
    keys: Keys,
    /// Where the numbers of each key end.
    ends: Bytes,
    items: Bytes,
}

impl Index {
    /// Writes the numbers of sorted keys.
    pub(crate) fn write<'k>(
        out: &mut Writer,
        groups: impl Iterator<Item = (&'k [u32], &'k [u32])> + Clone,
    ) {
        out.column(groups.clone().flat_map(|(key, _)| key.iter().copied()));
        let mut end = 0_u32;
        out.column(groups.clone().map(|(_, items)| {
            end = end.saturating_add(u32::try_from(items.len()).unwrap_or(u32::MAX));
            end
        }));
        out.column(groups.flat_map(|(_, items)| items.iter().copied()));
    }

    pub(crate) fn read(parts: &mut Parts, width: usize) -> Option<Self> {
        let (column, ends, items) = (parts.next()?, parts.next()?, parts.next()?);
        let keys = Keys::new(width, ends.len() / 4, column)?;
        Some(Self { keys, ends, items })
    }

    pub(crate) fn len(&self) -> usize {
        self.keys.len()
    }

    pub(crate) fn find(&self, key: &[u32]) -> Option<usize> {
        self.keys.find(key)
    }

    pub(crate) fn symbols(&self, place: usize) -> impl Iterator<Item = u32> + '_ {
        self.keys.symbols(place)
    }

    /// From where to where in the items those of a key are.
    pub(crate) fn range(&self, place: usize) -> (usize, usize) {
        let end = |place: usize| {
            let end = self.ends.u32_at(place).unwrap_or(0);
            usize::try_from(end).unwrap_or(0)
        };
        let from = place.checked_sub(1).map_or(0, end);
        (from, end(place).max(from))
    }

    pub(crate) fn items<'a>(&'a self, key: &[u32]) -> impl Iterator<Item = u32> + use<'a> {
        let (from, to) = self.find(key).map_or((0, 0), |place| self.range(place));
        (from..to).map_while(|at| self.items.u32_at(at))
    }

    /// All items, key after key.
    pub(crate) fn all_items(&self) -> Vec<u32> {
        let four = self.items.slice().chunks_exact(4);
        four.filter_map(|four| Some(u32::from_le_bytes(*four.first_chunk::<4>()?)))
            .collect()
    }
}
