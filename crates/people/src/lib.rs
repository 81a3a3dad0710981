//! The people of the organisation: who they are, what they answer for, and how they come in.
//!
//! A **person** joins, holds **roles**, may have a **supervisor**, and leaves.
//! Nobody is ever deleted: the trail speaks of them. A person comes in with an
//! e-mail and a **passphrase** that only they chose, by a **link** that works
//! once. The first director comes in by **set-up**, which then vanishes.
//!
//! The surprising rule: a role is looked up again at every request, so whoever
//! left or lost a role is out at once, without waiting for a session to end.
//!
//! Reading order: [`model`] decides, [`store`] keeps, `pages` shows; [`sheet`]
//! reads tables from files, whatever program wrote them.
//!
//! Not here: who holds which phone (`phones`), who serves which client (`clients`).

pub mod cast;
mod deeds;
mod hash;
pub mod model;
mod pages;
pub mod sheet;
mod store;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "world"))]
pub mod world;

use std::collections::HashMap;

use base::access::Role;
use base::slice::{Labels, Nav, Slice, Soon, Texts};
use base::web::nav;
use base::{App, Db, Failure};
use jiff::tz::TimeZone;

pub use deeds::{
    INVITATION_MADE, PASSPHRASE_SET, PEOPLE_IMPORTED, PERSON_JOINED, PERSON_LEFT, ROLE_ENDED, ROLE_GRANTED, SUPERVISION_BEGAN, SUPERVISION_ENDED,
};
pub use model::{NewPerson, Person};

/// What else happens in the transaction of set-up; it is given the first director's id.
pub type AfterSetup = for<'a> fn(&'a App, &'a mut Db, &'a str) -> Soon<'a, ()>;

fn nothing_more<'a>(_: &'a App, _: &'a mut Db, _: &'a str) -> Soon<'a, ()> {
    Box::pin(async { Ok(()) })
}

static NAV: &[Nav] = &[nav("/people", "people-nav", "users", "see-people", 50)];

/// This slice, with nothing more to do at set-up.
#[must_use]
pub fn slice() -> Slice {
    slice_with(nothing_more)
}

/// This slice; `after_setup` runs in the transaction of set-up.
#[must_use]
pub fn slice_with(after_setup: AfterSetup) -> Slice {
    Slice {
        name: "people",
        tables: &["person", "person_role", "passphrase", "invitation", "set_up"],
        deeds: deeds::DEEDS,
        terms: deeds::TERMS,
        routes: pages::routes(after_setup),
        texts: Texts { en: include_str!("texts.en.ftl"), fr: include_str!("texts.fr.ftl") },
        labels: &[Labels { slot: "person", names: labels }, Labels { slot: "supervisor", names: labels }, Labels { slot: "role", names: as_they_are }],
        identify: Some(|db, id| Box::pin(store::identify(db, id))),
        nav: NAV,
        ..Slice::default()
    }
}

fn labels<'a>(db: &'a mut Db, ids: &'a [String]) -> Soon<'a, HashMap<String, String>> {
    Box::pin(store::names(db, ids))
}

/// Roles have words in the texts: `deed-role-granted` chooses by the id.
fn as_they_are<'a>(_: &'a mut Db, ids: &'a [String]) -> Soon<'a, HashMap<String, String>> {
    Box::pin(async { Ok(ids.iter().map(|id| (id.clone(), id.clone())).collect()) })
}

/// One person, also when they left.
///
/// # Errors
/// When the database does.
pub async fn find(db: &mut Db, id: &str) -> Result<Option<Person>, Failure> {
    store::find(db, id).await
}

/// Everybody who is here, by name.
///
/// # Errors
/// When the database does.
pub async fn list(db: &mut Db) -> Result<Vec<Person>, Failure> {
    store::present(db).await
}

/// Everybody who is here and holds `role`, by name.
///
/// # Errors
/// When the database does.
pub async fn with_role(db: &mut Db, role: Role) -> Result<Vec<Person>, Failure> {
    store::with_role(db, role).await
}

/// The person's supervisor; where none is on record (or they left), a director
/// who is not that person.
///
/// # Errors
/// When the database does.
pub async fn supervisor_of(db: &mut Db, id: &str) -> Result<Option<Person>, Failure> {
    let supervisor = match store::find(db, id).await?.and_then(|p| p.supervisor) {
        Some(supervisor) => store::find(db, &supervisor).await?.filter(Person::is_here),
        None => None,
    };
    if supervisor.is_some() {
        return Ok(supervisor);
    }
    Ok(store::with_role(db, Role::Director).await?.into_iter().find(|p| p.id != id))
}

/// The names of these persons, also of those who left. An id nobody has is not in the answer.
///
/// # Errors
/// When the database does.
pub async fn names(db: &mut Db, ids: &[String]) -> Result<HashMap<String, String>, Failure> {
    store::names(db, ids).await
}

/// Takes a person in, in the caller's transaction, with the deeds that go with it.
/// No letter is sent: that is `pages`' to do. `by` is who takes them in.
///
/// # Errors
/// [`Failure::Stale`] when the e-mail is taken; else when the database fails.
pub async fn take_in(app: &App, db: &mut Db, by: Option<&str>, person: &NewPerson) -> Result<String, Failure> {
    take_in_at(app, db, by, person, &app.zone()).await
}

/// The same, where the organisation's zone is not yet the app's: at set-up.
async fn take_in_at(app: &App, db: &mut Db, by: Option<&str>, person: &NewPerson, zone: &TimeZone) -> Result<String, Failure> {
    let id = match &person.id {
        Some(id) => id.clone(),
        None => app.id()?,
    };
    store::insert(db, &id, person).await?;
    let now = app.now();
    let joined = if person.joined < now.day(zone) { person.joined.start(zone) } else { now };
    app.record_at(db, by, &PERSON_JOINED, joined, &[("person", &id)], &[]).await?;
    for role in &person.roles {
        app.record(db, by, &ROLE_GRANTED, &[("person", &id), ("role", role.id())], &[]).await?;
    }
    Ok(id)
}

/// Puts somebody under a supervisor (or under none), in the caller's transaction.
///
/// # Errors
/// When the database does.
pub async fn put_under(app: &App, db: &mut Db, by: Option<&str>, person: &str, supervisor: Option<&str>) -> Result<(), Failure> {
    let before = store::find(db, person).await?.ok_or(Failure::Missing)?.supervisor;
    if before.as_deref() == supervisor {
        return Ok(());
    }
    store::set_supervisor(db, person, supervisor).await?;
    if let Some(before) = before {
        app.record(db, by, &SUPERVISION_ENDED, &[("person", person), ("supervisor", &before)], &[]).await?;
    }
    if let Some(supervisor) = supervisor {
        app.record(db, by, &SUPERVISION_BEGAN, &[("person", person), ("supervisor", supervisor)], &[]).await?;
    }
    Ok(())
}

/// Gives a person this passphrase, in a transaction of its own. For the demo;
/// everybody else chooses theirs by their link.
///
/// # Errors
/// When it breaks the rules for passphrases, or the database fails.
pub async fn give_passphrase(app: &App, person: &str, passphrase: &str) -> Result<(), Failure> {
    let found = store::find(&mut *app.db.read().await?, person).await?.ok_or(Failure::Missing)?;
    let passphrase = model::Passphrase::parse(passphrase, &[&found.name, &found.email])?;
    let hash = hash::make(app, passphrase).await?;
    let now = app.now();
    let mut tx = app.db.begin().await?;
    store::set_passphrase(&mut tx, person, &hash, now).await?;
    app.record(&mut tx, Some(person), &PASSPHRASE_SET, &[("person", person)], &[]).await?;
    tx.commit().await
}
