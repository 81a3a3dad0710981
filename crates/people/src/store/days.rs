//! The week, and days off.

use base::{Day, Db, Failure, Moment};

use crate::model::days::Week;

/// Every week that was ever set, in the order of their days.
pub async fn weeks(db: &mut Db) -> Result<Vec<Week>, Failure> {
    let rows: Vec<(String, String, String, String)> =
        sqlx::query_as("select from_day, days, province, unkept from working_week order by from_day").fetch_all(db).await?;
    rows.into_iter()
        .map(|(from, days, province, unkept)| {
            Ok(Week {
                from: Day::parse(&from).ok_or_else(|| Failure::broken("reading a week", &from))?,
                days: days.chars().filter_map(|c| c.to_digit(10)).filter_map(|d| u8::try_from(d).ok()).collect(),
                province,
                unkept: unkept.lines().map(str::to_owned).collect(),
            })
        })
        .collect()
}

/// Sets the week from its day on; what was set for the same day before is replaced.
pub async fn set_week(db: &mut Db, week: &Week, now: Moment) -> Result<(), Failure> {
    let days: String = week.days.iter().map(ToString::to_string).collect();
    let unkept = week.unkept.iter().map(String::as_str).collect::<Vec<_>>().join("\n");
    sqlx::query(
        "insert into working_week (from_day, days, province, unkept, set_at) values ($1, $2, $3, $4, $5)
         on conflict (from_day) do update set days = excluded.days, province = excluded.province, unkept = excluded.unkept, set_at = excluded.set_at",
    )
    .bind(week.from.to_string()).bind(days).bind(&week.province).bind(unkept).bind(now.0)
    .execute(db)
    .await?;
    Ok(())
}

/// The organisation's own days off, in order.
pub async fn off(db: &mut Db) -> Result<Vec<(Day, String)>, Failure> {
    let rows: Vec<(String, String)> = sqlx::query_as("select day, name from day_off order by day").fetch_all(db).await?;
    rows.into_iter().map(|(day, name)| Ok((Day::parse(&day).ok_or_else(|| Failure::broken("reading a day off", &day))?, name))).collect()
}

/// [`Failure::Stale`] when it is one already.
pub async fn add_off(db: &mut Db, day: Day, name: &str, now: Moment) -> Result<(), Failure> {
    sqlx::query("insert into day_off (day, name, added_at) values ($1, $2, $3)").bind(day.to_string()).bind(name).bind(now.0).execute(db).await?;
    Ok(())
}

/// [`Failure::Stale`] when it is none.
pub async fn end_off(db: &mut Db, day: Day) -> Result<(), Failure> {
    let done = sqlx::query("delete from day_off where day = $1").bind(day.to_string()).execute(db).await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Failure::Stale) }
}
