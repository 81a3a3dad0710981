//! One call: `<call … />`.

use super::contact;
use super::sms::{bad, date};
use super::tags::Tag;
use crate::{Basis, Call, Direction, Kind, Message, Outcome, Party};

pub(super) fn message(tag: &Tag) -> Message {
    let seconds = tag.number("duration").and_then(|n| u32::try_from(n).ok());
    let (direction, outcome, word) = way(tag.number("type"), seconds.unwrap_or_default() > 0);
    let mut message = Message {
        bytes: tag.at.clone(),
        line: tag.line,
        direction,
        kind: Kind::Call(Call {
            video: false,
            outcome,
            seconds,
            joined: None,
        }),
        basis: Basis::Field,
        ..Message::default()
    };
    date(tag, &mut message);
    if direction == Direction::Unknown {
        message.notes.push(bad("type"));
    }
    let (number, name) = (tag.text("number"), contact(tag));
    let more = &mut message.more;
    more.conversation = number.clone();
    more.fields
        .extend(name.clone().map(|name| ("contact".to_owned(), name)));
    if direction == Direction::Out {
        more.to.push(Party { name, id: number });
    } else {
        message.sender = name.or_else(|| number.clone());
        more.from = number;
    }
    more.fields
        .extend(word.map(|word| ("how".to_owned(), word.to_owned())));
    let hidden = match tag.number("presentation") {
        Some(2) => Some("restricted"),
        Some(3) => Some("unknown"),
        Some(4) => Some("pay phone"),
        _ => None,
    };
    more.fields
        .extend(hidden.map(|word| ("number shown".to_owned(), word.to_owned())));
    for name in ["readable_date", "subscription_id", "post_dial_digits"] {
        more.fields
            .extend(tag.text(name).map(|text| (name.to_owned(), text)));
    }
    message
}

fn way(kind: Option<i64>, spoke: bool) -> (Direction, Outcome, Option<&'static str>) {
    match kind {
        Some(1) => (Direction::In, Outcome::Answered, None),
        Some(2) if spoke => (Direction::Out, Outcome::Answered, None),
        Some(2) => (Direction::Out, Outcome::Unanswered, None),
        Some(3) => (Direction::In, Outcome::Missed, None),
        Some(4) => (Direction::In, Outcome::Unanswered, Some("voicemail")),
        Some(5) => (Direction::In, Outcome::Unanswered, Some("rejected")),
        Some(6) => (Direction::In, Outcome::Silenced, Some("blocked")),
        Some(7) => (
            Direction::In,
            Outcome::Answered,
            Some("answered on another device"),
        ),
        _ => (Direction::Unknown, Outcome::Unknown, None),
    }
}
