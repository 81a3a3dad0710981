//! What matching takes in: contacts, records, who is who, and what a person has said.
//!
//! Plain values. Ids are numbers that stay the same from run to run; whoever calls keeps the table from
//! them to rows. Instants are instants: a bill's or an export's civil times are read in the zone its
//! source is *believed* to keep, and the clocks are checked from there.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::E164;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident($inner:ty)),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub $inner);
    )+};
}

ids! {
    /// One line of a bill, one call of a call history, one message of a chat.
    ContactId(u64),
    /// One conversation, line of the contact log or case note.
    RecordId(u64),
    /// One bill, one call history, one imported chat: whatever has a clock of its own.
    SourceId(u32),
    /// Somebody who works or volunteers here.
    WorkerId(u32),
    /// A client (or partner) with a file.
    ClientId(u32),
    /// How they spoke (telephone, text, WhatsApp …). Only ever compared.
    Channel(u16),
}

/// The other end of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Peer {
    Number(E164),
    /// An account of a chat app, numbered (or hashed) by the caller.
    Account(u64),
}

/// Who began it, seen from here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Direction {
    In,
    Out,
}

/// What kind of contact a line shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Call {
        /// As the source counts them (a bill: rounded up, see [`Source::increment`]).
        seconds: Option<u32>,
        /// `None` where the source does not say.
        answered: Option<bool>,
    },
    /// One text or chat message. Messages close together become one session.
    Message,
    /// Listening to one's own voicemail.
    Voicemail,
}

/// Something that passed between a phone of the organisation and somebody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    pub id: ContactId,
    pub source: SourceId,
    /// When it began, as its source says.
    pub at: Timestamp,
    pub kind: Kind,
    /// `None`: the number was hidden.
    pub peer: Option<Peer>,
    /// Who may have had the phone: one, several for a shared phone, none if not known.
    pub workers: Vec<WorkerId>,
    pub direction: Option<Direction>,
    pub channel: Channel,
}

/// When a record says it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum When {
    At(Timestamp),
    /// A day without an hour, in [`Settings::zone`].
    Day(Date),
}

/// What somebody wrote down about a contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub id: RecordId,
    /// Who wrote it, or whose contact it was.
    pub author: Option<WorkerId>,
    pub client: Option<ClientId>,
    /// The number or account written in it, if any.
    pub peer: Option<Peer>,
    pub when: When,
    /// When it was written down, where the system knows: a note is not about what comes after it.
    pub written: Option<Timestamp>,
    pub minutes: Option<u32>,
    pub direction: Option<Direction>,
    pub channel: Option<Channel>,
    /// `Some(false)`: it says that nobody was reached.
    pub reached: Option<bool>,
}

/// The numbers and accounts on somebody's file. Several people may share one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    pub id: ClientId,
    pub peers: Vec<Peer>,
}

/// What is known of a source's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// Find out from the records.
    Estimate,
    /// Somebody said: this many minutes ahead (behind if negative).
    Ahead(i32),
}

/// A bill, a call history, an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source {
    pub id: SourceId,
    pub clock: Clock,
    /// It shows minutes only: a call shown at 14:05 began between 14:05:00 and 14:05:59.
    pub minutes_only: bool,
    /// Lengths are rounded up to this many seconds (60 on most bills, 1 in a call history).
    pub increment: u32,
    /// Ringing counts as part of the call.
    pub rings: bool,
}

/// A person's word. It always wins; what is left is solved around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// Later words about the same thing stand against earlier ones.
    pub order: u64,
    pub contact: ContactId,
    pub says: Says,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Says {
    /// This contact is what that record is about.
    Together(RecordId),
    /// Whatever it is about, not that.
    Apart(RecordId),
    /// Nobody wrote this one down.
    NeverRecorded,
    /// A wrong number, a pocket call, a private one: nothing is owed.
    NotAContact,
}

/// What the organisation decides for itself.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the organisation's days begin and end.
    pub zone: TimeZone,
    /// Messages closer than this are one session.
    pub session_gap_minutes: u32,
    /// A call this soon after another with the same person is covered by that one's note; 0: each wants its own.
    pub redial_gap_minutes: u32,
    /// A call at most this long is an attempt, also where the source does not say whether it was answered.
    pub attempt_seconds: u32,
    /// Attempts are contacts too, and want a record.
    pub attempts_count: bool,
    /// So are messages left on a voicemail and calls to one's own.
    pub voicemail_counts: bool,
    /// Clocks further out than this are not believed.
    pub clock_bound_minutes: u32,
    /// Below this probability a decision is for a person to look at.
    pub sure: f64,
}

impl Settings {
    /// Sessions of 45 minutes, redials of 10, attempts up to 20 seconds, clocks up to 14 hours out, sure at 0.9.
    #[must_use]
    pub fn new(zone: TimeZone) -> Self {
        Self {
            zone,
            session_gap_minutes: 45,
            redial_gap_minutes: 10,
            attempt_seconds: 20,
            attempts_count: false,
            voicemail_counts: false,
            clock_bound_minutes: 14 * 60,
            sure: 0.9,
        }
    }
}

/// Everything at once. The order of the lists means nothing.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    pub contacts: &'a [Contact],
    pub records: &'a [Record],
    pub sources: &'a [Source],
    pub clients: &'a [Client],
    pub verdicts: &'a [Verdict],
    pub settings: &'a Settings,
}
