//! Who was what, from when until when.

use base::{Db, Failure, Moment};

use crate::model::belonging::{Span, What};

type Columns = (String, String, String, i64, Option<i64>);

fn span((person, what, which, began, ended): Columns) -> Result<Span, Failure> {
    let what = What::parse(&what).ok_or_else(|| Failure::broken("reading a span", &what))?;
    Ok(Span { person, what, which, began: Moment(began), ended: ended.map(Moment) })
}

fn spans(rows: Vec<Columns>) -> Result<Vec<Span>, Failure> {
    rows.into_iter().map(span).collect()
}

/// Begins one; [`Failure::Stale`] when it is open already.
pub async fn begin(db: &mut Db, person: &str, what: What, which: &str, at: Moment) -> Result<(), Failure> {
    // What ended and begins again in the same instant has not ended.
    sqlx::query(
        "insert into person_span (person_id, what, which, began_at) values ($1, $2, $3, $4)
         on conflict (person_id, what, which, began_at) do update set ended_at = null",
    )
    .bind(person).bind(what.id()).bind(which).bind(at.0)
    .execute(db)
    .await?;
    Ok(())
}

/// Ends one; `false` when it was not open.
pub async fn end(db: &mut Db, person: &str, what: What, which: &str, at: Moment) -> Result<bool, Failure> {
    let done = sqlx::query("update person_span set ended_at = $4 where person_id = $1 and what = $2 and which = $3 and ended_at is null")
        .bind(person).bind(what.id()).bind(which).bind(at.0)
        .execute(db)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Everything that was so of a person at a moment.
pub async fn of_at(db: &mut Db, person: &str, at: Moment) -> Result<Vec<Span>, Failure> {
    let rows = sqlx::query_as(
        "select person_id, what, which, began_at, ended_at from person_span
         where person_id = $1 and began_at <= $2 and (ended_at is null or ended_at > $2) order by what, began_at, which",
    );
    spans(rows.bind(person).bind(at.0).fetch_all(db).await?)
}

/// Who was in something at a moment, longest first.
pub async fn members_at(db: &mut Db, what: What, which: &str, at: Moment) -> Result<Vec<Span>, Failure> {
    let rows = sqlx::query_as(
        "select person_id, what, which, began_at, ended_at from person_span
         where what = $1 and which = $2 and began_at <= $3 and (ended_at is null or ended_at > $3) order by began_at, person_id",
    );
    spans(rows.bind(what.id()).bind(which).bind(at.0).fetch_all(db).await?)
}

/// Everything that ever was so of a person, newest first.
pub async fn history(db: &mut Db, person: &str) -> Result<Vec<Span>, Failure> {
    let rows = sqlx::query_as(
        "select person_id, what, which, began_at, ended_at from person_span where person_id = $1 order by began_at desc, what, which",
    );
    spans(rows.bind(person).fetch_all(db).await?)
}

/// How many are in each of the units of a kind now: (unit, count).
pub async fn counts(db: &mut Db, what: What) -> Result<std::collections::HashMap<String, i64>, Failure> {
    let rows: Vec<(String, i64)> =
        sqlx::query_as("select which, count(*) from person_span where what = $1 and ended_at is null group by which").bind(what.id()).fetch_all(db).await?;
    Ok(rows.into_iter().collect())
}

/// One page of who was here at a moment, by name, and how many there were.
pub async fn here_at(db: &mut Db, at: Moment, size: i64, skip: i64) -> Result<(Vec<(String, String)>, i64), Failure> {
    let page = sqlx::query_as(
        "select p.id, p.name from person p join person_span s on s.person_id = p.id
         where s.what = 'here' and s.began_at <= $1 and (s.ended_at is null or s.ended_at > $1)
         order by p.name_folded, p.id limit $2 offset $3",
    );
    let found = page.bind(at.0).bind(size).bind(skip).fetch_all(&mut *db).await?;
    let count = sqlx::query_scalar("select count(*) from person_span s where s.what = 'here' and s.began_at <= $1 and (s.ended_at is null or s.ended_at > $1)");
    Ok((found, count.bind(at.0).fetch_one(db).await?))
}
