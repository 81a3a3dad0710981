//! Proves the trail: every entry, its place, its index, every checkpoint.
//!
//! One walk from the first entry to the end. Each entry must fit the keyed chain
//! and its lines in the index; wherever a checkpoint speaks, the tree so far must
//! have the root that was signed. Who alters the database without the key breaks
//! the chain; who has the key too breaks a checkpoint that was kept elsewhere.
//!
//! It only reads, needs no quiet, and may run beside the server.

use std::collections::VecDeque;
use std::fmt;

use super::head::Head;
use super::merkle::{self, Frontier};
use super::note::NotOurs;
use super::seal::{self, Kept};
use super::{ChainKey, Hashed, Row, split};
use crate::db::Db;
use crate::failure::Failure;
use crate::organisation;

/// What [`verify`] found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// So many entries, every one as it was written, and so many checkpoints that hold.
    Whole { entries: i64, head: String, checkpoints: usize },
    /// The first entry that is not what was written, and how one can tell.
    Altered { seq: i64, deed: String, why: Why },
    /// A checkpoint that does not hold; `which` says which.
    Checkpoint { which: String, why: String },
}

/// How an entry was altered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    Changed,
    Removed,
    /// It lies at this number instead.
    Moved(i64),
    /// The trail had this many entries, as its head or a checkpoint knows.
    CutOff { size: i64, by: String },
    /// Behind the end: not written by Keepwell.
    Added,
    /// What it is about, as the index says it.
    Index,
    /// The head of the trail is not the one Keepwell wrote: from this entry on something was cut off, and maybe written over since.
    Head,
    /// This entry, or a later one up to this number, by somebody with the key: a checkpoint knows another history.
    Rewritten { to: i64, by: String },
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed => f.write_str("it was changed"),
            Self::Removed => f.write_str("it was removed"),
            Self::Moved(to) => write!(f, "it was moved; it lies at number {to} now"),
            Self::CutOff { size, by } => write!(f, "it and what follows was cut off; {by} knows of {size} entries"),
            Self::Added => f.write_str("Keepwell did not write it"),
            Self::Head => f.write_str("the head of the trail is not the one Keepwell wrote: there were entries from here on that are gone"),
            Self::Index => f.write_str("the index of what it is about was changed"),
            Self::Rewritten { to, by } => write!(f, "it, or a later one up to {to}, was written anew with the key; {by} knows another history"),
        }
    }
}

/// A checkpoint that was kept outside the database.
#[derive(Debug, Clone)]
pub struct Witness {
    /// What to call it: its file's name.
    pub name: String,
    pub note: String,
    /// It is the one in the data folder, so the list must know it.
    pub ours: bool,
}

/// Walks the whole trail; [`verify_with`] no witness from outside.
///
/// # Errors
/// When the database cannot be read.
pub async fn verify(db: &mut Db, key: &ChainKey) -> Result<Verdict, Failure> {
    verify_with(db, key, &[]).await
}

/// Walks the whole trail and names the first entry that was changed, removed,
/// moved or cut off, or the checkpoint that does not hold.
///
/// # Errors
/// When the database cannot be read.
pub async fn verify_with(db: &mut Db, key: &ChainKey, witnesses: &[Witness]) -> Result<Verdict, Failure> {
    // The checkpoints, then the head, then the entries: what is written while we walk stands behind all of them.
    let kept = kept(&mut *db).await?;
    let (end, kept_head): (i64, String) = sqlx::query_as("select seq, hash from trail_head where one = 1").fetch_one(&mut *db).await?;
    let head = Head::read(&kept_head);
    let stones = match stones(key, &kept, witnesses, end) {
        Ok(stones) => stones,
        Err(verdict) => return Ok(verdict),
    };
    let count = stones.len();
    let mut walk = Walk { key, stones, agreed: 0, tree: Frontier::default(), before: String::new(), last: 0, end };
    while walk.last < end {
        let rows = super::hashed(&mut *db, walk.last, end).await?;
        if rows.is_empty() {
            break;
        }
        if let Some(fault) = walk.page(&mut *db, rows).await? {
            return Ok(fault);
        }
    }
    if let Some(verdict) = walk.at_the_end(&mut *db, head).await? {
        return Ok(verdict);
    }
    Ok(Verdict::Whole { entries: end, head: head.hash.to_owned(), checkpoints: count })
}

async fn kept(db: &mut Db) -> Result<Vec<Kept>, Failure> {
    let mut all = seal::newest(db, i64::MAX, i64::MAX).await?;
    all.reverse();
    Ok(all)
}

/// A root that somebody signed for so many entries.
struct Stone {
    size: i64,
    root: merkle::Hash,
    /// What to call it.
    name: String,
}

/// Every checkpoint whose signature holds, the smallest first; or the first that does not.
fn stones(key: &ChainKey, kept: &[Kept], witnesses: &[Witness], end: i64) -> Result<VecDeque<Stone>, Verdict> {
    let bad = |which: String, why: &str| Verdict::Checkpoint { which, why: why.to_owned() };
    let mut stones = Vec::with_capacity(kept.len() + witnesses.len());
    for (kept, number) in kept.iter().zip(1_i64..) {
        let which = format!("number {number} of the list");
        if kept.number != number {
            return Err(bad(which, "it was removed"));
        }
        let tree = kept.tree(key).map_err(|why| bad(format!("{which} (over {} entries)", kept.size), why))?;
        stones.push(Stone { size: kept.size, root: tree.root(), name: format!("checkpoint {which}") });
    }
    let listed = kept.last().map_or(0, |k| k.size);
    for witness in witnesses {
        let opened = key.signer().open(&witness.note).map_err(|e: NotOurs| bad(witness.name.clone(), &e.to_string()))?;
        let size = i64::try_from(opened.size).map_err(|_| bad(witness.name.clone(), "its size is not a size"))?;
        if witness.ours && size > listed && size <= end {
            return Err(bad(format!("number {} of the list", kept.len() + 1), "it was removed; its file is still there"));
        }
        stones.push(Stone { size, root: opened.root, name: witness.name.clone() });
    }
    stones.sort_by_key(|s| s.size);
    Ok(stones.into())
}

struct Walk<'k> {
    key: &'k ChainKey,
    stones: VecDeque<Stone>,
    /// The size of the last stone that agreed.
    agreed: i64,
    tree: Frontier,
    before: String,
    last: i64,
    end: i64,
}

impl Walk<'_> {
    /// Walks over a page of entries; the first thing that does not fit.
    async fn page(&mut self, db: &mut Db, rows: Vec<Hashed>) -> Result<Option<Verdict>, Failure> {
        let from = self.last;
        let mut said = Vec::with_capacity(rows.len() * 2);
        let mut deeds = Vec::with_capacity(rows.len());
        let mut broken = None;
        for hashed in rows {
            let (row, hash) = Row::and_hash(hashed);
            let expected = self.last + 1;
            if row.seq != expected || row.hash(self.key, &self.before)? != hash {
                broken = Some((expected, row));
                break;
            }
            said.extend(split(&row.subjects).into_iter().map(|(slot, id)| (row.seq, slot, id)));
            self.tree.push(row.leaf(&hash));
            (self.before, self.last) = (hash, row.seq);
            deeds.push(row.deed);
            if let Some(verdict) = self.stones_here() {
                return Ok(Some(verdict));
            }
        }
        if let Some(seq) = index_differs(&mut *db, from, self.last, said).await? {
            let place = usize::try_from(seq - from - 1).unwrap_or(usize::MAX);
            return Ok(Some(Verdict::Altered { seq, deed: deeds.get(place).cloned().unwrap_or_default(), why: Why::Index }));
        }
        match broken {
            Some((seq, row)) => self.explain(db, seq, row).await.map(Some),
            None => Ok(None),
        }
    }

    /// The stones that speak of as many entries as we have walked over.
    fn stones_here(&mut self) -> Option<Verdict> {
        while self.stones.front().is_some_and(|s| s.size <= self.last) {
            let stone = self.stones.pop_front()?;
            if stone.size == self.last && stone.root != self.tree.root() {
                return Some(Verdict::Altered { seq: self.agreed + 1, deed: String::new(), why: Why::Rewritten { to: stone.size, by: stone.name } });
            }
            self.agreed = stone.size;
        }
        None
    }

    /// What became of entry `seq`, where `found` lies in its place or behind it.
    async fn explain(&self, db: &mut Db, seq: i64, found: Row) -> Result<Verdict, Failure> {
        if let Some((place, deed)) = self.look_for(db, seq).await? {
            return Ok(Verdict::Altered { seq, deed, why: Why::Moved(place) });
        }
        Ok(if found.seq == seq {
            Verdict::Altered { seq, deed: found.deed, why: Why::Changed }
        } else {
            Verdict::Altered { seq, deed: String::new(), why: Why::Removed }
        })
    }

    /// Looks for the row that is entry `seq`, wherever it lies now.
    async fn look_for(&self, db: &mut Db, seq: i64) -> Result<Option<(i64, String)>, Failure> {
        let mut last = i64::MIN;
        loop {
            let rows = super::hashed(&mut *db, last, i64::MAX).await?;
            if rows.is_empty() {
                return Ok(None);
            }
            for hashed in rows {
                let (row, hash) = Row::and_hash(hashed);
                last = row.seq;
                let there = Row { seq, ..row };
                if last != seq && there.hash(self.key, &self.before)? == hash {
                    return Ok(Some((last, there.deed)));
                }
            }
        }
    }

    /// The head, what lies behind it, and the stones that know of more.
    async fn at_the_end(&mut self, db: &mut Db, head: Head<'_>) -> Result<Option<Verdict>, Failure> {
        let altered = |seq: i64, why: Why| Ok(Some(Verdict::Altered { seq, deed: String::new(), why }));
        if self.last < self.end {
            if let Some((place, deed)) = self.look_for(&mut *db, self.last + 1).await? {
                return Ok(Some(Verdict::Altered { seq: self.last + 1, deed, why: Why::Moved(place) }));
            }
            return altered(self.last + 1, Why::CutOff { size: self.end, by: "the head of the trail".to_owned() });
        }
        if let Some(stone) = self.stones.back() {
            return altered(self.last + 1, Why::CutOff { size: stone.size, by: stone.name.clone() });
        }
        let before: Option<i64> = sqlx::query_scalar("select min(seq) from trail where seq < 1").fetch_one(&mut *db).await?;
        let behind: Option<(i64, String)> =
            sqlx::query_as("select seq, deed from trail where seq > (select seq from trail_head where one = 1) order by seq limit 1").fetch_optional(&mut *db).await?;
        if let Some((seq, deed)) = before.map(|seq| (seq, String::new())).or(behind) {
            return Ok(Some(Verdict::Altered { seq, deed, why: Why::Added }));
        }
        if head.hash != self.before {
            return altered(self.last, Why::Changed);
        }
        // A trail without an entry fits a house where nothing happened, and no other.
        let begun = self.last == 0 && organisation::load(&mut *db).await?.is_some();
        if begun || !head.fits(self.key, self.last)? {
            return altered(head.cut().unwrap_or(self.last + 1), Why::Head);
        }
        let stray: Option<i64> =
            sqlx::query_scalar("select min(seq) from trail_subject where seq < 1 or seq > (select seq from trail_head where one = 1)").fetch_one(&mut *db).await?;
        stray.map_or(Ok(None), |seq| altered(seq, Why::Index))
    }
}

/// The first entry of those after `from` up to `to` for which the index does not say what the entries say.
async fn index_differs(db: &mut Db, from: i64, to: i64, mut said: Vec<(i64, String, String)>) -> Result<Option<i64>, Failure> {
    let mut kept: Vec<(i64, String, String)> =
        sqlx::query_as("select seq, slot, subject_id from trail_subject where seq > $1 and seq <= $2").bind(from).bind(to).fetch_all(db).await?;
    kept.sort_unstable();
    said.sort_unstable();
    let first = kept.iter().zip(&said).find(|(k, s)| k != s).map(|(k, s)| k.0.min(s.0));
    let longer = if kept.len() > said.len() { kept.get(said.len()) } else { said.get(kept.len()) };
    Ok(first.or_else(|| longer.map(|l| l.0)))
}
