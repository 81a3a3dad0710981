//! One clock offset per source and period: how far the clock of a bill or an export is from the records'.
//!
//! A bill in another time zone, a phone that never heard of summer time, an export in UTC: the whole list is
//! some quarter hours off. For every quarter of an hour up to the bound, the records' times are asked how well
//! they fit; a shift is believed only when it explains much more than the clock as shown, and more than any
//! other. Clocks are usually right, else hours out, seldom half hours, hardly ever quarters: the evidence has
//! to be the stronger.

use jiff::Timestamp;
use rustc_hash::FxHashMap;

use super::model::{Clock, Input, Kind, Peer, SourceId};
use super::odds::{Entry, laplace};
use super::wall::Wall;

/// Why a clock is taken to be where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// A person said so.
    Said,
    /// It fits the records as shown.
    Agrees,
    /// It fits them far better when moved.
    Estimated,
    /// Too few records with a time: taken as shown.
    TooFew,
    /// No shift is clearly the best: taken as shown, to be looked at.
    Unclear,
}

/// What was found out about one source's clock in one period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockFinding {
    pub source: SourceId,
    /// By the source's own clock; a period ends where the next of the source begins.
    pub from: Timestamp,
    /// How many minutes its clock is ahead of the records' (behind if negative).
    pub ahead: i32,
    pub basis: Basis,
    /// Records within a quarter of an hour of a contact with the same person, with the clock so moved …
    pub fitting: u32,
    /// … and as shown.
    pub fitting_as_shown: u32,
    /// Records with a time that could be compared.
    pub compared: u32,
}

/// Nats of evidence that a moved clock needs beyond its rarity.
const ENOUGH: f64 = 5.0;
/// Fewer records than this prove nothing.
const FEW: u32 = 5;
/// At most this many records are asked; they are picked by the number they are about.
const ASKED: usize = 4_000;
const STEP: i64 = 15;

/// Estimates the clock of every source, in every stretch between two changes of the clocks on the wall.
///
/// Twice: a shift that one source clearly has is no longer rare in the others (the same carrier, the same export).
pub(super) fn find(input: &Input<'_>, entries: &[Entry<'_>], wall: &Wall) -> Vec<ClockFinding> {
    let notes = Notes::new(entries);
    let lists = moments(input);
    let find = |seen: &[i32]| -> Vec<ClockFinding> {
        let mut findings = Vec::new();
        for (id, list) in &lists {
            let clock = input.sources.iter().find(|s| s.id == *id).map_or(Clock::Estimate, |s| s.clock);
            let bound = input.settings.clock_bound_minutes;
            Search { notes: &notes, wall, bound, seen }.source(*id, clock, list, &mut findings);
        }
        findings
    };
    let first = find(&[]);
    let mut seen: Vec<i32> =
        first.iter().filter(|f| f.basis == Basis::Estimated && f.ahead != 0).map(|f| f.ahead).collect();
    seen.sort_unstable();
    seen.dedup();
    if seen.is_empty() { first } else { find(&seen) }
}

/// By source, when contacts with whom began, in order; sessions once, attempts not at all.
fn moments(input: &Input<'_>) -> Vec<(SourceId, Vec<(Peer, i64)>)> {
    let mut by: FxHashMap<SourceId, Vec<(Peer, i64, bool)>> = FxHashMap::default();
    for contact in input.contacts {
        let list = by.entry(contact.source).or_default();
        let counts = !matches!(contact.kind, Kind::Voicemail | Kind::Call { answered: Some(false), .. });
        if let Some(peer) = contact.peer
            && counts
        {
            list.push((peer, contact.at.as_second(), contact.kind == Kind::Message));
        }
    }
    let gap = i64::from(input.settings.session_gap_minutes) * 60;
    let mut lists: Vec<_> = by
        .into_iter()
        .map(|(id, mut list)| {
            list.sort_unstable();
            let mut last: Option<(Peer, i64)> = None;
            list.retain(|&(peer, at, message)| {
                let goes_on = message && last.is_some_and(|(p, t)| p == peer && at - t <= gap);
                if message {
                    last = Some((peer, at));
                }
                !goes_on
            });
            (id, list.into_iter().map(|(peer, at, _)| (peer, at)).collect())
        })
        .collect();
    lists.sort_by_key(|l: &(SourceId, Vec<(Peer, i64)>)| l.0);
    lists
}

/// The times of records, by whom they are about.
struct Notes(FxHashMap<Peer, Vec<i64>>);

impl Notes {
    fn new(entries: &[Entry<'_>]) -> Self {
        let mut by: FxHashMap<Peer, Vec<i64>> = FxHashMap::default();
        for entry in entries {
            let Some(at) = entry.at else { continue };
            for (peer, _) in &entry.peers {
                by.entry(*peer).or_default().push(at);
            }
        }
        Self(by)
    }
}

/// What a search for one source's clock needs to know.
struct Search<'a> {
    notes: &'a Notes,
    wall: &'a Wall,
    bound: u32,
    /// Shifts that other sources have.
    seen: &'a [i32],
}

impl Search<'_> {
    fn source(&self, id: SourceId, clock: Clock, list: &[(Peer, i64)], out: &mut Vec<ClockFinding>) {
        let start = Timestamp::MIN;
        if let Clock::Ahead(ahead) = clock {
            out.push(Compared::default().finding(id, start, ahead, Basis::Said));
            return;
        }
        let whole = Compared::new(list, self.notes, self.bound, i64::MIN, i64::MAX);
        let (ahead, basis) = whole.judge(0, self.seen);
        let between = |c: &i64| list.iter().any(|l| l.1 < *c) && list.iter().any(|l| l.1 >= *c);
        let mut cuts = vec![i64::MIN];
        cuts.extend(self.wall.changes().into_iter().filter(between));
        if cuts.len() == 1 {
            out.push(whole.finding(id, start, ahead, basis));
            return;
        }
        for (at, from) in cuts.iter().enumerate() {
            let until = cuts.get(at + 1).copied().unwrap_or(i64::MAX);
            let part = Compared::new(list, self.notes, self.bound, *from, until);
            // A short stretch goes with the rest of its source unless it clearly says otherwise.
            let (own, own_basis) = part.judge(ahead, self.seen);
            let begins = Timestamp::from_second(*from).unwrap_or(start);
            out.push(part.finding(id, begins, own, if own == ahead { basis } else { own_basis }));
        }
    }
}

/// How well each shift fits, for the contacts of one stretch.
#[derive(Default)]
struct Compared {
    /// (minutes ahead, nats, records that fit).
    shifts: Vec<(i32, f64, u32)>,
    compared: u32,
}

impl Compared {
    fn new(list: &[(Peer, i64)], notes: &Notes, bound: u32, from: i64, until: i64) -> Self {
        let lags = lags(list, notes, i64::from(bound), from, until);
        let table = Table::new();
        let steps = i64::from(bound) / STEP;
        let chance = 1.0 / (2.0 * f64::from(bound.max(60)));
        let mut shifts = Vec::new();
        for ahead in (-steps..=steps).map(|k| k * STEP) {
            let (mut nats, mut fitting) = (0.0, 0);
            for of_one in &lags {
                let fit: f64 = of_one.iter().map(|x| table.at(ahead - x)).sum();
                nats += (0.15 + 0.85 * fit / chance / f64::from(u32::try_from(of_one.len()).unwrap_or(u32::MAX))).ln();
                fitting += u32::from(of_one.iter().any(|x| (ahead - x).abs() <= 15));
            }
            shifts.push((i32::try_from(ahead).unwrap_or(0), nats, fitting));
        }
        Self { shifts, compared: u32::try_from(lags.len()).unwrap_or(u32::MAX) }
    }

    fn at(&self, ahead: i32) -> (i32, f64, u32) {
        self.shifts.iter().copied().find(|s| s.0 == ahead).unwrap_or((ahead, 0.0, 0))
    }

    /// The shift to believe, when `usual` needs no evidence.
    fn judge(&self, usual: i32, seen: &[i32]) -> (i32, Basis) {
        let believed = |ahead: i32| if ahead == 0 { Basis::Agrees } else { Basis::Estimated };
        if self.compared < FEW {
            return (usual, Basis::TooFew);
        }
        let rare = |shift: i32| if seen.contains(&shift) { rarity(shift - usual).min(1.0) } else { rarity(shift - usual) };
        let worth = |s: &(i32, f64, u32)| s.1 - rare(s.0);
        let best = self.shifts.iter().copied().max_by(|a, b| worth(a).total_cmp(&worth(b)).then(b.0.abs().cmp(&a.0.abs())));
        let Some(best) = best else { return (usual, Basis::TooFew) };
        if best.0 == usual {
            return (usual, if best.1 > 0.0 { believed(usual) } else { Basis::Unclear });
        }
        let next = self.shifts.iter().filter(|s| s.0 != best.0).map(worth).fold(f64::NEG_INFINITY, f64::max);
        let clear = worth(&best) - next >= ENOUGH && best.1 >= ENOUGH && best.2 >= FEW;
        if clear { (best.0, believed(best.0)) } else { (usual, Basis::Unclear) }
    }

    fn finding(&self, source: SourceId, from: Timestamp, ahead: i32, basis: Basis) -> ClockFinding {
        ClockFinding {
            source,
            from,
            ahead,
            basis,
            fitting: self.at(ahead).2,
            fitting_as_shown: self.at(0).2,
            compared: self.compared,
        }
    }
}

/// Nats against a shift before anything was looked at.
fn rarity(shift: i32) -> f64 {
    match shift {
        0 => 0.0,
        s if s % 60 == 0 => 4.0,
        s if s % 30 == 0 => 8.0,
        _ => 11.0,
    }
}

/// For each record its distance (contact minus record, in minutes) from every contact with the same person.
fn lags(list: &[(Peer, i64)], notes: &Notes, bound: i64, from: i64, until: i64) -> Vec<Vec<i64>> {
    let reach = (bound + 300) * 60;
    let mut of: Vec<&[(Peer, i64)]> = list.chunk_by(|a, b| a.0 == b.0).collect();
    let total: usize = of.iter().filter_map(|c| notes.0.get(&c.first()?.0)).map(Vec::len).sum();
    let every = (total / ASKED).max(1) as u64;
    of.retain(|c| c.first().is_some_and(|c| every == 1 || spread(c.0).is_multiple_of(every)));
    let mut lags = Vec::new();
    for chunk in of {
        let Some(times) = chunk.first().and_then(|c| notes.0.get(&c.0)) else { continue };
        for at in times {
            let near: Vec<i64> = chunk
                .iter()
                .filter(|c| c.1 >= from && c.1 < until && (c.1 - at).abs() <= reach)
                .map(|c| super::wall::minutes(c.1 - at))
                .collect();
            if !near.is_empty() {
                lags.push(near);
            }
        }
    }
    lags
}

/// A number that looks like chance but is always the same for the same peer.
pub(super) fn spread(peer: Peer) -> u64 {
    let n = match peer {
        Peer::Number(number) => number.digits(),
        Peer::Account(account) => account,
    };
    let mixed = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// How likely it is that a note is this many minutes later than its contact, whoever writes: looked up.
struct Table(Vec<f64>);

const BEFORE: i64 = 120;

impl Table {
    fn new() -> Self {
        let mass = |lag: i64| {
            let lag = f64::from(i32::try_from(lag).unwrap_or(i32::MAX));
            let after = if lag >= 0.0 { (-lag / 40.0).exp() / 40.0 } else { 0.0 };
            0.35 * laplace(lag, 2.0) + 0.4 * laplace(lag, 6.0) + 0.25 * after
        };
        Self((-BEFORE..=480).map(mass).collect())
    }

    fn at(&self, lag: i64) -> f64 {
        usize::try_from(lag + BEFORE).ok().and_then(|i| self.0.get(i)).copied().unwrap_or(0.0)
    }
}
