//! How documents, editions and clauses are called, in the language of whoever reads.

use std::collections::HashMap;

use base::words::Lang;
use base::{Db, Failure};

use crate::model::Both;

/// Document id → title of its newest published edition.
///
/// # Errors
/// When the database does.
pub async fn documents(db: &mut Db, lang: Lang, ids: &[String]) -> Result<HashMap<String, String>, Failure> {
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
pub async fn editions(db: &mut Db, lang: Lang, ids: &[String]) -> Result<HashMap<String, String>, Failure> {
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
pub async fn clauses(db: &mut Db, lang: Lang, ids: &[String]) -> Result<HashMap<String, String>, Failure> {
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

/// Review id → why it is owed; of those of before, what it is about, or the first clauses it names.
///
/// # Errors
/// When the database does.
pub async fn reviews(db: &mut Db, lang: Lang, ids: &[String]) -> Result<HashMap<String, String>, Failure> {
    let mut names = HashMap::with_capacity(ids.len());
    for id in ids {
        let row: Option<(String, String, String, String, String, String)> =
            sqlx::query_as("select about, source, clauses, cause, called_en, called_fr from manual_review where id = $1").bind(id).fetch_optional(&mut *db).await?;
        let Some((about, source, of, cause, en, fr)) = row else { continue };
        let called = Both::new(en, fr);
        if !called.of(lang).is_empty() {
            names.insert(id.clone(), called.of(lang).to_owned());
            continue;
        }
        // Where Keepwell opened it, `about` is the id of an app or a programme, or the subject of a fact.
        if source.is_empty() || source.starts_with("fact:") {
            names.insert(id.clone(), about);
            continue;
        }
        let of: Vec<String> = of.split_whitespace().map(str::to_owned).collect();
        let called = clauses(&mut *db, lang, &of).await?;
        let first: Vec<String> = of.iter().filter_map(|c| called.get(c).cloned()).take(2).collect();
        let more = if of.len() > first.len() { "…" } else { "" };
        names.insert(id.clone(), if first.is_empty() { in_no_clause(&cause).of(lang).to_owned() } else { format!("{}{more}", first.join(", ")) });
    }
    Ok(names)
}

/// What a review is called whose subject no clause mentions.
fn in_no_clause(cause: &str) -> Both {
    match cause {
        "new-app" => Both::new("A new app that no clause mentions", "Une nouvelle appli dont aucune clause ne parle"),
        "app-retired" => Both::new("An app that no clause mentions", "Une appli dont aucune clause ne parle"),
        "new-service" => Both::new("A new service that no clause mentions", "Un nouveau service dont aucune clause ne parle"),
        "service-ended" => Both::new("A service that ended and that no clause mentions", "Un service terminé dont aucune clause ne parle"),
        "way-of-working" => Both::new("A way of working that no clause mentions", "Une façon de travailler dont aucune clause ne parle"),
        _ => Both::new("Something that no clause mentions", "Une chose dont aucune clause ne parle"),
    }
}

/// A text that must name own devices → its position or posting.
///
/// # Errors
/// When the database does.
pub async fn texts(db: &mut Db, lang: Lang, ids: &[String]) -> Result<HashMap<String, String>, Failure> {
    let units: HashMap<String, String> = people::units(&mut *db).await?.into_iter().map(|u| (u.id.clone(), u.face.called(lang).to_owned())).collect();
    let mut names = HashMap::with_capacity(ids.len());
    for id in ids {
        let which: Option<String> = sqlx::query_scalar("select which from manual_device_text where id = $1").bind(id).fetch_optional(&mut *db).await?;
        names.extend(which.map(|which| (id.clone(), units.get(&which).cloned().unwrap_or(which))));
    }
    Ok(names)
}
