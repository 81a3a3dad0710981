//! The organisation this Keepwell serves: its name, place, hours and languages.

use jiff::tz::TimeZone;

use crate::db::Db;
use crate::failure::Failure;
use crate::words::Lang;

/// What set-up asked.
#[derive(Debug, Clone)]
pub struct Organisation {
    pub name: String,
    /// "" where it is called the same in French.
    pub name_fr: String,
    /// Whether one person may hold roles that a larger agency gives to two.
    pub small: bool,
    /// Two letters, as the Post writes it: `ON`, `QC`. Decides the holidays.
    pub province: String,
    pub zone: TimeZone,
    /// The language of mails to whoever chose none.
    pub lang: Lang,
}

/// The setting `organisation.size` of an agency that keeps roles apart; anything else is small.
pub const LARGER: &str = "larger";

impl Organisation {
    /// Its name in a language.
    #[must_use]
    pub fn called(&self, lang: Lang) -> &str {
        if lang == Lang::Fr && !self.name_fr.is_empty() { &self.name_fr } else { &self.name }
    }
}

/// Reads the organisation; `None` before set-up.
///
/// # Errors
/// When the database does.
pub async fn load(db: &mut Db) -> Result<Option<Organisation>, Failure> {
    let rows: Vec<(String, String)> = sqlx::query_as("select name, value from setting").fetch_all(db).await?;
    let get = |name: &str| rows.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone());
    let (Some(name), Some(zone)) = (get("organisation.name"), get("organisation.zone")) else { return Ok(None) };
    let zone = TimeZone::get(&zone).map_err(|e| Failure::broken("reading the organisation's time zone", e))?;
    let lang = get("organisation.language").and_then(|l| Lang::parse(&l)).unwrap_or_default();
    let small = get("organisation.size").is_none_or(|size| size != LARGER);
    let name_fr = get("organisation.name-fr").unwrap_or_default();
    Ok(Some(Organisation { name, name_fr, small, province: get("organisation.province").unwrap_or_default(), zone, lang }))
}

/// Writes the organisation. The caller then calls [`crate::App::organisation_changed`] after the commit.
///
/// # Errors
/// When the database does.
pub async fn save(db: &mut Db, name: &str, province: &str, zone: &str, lang: Lang) -> Result<(), Failure> {
    for (key, value) in [("name", name), ("province", province), ("zone", zone), ("language", lang.id())] {
        put(db, &format!("organisation.{key}"), value).await?;
    }
    Ok(())
}

/// Writes one setting.
///
/// # Errors
/// When the database does.
pub async fn put(db: &mut Db, name: &str, value: &str) -> Result<(), Failure> {
    sqlx::query("insert into setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value")
        .bind(name).bind(value)
        .execute(db)
        .await?;
    Ok(())
}

/// Reads one setting.
///
/// # Errors
/// When the database does.
pub async fn get(db: &mut Db, name: &str) -> Result<Option<String>, Failure> {
    Ok(sqlx::query_scalar("select value from setting where name = $1").bind(name).fetch_optional(db).await?)
}
