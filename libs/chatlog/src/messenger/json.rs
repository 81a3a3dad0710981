//! The two JSON forms of Messenger.

use super::{mend, thread_of};
use crate::channel::{Channel, Guess, Settle, Sure};
use crate::item::{Conversation, Notice, Participant};
use crate::json::{Event, Fields, Text, Value, parse, scan};
use crate::out::{Answers, Format, Head, Out, Source};
use crate::records::{at_milliseconds, finish};
use crate::{
    Attachment, Basis, Call, Deleter, Direction, Kind, Media, Message, Outcome, Reaction, Reason,
};
use std::io;
use std::ops::Range;

/// Downloaded information.
#[derive(Debug)]
pub(crate) struct Information;

/// End-to-end encrypted chats.
#[derive(Debug)]
pub(crate) struct EndToEnd;

fn is_object(head: &Head<'_>) -> bool {
    head.text().trim_start().starts_with('{')
}

fn guess(variant: &str, sure: Sure) -> Guess {
    Guess {
        channel: Channel::Messenger,
        platform: None,
        variant: variant.to_owned(),
        order: None,
        sure,
        settle: vec![Settle::Owner],
    }
}

impl Format for Information {
    fn channel(&self) -> Channel {
        Channel::Messenger
    }

    fn recognise(&self, head: &Head<'_>) -> Option<Guess> {
        let text = head.text();
        let has = |name: &str| text.contains(name);
        let people = has("\"participants\"") && has("\"messages\"");
        let old = has("\"sender_name\"") && has("\"timestamp_ms\"");
        let sure = match (people, old, has("\"thread_path\"")) {
            (true, true, _) => Sure::Certain,
            (false, true, _) | (true, _, true) => Sure::Likely,
            _ => return None,
        };
        is_object(head).then(|| guess("json-information", sure))
    }

    fn read(
        &self,
        source: &mut dyn Source,
        guess: &Guess,
        answers: &Answers,
        out: &mut Out<'_>,
    ) -> io::Result<()> {
        read(source, guess, answers, out, &mut |fields, _| {
            old_message(fields)
        })
    }
}

impl Format for EndToEnd {
    fn channel(&self) -> Channel {
        Channel::Messenger
    }

    fn recognise(&self, head: &Head<'_>) -> Option<Guess> {
        let text = head.text();
        let has = |name: &str| text.contains(name);
        let new = has("\"senderName\"") && has("\"timestamp\"");
        let sure = match (has("\"threadName\"") && has("\"messages\""), new) {
            (true, true) => Sure::Certain,
            (true, false) | (false, true) => Sure::Likely,
            _ => return None,
        };
        is_object(head).then(|| guess("json-end-to-end", sure))
    }

    fn read(
        &self,
        source: &mut dyn Source,
        guess: &Guess,
        answers: &Answers,
        out: &mut Out<'_>,
    ) -> io::Result<()> {
        read(source, guess, answers, out, &mut |fields, _| {
            new_message(fields)
        })
    }
}

type Make<'a> = &'a mut dyn FnMut(&mut Fields, &str) -> Option<Message>;

/// What a file says beside its messages.
#[derive(Debug, Default)]
struct About {
    conversation: Conversation,
    mended: u64,
}

fn read(
    source: &mut dyn Source,
    guess: &Guess,
    answers: &Answers,
    out: &mut Out<'_>,
    make: Make<'_>,
) -> io::Result<()> {
    let old = guess.variant == "json-information";
    let mut about = About::default();
    scan(source.open()?, &["messages"], &mut |event| {
        if let Event::Field(0, name, raw) = event {
            about.note(name, raw, old);
        }
        Ok(())
    })?;
    let name = out.name().to_owned();
    about.name(&name, old);
    out.conversation(about.conversation.clone())?;
    let mut mended = about.mended;
    let thread = about.conversation.id.clone();
    scan(source.open()?, &["messages"], &mut |event| match event {
        Event::Record(range, raw) => one(
            &range,
            raw,
            old.then_some(&mut mended),
            &thread,
            answers,
            out,
            make,
        ),
        Event::Broken(range, reason, raw) => out.problem_at(range, 0, reason, raw),
        _ => Ok(()),
    })?;
    if mended > 0 {
        let layer = out.layer();
        out.notice(Notice::Mojibake {
            layer,
            texts: mended,
        })?;
    }
    Ok(())
}

impl About {
    fn note(&mut self, name: &str, raw: &[u8], old: bool) {
        let Some(mut value) = parse(raw) else { return };
        if old {
            self.mended += mend_all(&mut value);
        }
        match name {
            "title" | "threadName" => {
                self.conversation.title = value.text().map(str::to_owned);
            }
            "thread_path" => {
                self.conversation.id = value.text().unwrap_or_default().to_owned();
            }
            "thread_type" => {
                self.conversation.group = Some(value.text() == Some("RegularGroup"));
            }
            "participants" => {
                let person = |value: &Value| Participant {
                    name: value
                        .text()
                        .or_else(|| value.get("name")?.text())
                        .map(str::to_owned),
                    ..Participant::default()
                };
                self.conversation.participants = value.items().iter().map(person).collect();
            }
            _ => {}
        }
    }

    /// A file without a path of its own is called after its folder, or, where
    /// chats are encrypted, after its own name.
    fn name(&mut self, name: &str, old: bool) {
        let conversation = &mut self.conversation;
        if conversation.id.is_empty() {
            conversation.id = if old {
                thread_of(name)
            } else {
                name.to_owned()
            };
        }
        if conversation.group.is_none() && !conversation.participants.is_empty() {
            conversation.group = Some(conversation.participants.len() > 2);
        }
    }
}

fn mend_all(value: &mut Value) -> u64 {
    let mut texts = 0;
    value.each_text(&mut |text: &mut Text| {
        if let Some(better) = mend(&text.text) {
            text.text = better;
            texts += 1;
        }
    });
    texts
}

fn one(
    range: &Range<u64>,
    raw: &[u8],
    mended: Option<&mut u64>,
    thread: &str,
    answers: &Answers,
    out: &mut Out<'_>,
    make: Make<'_>,
) -> io::Result<()> {
    let Some(mut value) = parse(raw) else {
        return out.problem(range.start, 0, Reason::Malformed, raw);
    };
    if let Some(mended) = mended {
        *mended += mend_all(&mut value);
    }
    let mut lone = false;
    value.each_text(&mut |text| lone |= text.lone);
    let made = value.into_fields().and_then(|mut fields| {
        let message = make(&mut fields, thread)?;
        Some(finish(message, fields, lone))
    });
    let Some(mut message) = made else {
        return out.problem(range.start, 0, Reason::Incomplete, raw);
    };
    message.bytes = range.clone();
    message.more.conversation = Some(thread.to_owned());
    message.direction = match (&answers.choices.owner, &message.sender) {
        (Some(owner), Some(sender)) if owner == sender => Direction::Out,
        (Some(_), Some(_)) => Direction::In,
        _ => Direction::Unknown,
    };
    out.message(message).map(drop)
}

/// A record of downloaded information. None without a sender and a time.
fn old_message(fields: &mut Fields) -> Option<Message> {
    let sender = fields.take_text("sender_name")?;
    let mut message = at_milliseconds(fields.take_whole("timestamp_ms")?);
    message.sender = Some(sender);
    message.body = fields.take_text("content").unwrap_or_default();
    message.basis = Basis::Field;
    attach_all(fields, &mut message);
    if let Some(mut share) = fields.take("share").and_then(Value::into_fields) {
        let link = share.take_text("link");
        if message.body.is_empty() {
            message.more.plain.clone_from(&link);
        }
        message
            .more
            .fields
            .extend(link.map(|link| ("share.link".to_owned(), link)));
        let rest = share
            .rest()
            .map(|(key, value)| (format!("share.{key}"), value.written()));
        message.more.fields.extend(rest);
    }
    message.more.reactions = reactions(fields.take("reactions"));
    let typed = fields.take_text("type").unwrap_or_default();
    message.kind = old_kind(fields, &message, &typed);
    if !matches!(typed.as_str(), "" | "Generic") {
        message.more.fields.push(("type".to_owned(), typed));
    }
    Some(message)
}

fn old_kind(fields: &mut Fields, message: &Message, typed: &str) -> Kind {
    let seconds = fields.take_whole("call_duration");
    let missed = fields.take_yes("missed");
    if fields.take_yes("is_unsent") {
        return Kind::Deleted {
            by: Deleter::Sender,
        };
    }
    if seconds.is_some() || missed || typed == "Call" {
        let seconds = seconds.and_then(|s| u32::try_from(s).ok());
        return Kind::Call(Call {
            video: false,
            outcome: match (missed, seconds) {
                (true, _) => Outcome::Missed,
                (_, Some(1..)) => Outcome::Answered,
                (_, Some(0)) => Outcome::Unanswered,
                _ => Outcome::Unknown,
            },
            seconds: seconds.filter(|s| *s > 0),
            joined: None,
        });
    }
    match typed {
        "Subscribe" => Kind::System {
            event: crate::Event::Joined,
        },
        "Unsubscribe" => Kind::System {
            event: crate::Event::Left,
        },
        _ => by_content(message, typed),
    }
}

fn by_content(message: &Message, typed: &str) -> Kind {
    match message.more.attachments.first() {
        Some(first) => Kind::Attachment {
            name: first.name.clone(),
            media: first.media,
        },
        None if message.body.is_empty() && message.more.plain.is_none() => Kind::Unknown {
            what: if typed.is_empty() { "empty" } else { typed }.to_owned(),
        },
        None => Kind::Text,
    }
}

fn attach_all(fields: &mut Fields, message: &mut Message) {
    for (field, media) in [
        ("photos", Media::Image),
        ("videos", Media::Video),
        ("audio_files", Media::Audio),
        ("files", Media::Document),
        ("gifs", Media::Gif),
        ("sticker", Media::Sticker),
    ] {
        let items = match fields.take(field) {
            Some(Value::Array(items)) => items,
            Some(one) => vec![one],
            None => continue,
        };
        for item in items {
            let uri = item.get("uri").and_then(Value::text).unwrap_or_default();
            message.more.attachments.push(Attachment {
                name: uri.to_owned(),
                media,
                mime: None,
                bytes: None,
                layer: None,
                sha256: None,
            });
            if let Some(made) = item.get("creation_timestamp").and_then(Value::whole) {
                let field = format!("{field}.creation_timestamp");
                message.more.fields.push((field, made.to_string()));
            }
        }
    }
}

fn reactions(value: Option<Value>) -> Vec<Reaction> {
    let text = |value: &Value, name| value.get(name).and_then(Value::text).map(str::to_owned);
    let one = |value: &Value| Reaction {
        sign: text(value, "reaction").unwrap_or_default(),
        by: text(value, "actor"),
        at: value
            .get("timestamp")
            .and_then(Value::whole)
            .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok()),
        removed: false,
    };
    value.map_or_else(Vec::new, |value| value.items().iter().map(one).collect())
}

/// A record of an end-to-end encrypted chat.
fn new_message(fields: &mut Fields) -> Option<Message> {
    let sender = fields.take_text("senderName")?;
    let mut message = at_milliseconds(fields.take_whole("timestamp")?);
    message.sender = Some(sender);
    message.body = fields.take_text("text").unwrap_or_default();
    message.basis = Basis::Field;
    let mut left_out = false;
    for item in fields.take("media").unwrap_or(Value::Null).items() {
        let uri = item.get("uri").and_then(Value::text).unwrap_or_default();
        if uri.starts_with("Failed to download") || uri.is_empty() {
            left_out = true;
            continue;
        }
        message.more.attachments.push(Attachment {
            name: uri.to_owned(),
            media: crate::whatsapp::media_of(uri.rsplit('/').next().unwrap_or(uri)),
            mime: None,
            bytes: None,
            layer: None,
            sha256: None,
        });
    }
    message.more.reactions = reactions(fields.take("reactions"));
    let typed = fields.take_text("type").unwrap_or_default();
    message.kind = if fields.take_yes("isUnsent") {
        Kind::Deleted {
            by: Deleter::Sender,
        }
    } else if left_out && message.more.attachments.is_empty() {
        Kind::Omitted {
            media: Media::Unknown,
        }
    } else if typed == "placeholder" {
        Kind::Unknown {
            what: typed.clone(),
        }
    } else {
        by_content(&message, &typed)
    };
    if !matches!(typed.as_str(), "" | "Generic" | "text" | "media" | "link") {
        message.more.fields.push(("type".to_owned(), typed));
    }
    Some(message)
}
