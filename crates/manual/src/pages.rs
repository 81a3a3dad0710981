//! The pages: reading the manual, drafting a change, comparing editions.

mod accepted;
mod agree;
mod between;
mod builder;
mod changes;
mod clause;
mod clause_form;
mod decide;
mod devices;
mod draft;
mod editions;
mod glossary;
mod outline;
mod practices;
mod publish;
mod questions;
mod read;
mod registers;
mod suggest;
mod words;

use std::collections::HashMap;

use axum::http::StatusCode;
use axum::response::Response;
use base::slice::{FORM_LIMIT, OPEN_TO_ALL, Route, SIGNED_IN, get, post};
use base::web::Visit;
use base::web::form::FormState;
use base::words::Lang;
use base::{Db, Failure, Said};

use crate::model::Edition;

pub(crate) use changes::{in_force, mentions};
pub(crate) use read::audience_of;

/// May draft.
pub const EDIT: &str = "edit-manual";
/// May publish, discard, and say that it was reviewed.
pub const PUBLISH: &str = "publish-manual";

/// May have a form looked over that needs a proof to be sent.
pub const LOOK_OVER: &str = "look-over-publishing";

/// May write down that somebody else accepted, on paper or by word of mouth.
pub const ACCEPT_FOR_OTHERS: &str = "accept-for-others";

/// May decide on personal devices.
pub const DECIDE_DEVICES: &str = "decide-devices";

/// Every door of this slice.
pub fn routes() -> Vec<Route> {
    vec![
        get("/manual", SIGNED_IN, read::index),
        get("/manual/{document}", SIGNED_IN, read::document),
        get("/manual/practices", SIGNED_IN, practices::list),
        get("/manual/practices/new", EDIT, practices::new_form),
        post("/manual/practices/new", EDIT, practices::begin),
        get("/manual/practices/{practice}", SIGNED_IN, practices::show),
        post("/manual/practices/{practice}/learn", SIGNED_IN, practices::learn),
        post("/manual/practices/decide", EDIT, decide::decide),
        get("/manual/changes", SIGNED_IN, changes::show),
        post("/manual/changes", EDIT, changes::open),
        post("/manual/changes/close", EDIT, changes::close),
        get("/manual/facts", SIGNED_IN, changes::facts),
        post("/manual/facts", EDIT, changes::write_fact),
        get("/manual/{document}/words", EDIT, words::show),
        post("/manual/{document}/words", EDIT, words::save),
        get("/manual/public", EDIT, glossary::edit),
        post("/manual/public", EDIT, glossary::save),
        get("/manual/devices", SIGNED_IN, devices::show),
        post("/manual/devices", EDIT, devices::consider).taking(devices::MINUTE_LIMIT + FORM_LIMIT),
        post("/manual/devices/check", LOOK_OVER, devices::check),
        post("/manual/devices/decide", DECIDE_DEVICES, devices::decide),
        post("/manual/devices/texts", EDIT, devices::texts),
        get("/manual/devices/minute", EDIT, devices::minute),
        get("/manual/registers/acknowledgements", ACCEPT_FOR_OTHERS, registers::acknowledgements),
        get("/manual/registers/suggestions", EDIT, registers::suggestions),
        get("/manual/registers/reviews", EDIT, registers::reviews),
        get("/manual/registers/facts", EDIT, registers::facts),
        get("/manual/registers/learnings", EDIT, registers::learnings),
        get("/manual/new", EDIT, outline::new_form),
        post("/manual/new", EDIT, outline::add),
        post("/manual/accept", SIGNED_IN, agree::accept_several),
        get("/manual/{document}/acknowledge", SIGNED_IN, agree::form),
        post("/manual/{document}/acknowledge", SIGNED_IN, agree::accept),
        get("/manual/{document}/accepted", ACCEPT_FOR_OTHERS, accepted::show),
        post("/manual/{document}/accepted", ACCEPT_FOR_OTHERS, accepted::write_down),
        get("/manual/{document}/suggestions", SIGNED_IN, suggest::list),
        post("/manual/{document}/suggest", SIGNED_IN, suggest::make),
        post("/manual/{document}/answer", EDIT, suggest::answer),
        get("/manual/{document}/outline", EDIT, outline::show),
        post("/manual/{document}/outline", EDIT, outline::change),
        get("/manual/{document}/build/{clause}", EDIT, builder::show),
        post("/manual/{document}/build/{clause}", EDIT, builder::build),
        post("/manual/{document}/review", EDIT, publish::review),
        post("/manual/{document}/looked", EDIT, publish::looked),
        post("/manual/{document}/reviewed", PUBLISH, read::reviewed),
        get("/manual/{document}/editions", SIGNED_IN, editions::editions),
        get("/manual/{document}/draft", EDIT, draft::show),
        post("/manual/{document}/draft", EDIT, draft::begin),
        post("/manual/{document}/check", LOOK_OVER, publish::check),
        post("/manual/{document}/publish", PUBLISH, publish::publish),
        post("/manual/{document}/discard", PUBLISH, draft::discard),
        get("/manual/{document}/draft/{clause}", EDIT, clause::form),
        post("/manual/{document}/draft/{clause}", EDIT, clause::save),
        get("/glossary", OPEN_TO_ALL, glossary::glossary),
    ]
}

/// The names behind person ids, with a word for Keepwell itself.
struct Names {
    people: HashMap<String, String>,
    keepwell: String,
    unknown: String,
}

impl Names {
    async fn load<'a>(visit: &Visit, db: &mut Db, editions: impl IntoIterator<Item = &'a Edition>) -> Result<Self, Failure> {
        let mut ids: Vec<String> = editions.into_iter()
            .flat_map(|e| e.authors.iter().chain(&e.created_by).chain(&e.published_by)).cloned().collect();
        ids.sort();
        ids.dedup();
        let people = people::names(db, &ids).await?;
        Ok(Self { people, keepwell: visit.say("manual-keepwell", &[]), unknown: visit.say("manual-somebody", &[]) })
    }

    async fn add<'a>(&mut self, db: &mut Db, ids: impl IntoIterator<Item = &'a String>) -> Result<(), Failure> {
        let ids: Vec<String> = ids.into_iter().cloned().collect();
        self.people.extend(people::names(db, &ids).await?);
        Ok(())
    }

    fn of(&self, id: Option<&String>) -> &str {
        match id {
            None => &self.keepwell,
            Some(id) => self.people.get(id).unwrap_or(&self.unknown),
        }
    }

    fn list<'a>(&self, ids: impl IntoIterator<Item = &'a String>) -> String {
        ids.into_iter().map(|id| self.of(Some(id))).collect::<Vec<_>>().join(", ")
    }
}

/// Says beside the field when more than `most` letters were typed in it.
fn at_most(form: &mut FormState, field: &'static str, most: usize) {
    let count = form.text(field).chars().count();
    if count > most {
        form.wrong(field, Said::plain("manual-too-long").with("count", count.to_string()).with("most", most.to_string()));
    }
}

/// 307: the browser sends the same form on to where it is asked for a proof, so that nothing typed is lost.
fn onwards(path: &str) -> Response {
    let mut response = base::web::to(path);
    *response.status_mut() = StatusCode::TEMPORARY_REDIRECT;
    response
}

/// The language the manual is read in: `?in=fr`, else the reader's.
fn reading(visit: &Visit) -> Lang {
    visit.query("in").and_then(|l| Lang::parse(&l)).unwrap_or_else(|| visit.lang())
}

/// The moment for a `datetime` attribute.
fn iso(moment: base::Moment) -> String {
    moment.zoned(&jiff::tz::TimeZone::UTC).timestamp().to_string()
}
