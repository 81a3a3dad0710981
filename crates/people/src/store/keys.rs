//! What opens the door: passphrase hashes, and invitations by the hash of their token.

use base::{Db, Failure, Moment};

use crate::model::Person;

/// Sets the passphrase; every link made for this person before is void. `short`: it
/// is good only beside a second factor.
pub async fn set_passphrase(db: &mut Db, person: &str, hash: &str, short: bool, now: Moment) -> Result<(), Failure> {
    sqlx::query(
        "insert into passphrase (person_id, hash, short, set_at) values ($1, $2, $3, $4)
         on conflict (person_id) do update set hash = excluded.hash, short = excluded.short, set_at = excluded.set_at",
    )
    .bind(person).bind(hash).bind(i64::from(short)).bind(now.0)
    .execute(&mut *db)
    .await?;
    void_invitations(db, person, now).await?;
    Ok(())
}

/// The hash, and when it was set.
pub async fn passphrase(db: &mut Db, person: &str) -> Result<Option<(String, Moment)>, Failure> {
    let row: Option<(String, i64)> = sqlx::query_as("select hash, set_at from passphrase where person_id = $1").bind(person).fetch_optional(db).await?;
    Ok(row.map(|(hash, at)| (hash, Moment(at))))
}

/// Keeps the same passphrase under a hash of today's make, unless it was changed meanwhile.
pub async fn rehash(db: &mut Db, person: &str, before: &str, hash: &str) -> Result<(), Failure> {
    sqlx::query("update passphrase set hash = $3 where person_id = $1 and hash = $2").bind(person).bind(before).bind(hash).execute(db).await?;
    Ok(())
}

/// Whether the passphrase is good only beside a second factor.
pub async fn is_short(db: &mut Db, person: &str) -> Result<bool, Failure> {
    let short: Option<i64> = sqlx::query_scalar("select coalesce(short, 0) from passphrase where person_id = $1").bind(person).fetch_optional(db).await?;
    Ok(short == Some(1))
}

/// Keeps a new invitation; the ones before it are void.
pub async fn invite(db: &mut Db, person: &str, by: &str, token_hash: &str, now: Moment, expires: Moment) -> Result<(), Failure> {
    void_invitations(db, person, now).await?;
    sqlx::query("insert into invitation (token_hash, person_id, made_by, made_at, expires_at) values ($1, $2, $3, $4, $5)")
        .bind(token_hash).bind(person).bind(by).bind(now.0).bind(expires.0)
        .execute(db)
        .await?;
    Ok(())
}

/// Ends a person's links; `false` when none was waiting.
pub async fn void_invitations(db: &mut Db, person: &str, now: Moment) -> Result<bool, Failure> {
    let done = sqlx::query("update invitation set used_at = $2 where person_id = $1 and used_at is null").bind(person).bind(now.0).execute(db).await?;
    Ok(done.rows_affected() > 0)
}

/// Gives a person's waiting link a short code besides.
pub async fn give_code(db: &mut Db, person: &str, code_hash: &str) -> Result<(), Failure> {
    sqlx::query("update invitation set code_hash = $2 where person_id = $1 and used_at is null").bind(person).bind(code_hash).execute(db).await?;
    Ok(())
}

/// What names the waiting link of a person that has a code besides: a slip of paper.
pub async fn slip(db: &mut Db, person: &str, now: Moment) -> Result<Option<String>, Failure> {
    let query = sqlx::query_scalar("select token_hash from invitation where person_id = $1 and used_at is null and expires_at > $2 and code_hash is not null");
    Ok(query.bind(person).bind(now.0).fetch_optional(db).await?)
}

/// A link that waits to be used.
#[derive(Debug, Clone)]
pub struct Open {
    pub person: String,
    pub name: String,
    pub made: Moment,
    pub expires: Moment,
    /// Who made it, by name.
    pub by: String,
    /// Whether this person has no passphrase yet.
    pub waiting: bool,
}

/// Every link that waits to be used, the first to end first.
pub async fn open_invitations(db: &mut Db, now: Moment) -> Result<Vec<Open>, Failure> {
    let rows: Vec<(String, String, i64, i64, String, i64)> = sqlx::query_as(
        "select i.person_id, p.name, i.made_at, i.expires_at, coalesce((select b.name from person b where b.id = i.made_by), ''),
         (select count(*) from passphrase w where w.person_id = i.person_id)
         from invitation i join person p on p.id = i.person_id
         where i.used_at is null and i.expires_at > $1 and p.left_at is null order by i.expires_at, p.name_folded, p.id",
    )
    .bind(now.0)
    .fetch_all(db)
    .await?;
    let open = |(person, name, made, expires, by, kept): (String, String, i64, i64, String, i64)| {
        Open { person, name, made: Moment(made), expires: Moment(expires), by, waiting: kept == 0 }
    };
    Ok(rows.into_iter().map(open).collect())
}

/// The person a live invitation is for, by the hash of its token or of its code.
pub async fn invited(db: &mut Db, token_hash: &str, now: Moment) -> Result<Option<Person>, Failure> {
    let id: Option<String> = sqlx::query_scalar("select person_id from invitation where (token_hash = $1 or code_hash = $1) and used_at is null and expires_at > $2")
        .bind(token_hash).bind(now.0)
        .fetch_optional(&mut *db)
        .await?;
    let Some(id) = id else { return Ok(None) };
    Ok(super::find(db, &id).await?.filter(Person::is_here))
}

/// Uses an invitation up; `false` when somebody was faster or it is void.
pub async fn use_up(db: &mut Db, token_hash: &str, now: Moment) -> Result<bool, Failure> {
    let done = sqlx::query("update invitation set used_at = $2 where (token_hash = $1 or code_hash = $1) and used_at is null and expires_at > $2")
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
