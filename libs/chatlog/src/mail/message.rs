//! One mail out of its bytes.

use super::html::plain;
use super::mbox::Part;
use super::{Read, Stops, cut, way};
use crate::databases::kinds::media;
use crate::guard::guarded;
use crate::{
    Attachment, Basis, Direction, Event, Kind, Media, Message, Note, Party, Precision, Reason,
    Reply, ZoneSource,
};
use jiff::civil::DateTime;
use jiff::tz::Offset;
use mail_parser::{Address, HeaderValue, MessageParser, MimeHeaders as _, PartType};
use sha2::{Digest as _, Sha256};

/// No mail has longer headers.
const HEADERS: usize = 256 * 1024;
/// Mails inside mails, and parts inside parts.
const DEEPEST: usize = 32;
/// More forwarded mails in one mail than this are not taken apart.
const MOST_INSIDE: usize = 256;

pub(super) fn read(part: &Part, owner: Option<&str>) -> Result<Read, Reason> {
    let raw = part.raw.as_slice();
    let raw = raw.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(raw);
    if headers(raw) > HEADERS {
        return Err(Reason::TooLong);
    }
    let inside = memchr::memmem::find_iter(raw, b"essage/rfc822").count();
    let bounds = memchr::memmem::find_iter(raw, b"oundary=").count();
    if inside > MOST_INSIDE || bounds > MOST_INSIDE * 8 {
        return Err(Reason::TooDeep);
    }
    let end = cut::end(raw);
    let mended = end.mended(raw);
    let mail = guarded(|| MessageParser::default().parse(&*mended)).flatten();
    let mail = mail.ok_or(Reason::Malformed)?;
    if mail.headers().is_empty() {
        return Err(Reason::Malformed);
    }
    if depth(&mail, 0, 0) > DEEPEST {
        return Err(Reason::TooDeep);
    }
    let mut message = Message {
        bytes: part.bytes(),
        line: part.line,
        ..Message::default()
    };
    date(&mail, &mut message);
    people(&mail, owner, &mut message);
    words(&mail, &mut message);
    let half = files(&mail, end.until(), &mut message);
    extras(&mail, &mut message);
    if let Some(envelope) = &part.envelope {
        message
            .more
            .fields
            .push(("envelope".to_owned(), envelope.clone()));
    }
    if part.cut {
        message.notes.push(bad("body: longer than is read"));
    }
    let half_letter = message.body.trim_end().ends_with('\u{FFFD}');
    if message.body.contains('\u{FFFD}') && !(end.early && half_letter) {
        message.notes.push(Note::NotUtf8);
    }
    let stops = match (half, end.early && !part.cut) {
        (Some(name), true) => Stops::In(name),
        (None, true) => Stops::Early,
        (_, false) if raw.ends_with(b"\n") || raw.ends_with(b"--") => Stops::No,
        (_, false) => Stops::Open,
    };
    Ok(Read { message, stops })
}

/// Who sent a mail and who got it: from its headers alone.
pub(super) fn addressed(part: &Part) -> Message {
    let mut message = Message::default();
    let raw = part.raw.strip_prefix(b"\xEF\xBB\xBF");
    let raw = raw.unwrap_or(&part.raw);
    let head = raw.get(..headers(raw).min(HEADERS)).unwrap_or(raw);
    let head = [head, b"\r\n\r\n"].concat();
    let mail = guarded(|| MessageParser::default().parse_headers(&head)).flatten();
    if let Some(mail) = mail {
        people(&mail, None, &mut message);
    }
    message
}

fn bad(field: &str) -> Note {
    Note::BadField {
        field: field.to_owned(),
    }
}

/// Where the headers end.
fn headers(raw: &[u8]) -> usize {
    let ends = [b"\n\n".as_slice(), b"\n\r\n"];
    let found = ends
        .iter()
        .filter_map(|end| memchr::memmem::find(raw, end))
        .min();
    found.unwrap_or(raw.len())
}

/// How deep parts stand in parts, mails in mails included.
fn depth(mail: &mail_parser::Message<'_>, part: u32, so_far: usize) -> usize {
    if so_far > DEEPEST {
        return so_far;
    }
    match mail.part(part).map(|part| &part.body) {
        Some(PartType::Multipart(inside)) => {
            let deepest = inside.iter().map(|part| depth(mail, *part, so_far + 1));
            deepest.max().unwrap_or(so_far)
        }
        Some(PartType::Message(inner)) => depth(inner, 0, so_far + 1),
        _ => so_far,
    }
}

fn date(mail: &mail_parser::Message<'_>, message: &mut Message) {
    message.precision = Precision::None;
    let Some(raw) = mail.header_raw("Date") else {
        return;
    };
    message.wall = raw.trim().to_owned();
    let read = mail.date().and_then(|date| {
        let number = |byte: u8| i8::try_from(byte).ok();
        let civil = DateTime::new(
            i16::try_from(date.year).ok()?,
            number(date.month)?,
            number(date.day)?,
            number(date.hour)?,
            number(date.minute)?,
            // A leap second.
            number(date.second)?.min(59),
            0,
        );
        let seconds = i32::from(date.tz_hour) * 3600 + i32::from(date.tz_minute) * 60;
        let seconds = if date.tz_before_gmt {
            -seconds
        } else {
            seconds
        };
        Some((civil.ok()?, Offset::from_seconds(seconds).ok()?))
    });
    let Some((civil, offset)) = read else {
        message.notes.push(bad("Date"));
        return;
    };
    message.civil = Some(civil);
    message.precision = Precision::Second;
    message.zone = ZoneSource::InFile;
    message.more.instant = offset.to_timestamp(civil).ok();
}

fn parties(address: Option<&Address<'_>>) -> Vec<Party> {
    let all = address.into_iter().flat_map(Address::iter);
    all.map(|one| Party {
        name: one.name().map(str::to_owned),
        id: one.address().map(str::to_owned),
    })
    .collect()
}

fn people(mail: &mail_parser::Message<'_>, owner: Option<&str>, message: &mut Message) {
    let mut from = parties(mail.from());
    if from.is_empty() {
        from = parties(mail.sender());
    }
    if let Some(from) = from.into_iter().next() {
        // A name that looks like another address must not hide the real one.
        let honest = |name: &String| !name.contains('@') || Some(name) == from.id.as_ref();
        let name = from.name.clone().filter(honest);
        message.sender = name.or_else(|| from.id.clone());
        message.more.from = from.id;
    } else {
        message.notes.push(bad("From"));
    }
    for (side, address) in [("to", mail.to()), ("cc", mail.cc()), ("bcc", mail.bcc())] {
        for party in parties(address) {
            if side != "to"
                && let Some(id) = &party.id
            {
                message.more.fields.push((side.to_owned(), id.clone()));
            }
            message.more.to.push(party);
        }
    }
    let same = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
    let labels = mail.header_raw("X-Gmail-Labels").unwrap_or_default();
    let sent = labels.split(',').any(|label| same(label.trim(), "Sent"));
    message.direction = match way(owner, message) {
        Direction::Unknown if sent => Direction::Out,
        way => way,
    };
}

/// The words as written: the plain ones where there are some, else the marked
/// up ones, and then what they read like.
fn words(mail: &mail_parser::Message<'_>, message: &mut Message) {
    let mut texts = Vec::new();
    let mut marked = Vec::new();
    for part in mail.text_bodies() {
        match &part.body {
            PartType::Text(text) if text.is_empty() => {}
            PartType::Text(text) => texts.push(text.as_ref()),
            PartType::Html(html) => marked.push(html.as_ref()),
            _ => {}
        }
        if part.is_encoding_problem {
            message.notes.push(bad("Content-Transfer-Encoding"));
        }
    }
    if texts.is_empty() {
        message.body = marked.join("\n");
        if !message.body.is_empty() {
            message.more.plain = Some(plain(&message.body));
        }
    } else {
        message.body = texts.join("\n");
    }
    if message.body.contains('\0') {
        message.notes.push(Note::Nul);
    }
}

/// Says the name of the file that the mail stops in, where it stops after
/// `until`: of such a file neither the size nor the sum is known.
fn files(
    mail: &mail_parser::Message<'_>,
    until: Option<usize>,
    message: &mut Message,
) -> Option<String> {
    let mut half = None;
    for (number, part) in mail.attachments().enumerate() {
        let mime = part.content_type().map(|kind| match kind.subtype() {
            Some(sub) => format!("{}/{sub}", kind.ctype()),
            None => kind.ctype().to_owned(),
        });
        let bytes: &[u8] = match &part.body {
            PartType::Message(inner) => inner.raw_message(),
            _ => part.contents(),
        };
        let ends = usize::try_from(part.raw_end_offset()).unwrap_or(usize::MAX);
        let whole = until.is_none_or(|until| ends < until);
        let name = part.attachment_name().map(str::to_owned);
        // Only what was put after a mail that stops in its headers.
        if !whole && bytes.trim_ascii().is_empty() && name.is_none() {
            continue;
        }
        let name = name.unwrap_or_else(|| format!("part {}", number + 1));
        if !whole {
            half = Some(name.clone());
            message.notes.push(bad(&name));
        }
        let sum = Sha256::digest(bytes);
        message.more.attachments.push(Attachment {
            media: match mime.as_deref() {
                Some("message/rfc822") => Media::Document,
                mime => media(mime, &name),
            },
            name,
            mime,
            bytes: whole.then_some(bytes.len() as u64),
            layer: None,
            sha256: whole.then(|| sum.iter().map(|byte| format!("{byte:02x}")).collect()),
        });
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
    half
}

fn extras(mail: &mail_parser::Message<'_>, message: &mut Message) {
    let more = &mut message.more;
    more.id = mail.message_id().map(str::to_owned);
    more.subject = mail.subject().map(str::to_owned);
    let answered = match mail.in_reply_to() {
        HeaderValue::Text(id) => Some(id.to_string()),
        HeaderValue::TextList(ids) => ids.first().map(ToString::to_string),
        _ => None,
    };
    more.reply_to = answered.map(|id| Reply {
        id: Some(id),
        ..Reply::default()
    });
    let kept = [
        "X-GM-THRID",
        "X-Gmail-Labels",
        "Auto-Submitted",
        "Reply-To",
        "Sender",
        "List-Id",
        "Authentication-Results",
    ];
    for name in kept {
        let value = mail.header_raw(name).map(|value| value.trim().to_owned());
        more.fields
            .extend(value.map(|value| (name.to_owned(), value)));
    }
    let report = mail
        .content_type()
        .is_some_and(|kind| kind.ctype() == "multipart" && kind.subtype() == Some("report"));
    if report {
        message.kind = Kind::System {
            event: Event::Other,
        };
        message.basis = Basis::Field;
    }
}
