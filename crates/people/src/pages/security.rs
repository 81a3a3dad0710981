//! How I sign in: passphrase, second factors, recovery codes, and where I am signed in.

use axum::http::HeaderMap;
use axum::response::Response;
use base::web::{FormState, Html, Page, Typed, Visit, attempts, session};
use base::{Db, Failure, Moment, Said};
use zeroize::Zeroizing;

use super::{FormView, arrive, door, letters, new_passphrase, own_words};
use crate::deeds::{PASSPHRASE_SET, SESSION_ENDED};
use crate::model::factors::{Factors, Gate};
use crate::model::{Person, fold_email};
use crate::store::factors::Key;
use crate::{hash, store};

struct Seat {
    name: String,
    device: String,
    since: String,
    seen: Moment,
    this: bool,
}

#[derive(askama::Template)]
#[template(path = "pages/security.html")]
struct SecurityPage {
    page: Page,
    form: FormView,
    email: String,
    factors: Factors,
    /// Which recovery codes a new set would replace.
    codes_made: i64,
    keys: Vec<Key>,
    app_since: Option<Moment>,
    passphrase_set: Option<Moment>,
    gate: Gate,
    may_set_rules: bool,
    seats: Vec<Seat>,
    heads: Vec<String>,
}

pub async fn show(visit: Visit) -> Result<Html, Failure> {
    draw(&visit, FormState::default()).await
}

/// The person asking, as the tables have them.
pub async fn myself(visit: &Visit, db: &mut Db) -> Result<Person, Failure> {
    store::find(db, &visit.actor()?.id).await?.ok_or(Failure::SignedOut)
}

async fn draw(visit: &Visit, form: FormState) -> Result<Html, Failure> {
    let mut read = visit.read().await?;
    let person = myself(visit, &mut read).await?;
    let sessions = session::list(&mut read, &person.id, visit.now()).await?;
    let seats = sessions.into_iter().map(|s| {
        let this = visit.visitor.session.as_ref() == Some(&s.token_hash);
        Ok(Seat { this, name: seat_name(visit, &s.token_hash)?, device: device(visit, &s.agent), since: since(visit, s.began), seen: s.seen })
    });
    Html::draw(&SecurityPage {
        page: visit.page("people-security-title")?,
        form: FormView::of(visit, form),
        seats: seats.collect::<Result<_, Failure>>()?,
        heads: ["people-seat-device", "people-seat-seen", "people-seat-act"].map(|id| visit.say(id, &[])).into(),
        factors: store::factors::of(&mut read, &person.id).await?,
        codes_made: store::factors::codes_made(&mut read, &person.id).await?,
        keys: store::factors::passkeys(&mut read, &person.id).await?,
        app_since: store::factors::app(&mut read, &person.id).await?.map(|(_, _, at)| at),
        passphrase_set: store::keys::passphrase(&mut read, &person.id).await?.map(|(_, at)| at),
        gate: arrive::gate_of(&mut read, &person, visit.now()).await?,
        may_set_rules: visit.may("set-sign-in-rules", &[]),
        email: person.email,
    })
}

/// What names a session on the page: a mark of its hash, so the page holds nothing of use elsewhere.
fn seat_name(visit: &Visit, token_hash: &str) -> Result<String, Failure> {
    visit.app.vault.mark("seat", &[token_hash.as_bytes()])
}

/// "Firefox on Linux" from what a browser calls itself.
pub fn device(visit: &Visit, agent: &str) -> String {
    let find = |names: &[(&str, &'static str)]| names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    let browser = find(&[
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"),
        ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ]);
    let system = find(&[("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "Chromebook"), ("Mac OS", "Mac"), ("Linux", "Linux")]);
    match (browser, system) {
        (Some(browser), Some(system)) => visit.say("people-seat-on", &[("browser", browser), ("system", system)]),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => visit.say("people-seat-unknown", &[]),
    }
}

/// "since today, 9:05", "since Tuesday"; further back, the day.
fn since(visit: &Visit, began: Moment) -> String {
    let zone = visit.app.zone();
    let (then, now) = (began.zoned(&zone), visit.now().zoned(&zone));
    let days = then.date().until(now.date()).map_or(0, |span| span.get_days());
    match days {
        0 => {
            let minute = format!("{:02}", then.minute());
            visit.say("people-since-today", &[("hour", &then.hour().to_string()), ("minute", &minute)])
        }
        1..=6 => visit.say("people-since-weekday", &[("day", &then.weekday().to_monday_one_offset().to_string())]),
        _ => visit.say("people-since-day", &[("day", &visit.moment(began))]),
    }
}

/// Whoever knows the old passphrase may choose a new one; every other session ends.
pub async fn change_passphrase(visit: Visit, headers: HeaderMap, Typed(mut form): Typed) -> Result<Response, Failure> {
    let mut read = visit.read().await?;
    let person = myself(&visit, &mut read).await?;
    let kept = store::keys::passphrase(&mut read, &person.id).await?.map(|(hash, _)| hash);
    let alone = !store::factors::of(&mut read, &person.id).await?.has_second();
    drop(read);
    let own = own_words(&visit, &person.name, &person.email);
    let Some(passphrase) = new_passphrase(&mut form, &own, alone) else { return Ok(visit.again(draw(&visit, form).await?)) };
    let bucket = door::bucket(&visit, &fold_email(&person.email))?;
    attempts::count(&visit.app, (&bucket, door::MOST), None).await?;
    if !hash::matches(&visit.app, Zeroizing::new(form.value("current").to_owned()), kept).await? {
        form.wrong("current", Said::plain("people-passphrase-not-this"));
        return Ok(visit.again(draw(&visit, form).await?));
    }
    let short = passphrase.is_short();
    let hash = hash::make(&visit.app, passphrase).await?;

    let mut tx = visit.begin().await?;
    attempts::forget(&mut tx, &bucket).await?;
    store::set_passphrase(&mut tx, &person.id, &hash, short, visit.now()).await?;
    visit.record(&mut tx, &PASSPHRASE_SET, &[("person", &person.id)], &[]).await?;
    session::end_all(&mut tx, &person.id).await?;
    letters::warn(&visit.app, &mut tx, &person, "people-letter-changed-subject", "people-letter-changed-body").await?;
    let arrived = arrive::whole(&visit, &mut tx, &person, &headers).await?;
    tx.commit().await?;
    visit.app.wake();
    Ok(arrived.go(&visit, arrive::SECURITY, Some("people-passphrase-changed")))
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
    Ok(visit.go(arrive::SECURITY, "people-seat-ended"))
}
