//! One new person, by form.

use std::collections::BTreeSet;

use axum::response::Response;
use base::access::Role;
use base::web::{FormState, Html, Page, Typed, Visit};
use base::words::Lang;
use base::{Day, Failure, Said};

use super::{FormView, beside, languages, letters, may_give_all, role_boxes};
use crate::model::{Email, NewPerson, Person, PersonName, Refusal, is_given_by_directors};
use crate::{put_under, store};

#[derive(askama::Template)]
#[template(path = "pages/new.html")]
struct NewPage {
    page: Page,
    form: FormView,
    roles: Vec<(&'static str, String, String, bool)>,
    supervisors: Vec<(String, String)>,
    languages: [(&'static str, &'static str, &'static str); 2],
}

pub async fn show(visit: Visit) -> Result<Html, Failure> {
    let today = visit.now().day(&visit.app.zone()).to_string();
    let lang = visit.organisation()?.lang;
    draw(&visit, FormState::showing(&[("language", lang.id()), ("joined", &today)])).await
}

async fn draw(visit: &Visit, form: FormState) -> Result<Html, Failure> {
    let people = store::present(&mut *visit.read().await?).await?;
    Html::draw(&NewPage {
        page: visit.page("people-new-title")?,
        roles: role_boxes(visit, &form),
        supervisors: people.into_iter().map(|p| (p.id, p.name)).collect(),
        languages: languages(),
        form: FormView::of(visit, form),
    })
}

fn new_person(visit: &Visit, form: &mut FormState) -> Option<NewPerson> {
    let name = PersonName::parse(form.text("name"));
    let name = beside(form, "name", name);
    let email = Email::parse(form.text("email"));
    let email = beside(form, "email", email);
    let asked: Vec<Option<Role>> = form.all("roles").map(Role::parse).collect();
    let roles: BTreeSet<Role> = asked.iter().copied().flatten().collect();
    if roles.is_empty() || asked.contains(&None) {
        form.wrong("roles", Said::plain("people-new-roles-needed"));
    } else if roles.iter().any(|r| is_given_by_directors(*r)) && !may_give_all(visit) {
        form.wrong("roles", Said::plain("people-refused-director"));
    }
    let lang = Lang::parse(form.text("language"));
    if lang.is_none() {
        form.wrong("language", Said::plain("people-setup-choose"));
    }
    let joined = Day::parse(form.text("joined"));
    match joined {
        None => form.wrong("joined", Said::plain("people-problem-day").with("typed", form.text("joined"))),
        Some(day) if day > visit.now().day(&visit.app.zone()) => form.wrong("joined", Said::plain("people-problem-day-to-come")),
        Some(_) => {}
    }
    if !form.is_fine() {
        return None;
    }
    Some(NewPerson { id: None, name: name?, email: email?, lang: lang?, roles, kind: None, joined: joined? })
}

pub async fn add(visit: Visit, Typed(mut form): Typed) -> Result<Response, Failure> {
    let Some(new) = new_person(&visit, &mut form) else { return Ok(visit.again(draw(&visit, form).await?)) };
    let by = visit.actor()?.id.clone();
    let supervisor = Some(form.text("supervisor").to_owned()).filter(|s| !s.is_empty());
    let mut tx = visit.begin().await?;
    if store::find_by_email(&mut tx, &new.email.folded()).await?.is_some() {
        drop(tx);
        form.wrong("email", Refusal::EmailTaken.said());
        return Ok(visit.again(draw(&visit, form).await?));
    }
    if let Some(supervisor) = &supervisor {
        store::find(&mut tx, supervisor).await?.filter(Person::is_here).ok_or(Failure::Stale)?;
    }
    let id = letters::bring_in(&visit.app, &mut tx, &by, &new).await?;
    put_under(&visit.app, &mut tx, Some(&by), &id, supervisor.as_deref()).await?;
    tx.commit().await?;
    visit.app.wake();
    Ok(visit.go(&format!("/people/{id}"), letters::flash(&visit, "people-added", "people-added-by-hand")))
}
