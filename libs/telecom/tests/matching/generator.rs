//! A seeded office with known truth: contacts, what was written down about them, and how badly.
//!
//! Everything here is an **assumption** about how people write things down (rates of `Noise`); a score on it
//! shows that the method works where the assumptions hold, not how well it does in a given organisation. The
//! base rates are those of the prototype this was first tried with: 12 % not recorded, 10 % shared numbers, 15 %
//! of notes without a number, 20 % with a day only, 45 % at the quarter hour, 25 % at the time of writing, 2 %
//! under the wrong day, 3 % about nothing in the list; busy clients call several times a day.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use telecom::E164;
use telecom::matching::{
    Channel, Client, ClientId, Clock, Contact, ContactId, Decision, Direction, Input, Kind, Matched, Outcome, Peer, Record,
    RecordId, Settings, Source, SourceId, When, WorkerId,
};

/// How badly things are written down. `Noise::times(2.0)` doubles every rate of error.
#[derive(Debug, Clone, Copy)]
pub struct Noise {
    pub unrecorded: f64,
    pub shared_number: f64,
    pub no_number: f64,
    pub day_only: f64,
    pub quarter: f64,
    pub late: f64,
    pub wrong_day: f64,
    pub next_day: f64,
    pub stray: f64,
    /// The system knows when a record was written down.
    pub stamped: f64,
    /// The record says who called, and how; one in twenty is wrong.
    pub manner: f64,
    /// A call is preceded by attempts; a call breaks off and is taken up again, one note for both.
    pub attempts: f64,
    pub redial: f64,
    /// Part of the contacts are sessions of messages.
    pub sessions: f64,
    /// Calls from a hidden number.
    pub hidden: f64,
    /// How many minutes the bills' clocks are ahead.
    pub clock_ahead: i64,
}

impl Noise {
    /// The rates of the prototype, in an office whose contact log is kept in a system (moments of writing known).
    pub const OFFICE: Self = Self {
        unrecorded: 0.12,
        shared_number: 0.10,
        no_number: 0.15,
        day_only: 0.20,
        quarter: 0.45,
        late: 0.25,
        wrong_day: 0.02,
        next_day: 0.01,
        stray: 0.03,
        stamped: 1.0,
        manner: 0.7,
        attempts: 0.12,
        redial: 0.04,
        sessions: 0.2,
        hidden: 0.01,
        clock_ahead: 0,
    };

    /// The prototype's assumptions and no others: calls alone, one note each, no evidence but number, time and length.
    pub const PROTOTYPE: Self = Self {
        next_day: 0.0,
        stamped: 0.0,
        manner: 0.0,
        attempts: 0.0,
        redial: 0.0,
        sessions: 0.0,
        hidden: 0.0,
        ..Self::OFFICE
    };

    /// Every rate of error times `by`; what is not recorded stays, or the question itself would change.
    pub fn times(self, by: f64) -> Self {
        let rate = |r: f64| (r * by).min(0.9);
        // Day only, quarter and late are shares of one whole; the exact ones give way.
        let inexact = self.day_only + self.quarter + self.late;
        let room = (inexact * by).min(0.97) / inexact;
        Self {
            shared_number: rate(self.shared_number),
            no_number: rate(self.no_number),
            day_only: self.day_only * room,
            quarter: self.quarter * room,
            late: self.late * room,
            wrong_day: rate(self.wrong_day),
            next_day: rate(self.next_day),
            stray: rate(self.stray),
            attempts: rate(self.attempts),
            redial: rate(self.redial),
            hidden: rate(self.hidden),
            ..self
        }
    }

    /// Nothing but number, time and length: a spreadsheet kept by hand.
    pub fn on_paper(self) -> Self {
        Self { stamped: 0.0, manner: 0.0, ..self }
    }
}

/// How big the office is.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub workers: u32,
    pub clients: u32,
    pub days: u32,
    pub contacts_a_day: f64,
}

impl Size {
    pub const OFFICE: Self = Self { workers: 6, clients: 40, days: 30, contacts_a_day: 9.0 };
}

/// SplitMix64: the same numbers everywhere, for ever.
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub fn chance(&mut self, p: f64) -> bool {
        self.unit() < p
    }

    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// A bell of width 1.
    pub fn bell(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }

    pub fn index(&mut self, below: u64) -> u64 {
        self.next() % below
    }
}

pub struct Office {
    pub contacts: Vec<Contact>,
    pub records: Vec<Record>,
    pub sources: Vec<Source>,
    pub clients: Vec<Client>,
    pub settings: Settings,
    /// What each contact is: with its record, or with none though one is owed. Attempts are left out.
    pub truth: BTreeMap<ContactId, Option<RecordId>>,
}

impl Office {
    pub fn input(&self) -> Input<'_> {
        Input {
            contacts: &self.contacts,
            records: &self.records,
            sources: &self.sources,
            clients: &self.clients,
            verdicts: &[],
            settings: &self.settings,
        }
    }

    pub fn new(seed: u64, size: Size, noise: Noise) -> Self {
        let mut making = Making::new(seed, size, noise);
        let mut day = making.first;
        let mut worked = 0;
        while worked < size.days {
            if day.weekday().to_monday_zero_offset() < 5 {
                worked += 1;
                for worker in 0..size.workers {
                    making.day_of(worker, day);
                }
            }
            day = day.tomorrow().unwrap();
        }
        making.office
    }
}

struct Making {
    dice: Dice,
    size: Size,
    noise: Noise,
    first: Date,
    zone: TimeZone,
    /// Each worker's clients, and how often each is in touch.
    weights: Vec<f64>,
    office: Office,
}

const CALL: Channel = Channel(0);
const TEXT: Channel = Channel(1);

/// What happened, before anybody wrote it down.
struct Event {
    worker: u32,
    client: u32,
    /// Seconds of Unix time.
    start: f64,
    /// Minutes.
    length: f64,
    channel: Channel,
    direction: Direction,
}

impl Making {
    fn new(seed: u64, size: Size, noise: Noise) -> Self {
        let mut dice = Dice(seed ^ 0x5eed);
        let zone = TimeZone::posix("EST5EDT,M3.2.0,M11.1.0").unwrap();
        let mut clients: Vec<Client> = (0..size.workers * size.clients)
            .map(|n| {
                let number = |n: u32| Peer::Number(E164::new(16_135_000_000 + u64::from(n)).unwrap());
                let mut peers = vec![number(n)];
                if dice.chance(0.1) {
                    peers.push(number(n + 5_000_000));
                }
                Client { id: ClientId(n), peers }
            })
            .collect();
        // Households: several clients of one worker behind one number.
        for n in 0..clients.len() {
            if dice.chance(noise.shared_number) {
                let first = n / size.clients as usize * size.clients as usize;
                let other = first + usize::try_from(dice.index(u64::from(size.clients))).unwrap();
                clients[n].peers[0] = clients[other].peers[0];
            }
        }
        // Even workers have a phone of their own, with a bill; every phone has a list of its messages.
        let bill = |n| Source { id: SourceId(n), clock: Clock::Estimate, minutes_only: true, increment: 60, rings: true };
        let texts = |n| Source { id: SourceId(1_000 + n), clock: Clock::Estimate, minutes_only: false, increment: 1, rings: false };
        let sources = (0..size.workers).flat_map(|n| [bill(n), texts(n)]).collect();
        let settings = Settings::new(zone.clone());
        let office =
            Office { contacts: Vec::new(), records: Vec::new(), sources, clients, settings, truth: BTreeMap::new() };
        let weights = (0..size.clients).map(|i| 1.0 / f64::from(i + 1).powf(0.8)).collect();
        Self { dice, size, noise, first: Date::constant(2026, 2, 16), zone, weights, office }
    }

    fn day_of(&mut self, worker: u32, day: Date) {
        let many = (self.size.contacts_a_day + 3.0 * self.dice.bell()).max(0.0) as u32;
        let midnight = self.zone.to_timestamp(day.to_datetime(jiff::civil::Time::midnight())).unwrap().as_second();
        for _ in 0..many {
            let start = midnight as f64 + self.dice.between(8.5, 17.5) * 3600.0;
            let event = Event {
                worker,
                client: worker * self.size.clients + self.anyone(),
                start,
                length: (0.2 - 7.0 * (1.0 - self.dice.unit()).ln()).min(90.0),
                channel: if self.dice.chance(self.noise.sessions) { TEXT } else { CALL },
                direction: if self.dice.chance(0.6) { Direction::Out } else { Direction::In },
            };
            self.happens(&event, day);
            if self.dice.chance(self.noise.stray) {
                let client = worker * self.size.clients + self.dice.index(u64::from(self.size.clients)) as u32;
                let start = midnight as f64 + self.dice.between(8.5, 17.5) * 3600.0;
                self.write(&Event { client, start, length: 15.0, ..event }, day);
            }
        }
    }

    fn anyone(&mut self) -> u32 {
        let mut left = self.dice.unit() * self.weights.iter().sum::<f64>();
        for (n, weight) in self.weights.iter().enumerate() {
            left -= weight;
            if left <= 0.0 {
                return n as u32;
            }
        }
        0
    }

    fn happens(&mut self, event: &Event, day: Date) {
        let number = self.number_of(event.client);
        let contacts: Vec<ContactId> = if event.channel == TEXT {
            let many = 2 + self.dice.index(8) as usize;
            let mut at = event.start;
            let mut first = None;
            for _ in 0..many {
                let id = self.line(event, number, at, Kind::Message);
                first = first.or(Some(id));
                at += self.dice.between(0.2, 6.0) * 60.0;
            }
            // A session is one contact, however many messages it has.
            first.into_iter().collect()
        } else {
            self.calls(event, number)
        };
        let record = (!self.dice.chance(self.noise.unrecorded)).then(|| {
            let last = self.office.contacts.last().unwrap();
            let end = (last.at.as_second() - self.noise.clock_ahead * 60) as f64;
            let length = if event.channel == TEXT { (end - event.start) / 60.0 } else { event.length };
            self.write(&Event { length, ..*event }, day)
        });
        for id in contacts {
            self.office.truth.insert(id, record);
        }
    }

    /// A call, with the attempts before it, or the call it was taken up from.
    fn calls(&mut self, event: &Event, number: Peer) -> Vec<ContactId> {
        let mut start = event.start;
        if self.dice.chance(self.noise.attempts) {
            for n in 1..=self.dice.index(3) + 1 {
                let kind = Kind::Call { seconds: Some(0), answered: Some(false) };
                let before = n as f64 * self.dice.between(120.0, 900.0);
                self.line(event, number, start - before, kind);
            }
        }
        let mut made = Vec::new();
        if self.dice.chance(self.noise.redial) {
            made.push(self.call(event, number, start, 1.5));
            start += self.dice.between(150.0, 480.0);
        }
        made.push(self.call(event, number, start, event.length));
        made
    }

    fn call(&mut self, event: &Event, number: Peer, start: f64, length: f64) -> ContactId {
        let ring = self.dice.between(3.0, 30.0);
        let billed = ((length * 60.0 + ring) / 60.0).ceil() as u32 * 60;
        self.line(event, number, start - ring, Kind::Call { seconds: Some(billed), answered: Some(true) })
    }

    fn line(&mut self, event: &Event, number: Peer, at: f64, kind: Kind) -> ContactId {
        let id = ContactId(self.office.contacts.len() as u64);
        let bill = kind != Kind::Message;
        let at = if bill { (at / 60.0).floor() * 60.0 } else { at };
        let hidden = bill && event.direction == Direction::In && self.dice.chance(self.noise.hidden);
        // The last two share a phone: the bill cannot tell which of them it was.
        let (last, shared) = (self.size.workers - 1, event.worker + 2 >= self.size.workers);
        let workers = if shared { vec![WorkerId(last - 1), WorkerId(last)] } else { vec![WorkerId(event.worker)] };
        let phone = if shared { last - 1 } else { event.worker };
        let ahead = self.noise.clock_ahead * 60;
        self.office.contacts.push(Contact {
            id,
            source: SourceId(if bill { phone } else { 1_000 + phone }),
            at: Timestamp::from_second(at as i64 + ahead).unwrap(),
            kind,
            peer: (!hidden).then_some(number),
            workers,
            direction: Some(event.direction),
            channel: event.channel,
        });
        id
    }

    fn number_of(&mut self, client: u32) -> Peer {
        let peers = &self.office.clients[client as usize].peers;
        peers[if peers.len() > 1 && self.dice.chance(0.3) { 1 } else { 0 }]
    }

    fn write(&mut self, event: &Event, day: Date) -> RecordId {
        let noise = self.noise;
        let id = RecordId(self.office.records.len() as u64);
        let end = event.start + event.length * 60.0;
        let mut written = end + (self.dice.bell() * 20.0 * 60.0).abs();
        let next_day = self.dice.chance(noise.next_day);
        if next_day {
            written += 86_400.0;
        }
        let style = self.dice.unit();
        let mut time = if next_day || style < noise.late {
            Some(written)
        } else if style < noise.late + noise.quarter {
            Some((event.start / 900.0).round() * 900.0)
        } else if style < noise.late + noise.quarter + noise.day_only {
            None
        } else {
            Some(event.start + self.dice.bell() * 120.0)
        };
        let mut noted = if next_day { day.tomorrow().unwrap() } else { day };
        if !next_day && self.dice.chance(noise.wrong_day) {
            let back = self.dice.chance(0.5);
            noted = if back { day.yesterday() } else { day.tomorrow() }.unwrap();
            time = time.map(|t| if back { t - 86_400.0 } else { t + 86_400.0 });
        }
        let minutes = if self.dice.chance(0.6) {
            Some(((event.length / 5.0).round() as u32 * 5).max(5))
        } else {
            self.dice.chance(0.5).then_some(event.length.round() as u32)
        };
        let number = self.number_of(event.client);
        let client = ClientId(event.client);
        let says = self.dice.chance(noise.manner);
        let slip = self.dice.chance(0.05);
        let other = if event.direction == Direction::In { Direction::Out } else { Direction::In };
        self.office.records.push(Record {
            id,
            author: Some(WorkerId(event.worker)),
            client: Some(client),
            peer: (!self.dice.chance(noise.no_number)).then_some(number),
            when: time.map_or(When::Day(noted), |t| When::At(Timestamp::from_second((t / 60.0).floor() as i64 * 60).unwrap())),
            written: self.dice.chance(noise.stamped).then(|| Timestamp::from_second(written as i64).unwrap()),
            minutes,
            direction: says.then_some(if slip { other } else { event.direction }),
            channel: says.then_some(event.channel),
            reached: None,
        });
        id
    }
}

/// How well contacts without a record were found, and links made.
#[derive(Debug, Clone, Copy, Default)]
pub struct Score {
    pub found: f64,
    pub said: f64,
    pub there: f64,
    pub linked_right: f64,
    pub linked: f64,
    pub recorded: f64,
    pub review: f64,
    pub all: f64,
}

impl Score {
    pub fn of(office: &Office, matched: &Matched) -> Self {
        let mut score = Self::default();
        let one = |yes: bool| f64::from(u8::from(yes));
        for (id, record) in &office.truth {
            let Decision { outcome, review, .. } = *matched.decision(*id).unwrap();
            let none = outcome == Outcome::Unrecorded;
            score.all += 1.0;
            score.there += one(record.is_none());
            score.said += one(none);
            score.found += one(none && record.is_none());
            score.recorded += one(record.is_some());
            score.linked += one(outcome.record().is_some());
            score.linked_right += one(record.is_some() && outcome.record() == *record);
            score.review += one(review);
        }
        score
    }

    pub fn add(&mut self, o: &Self) {
        self.found += o.found;
        self.said += o.said;
        self.there += o.there;
        self.linked_right += o.linked_right;
        self.linked += o.linked;
        self.recorded += o.recorded;
        self.review += o.review;
        self.all += o.all;
    }

    pub fn precision(&self) -> f64 {
        self.found / self.said.max(1.0)
    }

    pub fn recall(&self) -> f64 {
        self.found / self.there.max(1.0)
    }

    /// Of "nobody wrote this one down".
    pub fn f1(&self) -> f64 {
        2.0 * self.found / (self.said + self.there).max(1.0)
    }

    /// Of links: the right record.
    pub fn link_f1(&self) -> f64 {
        2.0 * self.linked_right / (self.linked + self.recorded).max(1.0)
    }
}
