//! Does a file tell its beginning twice? Somebody joined two exports of one
//! conversation, or one with itself: nothing else about such a file is odd but
//! that its time goes back.

use super::header::Header;
use super::stencil::Met;

/// No more of a message is kept to know it by.
const NEAR: usize = 256;

/// The first two messages of a file, and where they come again.
#[derive(Debug, Default)]
pub(super) struct Beginning {
    first: Option<Told>,
    second: Option<Told>,
    /// The day of the first, once only a message of that day can matter.
    day: Option<u64>,
    /// A message of another time came after the first.
    moved_on: bool,
    /// On this line the first message came again.
    maybe: Option<u64>,
    again: Option<u64>,
}

#[derive(Debug)]
struct Told {
    day: u64,
    time: (u8, u8, Option<u8>),
    len: usize,
    near: Vec<u8>,
}

fn time(header: &Header) -> (u8, u8, Option<u8>) {
    (header.hour, header.minute, header.second)
}

impl Told {
    fn of(met: &Met, bytes: &[u8]) -> Self {
        Self {
            day: met.day,
            time: time(&met.header),
            len: bytes.len(),
            near: bytes.get(..NEAR).unwrap_or(bytes).to_vec(),
        }
    }

    fn is(&self, bytes: &[u8]) -> bool {
        self.len == bytes.len() && bytes.starts_with(&self.near)
    }
}

impl Beginning {
    /// Takes a message in: its header, all its bytes, and its line.
    #[inline]
    pub fn take(&mut self, met: &Met, bytes: &[u8], line: u64) {
        if self.day.is_none_or(|day| day == met.day) {
            self.look(met, bytes, line);
        }
    }

    #[cold]
    fn look(&mut self, met: &Met, bytes: &[u8], line: u64) {
        let Some(first) = &self.first else {
            self.first = Some(Told::of(met, bytes));
            return;
        };
        let same_time = first.day == met.day && first.time == time(&met.header);
        if let Some(second) = &self.second {
            let begins = self.maybe.take();
            if begins.is_some() && second.is(bytes) {
                self.again = self.again.or(begins);
            } else if same_time && self.moved_on && first.is(bytes) {
                self.maybe = Some(line);
            }
        } else {
            self.second = Some(Told::of(met, bytes));
        }
        self.moved_on |= !same_time;
        let wait = !self.moved_on || self.maybe.is_some() || self.second.is_none();
        self.day = self.first.as_ref().filter(|_| !wait).map(|first| first.day);
    }

    /// The line on which the beginning is told again, if it is.
    pub fn again(&self) -> Option<u64> {
        self.again
    }
}
