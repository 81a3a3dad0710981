//! Lines of a stream of any length, through one buffer of fixed size.

use std::io::{self, Read};

/// How much is read at once.
const BUFFER: usize = 256 * 1024;
/// A longer line is handed out in pieces of this size.
pub(crate) const PIECE: usize = 64 * 1024;

/// What stood before a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Before {
    /// Nothing: the file begins here.
    Start,
    Lf,
    CrLf,
    /// The earlier part of the same, very long line.
    SameLine,
}

/// One line with its ending, or one piece of a very long line.
#[derive(Debug)]
pub(crate) struct Line<'a> {
    pub offset: u64,
    pub number: u64,
    pub bytes: &'a [u8],
    pub before: Before,
}

/// Hands out lines; every byte of the source is in exactly one of them.
#[derive(Debug)]
pub(crate) struct Lines<R> {
    source: R,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    offset: u64,
    number: u64,
    before: Before,
    last_byte: u8,
    ended: bool,
}

impl<R: Read> Lines<R> {
    pub fn new(source: R) -> Self {
        Self {
            source,
            buffer: vec![0; BUFFER],
            start: 0,
            end: 0,
            offset: 0,
            number: 1,
            before: Before::Start,
            last_byte: 0,
            ended: false,
        }
    }

    pub fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        let Some(len) = self.measure()? else {
            return Ok(None);
        };
        let (offset, number, before) = (self.offset, self.number, self.before);
        let bytes = self
            .buffer
            .get(self.start..self.start + len)
            .unwrap_or_default();
        self.before = match bytes {
            [.., b'\r', b'\n'] => Before::CrLf,
            [b'\n'] if self.last_byte == b'\r' && before == Before::SameLine => Before::CrLf,
            [.., b'\n'] => Before::Lf,
            _ => Before::SameLine,
        };
        self.last_byte = bytes.last().copied().unwrap_or_default();
        self.number += u64::from(self.last_byte == b'\n');
        self.start += len;
        self.offset += len as u64;
        Ok(Some(Line {
            offset,
            number,
            bytes,
            before,
        }))
    }

    /// Finds the length of what comes next, reading more when needed.
    fn measure(&mut self) -> io::Result<Option<usize>> {
        loop {
            let window = self.buffer.get(self.start..self.end).unwrap_or_default();
            if let Some(at) = memchr::memchr(b'\n', window) {
                return Ok(Some((at + 1).min(PIECE)));
            }
            if window.len() >= PIECE {
                return Ok(Some(PIECE));
            }
            if self.ended {
                return Ok((!window.is_empty()).then_some(window.len()));
            }
            self.fill()?;
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        if self.start > 0 && self.end + PIECE > BUFFER {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        let room = self.buffer.get_mut(self.end..).unwrap_or_default();
        match self.source.read(room) {
            Ok(0) => self.ended = true,
            Ok(read) => self.end += read.min(room.len()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(input: &[u8]) -> Vec<(u64, u64, usize, Before)> {
        let mut lines = Lines::new(input);
        let mut found = Vec::new();
        while let Some(line) = lines.next().unwrap() {
            found.push((line.offset, line.number, line.bytes.len(), line.before));
        }
        found
    }

    #[test]
    fn a_line_keeps_its_ending_and_knows_what_stood_before() {
        assert_eq!(
            all(b"a\r\nbb\nc"),
            [
                (0, 1, 3, Before::Start),
                (3, 2, 3, Before::CrLf),
                (6, 3, 1, Before::Lf)
            ]
        );
    }

    #[test]
    fn a_line_of_any_length_comes_in_pieces() {
        let mut input = vec![b'x'; PIECE - 1];
        input.extend_from_slice(b"\r\nend");

        let found = all(&input);

        assert_eq!(found[1], (PIECE as u64, 1, 1, Before::SameLine));
        assert_eq!(found[2], (PIECE as u64 + 1, 2, 3, Before::CrLf));
    }
}
