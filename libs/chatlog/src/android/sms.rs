//! One text message: `<sms … />`.

use super::contact;
use super::tags::Tag;
use crate::databases::time::{set, unix};
use crate::{Basis, Delivery, Direction, Kind, Message, More, Note, Party};

pub(super) fn message(tag: &Tag) -> Message {
    let body = tag.read("body").unwrap_or_default();
    let mut message = Message {
        bytes: tag.at.clone(),
        line: tag.line,
        body: body.text,
        notes: body.notes,
        ..Message::default()
    };
    date(tag, &mut message);
    let (direction, delivery) = way(tag.number("type"));
    if delivery == Delivery::Unknown {
        message.notes.push(bad("type"));
    }
    message.direction = direction;
    message.more.delivery = delivery;
    if message.body == "null" {
        // The app writes this word where there is nothing; a person may, too.
        (message.kind, message.basis) = (Kind::Null, Basis::Words);
    }
    people(tag, &mut message);
    extras(tag, &mut message.more);
    message
}

pub(super) fn bad(field: &str) -> Note {
    Note::BadField {
        field: field.to_owned(),
    }
}

/// The date of a record; one that makes no sense is left out and noted.
pub(super) fn date(tag: &Tag, message: &mut Message) {
    let time = tag.number("date").and_then(unix);
    if time.is_none() {
        message.notes.push(bad("date"));
    }
    set(message, time);
    // Some phones count this one in seconds.
    let sent = tag.number("date_sent").and_then(unix);
    message
        .more
        .moments
        .extend(sent.map(|(at, _)| ("sent".to_owned(), at)));
}

/// Drafts and what waits or failed are never “sent”.
pub(super) fn way(kind: Option<i64>) -> (Direction, Delivery) {
    match kind {
        Some(1) => (Direction::In, Delivery::Received),
        Some(2) => (Direction::Out, Delivery::Sent),
        Some(3) => (Direction::Out, Delivery::Draft),
        Some(4 | 6) => (Direction::Out, Delivery::Queued),
        Some(5) => (Direction::Out, Delivery::Failed),
        _ => (Direction::Unknown, Delivery::Unknown),
    }
}

fn people(tag: &Tag, message: &mut Message) {
    let (address, name) = (tag.text("address"), contact(tag));
    let more = &mut message.more;
    more.conversation.clone_from(&address);
    if message.direction == Direction::Out {
        more.to.push(Party {
            name: name.clone(),
            id: address,
        });
    } else {
        message.sender = name.clone().or_else(|| address.clone());
        more.from = address;
    }
    more.fields
        .extend(name.map(|name| ("contact".to_owned(), name)));
}

fn extras(tag: &Tag, more: &mut More) {
    more.subject = tag.text("subject");
    for name in [
        "readable_date",
        "status",
        "read",
        "service_center",
        "sub_id",
        "protocol",
        "locked",
    ] {
        more.fields
            .extend(tag.text(name).map(|text| (name.to_owned(), text)));
    }
}
