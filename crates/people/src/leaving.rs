//! Leaving: at once, or at the end of a day to come; and what it ends.
//!
//! Whoever left is out at the next request: sessions end, roles end, links are
//! void, passkeys and codes are taken away, and somebody takes over those they supervised. What they still hold is
//! each slice's to tell ([`base::slice::Held`]); their client files are handed over by `clients`.

use base::jobs::{self, Job};
use base::slice::{Held, JobKind};
use base::web::session;
use base::{Actor, App, Day, Db, Failure, Moment};
use base::access::Role;

use crate::acts::{self, put_under};
use crate::deeds::{LEAVE_CANCELLED, LEAVE_PLANNED, PERSON_LEFT};
use crate::model::Person;
use crate::store::{self, departures};

/// The job that carries a planned leaving out.
pub static JOBS: &[JobKind] = &[JobKind { name: LEAVE, run: |app, job| Box::pin(carry_out(app, job)) }];
const LEAVE: &str = "people-leave";

/// Everything this person still holds, as `actor` may know it.
///
/// # Errors
/// When a slice cannot tell.
pub async fn held_by(app: &App, db: &mut Db, actor: &Actor, person: &str) -> Result<Vec<Held>, Failure> {
    let mut held = Vec::new();
    for holds in app.slices.iter().filter_map(|s| s.holds) {
        held.extend(holds(&mut *db, app, actor, person).await?);
    }
    Ok(held)
}

/// Somebody leaves now: out at once, every role and supervision ended (S-089).
/// `successor` takes over whom they supervised; without one, nobody is named.
/// One of the supervised may take over the others.
///
/// # Errors
/// [`Failure::Stale`] when no director would remain; [`crate::model::Refusal::Circle`].
pub async fn leave(app: &App, db: &mut Db, by: Option<&str>, person: &Person, successor: Option<&str>) -> Result<(), Failure> {
    let (id, now) = (person.id.as_str(), app.now());
    for role in &person.roles {
        acts::end_role(app, db, by, id, *role).await?;
    }
    acts::part_from_all(app, db, by, id).await?;
    put_under(app, db, by, id, None).await?;
    for other in store::supervised_by(db, id).await? {
        // Whoever takes over from among them stands where the one who left stood.
        let above = if successor == Some(other.id.as_str()) { person.supervisor.as_deref() } else { successor };
        put_under(app, db, by, &other.id, above).await?;
    }
    store::set_left(db, id, Some(now)).await?;
    store::keys::void_invitations(db, id, now).await?;
    // Whoever comes back begins anew: what lets in without a passphrase goes too.
    acts::reset_second_factors(app, db, by, id).await?;
    session::end_all(db, id).await?;
    departures::forget(db, id).await?;
    app.record(db, by, &PERSON_LEFT, &[("person", id)], &[]).await?;
    a_director_remains(db).await
}

/// Nobody ends their own role, but two directors may end each other's at once. Ask
/// after the deed was recorded: by then whoever was faster has committed.
///
/// # Errors
/// [`Failure::Stale`] when there is none.
pub async fn a_director_remains(db: &mut Db) -> Result<(), Failure> {
    if store::with_role(db, Role::Director).await?.is_empty() { Err(Failure::Stale) } else { Ok(()) }
}

/// Somebody leaves at the end of a day to come.
///
/// # Errors
/// When the database does.
pub async fn plan(app: &App, db: &mut Db, by: &str, person: &str, last: Day, successor: Option<&str>) -> Result<(), Failure> {
    departures::plan(db, person, last, successor, by, app.now()).await?;
    call_off(db, person).await?;
    app.record(db, Some(by), &LEAVE_PLANNED, &[("person", person)], &[("day", &last.to_string())]).await?;
    jobs::push(db, &app.dice, LEAVE, person, Some(by), when(app, last)).await
}

/// They stay after all.
///
/// # Errors
/// [`Failure::Stale`] when nothing was planned.
pub async fn cancel(app: &App, db: &mut Db, by: &str, person: &str) -> Result<(), Failure> {
    if !departures::forget(db, person).await? {
        return Err(Failure::Stale);
    }
    call_off(db, person).await?;
    app.record(db, Some(by), &LEAVE_CANCELLED, &[("person", person)], &[]).await?;
    Ok(())
}

/// No planned leaving of this person waits any more.
///
/// # Errors
/// When the database does.
pub async fn call_off(db: &mut Db, person: &str) -> Result<(), Failure> {
    jobs::call_off(db, LEAVE, person).await
}

/// The first instant after the last day.
fn when(app: &App, last: Day) -> Moment {
    last.next().start(&app.zone())
}

/// It may run twice, or for a day that was moved since: the row says what still holds.
async fn carry_out(app: App, job: Job) -> Result<(), Failure> {
    let mut tx = app.db.begin().await?;
    let Some(planned) = departures::find(&mut tx, &job.payload).await? else { return Ok(()) };
    let person = store::find(&mut tx, &job.payload).await?.filter(Person::is_here);
    let (Some(person), true) = (person, when(&app, planned.last) <= app.now()) else { return Ok(()) };
    let successor = match &planned.successor {
        Some(id) => store::find(&mut tx, id).await?.filter(Person::is_here),
        None => None,
    };
    leave(&app, &mut tx, Some(&planned.by), &person, successor.as_ref().map(|p| p.id.as_str())).await?;
    tx.commit().await?;
    app.wake();
    Ok(())
}
