//! Apps the house has heard of, and which are on which phone.

use std::collections::HashMap;

use base::vault::Place;
use base::{App as House, Db, Failure, Moment};

use crate::model::apps::App;
use crate::model::{AppName, AppStatus};
use crate::permits::MayReadWhy;
use crate::store::{called, only_one};

type Columns = (String, String, String, Option<String>, Option<i64>, Option<i64>);

macro_rules! select {
    ($rest:literal) => {
        concat!("select a.id, a.name, a.status, a.asked_by, a.asked_at, a.decided_at from app a ", $rest)
    };
}

fn app((id, name, status, asker, asked, decided): Columns) -> Result<App, Failure> {
    let status = AppStatus::parse(&status).ok_or_else(|| Failure::broken("reading an app", &id))?;
    Ok(App { id, name, status, asker, asked: asked.map(Moment), decided: decided.map(Moment) })
}

fn apps(rows: Vec<Columns>) -> Result<Vec<App>, Failure> {
    rows.into_iter().map(app).collect()
}

/// Every app, by name.
pub async fn list(db: &mut Db) -> Result<Vec<App>, Failure> {
    apps(sqlx::query_as(select!("order by a.folded")).fetch_all(db).await?)
}

pub async fn find(db: &mut Db, id: &str) -> Result<Option<App>, Failure> {
    let row: Option<Columns> = sqlx::query_as(select!("where a.id = $1")).bind(id).fetch_optional(db).await?;
    row.map(app).transpose()
}

pub async fn find_by_name(db: &mut Db, name: &AppName) -> Result<Option<App>, Failure> {
    let row: Option<Columns> = sqlx::query_as(select!("where a.folded = $1")).bind(name.folded()).fetch_optional(db).await?;
    row.map(app).transpose()
}

/// The app of this name; written down as seen when nobody had heard of it.
pub async fn known(house: &House, db: &mut Db, name: &AppName) -> Result<App, Failure> {
    if let Some(found) = find_by_name(&mut *db, name).await? {
        return Ok(found);
    }
    let id = house.id()?;
    sqlx::query("insert into app (id, name, folded, status) values ($1, $2, $3, 'seen')")
        .bind(&id).bind(name.as_str()).bind(name.folded())
        .execute(db)
        .await?;
    Ok(App { id, name: name.as_str().to_owned(), status: AppStatus::Seen, asker: None, asked: None, decided: None })
}

/// What is on this phone, by name.
pub async fn on_phone(db: &mut Db, phone: &str) -> Result<Vec<App>, Failure> {
    apps(sqlx::query_as(select!("join app_on_phone o on o.app_id = a.id where o.phone_id = $1 order by a.folded")).bind(phone).fetch_all(db).await?)
}

/// How many phones have each app that one has.
pub async fn phones_with(db: &mut Db) -> Result<HashMap<String, i64>, Failure> {
    let rows: Vec<(String, i64)> = sqlx::query_as("select app_id, count(*) from app_on_phone group by app_id").fetch_all(db).await?;
    Ok(rows.into_iter().collect())
}

/// [`Failure::Stale`] when it is on the phone already.
pub async fn install(db: &mut Db, phone: &str, app: &str, now: Moment) -> Result<(), Failure> {
    sqlx::query("insert into app_on_phone (phone_id, app_id, since) values ($1, $2, $3)").bind(phone).bind(app).bind(now.0).execute(db).await?;
    Ok(())
}

pub async fn remove(db: &mut Db, phone: &str, app: &str) -> Result<(), Failure> {
    let done = sqlx::query("delete from app_on_phone where phone_id = $1 and app_id = $2").bind(phone).bind(app).execute(db).await?;
    only_one(done.rows_affected())
}

/// Somebody asks for an app; why is sealed.
pub async fn ask(house: &House, db: &mut Db, app: &App, by: &str, why: &str, now: Moment) -> Result<(), Failure> {
    let key = house.vault.new_key(&mut *db, "request", now).await?;
    let sealed = house.vault.seal(&key, Place { table: "app", row: &app.id, field: "why" }, why.as_bytes())?;
    let done = sqlx::query(
        "update app set status = 'asked', asked_by = $3, asked_at = $4, key_id = $5, why = $6, decided_by = null, decided_at = null
         where id = $1 and status = $2",
    )
    .bind(&app.id).bind(app.status.id()).bind(by).bind(now.0).bind(&key.id).bind(&sealed)
    .execute(db)
    .await?;
    only_one(done.rows_affected())
}

/// Writes a decision taken on `app` as it was loaded.
pub async fn decide(db: &mut Db, app: &App, status: AppStatus, by: &str, now: Moment) -> Result<(), Failure> {
    let done = sqlx::query("update app set status = $3, decided_by = $4, decided_at = $5 where id = $1 and status = $2")
        .bind(&app.id).bind(app.status.id()).bind(status.id()).bind(by).bind(now.0)
        .execute(db)
        .await?;
    only_one(done.rows_affected())
}

/// Why somebody asks: for them and for who answers.
pub async fn why(house: &House, db: &mut Db, permit: &MayReadWhy) -> Result<String, Failure> {
    let row: Option<(Option<String>, Option<String>)> = sqlx::query_as("select key_id, why from app where id = $1").bind(permit.app()).fetch_optional(&mut *db).await?;
    let Some((Some(key), Some(sealed))) = row else { return Ok(String::new()) };
    let key = house.vault.key(db, &key).await?;
    Ok(house.vault.open_text(&key, Place { table: "app", row: permit.app(), field: "why" }, &sealed)?.to_string())
}

/// Names for ids.
pub async fn names(db: &mut Db, ids: &[String]) -> Result<HashMap<String, String>, Failure> {
    called(db, "select id, name from app where id in", ids).await
}
