//! Learning, step by step: match a sample, count what the likely pairs show, believe that.

use rustc_hash::FxHashMap;

use super::belief::probabilities;
use super::blocks::{Index, blocks};
use super::clocks::spread;
use super::encounters::{Class, Encounter};
use super::hand::{Hand, STYLES, Style};
use super::learn::{Agreement, Learned, usually_recorded};
use super::model::{SourceId, WorkerId};
use super::odds::{Entry, Scale, length_styles};
use super::wall::{DAY, Wall};

const ROUNDS: usize = 4;
/// About this many encounters are learned from; more teach nothing new.
const SAMPLE: usize = 8_000;
/// What everybody does counts as much as this many notes of one's own.
const HOUSE: f64 = 25.0;

/// Learns from a sample, starting with what people usually do. `learned` brings the clocks.
pub(super) fn learn(mut learned: Learned, encounters: &[Encounter<'_>], entries: &[Entry<'_>], index: &Index, wall: &Wall) -> Learned {
    let every = (encounters.len() / SAMPLE).max(1) as u64;
    let picked = |peer| every == 1 || spread(peer).is_multiple_of(every);
    let sample: Vec<usize> = (0..encounters.len())
        .filter(|at| encounters.get(*at).and_then(|e| e.peer).is_some_and(picked))
        .collect();
    let Some(span) = Span::of(encounters, &sample) else { return learned };
    let about: Vec<bool> = entries
        .iter()
        .map(|e| span.covers(e) && !e.peers.is_empty() && e.peers.iter().all(|p| picked(p.0)))
        .collect();
    learned.days = working_days(entries, &span);
    learned.lengths = lengths(entries);
    learned.channel.by_chance = channel_chance(encounters, entries, &sample);
    for _ in 0..ROUNDS {
        let counted = count(&learned, encounters, &sample, entries, index, wall);
        learned = counted.believe(learned, &about);
    }
    learned
}

/// The days the sample is spread over: records from before and after say nothing about it.
struct Span(i64, i64);

impl Span {
    fn of(encounters: &[Encounter<'_>], sample: &[usize]) -> Option<Self> {
        let starts = || sample.iter().filter_map(|at| encounters.get(*at)).map(|e| e.start);
        Some(Self(starts().min()? - DAY, starts().max()? + DAY))
    }

    fn covers(&self, entry: &Entry<'_>) -> bool {
        (self.0..=self.1).contains(&entry.around)
    }
}

#[expect(clippy::cast_precision_loss, reason = "a count of days")]
fn working_days(entries: &[Entry<'_>], span: &Span) -> f64 {
    let mut days: Vec<i64> = entries.iter().filter(|e| span.covers(e)).map(|e| e.day).collect();
    days.sort_unstable();
    days.dedup();
    (days.len() as f64).max(5.0)
}

/// How often each length is written, smoothed.
#[expect(clippy::cast_precision_loss, reason = "a count of records")]
fn lengths(entries: &[Entry<'_>]) -> Vec<f64> {
    let mut counts = vec![0.2_f64; 241];
    let mut all = 0.2 * counts.len() as f64;
    for minutes in entries.iter().filter_map(|e| e.record.minutes) {
        if let Some(count) = usize::try_from(minutes.min(240)).ok().and_then(|m| counts.get_mut(m)) {
            *count += 1.0;
            all += 1.0;
        }
    }
    counts.iter().map(|c| c / all).collect()
}

#[expect(clippy::cast_precision_loss, reason = "a count")]
fn channel_chance(encounters: &[Encounter<'_>], entries: &[Entry<'_>], sample: &[usize]) -> f64 {
    let mut shares: FxHashMap<u16, (f64, f64)> = FxHashMap::default();
    for encounter in sample.iter().filter_map(|at| encounters.get(*at)) {
        shares.entry(encounter.channel.0).or_default().0 += 1.0 / sample.len() as f64;
    }
    let named: Vec<u16> = entries.iter().filter_map(|e| e.record.channel).map(|c| c.0).collect();
    for channel in &named {
        shares.entry(*channel).or_default().1 += 1.0 / named.len() as f64;
    }
    let mut both: Vec<f64> = shares.values().map(|(a, b)| a * b).collect();
    both.sort_by(f64::total_cmp);
    both.iter().sum::<f64>().clamp(0.1, 0.95)
}

/// What the likely pairs show; every figure is a sum of probabilities.
#[derive(Default)]
struct Counted {
    pairs: f64,
    everybody: Habit,
    hands: FxHashMap<WorkerId, Habit>,
    /// Of each source and class: with a record, all; of those far from others and of those near.
    recorded: FxHashMap<(SourceId, Class), (f64, f64)>,
    near: FxHashMap<(SourceId, Class), (f64, f64)>,
    taken: FxHashMap<usize, f64>,
    direction: (f64, f64),
    channel: (f64, f64),
    author: (f64, f64),
    delays: (f64, f64),
}

#[derive(Default, Clone)]
struct Habit {
    styles: [f64; STYLES.len()],
    delay: f64,
    timed: f64,
    all: f64,
    wrong_day: f64,
    next_day: f64,
    by_five: f64,
    lengths: f64,
}

fn count(
    learned: &Learned,
    encounters: &[Encounter<'_>],
    sample: &[usize],
    entries: &[Entry<'_>],
    index: &Index,
    wall: &Wall,
) -> Counted {
    let scale = Scale { learned, wall };
    let mut counted = Counted::default();
    for at in sample {
        let Some(encounter) = encounters.get(*at) else { continue };
        if encounter.word.not_a_contact {
            continue;
        }
        let key = (encounter.source.id, encounter.class);
        counted.all_of(key, encounter.near);
        // A person's word teaches like a sure pair.
        if let Some(place) = encounter.word.together.and_then(|r| index.by_id.get(&r))
            && let Some(entry) = entries.get(*place)
        {
            counted.pair(&scale, encounter, (*place, entry), 1.0);
        }
    }
    for block in blocks(encounters, sample.iter().copied(), entries, index, &scale) {
        for ((at, pairs), shares) in block.rows.iter().zip(probabilities(&block)) {
            let Some(encounter) = encounters.get(*at) else { continue };
            for (pair, share) in pairs.iter().zip(shares) {
                let Some(place) = block.columns.get(pair.column) else { continue };
                if let Some(entry) = entries.get(*place)
                    && share > 0.02
                {
                    counted.pair(&scale, encounter, (*place, entry), share);
                }
            }
        }
    }
    counted
}

impl Counted {
    fn all_of(&mut self, key: (SourceId, Class), near: bool) {
        let of = if near { &mut self.near } else { &mut self.recorded };
        of.entry(key).or_default().1 += 1.0;
    }

    fn pair(&mut self, scale: &Scale<'_>, encounter: &Encounter<'_>, (place, entry): (usize, &Entry<'_>), share: f64) {
        let key = (encounter.source.id, encounter.class);
        let of = if encounter.near { &mut self.near } else { &mut self.recorded };
        of.entry(key).or_default().0 += share;
        *self.taken.entry(place).or_default() += share;
        self.pairs += share;
        let record = entry.record;
        let tally = |agree: Option<bool>, (yes, all): &mut (f64, f64)| {
            if let Some(agree) = agree {
                *all += share;
                *yes += if agree { share } else { 0.0 };
            }
        };
        tally(encounter.direction.zip(record.direction).map(|(a, b)| a == b), &mut self.direction);
        tally(record.channel.map(|c| c == encounter.channel), &mut self.channel);
        let author = record.author.filter(|_| !encounter.workers.is_empty());
        tally(author.map(|a| encounter.workers.contains(&a)), &mut self.author);
        let habit = Habit::of(scale, encounter, entry, share);
        if entry.at.is_none()
            && let Some(written) = record.written.map(jiff::Timestamp::as_second)
            && (encounter.end..encounter.end + DAY / 2).contains(&written)
        {
            #[expect(clippy::cast_precision_loss, reason = "minutes of a day")]
            let delay = (written - encounter.end) as f64 / 60.0;
            // Those written within three hours; the rest is chance and has a share of its own.
            if delay < 180.0 {
                self.delays.0 += share * delay;
                self.delays.1 += share;
            }
        }
        self.everybody.add(&habit);
        if let Some(author) = record.author {
            self.hands.entry(author).or_default().add(&habit);
        }
    }

    fn believe(self, mut learned: Learned, about: &[bool]) -> Learned {
        let agree = |(yes, all): (f64, f64), a: Agreement, usual: f64| Agreement {
            together: ((yes + 20.0 * usual) / (all + 20.0)).clamp(0.5, 0.995),
            ..a
        };
        learned.direction = agree(self.direction, learned.direction, 0.93);
        learned.channel = agree(self.channel, learned.channel, 0.93);
        learned.author = agree(self.author, learned.author, 0.97);
        learned.writes_within = ((self.delays.0 + 20.0 * 50.0) / (self.delays.1 + 20.0)).clamp(10.0, 120.0);
        let strays = about.iter().enumerate().filter(|(_, about)| **about);
        let (loose, all) = strays.fold((0.0, 0.0), |(loose, all), (place, _)| {
            (loose + (1.0 - self.taken.get(&place).copied().unwrap_or(0.0)).max(0.0), all + 1.0)
        });
        learned.stray = ((loose + 1.0) / (all + 25.0_f64)).clamp(0.002, 0.6);
        learned.recorded = shares(&self.recorded, &self.near);
        learned.covered = self.covered(&learned);
        learned.everybody = self.everybody.hand(&Hand::default());
        learned.hands = self.hands.iter().map(|(who, habit)| (*who, habit.hand(&learned.everybody))).collect();
        learned
    }

    /// Near ones have fewer records of their own than others: the difference is what one note covers.
    fn covered(&self, learned: &Learned) -> f64 {
        let mut near: Vec<_> = self.near.iter().filter(|(key, _)| key.1 == Class::Talk || key.1 == Class::Session).collect();
        near.sort_by_key(|(key, _)| **key);
        let (mut own, mut due) = (0.0, 0.0);
        for (key, (with, all)) in near {
            own += with;
            due += all * learned.recorded.get(key).copied().unwrap_or(0.85);
        }
        let missing = (due - own).max(0.0);
        ((missing + 10.0 * 0.2) / (due + 10.0)).clamp(0.01, 0.6)
    }
}

/// The share with a record, of each source and class; drawn to what is usual where there are few.
fn shares(
    alone: &FxHashMap<(SourceId, Class), (f64, f64)>,
    near: &FxHashMap<(SourceId, Class), (f64, f64)>,
) -> FxHashMap<(SourceId, Class), f64> {
    let mut shares = FxHashMap::default();
    for key in alone.keys().chain(near.keys()) {
        let (with, all) = alone.get(key).copied().unwrap_or_default();
        let usual = usually_recorded(key.1);
        shares.insert(*key, ((with + 12.0 * usual) / (all + 12.0)).clamp(0.02, 0.985));
    }
    shares
}

impl Habit {
    fn of(scale: &Scale<'_>, encounter: &Encounter<'_>, entry: &Entry<'_>, share: f64) -> Self {
        let mut habit = Self { all: share, ..Self::default() };
        let times = scale.times(encounter, entry);
        let sum = times.sum();
        if sum > 0.0 {
            habit.wrong_day = share * times.wrong_day / sum;
            habit.next_day = share * times.next_day / sum;
            if let Some(at) = entry.at {
                for (kept, mass) in habit.styles.iter_mut().zip(times.by_style) {
                    *kept = share * mass / sum;
                }
                habit.timed = habit.styles.iter().sum();
                let late = STYLES.iter().position(|s| *s == Style::Late).and_then(|i| habit.styles.get(i));
                #[expect(clippy::cast_precision_loss, reason = "minutes of a day")]
                let delay = ((at - encounter.end) as f64 / 60.0).clamp(0.0, 240.0);
                habit.delay = late.copied().unwrap_or(0.0) * delay;
            }
        }
        if let (Some(spoken), Some(noted)) = (encounter.length, entry.record.minutes) {
            let five = scale.learned.hand(entry.record.author).five_minute_lengths;
            let (by_five, by_one) = length_styles(spoken, noted);
            habit.lengths = share;
            habit.by_five = share * five * by_five / (five * by_five + (1.0 - five) * by_one + 1e-9);
        }
        habit
    }

    fn add(&mut self, other: &Self) {
        for (a, b) in self.styles.iter_mut().zip(other.styles) {
            *a += b;
        }
        self.delay += other.delay;
        self.timed += other.timed;
        self.all += other.all;
        self.wrong_day += other.wrong_day;
        self.next_day += other.next_day;
        self.by_five += other.by_five;
        self.lengths += other.lengths;
    }

    /// A hand: what was counted, drawn to what `usual` does.
    fn hand(&self, usual: &Hand) -> Hand {
        let mut styles = usual.styles;
        for (style, counted) in styles.iter_mut().zip(self.styles) {
            *style = (counted + HOUSE * *style) / (self.timed + HOUSE);
        }
        let late = self.styles.last().copied().unwrap_or(0.0);
        let rate = |counted: f64, usual: f64| (counted + 2.0 * HOUSE * usual) / (self.all + 2.0 * HOUSE);
        Hand {
            styles,
            delay: ((self.delay + HOUSE * usual.delay) / (late + HOUSE)).clamp(5.0, 120.0),
            wrong_day: rate(self.wrong_day, usual.wrong_day).clamp(0.001, 0.2),
            next_day: rate(self.next_day, usual.next_day).clamp(0.001, 0.3),
            five_minute_lengths: ((self.by_five + HOUSE * usual.five_minute_lengths) / (self.lengths + HOUSE)).clamp(0.05, 0.95),
        }
    }
}
