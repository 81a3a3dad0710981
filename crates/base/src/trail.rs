//! The trail: the append-only record of deeds, and the only thing rules look at.
//!
//! An entry is written in the transaction of the change it records: both stand
//! or neither does. Entries are chained by a keyed hash (HMAC-SHA-256 over the
//! hash before and the entry), under a key that is not in the database, so
//! [`verify()`] finds the first entry that was changed, removed or put elsewhere. The
//! head, which says how many there are, bears a keyed mark of its own (`head`).
//! Now and then `seal` puts what is new into a tree and signs its root: a
//! checkpoint kept elsewhere finds out whoever holds even the key.
//!
//! Reading order: this file writes and reads, [`seal`] signs, [`verify`](mod@verify)
//! proves; [`merkle`] and [`note`] are the forms of RFC 6962 and C2SP.
//!
//! Not here: how an entry is shown, and what follows from it (`duties`).

pub(crate) mod head;
pub mod merkle;
pub mod note;
pub mod seal;
pub mod verify;

pub use verify::{Verdict, Why, verify};

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

use self::head::Head;
use self::note::Signer;
use crate::clock::Moment;
use crate::db::Db;
use crate::failure::Failure;
use crate::ids::hex;
use crate::slice::Deed;

/// The detail that names the number of an earlier entry which this one takes back, for those who run rules over the trail.
pub const TAKES_BACK: &str = "takes-back";

/// One line of the trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub seq: i64,
    pub deed: String,
    pub at: Moment,
    pub recorded_at: Moment,
    /// The person who did it; `None` when Keepwell did.
    pub actor: Option<String>,
    /// (slot, id), sorted.
    pub subjects: Vec<(String, String)>,
    /// (name, value), sorted.
    pub detail: Vec<(String, String)>,
}

impl Entry {
    /// The id in `slot`, if the entry is about one.
    #[must_use]
    pub fn subject(&self, slot: &str) -> Option<&str> {
        self.subjects.iter().find(|(s, _)| s == slot).map(|(_, id)| id.as_str())
    }

    /// The value of a detail.
    #[must_use]
    pub fn detail(&self, name: &str) -> Option<&str> {
        self.detail.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

/// The key the chain is made with, and the one checkpoints are signed with. They
/// come from the master key, not from the database.
#[derive(Clone)]
pub struct ChainKey {
    chain: Zeroizing<[u8; 32]>,
    signer: Signer,
}

impl ChainKey {
    #[must_use]
    pub fn new(chain: [u8; 32], sign: [u8; 32]) -> Self {
        Self { chain: Zeroizing::new(chain), signer: Signer::new(&Zeroizing::new(sign)) }
    }

    /// Signs checkpoints, and knows its own signature.
    #[must_use]
    pub const fn signer(&self) -> &Signer {
        &self.signer
    }

    /// The keyed hash of these fields, in hexadecimal.
    fn hash(&self, fields: &[&str]) -> Result<String, Failure> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.chain.as_slice()).map_err(|e| Failure::broken("hashing the trail", e))?;
        mac.update(&framed(fields));
        Ok(hex(&mac.finalize().into_bytes()))
    }
}

/// Each field with its length before it, so that no two lists of fields read alike.
fn framed(fields: &[&str]) -> Vec<u8> {
    let mut data = Vec::with_capacity(256);
    for field in fields {
        data.extend_from_slice(&(field.len() as u64).to_be_bytes());
        data.extend_from_slice(field.as_bytes());
    }
    data
}

impl std::fmt::Debug for ChainKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ChainKey(…)")
    }
}

/// What is to be written: a deed, when it happened, by whom, about what.
#[derive(Debug)]
pub struct Line<'a> {
    pub deed: &'a Deed,
    pub at: Moment,
    pub actor: Option<&'a str>,
    pub subjects: &'a [(&'a str, &'a str)],
    pub detail: &'a [(&'a str, &'a str)],
}

/// Appends one entry in the caller's transaction and gives its number.
///
/// # Errors
/// When the deed was not declared with these slots and details, or the database fails.
pub async fn record(db: &mut Db, key: &ChainKey, now: Moment, line: &Line<'_>) -> Result<i64, Failure> {
    let subjects = pairs(line.subjects, line.deed.slots, line.deed.name)?;
    let detail = pairs(line.detail, line.deed.details, line.deed.name)?;
    // The head row is what writers queue for; "the last entry" would be unsafe under READ COMMITTED.
    let (seq, kept): (i64, String) =
        sqlx::query_as("update trail_head set seq = seq + 1 where one = 1 returning seq, hash").fetch_one(&mut *db).await?;
    let head = Head::read(&kept);
    let before = head.hash;
    let entry = Row { seq, deed: line.deed.name.to_owned(), at: line.at.0, recorded_at: now.0, actor: line.actor.map(str::to_owned), subjects, detail };
    let hash = entry.hash(key, before)?;
    sqlx::query(
        "insert into trail (seq, deed, at, recorded_at, actor_id, subjects, detail, hash)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(seq).bind(&entry.deed).bind(entry.at).bind(entry.recorded_at).bind(entry.actor.as_deref())
    .bind(&entry.subjects).bind(&entry.detail).bind(&hash)
    .execute(&mut *db)
    .await?;
    let next = head.next(key, seq, &hash)?;
    sqlx::query("update trail_head set hash = $1 where one = 1").bind(&next).execute(&mut *db).await?;
    for (slot, id) in line.subjects {
        sqlx::query("insert into trail_subject (slot, subject_id, seq) values ($1, $2, $3)").bind(*slot).bind(*id).bind(seq).execute(&mut *db).await?;
    }
    Ok(seq)
}

/// Sorted `name=value` lines; refuses names the deed did not declare.
fn pairs(given: &[(&str, &str)], declared: &[&str], deed: &str) -> Result<String, Failure> {
    let mut lines = Vec::with_capacity(given.len());
    for (name, value) in given {
        if !declared.contains(name) {
            return Err(Failure::broken("recording a deed", format!("{deed} was not declared with {name}")));
        }
        if value.contains('\n') {
            return Err(Failure::broken("recording a deed", format!("{deed}: {name} has a line break")));
        }
        lines.push(format!("{name}={value}"));
    }
    lines.sort();
    Ok(lines.join("\n"))
}

/// An entry as it lies in the table.
#[derive(Debug, Clone)]
struct Row {
    seq: i64,
    deed: String,
    at: i64,
    recorded_at: i64,
    actor: Option<String>,
    subjects: String,
    detail: String,
}

/// The columns of the trail but the hash.
type Columns = (i64, String, i64, i64, Option<String>, String, String);
/// [`Columns`] and the hash.
type Hashed = (i64, String, i64, i64, Option<String>, String, String, String);

impl Row {
    fn of((seq, deed, at, recorded_at, actor, subjects, detail): Columns) -> Self {
        Self { seq, deed, at, recorded_at, actor, subjects, detail }
    }

    fn and_hash((seq, deed, at, recorded_at, actor, subjects, detail, hash): Hashed) -> (Self, String) {
        (Self { seq, deed, at, recorded_at, actor, subjects, detail }, hash)
    }

    fn hash(&self, key: &ChainKey, before: &str) -> Result<String, Failure> {
        let [seq, at, recorded_at, actor] = &self.texts();
        key.hash(&["keepwell-trail-1", before, seq, &self.deed, at, recorded_at, actor, &self.subjects, &self.detail])
    }

    /// What goes into the tree: the entry and its keyed hash, so that nobody guesses an
    /// entry from the hash of its leaf.
    fn leaf(&self, hash: &str) -> merkle::Hash {
        let [seq, at, recorded_at, actor] = &self.texts();
        merkle::leaf(&framed(&["keepwell-leaf-1", seq, &self.deed, at, recorded_at, actor, &self.subjects, &self.detail, hash]))
    }

    /// The number, both moments and the actor as they are hashed; nobody is not somebody called "".
    fn texts(&self) -> [String; 4] {
        let actor = self.actor.as_ref().map_or_else(|| "-".to_owned(), |a| format!("+{a}"));
        [self.seq.to_string(), self.at.to_string(), self.recorded_at.to_string(), actor]
    }

    fn entry(self) -> Entry {
        Entry {
            seq: self.seq,
            deed: self.deed,
            at: Moment(self.at),
            recorded_at: Moment(self.recorded_at),
            actor: self.actor,
            subjects: split(&self.subjects),
            detail: split(&self.detail),
        }
    }
}

/// Rows with their hashes, numbers above `after` up to `end`, oldest first, at most 1,000.
async fn hashed(db: &mut Db, after: i64, end: i64) -> Result<Vec<Hashed>, Failure> {
    let rows = sqlx::query_as(
        "select seq, deed, at, recorded_at, actor_id, subjects, detail, hash from trail where seq > $1 and seq <= $2 order by seq limit 1000",
    )
    .bind(after).bind(end)
    .fetch_all(db)
    .await?;
    Ok(rows)
}

fn split(lines: &str) -> Vec<(String, String)> {
    lines.lines().filter_map(|l| l.split_once('=')).map(|(n, v)| (n.to_owned(), v.to_owned())).collect()
}

/// Entries with numbers above `after`, oldest first, at most `most`.
///
/// # Errors
/// When the database does.
pub async fn after(db: &mut Db, after: i64, most: i64) -> Result<Vec<Entry>, Failure> {
    let rows: Vec<Columns> = sqlx::query_as(
        "select seq, deed, at, recorded_at, actor_id, subjects, detail from trail where seq > $1 order by seq limit $2",
    )
    .bind(after).bind(most)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| Row::of(r).entry()).collect())
}

/// The newest entries before number `before`, newest first, at most `most`.
///
/// # Errors
/// When the database does.
pub async fn newest(db: &mut Db, before: i64, most: i64) -> Result<Vec<Entry>, Failure> {
    let rows: Vec<Columns> = sqlx::query_as(
        "select seq, deed, at, recorded_at, actor_id, subjects, detail from trail where seq < $1 order by seq desc limit $2",
    )
    .bind(before).bind(most)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| Row::of(r).entry()).collect())
}

/// Everything about one subject, newest first, at most `most`.
///
/// # Errors
/// When the database does.
pub async fn about(db: &mut Db, slot: &str, id: &str, most: i64) -> Result<Vec<Entry>, Failure> {
    let rows: Vec<Columns> = sqlx::query_as(
        "select t.seq, t.deed, t.at, t.recorded_at, t.actor_id, t.subjects, t.detail
         from trail_subject s join trail t on t.seq = s.seq
         where s.slot = $1 and s.subject_id = $2 order by t.seq desc limit $3",
    )
    .bind(slot).bind(id).bind(most)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| Row::of(r).entry()).collect())
}

/// How often two deeds were done about one subject up to a moment, and when each was done last: for what begins and ends.
///
/// # Errors
/// When the database does.
pub async fn tally(db: &mut Db, (slot, id): (&str, &str), deeds: [&str; 2], moment: Moment) -> Result<[(i64, Moment); 2], Failure> {
    let rows: Vec<(String, i64, i64)> = sqlx::query_as(
        "select t.deed, count(*), max(t.at) from trail_subject s join trail t on t.seq = s.seq
         where s.slot = $1 and s.subject_id = $2 and t.deed in ($3, $4) and t.at <= $5 group by t.deed",
    )
    .bind(slot).bind(id).bind(deeds[0]).bind(deeds[1]).bind(moment.0)
    .fetch_all(db)
    .await?;
    Ok(deeds.map(|deed| rows.iter().find(|(d, ..)| d == deed).map_or((0, Moment(i64::MIN)), |(_, times, last)| (*times, Moment(*last)))))
}

/// One entry by its number.
///
/// # Errors
/// When the database does.
pub async fn find(db: &mut Db, seq: i64) -> Result<Option<Entry>, Failure> {
    Ok(newest(db, seq.saturating_add(1), 1).await?.into_iter().find(|e| e.seq == seq))
}

/// The entries with these numbers, in any order; numbers without an entry are left out.
///
/// # Errors
/// When the database does.
pub async fn these(db: &mut Db, numbers: &[i64]) -> Result<Vec<Entry>, Failure> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    // Numbers only, so the text is safe whatever they are.
    let list = numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
    let sql = format!("select seq, deed, at, recorded_at, actor_id, subjects, detail from trail where seq in ({list})");
    let rows: Vec<Columns> = sqlx::query_as(sqlx::AssertSqlSafe(sql)).persistent(false).fetch_all(db).await?;
    Ok(rows.into_iter().map(|r| Row::of(r).entry()).collect())
}

/// The proof, in base64, a hash a line, that the trail with `newer` entries goes on from the one with `older` (RFC 6962 §2.1.2).
///
/// # Errors
/// When there are not so many entries, and when the database fails.
pub async fn proof(db: &mut Db, older: u64, newer: u64) -> Result<Vec<String>, Failure> {
    use base64::Engine as _;
    let mut leaves = Vec::new();
    let end = i64::try_from(newer).unwrap_or(i64::MAX);
    let mut last = 0;
    loop {
        let rows = hashed(&mut *db, last, end).await?;
        if rows.is_empty() {
            break;
        }
        for (row, hash) in rows.into_iter().map(Row::and_hash) {
            leaves.push(row.leaf(&hash));
            last = row.seq;
        }
    }
    let (found, from) = (leaves.len() as u64, usize::try_from(older).unwrap_or(usize::MAX));
    if older > newer {
        return Err(Failure::broken("proving the trail", format!("{older} is more than {newer}. Give the older checkpoint first, the one with fewer entries")));
    }
    if found != newer {
        return Err(Failure::broken("proving the trail", format!("the trail has {found} entries, so there is no checkpoint with {newer}")));
    }
    Ok(merkle::consistency(&leaves, from).iter().map(|hash| base64::engine::general_purpose::STANDARD.encode(hash)).collect())
}
