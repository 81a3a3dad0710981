//! The text of an attribute, with its broken characters repaired.

use crate::Note;

/// What an attribute says, and what was wrong with it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Text {
    pub text: String,
    pub notes: Vec<Note>,
}

/// Puts entities and halves of characters together. Nothing is dropped: what is
/// no entity stays as it is written.
pub(super) fn text(raw: &[u8]) -> Text {
    let mut out = Text::default();
    let mut rest = raw;
    while let Some(at) = memchr::memchr(b'&', rest) {
        let (plain, from) = rest.split_at(at);
        out.plain(plain);
        rest = out.entity(from);
    }
    out.plain(rest);
    if out.text.contains('\0') {
        out.note(Note::Nul);
    }
    out
}

impl Text {
    fn note(&mut self, note: Note) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    fn plain(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        loop {
            match std::str::from_utf8(rest) {
                Ok(text) => return self.text.push_str(text),
                Err(error) => {
                    let (good, bad) = rest.split_at(error.valid_up_to());
                    self.text.push_str(&String::from_utf8_lossy(good));
                    rest = self.broken(bad, error.error_len());
                }
            }
        }
    }

    /// Some tools write each half of a character as if it were one.
    fn broken<'a>(&mut self, bad: &'a [u8], len: Option<usize>) -> &'a [u8] {
        if let [
            0xED,
            a @ 0xA0..=0xAF,
            b,
            0xED,
            c @ 0xB0..=0xBF,
            d,
            rest @ ..,
        ] = bad
        {
            let high = u32::from(a & 0x0f) << 6 | u32::from(b & 0x3f);
            let low = u32::from(c & 0x0f) << 6 | u32::from(d & 0x3f);
            if let Some(joined) = char::from_u32(0x1_0000 + (high << 10 | low)) {
                self.text.push(joined);
                return rest;
            }
        }
        self.text.push('\u{fffd}');
        if let [0xED, 0xA0..=0xBF, 0x80..=0xBF, rest @ ..] = bad {
            self.note(Note::LoneSurrogate);
            return rest;
        }
        self.note(Note::NotUtf8);
        bad.get(len.unwrap_or(bad.len())..).unwrap_or_default()
    }

    /// `from` begins with an ampersand.
    fn entity<'a>(&mut self, from: &'a [u8]) -> &'a [u8] {
        let Some((code, rest)) = code(from) else {
            self.text.push('&');
            return from.get(1..).unwrap_or_default();
        };
        if let 0xD800..=0xDBFF = code
            && let Some((low @ 0xDC00..=0xDFFF, after)) = self::code(rest)
        {
            let joined = 0x1_0000 + ((code - 0xD800) << 10) + (low - 0xDC00);
            self.text.extend(char::from_u32(joined));
            return after;
        }
        match char::from_u32(code) {
            Some(c) => self.text.push(c),
            None => {
                self.text.push('\u{fffd}');
                self.note(Note::LoneSurrogate);
            }
        }
        rest
    }
}

/// The number that an entity stands for, and what follows it.
fn code(from: &[u8]) -> Option<(u32, &[u8])> {
    let inside = from.strip_prefix(b"&")?;
    let end = inside.iter().take(12).position(|byte| *byte == b';')?;
    let (name, rest) = inside.split_at(end);
    let rest = rest.get(1..).unwrap_or_default();
    let code = match name {
        b"amp" => u32::from('&'),
        b"lt" => u32::from('<'),
        b"gt" => u32::from('>'),
        b"quot" => u32::from('"'),
        b"apos" => u32::from('\''),
        [b'#', b'x' | b'X', digits @ ..] => number(digits, 16)?,
        [b'#', digits @ ..] => number(digits, 10)?,
        _ => return None,
    };
    (code <= 0x10_FFFF).then_some((code, rest))
}

fn number(digits: &[u8], base: u32) -> Option<u32> {
    let all_digits = digits.iter().all(u8::is_ascii_hexdigit);
    let text = std::str::from_utf8(digits).ok()?;
    all_digits.then(|| u32::from_str_radix(text, base).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_of_a_character_are_joined_and_lone_ones_noted() {
        let said = |raw: &str| text(raw.as_bytes());
        assert_eq!(said("hi &#55357;&#56838;!").text, "hi 😆!");
        assert_eq!(said("&#xD83D;&#xDE06;").text, "😆");
        let lone = said("a&#55357;&#1;b");
        assert_eq!(
            (lone.text.as_str(), lone.notes),
            ("a\u{fffd}\u{1}b", vec![Note::LoneSurrogate])
        );
        assert_eq!(said("&#56838;&#55357;").text, "\u{fffd}\u{fffd}");
        assert_eq!(text(b"\xED\xA0\xBD\xED\xB8\x86").text, "😆");
        assert_eq!(said("&#0;").notes, [Note::Nul]);
    }

    #[test]
    fn what_is_no_entity_stays() {
        let said = |raw: &str| text(raw.as_bytes()).text;
        assert_eq!(
            said("fish & chips &amp; tea &nbsp; &; &#; &#x110000; &"),
            "fish & chips & tea &nbsp; &; &#; &#x110000; &"
        );
        assert_eq!(said("&lt;b&gt;&quot;&apos;&#10;"), "<b>\"'\n");
        assert_eq!(text(b"\xff").notes, [Note::NotUtf8]);
    }
}
