//! Deciding: the blocks one by one, a person's words around them, and what stands beside a decision.

use rustc_hash::FxHashSet;

use super::assign::assign;
use super::belief::probabilities;
use super::blocks::{Block, Index, Pair, blocks, entries};
use super::decision::{By, Decision, Evidence, Matched, Outcome};
use super::encounters::{Encounter, bundle, follows};
use super::hand::{STYLES, nearest};
use super::learn::{Clocks, Learned};
use super::model::{ContactId, Input, RecordId, Says};
use super::odds::{Entry, Identity, Scale};
use super::wall::{Wall, minutes};
use super::{clocks, habits};

/// Finds the clocks and learns the habits. The answer is kept and given to [`decide`].
#[must_use]
pub fn learn(input: &Input<'_>) -> Learned {
    let wall = wall(input);
    let entries = entries(input, &wall);
    let index = Index::new(&entries);
    let clocks = Clocks::new(clocks::find(input, &entries, &wall));
    let encounters = bundle(input, &clocks);
    habits::learn(Learned { clocks, ..Learned::default() }, &encounters, &entries, &index, &wall)
}

/// Decides about every contact with what was learned. A block's decisions depend on what is in the block alone.
#[must_use]
pub fn decide(input: &Input<'_>, learned: &Learned) -> Matched {
    let wall = wall(input);
    let entries = entries(input, &wall);
    let index = Index::new(&entries);
    let encounters = bundle(input, &learned.clocks);
    let scale = Scale { learned, wall: &wall };
    let mut work = Work { input, encounters: &encounters, entries: &entries, scale: &scale, chosen: Vec::new() };
    work.chosen = vec![Chosen::default(); encounters.len()];
    work.words(&index);
    for block in blocks(&encounters, 0..encounters.len(), &entries, &index, &scale) {
        work.block(&block);
    }
    work.cover();
    work.finish(unknown(input))
}

/// The organisation's clock over the time of everything given, and the widest shift around it.
fn wall(input: &Input<'_>) -> Wall {
    let moments = || input.contacts.iter().map(|c| c.at.as_second());
    let (first, last) = (moments().min().unwrap_or(0), moments().max().unwrap_or(0));
    let month = 31 * super::wall::DAY;
    Wall::new(&input.settings.zone, first - month, last + month)
}

/// Contacts somebody spoke of, or whose record somebody spoke of, that are not here.
fn unknown(input: &Input<'_>) -> Vec<ContactId> {
    if input.verdicts.is_empty() {
        return Vec::new();
    }
    let contacts: FxHashSet<ContactId> = input.contacts.iter().map(|c| c.id).collect();
    let records: FxHashSet<RecordId> = input.records.iter().map(|r| r.id).collect();
    let here = |says: Says| match says {
        Says::Together(r) | Says::Apart(r) => records.contains(&r),
        Says::NeverRecorded | Says::NotAContact => true,
    };
    let mut unknown: Vec<ContactId> =
        input.verdicts.iter().filter(|v| !contacts.contains(&v.contact) || !here(v.says)).map(|v| v.contact).collect();
    unknown.sort_unstable();
    unknown.dedup();
    unknown
}

/// What was chosen for an encounter.
#[derive(Clone, Copy, Default)]
struct Chosen {
    outcome: Option<Outcome>,
    probability: f64,
    by_person: bool,
    /// The record looked at nearest, and how the two were joined.
    shown: Option<(usize, Identity)>,
    next: Option<(RecordId, f64)>,
}

struct Work<'a> {
    input: &'a Input<'a>,
    encounters: &'a [Encounter<'a>],
    entries: &'a [Entry<'a>],
    scale: &'a Scale<'a>,
    chosen: Vec<Chosen>,
}

/// Probabilities and costs are compared as whole millionths of a nat: no order of adding matters.
#[expect(clippy::cast_possible_truncation, reason = "at most some hundred million")]
fn cost(pair: &Pair) -> i64 {
    -(pair.nats * 1_000_000.0).round() as i64
}

impl Work<'_> {
    /// A person's word first.
    fn words(&mut self, index: &Index) {
        for (encounter, chosen) in self.encounters.iter().zip(&mut self.chosen) {
            let word = &encounter.word;
            let outcome = match word.together {
                Some(record) => Some(Outcome::Recorded(record)),
                None if word.never => Some(Outcome::Unrecorded),
                None if word.not_a_contact => Some(Outcome::NothingOwed),
                None => None,
            };
            if outcome.is_some() {
                let shown = word.together.and_then(|r| index.by_id.get(&r)).copied();
                let identity = shown.and_then(|at| self.entries.get(at)).map(|entry| {
                    let same = entry.peers.iter().find(|p| Some(p.0) == encounter.peer);
                    same.map_or(Identity::Hidden, |p| p.1)
                });
                *chosen = Chosen { outcome, probability: 1.0, by_person: true, shown: shown.zip(identity), next: None };
            }
        }
    }

    fn block(&mut self, block: &Block) {
        let shares = probabilities(block);
        let rows: Vec<Vec<(usize, i64)>> = block
            .rows
            .iter()
            .map(|(_, pairs)| pairs.iter().filter(|p| p.nats > 0.0).map(|p| (p.column, cost(p))).collect())
            .collect();
        let assigned = assign(&rows, block.columns.len());
        for (((at, pairs), shares), column) in block.rows.iter().zip(&shares).zip(assigned) {
            let record = |pair: &Pair| {
                let place = *block.columns.get(pair.column)?;
                Some((place, self.entries.get(place)?.record.id))
            };
            let mut ranked: Vec<(&Pair, f64)> = pairs.iter().zip(shares.iter().copied()).collect();
            ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.column.cmp(&b.0.column)));
            let own = ranked.iter().find(|(p, _)| Some(p.column) == column);
            let other = ranked.iter().find(|(p, _)| Some(p.column) != column);
            let none = (1.0 - shares.iter().sum::<f64>()).max(0.0);
            let Some(chosen) = self.chosen.get_mut(*at) else { continue };
            chosen.outcome = own.and_then(|(p, _)| record(p)).map(|r| Outcome::Recorded(r.1));
            chosen.probability = own.map_or(none, |o| o.1);
            chosen.shown = own.or(other).and_then(|(p, _)| Some((record(p)?.0, p.identity)));
            chosen.next = other.and_then(|(p, share)| Some((record(p)?.1, *share)));
        }
    }

    /// Calls soon after another that has a record are covered by it, where people here write so.
    fn cover(&mut self) {
        let gap = i64::from(self.input.settings.redial_gap_minutes) * 60;
        let near: Vec<usize> = (0..self.encounters.len()).filter(|at| self.encounters.get(*at).is_some_and(|e| e.near)).collect();
        let mut covered: Vec<(usize, Chosen)> = Vec::new();
        for (place, at) in near.iter().enumerate() {
            let (Some(this), Some(chosen)) = (self.encounters.get(*at), self.chosen.get(*at)) else { continue };
            if chosen.outcome.is_some() || !this.near {
                continue;
            }
            let share = self.scale.learned.covered_by_neighbour(this);
            let before = place.checked_sub(1).and_then(|p| near.get(p));
            let neighbour = [before, near.get(place + 1)].into_iter().flatten().find_map(|other| {
                let (that, chosen) = (self.encounters.get(*other)?, self.chosen.get(*other)?);
                let joined = follows(that, this, gap) || follows(this, that, gap);
                let record = chosen.outcome?.record()?;
                (joined && !this.word.apart.contains(&record)).then_some((record, chosen.shown))
            });
            if let Some((record, shown)) = neighbour
                && share >= 0.5
            {
                let outcome = Some(Outcome::CoveredBy(record));
                covered.push((*at, Chosen { outcome, probability: share, shown, ..*chosen }));
            }
        }
        for (at, chosen) in covered {
            if let Some(slot) = self.chosen.get_mut(at) {
                *slot = chosen;
            }
        }
    }

    fn finish(self, unknown_words: Vec<ContactId>) -> Matched {
        let mut decisions = Vec::with_capacity(self.input.contacts.len());
        let mut about: FxHashSet<RecordId> = FxHashSet::default();
        for (encounter, chosen) in self.encounters.iter().zip(&self.chosen) {
            let decision = self.decision(encounter, chosen);
            about.extend(decision.outcome.record());
            for contact in &encounter.contacts {
                decisions.push(Decision { contact: contact.id, ..decision.clone() });
            }
        }
        decisions.sort_by_key(|d| d.contact);
        let mut unmatched_records: Vec<RecordId> =
            self.input.records.iter().map(|r| r.id).filter(|r| !about.contains(r)).collect();
        unmatched_records.sort_unstable();
        Matched { decisions, unmatched_records, clocks: self.scale.learned.clocks.clone(), unknown_words }
    }

    fn decision(&self, encounter: &Encounter<'_>, chosen: &Chosen) -> Decision {
        let owed = encounter.owed(self.input);
        let outcome = chosen.outcome.unwrap_or(if owed { Outcome::Unrecorded } else { Outcome::NothingOwed });
        // Never compared with anything: surely not recorded.
        let probability = if chosen.outcome.is_none() && chosen.shown.is_none() { 1.0 } else { chosen.probability };
        let settled = chosen.by_person || outcome == Outcome::NothingOwed;
        Decision {
            contact: encounter.first(),
            began: encounter.start,
            class: encounter.class,
            together: encounter.contacts.len(),
            outcome,
            probability,
            review: !settled && probability < self.input.settings.sure,
            by: if chosen.by_person { By::Person } else { By::Figures },
            evidence: chosen.shown.and_then(|(place, identity)| self.evidence(encounter, place, identity)),
            next: chosen.next,
            ahead: self.ahead(encounter),
        }
    }

    fn ahead(&self, encounter: &Encounter<'_>) -> i32 {
        let Some(first) = encounter.contacts.first() else { return 0 };
        self.scale.learned.clocks.at(first.source, first.at.as_second()).map_or(0, |f| f.ahead)
    }

    fn evidence(&self, encounter: &Encounter<'_>, place: usize, identity: Identity) -> Option<Evidence> {
        let entry = self.entries.get(place)?;
        let record = entry.record;
        let times = self.scale.times(encounter, entry);
        let most = STYLES.iter().zip(times.by_style).max_by(|a, b| a.1.total_cmp(&b.1));
        let plain = times.by_style.iter().sum::<f64>() > times.wrong_day + times.next_day;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "minutes of a call, above 0")]
        let spoken = encounter.length.map(|m| m.ceil() as u32);
        Some(Evidence {
            record: record.id,
            identity,
            apart: entry.at.map(|at| minutes(nearest(encounter, at))),
            days: entry.day - self.scale.wall.day(encounter.start),
            style: most.filter(|m| entry.at.is_some() && plain && m.1 > 0.0).map(|m| *m.0),
            lengths: spoken.zip(record.minutes),
            author: record.author.filter(|_| !encounter.workers.is_empty()).map(|a| encounter.workers.contains(&a)),
            direction: encounter.direction.zip(record.direction).map(|(a, b)| a == b),
            channel: record.channel.map(|c| c == encounter.channel),
            too_early: record.written.is_some_and(|w| w.as_second() < encounter.start - 180),
        })
    }
}
