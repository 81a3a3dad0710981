//! Changing a passcode, telling the manager that it changed, and reading it.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use base::access::Role;
use base::mail::{self, Letter, Receipt};
use base::web::form::{Field, FormState, Typed};
use base::web::{Html, Page, Visit};
use base::{Db, Failure};
use zeroize::Zeroizing;

use super::{Seen, errors, field};
use crate::model::{Passcode, Phone, Platform, Refusal};
use crate::permits::{MayChangePasscode, MayReadPasscode};
use crate::store::passcodes;
use crate::deeds;

#[derive(Template)]
#[template(path = "pages/passcode.html")]
struct Change {
    page: Page,
    errors: Vec<(&'static str, String)>,
    label: String,
    href: String,
    how: &'static str,
    passcode: Field,
    again: Field,
    may_read: bool,
}

#[derive(Template)]
#[template(path = "pages/reveal.html")]
struct Reveal {
    page: Page,
    label: String,
    href: String,
    passcode: Zeroizing<String>,
}

fn draw(visit: &Visit, seen: &Seen, form: &FormState) -> Result<Html, Failure> {
    let how = match seen.phone.platform {
        Platform::Ios => "phones-passcode-how-ios",
        Platform::Android => "phones-passcode-how-android",
    };
    Html::draw(&Change {
        page: visit.page_titled(&visit.say("phones-passcode-title", &[("phone", seen.phone.label.as_str())]))?,
        errors: errors(visit, form),
        label: seen.phone.label.as_str().to_owned(),
        href: seen.href(""),
        how,
        passcode: field(visit, form, "passcode"),
        again: field(visit, form, "again"),
        may_read: seen.phone.passcode_changed.is_some() && seen.may(visit, "read-passcode"),
    })
}

pub(super) async fn ask(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let seen = Seen::load(&visit, &mut *visit.read().await?, &id).await?;
    seen.grant(&visit, "change-passcode")?;
    seen.phone.still_ours()?;
    Ok(draw(&visit, &seen, &FormState::default())?.into_response())
}

/// The passcode typed twice, or what is wrong with it.
fn typed(form: &FormState) -> Result<Passcode, (&'static str, Refusal)> {
    let passcode = Passcode::parse(form.value("passcode")).map_err(|r| ("passcode", r))?;
    passcode.typed_again(form.value("again")).map_err(|r| ("again", r))
}

pub(super) async fn change(visit: Visit, Path(id): Path<String>, Typed(mut form): Typed) -> Result<Response, Failure> {
    let now = visit.now();
    let mut tx = visit.begin().await?;
    let seen = Seen::load(&visit, &mut tx, &id).await?;
    let permit = MayChangePasscode::of(&visit.app.matrix, visit.actor()?, &seen.phone, &seen.relations)?;
    seen.phone.still_ours()?;
    let outcome = match typed(&form) {
        Ok(new) => passcodes::change(&visit.app, &mut tx, &permit, new, now).await.map_err(|f| ("passcode", f)),
        Err((name, refusal)) => Err((name, refusal.into())),
    };
    match outcome {
        Ok(()) => {}
        Err((name, Failure::Refused(said))) => {
            drop(tx);
            form.wrong(name, said);
            return Ok(visit.again(draw(&visit, &seen, &form)?));
        }
        Err((_, failure)) => return Err(failure),
    }
    visit.record(&mut tx, &deeds::PASSCODE_CHANGED, &[("phone", &id)], &[]).await?;
    let told = tell(&visit, &mut tx, &seen.phone).await?;
    tx.commit().await?;
    visit.app.wake();
    Ok(visit.go(&format!("/phones/{id}"), if told { "phones-passcode-changed" } else { "phones-passcode-changed-nobody" }))
}

/// Writes to every manager (to the directors, where there is none) that it
/// changed; says whether there was anybody. That they were told is recorded
/// when a letter was handed over (S-036, S-040).
async fn tell(visit: &Visit, db: &mut Db, phone: &Phone) -> Result<bool, Failure> {
    let actor = visit.actor()?;
    let mut readers = people::with_role(&mut *db, Role::Manager).await?;
    if readers.is_empty() {
        readers = people::with_role(&mut *db, Role::Director).await?;
    }
    for reader in &readers {
        let receipt = Receipt { deed: deeds::MANAGER_INFORMED.name.into(), actor: Some(actor.id.clone()), subjects: vec![("phone".into(), phone.id.clone())] };
        let letter = Letter {
            to: &reader.email,
            lang: reader.lang,
            subject: "phones-mail-passcode-subject",
            body: "phones-mail-passcode-body",
            args: &[],
            link: &format!("/phones/{}", phone.id),
            then: Some(receipt),
        };
        mail::send(&visit.app, &mut *db, letter, visit.now()).await?;
    }
    Ok(!readers.is_empty())
}

pub(super) async fn read(visit: Visit, Path(id): Path<String>, Typed(_): Typed) -> Result<Response, Failure> {
    let mut tx = visit.begin().await?;
    let seen = Seen::load(&visit, &mut tx, &id).await?;
    let permit = MayReadPasscode::of(&visit.app.matrix, visit.actor()?, &seen.phone, &seen.relations)?;
    let passcode = passcodes::reveal(&visit.app, &mut tx, &permit).await?;
    tx.commit().await?;
    let drawn = Html::draw(&Reveal {
        page: visit.page_titled(&visit.say("phones-reveal-title", &[("phone", seen.phone.label.as_str())]))?,
        label: seen.phone.label.as_str().to_owned(),
        href: seen.href(""),
        passcode,
    })?;
    Ok(drawn.into_response())
}
