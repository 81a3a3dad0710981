//! The words of a mail that Outlook keeps only as packed RTF.
//!
//! Sources: Microsoft's [MS-OXRTFCP] (packing), [MS-OXRTFEX] (HTML inside RTF),
//! Rich Text Format 1.9.1. One byte of packed text gives at most eight of
//! unpacked, so nothing here can swell without end.

use encoding_rs::{Encoding, WINDOWS_1252};
use std::collections::HashMap;

/// What every packed text begins its dictionary with.
const BEGIN: &[u8; 207] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
const WINDOW: usize = 4096;

/// Unpacks, and says whether it is whole; None when nothing of it can be read.
pub(super) fn unpack(bytes: &[u8]) -> Option<(Vec<u8>, bool)> {
    let number = |at: usize| {
        let four = bytes.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(u32::from_le_bytes(four)).ok()
    };
    let (packed, size) = (number(0)?.checked_sub(12)?, number(4)?);
    let content = bytes.get(16..)?;
    let content = content.get(..packed).unwrap_or(content);
    let mut clear = match bytes.get(8..12)? {
        b"LZFu" => inflate(content),
        b"MELA" => content.to_vec(),
        _ => return None,
    };
    let whole = clear.len() >= size;
    clear.truncate(size);
    Some((clear, whole))
}

/// As far as it can be read.
fn inflate(content: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut window = [0_u8; WINDOW];
    for (place, byte) in window.iter_mut().zip(BEGIN) {
        *place = *byte;
    }
    let mut at = BEGIN.len();
    let mut push = |window: &mut [u8; WINDOW], byte: u8| {
        if let Some(place) = window.get_mut(at) {
            *place = byte;
        }
        at = (at + 1) % WINDOW;
        out.push(byte);
        at
    };
    let mut now = BEGIN.len();
    let mut rest = content.iter();
    'all: while let Some(flags) = rest.next() {
        for bit in 0..8 {
            let Some(&byte) = rest.next() else { break 'all };
            if flags >> bit & 1 == 0 {
                now = push(&mut window, byte);
                continue;
            }
            let Some(&low) = rest.next() else { break 'all };
            let pair = usize::from(byte) << 8 | usize::from(low);
            let (from, len) = (pair >> 4, (pair & 15) + 2);
            // It points at where the next byte would go: the end.
            if from == now {
                break 'all;
            }
            for step in 0..len {
                let byte = window.get((from + step) % WINDOW).copied().unwrap_or(0);
                now = push(&mut window, byte);
            }
        }
    }
    out
}

/// What stands in these is nobody's words.
const HIDDEN: [&[u8]; 12] = [
    b"fonttbl",
    b"colortbl",
    b"stylesheet",
    b"info",
    b"pict",
    b"listtable",
    b"listoverridetable",
    b"rsidtbl",
    b"header",
    b"footer",
    b"xmlnstbl",
    b"object",
];

/// Groups in groups, deeper than any program writes.
const DEEPEST: usize = 4096;

/// What holds up to the end of a group.
#[derive(Debug, Clone, Copy)]
struct State {
    hidden: bool,
    fonts: bool,
    font: i32,
    /// So many letters after `\u` stand for those who cannot read it.
    instead: i32,
}

struct Reader<'a> {
    rest: &'a [u8],
    state: State,
    outer: Vec<State>,
    text: String,
    /// Bytes that wait to be decoded: letters of some pages have two.
    waiting: Vec<u8>,
    page: &'static Encoding,
    pages: HashMap<i32, &'static Encoding>,
    /// So many letters are still passed over after `\u`.
    skip: i32,
    /// Half a character, of `\u`.
    high: Option<u16>,
}

/// The words of an RTF text.
pub(super) fn plain(rtf: &[u8]) -> String {
    let mut reader = Reader {
        rest: rtf,
        state: State {
            hidden: false,
            fonts: false,
            font: 0,
            instead: 1,
        },
        outer: Vec::new(),
        text: String::new(),
        waiting: Vec::new(),
        page: WINDOWS_1252,
        pages: HashMap::new(),
        skip: 0,
        high: None,
    };
    while reader.step() {}
    reader.decode();
    reader.text.trim().to_owned()
}

impl<'a> Reader<'a> {
    fn step(&mut self) -> bool {
        let Some((&byte, rest)) = self.rest.split_first() else {
            return false;
        };
        self.rest = rest;
        match byte {
            b'{' if self.outer.len() < DEEPEST => {
                self.skip = 0;
                self.outer.push(self.state);
            }
            b'}' => {
                self.decode();
                self.skip = 0;
                if let Some(state) = self.outer.pop() {
                    self.state = state;
                }
            }
            b'\\' => self.control(),
            b'{' | b'\r' | b'\n' | 0 => {}
            byte => self.byte(byte),
        }
        true
    }

    /// A letter, in the page of the font.
    fn byte(&mut self, byte: u8) {
        if self.skip > 0 {
            self.skip -= 1;
        } else if !self.state.hidden {
            self.waiting.push(byte);
        }
    }

    fn decode(&mut self) {
        if self.waiting.is_empty() {
            return;
        }
        let page = self.pages.get(&self.state.font).copied();
        let (text, _) = page
            .unwrap_or(self.page)
            .decode_without_bom_handling(&self.waiting);
        self.text.push_str(&text);
        self.waiting.clear();
    }

    fn sign(&mut self, sign: char) {
        if self.skip > 0 {
            self.skip -= 1;
        } else if !self.state.hidden {
            self.decode();
            self.text.push(sign);
        }
    }

    fn control(&mut self) {
        let Some((&first, rest)) = self.rest.split_first() else {
            return;
        };
        if first.is_ascii_alphabetic() {
            let (word, number) = self.word();
            return self.command(word, number);
        }
        self.rest = rest;
        match first {
            b'\'' => {
                let digits = rest.get(..2).and_then(|two| std::str::from_utf8(two).ok());
                let byte = digits.and_then(|two| u8::from_str_radix(two, 16).ok());
                if let Some(byte) = byte {
                    self.rest = rest.get(2..).unwrap_or_default();
                    self.byte(byte);
                }
            }
            b'*' => self.state.hidden = true,
            b'~' => self.sign('\u{a0}'),
            b'_' => self.sign('\u{2011}'),
            b'\\' | b'{' | b'}' => self.byte(first),
            b'\r' | b'\n' => self.sign('\n'),
            _ => {}
        }
    }

    /// A word of letters, its number, and one blank after it.
    fn word(&mut self) -> (&'a [u8], Option<i32>) {
        let all = self.rest;
        let letters = all.iter().take_while(|b| b.is_ascii_alphabetic()).count();
        let (word, after) = all.split_at(letters.min(all.len()));
        let minus = usize::from(after.first() == Some(&b'-'));
        let digits = after.iter().skip(minus).take_while(|b| b.is_ascii_digit());
        let len = minus + digits.count();
        let number = after.get(..len).and_then(|n| std::str::from_utf8(n).ok());
        let after = after.get(len..).unwrap_or_default();
        self.rest = after.strip_prefix(b" ").unwrap_or(after);
        (word, number.and_then(|number| number.parse().ok()))
    }

    fn command(&mut self, word: &[u8], number: Option<i32>) {
        if word != b"u" && self.high.take().is_some() {
            self.sign('\u{FFFD}');
        }
        match word {
            b"par" | b"line" | b"sect" | b"page" | b"row" => self.sign('\n'),
            b"tab" | b"cell" => self.sign('\t'),
            b"emdash" => self.sign('—'),
            b"endash" => self.sign('–'),
            b"bullet" => self.sign('•'),
            b"lquote" => self.sign('‘'),
            b"rquote" => self.sign('’'),
            b"ldblquote" => self.sign('“'),
            b"rdblquote" => self.sign('”'),
            b"emspace" | b"enspace" | b"qmspace" => self.sign(' '),
            b"u" => self.unit(number.unwrap_or(0)),
            b"uc" => self.state.instead = number.unwrap_or(1).clamp(0, 64),
            b"bin" => {
                let len = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
                self.rest = self.rest.get(len..).unwrap_or_default();
            }
            b"ansicpg" => self.page = page(number).unwrap_or(self.page),
            b"f" => {
                self.decode();
                self.state.font = number.unwrap_or(0);
            }
            b"fcharset" if self.state.fonts => {
                if let (Some(page), true) = (charset(number), self.pages.len() < DEEPEST) {
                    self.pages.insert(self.state.font, page);
                }
            }
            word if HIDDEN.contains(&word) => {
                self.state.hidden = true;
                self.state.fonts = word == b"fonttbl";
            }
            _ => {}
        }
    }

    /// A number of UTF-16, written with a sign.
    fn unit(&mut self, number: i32) {
        if self.state.hidden {
            return;
        }
        self.decode();
        let unit = u16::try_from(number & 0xFFFF).unwrap_or(0xFFFD);
        let units = self.high.take().into_iter().chain([unit]);
        if (0xD800..=0xDBFF).contains(&unit) {
            self.high = Some(unit);
        } else {
            let signs = char::decode_utf16(units).map(|sign| sign.unwrap_or('\u{FFFD}'));
            self.text.extend(signs);
        }
        self.skip = self.state.instead;
    }
}

/// A page by its number.
fn page(number: Option<i32>) -> Option<&'static Encoding> {
    let label = match number? {
        65001 => "utf-8".to_owned(),
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        10000 => "macintosh".to_owned(),
        number => format!("windows-{number}"),
    };
    Encoding::for_label(label.as_bytes())
}

/// The page of a font, by the number of its letters.
fn charset(number: Option<i32>) -> Option<&'static Encoding> {
    page(Some(match number? {
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The examples of [MS-OXRTFCP], §4.
    #[test]
    fn the_examples_of_the_specification_are_unpacked() {
        let simple = b"\x2d\x00\x00\x00\x2b\x00\x00\x00LZFu\xf1\xc5\xc7\xa7\x03\x00\x0a\x00rcpg125\x42\x32\x0a\xf3 hel\x09\x00 bw\x05\xb0ld}\x0a\x80\x0f\xa0";
        assert_eq!(
            unpack(simple).unwrap().0,
            b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
        );
        let overlapping = b"\x1a\x00\x00\x00\x1c\x00\x00\x00LZFu\xe2\xd4\x4b\x51\x41\x00\x04\x20WXYZ\x0d\x6e}\x01\x0e\xb0";
        assert_eq!(
            unpack(overlapping).unwrap().0,
            b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"
        );
        let loose = b"\x2e\x00\x00\x00\x22\x00\x00\x00MELA \xdf\x12\xce{\\rtf1\\ansi\\ansicpg1252\\pard test}";
        assert_eq!(
            unpack(loose).unwrap().0,
            b"{\\rtf1\\ansi\\ansicpg1252\\pard test}"
        );
        assert_eq!(plain(&unpack(loose).unwrap().0), "test");
        let (cut, whole) = unpack(&simple[..40]).unwrap();
        assert!(!whole && cut.ends_with(b"hello w"), "{cut:?}");
    }

    #[test]
    fn words_come_out_and_marks_do_not() {
        let rtf = br"{\rtf1\ansi\ansicpg1251\fromhtml1{\fonttbl{\f0\fswiss Arial;}{\f1\fcharset128 MS Gothic;}}{\colortbl;\red0;}{\*\generator X;}{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 \f0 \'cf\'f0\'e8\'e2\'e5\'f2, {\f1\'93\'fa\'96\'7b}\par a \u233?b\uc0\u-10179 \u-8694\uc1\tab \{x\} \emdash\~5\line{\field{\*\fldinst HYPERLINK x}{\fldrslt here}}\bin3 {{{!}}";
        assert_eq!(plain(rtf), "Привет, 日本\na éb😊\t{x} —\u{a0}5\nhere!");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(text in "[\\PC&&[^ ]]{1,20}(\n[\\PC&&[^ ]]{1,20}){0,4}") {
            let mut rtf = String::from("{\\rtf1\\ansi\\ansicpg1252\\uc1 ");
            for letter in text.chars() {
                match letter {
                    '\n' => rtf += "\\par\r\n",
                    '\\' | '{' | '}' => rtf += &format!("\\{letter}"),
                    ' '..='~' => rtf.push(letter),
                    other => other.encode_utf16(&mut [0; 2]).iter().for_each(|unit| rtf += &format!("\\u{}?", unit.cast_signed())),
                }
            }
            rtf.push('}');
            prop_assert_eq!(plain(rtf.as_bytes()), text.trim());
        }

        #[test]
        fn any_bytes_are_borne(bytes in proptest::collection::vec(any::<u8>(), 0..300), words in "(\\\\[a-z]{1,5}-?[0-9]{0,9} ?|[{}\\\\'a-f0-9])*") {
            let _ = unpack(&bytes);
            let _ = plain(&bytes);
            let _ = plain(words.as_bytes());
            let mut packed = 4096_u32.to_le_bytes().to_vec();
            packed.extend(b"\x10\0\0\0LZFu\0\0\0\0");
            packed.extend(&bytes);
            packed.resize(4096 + 4, 0);
            let unpacked = unpack(&packed).unwrap_or_default();
            prop_assert!(unpacked.0.len() <= 16);
        }
    }
}
