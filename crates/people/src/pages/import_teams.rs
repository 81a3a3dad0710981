//! Teams from a file: look first, then all rows or none.

use std::collections::HashMap;

use axum::extract::Multipart;
use axum::response::Response;
use base::web::{Html, Typed, Visit};
use base::{Db, Failure};

use super::bring::{self, Door, File};
use super::undo;
use crate::deeds::TEAMS_IMPORTED;
use crate::model::belonging::What;
use crate::model::fold;
use crate::model::import_teams::{COLUMNS, MOST_ROWS, Roster, Standing, TeamRow, plan, teams};
use crate::model::unit::UnitKind;
use crate::sheet::Plan;
use crate::{acts, store};

pub(super) static DOOR: Door = Door {
    kind: "teams",
    path: "/teams/import",
    back: ("/teams", "people-units-title"),
    words: "people-teams-import-",
    columns: COLUMNS,
    most: MOST_ROWS,
    largest: super::import::LARGEST,
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
    let count = plan.as_ref().map_or(0, |p| teams(p).len());
    bring::preview(visit, &DOOR, file, plan.as_ref(), count)
}

async fn planned(visit: &Visit, db: &mut Db, file: &File) -> Result<Option<Plan<TeamRow>>, Failure> {
    let Some(rows) = file.rows(&DOOR) else { return Ok(None) };
    let mut standing = HashMap::new();
    for team in store::units::open(db).await?.into_iter().filter(|u| u.kind == UnitKind::Team) {
        let members = store::spans::members_at(db, What::Team, &team.id, visit.app.now()).await?.into_iter().map(|s| s.person).collect();
        let lead = acts::leads(db, &team.id, visit.app.now()).await?.into_iter().next();
        let is = Standing { members, lead };
        standing.insert(fold(&team.face.name_fr), is.clone());
        standing.insert(fold(&team.face.name), is);
    }
    standing.remove("");
    let roster = Roster { emails: store::emails(db).await?, teams: standing, may_lead: visit.may("change-roles", &[]) };
    Ok(Some(plan(rows, &roster)))
}

/// Reads the file again and makes every team, unless anything is wrong (by now).
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
    let by = visit.actor()?.id.as_str();
    let mut made = Vec::new();
    for team in teams(&plan) {
        made.push(make(&visit, &mut tx, by, &team).await?);
    }
    let seq = visit.record(&mut tx, &TEAMS_IMPORTED, &[], &[("count", &made.len().to_string())]).await?;
    // Not when the page was asked for: undoing asks what began before this moment.
    store::intakes::keep(&mut tx, &visit.app.id()?, DOOR.kind, seq, by, visit.app.now(), &made).await?;
    tx.commit().await?;
    Ok(visit.go("/teams", "people-teams-imported"))
}

/// Makes one team. The lead first, so that whoever has no supervisor comes under them.
async fn make(visit: &Visit, db: &mut Db, by: &str, team: &TeamRow) -> Result<String, Failure> {
    let id = acts::make_unit(&visit.app, db, Some(by), UnitKind::Team, &team.face).await?;
    acts::set_lead(&visit.app, db, Some(by), &id, team.lead.as_deref()).await?;
    let unit = store::units::find(db, &id).await?.ok_or(Failure::Stale)?;
    for member in &team.members {
        acts::join(&visit.app, db, Some(by), member, &unit).await?;
    }
    Ok(id)
}
