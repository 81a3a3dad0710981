//! Apps: what is on a phone, and the list of what may be.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use base::web::form::{Field, FormState, Typed};
use base::web::{Html, Page, Visit};
use base::{Db, Failure};

use super::{Seen, errors, field};
use crate::model::apps::App;
use crate::model::off_site::reason;
use crate::model::{AppName, AppStatus, Refusal};
use crate::permits::{MayReadWhy, to_app};
use crate::store::apps as store;
use crate::{deeds, store::checked_apps};

/// An app as this person may see it.
struct Told {
    href: String,
    id: String,
    name: String,
    state: String,
    tone: &'static str,
    symbol: &'static str,
    asker: String,
    why: String,
    may_decide: bool,
    is_mine: bool,
    /// On so many phones; where the list of approved apps asks before it takes one off.
    phones: i64,
}

fn look(status: AppStatus) -> (&'static str, &'static str, &'static str) {
    match status {
        AppStatus::Approved => ("phones-app-approved", "met", "check"),
        AppStatus::Asked => ("phones-app-asked", "pending", "hourglass"),
        AppStatus::Seen => ("phones-app-seen", "soon", "alert"),
        AppStatus::Refused => ("phones-app-refused", "overdue", "x"),
        AppStatus::Withdrawn => ("phones-app-withdrawn", "overdue", "ban"),
    }
}

async fn told(visit: &Visit, db: &mut Db, app: &App) -> Result<Told, Failure> {
    let actor = visit.actor()?;
    let relations = to_app(actor, app);
    let (state, tone, symbol) = look(app.status);
    let waits = app.status == AppStatus::Asked;
    let why = match MayReadWhy::of(&visit.app.matrix, actor, app, &relations) {
        Ok(permit) if waits => store::why(&visit.app, &mut *db, &permit).await?,
        _ => String::new(),
    };
    let asker = match app.asker.as_deref().filter(|_| waits) {
        Some(asker) => people::find(db, asker).await?.map(|p| p.name).unwrap_or_default(),
        None => String::new(),
    };
    Ok(Told {
        href: format!("/apps/{}", app.id),
        id: app.id.clone(),
        name: app.name.clone(),
        state: visit.say(state, &[]),
        tone,
        symbol,
        asker,
        why,
        may_decide: visit.may("approve-apps", &relations),
        is_mine: waits && relations.contains(&"asker"),
        phones: 0,
    })
}

async fn all_told(visit: &Visit, db: &mut Db, apps: &[App]) -> Result<Vec<Told>, Failure> {
    let mut all = Vec::with_capacity(apps.len());
    for app in apps {
        all.push(told(visit, &mut *db, app).await?);
    }
    Ok(all)
}

#[derive(Template)]
#[template(path = "pages/phone_apps.html")]
struct OnPhone {
    page: Page,
    errors: Vec<(&'static str, String)>,
    label: String,
    href: String,
    apps: Vec<Told>,
    checked: String,
    known: Vec<(String, String)>,
    app: Field,
    name: Field,
    may_say: bool,
}

async fn draw_on_phone(visit: &Visit, id: &str, form: &FormState) -> Result<Html, Failure> {
    let mut db = visit.read().await?;
    let seen = Seen::load(visit, &mut db, id).await?;
    seen.grant(visit, "see-phone")?;
    let there = store::on_phone(&mut db, id).await?;
    let known = store::list(&mut db).await?.into_iter().filter(|a| a.status == AppStatus::Approved && !there.contains(a)).map(|a| (a.id, a.name)).collect();
    let apps = all_told(visit, &mut db, &there).await?;
    drop(db);
    let page = visit.page_titled(&visit.say("phones-apps-on-title", &[("phone", seen.phone.label.as_str())]))?;
    Html::draw(&OnPhone {
        errors: errors(visit, form),
        label: seen.phone.label.as_str().to_owned(),
        href: seen.href(""),
        apps,
        checked: seen.phone.apps_checked.map_or_else(|| visit.say("phones-apps-never", &[]), |at| visit.say("phones-apps-checked-on", &[("day", &page.day(&at))])),
        known,
        app: field(visit, form, "app"),
        name: field(visit, form, "name"),
        may_say: seen.phone.retired.is_none() && seen.may(visit, "keep-phone"),
        page,
    })
}

pub(super) async fn on_phone(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    Ok(draw_on_phone(&visit, &id, &FormState::default()).await?.into_response())
}

pub(super) async fn say(visit: Visit, Path(id): Path<String>, Typed(mut form): Typed) -> Result<Response, Failure> {
    let mut tx = visit.begin().await?;
    let seen = Seen::load(&visit, &mut tx, &id).await?;
    seen.grant(&visit, "keep-phone")?;
    seen.phone.still_ours()?;
    let said = match form.value("do") {
        "installed" => installed(&visit, &mut tx, &id, &form).await?,
        "removed" => removed(&visit, &mut tx, &id, &form).await?,
        _ => {
            checked_apps(&mut tx, &seen.phone, visit.now()).await?;
            visit.record(&mut tx, &deeds::APPS_CHECKED, &[("phone", &id)], &[]).await?;
            Ok("phones-apps-checked-said")
        }
    };
    match said {
        Ok(flash) => {
            tx.commit().await?;
            Ok(visit.go(&format!("/phones/{id}/apps"), flash))
        }
        Err(refusal) => {
            drop(tx);
            form.wrong(if form.text("name").is_empty() { "app" } else { "name" }, refusal.said());
            Ok(visit.again(draw_on_phone(&visit, &id, &form).await?))
        }
    }
}

/// The app somebody chose or named; an unheard-of one is written down as seen.
async fn named(visit: &Visit, db: &mut Db, form: &FormState) -> Result<Result<App, Refusal>, Failure> {
    if form.text("name").is_empty() {
        return Ok(store::find(db, form.value("app")).await?.ok_or(Refusal::BadAppName));
    }
    match AppName::parse(form.value("name")) {
        Ok(name) => Ok(Ok(store::known(&visit.app, db, &name).await?)),
        Err(refusal) => Ok(Err(refusal)),
    }
}

/// An app that is not approved can be said to be there too: the rule then says what it thinks of it.
async fn installed(visit: &Visit, db: &mut Db, id: &str, form: &FormState) -> Result<Result<&'static str, Refusal>, Failure> {
    let app = match named(visit, &mut *db, form).await? {
        Ok(app) => app,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if store::on_phone(&mut *db, id).await?.iter().any(|a| a.id == app.id) {
        return Ok(Err(Refusal::InstalledAlready));
    }
    store::install(&mut *db, id, &app.id, visit.now()).await?;
    visit.record(db, &deeds::APP_INSTALLED, &[("phone", id), ("app", &app.id)], &[]).await?;
    Ok(Ok(if app.status == AppStatus::Approved { "phones-app-installed" } else { "phones-app-installed-unapproved" }))
}

async fn removed(visit: &Visit, db: &mut Db, id: &str, form: &FormState) -> Result<Result<&'static str, Refusal>, Failure> {
    let Some(app) = store::on_phone(&mut *db, id).await?.into_iter().find(|a| a.id == form.value("app")) else {
        return Ok(Err(Refusal::NotInstalled));
    };
    store::remove(&mut *db, id, &app.id).await?;
    visit.record(db, &deeds::APP_REMOVED, &[("phone", id), ("app", &app.id)], &[]).await?;
    Ok(Ok("phones-app-removed"))
}

#[derive(Template)]
#[template(path = "pages/apps.html")]
struct Apps {
    page: Page,
    errors: Vec<(&'static str, String)>,
    waiting: Vec<Told>,
    approved: Vec<Told>,
    others: Vec<Told>,
    may_approve: bool,
    may_ask: bool,
    name: Field,
    why: Field,
}

async fn draw(visit: &Visit, form: &FormState) -> Result<Html, Failure> {
    let mut db = visit.read().await?;
    let apps = store::list(&mut db).await?;
    let (waiting, rest): (Vec<App>, Vec<App>) = apps.into_iter().partition(|a| a.status == AppStatus::Asked);
    let (approved, others): (Vec<App>, Vec<App>) = rest.into_iter().partition(|a| a.status == AppStatus::Approved);
    let waiting = all_told(visit, &mut db, &waiting).await?;
    let mut approved = all_told(visit, &mut db, &approved).await?;
    let phones = store::phones_with(&mut db).await?;
    approved.iter_mut().for_each(|app| app.phones = phones.get(&app.id).copied().unwrap_or(0));
    let others = all_told(visit, &mut db, &others).await?;
    drop(db);
    Html::draw(&Apps {
        page: visit.page("phones-apps-title")?,
        errors: errors(visit, form),
        waiting,
        approved,
        others,
        may_approve: visit.may("approve-apps", &[]),
        may_ask: visit.may("ask-app", &[]),
        name: field(visit, form, "name"),
        why: field(visit, form, "why"),
    })
}

pub(super) async fn list(visit: Visit) -> Result<Response, Failure> {
    Ok(draw(&visit, &FormState::default()).await?.into_response())
}

/// Puts an app on the list that nobody asked for.
pub(super) async fn add(visit: Visit, Typed(mut form): Typed) -> Result<Response, Failure> {
    let mut tx = visit.begin().await?;
    let outcome = match AppName::parse(form.value("name")) {
        Err(refusal) => Err(refusal),
        Ok(name) => {
            let app = store::known(&visit.app, &mut tx, &name).await?;
            visit.app.matrix.grant("approve-apps", visit.actor()?, &to_app(visit.actor()?, &app))?;
            app.status.approve().map(|()| app)
        }
    };
    match outcome {
        Ok(app) => {
            store::decide(&mut tx, &app, AppStatus::Approved, &visit.actor()?.id, visit.now()).await?;
            visit.record(&mut tx, &deeds::APP_APPROVED, &[("app", &app.id)], &[]).await?;
            tx.commit().await?;
            Ok(visit.go("/apps", "phones-app-approved-said"))
        }
        Err(refusal) => {
            drop(tx);
            form.wrong("name", refusal.said());
            Ok(visit.again(draw(&visit, &form).await?))
        }
    }
}

pub(super) async fn ask(visit: Visit, Typed(mut form): Typed) -> Result<Response, Failure> {
    let name = AppName::parse(form.value("name")).map_err(|r| form.wrong("name", r.said())).ok();
    let why = reason(form.value("why")).map(str::to_owned).map_err(|r| form.wrong("why", r.said())).ok();
    let Some((name, why)) = name.zip(why) else { return Ok(visit.again(draw(&visit, &form).await?)) };
    let by = visit.actor()?.id.clone();
    let mut tx = visit.begin().await?;
    let app = store::known(&visit.app, &mut tx, &name).await?;
    if let Err(refusal) = app.status.ask() {
        drop(tx);
        form.wrong("name", refusal.said());
        return Ok(visit.again(draw(&visit, &form).await?));
    }
    store::ask(&visit.app, &mut tx, &app, &by, &why, visit.now()).await?;
    visit.record(&mut tx, &deeds::APP_REQUESTED, &[("app", &app.id)], &[]).await?;
    tx.commit().await?;
    Ok(visit.go("/apps", "phones-app-asked-said"))
}

pub(super) async fn decide(visit: Visit, Path(id): Path<String>, Typed(form): Typed) -> Result<Response, Failure> {
    let mut tx = visit.begin().await?;
    let app = store::find(&mut tx, &id).await?.ok_or(Failure::Missing)?;
    let granted = visit.app.matrix.grant("approve-apps", visit.actor()?, &to_app(visit.actor()?, &app))?;
    let (status, deed, flash) = match form.value("do") {
        "approve" => (app.status.approve().map(|()| AppStatus::Approved)?, &deeds::APP_APPROVED, "phones-app-approved-said"),
        "refuse" => (app.status.refuse().map(|()| AppStatus::Refused)?, &deeds::APP_REFUSED, "phones-app-refused-said"),
        _ => (app.status.withdraw().map(|()| AppStatus::Withdrawn)?, &deeds::APP_WITHDRAWN, "phones-app-withdrawn-said"),
    };
    store::decide(&mut tx, &app, status, granted.actor(), visit.now()).await?;
    visit.record(&mut tx, deed, &[("app", &id)], &[]).await?;
    tx.commit().await?;
    Ok(visit.go("/apps", flash))
}
