//! Signing in and out. Nothing here tells whether an e-mail is known.

use axum::http::header::{HeaderName, HeaderValue};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use base::web::attempts::{Most, Outer};
use base::web::{FormState, Html, Page, Typed, Visit, attempts, is_ours, session, to};
use base::{Failure, Said};
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use super::proof::{self, Ask};
use super::{FormView, arrive, with_cookie};
use crate::deeds::SESSION_ENDED;
use crate::model::{Person, fold_email};
use crate::{hash, store};

/// So many failures fill one person's bucket.
pub const MOST: i64 = 5;
/// So many fill that of a place (an office of fifty comes nowhere near), and everybody's.
const MOST_OUTSIDE: Most = Most { place: 100, all: 300 };
const ALL: &str = "sign-in";
/// The bucket for everybody who comes with a browser we know.
const ALL_KNOWN: &str = "sign-in-known";
/// The cookie by which we know a browser somebody signed in with before.
pub const KNOWN: &str = "kw_known";
/// How long we know it, in seconds.
pub const KNOWN_FOR: i64 = 365 * 24 * 60 * 60;
/// Longer than any passphrase we keep; not worth hashing.
const TOO_LONG: usize = 1024;

#[derive(askama::Template)]
#[template(path = "pages/sign_in.html")]
struct SignInPage {
    page: Page,
    form: FormView,
    back: String,
    is_set_up: bool,
    /// `None` where our address can have no passkeys.
    ask: Option<Ask>,
}

pub async fn show(visit: Visit) -> Result<Response, Failure> {
    let back = ours(&visit.query("back").unwrap_or_default()).to_owned();
    if visit.visitor.actor.is_some() {
        return Ok(to(&back));
    }
    Ok(draw(&visit, FormState::default(), back)?.into_response())
}

fn draw(visit: &Visit, form: FormState, back: String) -> Result<Html, Failure> {
    let is_set_up = visit.app.organisation().is_some();
    let page = visit.page(if is_set_up { "people-sign-in-title" } else { "people-not-set-up-title" })?;
    let ask = match proof::passkeys(visit)?.filter(|_| is_set_up) {
        Some(passkeys) => Some(proof::ask(visit, proof::ANYBODY, "", passkeys.ask_anybody())?),
        None => None,
    };
    Html::draw(&SignInPage { page, form: FormView::of(visit, form), back, is_set_up, ask })
}

/// A page of ours to go back to, or the first one: the doors themselves lead nowhere.
pub fn ours(back: &str) -> &str {
    let fine = is_ours(back) && back.len() <= 500 && !back.starts_with("/sign-") && !back.starts_with("/welcome/");
    if fine { back } else { "/" }
}

/// The bucket in which tries for this e-mail count. It does not tell the e-mail.
pub fn bucket(visit: &Visit, email: &str) -> Result<String, Failure> {
    visit.app.vault.mark("sign-in", &[email.as_bytes()])
}

/// What the browser of somebody who signed in before carries. It says nothing to others, and opens nothing.
pub fn known_mark(visit: &Visit, email: &str) -> Result<String, Failure> {
    visit.app.vault.mark("known-browser", &[email.as_bytes()])
}

/// The buckets of a try: its own, and those of its place and of everybody. A browser that
/// somebody signed in with before has buckets apart, so a stranger who fails
/// on purpose shuts nobody out of theirs.
fn buckets(visit: &Visit, headers: &HeaderMap, email: &str) -> Result<(String, Outer), Failure> {
    let own = bucket(visit, email)?;
    let mark = known_mark(visit, email)?;
    let given = session::cookie(headers, KNOWN).unwrap_or("");
    let (own, all) = if bool::from(mark.as_bytes().ct_eq(given.as_bytes())) { (format!("{own}-known"), ALL_KNOWN) } else { (own, ALL) };
    Ok((own, Outer::of(visit, all, MOST_OUTSIDE)?))
}

pub async fn sign_in(visit: Visit, headers: HeaderMap, Typed(mut form): Typed) -> Result<Response, Failure> {
    let back = ours(form.text("back")).to_owned();
    if visit.app.organisation().is_none() {
        return Ok(to("/sign-in"));
    }
    let email = fold_email(&form.needed("email"));
    form.needed("passphrase");
    if !form.is_fine() {
        return Ok(visit.again(draw(&visit, form, back)?));
    }
    let (bucket, outside) = buckets(&visit, &headers, &email)?;
    attempts::count(&visit.app, (&bucket, MOST), Some(&outside)).await?;
    let Some(found) = who(&visit, &email, form.value("passphrase")).await? else {
        let mut tx = visit.begin().await?;
        outside.note(&mut tx, visit.now()).await?;
        tx.commit().await?;
        form.wrong("passphrase", Said::plain("people-sign-in-wrong"));
        return Ok(visit.again(draw(&visit, form, back)?));
    };
    let mut tx = visit.begin().await?;
    attempts::forget(&mut tx, &bucket).await?;
    if let Some((before, now)) = &found.renewed {
        store::keys::rehash(&mut tx, &found.person.id, before, now).await?;
    }
    let arrived = arrive::by_passphrase(&visit, &mut tx, &found.person, &headers).await?;
    tx.commit().await?;
    Ok(arrived.go(&visit, &back, None))
}

/// Whoever is there comes in with a passkey alone: it is something they have, opened by something they are or know.
pub async fn sign_in_by_passkey(visit: Visit, headers: HeaderMap, Typed(mut form): Typed) -> Result<Response, Failure> {
    let back = ours(form.text("back")).to_owned();
    let mut tx = visit.begin().await?;
    let Some(person) = proof::anybody(&visit, &mut tx, form.text("ticket"), form.text("answer")).await? else {
        drop(tx);
        form.wrong("email", Said::plain("people-passkey-refused"));
        return Ok(visit.again(draw(&visit, form, back)?));
    };
    let arrived = arrive::whole(&visit, &mut tx, &person, &headers).await?;
    tx.commit().await?;
    Ok(arrived.go(&visit, &back, None))
}

/// Who it is, and the hash in place of one of an older make.
struct Found {
    person: Person,
    renewed: Option<(String, String)>,
}

/// The person with this e-mail and passphrase. An unknown e-mail takes as long as a known one.
async fn who(visit: &Visit, email: &str, passphrase: &str) -> Result<Option<Found>, Failure> {
    let typed = Zeroizing::new(passphrase.chars().take(TOO_LONG).collect::<String>());
    let mut read = visit.read().await?;
    let person = store::find_by_email(&mut read, email).await?.filter(Person::is_here);
    let kept = match &person {
        Some(person) => store::keys::passphrase(&mut read, &person.id).await?.map(|(hash, _)| hash),
        None => None,
    };
    drop(read);
    let right = hash::matches(&visit.app, typed.clone(), kept.clone()).await?;
    let Some(person) = person.filter(|_| right) else { return Ok(None) };
    let renewed = match kept.filter(|kept| hash::is_old(kept)) {
        Some(before) => Some((before, hash::again(&visit.app, typed).await?)),
        None => None,
    };
    Ok(Some(Found { person, renewed }))
}

pub async fn sign_out(visit: Visit, Typed(_): Typed) -> Result<Response, Failure> {
    let actor = visit.actor()?;
    let mut tx = visit.begin().await?;
    if let Some(session) = &visit.visitor.session {
        session::end(&mut tx, session).await?;
        visit.record(&mut tx, &SESSION_ENDED, &[("person", &actor.id)], &[]).await?;
    }
    tx.commit().await?;
    let gone = session::set_cookie(&visit.app, session::cookie_name(&visit.app), "", 0);
    let mut response = with_cookie(visit.go("/sign-in", "people-signed-out"), &gone);
    response.headers_mut().insert(HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\", \"storage\""));
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::ours;

    #[test]
    fn only_a_path_of_ours_is_gone_back_to() {
        for fine in ["/", "/phones/ph-014", "/people?q=a%20b&page=2"] {
            assert_eq!(ours(fine), fine);
        }
        for bad in ["", "phones", "//evil.example", "/\\evil.example", "https://evil.example", "/a\nb", "/sign-out", "/ï"] {
            assert_eq!(ours(bad), "/", "{bad}");
        }
    }
}
