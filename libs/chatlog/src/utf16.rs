//! UTF-16 text as UTF-8 bytes, without loss: half a character becomes the
//! three bytes that its number would have, which are no UTF-8 and so are kept
//! as they are; an odd last byte stands at the end as it is.

use std::io::{self, Read};

/// Which end comes first, where a text is UTF-16.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ends {
    Little,
    Big,
}

/// Whether a text is UTF-16: by its mark, or because every other byte of its
/// beginning is 0 (digits and brackets are ASCII).
pub(crate) fn is_utf16(head: &[u8]) -> Option<Ends> {
    match head {
        _ if is_utf32(head) => None,
        [0xFF, 0xFE, ..] => Some(Ends::Little),
        [0xFE, 0xFF, ..] => Some(Ends::Big),
        [1..=0x7E, 0, 1..=0x7E, 0, 1..=0x7E, 0, ..] => Some(Ends::Little),
        [0, 1..=0x7E, 0, 1..=0x7E, 0, 1..=0x7E, ..] => Some(Ends::Big),
        _ => None,
    }
}

/// Whether a text is UTF-32: by its mark and one letter after it, or because of
/// the first two units three bytes each are 0.
pub(crate) fn is_utf32(head: &[u8]) -> bool {
    matches!(
        head,
        [0xFF, 0xFE, 0, 0]
            | [0, 0, 0xFE, 0xFF]
            | [0xFF, 0xFE, 0, 0, _, _, 0..=0x10, 0, ..]
            | [0, 0, 0xFE, 0xFF, 0, 0..=0x10, _, _, ..]
            | [1..=0x7E, 0, 0, 0, 1..=0x7E, 0, 0, 0, ..]
            | [0, 0, 0, 1..=0x7E, 0, 0, 0, 1..=0x7E, ..]
    )
}

/// Decodes while reading. The mark at the beginning becomes U+FEFF.
pub(crate) struct Utf16<R> {
    source: R,
    ends: Ends,
    raw: Vec<u8>,
    decoded: Vec<u8>,
    at: usize,
    high: Option<u16>,
    ended: bool,
    /// Units read, up to two: a mark that an editor wrote before the mark that
    /// was there is one mark.
    units: u8,
    marks: u8,
}

impl<R: Read> Utf16<R> {
    pub fn new(source: R, ends: Ends) -> Self {
        Self {
            source,
            ends,
            raw: Vec::new(),
            decoded: Vec::new(),
            at: 0,
            high: None,
            ended: false,
            units: 0,
            marks: 0,
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.decoded.clear();
        self.at = 0;
        let read = (&mut self.source)
            .take(64 * 1024)
            .read_to_end(&mut self.raw)?;
        self.ended = read == 0;
        let whole = self.raw.len() / 2 * 2;
        let raw = std::mem::take(&mut self.raw);
        for pair in raw.get(..whole).unwrap_or_default().chunks_exact(2) {
            let pair = [
                pair.first().copied().unwrap_or(0),
                pair.get(1).copied().unwrap_or(0),
            ];
            let unit = match self.ends {
                Ends::Little => u16::from_le_bytes(pair),
                Ends::Big => u16::from_be_bytes(pair),
            };
            self.unit(unit);
        }
        self.raw
            .extend_from_slice(raw.get(whole..).unwrap_or_default());
        if self.ended {
            if let Some(high) = self.high.take() {
                self.half(high);
            }
            // Half a unit is no letter, not even where one byte would be.
            let half = self.raw.drain(..).map(|byte| byte | 0x80);
            self.decoded.extend(half);
        }
        Ok(())
    }

    fn unit(&mut self, unit: u16) {
        if self.units < 2 {
            self.units += 1;
            self.marks += u8::from(unit == 0xFEFF);
            if self.marks == 2 {
                return;
            }
        }
        if let Some(high) = self.high.take() {
            if (0xDC00..0xE000).contains(&unit) {
                let code =
                    0x10000 + ((u32::from(high) - 0xD800) << 10) + (u32::from(unit) - 0xDC00);
                self.push(code);
                return;
            }
            self.half(high);
        }
        match unit {
            0xD800..0xDC00 => self.high = Some(unit),
            0xDC00..0xE000 => self.half(unit),
            _ => self.push(u32::from(unit)),
        }
    }

    fn push(&mut self, code: u32) {
        let mut utf8 = [0; 4];
        if let Some(c) = char::from_u32(code) {
            self.decoded
                .extend_from_slice(c.encode_utf8(&mut utf8).as_bytes());
        }
    }

    fn half(&mut self, unit: u16) {
        let [high, low] = unit.to_be_bytes();
        self.decoded.extend_from_slice(&[
            0xE0 | high >> 4,
            0x80 | (high & 0xF) << 2 | low >> 6,
            0x80 | low & 0x3F,
        ]);
    }
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at >= self.decoded.len() {
            if self.ended {
                return Ok(0);
            }
            self.fill()?;
        }
        let rest = self.decoded.get(self.at..).unwrap_or_default();
        let len = rest.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..len), rest.get(..len)) {
            to.copy_from_slice(from);
        }
        self.at += len;
        Ok(len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(units: &[u16], odd: &[u8]) -> Vec<u8> {
        let mut raw: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        raw.extend_from_slice(odd);
        let mut out = Vec::new();
        Utf16::new(raw.as_slice(), Ends::Little)
            .read_to_end(&mut out)
            .unwrap();
        out
    }

    #[test]
    fn a_mark_before_a_mark_is_one() {
        assert_eq!(
            decoded(&[0xFEFF, 0xFEFF, 0x61], b""),
            "\u{feff}a".as_bytes()
        );
        assert_eq!(
            decoded(&[0x61, 0xFEFF, 0xFEFF], b""),
            "a\u{feff}\u{feff}".as_bytes()
        );
    }

    #[test]
    fn every_unit_has_its_bytes_and_none_is_lost() {
        let text: Vec<u16> = "aé😀\n".encode_utf16().collect();
        assert_eq!(decoded(&text, b""), "aé😀\n".as_bytes());
        assert_eq!(decoded(&[0xD83D, 0x61], b"\x07"), b"\xED\xA0\xBDa\x87");
        assert_eq!(decoded(&[0xDE00, 0xD83D], b""), b"\xED\xB8\x80\xED\xA0\xBD");
    }
}
