//! Requests to take a phone off site. Reasons and words are sealed under a key a request.

use std::collections::HashMap;

use base::vault::{DataKey, Place};
use base::{App, Db, Failure, Moment};

use crate::model::off_site::VALID;
use crate::model::{Answer, Request};
use crate::permits::MayReadReason;
use crate::store::{called, only_one};

type Columns = (String, String, String, i64, i64, Option<String>, Option<i64>, Option<String>, Option<i64>);

fn request((id, phone, asker, wanted, asked, answer, at, by, used): Columns) -> Request {
    let answer = match (answer.as_deref().and_then(Answer::parse), at, by) {
        (Some(answer), Some(at), Some(by)) => Some((answer, Moment(at), by)),
        _ => None,
    };
    Request { id, phone, asker, wanted: Moment(wanted), asked: Moment(asked), answer, used: used.map(Moment) }
}

macro_rules! select {
    ($rest:literal) => {
        concat!("select id, phone_id, asker_id, wanted_at, asked_at, answer, answered_at, answered_by, used_at from off_site_request ", $rest)
    };
}

fn seal(app: &App, key: &DataKey, id: &str, field: &str, text: &str) -> Result<String, Failure> {
    app.vault.seal(key, Place { table: "off_site_request", row: id, field }, text.as_bytes())
}

/// [`Failure::Stale`] when a request for this phone waits already.
pub async fn ask(app: &App, db: &mut Db, request: &Request, reason: &str) -> Result<(), Failure> {
    let key = app.vault.new_key(&mut *db, "request", request.asked).await?;
    let sealed = seal(app, &key, &request.id, "reason", reason)?;
    sqlx::query("insert into off_site_request (id, phone_id, asker_id, key_id, reason, wanted_at, asked_at) values ($1, $2, $3, $4, $5, $6, $7)")
        .bind(&request.id).bind(&request.phone).bind(&request.asker).bind(&key.id).bind(&sealed).bind(request.wanted.0).bind(request.asked.0)
        .execute(db)
        .await?;
    Ok(())
}

pub async fn find(db: &mut Db, id: &str) -> Result<Option<Request>, Failure> {
    let row: Option<Columns> = sqlx::query_as(select!("where id = $1")).bind(id).fetch_optional(db).await?;
    Ok(row.map(request))
}

/// The request for this phone that waits, if one does.
pub async fn open_for(db: &mut Db, phone: &str) -> Result<Option<Request>, Failure> {
    let row: Option<Columns> = sqlx::query_as(select!("where phone_id = $1 and answer is null")).bind(phone).fetch_optional(db).await?;
    Ok(row.map(request))
}

/// The last requests for this phone, newest first.
pub async fn last(db: &mut Db, phone: &str, most: i64) -> Result<Vec<Request>, Failure> {
    let rows: Vec<Columns> = sqlx::query_as(select!("where phone_id = $1 order by asked_at desc, id desc limit $2")).bind(phone).bind(most).fetch_all(db).await?;
    Ok(rows.into_iter().map(request).collect())
}

/// Every request that waits, oldest first.
pub async fn waiting(db: &mut Db) -> Result<Vec<Request>, Failure> {
    let rows: Vec<Columns> = sqlx::query_as(select!("where answer is null order by asked_at, id")).fetch_all(db).await?;
    Ok(rows.into_iter().map(request).collect())
}

/// The permission of `asker` for this phone that is good at `moment`, the oldest first.
pub async fn good_at(db: &mut Db, phone: &str, asker: &str, moment: Moment) -> Result<Option<Request>, Failure> {
    let row: Option<Columns> = sqlx::query_as(select!(
        "where phone_id = $1 and asker_id = $2 and answer = 'permitted' and used_at is null and answered_at <= $3 and answered_at >= $4
         order by answered_at, id limit 1"
    ))
    .bind(phone).bind(asker).bind(moment.0).bind(moment.plus(-VALID).0)
    .fetch_optional(db)
    .await?;
    Ok(row.map(request))
}

/// Whether a permission was used for the trip that began at `left`.
pub async fn is_covered(db: &mut Db, phone: &str, left: Moment) -> Result<bool, Failure> {
    let found: Option<i64> = sqlx::query_scalar("select 1 from off_site_request where phone_id = $1 and used_at = $2 limit 1")
        .bind(phone).bind(left.0)
        .fetch_optional(db)
        .await?;
    Ok(found.is_some())
}

pub async fn answer(app: &App, db: &mut Db, id: &str, answer: Answer, said: Moment, by: &str, word: &str) -> Result<(), Failure> {
    let key: String = sqlx::query_scalar("select key_id from off_site_request where id = $1").bind(id).fetch_one(&mut *db).await?;
    let key = app.vault.key(&mut *db, &key).await?;
    let sealed = if word.is_empty() { None } else { Some(seal(app, &key, id, "word", word)?) };
    let done = sqlx::query("update off_site_request set answer = $2, answered_at = $3, answered_by = $4, word = $5 where id = $1 and answer is null")
        .bind(id).bind(answer.id()).bind(said.0).bind(by).bind(sealed)
        .execute(db)
        .await?;
    only_one(done.rows_affected())
}

/// Nobody need answer any more: the phone went out of the asker's hands.
pub async fn drop_open(db: &mut Db, phone: &str, by: &str, now: Moment) -> Result<(), Failure> {
    sqlx::query("update off_site_request set answer = 'dropped', answered_at = $2, answered_by = $3 where phone_id = $1 and answer is null")
        .bind(phone).bind(now.0).bind(by)
        .execute(db)
        .await?;
    Ok(())
}

/// One yes, one trip.
pub async fn spend(db: &mut Db, id: &str, left: Moment) -> Result<(), Failure> {
    let done = sqlx::query("update off_site_request set used_at = $2 where id = $1 and answer = 'permitted' and used_at is null")
        .bind(id).bind(left.0)
        .execute(db)
        .await?;
    only_one(done.rows_affected())
}

/// What was written with a request: for the asker and the asker's supervisor.
pub async fn words(app: &App, db: &mut Db, permit: &MayReadReason) -> Result<(String, String), Failure> {
    let id = permit.request();
    let (key, reason, word): (String, String, Option<String>) =
        sqlx::query_as("select key_id, reason, word from off_site_request where id = $1").bind(id).fetch_one(&mut *db).await?;
    let key = app.vault.key(db, &key).await?;
    let open = |field, text: &str| Ok::<_, Failure>(app.vault.open_text(&key, Place { table: "off_site_request", row: id, field }, text)?.to_string());
    let word = word.map(|word| open("word", &word)).transpose()?.unwrap_or_default();
    Ok((open("reason", &reason)?, word))
}

/// The label of the phone each request is about.
pub async fn labels(db: &mut Db, ids: &[String]) -> Result<HashMap<String, String>, Failure> {
    called(db, "select r.id, p.label from off_site_request r join phone p on p.id = r.phone_id where r.id in", ids).await
}
