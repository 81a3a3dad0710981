//! Work in the background: durable, repeatable, tried again when it fails.
//!
//! A job is a row written in the transaction of the deed that wants it. One
//! `update … returning` claims it, on both engines; whoever claims it and dies
//! lets it go when the lease ends. A job may therefore run twice.
//!
//! Several run at a time, at most [`OF_ONE_KIND`] of a kind, so that a mail
//! server that hangs holds up letters and nothing else. What failed
//! [`TRIES`] times is given up and stays where IT sees it; a job that repeats
//! has one row for all time.

mod queue;

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::Mutex;
use std::time::Duration;

use futures::FutureExt as _;

use crate::app::App;
use crate::clock::Moment;
use crate::db::Db;
use crate::failure::Failure;
use crate::ids::{Dice, new_id};
use crate::trail::{self, Entry};

/// How long a claimed job is left alone.
const LEASE: i64 = 10 * Moment::MINUTE;
/// Tried so often, then left for IT to see.
pub const TRIES: i64 = 8;
/// So many at a time.
const AT_ONCE: usize = 4;
/// So many of a kind at a time.
const OF_ONE_KIND: usize = 2;
/// A job that takes long says so this often, well before its lease ends.
const STILL_AT_IT: Duration = Duration::from_secs(180);

pub use queue::{Counts, Listed, State, counts, dismiss, done_since, list, retry};

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

impl Job {
    /// The entry this job was pushed for, where a slice listens to a deed.
    ///
    /// # Errors
    /// When the payload is no number of an entry, or the database fails.
    pub async fn entry(&self, db: &mut Db) -> Result<Option<Entry>, Failure> {
        let seq = self.payload.parse().map_err(|e| Failure::broken("reading which entry a job is about", e))?;
        trail::find(db, seq).await
    }
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

/// Takes every job of a kind with this payload back that was not done yet, in the caller's transaction.
///
/// # Errors
/// When the database does.
pub async fn call_off(db: &mut Db, kind: &'static str, payload: &str) -> Result<(), Failure> {
    sqlx::query("delete from job where kind = $1 and payload = $2 and done_at is null").bind(kind).bind(payload).execute(db).await?;
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

/// Runs jobs as they become due, several at a time, as long as `go_on` says so:
/// a server that stops does so between two jobs.
pub async fn work(app: &App, go_on: impl Fn() -> bool) {
    futures::future::join_all((0..AT_ONCE).map(|_| worker(app, &go_on))).await;
}

async fn worker(app: &App, go_on: &impl Fn() -> bool) {
    while go_on() {
        match claim(app).await {
            Ok(Some(job)) => {
                // There may be more: the next worker looks.
                app.wake();
                if let Err(e) = run(app, job).await {
                    tracing::error!(error = ?e, "the job queue");
                }
            }
            Ok(None) => app.until_woken().await,
            Err(e) => {
                tracing::error!(error = ?e, "the job queue");
                app.until_woken().await;
            }
        }
    }
    // Whoever still waits is told too.
    app.wake();
}

/// How many of each kind this process runs now.
#[derive(Debug, Default)]
struct Running(Mutex<HashMap<String, usize>>);

/// One place among those of its kind, for as long as the job runs.
struct Place<'a> {
    app: &'a App,
    kind: String,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        if let Ok(mut running) = self.app.room(Running::default).0.lock()
            && let Some(n) = running.get_mut(&self.kind)
        {
            *n = n.saturating_sub(1);
        }
    }
}

fn place<'a>(app: &'a App, kind: &str) -> Option<Place<'a>> {
    let room = app.room(Running::default);
    let mut running = room.0.lock().ok()?;
    let n = running.entry(kind.to_owned()).or_default();
    (*n < OF_ONE_KIND).then(|| {
        *n += 1;
        Place { app, kind: kind.to_owned() }
    })
}

/// A job that is claimed, with its place.
struct Claimed<'a> {
    job: Job,
    repeats: Option<i64>,
    place: Place<'a>,
}

async fn claim(app: &App) -> Result<Option<Claimed<'_>>, Failure> {
    let now = app.now();
    let mut read = app.db.read().await?;
    let kinds = queue::due_kinds(&mut read, now).await?;
    for kind in kinds {
        let Some(place) = place(app, &kind) else { continue };
        // Another worker may be quicker: then the next of this kind.
        while let Some(id) = queue::first_due(&mut read, &kind, now).await? {
            let mut tx = app.db.begin().await?;
            let claimed = queue::take(&mut tx, &id, now, now.plus(LEASE)).await?;
            if let Some((job, _)) = claimed.as_ref().filter(|(job, _)| job.attempts > TRIES) {
                // It was begun so often and never ended: perhaps it is what ended the server.
                queue::give_up(&mut tx, &job.id, now, "it was begun and did not end").await?;
            }
            tx.commit().await?;
            if let Some((job, repeats)) = claimed.filter(|(job, _)| job.attempts <= TRIES) {
                return Ok(Some(Claimed { job, repeats, place }));
            }
        }
    }
    Ok(None)
}

async fn run(app: &App, claimed: Claimed<'_>) -> Result<(), Failure> {
    let Claimed { job, repeats, place } = claimed;
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
    let work = AssertUnwindSafe(work).catch_unwind();
    let outcome = while_held(app, &id, work).await?.unwrap_or_else(|_| Err(Failure::broken("running a job", "it panicked")));
    drop(place);
    let now = app.now();
    let mut tx = app.db.begin().await?;
    match (&outcome, repeats) {
        (Ok(()), None) => queue::done(&mut tx, &id, now).await?,
        (Ok(()), Some(every)) => queue::again(&mut tx, &id, now, now.plus(every)).await?,
        (Err(e), None) if attempts >= TRIES => queue::give_up(&mut tx, &id, now, &e.cause()).await?,
        (Err(e), Some(every)) if attempts >= TRIES => queue::next_time(&mut tx, &id, now, now.plus(every), &e.cause()).await?,
        (Err(e), _) => queue::later(&mut tx, &id, now.plus(pause(attempts)), &e.cause()).await?,
    }
    tx.commit().await?;
    if let Err(e) = outcome {
        tracing::error!(job = %id, attempts, error = ?e, "a job failed");
    }
    Ok(())
}

/// Keeps the lease while the work goes on.
async fn while_held<T>(app: &App, id: &str, work: impl Future<Output = T>) -> Result<T, Failure> {
    tokio::pin!(work);
    loop {
        tokio::select! {
            done = &mut work => return Ok(done),
            () = tokio::time::sleep(STILL_AT_IT) => {
                let mut tx = app.db.begin().await?;
                queue::hold(&mut tx, id, app.now().plus(LEASE)).await?;
                tx.commit().await?;
            }
        }
    }
}

/// Writes a row for each job that repeats and has none, and takes out those that no slice wants any more.
///
/// # Errors
/// When the database does.
pub async fn settle_repeats(app: &App) -> Result<(), Failure> {
    let wanted: Vec<(&str, i64)> = app.slices.iter().flat_map(|s| s.repeats).map(|r| (r.job, r.every)).collect();
    let mut tx = app.db.begin().await?;
    queue::keep_repeats(&mut tx, &app.dice, &wanted, app.now()).await?;
    tx.commit().await
}

/// How long to wait after so many tries: 30 s, 1 min, 2 min, … up to an hour.
fn pause(attempts: i64) -> i64 {
    let doublings = u32::try_from(attempts.clamp(1, 8) - 1).unwrap_or(0);
    (30 * Moment::SECOND).saturating_mul(2_i64.pow(doublings)).min(Moment::HOUR)
}
