//! Blocking: which records could be about which contacts, and which of these questions hang together.
//!
//! Two are compared only when a number (or an account) joins them and they are at most days apart; for hidden
//! numbers, when the person and the hour do. What hangs together by such pairs is a **block**, decided as one;
//! nothing outside a block touches it.

use rustc_hash::{FxHashMap, FxHashSet};

use super::encounters::Encounter;
use super::model::{Client, ClientId, Input, Peer, RecordId, WorkerId};
use super::odds::{Entry, Identity, Scale};
use super::wall::{DAY, Wall};

/// A pair with less than this (in nats) is not worth a thought.
const HOPELESS: f64 = -4.0;
/// How far before and after a contact a record may lie, wrong days, weekends and all.
const BEFORE: i64 = DAY * 3 / 2;
const AFTER: i64 = DAY * 7 / 2;
/// The same where the number is hidden.
const HIDDEN: i64 = 3 * 3600;

#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    /// Of the block's columns (while gathering: the record's place in the list).
    pub(super) column: usize,
    pub(super) identity: Identity,
    pub(super) nats: f64,
}

#[derive(Debug, Default)]
pub(super) struct Block {
    /// Encounters, by their place in the list, with what they could pair with.
    pub(super) rows: Vec<(usize, Vec<Pair>)>,
    /// Records, by their place in the list.
    pub(super) columns: Vec<usize>,
}

/// Records in order of time, by whom they are about and by who wrote them.
pub(super) struct Index {
    by_peer: FxHashMap<Peer, Vec<(i64, usize, Identity)>>,
    by_author: FxHashMap<WorkerId, Vec<(i64, usize, Identity)>>,
    pub(super) by_id: FxHashMap<RecordId, usize>,
}

/// Records with everything that could be the other end, in an order of their own.
pub(super) fn entries<'a>(input: &Input<'a>, wall: &Wall) -> Vec<Entry<'a>> {
    let clients: FxHashMap<ClientId, &Client> = input.clients.iter().map(|c| (c.id, c)).collect();
    let mut entries: Vec<Entry<'a>> = input
        .records
        .iter()
        .map(|record| {
            let mut peers: Vec<(Peer, Identity)> = record.peer.map(|p| (p, Identity::Written)).into_iter().collect();
            let how = if record.peer.is_some() { Identity::OtherOnFile } else { Identity::OnFile };
            let file = record.client.and_then(|c| clients.get(&c)).map_or(&[][..], |c| c.peers.as_slice());
            for peer in file {
                if !peers.iter().any(|p| p.0 == *peer) {
                    peers.push((*peer, how));
                }
            }
            peers.sort_unstable_by_key(|p| p.0);
            Entry::new(record, peers, wall)
        })
        .collect();
    entries.sort_by_key(|e| (e.around, e.record.id));
    entries
}

impl Index {
    pub(super) fn new(entries: &[Entry<'_>]) -> Self {
        let mut index = Self { by_peer: FxHashMap::default(), by_author: FxHashMap::default(), by_id: FxHashMap::default() };
        for (at, entry) in entries.iter().enumerate() {
            index.by_id.insert(entry.record.id, at);
            for (peer, identity) in &entry.peers {
                index.by_peer.entry(*peer).or_default().push((entry.around, at, *identity));
            }
            if let Some(author) = entry.record.author {
                index.by_author.entry(author).or_default().push((entry.around, at, Identity::Hidden));
            }
        }
        index
    }

    /// What could be about this encounter: place, how it is known, and how many could be about the same person.
    fn around(&self, encounter: &Encounter<'_>) -> Vec<(usize, Identity, usize)> {
        let mut found = Vec::new();
        if let Some(peer) = encounter.peer {
            let list = self.by_peer.get(&peer).map_or(&[][..], Vec::as_slice);
            near(list, encounter.start - BEFORE, encounter.end + AFTER, &mut found);
            return found;
        }
        for worker in encounter.workers {
            let list = self.by_author.get(worker).map_or(&[][..], Vec::as_slice);
            near(list, encounter.start - HIDDEN, encounter.end + HIDDEN, &mut found);
        }
        found.sort_unstable_by_key(|f| f.0);
        found.dedup_by_key(|f| f.0);
        found
    }
}

fn near(list: &[(i64, usize, Identity)], from: i64, until: i64, found: &mut Vec<(usize, Identity, usize)>) {
    let first = list.partition_point(|e| e.0 < from);
    let within = list.iter().skip(first).take_while(|e| e.0 <= until);
    found.extend(within.map(|e| (e.1, e.2, list.len())));
}

/// The blocks of some encounters. What somebody said to belong elsewhere is left out.
pub(super) fn blocks(
    encounters: &[Encounter<'_>],
    which: impl Iterator<Item = usize>,
    entries: &[Entry<'_>],
    index: &Index,
    scale: &Scale<'_>,
) -> Vec<Block> {
    let taken: FxHashSet<usize> =
        encounters.iter().filter_map(|e| index.by_id.get(&e.word.together?).copied()).collect();
    let mut sets = Sets::default();
    let mut rows: Vec<(usize, Vec<Pair>)> = Vec::new();
    for at in which {
        let Some(encounter) = encounters.get(at) else { continue };
        let word = &encounter.word;
        if word.together.is_some() || word.never || word.not_a_contact {
            continue;
        }
        let mut pairs = Vec::new();
        for (place, identity, crowd) in index.around(encounter) {
            let Some(entry) = entries.get(place) else { continue };
            if taken.contains(&place) || word.apart.contains(&entry.record.id) {
                continue;
            }
            let nats = scale.odds(encounter, entry, identity, crowd);
            if nats > HOPELESS {
                pairs.push(Pair { column: place, identity, nats });
            }
        }
        for two in pairs.windows(2) {
            if let [a, b] = two {
                sets.join(a.column, b.column);
            }
        }
        if !pairs.is_empty() {
            rows.push((at, pairs));
        }
    }
    gather(rows, &mut sets)
}

fn gather(rows: Vec<(usize, Vec<Pair>)>, sets: &mut Sets) -> Vec<Block> {
    let mut number: FxHashMap<usize, usize> = FxHashMap::default();
    let mut column: FxHashMap<usize, usize> = FxHashMap::default();
    let mut blocks: Vec<Block> = Vec::new();
    for (at, pairs) in rows {
        let root = pairs.first().map_or(0, |p| sets.root(p.column));
        let next = blocks.len();
        let which = *number.entry(root).or_insert(next);
        if which == next {
            blocks.push(Block::default());
        }
        let Some(block) = blocks.get_mut(which) else { continue };
        let mut pairs = pairs;
        for pair in &mut pairs {
            let place = pair.column;
            pair.column = *column.entry(place).or_insert_with(|| {
                block.columns.push(place);
                block.columns.len() - 1
            });
        }
        block.rows.push((at, pairs));
    }
    blocks
}

/// Which records hang together: union–find.
#[derive(Default)]
struct Sets(FxHashMap<usize, usize>);

impl Sets {
    fn root(&mut self, of: usize) -> usize {
        let mut top = of;
        while let Some(&up) = self.0.get(&top)
            && up != top
        {
            top = up;
        }
        let mut at = of;
        while at != top {
            at = self.0.insert(at, top).unwrap_or(top);
        }
        top
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if a != b {
            self.0.insert(a.max(b), a.min(b));
        }
    }
}
