//! Teams, programmes and positions.

use std::collections::HashMap;

use base::words::Lang;
use base::{Db, Failure, Moment};

use crate::model::fold;
use crate::model::unit::{Face, Unit, UnitKind, called};

type Columns = (String, String, String, String, i64, i64, Option<i64>);

macro_rules! select {
    ($rest:literal) => {
        concat!("select id, kind, name, name_fr, agency_phone, own_device, closed_at from unit ", $rest)
    };
}

fn unit((id, kind, name, name_fr, agency_phone, own_device, closed): Columns) -> Result<Unit, Failure> {
    Ok(Unit {
        kind: UnitKind::parse(&kind).ok_or_else(|| Failure::broken("reading a unit", &id))?,
        face: Face { name, name_fr, agency_phone: agency_phone != 0, own_device: own_device != 0 },
        closed: closed.map(Moment),
        id,
    })
}

/// Everything that is not closed, by kind and name.
pub async fn open(db: &mut Db) -> Result<Vec<Unit>, Failure> {
    let rows: Vec<Columns> = sqlx::query_as(select!("where closed_at is null order by kind, name_folded, id")).fetch_all(db).await?;
    rows.into_iter().map(unit).collect()
}

/// Everything, also what is closed.
pub async fn all(db: &mut Db) -> Result<Vec<Unit>, Failure> {
    let rows: Vec<Columns> = sqlx::query_as(select!("order by kind, name_folded, id")).fetch_all(db).await?;
    rows.into_iter().map(unit).collect()
}

pub async fn find(db: &mut Db, id: &str) -> Result<Option<Unit>, Failure> {
    let row: Option<Columns> = sqlx::query_as(select!("where id = $1")).bind(id).fetch_optional(db).await?;
    row.map(unit).transpose()
}

/// The open one of this name; accents and capitals are the same.
pub async fn by_name(db: &mut Db, kind: UnitKind, name: &str) -> Result<Option<Unit>, Failure> {
    let row: Option<Columns> =
        sqlx::query_as(select!("where kind = $1 and name_folded = $2 and closed_at is null")).bind(kind.id()).bind(fold(name)).fetch_optional(db).await?;
    row.map(unit).transpose()
}

/// [`Failure::Stale`] when the name is taken.
pub async fn insert(db: &mut Db, id: &str, kind: UnitKind, face: &Face, now: Moment) -> Result<(), Failure> {
    sqlx::query("insert into unit (id, kind, name, name_fr, name_folded, agency_phone, own_device, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8)")
        .bind(id).bind(kind.id()).bind(&face.name).bind(&face.name_fr).bind(fold(&face.name))
        .bind(i64::from(face.agency_phone)).bind(i64::from(face.own_device)).bind(now.0)
        .execute(db)
        .await?;
    Ok(())
}

/// [`Failure::Stale`] when the name is taken.
pub async fn change(db: &mut Db, id: &str, face: &Face) -> Result<(), Failure> {
    sqlx::query("update unit set name = $2, name_fr = $3, name_folded = $4, agency_phone = $5, own_device = $6 where id = $1")
        .bind(id).bind(&face.name).bind(&face.name_fr).bind(fold(&face.name)).bind(i64::from(face.agency_phone)).bind(i64::from(face.own_device))
        .execute(db)
        .await?;
    Ok(())
}

/// [`Failure::Stale`] when it is closed already.
pub async fn close(db: &mut Db, id: &str, now: Moment) -> Result<(), Failure> {
    let done = sqlx::query("update unit set closed_at = $2 where id = $1 and closed_at is null").bind(id).bind(now.0).execute(db).await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Failure::Stale) }
}

/// What these ids are called in a language.
pub async fn names(db: &mut Db, lang: Lang, ids: &[String]) -> Result<HashMap<String, String>, Failure> {
    let mut found = HashMap::with_capacity(ids.len());
    for some in ids.chunks(500) {
        let marks = (1..=some.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
        // Only numbered marks are put into the text.
        let query = sqlx::query_as::<_, (String, String, String)>(sqlx::AssertSqlSafe(format!("select id, name, name_fr from unit where id in ({marks})")));
        let rows = some.iter().fold(query, |q, id| q.bind(id.as_str())).fetch_all(&mut *db).await?;
        found.extend(rows.into_iter().map(|(id, name, french)| (id, called(lang, &name, &french).to_owned())));
    }
    Ok(found)
}
