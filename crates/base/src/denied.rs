//! Who was turned away, from what, how often: one row a person, a permit and a day.
//!
//! A door that stays shut changes nothing, so it is no deed; yet somebody who
//! tries many doors should be seen (ASVS 16.3.2). Only somebody who is signed in
//! is counted here: strangers are counted where they knock (`attempts`, `crowd`).
//! What was asked for is not kept: an address may name a client.

use crate::clock::{Day, Moment};
use crate::db::Db;
use crate::failure::Failure;

/// Days a count is kept.
pub const KEPT: i64 = 365;

/// How often somebody was turned away by one permit on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denied {
    pub person: String,
    pub permit: String,
    /// The day it was, where the organisation is.
    pub day: String,
    pub times: i64,
    pub last_at: Moment,
}

/// Counts one more.
///
/// # Errors
/// When the database does.
pub async fn count(db: &mut Db, person: &str, permit: &str, day: Day, now: Moment) -> Result<(), Failure> {
    let add = "insert into denied (person_id, permit, day, times, last_at) values ($1, $2, $3, 1, $4) \
               on conflict (person_id, permit, day) do update set times = denied.times + 1, last_at = excluded.last_at";
    sqlx::query(add).bind(person).bind(permit).bind(day.to_string()).bind(now.0).execute(db).await?;
    Ok(())
}

/// Forgets what is older than [`KEPT`] days.
///
/// # Errors
/// When the database does.
pub async fn sweep(db: &mut Db, now: Moment) -> Result<u64, Failure> {
    let old = now.plus(-KEPT * Moment::DAY).0;
    Ok(sqlx::query("delete from denied where last_at < $1").bind(old).execute(db).await?.rows_affected())
}

/// The latest first, at most so many.
///
/// # Errors
/// When the database does.
pub async fn list(db: &mut Db, most: i64) -> Result<Vec<Denied>, Failure> {
    type Line = (String, String, String, i64, i64);
    let all = "select person_id, permit, day, times, last_at from denied order by last_at desc, person_id, permit limit $1";
    let lines: Vec<Line> = sqlx::query_as(all).bind(most).fetch_all(db).await?;
    let denied = |(person, permit, day, times, last): Line| Denied { person, permit, day, times, last_at: Moment(last) };
    Ok(lines.into_iter().map(denied).collect())
}
