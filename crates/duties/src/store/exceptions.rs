//! Exceptions as they are kept. The reason is sealed under a key of its own.

use base::vault::Place;
use base::{App, Day, Db, Failure, Moment};

use crate::model::exception::{Answer, Exception};
use crate::permits::MayReadReason;

type Columns = (
    String, String, String, String, String, String, i64, String, String, i64,
    Option<String>, Option<String>, Option<i64>, Option<i64>, Option<i64>, Option<String>,
);

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, rule_id, duty_id, slot, subject_id, spares, private, until_day, asked_by, asked_at,
             answer, answered_by, answered_at, granted_seq, ended_at, ended_by from rule_exception ",
            $rest
        )
    };
}

fn exception(row: Columns) -> Result<Exception, Failure> {
    let (id, rule, duty, slot, subject, spares, private, until, asked_by, asked_at, answer, by, at, granted, ended_at, ended_by) = row;
    Ok(Exception {
        until: Day::parse(&until).ok_or_else(|| Failure::broken("reading an exception", &until))?,
        spares: spares.split(',').filter(|s| !s.is_empty()).map(str::to_owned).collect(),
        private: private != 0,
        asked_at: Moment(asked_at),
        answer: match (answer.as_deref().and_then(Answer::parse), by, at) {
            (Some(answer), Some(by), Some(at)) => Some((answer, by, Moment(at))),
            _ => None,
        },
        ended: ended_at.map(Moment).zip(ended_by),
        id, rule, duty, slot, subject, asked_by, granted,
    })
}

const REASON: (&str, &str) = ("rule_exception", "reason");

/// [`Failure::Stale`] when one waits already for the same.
pub async fn ask(app: &App, db: &mut Db, asked: &Exception, reason: &str) -> Result<(), Failure> {
    let key = app.vault.new_key(&mut *db, "exception", asked.asked_at).await?;
    let sealed = app.vault.seal(&key, Place { table: REASON.0, row: &asked.id, field: REASON.1 }, reason.as_bytes())?;
    sqlx::query(
        "insert into rule_exception (id, rule_id, duty_id, slot, subject_id, spares, private, key_id, reason, until_day, asked_by, asked_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(&asked.id).bind(&asked.rule).bind(&asked.duty).bind(&asked.slot).bind(&asked.subject).bind(asked.spares.join(","))
    .bind(i64::from(asked.private)).bind(&key.id).bind(&sealed).bind(asked.until.to_string()).bind(&asked.asked_by).bind(asked.asked_at.0)
    .execute(db)
    .await?;
    Ok(())
}

pub async fn find(db: &mut Db, id: &str) -> Result<Option<Exception>, Failure> {
    let row: Option<Columns> = sqlx::query_as(select!("where id = $1")).bind(id).fetch_optional(db).await?;
    row.map(exception).transpose()
}

/// All of them, newest first.
pub async fn all(db: &mut Db) -> Result<Vec<Exception>, Failure> {
    let rows: Vec<Columns> = sqlx::query_as(select!("order by asked_at desc, id desc")).fetch_all(db).await?;
    rows.into_iter().map(exception).collect()
}

/// Those that wait, oldest first.
pub async fn waiting(db: &mut Db) -> Result<Vec<Exception>, Failure> {
    let rows: Vec<Columns> = sqlx::query_as(select!("where answer is null order by asked_at, id")).fetch_all(db).await?;
    rows.into_iter().map(exception).collect()
}

/// Those that hold on a day.
pub async fn in_force(db: &mut Db, today: Day) -> Result<Vec<Exception>, Failure> {
    let rows: Vec<Columns> = sqlx::query_as(select!("where answer = 'granted' and ended_at is null and until_day >= $1 order by id")).bind(today.to_string()).fetch_all(db).await?;
    rows.into_iter().map(exception).collect()
}

/// Those asked or granted for this rule and this thing.
pub async fn of(db: &mut Db, rule: &str, slot: &str, subject: &str) -> Result<Vec<Exception>, Failure> {
    let rows: Vec<Columns> = sqlx::query_as(select!("where rule_id = $1 and slot = $2 and subject_id = $3 order by asked_at desc, id desc"))
        .bind(rule).bind(slot).bind(subject)
        .fetch_all(db)
        .await?;
    rows.into_iter().map(exception).collect()
}

/// Writes the answer. [`Failure::Stale`] when somebody was faster.
pub async fn answer(db: &mut Db, id: &str, answer: Answer, by: &str, at: Moment, granted: Option<i64>) -> Result<(), Failure> {
    let done = sqlx::query("update rule_exception set answer = $2, answered_by = $3, answered_at = $4, granted_seq = $5 where id = $1 and answer is null")
        .bind(id).bind(answer.id()).bind(by).bind(at.0).bind(granted)
        .execute(db)
        .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Failure::Stale) }
}

/// Ends one before its day. [`Failure::Stale`] when somebody was faster.
pub async fn end(db: &mut Db, id: &str, by: &str, at: Moment) -> Result<(), Failure> {
    let done = sqlx::query("update rule_exception set ended_at = $2, ended_by = $3 where id = $1 and answer = 'granted' and ended_at is null")
        .bind(id).bind(at.0).bind(by)
        .execute(db)
        .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Failure::Stale) }
}

/// Why it was asked, for whoever may read it.
pub async fn reason(app: &App, db: &mut Db, permit: &MayReadReason) -> Result<String, Failure> {
    let (key, sealed): (String, String) = sqlx::query_as("select key_id, reason from rule_exception where id = $1").bind(permit.exception()).fetch_one(&mut *db).await?;
    let key = app.vault.key(&mut *db, &key).await?;
    Ok(app.vault.open_text(&key, Place { table: REASON.0, row: permit.exception(), field: REASON.1 }, &sealed)?.to_string())
}
