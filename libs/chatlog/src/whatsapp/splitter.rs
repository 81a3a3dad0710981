//! Cuts the stream into whole messages, following the layout. Every byte is in
//! exactly one piece, in order; memory is bounded by [`LARGEST_MESSAGE`].

use super::calendar::{Reading, read_date};
use super::header::{Header, parse};
use super::layout::{Layout, Stretch};
use crate::Ending;
use crate::lines::{Before, Line, Lines};
use std::borrow::Cow;
use std::io::{self, Read};

/// A longer message is not WhatsApp's (its limit is 65,536 characters, at most
/// 256 KiB); it comes as Problems of this size, nothing lost.
pub const LARGEST_MESSAGE: usize = 1024 * 1024;

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// A message with its header.
    Message(Header),
    /// Text before the first header.
    Preface,
    /// A part of a message that is too long.
    TooLong,
}

/// A message or a Problem, still as bytes.
#[derive(Debug)]
pub(crate) struct Piece<'a> {
    pub part: Part,
    pub offset: u64,
    pub line: u64,
    pub stretch: usize,
    pub bytes: &'a [u8],
    /// Offsets of lines inside that look like headers and are not.
    pub look_alikes: &'a [u64],
}

/// What is known about the piece being gathered.
#[derive(Debug, Clone, Default)]
struct Head {
    header: Option<Header>,
    too_long: bool,
    offset: u64,
    line: u64,
    stretch: usize,
    look_alikes: Vec<u64>,
}

/// Hands out pieces.
#[derive(Debug)]
pub(crate) struct Splitter<R> {
    lines: Lines<R>,
    stretches: Vec<Stretch>,
    crlf_rule: bool,
    stretch: usize,
    head: Head,
    gathered: Vec<u8>,
    done_head: Head,
    done: Vec<u8>,
}

impl<R: Read> Splitter<R> {
    pub fn new(source: R, layout: &Layout) -> Self {
        Self {
            lines: Lines::new(source),
            stretches: layout.stretches.clone(),
            crlf_rule: layout.crlf_rule,
            stretch: 0,
            head: Head {
                line: 1,
                ..Head::default()
            },
            gathered: Vec::new(),
            done_head: Head::default(),
            done: Vec::new(),
        }
    }

    pub fn next(&mut self) -> io::Result<Option<Piece<'_>>> {
        if self.advance()? {
            Ok(Some(self.piece()))
        } else {
            Ok(None)
        }
    }

    /// Moves one piece to `done`. False at the end.
    fn advance(&mut self) -> io::Result<bool> {
        loop {
            if self.gathered.len() > LARGEST_MESSAGE {
                self.break_off();
                return Ok(true);
            }
            let Some(line) = self.lines.next()? else {
                let more = !self.gathered.is_empty();
                self.finish(Head::default());
                return Ok(more);
            };
            let found = look(&line, &self.stretches, &mut self.stretch, self.crlf_rule);
            let Found::Header(header) = found else {
                if found == Found::LookAlike && self.head.look_alikes.len() < 1000 {
                    self.head.look_alikes.push(line.offset);
                }
                self.gathered.extend_from_slice(line.bytes);
                continue;
            };
            let head = Head {
                header: Some(header),
                too_long: false,
                offset: line.offset,
                line: line.number,
                stretch: self.stretch,
                look_alikes: Vec::new(),
            };
            std::mem::swap(&mut self.gathered, &mut self.done);
            self.gathered.clear();
            self.gathered.extend_from_slice(line.bytes);
            self.done_head = std::mem::replace(&mut self.head, head);
            if !self.done.is_empty() {
                return Ok(true);
            }
        }
    }

    fn finish(&mut self, next: Head) {
        std::mem::swap(&mut self.gathered, &mut self.done);
        self.gathered.clear();
        self.done_head = std::mem::replace(&mut self.head, next);
    }

    /// Breaks the gathered bytes off between two characters.
    fn break_off(&mut self) {
        let mut cut = self.gathered.len();
        for back in 1..=3 {
            match self.gathered.iter().rev().nth(back - 1) {
                Some(0xC0..) => {
                    cut -= back;
                    break;
                }
                Some(0x80..) => {}
                _ => break,
            }
        }
        let lines_inside = memchr::memchr_iter(b'\n', &self.gathered).count() as u64;
        let next = Head {
            header: None,
            too_long: self.head.header.is_some() || self.head.too_long,
            offset: self.head.offset + cut as u64,
            line: self.head.line + lines_inside,
            stretch: self.head.stretch,
            look_alikes: Vec::new(),
        };
        let kept = self.gathered.get(cut..).unwrap_or_default().to_vec();
        self.gathered.truncate(cut);
        self.finish(next);
        self.done_head.too_long = self.done_head.header.take().is_some() || self.done_head.too_long;
        self.gathered = kept;
    }

    fn piece(&self) -> Piece<'_> {
        let head = &self.done_head;
        Piece {
            part: match head.header {
                Some(header) => Part::Message(header),
                None if head.too_long => Part::TooLong,
                None => Part::Preface,
            },
            offset: head.offset,
            line: head.line,
            stretch: head.stretch,
            bytes: &self.done,
            look_alikes: &head.look_alikes,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    Header(Header),
    LookAlike,
    Text,
}

/// Decides whether a line begins a message here.
fn look(line: &Line<'_>, stretches: &[Stretch], place: &mut usize, crlf_rule: bool) -> Found {
    if line.before == Before::SameLine {
        return Found::Text;
    }
    let Some(header) = parse(line.bytes) else {
        return Found::Text;
    };
    while stretches
        .get(*place)
        .is_some_and(|stretch| line.offset >= stretch.bytes.end)
    {
        *place += 1;
    }
    let real = stretches.get(*place).is_some_and(|stretch| {
        line.offset >= stretch.bytes.start
            && !(crlf_rule && line.before == Before::Lf)
            && stretch.shape == header.shape
            && match stretch.only {
                Some(order) => read_date(&header, order) != Reading::Impossible,
                None => super::layout::possible(&header),
            }
    });
    if real {
        Found::Header(header)
    } else {
        Found::LookAlike
    }
}

/// A piece as text. Where it is not UTF-8, U+FFFD stands for what cannot be
/// read; the header itself is always UTF-8, so places in it stay right.
pub(crate) fn readable(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(String::from_utf8_lossy(bytes).into_owned()),
    }
}

/// The bytes without what ends the message.
pub(crate) fn without_ending(bytes: &[u8]) -> (&[u8], Ending) {
    match bytes {
        [content @ .., b'\r', b'\n'] => (content, Ending::CrLf),
        [content @ .., b'\n'] => (content, Ending::Lf),
        content => (content, Ending::None),
    }
}

/// The bytes up to the first line feed.
pub(crate) fn first_line(bytes: &[u8]) -> &[u8] {
    let end = memchr::memchr(b'\n', bytes).unwrap_or(bytes.len());
    bytes.get(..end).unwrap_or(bytes)
}
