//! Rows into the database, and the proof that they are the ones of the backup.

use base::db::{Db, Kind, Table};
use base::Failure;
use futures::TryStreamExt as _;
use serde_json::Value;
use sqlx::AssertSqlSafe;

use crate::form::{self, Manifest, Mark};

/// So many values go into one statement at most; SQLite takes 32,766.
const VALUES: usize = 16_000;

/// Takes out what migrations put in by themselves.
pub(super) async fn empty(tx: &mut Db, tables: &[Table]) -> Result<(), Failure> {
    for table in tables.iter().rev() {
        sqlx::raw_sql(AssertSqlSafe(format!("delete from {}", table.name))).execute(&mut *tx).await?;
    }
    Ok(())
}

/// Puts lines of one table in.
pub(super) async fn insert(tx: &mut Db, table: &Table, lines: &[u8]) -> Result<(), Failure> {
    let width = table.columns.len().max(1);
    let mut rows = Vec::new();
    for line in lines.split(|b| *b == b'\n').filter(|l| !l.is_empty()) {
        rows.push(form::values(table, line)?);
        if rows.len() * width >= VALUES {
            insert_some(tx, table, std::mem::take(&mut rows)).await?;
        }
    }
    if rows.is_empty() { Ok(()) } else { insert_some(tx, table, rows).await }
}

async fn insert_some(tx: &mut Db, table: &Table, rows: Vec<Vec<Value>>) -> Result<(), Failure> {
    let width = table.columns.len();
    let marks = |row: usize| (1..=width).map(|column| format!("${}", row * width + column)).collect::<Vec<_>>().join(", ");
    let all = (0..rows.len()).map(|row| format!("({})", marks(row))).collect::<Vec<_>>().join(", ");
    let sql = format!("insert into {} ({}) values {all}", table.name, table.column_list());
    let mut query = sqlx::query(AssertSqlSafe(sql)).persistent(false);
    for row in rows {
        for (value, (_, kind)) in row.into_iter().zip(&table.columns) {
            query = match (kind, value) {
                (Kind::Text, Value::String(text)) => query.bind(Some(text)),
                (Kind::Text, _) => query.bind(None::<String>),
                (Kind::Number, value) => query.bind(value.as_i64()),
            };
        }
    }
    query.execute(tx).await?;
    Ok(())
}

/// Reads everything back, and compares it with what the backup says it holds.
pub(super) async fn compare(tx: &mut Db, tables: &[Table], manifest: &Manifest) -> Result<(), Failure> {
    for table in tables {
        let sql = format!("select {} from {}", table.column_list(), table.name);
        let mut found = sqlx::query(AssertSqlSafe(sql)).persistent(false).fetch(&mut *tx);
        let mut mark = Mark::default();
        while let Some(row) = found.try_next().await? {
            mark.add(&form::line(table, &row)?);
        }
        let said = manifest.tables.iter().find(|(name, _)| *name == table.name).map(|(_, mark)| *mark);
        if said != Some(mark) {
            let rows = said.map_or(0, |m| m.rows);
            return Err(Failure::broken("comparing the rows", format!("{}: the backup says {rows} rows, and {} came that are not the same", table.name, mark.rows)));
        }
    }
    Ok(())
}
