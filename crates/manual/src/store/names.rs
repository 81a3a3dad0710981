//! How documents, editions and clauses are called on the trail page.
//!
//! Labels come without a reader, so they are in the organisation's language.

use std::collections::HashMap;

use base::words::Lang;
use base::{Db, Failure, organisation};

use crate::model::Both;

async fn language(db: &mut Db) -> Result<Lang, Failure> {
    Ok(organisation::get(db, "organisation.language").await?.and_then(|l| Lang::parse(&l)).unwrap_or_default())
}

/// Document id → title of its newest published edition.
///
/// # Errors
/// When the database does.
pub async fn documents(db: &mut Db, ids: &[String]) -> Result<HashMap<String, String>, Failure> {
    let lang = language(db).await?;
    let mut names = HashMap::with_capacity(ids.len());
    for id in ids {
        let row: Option<(String, String)> =
            sqlx::query_as("select title_en, title_fr from manual_edition where document_id = $1 and number is not null order by number desc limit 1")
                .bind(id).fetch_optional(&mut *db).await?;
        names.extend(row.map(|(en, fr)| (id.clone(), Both::new(en, fr).of(lang).to_owned())));
    }
    Ok(names)
}

/// Edition id → its title and number.
///
/// # Errors
/// When the database does.
pub async fn editions(db: &mut Db, ids: &[String]) -> Result<HashMap<String, String>, Failure> {
    let lang = language(db).await?;
    let mut names = HashMap::with_capacity(ids.len());
    for id in ids {
        let row: Option<(String, String, Option<i64>)> =
            sqlx::query_as("select title_en, title_fr, number from manual_edition where id = $1").bind(id).fetch_optional(&mut *db).await?;
        names.extend(row.map(|(en, fr, number)| {
            let title = Both::new(en, fr).of(lang).to_owned();
            (id.clone(), number.map_or(title.clone(), |n| format!("{title}, {n}")))
        }));
    }
    Ok(names)
}

/// Clause id → its title in the newest edition that has it.
///
/// # Errors
/// When the database does.
pub async fn clauses(db: &mut Db, ids: &[String]) -> Result<HashMap<String, String>, Failure> {
    let lang = language(db).await?;
    let mut names = HashMap::with_capacity(ids.len());
    for id in ids {
        let row: Option<(String, String)> = sqlx::query_as(
            "select c.title_en, c.title_fr from manual_clause c join manual_edition e on e.id = c.edition_id
             where c.id = $1 and e.number is not null order by e.number desc limit 1",
        )
        .bind(id)
        .fetch_optional(&mut *db)
        .await?;
        names.extend(row.map(|(en, fr)| (id.clone(), Both::new(en, fr).of(lang).to_owned())));
    }
    Ok(names)
}

/// Practice id → its tool.
///
/// # Errors
/// When the database does.
pub async fn practices(db: &mut Db, ids: &[String]) -> Result<HashMap<String, String>, Failure> {
    let mut names = HashMap::with_capacity(ids.len());
    for id in ids {
        let tool: Option<String> = sqlx::query_scalar("select tool from manual_practice where id = $1").bind(id).fetch_optional(&mut *db).await?;
        names.extend(tool.map(|tool| (id.clone(), tool)));
    }
    Ok(names)
}
