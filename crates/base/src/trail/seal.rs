//! Seals what is new in the trail: entries go into the tree, its root is signed
//! and kept. Every 1,000 entries, or when the oldest unsealed one has waited 15
//! minutes; when nothing is new, nothing happens.
//!
//! The newest checkpoint also lies as a file in the data folder, and people save
//! it elsewhere: whoever puts back yesterday's database, or writes a new history
//! with the key in hand, cannot also change what is in somebody's drawer.

use std::path::Path;

use super::merkle::Frontier;
use super::note::Checkpoint;
use super::{ChainKey, Hashed, Row};
use crate::app::App;
use crate::clock::Moment;
use crate::db::Db;
use crate::failure::Failure;

/// So many new entries are sealed at once…
pub const ENTRIES: i64 = 1000;
/// …or when one has waited this long.
pub const AGE: i64 = 15 * Moment::MINUTE;
/// The newest checkpoint, in the data folder.
pub const FILE: &str = "trail-checkpoint.txt";

/// A checkpoint as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// 1, 2, 3 … without a gap.
    pub number: i64,
    /// So many entries.
    pub size: i64,
    /// The signed text: what people save.
    pub note: String,
    pub made_at: Moment,
    pub(super) frontier: String,
}

type Columns = (i64, i64, String, String, i64);

impl Kept {
    fn of((size, number, frontier, note, made_at): Columns) -> Self {
        Self { number, size, note, made_at: Moment(made_at), frontier }
    }

    /// The tree up to here, when what is kept agrees with what was signed.
    pub(super) fn tree(&self, key: &ChainKey) -> Result<Frontier, &'static str> {
        let signed: Checkpoint = key.signer().open(&self.note).map_err(|_| "its signature is not ours")?;
        let size = u64::try_from(self.size).map_err(|_| "its size is not a size")?;
        let tree = Frontier::parse(size, &self.frontier).ok_or("what is kept beside it was changed")?;
        if signed.size != size {
            return Err("it was signed for another number of entries");
        }
        if tree.root() == signed.root { Ok(tree) } else { Err("what is kept beside it was changed") }
    }
}

/// Checkpoints with sizes below `before`, newest first, at most `most`.
///
/// # Errors
/// When the database does.
pub async fn newest(db: &mut Db, before: i64, most: i64) -> Result<Vec<Kept>, Failure> {
    let rows: Vec<Columns> =
        sqlx::query_as("select size, number, frontier, note, made_at from trail_checkpoint where size < $1 order by size desc limit $2")
            .bind(before).bind(most)
            .fetch_all(db)
            .await?;
    Ok(rows.into_iter().map(Kept::of).collect())
}

/// The checkpoint over so many entries.
///
/// # Errors
/// When the database does.
pub async fn find(db: &mut Db, size: i64) -> Result<Option<Kept>, Failure> {
    Ok(newest(db, size.saturating_add(1), 1).await?.into_iter().find(|kept| kept.size == size))
}

/// Seals what is new, if there is enough of it or it has waited long enough.
///
/// # Errors
/// When the new entries are not as they were written, and when the disk refuses.
pub async fn if_due(app: &App) -> Result<Option<Kept>, Failure> {
    let mut read = app.db.read().await?;
    let sealed = newest(&mut read, i64::MAX, 1).await?.first().map_or(0, |kept| kept.size);
    let end: i64 = sqlx::query_scalar("select seq from trail_head where one = 1").fetch_one(&mut *read).await?;
    let oldest: Option<i64> = sqlx::query_scalar("select recorded_at from trail where seq = $1").bind(sealed + 1).fetch_optional(&mut *read).await?;
    drop(read);
    let waited = oldest.is_some_and(|at| app.now().0 - at >= AGE);
    if end - sealed >= ENTRIES || waited { now(app).await } else { Ok(None) }
}

/// Seals what is new, now. `None` when nothing is, or when another server was faster.
///
/// # Errors
/// As [`if_due`].
pub async fn now(app: &App) -> Result<Option<Kept>, Failure> {
    let key = app.vault.chain_key();
    let mut read = app.db.read().await?;
    let last = newest(&mut read, i64::MAX, 1).await?.pop();
    let mut tree = match &last {
        Some(last) => last.tree(key).map_err(|why| altered(&format!("the checkpoint over {} entries: {why}", last.size)))?,
        None => Frontier::default(),
    };
    let sealed = last.as_ref().map_or(0, |l| l.size);
    let end: i64 = sqlx::query_scalar("select seq from trail_head where one = 1").fetch_one(&mut *read).await?;
    if end <= sealed {
        return Ok(None);
    }
    grow(&mut read, key, &mut tree, sealed, end).await?;
    drop(read);
    let kept = Kept {
        number: last.map_or(0, |l| l.number) + 1,
        size: end,
        note: key.signer().sign(tree.size(), tree.root()),
        made_at: app.now(),
        frontier: tree.text(),
    };
    if !keep(app, &kept).await? {
        return Ok(None);
    }
    write_file(&app.config.data, &kept.note)?;
    Ok(Some(kept))
}

/// Adds the entries after `sealed` up to `end`, each of which must be as it was written.
async fn grow(db: &mut Db, key: &ChainKey, tree: &mut Frontier, sealed: i64, end: i64) -> Result<(), Failure> {
    let before: Option<String> = sqlx::query_scalar("select hash from trail where seq = $1").bind(sealed).fetch_optional(&mut *db).await?;
    let (mut before, mut last) = (before.unwrap_or_default(), sealed);
    while last < end {
        let rows: Vec<Hashed> = super::hashed(&mut *db, last, end).await?;
        if rows.is_empty() {
            return Err(altered(&format!("entry {} is missing", last + 1)));
        }
        for hashed in rows {
            let (row, hash) = Row::and_hash(hashed);
            if row.seq != last + 1 || row.hash(key, &before)? != hash {
                return Err(altered(&format!("entry {} is not what was written", last + 1)));
            }
            tree.push(row.leaf(&hash));
            (before, last) = (hash, row.seq);
        }
    }
    Ok(())
}

fn altered(what: &str) -> Failure {
    Failure::broken("sealing the trail", format!("{what}. Nothing was signed. Run: keepwell trail verify"))
}

/// Whether it was kept; not when another server sealed meanwhile.
async fn keep(app: &App, kept: &Kept) -> Result<bool, Failure> {
    let mut tx = app.db.begin().await?;
    let written = sqlx::query("insert into trail_checkpoint (size, number, frontier, note, made_at) values ($1, $2, $3, $4, $5)")
        .bind(kept.size).bind(kept.number).bind(&kept.frontier).bind(&kept.note).bind(kept.made_at.0)
        .execute(&mut *tx)
        .await
        .map_err(Failure::from);
    match written {
        Ok(_) => tx.commit().await.map(|()| true),
        Err(Failure::Stale) => Ok(false),
        Err(e) => Err(e),
    }
}

/// Puts the newest checkpoint beside the database, whole or not at all.
fn write_file(data: &Path, note: &str) -> Result<(), Failure> {
    use std::io::Write as _;
    let fail = |e: std::io::Error| Failure::broken("writing the checkpoint's file", e);
    let part = data.join(format!("{FILE}.part"));
    let mut file = std::fs::File::create(&part).map_err(fail)?;
    file.write_all(note.as_bytes()).and_then(|()| file.sync_all()).map_err(fail)?;
    std::fs::rename(&part, data.join(FILE)).map_err(fail)?;
    std::fs::File::open(data).and_then(|folder| folder.sync_all()).map_err(fail)
}
