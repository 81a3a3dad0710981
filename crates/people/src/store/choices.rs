//! Which column of a file is which, where somebody said otherwise than its name.

use std::collections::HashMap;

use base::{Db, Failure};

/// Folded name → the id of a column, "" for one that is not used.
pub async fn remembered(db: &mut Db, kind: &str) -> Result<HashMap<String, String>, Failure> {
    let rows: Vec<(String, String)> = sqlx::query_as("select head, column_id from sheet_choice where kind = $1").bind(kind).fetch_all(db).await?;
    Ok(rows.into_iter().collect())
}

/// Keeps what was said last; `None` forgets.
pub async fn learn(db: &mut Db, kind: &str, said: &[(String, Option<&'static str>)]) -> Result<(), Failure> {
    for (head, id) in said {
        let query = match id {
            Some(id) => sqlx::query("insert into sheet_choice (kind, head, column_id) values ($1, $2, $3) on conflict (kind, head) do update set column_id = excluded.column_id")
                .bind(kind).bind(head).bind(*id),
            None => sqlx::query("delete from sheet_choice where kind = $1 and head = $2").bind(kind).bind(head),
        };
        query.execute(&mut *db).await?;
    }
    Ok(())
}
