//! SQL of this slice, and the sealing around it.

pub mod clients;
pub mod conversations;
pub mod entries;
pub mod uploads;

use std::collections::HashMap;

use base::{App, Db, Failure};

use crate::model;

/// A code nobody has yet, in the caller's transaction: `C-7F3A`.
///
/// # Errors
/// When the database does, or a hundred throws all hit a taken code.
pub async fn free_code(app: &App, db: &mut Db, prefix: char) -> Result<String, Failure> {
    let taken = match prefix {
        'C' => "select count(*) from client where code = $1",
        'U' => "select count(*) from upload where code = $1",
        _ => "select count(*) from conversation where code = $1",
    };
    for _ in 0..100 {
        let code = model::code(prefix, app.dice.throw()?);
        let count: i64 = sqlx::query_scalar(taken).bind(&code).fetch_one(&mut *db).await?;
        if count == 0 {
            return Ok(code);
        }
    }
    Err(Failure::broken("making a code", "all of them are taken"))
}

/// What `sql` says for each id: the codes that stand on the trail.
///
/// # Errors
/// When the database does.
pub async fn codes(db: &mut Db, sql: &'static str, ids: &[String]) -> Result<HashMap<String, String>, Failure> {
    let mut found = HashMap::with_capacity(ids.len());
    for id in ids {
        let code: Option<String> = sqlx::query_scalar(sql).bind(id).fetch_optional(&mut *db).await?;
        if let Some(code) = code {
            found.insert(id.clone(), code);
        }
    }
    Ok(found)
}
