//! The tables of phones: the register and the hands; beside it passcodes, requests, apps.
//!
//! Decisions are taken on a loaded row, so what writes them names the row's
//! version: who was slower gets [`Failure::Stale`] and looks again.

pub mod apps;
pub mod off_site;
pub mod passcodes;

use std::collections::HashMap;

use base::listing::{List, Query, Wanted, containing};
use base::search::{MOST, Sought};
use base::{Db, Failure, Moment};
use sqlx::Row as _;
use sqlx::any::AnyRow;

use crate::model::{Backup, Custody, Kept, Label, Number, Phone, Place, Platform};

/// A phone with the open custody and the day of its passcode; the rest of the query follows.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select p.id, p.label, p.number, p.typed, p.platform, p.carrier, p.place, p.left_at, p.backup, p.backup_seen_at,
             p.apps_checked_at, p.added_at, p.retired_at, p.version, c.id as custody_id, c.person_id, c.began_at, s.changed_at
             from phone p left join custody c on c.phone_id = p.id and c.ended_at is null left join passcode s on s.phone_id = p.id ",
            $rest
        )
    };
}

fn phone(row: &AnyRow) -> Result<Phone, Failure> {
    let odd = |what: &str| Failure::broken("reading a phone", what);
    let moment = |name: &str| Ok::<_, Failure>(row.try_get::<Option<i64>, _>(name)?.map(Moment));
    let custody = match (row.try_get("custody_id")?, row.try_get("person_id")?, moment("began_at")?) {
        (Some(id), Some(holder), Some(began)) => Some(Custody { id, holder, began }),
        _ => None,
    };
    let backup = match (row.try_get::<Option<String>, _>("backup")?.as_deref(), moment("backup_seen_at")?) {
        (Some("on"), Some(seen)) => Backup::On(seen),
        (Some("off"), Some(seen)) => Backup::Off(seen),
        _ => Backup::Unknown,
    };
    Ok(Phone {
        id: row.try_get("id")?,
        label: Label::parse(row.try_get("label")?).map_err(|_| odd("its label"))?,
        number: Number::kept(row.try_get("number")?, row.try_get("typed")?),
        platform: Platform::parse(row.try_get("platform")?).map_err(|_| odd("its platform"))?,
        carrier: row.try_get("carrier")?,
        place: Place::parse(row.try_get("place")?).ok_or_else(|| odd("its place"))?,
        left: moment("left_at")?,
        custody,
        passcode_changed: moment("changed_at")?,
        backup,
        apps_checked: moment("apps_checked_at")?,
        added: Moment(row.try_get("added_at")?),
        retired: moment("retired_at")?,
        version: row.try_get("version")?,
    })
}

pub async fn find(db: &mut Db, id: &str) -> Result<Option<Phone>, Failure> {
    let row = sqlx::query(select!("where p.id = $1")).bind(id).fetch_optional(db).await?;
    row.as_ref().map(phone).transpose()
}

/// The phones in one person's hands, by label.
pub async fn held_by(db: &mut Db, person: &str) -> Result<Vec<Phone>, Failure> {
    let rows = sqlx::query(select!("where p.retired_at is null and c.person_id = $1 order by p.folded, p.id")).bind(person).fetch_all(db).await?;
    rows.iter().map(phone).collect()
}

/// Whose phones somebody may see in the list.
#[derive(Debug, Clone, Copy)]
pub enum Sight<'a> {
    All,
    /// Those in the hands of this person and of whom they supervise.
    TeamOf(&'a str),
    HeldBy(&'a str),
}

/// The phones in service that are in sight.
fn in_sight(sight: Sight<'_>) -> Query {
    let query = Query::new(
        "select p.id from phone p left join custody c on c.phone_id = p.id and c.ended_at is null
         left join person h on h.id = c.person_id left join passcode s on s.phone_id = p.id",
    )
    .only("p.retired_at is null", []);
    match sight {
        Sight::All => query,
        Sight::TeamOf(person) => query.only("h.id = $1 or h.supervisor_id = $1", [person.into()]),
        Sight::HeldBy(person) => query.only("h.id = $1", [person.into()]),
    }
}

/// The first phones in sight that may be the one sought.
pub async fn sought(db: &mut Db, sought: &Sought, sight: Sight<'_>) -> Result<Vec<Phone>, Failure> {
    let mut query = in_sight(sight);
    if sought.digits.is_empty() {
        for word in &sought.words {
            query = query.only("p.folded like $1 escape '\\' or h.name_folded like $1 escape '\\'", [containing(word).into()]);
        }
    } else {
        let first = sought.words.first().map_or("", String::as_str);
        query = query.only("p.number like $1 or p.folded like $2 escape '\\'", [format!("%{}%", sought.digits).into(), containing(first).into()]);
    }
    let ids = query.first(&mut *db, "p.folded, p.id", MOST * 10).await?;
    by_ids(db, &ids).await
}

/// The phones in service on the page that was asked for, in its order, and how many there are.
pub async fn listed(db: &mut Db, list: &List, want: &mut Wanted, sight: Sight<'_>) -> Result<(Vec<Phone>, i64), Failure> {
    let mut query = in_sight(sight).only_if(want.on("free"), "c.id is null", []);
    if let Some(place) = want.choice("place") {
        query = query.only("p.place = $1", [place.into()]);
    }
    let digits = want.digits();
    if digits.len() >= 3 && !want.search().chars().any(char::is_alphabetic) {
        query = query.only("p.number like $1 or p.folded like $2 escape '\\'", [format!("%{digits}%").into(), containing(want.search()).into()]);
    } else {
        for word in want.folded().split_whitespace() {
            query = query.only("p.folded like $1 escape '\\' or h.name_folded like $1 escape '\\'", [containing(word).into()]);
        }
    }
    let (ids, count) = query.page::<String>(&mut *db, list, want).await?;
    Ok((by_ids(db, &ids).await?, count))
}

/// These phones, in this order.
async fn by_ids(db: &mut Db, ids: &[String]) -> Result<Vec<Phone>, Failure> {
    let mut found = HashMap::with_capacity(ids.len());
    for some in ids.chunks(500) {
        let marks: Vec<String> = (1..=some.len()).map(|n| format!("${n}")).collect();
        // Only numbered marks are put into the text.
        let text = sqlx::AssertSqlSafe(format!(concat!(select!(""), "where p.id in ({})"), marks.join(", ")));
        for row in &some.iter().fold(sqlx::query(text), |q, id| q.bind(id.as_str())).fetch_all(&mut *db).await? {
            let phone = phone(row)?;
            found.insert(phone.id.clone(), phone);
        }
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// Labels for ids, also of phones that are gone.
pub async fn labels(db: &mut Db, ids: &[String]) -> Result<HashMap<String, String>, Failure> {
    called(db, "select id, label from phone where id in", ids).await
}

/// What these ids are called, by a query that ends in `in` and gives ids and names.
async fn called(db: &mut Db, query: &'static str, ids: &[String]) -> Result<HashMap<String, String>, Failure> {
    let mut found = HashMap::with_capacity(ids.len());
    for some in ids.chunks(500) {
        let marks: Vec<String> = (1..=some.len()).map(|n| format!("${n}")).collect();
        // Only numbered marks are put into the text.
        let text = sqlx::AssertSqlSafe(format!("{query} ({})", marks.join(", ")));
        let rows = some.iter().fold(sqlx::query_as::<_, (String, String)>(text), |q, id| q.bind(id.as_str())).fetch_all(&mut *db).await?;
        found.extend(rows);
    }
    Ok(found)
}

/// The folded labels and dialled numbers that are taken.
pub async fn taken(db: &mut Db) -> Result<Vec<(String, String)>, Failure> {
    Ok(sqlx::query_as("select folded, number from phone where retired_at is null").fetch_all(db).await?)
}

/// [`Failure::Stale`] when the label or the number is taken.
pub async fn insert(db: &mut Db, id: &str, new: &Kept, place: Place, added: Moment) -> Result<(), Failure> {
    sqlx::query(
        "insert into phone (id, label, folded, number, typed, platform, carrier, place, added_at, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)",
    )
    .bind(id).bind(new.label.as_str()).bind(new.label.folded()).bind(new.number.dialled()).bind(new.number.typed())
    .bind(new.platform.id()).bind(new.carrier.as_str()).bind(place.id()).bind(added.0)
    .execute(db)
    .await?;
    Ok(())
}

/// Exactly one row, or somebody was faster.
pub(crate) fn only_one(rows: u64) -> Result<(), Failure> {
    if rows == 1 { Ok(()) } else { Err(Failure::Stale) }
}

/// Writes where the phone is now, as decided on `phone` as it was loaded.
pub async fn place(db: &mut Db, phone: &Phone, place: Place, now: Moment) -> Result<(), Failure> {
    let left = (place == Place::OffSite).then_some(now.0);
    let done = sqlx::query("update phone set place = $3, left_at = $4, version = version + 1 where id = $1 and version = $2")
        .bind(&phone.id).bind(phone.version).bind(place.id()).bind(left)
        .execute(db)
        .await?;
    only_one(done.rows_affected())
}

pub async fn retire(db: &mut Db, phone: &Phone, now: Moment) -> Result<(), Failure> {
    let done = sqlx::query("update phone set retired_at = $3, version = version + 1 where id = $1 and version = $2 and retired_at is null")
        .bind(&phone.id).bind(phone.version).bind(now.0)
        .execute(db)
        .await?;
    only_one(done.rows_affected())
}

/// [`Failure::Stale`] when somebody holds it already: `one_open_custody` sees to it.
pub async fn begin_custody(db: &mut Db, id: &str, phone: &str, person: &str, now: Moment) -> Result<(), Failure> {
    sqlx::query("insert into custody (id, phone_id, person_id, began_at) values ($1, $2, $3, $4)")
        .bind(id).bind(phone).bind(person).bind(now.0)
        .execute(db)
        .await?;
    Ok(())
}

pub async fn end_custody(db: &mut Db, custody: &Custody, now: Moment) -> Result<(), Failure> {
    let done = sqlx::query("update custody set ended_at = $2 where id = $1 and ended_at is null").bind(&custody.id).bind(now.0).execute(db).await?;
    only_one(done.rows_affected())
}

/// Says who held the phone at `moment`. A custody covers its first instant and
/// not its last, so at a handover the new holder answers.
pub async fn holder_at(db: &mut Db, phone: &str, moment: Moment) -> Result<Option<String>, Failure> {
    let found = sqlx::query_scalar(
        "select person_id from custody where phone_id = $1 and began_at <= $2 and (ended_at is null or ended_at > $2)
         order by began_at desc limit 1",
    );
    Ok(found.bind(phone).bind(moment.0).fetch_optional(db).await?)
}

/// Writes what somebody saw of the cloud backup.
pub async fn saw_backup(db: &mut Db, phone: &Phone, on: bool, now: Moment) -> Result<(), Failure> {
    let done = sqlx::query("update phone set backup = $3, backup_seen_at = $4, version = version + 1 where id = $1 and version = $2")
        .bind(&phone.id).bind(phone.version).bind(if on { "on" } else { "off" }).bind(now.0)
        .execute(db)
        .await?;
    only_one(done.rows_affected())
}

/// Writes that the list of apps was compared with the phone.
pub async fn checked_apps(db: &mut Db, phone: &Phone, now: Moment) -> Result<(), Failure> {
    let done = sqlx::query("update phone set apps_checked_at = $3, version = version + 1 where id = $1 and version = $2")
        .bind(&phone.id).bind(phone.version).bind(now.0)
        .execute(db)
        .await?;
    only_one(done.rows_affected())
}
