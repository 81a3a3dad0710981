//! Off site: asking, answering, going, coming back.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use base::mail::{self, Letter};
use base::web::form::{Field, FormState, Typed};
use base::web::{Html, Page, Visit};
use base::{Db, Failure, Moment};

use super::{Seen, Where, errors, field, walk};
use crate::model::off_site::{VALID, local, local_text, may_want, reason, word};
use crate::model::{Answer, Place, Refusal, Request};
use crate::permits::{self, MayReadReason};
use crate::{deeds, store};

/// A request as this person may see it.
struct Told {
    href: String,
    asker: String,
    wanted: String,
    asked: String,
    state: String,
    tone: &'static str,
    symbol: &'static str,
    reason: String,
    word: String,
    may_answer: bool,
    is_mine: bool,
    lapses: bool,
}

#[derive(Template)]
#[template(path = "pages/off_site.html")]
struct OffSite {
    page: Page,
    errors: Vec<(&'static str, String)>,
    label: String,
    href: String,
    place: Where,
    until: Option<String>,
    open: Option<Told>,
    past: Vec<Told>,
    /// Whether the reader holds the phone: the permission is theirs.
    mine: bool,
    ask_title: &'static str,
    may_ask: bool,
    may_take: bool,
    may_bring: bool,
    reason: Field,
    when: Field,
    word: Field,
    said: Field,
}

async fn told(visit: &Visit, db: &mut Db, request: &Request) -> Result<Told, Failure> {
    let actor = visit.actor()?;
    let relations = permits::to_request(&mut *db, actor, request).await?;
    let (reason, word) = match MayReadReason::of(&visit.app.matrix, actor, request, &relations) {
        Ok(permit) => store::off_site::words(&visit.app, &mut *db, &permit).await?,
        Err(_) => (String::new(), String::new()),
    };
    let (id, tone, symbol) = match &request.answer {
        None => ("phones-request-waits", "pending", "hourglass"),
        Some((Answer::Permitted, ..)) if request.used.is_some() => ("phones-request-used", "met", "walk"),
        Some((Answer::Permitted, ..)) => ("phones-request-permitted", "met", "check"),
        Some((Answer::Refused, ..)) => ("phones-request-refused", "overdue", "x"),
        Some((Answer::Dropped, ..)) => ("phones-request-dropped", "", "ban"),
    };
    let asker = people::find(db, &request.asker).await?.map(|p| p.name).unwrap_or_default();
    Ok(Told {
        href: format!("/phones/{}/off-site/{}", request.phone, request.id),
        asker,
        wanted: visit.moment(request.wanted),
        asked: visit.moment(request.asked),
        state: visit.say(id, &[]),
        tone,
        symbol,
        reason,
        word,
        may_answer: request.is_open() && visit.may("answer-off-site", &relations),
        is_mine: request.asker == actor.id,
        lapses: request.wanted > visit.now().plus(VALID),
    })
}

async fn draw(visit: &Visit, id: &str, form: &FormState) -> Result<Html, Failure> {
    let (now, actor) = (visit.now(), visit.actor()?);
    let mut db = visit.read().await?;
    let seen = Seen::load(visit, &mut db, id).await?;
    seen.grant(visit, "see-phone")?;
    let requests = store::off_site::last(&mut db, id, 10).await?;
    let mine = seen.phone.is_held_by(&actor.id);
    let good = requests.iter().filter(|r| seen.phone.is_held_by(&r.asker)).find_map(|r| r.permission(now));
    let (mut open, mut past) = (None, Vec::new());
    for request in &requests {
        let told = told(visit, &mut db, request).await?;
        if request.is_open() { open = Some(told) } else { past.push(told) }
    }
    drop(db);
    let is_out = seen.phone.place == Place::OffSite;
    let is_covered = is_out && requests.iter().any(|r| r.used.is_some() && r.used == seen.phone.left);
    let ours = seen.phone.retired.is_none();
    Html::draw(&OffSite {
        page: visit.page_titled(&visit.say("phones-off-site-title", &[("phone", seen.phone.label.as_str())]))?,
        errors: errors(visit, form),
        label: seen.phone.label.as_str().to_owned(),
        href: seen.href(""),
        place: Where::of(visit, &seen.phone),
        may_ask: ours && mine && open.is_none() && good.is_none() && !is_covered,
        may_take: ours && mine && !is_out && seen.may(visit, "take-phone-out"),
        may_bring: is_out && seen.may(visit, "move-phone"),
        until: good.filter(|_| !is_out).map(|p| visit.moment(p.until)),
        open,
        past,
        mine,
        ask_title: if is_out { "phones-ask-after" } else { "phones-ask" },
        reason: field(visit, form, "reason"),
        when: field(visit, form, "when"),
        word: field(visit, form, "word"),
        said: field(visit, form, "said"),
    })
}

pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let when = local_text(visit.now(), &visit.app.zone());
    Ok(draw(&visit, &id, &FormState::showing(&[("when", &when)])).await?.into_response())
}

/// What was typed to ask: the reason and the time.
fn asked(visit: &Visit, form: &mut FormState) -> Option<(String, Moment)> {
    let said = reason(form.value("reason")).map(str::to_owned);
    let wanted = local(form.value("when"), &visit.app.zone()).and_then(|at| may_want(at, visit.now()).map(|()| at));
    let said = said.map_err(|r| form.wrong("reason", r.said())).ok();
    let wanted = wanted.map_err(|r| form.wrong("when", r.said())).ok();
    said.zip(wanted)
}

pub(super) async fn ask(visit: Visit, Path(id): Path<String>, Typed(mut form): Typed) -> Result<Response, Failure> {
    let (now, request) = (visit.now(), visit.app.id()?);
    let mut tx = visit.begin().await?;
    let seen = Seen::load(&visit, &mut tx, &id).await?;
    let granted = seen.grant(&visit, "ask-off-site")?;
    seen.phone.still_ours()?;
    let Some((reason, wanted)) = asked(&visit, &mut form) else {
        drop(tx);
        return Ok(visit.again(draw(&visit, &id, &form).await?));
    };
    if store::off_site::open_for(&mut tx, &id).await?.is_some() {
        return Err(Refusal::AskedAlready.into());
    }
    let request = Request { id: request, phone: id.clone(), asker: granted.actor().to_owned(), wanted, asked: now, answer: None, used: None };
    store::off_site::ask(&visit.app, &mut tx, &request, &reason).await?;
    visit.record(&mut tx, &deeds::OFFSITE_REQUESTED, &[("phone", &id), ("request", &request.id)], &[]).await?;
    let supervisor = people::supervisor_of(&mut tx, granted.actor()).await?;
    if let Some(supervisor) = &supervisor {
        let texts = ("phones-mail-ask-subject", "phones-mail-ask-body");
        write(&visit, &mut tx, supervisor, texts, &seen).await?;
    }
    tx.commit().await?;
    visit.app.wake();
    Ok(visit.go(&format!("/phones/{id}/off-site"), if supervisor.is_some() { "phones-asked" } else { "phones-asked-nobody" }))
}

async fn write(visit: &Visit, db: &mut Db, to: &people::Person, (subject, body): (&str, &str), seen: &Seen) -> Result<(), Failure> {
    let letter = Letter {
        to: &to.email,
        lang: to.lang,
        subject,
        body,
        args: &[],
        link: &seen.href("/off-site"),
        then: None,
    };
    mail::send(&visit.app, db, letter, visit.now()).await
}

/// The word with the answer, and when it was said (now, unless it was said before).
fn answered(visit: &Visit, form: &mut FormState, now: Moment) -> Option<(String, Moment)> {
    let said_word = word(form.value("word")).map(str::to_owned).map_err(|r| form.wrong("word", r.said())).ok();
    let said = form.text("said").to_owned();
    let said = if said.is_empty() { Ok(now) } else { local(&said, &visit.app.zone()) };
    let said = said.map_err(|r| form.wrong("said", r.said())).ok();
    said_word.zip(said)
}

pub(super) async fn answer(visit: Visit, Path((id, request)): Path<(String, String)>, Typed(mut form): Typed) -> Result<Response, Failure> {
    let now = visit.now();
    let mut tx = visit.begin().await?;
    let request = store::off_site::find(&mut tx, &request).await?.filter(|r| r.phone == id).ok_or(Failure::Missing)?;
    let relations = permits::to_request(&mut tx, visit.actor()?, &request).await?;
    let granted = visit.app.matrix.grant("answer-off-site", visit.actor()?, &relations)?;
    let answered = answered(&visit, &mut form, now);
    let decided = answered.map(|(word, said)| request.answer(granted.actor(), said, now).map(|()| (word, said)));
    let (word, said) = match decided {
        Some(Ok(decided)) => decided,
        Some(Err(Refusal::BadSaidAt)) => {
            drop(tx);
            form.wrong("said", Refusal::BadSaidAt.said());
            return Ok(visit.again(draw(&visit, &id, &form).await?));
        }
        Some(Err(refusal)) => return Err(refusal.into()),
        None => {
            drop(tx);
            return Ok(visit.again(draw(&visit, &id, &form).await?));
        }
    };
    let (kind, deed, flash) = match form.value("answer") {
        "yes" => (Answer::Permitted, &deeds::OFFSITE_PERMITTED, "phones-permitted"),
        _ => (Answer::Refused, &deeds::OFFSITE_REFUSED, "phones-refused"),
    };
    store::off_site::answer(&visit.app, &mut tx, &request.id, kind, said, granted.actor(), &word).await?;
    let about = [("phone", id.as_str()), ("request", request.id.as_str())];
    visit.app.record_at(&mut tx, Some(granted.actor()), deed, said, &about, &[]).await?;
    let seen = Seen::load(&visit, &mut tx, &id).await?;
    if kind == Answer::Permitted {
        cover_the_trip(&mut tx, &seen, &request, said).await?;
    }
    if let Some(asker) = people::find(&mut tx, &request.asker).await? {
        write(&visit, &mut tx, &asker, ("phones-mail-answer-subject", "phones-mail-answer-body"), &seen).await?;
    }
    tx.commit().await?;
    visit.app.wake();
    Ok(visit.go(&format!("/phones/{id}/off-site"), flash))
}

/// A yes that was said before the trip under way began, and is written down only
/// now, is used by that trip.
async fn cover_the_trip(db: &mut Db, seen: &Seen, request: &Request, said: Moment) -> Result<(), Failure> {
    let Some(left) = seen.phone.left.filter(|_| seen.phone.is_held_by(&request.asker)) else { return Ok(()) };
    let in_time = said <= left && left <= said.plus(VALID);
    if in_time && !store::off_site::is_covered(&mut *db, &seen.phone.id, left).await? {
        store::off_site::spend(db, &request.id, left).await?;
    }
    Ok(())
}

pub(super) async fn take(visit: Visit, Path(id): Path<String>, Typed(_): Typed) -> Result<Response, Failure> {
    let now = visit.now();
    let mut tx = visit.begin().await?;
    let seen = Seen::load(&visit, &mut tx, &id).await?;
    let granted = seen.grant(&visit, "take-phone-out")?;
    let moves = seen.phone.take_off_site()?;
    let permission = store::off_site::good_at(&mut tx, &id, granted.actor(), now).await?;
    if let Some(permission) = &permission {
        store::off_site::spend(&mut tx, &permission.id, now).await?;
    }
    walk(&visit, &mut tx, &seen.phone, moves, now).await?;
    tx.commit().await?;
    let flash = if permission.is_some() { "phones-taken-out" } else { "phones-taken-out-unasked" };
    Ok(visit.go(&format!("/phones/{id}/off-site"), flash))
}

pub(super) async fn back(visit: Visit, Path(id): Path<String>, Typed(_): Typed) -> Result<Response, Failure> {
    let mut tx = visit.begin().await?;
    let seen = Seen::load(&visit, &mut tx, &id).await?;
    seen.grant(&visit, "move-phone")?;
    let moves = seen.phone.bring_back()?;
    walk(&visit, &mut tx, &seen.phone, moves, visit.now()).await?;
    tx.commit().await?;
    Ok(visit.go(&format!("/phones/{id}"), "phones-brought-back"))
}
