//! What the program iMazing writes of Messages and of WhatsApp.

use super::dates::{date, set};
use super::header::{Header, Named};
use super::records::Record;
use crate::databases::kinds::media;
use crate::whatsapp::DateOrder;
use crate::{Attachment, Basis, Delivery, Direction, Event, Kind, Message, Reaction, Reply};

pub(super) fn fill(
    message: &mut Message,
    header: &Header,
    record: &Record,
    order: Option<DateOrder>,
) {
    let mut row = Named::new(header, record);
    let printed = row.exact("message date");
    set(message, &printed, order, "Message Date");
    let kind = row.take("type").unwrap_or_default().to_lowercase();
    let name = row.take("sender name");
    let id = row.take("sender id");
    message.direction = match kind.as_str() {
        "outgoing" => Direction::Out,
        "incoming" => Direction::In,
        _ => Direction::Unknown,
    };
    // Of what went out, a number alone would be that of whoever got it.
    let named = || id.clone().filter(|_| message.direction != Direction::Out);
    message.sender = name.or_else(named);
    let more = &mut message.more;
    more.from = id;
    more.conversation = row.take("chat session");
    more.subject = row.take("subject");
    status(&mut row, message);
    let more = &mut message.more;
    more.reply_to = row.take("replying to").map(|text| Reply {
        text: Some(text),
        ..Reply::default()
    });
    more.reactions
        .extend(row.take("reactions").map(|sign| Reaction {
            sign,
            by: None,
            at: None,
            removed: false,
        }));
    message.edited = edited(&mut row, message, order);
    message.body = row.exact("text");
    attached(&mut row, message);
    if kind == "notification" {
        message.kind = Kind::System {
            event: Event::Other,
        };
        message.basis = Basis::Field;
    }
    message.more.fields.extend(row.rest());
}

/// Times without a zone are no points in time: they stay as printed.
fn edited(row: &mut Named<'_>, message: &mut Message, order: Option<DateOrder>) -> bool {
    let text = row.take("edited date");
    let edited = text
        .as_deref()
        .is_some_and(|text| date(text, order).is_some());
    message
        .more
        .fields
        .extend(text.map(|text| ("edited".to_owned(), text)));
    edited
}

fn status(row: &mut Named<'_>, message: &mut Message) {
    let status = row.take("status");
    let failed = status
        .as_deref()
        .is_some_and(|status| status.to_lowercase().contains("fail"));
    message.more.delivery = match message.direction {
        Direction::In => Delivery::Received,
        Direction::Out if failed => Delivery::Failed,
        Direction::Out => Delivery::Sent,
        Direction::Unknown => Delivery::Unknown,
    };
    let status = status.map(|status| ("status".to_owned(), status));
    message.more.fields.extend(status);
}

fn attached(row: &mut Named<'_>, message: &mut Message) {
    let mime = row.take("attachment type");
    if let Some(name) = row.take("attachment") {
        let kind = media(mime.as_deref(), &name);
        if message.body.trim().is_empty() {
            message.kind = Kind::Attachment {
                name: name.clone(),
                media: kind,
            };
            message.basis = Basis::Field;
        }
        message.more.attachments.push(Attachment {
            name,
            media: kind,
            mime,
            bytes: None,
            layer: None,
            sha256: None,
        });
    }
}
