//! Headers like those before: a line that has the same signs at the same
//! places as a header already read, and digits where that has digits, is read
//! by its places alone. Everything else goes to the grammar in `header`.
//!
//! The grammar goes by signs and by how many digits stand together, never by
//! which digits, but for hours, minutes and seconds that cannot be; those are
//! left to it. So both always give the same; a test throws dice for it.

use super::header::{Header, parse};

/// Longer headers are always read by the grammar.
const LONGEST: usize = 64;
const WORDS: usize = LONGEST / 8;
/// How much of a line is looked at: a little more, so that two bytes may be
/// read wherever a header may end.
pub(crate) const REACH: usize = LONGEST + 8;
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
    /// Where the numbers stand: the date as printed, hour, minute, second.
    date: [Number; 3],
    time: [Pair; 3],
    seconds: bool,
    /// All bits where the digits of the date stand in the first two words; none
    /// where they stand further on. Then the date as it stood there last, and
    /// as one number: most lines have the same.
    near: [u64; 2],
    last: [u64; 2],
    last_day: u64,
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
        if let Some(last) = self.known.get_mut(self.last)
            && last.fits(line)
        {
            return last.read(line, met);
        }
        let Some(place) = self.known.iter().position(|known| known.fits(line)) else {
            return false;
        };
        self.last = place;
        self.known
            .get_mut(place)
            .is_some_and(|known| known.read(line, met))
    }

    /// Reads a line by the grammar, into `met`, and learns how it is laid out.
    #[cold]
    #[inline(never)]
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

#[inline]
fn parts(day: u64) -> [u16; 3] {
    let part = |shift: u32| u16::try_from(day >> shift & 0xFFFF).unwrap_or(0);
    [part(0), part(16), part(32)]
}

impl Stencil {
    /// `None` where the places alone would not say enough.
    fn of(line: &[u8], header: &Header, made_by: u64) -> Option<Self> {
        let head = line.get(..header.rest)?;
        let text = std::str::from_utf8(head).ok()?;
        let ends_blank = text.ends_with(super::cursor::is_blank);
        if head.len() > LONGEST || !ends_blank {
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
        if time.iter().any(|(_, len)| *len > 2) {
            return None;
        }
        let mut stencil = Self {
            signs: [0; WORDS],
            mask: [0; WORDS],
            digits: [0; WORDS],
            short: head.len() <= SHORT * 8,
            date: date.map(Number::of),
            time: time.map(Pair::of),
            seconds: header.second.is_some(),
            near: near(&date),
            last: [0; 2],
            last_day: 0,
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
    fn read(&mut self, line: &Reach, met: &mut Met) -> bool {
        let [hour, minute, second] = &self.time;
        let (hour, minute, second) = (hour.read(line), minute.read(line), second.read(line));
        if hour > 24 || minute > 59 || second > 59 {
            return false;
        }
        if met.made_by != self.made_by {
            (met.header, met.made_by) = (self.model, self.made_by);
            let [a, b, c] = self.model.date;
            met.day = day(a, b, c);
        }
        let small = |value: u16| u8::try_from(value).unwrap_or(0);
        let day = self.day(line);
        let header = &mut met.header;
        if met.day != day {
            (met.day, header.date) = (day, parts(day));
        }
        header.hour = if hour == 24 { 0 } else { small(hour) };
        header.minute = small(minute);
        if self.seconds {
            header.second = Some(small(second));
        }
        true
    }

    /// The date as one number.
    #[inline]
    fn day(&mut self, line: &Reach) -> u64 {
        let (words, _) = line.as_chunks::<8>();
        let word = |place: usize| words.get(place).map_or(0, |word| u64::from_le_bytes(*word));
        let [one, two] = self.near;
        let (one, two) = (word(0) & one, word(1) & two);
        let [last_one, last_two] = self.last;
        if (one ^ last_one) | (two ^ last_two) == 0 && one | two != 0 {
            return self.last_day;
        }
        let [a, b, c] = &self.date;
        self.last_day = day(a.read(line), b.read(line), c.read(line));
        self.last = [one, two];
        self.last_day
    }
}

/// All bits where the digits of a date stand, in the first two words; none
/// where one of them stands further on.
fn near(date: &[(u8, u8); 3]) -> [u64; 2] {
    let mut near = [0; 2];
    for at in date.iter().flat_map(|(at, len)| *at..at + len) {
        match near.get_mut(usize::from(at / 8)) {
            Some(word) => *word |= 0xFF << (at % 8 * 8),
            None => return [0; 2],
        }
    }
    near
}

/// Where a number of one or two digits stands, or none, which is 0.
#[derive(Debug, Default)]
struct Pair {
    at: u8,
    /// Which bits of the two bytes there are digits.
    digits: u16,
}

/// Where a number of up to four digits stands.
#[derive(Debug)]
struct Number {
    hundreds: Option<Pair>,
    rest: Pair,
}

impl Pair {
    /// Of a run of digits: where it begins, and how many there are.
    fn of((at, len): (u8, u8)) -> Self {
        match (at, len) {
            (_, 0) => Self::default(),
            (0, 1) => Self { at, digits: 0x000F },
            (_, 1) => Self {
                at: at - 1,
                digits: 0x0F00,
            },
            _ => Self { at, digits: 0x0F0F },
        }
    }

    #[inline]
    fn read(&self, line: &Reach) -> u16 {
        let at = usize::from(self.at) % LONGEST;
        let bytes = line.get(at..).and_then(|rest| rest.first_chunk());
        let digits = u16::from_le_bytes(bytes.copied().unwrap_or_default()) & self.digits;
        (digits & 0xFF) * 10 + (digits >> 8)
    }
}

impl Number {
    fn of((at, len): (u8, u8)) -> Self {
        let before = len.saturating_sub(2);
        Self {
            hundreds: (before > 0).then(|| Pair::of((at, before))),
            rest: Pair::of((at + before, len - before)),
        }
    }

    #[inline]
    fn read(&self, line: &Reach) -> u16 {
        let rest = self.rest.read(line);
        match &self.hundreds {
            Some(hundreds) => hundreds.read(line) * 100 + rest,
            None => rest,
        }
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
