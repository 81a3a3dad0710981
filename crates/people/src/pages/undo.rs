//! A file of people is taken back: within a day, and while nothing followed from it.

use axum::extract::Path;
use axum::response::Response;
use base::access::Role;
use base::web::{Typed, Visit};
use base::{Failure, Moment, Said};

use crate::deeds::{PEOPLE_WITHDRAWN, PERSON_WITHDRAWN};
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

/// The files this visitor may still take back.
pub(super) async fn recent(visit: &Visit) -> Result<Vec<Recent>, Failure> {
    let actor = visit.actor()?;
    let found = intakes::recent(&mut *visit.read().await?, "people", visit.now().plus(-LASTS)).await?;
    let mine = found.into_iter().filter(|i| i.by == actor.id || actor.is(Role::Director));
    Ok(mine.map(|i| Recent { id: i.id, count: i.count, at: i.at }).collect())
}

/// Takes back everybody the file brought in. Their letters' links stop working.
pub async fn undo(visit: Visit, Path(id): Path<String>, Typed(_): Typed) -> Result<Response, Failure> {
    let actor = visit.actor()?;
    let by = Some(actor.id.as_str());
    let mut tx = visit.begin().await?;
    let intake = intakes::find(&mut tx, &id).await?.filter(|i| i.by == actor.id || actor.is(Role::Director)).ok_or(Failure::Missing)?;
    if intake.at < visit.now().plus(-LASTS) {
        return Err(Failure::Refused(Said::plain("people-undo-late")));
    }
    // Written first: whoever did something with one of them at the same time has committed by now.
    let until = visit.record(&mut tx, &PEOPLE_WITHDRAWN, &[], &[("count", &intake.count.to_string())]).await?;
    let followed = intakes::followed(&mut tx, &intake, until).await?;
    if followed > 0 {
        return Err(Failure::Refused(Said::plain("people-undo-followed").with("count", followed.to_string())));
    }
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
        intakes::forget_person(&mut tx, person).await?;
        visit.record(&mut tx, &PERSON_WITHDRAWN, &[("person", person)], &[]).await?;
    }
    tx.commit().await?;
    Ok(visit.go("/people/import", "people-undone"))
}
