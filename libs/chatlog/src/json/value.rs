//! One record as a value: every field in order, half characters told.

use super::scan::DEEPEST;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    /// As written, so that nothing is rounded.
    Number(String),
    Text(Text),
    Array(Vec<Value>),
    Object(Vec<(String, Value)>),
}

/// A string.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Text {
    pub text: String,
    /// Half of a character stood alone; U+FFFD is in its place.
    pub lone: bool,
}

/// Parses a record; `None` when it is none.
pub(crate) fn parse(raw: &[u8]) -> Option<Value> {
    let mut at = At { bytes: raw, at: 0 };
    let value = at.value(0)?;
    at.blanks();
    (at.at == raw.len()).then_some(value)
}

impl Value {
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(&text.text),
            _ => None,
        }
    }

    /// A whole number, also where it is written as a string.
    pub fn whole(&self) -> Option<i64> {
        match self {
            Self::Number(number) => number.parse().ok(),
            Self::Text(text) => text.text.parse().ok(),
            _ => None,
        }
    }

    pub fn items(&self) -> &[Value] {
        match self {
            Self::Array(items) => items,
            _ => &[],
        }
    }

    pub fn into_fields(self) -> Option<Fields> {
        match self {
            Self::Object(all) => Some(Fields::new(all)),
            _ => None,
        }
    }

    /// A field of an object.
    pub fn get(&self, name: &str) -> Option<&Value> {
        match self {
            Self::Object(all) => all
                .iter()
                .rev()
                .find(|(key, _)| key == name)
                .map(|(_, v)| v),
            _ => None,
        }
    }

    /// Shortly, as JSON: for fields that have no name in the model.
    pub fn written(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Bool(yes) => yes.to_string(),
            Self::Number(number) => number.clone(),
            Self::Text(text) => text.text.clone(),
            Self::Array(items) => {
                let items: Vec<String> = items.iter().map(Self::quoted).collect();
                format!("[{}]", items.join(","))
            }
            Self::Object(all) => {
                let all: Vec<String> = all
                    .iter()
                    .map(|(key, value)| format!("{}:{}", quote(key), value.quoted()))
                    .collect();
                format!("{{{}}}", all.join(","))
            }
        }
    }

    fn quoted(&self) -> String {
        match self {
            Self::Text(text) => quote(&text.text),
            other => other.written(),
        }
    }

    /// Changes every string in it, names of fields aside.
    pub fn each_text(&mut self, change: &mut dyn FnMut(&mut Text)) {
        match self {
            Self::Text(text) => change(text),
            Self::Array(items) => items.iter_mut().for_each(|item| item.each_text(change)),
            Self::Object(all) => all
                .iter_mut()
                .for_each(|(_, value)| value.each_text(change)),
            _ => {}
        }
    }
}

fn quote(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The fields of an object, taken out one by one, so that what nobody took is
/// told.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fields {
    left: Vec<(String, Value)>,
    /// Fields that were there twice with two contents.
    pub twice: Vec<String>,
}

impl Fields {
    pub fn new(all: Vec<(String, Value)>) -> Self {
        Self {
            left: all,
            twice: Vec::new(),
        }
    }

    /// Takes a field out; `null` is as good as none. Of two, the last.
    pub fn take(&mut self, name: &str) -> Option<Value> {
        let mut found: Option<Value> = None;
        while let Some(place) = self.left.iter().position(|(key, _)| key == name) {
            let (_, value) = self.left.remove(place);
            if found.as_ref().is_some_and(|before| *before != value) {
                self.twice.push(name.to_owned());
            }
            found = Some(value);
        }
        found.filter(|value| *value != Value::Null)
    }

    pub fn take_text(&mut self, name: &str) -> Option<String> {
        match self.take(name)? {
            Value::Text(text) => Some(text.text),
            other => {
                self.left.push((name.to_owned(), other));
                None
            }
        }
    }

    pub fn take_whole(&mut self, name: &str) -> Option<i64> {
        let value = self.take(name)?;
        let whole = value.whole();
        if whole.is_none() {
            self.left.push((name.to_owned(), value));
        }
        whole
    }

    pub fn take_yes(&mut self, name: &str) -> bool {
        match self.take(name) {
            Some(Value::Bool(yes)) => yes,
            Some(other) => {
                self.left.push((name.to_owned(), other));
                false
            }
            None => false,
        }
    }

    /// What nobody took, `null` and what is empty aside.
    pub fn rest(self) -> impl Iterator<Item = (String, Value)> {
        let says = |value: &Value| match value {
            Value::Null => false,
            Value::Array(items) => !items.is_empty(),
            Value::Object(all) => !all.is_empty(),
            Value::Text(text) => !text.text.is_empty(),
            _ => true,
        };
        self.left.into_iter().filter(move |(_, value)| says(value))
    }
}

struct At<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl At<'_> {
    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn blanks(&mut self) {
        while matches!(self.byte(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn eat(&mut self, byte: u8) -> Option<()> {
        self.blanks();
        let here = self.byte() == Some(byte);
        self.at += usize::from(here);
        here.then_some(())
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        self.blanks();
        match self.byte()? {
            b'"' => self.text().map(Value::Text),
            b'{' => self.object(depth),
            b'[' => self.array(depth),
            _ => self.scalar(),
        }
    }

    fn object(&mut self, depth: usize) -> Option<Value> {
        self.at += 1;
        let mut all = Vec::new();
        if self.eat(b'}').is_some() {
            return Some(Value::Object(all));
        }
        loop {
            self.blanks();
            let name = self.text()?.text;
            self.eat(b':')?;
            all.push((name, self.value(depth + 1)?));
            if self.eat(b'}').is_some() {
                return Some(Value::Object(all));
            }
            self.eat(b',')?;
        }
    }

    fn array(&mut self, depth: usize) -> Option<Value> {
        self.at += 1;
        let mut all = Vec::new();
        if self.eat(b']').is_some() {
            return Some(Value::Array(all));
        }
        loop {
            all.push(self.value(depth + 1)?);
            if self.eat(b']').is_some() {
                return Some(Value::Array(all));
            }
            self.eat(b',')?;
        }
    }

    fn scalar(&mut self) -> Option<Value> {
        let rest = self.bytes.get(self.at..)?;
        let end = rest
            .iter()
            .position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'-' | b'+' | b'.')))
            .unwrap_or(rest.len());
        let word = std::str::from_utf8(rest.get(..end)?).ok()?;
        self.at += end;
        match word {
            "null" => Some(Value::Null),
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            number => {
                let first = number.trim_start_matches('-').bytes().next()?;
                (first.is_ascii_digit() && number.parse::<f64>().is_ok())
                    .then(|| Value::Number(number.to_owned()))
            }
        }
    }

    fn text(&mut self) -> Option<Text> {
        if self.byte()? != b'"' {
            return None;
        }
        self.at += 1;
        let mut bytes = Vec::new();
        let mut lone = false;
        loop {
            let rest = self.bytes.get(self.at..)?;
            let stop = memchr::memchr2(b'"', b'\\', rest)?;
            bytes.extend_from_slice(rest.get(..stop)?);
            self.at += stop + 1;
            if rest.get(stop) == Some(&b'"') {
                break;
            }
            let c = self.escape(&mut lone)?;
            let mut utf8 = [0; 4];
            bytes.extend_from_slice(c.encode_utf8(&mut utf8).as_bytes());
        }
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                lone = true;
                String::from_utf8_lossy(error.as_bytes()).into_owned()
            }
        };
        Some(Text { text, lone })
    }

    fn escape(&mut self, lone: &mut bool) -> Option<char> {
        let byte = self.byte()?;
        self.at += 1;
        Some(match byte {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'"' | b'\\' | b'/' => char::from(byte),
            b'u' => {
                let unit = self.hex()?;
                if let Some(c) = char::from_u32(unit) {
                    return Some(c);
                }
                let low = match self.bytes.get(self.at..self.at + 2) {
                    Some(b"\\u") if unit < 0xDC00 => self.pair(unit),
                    _ => None,
                };
                low.unwrap_or_else(|| {
                    *lone = true;
                    '\u{FFFD}'
                })
            }
            _ => return None,
        })
    }

    /// The second half of a character, where it follows.
    fn pair(&mut self, high: u32) -> Option<char> {
        let start = self.at;
        self.at += 2;
        let low = self.hex().filter(|low| (0xDC00..0xE000).contains(low));
        let Some(low) = low else {
            self.at = start;
            return None;
        };
        char::from_u32(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    }

    fn hex(&mut self) -> Option<u32> {
        let digits = self.bytes.get(self.at..self.at + 4)?;
        let digits = std::str::from_utf8(digits).ok()?;
        let all = digits.bytes().all(|b| b.is_ascii_hexdigit());
        self.at += 4;
        all.then(|| u32::from_str_radix(digits, 16).ok()).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(raw: &str) -> Text {
        match parse(raw.as_bytes()) {
            Some(Value::Text(text)) => text,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn half_a_character_costs_one_sign_and_is_told() {
        assert_eq!(text(r#""a\ud83d\ude00""#).text, "a😀");
        let lone = text(r#""a\ud83d b\ude00\ud83dx""#);
        assert_eq!(
            (lone.text.as_str(), lone.lone),
            ("a\u{FFFD} b\u{FFFD}\u{FFFD}x", true)
        );
    }

    #[test]
    fn what_nobody_took_is_left() {
        let value = parse(br#"{"a":1,"b":"x","a":2,"c":[],"d":{"e":[1,"q"]}}"#).unwrap();
        let mut fields = value.into_fields().unwrap();
        assert_eq!(fields.take_whole("a"), Some(2));
        assert_eq!(fields.take_text("b").as_deref(), Some("x"));
        assert_eq!(fields.twice, ["a"]);
        let rest: Vec<_> = fields
            .rest()
            .map(|(k, v)| format!("{k}={}", v.written()))
            .collect();
        assert_eq!(rest, [r#"d={"e":[1,"q"]}"#]);
    }

    #[test]
    fn what_is_no_value_is_none() {
        for raw in ["", "{", "{\"a\"}", "[1,]", "tru", "\"\\x\"", "1 2", "NaN"] {
            assert_eq!(parse(raw.as_bytes()), None, "{raw}");
        }
    }
}
