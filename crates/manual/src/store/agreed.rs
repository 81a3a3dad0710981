//! Who accepted which edition: kept for ever, never changed.

use std::collections::HashMap;

use base::{Db, Failure, Moment};

use crate::model::agreed::{Acknowledgement, How};
use crate::model::Edition;

/// Writes that somebody accepts this edition; saying so again keeps the first time.
///
/// # Errors
/// When the database does.
pub async fn acknowledge(db: &mut Db, edition: &Edition, given: &Acknowledgement) -> Result<(), Failure> {
    sqlx::query(
        "insert into manual_acknowledgement (person_id, edition_id, at, language, text_hash, how, by_person, remark)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing",
    )
    .bind(&given.person).bind(&edition.id).bind(given.at.0).bind(given.language).bind(&given.text_hash)
    .bind(given.how.id()).bind(given.by.as_deref().unwrap_or("")).bind(&given.remark)
    .execute(db)
    .await?;
    Ok(())
}

/// The newest edition of the document that somebody accepted, by its number, and when: person → (number, when).
///
/// # Errors
/// When the database does.
pub async fn last_by_person(db: &mut Db, document: &str) -> Result<HashMap<String, Vec<(i64, Moment)>>, Failure> {
    let rows: Vec<(String, i64, i64)> = sqlx::query_as(
        "select a.person_id, e.number, a.at from manual_acknowledgement a join manual_edition e on e.id = a.edition_id
         where e.document_id = $1 and e.number is not null order by e.number",
    )
    .bind(document)
    .fetch_all(db)
    .await?;
    let mut all: HashMap<String, Vec<(i64, Moment)>> = HashMap::new();
    for (person, number, at) in rows {
        all.entry(person).or_default().push((number, Moment(at)));
    }
    Ok(all)
}

/// The editions of the document this person accepted, oldest first.
///
/// # Errors
/// When the database does.
pub async fn of_person(db: &mut Db, document: &str, person: &str) -> Result<Vec<(i64, Moment)>, Failure> {
    let rows: Vec<(i64, i64)> = sqlx::query_as(
        "select e.number, a.at from manual_acknowledgement a join manual_edition e on e.id = a.edition_id
         where e.document_id = $1 and a.person_id = $2 and e.number is not null order by e.number",
    )
    .bind(document).bind(person)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|(number, at)| (number, Moment(at))).collect())
}

/// Everything that was ever accepted of a document, newest first: the number of the edition beside each.
///
/// # Errors
/// When the database does.
pub async fn all(db: &mut Db, document: &str) -> Result<Vec<(i64, Acknowledgement)>, Failure> {
    type Row = (i64, String, i64, String, String, String, String, String);
    let rows: Vec<Row> = sqlx::query_as(
        "select e.number, a.person_id, a.at, a.language, a.text_hash, a.how, a.by_person, a.remark
         from manual_acknowledgement a join manual_edition e on e.id = a.edition_id
         where e.document_id = $1 and e.number is not null order by a.at desc, a.person_id",
    )
    .bind(document)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(|(number, person, at, language, text_hash, how, by, remark)| {
        let how = How::parse(&how).ok_or_else(|| Failure::broken("reading an acknowledgement", &how))?;
        let language = if language == "fr" { "fr" } else if language == "en" { "en" } else { "" };
        Ok((number, Acknowledgement { person, at: Moment(at), language, text_hash, how, by: Some(by).filter(|b| !b.is_empty()), remark }))
    }).collect()
}

/// The last request of each person to accept an edition of this document: person → (number of the edition, when).
///
/// # Errors
/// When the database does.
pub async fn asked(db: &mut Db, document: &str) -> Result<HashMap<String, (i64, Moment)>, Failure> {
    let rows: Vec<(String, i64, i64)> = sqlx::query_as(
        "select a.person_id, e.number, a.at from manual_asked a join manual_edition e on e.id = a.edition_id
         where e.document_id = $1 and e.number is not null order by e.number",
    )
    .bind(document)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|(person, number, at)| (person, (number, Moment(at)))).collect())
}

/// Writes that this person is asked to accept this edition. Whether that is new.
///
/// # Errors
/// When the database does.
pub async fn ask(db: &mut Db, edition: &Edition, person: &str, now: Moment) -> Result<bool, Failure> {
    let done = sqlx::query("insert into manual_asked (person_id, edition_id, at) values ($1, $2, $3) on conflict do nothing")
        .bind(person).bind(&edition.id).bind(now.0)
        .execute(db)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes every request to one person back.
pub async fn forget(db: &mut Db, person: &str) -> Result<(), Failure> {
    sqlx::query("delete from manual_asked where person_id = $1").bind(person).execute(db).await?;
    Ok(())
}
