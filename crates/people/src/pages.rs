//! The pages of people: coming in, the list, one person, and one's own page.

mod add;
mod as_of;
mod arrive;
pub mod bring;
mod door;
mod factors;
mod here;
mod import;
mod import_teams;
mod invitations;
mod leave;
mod letters;
mod list;
mod me;
mod organisation;
mod person;
mod profile;
mod proof;
mod prove;
mod rules;
mod second;
mod security;
mod setup;
mod ticket;
mod undo;
mod unit;
mod units;
mod welcome;

use axum::http::header::{HeaderValue, SET_COOKIE};
use axum::response::Response;
use base::access::Role;
use base::slice::{OPEN_TO_ALL, Route, SIGNED_IN, get, post};
use base::web::{Field, FormState, Visit};
use base::words::{Lang, Words};
use base::Said;

#[cfg(test)]
pub use import::LARGEST;

use crate::AfterSetup;
use crate::model::{Passphrase, Refusal, is_given_by_directors};

/// Every door of this slice.
pub fn routes(after_setup: AfterSetup) -> Vec<Route> {
    let mut routes = vec![
        get("/set-up", OPEN_TO_ALL, setup::show),
        post("/set-up", OPEN_TO_ALL, move |visit, headers, typed| setup::set_up(visit, headers, typed, after_setup)),
        get("/sign-in", OPEN_TO_ALL, door::show),
        post("/sign-in", OPEN_TO_ALL, door::sign_in),
        post("/sign-in/passkey", OPEN_TO_ALL, door::sign_in_by_passkey),
        get("/sign-in/second", OPEN_TO_ALL, second::show),
        post("/sign-in/second", OPEN_TO_ALL, second::come_in),
        post("/sign-out", SIGNED_IN, door::sign_out),
        get("/welcome", OPEN_TO_ALL, invitations::ask_code),
        post("/welcome", OPEN_TO_ALL, invitations::take_code),
        get("/welcome/{token}", OPEN_TO_ALL, welcome::show),
        post("/welcome/{token}", OPEN_TO_ALL, welcome::choose),
        get("/me", SIGNED_IN, me::show),
        get("/me/here", SIGNED_IN, here::show),
        post("/me/language", SIGNED_IN, me::choose_language),
    ];
    routes.extend(security_routes());
    routes.extend(list_routes());
    routes.extend(unit_routes());
    routes.extend(organisation_routes());
    routes
}

/// One's own ways of signing in, and the proof that what can hurt asks for.
fn security_routes() -> Vec<Route> {
    vec![
        get("/prove", SIGNED_IN, prove::show),
        post("/prove", SIGNED_IN, prove::prove),
        post("/prove/for", SIGNED_IN, prove::show_for_form),
        get("/me/security", SIGNED_IN, security::show),
        post("/me/security/passphrase", SIGNED_IN, security::change_passphrase),
        post("/me/security/sessions/end", SIGNED_IN, security::end_session),
        get("/me/security/app", "change-own-factors", factors::show_app),
        post("/me/security/app", "change-own-factors", factors::add_app),
        post("/me/security/app/remove", "change-own-factors", factors::remove_app),
        get("/me/security/passkey", "change-own-factors", factors::show_passkey),
        post("/me/security/passkey", "change-own-factors", factors::add_passkey),
        post("/me/security/passkey/remove", "change-own-factors", factors::remove_passkey),
        post("/me/security/codes", "change-own-factors", factors::make_codes),
    ]
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
        get("/people/invitations", "bring-in-people", invitations::list),
        post("/people/{person}/slip", "make-links", invitations::slip),
        post("/people/{person}/link/end", "make-links", invitations::end),
        post("/people/import/columns", "bring-in-people", import::choose).taking(import::LARGEST * 3),
        post("/people/import/{file}/undo", "bring-in-people", undo::people),
        post("/people/{person}/link", "make-links", person::make_link),
        post("/people/{person}/second-factor/reset", "reset-second-factor", rules::reset),
        get("/organisation/sign-in", "set-sign-in-rules", rules::show),
        post("/organisation/sign-in", "set-sign-in-rules", rules::save),
        post("/people/{person}/roles", "change-roles", person::grant_role),
        post("/people/{person}/supervisor", "change-roles", person::set_supervisor),
        post("/people/{person}/roles/end", "end-roles", person::end_role),
        get("/people/as-of", "see-past", as_of::show),
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
        get("/teams/import", "keep-teams", import_teams::show),
        post("/teams/import", "keep-teams", import_teams::look).taking(import::LARGEST + 64 * 1024),
        post("/teams/import/columns", "keep-teams", import_teams::choose).taking(import::LARGEST * 3),
        post("/teams/import/confirm", "keep-teams", import_teams::confirm).taking(import::LARGEST * 3),
        post("/teams/import/{file}/undo", "keep-teams", undo::teams),
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
    let roles = Role::ALL.into_iter().filter(|r| !is_given_by_directors(*r) || may_give_all(visit));
    roles.map(|r| (r.id(), role_word(visit, r), visit.say(&format!("people-role-hint-{}", r.id()), &[]), form.has("roles", r.id()))).collect()
}

fn role_word(visit: &Visit, role: Role) -> String {
    visit.say(&format!("base-role-{}", role.id()), &[])
}

/// Whether the person asking may give every role.
fn may_give_all(visit: &Visit) -> bool {
    visit.visitor.actor.as_ref().is_some_and(|a| a.is(Role::Director))
}

/// Value, words: the languages, each in itself.
fn languages() -> [(&'static str, &'static str, &'static str); 2] {
    [("en", "English", ""), ("fr", "Français", "")]
}

/// What this person is called: no passphrase is made of that alone.
fn own_words(visit: &Visit, name: &str, email: &str) -> [String; 3] {
    [visit.app.organisation().map_or_else(String::new, |o| o.name.clone()), name.to_owned(), email.to_owned()]
}

/// Reads a new passphrase typed twice; what is wrong is said beside the fields.
/// `alone`: no second factor stands beside it.
fn new_passphrase(form: &mut FormState, own: &[String; 3], alone: bool) -> Option<Passphrase> {
    let twice = form.value("passphrase") == form.value("again");
    match Passphrase::parse(form.value("passphrase"), &own.each_ref().map(String::as_str), alone) {
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

fn with_cookie(mut response: Response, cookie: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(SET_COOKIE, value);
    }
    response
}
