//! What is done to people, each with its deeds, in the caller's transaction.
//!
//! Every change ends one span and begins another ([`store::spans`]), so that who
//! was what on any past day can be answered.

use std::collections::HashMap;

use base::access::Role;
use base::slice::Deed;
use base::{App, Db, Failure, Moment};
use jiff::tz::TimeZone;

use crate::deeds::{
    PERSON_CHANGED, PERSON_JOINED, POSITION_CHANGED, POSITION_CLOSED, POSITION_LEFT, POSITION_MADE, POSITION_TAKEN, PROGRAMME_CLOSED, PROGRAMME_JOINED, PROGRAMME_LEFT,
    PROGRAMME_MADE, ROLES_MERGED, ROLE_ENDED, ROLE_GRANTED, SECOND_FACTOR_RESET, SUPERVISION_BEGAN, SUPERVISION_ENDED, TEAM_CLOSED, TEAM_JOINED, TEAM_LEAD_BEGAN, TEAM_LEAD_ENDED,
    TEAM_LEFT, TEAM_MADE,
};
use crate::model::apart::{clash, merged};
use crate::model::belonging::{Kind, What, circle};
use crate::model::unit::{Face, Unit, UnitKind};
use crate::model::{NewPerson, Person, Refusal};
use crate::store;

/// Takes a person in, in the caller's transaction, with the deeds that go with it.
/// No letter is sent: that is `pages`' to do. `by` is who takes them in.
///
/// # Errors
/// [`Failure::Stale`] when the e-mail is taken; [`Refusal::RolesApart`]; else when the database fails.
pub async fn take_in(app: &App, db: &mut Db, by: Option<&str>, person: &NewPerson) -> Result<String, Failure> {
    take_in_at(app, db, by, person, &app.zone()).await
}

/// The same, where the organisation's zone is not yet the app's: at set-up.
pub(crate) async fn take_in_at(app: &App, db: &mut Db, by: Option<&str>, person: &NewPerson, zone: &TimeZone) -> Result<String, Failure> {
    let id = match &person.id {
        Some(id) => id.clone(),
        None => app.id()?,
    };
    let now = app.now();
    let joined = if person.joined < now.day(zone) { person.joined.start(zone) } else { now };
    store::insert(db, &id, person, now).await?;
    store::spans::begin(db, &id, What::Here, "", joined).await?;
    store::spans::begin(db, &id, What::Kind, person.kind.unwrap_or_else(|| Kind::likely(&person.roles)).id(), joined).await?;
    app.record_at(db, by, &PERSON_JOINED, joined, &[("person", &id)], &[]).await?;
    for role in &person.roles {
        app.record(db, by, &ROLE_GRANTED, &[("person", &id), ("role", role.id())], &[]).await?;
    }
    for (one, other) in merged(&person.roles) {
        note_merged(app, db, by, &id, one, other).await?;
    }
    Ok(id)
}

/// Gives a role. A larger agency keeps some roles apart; a small one may merge them, recorded.
///
/// # Errors
/// [`Refusal::RolesApart`], or [`Failure::Stale`] when they hold it already.
pub async fn give_role(app: &App, db: &mut Db, by: &str, person: &Person, role: Role) -> Result<(), Failure> {
    store::add_role(db, &person.id, role, app.now()).await?;
    app.record(db, Some(by), &ROLE_GRANTED, &[("person", &person.id), ("role", role.id())], &[]).await?;
    if let Some(other) = clash(&person.roles, role) {
        note_merged(app, db, Some(by), &person.id, role, other).await?;
    }
    Ok(())
}

/// Says that one person holds two roles that a larger agency keeps apart, or refuses.
async fn note_merged(app: &App, db: &mut Db, by: Option<&str>, person: &str, role: Role, other: Role) -> Result<(), Failure> {
    if app.organisation().is_some_and(|o| !o.small) {
        return Err(Refusal::RolesApart(role, other).into());
    }
    app.record(db, by, &ROLES_MERGED, &[("person", person), ("role", role.id())], &[("with", other.id())]).await?;
    Ok(())
}

/// Takes a role away.
///
/// # Errors
/// [`Failure::Stale`] when they do not hold it (any more).
pub async fn end_role(app: &App, db: &mut Db, by: Option<&str>, person: &str, role: Role) -> Result<(), Failure> {
    store::end_role(db, person, role, app.now()).await?;
    app.record(db, by, &ROLE_ENDED, &[("person", person), ("role", role.id())], &[]).await?;
    Ok(())
}

/// Takes every second factor of a person away, with its deed; `false` when they had none.
///
/// # Errors
/// When the database does.
pub async fn reset_second_factors(app: &App, db: &mut Db, by: Option<&str>, person: &str) -> Result<bool, Failure> {
    if !store::factors::of(db, person).await?.has_second() {
        return Ok(false);
    }
    if let Some(key) = store::factors::remove_all(db, person).await? {
        app.vault.destroy_key(db, &key, app.now()).await?;
    }
    app.record(db, by, &SECOND_FACTOR_RESET, &[("person", person)], &[]).await?;
    Ok(true)
}

/// Puts somebody under a supervisor (or under none), in the caller's transaction.
///
/// # Errors
/// [`Refusal::OwnSupervisor`], [`Refusal::Circle`]; else when the database fails.
pub async fn put_under(app: &App, db: &mut Db, by: Option<&str>, person: &str, supervisor: Option<&str>) -> Result<(), Failure> {
    let before = store::find(db, person).await?.ok_or(Failure::Missing)?.supervisor;
    if before.as_deref() == supervisor {
        return Ok(());
    }
    if supervisor == Some(person) {
        return Err(Refusal::OwnSupervisor.into());
    }
    store::set_supervisor(db, person, (before.as_deref(), supervisor), app.now()).await?;
    if let Some(before) = before {
        app.record(db, by, &SUPERVISION_ENDED, &[("person", person), ("supervisor", &before)], &[]).await?;
    }
    if let Some(supervisor) = supervisor {
        app.record(db, by, &SUPERVISION_BEGAN, &[("person", person), ("supervisor", supervisor)], &[]).await?;
        // Asked after the deed: whoever put somebody under somebody at the same time has committed by now.
        refuse_circle(db, person, supervisor).await?;
    }
    Ok(())
}

async fn refuse_circle(db: &mut Db, person: &str, supervisor: &str) -> Result<(), Failure> {
    let mut above: HashMap<String, String> = HashMap::new();
    let mut at = supervisor.to_owned();
    while at != person && !above.contains_key(&at) {
        let Some(next) = store::supervisor_id(&mut *db, &at).await? else { return Ok(()) };
        above.insert(at, next.clone());
        at = next;
    }
    let Some(way) = circle(person, supervisor, |id| above.get(id).cloned()) else { return Ok(()) };
    let names = store::names(db, &way).await?;
    let way = way.iter().map(|id| names.get(id).cloned().unwrap_or_default()).collect::<Vec<_>>().join(" → ");
    Err(Refusal::Circle(way).into())
}

/// Says which kind of person somebody is from now on.
///
/// # Errors
/// When the database does.
pub async fn set_kind(app: &App, db: &mut Db, by: Option<&str>, person: &str, kind: Kind) -> Result<(), Failure> {
    let now = app.now();
    let before = store::spans::of_at(db, person, now).await?.into_iter().find(|s| s.what == What::Kind);
    if before.as_ref().is_some_and(|s| s.which == kind.id()) {
        return Ok(());
    }
    if let Some(before) = before {
        store::spans::end(db, person, What::Kind, &before.which, now).await?;
    }
    store::spans::begin(db, person, What::Kind, kind.id(), now).await?;
    app.record(db, by, &PERSON_CHANGED, &[("person", person)], &[("field", "kind")]).await?;
    Ok(())
}

/// The deeds of a kind of unit: made, closed, joined, left.
const fn deeds_of(kind: UnitKind) -> [&'static Deed; 4] {
    match kind {
        UnitKind::Team => [&TEAM_MADE, &TEAM_CLOSED, &TEAM_JOINED, &TEAM_LEFT],
        UnitKind::Programme => [&PROGRAMME_MADE, &PROGRAMME_CLOSED, &PROGRAMME_JOINED, &PROGRAMME_LEFT],
        UnitKind::Position => [&POSITION_MADE, &POSITION_CLOSED, &POSITION_TAKEN, &POSITION_LEFT],
    }
}

/// Makes a team, a programme or a position.
///
/// # Errors
/// [`Failure::Stale`] when the name is taken.
pub async fn make_unit(app: &App, db: &mut Db, by: Option<&str>, kind: UnitKind, face: &Face) -> Result<String, Failure> {
    let id = app.id()?;
    store::units::insert(db, &id, kind, face, app.now()).await?;
    let [made, ..] = deeds_of(kind);
    app.record(db, by, made, &[(kind.id(), &id)], &[]).await?;
    Ok(id)
}

/// Marks a position as one in which people must use a device of their own, or takes the mark away (T-033).
/// Nothing happens where it says so already.
///
/// # Errors
/// When the database does.
pub async fn mark_own_device(app: &App, db: &mut Db, by: Option<&str>, position: &Unit, must: bool) -> Result<(), Failure> {
    if position.face.own_device == must || (must && position.face.agency_phone) {
        return Ok(());
    }
    store::units::change(db, &position.id, &Face { own_device: must, ..position.face.clone() }).await?;
    app.record(db, by, &POSITION_CHANGED, &[("position", &position.id)], &[]).await?;
    Ok(())
}

/// Puts somebody into a team, a programme or a position. Whoever has no supervisor
/// comes under the team's.
///
/// # Errors
/// [`Failure::Stale`] when they are in it already, or it is closed.
pub async fn join(app: &App, db: &mut Db, by: Option<&str>, person: &str, unit: &Unit) -> Result<(), Failure> {
    if unit.closed.is_some() {
        return Err(Failure::Stale);
    }
    store::spans::begin(db, person, unit.kind.what(), &unit.id, app.now()).await?;
    let [_, _, joined, _] = deeds_of(unit.kind);
    app.record(db, by, joined, &[(unit.kind.id(), &unit.id), ("person", person)], &[]).await?;
    if unit.kind != UnitKind::Team || store::supervisor_id(db, person).await?.is_some() {
        return Ok(());
    }
    let lead = leads(db, &unit.id, app.now()).await?.into_iter().find(|lead| lead != person);
    match lead {
        Some(lead) => put_under_unless_circle(app, db, by, person, &lead).await,
        None => Ok(()),
    }
}

/// A lead who stands below somebody in the team stays below them.
async fn put_under_unless_circle(app: &App, db: &mut Db, by: Option<&str>, person: &str, lead: &str) -> Result<(), Failure> {
    let mut at = Some(lead.to_owned());
    let mut seen = Vec::new();
    while let Some(id) = at.filter(|id| !seen.contains(id)) {
        if id == person {
            return Ok(());
        }
        at = store::supervisor_id(&mut *db, &id).await?;
        seen.push(id);
    }
    put_under(app, db, by, person, Some(lead)).await
}

/// Takes somebody out of a team, a programme or a position.
///
/// # Errors
/// [`Failure::Stale`] when they are not in it (any more).
pub async fn part(app: &App, db: &mut Db, by: Option<&str>, person: &str, unit: &Unit) -> Result<(), Failure> {
    if !store::spans::end(db, person, unit.kind.what(), &unit.id, app.now()).await? {
        return Err(Failure::Stale);
    }
    let [_, _, _, left] = deeds_of(unit.kind);
    app.record(db, by, left, &[(unit.kind.id(), &unit.id), ("person", person)], &[]).await?;
    Ok(())
}

/// Who leads the team at a moment: one person, or nobody.
pub(crate) async fn leads(db: &mut Db, team: &str, at: Moment) -> Result<Vec<String>, Failure> {
    Ok(store::spans::members_at(db, What::Lead, team, at).await?.into_iter().map(|s| s.person).collect())
}

/// Gives a team a lead (or none). Whoever in the team stood under the one before,
/// or under nobody, stands under the new one.
///
/// # Errors
/// When the database does.
pub async fn set_lead(app: &App, db: &mut Db, by: Option<&str>, team: &str, lead: Option<&str>) -> Result<(), Failure> {
    let now = app.now();
    let before = leads(db, team, now).await?;
    if before.first().map(String::as_str) == lead {
        return Ok(());
    }
    for old in &before {
        store::spans::end(db, old, What::Lead, team, now).await?;
        app.record(db, by, &TEAM_LEAD_ENDED, &[("team", team), ("person", old)], &[]).await?;
    }
    let Some(lead) = lead else { return Ok(()) };
    store::spans::begin(db, lead, What::Lead, team, now).await?;
    app.record(db, by, &TEAM_LEAD_BEGAN, &[("team", team), ("person", lead)], &[]).await?;
    for member in store::spans::members_at(db, What::Team, team, now).await? {
        let above = store::supervisor_id(db, &member.person).await?;
        let follows = above.as_ref().is_none_or(|above| before.contains(above));
        if follows && member.person != lead {
            put_under_unless_circle(app, db, by, &member.person, lead).await?;
        }
    }
    Ok(())
}

/// Closes a team, a programme or a position; whoever is in it leaves it.
///
/// # Errors
/// [`Failure::Stale`] when it is closed already.
pub async fn close_unit(app: &App, db: &mut Db, by: Option<&str>, unit: &Unit) -> Result<(), Failure> {
    let now = app.now();
    for member in store::spans::members_at(db, unit.kind.what(), &unit.id, now).await? {
        part(app, db, by, &member.person, unit).await?;
    }
    if unit.kind == UnitKind::Team {
        set_lead(app, db, by, &unit.id, None).await?;
    }
    store::units::close(db, &unit.id, now).await?;
    let [_, closed, ..] = deeds_of(unit.kind);
    app.record(db, by, closed, &[(unit.kind.id(), &unit.id)], &[]).await?;
    Ok(())
}

/// Takes somebody out of everything they are in and lead: they leave the organisation.
pub(crate) async fn part_from_all(app: &App, db: &mut Db, by: Option<&str>, person: &str) -> Result<(), Failure> {
    let now = app.now();
    for span in store::spans::of_at(db, person, now).await? {
        match span.what {
            What::Team | What::Programme | What::Position => {
                let unit = store::units::find(db, &span.which).await?.ok_or_else(|| Failure::broken("leaving a unit", &span.which))?;
                part(app, db, by, person, &unit).await?;
            }
            What::Lead => set_lead(app, db, by, &span.which, None).await?,
            What::Here | What::Kind => {
                store::spans::end(db, person, span.what, &span.which, now).await?;
            }
            What::Role | What::Supervisor => {}
        }
    }
    Ok(())
}

/// Somebody is here again: of the kind they last were.
pub(crate) async fn come_back(app: &App, db: &mut Db, person: &str) -> Result<(), Failure> {
    let kind = store::spans::history(db, person).await?.into_iter().find(|s| s.what == What::Kind).map_or_else(|| Kind::FullTime.id().to_owned(), |s| s.which);
    store::spans::begin(db, person, What::Here, "", app.now()).await?;
    store::spans::begin(db, person, What::Kind, &kind, app.now()).await
}
