//! Who was in a meeting: the list that GoTo and others give out as a table.

use super::dates::set;
use super::header::{Header, Named};
use super::records::Record;
use crate::whatsapp::DateOrder;
use crate::{Basis, Event, Kind, Message};

const NAMES: [&str; 6] = [
    "attendee name",
    "name",
    "full name",
    "attendee",
    "participant",
    "first name",
];
const MAILS: [&str; 4] = ["attendee email", "email address", "email", "e-mail"];
const JOINED: [&str; 4] = ["join time", "joined", "joined at", "time joined"];
const LEFT: [&str; 4] = ["leave time", "left", "left at", "time left"];

/// The columns of name and of coming: both must be there, and that of going or
/// of mail.
pub(super) fn columns(header: &Header) -> Option<(&'static str, &'static str)> {
    let find = |names: &[&'static str]| {
        names
            .iter()
            .find(|name| header.place(name).is_some())
            .copied()
    };
    let (name, joined) = (find(&NAMES)?, find(&JOINED)?);
    find(&LEFT).or(find(&MAILS))?;
    Some((name, joined))
}

pub(super) fn fill(
    message: &mut Message,
    header: &Header,
    record: &Record,
    order: Option<DateOrder>,
) {
    let Some((name, joined)) = columns(header) else {
        return;
    };
    let mut row = Named::new(header, record);
    let printed = row.exact(joined);
    set(message, &printed, order, joined);
    message.sender = row.take(name);
    if name == "first name"
        && let Some(last) = row.take("last name")
    {
        message.sender = Some(
            message
                .sender
                .take()
                .map_or(last.clone(), |first| format!("{first} {last}")),
        );
    }
    message.more.from = MAILS.iter().find_map(|name| row.take(name));
    message.kind = Kind::System {
        event: Event::Joined,
    };
    message.basis = Basis::Field;
    let rest = row.rest();
    // For a person: when they came and went, in the words of the columns.
    let when = (!printed.trim().is_empty()).then(|| format!("{joined} {}", printed.trim()));
    let others = rest
        .iter()
        .map(|(name, text)| format!("{name} {}", text.trim()));
    message.more.plain = Some(
        when.into_iter()
            .chain(others)
            .collect::<Vec<_>>()
            .join(", "),
    );
    message.more.fields.extend(rest);
}
