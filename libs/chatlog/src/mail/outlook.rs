//! Outlook's `.msg`: a small file system with one stream for each property.

use super::html::plain;
use super::{Read, Stops, way};
use crate::databases::kinds::media;
use crate::databases::time::set;
use crate::guard::guarded;
use crate::{Attachment, Basis, Kind, Message, Note, Party, Precision, Reason, Reply};
use cfb::CompoundFile;
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use std::io::{Cursor, Read as _};

/// The small file system.
struct File<'a> {
    streams: CompoundFile<Cursor<&'a [u8]>>,
    /// A stream that is listed cannot be read to its end.
    damaged: bool,
}

impl File<'_> {
    fn is_storage(&self, path: &str) -> bool {
        self.streams.is_storage(path)
    }
}

/// Larger ones are not opened.
pub(super) const LARGEST: u64 = 80 * 1024 * 1024;
const MOST_PARTS: u32 = 2048;

pub(super) fn is_compound(head: &[u8]) -> bool {
    head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
}

/// Word and Excel write such files, too.
pub(super) fn is_mail(bytes: &[u8]) -> bool {
    guarded(|| CompoundFile::open(Cursor::new(bytes)).ok())
        .flatten()
        .is_some_and(|file| file.is_stream("/__properties_version1.0"))
}

pub(super) fn read(bytes: &[u8], owner: Option<&str>) -> Result<Read, Reason> {
    let streams = guarded(|| CompoundFile::open(Cursor::new(bytes)).ok()).flatten();
    let mut file = File {
        streams: streams.ok_or(Reason::Malformed)?,
        damaged: false,
    };
    let mut message = Message {
        bytes: 0..bytes.len() as u64,
        line: 1,
        ..Message::default()
    };
    date(&mut file, &mut message);
    let name = text(&mut file, "", 0x0C1A);
    let address = text(&mut file, "", 0x5D01).or_else(|| text(&mut file, "", 0x0C1F));
    message.sender = name
        .filter(|name| !name.contains('@'))
        .or_else(|| address.clone());
    message.more.from = address;
    message.direction = way(owner, &message);
    message.more.subject = text(&mut file, "", 0x0037);
    message.more.id = text(&mut file, "", 0x1035).map(|id| bare(&id));
    message.more.reply_to = text(&mut file, "", 0x1042).map(|id| Reply {
        id: Some(bare(&id)),
        ..Reply::default()
    });
    words(&mut file, &mut message);
    recipients(&mut file, &mut message);
    let half = files(&mut file, &mut message);
    if let Some(headers) = text(&mut file, "", 0x007D) {
        message.more.fields.push(("headers".to_owned(), headers));
    }
    if let (true, Some(file)) = (
        message.body.trim().is_empty(),
        message.more.attachments.first(),
    ) {
        message.kind = Kind::Attachment {
            name: file.name.clone(),
            media: file.media,
        };
        message.basis = Basis::Field;
    }
    let stops = match (half, file.damaged) {
        (Some(name), _) => Stops::In(name),
        (None, true) => Stops::Damaged,
        (None, false) => Stops::No,
    };
    Ok(Read { message, stops })
}

fn bare(id: &str) -> String {
    id.trim()
        .trim_start_matches('<')
        .trim_end_matches('>')
        .to_owned()
}

/// What stands in a stream, as far as it can be read.
fn stream(file: &mut File<'_>, path: &str) -> Option<Vec<u8>> {
    if !file.streams.is_stream(path) {
        return None;
    }
    let mut bytes = Vec::new();
    let streams = &mut file.streams;
    let whole = streams.open_stream(path).is_ok_and(|stream| {
        let size = stream.len().min(LARGEST);
        let read = stream.take(LARGEST).read_to_end(&mut bytes);
        read.is_ok_and(|read| read as u64 == size)
    });
    file.damaged |= !whole;
    Some(bytes)
}

/// A text, in UTF-16 or in the one-byte letters of Western Europe.
fn text(file: &mut File<'_>, folder: &str, property: u16) -> Option<String> {
    let path = |kind: &str| format!("{folder}/__substg1.0_{property:04X}{kind}");
    let read = if let Some(bytes) = stream(file, &path("001F")) {
        let (pairs, _) = bytes.as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
        String::from_utf16_lossy(&units)
    } else {
        let bytes = stream(file, &path("001E"))?;
        match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => windows(error.as_bytes()),
        }
    };
    let read = read.trim_end_matches('\0').to_owned();
    (!read.is_empty()).then_some(read)
}

/// Windows-1252.
fn windows(bytes: &[u8]) -> String {
    const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    let letter = |byte: &u8| match byte {
        0x80..=0x9F => HIGH
            .chars()
            .nth(usize::from(byte - 0x80))
            .unwrap_or('\u{fffd}'),
        _ => char::from(*byte),
    };
    bytes.iter().map(letter).collect()
}

/// The values of fixed length: tag, flags, eight bytes.
fn fixed(file: &mut File<'_>, folder: &str, head: usize, tag: u32) -> Option<u64> {
    let bytes = stream(file, &format!("{folder}/__properties_version1.0"))?;
    let (entries, _) = bytes.get(head..)?.as_chunks::<16>();
    let found = entries
        .iter()
        .find(|entry| entry.starts_with(&tag.to_le_bytes()))?;
    Some(u64::from_le_bytes(found.get(8..16)?.try_into().ok()?))
}

/// 100 nanoseconds since 1601.
fn date(file: &mut File<'_>, message: &mut Message) {
    let count = [0x0039_0040, 0x0E06_0040]
        .iter()
        .find_map(|tag| fixed(file, "", 32, *tag));
    let seconds = count.and_then(|count| i64::try_from(count / 10_000_000).ok());
    let at = seconds.and_then(|seconds| Timestamp::from_second(seconds - 11_644_473_600).ok());
    if count.is_some() && at.is_none() {
        message.notes.push(Note::BadField {
            field: "date".to_owned(),
        });
    }
    set(message, at.map(|at| (at, Precision::Second)));
}

fn words(file: &mut File<'_>, message: &mut Message) {
    if let Some(body) = text(file, "", 0x1000) {
        message.body = body;
        return;
    }
    let html = stream(file, "/__substg1.0_10130102").map(|bytes| match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => windows(error.as_bytes()),
    });
    if let Some(html) = html.or_else(|| text(file, "", 0x1013)) {
        message.more.plain = Some(plain(&html));
        message.body = html;
    } else if let Some(packed) = stream(file, "/__substg1.0_10090102") {
        rich(&packed, message);
    }
}

/// The words are there only as RTF: the record keeps it as it stands, a person
/// reads its words.
fn rich(packed: &[u8], message: &mut Message) {
    let (rtf, whole) = super::rtf::unpack(packed).unwrap_or_default();
    if !whole {
        message.notes.push(Note::BadField {
            field: "body in RTF".to_owned(),
        });
    }
    message.more.plain = Some(super::rtf::plain(&rtf));
    message.body = match String::from_utf8(rtf) {
        Ok(text) => text,
        Err(error) => windows(error.as_bytes()),
    };
}

fn recipients(file: &mut File<'_>, message: &mut Message) {
    for number in 0..MOST_PARTS {
        let folder = format!("/__recip_version1.0_#{number:08X}");
        if !file.is_storage(&folder) {
            break;
        }
        let id = text(file, &folder, 0x39FE).or_else(|| text(file, &folder, 0x3003));
        let side = match fixed(file, &folder, 8, 0x0C15_0003) {
            Some(2) => Some("cc"),
            Some(3) => Some("bcc"),
            _ => None,
        };
        if let (Some(side), Some(id)) = (side, &id) {
            message.more.fields.push((side.to_owned(), id.clone()));
        }
        let name = text(file, &folder, 0x3001);
        message.more.to.push(Party { name, id });
    }
}

/// Says the name of the last file whose content is not there to its end: of
/// such a file neither the size nor the sum is known.
fn files(file: &mut File<'_>, message: &mut Message) -> Option<String> {
    let before = file.damaged;
    let mut half = None;
    for number in 0..MOST_PARTS {
        let folder = format!("/__attach_version1.0_#{number:08X}");
        if !file.is_storage(&folder) {
            break;
        }
        file.damaged = false;
        let name = [0x3707, 0x3704, 0x3001]
            .iter()
            .find_map(|name| text(file, &folder, *name));
        let name = name.unwrap_or_else(|| format!("part {}", number + 1));
        let mime = text(file, &folder, 0x370E);
        let bytes = stream(file, &format!("{folder}/__substg1.0_37010102"));
        let bytes = bytes.filter(|_| !file.damaged);
        if file.damaged {
            half = Some(name.clone());
            message.notes.push(Note::BadField {
                field: name.clone(),
            });
        }
        let sum = bytes.as_ref().map(|bytes| {
            let sum = Sha256::digest(bytes);
            sum.iter().map(|byte| format!("{byte:02x}")).collect()
        });
        message.more.attachments.push(Attachment {
            media: media(mime.as_deref(), &name),
            name,
            mime,
            bytes: bytes.map(|bytes| bytes.len() as u64),
            layer: None,
            sha256: sum,
        });
    }
    file.damaged = before;
    half
}
