//! One's own page: language, passphrase, where one is signed in.

use axum::http::HeaderMap;
use axum::response::Response;
use base::web::{FormState, Html, Page, Typed, Visit, attempts, session};
use base::words::Lang;
use base::{Db, Failure, Moment, Said};
use zeroize::Zeroizing;

use super::{FormView, door, enter, languages, letters, new_passphrase, role_word, with_cookie};
use crate::deeds::{PASSPHRASE_SET, PERSON_CHANGED, SESSION_ENDED};
use crate::model::{Person, fold_email};
use crate::{hash, store};

/// A year, in seconds.
const LONG: i64 = 365 * 24 * 60 * 60;

struct Seat {
    name: String,
    agent: String,
    began: Moment,
    seen: Moment,
    this: bool,
}

#[derive(askama::Template)]
#[template(path = "pages/me.html")]
struct MePage {
    page: Page,
    form: FormView,
    person: Person,
    roles: String,
    supervisor: String,
    seats: Vec<Seat>,
    heads: Vec<String>,
    passphrase_set: Option<Moment>,
    languages: [(&'static str, &'static str, &'static str); 2],
}

pub async fn show(visit: Visit) -> Result<Html, Failure> {
    draw(&visit, FormState::default()).await
}

async fn myself(visit: &Visit, db: &mut Db) -> Result<Person, Failure> {
    store::find(db, &visit.actor()?.id).await?.ok_or(Failure::SignedOut)
}

async fn draw(visit: &Visit, form: FormState) -> Result<Html, Failure> {
    let mut read = visit.read().await?;
    let person = myself(visit, &mut read).await?;
    let supervisor = crate::supervisor_of(&mut read, &person.id).await?.map(|p| p.name).unwrap_or_default();
    let sessions = session::list(&mut read, &person.id, visit.now()).await?;
    let passphrase_set = store::keys::passphrase(&mut read, &person.id).await?.map(|(_, at)| at);
    drop(read);
    let seats = sessions.into_iter().map(|s| Seat {
        this: visit.visitor.session.as_ref() == Some(&s.token_hash),
        name: seat_name(visit, &s.token_hash).unwrap_or_default(),
        agent: device(visit, &s.agent),
        began: s.began,
        seen: s.seen,
    });
    Html::draw(&MePage {
        page: visit.page("people-me-title")?,
        form: FormView::of(visit, form),
        roles: person.roles.iter().map(|r| role_word(visit, *r)).collect::<Vec<_>>().join(", "),
        supervisor,
        seats: seats.collect(),
        heads: ["people-seat-device", "people-seat-began", "people-seat-seen", "people-seat-act"].map(|id| visit.say(id, &[])).into(),
        passphrase_set,
        languages: languages(),
        person,
    })
}

/// What names a session on the page: a mark of its hash, so the page holds nothing of use elsewhere.
fn seat_name(visit: &Visit, token_hash: &str) -> Result<String, Failure> {
    visit.app.vault.mark("seat", &[token_hash.as_bytes()])
}

/// "Firefox, Linux" from what a browser calls itself.
fn device(visit: &Visit, agent: &str) -> String {
    let find = |names: &[(&str, &'static str)]| names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    let browser = find(&[("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]);
    let system = find(&[("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux")]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => visit.say("people-seat-unknown", &[]),
    }
}

pub async fn choose_language(visit: Visit, Typed(form): Typed) -> Result<Response, Failure> {
    let lang = Lang::parse(form.text("language")).ok_or(Failure::Missing)?;
    let mut tx = visit.begin().await?;
    let person = myself(&visit, &mut tx).await?;
    if person.lang != lang {
        store::set_language(&mut tx, &person.id, lang).await?;
        visit.record(&mut tx, &PERSON_CHANGED, &[("person", &person.id)], &[("field", "language")]).await?;
        tx.commit().await?;
    }
    Ok(with_cookie(visit.go("/me", "people-language-chosen"), &session::set_cookie(&visit.app, "kw_lang", lang.id(), LONG)))
}

/// Whoever knows the old passphrase may choose a new one; every other session ends.
pub async fn change_passphrase(visit: Visit, headers: HeaderMap, Typed(mut form): Typed) -> Result<Response, Failure> {
    let mut read = visit.read().await?;
    let person = myself(&visit, &mut read).await?;
    let kept = store::keys::passphrase(&mut read, &person.id).await?.map(|(hash, _)| hash);
    drop(read);
    let Some(passphrase) = new_passphrase(&mut form, &[&person.name, &person.email]) else { return Ok(visit.again(draw(&visit, form).await?)) };
    let bucket = door::bucket(&visit, &fold_email(&person.email))?;
    attempts::count(&visit.app, (&bucket, door::MOST), ("passphrase", i64::MAX)).await?;
    if !hash::matches(&visit.app, Zeroizing::new(form.value("current").to_owned()), kept).await? {
        form.wrong("current", Said::plain("people-passphrase-not-this"));
        return Ok(visit.again(draw(&visit, form).await?));
    }
    let hash = hash::make(&visit.app, passphrase).await?;

    let mut tx = visit.begin().await?;
    attempts::forget(&mut tx, &bucket).await?;
    store::set_passphrase(&mut tx, &person.id, &hash, visit.now()).await?;
    visit.record(&mut tx, &PASSPHRASE_SET, &[("person", &person.id)], &[]).await?;
    session::end_all(&mut tx, &person.id).await?;
    letters::warn(&visit.app, &mut tx, &person, "people-letter-changed-subject", "people-letter-changed-body").await?;
    let cookie = enter(&visit, &mut tx, &person.id, &headers).await?;
    tx.commit().await?;
    visit.app.wake();
    Ok(with_cookie(visit.go("/me", "people-passphrase-changed"), &cookie))
}

/// Ends one other session of one's own, or all others.
pub async fn end_session(visit: Visit, Typed(form): Typed) -> Result<Response, Failure> {
    let actor = visit.actor()?;
    let wanted = form.text("seat");
    let mut tx = visit.begin().await?;
    for seat in session::list(&mut tx, &actor.id, visit.now()).await? {
        let this = visit.visitor.session.as_ref() == Some(&seat.token_hash);
        if !this && (wanted == "others" || seat_name(&visit, &seat.token_hash)? == wanted) {
            session::end(&mut tx, &seat.token_hash).await?;
            visit.record(&mut tx, &SESSION_ENDED, &[("person", &actor.id)], &[]).await?;
        }
    }
    tx.commit().await?;
    Ok(visit.go("/me", "people-seat-ended"))
}
