//! Set-up: once, with the link from the console, in three short pages. Afterwards there is no such page.
//!
//! Nothing is written before the last page: what the first two asked travels along in the form.

use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use base::access::Role;
use base::ids::hex;
use base::web::preferences::language_cookie;
use base::web::{FormState, Html, Page, Typed, Visit};
use base::words::Lang;
use base::{Db, Failure, Said, organisation};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq as _;

use super::organisation::{Facts, day_boxes, facts, holiday_boxes, provinces, sizes, zones};
use super::{FormView, arrive, beside, languages, new_passphrase, with_cookie};
use crate::acts::take_in_at;
use crate::deeds::{ORGANISATION_SET_UP, PASSPHRASE_SET};
use crate::model::days::{Week, holidays, week_days};
use crate::model::{Email, NewPerson, Passphrase, PersonName};
use crate::{AfterSetup, hash, store};

/// What the first pages asked, to be carried along.
const CARRIED: [&[&str]; 2] = [&["organisation", "name-fr", "province", "zone", "language"], &["size", "days", "kept"]];
/// The last page.
const LAST: usize = 3;

#[derive(askama::Template)]
#[template(path = "pages/setup.html")]
struct SetupPage {
    page: Page,
    form: FormView,
    token: String,
    step: usize,
    steps: [String; 3],
    /// The answers of the other pages.
    carried: Vec<(String, String)>,
    provinces: Vec<(&'static str, String)>,
    zones: Vec<(&'static str, String)>,
    languages: [(&'static str, &'static str, &'static str); 2],
    sizes: Vec<(&'static str, String, String)>,
    days: Vec<(String, String, String, bool)>,
    holidays: Vec<(String, String, String, bool)>,
}

pub async fn show(visit: Visit) -> Result<Html, Failure> {
    let token = visit.query("token").unwrap_or_default();
    may_set_up(&visit, &token)?;
    draw(&visit, FormState::showing(&[("language", visit.lang().id())]), &token, 1)
}

/// There is no organisation yet, and whoever asks has the link.
fn may_set_up(visit: &Visit, token: &str) -> Result<(), Failure> {
    let expected = visit.app.config.setup_token.as_ref().filter(|_| visit.app.organisation().is_none()).ok_or(Failure::Missing)?;
    let given = hex(&Sha256::digest(token.as_bytes()));
    if bool::from(expected.as_bytes().ct_eq(given.as_bytes())) { Ok(()) } else { Err(Failure::Missing) }
}

fn draw(visit: &Visit, form: FormState, token: &str, step: usize) -> Result<Html, Failure> {
    let others = CARRIED.iter().enumerate().filter(|(place, _)| place + 1 != step).flat_map(|(_, names)| names.iter());
    let carried = others.flat_map(|name| form.all(name).map(|value| ((*name).to_owned(), value.to_owned())).collect::<Vec<_>>()).collect();
    let mut page = visit.page("people-setup-title")?;
    // Its address is its link, and what was typed must not be lost: the form itself changes the language.
    page.back = None;
    Html::draw(&SetupPage {
        page,
        token: token.to_owned(),
        step,
        steps: ["people-setup-organisation", "people-setup-days", "people-setup-director"].map(|id| visit.say(id, &[])),
        carried,
        provinces: provinces(visit),
        zones: zones(visit),
        languages: languages(),
        sizes: sizes(visit),
        days: day_boxes(visit, &form),
        holidays: holiday_boxes(visit, form.text("province"), |id| form.has("kept", id)),
        form: FormView::of(visit, form),
    })
}

/// What the second page said.
struct Habits {
    larger: bool,
    week: Week,
}

fn habits(visit: &Visit, form: &mut FormState, province: &str) -> Option<Habits> {
    let larger = form.text("size") == organisation::LARGER;
    if !larger && form.text("size") != "small" {
        form.wrong("size", Said::plain("people-setup-choose"));
    }
    let days = week_days(form.all("days"));
    if days.is_empty() {
        form.wrong("days", Said::plain("people-refused-no-day"));
    }
    let all = holidays(province, visit.now().day(&visit.app.zone()));
    let unkept = all.into_iter().map(|h| h.id.to_owned()).filter(|id| !form.has("kept", id)).collect();
    form.is_fine().then(|| Habits { larger, week: Week { days, unkept, ..Week::usual(province) } })
}

/// What the last page said.
struct Director {
    name: PersonName,
    email: Email,
    passphrase: Passphrase,
}

fn director(form: &mut FormState) -> Option<Director> {
    let name = PersonName::parse(form.text("name"));
    let name = beside(form, "name", name);
    let email = Email::parse(form.text("email"));
    let email = beside(form, "email", email);
    let own = [form.text("organisation"), form.text("name"), form.text("email")].map(str::to_owned);
    let passphrase = new_passphrase(form, &own, true);
    if !form.is_fine() {
        return None;
    }
    Some(Director { name: name?, email: email?, passphrase: passphrase? })
}

/// One page on, one page back, or, from the last one, set up.
pub async fn set_up(visit: Visit, headers: HeaderMap, Typed(mut form): Typed, after: AfterSetup) -> Result<Response, Failure> {
    let token = form.value("token").to_owned();
    may_set_up(&visit, &token)?;
    let step = form.text("step").parse::<usize>().unwrap_or(1).clamp(1, LAST);
    if let Some(lang) = Lang::parse(form.text("speak")) {
        let page = draw(&visit.speaking(lang), form, &token, step)?;
        return Ok(with_cookie(page.into_response(), &language_cookie(&visit.app, lang)));
    }
    if form.text("do") == "back" {
        return Ok(visit.again(draw(&visit, form, &token, step.saturating_sub(1).max(1))?));
    }
    let Some(facts) = facts(&mut form) else { return Ok(visit.again(draw(&visit, form, &token, 1)?)) };
    if step == 1 {
        return Ok(draw(&visit, begun(&visit, &form, facts.province), &token, 2)?.into_response());
    }
    let Some(habits) = habits(&visit, &mut form, facts.province) else { return Ok(visit.again(draw(&visit, form, &token, 2)?)) };
    if step == 2 {
        return Ok(draw(&visit, form, &token, LAST)?.into_response());
    }
    let Some(director) = director(&mut form) else { return Ok(visit.again(draw(&visit, form, &token, LAST)?)) };
    write(&visit, &headers, facts, habits, director, after).await
}

/// The second page begins with the usual answers, unless there are some (of that province) already.
fn begun(visit: &Visit, form: &FormState, province: &str) -> FormState {
    let today = visit.now().day(&visit.app.zone());
    let mut values: Vec<(String, String)> = CARRIED.concat().iter().flat_map(|name| form.all(name).map(|v| ((*name).to_owned(), v.to_owned())).collect::<Vec<_>>()).collect();
    if form.text("size").is_empty() {
        values.push(("size".into(), "small".into()));
        values.extend((1..=5).map(|d| ("days".to_owned(), d.to_string())));
    }
    let all = holidays(province, today);
    if !all.iter().any(|h| form.has("kept", h.id)) {
        values.extend(all.into_iter().map(|h| ("kept".to_owned(), h.id.to_owned())));
    }
    FormState::of(values)
}

/// Writes the organisation, its first director and whatever `after` adds, all
/// or nothing; then the director is in.
async fn write(visit: &Visit, headers: &HeaderMap, facts: Facts, habits: Habits, director: Director, after: AfterSetup) -> Result<Response, Failure> {
    let app = &visit.app;
    let hash = hash::make(app, director.passphrase).await?;
    let zone = jiff::tz::TimeZone::get(facts.zone).map_err(|e| Failure::broken("finding a time zone", e))?;
    let now = visit.now();

    let mut tx = visit.begin().await?;
    if organisation::get(&mut tx, "organisation.name").await?.is_some() {
        return Err(Failure::Missing);
    }
    // Two at once meet here: the second finds the row and is turned away.
    store::mark_set_up(&mut tx, now).await?;
    keep(&mut tx, &facts, &habits, now).await?;
    let lang = facts.lang;
    let person = NewPerson { id: None, name: director.name, email: director.email, lang, roles: [Role::Director, Role::Supervisor].into(), kind: None, joined: now.day(&zone) };
    let id = take_in_at(app, &mut tx, None, &person, &zone).await?;
    app.record(&mut tx, Some(&id), &ORGANISATION_SET_UP, &[], &[]).await?;
    store::set_passphrase(&mut tx, &id, &hash, false, now).await?;
    app.record(&mut tx, Some(&id), &PASSPHRASE_SET, &[("person", &id)], &[]).await?;
    after(app, &mut tx, &id).await?;
    let person = store::find(&mut tx, &id).await?.ok_or(Failure::Missing)?;
    let arrived = arrive::whole(visit, &mut tx, &person, headers).await?;
    tx.commit().await?;

    app.organisation_changed().await?;
    app.wake();
    Ok(arrived.go(visit, "/", Some("people-setup-done")))
}

async fn keep(db: &mut Db, facts: &Facts, habits: &Habits, now: base::Moment) -> Result<(), Failure> {
    organisation::save(db, &facts.name, facts.province, facts.zone, facts.lang).await?;
    organisation::put(db, "organisation.name-fr", &facts.name_fr).await?;
    organisation::put(db, "organisation.size", if habits.larger { organisation::LARGER } else { "small" }).await?;
    store::days::set_week(db, &habits.week, now).await
}
