//! Tries that may fail only so often: counted in buckets, forgotten after a while.
//!
//! A try counts in its own bucket before it is made, so many at once are
//! counted too; when it succeeds, the bucket is emptied. A failed one also
//! counts for the place it came from, and for everybody. What everybody's
//! failures fill never shuts out a place that has not failed itself: else
//! whoever fails on purpose shuts the house.

use axum::http::StatusCode;

use super::crowd;
use super::visit::Visit;
use crate::app::App;
use crate::clock::Moment;
use crate::db::Db;
use crate::failure::Failure;

/// How long a try counts.
pub const WINDOW: i64 = 15 * Moment::MINUTE;

/// How many failures fill the bucket of a place, and everybody's together.
#[derive(Debug, Clone, Copy)]
pub struct Most {
    pub place: i64,
    pub all: i64,
}

/// Where failures of one kind (`sign-in`, …) from one place are counted.
#[derive(Debug, Clone)]
pub struct Outer {
    all: String,
    place: String,
    most: Most,
}

impl Outer {
    /// `kind` names what is tried; the place is that of the visit.
    ///
    /// # Errors
    /// When the mark of the place cannot be made.
    pub fn of(visit: &Visit, kind: &str, most: Most) -> Result<Self, Failure> {
        Ok(Self { all: kind.to_owned(), place: format!("{kind}@{}", place(visit)?), most })
    }

    /// Whether another try from there is too many: the place failed too often, or it failed and so did far too many others.
    ///
    /// # Errors
    /// When the database does.
    pub async fn is_full(&self, db: &mut Db, now: Moment) -> Result<bool, Failure> {
        let here = tries(&mut *db, &self.place, now).await?;
        Ok(here >= self.most.place || (here > 0 && tries(db, &self.all, now).await? >= self.most.all))
    }

    /// Counts a failure.
    ///
    /// # Errors
    /// When the database does.
    pub async fn note(&self, db: &mut Db, now: Moment) -> Result<(), Failure> {
        note(&mut *db, &self.place, now).await?;
        note(db, &self.all, now).await
    }
}

/// A name for where the visit comes from, which does not tell the address: an IPv4 address or a /64.
fn place(visit: &Visit) -> Result<String, Failure> {
    let Some(from) = visit.visitor.from else { return Ok("here".to_owned()) };
    visit.app.vault.mark("place", &[crowd::place(from).to_string().as_bytes()])
}

/// Counts a try in the bucket `own` (with how many tries fill it), unless that one is full already, or too many failed `outside`.
///
/// # Errors
/// 429 when it is too many; else when the database fails.
pub async fn count(app: &App, own: (&str, i64), outside: Option<&Outer>) -> Result<(), Failure> {
    let now = app.now();
    let mut tx = app.db.begin().await?;
    sqlx::query("delete from attempt where at <= $1").bind(now.plus(-WINDOW).0).execute(&mut *tx).await?;
    let outside = match outside {
        Some(outside) => outside.is_full(&mut tx, now).await?,
        None => false,
    };
    if outside || is_full(&mut tx, own, now).await? {
        return Err(Failure::Unfit(StatusCode::TOO_MANY_REQUESTS));
    }
    note(&mut tx, own.0, now).await?;
    tx.commit().await
}

async fn tries(db: &mut Db, bucket: &str, now: Moment) -> Result<i64, Failure> {
    Ok(sqlx::query_scalar("select count(*) from attempt where bucket = $1 and at > $2").bind(bucket).bind(now.plus(-WINDOW).0).fetch_one(db).await?)
}

/// Counts a failed try in a bucket.
///
/// # Errors
/// When the database does.
pub async fn note(db: &mut Db, bucket: &str, now: Moment) -> Result<(), Failure> {
    sqlx::query("insert into attempt (bucket, at) values ($1, $2)").bind(bucket).bind(now.0).execute(db).await?;
    Ok(())
}

/// Whether a bucket (with how many tries fill it) is full: the next try is not made.
///
/// # Errors
/// When the database does.
pub async fn is_full(db: &mut Db, (bucket, most): (&str, i64), now: Moment) -> Result<bool, Failure> {
    Ok(tries(db, bucket, now).await? >= most)
}

/// Empties a bucket: the try succeeded.
///
/// # Errors
/// When the database does.
pub async fn forget(db: &mut Db, bucket: &str) -> Result<(), Failure> {
    sqlx::query("delete from attempt where bucket = $1").bind(bucket).execute(db).await?;
    Ok(())
}
