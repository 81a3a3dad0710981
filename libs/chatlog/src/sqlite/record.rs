//! One row: its values.

use super::bytes::{signed, varint};
use super::schema::Table;
use std::sync::Arc;

/// One value of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// A number.
    Real(f64),
    /// Text.
    Text(String),
    /// Text whose bytes are not of the encoding the file declares.
    Broken(Vec<u8>),
    /// Bytes.
    Blob(Vec<u8>),
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its number.
    pub rowid: i64,
    /// The page it stands on, from 1.
    pub page: u32,
    /// The length of its values in the file.
    pub bytes: u64,
    /// Its values, in the order of [`Table::columns`]; a row written before a
    /// column was added has fewer.
    pub values: Vec<Value>,
    pub(super) table: Arc<Table>,
}

impl Row {
    /// The value of a column; `Null` when there is no such column.
    #[must_use]
    pub fn get(&self, column: &str) -> &Value {
        static NULL: Value = Value::Null;
        let Some(place) = self.table.place(column) else {
            return &NULL;
        };
        match self.values.get(place) {
            Some(value) => value,
            None => self.table.default(place).unwrap_or(&NULL),
        }
    }

    /// A whole number; also one that was written as a number with a point.
    #[must_use]
    pub fn integer(&self, column: &str) -> Option<i64> {
        match self.get(column) {
            Value::Integer(value) => Some(*value),
            #[expect(clippy::cast_possible_truncation, reason = "`as` saturates")]
            Value::Real(value) if value.is_finite() => Some(value.trunc() as i64),
            Value::Text(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    /// A number with a point.
    #[must_use]
    pub fn real(&self, column: &str) -> Option<f64> {
        match self.get(column) {
            #[expect(clippy::cast_precision_loss, reason = "a time in seconds has room")]
            Value::Integer(value) => Some(*value as f64),
            Value::Real(value) => Some(*value),
            _ => None,
        }
    }

    /// Whether a number is there and not zero.
    #[must_use]
    pub fn is_set(&self, column: &str) -> bool {
        self.integer(column).is_some_and(|value| value != 0)
    }

    /// Text that is not empty. Broken bytes are shown as U+FFFD.
    #[must_use]
    pub fn text(&self, column: &str) -> Option<String> {
        let text = match self.get(column) {
            Value::Text(text) => text.clone(),
            Value::Broken(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            Value::Integer(value) => value.to_string(),
            Value::Blob(bytes) => String::from_utf8(bytes.clone()).ok()?,
            _ => return None,
        };
        (!text.is_empty()).then_some(text)
    }

    /// Bytes that are not empty.
    #[must_use]
    pub fn blob(&self, column: &str) -> Option<&[u8]> {
        match self.get(column) {
            Value::Blob(bytes) | Value::Broken(bytes) if !bytes.is_empty() => Some(bytes),
            Value::Text(text) if !text.is_empty() => Some(text.as_bytes()),
            _ => None,
        }
    }
}

/// Reads the values of a row. None when its header cannot be.
pub(super) fn values(payload: &[u8], encoding: u32) -> Option<Vec<Value>> {
    let (header, mut at) = varint(payload, 0)?;
    let header = usize::try_from(header).ok()?;
    if header > payload.len() || header < at {
        return None;
    }
    let mut body = header;
    let mut values = Vec::new();
    while at < header {
        let (serial, taken) = varint(payload.get(..header)?, at)?;
        at += taken;
        let len = length(serial)?;
        let bytes = payload.get(body..body.checked_add(len)?)?;
        values.push(value(serial, bytes, encoding)?);
        body += len;
    }
    Some(values)
}

fn length(serial: u64) -> Option<usize> {
    match serial {
        0 | 8 | 9 => Some(0),
        1..=4 => usize::try_from(serial).ok(),
        5 => Some(6),
        6 | 7 => Some(8),
        10 | 11 => None,
        _ => usize::try_from((serial - 12) / 2).ok(),
    }
}

fn value(serial: u64, bytes: &[u8], encoding: u32) -> Option<Value> {
    Some(match serial {
        0 => Value::Null,
        1..=6 => Value::Integer(signed(bytes)),
        7 => Value::Real(f64::from_be_bytes(bytes.try_into().ok()?)),
        8 => Value::Integer(0),
        9 => Value::Integer(1),
        _ if serial.is_multiple_of(2) => Value::Blob(bytes.to_vec()),
        _ => text(bytes, encoding),
    })
}

fn text(bytes: &[u8], encoding: u32) -> Value {
    let decoded = match encoding {
        2 | 3 => utf16(bytes, encoding == 3),
        _ => std::str::from_utf8(bytes).ok().map(str::to_owned),
    };
    match decoded {
        Some(text) => Value::Text(text),
        None => Value::Broken(bytes.to_vec()),
    }
}

fn utf16(bytes: &[u8], big: bool) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| match big {
        true => u16::from_be_bytes(*pair),
        false => u16::from_le_bytes(*pair),
    });
    let text: Result<String, _> = char::decode_utf16(units).collect();
    text.ok().filter(|_| rest.is_empty())
}
