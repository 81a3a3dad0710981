//! `ChatStorage.sqlite`: WhatsApp on an iPhone.

use super::kinds::media;
use super::tables::{Fate, Tables, named};
use super::time::{apple_real, set};
use crate::sqlite::Row;
use crate::{
    Attachment, Basis, Conversation, Deleter, Delivery, Direction, Event, Kind, Media, Message,
    Participant, Reply,
};
use std::collections::HashMap;
use std::io;

struct Around {
    chats: HashMap<i64, String>,
    members: HashMap<i64, (Option<String>, Option<String>)>,
    files: HashMap<i64, File>,
    ids: HashMap<i64, String>,
}

/// What the table of files says about one.
#[derive(Clone)]
struct File {
    path: Option<String>,
    title: Option<String>,
    bytes: Option<u64>,
    seconds: Option<i64>,
    at: Option<(f64, f64)>,
    contact: Option<String>,
}

pub(super) fn read(tables: &mut Tables<'_, '_, '_>) -> io::Result<()> {
    let mut members = HashMap::new();
    let mut in_chat: HashMap<i64, Vec<Participant>> = HashMap::new();
    tables.join("ZWAGROUPMEMBER", |row| {
        let id = row.text("ZMEMBERJID");
        let name = row.text("ZCONTACTNAME").or_else(|| row.text("ZFIRSTNAME"));
        if let Some(chat) = row.integer("ZCHATSESSION") {
            in_chat.entry(chat).or_default().push(Participant {
                name: name.clone(),
                ids: id.iter().cloned().collect(),
                ..Participant::default()
            });
        }
        members.insert(row.rowid, (name, id));
    })?;
    let mut chats = HashMap::new();
    tables.each("ZWACHATSESSION", |row, out| {
        let id = row
            .text("ZCONTACTJID")
            .unwrap_or_else(|| format!("chat {}", row.rowid));
        let title = row.text("ZPARTNERNAME");
        let group = row.integer("ZSESSIONTYPE").map(|kind| kind == 1);
        let mut participants = in_chat.remove(&row.rowid).unwrap_or_default();
        if group == Some(false) && participants.is_empty() {
            participants.push(Participant {
                name: title.clone(),
                ids: vec![id.clone()],
                ..Participant::default()
            });
        }
        out.conversation(Conversation {
            id: id.clone(),
            title,
            group,
            participants,
        })?;
        chats.insert(row.rowid, id);
        Ok(Fate::Joined)
    })?;
    let mut files = HashMap::new();
    tables.join("ZWAMEDIAITEM", |row| {
        files.insert(row.rowid, file(row));
    })?;
    let ids = answered(tables);
    let around = Around {
        chats,
        members,
        files,
        ids,
    };
    tables.each("ZWAMESSAGE", |row, out| {
        out.message(message(row, &around))?;
        Ok(Fate::Message)
    })
}

/// The ids of messages that others answer.
fn answered(tables: &mut Tables<'_, '_, '_>) -> HashMap<i64, String> {
    let mut ids = HashMap::new();
    tables.look("ZWAMESSAGE", |row| {
        if row.is_set("ZPARENTMESSAGE") {
            ids.insert(
                row.integer("ZPARENTMESSAGE").unwrap_or_default(),
                String::new(),
            );
        }
    });
    tables.look("ZWAMESSAGE", |row| {
        if let (Some(id), Some(stanza)) = (ids.get_mut(&row.rowid), row.text("ZSTANZAID")) {
            *id = stanza;
        }
    });
    ids
}

fn file(row: &Row) -> File {
    let place = row.real("ZLATITUDE").zip(row.real("ZLONGITUDE"));
    File {
        path: row.text("ZMEDIALOCALPATH"),
        title: row.text("ZTITLE"),
        bytes: row
            .integer("ZFILESIZE")
            .and_then(|bytes| u64::try_from(bytes).ok()),
        seconds: row.integer("ZMOVIEDURATION").filter(|seconds| *seconds > 0),
        at: place.filter(|(a, b)| *a != 0.0 || *b != 0.0),
        contact: row.text("ZVCARDNAME"),
    }
}

fn message(row: &Row, around: &Around) -> Message {
    let out = row.is_set("ZISFROMME");
    let mut message = Message {
        row: named("ZWAMESSAGE", row),
        body: row.text("ZTEXT").unwrap_or_default(),
        direction: if out { Direction::Out } else { Direction::In },
        ..Message::default()
    };
    set(&mut message, row.real("ZMESSAGEDATE").and_then(apple_real));
    let member = row
        .integer("ZGROUPMEMBER")
        .and_then(|member| around.members.get(&member));
    let (name, id) = member.cloned().unwrap_or_default();
    if !out {
        message.more.from = id.or_else(|| row.text("ZFROMJID"));
        let name = name.or_else(|| row.text("ZPUSHNAME"));
        message.sender = name.or_else(|| message.more.from.clone());
    }
    let chat = row.integer("ZCHATSESSION");
    message.more.conversation = chat.and_then(|chat| around.chats.get(&chat)).cloned();
    message.more.id = row.text("ZSTANZAID");
    message.more.delivery = if out {
        Delivery::Sent
    } else {
        Delivery::Received
    };
    let answered = row
        .integer("ZPARENTMESSAGE")
        .and_then(|parent| around.ids.get(&parent));
    message.more.reply_to = answered.filter(|id| !id.is_empty()).map(|id| Reply {
        id: Some(id.clone()),
        ..Reply::default()
    });
    let sent = row.real("ZSENTDATE").and_then(apple_real);
    message
        .more
        .moments
        .extend(sent.map(|(at, _)| ("sent".to_owned(), at)));
    if row.is_set("ZSTARRED") {
        message
            .more
            .fields
            .push(("starred".to_owned(), "yes".to_owned()));
    }
    let file = row
        .integer("ZMEDIAITEM")
        .and_then(|file| around.files.get(&file));
    kind(row, file, out, &mut message);
    message
}

fn kind(row: &Row, file: Option<&File>, out: bool, message: &mut Message) {
    let number = row.integer("ZMESSAGETYPE").unwrap_or_default();
    message.basis = Basis::Field;
    let media = match number {
        1 => Media::Image,
        2 => Media::Video,
        3 => Media::Voice,
        4 => Media::Contact,
        8 => Media::Document,
        11 => Media::Gif,
        15 => Media::Sticker,
        _ => Media::Unknown,
    };
    message.kind = match number {
        0 | 7 => {
            message.basis = Basis::Plain;
            Kind::Text
        }
        1..=4 | 8 | 11 | 15 => attached(media, file, message),
        5 => {
            let at = file.and_then(|file| file.at);
            Kind::Location {
                live: false,
                url: at.map(|(a, b)| format!("geo:{a},{b}")),
            }
        }
        6 | 10 => Kind::System {
            event: Event::Other,
        },
        14 => Kind::Deleted {
            by: if out { Deleter::Owner } else { Deleter::Sender },
        },
        other => Kind::Unknown {
            what: format!("type {other}"),
        },
    };
    if let Some(event) = row.integer("ZGROUPEVENTTYPE").filter(|event| *event != 0) {
        message
            .more
            .fields
            .push(("event".to_owned(), event.to_string()));
    }
}

fn attached(kind: Media, file: Option<&File>, message: &mut Message) -> Kind {
    let Some(file) = file else {
        return Kind::Omitted { media: kind };
    };
    if let Some(title) = &file.title {
        if message.body.is_empty() {
            message.body.clone_from(title);
        } else {
            message
                .more
                .fields
                .push(("title".to_owned(), title.clone()));
        }
    }
    let seconds = file
        .seconds
        .map(|seconds| ("seconds".to_owned(), seconds.to_string()));
    message.more.fields.extend(seconds);
    let name = file.path.clone().or_else(|| file.contact.clone());
    let Some(name) = name else {
        return Kind::Omitted { media: kind };
    };
    let by_name = media(None, &name);
    message.more.attachments.push(Attachment {
        name: name.clone(),
        media: if kind == Media::Unknown {
            by_name
        } else {
            kind
        },
        mime: None,
        bytes: file.bytes,
        layer: None,
        sha256: None,
    });
    Kind::Attachment { name, media: kind }
}
