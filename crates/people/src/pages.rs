//! The pages of people: coming in, the list, one person, and one's own page.

mod add;
mod as_of;
mod door;
mod here;
mod import;
mod leave;
mod letters;
mod list;
mod me;
mod organisation;
mod person;
mod profile;
mod setup;
mod undo;
mod unit;
mod units;
mod welcome;

use axum::http::header::{HeaderValue, SET_COOKIE, USER_AGENT};
use axum::http::HeaderMap;
use axum::response::Response;
use base::access::Role;
use base::slice::{OPEN_TO_ALL, Route, SIGNED_IN, get, post};
use base::web::{Field, FormState, Visit, session};
use base::words::{Lang, Words};
use base::{Db, Failure, Moment, Said};

#[cfg(test)]
pub use import::LARGEST;

use crate::AfterSetup;
use crate::deeds::{SESSION_BEGAN, SESSION_ENDED};
use crate::model::{Passphrase, Refusal};

/// Every door of this slice.
pub fn routes(after_setup: AfterSetup) -> Vec<Route> {
    let mut routes = vec![
        get("/set-up", OPEN_TO_ALL, setup::show),
        post("/set-up", OPEN_TO_ALL, move |visit, headers, typed| setup::set_up(visit, headers, typed, after_setup)),
        get("/sign-in", OPEN_TO_ALL, door::show),
        post("/sign-in", OPEN_TO_ALL, door::sign_in),
        post("/sign-out", SIGNED_IN, door::sign_out),
        get("/welcome/{token}", OPEN_TO_ALL, welcome::show),
        post("/welcome/{token}", OPEN_TO_ALL, welcome::choose),
        get("/me", SIGNED_IN, me::show),
        get("/me/here", SIGNED_IN, here::show),
        post("/me/language", SIGNED_IN, me::choose_language),
        post("/me/passphrase", SIGNED_IN, me::change_passphrase),
        post("/me/sessions/end", SIGNED_IN, me::end_session),
    ];
    routes.extend(list_routes());
    routes.extend(unit_routes());
    routes.extend(organisation_routes());
    routes
}

fn list_routes() -> Vec<Route> {
    vec![
        get("/people", "see-people", list::show),
        post("/people/links", "make-links", list::send_links),
        get("/people/{person}", "see-people", person::show),
        get("/people/new", "bring-in-people", add::show),
        post("/people/new", "bring-in-people", add::add),
        get("/people/import", "bring-in-people", import::show),
        post("/people/import", "bring-in-people", import::look).taking(import::LARGEST + 64 * 1024),
        // The file comes back inside the form, where every odd letter takes three.
        post("/people/import/confirm", "bring-in-people", import::confirm).taking(import::LARGEST * 3),
        post("/people/import/{file}/undo", "bring-in-people", undo::undo),
        post("/people/{person}/link", "make-links", person::make_link),
        post("/people/{person}/roles", "change-roles", person::grant_role),
        post("/people/{person}/supervisor", "change-roles", person::set_supervisor),
        post("/people/{person}/roles/end", "end-roles", person::end_role),
        get("/people/as-of", "see-people", as_of::show),
        get("/people/{person}/details", "correct-people", profile::ask),
        post("/people/{person}/details", "correct-people", profile::correct),
        get("/people/{person}/leave", "end-roles", leave::ask),
        post("/people/{person}/left", "end-roles", leave::leave),
        post("/people/{person}/stays", "end-roles", leave::stay),
        post("/people/{person}/back", "end-roles", leave::come_back),
    ]
}

fn unit_routes() -> Vec<Route> {
    vec![
        get("/teams", "see-people", units::list),
        get("/teams/new", "keep-teams", units::ask),
        post("/teams/new", "keep-teams", units::make),
        get("/teams/{unit}", "see-people", unit::show),
        post("/teams/{unit}", "keep-teams", unit::change),
        post("/teams/{unit}/join", "keep-teams", unit::join),
        post("/teams/{unit}/part", "keep-teams", unit::part),
        post("/teams/{unit}/close", "keep-teams", unit::close),
        post("/teams/{unit}/lead", "change-roles", unit::set_lead),
    ]
}

fn organisation_routes() -> Vec<Route> {
    vec![
        get("/organisation", SIGNED_IN, organisation::show),
        post("/organisation", "keep-organisation", organisation::change),
        post("/organisation/days", "keep-organisation", organisation::change_days),
        post("/organisation/off", "keep-organisation", organisation::add_off),
        post("/organisation/off/end", "keep-organisation", organisation::end_off),
        post("/organisation/size", "keep-organisation", organisation::change_size),
    ]
}

/// A form on its way to the template.
struct FormView {
    words: Words,
    lang: Lang,
    state: FormState,
}

impl FormView {
    fn of(visit: &Visit, state: FormState) -> Self {
        Self { words: visit.app.words.clone(), lang: visit.lang(), state }
    }

    fn f(&self, name: &'static str) -> Field {
        self.state.field(&self.words, self.lang, name)
    }

    fn errors(&self) -> Vec<(&'static str, String)> {
        self.state.errors(&self.words, self.lang)
    }
}

/// Value, words, hint, ticked: every role, for a list of boxes.
fn role_boxes(visit: &Visit, form: &FormState) -> Vec<(&'static str, String, String, bool)> {
    let roles = Role::ALL.into_iter().filter(|r| *r != Role::Director || may_make_directors(visit));
    roles.map(|r| (r.id(), role_word(visit, r), visit.say(&format!("people-role-hint-{}", r.id()), &[]), form.has("roles", r.id()))).collect()
}

fn role_word(visit: &Visit, role: Role) -> String {
    visit.say(&format!("base-role-{}", role.id()), &[])
}

fn may_make_directors(visit: &Visit) -> bool {
    visit.visitor.actor.as_ref().is_some_and(|a| a.is(Role::Director))
}

/// Value, words: the languages, each in itself.
fn languages() -> [(&'static str, &'static str, &'static str); 2] {
    [("en", "English", ""), ("fr", "Français", "")]
}

/// Reads a new passphrase typed twice; what is wrong is said beside the fields.
fn new_passphrase(form: &mut FormState, own: &[&str]) -> Option<Passphrase> {
    let twice = form.value("passphrase") == form.value("again");
    match Passphrase::parse(form.value("passphrase"), own) {
        Err(refusal) => {
            form.wrong("passphrase", refusal.said());
            None
        }
        Ok(_) if !twice => {
            form.wrong("again", Said::plain("people-passphrase-differs"));
            None
        }
        Ok(passphrase) => Some(passphrase),
    }
}

/// Says a refusal beside a field; gives the value when there is none.
fn beside<T>(form: &mut FormState, field: &'static str, parsed: Result<T, Refusal>) -> Option<T> {
    match parsed {
        Ok(value) => Some(value),
        Err(refusal) => {
            form.wrong(field, refusal.said());
            None
        }
    }
}

/// Begins a session for this person, and ends the one this browser had.
/// Gives the cookie.
async fn enter(visit: &Visit, db: &mut Db, person: &str, headers: &HeaderMap) -> Result<String, Failure> {
    if let Some(before) = &visit.visitor.session {
        session::end(db, before).await?;
        let whose = visit.actor().map_or(person, |a| a.id.as_str());
        visit.app.record(db, Some(whose), &SESSION_ENDED, &[("person", whose)], &[]).await?;
    }
    let agent = headers.get(USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or("");
    let token = session::begin(&visit.app, db, person, agent).await?;
    visit.app.record(db, Some(person), &SESSION_BEGAN, &[("person", person)], &[]).await?;
    Ok(session::set_cookie(&visit.app, session::cookie_name(&visit.app), &token, session::ABSOLUTE / Moment::SECOND))
}

fn with_cookie(mut response: Response, cookie: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(SET_COOKIE, value);
    }
    response
}
