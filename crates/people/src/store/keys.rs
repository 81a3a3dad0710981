//! What opens the door: passphrase hashes, and invitations by the hash of their token.

use base::{Db, Failure, Moment};

use crate::model::Person;

/// Sets the passphrase; every link made for this person before is void.
pub async fn set_passphrase(db: &mut Db, person: &str, hash: &str, now: Moment) -> Result<(), Failure> {
    sqlx::query("insert into passphrase (person_id, hash, set_at) values ($1, $2, $3) on conflict (person_id) do update set hash = excluded.hash, set_at = excluded.set_at")
        .bind(person).bind(hash).bind(now.0)
        .execute(&mut *db)
        .await?;
    void_invitations(db, person, now).await
}

/// The hash, and when it was set.
pub async fn passphrase(db: &mut Db, person: &str) -> Result<Option<(String, Moment)>, Failure> {
    let row: Option<(String, i64)> = sqlx::query_as("select hash, set_at from passphrase where person_id = $1").bind(person).fetch_optional(db).await?;
    Ok(row.map(|(hash, at)| (hash, Moment(at))))
}

/// Keeps a new invitation; the ones before it are void.
pub async fn invite(db: &mut Db, person: &str, token_hash: &str, now: Moment, expires: Moment) -> Result<(), Failure> {
    void_invitations(db, person, now).await?;
    sqlx::query("insert into invitation (token_hash, person_id, made_at, expires_at) values ($1, $2, $3, $4)")
        .bind(token_hash).bind(person).bind(now.0).bind(expires.0)
        .execute(db)
        .await?;
    Ok(())
}

pub async fn void_invitations(db: &mut Db, person: &str, now: Moment) -> Result<(), Failure> {
    sqlx::query("update invitation set used_at = $2 where person_id = $1 and used_at is null").bind(person).bind(now.0).execute(db).await?;
    Ok(())
}

/// The person a live invitation is for.
pub async fn invited(db: &mut Db, token_hash: &str, now: Moment) -> Result<Option<Person>, Failure> {
    let id: Option<String> = sqlx::query_scalar("select person_id from invitation where token_hash = $1 and used_at is null and expires_at > $2")
        .bind(token_hash).bind(now.0)
        .fetch_optional(&mut *db)
        .await?;
    let Some(id) = id else { return Ok(None) };
    Ok(super::find(db, &id).await?.filter(Person::is_here))
}

/// Uses an invitation up; `false` when somebody was faster or it is void.
pub async fn use_up(db: &mut Db, token_hash: &str, now: Moment) -> Result<bool, Failure> {
    let done = sqlx::query("update invitation set used_at = $2 where token_hash = $1 and used_at is null and expires_at > $2")
        .bind(token_hash).bind(now.0)
        .execute(db)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes the passphrase away: whoever comes back chooses a new one.
pub async fn forget_passphrase(db: &mut Db, person: &str) -> Result<(), Failure> {
    sqlx::query("delete from passphrase where person_id = $1").bind(person).execute(db).await?;
    Ok(())
}
