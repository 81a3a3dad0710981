//! The second step of signing in: a code, a recovery code or a passkey.

use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use base::web::{FormState, Html, Page, Typed, Visit, attempts, session, to};
use base::{Db, Failure, Said};

use super::proof::{self, Ask};
use super::{FormView, arrive, door, letters};
use crate::model::Person;
use crate::model::factors::Factors;
use crate::store;

/// So many tries fill a person's bucket.
const MOST: i64 = 5;
/// What a passkey is asked for here.
const PURPOSE: &str = "second";

#[derive(askama::Template)]
#[template(path = "pages/second.html")]
struct SecondPage {
    page: Page,
    form: FormView,
    back: String,
    factors: Factors,
    ask: Option<Ask>,
}

/// Whose passphrase was right in this browser a moment ago, and the half's hash.
async fn halfway(visit: &Visit, db: &mut Db, headers: &HeaderMap) -> Result<Option<(Person, String)>, Failure> {
    let Some(token) = session::cookie(headers, arrive::half_cookie(&visit.app)) else { return Ok(None) };
    let hash = letters::hash(token);
    let Some(id) = store::factors::half(db, &hash, visit.now()).await? else { return Ok(None) };
    Ok(store::find(db, &id).await?.filter(Person::is_here).map(|p| (p, hash)))
}

pub async fn show(visit: Visit, headers: HeaderMap) -> Result<Response, Failure> {
    let back = door::ours(&visit.query("back").unwrap_or_default()).to_owned();
    let half = halfway(&visit, &mut *visit.read().await?, &headers).await?;
    let Some((person, _)) = half else {
        // Who never began has no second step.
        let began = session::cookie(&headers, arrive::half_cookie(&visit.app)).is_some();
        return if began || visit.visitor.actor.is_some() { Ok(too_late(&visit)) } else { Err(Failure::Missing) };
    };
    Ok(draw(&visit, FormState::default(), &person, back).await?.into_response())
}

async fn draw(visit: &Visit, form: FormState, person: &Person, back: String) -> Result<Html, Failure> {
    let mut read = visit.read().await?;
    let factors = store::factors::of(&mut read, &person.id).await?;
    let ask = proof::ask_for_passkey(visit, &mut read, PURPOSE, &person.id).await?;
    drop(read);
    Html::draw(&SecondPage { page: visit.page("people-second-title")?, form: FormView::of(visit, form), back, factors, ask })
}

fn too_late(visit: &Visit) -> Response {
    if visit.visitor.actor.is_some() { to("/") } else { visit.go("/sign-in", "people-second-late") }
}

pub async fn come_in(visit: Visit, headers: HeaderMap, Typed(mut form): Typed) -> Result<Response, Failure> {
    let back = door::ours(form.text("back")).to_owned();
    let half = halfway(&visit, &mut *visit.read().await?, &headers).await?;
    let Some((person, half)) = half else { return Ok(too_late(&visit)) };
    if form.text("answer").is_empty() && form.needed("code").is_empty() {
        return Ok(visit.again(draw(&visit, form, &person, back).await?));
    }
    let bucket = visit.app.vault.mark("second", &[person.id.as_bytes()])?;
    attempts::count(&visit.app, (&bucket, MOST), None).await?;

    let mut tx = visit.begin().await?;
    let Some(flash) = check(&visit, &mut tx, &person, &form).await? else {
        if attempts::is_full(&mut tx, (&bucket, MOST), visit.now()).await? {
            letters::warn(&visit.app, &mut tx, &person, "people-letter-tries-subject", "people-letter-tries-body").await?;
        }
        tx.commit().await?;
        visit.app.wake();
        let passkey = !form.text("answer").is_empty();
        form.wrong("code", Said::plain(if passkey { "people-passkey-refused" } else { "people-second-wrong" }));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, draw(&visit, form, &person, back).await?).into_response());
    };
    if !store::factors::end_half(&mut tx, &half).await? {
        return Ok(too_late(&visit));
    }
    attempts::forget(&mut tx, &bucket).await?;
    let arrived = arrive::whole(&visit, &mut tx, &person, &headers).await?;
    tx.commit().await?;
    visit.app.wake();
    Ok(arrived.go(&visit, &back, flash))
}

/// `None`: not good. Else what to say besides.
async fn check(visit: &Visit, db: &mut Db, person: &Person, form: &FormState) -> Result<Option<Option<&'static str>>, Failure> {
    let answer = form.text("answer");
    if !answer.is_empty() {
        let good = proof::by_passkey(visit, db, PURPOSE, person, form.text("ticket"), answer).await?;
        return Ok(good.then_some(None));
    }
    if proof::by_app(visit, db, person, form.text("code")).await? {
        return Ok(Some(None));
    }
    if proof::by_recovery_code(visit, db, person, form.text("code")).await? {
        let few = store::factors::of(db, &person.id).await?.few_codes();
        return Ok(Some(Some(if few { "people-codes-few" } else { "people-code-used" })));
    }
    Ok(None)
}
