//! Names met a moment ago, found at the head of a line by a few machine words:
//! few people speak in one conversation, so most lines need no more.

/// Names longer than this (in bytes) are no names.
pub(super) const LONGEST_NAME: usize = 240;
/// So many bytes of a name are compared as words.
const NEAR: usize = 24;
const SLOTS: usize = 16;

/// The names, each where its first bytes put it.
#[derive(Debug, Clone, Default)]
pub(super) struct Recent([Option<Known>; SLOTS]);

#[derive(Debug, Clone)]
struct Known {
    start: Start,
    name: Box<str>,
    place: usize,
}

/// The first bytes of a line or of a name; 0 where there are none. Three
/// numbers rather than an array, which would be written to memory in parts and
/// read as a whole: slower than all the rest.
#[derive(Debug, Clone, Copy)]
struct Start {
    one: u64,
    two: u64,
    three: u64,
}

impl Recent {
    /// The name that stands before the first `: ` of a line, if it is one of
    /// these: how long it is, and its place. `ahead` is the line and what
    /// follows it: where that is at hand, a short line costs no more than others.
    // Always: measured in instructions, a call here costs 2 in 100 of all.
    #[inline(always)]
    pub fn find(&self, line: &[u8], ahead: &[u8]) -> Option<(usize, usize)> {
        let near = match ahead.first_chunk() {
            Some(near) => Start::words(near),
            None => Start::of(line),
        };
        let len = near.colon().or_else(|| far_colon(line))?;
        if len == 0 || line.get(len + 1) != Some(&b' ') {
            return None;
        }
        let start = near.cut(len);
        let known = self.0.get(start.slot())?.as_ref()?;
        let same = known.start.is(start)
            && known.name.len() == len
            && (len <= NEAR || line.get(..len) == Some(known.name.as_bytes()));
        same.then_some((len, known.place))
    }

    pub fn remember(&mut self, name: &str, place: usize) {
        let start = Start::of(name.as_bytes()).cut(name.len());
        if let Some(slot) = self.0.get_mut(start.slot())
            && slot.as_ref().is_none_or(|known| &*known.name != name)
        {
            *slot = Some(Known {
                start,
                name: name.into(),
                place,
            });
        }
    }
}

impl Start {
    #[inline]
    fn of(line: &[u8]) -> Self {
        if let Some(near) = line.first_chunk() {
            return Self::words(near);
        }
        let mut near = [0; NEAR];
        for (to, from) in near.iter_mut().zip(line) {
            *to = *from;
        }
        Self::words(&near)
    }

    #[inline]
    fn words(near: &[u8; NEAR]) -> Self {
        let (words, _) = near.as_chunks::<8>();
        let word = |place: usize| words.get(place).map_or(0, |word| u64::from_le_bytes(*word));
        Self {
            one: word(0),
            two: word(1),
            three: word(2),
        }
    }

    #[inline]
    fn is(self, other: Self) -> bool {
        (self.one ^ other.one) | (self.two ^ other.two) | (self.three ^ other.three) == 0
    }

    /// Where the first colon of them stands. Names are of all lengths: asking
    /// word by word would be guessed wrong by the processor again and again.
    #[inline]
    fn colon(self) -> Option<usize> {
        let all = colons(self.one) | colons(self.two) << 8 | colons(self.three) << 16;
        (all != 0).then(|| usize::try_from(all.trailing_zeros()).unwrap_or(0))
    }

    /// The first `len` bytes of them.
    #[inline]
    fn cut(self, len: usize) -> Self {
        let [one, two, three] = MASKS.get(len).unwrap_or(&[u64::MAX; 3]);
        Self {
            one: self.one & one,
            two: self.two & two,
            three: self.three & three,
        }
    }

    #[inline]
    fn slot(self) -> usize {
        let mixed = self.one ^ self.two.rotate_left(29) ^ self.three.rotate_left(47);
        let mixed = mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        usize::try_from(mixed >> 60).unwrap_or(0) % SLOTS
    }
}

/// A bit for each byte that is a colon; above the first there may be others.
#[inline]
fn colons(word: u64) -> u64 {
    const COLONS: u64 = u64::from_ne_bytes([b':'; 8]);
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    let other = word ^ COLONS;
    // The lowest byte that is 0 has its highest bit set here.
    let found = other.wrapping_sub(ONES) & !other & (ONES << 7);
    // Gathers the highest bits of the eight bytes.
    (found >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// The bits of the first bytes of three words, by how many bytes.
static MASKS: [[u64; 3]; NEAR] = masks();

const fn masks() -> [[u64; 3]; NEAR] {
    let mut masks = [[0; 3]; NEAR];
    let mut rest: &mut [[u64; 3]] = &mut masks;
    let mut len = 0;
    while let Some((mask, more)) = rest.split_first_mut() {
        *mask = [bits(len, 0), bits(len, 8), bits(len, 16)];
        rest = more;
        len += 1;
    }
    masks
}

/// The bits of the first `len` bytes in the word that begins at byte `at`.
const fn bits(len: usize, at: usize) -> u64 {
    match len.saturating_sub(at) {
        few @ 0..8 => (1 << (few * 8)) - 1,
        _ => u64::MAX,
    }
}

/// The first colon of a line, where none is near.
fn far_colon(line: &[u8]) -> Option<usize> {
    memchr::memchr(b':', line.get(..LONGEST_NAME + 2).unwrap_or(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What it does, said in a simple way.
    fn by_the_book(names: &[&str], line: &[u8]) -> Option<(usize, usize)> {
        let at = line
            .iter()
            .take(LONGEST_NAME + 2)
            .position(|b| *b == b':')?;
        let place = names
            .iter()
            .position(|name| name.as_bytes() == &line[..at])?;
        (at > 0 && line.get(at + 1) == Some(&b' ')).then_some((at, place))
    }

    #[test]
    fn a_name_of_any_length_is_found_and_no_other() {
        for len in 1..=LONGEST_NAME {
            let name = "Nour é".chars().cycle().take(len).collect::<String>();
            let longer = format!("{name}x");
            let mut recent = Recent::default();
            recent.remember(&name, 7);
            for tail in [
                ": ",
                ": hi",
                ":",
                ":x",
                " : hi",
                ": at 10:30 in the morning, as always",
            ] {
                let line = format!("{name}{tail}");
                let found = by_the_book(&[&name], line.as_bytes()).map(|(at, _)| (at, 7));
                assert_eq!(recent.find(line.as_bytes(), b""), found, "{line}");
                let ahead = format!("{line}\nand: so on, for more than a few words\n");
                assert_eq!(
                    recent.find(line.as_bytes(), ahead.as_bytes()),
                    found,
                    "{line}"
                );
            }
            assert_eq!(recent.find(format!("{longer}: hi").as_bytes(), b""), None);
            let other = format!(
                "{}y: hi",
                &name[..name.len() - 1 - usize::from(name.ends_with('é'))]
            );
            assert_eq!(recent.find(other.as_bytes(), b""), None, "{other}");
        }
        assert_eq!(Recent::default().find(b": hi", b""), None);
        assert_eq!(Recent::default().find(b"", b""), None);
    }
}
