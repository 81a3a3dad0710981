//! Who leaves at the end of which day.

use base::{Day, Db, Failure, Moment};

/// A leaving that was planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departure {
    pub last: Day,
    pub successor: Option<String>,
    pub by: String,
}

/// Plans it, instead of what was planned before.
pub async fn plan(db: &mut Db, person: &str, last: Day, successor: Option<&str>, by: &str, now: Moment) -> Result<(), Failure> {
    sqlx::query(
        "insert into departure (person_id, last_day, successor_id, noted_by, noted_at) values ($1, $2, $3, $4, $5)
         on conflict (person_id) do update set last_day = excluded.last_day, successor_id = excluded.successor_id,
         noted_by = excluded.noted_by, noted_at = excluded.noted_at",
    )
    .bind(person).bind(last.to_string()).bind(successor).bind(by).bind(now.0)
    .execute(db)
    .await?;
    Ok(())
}

pub async fn find(db: &mut Db, person: &str) -> Result<Option<Departure>, Failure> {
    let row: Option<(String, Option<String>, String)> =
        sqlx::query_as("select last_day, successor_id, noted_by from departure where person_id = $1").bind(person).fetch_optional(db).await?;
    row.map(|(last, successor, by)| {
        let last = Day::parse(&last).ok_or_else(|| Failure::broken("reading a departure", &last))?;
        Ok(Departure { last, successor, by })
    })
    .transpose()
}

/// Whether there was one.
pub async fn forget(db: &mut Db, person: &str) -> Result<bool, Failure> {
    let done = sqlx::query("delete from departure where person_id = $1").bind(person).execute(db).await?;
    Ok(done.rows_affected() == 1)
}
