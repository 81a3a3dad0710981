//! `chat.db` of a Mac, `sms.db` of an iPhone: iMessage, SMS, MMS, RCS.

use super::apps::app;
use super::attributes::{Said, said};
use super::kinds::media;
use super::reactions::{Reactions, is_reaction, target};
use super::tables::{Fate, Pairs, Tables, named};
use super::time::{apple, set};
use crate::sqlite::Row;
use crate::{
    Attachment, Basis, Conversation, Deleter, Delivery, Direction, Event, Kind, Media, Message,
    More, Owner, Participant, Party, Reason, Reply,
};
use jiff::Timestamp;
use std::collections::HashMap;
use std::io;

/// Numbers and addresses by row number.
#[derive(Debug, Default)]
pub(super) struct Handles(HashMap<i64, String>);

impl Handles {
    pub fn id(&self, row: Option<i64>) -> Option<String> {
        self.0.get(&row?).cloned()
    }
}

/// Files by row number: their GUID, what they are, where the phone kept them.
type Files = HashMap<i64, (String, Attachment, Option<String>)>;

/// Everything that messages are joined with.
struct Around {
    handles: Handles,
    chats: HashMap<i64, String>,
    in_chats: Pairs,
    in_trash: Pairs,
    files: Files,
    file_rows: Pairs,
    reactions: Reactions,
}

pub(super) fn read(tables: &mut Tables<'_, '_, '_>) -> io::Result<()> {
    let handles = Handles(tables.texts("handle", "id")?);
    let members = tables.pairs("chat_handle_join", "chat_id", "handle_id")?;
    let chats = conversations(tables, &handles, &members)?;
    let mut reactions = Reactions::default();
    tables.look("message", |row| {
        if is_reaction(row) {
            reactions.take(row, &handles);
        } else if let Some(guid) = row.text("guid") {
            reactions.note(&guid);
        }
    });
    let mut around = Around {
        chats,
        in_chats: tables.pairs("chat_message_join", "message_id", "chat_id")?,
        in_trash: tables.pairs("chat_recoverable_message_join", "message_id", "chat_id")?,
        files: files(tables)?,
        file_rows: tables.pairs("message_attachment_join", "message_id", "attachment_id")?,
        handles,
        reactions,
    };
    tables.each("message", |row, out| {
        if !is_reaction(row) {
            out.message(message(row, &mut around))?;
            return Ok(Fate::Message);
        }
        if around.reactions.has_target(row) {
            return Ok(Fate::Joined);
        }
        let table = "message".to_owned();
        let id = row.rowid;
        let to = row.text("associated_message_guid").unwrap_or_default();
        let text = format!("a reaction to a message that is not here: {to}");
        out.bad_row(crate::Row { table, id }, Reason::Incomplete, text)?;
        Ok(Fate::Problem)
    })
}

fn conversations(
    tables: &mut Tables<'_, '_, '_>,
    handles: &Handles,
    members: &Pairs,
) -> io::Result<HashMap<i64, String>> {
    let mut chats = HashMap::new();
    tables.each("chat", |row, out| {
        let id = row
            .text("guid")
            .unwrap_or_else(|| format!("chat {}", row.rowid));
        let mut participants: Vec<_> = members
            .of(row.rowid)
            .map(|handle| Participant {
                name: None,
                ids: handles.id(Some(handle)).into_iter().collect(),
                owner: Owner::No,
            })
            .collect();
        let own = row
            .text("last_addressed_handle")
            .or_else(|| row.text("account_login"));
        if let Some(own) = own {
            let own = own
                .strip_prefix("P:")
                .or(own.strip_prefix("E:"))
                .unwrap_or(&own);
            if !own.is_empty() {
                participants.push(Participant {
                    name: None,
                    ids: vec![own.to_owned()],
                    owner: Owner::Proved,
                });
            }
        }
        out.conversation(Conversation {
            id: id.clone(),
            title: row.text("display_name"),
            // 43 is a group, 45 two people.
            group: row.integer("style").map(|style| style == 43),
            participants,
        })?;
        chats.insert(row.rowid, id);
        Ok(Fate::Joined)
    })?;
    Ok(chats)
}

fn files(tables: &mut Tables<'_, '_, '_>) -> io::Result<Files> {
    let mut files = HashMap::new();
    tables.join("attachment", |row| {
        let path = row.text("filename");
        let name = row.text("transfer_name").or_else(|| path.clone());
        let name = name.unwrap_or_else(|| "file".to_owned());
        let mime = row.text("mime_type");
        let mut kind = media(mime.as_deref(), &name);
        if row.is_set("is_sticker") {
            kind = Media::Sticker;
        }
        let file = Attachment {
            name,
            media: kind,
            mime,
            bytes: row
                .integer("total_bytes")
                .and_then(|bytes| u64::try_from(bytes).ok()),
            layer: None,
            sha256: None,
        };
        let guid = row.text("guid").unwrap_or_default();
        files.insert(row.rowid, (guid, file, path));
    })?;
    Ok(files)
}

fn message(row: &Row, around: &mut Around) -> Message {
    let said = said(row);
    let mut message = Message {
        row: named("message", row),
        body: said.text.clone(),
        notes: said.notes.clone(),
        ..Message::default()
    };
    set(&mut message, row.integer("date").and_then(apple));
    let out = row.is_set("is_from_me");
    message.direction = if out { Direction::Out } else { Direction::In };
    let handle = around.handles.id(row.integer("handle_id"));
    let mut more = More {
        instant: message.more.instant,
        id: row.text("guid"),
        subject: row.text("subject"),
        delivery: delivery(row, out),
        edits: said.edits.clone(),
        ..More::default()
    };
    people(row, out, handle, &mut message, &mut more);
    place(row, around, &mut more);
    attach(row, around, &said, &mut more);
    extras(row, &said, &mut more);
    event(row, around, &mut more);
    message.edited = !said.edits.is_empty();
    (message.kind, message.basis) = kind(row, &said, out, &mut more);
    if let Some(id) = &more.id {
        more.reactions = around.reactions.of(id);
    }
    message.more = more.into();
    message
}

/// Who wrote it, from and to which number.
fn people(row: &Row, out: bool, handle: Option<String>, message: &mut Message, more: &mut More) {
    let own = row.text("destination_caller_id");
    let party = |id| Party { name: None, id };
    if out {
        more.from = own;
        more.to.extend(handle.map(|handle| party(Some(handle))));
    } else {
        message.sender = handle.clone();
        more.from = handle;
        more.to.extend(own.map(|own| party(Some(own))));
    }
}

/// Which conversations it is in: one, several, or none.
fn place(row: &Row, around: &Around, more: &mut More) {
    let mut chats = around
        .in_chats
        .of(row.rowid)
        .filter_map(|chat| around.chats.get(&chat));
    more.conversation = chats.next().cloned();
    for chat in chats {
        more.fields.push(("also in".to_owned(), chat.clone()));
    }
    if let Some(chat) = around.in_trash.of(row.rowid).next() {
        more.fields
            .push(("recently deleted".to_owned(), "yes".to_owned()));
        let chat = around.chats.get(&chat).cloned();
        more.conversation = more.conversation.take().or(chat);
    }
}

/// The files, in the order they stand in the text.
fn attach(row: &Row, around: &Around, said: &Said, more: &mut More) {
    let mut files: Vec<_> = around
        .file_rows
        .of(row.rowid)
        .filter_map(|file| around.files.get(&file))
        .collect();
    let order = |guid: &String| said.files.iter().position(|file| file == guid);
    files.sort_by_key(|(guid, ..)| order(guid).unwrap_or(usize::MAX));
    for (_, file, path) in files {
        let mut file = file.clone();
        if row.is_set("is_audio_message") {
            file.media = Media::Voice;
        }
        more.attachments.push(file);
        more.fields
            .extend(path.clone().map(|path| ("file".to_owned(), path)));
    }
}

fn extras(row: &Row, said: &Said, more: &mut More) {
    let answered = row.text("thread_originator_guid");
    more.reply_to = answered.map(|id| Reply {
        id: Some(id),
        ..Reply::default()
    });
    let moments: [(&str, &str); 5] = [
        ("delivered", "date_delivered"),
        ("read", "date_read"),
        ("played", "date_played"),
        ("edited", "date_edited"),
        ("unsent", "date_retracted"),
    ];
    for (name, column) in moments {
        let at: Option<Timestamp> = row.integer(column).and_then(apple).map(|(at, _)| at);
        more.moments.extend(at.map(|at| (name.to_owned(), at)));
    }
    let fields = [
        ("service", "service"),
        ("effect", "expressive_send_style_id"),
        ("group title", "group_title"),
    ];
    for (name, column) in fields {
        more.fields
            .extend(row.text(column).map(|text| (name.to_owned(), text)));
    }
    for mention in &said.mentions {
        more.fields.push(("mentions".to_owned(), mention.clone()));
    }
    for part in &said.unsent {
        more.fields
            .push(("unsent part".to_owned(), part.to_string()));
    }
    let error = row.integer("error").filter(|error| *error != 0);
    more.fields
        .extend(error.map(|error| ("error".to_owned(), error.to_string())));
}

/// The numbers by which the app tells what happened in a group, and to whom.
fn event(row: &Row, around: &Around, more: &mut More) {
    let Some(item) = row.integer("item_type").filter(|item| *item != 0) else {
        return;
    };
    let number = |name: &str| row.integer(name).map(|number| number.to_string());
    let fields = [
        ("item type", Some(item.to_string())),
        ("group action", number("group_action_type")),
        (
            "other person",
            around.handles.id(row.integer("other_handle")),
        ),
        ("share status", number("share_status").filter(|_| item == 4)),
    ];
    for (name, text) in fields {
        more.fields.extend(text.map(|text| (name.to_owned(), text)));
    }
}

fn delivery(row: &Row, out: bool) -> Delivery {
    match () {
        () if !out => Delivery::Received,
        () if row.is_set("error") => Delivery::Failed,
        () if row.is_set("is_sent") || row.is_set("is_delivered") => Delivery::Sent,
        () if row.integer("is_sent") == Some(0) => Delivery::Queued,
        () => Delivery::Unknown,
    }
}

fn kind(row: &Row, said: &Said, out: bool, more: &mut More) -> (Kind, Basis) {
    let action = row.integer("group_action_type").unwrap_or_default();
    let event = match row.integer("item_type").unwrap_or_default() {
        0 => None,
        1 if action == 1 => Some(Event::Left),
        1 => Some(Event::Joined),
        2 => Some(Event::SubjectChanged),
        3 if action == 0 => Some(Event::Left),
        3 if matches!(action, 1 | 2) => Some(Event::IconChanged),
        _ => Some(Event::Other),
    };
    if let Some(event) = event {
        return (Kind::System { event }, Basis::Field);
    }
    let words = said
        .text
        .trim_matches(|c: char| c == '\u{fffc}' || c.is_whitespace());
    let nothing = words.is_empty() && more.attachments.is_empty();
    if nothing && (!said.unsent.is_empty() || row.is_set("date_retracted")) {
        let by = if out { Deleter::Owner } else { Deleter::Sender };
        return (Kind::Deleted { by }, Basis::Field);
    }
    if row.integer("associated_message_type") == Some(1000) {
        more.reply_to = target(row).map(|id| Reply {
            id: Some(id),
            ..Reply::default()
        });
    }
    if let Some(bundle) = row.text("balloon_bundle_id") {
        let app = app(&bundle, row.blob("payload_data"));
        more.fields.extend(app.fields);
        if app.what != "link" || words.is_empty() {
            let what = app.what.to_owned();
            return (Kind::Unknown { what }, Basis::Field);
        }
        return (Kind::Text, Basis::Plain);
    }
    if let (true, Some(file)) = (words.is_empty(), more.attachments.first()) {
        let (name, media) = (file.name.clone(), file.media);
        return (Kind::Attachment { name, media }, Basis::Field);
    }
    if nothing && row.is_set("cache_has_attachments") {
        let media = Media::Unknown;
        return (Kind::Omitted { media }, Basis::Field);
    }
    if nothing && said.text.is_empty() {
        let what = "empty".to_owned();
        return (Kind::Unknown { what }, Basis::Field);
    }
    (Kind::Text, Basis::Plain)
}
