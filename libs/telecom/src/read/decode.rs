//! Bytes to text: by the mark at the beginning, by what they can be, never by a guess of language.

use std::borrow::Cow;

use super::seen::Sure;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A file as text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Decoded<'a> {
    pub text: Cow<'a, str>,
    /// The name of the encoding: `UTF-8`, `UTF-16LE`, `windows-1252`.
    pub encoding: &'static str,
    /// Some signs could not be read and are `\u{fffd}` now.
    pub damaged: bool,
    /// NUL signs were left out.
    pub nul: bool,
    /// How sure the encoding is.
    pub sure: Sure,
}

/// Decodes a file. `known` is what the profile says; a mark at the beginning says more.
pub(crate) fn text<'a>(bytes: &'a [u8], known: Option<&str>) -> Decoded<'a> {
    let named = known.and_then(|name| Encoding::for_label(name.as_bytes()));
    let (encoding, bytes, sure) = match (Encoding::for_bom(bytes), named) {
        (Some((encoding, mark)), _) => (encoding, bytes.get(mark..).unwrap_or(bytes), Sure::Marked),
        (None, Some(named)) => (named, bytes, Sure::Said),
        (None, None) if bytes.is_ascii() && memchr::memchr(0, bytes).is_none() => (UTF_8, bytes, Sure::Same),
        // A text of several languages in one byte a letter is hardly ever whole UTF-8 by chance.
        (None, None) if std::str::from_utf8(bytes).is_ok() && memchr::memchr(0, bytes).is_none() => (UTF_8, bytes, Sure::OnlyFit),
        (None, None) => (told(bytes), bytes, Sure::Likely),
    };
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    let nul = memchr::memchr(0, text.as_bytes()).is_some();
    let text = if nul { text.replace('\0', "").into() } else { text };
    Decoded { text, encoding: encoding.name(), damaged, nul, sure }
}

/// What bytes without a mark are.
fn told(bytes: &[u8]) -> &'static Encoding {
    let head = bytes.get(..4096).unwrap_or(bytes);
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let half = head.len() / 2;
    // Latin letters in UTF-16 have a zero in every other place.
    if half >= 4 && zeros(1) > half * 2 / 5 && zeros(0) * 8 < zeros(1) {
        return UTF_16LE;
    }
    if half >= 4 && zeros(0) > half * 2 / 5 && zeros(1) * 8 < zeros(0) {
        return UTF_16BE;
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => UTF_8,
        Err(_) => one_byte_or_damaged(bytes),
    }
}

/// More whole signs of several bytes than broken ones: UTF-8 with damage. Else each byte is a letter.
fn one_byte_or_damaged(bytes: &[u8]) -> &'static Encoding {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if whole > broken { UTF_8 } else { WINDOWS_1252 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_text_comes_out_of_every_encoding() {
        let text = "Numéro;Durée;MONTRÉAL QC\r\n613-555-0123;4;été\r\n";
        let (cp1252, _, _) = WINDOWS_1252.encode(text);
        let utf16 = |big: bool, mark: bool| -> Vec<u8> {
            let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
            units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
        };
        for (bytes, name) in [
            (text.as_bytes().to_vec(), "UTF-8"),
            ([b"\xef\xbb\xbf", text.as_bytes()].concat(), "UTF-8"),
            (cp1252.to_vec(), "windows-1252"),
            (utf16(false, true), "UTF-16LE"),
            (utf16(true, true), "UTF-16BE"),
            (utf16(false, false), "UTF-16LE"),
            (utf16(true, false), "UTF-16BE"),
        ] {
            let decoded = super::text(&bytes, None);
            assert_eq!((decoded.text.as_ref(), decoded.encoding, decoded.damaged), (text, name, false));
        }
    }

    #[test]
    fn damage_is_told_and_does_not_change_the_rest() {
        let cut = "MONTRÉAL, QUÉBEC, É".as_bytes();
        let decoded = super::text(cut.split_last().unwrap().1, None);
        assert_eq!((decoded.encoding, decoded.damaged, decoded.text.as_ref()), ("UTF-8", true, "MONTRÉAL, QUÉBEC, \u{fffd}"));
        assert!(super::text(b"a\0b", None).nul);
    }
}
