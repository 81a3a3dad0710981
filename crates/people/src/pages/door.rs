//! Signing in and out. Nothing here tells whether an e-mail is known.

use axum::http::header::{HeaderName, HeaderValue};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use base::web::{FormState, Html, Page, Typed, Visit, attempts, is_ours, session, to};
use base::{Failure, Said};
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use super::{FormView, enter, with_cookie};
use crate::deeds::SESSION_ENDED;
use crate::model::{Person, fold_email};
use crate::{hash, store};

/// So many failures fill one person's bucket, and everybody's.
pub const MOST: i64 = 5;
const MOST_OF_ALL: i64 = 300;
const ALL: &str = "sign-in";
/// The bucket for everybody who comes with a browser we know.
const ALL_KNOWN: &str = "sign-in-known";
/// The cookie by which we know a browser somebody signed in with before.
const KNOWN: &str = "kw_known";
/// How long we know it, in seconds.
const KNOWN_FOR: i64 = 365 * 24 * 60 * 60;
/// Longer than any passphrase we keep; not worth hashing.
const TOO_LONG: usize = 1024;

#[derive(askama::Template)]
#[template(path = "pages/sign_in.html")]
struct SignInPage {
    page: Page,
    form: FormView,
    back: String,
    is_set_up: bool,
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
    Html::draw(&SignInPage { page, form: FormView::of(visit, form), back, is_set_up })
}

/// A page of ours to go back to, or the first one: the doors themselves lead nowhere.
fn ours(back: &str) -> &str {
    let fine = is_ours(back) && back.len() <= 500 && !back.starts_with("/sign-") && !back.starts_with("/welcome/");
    if fine { back } else { "/" }
}

/// The bucket in which tries for this e-mail count. It does not tell the e-mail.
pub fn bucket(visit: &Visit, email: &str) -> Result<String, Failure> {
    visit.app.vault.mark("sign-in", &[email.as_bytes()])
}

/// What the browser of somebody who signed in before carries. It says nothing to others, and opens nothing.
fn known_mark(visit: &Visit, email: &str) -> Result<String, Failure> {
    visit.app.vault.mark("known-browser", &[email.as_bytes()])
}

/// The buckets of a try: its own, and the one for everybody. A browser that
/// somebody signed in with before has buckets apart, so a stranger who fails
/// on purpose shuts nobody out of theirs.
fn buckets(visit: &Visit, headers: &HeaderMap, email: &str) -> Result<(String, &'static str), Failure> {
    let own = bucket(visit, email)?;
    let mark = known_mark(visit, email)?;
    let given = session::cookie(headers, KNOWN).unwrap_or("");
    Ok(if bool::from(mark.as_bytes().ct_eq(given.as_bytes())) { (format!("{own}-known"), ALL_KNOWN) } else { (own, ALL) })
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
    let (bucket, all) = buckets(&visit, &headers, &email)?;
    attempts::count(&visit.app, (&bucket, MOST), (all, MOST_OF_ALL)).await?;
    let Some(person) = who(&visit, &email, form.value("passphrase")).await? else {
        let mut tx = visit.begin().await?;
        attempts::note(&mut tx, all, visit.now()).await?;
        tx.commit().await?;
        form.wrong("passphrase", Said::plain("people-sign-in-wrong"));
        return Ok(visit.again(draw(&visit, form, back)?));
    };
    let mut tx = visit.begin().await?;
    attempts::forget(&mut tx, &bucket).await?;
    let cookie = enter(&visit, &mut tx, &person.id, &headers).await?;
    tx.commit().await?;
    let known = session::set_cookie(&visit.app, KNOWN, &known_mark(&visit, &email)?, KNOWN_FOR);
    Ok(with_cookie(with_cookie(to(&back), &cookie), &known))
}

/// The person with this e-mail and passphrase. An unknown e-mail takes as long as a known one.
async fn who(visit: &Visit, email: &str, passphrase: &str) -> Result<Option<Person>, Failure> {
    let typed = Zeroizing::new(passphrase.chars().take(TOO_LONG).collect::<String>());
    let mut read = visit.read().await?;
    let person = store::find_by_email(&mut read, email).await?.filter(Person::is_here);
    let kept = match &person {
        Some(person) => store::keys::passphrase(&mut read, &person.id).await?.map(|(hash, _)| hash),
        None => None,
    };
    drop(read);
    let right = hash::matches(&visit.app, typed, kept).await?;
    Ok(person.filter(|_| right))
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
