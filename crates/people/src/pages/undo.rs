//! A file of people or teams is taken back: within a day, and while nothing followed from it.

use axum::extract::Path;
use axum::response::Response;
use base::access::Role;
use base::web::{Typed, Visit};
use base::{Db, Failure, Moment, Said};

use super::{import, import_teams};
use crate::deeds::{PEOPLE_WITHDRAWN, PERSON_WITHDRAWN, TEAMS_WITHDRAWN};
use crate::model::belonging::What;
use crate::store::intakes::Intake;
use crate::store::{self, intakes};
use crate::{acts, put_under};

/// How long a file can be taken back.
pub(super) const LASTS: i64 = Moment::DAY;

/// A file that can still be taken back, on the import page.
pub(super) struct Recent {
    pub id: String,
    pub count: i64,
    pub at: Moment,
}

/// The files of a kind this visitor may still take back.
pub(super) async fn recent(visit: &Visit, kind: &str) -> Result<Vec<Recent>, Failure> {
    let actor = visit.actor()?;
    let found = intakes::recent(&mut *visit.read().await?, kind, visit.now().plus(-LASTS)).await?;
    let mine = found.into_iter().filter(|i| i.by == actor.id || actor.is(Role::Director));
    Ok(mine.map(|i| Recent { id: i.id, count: i.count, at: i.at }).collect())
}

/// The file, if this visitor may take it back and it is not too late.
async fn find(visit: &Visit, db: &mut Db, kind: &str, id: &str) -> Result<Intake, Failure> {
    let actor = visit.actor()?;
    let found = intakes::find(db, kind, id).await?.filter(|i| i.by == actor.id || actor.is(Role::Director)).ok_or(Failure::Missing)?;
    if found.at < visit.now().plus(-LASTS) {
        return Err(Failure::Refused(Said::plain("people-undo-late")));
    }
    Ok(found)
}

/// Refuses when something was done with what the file brought in.
async fn nothing_followed(db: &mut Db, intake: &Intake, until: i64, words: &'static str) -> Result<(), Failure> {
    match intakes::followed(db, intake, until).await? {
        0 => Ok(()),
        count => Err(Failure::Refused(Said::plain(words).with("count", count.to_string()))),
    }
}

/// Takes back everybody the file brought in. Their letters' links stop working.
pub async fn people(visit: Visit, Path(id): Path<String>, Typed(_): Typed) -> Result<Response, Failure> {
    let by = Some(visit.actor()?.id.as_str());
    let mut tx = visit.begin().await?;
    let intake = find(&visit, &mut tx, import::DOOR.kind, &id).await?;
    // Written first: whoever did something with one of them at the same time has committed by now.
    let until = visit.record(&mut tx, &PEOPLE_WITHDRAWN, &[], &[("count", &intake.count.to_string())]).await?;
    nothing_followed(&mut tx, &intake, until, "people-undo-followed").await?;
    intakes::mark_undone(&mut tx, &id, visit.now()).await?;
    let people = intakes::subjects(&mut tx, &id).await?;
    for person in &people {
        put_under(&visit.app, &mut tx, by, person, None).await?;
    }
    for person in &people {
        let roles = store::find(&mut tx, person).await?.map(|p| p.roles).unwrap_or_default();
        for role in roles {
            acts::end_role(&visit.app, &mut tx, by, person, role).await?;
        }
        acts::part_from_all(&visit.app, &mut tx, by, person).await?;
        intakes::forget_person(&mut tx, person).await?;
        visit.record(&mut tx, &PERSON_WITHDRAWN, &[("person", person)], &[]).await?;
    }
    tx.commit().await?;
    Ok(visit.go("/people/import", "people-undone"))
}

/// Closes every team the file made. Whoever came under its lead by it stands under nobody again.
pub async fn teams(visit: Visit, Path(id): Path<String>, Typed(_): Typed) -> Result<Response, Failure> {
    let by = Some(visit.actor()?.id.as_str());
    let mut tx = visit.begin().await?;
    let intake = find(&visit, &mut tx, import_teams::DOOR.kind, &id).await?;
    let until = visit.record(&mut tx, &TEAMS_WITHDRAWN, &[], &[("count", &intake.count.to_string())]).await?;
    nothing_followed(&mut tx, &intake, until, "people-teams-undo-followed").await?;
    intakes::mark_undone(&mut tx, &id, visit.now()).await?;
    for team in intakes::subjects(&mut tx, &id).await? {
        let unit = store::units::find(&mut tx, &team).await?.filter(|u| u.closed.is_none()).ok_or(Failure::Stale)?;
        let lead = acts::leads(&mut tx, &team, visit.app.now()).await?.into_iter().next();
        for member in store::spans::members_at(&mut tx, What::Team, &team, visit.app.now()).await? {
            let under = store::spans::of_at(&mut tx, &member.person, visit.app.now()).await?.into_iter().find(|s| s.what == What::Supervisor);
            // A team only gives a supervisor to who has none: so there is none to go back to.
            let by_file = under.is_some_and(|s| Some(&s.which) == lead.as_ref() && s.began >= member.began && s.began <= intake.at);
            if by_file {
                put_under(&visit.app, &mut tx, by, &member.person, None).await?;
            }
        }
        acts::close_unit(&visit.app, &mut tx, by, &unit).await?;
    }
    tx.commit().await?;
    Ok(visit.go("/teams/import", "people-teams-undone"))
}
