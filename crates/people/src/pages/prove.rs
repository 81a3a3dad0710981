//! Step-up: whoever wants to do what can hurt proves again who they are, when the
//! last proof is older than ten minutes (ASVS 7.5.3). What they typed waits.

use axum::response::{IntoResponse, Response};
use base::web::{FormState, Html, Page, Typed, Visit, attempts, form, is_ours, to};
use base::{Failure, Said};
use zeroize::Zeroizing;

use super::proof::{self, Ask};
use super::{FormView, arrive, with_cookie};
use crate::deeds::IDENTITY_PROVED;
use crate::model::Person;
use crate::model::factors::Factors;
use crate::{hash, store};

const MOST: i64 = 5;
const PURPOSE: &str = "prove";

/// What one was about to do.
struct Errand {
    /// Where to go back to, or where the form goes.
    place: String,
    /// The form, as it was sent; empty when there was none.
    kept: String,
}

#[derive(askama::Template)]
#[template(path = "pages/prove.html")]
struct ProvePage {
    page: Page,
    form: FormView,
    errand: Errand,
    factors: Factors,
    has_passphrase: bool,
    ask: Option<Ask>,
}

#[derive(askama::Template)]
#[template(path = "pages/proved.html")]
struct ProvedPage {
    page: Page,
    place: String,
    fields: Vec<(String, String)>,
}

fn ours(place: &str) -> String {
    let fine = is_ours(place) && !place.starts_with("/prove") && place.len() <= 2_000;
    if fine { place.to_owned() } else { "/".to_owned() }
}

/// A page asked for a proof before it opens.
pub async fn show(visit: Visit) -> Result<Response, Failure> {
    let errand = Errand { place: ours(&visit.query("back").unwrap_or_default()), kept: String::new() };
    Ok(draw(&visit, FormState::default(), errand).await?.into_response())
}

/// A form asked for a proof before it is taken: the browser sent it here instead.
pub async fn show_for_form(visit: Visit, Typed(typed): Typed) -> Result<Response, Failure> {
    let pairs = typed.pairs().filter(|(name, _)| *name != form::TOKEN_FIELD);
    let kept = pairs.map(|(n, v)| format!("{}={}", form::encode(n), form::encode(v))).collect::<Vec<_>>().join("&");
    let errand = Errand { place: ours(&visit.query("to").unwrap_or_default()), kept: format!("&{kept}") };
    Ok(draw(&visit, FormState::default(), errand).await?.into_response())
}

async fn draw(visit: &Visit, form: FormState, errand: Errand) -> Result<Html, Failure> {
    let id = &visit.actor()?.id;
    let mut read = visit.read().await?;
    let factors = store::factors::of(&mut read, id).await?;
    let has_passphrase = store::keys::passphrase(&mut read, id).await?.is_some();
    let ask = proof::ask_for_passkey(visit, &mut read, PURPOSE, id).await?;
    drop(read);
    Html::draw(&ProvePage { page: visit.page("people-prove-title")?, form: FormView::of(visit, form), errand, factors, has_passphrase, ask })
}

pub async fn prove(visit: Visit, Typed(mut form): Typed) -> Result<Response, Failure> {
    let errand = Errand { place: ours(form.text("place")), kept: form.value("kept").to_owned() };
    let person = store::find(&mut *visit.read().await?, &visit.actor()?.id).await?.ok_or(Failure::SignedOut)?;
    let passphrase = Zeroizing::new(form.value("passphrase").to_owned());
    let (code, answer) = (form.text("code").to_owned(), form.text("answer").to_owned());
    if passphrase.is_empty() && code.is_empty() && answer.is_empty() {
        form.wrong("passphrase", Said::plain("base-form-needed"));
        return Ok(visit.again(draw(&visit, form, errand).await?));
    }
    let bucket = visit.app.vault.mark("prove", &[person.id.as_bytes()])?;
    attempts::count(&visit.app, (&bucket, MOST), None).await?;
    let right = !passphrase.is_empty() && knows(&visit, &person, passphrase).await?;

    let mut tx = visit.begin().await?;
    let good = right
        || (!code.is_empty() && proof::by_app(&visit, &mut tx, &person, &code).await?)
        || (!answer.is_empty() && proof::by_passkey(&visit, &mut tx, PURPOSE, &person, form.text("ticket"), &answer).await?);
    if !good {
        drop(tx);
        let field = if code.is_empty() { "passphrase" } else { "code" };
        form.wrong(field, Said::plain(if answer.is_empty() { "people-prove-wrong" } else { "people-passkey-refused" }));
        return Ok(visit.again(draw(&visit, form, errand).await?));
    }
    attempts::forget(&mut tx, &bucket).await?;
    let cookie = arrive::renew(&visit, &mut tx).await?;
    visit.record(&mut tx, &IDENTITY_PROVED, &[("person", &person.id)], &[]).await?;
    tx.commit().await?;
    Ok(with_cookie(go_on(&visit, errand, &cookie)?, &cookie))
}

async fn knows(visit: &Visit, person: &Person, passphrase: Zeroizing<String>) -> Result<bool, Failure> {
    let kept = store::keys::passphrase(&mut *visit.read().await?, &person.id).await?.map(|(hash, _)| hash);
    hash::matches(&visit.app, passphrase, kept).await
}

/// Back to the page, or the form once more with one button: a browser does not
/// send a form again by itself.
fn go_on(visit: &Visit, errand: Errand, cookie: &str) -> Result<Response, Failure> {
    if errand.kept.is_empty() {
        return Ok(to(&errand.place));
    }
    let kept = form::read(errand.kept.as_bytes()).unwrap_or_default();
    let mut page = visit.page("people-proved-title")?;
    page.csrf = form_token(visit, cookie)?;
    Ok(Html::draw(&ProvedPage { page, place: errand.place, fields: kept })?.into_response())
}

/// The form token of the session this very answer begins.
fn form_token(visit: &Visit, cookie: &str) -> Result<String, Failure> {
    let token = cookie.split(['=', ';']).nth(1).unwrap_or_default();
    base::web::session::form_token(&visit.app, Some(&base::web::session::hash(token)))
}
