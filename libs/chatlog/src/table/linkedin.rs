//! LinkedIn's `messages.csv`, that of 2020 and the later one.

use super::dates::set;
use super::header::{Header, Named};
use super::records::{Marks, Record, Records};
use crate::databases::kinds::media;
use crate::mail::plain;
use crate::whatsapp::DateOrder;
use crate::{Attachment, Delivery, Direction, Message, Party, Source};
use std::collections::{HashMap, HashSet};
use std::io;

/// More conversations than anybody has.
const MOST: usize = 100_000;

/// The owner's profile: the only one in every conversation.
pub(super) fn owner(
    source: &mut dyn Source,
    header: &Header,
    marks: Marks,
) -> io::Result<Option<String>> {
    let mut records = Records::new(source.open()?, marks);
    let mut chats: HashMap<String, HashSet<String>> = HashMap::new();
    while let Some(record) = records.next()? {
        let mut row = Named::new(header, &record);
        let Some(chat) = row.take("conversation id") else {
            continue;
        };
        if !chats.contains_key(&chat) && chats.len() >= MOST {
            continue;
        }
        let people = chats.entry(chat).or_default();
        people.extend(
            row.take("sender profile url")
                .filter(|url| url.starts_with("http")),
        );
        let others = row.take("recipient profile urls").unwrap_or_default();
        let urls = others
            .split(',')
            .map(str::trim)
            .filter(|url| url.starts_with("http"));
        people.extend(urls.map(str::to_owned));
    }
    let mut all = chats.into_values().filter(|people| !people.is_empty());
    let Some(first) = all.next() else {
        return Ok(None);
    };
    let mut several = false;
    let common = all.fold(first, |common, people| {
        several = true;
        common.intersection(&people).cloned().collect()
    });
    let mut common = common.into_iter();
    Ok(match (common.next(), common.next()) {
        (Some(one), None) if several => Some(one),
        _ => None,
    })
}

pub(super) fn title(header: &Header, record: &Record) -> Option<String> {
    Named::new(header, record).take("conversation title")
}

pub(super) fn fill(
    message: &mut Message,
    header: &Header,
    record: &Record,
    owner: Option<&str>,
    order: Option<DateOrder>,
) {
    let mut row = Named::new(header, record);
    let printed = row.exact("date");
    set(message, &printed, order, "DATE");
    message.sender = row.take("from");
    message.more.conversation = row.take("conversation id");
    let _ = row.take("conversation title");
    message.more.from = row.take("sender profile url");
    message.more.subject = row.take("subject");
    recipients(&mut row, message);
    message.body = row.exact("content");
    if message.body.contains("</") || message.body.contains("<br") || message.body.contains("<p") {
        message.more.plain = Some(plain(&message.body));
    }
    let said = row.take("direction").unwrap_or_default();
    message.direction = match (said.as_str(), owner) {
        ("OUTGOING", _) => Direction::Out,
        ("INCOMING", _) => Direction::In,
        (_, Some(owner)) => {
            let own = [&message.more.from, &message.sender];
            let is_own = own.iter().any(|id| id.as_deref() == Some(owner));
            if is_own {
                Direction::Out
            } else {
                Direction::In
            }
        }
        _ => Direction::Unknown,
    };
    let draft = row
        .take("is message draft")
        .or_else(|| row.take("is conversation draft"));
    let draft =
        draft.is_some_and(|word| ["yes", "true", "1"].contains(&word.to_lowercase().as_str()));
    message.more.delivery = match message.direction {
        _ if draft => Delivery::Draft,
        Direction::Out => Delivery::Sent,
        Direction::In => Delivery::Received,
        Direction::Unknown => Delivery::Unknown,
    };
    for name in row
        .take("attachments")
        .iter()
        .flat_map(|all| all.split([',', ' ']))
    {
        if !name.is_empty() {
            message.more.attachments.push(Attachment {
                name: name.to_owned(),
                media: media(None, name),
                mime: None,
                bytes: None,
                layer: None,
                sha256: None,
            });
        }
    }
    message.more.fields.extend(row.rest());
}

/// Names stand in one field, with commas between them and in them. The list of
/// profiles says how many there are; where the names cannot be told apart, they
/// are kept together and the profiles alone.
fn recipients(row: &mut Named<'_>, message: &mut Message) {
    let names = row.take("to");
    let urls = row.take("recipient profile urls").unwrap_or_default();
    let urls: Vec<&str> = urls
        .split(',')
        .map(str::trim)
        .filter(|url| !url.is_empty())
        .collect();
    let Some(names) = names else {
        message
            .more
            .to
            .extend(urls.iter().map(|url| party(None, Some(url))));
        return;
    };
    let split: Vec<&str> = names.split(',').map(str::trim).collect();
    match urls.len() {
        0 => message.more.to.push(party(Some(&names), None)),
        1 => message
            .more
            .to
            .push(party(Some(&names), urls.first().copied())),
        count if count == split.len() => {
            let pairs = split.iter().zip(&urls);
            message
                .more
                .to
                .extend(pairs.map(|(name, url)| party(Some(name), Some(url))));
        }
        _ => {
            message
                .more
                .to
                .extend(urls.iter().map(|url| party(None, Some(url))));
            message.more.fields.push(("to".to_owned(), names));
        }
    }
}

fn party(name: Option<&str>, id: Option<&str>) -> Party {
    Party {
        name: name.map(str::to_owned),
        id: id.map(str::to_owned),
    }
}
