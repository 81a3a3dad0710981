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
];

/// Runs what has not run yet, in the caller's transaction.
pub(super) async fn run(db: &mut Db) -> Result<(), Failure> {
    sqlx::raw_sql("create table if not exists migration (name text primary key, sha256 text not null)").execute(&mut *db).await?;
    let done: Vec<(String, String)> = sqlx::query_as("select name, sha256 from migration order by name").fetch_all(&mut *db).await?;
    if let Some((name, _)) = done.iter().find(|(name, _)| !MIGRATIONS.iter().any(|(known, _)| known == name)) {
        return Err(Failure::broken("opening the database", format!("it was written by a later version (it has {name})")));
    }
    for (name, text) in MIGRATIONS {
        let sha256 = hex(&Sha256::digest(text.as_bytes()));
        match done.iter().find(|(known, _)| known == name) {
            Some((_, kept)) if *kept == sha256 => {}
            Some(_) => return Err(Failure::broken("opening the database", format!("migration {name} is not the one that ran"))),
            None => {
                sqlx::raw_sql(AssertSqlSafe(*text)).execute(&mut *db).await?;
                sqlx::query("insert into migration (name, sha256) values ($1, $2)").bind(*name).bind(&sha256).execute(&mut *db).await?;
            }
        }
    }
    Ok(())
}
