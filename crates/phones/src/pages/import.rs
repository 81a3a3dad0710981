//! Many phones from one file: every row shown, all rows taken or none.

use axum::extract::Multipart;
use axum::response::Response;
use base::web::form::Typed;
use base::web::Visit;
use base::{Day, Db, Failure};
use people::bring::{self, Door, File};
use people::sheet::Plan;

use crate::model::import::{COLUMNS, MOST, check};
use crate::model::{Kept, Place};
use crate::{deeds, store};

/// The largest file, in bytes.
pub(super) const LIMIT: usize = 512 * 1024;

static DOOR: Door = Door {
    kind: "phones",
    path: "/phones/import",
    back: ("/phones", "phones-all"),
    words: "phones-import-",
    columns: COLUMNS,
    most: MOST,
    largest: LIMIT,
};

pub(super) async fn ask(visit: Visit) -> Result<Response, Failure> {
    bring::ask(&visit, &DOOR)
}

/// Takes the file and shows what it would do.
pub(super) async fn look(visit: Visit, parts: Multipart) -> Result<Response, Failure> {
    match bring::received(&visit, &DOOR, parts).await? {
        Ok(file) => preview(&visit, &file).await,
        Err(page) => Ok(page),
    }
}

/// Reads the same file with other columns, and remembers them.
pub(super) async fn choose(visit: Visit, Typed(form): Typed) -> Result<Response, Failure> {
    let file = bring::carried(&visit, &DOOR, &form).await?;
    bring::remember(&visit, &DOOR, &file).await?;
    preview(&visit, &file).await
}

async fn preview(visit: &Visit, file: &File) -> Result<Response, Failure> {
    let plan = planned(visit, &mut *visit.read().await?, file).await?;
    let count = plan.as_ref().map_or(0, |p| p.news().count());
    bring::preview(visit, &DOOR, file, plan.as_ref(), count)
}

async fn planned(visit: &Visit, db: &mut Db, file: &File) -> Result<Option<Plan<(Kept, Day)>>, Failure> {
    let Some(rows) = file.rows(&DOOR) else { return Ok(None) };
    let taken = store::taken(db).await?;
    Ok(Some(check(rows, &taken, visit.now().day(&visit.app.zone()))))
}

/// Reads the file again and takes every phone in, unless anything is wrong (by now).
pub(super) async fn confirm(visit: Visit, typed: Typed) -> Result<Response, Failure> {
    let file = bring::carried(&visit, &DOOR, &typed.0).await?;
    if !file.was_seen() {
        return choose(visit, typed).await;
    }
    let mut tx = visit.begin().await?;
    let plan = match planned(&visit, &mut tx, &file).await? {
        Some(plan) if plan.is_good() => plan,
        _ => {
            drop(tx);
            return Ok(bring::still(preview(&visit, &file).await?));
        }
    };
    let mut count = 0_usize;
    for (phone, day) in plan.news() {
        take_in(&visit, &mut tx, phone, *day).await?;
        count += 1;
    }
    visit.record(&mut tx, &deeds::PHONES_IMPORTED, &[], &[("count", &count.to_string())]).await?;
    tx.commit().await?;
    Ok(visit.go("/phones", "phones-imported"))
}

/// One phone, in the drawer from the day it came (or from now, when it came today).
async fn take_in(visit: &Visit, db: &mut Db, phone: &Kept, day: Day) -> Result<(), Failure> {
    let (id, now, zone) = (visit.app.id()?, visit.now(), visit.app.zone());
    let at = day.start(&zone).min(now);
    store::insert(&mut *db, &id, phone, Place::Drawer, at).await?;
    let by = visit.actor()?.id.as_str();
    for deed in [&deeds::PHONE_ADDED, &deeds::PUT_IN_DRAWER] {
        visit.app.record_at(&mut *db, Some(by), deed, at, &[("phone", &id)], &[]).await?;
    }
    Ok(())
}
