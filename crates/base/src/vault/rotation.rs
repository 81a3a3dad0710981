//! After the master key got a new version: every data key is wrapped anew, in
//! the background, a few at a time.
//!
//! Killed at any moment it goes on where it was: each row says by which version
//! it is wrapped, and changes together with that word. Nothing is unreadable
//! meanwhile, since the key file holds the older version too.

use crate::app::App;
use crate::db::Db;
use crate::failure::Failure;
use crate::jobs;
use crate::organisation::{get, put};
use crate::slice::{Deed, JobKind};

/// The job's name.
pub const JOB: &str = "rewrap-keys";
/// So many keys in one transaction.
const AT_ONCE: i64 = 100;
const NEWEST: &str = "key.version";
const DONE: &str = "key.rewrapped";

pub(crate) static JOBS: &[JobKind] = &[JobKind { name: JOB, run: |app, _| Box::pin(async move { rewrap(&app).await }) }];

pub(crate) static DEEDS: &[Deed] = &[ROTATED, REWRAPPED, DESTROYED, UNLOCKED];

const ROTATED: Deed = deed("key.rotated", &[], &["version"]);
const REWRAPPED: Deed = deed("key.rewrapped", &[], &["version"]);
pub(super) const DESTROYED: Deed = deed("key.destroyed", &["data-key"], &["purpose"]);
/// Somebody said the passphrase of the key file; `way`: `page` or `file`.
pub const UNLOCKED: Deed = deed("server.unlocked", &[], &["tries", "way"]);

const fn deed(name: &'static str, slots: &'static [&'static str], details: &'static [&'static str]) -> Deed {
    Deed { name, slots, details, words: None, act: None }
}

/// Compares the key file with the database, once at start: a new version is
/// written down and its work queued; a file that is older than the database is refused.
///
/// # Errors
/// When the key file lacks the version the database needs; when the database fails.
pub async fn settle(app: &App) -> Result<(), Failure> {
    let newest = app.vault.ring().newest();
    let mut tx = app.db.begin().await?;
    let known: i64 = get(&mut tx, NEWEST).await?.and_then(|v| v.parse().ok()).unwrap_or(1);
    if newest < known {
        return Err(Failure::broken("reading the master key", format!("the key file ends at version {newest}, and the database needs version {known}. Put the newer key file back")));
    }
    if newest > known {
        put(&mut tx, NEWEST, &newest.to_string()).await?;
        app.record(&mut tx, None, &ROTATED, &[], &[("version", &newest.to_string())]).await?;
    }
    let left: i64 = sqlx::query_scalar("select count(*) from data_key where version < $1 and destroyed_at is null").bind(newest).fetch_one(&mut *tx).await?;
    let told = get(&mut tx, DONE).await? == Some(newest.to_string());
    if left > 0 || !told {
        // Whoever did it before is gone, or does the same: nobody waits for a lease to end. Twice does no harm.
        // So too when all is wrapped and only the telling was cut off.
        let waiting = sqlx::query("update job set locked_until = 0, attempts = 0, given_up_at = null, run_at = $2 where kind = $1 and done_at is null")
            .bind(JOB).bind(app.now().0)
            .execute(&mut *tx)
            .await?;
        if left > 0 && waiting.rows_affected() == 0 {
            jobs::push(&mut tx, &app.dice, JOB, "", None, app.now()).await?;
        }
    }
    tx.commit().await
}

/// Wraps everything by the newest version.
async fn rewrap(app: &App) -> Result<(), Failure> {
    while !some(app).await? {}
    Ok(())
}

/// The next few keys; whether that was the last of them.
async fn some(app: &App) -> Result<bool, Failure> {
    let newest = app.vault.ring().newest();
    let mut tx = app.db.begin().await?;
    let rows: Vec<(String, String, i64)> =
        sqlx::query_as("select id, wrapped, version from data_key where version < $1 and destroyed_at is null order by id limit $2")
            .bind(newest).bind(AT_ONCE)
            .fetch_all(&mut *tx)
            .await?;
    for (id, wrapped, version) in &rows {
        let anew = app.vault.rewrap(id, wrapped, *version)?;
        sqlx::query("update data_key set wrapped = $2, version = $3 where id = $1 and version = $4 and destroyed_at is null")
            .bind(id).bind(&anew).bind(newest).bind(*version)
            .execute(&mut *tx)
            .await?;
    }
    let last = rows.is_empty();
    if last && get(&mut tx, DONE).await? != Some(newest.to_string()) {
        put(&mut tx, DONE, &newest.to_string()).await?;
        app.record(&mut tx, None, &REWRAPPED, &[], &[("version", &newest.to_string())]).await?;
    }
    tx.commit().await?;
    Ok(last)
}

/// How many data keys each version of the master key wraps, the newest first.
///
/// # Errors
/// When the database does.
pub async fn count(db: &mut Db) -> Result<Vec<(i64, i64)>, Failure> {
    let rows = sqlx::query_as("select version, count(*) from data_key where destroyed_at is null group by version order by version desc").fetch_all(db).await?;
    Ok(rows)
}
