//! A look at a database from outside, for `keepwell check`: it changes nothing,
//! and brings no table up to date.

use std::path::Path;

use sqlx::Connection as _;
use sqlx::any::AnyConnectOptions;

use super::{Db, refuse_old_sqlite};
use crate::clock::Moment;
use crate::failure::Failure;

const NEWEST: &str = "select max(recorded_at) from trail";
const BACKUP: &str = "select max(recorded_at) from trail where deed = 'backup.made'";

/// What was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// `SQLite 3.51.3`, `PostgreSQL 15.8`.
    pub engine: String,
    /// What the engine says is broken, if anything is.
    pub damage: Option<String>,
    /// When the newest entry of the trail was written.
    pub newest: Option<Moment>,
    /// When the last backup was made.
    pub backup: Option<Moment>,
}

/// Looks at the database behind `url`.
///
/// # Errors
/// When it cannot be reached, or is too old.
pub async fn look(url: &str) -> Result<Look, Failure> {
    sqlx::any::install_default_drivers();
    match url.strip_prefix("sqlite:") {
        Some(path) => look_at_file(Path::new(path)).await,
        None => look_at_server(url).await,
    }
}

/// The version of SQLite in this program.
///
/// # Errors
/// Never in practice.
pub async fn sqlite_version() -> Result<String, Failure> {
    sqlx::any::install_default_drivers();
    let mut conn = Db::connect("sqlite::memory:").await?;
    Ok(sqlx::query_scalar("select sqlite_version()").fetch_one(&mut conn).await?)
}

/// The engine behind an open connection, and its version: `SQLite 3.51.3`, `PostgreSQL 15.8`.
///
/// # Errors
/// When the database does not answer.
pub async fn engine(db: &mut Db) -> Result<String, Failure> {
    let name = db.backend_name().to_owned();
    let ask = if name == "SQLite" { "select sqlite_version()" } else { "show server_version" };
    let version: String = sqlx::query_scalar(ask).fetch_one(db).await?;
    Ok(format!("{name} {version}"))
}

/// When this deed was last done, if it ever was.
///
/// # Errors
/// When the database does not answer.
pub async fn last(db: &mut Db, deed: &str) -> Result<Option<Moment>, Failure> {
    let at: Option<i64> = sqlx::query_scalar("select max(at) from trail where deed = $1").bind(deed).fetch_one(db).await?;
    Ok(at.map(Moment))
}

async fn look_at_file(path: &Path) -> Result<Look, Failure> {
    let mut conn = Db::connect_with(&super::sqlite_options(path, "rw")?).await?;
    refuse_old_sqlite(&mut conn).await?;
    for pragma in ["pragma busy_timeout = 5000", "pragma query_only = on", "pragma trusted_schema = off", "pragma mmap_size = 0"] {
        sqlx::raw_sql(pragma).execute(&mut conn).await?;
    }
    let said: String = sqlx::query_scalar("pragma quick_check(1)").fetch_one(&mut conn).await?;
    let version: String = sqlx::query_scalar("select sqlite_version()").fetch_one(&mut conn).await?;
    let (entry, backup) = (newest(&mut conn, NEWEST).await, newest(&mut conn, BACKUP).await);
    conn.close().await?;
    Ok(Look { engine: format!("SQLite {version}"), damage: (said != "ok").then_some(said), newest: entry, backup })
}

async fn look_at_server(url: &str) -> Result<Look, Failure> {
    let options: AnyConnectOptions = url.parse()?;
    let mut conn = Db::connect_with(&options).await?;
    let version: String = sqlx::query_scalar("select current_setting('server_version')").fetch_one(&mut conn).await?;
    let (entry, backup) = (newest(&mut conn, NEWEST).await, newest(&mut conn, BACKUP).await);
    conn.close().await?;
    let number = version.split(' ').next().unwrap_or(&version).to_owned();
    Ok(Look { engine: format!("PostgreSQL {number}"), damage: None, newest: entry, backup })
}

/// `None` also when there is no trail yet.
async fn newest(conn: &mut Db, sql: &'static str) -> Option<Moment> {
    let found: Result<Option<i64>, sqlx::Error> = sqlx::query_scalar(sql).fetch_one(conn).await;
    found.ok().flatten().map(Moment)
}
