//! Getting and giving up second factors: an app, passkeys, recovery codes. Only
//! one's own, and only freshly proved (`access.toml`: `change-own-factors`).

use axum::response::{IntoResponse, Response};
use base::slice::Deed;
use base::web::{FormState, Html, Page, Typed, Visit};
use base::{Db, Failure, Said};
use qrcode::{Color, QrCode};

use super::proof::{self, Ask};
use super::security::myself;
use super::{FormView, arrive, letters, ticket};
use crate::deeds::{RECOVERY_CODES_MADE, SECOND_FACTOR_ADDED, SECOND_FACTOR_REMOVED};
use crate::model::factors::{CODE_LETTERS, CODES, code, read_code, read_digits, step_of, totp};
use crate::model::{Person, PersonName, Refusal};
use crate::store;

/// Bytes of a new app's secret: 160 bits, as RFC 4226 advises.
const SECRET: usize = 20;
const APP: &str = "new-app";
const PASSKEY: &str = "new-passkey";

/// A square code as the `d` of one SVG path, and how many squares it is wide.
pub struct Square {
    pub path: String,
    pub width: usize,
}

/// Draws a square code.
pub fn square(text: &str) -> Result<Square, Failure> {
    use std::fmt::Write as _;
    let code = QrCode::new(text.as_bytes()).map_err(|e| Failure::broken("drawing a square code", e))?;
    let width = code.width();
    let mut path = String::new();
    for (at, _) in code.to_colors().iter().enumerate().filter(|(_, c)| **c == Color::Dark) {
        // Four blank squares around, so that a camera finds it.
        let _ = write!(path, "M{} {}h1v1h-1z", at % width + 4, at / width + 4);
    }
    Ok(Square { path, width: width + 8 })
}

async fn permitted(visit: &Visit, db: &mut Db) -> Result<Person, Failure> {
    visit.app.matrix.grant("change-own-factors", visit.actor()?, &["self"])?;
    myself(visit, db).await
}

#[derive(askama::Template)]
#[template(path = "pages/new_app.html")]
struct AppPage {
    page: Page,
    form: FormView,
    square: Square,
    secret: String,
    ticket: String,
}

/// Shows a new secret, as a square code and as text.
pub async fn show_app(visit: Visit) -> Result<Response, Failure> {
    let person = permitted(&visit, &mut *visit.read().await?).await?;
    let bytes: [u8; SECRET] = visit.app.dice.throw()?;
    let secret = totp_rs::Secret::from(bytes.to_vec()).to_base32();
    let ticket = ticket::write(&visit, APP, &person.id, &secret)?;
    Ok(draw_app(&visit, FormState::default(), &person, &secret, ticket)?.into_response())
}

fn draw_app(visit: &Visit, form: FormState, person: &Person, secret: &str, ticket: String) -> Result<Html, Failure> {
    let organisation = visit.app.organisation().map_or_else(String::new, |o| o.name.clone());
    let url = totp(&bytes(secret)?, &format!("Keepwell {organisation}"), &person.email)?.to_url().map_err(|e| Failure::broken("naming a secret", e))?;
    let groups: Vec<String> = secret.chars().collect::<Vec<_>>().chunks(4).map(|c| c.iter().collect()).collect();
    Html::draw(&AppPage { page: visit.page("people-app-title")?, form: FormView::of(visit, form), square: square(&url)?, secret: groups.join(" "), ticket })
}

fn bytes(base32: &str) -> Result<Vec<u8>, Failure> {
    let secret = totp_rs::Secret::try_from_base32(base32).map_err(|e| Failure::broken("reading a secret", e))?;
    Ok(secret.as_ref().to_vec())
}

/// Keeps the secret once a code shows that the app has it.
pub async fn add_app(visit: Visit, Typed(mut form): Typed) -> Result<Response, Failure> {
    let mut tx = visit.begin().await?;
    let person = permitted(&visit, &mut tx).await?;
    if store::factors::app(&mut tx, &person.id).await?.is_some() {
        return Ok(shown(&visit));
    }
    let given = form.text("ticket").to_owned();
    let Some(ticket) = ticket::read(&visit, APP, &person.id, &given)? else {
        return Ok(visit.go("/me/security/app", "people-app-late"));
    };
    let secret = bytes(&ticket.payload)?;
    let totp = totp(&secret, "Keepwell", &person.email)?;
    let Some(step) = read_digits(form.text("code")).and_then(|digits| step_of(&totp, &digits, visit.now())) else {
        form.wrong("code", Said::plain("people-app-wrong"));
        return Ok(visit.again(draw_app(&visit, form, &person, &ticket.payload, given)?));
    };
    let key = visit.app.vault.new_key(&mut tx, "sign-in", visit.now()).await?;
    let sealed = visit.app.vault.seal(&key, proof::secret_place(&person.id), &secret)?;
    store::factors::add_app(&mut tx, &person.id, &key.id, &sealed, step, visit.now()).await?;
    added(&visit, tx, &person, "app").await
}

/// Records a new factor; with the first one come recovery codes.
async fn added(visit: &Visit, mut tx: base::Tx, person: &Person, kind: &str) -> Result<Response, Failure> {
    changed(visit, &mut tx, person, &SECOND_FACTOR_ADDED, &[("kind", kind)]).await?;
    arrive::release(visit, &mut tx, person).await?;
    if store::factors::of(&mut tx, &person.id).await?.codes > 0 {
        tx.commit().await?;
        visit.app.wake();
        return Ok(visit.go(arrive::SECURITY, "people-second-added"));
    }
    let codes = make(visit, &mut tx, person).await?;
    tx.commit().await?;
    visit.app.wake();
    draw_codes(visit, codes, true)
}

/// Records a change and tells the person by letter that there was one.
async fn changed(visit: &Visit, db: &mut Db, person: &Person, deed: &Deed, detail: &[(&str, &str)]) -> Result<(), Failure> {
    visit.record(db, deed, &[("person", &person.id)], detail).await?;
    letters::warn(&visit.app, db, person, "people-letter-factor-subject", "people-letter-factor-body").await
}

/// Nobody is left with a passphrase that is good only beside a second factor.
async fn may_go_without(db: &mut Db, person: &str) -> Result<(), Failure> {
    let left_alone = !store::factors::of(db, person).await?.has_second();
    if left_alone && store::keys::is_short(db, person).await? { Err(Refusal::PassphraseTooShortAlone.into()) } else { Ok(()) }
}

pub async fn remove_app(visit: Visit, Typed(_): Typed) -> Result<Response, Failure> {
    let mut tx = visit.begin().await?;
    let person = permitted(&visit, &mut tx).await?;
    let key = store::factors::remove_app(&mut tx, &person.id).await?.ok_or(Failure::Stale)?;
    visit.app.vault.destroy_key(&mut tx, &key, visit.now()).await?;
    removed(&visit, tx, &person, "app").await
}

async fn removed(visit: &Visit, mut tx: base::Tx, person: &Person, kind: &str) -> Result<Response, Failure> {
    may_go_without(&mut tx, &person.id).await?;
    changed(visit, &mut tx, person, &SECOND_FACTOR_REMOVED, &[("kind", kind)]).await?;
    tx.commit().await?;
    visit.app.wake();
    Ok(visit.go(arrive::SECURITY, "people-second-removed"))
}

#[derive(askama::Template)]
#[template(path = "pages/new_passkey.html")]
struct PasskeyPage {
    page: Page,
    form: FormView,
    /// `None` where our address can have no passkeys.
    ask: Option<Ask>,
}

pub async fn show_passkey(visit: Visit) -> Result<Response, Failure> {
    Ok(draw_passkey(&visit, FormState::showing(&[("name", &visit.say("people-passkey-name-usual", &[]))])).await?.into_response())
}

async fn draw_passkey(visit: &Visit, form: FormState) -> Result<Html, Failure> {
    let mut read = visit.read().await?;
    let person = permitted(visit, &mut read).await?;
    let have = proof::credentials(&store::factors::passkeys(&mut read, &person.id).await?);
    drop(read);
    let ask = match proof::passkeys(visit)? {
        Some(passkeys) => {
            let asked = passkeys.ask_new(proof::user(visit, &person.id)?, &person.email, &person.name, &have);
            Some(proof::ask(visit, PASSKEY, &person.id, asked)?)
        }
        None => None,
    };
    Html::draw(&PasskeyPage { page: visit.page("people-passkey-title")?, form: FormView::of(visit, form), ask })
}

pub async fn add_passkey(visit: Visit, Typed(mut form): Typed) -> Result<Response, Failure> {
    let mut tx = visit.begin().await?;
    let person = permitted(&visit, &mut tx).await?;
    let name = PersonName::parse(form.text("name"));
    let name = super::beside(&mut form, "name", name);
    let asked = ticket::read(&visit, PASSKEY, &person.id, form.text("ticket"))?;
    let (Some(name), Some(ticket), Some(passkeys)) = (name, asked, proof::passkeys(&visit)?) else {
        if form.is_fine() {
            form.wrong("name", Said::plain("people-passkey-late"));
        }
        drop(tx);
        return Ok(visit.again(draw_passkey(&visit, form).await?));
    };
    let Ok(new) = passkeys.take_new(form.text("answer"), &ticket.payload) else {
        form.wrong("name", Said::plain("people-passkey-not-made"));
        drop(tx);
        return Ok(visit.again(draw_passkey(&visit, form).await?));
    };
    match store::factors::answered(&mut tx, &ticket.mark, ticket.expires, visit.now()).await {
        Err(Failure::Stale) => return Ok(shown(&visit)),
        answered => answered?,
    }
    store::factors::add_passkey(&mut tx, &person.id, &new.id, name.text(), &new.credential, visit.now()).await?;
    added(&visit, tx, &person, "passkey").await
}

pub async fn remove_passkey(visit: Visit, Typed(form): Typed) -> Result<Response, Failure> {
    let mut tx = visit.begin().await?;
    let person = permitted(&visit, &mut tx).await?;
    if !store::factors::remove_passkey(&mut tx, &person.id, form.text("passkey")).await? {
        return Err(Failure::Stale);
    }
    removed(&visit, tx, &person, "passkey").await
}

#[derive(askama::Template)]
#[template(path = "pages/codes.html")]
struct CodesPage {
    page: Page,
    codes: Vec<String>,
    /// They came with the first second factor.
    first: bool,
}

/// The page with the codes was sent once more, by a reload: they are shown once, and nothing changes.
fn shown(visit: &Visit) -> Response {
    visit.go(arrive::SECURITY, "people-codes-shown")
}

/// Makes new recovery codes; the ones before work no more. `before` says which the button was to replace.
pub async fn make_codes(visit: Visit, Typed(form): Typed) -> Result<Response, Failure> {
    let mut tx = visit.begin().await?;
    let person = permitted(&visit, &mut tx).await?;
    if !store::factors::of(&mut tx, &person.id).await?.has_second() {
        return Err(Refusal::NoSecondFactor.into());
    }
    let before = store::factors::codes_made(&mut tx, &person.id).await?.to_string();
    if !form.text("before").is_empty() && form.text("before") != before {
        return Ok(shown(&visit));
    }
    let codes = make(&visit, &mut tx, &person).await?;
    letters::warn(&visit.app, &mut tx, &person, "people-letter-factor-subject", "people-letter-factor-body").await?;
    tx.commit().await?;
    visit.app.wake();
    draw_codes(&visit, codes, false)
}

async fn make(visit: &Visit, db: &mut Db, person: &Person) -> Result<Vec<String>, Failure> {
    let mut codes = Vec::with_capacity(CODES);
    let mut hashes = Vec::with_capacity(CODES);
    for _ in 0..CODES {
        let made = code(visit.app.dice.throw::<CODE_LETTERS>()?);
        hashes.push(proof::code_hash(visit, &person.id, &read_code(&made).unwrap_or_default())?);
        codes.push(made);
    }
    store::factors::replace_codes(db, &person.id, &hashes, visit.now()).await?;
    visit.record(db, &RECOVERY_CODES_MADE, &[("person", &person.id)], &[]).await?;
    Ok(codes)
}

/// Shown this once.
fn draw_codes(visit: &Visit, codes: Vec<String>, first: bool) -> Result<Response, Failure> {
    Ok(Html::draw(&CodesPage { page: visit.page("people-codes-title")?, codes, first })?.into_response())
}
