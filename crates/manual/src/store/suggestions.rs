//! What readers suggest, and what they were answered (S-004).

use base::{Db, Failure, Moment};

/// A suggestion.
#[derive(Debug, Clone)]
pub struct Suggestion {
    pub id: String,
    pub document: String,
    /// "" when it is about the whole document.
    pub clause: String,
    pub person: String,
    pub at: Moment,
    pub words: String,
    /// `open`, `taken`, `later` or `not`.
    pub outcome: String,
    pub answer: String,
    pub answered_by: Option<String>,
    pub answered_at: Option<Moment>,
}

type Row = (String, String, String, String, i64, String, String, String, Option<String>, Option<i64>);

fn suggestion(row: Row) -> Suggestion {
    let (id, document, clause, person, at, words, outcome, answer, answered_by, answered_at) = row;
    Suggestion { id, document, clause, person, at: Moment(at), words, outcome, answer, answered_by, answered_at: answered_at.map(Moment) }
}

/// Keeps a suggestion.
///
/// # Errors
/// When the database does.
pub async fn add(db: &mut Db, new: &Suggestion) -> Result<(), Failure> {
    sqlx::query(
        "insert into manual_suggestion (id, document_id, clause_id, person_id, at, words, outcome, answer) values ($1, $2, $3, $4, $5, $6, 'open', '')",
    )
    .bind(&new.id).bind(&new.document).bind(&new.clause).bind(&new.person).bind(new.at.0).bind(&new.words)
    .execute(db)
    .await?;
    Ok(())
}

/// The suggestions to a document, those that wait first, then the newest.
///
/// # Errors
/// When the database does.
pub async fn list(db: &mut Db, document: &str) -> Result<Vec<Suggestion>, Failure> {
    let rows: Vec<Row> = sqlx::query_as(
        "select id, document_id, clause_id, person_id, at, words, outcome, answer, answered_by, answered_at
         from manual_suggestion where document_id = $1 order by case when outcome = 'open' then 0 else 1 end, at desc",
    )
    .bind(document)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(suggestion).collect())
}

/// How many wait for an answer, by document, and since when.
///
/// # Errors
/// When the database does.
pub async fn waiting(db: &mut Db) -> Result<Vec<(String, i64, Moment)>, Failure> {
    let rows: Vec<(String, i64, i64)> =
        sqlx::query_as("select document_id, count(*), min(at) from manual_suggestion where outcome = 'open' group by document_id order by document_id")
            .fetch_all(db)
            .await?;
    Ok(rows.into_iter().map(|(document, count, since)| (document, count, Moment(since))).collect())
}

/// Answers a suggestion, once.
///
/// # Errors
/// [`Failure::Stale`] when somebody answered it already, or it is not there.
pub async fn answer(db: &mut Db, document: &str, id: &str, (outcome, words): (&str, &str), by: &str, now: Moment) -> Result<(), Failure> {
    let done = sqlx::query(
        "update manual_suggestion set outcome = $3, answer = $4, answered_by = $5, answered_at = $6,
                read_at = case when person_id = $5 then $6 else read_at end where document_id = $1 and id = $2 and outcome = 'open'",
    )
    .bind(document).bind(id).bind(outcome).bind(words).bind(by).bind(now.0)
    .execute(db)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Failure::Stale) }
}

/// How many of a person's were answered since they looked, by document, and since when.
///
/// # Errors
/// When the database does.
pub async fn unread(db: &mut Db, person: &str) -> Result<Vec<(String, i64, Moment)>, Failure> {
    let rows: Vec<(String, i64, i64)> = sqlx::query_as(
        "select document_id, count(*), min(answered_at) from manual_suggestion
         where person_id = $1 and outcome <> 'open' and read_at is null group by document_id order by document_id",
    )
    .bind(person)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|(document, count, since)| (document, count, Moment(since))).collect())
}

/// They looked: every answer to what they suggested there is read.
///
/// # Errors
/// When the database does.
pub async fn mark_read(db: &mut Db, document: &str, person: &str, now: Moment) -> Result<(), Failure> {
    sqlx::query("update manual_suggestion set read_at = $3 where document_id = $1 and person_id = $2 and outcome <> 'open' and read_at is null")
        .bind(document).bind(person).bind(now.0)
        .execute(db)
        .await?;
    Ok(())
}
