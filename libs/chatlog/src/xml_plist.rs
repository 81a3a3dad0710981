//! Reads Apple's property lists written as XML, within limits: older programs
//! write `Manifest.plist` so. Of XML only what those programs write is known:
//! entities of one's own, and whatever else makes a trap, end the reading.

use crate::bplist::Plist;
use crate::sextet::sextet;

/// More values than this are no list of a backup.
const MOST_VALUES: usize = 100_000;
const DEEPEST: usize = 64;

/// Reads a whole list. None when it is none, is damaged, or is a trap.
pub(crate) fn read(bytes: &[u8]) -> Option<Plist> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut tags = Tags {
        rest: std::str::from_utf8(bytes).ok()?,
        values: 0,
    };
    match tags.next()? {
        Tag::Open("plist") => {}
        _ => return None,
    }
    let first = tags.next()?;
    let list = tags.value(first, 0)?;
    (tags.next()? == Tag::Close("plist")).then_some(list)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tag<'a> {
    Open(&'a str),
    Close(&'a str),
    Empty(&'a str),
}

struct Tags<'a> {
    rest: &'a str,
    values: usize,
}

impl<'a> Tags<'a> {
    /// The next tag, over blanks, comments and what stands before the list.
    fn next(&mut self) -> Option<Tag<'a>> {
        loop {
            let inside = self.rest.trim_start().strip_prefix('<')?;
            if let Some(comment) = inside.strip_prefix("!--") {
                self.rest = comment.split_once("-->")?.1;
                continue;
            }
            let (tag, rest) = inside.split_once('>')?;
            self.rest = rest;
            // A document type may name its source, and declare nothing.
            let passed = tag.starts_with('?') || tag.starts_with("!DOCTYPE") && !tag.contains('[');
            if passed {
                continue;
            }
            let name = |tag: &'a str| tag.split_ascii_whitespace().next();
            return Some(match (tag.strip_prefix('/'), tag.strip_suffix('/')) {
                (Some(closed), _) => Tag::Close(name(closed)?),
                (None, Some(empty)) => Tag::Empty(name(empty)?),
                (None, None) => Tag::Open(name(tag)?),
            });
        }
    }

    fn value(&mut self, tag: Tag<'a>, depth: usize) -> Option<Plist> {
        self.values += 1;
        if depth > DEEPEST || self.values > MOST_VALUES {
            return None;
        }
        match tag {
            Tag::Empty("true") => Some(Plist::Bool(true)),
            Tag::Empty("false") => Some(Plist::Bool(false)),
            Tag::Empty("dict") => Some(Plist::Dict(Vec::new())),
            Tag::Empty("array") => Some(Plist::Array(Vec::new())),
            Tag::Empty("data") => Some(Plist::Data(Vec::new())),
            Tag::Empty("string") => Some(Plist::Text(String::new())),
            Tag::Open("dict") => self.dict(depth),
            Tag::Open("array") => self.array(depth),
            Tag::Open(name) => self.leaf(name),
            _ => None,
        }
    }

    fn dict(&mut self, depth: usize) -> Option<Plist> {
        let mut pairs = Vec::new();
        loop {
            let key = match self.next()? {
                Tag::Close("dict") => return Some(Plist::Dict(pairs)),
                Tag::Open("key") => unescaped(self.text("key")?)?,
                Tag::Empty("key") => String::new(),
                _ => return None,
            };
            let tag = self.next()?;
            pairs.push((key, self.value(tag, depth + 1)?));
        }
    }

    fn array(&mut self, depth: usize) -> Option<Plist> {
        let mut values = Vec::new();
        loop {
            match self.next()? {
                Tag::Close("array") => return Some(Plist::Array(values)),
                tag => values.push(self.value(tag, depth + 1)?),
            }
        }
    }

    fn leaf(&mut self, name: &str) -> Option<Plist> {
        let text = self.text(name)?;
        Some(match name {
            "string" => Plist::Text(unescaped(text)?),
            "integer" => Plist::Integer(integer(text.trim())?),
            "real" => Plist::Real(text.trim().parse().ok()?),
            "data" => Plist::Data(base64(text)?),
            "true" if text.trim().is_empty() => Plist::Bool(true),
            "false" if text.trim().is_empty() => Plist::Bool(false),
            // Nobody asks for a date of such a list.
            "date" => Plist::Null,
            _ => return None,
        })
    }

    /// The text up to the tag that closes `name`.
    fn text(&mut self, name: &str) -> Option<&'a str> {
        let (text, rest) = self.rest.split_once('<')?;
        self.rest = rest.strip_prefix('/')?.strip_prefix(name)?;
        self.rest = self.rest.trim_start().strip_prefix('>')?;
        Some(text)
    }
}

fn integer(text: &str) -> Option<i64> {
    match text.strip_prefix("0x") {
        Some(digits) => i64::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}

fn unescaped(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('&') {
        let (name, after) = from.split_once(';')?;
        out.push_str(before);
        out.push(match (name, name.strip_prefix('#')) {
            ("amp", _) => '&',
            ("lt", _) => '<',
            ("gt", _) => '>',
            ("quot", _) => '"',
            ("apos", _) => '\'',
            (_, Some(number)) => {
                let hex = number.strip_prefix('x');
                let code = hex.map_or_else(|| number.parse(), |hex| u32::from_str_radix(hex, 16));
                char::from_u32(code.ok()?)?
            }
            _ => return None,
        });
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}

fn base64(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut held, mut bits) = (0_u32, 0_u32);
    let signs = text.bytes().filter(|byte| !byte.is_ascii_whitespace());
    for sign in signs {
        if sign == b'=' {
            continue;
        }
        let six = sextet(sign)?;
        held = (held << 6 | u32::from(six)) & 0xFFFF;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from(held >> bits & 0xFF).ok()?);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(value: &plist::Value) -> Vec<u8> {
        let mut bytes = Vec::new();
        value.to_writer_xml(&mut bytes).unwrap();
        bytes
    }

    proptest! {
        #[test]
        fn what_another_library_writes_is_read(
            text in "\\PC{0,30}", key in "\\PC{1,20}", number in any::<i64>(),
            data in proptest::collection::vec(any::<u8>(), 0..200), flag in any::<bool>(),
        ) {
            let mut inner = plist::Dictionary::new();
            inner.insert(key.clone(), plist::Value::Data(data.clone()));
            let list = plist::Value::Array(vec![text.clone().into(), number.into(), flag.into(), plist::Value::Dictionary(inner)]);

            let read = read(&written(&list)).unwrap();

            prop_assert_eq!(read.at(0).and_then(Plist::text), Some(text.as_str()));
            prop_assert_eq!(read.at(1).and_then(Plist::integer), Some(number));
            prop_assert_eq!(read.at(2), Some(&Plist::Bool(flag)));
            prop_assert_eq!(read.at(3).and_then(|inner| inner.get(&key)).and_then(Plist::data), Some(data.as_slice()));
        }
    }

    #[test]
    fn a_trap_is_refused() {
        let list = |head: &str, inside: &str| {
            read(
                format!("<?xml version=\"1.0\"?>{head}<plist version=\"1.0\">{inside}</plist>")
                    .as_bytes(),
            )
        };
        let apple = "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">";
        assert_eq!(
            list(apple, "<!-- x --><string>a&amp;&#233;</string>"),
            Some(Plist::Text("a&é".into()))
        );
        assert_eq!(
            list(
                "<!DOCTYPE plist [<!ENTITY a \"ha\">]>",
                "<string>x</string>"
            ),
            None
        );
        assert_eq!(list("", "<string>&a;</string>"), None);
        assert_eq!(list("", &"<array>".repeat(1_000_000)), None);
        assert_eq!(
            list("", &format!("<array>{}</array>", "<true/>".repeat(200_000))),
            None
        );
        assert_eq!(list("", "<dict><key>a</key></dict>"), None);
        assert_eq!(list("", "<data>@</data>"), None);
        assert_eq!(
            list("", "<integer>0x1F</integer>"),
            Some(Plist::Integer(31))
        );
    }

    #[test]
    fn no_byte_of_a_list_can_be_changed_into_a_panic() {
        let mut dictionary = plist::Dictionary::new();
        dictionary.insert("a".into(), plist::Value::Data(vec![1, 2, 3]));
        dictionary.insert("b".into(), "é".into());
        let sound = written(&plist::Value::Dictionary(dictionary));
        for at in 0..sound.len() {
            for byte in [0, b'<', b'>', b'/', b'&', b';', 0xFF] {
                let mut bytes = sound.clone();
                bytes[at] = byte;
                let _ = read(&bytes);
                let _ = read(&bytes[..at]);
            }
        }
    }
}
