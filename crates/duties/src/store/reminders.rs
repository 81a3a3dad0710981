//! How people are reminded: their days, which letters went, and the address of their calendar.

use std::collections::HashMap;

use base::{Day, Db, Failure, Moment};

/// The days people chose, as they are kept.
pub async fn choices(db: &mut Db) -> Result<HashMap<String, String>, Failure> {
    let rows: Vec<(String, String)> = sqlx::query_as("select person_id, days from reminder_choice").fetch_all(db).await?;
    Ok(rows.into_iter().collect())
}

/// Keeps somebody's days; `None` for the organisation's.
pub async fn choose(db: &mut Db, person: &str, days: Option<&str>) -> Result<(), Failure> {
    sqlx::query("delete from reminder_choice where person_id = $1").bind(person).execute(&mut *db).await?;
    if let Some(days) = days {
        sqlx::query("insert into reminder_choice (person_id, days) values ($1, $2)").bind(person).bind(days).execute(db).await?;
    }
    Ok(())
}

/// Who has had this morning's letter, or needed none.
pub async fn sent(db: &mut Db, day: Day) -> Result<Vec<String>, Failure> {
    Ok(sqlx::query_scalar("select person_id from reminder_sent where day = $1").bind(day.to_string()).fetch_all(db).await?)
}

/// [`Failure::Stale`] when it was marked already: somebody else sends it.
pub async fn mark_sent(db: &mut Db, person: &str, day: Day, now: Moment) -> Result<(), Failure> {
    sqlx::query("insert into reminder_sent (person_id, day, at) values ($1, $2, $3)").bind(person).bind(day.to_string()).bind(now.0).execute(db).await?;
    Ok(())
}

/// Forgets letters of days long gone.
pub async fn forget_before(db: &mut Db, day: Day) -> Result<(), Failure> {
    sqlx::query("delete from reminder_sent where day < $1").bind(day.to_string()).execute(db).await?;
    Ok(())
}

/// When this person's calendar was given an address.
pub async fn feed_made(db: &mut Db, person: &str) -> Result<Option<Moment>, Failure> {
    let at: Option<i64> = sqlx::query_scalar("select made_at from calendar_feed where person_id = $1").bind(person).fetch_optional(db).await?;
    Ok(at.map(Moment))
}

/// Gives the calendar a new address; the old one is gone.
pub async fn make_feed(db: &mut Db, person: &str, hash: &str, now: Moment) -> Result<(), Failure> {
    end_feed(&mut *db, person).await?;
    sqlx::query("insert into calendar_feed (person_id, token_hash, made_at) values ($1, $2, $3)").bind(person).bind(hash).bind(now.0).execute(db).await?;
    Ok(())
}

/// Whether there was one.
pub async fn end_feed(db: &mut Db, person: &str) -> Result<bool, Failure> {
    let gone = sqlx::query("delete from calendar_feed where person_id = $1").bind(person).execute(db).await?;
    Ok(gone.rows_affected() > 0)
}

/// Whose calendar has this address.
pub async fn feed_of(db: &mut Db, hash: &str) -> Result<Option<String>, Failure> {
    Ok(sqlx::query_scalar("select person_id from calendar_feed where token_hash = $1").bind(hash).fetch_optional(db).await?)
}
