//! One person: what they answer for, and what a director may change.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use base::access::Role;
use base::trail;
use base::web::telling::{self, Told};
use base::web::{Html, Page, Typed, Visit};
use base::{Failure, Moment};

use super::leave::{self, HeldLine};
use super::{letters, may_give_all, role_word};
use crate::model::belonging::What;
use crate::model::{Person, Refusal, is_given_by_directors};
use crate::{acts, leaving, put_under, store};

pub struct RoleLine {
    pub id: &'static str,
    pub word: String,
}

#[derive(askama::Template)]
#[template(path = "pages/person.html")]
struct PersonPage {
    page: Page,
    person: Person,
    roles: Vec<RoleLine>,
    supervisor: String,
    supervisor_id: String,
    passphrase_set: Option<Moment>,
    told: Vec<(Told, String)>,
    kind: String,
    belongs: Vec<(String, Vec<(String, String)>)>,
    supervised: Vec<(String, String)>,
    /// More than name and roles.
    may_see: bool,
    may_account: bool,
    may_correct: bool,
    held: Vec<HeldLine>,
    leaves: Option<base::Day>,
    may_link: bool,
    may_reset: bool,
    may_change: bool,
    may_end: bool,
    other_roles: Vec<(&'static str, String)>,
    supervisors: Vec<(String, String)>,
    link: String,
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Html, Failure> {
    draw(&visit, &id, String::new()).await
}

/// What a reader of this page may know of the trail: not when somebody comes and goes.
const TOLD: [&str; 19] = [
    "leave.planned", "leave.cancelled",
    "person.joined", "person.left", "person.changed", "role.granted", "role.ended", "supervision.began", "supervision.ended", "invitation.made", "roles.merged",
    "team.joined", "team.left", "team-lead.began", "team-lead.ended", "programme.joined", "programme.left", "position.taken", "position.left",
];

/// What somebody belongs to now, in words, with the page of each.
#[derive(Default)]
struct Belongs {
    kind: String,
    /// Id and name: teams, programmes, positions, teams they lead.
    units: [Vec<(String, String)>; 4],
}

impl Belongs {
    async fn load(visit: &Visit, db: &mut base::Db, id: &str) -> Result<Self, Failure> {
        let spans = store::spans::of_at(&mut *db, id, visit.now()).await?;
        let mut found = Self::default();
        for span in spans {
            let place = match span.what {
                What::Kind => {
                    found.kind = visit.say(&format!("people-kind-{}", span.which), &[]);
                    continue;
                }
                What::Team => 0,
                What::Programme => 1,
                What::Position => 2,
                What::Lead => 3,
                What::Here | What::Role | What::Supervisor => continue,
            };
            let Some(unit) = store::units::find(&mut *db, &span.which).await? else { continue };
            if let Some(shelf) = found.units.get_mut(place) {
                shelf.push((unit.id, unit.face.called(visit.lang()).to_owned()));
            }
        }
        Ok(found)
    }
}

/// What somebody belongs to, as a list of facts.
pub(super) async fn belongs(visit: &Visit, db: &mut base::Db, id: &str) -> Result<Vec<(String, String)>, Failure> {
    let found = Belongs::load(visit, db, id).await?;
    let names = |units: Vec<(String, String)>| units.into_iter().map(|(_, name)| name).collect::<Vec<_>>().join(", ");
    let words = ["people-column-team", "people-column-programme", "people-column-position", "people-leads"].map(|id| visit.say(id, &[]));
    let mut facts: Vec<(String, String)> = words.into_iter().zip(found.units.map(names)).collect();
    facts.insert(0, (visit.say("people-kind", &[]), found.kind));
    facts.retain(|(_, words)| !words.is_empty());
    Ok(facts)
}

async fn draw(visit: &Visit, id: &str, link: String) -> Result<Html, Failure> {
    let mut read = visit.read().await?;
    let person = store::find(&mut read, id).await?.ok_or(Failure::Missing)?;
    let entries = trail::about(&mut read, "person", id, 200).await?;
    let entries: Vec<_> = entries.into_iter().filter(|e| TOLD.contains(&e.deed.as_str())).take(30).collect();
    let told = telling::tell(visit, &mut read, &entries).await?;
    let told = told.into_iter().map(|t| (t.at.zoned(&jiff::tz::TimeZone::UTC).timestamp().to_string(), t)).map(|(iso, t)| (t, iso)).collect();
    let has_second = store::factors::of(&mut read, id).await?.has_second();
    let passphrase_set = store::keys::passphrase(&mut read, id).await?.map(|(_, at)| at);
    let relations = relations(visit, &person)?;
    let belongs = Belongs::load(visit, &mut read, id).await?;
    let supervised = store::supervised_by(&mut read, id).await?.into_iter().map(|p| (p.id, p.name)).collect();
    let held = leave::held(visit, &mut read, id).await?;
    let leaves = store::departures::find(&mut read, id).await?.map(|d| d.last);
    let may_change = person.is_here() && visit.may("change-roles", &relations);
    let others = if may_change { store::present(&mut read).await? } else { Vec::new() };
    let supervisor_id = person.supervisor.clone().unwrap_or_default();
    let supervisor = store::names(&mut read, std::slice::from_ref(&supervisor_id)).await?.remove(&supervisor_id).unwrap_or_default();
    drop(read);
    let other_roles = Role::ALL.into_iter().filter(|r| !person.is(*r)).map(|r| (r.id(), role_word(visit, r))).collect();
    Html::draw(&PersonPage {
        page: visit.page_titled(&person.name)?,
        roles: person.roles.iter().map(|r| RoleLine { id: r.id(), word: role_word(visit, *r) }).collect(),
        supervisor,
        supervisor_id,
        passphrase_set,
        told,
        kind: belongs.kind,
        belongs: ["people-column-team", "people-column-programme", "people-column-position", "people-leads"].map(|id| visit.say(id, &[])).into_iter().zip(belongs.units).collect(),
        supervised,
        held,
        leaves,
        may_see: visit.may("see-person", &relations),
        may_account: visit.may("see-account", &relations),
        may_correct: person.is_here() && visit.may("correct-people", &relations),
        may_link: person.is_here() && visit.may("make-links", &relations),
        may_reset: has_second && person.is_here() && visit.may("reset-second-factor", &relations),
        may_change,
        may_end: visit.may("end-roles", &relations),
        other_roles,
        supervisors: others.into_iter().filter(|p| p.id != person.id).map(|p| (p.id, p.name)).collect(),
        link,
        person,
    })
}

/// How the person asking stands to the person asked about.
pub fn relations(visit: &Visit, person: &Person) -> Result<Vec<&'static str>, Failure> {
    let itself = (visit.actor()?.id == person.id).then_some("self");
    // Whoever may not give these roles may not come in as, or send elsewhere, somebody who has one.
    let above = (itself.is_none() && person.roles.iter().any(|r| is_given_by_directors(*r)) && !may_give_all(visit)).then_some("above");
    let only_volunteer = person.roles.iter().all(|r| *r == Role::Volunteer) && !person.roles.is_empty();
    let guided = (only_volunteer && visit.actor()?.is(Role::Coordinator)).then_some("guided");
    Ok(itself.into_iter().chain(above).chain(guided).collect())
}

/// Loads the person and asks the matrix. The row is read in the caller's transaction.
pub async fn permitted(visit: &Visit, db: &mut base::Db, permit: &'static str, id: &str) -> Result<Person, Failure> {
    let person = store::find(db, id).await?.ok_or(Failure::Missing)?;
    visit.app.matrix.grant(permit, visit.actor()?, &relations(visit, &person)?)?;
    Ok(person)
}

pub fn here(person: Person) -> Result<Person, Failure> {
    if person.is_here() { Ok(person) } else { Err(Refusal::LeftAlready.into()) }
}

pub(super) fn path(id: &str) -> String {
    format!("/people/{id}")
}

/// Makes a link and shows it this once, for agencies without mail. Who has a passphrase
/// already gets it by letter alone: no manager comes in as somebody who is in.
pub async fn make_link(visit: Visit, Path(id): Path<String>, Typed(_): Typed) -> Result<Response, Failure> {
    let mut tx = visit.begin().await?;
    let person = here(permitted(&visit, &mut tx, "make-links", &id).await?)?;
    let link = letters::make_link(&visit.app, &mut tx, &visit.actor()?.id, &id).await?;
    // Asked after the links before were made void: whoever was choosing by one of them has committed.
    let by_letter = store::keys::passphrase(&mut tx, &id).await?.is_some();
    if by_letter {
        letters::send_link(&visit.app, &mut tx, &person, &link).await?;
    }
    tx.commit().await?;
    visit.app.wake();
    if by_letter {
        return Ok(visit.go(&path(&id), letters::flash(&visit, "people-link-sent", "people-link-sent-by-hand")));
    }
    Ok(draw(&visit, &id, format!("{}{link}", visit.app.config.address)).await?.into_response())
}

pub async fn grant_role(visit: Visit, Path(id): Path<String>, Typed(form): Typed) -> Result<Response, Failure> {
    let role = Role::parse(form.text("role")).ok_or(Failure::Missing)?;
    let mut tx = visit.begin().await?;
    let person = here(permitted(&visit, &mut tx, "change-roles", &id).await?)?;
    acts::give_role(&visit.app, &mut tx, &visit.actor()?.id, &person, role).await?;
    tx.commit().await?;
    Ok(visit.go(&path(&id), "people-role-granted"))
}

pub async fn end_role(visit: Visit, Path(id): Path<String>, Typed(form): Typed) -> Result<Response, Failure> {
    let role = Role::parse(form.text("role")).ok_or(Failure::Missing)?;
    let mut tx = visit.begin().await?;
    permitted(&visit, &mut tx, "end-roles", &id).await?;
    acts::end_role(&visit.app, &mut tx, Some(&visit.actor()?.id), &id, role).await?;
    leaving::a_director_remains(&mut tx).await?;
    tx.commit().await?;
    Ok(visit.go(&path(&id), "people-role-ended"))
}

pub async fn set_supervisor(visit: Visit, Path(id): Path<String>, Typed(form): Typed) -> Result<Response, Failure> {
    let chosen = Some(form.text("supervisor")).filter(|s| !s.is_empty());
    let mut tx = visit.begin().await?;
    here(permitted(&visit, &mut tx, "change-roles", &id).await?)?;
    if let Some(supervisor) = chosen {
        let found = store::find(&mut tx, supervisor).await?.filter(Person::is_here);
        found.ok_or(Failure::Missing)?;
    }
    put_under(&visit.app, &mut tx, Some(&visit.actor()?.id), &id, chosen).await?;
    tx.commit().await?;
    Ok(visit.go(&path(&id), "people-supervisor-set"))
}
