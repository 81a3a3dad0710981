//! The pages: reading the manual, drafting a change, comparing editions.

mod clause;
mod draft;
mod editions;
mod glossary;
mod read;

use std::collections::HashMap;

use base::slice::{OPEN_TO_ALL, Route, SIGNED_IN, get, post};
use base::web::Visit;
use base::words::Lang;
use base::{Db, Failure};

use crate::model::Edition;

/// May draft.
pub const EDIT: &str = "edit-manual";
/// May publish, discard, and say that it was reviewed.
pub const PUBLISH: &str = "publish-manual";

/// Every door of this slice.
pub fn routes() -> Vec<Route> {
    vec![
        get("/manual", SIGNED_IN, read::index),
        get("/manual/{document}", SIGNED_IN, read::document),
        get("/manual/{document}/acknowledge", SIGNED_IN, read::acknowledge_form),
        post("/manual/{document}/acknowledge", SIGNED_IN, read::acknowledge),
        post("/manual/{document}/reviewed", PUBLISH, read::reviewed),
        get("/manual/{document}/editions", SIGNED_IN, editions::editions),
        get("/manual/{document}/draft", EDIT, draft::show),
        post("/manual/{document}/draft", EDIT, draft::begin),
        post("/manual/{document}/publish", PUBLISH, draft::publish),
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

/// The language the manual is read in: `?in=fr`, else the reader's.
fn reading(visit: &Visit) -> Lang {
    visit.query("in").and_then(|l| Lang::parse(&l)).unwrap_or_else(|| visit.lang())
}

/// The moment for a `datetime` attribute.
fn iso(moment: base::Moment) -> String {
    moment.zoned(&jiff::tz::TimeZone::UTC).timestamp().to_string()
}
