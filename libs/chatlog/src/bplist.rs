//! Reads Apple's property lists, within limits: binary ones (`bplist00`) here,
//! those written as XML in `xml_plist`.
//!
//! A list can name one object from many places, so a small file may stand for
//! an endless tree: depth, objects and bytes are bounded here.

const MOST_OBJECTS: usize = 100_000;
const MOST_BYTES: usize = 64 * 1024 * 1024;
const DEEPEST: usize = 64;

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Plist {
    Null,
    Bool(bool),
    Integer(i64),
    Real(f64),
    /// Seconds since 2001-01-01 UTC.
    Date(f64),
    Data(Vec<u8>),
    Text(String),
    Uid(usize),
    Array(Vec<Plist>),
    Dict(Vec<(String, Plist)>),
}

impl Plist {
    /// Reads a whole list. None when it is none, is damaged, or is a trap.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        if !bytes.starts_with(b"bplist0") {
            return crate::xml_plist::read(bytes);
        }
        let trailer = bytes.get(bytes.len().checked_sub(32)?..)?;
        let size = |at: usize| trailer.get(at).map(|byte| usize::from(*byte));
        let number = |at: usize| usize::try_from(big(trailer.get(at..at + 8)?)?).ok();
        let (offset_size, ref_size) = (size(6)?, size(7)?);
        if !(1..=8).contains(&offset_size) || !(1..=8).contains(&ref_size) {
            return None;
        }
        let mut list = List {
            bytes,
            offset_size,
            ref_size,
            count: number(8)?,
            table: number(24)?,
            objects: 0,
            held: 0,
        };
        let top = number(16)?;
        list.object(top, 0)
    }

    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Dict(pairs) => pairs.iter().find(|(name, _)| name == key).map(|(_, v)| v),
            _ => None,
        }
    }

    pub fn at(&self, place: usize) -> Option<&Self> {
        match self {
            Self::Array(values) => values.get(place),
            _ => None,
        }
    }

    pub fn values(&self) -> &[Self] {
        match self {
            Self::Array(values) => values,
            _ => &[],
        }
    }

    pub fn pairs(&self) -> &[(String, Self)] {
        match self {
            Self::Dict(pairs) => pairs,
            _ => &[],
        }
    }

    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn data(&self) -> Option<&[u8]> {
        match self {
            Self::Data(bytes) => Some(bytes),
            _ => None,
        }
    }

    pub fn integer(&self) -> Option<i64> {
        match self {
            Self::Integer(value) => Some(*value),
            Self::Bool(value) => Some(i64::from(*value)),
            _ => None,
        }
    }

    pub fn number(&self) -> Option<f64> {
        match self {
            #[expect(clippy::cast_precision_loss, reason = "a time in seconds has room")]
            Self::Integer(value) => Some(*value as f64),
            Self::Real(value) | Self::Date(value) => Some(*value),
            _ => None,
        }
    }
}

/// An archive of objects (`NSKeyedArchiver`): objects that name each other.
pub(crate) struct Keyed(Plist);

impl Keyed {
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let list = Plist::read(bytes)?;
        list.get("$objects").is_some().then_some(Self(list))
    }

    /// The object at the top.
    pub fn root(&self) -> Option<&Plist> {
        let top = self.0.get("$top")?;
        self.follow(
            top.get("root")
                .or(top.pairs().first().map(|(_, value)| value))?,
        )
    }

    /// What a value stands for.
    pub fn follow<'a>(&'a self, value: &'a Plist) -> Option<&'a Plist> {
        match value {
            Plist::Uid(place) => self.0.get("$objects")?.at(*place),
            other => Some(other),
        }
    }

    /// A field of an object, followed.
    pub fn field<'a>(&'a self, object: &'a Plist, key: &str) -> Option<&'a Plist> {
        self.follow(object.get(key)?)
    }

    /// The fields of an object, or the pairs of a dictionary, followed.
    pub fn dictionary<'a>(&'a self, object: &'a Plist) -> Vec<(String, Option<&'a Plist>)> {
        let (Some(keys), Some(values)) = (object.get("NS.keys"), object.get("NS.objects")) else {
            let pairs = object.pairs().iter();
            return pairs
                .map(|(key, value)| (key.clone(), self.follow(value)))
                .collect();
        };
        let pairs = keys.values().iter().zip(values.values());
        pairs
            .filter_map(|(key, value)| {
                Some((self.follow(key)?.text()?.to_owned(), self.follow(value)))
            })
            .collect()
    }
}

struct List<'a> {
    bytes: &'a [u8],
    offset_size: usize,
    ref_size: usize,
    count: usize,
    table: usize,
    objects: usize,
    held: usize,
}

impl<'a> List<'a> {
    fn object(&mut self, number: usize, depth: usize) -> Option<Plist> {
        self.objects += 1;
        if depth > DEEPEST || self.objects > MOST_OBJECTS || number >= self.count {
            return None;
        }
        let entry = self
            .table
            .checked_add(number.checked_mul(self.offset_size)?)?;
        let at = big(self
            .bytes
            .get(entry..entry.checked_add(self.offset_size)?)?)?;
        let at = usize::try_from(at).ok()?;
        let mark = *self.bytes.get(at)?;
        let low = usize::from(mark & 0x0f);
        Some(match mark >> 4 {
            0 => match low {
                8 => Plist::Bool(false),
                9 => Plist::Bool(true),
                _ => Plist::Null,
            },
            1 => Plist::Integer(big(self.after(at, 1 << low.min(4))?)?.cast_signed()),
            2 => Plist::Real(real(self.after(at, 1 << low.min(4))?)?),
            3 => Plist::Date(real(self.after(at, 8)?)?),
            8 => Plist::Uid(usize::try_from(big(self.after(at, low + 1)?)?).ok()?),
            kind => return self.long(kind, at, low, depth),
        })
    }

    fn after(&self, at: usize, len: usize) -> Option<&'a [u8]> {
        self.bytes.get(at + 1..(at + 1).checked_add(len)?)
    }

    /// Objects that say how long they are.
    fn long(&mut self, kind: u8, at: usize, low: usize, depth: usize) -> Option<Plist> {
        let (count, from) = self.count_of(at, low)?;
        match kind {
            4 => {
                let bytes = self.span(from, count)?;
                Some(Plist::Data(bytes.to_vec()))
            }
            5 => {
                let bytes = self.span(from, count)?;
                Some(Plist::Text(String::from_utf8_lossy(bytes).into_owned()))
            }
            6 => {
                let bytes = self.span(from, count.checked_mul(2)?)?;
                let (pairs, _) = bytes.as_chunks::<2>();
                let units: Vec<u16> = pairs.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
                Some(Plist::Text(String::from_utf16_lossy(&units)))
            }
            0xA | 0xC => {
                let refs = self.refs(from, count)?;
                let values = refs
                    .into_iter()
                    .map(|number| self.object(number, depth + 1));
                values.collect::<Option<Vec<_>>>().map(Plist::Array)
            }
            0xD => {
                let keys = self.refs(from, count)?;
                let values = self.refs(from + count * self.ref_size, count)?;
                let mut pairs = Vec::new();
                for (key, value) in keys.into_iter().zip(values) {
                    let key = self.object(key, depth + 1)?.text()?.to_owned();
                    pairs.push((key, self.object(value, depth + 1)?));
                }
                Some(Plist::Dict(pairs))
            }
            _ => None,
        }
    }

    fn count_of(&self, at: usize, low: usize) -> Option<(usize, usize)> {
        if low < 15 {
            return Some((low, at + 1));
        }
        let mark = *self.bytes.get(at + 1)?;
        let len = 1 << usize::from(mark & 0x0f).min(3);
        let count = big(self.bytes.get(at + 2..at + 2 + len)?)?;
        Some((usize::try_from(count).ok()?, at + 2 + len))
    }

    fn span(&mut self, from: usize, len: usize) -> Option<&'a [u8]> {
        self.held = self.held.checked_add(len)?;
        if self.held > MOST_BYTES {
            return None;
        }
        self.bytes.get(from..from.checked_add(len)?)
    }

    fn refs(&self, from: usize, count: usize) -> Option<Vec<usize>> {
        let len = count.checked_mul(self.ref_size)?;
        let bytes = self.bytes.get(from..from.checked_add(len)?)?;
        let refs = bytes.chunks(self.ref_size);
        refs.map(|bytes| usize::try_from(big(bytes)?).ok())
            .collect()
    }
}

/// The low eight bytes of a number, the highest first.
fn big(bytes: &[u8]) -> Option<u64> {
    let low = bytes.get(bytes.len().saturating_sub(8)..)?;
    Some(
        low.iter()
            .fold(0, |value, byte| value << 8 | u64::from(*byte)),
    )
}

fn real(bytes: &[u8]) -> Option<f64> {
    match bytes.len() {
        4 => Some(f64::from(f32::from_be_bytes(bytes.try_into().ok()?))),
        8 => Some(f64::from_be_bytes(bytes.try_into().ok()?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: &plist::Value) -> Vec<u8> {
        let mut bytes = Vec::new();
        value.to_writer_binary(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn what_another_library_writes_is_read() {
        let mut dictionary = plist::Dictionary::new();
        dictionary.insert("text".into(), "héllo 🌷".into());
        dictionary.insert("long".into(), "x".repeat(300).into());
        dictionary.insert("minus".into(), (-5_i64).into());
        dictionary.insert("real".into(), 1.5.into());
        dictionary.insert("data".into(), plist::Value::Data(vec![1, 2, 3]));
        dictionary.insert("uid".into(), plist::Value::Uid(plist::Uid::new(7)));
        dictionary.insert(
            "list".into(),
            plist::Value::Array(vec![true.into(), 9_i64.into()]),
        );

        let list = Plist::read(&written(&dictionary.into())).unwrap();

        let text = list.get("text").and_then(Plist::text);
        assert_eq!(text, Some("héllo 🌷"));
        assert_eq!(list.get("long").and_then(Plist::text).unwrap().len(), 300);
        assert_eq!(list.get("minus").and_then(Plist::integer), Some(-5));
        assert_eq!(list.get("real").and_then(Plist::number), Some(1.5));
        assert_eq!(list.get("data").and_then(Plist::data), Some(&[1, 2, 3][..]));
        assert_eq!(list.get("uid"), Some(&Plist::Uid(7)));
        let flag = list.get("list").and_then(|list| list.at(0));
        assert_eq!(flag, Some(&Plist::Bool(true)));
    }

    #[test]
    fn a_list_that_stands_for_an_endless_tree_is_refused() {
        // Object 0 is an array of sixteen times object 1, which is the same of 2 …
        let mut bytes = b"bplist00".to_vec();
        let mut offsets = Vec::new();
        for level in 0..40_u8 {
            offsets.push(u8::try_from(bytes.len() % 256).unwrap());
            bytes.push(0xA3);
            bytes.extend([level + 1; 3]);
        }
        offsets.push(u8::try_from(bytes.len()).unwrap());
        bytes.push(0x09);
        let table = u8::try_from(bytes.len()).unwrap();
        bytes.extend(&offsets);
        bytes.extend([0, 0, 0, 0, 0, 0, 1, 1]);
        bytes.extend([0, 0, 0, 0, 0, 0, 0, 41]);
        bytes.extend([0; 8]);
        bytes.extend([0, 0, 0, 0, 0, 0, 0, table]);

        assert_eq!(Plist::read(&bytes), None);
    }

    #[test]
    fn no_byte_of_a_list_can_be_changed_into_a_panic() {
        let sound = written(&plist::Value::Array(vec![
            "abc".into(),
            300_i64.into(),
            1.25.into(),
        ]));
        for at in 0..sound.len() {
            for byte in [0, 1, 0x0f, 0x5f, 0xa1, 0xd1, 0xff] {
                let mut bytes = sound.clone();
                bytes[at] = byte;
                let _ = Plist::read(&bytes);
                let _ = Plist::read(&bytes[..at]);
            }
        }
    }
}
