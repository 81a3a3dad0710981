//! Work in the background: durable, repeatable, tried again when it fails.
//!
//! A job is a row written in the transaction of the deed that wants it. One
//! `update … returning` claims it, on both engines; whoever claims it and dies
//! lets it go when the lease ends. A job may therefore run twice.

use std::panic::AssertUnwindSafe;

use futures::FutureExt as _;

use crate::app::App;
use crate::clock::Moment;
use crate::db::Db;
use crate::failure::Failure;
use crate::ids::{Dice, new_id};

/// How long a claimed job is left alone.
const LEASE: i64 = 10 * Moment::MINUTE;
/// Tried so often, then left for IT to see.
const TRIES: i64 = 8;

/// A claimed job.
#[derive(Debug, Clone)]
pub struct Job {
    pub id: String,
    pub kind: String,
    pub payload: String,
    /// Who started it; deeds it records are theirs.
    pub actor: Option<String>,
    /// This one counted.
    pub attempts: i64,
}

/// Puts a job in the queue, in the caller's transaction. Call [`App::wake`] after the commit.
///
/// # Errors
/// When the database does.
pub async fn push(db: &mut Db, dice: &Dice, kind: &'static str, payload: &str, actor: Option<&str>, now: Moment) -> Result<(), Failure> {
    sqlx::query("insert into job (id, kind, payload, actor_id, run_at, attempts, locked_until) values ($1, $2, $3, $4, $5, 0, 0)")
        .bind(new_id(now, dice)?).bind(kind).bind(payload).bind(actor).bind(now.0)
        .execute(db)
        .await?;
    Ok(())
}

/// Runs every job that is due, one after the other, and says how many ran.
///
/// # Errors
/// When the queue itself cannot be read; a failing job is written down, not returned.
pub async fn drain(app: &App) -> Result<usize, Failure> {
    drain_while(app, || true).await
}

/// The same, as long as `go_on` says so: a server that stops does so between two jobs.
///
/// # Errors
/// As [`drain`].
pub async fn drain_while(app: &App, go_on: impl Fn() -> bool) -> Result<usize, Failure> {
    let mut ran = 0;
    while go_on() && let Some(job) = claim(app).await? {
        run(app, job).await?;
        ran += 1;
    }
    Ok(ran)
}

async fn claim(app: &App) -> Result<Option<Job>, Failure> {
    let now = app.now();
    let mut read = app.db.read().await?;
    let due: Option<String> = sqlx::query_scalar(
        "select id from job where done_at is null and run_at <= $1 and locked_until <= $1 and attempts < $2 order by run_at, id limit 1",
    )
    .bind(now.0).bind(TRIES)
    .fetch_optional(&mut *read)
    .await?;
    drop(read);
    let Some(id) = due else { return Ok(None) };
    let mut tx = app.db.begin().await?;
    let row: Option<(String, String, String, Option<String>, i64)> = sqlx::query_as(
        "update job set locked_until = $2, attempts = attempts + 1
         where id = $1 and done_at is null and locked_until <= $3 returning id, kind, payload, actor_id, attempts",
    )
    .bind(&id).bind(now.plus(LEASE).0).bind(now.0)
    .fetch_optional(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(row.map(|(id, kind, payload, actor, attempts)| Job { id, kind, payload, actor, attempts }))
}

async fn run(app: &App, job: Job) -> Result<(), Failure> {
    let (id, attempts) = (job.id.clone(), job.attempts);
    let kind = app.slices.iter().flat_map(|s| s.jobs).find(|k| k.name == job.kind);
    let work = async {
        match kind {
            Some(kind) => (kind.run)(app.clone(), job).await,
            None if job.kind == crate::mail::JOB => crate::mail::deliver(app, &job).await,
            None => Err(Failure::broken("running a job", format!("nobody knows {}", job.kind))),
        }
    };
    // A job that panics has failed like any other: those behind it still run.
    let outcome = AssertUnwindSafe(work).catch_unwind().await.unwrap_or_else(|_| Err(Failure::broken("running a job", "it panicked")));
    let now = app.now();
    let mut tx = app.db.begin().await?;
    match outcome {
        Ok(()) => {
            sqlx::query("update job set done_at = $2, last_error = null where id = $1").bind(&id).bind(now.0).execute(&mut *tx).await?;
        }
        Err(e) => {
            tracing::error!(job = %id, error = ?e, "a job failed");
            sqlx::query("update job set locked_until = 0, run_at = $2, last_error = $3 where id = $1")
                .bind(&id).bind(now.plus(pause(attempts)).0).bind(e.to_string())
                .execute(&mut *tx)
                .await?;
        }
    }
    tx.commit().await
}

/// How long to wait after so many tries: 30 s, 1 min, 2 min, … up to an hour.
fn pause(attempts: i64) -> i64 {
    let doublings = u32::try_from(attempts.clamp(1, 8) - 1).unwrap_or(0);
    (30 * Moment::SECOND).saturating_mul(2_i64.pow(doublings)).min(Moment::HOUR)
}
