//! The link that works once: somebody chooses their passphrase.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use base::web::{FormState, Html, Page, Typed, Visit, session};
use base::Failure;

use super::{FormView, arrive, invitations, letters, new_passphrase, own_words};
use crate::deeds::PASSPHRASE_SET;
use crate::model::Person;
use crate::{hash, store};

#[derive(askama::Template)]
#[template(path = "pages/welcome.html")]
struct WelcomePage {
    page: Page,
    form: FormView,
    /// `None` when the link works no more.
    person: Option<Person>,
    token: String,
}

pub async fn show(visit: Visit, Path(token): Path<String>) -> Result<Response, Failure> {
    let person = invitations::behind(&visit, &token).await?;
    answer(&visit, FormState::default(), person, token)
}

fn answer(visit: &Visit, form: FormState, person: Option<Person>, token: String) -> Result<Response, Failure> {
    let status = match (&person, form.is_fine()) {
        (None, _) => StatusCode::GONE,
        (Some(_), true) => StatusCode::OK,
        (Some(_), false) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = visit.page(if person.is_some() { "people-welcome-title" } else { "people-link-gone-title" })?;
    let html = Html::draw(&WelcomePage { page, form: FormView::of(visit, form), person, token })?;
    Ok((status, html).into_response())
}

pub async fn choose(visit: Visit, Path(token): Path<String>, headers: HeaderMap, Typed(mut form): Typed) -> Result<Response, Failure> {
    let token_hash = invitations::kept_as(&visit, &token)?;
    let Some(person) = invitations::behind(&visit, &token).await? else { return answer(&visit, form, None, token) };
    let alone = !store::factors::of(&mut *visit.read().await?, &person.id).await?.has_second();
    let own = own_words(&visit, &person.name, &person.email);
    let Some(passphrase) = new_passphrase(&mut form, &own, alone) else { return answer(&visit, form, Some(person), token) };
    let short = passphrase.is_short();
    let hash = hash::make(&visit.app, passphrase).await?;

    let now = visit.now();
    let mut tx = visit.begin().await?;
    if !store::keys::use_up(&mut tx, &token_hash, now).await? {
        drop(tx);
        return answer(&visit, form, None, token);
    }
    let had_one = store::keys::passphrase(&mut tx, &person.id).await?.is_some();
    store::set_passphrase(&mut tx, &person.id, &hash, short, now).await?;
    visit.app.record(&mut tx, Some(&person.id), &PASSPHRASE_SET, &[("person", &person.id)], &[]).await?;
    session::end_all(&mut tx, &person.id).await?;
    if had_one {
        letters::warn(&visit.app, &mut tx, &person, "people-letter-changed-subject", "people-letter-changed-body").await?;
    }
    // A new passphrase takes no second factor away (ASVS 6.4.3).
    let arrived = arrive::by_passphrase(&visit, &mut tx, &person, &headers).await?;
    tx.commit().await?;
    visit.app.wake();
    Ok(arrived.go(&visit, "/", Some("people-welcome-done")))
}
