//! Groups of values out of bytes.

use std::collections::HashMap;

/// Why a stream cannot be read, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("The stored text cannot be read at byte {at}.")]
pub struct Broken {
    /// The byte, from 0.
    pub at: usize,
}

const WORD: u8 = 0x81;
const LONG: u8 = 0x82;
const DECIMAL: u8 = 0x83;
const NEW: u8 = 0x84;
const NIL: u8 = 0x85;
const END: u8 = 0x86;
const FIRST_REFERENCE: i64 = -110;

const DEEPEST: usize = 64;
const MOST_OBJECTS: usize = 200_000;
const MOST_VALUES: usize = 2_000_000;

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Nil,
    Number(i64),
    Decimal(f64),
    Bytes(Vec<u8>),
    /// The place of an object or a class in the stream.
    Object(usize),
}

/// What a number can refer to.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shared {
    /// A class, its name, and the class above it.
    Class(String, Option<usize>),
    /// An object: its class, its groups of values.
    Object(Option<usize>, Vec<Vec<Value>>),
    /// A text of C.
    Text(Vec<u8>),
}

/// Everything in a stream.
#[derive(Debug, Default)]
pub(super) struct Stream {
    pub shared: Vec<Shared>,
    pub top: Vec<Vec<Value>>,
}

impl Stream {
    pub fn read(bytes: &[u8]) -> Result<Self, Broken> {
        let mut reader = Reader {
            bytes,
            at: 0,
            texts: Vec::new(),
            stream: Self::default(),
            depth: 0,
            values: 0,
        };
        reader.header()?;
        while reader.at < bytes.len() {
            let group = reader.group()?;
            reader.stream.top.push(group);
        }
        Ok(reader.stream)
    }

    /// The first text of class `NSString` in bytes that are no whole stream: what can
    /// be saved of a message whose archive is broken.
    pub fn salvage(bytes: &[u8]) -> Option<String> {
        let name = memchr::memmem::find(bytes, b"NSString")?;
        let kind = memchr::memmem::find(bytes.get(name..)?, b"\x84\x01+")?;
        let mut reader = Reader {
            bytes,
            at: name + kind + 3,
            texts: Vec::new(),
            stream: Self::default(),
            depth: 0,
            values: 0,
        };
        let len = reader.length().ok()?;
        let text = std::str::from_utf8(reader.take(len).ok()?).ok()?;
        Some(text.to_owned())
    }

    /// Whether an object is of this class or of one below it.
    pub fn is_a(&self, object: usize, name: &str) -> bool {
        let Some(Shared::Object(class, _)) = self.shared.get(object) else {
            return false;
        };
        let mut class = *class;
        for _ in 0..DEEPEST {
            let Some(Shared::Class(own, above)) = class.and_then(|class| self.shared.get(class))
            else {
                return false;
            };
            if own == name {
                return true;
            }
            class = *above;
        }
        false
    }

    pub fn groups(&self, object: usize) -> &[Vec<Value>] {
        match self.shared.get(object) {
            Some(Shared::Object(_, groups)) => groups,
            _ => &[],
        }
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Texts that say what values are, and names of classes.
    texts: Vec<&'a [u8]>,
    stream: Stream,
    depth: usize,
    values: usize,
}

impl<'a> Reader<'a> {
    fn broken<T>(&self) -> Result<T, Broken> {
        Err(Broken { at: self.at })
    }

    fn byte(&mut self) -> Result<u8, Broken> {
        let Some(byte) = self.bytes.get(self.at) else {
            return self.broken();
        };
        self.at += 1;
        Ok(*byte)
    }

    fn take(&mut self, len: usize) -> Result<&'a [u8], Broken> {
        let found = self
            .at
            .checked_add(len)
            .and_then(|end| self.bytes.get(self.at..end));
        let Some(found) = found else {
            return self.broken();
        };
        self.at += len;
        Ok(found)
    }

    fn header(&mut self) -> Result<(), Broken> {
        let version = self.byte()?;
        let name = self.byte()?;
        let name = self.take(usize::from(name))?;
        if version != 4 || name != b"streamtyped" {
            self.at = 0;
            return self.broken();
        }
        self.number().map(drop)
    }

    fn number(&mut self) -> Result<i64, Broken> {
        let head = self.byte()?;
        self.number_after(head)
    }

    fn number_after(&mut self, head: u8) -> Result<i64, Broken> {
        match head {
            WORD => {
                let bytes = self.take(2)?.try_into().unwrap_or_default();
                Ok(i64::from(i16::from_le_bytes(bytes)))
            }
            LONG => {
                let bytes = self.take(4)?.try_into().unwrap_or_default();
                Ok(i64::from(i32::from_le_bytes(bytes)))
            }
            // Whole numbers of eight bytes are told by their kind, not by a mark.
            DECIMAL..=0x91 => {
                self.at -= 1;
                self.broken()
            }
            small => Ok(i64::from(small.cast_signed())),
        }
    }

    fn length(&mut self) -> Result<usize, Broken> {
        let head = self.byte()?;
        let len = match head {
            // A length has no sign.
            WORD => usize::from(u16::from_le_bytes(
                self.take(2)?.try_into().unwrap_or_default(),
            )),
            _ => match usize::try_from(self.number_after(head)?) {
                Ok(len) => len,
                Err(_) => return self.broken(),
            },
        };
        Ok(len)
    }

    fn reference(&mut self, head: u8, most: usize) -> Result<usize, Broken> {
        let number = self.number_after(head)?;
        match usize::try_from(number - FIRST_REFERENCE) {
            Ok(place) if place < most => Ok(place),
            _ => self.broken(),
        }
    }

    fn shared_text(&mut self) -> Result<Option<&'a [u8]>, Broken> {
        match self.byte()? {
            NIL => Ok(None),
            NEW => {
                let len = self.length()?;
                let text = self.take(len)?;
                self.texts.push(text);
                Ok(Some(text))
            }
            head => {
                let place = self.reference(head, self.texts.len())?;
                Ok(self.texts.get(place).copied())
            }
        }
    }

    fn group(&mut self) -> Result<Vec<Value>, Broken> {
        let Some(kinds) = self.shared_text()? else {
            return self.broken();
        };
        let mut kinds = Kinds(kinds);
        let mut values = Vec::new();
        while let Some(kind) = kinds.next() {
            self.value(kind, &mut values)?;
        }
        Ok(values)
    }

    fn value(&mut self, kind: &'a [u8], into: &mut Vec<Value>) -> Result<(), Broken> {
        self.values += 1;
        if self.values > MOST_VALUES {
            return self.broken();
        }
        let value = match kind {
            b"@" => self.object()?,
            b"#" => match self.class()? {
                Some(place) => Value::Object(place),
                None => Value::Nil,
            },
            b"+" => {
                let len = self.length()?;
                Value::Bytes(self.take(len)?.to_vec())
            }
            b"*" => self.c_text()?,
            b"%" | b":" => match self.shared_text()? {
                Some(text) => Value::Bytes(text.to_vec()),
                None => Value::Nil,
            },
            b"c" | b"C" | b"B" => Value::Number(i64::from(self.byte()?)),
            b"i" | b"I" | b"l" | b"L" | b"s" | b"S" => Value::Number(self.number()?),
            b"q" | b"Q" => Value::Number(self.long()?),
            b"f" | b"d" => self.decimal(kind == b"f")?,
            _ => return self.compound(kind, into),
        };
        into.push(value);
        Ok(())
    }

    /// Several values under one word: `[12c]`, `{name=ii}`.
    fn compound(&mut self, kind: &'a [u8], into: &mut Vec<Value>) -> Result<(), Broken> {
        if self.depth >= DEEPEST {
            return self.broken();
        }
        self.depth += 1;
        match kind {
            [b'[', inside @ .., b']'] => {
                let digits = inside
                    .iter()
                    .take_while(|byte| byte.is_ascii_digit())
                    .count();
                let (count, of) = inside.split_at(digits);
                let count = std::str::from_utf8(count)
                    .ok()
                    .and_then(|text| text.parse().ok());
                let Some(count) = count else {
                    return self.broken();
                };
                if matches!(of, b"c" | b"C") {
                    into.push(Value::Bytes(self.take(count)?.to_vec()));
                } else {
                    for _ in 0..count {
                        self.value(of, into)?;
                    }
                }
            }
            [b'{', inside @ .., b'}'] => {
                let equals = inside.iter().position(|byte| *byte == b'=');
                let from = equals.map_or(0, |at| at + 1);
                let mut kinds = Kinds(inside.get(from..).unwrap_or_default());
                while let Some(kind) = kinds.next() {
                    self.value(kind, into)?;
                }
            }
            _ => return self.broken(),
        }
        self.depth -= 1;
        Ok(())
    }

    fn long(&mut self) -> Result<i64, Broken> {
        let head = self.byte()?;
        if head == DECIMAL {
            let bytes = self.take(8)?.try_into().unwrap_or_default();
            return Ok(i64::from_le_bytes(bytes));
        }
        self.number_after(head)
    }

    fn decimal(&mut self, short: bool) -> Result<Value, Broken> {
        let head = self.byte()?;
        if head != DECIMAL {
            return Ok(Value::Number(self.number_after(head)?));
        }
        let value = if short {
            f64::from(f32::from_le_bytes(
                self.take(4)?.try_into().unwrap_or_default(),
            ))
        } else {
            f64::from_le_bytes(self.take(8)?.try_into().unwrap_or_default())
        };
        Ok(Value::Decimal(value))
    }

    fn keep(&mut self, shared: Shared) -> Result<usize, Broken> {
        if self.stream.shared.len() >= MOST_OBJECTS {
            return self.broken();
        }
        self.stream.shared.push(shared);
        Ok(self.stream.shared.len() - 1)
    }

    fn c_text(&mut self) -> Result<Value, Broken> {
        match self.byte()? {
            NIL => Ok(Value::Nil),
            NEW => {
                let place = self.keep(Shared::Text(Vec::new()))?;
                let text = self.shared_text()?.unwrap_or_default().to_vec();
                if let Some(shared) = self.stream.shared.get_mut(place) {
                    *shared = Shared::Text(text.clone());
                }
                Ok(Value::Bytes(text))
            }
            head => {
                let place = self.reference(head, self.stream.shared.len())?;
                match self.stream.shared.get(place) {
                    Some(Shared::Text(text)) => Ok(Value::Bytes(text.clone())),
                    _ => self.broken(),
                }
            }
        }
    }

    /// A class and those above it, the nearest first.
    fn class(&mut self) -> Result<Option<usize>, Broken> {
        let mut below: Option<usize> = None;
        let mut first = None;
        loop {
            let place = match self.byte()? {
                NIL => None,
                NEW => {
                    let Some(name) = self.shared_text()? else {
                        return self.broken();
                    };
                    let name = String::from_utf8_lossy(name).into_owned();
                    self.number()?;
                    Some(self.keep(Shared::Class(name, None))?)
                }
                head => {
                    let place = self.reference(head, self.stream.shared.len())?;
                    self.link(below, Some(place));
                    return Ok(first.or(Some(place)));
                }
            };
            self.link(below, place);
            first = first.or(place);
            if place.is_none() {
                return Ok(first);
            }
            below = place;
        }
    }

    fn link(&mut self, below: Option<usize>, to: Option<usize>) {
        if let Some(Shared::Class(_, above)) =
            below.and_then(|below| self.stream.shared.get_mut(below))
        {
            *above = to;
        }
    }

    fn object(&mut self) -> Result<Value, Broken> {
        match self.byte()? {
            NIL => Ok(Value::Nil),
            NEW => {
                if self.depth >= DEEPEST {
                    return self.broken();
                }
                self.depth += 1;
                let place = self.keep(Shared::Object(None, Vec::new()))?;
                let class = self.class()?;
                let mut groups = Vec::new();
                while self.bytes.get(self.at) != Some(&END) {
                    groups.push(self.group()?);
                }
                self.at += 1;
                self.depth -= 1;
                if let Some(shared) = self.stream.shared.get_mut(place) {
                    *shared = Shared::Object(class, groups);
                }
                Ok(Value::Object(place))
            }
            head => {
                let place = self.reference(head, self.stream.shared.len())?;
                Ok(Value::Object(place))
            }
        }
    }
}

/// The kinds of a group, one by one.
struct Kinds<'a>(&'a [u8]);

impl<'a> Kinds<'a> {
    fn next(&mut self) -> Option<&'a [u8]> {
        let mut depth = 0_u32;
        for (at, byte) in self.0.iter().enumerate() {
            match byte {
                b'[' | b'{' | b'(' => depth += 1,
                b']' | b'}' | b')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                let (kind, rest) = self.0.split_at(at + 1);
                self.0 = rest;
                return Some(kind);
            }
        }
        let rest = std::mem::take(&mut self.0);
        (!rest.is_empty()).then_some(rest)
    }
}

/// Pairs of a dictionary: a count, then key and value by turns.
pub(super) fn pairs(stream: &Stream, dictionary: usize) -> HashMap<String, Value> {
    let mut values = stream.groups(dictionary).iter().flatten().skip(1);
    let mut found = HashMap::new();
    while let (Some(key), Some(value)) = (values.next(), values.next()) {
        if let Value::Object(key) = key
            && let Some(key) = text(stream, *key)
        {
            found.insert(key, value.clone());
        }
    }
    found
}

/// The text of an `NSString`.
pub(super) fn text(stream: &Stream, object: usize) -> Option<String> {
    if !stream.is_a(object, "NSString") {
        return None;
    }
    let values = stream.groups(object).iter().flatten();
    let mut bytes = values.filter_map(|value| match value {
        Value::Bytes(bytes) => Some(bytes),
        _ => None,
    });
    Some(String::from_utf8_lossy(bytes.next()?).into_owned())
}
