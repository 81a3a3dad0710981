//! The rows of the queue: what is due, what became of it, and what IT sees.

use crate::clock::Moment;
use crate::db::Db;
use crate::failure::Failure;
use crate::ids::{Dice, new_id};

use super::Job;

/// The kinds with something to do, the one that waits longest first.
pub(super) async fn due_kinds(db: &mut Db, now: Moment) -> Result<Vec<String>, Failure> {
    let rows: Vec<(String, i64)> = sqlx::query_as(
        "select kind, min(run_at) from job
         where done_at is null and run_at <= $1 and locked_until <= $1 and (given_up_at is null or repeat_key is not null)
         group by kind order by min(run_at), kind",
    )
    .bind(now.0)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|(kind, _)| kind).collect())
}

pub(super) async fn first_due(db: &mut Db, kind: &str, now: Moment) -> Result<Option<String>, Failure> {
    Ok(sqlx::query_scalar(
        "select id from job
         where done_at is null and run_at <= $1 and locked_until <= $1 and (given_up_at is null or repeat_key is not null) and kind = $2
         order by run_at, id limit 1",
    )
    .bind(now.0).bind(kind)
    .fetch_optional(db)
    .await?)
}

/// Claims a job until `until`; `None` when somebody else was quicker. Also how often it repeats.
pub(super) async fn take(db: &mut Db, id: &str, now: Moment, until: Moment) -> Result<Option<(Job, Option<i64>)>, Failure> {
    type Row = (String, String, String, Option<String>, i64, Option<i64>);
    let row: Option<Row> = sqlx::query_as(
        "update job set locked_until = $2, attempts = attempts + 1
         where id = $1 and done_at is null and run_at <= $3 and locked_until <= $3 returning id, kind, payload, actor_id, attempts, every",
    )
    .bind(id).bind(until.0).bind(now.0)
    .fetch_optional(db)
    .await?;
    Ok(row.map(|(id, kind, payload, actor, attempts, every)| (Job { id, kind, payload, actor, attempts }, every)))
}

pub(super) async fn hold(db: &mut Db, id: &str, until: Moment) -> Result<(), Failure> {
    sqlx::query("update job set locked_until = $2 where id = $1 and done_at is null").bind(id).bind(until.0).execute(db).await?;
    Ok(())
}

pub(super) async fn done(db: &mut Db, id: &str, now: Moment) -> Result<(), Failure> {
    sqlx::query("update job set done_at = $2, last_error = null where id = $1").bind(id).bind(now.0).execute(db).await?;
    Ok(())
}

/// One that repeats ended well.
pub(super) async fn again(db: &mut Db, id: &str, now: Moment, next: Moment) -> Result<(), Failure> {
    sqlx::query("update job set ended_at = $2, run_at = $3, attempts = 0, locked_until = 0, last_error = null, given_up_at = null where id = $1")
        .bind(id).bind(now.0).bind(next.0).execute(db).await?;
    Ok(())
}

pub(super) async fn later(db: &mut Db, id: &str, next: Moment, error: &str) -> Result<(), Failure> {
    sqlx::query("update job set locked_until = 0, run_at = $2, last_error = $3 where id = $1").bind(id).bind(next.0).bind(error).execute(db).await?;
    Ok(())
}

pub(super) async fn give_up(db: &mut Db, id: &str, now: Moment, error: &str) -> Result<(), Failure> {
    sqlx::query("update job set locked_until = 0, given_up_at = $2, last_error = $3 where id = $1").bind(id).bind(now.0).bind(error).execute(db).await?;
    Ok(())
}

/// One that repeats was given up this time.
pub(super) async fn next_time(db: &mut Db, id: &str, now: Moment, next: Moment, error: &str) -> Result<(), Failure> {
    sqlx::query("update job set locked_until = 0, attempts = 0, given_up_at = $2, run_at = $3, last_error = $4 where id = $1")
        .bind(id).bind(now.0).bind(next.0).bind(error).execute(db).await?;
    Ok(())
}

pub(super) async fn keep_repeats(db: &mut Db, dice: &Dice, wanted: &[(&str, i64)], now: Moment) -> Result<(), Failure> {
    let kept: Vec<(String, i64)> = sqlx::query_as("select repeat_key, every from job where repeat_key is not null").fetch_all(&mut *db).await?;
    for (key, _) in kept.iter().filter(|(key, _)| !wanted.iter().any(|(w, _)| w == key)) {
        sqlx::query("delete from job where repeat_key = $1").bind(key).execute(&mut *db).await?;
    }
    for (key, every) in wanted {
        match kept.iter().find(|(k, _)| k == key) {
            Some((_, e)) if e == every => {}
            Some(_) => {
                sqlx::query("update job set every = $2 where repeat_key = $1").bind(*key).bind(*every).execute(&mut *db).await?;
            }
            None => {
                sqlx::query("insert into job (id, kind, payload, run_at, attempts, locked_until, repeat_key, every) values ($1, $2, '', $3, 0, 0, $2, $4)")
                    .bind(new_id(now, dice)?).bind(*key).bind(now.0).bind(*every).execute(&mut *db).await?;
            }
        }
    }
    Ok(())
}

/// How a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Not its time yet, or not its turn.
    Waiting,
    Running,
    /// It failed, and will be tried again at `run_at`.
    Retrying,
    /// It failed too often. One that repeats is tried again at `run_at`.
    GivenUp,
}

/// A job as IT sees it: no payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub id: String,
    pub kind: String,
    pub state: State,
    /// So many tries that did not end well, the one that runs now counted.
    pub attempts: i64,
    pub run_at: Moment,
    pub last_error: Option<String>,
    /// Milliseconds, for one that repeats.
    pub every: Option<i64>,
    /// When one that repeats last ended well.
    pub ended_at: Option<Moment>,
}

/// How many jobs stand how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub waiting: i64,
    pub running: i64,
    pub retrying: i64,
    pub given_up: i64,
}

/// The jobs that are not done, given-up ones first, then by their time; at most `most`.
///
/// # Errors
/// When the database does.
pub async fn list(db: &mut Db, now: Moment, most: i64) -> Result<Vec<Listed>, Failure> {
    type Row = (String, String, i64, i64, i64, Option<String>, Option<i64>, Option<i64>, Option<i64>);
    let rows: Vec<Row> = sqlx::query_as(
        "select id, kind, attempts, run_at, locked_until, last_error, every, ended_at, given_up_at from job
         where done_at is null order by case when given_up_at is null then 1 else 0 end, run_at, id limit $1",
    )
    .bind(most)
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|(id, kind, attempts, run_at, locked_until, last_error, every, ended_at, given_up_at)| Listed {
            id,
            kind,
            state: state(now, locked_until, attempts, given_up_at),
            attempts,
            run_at: Moment(run_at),
            last_error,
            every,
            ended_at: ended_at.map(Moment),
        })
        .collect())
}

const fn state(now: Moment, locked_until: i64, attempts: i64, given_up_at: Option<i64>) -> State {
    match given_up_at {
        _ if locked_until > now.0 => State::Running,
        Some(_) => State::GivenUp,
        None if attempts > 0 => State::Retrying,
        None => State::Waiting,
    }
}

/// How many stand how.
///
/// # Errors
/// When the database does.
pub async fn counts(db: &mut Db, now: Moment) -> Result<Counts, Failure> {
    let rows: Vec<(i64, i64, Option<i64>)> =
        sqlx::query_as("select locked_until, attempts, given_up_at from job where done_at is null").fetch_all(db).await?;
    let mut counts = Counts::default();
    for (locked_until, attempts, given_up_at) in rows {
        match state(now, locked_until, attempts, given_up_at) {
            State::Waiting => counts.waiting += 1,
            State::Running => counts.running += 1,
            State::Retrying => counts.retrying += 1,
            State::GivenUp => counts.given_up += 1,
        }
    }
    Ok(counts)
}

/// Tries a job again now, as if it had never failed. `false` when there is none
/// that waits. Call [`crate::App::wake`] after the commit; write a deed if a person asked.
///
/// # Errors
/// When the database does.
pub async fn retry(db: &mut Db, id: &str, now: Moment) -> Result<bool, Failure> {
    let done = sqlx::query("update job set attempts = 0, run_at = $2, given_up_at = null where id = $1 and done_at is null and locked_until <= $2")
        .bind(id).bind(now.0).execute(db).await?;
    Ok(done.rows_affected() == 1)
}

/// Takes a job out for good; its error stays. `false` when there is none that waits, or
/// it repeats. Write a deed: a person asked.
///
/// # Errors
/// When the database does.
pub async fn dismiss(db: &mut Db, id: &str, now: Moment) -> Result<bool, Failure> {
    let done = sqlx::query("update job set done_at = $2 where id = $1 and done_at is null and locked_until <= $2 and repeat_key is null")
        .bind(id).bind(now.0).execute(db).await?;
    Ok(done.rows_affected() == 1)
}

/// How many jobs were done since, and how many of them by being taken out.
///
/// # Errors
/// When the database does.
pub async fn done_since(db: &mut Db, since: Moment) -> Result<(i64, i64), Failure> {
    let done: i64 = sqlx::query_scalar("select count(*) from job where done_at >= $1 and last_error is null").bind(since.0).fetch_one(&mut *db).await?;
    let out: i64 = sqlx::query_scalar("select count(*) from job where done_at >= $1 and last_error is not null").bind(since.0).fetch_one(db).await?;
    Ok((done, out))
}
