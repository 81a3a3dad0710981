//! Files that were brought in, and how one is undone.

use base::{Db, Failure, Moment};

/// A file that was brought in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intake {
    pub id: String,
    /// The last line of the trail that belongs to it.
    pub seq: i64,
    pub by: String,
    pub at: Moment,
    pub count: i64,
}

type Columns = (String, i64, String, i64, i64);

macro_rules! select {
    ($rest:literal) => {
        concat!("select i.id, i.seq, i.by_id, i.at, (select count(*) from intake_row r where r.intake_id = i.id) from intake i where i.undone_at is null and ", $rest)
    };
}

fn intake((id, seq, by, at, count): Columns) -> Intake {
    Intake { id, seq, by, at: Moment(at), count }
}

pub async fn keep(db: &mut Db, id: &str, kind: &str, seq: i64, by: &str, at: Moment, subjects: &[String]) -> Result<(), Failure> {
    sqlx::query("insert into intake (id, kind, seq, by_id, at) values ($1, $2, $3, $4, $5)").bind(id).bind(kind).bind(seq).bind(by).bind(at.0).execute(&mut *db).await?;
    for subject in subjects {
        sqlx::query("insert into intake_row (intake_id, subject_id) values ($1, $2)").bind(id).bind(subject).execute(&mut *db).await?;
    }
    Ok(())
}

/// Those since a moment that were not undone, newest first.
pub async fn recent(db: &mut Db, kind: &str, since: Moment) -> Result<Vec<Intake>, Failure> {
    let rows: Vec<Columns> = sqlx::query_as(select!("i.kind = $1 and i.at >= $2 order by i.at desc, i.id")).bind(kind).bind(since.0).fetch_all(db).await?;
    Ok(rows.into_iter().map(intake).collect())
}

pub async fn find(db: &mut Db, kind: &str, id: &str) -> Result<Option<Intake>, Failure> {
    let row: Option<Columns> = sqlx::query_as(select!("i.id = $1 and i.kind = $2")).bind(id).bind(kind).fetch_optional(db).await?;
    Ok(row.map(intake))
}

pub async fn subjects(db: &mut Db, id: &str) -> Result<Vec<String>, Failure> {
    Ok(sqlx::query_scalar("select subject_id from intake_row where intake_id = $1 order by subject_id").bind(id).fetch_all(db).await?)
}

/// How many of those it brought in have done something, or had something done to them, after it and before line `until`.
/// What Keepwell does by itself is nobody's doing: that it asks whoever came to accept the policy keeps nobody in.
pub async fn followed(db: &mut Db, intake: &Intake, until: i64) -> Result<i64, Failure> {
    let query = sqlx::query_scalar(
        "select count(*) from intake_row r where r.intake_id = $1 and (
           exists (select 1 from trail_subject s join trail d on d.seq = s.seq
                   where s.subject_id = r.subject_id and s.seq > $2 and s.seq < $3 and d.actor_id is not null)
           or exists (select 1 from trail t where t.actor_id = r.subject_id and t.seq > $2 and t.seq < $3))",
    );
    Ok(query.bind(&intake.id).bind(intake.seq).bind(until).fetch_one(db).await?)
}

/// Marks it as undone; [`Failure::Stale`] when it is already.
pub async fn mark_undone(db: &mut Db, id: &str, now: Moment) -> Result<(), Failure> {
    let done = sqlx::query("update intake set undone_at = $2 where id = $1 and undone_at is null").bind(id).bind(now.0).execute(db).await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Failure::Stale) }
}

/// Takes a person out of every table, as if they had never come. Only for somebody of whom nothing followed.
pub async fn forget_person(db: &mut Db, id: &str) -> Result<(), Failure> {
    for sql in [
        "delete from invitation where person_id = $1",
        "delete from passphrase where person_id = $1",
        "delete from person_role where person_id = $1",
        "delete from person_span where person_id = $1",
        "delete from person where id = $1",
    ] {
        sqlx::query(sql).bind(id).execute(&mut *db).await?;
    }
    Ok(())
}
