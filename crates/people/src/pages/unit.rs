//! One team, programme or position: who is in it, today or on a past day.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use base::web::telling::{self, Told};
use base::web::visit::initials;
use base::web::{FormState, Html, Page, Typed, Visit};
use base::{Day, Db, Failure, Moment, trail};

use super::FormView;
use super::units::{face, lead_name, phone_choices, phone_id};
use crate::acts;
use crate::deeds::{POSITION_CHANGED, PROGRAMME_CHANGED, TEAM_CHANGED};
use crate::model::unit::{Unit, UnitKind};
use crate::model::{Person, Refusal};
use crate::store;

struct Member {
    id: String,
    name: String,
    initials: String,
    began: Moment,
}

#[derive(askama::Template)]
#[template(path = "pages/unit.html")]
struct UnitPage {
    page: Page,
    unit: Unit,
    kind: &'static str,
    name: String,
    phone: &'static str,
    lead: String,
    lead_id: String,
    members: Vec<Member>,
    heads: Vec<String>,
    day: Day,
    is_today: bool,
    others: Vec<(String, String)>,
    people: Vec<(String, String)>,
    join_hint: String,
    phones: Vec<(&'static str, String, String)>,
    form: FormView,
    may_keep: bool,
    may_lead: bool,
    told: Vec<(Told, String)>,
}

/// The day asked for (never one to come), and the moment that stands for it: its end, or now.
pub(super) fn asked_day(visit: &Visit) -> (Day, Day, Moment) {
    let zone = visit.app.zone();
    let today = visit.now().day(&zone);
    let day = visit.query("day").and_then(|d| Day::parse(&d)).filter(|d| *d < today).unwrap_or(today);
    let at = if day == today { visit.now() } else { day.end(&zone) };
    (day, today, at)
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let unit = store::units::find(&mut *visit.read().await?, &id).await?.ok_or(Failure::Missing)?;
    let phone = phone_id(&unit);
    let form = FormState::showing(&[("name", &unit.face.name), ("name-fr", &unit.face.name_fr), ("phone", phone)]);
    Ok(draw(&visit, unit, form).await?.into_response())
}

async fn draw(visit: &Visit, unit: Unit, form: FormState) -> Result<Html, Failure> {
    let (day, today, at) = asked_day(visit);
    let mut read = visit.read().await?;
    let spans = store::spans::members_at(&mut read, unit.kind.what(), &unit.id, at).await?;
    let ids: Vec<String> = spans.iter().map(|s| s.person.clone()).collect();
    let names = store::names(&mut read, &ids).await?;
    let mut members: Vec<Member> = spans.into_iter().map(|s| {
        let name = names.get(&s.person).cloned().unwrap_or_default();
        Member { initials: initials(&name), name, began: s.began, id: s.person }
    }).collect();
    members.sort_by_key(|m| crate::model::fold(&m.name));
    let present = store::present(&mut read).await?;
    let lead = if unit.kind == UnitKind::Team { lead_name(&mut read, &unit.id, at).await? } else { String::new() };
    let lead_id = acts::leads(&mut read, &unit.id, visit.now()).await?.into_iter().next().unwrap_or_default();
    let told = told(visit, &mut read, &unit).await?;
    drop(read);
    let name = unit.face.called(visit.lang()).to_owned();
    let pair = |p: &Person| (p.id.clone(), p.name.clone());
    Html::draw(&UnitPage {
        page: visit.page_titled(&name)?,
        kind: unit.kind.id(),
        name,
        phone: phone_id(&unit),
        lead,
        lead_id,
        heads: ["people-name", "people-member-since", "people-member-act"].map(|id| visit.say(id, &[])).into(),
        is_today: day == today,
        day,
        others: present.iter().filter(|p| !ids.contains(&p.id)).map(pair).collect(),
        people: present.iter().map(pair).collect(),
        join_hint: if unit.kind == UnitKind::Team { visit.say("people-join-hint", &[]) } else { String::new() },
        phones: phone_choices(visit),
        form: FormView::of(visit, form),
        may_keep: unit.closed.is_none() && visit.may("keep-teams", &[]),
        may_lead: unit.closed.is_none() && unit.kind == UnitKind::Team && visit.may("change-roles", &[]),
        members,
        told,
        unit,
    })
}

async fn told(visit: &Visit, db: &mut Db, unit: &Unit) -> Result<Vec<(Told, String)>, Failure> {
    let entries = trail::about(&mut *db, unit.kind.id(), &unit.id, 30).await?;
    let told = telling::tell(visit, db, &entries).await?;
    Ok(told.into_iter().map(|t| { let iso = visit.iso(t.at); (t, iso) }).collect())
}

fn path(id: &str) -> String {
    format!("/teams/{id}")
}

/// The unit, still open.
async fn open(db: &mut Db, id: &str) -> Result<Unit, Failure> {
    let unit = store::units::find(db, id).await?.ok_or(Failure::Missing)?;
    if unit.closed.is_some() { Err(Failure::Stale) } else { Ok(unit) }
}

async fn present(db: &mut Db, id: &str) -> Result<Person, Failure> {
    store::find(db, id).await?.filter(Person::is_here).ok_or(Failure::Missing)
}

pub async fn change(visit: Visit, Path(id): Path<String>, Typed(mut form): Typed) -> Result<Response, Failure> {
    let mut tx = visit.begin().await?;
    let unit = open(&mut tx, &id).await?;
    let face = face(&mut form, unit.kind);
    let taken = match &face {
        Some(face) => store::units::by_name(&mut tx, unit.kind, &face.name).await?.is_some_and(|other| other.id != id),
        None => false,
    };
    if taken {
        form.wrong("name", Refusal::NameTaken.said());
    }
    let (Some(face), false) = (face, taken) else {
        drop(tx);
        return Ok(visit.again(draw(&visit, unit, form).await?));
    };
    if face != unit.face {
        store::units::change(&mut tx, &id, &face).await?;
        let deed = match unit.kind {
            UnitKind::Team => &TEAM_CHANGED,
            UnitKind::Programme => &PROGRAMME_CHANGED,
            UnitKind::Position => &POSITION_CHANGED,
        };
        visit.record(&mut tx, deed, &[(unit.kind.id(), &id)], &[]).await?;
        tx.commit().await?;
    }
    Ok(visit.go(&path(&id), "people-unit-changed"))
}

pub async fn set_lead(visit: Visit, Path(id): Path<String>, Typed(form): Typed) -> Result<Response, Failure> {
    let chosen = Some(form.text("lead")).filter(|s| !s.is_empty());
    let mut tx = visit.begin().await?;
    let unit = open(&mut tx, &id).await?;
    if unit.kind != UnitKind::Team {
        return Err(Failure::Missing);
    }
    if let Some(lead) = chosen {
        present(&mut tx, lead).await?;
    }
    acts::set_lead(&visit.app, &mut tx, Some(&visit.actor()?.id), &id, chosen).await?;
    tx.commit().await?;
    Ok(visit.go(&path(&id), "people-lead-set"))
}

pub async fn join(visit: Visit, Path(id): Path<String>, Typed(form): Typed) -> Result<Response, Failure> {
    let mut tx = visit.begin().await?;
    let unit = open(&mut tx, &id).await?;
    let person = present(&mut tx, form.text("person")).await?;
    acts::join(&visit.app, &mut tx, Some(&visit.actor()?.id), &person.id, &unit).await?;
    tx.commit().await?;
    Ok(visit.go(&path(&id), "people-joined-unit"))
}

pub async fn part(visit: Visit, Path(id): Path<String>, Typed(form): Typed) -> Result<Response, Failure> {
    let mut tx = visit.begin().await?;
    let unit = open(&mut tx, &id).await?;
    acts::part(&visit.app, &mut tx, Some(&visit.actor()?.id), form.text("person"), &unit).await?;
    tx.commit().await?;
    Ok(visit.go(&path(&id), "people-left-unit"))
}

pub async fn close(visit: Visit, Path(id): Path<String>, Typed(_): Typed) -> Result<Response, Failure> {
    let mut tx = visit.begin().await?;
    let unit = open(&mut tx, &id).await?;
    acts::close_unit(&visit.app, &mut tx, Some(&visit.actor()?.id), &unit).await?;
    tx.commit().await?;
    Ok(visit.go("/teams", "people-unit-closed"))
}
