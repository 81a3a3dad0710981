//! Tries that may fail only so often: counted in buckets, forgotten after a while.
//!
//! A try counts in its own bucket before it is made, so many at once are
//! counted too; when it succeeds, the bucket is emptied. A failed one also
//! counts in a bucket for everybody.

use axum::http::StatusCode;

use crate::app::App;
use crate::clock::Moment;
use crate::db::Db;
use crate::failure::Failure;

/// How long a try counts.
pub const WINDOW: i64 = 15 * Moment::MINUTE;

/// Counts a try in the bucket `own`, unless that one or the bucket `all` is full already.
/// Each comes with how many tries fill it.
///
/// # Errors
/// 429 when one of the buckets is full; else when the database fails.
pub async fn count(app: &App, own: (&str, i64), all: (&str, i64)) -> Result<(), Failure> {
    let now = app.now();
    let mut tx = app.db.begin().await?;
    sqlx::query("delete from attempt where at <= $1").bind(now.plus(-WINDOW).0).execute(&mut *tx).await?;
    for (bucket, most) in [own, all] {
        let tries: i64 = sqlx::query_scalar("select count(*) from attempt where bucket = $1").bind(bucket).fetch_one(&mut *tx).await?;
        if tries >= most {
            return Err(Failure::Unfit(StatusCode::TOO_MANY_REQUESTS));
        }
    }
    note(&mut tx, own.0, now).await?;
    tx.commit().await
}

/// Counts a failed try in a bucket.
///
/// # Errors
/// When the database does.
pub async fn note(db: &mut Db, bucket: &str, now: Moment) -> Result<(), Failure> {
    sqlx::query("insert into attempt (bucket, at) values ($1, $2)").bind(bucket).bind(now.0).execute(db).await?;
    Ok(())
}

/// Whether a bucket is full: the next try is not made.
///
/// # Errors
/// When the database does.
pub async fn is_full(db: &mut Db, bucket: &str, most: i64) -> Result<bool, Failure> {
    let tries: i64 = sqlx::query_scalar("select count(*) from attempt where bucket = $1").bind(bucket).fetch_one(db).await?;
    Ok(tries >= most)
}

/// Empties a bucket: the try succeeded.
///
/// # Errors
/// When the database does.
pub async fn forget(db: &mut Db, bucket: &str) -> Result<(), Failure> {
    sqlx::query("delete from attempt where bucket = $1").bind(bucket).execute(db).await?;
    Ok(())
}
