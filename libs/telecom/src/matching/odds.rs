//! How much likelier what is written is, if it is about this contact, than if it is about something else.
//!
//! A record is thought of as made from its contact: somebody writes the time as it was, or rounded to a grid,
//! or the time at which they write; now and then the next day, now and then the wrong day. The odds of a pair are
//! the product of what each thing written says (time, length, direction, channel, who wrote it, when it was
//! written down), against the same thing written about a contact that is not in the list. Sources: the
//! tolerances people show in practice, and the weights of Fellegi & Sunter (1969).

use super::encounters::{Class, Encounter};
use super::hand::{Hand, STYLES, Style};
use super::learn::Learned;
use super::model::{Peer, Record, When};
use super::wall::{DAY, Wall};

/// How the two came to be compared at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Identity {
    /// The number written in the record is the one called.
    Written,
    /// The number is on the client's file; the record names the client.
    OnFile,
    /// The record gives another number, but this one is on the same client's file.
    OtherOnFile,
    /// The number was hidden; only the person and the time speak.
    Hidden,
}

#[derive(Debug, Clone)]
pub(super) struct Entry<'a> {
    pub(super) record: &'a Record,
    pub(super) at: Option<i64>,
    pub(super) day: i64,
    /// To look it up by: its moment, or noon of its day.
    pub(super) around: i64,
    /// The widest grid of [`STYLES`] its minute lies on, in minutes.
    grid: i64,
    /// Its time is the time at which it was written down.
    tied: Option<bool>,
    pub(super) peers: Vec<(Peer, Identity)>,
}

impl<'a> Entry<'a> {
    pub(super) fn new(record: &'a Record, peers: Vec<(Peer, Identity)>, wall: &Wall) -> Self {
        let at = match record.when {
            When::At(at) => Some(at.as_second()),
            When::Day(_) => None,
        };
        let day = match record.when {
            When::At(at) => wall.day(at.as_second()),
            When::Day(date) => super::wall::day_number(date),
        };
        let local = at.map_or(1, |t| wall.local(t).div_euclid(60));
        let grid = [60, 30, 15, 5].into_iter().find(|g| local.rem_euclid(*g) == 0).unwrap_or(1);
        let tied = at.zip(record.written).map(|(t, w)| (t - w.as_second()).abs() <= 120);
        Self { record, at, day, around: at.unwrap_or_else(|| wall.noon(day)), grid, tied, peers }
    }
}

/// What a time says, style by style: how likely each is if the record is about the contact.
pub(super) struct Times {
    pub(super) by_style: [f64; STYLES.len()],
    pub(super) wrong_day: f64,
    pub(super) next_day: f64,
    pub(super) by_chance: f64,
}

impl Times {
    pub(super) fn sum(&self) -> f64 {
        self.by_style.iter().sum::<f64>() + self.wrong_day + self.next_day
    }
}

/// What is known when two are compared.
pub(super) struct Scale<'a> {
    pub(super) learned: &'a Learned,
    pub(super) wall: &'a Wall,
}

impl Scale<'_> {
    /// The logarithm of the odds that `entry` is about `encounter`, against it being about something else and
    /// the encounter having no record. `crowd`: how many records could be about the same person.
    pub(super) fn odds(&self, encounter: &Encounter<'_>, entry: &Entry<'_>, identity: Identity, crowd: usize) -> f64 {
        let learned = self.learned;
        let times = self.times(encounter, entry);
        let sum = times.sum();
        if sum <= 0.0 {
            return f64::NEG_INFINITY;
        }
        let recorded = learned.recorded(encounter);
        #[expect(clippy::cast_precision_loss, reason = "a count of records")]
        let strays = learned.stray * (crowd as f64 + 1.0);
        (recorded / (1.0 - recorded)).ln() + (sum / times.by_chance / strays).ln()
            + self.length(encounter, entry)
            + self.manner(encounter, entry)
            + match identity {
                Identity::Written | Identity::OnFile => 0.0,
                Identity::OtherOnFile => -3.0,
                Identity::Hidden => -1.0,
            }
    }

    pub(super) fn times(&self, encounter: &Encounter<'_>, entry: &Entry<'_>) -> Times {
        let hand = self.learned.hand(entry.record.author);
        match entry.at {
            Some(at) => self.timed(encounter, entry, at, hand),
            None => self.day_only(encounter, entry, hand),
        }
    }

    fn timed(&self, encounter: &Encounter<'_>, entry: &Entry<'_>, at: i64, hand: &Hand) -> Times {
        let usual = 1.0 - hand.wrong_day - hand.next_day;
        let mut times = Times { by_style: [0.0; STYLES.len()], wrong_day: 0.0, next_day: 0.0, by_chance: 0.0 };
        let work = self.learned.days * WORKING_MINUTES;
        for ((style, weight), mass) in STYLES.iter().zip(hand.styles).zip(&mut times.by_style) {
            let weight = weight * style.tied(entry.tied);
            *mass = usual * weight * style.mass(encounter, at, entry.grid, hand);
            times.by_chance += weight * style.chance(entry.grid) / work;
            for shift in [-DAY, DAY] {
                times.wrong_day += hand.wrong_day / 2.0 * weight * style.mass(encounter, at + shift, entry.grid, hand);
            }
        }
        let later = entry.day - self.wall.day(encounter.end);
        times.next_day = hand.next_day * Style::Late.tied(entry.tied) * late_by_days(later) / WORKING_MINUTES;
        times
    }

    fn day_only(&self, encounter: &Encounter<'_>, entry: &Entry<'_>, hand: &Hand) -> Times {
        let (first, last) = (self.wall.day(encounter.start), self.wall.day(encounter.end));
        let apart = if entry.day < first { entry.day - first } else { (entry.day - last).max(0) };
        let usual = 1.0 - hand.wrong_day - hand.next_day;
        let mut times = Times { by_style: [0.0; STYLES.len()], wrong_day: 0.0, next_day: 0.0, by_chance: 1.0 / self.learned.days };
        let written = self.written_after(encounter, entry);
        if apart == 0
            && let Some(mass) = times.by_style.first_mut()
        {
            *mass = usual * written;
        } else if apart.abs() == 1 {
            times.wrong_day = hand.wrong_day / 2.0 * written;
        }
        times.next_day = hand.next_day * late_by_days(apart) * written;
        times
    }

    /// A note of a day says nothing of the hour; when it was written down does, on that day.
    fn written_after(&self, encounter: &Encounter<'_>, entry: &Entry<'_>) -> f64 {
        let Some(written) = entry.record.written.map(jiff::Timestamp::as_second) else { return 1.0 };
        if self.wall.day(written) != self.wall.day(encounter.end) {
            return 1.0;
        }
        #[expect(clippy::cast_precision_loss, reason = "minutes of a day")]
        let delay = ((written - encounter.end) as f64 / 60.0).max(0.0);
        let soon = self.learned.writes_within;
        0.5 + 0.5 * WORKING_MINUTES * (-delay / soon).exp() / soon
    }

    fn length(&self, encounter: &Encounter<'_>, entry: &Entry<'_>) -> f64 {
        let (Some(spoken), Some(noted)) = (encounter.length, entry.record.minutes) else { return 0.0 };
        let five = self.learned.hand(entry.record.author).five_minute_lengths;
        (length_mass(spoken, noted, five) / self.learned.length_by_chance(noted)).ln()
    }

    /// Direction, channel, who wrote it, whether anybody was reached, and that no note comes before its contact.
    fn manner(&self, encounter: &Encounter<'_>, entry: &Entry<'_>) -> f64 {
        let (learned, record) = (self.learned, entry.record);
        let mut sum = 0.0;
        if let (Some(a), Some(b)) = (encounter.direction, record.direction) {
            sum += learned.direction.weight(a == b);
        }
        if let Some(channel) = record.channel {
            sum += learned.channel.weight(channel == encounter.channel);
        }
        if let Some(author) = record.author
            && !encounter.workers.is_empty()
        {
            sum += learned.author.weight(encounter.workers.contains(&author));
        }
        if let Some(reached) = record.reached {
            let spoke = !matches!(encounter.class, Class::Attempt | Class::Voicemail);
            sum += if reached == spoke { 0.6 } else { -2.5 };
        }
        if record.written.is_some_and(|w| w.as_second() < encounter.start - 180) {
            sum -= 6.0;
        }
        sum
    }
}

/// An ordinary day's work: where a record about something else may lie.
pub(super) const WORKING_MINUTES: f64 = 540.0;

/// Of what is written on a later day, what share this many days later (a weekend may lie between).
fn late_by_days(days: i64) -> f64 {
    match days {
        1 => 0.8,
        2 | 3 => 0.1,
        _ => 0.0,
    }
}

/// People write 5, 10, 15 minutes, at least 5, or the minute itself; long talks less exactly.
pub(super) fn length_mass(spoken: f64, noted: u32, five: f64) -> f64 {
    let (by_five, by_one) = length_styles(spoken, noted);
    five * by_five + (1.0 - five) * by_one + 0.0005
}

pub(super) fn length_styles(spoken: f64, noted: u32) -> (f64, f64) {
    let noted_minutes = f64::from(noted);
    let by_five = if noted > 0 && noted.is_multiple_of(5) {
        5.0 * laplace(noted_minutes - spoken.max(5.0), 1.6 + 0.04 * spoken)
    } else {
        0.0
    };
    (by_five, laplace(noted_minutes - spoken.max(0.5), 0.7 + 0.04 * spoken))
}

pub(super) fn laplace(x: f64, scale: f64) -> f64 {
    (-x.abs() / scale).exp() / (2.0 * scale)
}
