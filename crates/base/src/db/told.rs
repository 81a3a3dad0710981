//! The tables as the engine has them, told in one way on both: what `schema.sql`
//! holds, and how a test proves that the two engines agree.
//!
//! For tests only. Checks of values are left out: each engine tells them in words
//! of its own.

use super::{Database, Db, Engine};
use crate::failure::Failure;

/// A table, its columns in order, its keys, its indexes.
struct Table {
    name: String,
    columns: Vec<Column>,
    /// `primary key (a, b)`, `unique (a)`, `foreign key (a) references b (c)`.
    keys: Vec<String>,
    indexes: Vec<String>,
}

struct Column {
    name: String,
    kind: String,
    not_null: bool,
    default: Option<String>,
}

impl Database {
    /// Every table, as one SQL text.
    ///
    /// # Errors
    /// When the database does.
    pub async fn told(&self) -> Result<String, Failure> {
        let mut db = self.read().await?;
        let mut tables = match self.engine {
            Engine::Sqlite => sqlite::tables(&mut db).await?,
            Engine::Postgres => postgres::tables(&mut db).await?,
        };
        tables.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(tables.iter().map(told).collect::<Vec<_>>().join("\n"))
    }

    /// Settings of this engine as it has them, on the connection that writes and on one that reads; empty on PostgreSQL.
    ///
    /// # Errors
    /// When the database does.
    pub async fn pragmas(&self, names: &[&str]) -> Result<Vec<(String, String, String)>, Failure> {
        if self.engine == Engine::Postgres {
            return Ok(Vec::new());
        }
        let (mut writer, mut reader) = (self.begin().await?, self.read().await?);
        let mut told = Vec::new();
        for name in names {
            told.push(((*name).to_owned(), sqlite::pragma(&mut writer, name).await?, sqlite::pragma(&mut reader, name).await?));
        }
        Ok(told)
    }
}

fn told(table: &Table) -> String {
    let mut keys = table.keys.clone();
    keys.sort_by_key(|key| (!key.starts_with("primary"), !key.starts_with("unique"), key.clone()));
    let columns = table.columns.iter().map(|c| {
        let not_null = if c.not_null { " not null" } else { "" };
        let default = c.default.as_ref().map_or_else(String::new, |d| format!(" default {d}"));
        format!("  {} {}{not_null}{default}", c.name, c.kind)
    });
    let lines: Vec<String> = columns.chain(keys.iter().map(|key| format!("  {key}"))).collect();
    let mut indexes = table.indexes.clone();
    indexes.sort();
    format!("create table {} (\n{}\n);\n{}", table.name, lines.join(",\n"), indexes.iter().map(|i| format!("{i};\n")).collect::<String>())
}

fn index(unique: bool, name: &str, table: &str, columns: &str, only: &str) -> String {
    let unique = if unique { "unique " } else { "" };
    let only = if only.is_empty() { String::new() } else { format!(" where {only}") };
    format!("create {unique}index {name} on {table} ({columns}){only}")
}

mod sqlite {
    use super::{Column, Db, Failure, Table, index};

    pub(super) async fn pragma(db: &mut Db, name: &str) -> Result<String, Failure> {
        use sqlx::Row as _;
        let row = sqlx::query(sqlx::AssertSqlSafe(format!("pragma {name}"))).fetch_optional(db).await?;
        Ok(row.map_or_else(String::new, |row| row.try_get::<i64, _>(0).map_or_else(|_| row.try_get::<String, _>(0).unwrap_or_default(), |n| n.to_string())))
    }

    pub(super) async fn tables(db: &mut Db) -> Result<Vec<Table>, Failure> {
        let names: Vec<String> = sqlx::query_scalar("select name from sqlite_schema where type = 'table' and name not in ('sqlite_sequence', 'sqlite_stat1')").fetch_all(&mut *db).await?;
        let mut tables = Vec::new();
        for name in names {
            let (columns, primary) = columns(&mut *db, &name).await?;
            let (mut keys, indexes) = indexes(&mut *db, &name).await?;
            keys.extend((!primary.is_empty()).then(|| format!("primary key ({primary})")));
            keys.extend(foreign(&mut *db, &name).await?);
            tables.push(Table { name, columns, keys, indexes });
        }
        Ok(tables)
    }

    async fn columns(db: &mut Db, table: &str) -> Result<(Vec<Column>, String), Failure> {
        type Row = (String, String, i64, Option<String>, i64);
        let rows: Vec<Row> = sqlx::query_as("select name, type, \"notnull\", dflt_value, pk from pragma_table_info($1) order by cid").bind(table).fetch_all(db).await?;
        let mut primary: Vec<(i64, &str)> = rows.iter().filter(|r| r.4 > 0).map(|r| (r.4, r.0.as_str())).collect();
        primary.sort_unstable();
        let primary = primary.iter().map(|(_, name)| *name).collect::<Vec<_>>().join(", ");
        // A column of the primary key may be null in SQLite; no statement of ours leaves one out.
        let columns = rows.iter().map(|(name, kind, not_null, default, pk)| Column {
            name: name.clone(), kind: kind.to_lowercase(), not_null: *not_null == 1 || *pk > 0, default: default.clone(),
        });
        Ok((columns.collect(), primary))
    }

    async fn indexes(db: &mut Db, table: &str) -> Result<(Vec<String>, Vec<String>), Failure> {
        let rows: Vec<(String, i64, String)> = sqlx::query_as("select name, \"unique\", origin from pragma_index_list($1)").bind(table).fetch_all(&mut *db).await?;
        let (mut keys, mut indexes) = (Vec::new(), Vec::new());
        for (name, unique, origin) in rows {
            let columns: Vec<String> = sqlx::query_scalar("select name from pragma_index_info($1) order by seqno").bind(&name).fetch_all(&mut *db).await?;
            let columns = columns.join(", ");
            match origin.as_str() {
                "u" => keys.push(format!("unique ({columns})")),
                "c" => {
                    let sql: String = sqlx::query_scalar("select sql from sqlite_schema where type = 'index' and name = $1").bind(&name).fetch_one(&mut *db).await?;
                    let only = sql.split_once(" where ").map_or("", |(_, only)| only);
                    indexes.push(index(unique == 1, &name, table, &columns, only));
                }
                _ => {}
            }
        }
        Ok((keys, indexes))
    }

    async fn foreign(db: &mut Db, table: &str) -> Result<Vec<String>, Failure> {
        let rows: Vec<(String, String, String)> =
            sqlx::query_as("select \"table\", \"from\", \"to\" from pragma_foreign_key_list($1)").bind(table).fetch_all(db).await?;
        Ok(rows.iter().map(|(to, from, column)| format!("foreign key ({from}) references {to} ({column})")).collect())
    }
}

mod postgres {
    use super::{Column, Db, Failure, Table, index};

    const OF: &str = "(select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = current_schema() and c.relname = $1)";

    pub(super) async fn tables(db: &mut Db) -> Result<Vec<Table>, Failure> {
        let names: Vec<String> =
            sqlx::query_scalar("select cast(table_name as text) from information_schema.tables where table_schema = current_schema()").fetch_all(&mut *db).await?;
        let mut tables = Vec::new();
        for name in names {
            let columns = columns(&mut *db, &name).await?;
            let keys = keys(&mut *db, &name).await?;
            let indexes = indexes(&mut *db, &name).await?;
            tables.push(Table { name, columns, keys, indexes });
        }
        Ok(tables)
    }

    async fn columns(db: &mut Db, table: &str) -> Result<Vec<Column>, Failure> {
        let rows: Vec<(String, String, String, Option<String>)> = sqlx::query_as(
            "select cast(column_name as text), cast(data_type as text), cast(is_nullable as text), cast(column_default as text)
             from information_schema.columns where table_schema = current_schema() and table_name = $1 order by ordinal_position",
        )
        .bind(table)
        .fetch_all(db)
        .await?;
        Ok(rows.into_iter().map(|(name, kind, nullable, default)| Column { name, kind, not_null: nullable == "NO", default: default.map(|d| plain(&d)) }).collect())
    }

    async fn keys(db: &mut Db, table: &str) -> Result<Vec<String>, Failure> {
        let sql = format!("select cast(pg_get_constraintdef(oid) as text) from pg_constraint where contype in ('p', 'u', 'f') and conrelid = {OF}");
        let rows: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(table).fetch_all(db).await?;
        // `FOREIGN KEY (a) REFERENCES b(c)`: words small, a blank before the parenthesis.
        Ok(rows.iter().map(|def| def.to_lowercase().replace('(', " (").replace("  (", " (")).collect())
    }

    async fn indexes(db: &mut Db, table: &str) -> Result<Vec<String>, Failure> {
        let sql = format!(
            "select cast(c.relname as text), cast(pg_get_indexdef(i.indexrelid) as text) from pg_index i join pg_class c on c.oid = i.indexrelid
             where i.indrelid = {OF} and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u'))");
        let rows: Vec<(String, String)> = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(table).fetch_all(db).await?;
        Ok(rows.iter().map(|(name, def)| {
            let after = def.split_once(" USING btree (").map_or("", |(_, rest)| rest);
            let (columns, only) = after.split_once(") WHERE ").unwrap_or((after.trim_end_matches(')'), ""));
            index(def.starts_with("CREATE UNIQUE"), name, table, columns, &plain(only))
        }).collect())
    }

    /// An expression without PostgreSQL's parentheses, casts and capitals around it.
    fn plain(expression: &str) -> String {
        let bare = expression.strip_prefix('(').and_then(|e| e.strip_suffix(')')).unwrap_or(expression);
        let bare: String = bare.split("::text").collect();
        bare.replace(" IS NULL", " is null").replace(" IS NOT NULL", " is not null")
    }
}
