//! What tables there are, for whoever copies the database as a whole (a backup):
//! read off the migrations by running them in a scratch database in memory, so
//! that the answer is the same whichever engine holds the data.

use std::collections::BTreeSet;

use sqlx::{AssertSqlSafe, Connection as _};

use super::{Database, Db, Engine, Tx, migrations};
use crate::failure::Failure;

/// What a column holds. There is nothing else (ARCHITECTURE.md, Data).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Number,
}

/// A table, as the migrations make it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub name: String,
    pub columns: Vec<(String, Kind)>,
    /// The tables its rows point to.
    pub needs: BTreeSet<String>,
}

impl Table {
    /// `a, b, c`.
    #[must_use]
    pub fn column_list(&self) -> String {
        self.columns.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// The tables after these migrations, each after those it needs. The list of
/// migrations itself is not among them.
///
/// # Errors
/// When a migration is not known.
pub async fn tables(names: &[String]) -> Result<Vec<Table>, Failure> {
    sqlx::any::install_default_drivers();
    let mut conn = Db::connect("sqlite::memory:").await?;
    migrations::run_some(&mut conn, |name| names.iter().any(|n| n == name)).await?;
    let found: Vec<String> =
        sqlx::query_scalar("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' and name <> 'migration' order by name")
            .fetch_all(&mut conn)
            .await?;
    let mut tables = Vec::new();
    for name in found {
        tables.push(table(&mut conn, name).await?);
    }
    conn.close().await?;
    in_order(tables)
}

async fn table(conn: &mut Db, name: String) -> Result<Table, Failure> {
    let columns: Vec<(String, String)> =
        sqlx::query_as(AssertSqlSafe(format!("select name, type from pragma_table_info('{name}') order by cid"))).fetch_all(&mut *conn).await?;
    let needs: Vec<String> =
        sqlx::query_scalar(AssertSqlSafe(format!("select distinct \"table\" from pragma_foreign_key_list('{name}')"))).fetch_all(&mut *conn).await?;
    let kind = |of: String| match of.to_lowercase().as_str() {
        "text" => Ok(Kind::Text),
        "bigint" | "integer" => Ok(Kind::Number),
        other => Err(Failure::broken("reading the tables", format!("{name} has a column of {other}"))),
    };
    let columns = columns.into_iter().map(|(column, of)| Ok((column, kind(of)?))).collect::<Result<_, Failure>>()?;
    Ok(Table { needs: needs.into_iter().collect(), columns, name })
}

/// Each after those it needs; a table may need itself.
fn in_order(mut waiting: Vec<Table>) -> Result<Vec<Table>, Failure> {
    let mut done: Vec<Table> = Vec::new();
    while !waiting.is_empty() {
        let ready = |t: &Table| t.needs.iter().all(|n| *n == t.name || done.iter().any(|d| d.name == *n));
        let (now, later): (Vec<_>, Vec<_>) = std::mem::take(&mut waiting).into_iter().partition(ready);
        if now.is_empty() {
            return Err(Failure::broken("reading the tables", "they need each other in a circle"));
        }
        done.extend(now);
        waiting = later;
    }
    Ok(done)
}

/// The whole database as it is at one moment, while others go on writing.
#[derive(Debug)]
pub struct Snapshot(Db);

impl Database {
    /// Takes a snapshot. It ends when it is dropped.
    ///
    /// # Errors
    /// When the database does.
    pub async fn snapshot(&self) -> Result<Snapshot, Failure> {
        // A connection of its own: it is closed at the end, so no other request ever meets its transaction.
        let mut conn = self.read().await?.detach();
        let begin = match self.engine {
            Engine::Sqlite => "begin",
            Engine::Postgres => "begin isolation level repeatable read read only",
        };
        sqlx::raw_sql(begin).execute(&mut conn).await?;
        // The first thing read is what settles the moment.
        let _: i64 = sqlx::query_scalar("select seq from trail_head where one = 1").fetch_one(&mut conn).await?;
        Ok(Snapshot(conn))
    }

    /// Lets rows of one table point to rows that come later, until [`Database::settle`], in this transaction.
    ///
    /// # Errors
    /// When the database does.
    pub async fn loosen(&self, tx: &mut Tx) -> Result<(), Failure> {
        match self.engine {
            Engine::Sqlite => {
                sqlx::raw_sql("pragma defer_foreign_keys = on").execute(&mut **tx).await?;
                Ok(())
            }
            Engine::Postgres => alter_own_keys(tx, "deferrable initially deferred").await,
        }
    }

    /// The end of [`Database::loosen`]: every pointer must lead somewhere.
    ///
    /// # Errors
    /// When one does not.
    pub async fn settle(&self, tx: &mut Tx) -> Result<(), Failure> {
        match self.engine {
            Engine::Sqlite => {
                let lost: i64 = sqlx::query_scalar("select count(*) from pragma_foreign_key_check()").fetch_one(&mut **tx).await?;
                if lost == 0 { Ok(()) } else { Err(Failure::broken("checking the rows", format!("{lost} rows point to rows that are not there"))) }
            }
            Engine::Postgres => {
                sqlx::raw_sql("set constraints all immediate").execute(&mut **tx).await?;
                alter_own_keys(tx, "not deferrable").await
            }
        }
    }
}

/// The foreign keys from a table to itself: rows of one table come in no order.
async fn alter_own_keys(tx: &mut Tx, how: &str) -> Result<(), Failure> {
    let keys: Vec<(String, String)> = sqlx::query_as(
        "select cast(t.relname as text), cast(c.conname as text)
         from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace
         where c.contype = 'f' and c.conrelid = c.confrelid and n.nspname = current_schema()",
    )
    .fetch_all(&mut **tx)
    .await?;
    for (table, key) in keys {
        sqlx::raw_sql(AssertSqlSafe(format!("alter table \"{table}\" alter constraint \"{key}\" {how}"))).execute(&mut **tx).await?;
    }
    Ok(())
}

impl std::ops::Deref for Snapshot {
    type Target = Db;

    fn deref(&self) -> &Db {
        &self.0
    }
}

impl std::ops::DerefMut for Snapshot {
    fn deref_mut(&mut self) -> &mut Db {
        &mut self.0
    }
}
