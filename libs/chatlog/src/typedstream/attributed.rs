//! A text with marks on parts of it, as Messages stores it.

use super::reader::{Broken, Stream, Value, pairs, text};
use std::collections::{BTreeMap, HashMap};

/// The text of a message and what is marked in it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Attributed {
    /// The text. U+FFFC stands where a file is.
    pub text: String,
    /// The marks, in order; their lengths sum up to the text.
    pub runs: Vec<Run>,
}

impl Attributed {
    /// The values of one mark, in the order of the text, each once.
    #[must_use]
    pub fn values(&self, name: &str) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for run in &self.runs {
            if let Some(Attribute::Text(value)) = run.attributes.get(name)
                && !found.contains(value)
            {
                found.push(value.clone());
            }
        }
        found
    }
}

/// A part of the text and its marks.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Run {
    /// Where it begins, in UTF-16 units.
    pub start: usize,
    /// How long it is, in UTF-16 units.
    pub len: usize,
    /// What is marked, for instance `__kIMFileTransferGUIDAttributeName`.
    pub attributes: BTreeMap<String, Attribute>,
}

/// The value of a mark.
#[derive(Debug, Clone, PartialEq)]
pub enum Attribute {
    /// A text, or the address of a link.
    Text(String),
    /// A number.
    Number(f64),
    /// Bytes, for instance an archive of what was recognised.
    Bytes(Vec<u8>),
    /// Something that is not read more closely.
    Other,
}

/// Reads the text of a message and its marks.
///
/// # Errors
/// [`Broken`] when the bytes are no such stream, or hold no text.
pub fn attributed(bytes: &[u8]) -> Result<Attributed, Broken> {
    let stream = Stream::read(bytes)?;
    let top = stream.top.iter().flatten().find_map(|value| match value {
        Value::Object(place) => Some(*place),
        _ => None,
    });
    let top = top.ok_or(Broken { at: bytes.len() })?;
    if let Some(text) = text(&stream, top) {
        return Ok(Attributed {
            text,
            runs: Vec::new(),
        });
    }
    let mut values = stream.groups(top).iter().flatten();
    let found = values.find_map(|value| match value {
        Value::Object(place) => text(&stream, *place),
        _ => None,
    });
    let words = found.ok_or(Broken { at: bytes.len() })?;
    Ok(Attributed {
        text: words,
        runs: runs(&stream, values),
    })
}

/// What can be saved of a text whose stream is broken: its words, without marks.
#[must_use]
pub fn salvaged(bytes: &[u8]) -> Option<String> {
    Stream::salvage(bytes)
}

/// Marks come as: number of the mark, length; then, when the number is new,
/// the dictionary of it.
fn runs<'a>(stream: &Stream, values: impl Iterator<Item = &'a Value>) -> Vec<Run> {
    let mut values = values.peekable();
    let mut known: HashMap<i64, BTreeMap<String, Attribute>> = HashMap::new();
    let mut runs = Vec::new();
    let mut start = 0_usize;
    while let (Some(Value::Number(number)), Some(Value::Number(len))) =
        (values.next(), values.next())
    {
        if let Some(Value::Object(dictionary)) = values.peek() {
            known.insert(*number, marks(stream, *dictionary));
            values.next();
        }
        let len = usize::try_from(*len).unwrap_or_default();
        runs.push(Run {
            start,
            len,
            attributes: known.get(number).cloned().unwrap_or_default(),
        });
        start = start.saturating_add(len);
    }
    runs
}

fn marks(stream: &Stream, dictionary: usize) -> BTreeMap<String, Attribute> {
    let pairs = pairs(stream, dictionary).into_iter();
    pairs
        .map(|(key, value)| (key, attribute(stream, &value)))
        .collect()
}

fn attribute(stream: &Stream, value: &Value) -> Attribute {
    let Value::Object(object) = value else {
        return Attribute::Other;
    };
    if let Some(text) = text(stream, *object) {
        return Attribute::Text(text);
    }
    let inside = || stream.groups(*object).iter().flatten();
    if stream.is_a(*object, "NSNumber") {
        // The kind of the number, then the number.
        return match inside().next_back() {
            #[expect(clippy::cast_precision_loss, reason = "part numbers are small")]
            Some(Value::Number(number)) => Attribute::Number(*number as f64),
            Some(Value::Decimal(number)) => Attribute::Number(*number),
            _ => Attribute::Other,
        };
    }
    if stream.is_a(*object, "NSURL") {
        let address = inside().find_map(|value| match value {
            Value::Object(place) => text(stream, *place),
            _ => None,
        });
        return address.map_or(Attribute::Other, Attribute::Text);
    }
    let bytes = inside().find_map(|value| match value {
        Value::Bytes(bytes) => Some(bytes.clone()),
        _ => None,
    });
    bytes.map_or(Attribute::Other, Attribute::Bytes)
}
