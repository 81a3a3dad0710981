//! Second factors: app secrets (sealed), passkeys, recovery codes (hashed), and the half of a sign-in.

use base::{Db, Failure, Moment};

use crate::model::factors::Factors;

/// What somebody has besides their passphrase.
pub async fn of(db: &mut Db, person: &str) -> Result<Factors, Failure> {
    let count: (i64, i64, i64) = sqlx::query_as(
        "select (select count(*) from totp where person_id = $1), (select count(*) from passkey where person_id = $1),
         (select count(*) from recovery_code where person_id = $1 and used_at is null)",
    )
    .bind(person)
    .fetch_one(db)
    .await?;
    let number = |n: i64| usize::try_from(n).unwrap_or(0);
    Ok(Factors { app: count.0 > 0, passkeys: number(count.1), codes: number(count.2) })
}

/// The app's secret as it is kept: its key, sealed, and when it was made.
pub async fn app(db: &mut Db, person: &str) -> Result<Option<(String, String, Moment)>, Failure> {
    let row: Option<(String, String, i64)> =
        sqlx::query_as("select key_id, secret, made_at from totp where person_id = $1").bind(person).fetch_optional(db).await?;
    Ok(row.map(|(key, secret, at)| (key, secret, Moment(at))))
}

/// Keeps a new app's secret; `step` is the one whose code was just shown. [`Failure::Stale`] when there is one.
pub async fn add_app(db: &mut Db, person: &str, key: &str, sealed: &str, step: i64, now: Moment) -> Result<(), Failure> {
    sqlx::query("insert into totp (person_id, key_id, secret, made_at, last_step) values ($1, $2, $3, $4, $5)")
        .bind(person).bind(key).bind(sealed).bind(now.0).bind(step)
        .execute(db)
        .await?;
    Ok(())
}

/// Uses a step up; `false` when it or a later one was used.
pub async fn use_step(db: &mut Db, person: &str, step: i64) -> Result<bool, Failure> {
    let done = sqlx::query("update totp set last_step = $2 where person_id = $1 and last_step < $2").bind(person).bind(step).execute(db).await?;
    Ok(done.rows_affected() == 1)
}

/// Takes the app away; gives the key that sealed its secret, to be destroyed.
pub async fn remove_app(db: &mut Db, person: &str) -> Result<Option<String>, Failure> {
    Ok(sqlx::query_scalar("delete from totp where person_id = $1 returning key_id").bind(person).fetch_optional(db).await?)
}

/// A passkey as it is kept.
#[derive(Debug, Clone)]
pub struct Key {
    pub id: String,
    pub person: String,
    pub name: String,
    pub credential: String,
    pub made: Moment,
    pub used: Option<Moment>,
}

type Columns = (String, String, String, String, i64, Option<i64>);

fn key((id, person, name, credential, made, used): Columns) -> Key {
    Key { id, person, name, credential, made: Moment(made), used: used.map(Moment) }
}

/// Somebody's passkeys, the oldest first.
pub async fn passkeys(db: &mut Db, person: &str) -> Result<Vec<Key>, Failure> {
    let rows: Vec<Columns> =
        sqlx::query_as("select id, person_id, name, credential, made_at, used_at from passkey where person_id = $1 order by made_at, id")
            .bind(person)
            .fetch_all(db)
            .await?;
    Ok(rows.into_iter().map(key).collect())
}

pub async fn passkey(db: &mut Db, id: &str) -> Result<Option<Key>, Failure> {
    let row: Option<Columns> =
        sqlx::query_as("select id, person_id, name, credential, made_at, used_at from passkey where id = $1").bind(id).fetch_optional(db).await?;
    Ok(row.map(key))
}

/// Keeps a new passkey; [`Failure::Stale`] when it is known.
pub async fn add_passkey(db: &mut Db, person: &str, id: &str, name: &str, credential: &str, now: Moment) -> Result<(), Failure> {
    sqlx::query("insert into passkey (id, person_id, name, credential, made_at) values ($1, $2, $3, $4, $5)")
        .bind(id).bind(person).bind(name).bind(credential).bind(now.0)
        .execute(db)
        .await?;
    Ok(())
}

/// Notes that a passkey was used, with its new counter where that changed.
pub async fn passkey_used(db: &mut Db, id: &str, changed: Option<&str>, now: Moment) -> Result<(), Failure> {
    sqlx::query("update passkey set used_at = $2, credential = coalesce($3, credential) where id = $1").bind(id).bind(now.0).bind(changed).execute(db).await?;
    Ok(())
}

/// Takes one of somebody's passkeys away; `false` when they have it not (any more).
pub async fn remove_passkey(db: &mut Db, person: &str, id: &str) -> Result<bool, Failure> {
    let done = sqlx::query("delete from passkey where person_id = $1 and id = $2").bind(person).bind(id).execute(db).await?;
    Ok(done.rows_affected() == 1)
}

/// Notes that a challenge was answered; [`Failure::Stale`] when it was before.
pub async fn answered(db: &mut Db, challenge: &str, expires: Moment, now: Moment) -> Result<(), Failure> {
    sqlx::query("delete from passkey_answered where expires_at <= $1").bind(now.0).execute(&mut *db).await?;
    sqlx::query("insert into passkey_answered (challenge, expires_at) values ($1, $2)").bind(challenge).bind(expires.0).execute(db).await?;
    Ok(())
}

/// When the newest recovery codes were made, also when all of them are used; 0 where there never were any.
pub async fn codes_made(db: &mut Db, person: &str) -> Result<i64, Failure> {
    Ok(sqlx::query_scalar("select coalesce(max(made_at), 0) from recovery_code where person_id = $1").bind(person).fetch_one(db).await?)
}

/// Puts these recovery codes in place of all before.
pub async fn replace_codes(db: &mut Db, person: &str, hashes: &[String], now: Moment) -> Result<(), Failure> {
    sqlx::query("delete from recovery_code where person_id = $1").bind(person).execute(&mut *db).await?;
    for hash in hashes {
        sqlx::query("insert into recovery_code (person_id, code_hash, made_at) values ($1, $2, $3)").bind(person).bind(hash).bind(now.0).execute(&mut *db).await?;
    }
    Ok(())
}

/// Uses a recovery code up; `false` when it is none, or was used.
pub async fn use_code(db: &mut Db, person: &str, hash: &str, now: Moment) -> Result<bool, Failure> {
    let done = sqlx::query("update recovery_code set used_at = $3 where person_id = $1 and code_hash = $2 and used_at is null")
        .bind(person).bind(hash).bind(now.0)
        .execute(db)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Keeps the half of a sign-in until its second factor comes.
pub async fn begin_half(db: &mut Db, token_hash: &str, person: &str, expires: Moment, now: Moment) -> Result<(), Failure> {
    sqlx::query("delete from half_sign_in where expires_at <= $1").bind(now.0).execute(&mut *db).await?;
    sqlx::query("insert into half_sign_in (token_hash, person_id, expires_at) values ($1, $2, $3)")
        .bind(token_hash).bind(person).bind(expires.0)
        .execute(db)
        .await?;
    Ok(())
}

/// Whose half this is.
pub async fn half(db: &mut Db, token_hash: &str, now: Moment) -> Result<Option<String>, Failure> {
    let row = sqlx::query_scalar("select person_id from half_sign_in where token_hash = $1 and expires_at > $2").bind(token_hash).bind(now.0);
    Ok(row.fetch_optional(db).await?)
}

/// Ends a half: it is whole now. `false` when it was gone.
pub async fn end_half(db: &mut Db, token_hash: &str) -> Result<bool, Failure> {
    let done = sqlx::query("delete from half_sign_in where token_hash = $1").bind(token_hash).execute(db).await?;
    Ok(done.rows_affected() == 1)
}

/// When this person was told first that their role asks for a second factor.
pub async fn told(db: &mut Db, person: &str) -> Result<Option<Moment>, Failure> {
    let at: Option<i64> = sqlx::query_scalar("select at from second_factor_told where person_id = $1").bind(person).fetch_optional(db).await?;
    Ok(at.map(Moment))
}

/// Notes that they are told now, if they never were.
pub async fn tell(db: &mut Db, person: &str, now: Moment) -> Result<(), Failure> {
    sqlx::query("insert into second_factor_told (person_id, at) values ($1, $2) on conflict (person_id) do nothing").bind(person).bind(now.0).execute(db).await?;
    Ok(())
}

/// Takes every second factor and code away, and every half that waits for one; gives the key of the app's secret.
pub async fn remove_all(db: &mut Db, person: &str) -> Result<Option<String>, Failure> {
    for sql in ["delete from passkey where person_id = $1", "delete from recovery_code where person_id = $1", "delete from half_sign_in where person_id = $1"] {
        sqlx::query(sql).bind(person).execute(&mut *db).await?;
    }
    remove_app(db, person).await
}
