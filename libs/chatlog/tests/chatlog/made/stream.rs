//! Writes a text with marks as Messages stores it (`typedstream`).

use std::collections::HashMap;

/// A part of a text: its words and, for a file, its GUID.
pub struct Part {
    pub text: String,
    pub file: Option<String>,
    pub mention: Option<String>,
}

pub fn words(text: &str) -> Part {
    Part {
        text: text.to_owned(),
        file: None,
        mention: None,
    }
}

pub fn file(guid: &str) -> Part {
    Part {
        text: "\u{fffc}".to_owned(),
        file: Some(guid.to_owned()),
        mention: None,
    }
}

/// The bytes of `attributedBody`.
pub fn attributed(parts: &[Part]) -> Vec<u8> {
    let mut stream = Stream::default();
    stream.bytes.extend(b"\x04\x0bstreamtyped\x81\xe8\x03");
    stream.kinds("@");
    stream.object(&[
        ("NSMutableAttributedString", 0),
        ("NSAttributedString", 0),
        ("NSObject", 0),
    ]);
    stream.kinds("@");
    let all: String = parts.iter().map(|part| part.text.as_str()).collect();
    stream.string(&all);
    for (number, part) in parts.iter().enumerate() {
        stream.kinds("iI");
        stream.number(i64::try_from(number).unwrap() + 1);
        stream.number(i64::try_from(part.text.encode_utf16().count()).unwrap());
        stream.kinds("@");
        stream.marks(number, part);
    }
    stream.end();
    stream.bytes
}

#[derive(Default)]
struct Stream {
    bytes: Vec<u8>,
    texts: Vec<String>,
    classes: HashMap<String, usize>,
    shared: usize,
}

impl Stream {
    fn number(&mut self, number: i64) {
        if let Ok(small) = i8::try_from(number)
            && small > -110
        {
            self.bytes.push(small.cast_unsigned());
        } else if let Ok(word) = i16::try_from(number) {
            self.bytes.push(0x81);
            self.bytes.extend(word.to_le_bytes());
        } else {
            self.bytes.push(0x82);
            self.bytes
                .extend(i32::try_from(number).unwrap().to_le_bytes());
        }
    }

    fn reference(&mut self, place: usize) {
        let number = i64::try_from(place).unwrap() - 110;
        if number <= 127 {
            self.bytes
                .push(i8::try_from(number).unwrap().cast_unsigned());
        } else {
            self.number(number);
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(place) = self.texts.iter().position(|known| known == text) {
            return self.reference(place);
        }
        self.texts.push(text.to_owned());
        self.bytes.push(0x84);
        self.number(i64::try_from(text.len()).unwrap());
        self.bytes.extend(text.as_bytes());
    }

    fn kinds(&mut self, kinds: &str) {
        self.text(kinds);
    }

    /// Begins an object of a class; the classes above it follow.
    fn object(&mut self, classes: &[(&str, i64)]) {
        self.bytes.push(0x84);
        self.shared += 1;
        for (name, version) in classes {
            if let Some(place) = self.classes.get(*name) {
                let place = *place;
                return self.reference(place);
            }
            self.bytes.push(0x84);
            self.text(name);
            self.number(*version);
            self.classes.insert((*name).to_owned(), self.shared);
            self.shared += 1;
        }
        self.bytes.push(0x85);
    }

    fn end(&mut self) {
        self.bytes.push(0x86);
    }

    fn string(&mut self, text: &str) {
        self.object(&[("NSString", 1), ("NSObject", 0)]);
        self.kinds("+");
        self.number(i64::try_from(text.len()).unwrap());
        self.bytes.extend(text.as_bytes());
        self.end();
    }

    fn marks(&mut self, number: usize, part: &Part) {
        let marks = [
            ("__kIMFileTransferGUIDAttributeName", &part.file),
            ("__kIMMentionConfirmedMention", &part.mention),
        ];
        let given = || {
            marks
                .iter()
                .filter_map(|(name, value)| Some((name, value.as_ref()?)))
        };
        self.object(&[("NSDictionary", 0), ("NSObject", 0)]);
        self.kinds("i");
        self.number(1 + i64::try_from(given().count()).unwrap());
        self.kinds("@");
        self.string("__kIMMessagePartAttributeName");
        self.kinds("@");
        self.object(&[("NSNumber", 0), ("NSValue", 0), ("NSObject", 0)]);
        self.kinds("*");
        self.bytes.push(0x84);
        self.shared += 1;
        self.text("i");
        self.kinds("i");
        self.number(i64::try_from(number).unwrap());
        self.end();
        for (name, value) in given() {
            self.kinds("@");
            self.string(name);
            self.kinds("@");
            self.string(value);
        }
        self.end();
    }
}
