//! `msgstore.db` as WhatsApp on Android has kept it since 2021.

use super::kinds::media;
use super::tables::{Fate, Tables, named};
use super::time::{set, unix};
use crate::sqlite::Row;
use crate::{
    Attachment, Basis, Call, Conversation, Deleter, Delivery, Direction, Event, Kind, Media,
    Message, Outcome, Participant, Party, Reaction, Reply,
};
use std::collections::HashMap;
use std::io;

#[derive(Default)]
struct Around {
    people: HashMap<i64, String>,
    chats: HashMap<i64, String>,
    files: HashMap<i64, (Attachment, Option<String>)>,
    places: HashMap<i64, (f64, f64, Option<String>)>,
    quotes: HashMap<i64, Reply>,
    reactions: HashMap<i64, Vec<Reaction>>,
    edits: HashMap<i64, Option<jiff::Timestamp>>,
}

pub(super) fn read(tables: &mut Tables<'_, '_, '_>) -> io::Result<()> {
    let mut around = Around {
        people: tables.texts("jid", "raw_string")?,
        ..Around::default()
    };
    chats(tables, &mut around)?;
    beside(tables, &mut around)?;
    reactions(tables, &mut around)?;
    tables.each("message", |row, out| {
        // The first row of every store is empty, and belongs to nobody.
        let first = row.integer("chat_row_id").is_none_or(|chat| chat <= 0);
        if first && row.text("text_data").is_none() && row.integer("timestamp").unwrap_or(0) <= 0 {
            return Ok(Fate::Other);
        }
        out.message(message(row, &mut around))?;
        Ok(Fate::Message)
    })?;
    tables.each("call_log", |row, out| {
        out.message(call(row, &around))?;
        Ok(Fate::Message)
    })
}

fn chats(tables: &mut Tables<'_, '_, '_>, around: &mut Around) -> io::Result<()> {
    let (people, chats) = (&around.people, &mut around.chats);
    tables.each("chat", |row, out| {
        let id = row.integer("jid_row_id").and_then(|jid| people.get(&jid));
        let id = id.cloned().unwrap_or_else(|| format!("chat {}", row.rowid));
        let group = id.ends_with("@g.us");
        let alone = Participant {
            ids: vec![id.clone()],
            ..Participant::default()
        };
        out.conversation(Conversation {
            title: row.text("subject"),
            group: Some(group),
            participants: if group { Vec::new() } else { vec![alone] },
            id: id.clone(),
        })?;
        chats.insert(row.rowid, id);
        Ok(Fate::Joined)
    })
}

/// Tables with more about some messages.
fn beside(tables: &mut Tables<'_, '_, '_>, around: &mut Around) -> io::Result<()> {
    tables.join("message_media", |row| {
        let path = row.text("file_path");
        let name = row.text("media_name").or_else(|| path.clone());
        let (Some(id), Some(name)) = (row.integer("message_row_id"), name) else {
            return;
        };
        let mime = row.text("mime_type");
        let file = Attachment {
            media: media(mime.as_deref(), &name),
            name,
            mime,
            bytes: row
                .integer("file_size")
                .or_else(|| row.integer("file_length"))
                .and_then(|n| u64::try_from(n).ok()),
            layer: None,
            sha256: None,
        };
        around
            .files
            .insert(id, (file, path.or_else(|| row.text("media_caption"))));
    })?;
    tables.join("message_location", |row| {
        let place = row.real("latitude").zip(row.real("longitude"));
        if let (Some(id), Some((a, b))) = (row.integer("message_row_id"), place) {
            around.places.insert(id, (a, b, row.text("place_name")));
        }
    })?;
    let people = &around.people;
    tables.join("message_quoted", |row| {
        if let Some(id) = row.integer("message_row_id") {
            let by = row
                .integer("sender_jid_row_id")
                .and_then(|jid| people.get(&jid));
            around.quotes.insert(
                id,
                Reply {
                    id: row.text("key_id"),
                    by: by.cloned(),
                    text: row.text("text_data"),
                },
            );
        }
    })?;
    tables.join("message_edit_info", |row| {
        if let Some(id) = row.integer("message_row_id") {
            let at = row
                .integer("edited_timestamp")
                .and_then(unix)
                .map(|(at, _)| at);
            around.edits.insert(id, at);
        }
    })
}

fn reactions(tables: &mut Tables<'_, '_, '_>, around: &mut Around) -> io::Result<()> {
    let signs = {
        let mut signs = HashMap::new();
        tables.join("message_add_on_reaction", |row| {
            if let Some(id) = row.integer("message_add_on_row_id") {
                signs.insert(id, row.text("reaction"));
            }
        })?;
        signs
    };
    let people = &around.people;
    tables.each("message_add_on", |row, _| {
        let (Some(parent), Some(sign)) =
            (row.integer("parent_message_row_id"), signs.get(&row.rowid))
        else {
            return Ok(Fate::Other);
        };
        let by = row
            .integer("sender_jid_row_id")
            .and_then(|jid| people.get(&jid));
        around.reactions.entry(parent).or_default().push(Reaction {
            sign: sign.clone().unwrap_or_default(),
            by: by.filter(|_| !row.is_set("from_me")).cloned(),
            at: row.integer("timestamp").and_then(unix).map(|(at, _)| at),
            // An empty sign takes the one before back.
            removed: sign.is_none(),
        });
        Ok(Fate::Joined)
    })
}

fn message(row: &Row, around: &mut Around) -> Message {
    let out = row.is_set("from_me");
    let mut message = Message {
        row: named("message", row),
        body: row.text("text_data").unwrap_or_default(),
        direction: if out { Direction::Out } else { Direction::In },
        ..Message::default()
    };
    set(&mut message, row.integer("timestamp").and_then(unix));
    let chat = row
        .integer("chat_row_id")
        .and_then(|chat| around.chats.get(&chat))
        .cloned();
    if !out {
        let sender = row
            .integer("sender_jid_row_id")
            .and_then(|jid| around.people.get(&jid));
        let alone = chat.clone().filter(|chat| !chat.ends_with("@g.us"));
        message.more.from = sender.cloned().or(alone);
        message.sender.clone_from(&message.more.from);
    }
    message.more.conversation = chat;
    message.more.id = row.text("key_id");
    message.more.delivery = match (out, row.integer("status")) {
        (false, _) => Delivery::Received,
        (true, Some(0)) => Delivery::Queued,
        (true, _) => Delivery::Sent,
    };
    message.more.reply_to = around.quotes.remove(&row.rowid);
    message.more.reactions = around.reactions.remove(&row.rowid).unwrap_or_default();
    if let Some(at) = around.edits.remove(&row.rowid) {
        message.edited = true;
        message
            .more
            .moments
            .extend(at.map(|at| ("edited".to_owned(), at)));
    }
    let received = row.integer("received_timestamp").and_then(unix);
    message
        .more
        .moments
        .extend(received.map(|(at, _)| ("received".to_owned(), at)));
    let kind = row.integer("message_type").unwrap_or_default();
    let file = around.files.remove(&row.rowid);
    classify(
        kind,
        file,
        around.places.remove(&row.rowid),
        out,
        &mut message,
    );
    message
}

/// What a number of WhatsApp's means. Shared by both layouts of the store.
pub(super) fn classify(
    kind: i64,
    file: Option<(Attachment, Option<String>)>,
    place: Option<(f64, f64, Option<String>)>,
    out: bool,
    message: &mut Message,
) {
    message.basis = Basis::Field;
    let media = match kind {
        1 => Media::Image,
        2 => Media::Voice,
        3 => Media::Video,
        4 | 14 => Media::Contact,
        9 => Media::Document,
        13 => Media::Gif,
        20 => Media::Sticker,
        42 | 43 | 82 => Media::ViewOnce,
        _ => Media::Unknown,
    };
    message.kind = match kind {
        0 => {
            message.basis = Basis::Plain;
            Kind::Text
        }
        5 | 16 => Kind::Location {
            live: kind == 16,
            url: place.as_ref().map(|(a, b, _)| format!("geo:{a},{b}")),
        },
        7 => Kind::System {
            event: Event::Other,
        },
        10 => Kind::Call(Call {
            video: false,
            outcome: Outcome::Missed,
            seconds: None,
            joined: None,
        }),
        15 => Kind::Deleted {
            by: if out { Deleter::Owner } else { Deleter::Sender },
        },
        64 => Kind::Deleted { by: Deleter::Admin },
        _ => match (media, &file) {
            (Media::Unknown, None) => Kind::Unknown {
                what: format!("type {kind}"),
            },
            (media, Some((file, _))) => Kind::Attachment {
                name: file.name.clone(),
                media,
            },
            (media, None) => Kind::Omitted { media },
        },
    };
    let name = place.and_then(|(.., name)| name);
    message
        .more
        .fields
        .extend(name.map(|name| ("place".to_owned(), name)));
    if let Some((mut file, beside)) = file {
        if media != Media::Unknown {
            file.media = media;
        }
        message.more.attachments.push(file);
        message
            .more
            .fields
            .extend(beside.map(|text| ("file".to_owned(), text)));
    }
}

fn call(row: &Row, around: &Around) -> Message {
    let out = row.is_set("from_me");
    let seconds = row
        .integer("duration")
        .and_then(|seconds| u32::try_from(seconds).ok());
    let outcome = match (seconds.unwrap_or_default() > 0, out) {
        (true, _) => Outcome::Answered,
        (false, true) => Outcome::Unanswered,
        (false, false) => Outcome::Missed,
    };
    let mut message = Message {
        row: named("call_log", row),
        kind: Kind::Call(Call {
            video: row.is_set("video_call"),
            outcome,
            seconds,
            joined: None,
        }),
        basis: Basis::Field,
        direction: if out { Direction::Out } else { Direction::In },
        ..Message::default()
    };
    set(&mut message, row.integer("timestamp").and_then(unix));
    let who = row
        .integer("jid_row_id")
        .and_then(|jid| around.people.get(&jid))
        .cloned();
    message.more.conversation.clone_from(&who);
    message.more.id = row.text("call_id");
    if out {
        message.more.to.push(Party {
            name: None,
            id: who,
        });
    } else {
        message.sender.clone_from(&who);
        message.more.from = who;
    }
    let result = row.text("call_result");
    message
        .more
        .fields
        .extend(result.map(|result| ("result".to_owned(), result)));
    message
}
