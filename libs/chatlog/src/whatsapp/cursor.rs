//! Walks the bytes of one line: digits of any script, invisible marks, spaces.

/// Which digits a header is written with. One export uses one script.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Digits {
    /// 0–9
    #[default]
    Western,
    /// ٠–٩
    Arabic,
    /// ۰–۹
    Persian,
    /// Any other decimal digits (Devanagari, Thai, Bengali, full width, …)
    Other,
}

/// The zero of each decimal script that a phone may print.
const ZEROS: [(char, Digits); 19] = [
    ('\u{0660}', Digits::Arabic),
    ('\u{06F0}', Digits::Persian),
    ('\u{07C0}', Digits::Other),
    ('\u{0966}', Digits::Other),
    ('\u{09E6}', Digits::Other),
    ('\u{0A66}', Digits::Other),
    ('\u{0AE6}', Digits::Other),
    ('\u{0B66}', Digits::Other),
    ('\u{0BE6}', Digits::Other),
    ('\u{0C66}', Digits::Other),
    ('\u{0CE6}', Digits::Other),
    ('\u{0D66}', Digits::Other),
    ('\u{0E50}', Digits::Other),
    ('\u{0ED0}', Digits::Other),
    ('\u{0F20}', Digits::Other),
    ('\u{1040}', Digits::Other),
    ('\u{17E0}', Digits::Other),
    ('\u{1810}', Digits::Other),
    ('\u{FF10}', Digits::Other),
];

/// A run of one to four digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Number {
    pub value: u16,
    pub len: u8,
    pub digits: Digits,
}

/// Invisible marks that set direction, and the byte order mark.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Blanks that stand inside a header; never a line break.
pub(crate) fn is_blank(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\u{00A0}' | '\u{202F}' | '\u{2009}' | '\u{2007}' | '\u{3000}'
    )
}

/// What digit a character is, and of which script.
pub(crate) fn digit(c: char) -> Option<(u16, Digits)> {
    if c.is_ascii_digit() {
        return Some((u16::try_from(u32::from(c) - 48).ok()?, Digits::Western));
    }
    if u32::from(c) < 0x660 {
        return None;
    }
    ZEROS.iter().find_map(|&(zero, digits)| {
        let value = u32::from(c).checked_sub(u32::from(zero))?;
        (value < 10).then_some((u16::try_from(value).ok()?, digits))
    })
}

/// Decodes the character at the head of `bytes`; `None` at the end or where
/// the bytes are not UTF-8.
#[inline]
pub(crate) fn first_char(bytes: &[u8]) -> Option<char> {
    let &lead = bytes.first()?;
    if lead < 0x80 {
        return Some(char::from(lead));
    }
    let len = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    std::str::from_utf8(bytes.get(..len)?).ok()?.chars().next()
}

/// A place in one line. Copy it to look ahead.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    #[inline]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    #[inline]
    pub fn at(&self) -> usize {
        self.at
    }

    #[inline]
    pub fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// The text from `start` up to here; empty where it is not UTF-8.
    pub fn before(&self, start: usize) -> &'a str {
        let bytes = self.bytes.get(start..self.at).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    #[inline]
    pub fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    #[inline]
    pub fn char(&self) -> Option<char> {
        first_char(self.rest())
    }

    #[inline]
    pub fn step(&mut self, c: char) {
        self.at += c.len_utf8();
    }

    /// Takes one ASCII character when it is next.
    #[inline]
    pub fn eat(&mut self, c: u8) -> bool {
        let here = self.byte() == Some(c);
        if here {
            self.at += 1;
        }
        here
    }

    /// Takes exactly this text when it is next.
    pub fn eat_text(&mut self, text: &str) -> bool {
        let here = self.rest().starts_with(text.as_bytes());
        if here {
            self.at += text.len();
        }
        here
    }

    #[inline]
    pub fn skip_marks(&mut self) {
        if self.byte().is_some_and(|byte| byte >= 0x80) {
            self.skip(is_mark);
        }
    }

    #[inline]
    pub fn skip_blanks(&mut self) {
        if self.byte().is_some_and(|byte| byte >= 0x80 || byte <= b' ') {
            self.skip(|c| is_mark(c) || is_blank(c));
        }
    }

    fn skip(&mut self, unwanted: impl Fn(char) -> bool) {
        while let Some(c) = self.char()
            && unwanted(c)
        {
            self.step(c);
        }
    }

    /// Reads one to four digits of one script.
    #[inline]
    pub fn number(&mut self) -> Option<Number> {
        let mut found = Number {
            value: 0,
            len: 0,
            digits: Digits::Western,
        };
        while let Some(byte) = self.byte() {
            if byte.is_ascii_digit() && found.digits == Digits::Western && found.len < 4 {
                found.value = found.value * 10 + u16::from(byte - b'0');
                found.len += 1;
                self.at += 1;
                continue;
            }
            let (value, digits, width) = if byte.is_ascii_digit() {
                (u16::from(byte - b'0'), Digits::Western, 1)
            } else if byte < 0x80 {
                break;
            } else {
                let Some(c) = self.char() else { break };
                let Some((value, digits)) = digit(c) else {
                    break;
                };
                (value, digits, c.len_utf8())
            };
            if found.len == 4 || (found.len > 0 && found.digits != digits) {
                return None;
            }
            found = Number {
                value: found.value * 10 + value,
                len: found.len + 1,
                digits,
            };
            self.at += width;
        }
        (found.len > 0).then_some(found)
    }
}
