//! Names of attached files: found in a text, what they are, which day they say.

use super::calendar::rank;
use super::words::{ATTACHED_BEFORE, is_attached_phrase};
use crate::Media;

/// What a file is, by its name alone.
pub(crate) fn media_of(name: &str) -> Media {
    let upper = name.to_ascii_uppercase();
    let marked = [
        ("-PHOTO-", "IMG-", Media::Image),
        ("-VIDEO-", "VID-", Media::Video),
        ("-STICKER-", "STK-", Media::Sticker),
        ("-GIF-", "GIF-", Media::Gif),
        ("-AUDIO-", "PTT-", Media::Voice),
        ("-AUDIO-", "AUD-", Media::Audio),
    ];
    let numbered = is_numbered(name);
    let by_name = marked.iter().find(|(phone, android, _)| {
        upper.starts_with(android) || (numbered && upper.contains(phone))
    });
    if let Some((.., media)) = by_name {
        return *media;
    }
    match upper.rsplit_once('.').map(|(_, extension)| extension) {
        Some("JPG" | "JPEG" | "PNG" | "HEIC") => Media::Image,
        Some("MP4" | "MOV" | "3GP") => Media::Video,
        Some("WEBP") => Media::Sticker,
        Some("GIF") => Media::Gif,
        Some("OPUS") => Media::Voice,
        Some("M4A" | "MP3" | "AAC" | "AMR" | "OGG" | "WAV") => Media::Audio,
        Some("VCF") => Media::Contact,
        Some(_) => Media::Document,
        None => Media::Unknown,
    }
}

/// Which day the name says, and whether it is the day of the message itself
/// (iPhone) or one near it (Android).
pub(crate) fn day_of(name: &str) -> Option<(i32, bool)> {
    if let Some((_, rest)) = name.split_once('-')
        && is_android_name(name)
    {
        let (date, _) = rest.split_once("-WA")?;
        let part = |range: std::ops::Range<usize>| date.get(range)?.parse::<i16>().ok();
        return Some((day(part(0..4)?, part(4..6)?, part(6..8)?)?, false));
    }
    if !is_numbered(name) {
        return None;
    }
    let (stem, _) = name.rsplit_once('.')?;
    let mut parts = stem.as_bytes().rsplitn(7, |byte| *byte == b'-').skip(3);
    let mut part = || std::str::from_utf8(parts.next()?).ok();
    let (date, month, year, _) = (part()?, part()?, part()?, part()?);
    (year.len() == 4).then_some(())?;
    Some((
        day(year.parse().ok()?, month.parse().ok()?, date.parse().ok()?)?,
        true,
    ))
}

fn day(year: i16, month: i16, day: i16) -> Option<i32> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    jiff::civil::Date::new(year, month, day).ok()?;
    Some(rank(year, month, day))
}

/// `00000035-PHOTO-….jpg`: what an iPhone calls every file.
fn is_numbered(name: &str) -> bool {
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    digits >= 8 && name.as_bytes().get(digits) == Some(&b'-')
}

/// `IMG-20220327-WA0001.jpg`: what Android calls pictures, films, sounds.
pub(crate) fn is_android_name(name: &str) -> bool {
    let Some((prefix, rest)) = name.split_once('-') else {
        return false;
    };
    let bytes = rest.as_bytes();
    (2..=4).contains(&prefix.len())
        && prefix.bytes().all(|b| b.is_ascii_uppercase())
        && bytes.iter().take(8).filter(|b| b.is_ascii_digit()).count() == 8
        && bytes.get(8..11) == Some(b"-WA")
}

/// A name found in a text, and how sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Named<'a> {
    pub name: &'a str,
    /// The words around it are known, not only its form.
    pub by_words: bool,
    /// The words around it.
    pub phrase: &'a str,
}

/// `NAME (file attached)` at the head of an Android text.
pub(crate) fn android_attachment<'a>(first_line: &'a str, learned: &[String]) -> Option<Named<'a>> {
    for before in ATTACHED_BEFORE {
        if let Some(name) = first_line.strip_prefix(before) {
            return Some(Named {
                name,
                by_words: true,
                phrase: before,
            });
        }
    }
    let inner = first_line.strip_suffix(')')?;
    let (name, phrase) = inner.rsplit_once(" (")?;
    let known = is_attached_phrase(phrase) || learned.iter().any(|words| words == phrase);
    let looks_like_file = name.contains('.');
    if known && looks_like_file {
        return Some(Named {
            name,
            by_words: true,
            phrase,
        });
    }
    is_android_name(name).then_some(Named {
        name,
        by_words: false,
        phrase,
    })
}

/// `<attached: NAME>` in an iPhone text, at its head or after a mark.
pub(crate) fn iphone_attachment(text: &str) -> Option<Named<'_>> {
    let line = text.trim_end_matches(['\r', '\n']);
    let inner = line.strip_suffix('>')?;
    let open = memchr::memrchr(b'<', inner.as_bytes())?;
    let (before, inner) = (inner.get(..open)?, inner.get(open + 1..)?.trim());
    let marked = before.is_empty() || before.ends_with(['\u{200E}', '\u{200F}']);
    if !marked || memchr::memchr(b'\n', inner.as_bytes()).is_some() {
        return None;
    }
    let by_words = inner.starts_with("attached: ") || inner.starts_with("pièce jointe");
    let name = match numbered_start(inner) {
        Some(start) => inner.get(start..)?,
        None => inner.rsplit_once([':', '：'])?.1.trim(),
    };
    let name = cut_after_extension(name)?;
    Some(Named {
        name,
        by_words,
        phrase: inner,
    })
}

/// Where a run of eight digits and a hyphen begins.
fn numbered_start(text: &str) -> Option<usize> {
    let mut digits = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'0'..=b'9' => digits += 1,
            b'-' if digits >= 8 => return Some(at - digits),
            _ => digits = 0,
        }
    }
    None
}

/// Cuts the words that follow a name in some languages (`… eklendi`).
fn cut_after_extension(name: &str) -> Option<&str> {
    let dot = memchr::memrchr(b'.', name.as_bytes())?;
    let extension = name.as_bytes().get(dot + 1..)?;
    let len = extension
        .iter()
        .position(|byte| !byte.is_ascii_alphanumeric())
        .unwrap_or(extension.len());
    ((1..=5).contains(&len))
        .then(|| name.get(..dot + 1 + len))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_every_language_by_their_form() {
        for text in [
            "<attached: 00000035-PHOTO-2022-03-27-21-41-55.jpg>",
            "< pièce jointe : 00000035-PHOTO-2022-03-27-21-41-55.jpg >",
            "<附件：00000035-PHOTO-2022-03-27-21-41-55.jpg>",
            "<00000035-PHOTO-2022-03-27-21-41-55.jpg eklendi>",
            "<المُرفق: 00000035-PHOTO-2022-03-27-21-41-55.jpg>",
            "look \u{200e}<attached: 00000035-PHOTO-2022-03-27-21-41-55.jpg>",
        ] {
            let found = iphone_attachment(text).unwrap_or_else(|| panic!("none in {text}"));
            assert_eq!(found.name, "00000035-PHOTO-2022-03-27-21-41-55.jpg");
        }
        assert_eq!(iphone_attachment("a <b: c.jpg>"), None);
        let name = |text| android_attachment(text, &[]).map(|found| found.name);
        assert_eq!(
            name("AUD-20220327-WA0000. (file attached)"),
            Some("AUD-20220327-WA0000.")
        );
        assert_eq!(
            name("IMG-20220327-WA0001.jpg (bifogad)"),
            Some("IMG-20220327-WA0001.jpg")
        );
        assert_eq!(name("see report.pdf (final)"), None);
    }

    #[test]
    fn a_name_says_its_day() {
        let day = Some(rank(2022, 3, 27));
        assert_eq!(day_of("IMG-20220327-WA0001.jpg").map(|d| d.0), day);
        assert_eq!(
            day_of("00000035-PHOTO-2022-03-27-21-41-55.jpg").map(|d| d.0),
            day
        );
        assert_eq!(day_of("00000035-report.pdf"), None);
    }
}
