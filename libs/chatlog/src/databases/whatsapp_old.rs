//! `msgstore.db` as WhatsApp on Android kept it before 2021.

use super::kinds::media;
use super::tables::{Fate, Tables, named};
use super::time::{set, unix};
use super::whatsapp_android::classify;
use crate::sqlite::Row;
use crate::{Attachment, Conversation, Delivery, Direction, Event, Kind, Message};
use std::collections::HashSet;
use std::io;

pub(super) fn read(tables: &mut Tables<'_, '_, '_>) -> io::Result<()> {
    let mut told = HashSet::new();
    tables.each("chat_list", |row, out| {
        if let Some(id) = row.text("key_remote_jid") {
            let title = row.text("subject");
            out.conversation(conversation(&id, title))?;
            told.insert(id);
        }
        Ok(Fate::Joined)
    })?;
    tables.each("messages", |row, out| {
        let Some(chat) = row.text("key_remote_jid").filter(|chat| chat != "-1") else {
            return Ok(Fate::Other);
        };
        if told.insert(chat.clone()) {
            out.conversation(conversation(&chat, None))?;
        }
        out.message(message(row, chat))?;
        Ok(Fate::Message)
    })
}

fn conversation(id: &str, title: Option<String>) -> Conversation {
    Conversation {
        id: id.to_owned(),
        title,
        group: Some(id.ends_with("@g.us")),
        participants: Vec::new(),
    }
}

fn message(row: &Row, chat: String) -> Message {
    let out = row.is_set("key_from_me");
    let caption = row.text("media_caption");
    let mut message = Message {
        row: named("messages", row),
        body: row.text("data").or(caption).unwrap_or_default(),
        direction: if out { Direction::Out } else { Direction::In },
        ..Message::default()
    };
    set(&mut message, row.integer("timestamp").and_then(unix));
    if !out {
        message.more.from = row.text("remote_resource").or_else(|| Some(chat.clone()));
        message.sender.clone_from(&message.more.from);
    }
    message.more.conversation = Some(chat);
    message.more.id = row.text("key_id");
    message.more.delivery = if out {
        Delivery::Sent
    } else {
        Delivery::Received
    };
    let name = row.text("media_name");
    let file = name.map(|name| {
        let mime = row.text("media_mime_type");
        let file = Attachment {
            media: media(mime.as_deref(), &name),
            name,
            mime,
            bytes: row
                .integer("media_size")
                .and_then(|bytes| u64::try_from(bytes).ok()),
            layer: None,
            sha256: None,
        };
        (file, None)
    });
    let place = row.real("latitude").zip(row.real("longitude"));
    let place = place.map(|(a, b)| (a, b, None));
    let kind = row.integer("media_wa_type").unwrap_or_default();
    classify(kind, file, place, out, &mut message);
    // A system line of this layout is a text with the status 6.
    if row.integer("status") == Some(6) {
        message.kind = Kind::System {
            event: Event::Other,
        };
        message.basis = crate::Basis::Field;
    }
    message
}
