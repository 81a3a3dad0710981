//! Messages and problems, sealed one by one. They open only for [`MayReadConversation`].

use base::vault::{DataKey, Place};
use base::{App, Db, Failure};
use chatlog::Entry;
use zeroize::Zeroizing;

use crate::model::{MayReadConversation, State};

/// So many are written in one transaction.
pub const BATCH: usize = 500;

/// An entry ready to be written.
#[derive(Debug)]
pub struct Sealed {
    ordinal: i64,
    what: &'static str,
    line: i64,
    mark: Option<String>,
    sealed: String,
}

/// An opened entry.
#[derive(Debug, Clone)]
pub struct Shown {
    pub entry: Entry,
    /// An earlier conversation of this client holds it already.
    pub known: bool,
}

fn row(upload: &str, ordinal: i64) -> String {
    format!("{upload}/{ordinal}")
}

fn number(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// Seals an entry under the client's key. `mark` is the fingerprint of a message.
///
/// # Errors
/// When there is no randomness.
pub fn seal(app: &App, key: &DataKey, upload: &str, entry: &Entry, mark: Option<String>) -> Result<Sealed, Failure> {
    let (ordinal, what, line) = match entry {
        Entry::Message(m) => (number(m.ordinal), "message", number(m.line)),
        Entry::Problem(p) => (number(p.ordinal), "problem", number(p.line)),
    };
    let json = Zeroizing::new(serde_json::to_vec(entry).map_err(|e| Failure::broken("sealing a message", e))?);
    let row = row(upload, ordinal);
    let sealed = app.vault.seal(key, Place { table: "entry", row: &row, field: "sealed" }, &json)?;
    Ok(Sealed { ordinal, what, line, mark, sealed })
}

/// Writes a batch, in a transaction of its own. What is there already stays:
/// a job that runs twice adds nothing. `false` when the round is over.
///
/// # Errors
/// When the database does.
pub async fn append(app: &App, upload: &str, round: i64, batch: &[Sealed]) -> Result<bool, Failure> {
    let mut tx = app.db.begin().await?;
    let touched = sqlx::query("update upload set state = state where id = $1 and round = $2 and state = $3")
        .bind(upload).bind(round).bind(State::Reading.id())
        .execute(&mut *tx)
        .await?;
    if touched.rows_affected() == 0 {
        return Ok(false);
    }
    for entry in batch {
        sqlx::query(
            "insert into entry (upload_id, ordinal, what, line, mark, known, sealed) values ($1, $2, $3, $4, $5, 0, $6)
             on conflict (upload_id, ordinal) do nothing",
        )
        .bind(upload).bind(entry.ordinal).bind(entry.what).bind(entry.line).bind(entry.mark.as_deref()).bind(&entry.sealed)
        .execute(&mut *tx)
        .await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// Puts an entry that was sealed anew in the place of the one before.
///
/// # Errors
/// When the database does.
pub async fn put_back(db: &mut Db, upload: &str, entry: &Sealed) -> Result<(), Failure> {
    sqlx::query("update entry set sealed = $3, mark = $4, known = 0 where upload_id = $1 and ordinal = $2")
        .bind(upload).bind(entry.ordinal).bind(&entry.sealed).bind(entry.mark.as_deref())
        .execute(db)
        .await?;
    Ok(())
}

/// Marks the messages that earlier conversations of this client hold, and says how many there are.
///
/// # Errors
/// When the database does.
pub async fn mark_known(db: &mut Db, upload: &str, client: &str) -> Result<i64, Failure> {
    sqlx::query(
        "update entry set known = 1 where upload_id = $1 and known = 0 and mark in
         (select e.mark from entry e join upload u on u.id = e.upload_id
          where u.client_id = $2 and u.state = 'filed' and e.upload_id <> $1 and e.mark is not null)",
    )
    .bind(upload).bind(client)
    .execute(&mut *db)
    .await?;
    Ok(sqlx::query_scalar("select count(*) from entry where upload_id = $1 and known = 1").bind(upload).fetch_one(db).await?)
}

/// Removes the copies of what earlier conversations hold: nothing is kept twice.
///
/// # Errors
/// When the database does.
pub async fn drop_known(db: &mut Db, upload: &str) -> Result<(), Failure> {
    sqlx::query("delete from entry where upload_id = $1 and known = 1").bind(upload).execute(db).await?;
    Ok(())
}

/// How many entries an upload has, and how many of them are problems.
///
/// # Errors
/// When the database does.
pub async fn count(db: &mut Db, upload: &str) -> Result<(i64, i64), Failure> {
    let entries: i64 = sqlx::query_scalar("select count(*) from entry where upload_id = $1").bind(upload).fetch_one(&mut *db).await?;
    let problems: i64 = sqlx::query_scalar("select count(*) from entry where upload_id = $1 and what = 'problem'").bind(upload).fetch_one(db).await?;
    Ok((entries, problems))
}

/// Keeps the places of entries that are not shown where they stand in the file: ordinal and place.
///
/// # Errors
/// When the database does.
pub async fn put(db: &mut Db, upload: &str, places: &[(i64, i64)]) -> Result<(), Failure> {
    for (ordinal, place) in places {
        sqlx::query("update entry set place = $3 where upload_id = $1 and ordinal = $2").bind(upload).bind(ordinal).bind(place).execute(&mut *db).await?;
    }
    Ok(())
}

/// Which entries to open.
#[derive(Debug, Clone, Copy)]
pub enum Which {
    /// Oldest first, `skip` the first so many, at most so many.
    Page { skip: i64, most: i64 },
    /// What nobody understood, at most so many.
    Problems { most: i64 },
    /// What is not held by an earlier conversation.
    New,
}

/// Opens messages. Without the permit value nothing opens.
///
/// # Errors
/// When the database does, or a row was altered or moved.
pub async fn open(app: &App, db: &mut Db, may: &MayReadConversation, which: Which) -> Result<Vec<Shown>, Failure> {
    let page = "select ordinal, known, sealed from entry where upload_id = $1 order by coalesce(place, ordinal), ordinal limit $2 offset $3";
    let problems = "select ordinal, known, sealed from entry where upload_id = $1 and what = 'problem' order by coalesce(place, ordinal), ordinal limit $2 offset $3";
    let new = "select ordinal, known, sealed from entry where upload_id = $1 and known = 0 order by coalesce(place, ordinal), ordinal limit $2 offset $3";
    let (sql, most, skip) = match which {
        Which::Page { skip, most } => (page, most, skip),
        Which::Problems { most } => (problems, most, 0),
        Which::New => (new, i64::MAX, 0),
    };
    let rows: Vec<(i64, i64, String)> = sqlx::query_as(sql).bind(may.upload()).bind(most).bind(skip).fetch_all(&mut *db).await?;
    let key = app.vault.key(db, may.key_id()).await?;
    rows.into_iter().map(|(ordinal, known, sealed)| opened(app, &key, may.upload(), ordinal, known, &sealed)).collect()
}

fn opened(app: &App, key: &DataKey, upload: &str, ordinal: i64, known: i64, sealed: &str) -> Result<Shown, Failure> {
    let row = row(upload, ordinal);
    let json = app.vault.open(key, Place { table: "entry", row: &row, field: "sealed" }, sealed)?;
    let entry = serde_json::from_slice(&json).map_err(|e| Failure::broken("opening a message", e))?;
    Ok(Shown { entry, known: known == 1 })
}

/// The places of the messages that are known.
///
/// # Errors
/// When the database does.
pub async fn known(db: &mut Db, upload: &str) -> Result<std::collections::HashSet<i64>, Failure> {
    let sql = "select ordinal from entry where upload_id = $1 and known = 1";
    Ok(sqlx::query_scalar(sql).bind(upload).fetch_all(db).await?.into_iter().collect())
}
