//! Tags and attributes out of a stream of any length, in bounded memory.

use super::entities::{Text, text};
use crate::sextet::sextet;
use sha2::{Digest as _, Sha256};
use std::io::{self, Read};
use std::ops::Range;

const BUFFER: usize = 256 * 1024;
/// A longer attribute is not kept, unless it is a file in base64.
const LONGEST: usize = 1024 * 1024;
/// What is shown of a tag that is a Problem.
const SHOWN: usize = 64 * 1024;
const MOST_ATTRIBUTES: usize = 256;

#[derive(Debug)]
pub(super) enum Token {
    Open(Tag),
    Close {
        name: String,
        end: u64,
    },
    Text {
        at: Range<u64>,
        line: u64,
        raw: Vec<u8>,
    },
    /// A comment, a processing instruction.
    Aside,
    Doctype {
        at: Range<u64>,
        line: u64,
    },
    /// The file ends inside a tag.
    Cut {
        at: Range<u64>,
        line: u64,
        raw: Vec<u8>,
    },
}

/// Why a tag is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flaw {
    Malformed,
    TooMany,
    TooLong,
}

#[derive(Debug, Default)]
pub(super) struct Tag {
    pub name: String,
    pub at: Range<u64>,
    pub line: u64,
    pub empty: bool,
    pub flaw: Option<Flaw>,
    /// The beginning of its bytes.
    pub raw: Vec<u8>,
    attributes: Vec<(String, Vec<u8>)>,
    pub data: Option<Data>,
}

/// A file in base64, taken in while it passed.
#[derive(Debug)]
pub(super) struct Data {
    /// Where its letters stand.
    pub at: Range<u64>,
    pub bytes: u64,
    pub sha256: String,
    /// It is base64 from its beginning to its end.
    pub sound: bool,
}

impl Tag {
    /// An attribute, repaired.
    pub fn read(&self, name: &str) -> Option<Text> {
        let (_, raw) = self.attributes.iter().find(|(known, _)| known == name)?;
        Some(text(raw))
    }

    /// An attribute that is there and not the word `null`.
    pub fn text(&self, name: &str) -> Option<String> {
        let text = self.read(name)?.text;
        (!text.is_empty() && text != "null").then_some(text)
    }

    pub fn number(&self, name: &str) -> Option<i64> {
        self.text(name)?.trim().parse().ok()
    }
}

pub(super) struct Tags<'r> {
    source: Box<dyn Read + 'r>,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    at: u64,
    line: u64,
    /// The first bytes of the token in hand.
    raw: Vec<u8>,
}

impl<'r> Tags<'r> {
    pub fn new(source: Box<dyn Read + 'r>) -> Self {
        Self {
            source,
            buffer: vec![0; BUFFER],
            start: 0,
            end: 0,
            at: 0,
            line: 1,
            raw: Vec::new(),
        }
    }

    /// How many bytes were taken.
    pub fn at(&self) -> u64 {
        self.at
    }

    pub fn line(&self) -> u64 {
        self.line
    }

    fn window(&mut self) -> io::Result<&[u8]> {
        while self.start == self.end {
            match self.source.read(&mut self.buffer) {
                Ok(0) => return Ok(&[]),
                Ok(read) => (self.start, self.end) = (0, read.min(BUFFER)),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(self.buffer.get(self.start..self.end).unwrap_or_default())
    }

    fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(self.window()?.first().copied())
    }

    /// Takes some bytes that are in the window.
    fn take(&mut self, len: usize) {
        let taken = self
            .buffer
            .get(self.start..self.start + len)
            .unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', taken).count() as u64;
        let room = SHOWN.saturating_sub(self.raw.len()).min(taken.len());
        self.raw
            .extend_from_slice(taken.get(..room).unwrap_or_default());
        self.start += len;
        self.at += len as u64;
    }

    /// Takes bytes while `more` says so; they go to `sink`.
    fn take_while(
        &mut self,
        more: impl Fn(u8) -> bool,
        mut sink: impl FnMut(&[u8]),
    ) -> io::Result<()> {
        loop {
            let window = self.window()?;
            let len = window.iter().position(|byte| !more(*byte));
            let all = window.len();
            sink(window.get(..len.unwrap_or(all)).unwrap_or_default());
            self.take(len.unwrap_or(all));
            if len.is_some() || all == 0 {
                return Ok(());
            }
        }
    }

    /// Takes bytes up to the next of one kind, which stays.
    fn take_to(&mut self, stop: u8, mut sink: impl FnMut(&[u8])) -> io::Result<bool> {
        loop {
            let window = self.window()?;
            let len = memchr::memchr(stop, window);
            let all = window.len();
            sink(window.get(..len.unwrap_or(all)).unwrap_or_default());
            self.take(len.unwrap_or(all));
            if len.is_some() {
                return Ok(true);
            }
            if all == 0 {
                return Ok(false);
            }
        }
    }

    /// Takes the rest of the file; says the beginning of it.
    pub fn skip_all(&mut self) -> io::Result<Vec<u8>> {
        self.raw.clear();
        self.take_while(|_| true, |_| {})?;
        Ok(std::mem::take(&mut self.raw))
    }

    pub fn next(&mut self) -> io::Result<Option<Token>> {
        self.raw.clear();
        let (from, line) = (self.at, self.line);
        match self.peek()? {
            None => Ok(None),
            Some(b'<') => {
                self.take(1);
                self.markup(from, line).map(Some)
            }
            Some(_) => {
                self.take_to(b'<', |_| {})?;
                Ok(Some(Token::Text {
                    at: from..self.at,
                    line,
                    raw: std::mem::take(&mut self.raw),
                }))
            }
        }
    }

    fn markup(&mut self, from: u64, line: u64) -> io::Result<Token> {
        let whole = match self.peek()? {
            Some(b'?') => self.through(b"?>")?,
            Some(b'!') => {
                self.take(1);
                let mut dashes = 0;
                while dashes < 2 && self.peek()? == Some(b'-') {
                    self.take(1);
                    dashes += 1;
                }
                if dashes == 2 {
                    self.through(b"-->")?
                } else {
                    self.through(b">")?;
                    let at = from..self.at;
                    return Ok(Token::Doctype { at, line });
                }
            }
            Some(b'/') => {
                self.take(1);
                let mut name = Vec::new();
                let found = self.take_to(b'>', |bytes| keep(&mut name, bytes, 256))?;
                if found {
                    self.take(1);
                    let name = String::from_utf8_lossy(name.trim_ascii()).into_owned();
                    let end = self.at;
                    return Ok(Token::Close { name, end });
                }
                false
            }
            Some(_) => {
                let mut tag = Tag {
                    line,
                    ..Tag::default()
                };
                let whole = self.tag(&mut tag)?;
                tag.at = from..self.at;
                if whole {
                    tag.raw = std::mem::take(&mut self.raw);
                    return Ok(Token::Open(tag));
                }
                false
            }
            None => false,
        };
        if whole {
            return Ok(Token::Aside);
        }
        Ok(Token::Cut {
            at: from..self.at,
            line,
            raw: std::mem::take(&mut self.raw),
        })
    }

    /// Takes everything through these marks. False at the end of the file.
    fn through(&mut self, marks: &[u8]) -> io::Result<bool> {
        let Some((last, before)) = marks.split_last() else {
            return Ok(true);
        };
        let mut tail: Vec<u8> = Vec::new();
        loop {
            let found = self.take_to(*last, |bytes| {
                tail.extend_from_slice(
                    bytes
                        .get(bytes.len().saturating_sub(8)..)
                        .unwrap_or_default(),
                );
            })?;
            if !found {
                return Ok(false);
            }
            self.take(1);
            if tail.ends_with(before) {
                return Ok(true);
            }
            tail.push(*last);
            tail.drain(..tail.len().saturating_sub(8));
        }
    }

    /// The name and the attributes. False when the file ends in it.
    fn tag(&mut self, tag: &mut Tag) -> io::Result<bool> {
        let mut name = Vec::new();
        let stop = |byte: u8| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>');
        self.take_while(stop, |bytes| keep(&mut name, bytes, 256))?;
        tag.name = String::from_utf8_lossy(&name).into_owned();
        loop {
            self.take_while(|byte| byte.is_ascii_whitespace(), |_| {})?;
            match self.peek()? {
                None => return Ok(false),
                Some(b'>') => {
                    self.take(1);
                    return Ok(true);
                }
                Some(b'/') => {
                    self.take(1);
                    tag.empty = true;
                }
                Some(_) => {
                    tag.empty = false;
                    if !self.attribute(tag)? {
                        return Ok(false);
                    }
                }
            }
        }
    }

    fn attribute(&mut self, tag: &mut Tag) -> io::Result<bool> {
        let mut name = Vec::new();
        let stop =
            |byte: u8| !byte.is_ascii_whitespace() && !matches!(byte, b'=' | b'>' | b'"' | b'\'');
        self.take_while(stop, |bytes| keep(&mut name, bytes, 256))?;
        let mut equals = false;
        self.take_while(
            |byte| byte.is_ascii_whitespace() || byte == b'=',
            |bytes| equals |= bytes.contains(&b'='),
        )?;
        let quote = match self.peek()? {
            Some(quote @ (b'"' | b'\'')) if equals => quote,
            Some(_) => {
                tag.flaw = Some(Flaw::Malformed);
                return self.take_to(b'>', |_| {});
            }
            None => return Ok(false),
        };
        self.take(1);
        let name = String::from_utf8_lossy(&name).into_owned();
        if name.is_empty() {
            tag.flaw = Some(Flaw::Malformed);
        }
        let from = self.at;
        let whole = if tag.name == "part" && name == "data" {
            let mut base = Base64::default();
            let whole = self.take_to(quote, |bytes| base.take(bytes))?;
            tag.data = Some(base.end(from..self.at));
            whole
        } else {
            let mut value = Vec::new();
            let whole = self.take_to(quote, |bytes| keep(&mut value, bytes, LONGEST))?;
            if self.at - from > LONGEST as u64 {
                tag.flaw = Some(Flaw::TooLong);
            }
            if tag.attributes.len() >= MOST_ATTRIBUTES {
                tag.flaw = Some(Flaw::TooMany);
            } else {
                tag.attributes.push((name, value));
            }
            whole
        };
        if whole {
            self.take(1);
        }
        Ok(whole)
    }
}

fn keep(into: &mut Vec<u8>, bytes: &[u8], most: usize) {
    let room = most.saturating_sub(into.len()).min(bytes.len());
    into.extend_from_slice(bytes.get(..room).unwrap_or_default());
}

/// Decodes base64 as it passes; keeps nothing of it but its sum.
struct Base64 {
    sum: Sha256,
    bytes: u64,
    bits: u32,
    held: u32,
    padding: u32,
    sound: bool,
}

impl Default for Base64 {
    fn default() -> Self {
        Self {
            sum: Sha256::new(),
            bytes: 0,
            bits: 0,
            held: 0,
            padding: 0,
            sound: true,
        }
    }
}

impl Base64 {
    fn take(&mut self, letters: &[u8]) {
        let mut clear = Vec::with_capacity(letters.len() * 3 / 4 + 3);
        for letter in letters {
            let Some(value) = sextet(*letter) else {
                match letter {
                    b'=' => self.padding += 1,
                    b' ' | b'\n' | b'\r' | b'\t' => {}
                    _ => self.sound = false,
                }
                continue;
            };
            self.sound &= self.padding == 0;
            self.held = self.held << 6 | u32::from(value);
            self.bits += 6;
            if self.bits >= 8 {
                self.bits -= 8;
                clear.push(((self.held >> self.bits) & 0xff) as u8);
                self.held &= (1 << self.bits) - 1;
            }
        }
        self.bytes += clear.len() as u64;
        self.sum.update(&clear);
    }

    fn end(self, at: Range<u64>) -> Data {
        let sum = self.sum.finalize();
        let sha256 = sum.iter().map(|byte| format!("{byte:02x}")).collect();
        Data {
            at,
            bytes: self.bytes,
            sha256,
            sound: self.sound && self.bits < 6 && self.padding <= 2,
        }
    }
}
