//! A small office to tell stories in: one worker, one bill, one client, March 2026 in Ottawa.

use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;
use telecom::E164;
use telecom::matching::{
    Channel, Client, ClientId, Clock, Contact, ContactId, Decision, Direction, Input, Kind, Matched, Outcome, Peer, Record,
    RecordId, Says, Settings, Source, SourceId, Verdict, When, WorkerId, matched,
};

pub const BEN: WorkerId = WorkerId(1);
pub const ELI: WorkerId = WorkerId(2);
pub const BILL: SourceId = SourceId(1);
pub const HISTORY: SourceId = SourceId(2);
pub const CHAT: SourceId = SourceId(3);

pub fn zone() -> TimeZone {
    TimeZone::posix("EST5EDT,M3.2.0,M11.1.0").unwrap()
}

/// A moment of March 2026 by the clock on the wall.
pub fn at(day: i8, hour: i8, minute: i8) -> Timestamp {
    zone().to_timestamp(date(2026, 3, day).at(hour, minute, 0, 0)).unwrap()
}

pub fn number(n: u64) -> Peer {
    Peer::Number(E164::new(16_135_550_000 + n).unwrap())
}

/// An answered call of so many minutes on Ben's bill, with number 1.
pub fn call(id: u64, at: Timestamp, minutes: u32) -> Contact {
    Contact {
        id: ContactId(id),
        source: BILL,
        at,
        kind: Kind::Call { seconds: Some(minutes * 60), answered: Some(true) },
        peer: Some(number(1)),
        workers: vec![BEN],
        direction: None,
        channel: Channel(0),
    }
}

pub fn attempt(id: u64, at: Timestamp) -> Contact {
    Contact { kind: Kind::Call { seconds: Some(0), answered: Some(false) }, ..call(id, at, 0) }
}

pub fn message(id: u64, at: Timestamp) -> Contact {
    Contact { source: CHAT, kind: Kind::Message, channel: Channel(1), ..call(id, at, 0) }
}

/// Ben's note about number 1.
pub fn note(id: u64, when: When) -> Record {
    Record {
        id: RecordId(id),
        author: Some(BEN),
        client: Some(ClientId(1)),
        peer: Some(number(1)),
        when,
        written: None,
        minutes: None,
        direction: None,
        channel: None,
        reached: None,
    }
}

pub struct Office {
    pub contacts: Vec<Contact>,
    pub records: Vec<Record>,
    pub sources: Vec<Source>,
    pub clients: Vec<Client>,
    pub verdicts: Vec<Verdict>,
    pub settings: Settings,
}

impl Office {
    pub fn new(contacts: Vec<Contact>, records: Vec<Record>) -> Self {
        let source = |id, minutes_only, increment, rings| Source { id, clock: Clock::Estimate, minutes_only, increment, rings };
        Self {
            contacts,
            records,
            sources: vec![source(BILL, true, 60, true), source(HISTORY, false, 1, false), source(CHAT, false, 1, false)],
            clients: vec![Client { id: ClientId(1), peers: vec![number(1), number(2)] }],
            verdicts: Vec::new(),
            settings: Settings::new(zone()),
        }
    }

    pub fn input(&self) -> Input<'_> {
        Input {
            contacts: &self.contacts,
            records: &self.records,
            sources: &self.sources,
            clients: &self.clients,
            verdicts: &self.verdicts,
            settings: &self.settings,
        }
    }

    pub fn says(&mut self, contact: u64, says: Says) -> &mut Self {
        let order = self.verdicts.len() as u64;
        self.verdicts.push(Verdict { order, contact: ContactId(contact), says });
        self
    }

    pub fn matched(&self) -> Matched {
        matched(&self.input())
    }

    /// What became of one contact.
    pub fn outcome(&self, contact: u64) -> Outcome {
        self.decision(contact).outcome
    }

    pub fn decision(&self, contact: u64) -> Decision {
        self.matched().decision(ContactId(contact)).unwrap().clone()
    }
}

pub fn recorded(id: u64) -> Outcome {
    Outcome::Recorded(RecordId(id))
}

pub fn covered(id: u64) -> Outcome {
    Outcome::CoveredBy(RecordId(id))
}

/// The other way round.
pub fn incoming(contact: Contact) -> Contact {
    Contact { direction: Some(Direction::In), ..contact }
}
