//! Somebody leaves, stays after all, or comes back.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use base::slice::Held;
use base::web::{FormState, Html, Page, Typed, Visit};
use base::{Day, Db, Failure, Moment, Said};

use super::FormView;
use super::person::{here, path, permitted};
use crate::deeds::PERSON_JOINED;
use crate::model::{Person, Refusal};
use crate::{acts, leaving, store};

/// Something held, in words.
pub(super) struct HeldLine {
    pub what: String,
    pub button: String,
    pub href: String,
}

/// What somebody still holds, in the visitor's language.
pub(super) async fn held(visit: &Visit, db: &mut Db, person: &str) -> Result<Vec<HeldLine>, Failure> {
    let line = |h: Held| HeldLine { what: visit.said(&h.what), button: visit.said(&h.button), href: h.href };
    Ok(leaving::held_by(&visit.app, db, visit.actor()?, person).await?.into_iter().map(line).collect())
}

#[derive(askama::Template)]
#[template(path = "pages/leave.html")]
struct LeavePage {
    page: Page,
    form: FormView,
    person: Person,
    held: Vec<HeldLine>,
    supervised: Vec<String>,
    others: Vec<(String, String)>,
}

pub async fn ask(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let mut read = visit.read().await?;
    let person = here(permitted(&visit, &mut read, "end-roles", &id).await?)?;
    drop(read);
    let today = visit.now().day(&visit.app.zone()).to_string();
    Ok(draw(&visit, person, FormState::showing(&[("day", &today)])).await?.into_response())
}

async fn draw(visit: &Visit, person: Person, form: FormState) -> Result<Html, Failure> {
    let mut read = visit.read().await?;
    let held = held(visit, &mut read, &person.id).await?;
    let supervised = store::supervised_by(&mut read, &person.id).await?;
    // Nobody takes themselves over: a single one is not offered as their own supervisor.
    let alone = alone(&supervised).map(str::to_owned);
    let others = store::present(&mut read).await?.into_iter().filter(|p| p.id != person.id && Some(&p.id) != alone.as_ref()).map(|p| (p.id, p.name)).collect();
    let supervised = supervised.into_iter().map(|p| p.name).collect();
    drop(read);
    Html::draw(&LeavePage { page: visit.page_titled(&person.name)?, form: FormView::of(visit, form), person, held, supervised, others })
}

/// The one they supervise, where it is only one.
fn alone(supervised: &[Person]) -> Option<&str> {
    if let [one] = supervised { Some(&one.id) } else { None }
}

/// The furthest last day that can be noted.
const FURTHEST: i64 = 400 * Moment::DAY;

/// Somebody leaves: now, when the day is today; else at the end of that day.
pub async fn leave(visit: Visit, Path(id): Path<String>, Typed(mut form): Typed) -> Result<Response, Failure> {
    let by = visit.actor()?.id.clone();
    let today = visit.now().day(&visit.app.zone());
    let mut tx = visit.begin().await?;
    let person = here(permitted(&visit, &mut tx, "end-roles", &id).await?)?;
    let day = if form.text("day").is_empty() { Some(today) } else { Day::parse(form.text("day")) };
    if day.is_none() {
        form.wrong("day", Said::plain("people-problem-day").with("typed", form.text("day")));
    } else if day.is_some_and(|d| d < today) {
        form.wrong("day", Said::plain("people-refused-past-day"));
    } else if day.is_some_and(|d| d.start(&visit.app.zone()) > visit.now().plus(FURTHEST)) {
        form.wrong("day", Said::plain("people-refused-far-day"));
    }
    let successor = Some(form.text("successor").to_owned()).filter(|s| !s.is_empty());
    if let Some(successor) = &successor {
        store::find(&mut tx, successor).await?.filter(|p| p.is_here() && p.id != id).ok_or(Failure::Stale)?;
        if alone(&store::supervised_by(&mut tx, &id).await?) == Some(successor) {
            form.wrong("successor", Said::plain("people-refused-own-successor"));
        }
    }
    let (Some(day), true) = (day, form.is_fine()) else {
        drop(tx);
        return Ok(visit.again(draw(&visit, person, form).await?));
    };
    let said = if day == today {
        leaving::call_off(&mut tx, &id).await?;
        leaving::leave(&visit.app, &mut tx, Some(&by), &person, successor.as_deref()).await?;
        "people-left-noted"
    } else {
        leaving::plan(&visit.app, &mut tx, &by, &id, day, successor.as_deref()).await?;
        "people-leave-planned"
    };
    tx.commit().await?;
    visit.app.wake();
    Ok(visit.go(&path(&id), said))
}

/// They do not leave after all.
pub async fn stay(visit: Visit, Path(id): Path<String>, Typed(_): Typed) -> Result<Response, Failure> {
    let mut tx = visit.begin().await?;
    here(permitted(&visit, &mut tx, "end-roles", &id).await?)?;
    leaving::cancel(&visit.app, &mut tx, &visit.actor()?.id, &id).await?;
    tx.commit().await?;
    Ok(visit.go(&path(&id), "people-stay-noted"))
}

/// Somebody came back: without a role until one is given, and with a passphrase to choose anew.
pub async fn come_back(visit: Visit, Path(id): Path<String>, Typed(_): Typed) -> Result<Response, Failure> {
    let mut tx = visit.begin().await?;
    let person = permitted(&visit, &mut tx, "end-roles", &id).await?;
    if person.is_here() {
        return Err(Refusal::IsHere.into());
    }
    store::set_left(&mut tx, &id, None).await?;
    acts::come_back(&visit.app, &mut tx, &id).await?;
    store::keys::forget_passphrase(&mut tx, &id).await?;
    visit.record(&mut tx, &PERSON_JOINED, &[("person", &id)], &[]).await?;
    tx.commit().await?;
    Ok(visit.go(&path(&id), "people-back-noted"))
}
