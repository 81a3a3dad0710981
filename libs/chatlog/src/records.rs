//! What readers of records share: points in time, and fields that nobody took.

use crate::json::Fields;
use crate::{Message, Note, Precision, ZoneSource};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// A message at a point in time; `wall` is how the file writes it.
pub(crate) fn at_instant(
    instant: Option<Timestamp>,
    wall: String,
    precision: Precision,
) -> Message {
    let mut message = Message {
        wall,
        civil: instant.map(|instant| TimeZone::UTC.to_datetime(instant)),
        precision,
        zone: ZoneSource::InFile,
        ..Message::default()
    };
    if instant.is_none() {
        message.notes.push(Note::BadField {
            field: "time".to_owned(),
        });
    }
    message.more.instant = instant;
    message
}

/// A message at so many milliseconds since 1970.
pub(crate) fn at_milliseconds(milliseconds: i64) -> Message {
    let instant = Timestamp::from_millisecond(milliseconds).ok();
    let plausible = instant.filter(|_| (0..=7_258_118_400_000).contains(&milliseconds));
    at_instant(plausible, milliseconds.to_string(), Precision::Millisecond)
}

/// Keeps what nobody took, and notes what was odd.
pub(crate) fn finish(mut message: Message, fields: Fields, lone: bool) -> Message {
    if lone {
        message.notes.push(Note::LoneSurrogate);
    }
    for field in fields.twice.clone() {
        message.notes.push(Note::TwiceField { field });
    }
    let rest = fields.rest().map(|(name, value)| (name, value.written()));
    message.more.fields.extend(rest);
    message
}
