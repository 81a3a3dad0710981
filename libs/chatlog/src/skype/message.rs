//! One record of Skype as a message.

use super::content::{Content, attribute, content};
use super::marks::{self, activity, contacts};
use crate::json::{Fields, Value, parse};
use crate::records::{at_instant, finish};
use crate::{
    Attachment, Basis, Call, Deleter, Direction, Edit, Event, Kind, Media, Message, Outcome, Party,
    Precision, Reaction, Reply,
};
use jiff::Timestamp;

/// What a record tells of a call.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct CallRecord {
    pub id: Option<String>,
    started: bool,
    ended: bool,
    missed: bool,
    seconds: Option<u32>,
    people: Vec<Party>,
    at: Option<Timestamp>,
}

impl CallRecord {
    /// Whether the other is the other end of the same call: one began, one
    /// ended, in that order.
    pub fn pairs_with(&self, other: &Self) -> bool {
        let (begin, end) = if self.started {
            (self, other)
        } else {
            (other, self)
        };
        let differ = begin.started && !end.started && self.id.is_none() && other.id.is_none();
        differ && begin.at <= end.at
    }

    /// Takes another record of the same call in.
    pub fn join(&mut self, other: Self) {
        self.started |= other.started;
        self.ended |= other.ended;
        self.missed |= other.missed;
        self.seconds = self.seconds.max(other.seconds);
        self.at = other.at.or(self.at);
        self.id = other.id.or(self.id.take());
        if other.people.len() > self.people.len() {
            self.people = other.people;
        }
    }

    fn kind(&self) -> Kind {
        Kind::Call(Call {
            video: false,
            outcome: match self.seconds {
                _ if self.missed => Outcome::Missed,
                Some(1..) => Outcome::Answered,
                _ if self.ended => Outcome::Unanswered,
                _ => Outcome::Unknown,
            },
            seconds: self.seconds.filter(|s| *s > 0),
            joined: u32::try_from(self.people.len()).ok().filter(|n| *n > 0),
        })
    }
}

/// What a record of a call tells; `None` when it is none.
pub(super) fn call_record(value: &Value) -> Option<CallRecord> {
    let typed = value.get("messagetype")?.text()?;
    if typed != "Event/Call" {
        return None;
    }
    let raw = value
        .get("content")
        .and_then(Value::text)
        .unwrap_or_default();
    let tag = raw.split('>').next().unwrap_or_default();
    let how = attribute(tag, "type").unwrap_or_default();
    let mut record = CallRecord {
        id: attribute(tag, "callId").filter(|id| !id.is_empty()),
        started: how == "started" || tag.starts_with("<started"),
        ended: how == "ended" || tag.starts_with("<ended"),
        missed: how == "missed" || tag.starts_with("<missed"),
        at: value
            .get("originalarrivaltime")
            .and_then(Value::text)
            .and_then(|t| t.parse().ok()),
        ..CallRecord::default()
    };
    for part in raw.split("<part ").skip(1) {
        let part = part.split("</part>").next().unwrap_or(part);
        let inner = |name: &str| {
            let from = part.split(&format!("<{name}>")).nth(1)?;
            from.split("</").next().map(crate::messenger::unescape)
        };
        let seconds = inner("duration").and_then(|text| text.trim().parse::<f64>().ok());
        let seconds = seconds.filter(|s| (0.0..=1e7).contains(s)).and_then(whole);
        record.seconds = record.seconds.max(seconds);
        record.people.push(Party {
            name: inner("name"),
            id: attribute(part, "identity"),
        });
    }
    Some(record)
}

fn whole(seconds: f64) -> Option<u32> {
    format!("{seconds:.0}").parse().ok()
}

/// Makes a message. None where a record has neither a time nor a type.
pub(super) fn made(
    value: Value,
    owner: Option<&str>,
    call: Option<&CallRecord>,
) -> Option<Message> {
    let mut value = value;
    let mut lone = false;
    value.each_text(&mut |text| lone |= text.lone);
    let mut fields = value.into_fields()?;
    let typed = fields.take_text("messagetype")?;
    let wall = fields.take_text("originalarrivaltime")?;
    let instant: Option<Timestamp> = wall.parse().ok();
    let precision = match wall.contains('.') {
        true => Precision::Millisecond,
        false => Precision::Second,
    };
    let mut message = at_instant(instant, wall, precision);
    message.basis = Basis::Field;
    message.sender = fields.take_text("displayName");
    message.more.id = fields.take_text("id");
    message.body = fields.take_text("content").unwrap_or_default();
    let from = fields.take_text("from").map(|from| bare(&from).to_owned());
    message.direction = match (owner, from.as_deref()) {
        (Some(owner), Some(from)) if owner == from => Direction::Out,
        (Some(_), Some(_)) => Direction::In,
        _ => Direction::Unknown,
    };
    if message.sender.is_none() {
        message.sender.clone_from(&from);
    }
    message.more.from = from;
    let found = marked_up(&mut message, &typed);
    let deleted = properties(&mut fields, &mut message);
    message.kind = match call {
        Some(call) => {
            message.more.to.clone_from(&call.people);
            call.kind()
        }
        None if deleted => Kind::Deleted {
            by: Deleter::Sender,
        },
        None => kind(&typed, &found, &mut message),
    };
    if matches!(message.kind, Kind::System { .. }) {
        message.direction = Direction::Unknown;
    }
    if typed.starts_with("ThreadActivity/") {
        let told = activity(&message.body);
        message.more.fields.extend(told);
    }
    files(&mut fields, &mut message);
    if typed != "RichText" && typed != "Text" {
        message.more.fields.push(("messagetype".to_owned(), typed));
    }
    for known in ["version", "conversationid"] {
        fields.take(known);
    }
    Some(finish(message, fields, lone))
}

/// Takes the text apart, where it is marked up.
fn marked_up(message: &mut Message, typed: &str) -> Content {
    if typed == "Text" {
        return Content::default();
    }
    let found = content(&message.body);
    message.edited = found.edited;
    if found.plain != message.body {
        message.more.plain = Some(found.plain.clone());
    }
    message.more.reply_to = found.quote.clone().map(|(by, id, text)| Reply {
        id,
        by,
        text: Some(text),
    });
    found
}

/// `https://…/contacts/8:live:name` is `8:live:name`.
fn bare(from: &str) -> &str {
    match from.rsplit_once("/contacts/") {
        Some((_, id)) => id,
        None => from,
    }
}

/// Edits, deletion and reactions. True when the message was deleted.
fn properties(fields: &mut Fields, message: &mut Message) -> bool {
    let Some(mut inner) = fields.take("properties").and_then(Value::into_fields) else {
        return false;
    };
    let moment = |value: Option<i64>| value.and_then(|ms| Timestamp::from_millisecond(ms).ok());
    if let Some(at) = moment(inner.take_whole("edittime")) {
        message.edited = true;
        message.more.edits.push(Edit {
            at: Some(at),
            text: None,
        });
    }
    let deleted = moment(inner.take_whole("deletetime"));
    message
        .more
        .moments
        .extend(deleted.map(|at| ("deleted".to_owned(), at)));
    let emotions = match inner.take("emotions") {
        Some(Value::Text(text)) => parse(text.text.as_bytes()),
        other => other,
    };
    for emotion in emotions.iter().flat_map(Value::items) {
        let sign = emotion.get("key").and_then(Value::text).unwrap_or_default();
        for user in emotion.get("users").iter().flat_map(|users| users.items()) {
            message.more.reactions.push(Reaction {
                sign: sign.to_owned(),
                by: user.get("mri").and_then(Value::text).map(str::to_owned),
                at: moment(user.get("time").and_then(Value::whole)),
                removed: false,
            });
        }
    }
    let rest = inner
        .rest()
        .map(|(name, value)| (format!("properties.{name}"), value.written()));
    message.more.fields.extend(rest);
    deleted.is_some()
}

fn kind(typed: &str, found: &Content, message: &mut Message) -> Kind {
    let media = match typed {
        "Text" | "RichText" | "RichText/Html" => return Kind::Text,
        "RichText/UriObject" => Media::Image,
        "RichText/Media_Video" | "RichText/Media_CallRecording" | "RichText/Media_FlikMsg" => {
            Media::Video
        }
        "RichText/Media_AudioMsg" => Media::Voice,
        "RichText/Media_GenericFile" | "RichText/Media_Card" | "RichText/Files" => Media::Document,
        "RichText/Media_Album" => Media::Image,
        "RichText/Contacts" => return cards(message),
        "RichText/Location" => return place(message),
        "Poll" => {
            return Kind::Poll {
                question: found.plain.clone(),
                options: Vec::new(),
            };
        }
        "ThreadActivity/AddMember" => return system(Event::Joined),
        "ThreadActivity/DeleteMember" => return system(Event::Left),
        "ThreadActivity/TopicUpdate" => return system(Event::SubjectChanged),
        "ThreadActivity/PictureUpdate" => return system(Event::IconChanged),
        "ThreadActivity/RoleUpdate" => return system(Event::AdminChanged),
        "Notice" | "PopCard" | "RichText/ScheduledCallInvite" => return system(Event::Other),
        other if other.starts_with("ThreadActivity/") => return system(Event::Other),
        other => {
            return Kind::Unknown {
                what: other.to_owned(),
            };
        }
    };
    let name = found.file.clone().unwrap_or_default();
    message.more.attachments.push(file(name.clone(), media));
    Kind::Attachment { name, media }
}

fn file(name: String, media: Media) -> Attachment {
    Attachment {
        name,
        media,
        mime: None,
        bytes: None,
        layer: None,
        sha256: None,
    }
}

/// Contact cards: what they say stands in their marks.
fn cards(message: &mut Message) -> Kind {
    let media = Media::Contact;
    let mut names = contacts(&message.body);
    if names.is_empty() {
        names.push(String::new());
    }
    let name = names.first().cloned().unwrap_or_default();
    let cards = names.into_iter().map(|name| file(name, media));
    message.more.attachments.extend(cards);
    Kind::Attachment { name, media }
}

/// A place: its address is its text, where no other is.
fn place(message: &mut Message) -> Kind {
    let (url, address) = marks::place(&message.body);
    let plain = &mut message.more.plain;
    if plain.as_ref().is_some_and(|text| text.trim().is_empty()) {
        *plain = address.or(plain.take());
    }
    Kind::Location { live: false, url }
}

fn system(event: Event) -> Kind {
    Kind::System { event }
}

/// Names of files in the archive begin with these references.
fn files(fields: &mut Fields, message: &mut Message) {
    let references = fields.take("amsreferences");
    for reference in references.iter().flat_map(Value::items) {
        let Some(id) = reference.text() else { continue };
        message
            .more
            .fields
            .push(("amsreference".to_owned(), id.to_owned()));
    }
}
