//! Conversations in client files, and who looked at them when.

use base::{App, Db, Failure, Moment};
use sqlx::Row as _;
use sqlx::any::AnyRow;

use crate::deeds;
use crate::model::{Conversation, Counts};

/// What is filed.
#[derive(Debug)]
pub struct NewConversation<'a> {
    pub client: &'a str,
    pub upload: &'a str,
    pub phone: Option<&'a str>,
    pub first_at: Option<Moment>,
    pub last_at: Option<Moment>,
    pub counts: Counts,
    pub by: &'a str,
}

/// # Errors
/// [`Failure::Stale`] when the upload was filed meanwhile.
pub async fn add(app: &App, db: &mut Db, new: &NewConversation<'_>) -> Result<String, Failure> {
    let (id, code) = (app.id()?, super::free_code(app, db, 'W').await?);
    sqlx::query(
        "insert into conversation (id, code, client_id, upload_id, phone_id, first_at, last_at, messages, added, problems, filed_at, filed_by, damaged)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(&id).bind(&code).bind(new.client).bind(new.upload).bind(new.phone)
    .bind(new.first_at.map(|m| m.0)).bind(new.last_at.map(|m| m.0))
    .bind(new.counts.messages).bind(new.counts.fresh()).bind(new.counts.problems)
    .bind(app.now().0).bind(new.by).bind(new.counts.damaged)
    .execute(db)
    .await?;
    Ok(id)
}

fn conversation(row: &AnyRow) -> Result<Conversation, Failure> {
    let moment = |name| row.try_get::<Option<i64>, _>(name).map(|at| at.map(Moment));
    Ok(Conversation {
        id: row.try_get("id")?,
        code: row.try_get("code")?,
        client: row.try_get("client_id")?,
        upload: row.try_get("upload_id")?,
        key_id: row.try_get("key_id")?,
        phone: row.try_get("phone_id")?,
        first_at: moment("first_at")?,
        last_at: moment("last_at")?,
        messages: row.try_get("messages")?,
        added: row.try_get("added")?,
        problems: row.try_get("problems")?,
        damaged: row.try_get("damaged")?,
        filed_at: Moment(row.try_get("filed_at")?),
        filed_by: row.try_get("filed_by")?,
        deleted_at: moment("deleted_at")?,
        deleted_by: row.try_get("deleted_by")?,
    })
}

/// # Errors
/// When the database does.
pub async fn find(db: &mut Db, id: &str) -> Result<Option<Conversation>, Failure> {
    let row = sqlx::query(
        "select v.id, v.code, v.client_id, v.upload_id, c.key_id, v.phone_id, v.first_at, v.last_at, v.messages, v.added, v.problems, v.damaged,
                v.filed_at, v.filed_by, v.deleted_at, v.deleted_by
         from conversation v join client c on c.id = v.client_id where v.id = $1",
    )
    .bind(id)
    .fetch_optional(db)
    .await?;
    row.as_ref().map(conversation).transpose()
}

/// A client's conversations, newest first.
///
/// # Errors
/// When the database does.
pub async fn of(db: &mut Db, client: &str) -> Result<Vec<Conversation>, Failure> {
    let rows = sqlx::query(
        "select v.id, v.code, v.client_id, v.upload_id, c.key_id, v.phone_id, v.first_at, v.last_at, v.messages, v.added, v.problems, v.damaged,
                v.filed_at, v.filed_by, v.deleted_at, v.deleted_by
         from conversation v join client c on c.id = v.client_id where v.client_id = $1
         order by coalesce(v.last_at, v.filed_at) desc, v.id desc",
    )
    .bind(client)
    .fetch_all(db)
    .await?;
    rows.iter().map(conversation).collect()
}

/// The conversation an upload became.
///
/// # Errors
/// When the database does.
pub async fn made_from(db: &mut Db, upload: &str) -> Result<Option<String>, Failure> {
    Ok(sqlx::query_scalar("select id from conversation where upload_id = $1").bind(upload).fetch_optional(db).await?)
}

/// The code of the conversation an upload became.
///
/// # Errors
/// When the database does.
pub async fn code_of(db: &mut Db, upload: &str) -> Result<Option<String>, Failure> {
    Ok(sqlx::query_scalar("select code from conversation where upload_id = $1").bind(upload).fetch_optional(db).await?)
}

/// Puts a conversation into another client's file; `added` of its messages are new there.
///
/// # Errors
/// When the database does.
pub async fn give_to(db: &mut Db, id: &str, client: &str, added: i64) -> Result<(), Failure> {
    sqlx::query("update conversation set client_id = $2, added = $3 where id = $1").bind(id).bind(client).bind(added).execute(db).await?;
    Ok(())
}

/// Notes that the copy on the phone is gone; `false` when it was noted before.
///
/// # Errors
/// When the database does.
pub async fn phone_copy_gone(db: &mut Db, id: &str, by: &str, now: Moment) -> Result<bool, Failure> {
    let done = sqlx::query("update conversation set deleted_at = $2, deleted_by = $3 where id = $1 and deleted_at is null")
        .bind(id).bind(now.0).bind(by)
        .execute(db)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Whether this looking begins a viewing that must be written down: nobody was
/// written down for the same within `pause` milliseconds.
///
/// # Errors
/// When the database does.
pub async fn begins_viewing(db: &mut Db, conversation: &str, person: &str, what: &str, now: Moment, pause: i64) -> Result<bool, Failure> {
    let done = sqlx::query(
        "insert into viewing (conversation_id, person_id, what, at) values ($1, $2, $3, $4)
         on conflict (conversation_id, person_id, what) do update set at = excluded.at where viewing.at <= $5",
    )
    .bind(conversation).bind(person).bind(what).bind(now.0).bind(now.plus(-pause).0)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Where others read or copied a conversation this person brought in: numbers of trail lines, newest first.
pub async fn readings(db: &mut Db, person: &str, before: i64, most: i64) -> Result<Vec<i64>, Failure> {
    let found = sqlx::query_scalar(
        "select t.seq from trail t join trail_subject s on s.seq = t.seq and s.slot = 'conversation'
         where t.deed in ($1, $2) and t.seq < $4 and (t.actor_id is null or t.actor_id <> $3)
         and exists (select 1 from conversation c join upload u on u.id = c.upload_id where c.id = s.subject_id and u.by_id = $3)
         order by t.seq desc limit $5",
    );
    Ok(found.bind(deeds::READ.name).bind(deeds::COPIED.name).bind(person).bind(before).bind(most).fetch_all(db).await?)
}
