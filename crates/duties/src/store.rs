//! What people said about duties: put off, done elsewhere, excused. Notes and reasons are sealed, each under its own key.

pub mod exceptions;
pub mod reminders;

use std::collections::{BTreeSet, HashMap};

use base::vault::Place;
use base::{App, Day, Db, Failure, Moment};

/// The duties this person put off, and until when.
pub async fn put_off(db: &mut Db, person: &str) -> Result<HashMap<String, Day>, Failure> {
    let rows: Vec<(String, String)> = sqlx::query_as("select duty_id, until_day from duty_put_off where person_id = $1").bind(person).fetch_all(db).await?;
    Ok(rows.into_iter().filter_map(|(duty, until)| Some((duty, Day::parse(&until)?))).collect())
}

pub async fn set_put_off(db: &mut Db, person: &str, duty: &str, until: Option<Day>) -> Result<(), Failure> {
    sqlx::query("delete from duty_put_off where person_id = $1 and duty_id = $2").bind(person).bind(duty).execute(&mut *db).await?;
    if let Some(until) = until {
        sqlx::query("insert into duty_put_off (person_id, duty_id, until_day) values ($1, $2, $3)").bind(person).bind(duty).bind(until.to_string()).execute(db).await?;
    }
    Ok(())
}

/// The rules for which "it was done elsewhere" counts.
pub async fn elsewhere_rules(db: &mut Db) -> Result<BTreeSet<String>, Failure> {
    let rules: Vec<String> = sqlx::query_scalar("select rule_id from elsewhere_rule").fetch_all(db).await?;
    Ok(rules.into_iter().collect())
}

pub async fn allow_elsewhere(db: &mut Db, rule: &str, by: &str, now: Moment) -> Result<(), Failure> {
    sqlx::query("insert into elsewhere_rule (rule_id, allowed_by, allowed_at) values ($1, $2, $3)").bind(rule).bind(by).bind(now.0).execute(db).await?;
    Ok(())
}

pub async fn bar_elsewhere(db: &mut Db, rule: &str) -> Result<(), Failure> {
    sqlx::query("delete from elsewhere_rule where rule_id = $1").bind(rule).execute(db).await?;
    Ok(())
}

/// Keeps what somebody wrote about a duty that was done elsewhere.
pub async fn keep_note(app: &App, db: &mut Db, duty: &str, by: &str, note: &str, now: Moment) -> Result<(), Failure> {
    let id = app.id()?;
    let key = app.vault.new_key(&mut *db, "duty-note", now).await?;
    let sealed = app.vault.seal(&key, Place { table: "elsewhere_note", row: &id, field: "note" }, note.as_bytes())?;
    sqlx::query("insert into elsewhere_note (id, duty_id, by_id, at, key_id, note) values ($1, $2, $3, $4, $5, $6)")
        .bind(&id).bind(duty).bind(by).bind(now.0).bind(&key.id).bind(&sealed)
        .execute(db)
        .await?;
    Ok(())
}

/// A note about a duty: by whom, when, and what.
pub struct Note {
    pub by: String,
    pub at: Moment,
    pub text: String,
}

/// What was written about this duty, for whoever may see it.
pub async fn notes(app: &App, db: &mut Db, permit: &crate::permits::MayReadNotes) -> Result<Vec<Note>, Failure> {
    let rows: Vec<(String, String, i64, String, String)> =
        sqlx::query_as("select id, by_id, at, key_id, note from elsewhere_note where duty_id = $1 order by at, id").bind(permit.duty()).fetch_all(&mut *db).await?;
    let mut notes = Vec::with_capacity(rows.len());
    for (id, by, at, key, note) in rows {
        let key = app.vault.key(&mut *db, &key).await?;
        let text = app.vault.open_text(&key, Place { table: "elsewhere_note", row: &id, field: "note" }, &note)?;
        notes.push(Note { by, at: Moment(at), text: text.to_string() });
    }
    Ok(notes)
}
