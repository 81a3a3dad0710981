//! Files that were handed in, and what is known of them so far.

use base::blobs::Blob;
use base::vault::Place;
use base::{App, Db, Failure, Moment};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::Row as _;
use sqlx::any::AnyRow;
use zeroize::Zeroizing;

use crate::model::{Counts, State, Upload};

fn place<'a>(id: &'a str, field: &'a str) -> Place<'a> {
    Place { table: "upload", row: id, field }
}

/// What is handed in.
#[derive(Debug)]
pub struct NewUpload<'a> {
    pub blob: &'a Blob,
    /// As the phone called it; it often holds the client's name.
    pub name: &'a str,
    pub by: &'a str,
    pub client: Option<&'a str>,
}

/// Writes a new upload in the state *received*.
///
/// # Errors
/// When the database does.
pub async fn add(app: &App, db: &mut Db, new: &NewUpload<'_>) -> Result<String, Failure> {
    let (id, code) = (app.id()?, super::free_code(app, db, 'U').await?);
    let key = app.vault.key(db, &new.blob.key_id).await?;
    let name = app.vault.seal(&key, place(&id, "name"), new.name.as_bytes())?;
    sqlx::query(
        "insert into upload (id, code, blob_id, key_id, mark, size, name, by_id, at, state, round, client_id, bytes, messages, problems, known)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'received', 0, $10, 0, 0, 0, 0)",
    )
    .bind(&id).bind(&code).bind(&new.blob.id).bind(&new.blob.key_id).bind(&new.blob.mark).bind(new.blob.size)
    .bind(&name).bind(new.by).bind(app.now().0).bind(new.client)
    .execute(db)
    .await?;
    Ok(id)
}

/// The uploads for which this holds, with the columns that [`upload`] reads.
macro_rules! selected {
    ($rest:literal) => {
        concat!(
            "select id, code, blob_id, key_id, size, by_id, at, state, round, client_id, phone_id, bytes, messages, problems, damaged, known, first_at, last_at from upload ",
            $rest
        )
    };
}

fn upload(row: &AnyRow) -> Result<Upload, Failure> {
    let moment = |name| row.try_get::<Option<i64>, _>(name).map(|at| at.map(Moment));
    Ok(Upload {
        id: row.try_get("id")?,
        code: row.try_get("code")?,
        blob_id: row.try_get("blob_id")?,
        key_id: row.try_get("key_id")?,
        size: row.try_get("size")?,
        by: row.try_get("by_id")?,
        at: Moment(row.try_get("at")?),
        state: State::parse(row.try_get("state")?)?,
        round: row.try_get("round")?,
        client: row.try_get("client_id")?,
        phone: row.try_get("phone_id")?,
        counts: Counts {
            bytes: row.try_get("bytes")?,
            messages: row.try_get("messages")?,
            problems: row.try_get("problems")?,
            damaged: row.try_get("damaged")?,
            known: row.try_get("known")?,
            first_at: moment("first_at")?,
            last_at: moment("last_at")?,
        },
    })
}

/// # Errors
/// When the database does.
pub async fn find(db: &mut Db, id: &str) -> Result<Option<Upload>, Failure> {
    let row = sqlx::query(selected!("where id = $1")).bind(id).fetch_optional(db).await?;
    row.as_ref().map(upload).transpose()
}

/// What this person handed in and has not finished, newest first.
///
/// # Errors
/// When the database does.
pub async fn unfinished(db: &mut Db, person: &str) -> Result<Vec<Upload>, Failure> {
    let rows = sqlx::query(selected!("where by_id = $1 and state not in ('filed', 'discarded') order by at desc, id desc")).bind(person).fetch_all(db).await?;
    rows.iter().map(upload).collect()
}

/// The uploads of the same bytes by the same person that were not given up, oldest first.
///
/// Somebody else's are not looked for: that there is one would tell them something.
///
/// # Errors
/// When the database does.
pub async fn same(db: &mut Db, mark: &str, person: &str) -> Result<Vec<Upload>, Failure> {
    let rows = sqlx::query(selected!("where mark = $1 and by_id = $2 and state <> 'discarded' order by at, id")).bind(mark).bind(person).fetch_all(db).await?;
    rows.iter().map(upload).collect()
}

/// The other uploads of the same bytes by the same person that are filed, each with the code of its conversation.
///
/// # Errors
/// When the database does.
pub async fn filed_beside(db: &mut Db, id: &str) -> Result<Vec<(Upload, String)>, Failure> {
    let rows = sqlx::query(
        "select u.id, u.code, u.blob_id, u.key_id, u.size, u.by_id, u.at, u.state, u.round, u.client_id, u.phone_id, u.bytes, u.messages,
                u.problems, u.damaged, u.known, u.first_at, u.last_at, v.code as filed_as
         from upload me join upload u on u.mark = me.mark and u.by_id = me.by_id and u.id <> me.id
         join conversation v on v.upload_id = u.id where me.id = $1 order by u.at, u.id",
    )
    .bind(id)
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| Ok((upload(row)?, row.try_get("filed_as")?))).collect()
}

/// Gives a filed upload to another client. Its entries must be sealed under that client's key.
///
/// # Errors
/// When the database does.
pub async fn give_to(db: &mut Db, id: &str, client: &str) -> Result<(), Failure> {
    sqlx::query("update upload set client_id = $2 where id = $1").bind(id).bind(client).execute(db).await?;
    Ok(())
}

/// What is read for a client and waits to be filed.
///
/// # Errors
/// When the database does.
pub async fn read_for(db: &mut Db, client: &str) -> Result<Vec<Upload>, Failure> {
    let rows = sqlx::query(selected!("where client_id = $1 and state = 'read' order by at, id")).bind(client).fetch_all(db).await?;
    rows.iter().map(upload).collect()
}

/// Moves from one state to the next; `false` when somebody was faster.
///
/// # Errors
/// When the database does.
pub async fn step(db: &mut Db, upload: &Upload, to: State) -> Result<bool, Failure> {
    let done = sqlx::query("update upload set state = $4 where id = $1 and round = $2 and state = $3")
        .bind(&upload.id).bind(upload.round).bind(upload.state.id()).bind(to.id())
        .execute(db)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes why it could not be read, sealed, for it may name a file; what came of it is removed.
///
/// # Errors
/// When the database does.
pub async fn fail(app: &App, db: &mut Db, upload: &Upload, reason: &str) -> Result<(), Failure> {
    if !step(db, upload, State::Failed).await? {
        return Ok(());
    }
    sqlx::query("delete from entry where upload_id = $1").bind(&upload.id).execute(&mut *db).await?;
    keep(app, db, upload, Kept::Reason, &reason).await
}

/// Begins the next round: a reader still at work on the one before writes nothing any more.
///
/// # Errors
/// [`Failure::Stale`] when `upload` is not as it was loaded: filed meanwhile, its entries are evidence.
pub async fn begin_round(db: &mut Db, upload: &Upload, to: State, client: Option<&str>, phone: Option<&str>) -> Result<(), Failure> {
    let done = sqlx::query(
        "update upload set round = round + 1, state = $4, client_id = $5, phone_id = $6, reason = null,
         bytes = 0, messages = 0, problems = 0, damaged = 0, known = 0, first_at = null, last_at = null where id = $1 and round = $2 and state = $3",
    )
    .bind(&upload.id).bind(upload.round).bind(upload.state.id()).bind(to.id()).bind(client).bind(phone)
    .execute(&mut *db)
    .await?;
    if done.rows_affected() != 1 {
        return Err(Failure::Stale);
    }
    sqlx::query("delete from entry where upload_id = $1").bind(&upload.id).execute(db).await?;
    Ok(())
}

/// # Errors
/// When the database does.
pub async fn count(db: &mut Db, id: &str, counts: Counts) -> Result<(), Failure> {
    sqlx::query("update upload set bytes = $2, messages = $3, problems = $4, known = $5, first_at = $6, last_at = $7, damaged = $8 where id = $1")
        .bind(id).bind(counts.bytes).bind(counts.messages).bind(counts.problems).bind(counts.known)
        .bind(counts.first_at.map(|m| m.0)).bind(counts.last_at.map(|m| m.0)).bind(counts.damaged)
        .execute(db)
        .await?;
    Ok(())
}

/// A sealed column of an upload.
#[derive(Debug, Clone, Copy)]
pub enum Kept {
    /// What the first pass saw.
    Survey,
    /// What the person answered.
    Answers,
    /// Why it could not be read.
    Reason,
}

impl Kept {
    const fn parts(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Survey => ("survey", "update upload set survey = $2 where id = $1", "select survey from upload where id = $1"),
            Self::Answers => ("answers", "update upload set answers = $2 where id = $1", "select answers from upload where id = $1"),
            Self::Reason => ("reason", "update upload set reason = $2 where id = $1", "select reason from upload where id = $1"),
        }
    }
}

/// Seals a value into a column, under the file's own key.
///
/// # Errors
/// When the database does or the key is gone.
pub async fn keep<T: Serialize + Sync>(app: &App, db: &mut Db, upload: &Upload, what: Kept, value: &T) -> Result<(), Failure> {
    let (field, sql, _) = what.parts();
    let json = Zeroizing::new(serde_json::to_vec(value).map_err(|e| Failure::broken("keeping what was read", e))?);
    let key = app.vault.key(db, &upload.key_id).await?;
    let sealed = app.vault.seal(&key, place(&upload.id, field), &json)?;
    sqlx::query(sql).bind(&upload.id).bind(&sealed).execute(db).await?;
    Ok(())
}

/// Opens a column again; `None` when nothing was kept yet.
///
/// # Errors
/// When the database does or the key is gone.
pub async fn kept<T: DeserializeOwned>(app: &App, db: &mut Db, upload: &Upload, what: Kept) -> Result<Option<T>, Failure> {
    let (field, _, sql) = what.parts();
    let sealed: Option<String> = sqlx::query_scalar(sql).bind(&upload.id).fetch_one(&mut *db).await?;
    let Some(sealed) = sealed else { return Ok(None) };
    let key = app.vault.key(db, &upload.key_id).await?;
    let json = app.vault.open(&key, place(&upload.id, field), &sealed)?;
    serde_json::from_slice(&json).map(Some).map_err(|e| Failure::broken("opening what was kept", e))
}

/// What the phone called the file.
///
/// # Errors
/// When the key is gone.
pub async fn name(app: &App, db: &mut Db, upload: &Upload) -> Result<Zeroizing<String>, Failure> {
    let sealed: String = sqlx::query_scalar("select name from upload where id = $1").bind(&upload.id).fetch_one(&mut *db).await?;
    let key = app.vault.key(db, &upload.key_id).await?;
    app.vault.open_text(&key, place(&upload.id, "name"), &sealed)
}

/// Forgets a given-up upload: entries, sealed columns, and the key of the file. The blob on disk is the caller's to remove.
///
/// # Errors
/// When the database does.
pub async fn forget(app: &App, db: &mut Db, upload: &Upload) -> Result<(), Failure> {
    begin_round(db, upload, State::Discarded, None, None).await?;
    sqlx::query("update upload set survey = null, answers = null, name = '' where id = $1").bind(&upload.id).execute(&mut *db).await?;
    base::blobs::forget(db, &app.vault, &upload.blob_id, &upload.key_id, app.now()).await
}
