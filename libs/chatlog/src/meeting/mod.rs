//! Meetings: GoToMeeting and the like.
//!
//! GoToMeeting gives out no chat in a form that is known, so nothing here claims
//! to read one. What is read: the list of who attended (a table, see
//! [`crate::table`]), captions and transcripts ([`Captions`]: WebVTT, SubRip), a
//! chat that somebody pasted (`Name (10:15): text`, `10:15 Name: text`), and what
//! a person notes of a meeting in a form ([`Meeting`]).
//!
//! ```
//! use chatlog::{Answers, Entry, Item, Whole, items};
//! let vtt = b"WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\n<v Ana>Welcome.\n\n00:00:05.000 --> 00:00:06.000\nR.: Thank you.\n";
//! let all = items(&mut Whole(std::io::Cursor::new(vtt)), "t.vtt", &Answers::default())?;
//! let said: Vec<_> = all.iter().filter_map(|item| match item {
//!     Item::Entry(Entry::Message(m)) => Some((m.sender.as_deref(), m.body.as_str())),
//!     _ => None,
//! }).collect();
//! assert_eq!(said, [(Some("Ana"), "Welcome."), (Some("R."), "Thank you.")]);
//! # Ok::<(), chatlog::Stop>(())
//! ```
//!
//! What these tell: who said what in which order, minutes or seconds from the
//! beginning. What they do not: the day, the zone, and whether a machine heard
//! right: a transcript is a draft, never a record of words.

mod captions;
mod form;
mod paste;

pub use captions::Captions;
pub use form::{Attendee, Meeting};
pub use paste::Paste;
