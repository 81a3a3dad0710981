//! Records of a table in text (RFC 4180), with where each stands.
//!
//! Streams: a record is held, never the file. A field may hold line breaks and
//! doubled quotes; one that is longer than a megabyte, or whose quote is never
//! closed, is told as what it is, and reading goes on at the next line.

use std::io::{self, Read};
use std::ops::Range;

const BUFFER: usize = 256 * 1024;
/// No person writes a longer field.
const LONGEST: usize = 1024 * 1024;
/// A wider row is no message.
pub(crate) const MOST_COLUMNS: usize = 512;
/// What is shown of a record that is a Problem.
const SHOWN: usize = 64 * 1024;

/// What is wrong with a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// A field is longer than is read, or there are too many.
    TooLong,
    /// The file ends inside a quote.
    CutOff,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Record {
    pub at: Range<u64>,
    pub line: u64,
    pub fields: Vec<Vec<u8>>,
    pub flaw: Option<Flaw>,
    /// A CR stands alone in it, outside of quotes.
    pub bare: bool,
    /// The beginning of its bytes.
    pub raw: Vec<u8>,
}

impl Record {
    pub fn text(&self, column: usize) -> String {
        let bytes = self
            .fields
            .get(column)
            .map(Vec::as_slice)
            .unwrap_or_default();
        String::from_utf8_lossy(bytes).into_owned()
    }

    pub fn is_utf8(&self) -> bool {
        self.fields
            .iter()
            .all(|field| std::str::from_utf8(field).is_ok())
    }

    /// It has more columns than are read.
    pub fn is_too_wide(&self) -> bool {
        self.flaw == Some(Flaw::TooLong) && self.fields.len() >= MOST_COLUMNS
    }

    pub fn is_blank(&self) -> bool {
        self.fields
            .iter()
            .all(|field| field.trim_ascii().is_empty())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// At the beginning of a field.
    Begin,
    Bare,
    Quoted,
    /// After a quote inside quotes: doubled, or the end.
    Quote,
}

/// What divides a table into records and fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Marks {
    /// Between fields.
    pub delimiter: u8,
    /// A CR alone ends a record, as “CSV (Macintosh)” has it.
    pub returns: bool,
}

impl Marks {
    /// With this mark between fields, and records that end as the first one
    /// of the beginning of the file does.
    pub fn of(head: &[u8], delimiter: u8) -> Self {
        let plain = Self {
            delimiter,
            returns: false,
        };
        let mut records = Records::new(head, plain);
        let first = std::iter::from_fn(|| records.next().ok().flatten())
            .find(|record| !record.is_blank() || record.bare);
        Self {
            returns: first.is_some_and(|record| record.bare),
            ..plain
        }
    }
}

pub(crate) struct Records<R> {
    source: R,
    marks: Marks,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    at: u64,
    line: u64,
    ended: bool,
    /// The last record has no line end.
    open: bool,
}

impl<R: Read> Records<R> {
    pub fn new(source: R, marks: Marks) -> Self {
        Self {
            source,
            marks,
            buffer: vec![0; BUFFER],
            start: 0,
            end: 0,
            at: 0,
            line: 1,
            ended: false,
            open: false,
        }
    }

    /// Whether the file ended without the end of a line, after [`Self::next`]
    /// gave its last record: it may have been cut there, or it was saved so.
    pub fn ends_open(&self) -> bool {
        self.open
    }

    fn byte(&mut self) -> io::Result<Option<u8>> {
        while self.start == self.end && !self.ended {
            match self.source.read(&mut self.buffer) {
                Ok(0) => self.ended = true,
                Ok(read) => (self.start, self.end) = (0, read.min(BUFFER)),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        let byte = self
            .buffer
            .get(self.start..self.end)
            .and_then(<[u8]>::first)
            .copied();
        if let Some(byte) = byte {
            self.start += 1;
            self.at += 1;
            let end = if self.marks.returns { b'\r' } else { b'\n' };
            self.line += u64::from(byte == end);
        }
        Ok(byte)
    }

    pub fn next(&mut self) -> io::Result<Option<Record>> {
        let mut record = Record {
            at: self.at..self.at,
            line: self.line,
            fields: Vec::new(),
            flaw: None,
            bare: false,
            raw: Vec::new(),
        };
        let mut field = Vec::new();
        let mut state = State::Begin;
        let mut returned = false;
        loop {
            let Some(byte) = self.byte()? else {
                if self.at == record.at.start {
                    return Ok(None);
                }
                if state == State::Quoted {
                    record.flaw = record.flaw.or(Some(Flaw::CutOff));
                }
                self.open = record.flaw.is_none();
                break;
            };
            if record.raw.len() < SHOWN {
                record.raw.push(byte);
            }
            // A byte order mark is no part of the first name.
            if self.at == 3 && field == [0xEF, 0xBB] && byte == 0xBF {
                field.clear();
                state = State::Begin;
                continue;
            }
            record.bare |= returned && byte != b'\n';
            returned = byte == b'\r' && state != State::Quoted;
            let end = byte == b'\n' || (self.marks.returns && byte == b'\r');
            let ends = end && (state != State::Quoted || record.flaw.is_some());
            if ends {
                break;
            }
            state = self.step(state, byte, &mut field, &mut record);
            if field.len() > LONGEST || record.fields.len() > MOST_COLUMNS {
                record.flaw = Some(Flaw::TooLong);
                field.clear();
                record.fields.truncate(MOST_COLUMNS);
            }
        }
        if state != State::Quoted && state != State::Quote && field.last() == Some(&b'\r') {
            field.pop();
        }
        record.fields.push(field);
        record.at.end = self.at;
        Ok(Some(record))
    }

    fn step(&self, state: State, byte: u8, field: &mut Vec<u8>, record: &mut Record) -> State {
        let next = byte == self.marks.delimiter;
        match state {
            State::Begin if byte == b'"' => State::Quoted,
            State::Quoted if byte == b'"' => State::Quote,
            State::Quote if byte == b'"' => {
                field.push(b'"');
                State::Quoted
            }
            State::Quoted => {
                field.push(byte);
                State::Quoted
            }
            _ if next => {
                record.fields.push(std::mem::take(field));
                State::Begin
            }
            State::Quote if byte == b'\r' => State::Quote,
            _ => {
                field.push(byte);
                State::Bare
            }
        }
    }
}

/// Which mark stands between fields, by the first lines.
pub(crate) fn delimiter(head: &[u8]) -> u8 {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    if let [b's', b'e', b'p', b'=', mark, ..] = head {
        return *mark;
    }
    let line = head
        .split(|byte| matches!(*byte, b'\n' | b'\r'))
        .find(|line| !line.trim_ascii().is_empty());
    let line = line.unwrap_or_default();
    let marks = [b',', b';', b'\t', b'|'];
    let count = |mark: &u8| line.iter().filter(|byte| *byte == mark).count();
    let best = marks.iter().rev().max_by_key(|mark| count(mark));
    best.copied().filter(|mark| count(mark) > 0).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &[u8]) -> Vec<Record> {
        let mut records = Records::new(text, Marks::of(text, b','));
        let mut found = Vec::new();
        while let Some(record) = records.next().unwrap() {
            found.push(record);
        }
        let end = found.last().map_or(0, |record| record.at.end);
        assert_eq!(end, text.len() as u64, "every byte");
        found
    }

    #[test]
    fn quotes_hold_commas_breaks_and_quotes() {
        let found = all(b"\xEF\xBB\xBFa,\"b, \"\"c\"\"\r\nd\",\r\n\n1,2,3");
        assert_eq!(found[0].fields, [&b"a"[..], b"b, \"c\"\r\nd", b""]);
        assert_eq!((found[1].fields.len(), found[1].line), (1, 3));
        assert_eq!(found[2].fields, [b"1", b"2", b"3"]);
    }

    #[test]
    fn records_that_end_in_cr_alone_are_told_by_the_first() {
        let found = all(b"a,b\r1,\"x\ry\"\r\r3,4\n5,6");
        let told: Vec<_> = found
            .iter()
            .map(|r| (r.line, r.text(0), r.text(1)))
            .collect();
        let told: Vec<_> = told
            .iter()
            .map(|(l, a, b)| (*l, a.as_str(), b.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                (1, "a", "b"),
                (2, "1", "x\ry"),
                (4, "", ""),
                (5, "3", "4"),
                (5, "5", "6")
            ]
        );
        // A stray CR further down ends nothing.
        let found = all(b"a,b\n1,x\ry\n");
        assert_eq!((found.len(), found[1].text(1).as_str()), (2, "x\ry"));
    }

    #[test]
    fn a_quote_that_never_ends_is_said_and_stopped() {
        assert_eq!(all(b"a,\"b\nc")[0].flaw, Some(Flaw::CutOff));
        let mut long = b"a,\"".to_vec();
        long.resize(3_000_000, b'x');
        long.extend(b"\n1,2\n");
        let found = all(&long);
        assert_eq!(found[0].flaw, Some(Flaw::TooLong));
        assert_eq!(found[1].fields, [b"1", b"2"]);
        let wide = vec![b','; 1_000_000];
        assert_eq!(all(&wide)[0].flaw, Some(Flaw::TooLong));
    }

    #[test]
    fn the_mark_between_fields_is_found() {
        assert_eq!(delimiter(b"a;b;c\n1,2;3\n"), b';');
        assert_eq!(delimiter(b"sep=|\na,b"), b'|');
        assert_eq!(delimiter(b"a\tb,c\td\n"), b'\t');
        assert_eq!(delimiter(b"alone"), b',');
    }
}
