//! Handing a phone out, and taking it back. Never hand to hand.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use base::access::Role;
use base::web::form::{Field, FormState, Typed};
use base::web::{Html, Page, Visit};
use base::{Db, Failure};
use people::Person;

use super::{Seen, deed_of, errors, field};
use crate::model::{KIT, Kit, Place, Refusal};
use crate::{deeds, store};

type Part = (&'static str, String, String, bool);

#[derive(Template)]
#[template(path = "pages/issue.html")]
struct Issue {
    page: Page,
    errors: Vec<(&'static str, String)>,
    label: String,
    href: String,
    back_href: String,
    person: Field,
    people: Vec<(String, String)>,
    kit: Vec<Part>,
    held: Option<String>,
}

#[derive(Template)]
#[template(path = "pages/take_back.html")]
struct TakeBack {
    page: Page,
    label: String,
    href: String,
    holder: String,
    off_site: bool,
    kit: Vec<Part>,
}

fn kit(visit: &Visit, ticked: impl Fn(&str) -> bool) -> Vec<Part> {
    KIT.map(|part| (part, visit.say(&format!("phones-kit-{part}"), &[]), String::new(), ticked(part))).to_vec()
}

/// Who may hold a phone: everybody here who serves, leads or helps.
async fn may_hold(db: &mut Db) -> Result<Vec<Person>, Failure> {
    let serves = |p: &Person| p.roles.iter().any(|r| !matches!(r, Role::Board | Role::It | Role::Privacy));
    Ok(people::list(db).await?.into_iter().filter(serves).collect())
}

async fn draw_issue(visit: &Visit, seen: &Seen, form: &FormState) -> Result<Html, Failure> {
    let mut db = visit.read().await?;
    let people = may_hold(&mut db).await?.into_iter().map(|p| (p.id, p.name)).collect();
    let held = match seen.phone.holder() {
        Some(holder) => people::find(&mut db, holder).await?.map(|p| p.name),
        None => None,
    };
    drop(db);
    Html::draw(&Issue {
        page: visit.page_titled(&visit.say("phones-issue-title", &[("phone", seen.phone.label.as_str())]))?,
        errors: errors(visit, form),
        label: seen.phone.label.as_str().to_owned(),
        href: seen.href(""),
        back_href: seen.href("/take-back"),
        person: field(visit, form, "person"),
        people,
        kit: kit(visit, |part| form.has("kit", part)),
        held,
    })
}

pub(super) async fn ask_issue(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let seen = Seen::load(&visit, &mut *visit.read().await?, &id).await?;
    seen.grant(&visit, "issue-phone")?;
    seen.phone.still_ours()?;
    let whole = KIT.map(|part| ("kit", part));
    Ok(draw_issue(&visit, &seen, &FormState::showing(&whole)).await?.into_response())
}

pub(super) async fn issue(visit: Visit, Path(id): Path<String>, Typed(mut form): Typed) -> Result<Response, Failure> {
    let now = visit.now();
    let custody = visit.app.id()?;
    let mut tx = visit.begin().await?;
    let seen = Seen::load(&visit, &mut tx, &id).await?;
    seen.grant(&visit, "issue-phone")?;
    seen.phone.issue()?;
    let person = form.text("person").to_owned();
    if !may_hold(&mut tx).await?.iter().any(|p| p.id == person) {
        drop(tx);
        form.wrong("person", Refusal::NobodyChosen.said());
        return Ok(visit.again(draw_issue(&visit, &seen, &form).await?));
    }
    store::begin_custody(&mut tx, &custody, &id, &person, now).await?;
    store::place(&mut tx, &seen.phone, Place::Holder, now).await?;
    let kit = Kit::of(form.all("kit")).code();
    visit.record(&mut tx, &deeds::CUSTODY_BEGAN, &[("phone", &id), ("person", &person)], &[("kit", &kit)]).await?;
    tx.commit().await?;
    Ok(visit.go(&format!("/phones/{id}"), "phones-issued"))
}

pub(super) async fn ask_back(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let mut db = visit.read().await?;
    let seen = Seen::load(&visit, &mut db, &id).await?;
    seen.grant(&visit, "issue-phone")?;
    let (custody, _) = seen.phone.take_back()?;
    let holder = people::find(&mut db, &custody.holder).await?.map(|p| p.name).unwrap_or_default();
    drop(db);
    let drawn = Html::draw(&TakeBack {
        page: visit.page_titled(&visit.say("phones-take-back-title", &[("phone", seen.phone.label.as_str())]))?,
        label: seen.phone.label.as_str().to_owned(),
        href: seen.href(""),
        holder,
        off_site: seen.phone.place == Place::OffSite,
        kit: kit(&visit, |_| true),
    })?;
    Ok(drawn.into_response())
}

pub(super) async fn take_back(visit: Visit, Path(id): Path<String>, Typed(form): Typed) -> Result<Response, Failure> {
    let now = visit.now();
    let mut tx = visit.begin().await?;
    let seen = Seen::load(&visit, &mut tx, &id).await?;
    seen.grant(&visit, "issue-phone")?;
    let (custody, moves) = seen.phone.take_back()?;
    for step in moves {
        visit.record(&mut tx, deed_of(*step), &[("phone", &id)], &[]).await?;
    }
    store::end_custody(&mut tx, custody, now).await?;
    store::place(&mut tx, &seen.phone, seen.phone.place_without_holder(), now).await?;
    store::off_site::drop_open(&mut tx, &id, &visit.actor()?.id, now).await?;
    let kit = Kit::of(form.all("kit")).code();
    visit.record(&mut tx, &deeds::CUSTODY_ENDED, &[("phone", &id), ("person", &custody.holder)], &[("kit", &kit)]).await?;
    tx.commit().await?;
    let flash = if seen.phone.place_without_holder() == Place::Drawer { "phones-taken-back" } else { "phones-taken-back-drawer" };
    Ok(visit.go(&format!("/phones/{id}"), flash))
}
