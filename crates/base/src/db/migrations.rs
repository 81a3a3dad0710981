//! The one line of migrations, forward only, the same text on both engines.

use sha2::{Digest, Sha256};
use sqlx::AssertSqlSafe;

use super::Db;
use crate::failure::Failure;
use crate::ids::hex;

/// Name and text, in order. Released files never change: their hash is kept.
const MIGRATIONS: &[(&str, &str)] = &[
    ("0001_base", include_str!("../../../../migrations/0001_base.sql")),
    ("0002_people", include_str!("../../../../migrations/0002_people.sql")),
    ("0003_manual", include_str!("../../../../migrations/0003_manual.sql")),
    ("0004_phones", include_str!("../../../../migrations/0004_phones.sql")),
    ("0005_clients", include_str!("../../../../migrations/0005_clients.sql")),
    ("0006_ledger", include_str!("../../../../migrations/0006_ledger.sql")),
    ("0007_safety", include_str!("../../../../migrations/0007_safety.sql")),
    ("0010_signin", include_str!("../../../../migrations/0010_signin.sql")),
    ("0011_organisation", include_str!("../../../../migrations/0011_organisation.sql")),
    ("0012_authoring", include_str!("../../../../migrations/0012_authoring.sql")),
    ("0013_practice", include_str!("../../../../migrations/0013_practice.sql")),
    ("0014_duties", include_str!("../../../../migrations/0014_duties.sql")),
    ("0015_reminders", include_str!("../../../../migrations/0015_reminders.sql")),
    ("0016_services_ended", include_str!("../../../../migrations/0016_services_ended.sql")),
    ("0017_public_heading", include_str!("../../../../migrations/0017_public_heading.sql")),
    ("0018_awaited", include_str!("../../../../migrations/0018_awaited.sql")),
    ("0019_heading_moved", include_str!("../../../../migrations/0019_heading_moved.sql")),
    ("0022_oldest_first", include_str!("../../../../migrations/0022_oldest_first.sql")),
];

/// Runs what has not run yet, in the caller's transaction.
pub(super) async fn run(db: &mut Db) -> Result<(), Failure> {
    run_some(db, |_| true).await
}

/// Runs those of them that are wanted and have not run yet.
pub(super) async fn run_some(db: &mut Db, wanted: impl Fn(&str) -> bool) -> Result<(), Failure> {
    sqlx::raw_sql("create table if not exists migration (name text primary key, sha256 text not null)").execute(&mut *db).await?;
    let done = ran(&mut *db).await?;
    if let Some(why) = strange(&done) {
        return Err(Failure::broken("opening the database", why));
    }
    for (name, text) in MIGRATIONS.iter().filter(|(name, _)| wanted(name) && !done.iter().any(|(known, _)| known == name)) {
        let sha256 = hex(&Sha256::digest(text.as_bytes()));
        sqlx::raw_sql(AssertSqlSafe(*text)).execute(&mut *db).await?;
        sqlx::query("insert into migration (name, sha256) values ($1, $2)").bind(*name).bind(&sha256).execute(&mut *db).await?;
    }
    Ok(())
}

/// Names and hashes of the migrations that ran, in order.
///
/// # Errors
/// When the database does.
pub async fn ran(db: &mut Db) -> Result<Vec<(String, String)>, Failure> {
    Ok(sqlx::query_as("select name, sha256 from migration order by name").fetch_all(db).await?)
}

/// Why a database with these migrations is not for this program, if it is not.
#[must_use]
pub fn strange(done: &[(String, String)]) -> Option<String> {
    done.iter().find_map(|(name, kept)| match MIGRATIONS.iter().find(|(known, _)| known == name) {
        None => Some(format!("it was written by a later version (it has {name})")),
        Some((_, text)) if hex(&Sha256::digest(text.as_bytes())) != *kept => Some(format!("migration {name} is not the one that ran")),
        Some(_) => None,
    })
}

/// Refuses a database that does not have exactly our migrations.
pub(super) async fn refuse_others(db: &mut Db) -> Result<(), Failure> {
    let refuse = |why: String| Err(Failure::broken("opening the database", why));
    let Ok(done) = ran(db).await else { return refuse("it is not one of Keepwell’s".to_owned()) };
    if let Some(why) = strange(&done) {
        return refuse(why);
    }
    match MIGRATIONS.iter().find(|(known, _)| !done.iter().any(|(name, _)| name == known)) {
        Some((missing, _)) => refuse(format!("it was written by an earlier version (it lacks {missing}). Use the program that serves it, or start this one once")),
        None => Ok(()),
    }
}
