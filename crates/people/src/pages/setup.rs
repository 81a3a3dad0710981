//! Set-up: once, with the link from the console. Afterwards there is no such page.

use axum::http::HeaderMap;
use axum::response::Response;
use base::access::Role;
use base::ids::hex;
use base::web::{FormState, Html, Page, Typed, Visit};
use base::words::Lang;
use base::{Failure, Said, organisation};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq as _;

use super::{FormView, beside, enter, languages, new_passphrase, with_cookie};
use crate::deeds::{ORGANISATION_SET_UP, PASSPHRASE_SET};
use crate::model::places::{PROVINCES, ZONES, province_text_id, usual_zone, zone_text_id};
use crate::model::{Email, NewPerson, Passphrase, PersonName};
use crate::acts::take_in_at;
use crate::{AfterSetup, hash, store};

#[derive(askama::Template)]
#[template(path = "pages/setup.html")]
struct SetupPage {
    page: Page,
    form: FormView,
    token: String,
    provinces: Vec<(&'static str, String)>,
    zones: Vec<(&'static str, String)>,
    languages: [(&'static str, &'static str, &'static str); 2],
}

pub async fn show(visit: Visit) -> Result<Html, Failure> {
    let token = visit.query("token").unwrap_or_default();
    may_set_up(&visit, &token)?;
    draw(&visit, FormState::showing(&[("language", visit.lang().id())]), token)
}

/// There is no organisation yet, and whoever asks has the link.
fn may_set_up(visit: &Visit, token: &str) -> Result<(), Failure> {
    let expected = visit.app.config.setup_token.as_ref().filter(|_| visit.app.organisation().is_none()).ok_or(Failure::Missing)?;
    let given = hex(&Sha256::digest(token.as_bytes()));
    if bool::from(expected.as_bytes().ct_eq(given.as_bytes())) { Ok(()) } else { Err(Failure::Missing) }
}

fn draw(visit: &Visit, form: FormState, token: String) -> Result<Html, Failure> {
    let provinces = PROVINCES.iter().map(|(p, _)| (*p, visit.say(&province_text_id(p), &[]))).collect();
    let zones = ZONES.iter().map(|z| (*z, visit.say(&zone_text_id(z), &[]))).collect();
    let page = visit.page("people-setup-title")?;
    Html::draw(&SetupPage { page, form: FormView::of(visit, form), token, provinces, zones, languages: languages() })
}

/// What the form said, whole.
struct Answers {
    organisation: String,
    province: &'static str,
    zone: &'static str,
    lang: Lang,
    name: PersonName,
    email: Email,
    passphrase: Passphrase,
}

fn answers(form: &mut FormState) -> Option<Answers> {
    let organisation = form.needed("organisation");
    if organisation.chars().count() > 80 {
        form.wrong("organisation", Said::plain("people-refused-name"));
    }
    let province = PROVINCES.iter().map(|(p, _)| *p).find(|p| *p == form.text("province"));
    if province.is_none() {
        form.wrong("province", Said::plain("people-setup-choose"));
    }
    let zone = match form.text("zone") {
        "" => province.and_then(usual_zone),
        chosen => ZONES.iter().copied().find(|z| *z == chosen),
    };
    let lang = Lang::parse(form.text("language"));
    if lang.is_none() {
        form.wrong("language", Said::plain("people-setup-choose"));
    }
    let name = PersonName::parse(form.text("name"));
    let name = beside(form, "name", name);
    let email = Email::parse(form.text("email"));
    let email = beside(form, "email", email);
    let own = [organisation.clone(), form.text("name").to_owned(), form.text("email").to_owned()];
    let passphrase = new_passphrase(form, &own.each_ref().map(String::as_str));
    if !form.is_fine() {
        return None;
    }
    Some(Answers { organisation, province: province?, zone: zone?, lang: lang?, name: name?, email: email?, passphrase: passphrase? })
}

/// Writes the organisation, its first director and whatever `after` adds, all
/// or nothing; then the director is in.
pub async fn set_up(visit: Visit, headers: HeaderMap, Typed(mut form): Typed, after: AfterSetup) -> Result<Response, Failure> {
    let token = form.value("token").to_owned();
    may_set_up(&visit, &token)?;
    let Some(answers) = answers(&mut form) else { return Ok(visit.again(draw(&visit, form, token)?)) };
    let app = &visit.app;
    let hash = hash::make(app, answers.passphrase).await?;
    let zone = jiff::tz::TimeZone::get(answers.zone).map_err(|e| Failure::broken("finding a time zone", e))?;
    let now = visit.now();

    let mut tx = visit.begin().await?;
    if organisation::get(&mut tx, "organisation.name").await?.is_some() {
        return Err(Failure::Missing);
    }
    // Two at once meet here: the second finds the row and is turned away.
    store::mark_set_up(&mut tx, now).await?;
    organisation::save(&mut tx, &answers.organisation, answers.province, answers.zone, answers.lang).await?;
    let director = NewPerson {
        id: None,
        name: answers.name,
        email: answers.email,
        lang: answers.lang,
        roles: [Role::Director, Role::Supervisor].into(),
        joined: now.day(&zone),
    };
    let id = take_in_at(app, &mut tx, None, &director, &zone).await?;
    app.record(&mut tx, Some(&id), &ORGANISATION_SET_UP, &[], &[]).await?;
    store::set_passphrase(&mut tx, &id, &hash, now).await?;
    app.record(&mut tx, Some(&id), &PASSPHRASE_SET, &[("person", &id)], &[]).await?;
    after(app, &mut tx, &id).await?;
    let cookie = enter(&visit, &mut tx, &id, &headers).await?;
    tx.commit().await?;

    app.organisation_changed().await?;
    app.wake();
    Ok(with_cookie(visit.go("/", "people-setup-done"), &cookie))
}
