//! The locked drawer: putting a phone in, taking it out (S-027).

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use base::Failure;
use base::web::form::Typed;
use base::web::{Html, Page, Visit};

use super::{Seen, Where, walk};
use crate::model::Place;

#[derive(Template)]
#[template(path = "pages/drawer.html")]
struct Drawer {
    page: Page,
    label: String,
    href: String,
    place: Where,
    is_in: bool,
    is_out: bool,
}

pub(super) async fn ask(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let seen = Seen::load(&visit, &mut *visit.read().await?, &id).await?;
    seen.grant(&visit, "move-phone")?;
    seen.phone.still_ours()?;
    let drawn = Html::draw(&Drawer {
        page: visit.page_titled(&visit.say("phones-drawer-title", &[("phone", seen.phone.label.as_str())]))?,
        label: seen.phone.label.as_str().to_owned(),
        href: seen.href(""),
        place: Where::of(&visit, &seen.phone),
        is_in: seen.phone.place == Place::Drawer,
        is_out: seen.phone.place == Place::OffSite,
    })?;
    Ok(drawn.into_response())
}

pub(super) async fn drawer(visit: Visit, Path(id): Path<String>, Typed(form): Typed) -> Result<Response, Failure> {
    let mut tx = visit.begin().await?;
    let seen = Seen::load(&visit, &mut tx, &id).await?;
    seen.grant(&visit, "move-phone")?;
    let (moves, flash) = match form.value("do") {
        "take" => (seen.phone.take_from_drawer()?, "phones-taken-from-drawer"),
        _ => (seen.phone.put_in_drawer()?, "phones-put-in-drawer"),
    };
    walk(&visit, &mut tx, &seen.phone, moves, visit.now()).await?;
    tx.commit().await?;
    Ok(visit.go(&format!("/phones/{id}"), flash))
}
