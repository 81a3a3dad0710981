//! The public page: languages the agency adds, words in them, notices for clients.

use base::{Db, Failure, Moment};

/// A language beside English and French.
#[derive(Debug, Clone)]
pub struct Language {
    /// A language tag: `ar`.
    pub id: String,
    /// In its own words.
    pub name: String,
    pub rtl: bool,
}

/// A notice for clients.
#[derive(Debug, Clone)]
pub struct Notice {
    pub id: String,
    pub language: String,
    pub title: String,
    pub words: String,
}

/// The languages added, by name.
///
/// # Errors
/// When the database does.
pub async fn languages(db: &mut Db) -> Result<Vec<Language>, Failure> {
    let rows: Vec<(String, String, i64)> = sqlx::query_as("select id, name, rtl from manual_language order by name").fetch_all(db).await?;
    Ok(rows.into_iter().map(|(id, name, rtl)| Language { id, name, rtl: rtl == 1 }).collect())
}

/// Adds a language, or calls it otherwise.
///
/// # Errors
/// When the database does.
pub async fn put_language(db: &mut Db, new: &Language, now: Moment) -> Result<(), Failure> {
    sqlx::query(
        "insert into manual_language (id, name, rtl, added_at) values ($1, $2, $3, $4)
         on conflict (id) do update set name = excluded.name, rtl = excluded.rtl",
    )
    .bind(&new.id).bind(&new.name).bind(i64::from(new.rtl)).bind(now.0)
    .execute(db)
    .await?;
    Ok(())
}

/// The heading of the public page in a language: its title, and the sentence under it; none without a title.
///
/// # Errors
/// When the database does.
pub async fn heading(db: &mut Db, language: &str) -> Result<Option<(String, String)>, Failure> {
    Ok(sqlx::query_as("select title, lede from manual_language where id = $1 and title <> ''").bind(language).fetch_optional(db).await?)
}

/// Puts the heading in a language; an empty title takes it out.
///
/// # Errors
/// When the database does.
pub async fn put_heading(db: &mut Db, language: &str, title: &str, lede: &str) -> Result<(), Failure> {
    let lede = if title.is_empty() { "" } else { lede };
    sqlx::query("update manual_language set title = $2, lede = $3 where id = $1").bind(language).bind(title).bind(lede).execute(db).await?;
    Ok(())
}

/// The languages in which there is something to read: a word, or a notice.
///
/// # Errors
/// When the database does.
pub async fn written(db: &mut Db) -> Result<Vec<String>, Failure> {
    Ok(sqlx::query_scalar("select language_id from manual_word_other union select language_id from manual_notice").fetch_all(db).await?)
}

/// The words in a language: the English term, the term, the meaning.
///
/// # Errors
/// When the database does.
pub async fn words(db: &mut Db, language: &str) -> Result<Vec<(String, String, String)>, Failure> {
    Ok(sqlx::query_as("select term_en, term, meaning from manual_word_other where language_id = $1 order by term").bind(language).fetch_all(db).await?)
}

/// Puts a word in a language; empty words take it out.
///
/// # Errors
/// When the database does.
pub async fn put_word(db: &mut Db, language: &str, term_en: &str, term: &str, meaning: &str) -> Result<(), Failure> {
    sqlx::query("delete from manual_word_other where language_id = $1 and term_en = $2").bind(language).bind(term_en).execute(&mut *db).await?;
    if !term.is_empty() {
        sqlx::query("insert into manual_word_other (language_id, term_en, term, meaning) values ($1, $2, $3, $4)")
            .bind(language).bind(term_en).bind(term).bind(meaning)
            .execute(db)
            .await?;
    }
    Ok(())
}

/// Every notice, in the order they were written.
///
/// # Errors
/// When the database does.
pub async fn notices(db: &mut Db) -> Result<Vec<Notice>, Failure> {
    let rows: Vec<(String, String, String, String)> =
        sqlx::query_as("select id, language_id, title, words from manual_notice order by place, id, language_id").fetch_all(db).await?;
    Ok(rows.into_iter().map(|(id, language, title, words)| Notice { id, language, title, words }).collect())
}

/// Puts a notice in a language; an empty title takes it out.
///
/// # Errors
/// When the database does.
pub async fn put_notice(db: &mut Db, new: &Notice, now: Moment) -> Result<(), Failure> {
    sqlx::query("delete from manual_notice where id = $1 and language_id = $2").bind(&new.id).bind(&new.language).execute(&mut *db).await?;
    if !new.title.is_empty() {
        sqlx::query("insert into manual_notice (id, language_id, title, words, place) values ($1, $2, $3, $4, $5)")
            .bind(&new.id).bind(&new.language).bind(&new.title).bind(&new.words).bind(now.0)
            .execute(db)
            .await?;
    }
    Ok(())
}
