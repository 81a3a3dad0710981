//! A phone comes into the list, and goes out of it.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use base::Failure;
use base::web::form::{Field, FormState, Typed};
use base::web::{Html, Page, Visit};

use super::{Seen, errors, field};
use crate::model::{Carrier, Kept, Label, Number, Place, Platform};
use crate::{deeds, store};

#[derive(Template)]
#[template(path = "pages/new.html")]
struct New {
    page: Page,
    errors: Vec<(&'static str, String)>,
    label: Field,
    number: Field,
    platform: Field,
    carrier: Field,
    drawer: Field,
    platforms: Vec<(&'static str, String, String)>,
}

fn draw(visit: &Visit, form: &FormState) -> Result<Html, Failure> {
    Html::draw(&New {
        page: visit.page("phones-new")?,
        errors: errors(visit, form),
        label: field(visit, form, "label"),
        number: field(visit, form, "number"),
        platform: field(visit, form, "platform"),
        carrier: field(visit, form, "carrier"),
        drawer: field(visit, form, "drawer"),
        platforms: Platform::ALL.map(|p| (p.id(), visit.say(p.text(), &[]), String::new())).to_vec(),
    })
}

pub(super) async fn ask(visit: Visit) -> Result<Response, Failure> {
    Ok(draw(&visit, &FormState::showing(&[("drawer", "yes")]))?.into_response())
}

/// The phone the form speaks of; what is wrong is said beside its field.
fn read(form: &mut FormState) -> Option<Kept> {
    let label = Label::parse(form.text("label")).map_err(|r| form.wrong("label", r.said())).ok();
    let number = Number::parse(form.text("number")).map_err(|r| form.wrong("number", r.said())).ok();
    let platform = Platform::parse(form.text("platform")).map_err(|r| form.wrong("platform", r.said())).ok();
    let carrier = Carrier::parse(form.text("carrier")).map_err(|r| form.wrong("carrier", r.said())).ok();
    Some(Kept { label: label?, number: number?, platform: platform?, carrier: carrier? })
}

pub(super) async fn add(visit: Visit, Typed(mut form): Typed) -> Result<Response, Failure> {
    let Some(kept) = read(&mut form) else { return Ok(visit.again(draw(&visit, &form)?)) };
    let now = visit.now();
    let id = visit.app.id()?;
    let mut tx = visit.begin().await?;
    for (label, number) in store::taken(&mut tx).await? {
        if label == kept.label.folded() {
            form.wrong("label", base::Said::plain("phones-row-label-here"));
        }
        if number == kept.number.dialled() {
            form.wrong("number", base::Said::plain("phones-row-number-here"));
        }
    }
    if !form.is_fine() {
        drop(tx);
        return Ok(visit.again(draw(&visit, &form)?));
    }
    let place = if form.ticked("drawer") { Place::Drawer } else { Place::Shelf };
    store::insert(&mut tx, &id, &kept, place, now).await?;
    visit.record(&mut tx, &deeds::PHONE_ADDED, &[("phone", &id)], &[]).await?;
    if place == Place::Drawer {
        visit.record(&mut tx, &deeds::PUT_IN_DRAWER, &[("phone", &id)], &[]).await?;
    }
    tx.commit().await?;
    Ok(visit.go(&format!("/phones/{id}"), "phones-added"))
}

pub(super) async fn retire(visit: Visit, Path(id): Path<String>, Typed(_): Typed) -> Result<Response, Failure> {
    let mut tx = visit.begin().await?;
    let seen = Seen::load(&visit, &mut tx, &id).await?;
    seen.grant(&visit, "add-phones")?;
    seen.phone.retire()?;
    store::retire(&mut tx, &seen.phone, visit.now()).await?;
    visit.record(&mut tx, &deeds::PHONE_RETIRED, &[("phone", &id)], &[]).await?;
    tx.commit().await?;
    Ok(visit.go("/phones", "phones-retired"))
}
