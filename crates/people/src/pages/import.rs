//! People from a file: look first, then all rows or none.

use std::collections::HashMap;

use axum::extract::Multipart;
use axum::response::Response;
use base::web::{Html, Typed, Visit};
use base::{Db, Failure};

use super::bring::{self, Door, File};
use super::{letters, may_give_all, role_word, undo};
use crate::deeds::PEOPLE_IMPORTED;
use crate::model::import::{COLUMNS, MOST_ROWS, Newcomer, Roster, plan};
use crate::sheet::Plan;
use crate::{acts, put_under, store};

/// The largest file, in bytes.
pub const LARGEST: usize = 4 * 1024 * 1024;

pub(super) static DOOR: Door = Door {
    kind: "people",
    path: "/people/import",
    back: ("/people", "people-title"),
    words: "people-import-",
    columns: COLUMNS,
    most: MOST_ROWS,
    largest: LARGEST,
};

pub async fn show(visit: Visit) -> Result<Html, Failure> {
    let recent = undo::recent(&visit, DOOR.kind).await?;
    bring::ask_with(&visit, &DOOR, recent)
}

/// Takes the file and shows what it would do.
pub async fn look(visit: Visit, parts: Multipart) -> Result<Response, Failure> {
    match bring::received(&visit, &DOOR, parts).await? {
        Ok(file) => preview(&visit, &file).await,
        Err(page) => Ok(page),
    }
}

/// Reads the same file with other columns, and remembers them.
pub async fn choose(visit: Visit, Typed(form): Typed) -> Result<Response, Failure> {
    let file = bring::carried(&visit, &DOOR, &form).await?;
    bring::remember(&visit, &DOOR, &file).await?;
    preview(&visit, &file).await
}

async fn preview(visit: &Visit, file: &File) -> Result<Response, Failure> {
    let plan = planned(visit, &mut *visit.read().await?, file).await?;
    let count = plan.as_ref().map_or(0, |p| p.news().count());
    bring::preview_read(visit, &DOOR, file, plan.as_ref(), count, |new: &Newcomer, column| understood(visit, new, column))
}

/// The roles as they were understood: a cell may call one by several words.
fn understood(visit: &Visit, new: &Newcomer, column: &str) -> Vec<String> {
    if column == "roles" { new.person.roles.iter().map(|role| role_word(visit, *role)).collect() } else { Vec::new() }
}

async fn planned(visit: &Visit, db: &mut Db, file: &File) -> Result<Option<Plan<Newcomer>>, Failure> {
    let Some(rows) = file.rows(&DOOR) else { return Ok(None) };
    let roster = Roster {
        emails: store::emails(db).await?,
        units: store::units::open(db).await?,
        may_give_all: may_give_all(visit),
        today: visit.now().day(&visit.app.zone()),
    };
    Ok(Some(plan(rows, &roster)))
}

/// Reads the file again and brings everybody in, unless anything is wrong (by now).
pub async fn confirm(visit: Visit, typed: Typed) -> Result<Response, Failure> {
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
    let newcomers = bring_in(&visit, &mut tx, &plan).await?;
    let seq = visit.record(&mut tx, &PEOPLE_IMPORTED, &[], &[("count", &newcomers.len().to_string())]).await?;
    store::intakes::keep(&mut tx, &visit.app.id()?, DOOR.kind, seq, &visit.actor()?.id, visit.now(), &newcomers).await?;
    tx.commit().await?;
    visit.app.wake();
    Ok(visit.go("/people", letters::flash(&visit, "people-imported", "people-imported-by-hand")))
}

/// Takes everybody in, under whom and into what the file says. Gives their ids.
async fn bring_in(visit: &Visit, db: &mut Db, plan: &Plan<Newcomer>) -> Result<Vec<String>, Failure> {
    let by = visit.actor()?.id.as_str();
    let mut ids: HashMap<String, String> = store::emails(db).await?.into_iter().map(|(email, (id, _))| (email, id)).collect();
    let mut newcomers = Vec::new();
    for new in plan.news() {
        let id = letters::bring_in(&visit.app, db, by, &new.person).await?;
        newcomers.push(id.clone());
        ids.insert(new.person.email.folded(), id);
    }
    for new in plan.news() {
        let id = ids.get(&new.person.email.folded()).ok_or(Failure::Stale)?;
        // A supervisor's row that is "here already" was found above; one that vanished meanwhile is a change.
        let supervisor = new.supervisor.as_ref().map(|s| ids.get(s).map(String::as_str).ok_or(Failure::Stale)).transpose()?;
        put_under(&visit.app, db, Some(by), id, supervisor).await?;
    }
    let units: HashMap<String, _> = store::units::open(db).await?.into_iter().map(|u| (u.id.clone(), u)).collect();
    for new in plan.news() {
        let id = ids.get(&new.person.email.folded()).ok_or(Failure::Stale)?;
        for unit in &new.units {
            acts::join(&visit.app, db, Some(by), id, units.get(unit).ok_or(Failure::Stale)?).await?;
        }
    }
    Ok(newcomers)
}
