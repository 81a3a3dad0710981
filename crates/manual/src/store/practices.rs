//! Practices, what was learned in them, and the reviews that something opened (T-008 to T-012, T-001).

use base::{Day, Db, Failure, Moment};

/// A practice: a tool on trial.
#[derive(Debug, Clone)]
pub struct Practice {
    pub id: String,
    pub document: String,
    pub tool: String,
    pub purpose: String,
    pub clauses: Vec<String>,
    pub ready: Vec<String>,
    pub ready_note: String,
    pub begun_at: Moment,
    pub begun_by: String,
    pub ends_on: Day,
    /// `open`, `adopted` or `stopped`.
    pub outcome: String,
    pub decided_at: Option<Moment>,
    pub decided_by: Option<String>,
    pub decision: String,
    pub people: Vec<String>,
}

type Row = (String, String, String, String, String, String, String, i64, String, String, String, Option<i64>, Option<String>, String);

async fn practice(db: &mut Db, row: Row) -> Result<Practice, Failure> {
    let (id, document, tool, purpose, clauses, ready, ready_note, begun_at, begun_by, ends_on, outcome, decided_at, decided_by, decision) = row;
    let people = sqlx::query_scalar("select person_id from manual_practice_person where practice_id = $1 order by person_id").bind(&id).fetch_all(db).await?;
    let list = |words: &str| words.split_whitespace().map(str::to_owned).collect();
    Ok(Practice {
        ends_on: Day::parse(&ends_on).ok_or_else(|| Failure::broken("reading a practice", &ends_on))?,
        clauses: list(&clauses),
        ready: list(&ready),
        begun_at: Moment(begun_at),
        decided_at: decided_at.map(Moment),
        id, document, tool, purpose, ready_note, begun_by, outcome, decided_by, decision, people,
    })
}

macro_rules! practices {
    ($rest:literal) => {
        concat!(
            "select id, document_id, tool, purpose, clauses, ready, ready_note, begun_at, begun_by, ends_on, outcome, decided_at, decided_by, decision
             from manual_practice ",
            $rest
        )
    };
}

/// Every practice, those that run first.
///
/// # Errors
/// When the database does.
pub async fn all(db: &mut Db) -> Result<Vec<Practice>, Failure> {
    let rows = sqlx::query_as(practices!("order by case when outcome = 'open' then 0 else 1 end, begun_at desc")).fetch_all(&mut *db).await?;
    whole(db, rows).await
}

/// The trials that run.
///
/// # Errors
/// When the database does.
pub async fn running(db: &mut Db) -> Result<Vec<Practice>, Failure> {
    let rows = sqlx::query_as(practices!("where outcome = 'open' order by begun_at desc")).fetch_all(&mut *db).await?;
    whole(db, rows).await
}

async fn whole(db: &mut Db, rows: Vec<Row>) -> Result<Vec<Practice>, Failure> {
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        all.push(practice(db, row).await?);
    }
    Ok(all)
}

/// The trials that run and in which this person takes part, the one that ends first at the top.
///
/// # Errors
/// When the database does.
pub async fn of_person(db: &mut Db, person: &str) -> Result<Vec<Practice>, Failure> {
    let rows = sqlx::query_as(practices!(
        "where outcome = 'open' and id in (select practice_id from manual_practice_person where person_id = $1) order by ends_on, id"
    ))
    .bind(person)
    .fetch_all(&mut *db)
    .await?;
    whole(db, rows).await
}

/// One practice.
///
/// # Errors
/// When the database does.
pub async fn find(db: &mut Db, id: &str) -> Result<Option<Practice>, Failure> {
    let row: Option<Row> = sqlx::query_as(practices!("where id = $1")).bind(id).fetch_optional(&mut *db).await?;
    match row {
        Some(row) => practice(db, row).await.map(Some),
        None => Ok(None),
    }
}

/// Begins a practice.
///
/// # Errors
/// When the database does.
pub async fn begin(db: &mut Db, new: &Practice) -> Result<(), Failure> {
    sqlx::query(
        "insert into manual_practice (id, document_id, tool, purpose, clauses, ready, ready_note, begun_at, begun_by, ends_on, outcome, decision)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open', '')",
    )
    .bind(&new.id).bind(&new.document).bind(&new.tool).bind(&new.purpose).bind(new.clauses.join(" ")).bind(new.ready.join(" "))
    .bind(&new.ready_note).bind(new.begun_at.0).bind(&new.begun_by).bind(new.ends_on.to_string())
    .execute(&mut *db)
    .await?;
    for person in &new.people {
        sqlx::query("insert into manual_practice_person (practice_id, person_id) values ($1, $2) on conflict do nothing")
            .bind(&new.id).bind(person).execute(&mut *db).await?;
    }
    Ok(())
}

/// Gives a running practice another last day.
///
/// # Errors
/// [`Failure::Stale`] when it was decided meanwhile.
pub async fn extend(db: &mut Db, id: &str, ends_on: Day) -> Result<(), Failure> {
    let done = sqlx::query("update manual_practice set ends_on = $2 where id = $1 and outcome = 'open'").bind(id).bind(ends_on.to_string()).execute(db).await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Failure::Stale) }
}

/// Ends a practice: adopted or stopped, by whom, and why.
///
/// # Errors
/// [`Failure::Stale`] when it was decided meanwhile.
pub async fn decide(db: &mut Db, id: &str, outcome: &str, (by, now): (&str, Moment), why: &str) -> Result<(), Failure> {
    let done = sqlx::query("update manual_practice set outcome = $2, decided_at = $3, decided_by = $4, decision = $5 where id = $1 and outcome = 'open'")
        .bind(id).bind(outcome).bind(now.0).bind(by).bind(why)
        .execute(db)
        .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Failure::Stale) }
}

/// What somebody learned.
#[derive(Debug, Clone)]
pub struct Learning {
    pub id: String,
    pub person: String,
    pub at: Moment,
    /// `worked`, `hard` or `idea`.
    pub kind: String,
    pub words: String,
}

/// Keeps what somebody learned.
///
/// # Errors
/// When the database does.
pub async fn learn(db: &mut Db, practice: &str, new: &Learning) -> Result<(), Failure> {
    sqlx::query("insert into manual_learning (id, practice_id, person_id, at, kind, words) values ($1, $2, $3, $4, $5, $6)")
        .bind(&new.id).bind(practice).bind(&new.person).bind(new.at.0).bind(&new.kind).bind(&new.words)
        .execute(db)
        .await?;
    Ok(())
}

/// What was learned in a practice, newest first.
///
/// # Errors
/// When the database does.
pub async fn learnings(db: &mut Db, practice: &str) -> Result<Vec<Learning>, Failure> {
    let rows: Vec<(String, String, i64, String, String)> =
        sqlx::query_as("select id, person_id, at, kind, words from manual_learning where practice_id = $1 order by at desc, id desc").bind(practice).fetch_all(db).await?;
    Ok(rows.into_iter().map(|(id, person, at, kind, words)| Learning { id, person, at: Moment(at), kind, words }).collect())
}

/// Clauses to look at again, and why.
#[derive(Debug, Clone)]
pub struct Review {
    pub id: String,
    pub document: String,
    pub clauses: Vec<String>,
    pub cause: String,
    pub about: String,
    /// What changed, in words: `App no longer approved: WhatsApp`. Empty in reviews of before.
    pub called: crate::model::Both,
    /// What opened it, so that it opens once; "" when a person did.
    pub source: String,
    pub opened_at: Moment,
    pub opened_by: Option<String>,
    pub closed_at: Option<Moment>,
    pub closed_by: Option<String>,
    pub outcome: String,
}

/// Opens a review. Whether it is new: what opened one already opens no second.
///
/// # Errors
/// When the database does.
pub async fn open_review(db: &mut Db, new: &Review) -> Result<bool, Failure> {
    let done = sqlx::query(
        "insert into manual_review (id, document_id, clauses, cause, about, source, opened_at, opened_by, outcome, called_en, called_fr)
         values ($1, $2, $3, $4, $5, $6, $7, $8, '', $9, $10) on conflict do nothing",
    )
    .bind(&new.id).bind(&new.document).bind(new.clauses.join(" ")).bind(&new.cause).bind(&new.about).bind(&new.source)
    .bind(new.opened_at.0).bind(new.opened_by.as_deref()).bind(&new.called.en).bind(&new.called.fr)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Every review, open ones first.
///
/// # Errors
/// When the database does.
pub async fn reviews(db: &mut Db) -> Result<Vec<Review>, Failure> {
    type Row = (String, String, String, String, String, String, i64, Option<String>, Option<i64>, Option<String>, String, String, String);
    let rows: Vec<Row> = sqlx::query_as(
        "select id, document_id, clauses, cause, about, source, opened_at, opened_by, closed_at, closed_by, outcome, called_en, called_fr
         from manual_review order by case when closed_at is null then 0 else 1 end, opened_at desc",
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|(id, document, clauses, cause, about, source, opened_at, opened_by, closed_at, closed_by, outcome, en, fr)| Review {
        called: crate::model::Both::new(en, fr),
        clauses: clauses.split_whitespace().map(str::to_owned).collect(),
        opened_at: Moment(opened_at),
        closed_at: closed_at.map(Moment),
        id, document, cause, about, source, opened_by, closed_by, outcome,
    }).collect())
}

/// Closes a review with what came of it.
///
/// # Errors
/// [`Failure::Stale`] when it is closed already, or is not there.
pub async fn close_review(db: &mut Db, id: &str, (by, now): (&str, Moment), outcome: &str) -> Result<(), Failure> {
    let done = sqlx::query("update manual_review set closed_at = $2, closed_by = $3, outcome = $4 where id = $1 and closed_at is null")
        .bind(id).bind(now.0).bind(by).bind(outcome)
        .execute(db)
        .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Failure::Stale) }
}

/// What a vendor says, or somebody found out.
#[derive(Debug, Clone)]
pub struct Fact {
    pub id: String,
    pub subject: String,
    pub statement: crate::model::Both,
    pub source: String,
    pub checked_on: Day,
    pub review_by: Day,
    pub clauses: Vec<String>,
    pub written_by: String,
}

/// The facts that count, by the day they are to be looked at again.
///
/// # Errors
/// When the database does.
pub async fn facts(db: &mut Db) -> Result<Vec<Fact>, Failure> {
    type Row = (String, String, String, String, String, String, String, String, String);
    let rows: Vec<Row> = sqlx::query_as(
        "select id, subject, statement_en, statement_fr, source, checked_on, review_by, clauses, written_by
         from manual_fact where retired_at is null order by review_by, subject",
    )
    .fetch_all(db)
    .await?;
    let day = |text: &str| Day::parse(text).ok_or_else(|| Failure::broken("reading a fact", text));
    rows.into_iter().map(|(id, subject, en, fr, source, checked_on, review_by, clauses, written_by)| Ok(Fact {
        statement: crate::model::Both::new(en, fr),
        checked_on: day(&checked_on)?,
        review_by: day(&review_by)?,
        clauses: clauses.split_whitespace().map(str::to_owned).collect(),
        id, subject, source, written_by,
    })).collect()
}

/// Keeps a fact: a new one, or the same with new words and days.
///
/// # Errors
/// When the database does.
pub async fn put_fact(db: &mut Db, fact: &Fact) -> Result<(), Failure> {
    sqlx::query(
        "insert into manual_fact (id, subject, statement_en, statement_fr, source, checked_on, review_by, clauses, written_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (id) do update set subject = excluded.subject, statement_en = excluded.statement_en, statement_fr = excluded.statement_fr,
             source = excluded.source, checked_on = excluded.checked_on, review_by = excluded.review_by, clauses = excluded.clauses,
             written_by = excluded.written_by",
    )
    .bind(&fact.id).bind(&fact.subject).bind(&fact.statement.en).bind(&fact.statement.fr).bind(&fact.source)
    .bind(fact.checked_on.to_string()).bind(fact.review_by.to_string()).bind(fact.clauses.join(" ")).bind(&fact.written_by)
    .execute(db)
    .await?;
    Ok(())
}

/// A fact that counts no more.
///
/// # Errors
/// [`Failure::Stale`] when it is retired already, or is not there.
pub async fn retire_fact(db: &mut Db, id: &str, now: Moment) -> Result<(), Failure> {
    let done = sqlx::query("update manual_fact set retired_at = $2 where id = $1 and retired_at is null").bind(id).bind(now.0).execute(db).await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Failure::Stale) }
}
