//! Which contacts were written down, and which were not.
//!
//! A **[`Contact`]** is a line of a bill or a call history, or a message of a chat. A **[`Record`]** is what somebody
//! wrote about one: a case note, a line of the contact log, a filed conversation. Nothing joins the two but a
//! number, a time that was rounded, remembered or never written, and a length. [`learn`] finds out how the clocks
//! stand and how people here write; [`decide`] says for every contact which record is about it, how sure that is,
//! and why; [`explain`] says it in a sentence.
//!
//! ```
//! use jiff::tz::TimeZone;
//! use telecom::E164;
//! use telecom::matching::*;
//!
//! // Two calls to R., and one note: "quarter past two, five minutes".
//! let zone = TimeZone::posix("EST5EDT,M3.2.0,M11.1.0")?;
//! let at = |hour: i8, minute: i8| zone.to_timestamp(jiff::civil::date(2026, 3, 3).at(hour, minute, 0, 0)).unwrap();
//! let number = Peer::Number(E164::new(1_613_555_0123).unwrap());
//! let call = |id, at, seconds| Contact {
//!     id: ContactId(id),
//!     source: SourceId(1),
//!     at,
//!     kind: Kind::Call { seconds: Some(seconds), answered: Some(true) },
//!     peer: Some(number),
//!     workers: vec![WorkerId(7)],
//!     direction: None,
//!     channel: Channel(0),
//! };
//! let contacts = [call(1, at(9, 2), 720), call(2, at(14, 11), 240)];
//! let records = [Record {
//!     id: RecordId(50),
//!     author: Some(WorkerId(7)),
//!     client: None,
//!     peer: Some(number),
//!     when: When::At(at(14, 15)),
//!     written: None,
//!     minutes: Some(5),
//!     direction: None,
//!     channel: None,
//!     reached: None,
//! }];
//! let bill = Source { id: SourceId(1), clock: Clock::Estimate, minutes_only: true, increment: 60, rings: true };
//! let settings = Settings::new(zone.clone());
//! let mut input = Input {
//!     contacts: &contacts,
//!     records: &records,
//!     sources: &[bill],
//!     clients: &[],
//!     verdicts: &[],
//!     settings: &settings,
//! };
//!
//! let learned = learn(&input);
//! let answer = decide(&input, &learned);
//! assert_eq!(answer.decision(ContactId(1)).unwrap().outcome, Outcome::Unrecorded);
//! let second = answer.decision(ContactId(2)).unwrap();
//! assert_eq!(second.outcome, Outcome::Recorded(RecordId(50)));
//! assert_eq!(
//!     explain(second, Lang::En, &zone),
//!     "The call of 3 March at 14:11 is what this record is about: the number is the one in the record, 4\u{a0}min later, \
//!      as when times are rounded to the quarter hour, 4 min spoken, 5 min noted. Sure: 99 in 100."
//! );
//!
//! // Ben knows better: the note is about the morning. His word wins; the rest is solved around it.
//! let word = [Verdict { order: 1, contact: ContactId(1), says: Says::Together(RecordId(50)) }];
//! input.verdicts = &word;
//! let answer = decide(&input, &learned);
//! assert_eq!(answer.decision(ContactId(1)).unwrap().by, By::Person);
//! assert_eq!(answer.decision(ContactId(2)).unwrap().outcome, Outcome::Unrecorded);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # How it decides
//!
//! 1. **Clocks.** Each source, between two changes of the clocks on the wall, may be some quarter hours off: a bill
//!    in another zone, a phone without summer time. A shift is believed when the records' times fit it far better than
//!    the clock as shown and than any other shift ([`ClockFinding`]); otherwise the clock stays as shown, and is said
//!    to be unclear.
//! 2. **Encounters.** Messages close together are one session; attempts in a row one bundle; one call on the bill and
//!    in the call history is one call.
//! 3. **Blocking.** Only what shares a number or an account (or, where that is hidden, a worker and an hour) is
//!    compared. What hangs together by such pairs is a block.
//! 4. **Odds.** A record is thought of as made from its contact: the time as it was, or rounded to 5, 15, 30, 60
//!    minutes, or the time of writing; a day only; now and then the next day, or the wrong one. Every pair gets the
//!    odds of what is written being about this contact, against its being about something not in the list (the weights
//!    of Fellegi & Sunter 1969). How often each happens here, and in whose hand, is learned by expectation–maximisation
//!    from the lists themselves.
//! 5. **Assignment.** Within a block the most probable whole is found exactly: at most one record to an encounter,
//!    at most one encounter to a record, "none" allowed on both sides. How probable each pair is, all others considered,
//!    comes from belief propagation; what is less sure than [`Settings::sure`] is for a person to look at.
//! 6. **One note for two calls.** A call within minutes of another is covered by that one's record, as far as people
//!    here write so (learned) and the organisation wants it so ([`Settings::redial_gap_minutes`]).
//!
//! # What holds
//!
//! * A person's word ([`Verdict`]) always wins and can be taken back: it is an input, not a change.
//! * With the same [`Learned`], what is decided in a block depends on that block alone.
//! * The order of the lists changes nothing.
//! * How often a worker forgets is never held against the next contact: recording is learned per source, not per person.
//!
//! # What it cannot know
//!
//! An unrecorded contact is a prompt to write a note, not a fault: the record may be elsewhere. A record without a
//! contact proves nothing either: a bill often lists only what costs money. Two calls on one day and a note with
//! neither hour nor length are a toss-up; the probability says so. The figures in `bench/README.md` are for generated
//! offices; what a real one yields must be looked at there, by a sample.

mod assign;
mod belief;
mod blocks;
mod clocks;
mod decision;
mod encounters;
mod habits;
mod hand;
mod learn;
mod model;
mod odds;
mod solve;
mod wall;
mod words;

pub use clocks::{Basis, ClockFinding};
pub use decision::{By, Decision, Evidence, Matched, Outcome};
pub use encounters::Class;
pub use hand::{Hand, Style};
pub use learn::{Clocks, Learned};
pub use model::{
    Channel, Client, ClientId, Clock, Contact, ContactId, Direction, Input, Kind, Peer, Record, RecordId, Says,
    Settings, Source, SourceId, Verdict, When, WorkerId,
};
pub use odds::Identity;
pub use solve::{decide, learn};
pub use crate::words::Lang;
pub use words::{explain, explain_clock};

/// Learns and decides at once.
#[must_use]
pub fn matched(input: &Input<'_>) -> Matched {
    decide(input, &learn(input))
}
