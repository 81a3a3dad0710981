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

pub mod acts;
pub mod cast;
mod deeds;
mod find;
mod hash;
pub mod leaving;
pub mod model;
mod pages;
pub mod sheet;
mod store;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "world"))]
pub mod world;

use std::collections::{BTreeSet, HashMap};

use base::access::Role;
use base::slice::{Labels, Nav, Slice, Soon, Texts};
use base::web::nav;
use base::words::Lang;
use base::{App, Db, Failure, Moment};

pub use deeds::{
    INVITATION_MADE, PASSPHRASE_SET, PEOPLE_IMPORTED, PERSON_JOINED, PERSON_LEFT, ROLE_ENDED, ROLE_GRANTED, SUPERVISION_BEGAN, SUPERVISION_ENDED,
};
pub use pages::bring;
pub use acts::{mark_own_device, put_under, take_in};
pub use model::belonging::{Kind, Span, What};
pub use model::unit::{Unit, UnitKind};
pub use model::{NewPerson, Person};

/// What else happens in the transaction of set-up; it is given the first director's id.
pub type AfterSetup = for<'a> fn(&'a App, &'a mut Db, &'a str) -> Soon<'a, ()>;

fn nothing_more<'a>(_: &'a App, _: &'a mut Db, _: &'a str) -> Soon<'a, ()> {
    Box::pin(async { Ok(()) })
}

static NAV: &[Nav] = &[nav("/people", "people-nav", "users", "see-people", 50), nav("/teams", "people-teams-nav", "building", "see-people", 52), nav("/organisation", "people-organisation-nav", "calendar", "keep-organisation", 80)];

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
        tables: &[
            "person", "person_role", "passphrase", "invitation", "set_up", "unit", "person_span", "working_week", "day_off", "departure", "sheet_choice",
            "intake", "intake_row", "totp", "passkey", "passkey_answered", "recovery_code", "half_sign_in", "second_factor_told",
        ],
        deeds: deeds::DEEDS,
        terms: deeds::TERMS,
        routes: pages::routes(after_setup),
        texts: Texts {
            en: concat!(include_str!("texts.en.ftl"), "\n", include_str!("organisation.en.ftl"), "\n", include_str!("files.en.ftl")),
            fr: concat!(include_str!("texts.fr.ftl"), "\n", include_str!("organisation.fr.ftl"), "\n", include_str!("files.fr.ftl")),
        },
        labels: &[
            Labels { slot: "person", names: labels }, Labels { slot: "supervisor", names: labels }, Labels { slot: "role", names: as_they_are },
            Labels { slot: "team", names: units_called }, Labels { slot: "programme", names: units_called }, Labels { slot: "position", names: units_called }],
        finds: Some(|db, app, actor, sought| Box::pin(find::people(db, app, actor, sought))),
        identify: Some(|db, id| Box::pin(store::identify(db, id))),
        jobs: leaving::JOBS,
        nav: NAV,
        ..Slice::default()
    }
}

fn labels<'a>(db: &'a mut Db, _: Lang, ids: &'a [String]) -> Soon<'a, HashMap<String, String>> {
    Box::pin(store::names(db, ids))
}

fn units_called<'a>(db: &'a mut Db, lang: Lang, ids: &'a [String]) -> Soon<'a, HashMap<String, String>> {
    Box::pin(store::units::names(db, lang, ids))
}

/// Roles have words in the texts: `deed-role-granted` chooses by the id.
fn as_they_are<'a>(_: &'a mut Db, _: Lang, ids: &'a [String]) -> Soon<'a, HashMap<String, String>> {
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

/// Everybody who left, by name.
///
/// # Errors
/// When the database does.
pub async fn list_left(db: &mut Db) -> Result<Vec<Person>, Failure> {
    store::past(db).await
}

/// How many are here.
///
/// # Errors
/// When the database does.
pub async fn how_many(db: &mut Db) -> Result<i64, Failure> {
    store::how_many(db).await
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

/// The spans of a person that cover `at`: who they were, under whom, in which team, programme and position.
///
/// # Errors
/// When the database does.
pub async fn spans_at(db: &mut Db, person: &str, at: Moment) -> Result<Vec<Span>, Failure> {
    store::spans::of_at(db, person, at).await
}

async fn which_at(db: &mut Db, person: &str, what: What, at: Moment) -> Result<Vec<String>, Failure> {
    Ok(spans_at(db, person, at).await?.into_iter().filter(|s| s.what == what).map(|s| s.which).collect())
}

/// The ids of the teams the person was in at a moment.
///
/// # Errors
/// When the database does.
pub async fn team_at(db: &mut Db, person: &str, at: Moment) -> Result<Vec<String>, Failure> {
    which_at(db, person, What::Team, at).await
}

/// The ids of the programmes the person was in at a moment.
///
/// # Errors
/// When the database does.
pub async fn programme_at(db: &mut Db, person: &str, at: Moment) -> Result<Vec<String>, Failure> {
    which_at(db, person, What::Programme, at).await
}

/// The positions the person held at a moment, each with what it asks for.
///
/// # Errors
/// When the database does.
pub async fn position_at(db: &mut Db, person: &str, at: Moment) -> Result<Vec<Unit>, Failure> {
    let mut held = Vec::new();
    for id in which_at(&mut *db, person, What::Position, at).await? {
        held.extend(store::units::find(&mut *db, &id).await?);
    }
    Ok(held)
}

/// Who supervised the person at a moment, if anybody was named.
///
/// # Errors
/// When the database does.
pub async fn supervisor_at(db: &mut Db, person: &str, at: Moment) -> Result<Option<String>, Failure> {
    Ok(which_at(db, person, What::Supervisor, at).await?.into_iter().next())
}

/// The roles the person held at a moment.
///
/// # Errors
/// When the database does.
pub async fn roles_at(db: &mut Db, person: &str, at: Moment) -> Result<BTreeSet<Role>, Failure> {
    Ok(which_at(db, person, What::Role, at).await?.iter().filter_map(|r| Role::parse(r)).collect())
}

/// Who was in a team, programme or position (by its id) at a moment, or under a supervisor.
///
/// # Errors
/// When the database does.
pub async fn members_at(db: &mut Db, what: What, which: &str, at: Moment) -> Result<Vec<String>, Failure> {
    Ok(store::spans::members_at(db, what, which, at).await?.into_iter().map(|s| s.person).collect())
}

/// The teams, programmes and positions that are open, by kind and name.
///
/// # Errors
/// When the database does.
pub async fn units(db: &mut Db) -> Result<Vec<Unit>, Failure> {
    store::units::open(db).await
}

/// The organisation's calendar: its zone, its working days as they were and are, its holidays and days off.
///
/// # Errors
/// When the database does.
pub async fn calendar(app: &App, db: &mut Db, now: Moment) -> Result<policy::calendar::Calendar, Failure> {
    let zone = app.zone();
    let mut weeks = store::days::weeks(&mut *db).await?;
    if weeks.is_empty() {
        weeks.push(model::days::Week::usual(&app.organisation().map(|o| o.province.clone()).unwrap_or_default()));
    }
    let off: Vec<base::Day> = store::days::off(db).await?.into_iter().map(|(day, _)| day).collect();
    model::days::calendar(zone.iana_name().unwrap_or("UTC"), &weeks, &off, now.day(&zone))
}

/// Gives a person this passphrase, in a transaction of its own. For the demo;
/// everybody else chooses theirs by their link.
///
/// # Errors
/// When it breaks the rules for passphrases, or the database fails.
pub async fn give_passphrase(app: &App, person: &str, passphrase: &str) -> Result<(), Failure> {
    let found = store::find(&mut *app.db.read().await?, person).await?.ok_or(Failure::Missing)?;
    let organisation = app.organisation().map_or_else(String::new, |o| o.name.clone());
    let passphrase = model::Passphrase::parse(passphrase, &[&organisation, &found.name, &found.email], true)?;
    let hash = hash::make(app, passphrase).await?;
    let now = app.now();
    let mut tx = app.db.begin().await?;
    store::set_passphrase(&mut tx, person, &hash, false, now).await?;
    app.record(&mut tx, Some(person), &PASSPHRASE_SET, &[("person", person)], &[]).await?;
    tx.commit().await
}
