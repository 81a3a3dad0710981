//! What a person notes of a meeting.

use crate::{Basis, Conversation, Event, Kind, Message, Participant, Precision, ZoneSource};
use jiff::Zoned;

/// A meeting, as the one who was there notes it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Meeting {
    /// What it was called.
    pub title: String,
    /// When it began.
    pub began: Option<Zoned>,
    /// When it ended.
    pub ended: Option<Zoned>,
    /// Who was there.
    pub attendees: Vec<Attendee>,
    /// What was said, in the words of who notes it.
    pub notes: String,
    /// Who notes it.
    pub noted_by: Option<String>,
}

/// Somebody who was there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Attendee {
    /// The name.
    pub name: String,
    /// Mail or number.
    pub id: Option<String>,
}

impl Meeting {
    /// The conversation that its messages are in.
    #[must_use]
    pub fn conversation(&self) -> Conversation {
        let participant = |one: &Attendee| Participant {
            name: Some(one.name.clone()),
            ids: one.id.iter().cloned().collect(),
            ..Participant::default()
        };
        Conversation {
            id: self.title.clone(),
            title: Some(self.title.clone()),
            group: Some(true),
            participants: self.attendees.iter().map(participant).collect(),
        }
    }

    /// The meeting as messages: who came, and the notes. Their words are a note,
    /// not a transcript, and say so in the field `noted`.
    #[must_use]
    pub fn messages(&self) -> Vec<Message> {
        let came = self.attendees.iter().map(|one| {
            let mut message = self.at(self.began.as_ref());
            message.sender = Some(one.name.clone());
            message.more.from.clone_from(&one.id);
            message.kind = Kind::System {
                event: Event::Joined,
            };
            message.basis = Basis::Field;
            message
        });
        let mut messages: Vec<Message> = came.collect();
        if !self.notes.trim().is_empty() {
            let mut message = self.at(self.ended.as_ref().or(self.began.as_ref()));
            message.sender.clone_from(&self.noted_by);
            message.body.clone_from(&self.notes);
            let noted = ("noted".to_owned(), "after the meeting".to_owned());
            message.more.fields.push(noted);
            messages.push(message);
        }
        for (number, message) in messages.iter_mut().enumerate() {
            message.ordinal = number as u64 + 1;
        }
        messages
    }

    fn at(&self, moment: Option<&Zoned>) -> Message {
        let mut message = Message {
            precision: Precision::None,
            ..Message::default()
        };
        if let Some(moment) = moment {
            message.civil = Some(moment.datetime());
            message.wall = moment.datetime().to_string();
            message.precision = Precision::Minute;
            message.zone = ZoneSource::Declared;
            message.more.instant = Some(moment.timestamp());
        }
        message.more.conversation = Some(self.title.clone());
        message
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_came_and_what_was_noted_are_messages() {
        let at: jiff::Timestamp = "2026-03-04T10:00:00Z".parse().unwrap();
        let meeting = Meeting {
            title: "Intake".into(),
            began: Some(at.to_zoned(jiff::tz::TimeZone::UTC)),
            attendees: vec![Attendee {
                name: "R.".into(),
                id: None,
            }],
            notes: "They will bring the form.".into(),
            noted_by: Some("Ben".into()),
            ..Meeting::default()
        };
        let messages = meeting.messages();
        assert_eq!(messages.len(), 2);
        assert_eq!(messages[1].body, "They will bring the form.");
        assert_eq!(
            messages[1].instant().unwrap().to_string(),
            "2026-03-04T10:00:00Z"
        );
        assert_eq!(meeting.conversation().participants.len(), 1);
        assert_eq!(Meeting::default().messages(), []);
    }
}
