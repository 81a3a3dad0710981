//! One multimedia message: `<mms …>`, its parts and its addresses.

use super::contact;
use super::sms::{bad, date, way};
use super::tags::{Tag, Tags, Token};
use crate::databases::kinds::media;
use crate::{Attachment, Basis, Delivery, Direction, Kind, Message, Note, Party};
use std::io;

/// Reads up to the end of the message. False when the file ends before it.
pub(super) fn message(tag: &Tag, tags: &mut Tags<'_>) -> io::Result<(Message, bool)> {
    let mut message = Message {
        bytes: tag.at.clone(),
        line: tag.line,
        ..Message::default()
    };
    date(tag, &mut message);
    let mut sides = Vec::new();
    let mut words: Vec<String> = Vec::new();
    let mut whole = tag.empty;
    while !whole {
        match tags.next()? {
            None => break,
            Some(Token::Close { name, end }) => {
                message.bytes.end = end;
                whole = name == "mms";
            }
            Some(Token::Open(inner)) => {
                message.bytes.end = inner.at.end;
                take(&inner, &mut message, &mut words, &mut sides);
            }
            Some(Token::Text { at, raw, .. }) => {
                message.bytes.end = at.end;
                if !raw.trim_ascii().is_empty() {
                    unknown(&mut message, "text between parts");
                }
            }
            Some(Token::Doctype { at, .. } | Token::Cut { at, .. }) => {
                message.bytes.end = at.end;
            }
            Some(Token::Aside) => message.bytes.end = tags.at(),
        }
    }
    message.body = words.join("\n");
    way_of(tag, &mut message);
    people(tag, &sides, &mut message);
    message.more.subject = tag.text("sub");
    message.more.id = tag.text("m_id");
    for name in ["readable_date", "m_type", "sub_id", "tr_id"] {
        message
            .more
            .fields
            .extend(tag.text(name).map(|text| (name.to_owned(), text)));
    }
    if let (true, Some(file)) = (message.body.is_empty(), message.more.attachments.first()) {
        message.kind = Kind::Attachment {
            name: file.name.clone(),
            media: file.media,
        };
        message.basis = Basis::Field;
    }
    Ok((message, whole))
}

fn unknown(message: &mut Message, field: &str) {
    let note = Note::UnknownField {
        field: field.to_owned(),
    };
    if !message.notes.contains(&note) {
        message.notes.push(note);
    }
}

fn take(tag: &Tag, message: &mut Message, words: &mut Vec<String>, sides: &mut Vec<(i64, String)>) {
    if tag.flaw.is_some() {
        message.notes.push(bad(&tag.name));
    }
    match tag.name.as_str() {
        "parts" | "addrs" => {}
        "addr" => {
            // The phone's word for its own number.
            let address = tag
                .text("address")
                .filter(|text| text != "insert-address-token");
            if let (Some(kind), Some(address)) = (tag.number("type"), address) {
                sides.push((kind, address));
            }
        }
        "part" => part(tag, message, words),
        other => unknown(message, other),
    }
}

fn part(tag: &Tag, message: &mut Message, words: &mut Vec<String>) {
    let mime = tag.text("ct").unwrap_or_default();
    // How the parts are laid out on the screen; nobody's words.
    if mime == "application/smil" {
        return;
    }
    if let Some(text) = tag.read("text").filter(|text| text.text != "null")
        && mime.starts_with("text/plain")
    {
        words.push(text.text);
        message.notes.extend(text.notes);
        return;
    }
    let name = ["cl", "name", "fn", "cid"]
        .iter()
        .find_map(|name| tag.text(name));
    let name = name.unwrap_or_else(|| format!("part {}", message.more.attachments.len() + 1));
    let data = tag.data.as_ref().filter(|data| data.bytes > 0);
    if let Some(data) = &data {
        let at = format!("{}..{} base64", data.at.start, data.at.end);
        message.more.fields.push(("data at".to_owned(), at));
        if !data.sound {
            message.notes.push(bad("data"));
        }
    }
    message.more.attachments.push(Attachment {
        media: media(Some(&mime), &name),
        name,
        mime: (!mime.is_empty()).then_some(mime),
        bytes: data.map(|data| data.bytes),
        layer: None,
        sha256: data.map(|data| data.sha256.clone()),
    });
}

fn way_of(tag: &Tag, message: &mut Message) {
    let kind = tag.number("m_type");
    let (direction, delivery) = match (tag.number("msg_box"), kind) {
        (None, Some(128)) => way(Some(2)),
        (None, Some(130 | 132)) => way(Some(1)),
        (folder, _) => way(folder),
    };
    if delivery == Delivery::Unknown {
        message.notes.push(bad("msg_box"));
    }
    message.direction = direction;
    message.more.delivery = if kind == Some(130) {
        Delivery::NotFetched
    } else {
        delivery
    };
}

/// 137 from, 151 to, 130 copy, 129 blind copy.
fn people(tag: &Tag, sides: &[(i64, String)], message: &mut Message) {
    let name = contact(tag);
    let address = tag.text("address");
    let from = sides
        .iter()
        .find(|(kind, _)| *kind == 137)
        .map(|(_, address)| address.clone());
    let more = &mut message.more;
    more.conversation.clone_from(&address);
    if message.direction == Direction::Out {
        more.from = from;
    } else {
        more.from = from.or_else(|| address.clone().filter(|address| !address.contains('~')));
        message.sender = name
            .clone()
            .filter(|name| !name.contains(','))
            .or_else(|| more.from.clone());
    }
    for (kind, id) in sides {
        let side = match kind {
            130 => Some("cc"),
            129 => Some("bcc"),
            137 => continue,
            _ => None,
        };
        more.to.push(Party {
            name: None,
            id: Some(id.clone()),
        });
        more.fields
            .extend(side.map(|side| (side.to_owned(), id.clone())));
    }
    if more.to.is_empty() && message.direction == Direction::Out {
        let all = address.iter().flat_map(|all| all.split('~'));
        more.to.extend(all.map(|id| Party {
            name: None,
            id: Some(id.to_owned()),
        }));
    }
    more.fields
        .extend(name.map(|name| ("contact".to_owned(), name)));
}
