//! Headers like those before: a line that has the same signs at the same
//! places as a header already read, and digits where that has digits, is read
//! by its places alone. Everything else goes to the grammar in `header`.
//!
//! The grammar goes by signs and by how many digits stand together, never by
//! which digits, but for hours, minutes and seconds that cannot be; those are
//! left to it. So both always give the same; a test throws dice for it.

use super::header::{Header, parse};

/// Longer headers are always read by the grammar.
pub(crate) const REACH: usize = 48;
const WORDS: usize = REACH / 8;
/// As many words as nearly all headers have.
const SHORT: usize = 4;
/// More ways to lay a header out than this are not kept: single and double
/// digits of day, month and hour, for both halves of the day.
const MOST: usize = 24;

/// The stencils of one file.
#[derive(Debug, Default)]
pub(crate) struct Stencils {
    known: Vec<Stencil>,
    /// The one that fitted last.
    last: usize,
    /// The one that makes room for the next, once there are many.
    oldest: usize,
    /// How many headers the grammar made.
    made: u64,
}

/// How one header is laid out.
#[derive(Debug)]
struct Stencil {
    /// Its signs; `0` where digits stand.
    signs: Words,
    /// All bits where signs stand, the upper half where digits do: what must
    /// be the same.
    mask: Words,
    /// The lower half where digits stand: what may be any number up to 9.
    digits: Words,
    /// Only the first half of the words matters.
    short: bool,
    /// Where each number begins and how many digits it has: the date as
    /// printed, hour, minute, second.
    numbers: [(u8, u8); 6],
    model: Header,
    made_by: u64,
}

type Words = [u64; WORDS];

/// The first bytes of a line, for a stencil.
pub(crate) type Reach = [u8; REACH];

impl Stencils {
    /// Reads a line by the stencils alone, into `met`; false says nothing.
    #[inline]
    pub fn read(&mut self, line: &Reach, met: &mut Met) -> bool {
        if let Some(last) = self.known.get(self.last)
            && last.fits(line)
        {
            return last.read(line, met);
        }
        let Some(place) = self.known.iter().position(|known| known.fits(line)) else {
            return false;
        };
        self.last = place;
        self.known
            .get(place)
            .is_some_and(|known| known.read(line, met))
    }

    /// Reads a line by the grammar, into `met`, and learns how it is laid out.
    pub fn learn(&mut self, line: &[u8], met: &mut Met) -> bool {
        let Some(header) = parse(line) else {
            return false;
        };
        self.made += 1;
        *met = Met::new(header, self.made);
        if let Some(stencil) = Stencil::of(line, &header, self.made) {
            if self.known.len() < MOST {
                self.last = self.known.len();
                self.known.push(stencil);
            } else if let Some(place) = self.known.get_mut(self.oldest) {
                *place = stencil;
                self.oldest = (self.oldest + 1) % MOST;
            }
        }
        true
    }
}

/// A header, and what it was made by. Two made by the same differ in their
/// numbers only. It is written in its place: moving it costs more than making
/// it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Met {
    pub header: Header,
    /// Never 0 once a header is there.
    pub made_by: u64,
    /// Its date as one number, for comparing: what was written in parts a
    /// moment ago is slow to read as a whole.
    pub day: u64,
}

impl Met {
    /// A header, and the number of what made it.
    pub fn new(header: Header, made_by: u64) -> Self {
        let [a, b, c] = header.date;
        Self {
            header,
            made_by,
            day: day(a, b, c),
        }
    }
}

#[inline]
fn day(a: u16, b: u16, c: u16) -> u64 {
    u64::from(a) | u64::from(b) << 16 | u64::from(c) << 32
}

impl Stencil {
    /// `None` where the places alone would not say enough.
    fn of(line: &[u8], header: &Header, made_by: u64) -> Option<Self> {
        let head = line.get(..header.rest)?;
        let text = std::str::from_utf8(head).ok()?;
        let ends_blank = text.ends_with(super::cursor::is_blank);
        if head.len() > REACH || !ends_blank {
            return None;
        }
        let runs = runs(head)?;
        let used = if header.second.is_some() { 6 } else { 5 };
        let (date, time) = match (header.shape.time_first, used, runs) {
            (false, _, [a, b, c, h, m, s]) => ([a, b, c], [h, m, s]),
            (true, 6, [h, m, s, a, b, c]) => ([a, b, c], [h, m, s]),
            (true, _, [h, m, a, b, c, none]) => ([a, b, c], [h, m, none]),
        };
        if runs.iter().filter(|run| run.1 > 0).count() != used {
            return None;
        }
        let [a, b, c] = date;
        let [h, m, s] = time;
        let mut stencil = Self {
            signs: [0; WORDS],
            mask: [0; WORDS],
            digits: [0; WORDS],
            short: head.len() <= SHORT * 8,
            numbers: [a, b, c, h, m, s],
            model: *header,
            made_by,
        };
        for (at, byte) in head.iter().enumerate() {
            let (word, shift) = (at / 8, at % 8 * 8);
            let digit = byte.is_ascii_digit();
            let (sign, mask, low): (u8, u8, u8) = if digit {
                (b'0', 0xF0, 0x0F)
            } else {
                (*byte, 0xFF, 0)
            };
            *stencil.signs.get_mut(word)? |= u64::from(sign) << shift;
            *stencil.mask.get_mut(word)? |= u64::from(mask) << shift;
            *stencil.digits.get_mut(word)? |= u64::from(low) << shift;
        }
        // What the places say must be what the grammar said.
        let mut reach = [0; REACH];
        reach.get_mut(..head.len())?.copy_from_slice(head);
        let mut met = Met::default();
        (stencil.read(&reach, &mut met) && met.header == *header).then_some(stencil)
    }

    #[inline]
    fn fits(&self, line: &Reach) -> bool {
        if self.short {
            self.fits_in::<SHORT>(line)
        } else {
            self.fits_in::<WORDS>(line)
        }
    }

    #[inline]
    fn fits_in<const MANY: usize>(&self, line: &Reach) -> bool {
        const SIX: u64 = u64::from_ne_bytes([6; 8]);
        const SIXTEEN: u64 = u64::from_ne_bytes([16; 8]);
        let mut wrong = 0;
        let words = line.as_chunks::<8>().0.iter().zip(&self.signs);
        for ((bytes, signs), (mask, digits)) in
            words.zip(self.mask.iter().zip(&self.digits)).take(MANY)
        {
            let other = u64::from_le_bytes(*bytes) ^ signs;
            // Six more than 9 is 15: what reaches 16 was no digit.
            let more = (other & digits).wrapping_add(SIX & digits) & SIXTEEN;
            wrong |= (other & mask) | more;
        }
        wrong == 0
    }

    /// The header, unless its time cannot be.
    #[inline]
    fn read(&self, line: &Reach, met: &mut Met) -> bool {
        let [a, b, c, h, m, s] = self.numbers;
        let (hour, minute, second) = (number(line, h), number(line, m), number(line, s));
        if hour > 24 || minute > 59 || second > 59 {
            return false;
        }
        if met.made_by != self.made_by {
            (met.header, met.made_by) = (self.model, self.made_by);
        }
        let small = |value: u16| u8::try_from(value).unwrap_or(0);
        let header = &mut met.header;
        let (a, b, c) = (number(line, a), number(line, b), number(line, c));
        (header.date, met.day) = ([a, b, c], day(a, b, c));
        header.hour = if hour == 24 { 0 } else { small(hour) };
        header.minute = small(minute);
        if s.1 > 0 {
            header.second = Some(small(second));
        }
        true
    }
}

/// The number of so many digits there; 0 where there are none.
#[inline]
fn number(line: &Reach, (at, len): (u8, u8)) -> u16 {
    let at = usize::from(at);
    let digits = line.get(at..at + usize::from(len)).unwrap_or_default();
    match digits {
        [a, b] => u16::from(a & 15) * 10 + u16::from(b & 15),
        [a] => u16::from(a & 15),
        more => more
            .iter()
            .fold(0, |sum, digit| sum * 10 + u16::from(digit & 15)),
    }
}

/// Where runs of digits stand; `None` when there are more than six, or longer
/// ones than a header has.
fn runs(head: &[u8]) -> Option<[(u8, u8); 6]> {
    let mut runs = [(0, 0); 6];
    let mut place = 0;
    let mut inside = false;
    for (at, byte) in head.iter().enumerate() {
        let digit = byte.is_ascii_digit();
        match (digit, inside) {
            (true, false) => *runs.get_mut(place)? = (u8::try_from(at).ok()?, 1),
            (true, true) => {
                let run = runs.get_mut(place)?;
                run.1 += 1;
                if run.1 > 4 {
                    return None;
                }
            }
            (false, true) => place += 1,
            (false, false) => {}
        }
        inside = digit;
    }
    Some(runs)
}
