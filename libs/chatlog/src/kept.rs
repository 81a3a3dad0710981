//! What a picture, a film, a sound or a printed page is, by a cheap look at its
//! bytes. Such files are kept beside a conversation; nothing is read out of them:
//! words in a picture are nobody's record.

use crate::{Media, Source};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::io::{self, Read as _};

/// What is known of a file that is only kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// What it is.
    pub media: Media,
    /// Its form, in a short stable word: `png`, `jpeg`, `pdf`, `opus`.
    pub form: String,
    /// Its size.
    pub bytes: u64,
    /// SHA-256 of it, in hexadecimal digits.
    pub sha256: String,
    /// Width and height in dots, where its head says them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<(u32, u32)>,
    /// How long it lasts, in milliseconds, where it says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lasts_ms: Option<u64>,
    /// How many pages it has, where it says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<u32>,
}

/// So much is looked at; the sum is taken of all.
const LOOKED_AT: u64 = 24 * 1024 * 1024;

/// Says what a file is. None when it is none of these forms.
///
/// # Errors
/// When the source cannot be read.
pub fn summary(source: &mut dyn Source) -> io::Result<Option<Summary>> {
    let mut all = source.open()?;
    let mut seen = Vec::new();
    all.by_ref().take(LOOKED_AT).read_to_end(&mut seen)?;
    let Some((media, form)) = form(&seen) else {
        return Ok(None);
    };
    let mut sum = Sha256::new();
    sum.update(&seen);
    let mut bytes = seen.len() as u64;
    let mut piece = vec![0; 64 * 1024];
    loop {
        let read = all.read(&mut piece)?;
        if read == 0 {
            break;
        }
        sum.update(piece.get(..read).unwrap_or_default());
        bytes += read as u64;
    }
    let whole = bytes == seen.len() as u64;
    let sum = sum.finalize();
    Ok(Some(Summary {
        media,
        form: form.to_owned(),
        bytes,
        sha256: sum.iter().map(|byte| format!("{byte:02x}")).collect(),
        size: size(form, &seen),
        lasts_ms: lasts(form, &seen, whole),
        pages: (form == "pdf").then(|| pages(&seen)).flatten(),
    }))
}

fn form(head: &[u8]) -> Option<(Media, &'static str)> {
    let brand = head.get(8..12).unwrap_or_default();
    Some(match head {
        [0x89, b'P', b'N', b'G', ..] => (Media::Image, "png"),
        [0xFF, 0xD8, 0xFF, ..] => (Media::Image, "jpeg"),
        [b'G', b'I', b'F', b'8', ..] => (Media::Gif, "gif"),
        [b'%', b'P', b'D', b'F', ..] => (Media::Document, "pdf"),
        [b'R', b'I', b'F', b'F', ..] if brand == b"WEBP" => (Media::Image, "webp"),
        [b'R', b'I', b'F', b'F', ..] if brand == b"WAVE" => (Media::Audio, "wav"),
        [b'O', b'g', b'g', b'S', ..] => (Media::Voice, "opus"),
        [b'#', b'!', b'A', b'M', b'R', b'\n', ..] => (Media::Voice, "amr"),
        [b'I', b'D', b'3', ..] | [0xFF, 0xFB | 0xF3, ..] => (Media::Audio, "mp3"),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => match brand {
            b"heic" | b"heix" | b"mif1" => (Media::Image, "heic"),
            b"M4A " | b"M4B " => (Media::Audio, "m4a"),
            _ => (Media::Video, "mp4"),
        },
        _ => return None,
    })
}

fn number(bytes: &[u8], at: usize, len: usize, little: bool) -> Option<u64> {
    let bytes = bytes.get(at..at.checked_add(len)?)?;
    let join = |value: u64, byte: &u8| value << 8 | u64::from(*byte);
    Some(match little {
        true => bytes.iter().rev().fold(0, join),
        false => bytes.iter().fold(0, join),
    })
}

fn size(form: &str, bytes: &[u8]) -> Option<(u32, u32)> {
    let pair = |first: u64, second: u64| {
        let pair = (u32::try_from(first).ok()?, u32::try_from(second).ok()?);
        (pair.0 > 0 && pair.1 > 0).then_some(pair)
    };
    let big = |at, len| number(bytes, at, len, false);
    let little = |at, len| number(bytes, at, len, true);
    match form {
        "png" => pair(big(16, 4)?, big(20, 4)?),
        "gif" => pair(little(6, 2)?, little(8, 2)?),
        "jpeg" => {
            let at = jpeg_frame(bytes)?;
            pair(big(at + 7, 2)?, big(at + 5, 2)?)
        }
        "webp" => match bytes.get(12..16)? {
            b"VP8X" => pair(little(24, 3)? + 1, little(27, 3)? + 1),
            b"VP8 " => pair(little(26, 2)? & 0x3fff, little(28, 2)? & 0x3fff),
            b"VP8L" => {
                let bits = little(21, 4)?;
                pair((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1)
            }
            _ => None,
        },
        "heic" => {
            let at = memchr::memmem::find(bytes, b"ispe")?;
            pair(big(at + 8, 4)?, big(at + 12, 4)?)
        }
        _ => None,
    }
}

/// Where the marker stands that says the size.
fn jpeg_frame(bytes: &[u8]) -> Option<usize> {
    let mut at = 2;
    loop {
        let [0xFF, mark] = *bytes.get(at..at + 2)? else {
            return None;
        };
        match mark {
            0xFF => at += 1,
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => return Some(at),
            0x01 | 0xD0..=0xD7 => at += 2,
            0xD9 | 0xDA => return None,
            _ => {
                let len = number(bytes, at + 2, 2, false)?;
                at += 2 + usize::try_from(len).ok()?.max(2);
            }
        }
    }
}

fn lasts(form: &str, bytes: &[u8], whole: bool) -> Option<u64> {
    match form {
        "wav" => {
            let rate = number(bytes, 28, 4, true).filter(|rate| *rate > 0)?;
            let at = memchr::memmem::find(bytes, b"data")?;
            Some(number(bytes, at + 4, 4, true)? * 1000 / rate)
        }
        "mp4" | "m4a" => {
            let at = memchr::memmem::find(bytes, b"mvhd")? + 4;
            let long = *bytes.get(at)? == 1;
            let (from, len) = if long { (at + 20, 8) } else { (at + 12, 4) };
            let scale = number(bytes, from, 4, false).filter(|scale| *scale > 0)?;
            number(bytes, from + 4, len, false)?
                .checked_mul(1000)?
                .checked_div(scale)
        }
        // The last page says how many samples went before.
        "opus" if whole => {
            let last = memchr::memmem::rfind(bytes, b"OggS")?;
            let samples = number(bytes, last + 6, 8, true)?;
            (samples < u64::MAX / 2).then_some(samples / 48)
        }
        "amr" if whole => {
            const SIZES: [usize; 16] = [13, 14, 16, 18, 20, 21, 27, 32, 6, 1, 1, 1, 1, 1, 1, 1];
            let (mut at, mut frames) = (6, 0_u64);
            while let Some(head) = bytes.get(at) {
                at += SIZES.get(usize::from(head >> 3 & 15)).copied().unwrap_or(1);
                frames += 1;
            }
            Some(frames * 20)
        }
        _ => None,
    }
}

/// The largest count of a tree of pages that is written in clear.
fn pages(bytes: &[u8]) -> Option<u32> {
    let counts = memchr::memmem::find_iter(bytes, b"/Count").filter_map(|at| {
        let rest = bytes.get(at + 6..).unwrap_or_default();
        let rest = rest.get(..20).unwrap_or(rest).trim_ascii_start();
        let len = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        // Figures at the very end may be cut off.
        rest.get(len)?;
        std::str::from_utf8(rest.get(..len)?)
            .ok()?
            .parse::<u32>()
            .ok()
    });
    counts.max().filter(|count| (1..100_000).contains(count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Whole;

    fn of(bytes: &[u8]) -> Option<Summary> {
        summary(&mut Whole(std::io::Cursor::new(bytes))).unwrap()
    }

    #[test]
    fn the_head_says_what_a_file_is() {
        let png = of(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\0\0\0\x03\0").unwrap();
        assert_eq!((png.media, png.size), (Media::Image, Some((1024, 768))));
        let jpeg = of(b"\xFF\xD8\xFF\xE0\0\x04xx\xFF\xC0\0\x11\x08\x01\0\x02\0").unwrap();
        assert_eq!(jpeg.size, Some((512, 256)));
        let pdf = of(b"%PDF-1.4 << /Type /Pages /Count 12 >> /Count 3").unwrap();
        assert_eq!((pdf.media, pdf.pages), (Media::Document, Some(12)));
        let amr = of(b"#!AMR\n\x3c1234567890123456789012345678901").unwrap();
        assert_eq!((amr.media, amr.lasts_ms), (Media::Voice, Some(20)));
        assert_eq!(of(b"words"), None);
    }

    #[test]
    fn a_cut_or_lying_head_says_nothing_and_never_panics() {
        let heads: [&[u8]; 8] = [
            b"\x89PNG",
            b"\xFF\xD8\xFF\xE0\0\0",
            b"GIF89a",
            b"RIFF0000WEBPVP8X",
            b"RIFF0000WAVEdata",
            b"OggS",
            b"\0\0\0\x18ftypmp42mvhd\x01",
            b"%PDF /Count 99999999999",
        ];
        for head in heads {
            for end in 0..=head.len() {
                let found = of(head.get(..end).unwrap());
                assert!(found.is_none_or(|found| found.size.is_none() && found.pages.is_none()));
            }
        }
    }
}
