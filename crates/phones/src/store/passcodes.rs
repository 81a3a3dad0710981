//! The sealed passcodes. Nothing opens one without a permit made from the loaded phone.

use base::vault::Place;
use base::{App, Db, Failure, Moment};
use zeroize::Zeroizing;

use crate::deeds;
use crate::model::{Passcode, Refusal};
use crate::permits::{MayChangePasscode, MayReadPasscode};
use crate::store::only_one;

struct Sealed {
    key: String,
    text: String,
}

const fn place(phone: &str) -> Place<'_> {
    Place { table: "passcode", row: phone, field: "sealed" }
}

async fn sealed(db: &mut Db, phone: &str) -> Result<Option<Sealed>, Failure> {
    let row: Option<(String, String)> = sqlx::query_as("select key_id, sealed from passcode where phone_id = $1").bind(phone).fetch_optional(db).await?;
    Ok(row.map(|(key, text)| Sealed { key, text }))
}

async fn open(app: &App, db: &mut Db, phone: &str, sealed: &Sealed) -> Result<Zeroizing<String>, Failure> {
    let key = app.vault.key(db, &sealed.key).await?;
    app.vault.open_text(&key, place(phone), &sealed.text)
}

/// Opens the passcode for whoever holds the permit, and writes the reading into
/// the trail in the same transaction.
pub async fn reveal(app: &App, db: &mut Db, permit: &MayReadPasscode) -> Result<Zeroizing<String>, Failure> {
    let found = sealed(&mut *db, permit.phone()).await?.ok_or(Refusal::NoPasscode)?;
    let clear = open(app, db, permit.phone(), &found).await?;
    app.record(db, Some(permit.actor()), &deeds::PASSCODE_READ, &[("phone", permit.phone())], &[]).await?;
    Ok(clear)
}

/// Seals a new passcode under a key of its own and destroys the key of the old one.
/// The old one is opened to compare, and shown to nobody.
pub async fn change(app: &App, db: &mut Db, permit: &MayChangePasscode, new: Passcode, now: Moment) -> Result<(), Failure> {
    let phone = permit.phone();
    let old = sealed(&mut *db, phone).await?;
    let old_clear = match &old {
        Some(old) => Some(open(app, &mut *db, phone, old).await?),
        None => None,
    };
    let new = new.in_place_of(old_clear.as_ref().map(|clear| clear.as_str()))?;
    let key = app.vault.new_key(&mut *db, "passcode", now).await?;
    let text = app.vault.seal(&key, place(phone), new.clear())?;
    match old {
        None => {
            sqlx::query("insert into passcode (phone_id, key_id, sealed, changed_at, changed_by) values ($1, $2, $3, $4, $5)")
                .bind(phone).bind(&key.id).bind(&text).bind(now.0).bind(permit.actor())
                .execute(db)
                .await?;
        }
        Some(old) => {
            let done = sqlx::query("update passcode set key_id = $3, sealed = $4, changed_at = $5, changed_by = $6 where phone_id = $1 and key_id = $2")
                .bind(phone).bind(&old.key).bind(&key.id).bind(&text).bind(now.0).bind(permit.actor())
                .execute(&mut *db)
                .await?;
            only_one(done.rows_affected())?;
            app.vault.destroy_key(db, &old.key, now).await?;
        }
    }
    Ok(())
}

/// Where others read the passcode of a phone while this person held it: numbers of trail lines, newest first.
pub async fn readings(db: &mut Db, person: &str, before: i64, most: i64) -> Result<Vec<i64>, Failure> {
    let found = sqlx::query_scalar(
        "select t.seq from trail t join trail_subject s on s.seq = t.seq and s.slot = 'phone'
         where t.deed = $1 and t.seq < $3 and (t.actor_id is null or t.actor_id <> $2)
         and exists (select 1 from custody c where c.phone_id = s.subject_id and c.person_id = $2 and c.began_at <= t.at and (c.ended_at is null or c.ended_at > t.at))
         order by t.seq desc limit $4",
    );
    Ok(found.bind(deeds::PASSCODE_READ.name).bind(person).bind(before).bind(most).fetch_all(db).await?)
}
